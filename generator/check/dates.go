package check

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur/generator/prose"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

func dateRules() []Rule {
	return []Rule{
		{
			Name:   "known-at-date",
			Family: Time,
			Doc: "An issued edition contains only what was known at its date: events and periods that had ended, and sources that had been published. " +
				"Public acts (deposits, signatures, resolutions, meetings held) may cite a later source, and so may a text that counts the acts from it. " +
				"Due dates, next steps and planned activities may be in the future. A draft may contain later facts; they are not counted.",
			Run: knownAtDate,
		},
		{
			Name:   "dates-in-order",
			Family: Time,
			Doc: "Dates are in order: nothing ends before it begins, and an instrument is adopted before it is opened for signature or enters into force. " +
				"Parties to an instrument are not counted before it is adopted, and it is not adopted before the instrument that it amends.",
			Run: datesInOrder,
		},
		{
			Name:   "not-yet-counted",
			Family: Time,
			Warns:  true,
			Doc: "A draft may contain facts from after its date, but they are not counted, and cite sources published after it. Before the draft is issued, they must be removed or its date changed. " +
				"Usually the year is mistyped.",
			Run: notYetCounted,
		},
		{
			Name:   "source-after-event",
			Family: Time,
			Doc: "A source published before an activity began does not show that it was held, and a source cannot give a figure for a later date, " +
				"or tell of a decision on money or of a publication that came later: " +
				"either one of the dates is wrong, or the activity is planned.",
			Run: sourceAfterEvent,
		},
		{
			Name:   "long-activity",
			Family: Time,
			Warns:  true,
			Doc:    "A meeting, a conference, a workshop or a visit ends within two months of its beginning; a training course may take longer. Usually the month of its end is mistyped.",
			Run:    longActivity,
		},
		{
			Name:   "outside-period",
			Family: Time,
			Doc:    "Evidence and figures are within the reporting period, if data/report.toml gives one. Earlier activities are context.",
			Run:    outsidePeriod,
		},
	}
}

func knownAtDate(p *Pass) {
	r := p.Report
	if r.Edition.Status != report.Issued {
		return
	}
	asAt := r.Edition.AsAt
	p.laterFacts(func(ref report.Ref, field string, d report.Date) {
		p.Found(ref, field, say.F("%s: %s is after the date of the edition, %s", p.Name(ref), d, asAt), say.F("check the year; if it is correct, remove it from this edition, since it belongs to a later one"))
	})
	p.laterSources(func(c report.CiteField, s *report.Source) {
		p.Found(c.Ref, c.Field+".source", say.F("%s was published on %s, after the date of the edition, %s", p.Name(report.Ref{Kind: report.KindSource, ID: s.ID}), s.Date, asAt),
			say.F("only deposits, signatures, resolutions and meetings held may cite a later source"))
	})
	p.laterInTexts(func(t report.TextField, l report.Lang, ref prose.Ref, s *report.Source) {
		p.FoundIn(t.Ref, t.Field+"."+string(l), ref.Offset, ref.Len, say.F("the text of %s cites %s, which was published on %s, after the date of the edition, %s", p.Name(t.Ref), p.Name(report.Ref{Kind: report.KindSource, ID: s.ID}), s.Date, asAt), say.F("write the text according to what was known then"))
	})
}

// laterInTexts calls visit for each citation, in a text, of a source that was published
// after the date of the edition. A register of the acts of States may be cited where the
// text itself counts from it, or its record says that it does.
func (p *Pass) laterInTexts(visit func(report.TextField, report.Lang, prose.Ref, *report.Source)) {
	r := p.Report
	registers := registersOfActs(r)
	counted := make(map[report.Ref]map[string]bool) // records that count from such a register, and which
	for _, c := range p.Cites() {
		if c.Cite.Verification == report.Derived && registers[c.Cite.Source] {
			if counted[c.Ref] == nil {
				counted[c.Ref] = make(map[string]bool)
			}
			counted[c.Ref][c.Cite.Source] = true
		}
	}
	for _, t := range p.Texts() {
		if !t.Prose || mayCiteLater(r, t) {
			continue
		}
		for _, l := range t.Text.Langs() {
			refs := p.Parse(t.Text.In(l)).Refs()
			for _, ref := range refs {
				s := r.Source(ref.ID)
				if ref.Kind == "source" && s != nil && s.Date.After(r.Edition.AsAt) && !counted[t.Ref][s.ID] && !countsFrom(r, refs, s.ID) {
					visit(t, l, ref, s)
				}
			}
		}
	}
}

// countsFrom reports whether one of the references counts the acts of States that are taken
// from a source.
func countsFrom(r *report.Report, refs []prose.Ref, source string) bool {
	return slices.ContainsFunc(refs, func(ref prose.Ref) bool {
		c, ok := report.TallyOf(ref)
		return ok && slices.ContainsFunc(r.Participation, func(part *report.Participation) bool {
			return (c.Instrument == "" || c.Instrument == part.Instrument) && slices.Contains(registersOf(part), source)
		})
	})
}

// laterSources calls visit for each citation, of what is no public act, of a source that
// was published after the date of the edition.
func (p *Pass) laterSources(visit func(report.CiteField, *report.Source)) {
	r := p.Report
	registers := registersOfActs(r)
	for _, c := range p.Cites() {
		counted := c.Cite.Verification == report.Derived && registers[c.Cite.Source]
		if s := r.Source(c.Cite.Source); s != nil && !counted && !publicAct(r, c) && s.Date.After(r.Edition.AsAt) {
			visit(c, s)
		}
	}
}

// registersOfActs are the ids of the sources from which the acts of States are taken.
// What is counted from the days in them holds as at any day, whenever the copy was made.
func registersOfActs(r *report.Report) map[string]bool {
	registers := make(map[string]bool)
	for _, part := range r.Participation {
		for _, id := range registersOf(part) {
			registers[id] = true
		}
	}
	return registers
}

// registersOf are the ids of the sources from which the acts for one instrument are taken.
func registersOf(part *report.Participation) (ids []string) {
	for _, c := range part.Cites {
		ids = append(ids, c.Source)
	}
	for _, a := range part.Acts {
		for _, c := range a.Cites {
			ids = append(ids, c.Source)
		}
	}
	return ids
}

// laterFacts calls visit for each date of a fact that is after the date of the
// edition.
func (p *Pass) laterFacts(visit func(ref report.Ref, field string, d report.Date)) {
	r := p.Report
	later := func(ref report.Ref, field string, d report.Date) {
		if d.After(r.Edition.AsAt) {
			visit(ref, field, d)
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
}

// publicAct reports whether a citation is for a public act, which is known on the
// day it happens, whatever the date of the document that records it.
func publicAct(r *report.Report, c report.CiteField) bool {
	switch v := r.Record(c.Ref).(type) {
	case *report.Act, *report.Participation, *report.Resolution, *report.Meta, *report.Paragraph, *report.Entity, *report.State:
		return true
	case *report.Section:
		return v.Place == report.PlaceAnnex // which may tell of the method
	case *report.Instrument:
		return !strings.HasPrefix(c.Field, "count")
	case *report.Activity:
		// That it was held is public; the number of participants is not.
		return !v.Planned && !slices.ContainsFunc(c.Cite.For, func(f string) bool {
			return f == "participants" || f == "states_count" || f == "states" || f == "outcome"
		})
	}
	return false
}

// mayCiteLater reports whether a text is about the report itself or the future:
// notes, the method in an annex, the next step.
func mayCiteLater(r *report.Report, t report.TextField) bool {
	if s, ok := r.Record(t.Ref).(*report.Section); ok {
		return s.Place == report.PlaceAnnex
	}
	return t.Field == "note" || t.Field == "next"
}

func datesInOrder(p *Pass) {
	r := p.Report
	order := func(ref report.Ref, firstName any, first report.Date, name string, d report.Date) {
		if first.IsZero() || d.IsZero() {
			return
		}
		// Within the same month the order is unknown.
		if d.Last().Before(first.First()) {
			p.Found(ref, name, say.F("%s: %s %s is before %s %s", p.Name(ref), name, d, firstName, first), say.F("check which of the two is wrong"))
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
			for i, c := range v.Counts {
				order(ref, "adopted", v.Adopted, fmt.Sprintf("count[%d].date", i), c.Date)
			}
			if changed := r.Instrument(v.Amends); changed != nil {
				order(ref, say.F("the adoption of the instrument that it amends,"), changed.Adopted, "adopted", v.Adopted)
			}
		case *report.Money:
			order(ref, "period.from", v.Period.From, "period.to", v.Period.To)
		}
	}
}

func notYetCounted(p *Pass) {
	if p.Report.Edition.Status != report.Draft {
		return
	}
	p.laterFacts(func(ref report.Ref, field string, d report.Date) {
		p.Found(ref, field, say.F("%s: %s is after the date of the draft, %s, so it is not counted", p.Name(ref), d, p.Report.Edition.AsAt),
			say.F("check the year; if it is correct, it belongs to a later edition"))
	})
	p.laterSources(func(c report.CiteField, s *report.Source) {
		p.Found(c.Ref, c.Field+".source", say.F("%s was published on %s, after the date of the draft, %s", p.Name(report.Ref{Kind: report.KindSource, ID: s.ID}), s.Date, p.Report.Edition.AsAt),
			say.F("check the date of the source; if it is correct, what it shows belongs to a later edition"))
	})
	p.laterInTexts(func(t report.TextField, l report.Lang, ref prose.Ref, s *report.Source) {
		p.FoundIn(t.Ref, t.Field+"."+string(l), ref.Offset, ref.Len, say.F("the text of %s cites %s, which was published on %s, after the date of the draft, %s", p.Name(t.Ref), p.Name(report.Ref{Kind: report.KindSource, ID: s.ID}), s.Date, p.Report.Edition.AsAt),
			say.F("check the date of the source; if it is correct, what it shows belongs to a later edition"))
	})
}

func sourceAfterEvent(p *Pass) {
	r := p.Report
	look := func(ref report.Ref, cites []report.Cite, began report.Date, what, hint say.Text) {
		early := -1
		for i, c := range cites {
			s := r.Source(c.Source)
			if s == nil || s.Date.IsZero() || !s.Date.Last().Before(began.First()) {
				return
			}
			early = i
		}
		if early < 0 || began.IsZero() {
			return
		}
		s := r.Source(cites[early].Source)
		p.Found(ref, fmt.Sprintf("cites[%d].source", early), say.F("%s was published on %s, but %s %s %s", p.Name(report.Ref{Kind: report.KindSource, ID: s.ID}), s.Date, p.Name(ref), what, began),
			hint)
	}
	either := say.F("check which of the two dates is wrong")
	for _, a := range r.Activities {
		if !a.Planned {
			look(report.Ref{Kind: report.KindActivity, ID: a.ID}, a.Cites, a.Start, say.F("began on"), say.F("%s; for an activity that was only announced write planned = true", either))
		}
	}
	for _, in := range r.Indicators {
		for _, o := range in.Observations {
			look(report.Ref{Kind: report.KindObservation, ID: in.ID + "/" + o.ID}, o.Cites, o.Period.To, say.F("is as at"), either)
		}
	}
	for _, m := range r.Money {
		look(report.Ref{Kind: report.KindMoney, ID: m.ID}, m.Cites, m.Date, say.F("is of"), either)
	}
	for _, v := range r.Publications {
		if v.Status != report.InPreparation {
			look(report.Ref{Kind: report.KindPublication, ID: v.ID}, v.Cites, v.Date, say.F("was published on"), either)
		}
	}
}

func longActivity(p *Pass) {
	const most = 62 // days
	for _, a := range p.Report.Activities {
		if a.Kind == report.Training || a.Start.Day == 0 || a.End.Day == 0 {
			continue
		}
		if days := a.Start.DaysTo(a.End) + 1; days > most {
			ref := report.Ref{Kind: report.KindActivity, ID: a.ID}
			p.Found(ref, "end", say.F("%s takes %d days, from %s to %s", p.Name(ref), days, a.Start, a.End), say.F("check the month and the year of its end; if it did take so long, waive this warning"))
		}
	}
}

func outsidePeriod(p *Pass) {
	r := p.Report
	period := r.Meta.Period
	look := func(ref report.Ref, field string, from, to report.Date, hint say.Text) {
		switch {
		case !period.From.IsZero() && !to.IsZero() && to.Last().Before(period.From.First()):
			p.Found(ref, field, say.F("%s is before the reporting period, which begins on %s", p.Name(ref), period.From), hint)
		case !period.To.IsZero() && from.First().After(period.To):
			p.Found(ref, field, say.F("%s is after the reporting period, which ends on %s", p.Name(ref), period.To), hint)
		}
	}
	evidence := p.evidenceOf()
	for _, in := range r.Indicators {
		for _, o := range in.Observations {
			look(report.Ref{Kind: report.KindObservation, ID: in.ID + "/" + o.ID}, "period.to", o.Period.To, o.Period.To, say.F("correct the date, or remove the observation"))
		}
	}
	for _, a := range r.Activities {
		if ref := (report.Ref{Kind: report.KindActivity, ID: a.ID}); evidence[ref] {
			end := a.End
			if end.IsZero() {
				end = a.Start
			}
			look(ref, "start", a.Start, end, say.F("remove it from evidence and mark it with context = true, or correct its dates"))
		}
	}
}
