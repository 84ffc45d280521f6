package site

import (
	"html"
	"html/template"
	"slices"

	"rapporteur/generator/address"
	"rapporteur/generator/chart"
	"rapporteur/generator/report"
	"rapporteur/generator/site/locale"
	"rapporteur/generator/site/page"
)

// tablesIn are the tables of a section, in the order of their numbers.
func (b *editionWriter) tablesIn(s *report.Section) []*report.Table {
	in := b.Report.TablesIn(s.ID)
	slices.SortFunc(in, func(x, y *report.Table) int { return b.Tables[x.ID] - b.Tables[y.ID] })
	return in
}

// table is a table of the report, with its values in a file next to the page.
func (l *pageWriter) table(t *report.Table) page.ReportTable {
	ref := report.Ref{Kind: report.KindTable, ID: t.ID}
	out := page.ReportTable{
		Label:   l.w.Say("table-n", "N", l.Tables[t.ID]),
		Caption: l.text(t.Caption),
	}
	var numbers []report.Ref
	var noted []string
	for _, c := range t.Columns {
		out.Columns = append(out.Columns, page.TableColumn{
			Anchor:  l.fragment(report.Ref{Kind: report.KindColumn, ID: t.ID + "/" + c.ID}),
			Heading: l.text(c.Heading),
			Align:   string(c.Aligned()),
		})
	}
	for _, r := range t.Rows {
		row := page.TableRow{Anchor: l.fragment(report.Ref{Kind: report.KindRow, ID: t.ID + "/" + r.ID})}
		for _, c := range t.Columns {
			l.numbers, l.noted = nil, nil
			row.Cells = append(row.Cells, l.tableCell(r.Cells.Of(c.ID), c))
			numbers, noted = append(numbers, l.numbers...), append(noted, l.noted...)
		}
		out.Rows = append(out.Rows, row)
	}
	out.Numbers = l.numbersSources(numbers, noted)
	out.Note = l.prose(t.Note, "")
	out.Sources = l.valueLine(t.Cites)
	out.Record = l.record(ref, t.Cites, t.Gaps)
	out.CSV = l.tableFile(t, out.Sources)
	return out
}

// fragment is the id of the element that is a record on its page.
func (l *pageWriter) fragment(ref report.Ref) string {
	target, _ := address.Of(l.Report, ref)
	return target.Fragment
}

// tableCell is a cell of a column; the zero Cell is one with nothing in it.
func (l *pageWriter) tableCell(c report.Cell, column *report.Column) page.TableCell {
	out := page.TableCell{Align: string(column.Aligned())}
	switch {
	case c.Number != nil:
		out.HTML, out.Number = template.HTML(html.EscapeString(l.w.Exact(*c.Number).Text)), true
	case !c.Date.IsZero():
		out.Date = l.w.Date(c.Date, false)
	case c.Same != "":
		out.HTML = template.HTML("<bdi>" + html.EscapeString(c.Same) + "</bdi>")
	default:
		s, lang := c.Text.Best(l.lang, l.Report.Meta.Original)
		if s == "" {
			break
		}
		out.HTML = tight(l.parser.Parse(s).InlineHTML(l))
		out.Lang, out.Dir, out.Foreign = string(lang), locale.Dir(lang), lang != l.lang
	}
	return out
}

// tableFile puts a table next to its page: a row for each of its own, with its id before
// its cells and what the table rests on after them. Numbers and dates are as programs
// read them. It returns the name of the file.
func (l *pageWriter) tableFile(t *report.Table, sources page.SourceLine) string {
	file := chart.Table{Header: []string{l.w.Say("field-id")}}
	for _, c := range t.Columns {
		file.Header = append(file.Header, l.text(c.Heading).Text)
	}
	for _, r := range t.Rows {
		row := []chart.Cell{{Text: r.ID}}
		for _, c := range t.Columns {
			row = append(row, chart.Cell{Text: l.cellText(r.Cells.Of(c.ID))})
		}
		file.Rows = append(file.Rows, row)
	}
	file = l.sourced(file, sources, nil)
	f := page.File{Name: "table-" + t.ID + ".csv", Data: file.CSV()}
	l.beside = append(l.beside, f)
	return f.Name
}

// cellText is what a cell holds as plain text: of a text its words, of others what
// programs read.
func (l *pageWriter) cellText(c report.Cell) string {
	switch {
	case c.Number != nil:
		return c.Number.String()
	case !c.Date.IsZero():
		return c.Date.String()
	case c.Same != "":
		return c.Same
	}
	return l.plainText(l.text(c.Text))
}
