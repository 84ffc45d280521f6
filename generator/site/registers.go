package site

import (
	"cmp"
	"slices"
	"strconv"

	"rapporteur/generator/chart"
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
		Kind:       l.w.Word(l.Report, report.ActivityTerms, string(a.Kind)),
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
		Sources:       l.valueLine(a.Cites),
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
	var records []*page.Record
	for i := range list.Groups {
		for j := range list.Groups[i].Entries {
			records = append(records, &list.Groups[i].Entries[j].Record)
		}
	}
	list.Usual = usual(records)
	list.Footnotes = l.footnotes()
	l.add("publications", l.w.Title("publications"), "", report.Ref{}, list)
}

func (l *pageWriter) publication(p *report.Publication) page.Publication {
	out := page.Publication{
		Title:   l.cited(p.Title, p.Original),
		Date:    l.w.Date(p.Date, false),
		Issuers: l.links(p.Issuers),
		Note:    l.prose(p.Note, p.ID+"-note"),
		Context: p.Context,
	}
	out.Symbol, out.Job = symbolOrJob(p.Symbol)
	out.Record = l.record(report.Ref{Kind: report.KindPublication, ID: p.ID}, p.Cites, p.Gaps)
	return out
}

// symbolOrJob separates the symbol of a document from the number of a printing job, which
// is printed where a symbol would be and is none.
func symbolOrJob(s string) (symbol, job string) {
	if report.JobNumber(s) {
		return "", s
	}
	return s, ""
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
	var records []*page.Record
	for i := range list.Groups {
		for j := range list.Groups[i].Entries {
			records = append(records, &list.Groups[i].Entries[j].Record)
		}
	}
	list.Usual = usual(records)
	list.Footnotes = l.footnotes()
	l.add("finance", l.w.Title("finance"), "", report.Ref{}, list)
}

func (l *pageWriter) money(m *report.Money) page.Money {
	out := page.Money{
		Name:    l.text(m.Name),
		Period:  l.w.Period(m.Period, false),
		Date:    l.w.Date(m.Date, m.Inferred),
		Amount:  l.w.Amount(m.Amount),
		From:    l.links(m.From),
		To:      l.links(m.To),
		PartOf:  l.linkIfAny(report.KindMoney, m.PartOf),
		Parts:   l.linksTo(report.KindMoney, l.Parts[m.ID]),
		Note:    l.prose(m.Note, m.ID+"-note"),
		Context: m.Context,
		Sources: l.valueLine(m.Cites),
	}
	out.Record = l.record(report.Ref{Kind: report.KindMoney, ID: m.ID}, m.Cites, m.Gaps)
	return out
}

// indicators makes the list of figures.
func (b *editionWriter) indicators() {
	l := b.page("indicators/")
	list := &page.Indicators{}
	for _, in := range b.newestFirst(b.Report.Indicators) {
		e := page.Indicator{
			Name:       l.text(in.Name),
			Unit:       l.text(in.Unit),
			Definition: l.prose(in.Definition, in.ID+"-definition"),
		}
		e.Observations = l.observations(in)
		e.Baseline, e.Targets = l.baseline(in), l.targets(in)
		e.Progress = l.progressPicture(in)
		e.Record = l.record(report.Ref{Kind: report.KindIndicator, ID: in.ID}, in.Cites, in.Gaps)
		list.Entries = append(list.Entries, e)
	}
	list.Dimensions = l.dimensions()
	list.CSV = l.indicatorsFile(b.newestFirst(b.Report.Indicators))
	var records []*page.Record
	for i := range list.Entries {
		records = append(records, &list.Entries[i].Record)
		for j := range list.Entries[i].Observations {
			records = append(records, &list.Entries[i].Observations[j].Record)
		}
	}
	list.Usual = usual(records)
	// A value says since when it is so where its figure does not.
	for _, e := range list.Entries {
		for i := range e.Observations {
			if o := &e.Observations[i]; o.Since == e.Since {
				o.Since = page.Since{}
			}
		}
	}
	list.Footnotes = l.footnotes()
	l.add("indicators", l.w.Title("indicators"), "", report.Ref{}, list)
}

// newestFirst sorts a copy of indicators by the end of their newest values, the
// newest first; what is equal stays in its order, what has no value comes last.
func (b *editionWriter) newestFirst(list []*report.Indicator) []*report.Indicator {
	list = slices.Clone(list)
	end := func(in *report.Indicator) report.Date {
		o, _ := b.Newest(in)
		if o == nil {
			return report.Date{}
		}
		return o.Period.To
	}
	slices.SortStableFunc(list, func(x, y *report.Indicator) int { return end(y).Compare(end(x)) })
	return list
}

func (l *pageWriter) observation(o *report.Observation) page.Observation {
	id := o.Indicator.ID + "/" + o.ID
	out := page.Observation{
		Number: l.w.Quantity(o.Quantity),
		As:     l.w.Observed(o),
		Parts:  l.parts(o.By),
		Note:   l.prose(o.Note, o.Indicator.ID+"-"+o.ID+"-note"),
	}
	out.Sources = l.observedIn(o)
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
	records := make([]*page.Record, len(list.Entries))
	for i := range list.Entries {
		records[i] = &list.Entries[i].Record
	}
	list.Usual = usual(records)
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
	list.CSV = l.sourcesFile(list.Entries)
	l.add("sources", l.w.Title("sources"), "", report.Ref{}, list)
	for _, s := range b.Report.Sources {
		b.source(s)
	}
}

func (l *pageWriter) sourceEntry(s *report.Source) page.SourceEntry {
	ref := report.Ref{Kind: report.KindSource, ID: s.ID}
	out := page.SourceEntry{
		Link:   l.link(ref),
		Title:  l.cited(s.Title, s.Original),
		Date:   l.w.Date(s.Date, s.Inferred),
		Kind:   string(s.Kind),
		Access: string(s.Access),
		Copy:   l.Copies[s.ID],
		Uses:   len(l.Backlinks[ref]),
	}
	out.Symbol, out.Job = symbolOrJob(s.Symbol)
	return out
}

// sourcesFile puts the list of sources next to the page.
func (l *pageWriter) sourcesFile(entries []page.SourceEntry) string {
	w := l.w
	table := chart.Table{Header: []string{
		w.Picture("source-id"), w.Say("date"), w.Say("symbol"), w.Say("title"), w.Say("kind"), w.Say("access"), w.Say("read-in-copy"), w.Say("uses"),
	}}
	for _, e := range entries {
		access, read := w.Say("access-"+e.Access), w.Say("no")
		if e.Copy {
			read = w.Say("yes")
		}
		if e.Access == string(report.NotSeen) {
			access, read = w.Say("not-consulted"), ""
		}
		table.Rows = append(table.Rows, []chart.Cell{
			{Text: report.ParseRef(e.Link.Ref).ID}, {Text: e.Date.ISO}, {Text: e.Symbol}, {Text: e.Title.Text},
			{Text: w.Say("source-" + e.Kind)}, {Text: access}, {Text: read}, {Text: strconv.Itoa(e.Uses)},
		})
	}
	f := page.File{Name: "sources.csv", Data: table.CSV()}
	l.beside = append(l.beside, f)
	return f.Name
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
