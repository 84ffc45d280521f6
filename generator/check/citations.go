package check

import (
	"fmt"
	"slices"

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
	for _, ref := range r.Refs() {
		var cites []report.Cite
		switch v := r.Record(ref).(type) {
		case *report.Resolution:
			cites = v.Cites
		case *report.Observation:
			cites = slices.Concat(v.Cites, v.Indicator.Cites)
		case *report.Activity:
			cites = v.Cites
		case *report.Publication:
			cites = v.Cites
		case *report.Instrument:
			cites = v.Cites
			for i, c := range v.Counts {
				if len(c.Cites) == 0 {
					p.Found(ref, fmt.Sprintf("count[%d]", i), fmt.Sprintf("the count of %s in %s cites no source", c.Date, p.Name(ref)), citeHint)
				}
			}
		case *report.Participation:
			for i := range v.Acts {
				if len(v.CitesOf(&v.Acts[i])) == 0 {
					p.Found(v.Ref(&v.Acts[i]), "", p.Name(v.Ref(&v.Acts[i]))+" cites no source", citeHint)
				}
			}
			continue
		case *report.Money:
			cites = v.Cites
		case *report.Entity:
			cites = v.Cites
		case *report.State:
			cites = v.Cites
		case *report.Request:
			if v.Progress.IsZero() || len(v.Evidence) > 0 || p.sourcesIn(v.Progress) {
				continue
			}
			if v.Status != report.Implemented && v.Status != report.UnderImplementation {
				continue
			}
			cites = v.Cites
		default:
			continue
		}
		if len(cites) == 0 {
			p.Found(ref, "", p.Name(ref)+" cites no source", citeHint)
		}
	}
}

const citeHint = `add cites = [{ source = "…", verification = "primary" }]`

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
			p.Found(c.Ref, c.Field+".verification", fmt.Sprintf("%s was not seen, so a claim based on it is not %s", p.Name(report.Ref{Kind: report.KindSource, ID: s.ID}), c.Cite.Verification),
				`write verification = "unverified", or cite a source that was consulted`)
		}
	}
}
