package site

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"rapporteur/generator/chart"
	"rapporteur/generator/report"
	"rapporteur/generator/site/derived"
	"rapporteur/generator/site/history"
	"rapporteur/generator/site/locale"
	"rapporteur/generator/site/page"
)

// pictures makes the pictures of a page.
type pictures struct {
	*pageWriter
	foreign map[string]page.Text // texts that are not in the language of the page, by what is written
}

func (l *pageWriter) pictures() *pictures {
	return &pictures{pageWriter: l, foreign: make(map[string]page.Text)}
}

// write is what a text says. The table next to the picture marks its language.
func (a *pictures) write(t page.Text) string {
	if t.Foreign || t.Working {
		a.foreign[t.Text] = t
	}
	return t.Text
}

// picture draws p and puts its data next to the page. Each row of the file names its
// sources: those that of gives, or those of the picture where of is nil.
func (a *pictures) picture(id, title, desc string, p chart.Picture, table chart.Table, sources page.SourceLine, of func(row []chart.Cell) string) *page.Picture {
	data := a.sourced(p.Data(), sources, of)
	out := &page.Picture{
		ID:      "picture-" + id,
		Title:   title,
		Desc:    desc,
		Sources: sources,
		Table:   a.table(table),
		Partial: len(table.Rows) < len(data.Rows),
		CSV:     id + ".csv",
		Data:    data.CSV(),
	}
	out.SVG = chart.Pair(p, chart.Frame{
		ID:     out.ID,
		Title:  title,
		Desc:   desc,
		Empty:  a.w.Picture("nothing"),
		RTL:    locale.Dir(a.lang) == "rtl",
		Number: func(n int64) string { return a.w.Number(n).Text },
	})
	a.beside = append(a.beside, page.File{Name: out.CSV, Data: out.Data})
	return out
}

// sourced is a table with a last column that names what each row rests on, so that
// a file says it wherever it is taken.
func (l *pageWriter) sourced(t chart.Table, sources page.SourceLine, of func(row []chart.Cell) string) chart.Table {
	out := chart.Table{Header: append(slices.Clone(t.Header), l.w.Say("source"))}
	for _, row := range t.Rows {
		said := sources.Text
		if of != nil {
			said = of(row)
		}
		out.Rows = append(out.Rows, append(slices.Clone(row), chart.Cell{Text: said}))
	}
	return out
}

func (a *pictures) table(t chart.Table) page.PictureTable {
	var out page.PictureTable
	for i, h := range t.Header {
		number := len(t.Rows) > 0 && t.Rows[0][i].Number
		out.Header = append(out.Header, page.PictureCell{Text: a.said(h), Number: number})
	}
	for _, row := range t.Rows {
		cells := make([]page.PictureCell, len(row))
		for i, c := range row {
			cells[i] = page.PictureCell{Text: a.said(c.Text), Number: c.Number}
		}
		out.Rows = append(out.Rows, cells)
	}
	return out
}

func (a *pictures) said(s string) page.Text {
	if t, ok := a.foreign[s]; ok {
		return t
	}
	return a.plain(s)
}

// statusPicture is the status of every paragraph in this edition and those
// before it; nil where there is none before it.
func (l *pageWriter) statusPicture() *page.Picture {
	editions := l.edition.Standing()
	if len(editions) < 2 {
		return nil
	}
	all := len(editions)
	editions = editions[max(0, all-history.ShownEditions):]
	a, w := l.pictures(), l.w
	grid := chart.StatusGrid{Paragraph: w.Picture("paragraph"), Like: make(map[string]string)}
	for _, e := range editions {
		name := e.Report.Edition.ID
		if e.ID == page.Draft {
			name = w.Picture("draft")
		}
		grid.Editions = append(grid.Editions, name)
	}
	var changed []string
	used := make(map[string]bool)
	for _, p := range l.Report.Paragraphs {
		title := l.title(p)
		row := chart.GridRow{Number: l.number(p), Title: title.Text}
		if title.Foreign || title.Working {
			title.Text = l.number(p) + ". " + title.Text
			a.write(title)
		}
		for _, e := range editions {
			status := ""
			if was := e.Report.Paragraph(p.ID); was != nil {
				status = string(e.Report.StatusOf(was))
			}
			row.Status = append(row.Status, status)
			used[status] = true
		}
		if n := len(row.Status); row.Status[n-2] != row.Status[n-1] {
			changed = append(changed, l.number(p))
		}
		grid.Rows = append(grid.Rows, row)
	}
	for _, s := range derived.Statuses() {
		id := string(s)
		if used[id] {
			grid.Statuses = append(grid.Statuses, chart.Status{ID: id, Letter: w.Letter(id), Word: w.Say("status-" + id)})
		}
		for _, e := range editions {
			for _, t := range e.Report.TermsOf(report.StatusTerms) {
				if t.Like == s && used[t.ID] {
					used[t.ID] = false // editions share it
					grid.Like[t.ID] = id
					grid.Statuses = append(grid.Statuses, chart.Status{ID: t.ID, Letter: w.Letter(id), Word: w.Named(e.Report, report.StatusTerms, t.ID)})
				}
			}
		}
	}

	var counts []string
	for _, s := range l.statuses() {
		counts = append(counts, w.Tally(w.Say(s.Status.Key), strconv.Itoa(s.N)))
	}
	said := []string{w.Picture("status-at", "Date", l.box.AsAt.Text, "List", w.Series(counts))}
	before := l.called(editions[len(editions)-2].Report)
	if len(changed) > 0 {
		said = append(said, w.Picture("status-changed", "Date", before, "List", w.Series(changed)))
	} else {
		said = append(said, w.Picture("status-same", "Date", before))
	}
	if all > len(editions) {
		said = append(said, w.Say("by-edition-more", "N", strconv.Itoa(len(editions)), "All", strconv.Itoa(all)))
	}
	return a.picture("status", w.Picture("status-title"), w.Sentences(said...), grid, grid.Data(), l.assessed(), nil)
}

// day is the last day that a date may mean.
func day(d report.Date) chart.Day {
	d = d.Last()
	return chart.On(d.Year, d.Month, d.Day)
}

// rules mark the dates of the newest editions up to this one.
func (l *pageWriter) rules() []chart.Rule {
	editions := l.edition.Standing()
	var out []chart.Rule
	for _, e := range editions[max(0, len(editions)-history.ShownEditions):] {
		at := e.Report.Edition.AsAt
		r := chart.Rule{Day: day(at), Label: l.w.Date(at, false).Text, Strong: e == l.edition}
		if n := len(out); n > 0 && out[n-1].Day == r.Day {
			out[n-1] = r
			continue
		}
		out = append(out, r)
	}
	return out
}

// line is the number of parties to an instrument after each act that changed
// it, up to the date of the edition.
func (a *pictures) line(id string) chart.Line {
	name, _ := a.name(report.Ref{Kind: report.KindInstrument, ID: id})
	line := chart.Line{Name: a.write(name)}
	in := a.Report.ParticipationIn(id)
	last := 0
	for i, n := range in.PartiesThen() {
		act := in.Acts[i]
		if n == last || act.Date.After(a.AsAt) {
			continue
		}
		line.Points = append(line.Points, chart.Point{
			Day: day(act.Date), Date: a.w.Date(act.Date, false).Text,
			Value: chart.Value{N: float64(n), Text: a.w.Count(n).Text},
		})
		last = n
	}
	return line
}

// partiesPicture is the parties to instruments over time, with the editions
// marked; nil where nobody is party to any.
func (l *pageWriter) partiesPicture(instruments ...string) *page.Picture {
	a, w := l.pictures(), l.w
	steps := chart.Steps{Date: w.Say("date"), Rules: l.rules()}
	var now, since, adopted []string
	for _, id := range instruments {
		line := a.line(id)
		if len(line.Points) == 0 {
			continue
		}
		steps.Lines = append(steps.Lines, line)
		n := line.Points[len(line.Points)-1].Value
		now = append(now, w.Tally(line.Name, n.Text))
		if from, now, ok := l.Growth(id); ok {
			adopted = append(adopted, w.Tally(line.Name, w.Signed(report.Integer(now-from))))
		}
		if p := l.edition.Previous; p != nil {
			was := 0
			if t := p.Facts.Parties[id]; t != nil {
				was = t.Parties
			}
			since = append(since, w.Tally(line.Name, w.Signed(report.Integer(int(n.N)-was))))
		}
	}
	if len(steps.Lines) == 0 {
		return nil
	}
	said := []string{w.Picture("parties-at", "Date", l.box.AsAt.Text, "List", w.Series(now))}
	if p := l.edition.Previous; p != nil {
		at := l.called(p.Report)
		said = append(said, w.Picture("parties-since", "Date", at, "List", w.Series(since)))
	}
	if len(adopted) > 0 {
		said = append(said, w.Picture("parties-adopted", "Date", w.Date(l.Report.Resolution.AdoptedOn, false).Text, "List", w.Series(adopted)))
	}
	said = append(said, w.Picture("rules"))
	return a.picture("parties", w.Picture("parties-title"), w.Sentences(said...), steps, steps.AtRules(), l.partiesSources(instruments...), nil)
}

// depositsPicture is the deposits of each year for the instruments whose
// parties are counted; nil where there were none.
func (l *pageWriter) depositsPicture() *page.Picture {
	a, w := l.pictures(), l.w
	type years = map[int]int
	byInstrument := make(map[string]years)
	first := l.AsAt.Year + 1
	for _, id := range l.Counted {
		n := make(years)
		for _, act := range l.Report.ParticipationIn(id).Acts {
			if act.Kind.Deposits() && !act.Date.After(l.AsAt) {
				n[act.Date.Year]++
				first = min(first, act.Date.Year)
			}
		}
		byInstrument[id] = n
	}
	if first > l.AsAt.Year {
		return nil
	}
	end := l.AsAt.Last()
	partial := end.Month < 12 || end.Day < 31
	bars := chart.Bars{Category: w.Picture("year")}
	for y := first; y <= l.AsAt.Year; y++ {
		c := chart.Category{Label: strconv.Itoa(y)}
		if y == l.AsAt.Year && partial {
			c.Label, c.Short, c.Partial = w.Picture("year-to", "Year", c.Label, "Date", l.box.AsAt.Text), c.Label, true
		}
		bars.Categories = append(bars.Categories, c)
	}
	var most []string
	for _, id := range l.Counted {
		name, _ := l.name(report.Ref{Kind: report.KindInstrument, ID: id})
		g := chart.Group{Name: a.write(name)}
		best := first
		for y := first; y <= l.AsAt.Year; y++ {
			n := byInstrument[id][y]
			g.Values = append(g.Values, chart.Value{N: float64(n), Text: w.Count(n).Text})
			if n > byInstrument[id][best] {
				best = y
			}
		}
		if n := byInstrument[id][best]; n > 0 {
			most = append(most, w.Tally(g.Name+", "+strconv.Itoa(best), w.Count(n).Text))
		}
		bars.Groups = append(bars.Groups, g)
	}
	said := []string{w.Picture("deposits-most", "List", w.Series(most))}
	if partial {
		said = append(said, w.Picture("deposits-to", "Date", l.box.AsAt.Text))
	}
	return a.picture("deposits-by-year", w.Picture("deposits-title"), w.Sentences(said...), bars, bars.Data(), l.partiesSources(l.Counted...), nil)
}

// activitiesPicture is the activities by region and date; nil where there are
// none to show.
func (l *pageWriter) activitiesPicture() *page.Picture {
	a, w := l.pictures(), l.w
	kinds := []report.ActivityKind{report.Workshop, report.Conference, report.Meeting, report.Training, report.Visit}
	regions := []report.Region{report.Africa, report.Americas, report.Asia, report.Europe, report.Oceania}
	for _, t := range l.Report.TermsOf(report.ActivityTerms) {
		kinds = append(kinds, report.ActivityKind(t.ID))
	}
	for _, t := range l.Report.TermsOf(report.RegionTerms) {
		regions = append(regions, report.Region(t.ID))
	}
	regions = append(regions, "")
	line := chart.Timeline{
		Columns: chart.TimelineColumns{
			Number: w.Say("number"), Date: w.Say("date"), Name: w.Picture("activity"),
			Lane: w.Picture("region"), Kind: w.Say("kind"), Note: w.Say("note"),
		},
		Hollow: w.Say("planned"),
		Rules:  l.rules(),
	}
	for _, k := range kinds {
		line.Kinds = append(line.Kinds, w.Named(l.Report, report.ActivityTerms, string(k)))
	}
	events := make(map[report.Region][]chart.Event)
	left := 0
	var cites [][]report.Cite
	sources := make(map[[2]string]string) // by date and name
	for _, act := range l.Report.Activities {
		if act.Context || act.Start.IsZero() {
			left++
			continue
		}
		var region report.Region
		if s := l.Report.State(act.Place.State); s != nil {
			region = s.Region
		}
		e := chart.Event{
			Name:   a.write(l.cited(act.Title, act.Original)),
			Kind:   slices.Index(kinds, act.Kind),
			Start:  chart.On(act.Start.Year, act.Start.Month, act.Start.Day),
			Date:   w.Span(act.Start, act.End, act.Inferred).Text,
			Hollow: act.Planned,
		}
		e.End = e.Start
		if !act.End.IsZero() {
			e.End = day(act.End)
		}
		events[region] = append(events[region], e)
		cites = append(cites, act.Cites)
		sources[[2]string{e.Date, e.Name}] = l.sourceLine(sourceRead, act.Cites).Text
	}
	var counts []string
	for _, r := range regions {
		if len(events[r]) == 0 {
			continue
		}
		name := w.Picture("no-region")
		if r != "" {
			name = w.Named(l.Report, report.RegionTerms, string(r))
		}
		line.Lanes = append(line.Lanes, chart.Lane{Name: name, Events: events[r]})
		counts = append(counts, w.Tally(name, strconv.Itoa(len(events[r]))))
	}
	if len(line.Lanes) == 0 {
		return nil
	}
	said := []string{w.Picture("activities-by", "List", w.Series(counts)), w.Picture("rules")}
	if left > 0 {
		said = append(said, w.Picture("activities-left", "N", strconv.Itoa(left)))
	}
	return a.picture("activities", w.Picture("activities-title"), w.Sentences(said...), line, line.Data(), l.documents(cites...), func(row []chart.Cell) string {
		return sources[[2]string{row[1].Text, row[2].Text}]
	})
}

// moneyPictures are the amounts by source and period: for each currency the
// appropriations, whose budget is for the whole Organization, and apart from
// them everything else. Amounts that are too small to be seen next to the others have a
// picture of their own.
func (l *pageWriter) moneyPictures() []page.Picture {
	kinds := []report.MoneyKind{report.Appropriation, report.Budget, report.Pledge, report.Contribution, report.Expenditure}
	var currencies []string
	for _, m := range l.Report.Money {
		if m.Amount.Value != nil && !slices.Contains(currencies, m.Amount.Currency) {
			currencies = append(currencies, m.Amount.Currency)
		}
	}
	slices.Sort(currencies)
	var out []page.Picture
	for _, currency := range currencies {
		for i, of := range [][]report.MoneyKind{kinds[:1], kinds[1:]} {
			var list []*report.Money
			for _, m := range l.Report.Money {
				if m.Amount.Value != nil && m.Amount.Currency == currency && slices.Contains(of, m.Kind) {
					list = append(list, m)
				}
			}
			name := [...]string{"appropriations", "money"}[i] + "-" + strings.ToLower(currency)
			title := l.w.Say([...]string{"money-appropriation", "chart-money-other"}[i])
			if len(currencies) > 1 {
				title += " (" + currency + ")"
			}
			for n, some := range ofOneSize(list) {
				if n > 0 {
					title = l.w.Picture("money-smaller", "Title", title)
					name += "-smaller"
				}
				out = append(out, *l.moneyPicture(name, title, currency, of, some))
			}
		}
	}
	return out
}

// ofOneSize divides amounts by their size, the greatest first, so that no bar is a hair next to
// another: the least is more than a fiftieth of the greatest. Each list is in the order of all.
func ofOneSize(all []*report.Money) (lists [][]*report.Money) {
	const most = 50
	size := func(m *report.Money) float64 { return m.Amount.Value.Abs().Float() }
	for rest := all; len(rest) > 0; {
		greatest := 0.0
		for _, m := range rest {
			greatest = max(greatest, size(m))
		}
		var some, smaller []*report.Money
		for _, m := range rest {
			if v := size(m); v > 0 && v*most < greatest {
				smaller = append(smaller, m)
			} else {
				some = append(some, m)
			}
		}
		lists, rest = append(lists, some), smaller
	}
	return lists
}

func (l *pageWriter) moneyPicture(id, title, currency string, kinds []report.MoneyKind, list []*report.Money) *page.Picture {
	a, w := l.pictures(), l.w
	money := chart.Money{
		Columns: chart.MoneyColumns{
			Period: w.Say("period"), Source: w.Picture("item"), Kind: w.Say("kind"),
			Amount: w.Picture("amount") + " (" + currency + ")",
		},
		Scale: w.Picture("scale", "Currency", currency),
		Below: w.Picture("below-zero"),
	}
	if len(kinds) > 1 {
		for _, k := range kinds {
			money.Kinds = append(money.Kinds, w.Say("money-"+string(k)))
		}
	}
	slices.SortStableFunc(list, func(x, y *report.Money) int {
		return cmp.Or(periodOf(x).To.Compare(periodOf(y).To), periodOf(x).From.Compare(periodOf(y).From),
			cmp.Compare(slices.Index(kinds, x.Kind), slices.Index(kinds, y.Kind)))
	})
	greatest := list[0]
	var cites [][]report.Cite
	sources := make(map[[3]string]string) // by period, name and kind
	for _, m := range list {
		period := w.Period(periodOf(m), false).Text
		if period == "" {
			period = w.Say("not-reported")
		}
		if n := len(money.Periods); n == 0 || money.Periods[n-1].Label != period {
			money.Periods = append(money.Periods, chart.Period{Label: period})
		}
		cites = append(cites, m.Cites)
		kind := ""
		if len(kinds) > 1 {
			kind = w.Say("money-" + string(m.Kind))
		}
		sources[[3]string{period, a.write(l.text(m.Name)), kind}] = l.sourceLine(sourceRead, m.Cites).Text
		p := &money.Periods[len(money.Periods)-1]
		p.Amounts = append(p.Amounts, chart.Amount{
			Source: a.write(l.text(m.Name)),
			Kind:   slices.Index(kinds, m.Kind),
			Value:  exact(*m.Amount.Value, w.ShortAmount(m.Amount)),
		})
		if m.Amount.Value.Cmp(*greatest.Amount.Value) > 0 {
			greatest = m
		}
	}
	desc := w.Sentences(
		w.Picture("money-most", "N", strconv.Itoa(len(list)), "Name", l.text(greatest.Name).Text,
			"Period", w.Period(periodOf(greatest), false).Text,
			"Amount", currency+"\u00a0"+w.ShortAmount(greatest.Amount)),
		w.Picture("money-overlap"))
	return a.picture(id, title, desc, money, money.Data(), l.documents(cites...), func(row []chart.Cell) string {
		return sources[[3]string{row[0].Text, row[1].Text, row[2].Text}]
	})
}

// exact is a number to draw; the data hold all its digits.
func exact(n report.Number, text string) chart.Value {
	return chart.Value{N: n.Float(), Digits: n.String(), Text: text}
}

// periodOf is the time of an amount: its period, or without one its date.
func periodOf(m *report.Money) report.Period {
	if m.Period == (report.Period{}) {
		return report.Period{From: m.Date, To: m.Date}
	}
	return m.Period
}
