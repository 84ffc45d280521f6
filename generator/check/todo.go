package check

import (
	"fmt"
	"regexp"
	"slices"

	"rapporteur/generator/problem"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// Group is a part of what is left to do before an edition can be issued.
type Group struct {
	Name     string // for programs: "texts"
	Title    say.Text
	Problems []problem.Problem // sorted
}

// groups are the rules of each group. What is in none and is an error is in the first.
var groups = []struct {
	name  string
	title say.Text
	rules []string
}{
	{"refused", say.F("errors, which release refuses"), nil},
	{"edition", say.F("what the edition says of itself: its title, note and days"), []string{todoText, todoDay, "as-at-later", "edition-id-free"}},
	{"missing", say.F("missing texts and answers"), []string{"translated", "answered", "same-in-two-languages"}},
	{"placeholders", say.F("placeholders and notes to oneself"), []string{"text-entered", "placeholder"}},
	{"stale", say.F("answers and translations that were not brought up to date"), []string{"carried-updated", "stale-translation", "translation-alone"}},
	{"due", say.F("requests that have fallen due"), []string{"not-due"}},
	{"figures", say.F("figures older than a year"), []string{todoFigure}},
}

// Names of what is left and breaks no rule.
const (
	todoText   = "edition-text"
	todoDay    = "earlier-day"
	todoFigure = "old-figure"
)

// Todo sorts what is left to do before a report can be issued: problems found in it as if
// it were being issued, and what no rule asks for. others is the number of warnings that
// belong to no group.
func Todo(r *report.Report, h *History, found []problem.Problem) (all []Group, others int) {
	if r != nil {
		p := newPass(r, Options{History: h})
		for _, run := range []struct {
			rule string
			run  func(*Pass)
		}{{todoText, todoTexts}, {todoDay, todoDays}, {todoFigure, todoFigures}} {
			p.rule = Rule{Name: run.rule, Warns: true}
			run.run(p)
		}
		found = append(slices.Clone(found), p.problems...)
	}
	for _, g := range groups {
		all = append(all, Group{Name: g.name, Title: g.title})
	}
	for _, q := range problem.Sort(found) {
		at := -1
		for i, g := range groups {
			if slices.Contains(g.rules, q.Rule) {
				at = i
			}
		}
		switch {
		case at >= 0:
			all[at].Problems = append(all[at].Problems, q)
		case q.Severity == problem.Error:
			all[0].Problems = append(all[0].Problems, q)
		default:
			others++
		}
	}
	return slices.DeleteFunc(all, func(g Group) bool { return len(g.Problems) == 0 }), others
}

func todoTexts(p *Pass) {
	e := p.Report.Edition
	for _, f := range []struct {
		name string
		text report.Text
	}{{"title", e.Title}, {"note", e.Note}} {
		if f.text.IsZero() {
			p.Found(editionRef(), "", say.F("the edition has no %s", f.name), say.F("‹%s.%s = \"…\"›", f.name, p.Report.Meta.Original))
		}
	}
	before := p.History.latest(p.Report)
	if before == nil {
		return
	}
	for _, field := range e.SameTexts(before.Report.Edition, p.Report.Meta.Languages) {
		p.Found(editionRef(), field, say.F("%s is still that of the edition %s", field, before.Edition), say.F("write what is new in this edition"))
	}
}

// todoDays finds texts that name the day of an earlier edition as if it were that of this one.
func todoDays(p *Pass) {
	earlier := make(map[report.Date]string) // ids
	for _, is := range p.History.behind(p.Report) {
		if is.AsAt != p.Report.Edition.AsAt && is.AsAt.Day > 0 && is.AsAt != p.Report.Resolution.AdoptedOn {
			earlier[is.AsAt] = is.Edition
		}
	}
	if len(earlier) == 0 {
		return
	}
	for _, t := range p.Texts() {
		s, _ := p.Report.Record(t.Ref).(*report.Section)
		head := s != nil && (s.Place == report.PlaceSummary || s.Place == report.PlaceIntroduction)
		if t.Verbatim || t.Cited || !head && t.Ref.Kind != report.KindEdition && t.Ref.Kind != report.KindReport {
			continue
		}
		for _, l := range t.Text.Langs() {
			for day, id := range earlier {
				if at := dayIn(t.Text.In(l), l, day); at != nil {
					p.FoundIn(t.Ref, t.Field+"."+string(l), at[0], at[1]-at[0], say.F("%s names the day of the edition %s", p.Name(t.Ref), id),
						say.F("write the day of this edition, %s, or leave it if the earlier edition is meant", p.Report.Edition.AsAt))
				}
			}
		}
	}
}

// dayIn is the place of a day in a text, as the language writes it.
func dayIn(text string, l report.Lang, d report.Date) []int {
	if l == "zh" {
		return regexp.MustCompile(fmt.Sprintf(`%d年%d月%d日`, d.Year, d.Month, d.Day)).FindStringIndex(text)
	}
	for name, n := range months[l] {
		if n == d.Month {
			re := regexp.MustCompile(fmt.Sprintf(`(?i)(?:^|[^0-9])(%d(?:er)?[\s\x{a0}\x{202f}]+%s[\s\x{a0}\x{202f}]+%d)(?:[^0-9]|$)`, d.Day, regexp.QuoteMeta(name), d.Year))
			if m := re.FindStringSubmatchIndex(text); m != nil {
				return m[2:4]
			}
		}
	}
	return nil
}

// todoFigures finds indicators whose newest observation is more than a year older than the
// edition.
func todoFigures(p *Pass) {
	asAt := p.Report.Edition.AsAt
	year := asAt
	year.Year--
	for _, in := range p.Report.Indicators {
		o, _ := in.Newest(asAt)
		if o == nil || o.Period.To.IsZero() || !o.Period.To.Last().Before(year) {
			continue
		}
		ref := report.Ref{Kind: report.KindIndicator, ID: in.ID}
		p.Found(report.Ref{Kind: report.KindObservation, ID: in.ID + "/" + o.ID}, "period.to", say.F("the newest figure of %s is as at %s", p.Name(ref), o.Period.To),
			say.F("look for a newer one; if there is none, nothing need be done"))
	}
}
