package site

import (
	"slices"
	"strings"

	"rapporteur/generator/chart"
	"rapporteur/generator/report"
	"rapporteur/generator/site/page"
)

// indicatorsFile puts the figures next to their page, one row for each observation:
// the value as a plain number, with the end of a range, and in words how the source gives it. What is not
// reported has a row without a value. Baselines and targets have rows too, and each
// dimension a column, where the report has any. It returns the name of the file, empty where
// there are no figures.
func (l *pageWriter) indicatorsFile(indicators []*report.Indicator) string {
	w := l.w
	table := chart.Table{Header: []string{
		w.Say("field-id"), w.Say("kind-indicator"), w.Say("field-unit"), w.Picture("first-day"), w.Picture("last-day"),
		w.Say("field-value"), w.Picture("range-to"), w.Picture("as-given"), w.Say("source"),
	}}
	aimed := slices.ContainsFunc(indicators, func(in *report.Indicator) bool { return in.Baseline.Quantity.Value != nil || len(in.Targets) > 0 })
	if aimed {
		table.Header = append(table.Header, w.Picture("row-kind"))
	}
	for _, d := range l.Report.Dimensions {
		table.Header = append(table.Header, l.text(d.Name).Text)
	}
	for _, in := range indicators {
		name, unit := l.text(in.Name).Text, l.text(in.Unit).Text
		row := func(id, kind string, period report.Period, by report.Breakdown, q report.Quantity, source string) {
			cells := []chart.Cell{
				{Text: in.ID + "/" + id}, {Text: name}, {Text: unit}, {Text: period.From.String()}, {Text: period.To.String()},
				{Text: plainNumber(q.Value)}, {Text: plainNumber(q.To)}, {Text: l.asGiven(q)}, {Text: source},
			}
			if aimed {
				cells = append(cells, chart.Cell{Text: w.Say(kind)})
			}
			for _, d := range l.Report.Dimensions {
				cell := chart.Cell{}
				for _, c := range d.Categories {
					if slices.Contains(by, d.ID+"/"+c.ID) {
						cell.Text = l.text(c.Name).Text
					}
				}
				cells = append(cells, cell)
			}
			table.Rows = append(table.Rows, cells)
		}
		if b := in.Baseline; b.Quantity.Value != nil {
			row("baseline", "baseline", report.Period{To: b.Date}, nil, b.Quantity, l.valueLine(b.Cites, in.Cites).Text)
		}
		for _, o := range in.Observations {
			row(o.ID, "kind-observation", o.Period, o.By, o.Quantity, l.observedIn(o).Text)
		}
		for _, t := range in.Targets {
			row(t.ID, "kind-target", report.Period{To: t.Date}, t.By, t.Quantity, l.valueLine(t.Cites, in.Cites).Text)
		}
	}
	if len(table.Rows) == 0 {
		return ""
	}
	f := page.File{Name: "indicators.csv", Data: table.CSV()}
	l.beside = append(l.beside, f)
	return f.Name
}

// plainNumber is a number as programs read it; empty for none.
func plainNumber(n *report.Number) string {
	if n == nil {
		return ""
	}
	return n.String()
}

// asGiven is what a source says of a number besides its value: that it is about or at
// least so much, of how many, rounded, or in what words. It is empty for an exact number
// that is not a share.
func (l *pageWriter) asGiven(q report.Quantity) string {
	n := l.w.Quantity(q)
	var said []string
	switch {
	case n.Qualifier != "":
		said = append(said, l.w.Say("qualifier-"+n.Qualifier, "N", n.Text))
	case q.To != nil || q.Per != 0:
		said = append(said, n.Text)
	}
	if n.RoundedTo != "" {
		said = append(said, l.w.Say("rounded-to", "N", n.RoundedTo))
	}
	if n.AsPrinted != "" && n.AsPrinted != strings.ReplaceAll(n.Text, "\u00a0", " ") {
		said = append(said, l.w.Say("as-printed", "Words", n.AsPrinted))
	}
	return strings.Join(said, " ")
}
