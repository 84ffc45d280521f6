package check

import (
	"rapporteur/generator/say"
	"strings"

	"rapporteur/generator/report"
)

// carriedRules returns the rules about the initial content of a report:
// placeholders in square brackets, and texts of an earlier report.
func carriedRules() []Rule {
	return []Rule{
		{
			Name:   "text-entered",
			Family: Coverage,
			Warns:  true,
			Issues: true,
			Doc: "No text is still a [placeholder] in square brackets. A new report contains them where text must be entered. " +
				"Each record is reported once, even if several of its texts are missing. " +
				"This is an error in an edition that is being issued, which nobody can change afterwards.",
			Run: textEntered,
		},
		{
			Name:   "carried-updated",
			Family: Coverage,
			Warns:  true,
			Doc: "In a draft, texts carried over from the last report must be reviewed: once one is rewritten or found to be still correct, remove carried = true. " +
				"An edition may be issued with answers that have not been updated; its pages say so.",
			Run: carriedUpdated,
		},
		{
			Name:   "carried-from",
			Family: Coverage,
			Doc:    "If texts are carried over, continues names the report that they come from, so that readers can look them up.",
			Run:    carriedFrom,
		},
	}
}

func textEntered(p *Pass) {
	seen := make(map[report.Ref]bool)
	for _, t := range p.Texts() {
		for _, l := range append([]report.Lang{p.Report.Meta.Original}, t.Text.Langs()...) {
			if !placeholder(t.Text.In(l)) || seen[t.Ref] {
				continue
			}
			seen[t.Ref] = true
			p.Found(t.Ref, t.Field+"."+string(l), say.F("%s: %s is not yet entered", p.Name(t.Ref), t.Field), say.F("replace the brackets with the text"))
		}
	}
}

// placeholder reports whether a text is one in square brackets, to be replaced by what
// is to be entered. References such as [note:1] are none.
func placeholder(s string) bool {
	s = strings.TrimRight(strings.TrimSpace(s), ".;。；؛ \u00a0")
	inside, open := strings.CutPrefix(s, "[")
	inside, end := strings.CutSuffix(inside, "]")
	if wide, ok := strings.CutPrefix(s, "［"); ok {
		inside, end = strings.CutSuffix(wide, "］")
		open = ok
	}
	return open && end && !strings.ContainsAny(inside, "[]:［］")
}

func (p *Pass) carried(visit func(ref report.Ref, what say.Text)) {
	p.requests(func(ref report.Ref, q *report.Request) {
		if q.Carried {
			visit(ref, say.F("the answer to %s", p.Name(ref)))
		}
	})
	for _, s := range p.Report.Sections {
		if ref := (report.Ref{Kind: report.KindSection, ID: s.ID}); s.Carried {
			visit(ref, p.Name(ref))
		}
	}
}

func carriedUpdated(p *Pass) {
	if p.Report.Edition.Status != report.Draft {
		return
	}
	p.carried(func(ref report.Ref, what say.Text) {
		p.Found(ref, "carried", say.F("%s has not been updated since the last report", what), say.F("update it or confirm that it is still correct, and remove carried = true"))
	})
}

func carriedFrom(p *Pass) {
	if p.Report.Meta.Continues.Reference != "" {
		return
	}
	p.carried(func(ref report.Ref, what say.Text) {
		p.Found(ref, "carried", say.F("%s is carried over, but the report does not continue another", what), say.F("name that report with continues.reference and so on in data/report.toml, or remove carried = true"))
	})
}
