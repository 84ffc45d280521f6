package check

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur/generator/report"
)

func dateRules() []Rule {
	return []Rule{
		{
			Name: "known-at-date",
			Doc: "An issued edition holds only what was known at its date: events and periods that had ended, and sources that were published. " +
				"Public acts (deposits, signatures, resolutions, meetings held) may rest on a later source. " +
				"What is due, next or planned may lie ahead. A draft may hold later facts; they are not counted.",
			Run: knownAtDate,
		},
		{
			Name: "dates-in-order",
			Doc:  "What begins does not end before it begins: activities, periods, and the adoption, opening and entry into force of an instrument.",
			Run:  datesInOrder,
		},
	}
}

func knownAtDate(p *Pass) {
	r := p.Report
	if r.Edition.Status != report.Issued {
		return
	}
	asAt := r.Edition.AsAt
	later := func(ref report.Ref, field string, d report.Date) {
		if d.After(asAt) {
			p.Error(ref, field, fmt.Sprintf("%s lies after the date of the edition, %s", d, asAt), "take it out of this edition; it belongs to a later one")
		}
	}
	for _, ref := range r.Refs() {
		switch v := r.Record(ref).(type) {
		case *report.Resolution:
			later(ref, "adopted_on", v.AdoptedOn)
			later(ref, "drafted_on", v.DraftedOn)
		case *report.Observation:
			later(ref, "period.to", v.Period.To)
		case *report.Activity:
			if !v.Planned {
				later(ref, "start", v.Start)
				later(ref, "end", v.End)
			}
		case *report.Publication:
			if v.Status != report.InPreparation {
				later(ref, "date", v.Date)
			}
		case *report.Instrument:
			later(ref, "adopted", v.Adopted)
			later(ref, "opened", v.Opened)
			later(ref, "entry_into_force", v.EntryIntoForce)
			for i, c := range v.Counts {
				later(ref, fmt.Sprintf("count[%d].date", i), c.Date)
			}
		case *report.Act:
			later(ref, "date", v.Date)
		case *report.Money:
			later(ref, "date", v.Date)
			if v.Kind == report.Contribution || v.Kind == report.Expenditure {
				later(ref, "period.to", v.Period.To)
			}
		}
	}
	for _, c := range r.Cites() {
		if s := r.Source(c.Cite.Source); s != nil && !publicAct(r, c) && s.Date.After(asAt) {
			p.Error(c.Ref, c.Field+".source", fmt.Sprintf("source %q was published on %s, after the date of the edition, %s", s.ID, s.Date, asAt),
				"only deposits, signatures, resolutions and meetings held may rest on a later source")
		}
	}
	for _, t := range r.Texts() {
		if !t.Prose || mayCiteLater(r, t) {
			continue
		}
		for _, l := range t.Text.Langs() {
			for _, ref := range p.parser.Parse(t.Text.In(l)).Refs() {
				s := r.Source(ref.ID)
				if ref.Kind == "source" && s != nil && s.Date.After(asAt) {
					p.Error(t.Ref, t.Field+"."+string(l), fmt.Sprintf("the text cites %q, which was published on %s, after the date of the edition, %s", s.ID, s.Date, asAt),
						"write the text from what was known then")
				}
			}
		}
	}
}

// publicAct reports whether a citation is of a public act, which is known on
// the day whatever the date of the paper that one reads it on.
func publicAct(r *report.Report, c report.CiteField) bool {
	switch v := r.Record(c.Ref).(type) {
	case *report.Act, *report.Participation, *report.Resolution, *report.Meta, *report.Paragraph, *report.Entity, *report.State:
		return true
	case *report.Instrument:
		return !strings.HasPrefix(c.Field, "count")
	case *report.Activity:
		// That it was held is public; how many came is known from whoever
		// counted them.
		return !v.Planned && !slices.ContainsFunc(c.Cite.For, func(f string) bool {
			return f == "participants" || f == "states_count" || f == "states" || f == "outcome"
		})
	}
	return false
}

// mayCiteLater reports whether a text speaks of our own work rather than of
// what was done: notes, the method in an annex, the next step.
func mayCiteLater(r *report.Report, t report.TextField) bool {
	if s, ok := r.Record(t.Ref).(*report.Section); ok {
		return s.Place == report.PlaceAnnex
	}
	return t.Field == "note" || t.Field == "next"
}

func datesInOrder(p *Pass) {
	r := p.Report
	order := func(ref report.Ref, firstName string, first report.Date, name string, d report.Date) {
		if first.IsZero() || d.IsZero() {
			return
		}
		// A month holds its days in whatever order.
		if d.Last().Before(first.First()) {
			p.Error(ref, name, fmt.Sprintf("%s %s lies before %s %s", name, d, firstName, first), "look which of the two is wrong")
		}
	}
	for _, ref := range r.Refs() {
		switch v := r.Record(ref).(type) {
		case *report.Meta:
			order(ref, "period.from", v.Period.From, "period.to", v.Period.To)
		case *report.Resolution:
			order(ref, "drafted_on", v.DraftedOn, "adopted_on", v.AdoptedOn)
		case *report.Observation:
			order(ref, "period.from", v.Period.From, "period.to", v.Period.To)
		case *report.Activity:
			order(ref, "start", v.Start, "end", v.End)
		case *report.Instrument:
			order(ref, "adopted", v.Adopted, "opened", v.Opened)
			order(ref, "adopted", v.Adopted, "entry_into_force", v.EntryIntoForce)
		case *report.Money:
			order(ref, "period.from", v.Period.From, "period.to", v.Period.To)
		}
	}
}
