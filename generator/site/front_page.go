package site

import (
	"slices"

	"rapporteur/generator/chart"
	"rapporteur/generator/report"
	"rapporteur/generator/site/locale"
	"rapporteur/generator/site/page"
)

// home makes the front page.
func (b *editionWriter) home() {
	l := b.page("")
	r := l.Report
	h := &page.Home{
		Paragraphs: l.entries(),
		Statuses:   l.statuses(),
		Figures:    l.figures(),
		Parties:    l.countedInstruments(),
		AllFive:    l.w.Count(len(l.All)),
		Summary:    l.summary(),
		Note:       l.prose(r.Edition.Note, "note"),
		Notice:     l.prose(r.Meta.Note, "notice"),
		Short:      l.reading(r.ShortFormWords(l.lang, l.parser.Parse), report.ShortFormBudget),
		Whole:      l.reading(r.Words(l.lang, l.parser.Parse), report.WordBudget),
	}
	for i := range h.Parties {
		h.Parties[i].Trend = l.partiesTrend(&h.Parties[i], l.Counted[i])
	}
	h.Done, h.Due = l.completeness()
	h.Carried, h.Answers = carriedAnswers(r)
	h.Corresponds = l.corresponds()
	h.Footnotes = l.footnotes()
	if h.News = l.news(); h.News != nil {
		shorten(h.News, h.Figures)
	}
	h.History = l.statusPicture()
	l.add("home", l.box.ReportTitle.Text, l.box.Title.Text, report.Ref{}, h)
}

func (b *editionWriter) reading(words, budget int) page.Reading {
	return page.Reading{Words: b.w.Count(words), Budget: b.w.Count(budget), Minutes: report.ReadingMinutes(words)}
}

// milestone is what comes next for a paragraph.
func (b *editionWriter) milestone(p *report.Paragraph) page.Milestone {
	for _, q := range p.Requests {
		if q.Status != report.NotDue {
			continue
		}
		if t := b.due(q.Due); t.Text != "" {
			return page.Milestone{Text: t}
		}
	}
	missing := false
	for _, q := range p.Requests {
		if t := b.sentence(q.Next); t.Text != "" {
			return page.Milestone{Text: t}
		}
		missing = missing || slices.ContainsFunc(q.Gaps, func(g report.Gap) bool {
			return g.Field == "next" && g.Reason != report.NotApplicable
		})
	}
	return page.Milestone{Missing: missing}
}

// due is the time set for a request: the session where one is named, else
// the day.
func (b *editionWriter) due(d report.Due) page.Text {
	if t := b.text(d.Session); t.Text != "" {
		return t
	}
	return b.plain(b.w.Date(d.Date, false).Text)
}

// keyFigures is how many figures the front page shows at most, and
// sparkValues how many values the picture of one has.
const (
	keyFigures  = 6
	sparkValues = 12
)

// figures are the indicators on which answers rest, in the order in which the
// answers name them.
func (l *pageWriter) figures() []page.Figure {
	var out []page.Figure
	shown := make(map[string]bool)
	for _, p := range l.Report.Paragraphs {
		for _, q := range p.Requests {
			for _, e := range q.Evidence {
				if e.Kind != report.KindIndicator || shown[e.ID] || len(out) == keyFigures {
					continue
				}
				shown[e.ID] = true
				if f, ok := l.keyFigure(l.Report.Indicator(e.ID)); ok {
					out = append(out, f)
				}
			}
		}
	}
	return out
}

func (l *pageWriter) keyFigure(in *report.Indicator) (f page.Figure, ok bool) {
	o, _ := l.Newest(in)
	if o == nil || o.Quantity.Value == nil {
		return f, false
	}
	f = page.Figure{
		Link:   l.linkTo(report.KindIndicator, in.ID),
		Unit:   l.text(in.Unit),
		Number: l.w.Quantity(o.Quantity),
		As:     l.w.Span(o.Period.From, o.Period.To, false),
	}
	line := inLine(in.Observations, o)
	if len(line) < 2 {
		return f, true
	}
	before := line[len(line)-2]
	f.Previous = l.w.Quantity(before.Quantity)
	f.Before = l.w.Span(before.Period.From, before.Period.To, false)
	var points []sparkPoint
	for _, o := range line[max(0, len(line)-sparkValues):] {
		points = append(points, sparkPoint{o.Period.To, l.w.Quantity(o.Quantity), !isExact(o.Quantity)})
	}
	f.Trend = l.trend("trend-"+in.ID, f.Link.Text.Text, points, false)
	startAt(f.Trend, before.Period.To, l.w)
	if wholeYear(before.Period) {
		startAt(f.Trend, report.Date{Year: before.Period.To.Year}, l.w)
	}
	if isExact(o.Quantity) && isExact(before.Quantity) {
		f.Trend.Change = l.w.Change(*o.Quantity.Value - *before.Quantity.Value)
	}
	return f, true
}

// inLine are the observations up to o that can be in one line with it,
// earliest first: those that have a value and are counted since the same day,
// or all of whole years. One that does not say since when is taken to count as
// the others do, as the rule observation-kind takes it.
func inLine(all []*report.Observation, o *report.Observation) []*report.Observation {
	var line []*report.Observation
	for _, x := range all {
		from, since := x.Period.From, o.Period.From
		alike := from.IsZero() || since.IsZero() || from.First() == since.First() || wholeYear(x.Period) && wholeYear(o.Period)
		if x.Quantity.Value != nil && alike && (x == o || o.Period.To.After(x.Period.To)) {
			line = append(line, x)
		}
	}
	return line
}

func wholeYear(p report.Period) bool {
	return !p.From.IsZero() && p.From.First() == (report.Date{Year: p.To.Year, Month: 1, Day: 1}) &&
		p.To.Last() == (report.Date{Year: p.To.Year, Month: 12, Day: 31})
}

// isExact reports whether a number can be calculated with.
func isExact(q report.Quantity) bool {
	return (q.Qualifier == "" || q.Qualifier == report.Exact) && q.RoundedTo == 0
}

// partiesTrend is how the parties to an instrument grew in the reporting
// period; nil where it has no beginning before the edition's date.
func (l *pageWriter) partiesTrend(e *page.InstrumentEntry, id string) *page.Trend {
	from := l.Report.Meta.Period.From
	if from.IsZero() || !l.AsAt.After(from) {
		return nil
	}
	days := []report.Date{from.First()}
	for _, a := range l.Report.ParticipationIn(id).Acts {
		if a.Kind != report.Signature && a.Date.After(from) && !a.Date.After(l.AsAt) {
			days = append(days, a.Date)
		}
	}
	slices.SortFunc(days, func(a, b report.Date) int { return a.Compare(b) })
	days = append(days, l.AsAt)
	var points []sparkPoint
	for _, day := range slices.Compact(days) {
		n, _ := l.Report.PartiesCount(id, day)
		points = append(points, sparkPoint{day, l.w.Count(n), false})
	}
	t := l.trend("trend-"+id, e.Link.Text.Text, points, true)
	startAt(t, from, l.w)
	t.Change = l.w.Change(points[len(points)-1].number.Value - points[0].number.Value)
	return t
}

// sparkPoint is a value of a trend.
type sparkPoint struct {
	day    report.Date
	number page.Number
	rough  bool // it is not exact
}

// trend draws values, two or more, earliest first; its description gives the
// first and the last.
func (l *pageWriter) trend(id, title string, points []sparkPoint, steps bool) *page.Trend {
	s := chart.Spark{Steps: steps}
	for _, p := range points {
		last := p.day.Last()
		s.Points = append(s.Points, chart.SparkPoint{
			Day:   chart.On(last.Year, last.Month, last.Day),
			Value: chart.Value{N: p.number.Value, Text: page.Sign(p.number) + p.number.Text},
			Rough: p.rough,
		})
	}
	var said []string
	for _, p := range []sparkPoint{points[0], points[len(points)-1]} {
		n := p.number.Text
		if p.number.Qualifier != "" {
			n = l.w.Say("qualifier-"+p.number.Qualifier, "N", n)
		}
		said = append(said, l.w.Tally(l.w.Date(p.day, false).Text, n))
	}
	return &page.Trend{SVG: s.SVG(chart.Frame{ID: id, Title: title, Desc: l.w.Series(said), RTL: locale.Dir(l.lang) == "rtl"})}
}

// startAt sets the day or month from which a trend counts.
func startAt(t *page.Trend, d report.Date, w *locale.Locale) {
	t.Since, t.Day = w.Date(d, false), d.Day != 0
}
