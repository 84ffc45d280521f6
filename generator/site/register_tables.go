package site

import (
	"cmp"
	"slices"
	"strings"

	"rapporteur/generator/chart"
	"rapporteur/generator/report"
	"rapporteur/generator/site/derived"
	"rapporteur/generator/site/history"
	"rapporteur/generator/site/page"
)

// registerRow is a row of a table made from records: the typed id of the record, its cells
// with what each says in the file, and what the row rests on.
type registerRow struct {
	id     string
	cells  []registerCell
	source page.SourceLine
}

type registerCell struct {
	page.TableCell
	plain string // in the file; what programs read
}

// madeTable is a table made from records, before it is put on a page.
type madeTable struct {
	columns []page.TableColumn
	rows    []registerRow
	sources page.SourceLine // of the table as a whole
	empty   string
}

// column adds a column whose cells are aligned at the start, or at the end if they hold
// numbers.
func (t *madeTable) column(heading page.Text, number bool) {
	align := report.AlignStart
	if number {
		align = report.AlignEnd
	}
	t.columns = append(t.columns, page.TableColumn{Heading: heading, Align: string(align)})
}

// withTable puts a table after the last block of a section.
func withTable(blocks []page.NumberedBlock, t page.ReportTable) []page.NumberedBlock {
	if len(blocks) == 0 {
		blocks = append(blocks, page.NumberedBlock{})
	}
	last := &blocks[len(blocks)-1]
	last.Tables = append(last.Tables, t)
	return blocks
}

// registerCaption is what the table is called that a section makes from records.
func (b *editionWriter) registerCaption(s *report.Section) page.Text {
	if t := b.text(s.Caption); t.Text != "" {
		return t
	}
	return b.plain(b.w.Say("register-caption-" + string(s.Register)))
}

// registerTable is the table that a section makes from records, with its values in a file
// next to the page.
func (l *pageWriter) registerTable(s *report.Section) page.ReportTable {
	out := page.ReportTable{
		Record:  page.Record{Anchor: report.KindTable.Info().Fragment + s.ID},
		Label:   l.w.Say("table-n", "N", l.Tables[s.ID]),
		Caption: l.registerCaption(s),
	}
	t := l.madeFrom(s.Register)
	out.Columns, out.Sources = t.columns, t.sources
	file := chart.Table{Header: []string{l.w.Say("field-id")}}
	for _, c := range t.columns {
		file.Header = append(file.Header, c.Heading.Text)
	}
	sources := make(map[string]string) // by the id of the row
	for _, r := range t.rows {
		var row page.TableRow
		line := []chart.Cell{{Text: r.id}}
		for i, c := range r.cells {
			c.Align = t.columns[i].Align
			row.Cells = append(row.Cells, c.TableCell)
			line = append(line, chart.Cell{Text: c.plain})
		}
		out.Rows = append(out.Rows, row)
		file.Rows = append(file.Rows, line)
		sources[r.id] = r.source.Text
	}
	if len(t.rows) == 0 {
		out.Empty = t.empty
	}
	file = l.sourced(file, t.sources, func(row []chart.Cell) string { return cmp.Or(sources[row[0].Text], t.sources.Text) })
	f := page.File{Name: "table-" + s.ID + ".csv", Data: file.CSV()}
	l.beside = append(l.beside, f)
	out.CSV = f.Name
	return out
}

func (l *pageWriter) madeFrom(k report.RegisterKind) madeTable {
	switch k {
	case report.RequestRegister:
		return l.requestRegister()
	case report.PartyRegister:
		return l.partyRegister()
	case report.DepositRegister:
		return l.depositRegister()
	case report.ActivityRegister:
		return l.activityRegister()
	case report.PublicationRegister:
		return l.publicationRegister()
	case report.MoneyRegister:
		return l.moneyRegister()
	}
	return madeTable{}
}

// said is a text of the catalogue.
func (l *pageWriter) said(key string, args ...any) page.Text { return l.plain(l.w.Say(key, args...)) }

// linked is a cell of links to records.
func (l *pageWriter) linked(links ...page.Link) registerCell {
	var names []string
	for _, k := range links {
		names = append(names, k.Text.Text)
	}
	return registerCell{page.TableCell{Links: links}, l.w.List(names)}
}

func textCell(t page.Text) registerCell { return registerCell{page.TableCell{Text: t}, t.Text} }

// spanCell is a time. In the file its first and last day are divided by a stroke, as ISO
// 8601 writes them.
func spanCell(s page.Span) registerCell {
	plain := s.To.ISO
	if s.From.ISO != "" && s.From.ISO != s.To.ISO {
		plain = strings.TrimSuffix(s.From.ISO+"/"+s.To.ISO, "/")
	}
	return registerCell{page.TableCell{Span: s}, plain}
}

// countCell is a number that is counted.
func (l *pageWriter) countCell(n int) registerCell {
	number := report.Integer(n)
	c := l.w.Count(n)
	return registerCell{page.TableCell{Quantity: &c, Number: true}, number.String()}
}

// quantityCell is a number that was read; it has nothing in it where none is reported.
func quantityCell(n page.Number, q report.Quantity) registerCell {
	if n.Text == "" {
		return registerCell{}
	}
	return registerCell{page.TableCell{Quantity: &n, Number: true}, plainNumber(q.Value)}
}

// requestRegister is what was asked: each request of each paragraph, in the order of the
// text. Why information is missing is what the request says of it, else the reasons of its
// gaps.
func (l *pageWriter) requestRegister() (t madeTable) {
	t.column(l.said("recommendation-paragraph"), false)
	t.column(l.said("kind-request"), false)
	t.column(l.said("recommendation-addressees"), false)
	t.column(l.said("term-list-status"), false)
	t.column(l.said("register-gap"), false)
	t.sources = l.assessed()
	for _, p := range l.Report.Paragraphs {
		for _, q := range p.InOrder() {
			ref := report.Ref{Kind: report.KindRequest, ID: q.ID}
			at := l.linkTo(report.KindParagraph, p.ID)
			at.Text = l.plain(l.w.Locator("para. " + l.number(p)))
			if s := p.Subparagraph(q.Subparagraph); s != nil {
				at = l.linkTo(report.KindSubparagraph, s.ID)
				at.Text = l.plain(l.w.Locator("para. " + l.number(p) + " " + l.subparagraphLabel(s)))
			}
			status := l.status(derived.Status(q))
			t.rows = append(t.rows, registerRow{id: ref.String(), cells: []registerCell{
				l.linked(at), l.linked(l.link(ref)), l.linked(l.links(q.Addressees)...),
				{page.TableCell{Status: status}, cmp.Or(status.Name.Text, l.w.Say(status.Key))},
				textCell(l.missing(q)),
			}})
		}
	}
	return t
}

// missing is why a request is without an answer, in a sentence; empty where it has one.
func (l *pageWriter) missing(q *report.Request) page.Text {
	if like := l.Report.Like(q.Status); like != report.NoInformation && like != report.NotDue && q.Status != "" || !q.Verb.Asks() {
		return page.Text{}
	}
	if t := l.sentence(q.Reason); t.Text != "" {
		return t
	}
	var why []string
	for _, g := range q.Gaps {
		if s := l.w.Say("gap-" + l.gap(g).Reason); !slices.Contains(why, s) {
			why = append(why, s)
		}
	}
	return l.plain(l.w.List(why))
}

// partyRegister is how many were party to each instrument on the day of adoption, on those
// of the earlier editions and on that of this one, counted from what this one holds, and
// to all of them.
func (l *pageWriter) partyRegister() (t madeTable) {
	dates := l.partyDates()
	t.column(l.said("instrument"), false)
	for _, d := range dates {
		key := "register-parties-at"
		if d == l.Report.Adopted() {
			key = "register-parties-adoption"
		}
		t.column(l.said(key, "Date", l.w.Date(d, false).Text), true)
	}
	t.column(l.said("signatories"), true)
	t.sources = l.partiesSources(l.Counted...)
	for _, id := range l.Counted {
		ref := report.Ref{Kind: report.KindInstrument, ID: id}
		row := registerRow{id: ref.String(), cells: []registerCell{l.linked(l.link(ref))}, source: l.partiesSources(id)}
		for _, d := range dates {
			n, _ := l.Report.PartiesCount(id, d)
			row.cells = append(row.cells, l.countCell(n))
		}
		row.cells = append(row.cells, l.countCell(l.Parties[id].Signatories))
		t.rows = append(t.rows, row)
	}
	if len(l.Counted) > 1 {
		all := registerRow{id: "all", cells: []registerCell{textCell(l.said("register-all"))}}
		for _, d := range dates {
			all.cells = append(all.cells, l.countCell(len(l.Report.PartyToAll(d))))
		}
		t.rows = append(t.rows, registerRow{id: all.id, cells: append(all.cells, registerCell{})})
	}
	return t
}

// partyDates are the day of adoption, those of the editions before this one that are not superseded, and
// that of this one; each once and in order.
func (l *pageWriter) partyDates() []report.Date {
	var dates []report.Date
	if l.AfterAdoption() {
		dates = append(dates, l.Report.Adopted())
	}
	if l.edition != nil {
		editions := l.edition.Standing()
		for _, e := range editions[max(0, len(editions)-history.ShownEditions):] {
			if e.Facts.AsAt.Before(l.AsAt) {
				dates = append(dates, e.Facts.AsAt)
			}
		}
	}
	dates = append(dates, l.AsAt)
	slices.SortFunc(dates, report.Date.Compare)
	return slices.Compact(dates)
}

// depositRegister is the instruments deposited since the day of adoption, State by State.
func (l *pageWriter) depositRegister() (t madeTable) {
	t.column(l.said("state"), false)
	t.column(l.said("instrument"), false)
	t.column(l.said("act"), false)
	t.column(l.said("date"), false)
	t.sources = l.partiesSources(l.Counted...)
	t.empty = l.w.Say("register-no-deposits", "From", l.w.Date(l.Report.Adopted(), false).Text, "To", l.w.Date(l.AsAt, false).Text)
	acts, _ := l.Report.Tallied(report.Tally{Kind: report.TallyDeposits})
	var states []string
	for _, a := range acts {
		if !slices.Contains(states, a.State) {
			states = append(states, a.State)
		}
	}
	states = l.alphabetical(states)
	slices.SortStableFunc(acts, func(x, y report.Deposit) int {
		return cmp.Or(cmp.Compare(slices.Index(states, x.State), slices.Index(states, y.State)), x.Date.Compare(y.Date))
	})
	for _, a := range acts {
		act := report.Act{State: a.State, Kind: a.Act, Date: a.Date}
		kind := l.said("act-" + string(a.Act))
		date := l.w.Date(a.Date, false)
		t.rows = append(t.rows, registerRow{
			id: l.Report.ParticipationIn(a.Instrument).Ref(&act).String(),
			cells: []registerCell{
				l.linked(l.linkTo(report.KindState, a.State)), l.linked(l.linkTo(report.KindInstrument, a.Instrument)),
				textCell(kind), {page.TableCell{Date: date}, date.ISO},
			},
			source: l.partiesSources(a.Instrument),
		})
	}
	return t
}

// activityRegister is the activities by date; those without one come last.
func (l *pageWriter) activityRegister() (t madeTable) {
	t.column(l.said("register-dates"), false)
	t.column(l.said("title"), false)
	t.column(l.said("register-place"), false)
	t.column(l.said("organizers"), false)
	t.column(l.said("participants"), true)
	var cites [][]report.Cite
	for _, a := range byDate(l.Report.Activities, func(a *report.Activity) report.Date { return a.Start }) {
		ref := report.Ref{Kind: report.KindActivity, ID: a.ID}
		cites = append(cites, a.Cites)
		title := l.linked(l.link(ref))
		if a.Context {
			title.Tags = append(title.Tags, "context")
		}
		if a.Planned {
			title.Tags = append(title.Tags, "planned")
		}
		var place []string
		for _, s := range []string{l.text(a.Place.City).Text, l.stateName(a.Place.State)} {
			if s != "" && !slices.Contains(place, s) {
				place = append(place, s)
			}
		}
		if a.Online {
			place = append(place, l.w.Say("online"))
		}
		t.rows = append(t.rows, registerRow{
			id: ref.String(),
			cells: []registerCell{
				spanCell(l.w.Span(a.Start, a.End, a.Inferred)), title, textCell(l.plain(l.w.List(place))), l.linked(l.links(a.Organizers)...),
				quantityCell(l.w.Quantity(a.Participants), a.Participants),
			},
			source: l.valueLine(a.Cites),
		})
	}
	t.sources = l.documents(cites...)
	return t
}

// stateName is what a State is called; empty for none.
func (b *editionWriter) stateName(id string) string {
	if id == "" {
		return ""
	}
	name, _ := b.name(report.Ref{Kind: report.KindState, ID: id})
	return name.Text
}

// publicationRegister is the publications and tools by date; those without one come last.
func (l *pageWriter) publicationRegister() (t madeTable) {
	t.column(l.said("title"), false)
	t.column(l.said("kind"), false)
	t.column(l.said("date"), false)
	t.column(l.said("register-language"), false)
	var cites [][]report.Cite
	for _, p := range byDate(l.Report.Publications, func(p *report.Publication) report.Date { return p.Date }) {
		ref := report.Ref{Kind: report.KindPublication, ID: p.ID}
		cites = append(cites, p.Cites)
		title := l.linked(l.link(ref))
		if p.Context {
			title.Tags = append(title.Tags, "context")
		}
		date := l.w.Date(p.Date, false)
		var language registerCell
		if p.Original != "" {
			language = textCell(l.said("lang-" + string(p.Original)))
		}
		t.rows = append(t.rows, registerRow{
			id: ref.String(),
			cells: []registerCell{
				title, textCell(l.said("publication-" + cmp.Or(string(p.Status), "unknown"))), {page.TableCell{Date: date}, date.ISO}, language,
			},
			source: l.valueLine(p.Cites),
		})
	}
	t.sources = l.documents(cites...)
	return t
}

// moneyRegister is the amounts in the order of their records.
func (l *pageWriter) moneyRegister() (t madeTable) {
	t.column(l.said("register-purpose"), false)
	t.column(l.said("money-from"), false)
	t.column(l.said("chart-amount"), true)
	t.column(l.said("register-currency"), false)
	t.column(l.said("chart-year"), false)
	var cites [][]report.Cite
	for _, m := range l.Report.Money {
		ref := report.Ref{Kind: report.KindMoney, ID: m.ID}
		cites = append(cites, m.Cites)
		purpose := l.linked(l.link(ref))
		if m.Context {
			purpose.Tags = append(purpose.Tags, "context")
		}
		amount := l.w.Amount(m.Amount)
		amount.Currency = "" // which has a column of its own
		year := spanCell(l.w.Period(m.Period, false))
		if year.Span.Text == "" && !m.Date.IsZero() {
			date := l.w.Date(m.Date, m.Inferred)
			year = registerCell{page.TableCell{Date: date}, date.ISO}
		}
		t.rows = append(t.rows, registerRow{
			id: ref.String(),
			cells: []registerCell{
				purpose, l.linked(l.links(m.From)...), quantityCell(amount, m.Amount.Quantity()), textCell(l.plain(m.Amount.Currency)), year,
			},
			source: l.valueLine(m.Cites),
		})
	}
	t.sources = l.documents(cites...)
	return t
}
