package check

import (
	"fmt"
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
	r := p.Report
	for _, ref := range r.Refs() {
		need := func(field string, absent bool, gaps []report.Gap) {
			if !absent {
				return
			}
			for _, g := range gaps {
				if g.Field == field || strings.HasPrefix(g.Field, field+".") {
					return
				}
			}
			p.Found(ref, "", fmt.Sprintf("%s: %s is missing, and no gap says why", p.Name(ref), field),
				fmt.Sprintf("add it, or gaps = [{ field = %q, reason = \"not-found\" }]", field))
		}
		switch v := r.Record(ref).(type) {
		case *report.Meta:
			need("agenda_item", v.AgendaItem == "", v.Gaps)
		case *report.Resolution:
			need("adopted_on", v.AdoptedOn.IsZero(), v.Gaps)
		case *report.Observation:
			need("quantity", v.Quantity.Value == nil, v.Gaps)
			need("period", v.Period.To.IsZero(), v.Gaps)
		case *report.Activity:
			need("start", v.Start.IsZero(), v.Gaps)
			need("place", v.Place == (report.Location{}) && !v.Online, v.Gaps)
		case *report.Publication:
			need("date", v.Date.IsZero(), v.Gaps)
		case *report.Instrument:
			need("adopted", v.Adopted.IsZero(), v.Gaps)
			need("entry_into_force", v.EntryIntoForce.IsZero(), v.Gaps)
		case *report.Money:
			need("amount", v.Amount.Value == nil, v.Gaps)
		case *report.Source:
			need("date", v.Date.IsZero(), v.Gaps)
		}
	}
}

func gapFilled(p *Pass) {
	for _, g := range p.Report.Gaps() {
		if g.Filled {
			p.Found(g.Ref, g.Field+".field", fmt.Sprintf("%s: %s has a value, so there is no gap", p.Name(g.Ref), g.Gap.Field), "remove the gap or the value")
		}
	}
}
