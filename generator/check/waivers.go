package check

import (
	"fmt"
	"slices"

	"rapporteur/generator/problem"
	"rapporteur/generator/report"
)

// waiverRules are the rules that Waive keeps, for only what all others found
// shows whether a waiver is used.
func waiverRules() []Rule {
	return []Rule{
		{
			Name: waiverUnknown, Family: Structure,
			Doc: "A waiver in data/waivers.toml names a rule that there is.",
		},
		{
			Name: waiverExpired, Family: Structure,
			Doc: "A waiver serves up to its day: once the edition is as at a later one, the problem is mended, or somebody decides anew that it may stand.",
		},
		{
			Name: waiverUnused, Family: Structure,
			Doc: "A waiver lets a problem stand that there is. One that is left over would hide the same mistake when it is made again. " +
				"What keeps the data from being read at all cannot be waived.",
		},
	}
}

const (
	waiverUnknown = "waiver-unknown"
	waiverExpired = "waiver-expired"
	waiverUnused  = "waiver-unused"
	waiversFile   = "data/waivers.toml"
)

// Waive parts the problems of a report, those of reading it and those of its
// rules together, into the ones to show and the ones that a waiver in the data
// lets stand. What is wrong with the waivers is among the first. Both are
// sorted. A waiver that names a field speaks of what rules found; problems of
// reading name the record alone.
func Waive(r *report.Report, ps []problem.Problem) (kept, waived []problem.Problem) {
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
		found := func(rule, field, message, hint string) {
			kept = append(kept, r.ProblemIn(rule, problem.Error, waiversFile, fmt.Sprintf("waiver[%d].%s", i, field), message, hint))
		}
		switch {
		case !slices.Contains(rules, w.Rule):
			hint := "'rapporteur explain' lists the rules"
			if near := report.Nearest(w.Rule, rules); near != "" {
				hint = fmt.Sprintf("did you mean rule = %q?", near)
			}
			found(waiverUnknown, "rule", fmt.Sprintf("there is no rule %q to waive", w.Rule), hint)
		case w.Expired(r.Edition.AsAt):
			found(waiverExpired, "until", fmt.Sprintf("this waiver served until %s, and the edition is as at %s", w.Until, r.Edition.AsAt),
				"mend the problem and take the waiver out, or give it a later day and say why")
		case !used[i]:
			found(waiverUnused, "rule", fmt.Sprintf("nothing breaks the rule %s in %s, so there is nothing to waive", w.Rule, where(w)), "take the waiver out")
		}
	}
	return problem.Sort(kept), problem.Sort(waived)
}

// where is the record that a waiver speaks of, with the field if it names one.
func where(w report.Waiver) string {
	if w.Field == "" {
		return w.Record.String()
	}
	return w.Field + " of " + w.Record.String()
}
