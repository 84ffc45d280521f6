package check

import (
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// carriedRules returns the rules about texts that were carried over from an earlier report.
func carriedRules() []Rule {
	return []Rule{
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
		p.Found(ref, "carried", say.F("%s has not been updated since the last report", what), say.F("update it or confirm that it is still correct, and remove ‹carried = true›"))
	})
}

func carriedFrom(p *Pass) {
	if p.Report.Meta.Continues.Reference != "" {
		return
	}
	p.carried(func(ref report.Ref, what say.Text) {
		p.Found(ref, "carried", say.F("%s is carried over, but the report does not continue another", what), say.F("name that report with ‹continues.reference› and so on‹ in data/report.toml›, or remove ‹carried = true›"))
	})
}
