package site

import (
	"slices"

	"rapporteur/generator/address"
	"rapporteur/generator/chart"
	"rapporteur/generator/report"
	"rapporteur/generator/site/history"
	"rapporteur/generator/site/locale"
	"rapporteur/generator/site/page"
)

// party is the participation of a State that is party to an instrument.
const party = string(report.StandsParty)

// states makes the matrix of States and instruments and a page for each
// State.
func (b *editionWriter) states() {
	l := b.page("states/")
	matrix := &page.States{
		Columns:    1 + len(b.Counted),
		Many:       len(b.Counted) > 6,
		Cards:      len(b.Counted) > 9,
		States:     len(b.Report.States),
		AllParties: len(b.All),
	}
	var rows []page.StateRow
	for _, s := range b.Report.States {
		row := page.StateRow{Link: l.linkTo(report.KindState, s.ID), Member: s.Member}
		reported := false
		for _, id := range b.Counted {
			c := l.cell(s.ID, id)
			row.Cells = append(row.Cells, c)
			reported = reported || c.Standing != ""
			if c.Standing == party {
				row.Party++
			}
		}
		if !reported {
			matrix.Unreported++
		}
		if s.Member {
			matrix.Members++
			if slices.Contains(b.All, s.ID) {
				matrix.AllMembers++
			}
		}
		rows = append(rows, row)
	}
	locale.SortBy(b.w, rows,
		func(r page.StateRow) string { return r.Link.Text.Text },
		func(r page.StateRow) string { return r.Link.Ref })
	for i, id := range b.Counted {
		c := l.column(id, i, rows)
		matrix.Instruments = append(matrix.Instruments, c)
		matrix.Withdrawn = matrix.Withdrawn || c.Withdrew.Value.Sign() > 0
		matrix.Provisional = matrix.Provisional || c.Provisional.Value.Sign() > 0
	}
	matrix.Letters = l.letters(rows)
	matrix.Lettered = lettered(rows)
	matrix.Sources = l.partiesSources(b.Counted...)
	if len(matrix.Instruments) == 0 {
		// Nothing is counted: the page is a list of the States that the report names.
		l.add("states", l.w.Title("states"), "", report.Ref{}, matrix)
		for _, s := range b.Report.States {
			b.state(s)
		}
		return
	}
	matrix.Since = l.actsSince()
	matrix.CSV = l.statesFile(matrix.Instruments, rows, matrix.Sources)
	l.add("states", l.w.Title("states"), "", report.Ref{}, matrix)
	for _, s := range b.Report.States {
		b.state(s)
	}
}

// actsSince leads to the signatures and deposits since each edition that this one is
// compared with and that some came or went since.
func (l *pageWriter) actsSince() []page.Comparison {
	var out []page.Comparison
	for _, from := range l.edition.Compared {
		p := l.pairs[[2]*history.Edition{from, l.edition}]
		if at := p.Anchor(history.ActsRef); at != "" {
			out = append(out, page.Comparison{EditionMark: l.mark(from), Href: address.Relative(l.path, p.Path(), at)})
		}
	}
	return out
}

// cell is the participation of a State in an instrument, and the act by which it does.
func (l *pageWriter) cell(state, instrument string) page.StateCell {
	var acts []*report.Act
	var in *report.Participation
	for _, a := range l.Acts[state] {
		if a.In.Instrument == instrument {
			acts, in = append(acts, a.Act), a.In
		}
	}
	standing, by := report.StandingOf(acts, l.AsAt)
	if by == nil {
		return page.StateCell{}
	}
	c := page.StateCell{Standing: string(standing), Kind: string(by.Kind), Letter: l.actLetter(by.Kind), Date: l.w.Date(by.Date, false), Href: l.href(in.Ref(by))}
	year := min(4, len(c.Date.ISO))
	c.Year, c.Rest = c.Date.ISO[:year], c.Date.ISO[year:]
	return c
}

// actLetter is the sign of an act in the tables of the depositary. Pages of reports of
// schemas 1 and 2 have none: their editions stay as they were issued.
func (l *pageWriter) actLetter(kind report.ActKind) string {
	if l.Report.Schema < 3 {
		return ""
	}
	return kind.Letter()
}

// lettered reports whether a cell has the sign of its act.
func lettered(rows []page.StateRow) bool {
	return slices.ContainsFunc(rows, func(r page.StateRow) bool {
		return slices.ContainsFunc(r.Cells, func(c page.StateCell) bool { return c.Letter != "" })
	})
}

// column counts a column of the matrix.
func (l *pageWriter) column(instrument string, i int, rows []page.StateRow) page.StatesColumn {
	n := make(map[string]int)
	for _, r := range rows {
		n[r.Cells[i].Standing]++
	}
	return page.StatesColumn{
		InstrumentEntry: l.instrumentEntry(l.Report.Instrument(instrument)),
		SignedOnly:      l.w.Count(n[string(report.StandsSigned)]),
		Provisional:     l.w.Count(n[string(report.StandsProvisional)]),
		Withdrew:        l.w.Count(n[string(report.StandsWithdrawn)]),
		Blank:           l.w.Count(n[""]),
		Signed:          page.Bar{From: n[party], Length: n[string(report.StandsSigned)]},
	}
}

// statesFile puts the matrix next to the page: two columns for each
// instrument, the act and its date.
func (l *pageWriter) statesFile(columns []page.StatesColumn, rows []page.StateRow, sources page.SourceLine) string {
	w := l.w
	table := chart.Table{Header: []string{w.Picture("code"), w.Say("state"), w.Say("member-state")}}
	for _, c := range columns {
		name := c.Link.Text.Text
		table.Header = append(table.Header, name, w.Tally(name, w.Say("date")))
	}
	for _, r := range rows {
		member := w.Say("no")
		if r.Member {
			member = w.Say("yes")
		}
		row := []chart.Cell{{Text: report.ParseRef(r.Link.Ref).ID}, {Text: r.Link.Text.Text}, {Text: member}}
		for _, c := range r.Cells {
			if c.Standing == "" {
				row = append(row, chart.Cell{Text: w.Say("not-reported")}, chart.Cell{})
				continue
			}
			row = append(row, chart.Cell{Text: w.Say("act-" + c.Kind)}, chart.Cell{Text: c.Date.ISO})
		}
		table.Rows = append(table.Rows, row)
	}
	f := page.File{Name: "states.csv", Data: l.sourced(table, sources, nil).CSV()}
	l.beside = append(l.beside, f)
	return f.Name
}
