package site

import (
	"slices"

	"rapporteur/generator/address"
	"rapporteur/generator/catalogue"
	"rapporteur/generator/report"
	"rapporteur/generator/site/derived"
	"rapporteur/generator/site/locale"
	"rapporteur/generator/site/page"
)

// instruments makes the list of instruments and a page for each.
func (b *editionWriter) instruments() {
	l := b.page("instruments/")
	list := &page.Instruments{
		Counted: len(b.Counted), AllParties: l.linksTo(report.KindState, l.alphabetical(b.All)),
		Sources: l.partiesSources(b.Counted...), Adoption: l.adoption(), Matrix: len(b.Report.States) > 0,
	}
	for _, in := range b.Report.Instruments {
		list.Entries = append(list.Entries, l.instrumentEntry(in))
		if t := b.Parties[in.ID]; t != nil {
			list.Deposits += t.Deposits
			list.Signatures += t.Signatures
		}
	}
	for _, p := range []*page.Picture{l.partiesPicture(l.Counted...), l.depositsPicture()} {
		if p != nil {
			list.Pictures = append(list.Pictures, *p)
		}
	}
	l.add("instruments", l.w.Title("instruments"), "", report.Ref{}, list)
	for _, in := range b.Report.Instruments {
		b.instrument(in)
	}
}

// alphabetical sorts ids of States by their names.
func (b *editionWriter) alphabetical(ids []string) []string {
	ids = slices.Clone(ids)
	locale.SortBy(b.w, ids, func(id string) string {
		text, _ := b.name(report.Ref{Kind: report.KindState, ID: id})
		return text.Text
	}, func(id string) string { return id })
	return ids
}

// adoption is the day from which the growth of parties is counted.
func (b *editionWriter) adoption() page.Adoption {
	return page.Adoption{On: b.w.Date(b.Report.Resolution.AdoptedOn, false), After: b.AfterAdoption()}
}

// partiesTable is the numbers of parties to instruments that are counted, with
// pictures of their growth on one scale; nil where there are none. The pictures'
// ids begin with prefix.
func (l *pageWriter) partiesTable(prefix string, ids []string) *page.PartiesTable {
	if len(ids) == 0 {
		return nil
	}
	t := &page.PartiesTable{Adoption: l.adoption(), Sources: l.partiesSources(ids...)}
	low, high := l.partiesRange(ids)
	for _, id := range ids {
		e := l.instrumentEntry(l.Report.Instrument(id))
		e.Trend = l.partiesTrend(prefix+id, &e, id, low, high)
		t.Entries = append(t.Entries, e)
	}
	return t
}

func (l *pageWriter) instrumentEntry(in *report.Instrument) page.InstrumentEntry {
	e := page.InstrumentEntry{
		Link:    l.linkTo(report.KindInstrument, in.ID),
		Number:  in.Number,
		Name:    l.text(in.Name),
		Adopted: l.w.Date(in.Adopted, false),
		InForce: l.w.Date(in.EntryIntoForce, false),
		NotInForce: in.EntryIntoForce.IsZero() && slices.ContainsFunc(in.Gaps, func(g report.Gap) bool {
			return g.Field == "entry_into_force" && g.Reason == report.GapNotDue
		}),
	}
	if from, now, ok := l.Growth(in.ID); ok {
		e.Growth = &page.Growth{From: l.w.Count(from), Change: l.w.Change(report.Integer(now - from))}
	}
	if t := l.Parties[in.ID]; t != nil {
		e.Counted = true
		e.Parties, e.Members, e.Signatories = l.w.Count(t.Parties), l.w.Count(t.Members), l.w.Count(t.Signatories)
	}
	for _, c := range in.Counts {
		e.Isolated = append(e.Isolated, page.CountEntry{At: l.w.Date(c.Date, false), Parties: l.w.Quantity(c.Parties), Cites: l.cites(c.Cites)})
	}
	return e
}

func (b *editionWriter) instrument(in *report.Instrument) {
	ref := report.Ref{Kind: report.KindInstrument, ID: in.ID}
	l := b.page("instruments/" + in.ID + "/")
	body := &page.Instrument{
		InstrumentEntry: l.instrumentEntry(in),
		Place:           l.text(in.Place),
		Depositary:      l.links(in.Depositary),
		Reference:       in.Reference,
		Amends:          l.linkIfAny(report.KindInstrument, in.Amends),
		Note:            l.prose(in.Note, "note"),
	}
	body.Adoption = l.adoption()
	if body.Amends != nil {
		body.Supplements = supplements(in)
	}
	for _, id := range b.Amended[in.ID] {
		k := l.linkTo(report.KindInstrument, id)
		if supplements(l.Report.Instrument(id)) {
			body.SupplementedBy = append(body.SupplementedBy, k)
		} else {
			body.AmendedBy = append(body.AmendedBy, k)
		}
	}
	if p := l.Report.ParticipationIn(in.ID); p != nil {
		body.ActsNote = l.prose(p.Note, "acts-note")
		body.ActsCites = l.cites(p.Cites)
		body.History = l.partiesPicture(in.ID)
		body.Sources = l.partiesSources(in.ID)
		body.Editions = l.membership(in.ID)
		then := p.PartiesThen()
		for i := len(p.Acts) - 1; i >= 0; i-- {
			act := l.act(derived.Act{In: p, Act: &p.Acts[i]})
			if !p.Acts[i].Date.After(b.Report.Edition.AsAt) {
				act.Then = l.w.Count(then[i])
			}
			body.Acts, body.Lettered = append(body.Acts, act), body.Lettered || act.Letter != ""
		}
	}
	body.Record = l.record(ref, in.Cites, in.Gaps)
	body.Footnotes = l.footnotes()
	l.add("instrument", body.Link.Text.Text, "", ref, body)
}

// supplements reports whether an instrument supplements the one that it changes.
func supplements(in *report.Instrument) bool {
	return derived.Supplements(in, func(l report.Lang) string { return catalogue.In(string(l)).Say("name-protocol") })
}

func (l *pageWriter) act(a derived.Act) page.ActEntry {
	state := l.Report.State(a.State)
	target, _ := address.Of(l.Report, a.Ref())
	return page.ActEntry{
		Anchor:     target.Fragment,
		State:      l.linkTo(report.KindState, a.State),
		Instrument: l.linkTo(report.KindInstrument, a.In.Instrument),
		Kind:       string(a.Kind),
		Letter:     l.actLetter(a.Kind),
		Date:       l.w.Date(a.Date, false),
		Note:       l.text(a.Note),
		Member:     state != nil && state.Member,
	}
}

func (b *editionWriter) state(s *report.State) {
	ref := report.Ref{Kind: report.KindState, ID: s.ID}
	l := b.page("states/" + s.ID + "/")
	body := &page.State{
		Name:   l.text(s.Name),
		Member: s.Member,
		Region: l.w.Word(l.Report, report.RegionTerms, string(s.Region)),
		Note:   l.text(s.Note),
	}
	for _, in := range l.Report.Instruments {
		link := l.linkTo(report.KindInstrument, in.ID)
		if b.Parties[in.ID] == nil {
			body.Uncounted = append(body.Uncounted, link)
			continue
		}
		sa := page.StateAct{Instrument: link, Standing: l.cell(s.ID, in.ID).Standing}
		for _, a := range b.Acts[s.ID] {
			if a.In.Instrument == in.ID {
				sa.Acts = append(sa.Acts, l.act(a))
			}
		}
		if sa.Standing == party {
			body.Party++
		}
		body.Counted = append(body.Counted, sa)
	}
	body.Sources = l.stateSources(s.ID)
	for _, a := range l.Report.Activities {
		if a.Place.State == s.ID || slices.Contains(a.States, s.ID) ||
			slices.Contains(a.Organizers, ref) || slices.Contains(a.With, ref) {
			body.Activities = append(body.Activities, l.linkTo(report.KindActivity, a.ID))
		}
	}
	var replies []*report.Reply
	for _, r := range l.Report.Replies {
		if r.From == ref {
			replies = append(replies, r)
		}
	}
	body.Replies = l.replyLinks(replies)
	body.Record = l.record(ref, s.Cites, nil)
	body.Footnotes = l.footnotes()
	l.add("state", body.Name.Text, "", ref, body)
}
