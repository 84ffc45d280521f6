package site

import (
	"cmp"
	"slices"
	"strings"

	"rapporteur/generator/chart"
	"rapporteur/generator/report"
	"rapporteur/generator/site/page"
)

// observations are the values of an indicator, latest first; of one period the whole
// comes before its categories, which are in the order of the file.
func (l *pageWriter) observations(in *report.Indicator) []page.Observation {
	all := slices.Clone(in.Observations)
	slices.Reverse(all)
	slices.SortStableFunc(all, func(a, b *report.Observation) int {
		if a.Period.To != b.Period.To || len(a.By) == 0 && len(b.By) == 0 {
			return 0
		}
		return cmp.Or(cmp.Compare(len(a.By), len(b.By)), cmp.Compare(slices.Index(in.Observations, a), slices.Index(in.Observations, b)))
	})
	before := make(map[*report.Observation]*report.Observation)
	for _, series := range in.Series() {
		for i := 1; i < len(series); i++ {
			before[series[i]] = series[i-1]
		}
	}
	var out []page.Observation
	for _, o := range all {
		e := l.observation(o)
		if was := before[o]; was != nil {
			if why, ok := report.Comparable(was, o); !ok {
				e.Apart = l.w.Incomparable(why)
			}
		}
		out = append(out, e)
	}
	return out
}

// parts are the categories that a figure is of, in the order of the dimensions.
func (l *pageWriter) parts(by report.Breakdown) []page.BreakdownPart {
	var out []page.BreakdownPart
	for _, d := range l.Report.Dimensions {
		for _, c := range d.Categories {
			if slices.Contains(by, d.ID+"/"+c.ID) {
				out = append(out, page.BreakdownPart{Dimension: l.text(d.Name), Category: l.text(c.Name)})
			}
		}
	}
	return out
}

// partsText is the names of the categories that a figure is of: "Women, Africa"; of the
// whole that it is the whole.
func (l *pageWriter) partsText(by report.Breakdown) string {
	if len(by) == 0 {
		return l.w.Say("breakdown-whole")
	}
	var names []string
	for _, p := range l.parts(by) {
		names = append(names, p.Category.Text)
	}
	return l.w.List(names)
}

func (l *pageWriter) baseline(in *report.Indicator) *page.Baseline {
	b := in.Baseline
	if b.Quantity.Value == nil {
		return nil
	}
	return &page.Baseline{
		Number: l.w.Quantity(b.Quantity), At: l.w.Date(b.Date, false),
		Note: l.prose(b.Note, in.ID+"-baseline-note"), Sources: l.valueLine(b.Cites, in.Cites),
	}
}

func (l *pageWriter) targets(in *report.Indicator) []page.Target {
	var out []page.Target
	for _, t := range in.Targets {
		e := page.Target{
			Number: l.w.Quantity(t.Quantity), Until: l.w.Date(t.Date, false), Parts: l.parts(t.By),
			Note: l.prose(t.Note, in.ID+"-"+t.ID+"-note"), Sources: l.valueLine(t.Cites, in.Cites),
		}
		e.Record = l.record(report.Ref{Kind: report.KindTarget, ID: in.ID + "/" + t.ID}, t.Cites, t.Gaps)
		out = append(out, e)
	}
	return out
}

func (l *pageWriter) dimensions() []page.Dimension {
	var out []page.Dimension
	for _, d := range l.Report.Dimensions {
		e := page.Dimension{Name: l.text(d.Name), Overlapping: d.Overlapping}
		e.Record = l.record(report.Ref{Kind: report.KindDimension, ID: d.ID}, nil, nil)
		for _, c := range d.Categories {
			part := page.Category{Name: l.text(c.Name)}
			part.Record = l.record(report.Ref{Kind: report.KindCategory, ID: d.ID + "/" + c.ID}, nil, nil)
			e.Categories = append(e.Categories, part)
		}
		out = append(out, e)
	}
	return out
}

// progressLines is how many lines of figures a picture of progress has at most; there
// are as many colours, less those of the baseline and a target.
const progressLines = 4

// progressPicture is the figures of an indicator over time, with its baseline and targets
// as lines of their own; nil where it has neither. Figures are joined where they can be
// compared. Those later than the edition are left out.
func (l *pageWriter) progressPicture(in *report.Indicator) *page.Picture {
	per := int64(-1)
	if b := in.Baseline.Quantity; b.Value != nil && !in.Baseline.Date.IsZero() {
		per = b.Per
	}
	for _, t := range in.Targets {
		if t.Quantity.Value != nil && !t.Date.IsZero() && per < 0 {
			per = t.Quantity.Per
		}
	}
	if per < 0 {
		return nil
	}
	a, w := l.pictures(), l.w
	steps := chart.Steps{Date: w.Say("date")}
	var cites [][]report.Cite
	rests := make(map[string]string) // what a row of the data rests on, by its day
	var now, goals []string
	add := func(line *chart.Line, d report.Date, q report.Quantity, c []report.Cite) {
		n := w.Quantity(q)
		text := n.Text
		if n.Qualifier != "" {
			text = w.Say("qualifier-"+n.Qualifier, "N", n.Text)
		}
		p := chart.Point{Day: day(d), Date: w.Date(d, false).Text, Value: exact(*q.Value, text)}
		line.Points = append(line.Points, p)
		cites = append(cites, c)
		rests[p.Day.String()] = both(rests[p.Day.String()], l.valueLine(c, in.Cites).Text)
	}
	for _, series := range in.Series() {
		by := series[0].By
		aimed := slices.ContainsFunc(in.Targets, func(t *report.Target) bool { return slices.Equal(t.By, by) })
		if len(by) > 0 && !aimed && len(steps.Lines) > 0 || len(steps.Lines) >= progressLines {
			continue
		}
		line := chart.Line{Name: l.partsText(by), Form: chart.Joined}
		var last *report.Observation
		for _, o := range series {
			if o.Quantity.Value == nil || o.Quantity.Per != per || o.Period.To.IsZero() || o.Period.To.After(l.AsAt) {
				continue
			}
			add(&line, o.Period.To, o.Quantity, o.Cites)
			if last != nil {
				if _, ok := report.Comparable(last, o); !ok {
					line.Apart = append(line.Apart, day(o.Period.To))
				}
			}
			last = o
		}
		if last == nil {
			continue
		}
		steps.Lines = append(steps.Lines, line)
		now = append(now, w.Tally(line.Name, line.Points[len(line.Points)-1].Value.Text))
	}
	if b := in.Baseline; b.Quantity.Value != nil && !b.Date.IsZero() {
		line := chart.Line{Name: w.Say("baseline-at", "Date", w.Date(b.Date, false).Text), Form: chart.Level}
		add(&line, b.Date, b.Quantity, b.Cites)
		steps.Lines = append(steps.Lines, line)
		goals = append(goals, w.Tally(line.Name, line.Points[0].Value.Text))
	}
	for _, t := range in.Targets {
		if t.Quantity.Value == nil || t.Date.IsZero() || t.Quantity.Per != per {
			continue
		}
		name := w.Say("target-until", "Date", w.Date(t.Date, false).Text)
		if len(t.By) > 0 {
			name += " (" + l.partsText(t.By) + ")"
		}
		line := chart.Line{Name: name, Form: chart.Level}
		add(&line, t.Date, t.Quantity, t.Cites)
		steps.Lines = append(steps.Lines, line)
		goals = append(goals, w.Tally(name, line.Points[0].Value.Text))
	}
	var said []string
	if len(now) > 0 {
		said = append(said, w.Picture("progress-now", "List", w.Series(now)))
	}
	said = append(said, w.Picture("progress-goals", "List", w.Series(goals)))
	cites = append(cites, in.Cites)
	title := w.Picture("progress-title", "Name", l.text(in.Name).Text)
	return a.picture("progress-"+in.ID, title, w.Sentences(said...), steps, steps.Data(), l.valueLine(cites...), func(row []chart.Cell) string { return rests[row[0].Raw] })
}

// both is two texts with a semicolon between them, or the one that is there.
func both(a, b string) string {
	if a == "" || a == b {
		return b
	}
	return strings.Join([]string{a, b}, "; ")
}
