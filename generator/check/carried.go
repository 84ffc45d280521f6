package check

import (
	"fmt"
	"strings"

	"rapporteur/generator/report"
)

// carriedRules are about what a report was begun with: gaps in square brackets,
// and what an earlier report said.
func carriedRules() []Rule {
	return []Rule{
		{
			Name:   "text-entered",
			Family: Coverage,
			Warns:  true,
			Doc: "No text stands in square brackets as a whole: so a new report begins, and says what is still to be entered. " +
				"A record is named once, whatever the number of its texts and languages.",
			Run: textEntered,
		},
		{
			Name:   "carried-updated",
			Family: Coverage,
			Warns:  true,
			Doc: "In a draft, what was carried over from the last report is looked at anew: where it still stands or was rewritten, carried = true is taken out. " +
				"An edition may be issued with answers that were not updated; its pages say so.",
			Run: carriedUpdated,
		},
		{
			Name:   "carried-from",
			Family: Coverage,
			Doc:    "What is carried over comes from a report, which continues names, so that readers can look up what is not new.",
			Run:    carriedFrom,
		},
	}
}

func textEntered(p *Pass) {
	seen := make(map[report.Ref]bool)
	for _, t := range p.Texts() {
		for _, l := range append([]report.Lang{p.Report.Meta.Original}, t.Text.Langs()...) {
			s := strings.TrimRight(strings.TrimSpace(t.Text.In(l)), ".;。；؛ \u00a0")
			inside, open := strings.CutPrefix(s, "[")
			inside, end := strings.CutSuffix(inside, "]")
			if wide, ok := strings.CutPrefix(s, "［"); ok {
				inside, end = strings.CutSuffix(wide, "］")
				open = ok
			}
			// A reference such as [note:1] is not what is meant, nor are two of them.
			if !open || !end || strings.ContainsAny(inside, "[]:［］") || seen[t.Ref] {
				continue
			}
			seen[t.Ref] = true
			p.Found(t.Ref, t.Field+"."+string(l), fmt.Sprintf("%s: %s is not yet entered", p.Name(t.Ref), t.Field), "put the text in place of the brackets")
		}
	}
}

func (p *Pass) carried(visit func(ref report.Ref, what string)) {
	p.requests(func(ref report.Ref, q *report.Request) {
		if q.Carried {
			visit(ref, "the answer to "+p.Name(ref))
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
	p.carried(func(ref report.Ref, what string) {
		p.Found(ref, "carried", what+" was not updated since the last report", "update it, or see that it still stands, and take carried = true out")
	})
}

func carriedFrom(p *Pass) {
	if p.Report.Meta.Continues.Reference != "" {
		return
	}
	p.carried(func(ref report.Ref, what string) {
		p.Found(ref, "carried", what+" is carried over, but the report continues no other", "name that report: continues.reference and the rest in data/report.toml, or take carried = true out")
	})
}
