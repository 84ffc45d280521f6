package check

import (
	"fmt"
	"slices"

	"rapporteur/generator/report"
)

func citationRules() []Rule {
	return []Rule{
		{
			Name: "cited",
			Doc: "Every record that says something of the world cites a source, or says that it is unverified. " +
				"An answer may cite in its text; an indicator through its observations.",
			Run: cited,
		},
		{
			Name: "verification",
			Doc: "A claim is not better verified than its source was read: of a source that was not seen nothing is known but what is remembered, " +
				"so what cites it is unverified.",
			Run: verification,
		},
		{
			Name: "unused-source",
			Doc:  "A source that nothing cites is not needed, or its citation was forgotten.",
			Run:  unusedSource,
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
					p.Error(ref, fmt.Sprintf("count[%d]", i), "count cites no source", citeHint)
				}
			}
		case *report.Participation:
			for i := range v.Acts {
				if len(v.CitesOf(&v.Acts[i])) == 0 {
					p.Error(v.Ref(&v.Acts[i]), "", "act cites no source", citeHint)
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
			p.Error(ref, "", fmt.Sprintf("%s cites no source", ref.Kind), citeHint)
		}
	}
}

const citeHint = `add cites = [{ source = "…", verification = "primary" }]`

// sourcesIn reports whether a text refers to a source in any language.
func (p *Pass) sourcesIn(t report.Text) bool {
	for _, l := range t.Langs() {
		for _, ref := range p.parser.Parse(t.In(l)).Refs() {
			if ref.Kind == "source" {
				return true
			}
		}
	}
	return false
}

func verification(p *Pass) {
	for _, c := range p.Report.Cites() {
		s := p.Report.Source(c.Cite.Source)
		if s != nil && s.Access == report.NotSeen && c.Cite.Verification != report.Unverified {
			p.Error(c.Ref, c.Field+".verification", fmt.Sprintf("source %q was not seen, so nothing that rests on it is %s", s.ID, c.Cite.Verification),
				`write verification = "unverified", or cite what was read`)
		}
	}
}

func unusedSource(p *Pass) {
	r := p.Report
	used := make(map[string]bool)
	for _, c := range r.Cites() {
		used[c.Cite.Source] = true
	}
	for _, t := range r.Texts() {
		if !t.Prose {
			continue
		}
		for _, l := range t.Text.Langs() {
			doc := p.parser.Parse(t.Text.In(l))
			for _, ref := range doc.Refs() {
				if ref.Kind == "source" {
					used[ref.ID] = true
				}
			}
			for _, link := range doc.Links() {
				if ref := report.ParseRef(link.Dest); ref.Kind == report.KindSource {
					used[ref.ID] = true
				}
			}
		}
	}
	for _, s := range r.Sources {
		if !used[s.ID] {
			p.Warn(report.Ref{Kind: report.KindSource, ID: s.ID}, "", fmt.Sprintf("nothing cites source %q", s.ID), "cite it, or take it out")
		}
	}
}
