package check

import (
	"fmt"
	"rapporteur/generator/say"
	"strings"

	"rapporteur/generator/report"
)

func citationRules() []Rule {
	return []Rule{
		{
			Name:   "cited",
			Family: Sources,
			Doc: "Every record that states facts cites a source, or says that it is unverified. " +
				"An answer may cite sources in its text, an indicator in its observations.",
			Run: cited,
		},
		{
			Name:   "verification",
			Family: Sources,
			Doc: "A claim is only as well verified as its source was consulted: a source that was not seen is known only from memory, " +
				"so a claim that cites it is unverified.",
			Run: verification,
		},
	}
}

func cited(p *Pass) {
	r := p.Report
	own := make(map[report.Ref]bool) // records that cite something for themselves
	for _, c := range p.Cites() {
		if strings.HasPrefix(c.Field, "cites[") {
			own[c.Ref] = true
		}
	}
	found := func(ref report.Ref) { p.Found(ref, "", say.F("%s cites no source", p.Name(ref)), say.F(citeHint)) }
	for _, ref := range r.Refs() {
		if ref.Kind.Info().Cited && !own[ref] && !own[r.Parent(ref)] {
			found(ref)
		}
		switch v := r.Record(ref).(type) {
		case *report.Instrument:
			for i, c := range v.Counts {
				if len(c.Cites) == 0 {
					p.Found(ref, fmt.Sprintf("count[%d]", i), say.F("the count of %s in %s cites no source", c.Date, p.Name(ref)), say.F(citeHint))
				}
			}
		case *report.Indicator:
			if v.Baseline.Quantity.Value != nil && len(v.Baseline.Cites) == 0 && !own[ref] {
				p.Found(ref, "baseline", say.F("the baseline of %s cites no source", p.Name(ref)), say.F(citeHint))
			}
		case *report.Request:
			if v.Progress.IsZero() || len(v.Evidence) > 0 || p.sourcesIn(v.Progress) {
				continue
			}
			if !own[ref] && (p.Report.Like(v.Status) == report.Implemented || p.Report.Like(v.Status) == report.UnderImplementation) {
				found(ref)
			}
		}
	}
}

const citeHint = `add ‹cites = [{ source = "…", verification = "primary" }]›`

// sourcesIn reports whether a text refers to a source in any language.
func (p *Pass) sourcesIn(t report.Text) bool {
	for _, l := range t.Langs() {
		for _, ref := range p.Parse(t.In(l)).Refs() {
			if ref.Kind == "source" {
				return true
			}
		}
	}
	return false
}

func verification(p *Pass) {
	for _, c := range p.Cites() {
		s := p.Report.Source(c.Cite.Source)
		if s != nil && s.Access == report.NotSeen && c.Cite.Verification != report.Unverified {
			p.Found(c.Ref, c.Field+".verification", say.F("%s was not seen, so a claim based on it is not %s", p.Name(report.Ref{Kind: report.KindSource, ID: s.ID}), c.Cite.Verification),
				say.F(`once it was read, write ‹access = "seen"› in the source; else ‹verification = "unverified"›, or cite a source that was consulted`))
		}
	}
}
