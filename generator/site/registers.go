package site

import (
	"cmp"
	"slices"

	"rapporteur/generator/address"
	"rapporteur/generator/report"
	"rapporteur/generator/site/locale"
	"rapporteur/generator/site/page"
)

// activities makes the list of activities and a page for each.
func (b *editionWriter) activities() {
	l := b.page("activities/")
	list := &page.Activities{Total: len(b.Report.Activities)}
	for _, a := range b.Report.Activities {
		if a.Context {
			list.Context++
		}
		// They come by start, so each year is in one piece.
		if n := len(list.Years); n == 0 || list.Years[n-1].Year != a.Start.Year {
			list.Years = append(list.Years, page.ActivityYear{Year: a.Start.Year})
		}
		year := &list.Years[len(list.Years)-1]
		year.Entries = append(year.Entries, l.activityEntry(a))
	}
	slices.Reverse(list.Years)
	list.Picture = l.activitiesPicture()
	l.add("activities", l.w.Title("activities"), "", report.Ref{}, list)
	for _, a := range b.Report.Activities {
		b.activity(a)
	}
}

func (l *pageWriter) activityEntry(a *report.Activity) page.ActivityEntry {
	return page.ActivityEntry{
		Link:       l.linkTo(report.KindActivity, a.ID),
		Kind:       string(a.Kind),
		When:       l.w.Span(a.Start, a.End, a.Inferred),
		City:       l.text(a.Place.City),
		State:      l.linkIfAny(report.KindState, a.Place.State),
		Online:     a.Online,
		Organizers: l.links(a.Organizers),
		Context:    a.Context,
		Planned:    a.Planned,
	}
}

func (b *editionWriter) activity(a *report.Activity) {
	ref := report.Ref{Kind: report.KindActivity, ID: a.ID}
	l := b.page("activities/" + a.ID + "/")
	body := &page.Activity{
		ActivityEntry: l.activityEntry(a),
		Title:         l.cited(a.Title, a.Original),
		With:          l.links(a.With),
		Participants:  l.w.Quantity(a.Participants),
		StatesCount:   l.w.Quantity(a.StatesCount),
		States:        l.linksTo(report.KindState, l.alphabetical(a.States)),
		Outcome:       l.prose(a.Outcome, "outcome"),
		Note:          l.prose(a.Note, "note"),
	}
	body.Record = l.record(ref, a.Cites, a.Gaps)
	// It rests on a later source where there is no earlier one.
	body.Later = len(body.Cites) > 0 && !slices.ContainsFunc(body.Cites, func(c page.Cite) bool { return !c.Later })
	body.Footnotes = l.footnotes()
	summary := l.sentence(a.Outcome).Text
	l.add("activity", body.Title.Text, summary, ref, body)
}

// publications makes the list of publications and tools.
func (b *editionWriter) publications() {
	l := b.page("publications/")
	list := &page.Publications{}
	for _, status := range []report.PublicationStatus{report.Published, report.InUse, report.InPreparation, ""} {
		g := page.PublicationGroup{Status: string(status)}
		for _, p := range byDate(b.Report.Publications, func(p *report.Publication) report.Date { return p.Date }) {
			if p.Status == status {
				g.Entries = append(g.Entries, l.publication(p))
			}
		}
		if len(g.Entries) > 0 {
			list.Groups = append(list.Groups, g)
		}
	}
	list.Footnotes = l.footnotes()
	l.add("publications", l.w.Title("publications"), "", report.Ref{}, list)
}

func (l *pageWriter) publication(p *report.Publication) page.Publication {
	out := page.Publication{
		Title:   l.cited(p.Title, p.Original),
		Date:    l.w.Date(p.Date, false),
		Symbol:  p.Symbol,
		Issuers: l.links(p.Issuers),
		Note:    l.prose(p.Note, p.ID+"-note"),
		Context: p.Context,
	}
	out.Record = l.record(report.Ref{Kind: report.KindPublication, ID: p.ID}, p.Cites, p.Gaps)
	return out
}

// byDate sorts a copy by date; what has none comes last, what is equal stays
// in its order.
func byDate[T any](vs []T, date func(T) report.Date) []T {
	vs = slices.Clone(vs)
	slices.SortStableFunc(vs, func(a, b T) int {
		x, y := date(a), date(b)
		if x.IsZero() != y.IsZero() {
			if x.IsZero() {
				return 1
			}
			return -1
		}
		return x.Compare(y)
	})
	return vs
}

// finance makes the list of amounts.
func (b *editionWriter) finance() {
	l := b.page("finance/")
	list := &page.Finance{Pictures: l.moneyPictures()}
	for _, kind := range []report.MoneyKind{
		report.Appropriation, report.Budget, report.Pledge, report.Contribution, report.Expenditure,
	} {
		g := page.MoneyGroup{Kind: string(kind)}
		for _, m := range byDate(b.Report.Money, func(m *report.Money) report.Date { return m.Period.To }) {
			if m.Kind == kind {
				g.Entries = append(g.Entries, l.money(m))
			}
		}
		if len(g.Entries) > 0 {
			list.Groups = append(list.Groups, g)
		}
	}
	list.Footnotes = l.footnotes()
	l.add("finance", l.w.Title("finance"), "", report.Ref{}, list)
}

func (l *pageWriter) money(m *report.Money) page.Money {
	out := page.Money{
		Name:    l.text(m.Name),
		Period:  l.w.Span(m.Period.From, m.Period.To, false),
		Date:    l.w.Date(m.Date, m.Inferred),
		Amount:  l.w.Amount(m.Amount),
		From:    l.links(m.From),
		To:      l.links(m.To),
		PartOf:  l.linkIfAny(report.KindMoney, m.PartOf),
		Parts:   l.linksTo(report.KindMoney, l.Parts[m.ID]),
		Note:    l.prose(m.Note, m.ID+"-note"),
		Context: m.Context,
	}
	out.Record = l.record(report.Ref{Kind: report.KindMoney, ID: m.ID}, m.Cites, m.Gaps)
	return out
}

// indicators makes the list of figures.
func (b *editionWriter) indicators() {
	l := b.page("indicators/")
	list := &page.Indicators{}
	for _, in := range b.Report.Indicators {
		e := page.Indicator{
			Name:       l.text(in.Name),
			Unit:       l.text(in.Unit),
			Definition: l.prose(in.Definition, in.ID+"-definition"),
		}
		for i := len(in.Observations) - 1; i >= 0; i-- {
			e.Observations = append(e.Observations, l.observation(in.Observations[i]))
		}
		e.Record = l.record(report.Ref{Kind: report.KindIndicator, ID: in.ID}, in.Cites, in.Gaps)
		list.Entries = append(list.Entries, e)
	}
	list.Footnotes = l.footnotes()
	l.add("indicators", l.w.Title("indicators"), "", report.Ref{}, list)
}

func (l *pageWriter) observation(o *report.Observation) page.Observation {
	id := o.Indicator.ID + "/" + o.ID
	out := page.Observation{
		Number: l.w.Quantity(o.Quantity),
		As:     l.w.Span(o.Period.From, o.Period.To, false),
		Note:   l.prose(o.Note, o.Indicator.ID+"-"+o.ID+"-note"),
	}
	out.Record = l.record(report.Ref{Kind: report.KindObservation, ID: id}, o.Cites, o.Gaps)
	return out
}

// entities makes the list of organizations.
func (b *editionWriter) entities() {
	l := b.page("entities/")
	list := &page.Entities{}
	es := slices.Clone(b.Report.Entities)
	locale.SortBy(b.w, es,
		func(e *report.Entity) string { return b.text(e.Name).Text },
		func(e *report.Entity) string { return e.ID })
	for _, e := range es {
		entry := page.Entity{
			Name:    l.text(e.Name),
			Acronym: l.text(e.Acronym),
			Kind:    string(e.Kind),
			Parent:  l.linkIfAny(report.KindEntity, e.Parent),
			Note:    l.prose(e.Note, e.ID+"-note"),
		}
		entry.Record = l.record(report.Ref{Kind: report.KindEntity, ID: e.ID}, e.Cites, nil)
		list.Entries = append(list.Entries, entry)
	}
	list.Footnotes = l.footnotes()
	l.add("entities", l.w.Title("entities"), "", report.Ref{}, list)
}

// sources makes the list of sources and a page for each.
func (b *editionWriter) sources() {
	l := b.page("sources/")
	list := &page.Sources{}
	ss := slices.Clone(b.Report.Sources)
	slices.SortFunc(ss, func(x, y *report.Source) int { return cmp.Compare(x.ID, y.ID) })
	n := make(map[report.Access]int)
	for _, s := range byDate(ss, func(s *report.Source) report.Date { return s.Date }) {
		list.Entries = append(list.Entries, l.sourceEntry(s))
		n[s.Access]++
	}
	for _, a := range []report.Access{report.Seen, report.PartlySeen, report.NotSeen} {
		if n[a] > 0 {
			list.Access = append(list.Access, page.AccessCount{Access: string(a), N: n[a]})
		}
	}
	l.add("sources", l.w.Title("sources"), "", report.Ref{}, list)
	for _, s := range b.Report.Sources {
		b.source(s)
	}
}

func (l *pageWriter) sourceEntry(s *report.Source) page.SourceEntry {
	ref := report.Ref{Kind: report.KindSource, ID: s.ID}
	return page.SourceEntry{
		Link:   l.link(ref),
		Symbol: s.Symbol,
		Title:  l.cited(s.Title, s.Original),
		Date:   l.w.Date(s.Date, s.Inferred),
		Kind:   string(s.Kind),
		Access: string(s.Access),
		Uses:   len(l.Backlinks[ref]),
	}
}

func (b *editionWriter) source(s *report.Source) {
	ref := report.Ref{Kind: report.KindSource, ID: s.ID}
	l := b.page("sources/" + s.ID + "/")
	body := &page.Source{
		SourceEntry: l.sourceEntry(s),
		Publisher:   l.text(s.Publisher),
		OuterLink:   s.Link,
		SeenAt:      s.SeenAt,
		Note:        l.prose(s.Note, "note"),
		Later:       s.Date.After(l.AsAt),
	}
	body.Record = l.record(ref, nil, s.Gaps)
	body.Footnotes = l.footnotes()
	l.add("source", body.Title.Text, "", ref, body)
}

// dataFiles makes the list of the data files and a page for each.
func (b *editionWriter) dataFiles() {
	l := b.page("data/")
	list := &page.Files{}
	for _, f := range b.Report.Files {
		h := b.files.Of(f)
		at := b.page(address.File(f.Name))
		list.Entries = append(list.Entries, page.FileEntry{
			Link:  page.Link{Href: address.Relative(l.path, at.path, ""), Text: l.plain(f.Name)},
			Lines: h.Lines,
			Bytes: len(f.Data),
		})
		at.add("file", f.Name, "", report.Ref{}, &page.SourceFile{Name: f.Name, HTML: h.Html, Lines: h.Lines})
	}
	l.add("files", l.w.Say("nav-data"), "", report.Ref{}, list)
}
