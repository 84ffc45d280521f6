package check

import (
	"fmt"

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
	p.laterSources(func(u sourceUse, s *report.Source) {
		name := p.Name(report.Ref{Kind: report.KindSource, ID: s.ID})
		if u.cite == nil {
			p.FoundIn(u.ref, u.field, u.off, u.n, say.F("the text of %s cites %s, which was published on %s, after the date of the edition, %s", p.Name(u.ref), name, s.Date, asAt), say.F("write the text according to what was known then"))
			return
		}
		p.Found(u.ref, u.field+".source", say.F("%s was published on %s, after the date of the edition, %s", name, s.Date, asAt),
			say.F("only deposits, signatures, resolutions and meetings held may cite a later source"))
	})
}

func datesInOrder(p *Pass) {
	r := p.Report
	order := func(ref report.Ref, firstName any, first report.Date, name string, d report.Date) {
		if first.IsZero() || d.IsZero() {
			return
		}
		// Within the same month the order is unknown.
		if d.Last().Before(first.First()) {
			p.Found(ref, name, say.F("%s: ‹%s› %s is before ‹%s› %s", p.Name(ref), name, d, firstName, first), say.F("check which of the two is wrong"))
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
	// A day that is itself wrong (as-at-later) would make many facts too late.
	if p.Report.Edition.Status != report.Draft || p.notLaterThan() != nil {
		return
	}
	p.laterFacts(func(ref report.Ref, field string, d report.Date) {
		p.Found(ref, field, say.F("%s: %s is after the date of the draft, %s, so it is not counted", p.Name(ref), d, p.Report.Edition.AsAt),
			say.F("check the year; if it is correct, it belongs to a later edition"))
	})
	p.laterSources(func(u sourceUse, s *report.Source) {
		name, hint := p.Name(report.Ref{Kind: report.KindSource, ID: s.ID}), say.F("check the date of the source; if it is correct, what it shows belongs to a later edition")
		if u.cite == nil {
			p.FoundIn(u.ref, u.field, u.off, u.n, say.F("the text of %s cites %s, which was published on %s, after the date of the draft, %s", p.Name(u.ref), name, s.Date, p.Report.Edition.AsAt), hint)
			return
		}
		p.Found(u.ref, u.field+".source", say.F("%s was published on %s, after the date of the draft, %s", name, s.Date, p.Report.Edition.AsAt), hint)
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
			look(report.Ref{Kind: report.KindActivity, ID: a.ID}, a.Cites, a.Start, say.F("began on"), say.F("%s; for an activity that was only announced write ‹planned = true›", either))
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
			p.Found(ref, "end", say.F("%s takes %d days, from %s to %s", p.Name(ref), days, a.Start, a.End), say.F("check the month and the year of its end; if it did take so long, ‹waive› this warning"))
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
			look(ref, "start", a.Start, end, say.F("remove it from ‹evidence› and mark it with ‹context = true›, or correct its dates"))
		}
	}
}
