package check

import (
	"fmt"
	"slices"

	"rapporteur/generator/problem"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// waiverRules returns the rules enforced by Waive, which needs the problems of all
// other rules.
func waiverRules() []Rule {
	return []Rule{
		{
			Name: waiverUnknown, Family: Structure,
			Doc: "A waiver in data/waivers.toml names an existing rule.",
		},
		{
			Name: waiverExpired, Family: Structure,
			Doc: "A waiver expires on its until date: once the date of the edition is later, fix the problem, or decide again that it may remain.",
		},
		{
			Name: waiverUnused, Family: Structure,
			Doc: "A waiver applies to an existing problem. An unused one would hide the same mistake if it is made again. " +
				"Problems that prevent the data from being read cannot be waived.",
		},
	}
}

const (
	waiverUnknown = "waiver-unknown"
	waiverExpired = "waiver-expired"
	waiverUnused  = "waiver-unused"
	waiversFile   = "data/waivers.toml"
)

// Waive splits the problems found by report.Load and by rules into those to show
// and those covered by a waiver in the data. Problems with the waivers themselves
// are among the former. Both results are sorted. A waiver that names a field does
// not cover problems found by report.Load, which name only the record.
//
// Where the editions issued before were not read, a waiver may apply to a problem that was
// not looked for, so that none is said to be unused.
func Waive(r *report.Report, ps []problem.Problem, cut bool) (kept, waived []problem.Problem) {
	used := make([]bool, len(r.Waivers))
	for _, p := range ps {
		if i := r.WaiverOf(p.Rule, p.Record, p.Field); i >= 0 {
			used[i] = true
			waived = append(waived, p)
			continue
		}
		kept = append(kept, p)
	}
	var rules []string
	for _, rule := range Rules() {
		rules = append(rules, rule.Name)
	}
	for i, w := range r.Waivers {
		found := func(rule, field string, message, hint say.Text) {
			kept = append(kept, r.ProblemIn(rule, problem.Error, waiversFile, fmt.Sprintf("waiver[%d].%s", i, field), message, hint))
		}
		switch {
		case !slices.Contains(rules, w.Rule):
			hint := say.F("'rapporteur explain' lists the rules")
			if near := report.Nearest(w.Rule, rules); near != "" {
				hint = say.F("did you mean ‹rule = %q›?", near)
			}
			found(waiverUnknown, "rule", say.F("unknown rule %q", w.Rule), hint)
		case w.Expired(r.Edition.AsAt):
			found(waiverExpired, "until", say.F("this waiver expired on %s; the edition date is %s", w.Until, r.Edition.AsAt),
				say.F("fix the problem and remove the waiver, or give it a later date and say why"))
		case !used[i] && !cut:
			found(waiverUnused, "rule", say.F("nothing breaks the rule %s in %s, so there is nothing to waive", w.Rule, where(w)), say.F("remove the waiver"))
		}
	}
	return problem.Sort(kept), problem.Sort(waived)
}

// where returns the record of a waiver, with the field if it names one.
func where(w report.Waiver) say.Text {
	if w.Field == "" {
		return say.Plain(w.Record.String())
	}
	return say.F("%s of %s", w.Field, w.Record.String())
}
