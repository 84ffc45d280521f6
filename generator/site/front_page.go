package site

import (
	"cmp"
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
		AllFive:    l.w.Count(len(l.All)),
		Summary:    l.summary(),
		Note:       l.prose(r.Edition.Note, "note"),
		Notice:     l.prose(r.Meta.Note, "notice"),
		Short:      l.reading(r.ShortFormWords(l.lang, l.parser.Parse), r.ShortFormBudget()),
		Whole:      l.reading(r.Words(l.lang, l.parser.Parse), report.WordBudget),
	}
	if t := l.partiesTable("trend-", l.Counted); t != nil {
		h.Parties = *t
	}
	h.Assessed = l.assessed()
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
		if b.Report.Like(q.Status) != report.NotDue {
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

// figures are the indicators on which answers rest: those with the newest values
// first, and of one day in the order in which the answers name them.
func (l *pageWriter) figures() []page.Figure {
	var named []*report.Indicator
	shown := make(map[string]bool)
	for _, p := range l.Report.Paragraphs {
		for _, q := range p.Requests {
			for _, e := range q.Evidence {
				if e.Kind == report.KindIndicator && !shown[e.ID] {
					shown[e.ID] = true
					named = append(named, l.Report.Indicator(e.ID))
				}
			}
		}
	}
	var out []page.Figure
	for _, in := range l.newestFirst(named) {
		if f, ok := l.keyFigure(in); ok && len(out) < keyFigures {
			out = append(out, f)
		}
	}
	return out
}

// nextTarget is the target that the whole of an indicator is to reach next, seen from a
// day: the first one of that day or later, else one whose day is not known, else the last
// one; nil where there is none.
func nextTarget(in *report.Indicator, from report.Date) *report.Target {
	var next, undated, last *report.Target
	for _, t := range in.Targets {
		switch {
		case len(t.By) > 0 || t.Quantity.Value == nil:
		case t.Date.IsZero():
			undated = cmp.Or(undated, t)
		case t.Date.Before(from):
			if last == nil || t.Date.After(last.Date) {
				last = t
			}
		case next == nil || t.Date.Before(next.Date):
			next = t
		}
	}
	return cmp.Or(next, undated, last)
}

func (l *pageWriter) keyFigure(in *report.Indicator) (f page.Figure, ok bool) {
	o, before := l.Newest(in)
	if o == nil || o.Quantity.Value == nil {
		return f, false
	}
	f = page.Figure{
		Link:   l.linkTo(report.KindIndicator, in.ID),
		Unit:   l.text(in.Unit),
		Number: l.w.Quantity(o.Quantity),
		As:     l.w.Observed(o),
	}
	rests := []([]report.Cite){in.Cites}
	if t := nextTarget(in, l.AsAt); t != nil {
		f.Target = &page.Goal{Number: l.w.Quantity(t.Quantity), Until: l.w.Date(t.Date, false)}
		rests = append(rests, t.Cites)
	}
	line := inLine(in.Observations, o)
	if len(line) < 2 {
		f.Sources = l.valueLine(append([][]report.Cite{o.Cites}, rests...)...)
		if before != nil && before.Quantity.Value != nil {
			f.Previous, f.Before = l.w.Quantity(before.Quantity), l.w.Observed(before)
			why, _ := report.Comparable(before, o)
			f.Apart = l.w.Incomparable(why)
			f.Sources = l.valueLine(append([][]report.Cite{o.Cites, before.Cites}, rests...)...)
		}
		return f, true
	}
	before = line[len(line)-2]
	f.Previous = l.w.Quantity(before.Quantity)
	f.Before = l.w.Observed(before)
	line = line[max(0, len(line)-sparkValues):]
	var cites [][]report.Cite
	for _, o := range slices.Backward(line) {
		cites = append(cites, o.Cites)
	}
	f.Sources = l.valueLine(append(cites, rests...)...)
	var points []sparkPoint
	for _, o := range line {
		points = append(points, sparkPoint{o.Period.To, l.w.Quantity(o.Quantity)})
	}
	f.Trend = l.trend("trend-"+in.ID, f.Link.Text.Text, points, chart.Spark{})
	startAt(f.Trend, before.Period.To, l.w)
	if before.Period.WholeYears() > 0 {
		startAt(f.Trend, report.Date{Year: before.Period.To.Year}, l.w)
	}
	if by, ok := o.Quantity.Value.Minus(*before.Quantity.Value); ok {
		f.Trend.Change = l.w.Change(by)
	}
	return f, true
}

// inLine are the observations up to o that can be in one line with it, earliest
// first: those that can be compared with it.
func inLine(all []*report.Observation, o *report.Observation) []*report.Observation {
	var line []*report.Observation
	for _, x := range all {
		if _, ok := report.Comparable(x, o); ok && (x == o || o.Period.To.After(x.Period.To)) {
			line = append(line, x)
		}
	}
	return line
}

// partiesRange is the least and the greatest number of parties to instruments from the
// day of adoption up to the edition's date: the scale that their pictures share.
func (l *pageWriter) partiesRange(ids []string) (low, high float64) {
	if !l.AfterAdoption() {
		return 0, 0
	}
	for i, id := range ids {
		for _, day := range l.partyDays(id) {
			n, _ := l.Report.PartiesCount(id, day)
			if i == 0 && low == 0 && high == 0 {
				low = float64(n)
			}
			low, high = min(low, float64(n)), max(high, float64(n))
		}
	}
	return low, high
}

// partyDays are the days from the adoption of the resolution to the edition's date on
// which the number of parties to an instrument may change, with those two.
func (l *pageWriter) partyDays(id string) []report.Date {
	from := l.Report.Resolution.AdoptedOn
	days := []report.Date{from}
	for _, a := range l.Report.ParticipationIn(id).Acts {
		if (a.Kind.Deposits() || a.Kind.Ends()) && a.Date.After(from) && !a.Date.After(l.AsAt) {
			days = append(days, a.Date)
		}
	}
	slices.SortFunc(days, func(a, b report.Date) int { return a.Compare(b) })
	return slices.Compact(append(days, l.AsAt))
}

// partiesTrend is how the parties to an instrument grew since the resolution was
// adopted, drawn on a scale from low to high; nil where there is no growth to show.
func (l *pageWriter) partiesTrend(picture string, e *page.InstrumentEntry, id string, low, high float64) *page.Trend {
	if e.Growth == nil {
		return nil
	}
	var points []sparkPoint
	for _, day := range l.partyDays(id) {
		n, _ := l.Report.PartiesCount(id, day)
		points = append(points, sparkPoint{day, l.w.Count(n)})
	}
	t := l.trend(picture, e.Link.Text.Text, points, chart.Spark{Steps: true, Low: low, High: high})
	startAt(t, l.Report.Resolution.AdoptedOn, l.w)
	t.Change = e.Growth.Change
	return t
}

// sparkPoint is a value of a trend.
type sparkPoint struct {
	day    report.Date
	number page.Number
}

// trend draws values, two or more, earliest first; its description gives the
// first and the last.
func (l *pageWriter) trend(id, title string, points []sparkPoint, s chart.Spark) *page.Trend {
	for _, p := range points {
		last := p.day.Last()
		s.Points = append(s.Points, chart.SparkPoint{
			Day:   chart.On(last.Year, last.Month, last.Day),
			Value: exact(p.number.Value, p.number.Text),
		})
	}
	var said []string
	for _, p := range []sparkPoint{points[0], points[len(points)-1]} {
		said = append(said, l.w.Tally(l.w.Date(p.day, false).Text, p.number.Text))
	}
	return &page.Trend{SVG: s.SVG(chart.Frame{ID: id, Title: title, Desc: l.w.Series(said), RTL: locale.Dir(l.lang) == "rtl"})}
}

// startAt sets the day or month from which a trend counts.
func startAt(t *page.Trend, d report.Date, w *locale.Locale) {
	t.Since, t.Day = w.Date(d, false), d.Day != 0
}
