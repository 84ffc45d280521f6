package check

import (
	"rapporteur/generator/say"
	"slices"
	"strings"

	"rapporteur/generator/report"
)

func gapRules() []Rule {
	return []Rule{
		{
			Name:   "gap-needed",
			Family: Coverage,
			Doc: "Facts that readers expect, such as the date of an activity or a source, an amount of money or the entry into force of an instrument, " +
				"are given, or a gap says why they are not.",
			Run: gapNeeded,
		},
		{
			Name:   "gap-filled",
			Family: Coverage,
			Doc:    "A gap explains why a field has no value, so the field must not have one.",
			Run:    gapFilled,
		},
	}
}

func gapNeeded(p *Pass) {
	said := make(map[report.Ref][]string) // fields that a gap speaks of
	for _, g := range p.Report.Gaps() {
		field, _, _ := strings.Cut(g.Gap.Field, ".")
		said[g.Ref] = append(said[g.Ref], field)
	}
	for _, ref := range p.Report.Refs() {
		for _, field := range p.Report.Absent(ref) {
			if a := p.Report.Activity(ref.ID); ref.Kind == report.KindActivity && field == "place" && a.Online {
				continue
			}
			if !slices.Contains(said[ref], field) {
				p.Found(ref, "", say.F("%s: ‹%s› is missing, and no gap says why", p.Name(ref), field),
					say.F(`add it, or ‹gaps = [{ field = %q, reason = "not-found" }]›`, field))
			}
		}
	}
}

func gapFilled(p *Pass) {
	for _, g := range p.Report.Gaps() {
		if g.Filled {
			p.Found(g.Ref, g.Field+".field", say.F("%s: ‹%s› has a value, so there is no gap", p.Name(g.Ref), g.Gap.Field), say.F("remove the gap or the value"))
		}
	}
}
