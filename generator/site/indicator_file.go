package site

import (
	"strings"

	"rapporteur/generator/chart"
	"rapporteur/generator/report"
	"rapporteur/generator/site/page"
)

// indicatorsFile puts the figures next to their page, one row for each observation:
// the value as a plain number, with the end of a range, and in words how the source gives it. What is not
// reported has a row without a value. It returns the name of the file, empty where
// there are no figures.
func (l *pageWriter) indicatorsFile(indicators []*report.Indicator) string {
	w := l.w
	table := chart.Table{Header: []string{
		w.Say("field-id"), w.Say("kind-indicator"), w.Say("field-unit"), w.Picture("first-day"), w.Picture("last-day"),
		w.Say("field-value"), w.Picture("range-to"), w.Picture("as-given"), w.Say("source"),
	}}
	for _, in := range indicators {
		name, unit := l.text(in.Name).Text, l.text(in.Unit).Text
		for _, o := range in.Observations {
			table.Rows = append(table.Rows, []chart.Cell{
				{Text: in.ID + "/" + o.ID}, {Text: name}, {Text: unit}, {Text: o.Period.From.String()}, {Text: o.Period.To.String()},
				{Text: plainNumber(o.Quantity.Value)}, {Text: plainNumber(o.Quantity.To)}, {Text: l.asGiven(o.Quantity)}, {Text: l.observedIn(o).Text},
			})
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
// that is no share.
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
