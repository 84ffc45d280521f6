package chart

import (
	"cmp"
	"html/template"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Steps shows numbers over time as lines: those that keep their value until the next
// change, such as the number of parties to each instrument, with the dates of the
// editions; and figures of single days, with the values that they started from and are
// to reach.
type Steps struct {
	Date     string // heading of the column of dates
	From, To Day    // range to show; all data if To is not after From
	Lines    []Line
	Rules    []Rule
}

// Line is one of the lines of Steps.
type Line struct {
	Name   string // in the table
	Short  string // in the picture; empty means Name
	Points []Point
	Form   LineForm
	Apart  []Day // of a Joined line: points to which no line leads from the one before
}

// LineForm is how a line is drawn.
type LineForm int

const (
	Stepped LineForm = iota // a value applies until the next point
	Joined                  // values of single days, with straight lines between them
	Level                   // one value, dashed from the left side up to its day: a target
)

// Point is a change: the value applies from that day on.
type Point struct {
	Day   Day
	Date  string // as shown
	Value Value  // Missing ends the line until the next point
}

func (l Line) short() string {
	if l.Short != "" {
		return l.Short
	}
	return l.Name
}

// at returns the value on day d, and false before the first point. The points
// must be sorted.
func (l Line) at(d Day) (Value, bool) {
	i, found := slices.BinarySearchFunc(l.Points, d, func(p Point, d Day) int { return cmp.Compare(p.Day, d) })
	for found && i+1 < len(l.Points) && l.Points[i+1].Day == d {
		i++
	}
	if found {
		return l.Points[i].Value, true
	}
	if i == 0 {
		return Value{}, false
	}
	return l.Points[i-1].Value, true
}

// ordered returns s with the points and rules sorted by day, and days within
// bounds.
func (s Steps) ordered() Steps {
	lines := slices.Clone(s.Lines)
	for i := range lines {
		points := slices.Clone(lines[i].Points)
		for j := range points {
			points[j].Day = points[j].Day.within()
		}
		slices.SortStableFunc(points, func(a, b Point) int { return cmp.Compare(a.Day, b.Day) })
		lines[i].Points = points
	}
	s.Lines = lines
	s.Rules = slices.Clone(s.Rules)
	slices.SortStableFunc(s.Rules, func(a, b Rule) int { return cmp.Compare(a.Day, b.Day) })
	return s
}

// span returns the range of days to show, and whether there are any points in it.
func (s Steps) span() (from, to Day, some bool) {
	from, to = s.From.within(), s.To.within()
	all := to <= from
	first := true
	for _, l := range s.Lines {
		for _, p := range l.Points {
			some = some || all || p.Day <= to
			if all && first {
				from, to, first = p.Day, p.Day, false
			} else if all {
				from, to = min(from, p.Day), max(to, p.Day)
			}
		}
	}
	if all && some {
		for _, r := range s.Rules {
			to = max(to, r.Day.within())
		}
	}
	return from, to, some
}

// SVG draws the lines with their last values at their ends.
func (s Steps) SVG(f Frame) template.HTML {
	c := newCanvas(f)
	s = s.ordered()
	fromDay, toDay, some := s.span()
	if !some {
		return c.empty("steps")
	}
	from, to := daysBetween(fromDay, toDay)

	low, high := 0.0, 1.0
	valueWidth, nameWidth, labels := 0.0, 0.0, 0
	for _, l := range s.Lines {
		for _, p := range l.Points {
			if !p.Value.Missing && float64(p.Day) <= to {
				low, high = min(low, p.Value.N), max(high, p.Value.N)
			}
		}
		if v, ok := l.at(Day(to)); ok {
			valueWidth = max(valueWidth, strong.width(oneLine(v.Text)))
			nameWidth = max(nameWidth, plain.width(oneLine(l.short())))
			labels++
		}
	}
	marks := ticks(low, high, 4)
	margin := 0.0
	for _, v := range marks {
		margin = max(margin, small.width(c.frame.number(v)))
	}
	// A number is never truncated. If the axis has no room for them, the values
	// are only in the labels at the ends of the lines.
	numbered := margin <= c.width/5
	if margin += 6; !numbered {
		margin = 2
	}
	gap := valueWidth + 5 // from the start of a value to its name
	below := 0.0          // from the baseline of a value to its name
	if gap > c.width/6 {
		gap, below = 0, leading
		nameWidth = max(min(nameWidth, c.width*0.35), min(valueWidth, c.width*0.6))
	} else {
		nameWidth = min(nameWidth, c.width*0.4-gap-10)
	}
	right := c.width - nameWidth - gap - 20
	if labels == 0 {
		right = c.width - 8
	}

	type label struct {
		line   int
		value  string
		name   []string
		y      float64
		height float64
	}
	heights := 0.0
	var ends []label
	for i, l := range s.Lines {
		v, ok := l.at(Day(to))
		if !ok {
			continue
		}
		e := label{line: i, value: strong.fit(v.Text, max(gap-5, nameWidth)), name: plain.whole(l.short(), nameWidth)}
		e.height = float64(len(e.name))*leading + below + 4
		heights += e.height
		ends = append(ends, e)
	}

	x := scale{from, to, margin, right}
	rules, rows := placeRules(s.Rules, x, c.width)
	top := float64(rows)*leading + 10
	height := max(210, heights)
	y := scale{marks[0], marks[len(marks)-1], top + height, top}

	for _, v := range marks {
		class := "chart__grid"
		if v == 0 {
			class = "chart__axis"
		}
		c.line(class, margin, y.at(v), right, y.at(v))
		if numbered {
			c.text(small, margin-6, y.at(v)+4, end, c.frame.number(v))
		}
	}
	c.add("\n")
	c.timeAxis(x, top+height, top+height)
	c.rules(rules, rows, 0, top+height)

	for i := range ends {
		v, _ := s.Lines[ends[i].line].at(Day(to))
		ends[i].y = y.at(v.N)
	}
	slices.SortStableFunc(ends, func(a, b label) int { return cmp.Compare(a.y, b.y) })
	want, tall := make([]float64, len(ends)), make([]float64, len(ends))
	for i, e := range ends {
		want[i], tall[i] = e.y, e.height
	}
	places := spread(want, tall, top, top+height)

	for i, l := range s.Lines {
		s.draw(c, i, l, x, y)
	}
	for i, e := range ends {
		class := strconv.Itoa(e.line%series + 1)
		c.line("chart__leader chart__line--"+class, right+5, e.y, right+14, places[i])
		first := places[i] - (e.height-4-leading)/2 + 4
		c.text(strong, right+18, first, start, e.value)
		c.lines(plain, right+18+gap, first+below, start, e.name)
		c.add("\n")
	}
	return c.svg("steps", top+height+axisHeight)
}

// draw draws line i with a mark at each rule and at its end.
func (s Steps) draw(c *canvas, i int, l Line, x, y scale) {
	var d, said strings.Builder
	var marks []Point
	for _, r := range s.Rules {
		v, ok := l.at(r.Day)
		if r.Day = r.Day.within(); ok && !v.Missing && float64(r.Day) >= x.from && float64(r.Day) <= x.to {
			marks = append(marks, Point{Day: r.Day, Date: r.Label, Value: v})
		}
	}
	if v, ok := l.at(Day(x.to)); ok && !v.Missing && (len(marks) == 0 || marks[len(marks)-1].Day != Day(x.to)) {
		marks = append(marks, Point{Day: Day(x.to), Value: v})
	}
	said.WriteString(l.Name + ": ")
	for j, m := range marks {
		if j > 0 {
			said.WriteString(", ")
		}
		said.WriteString(m.Value.Text)
		if m.Date != "" {
			said.WriteString(" (" + m.Date + ")")
		}
	}

	if l.Form != Stepped {
		s.drawPoints(c, i, l, x, y)
		return
	}
	open := false
	v, ok := l.at(Day(x.from))
	if ok && !v.Missing {
		d.WriteString("M" + num(c.x(x.a)) + " " + num(y.at(v.N)))
		open = true
	}
	lastX := math.Inf(-1)
	for _, p := range l.Points {
		if float64(p.Day) <= x.from || float64(p.Day) > x.to {
			continue
		}
		at := x.day(p.Day)
		if at != lastX && open {
			d.WriteString("H" + num(c.x(at)))
		}
		lastX = at
		switch {
		case p.Value.Missing:
			open = false
		case open:
			d.WriteString("V" + num(y.at(p.Value.N)))
		default:
			d.WriteString("M" + num(c.x(at)) + " " + num(y.at(p.Value.N)))
			open = true
		}
	}
	if open {
		d.WriteString("H" + num(c.x(x.b)))
	}
	n := strconv.Itoa(i%series + 1)
	c.group("chart__series", said.String())
	if d.Len() > 0 {
		c.add(`<path class="chart__line chart__line--%s" d="%s"/>`, n, d.String())
	}
	last := math.Inf(-1)
	for j, m := range marks {
		at := x.day(m.Day)
		// Marks of editions that are close together would overlap.
		if j < len(marks)-1 && at-last < 3*radius {
			continue
		}
		last = at
		c.mark("chart__mark chart__mark--"+n, i, at, y.at(m.Value.N))
	}
	c.end()
}

// drawPoints draws line i, which is not Stepped, with a mark at each of its points.
func (s Steps) drawPoints(c *canvas, i int, l Line, x, y scale) {
	var d, said strings.Builder
	said.WriteString(l.Name + ": ")
	n := strconv.Itoa(i%series + 1)
	var marks []Point
	open := false
	for _, p := range l.Points {
		if p.Value.Missing || float64(p.Day) < x.from || float64(p.Day) > x.to {
			open = false
			continue
		}
		if len(marks) > 0 {
			said.WriteString(", ")
		}
		said.WriteString(p.Value.Text)
		if p.Date != "" {
			said.WriteString(" (" + p.Date + ")")
		}
		at := num(c.x(x.day(p.Day))) + " " + num(y.at(p.Value.N))
		switch {
		case l.Form == Level:
			d.WriteString("M" + num(c.x(x.a)) + " " + num(y.at(p.Value.N)) + "L" + at)
		case open && !slices.Contains(l.Apart, p.Day):
			d.WriteString("L" + at)
		default:
			d.WriteString("M" + at)
		}
		open = true
		marks = append(marks, p)
	}
	class := "chart__line chart__line--" + n
	if l.Form == Level {
		class += " chart__line--level"
	}
	c.group("chart__series", said.String())
	if d.Len() > 0 {
		c.add(`<path class="%s" d="%s"/>`, class, d.String())
	}
	for _, m := range marks {
		c.mark("chart__mark chart__mark--"+n, i, x.day(m.Day), y.at(m.Value.N))
	}
	if last := len(marks) - 1; last >= 0 && x.day(marks[last].Day) < x.b {
		v := y.at(marks[last].Value.N)
		c.line("chart__leader chart__line--"+n, x.day(marks[last].Day), v, x.b, v)
	}
	c.end()
}

// Data returns a table with a row for each day on which a value changed.
func (s Steps) Data() Table {
	s = s.ordered()
	type day struct {
		day  Day
		date string
	}
	var days []day
	for _, l := range s.Lines {
		for _, p := range l.Points {
			days = append(days, day{p.Day, p.Date})
		}
	}
	slices.SortStableFunc(days, func(a, b day) int { return cmp.Compare(a.day, b.day) })
	days = slices.CompactFunc(days, func(a, b day) bool { return a.day == b.day })
	t := s.header()
	for _, d := range days {
		t.Rows = append(t.Rows, s.row(d.day, d.date))
	}
	return t
}

// AtRules returns a table with a row for each rule, which is short enough for the
// page.
func (s Steps) AtRules() Table {
	s = s.ordered()
	t := s.header()
	for _, r := range s.Rules {
		t.Rows = append(t.Rows, s.row(r.Day, r.Label))
	}
	return t
}

func (s Steps) header() Table {
	t := Table{Header: []string{s.Date}}
	for _, l := range s.Lines {
		t.Header = append(t.Header, l.Name)
	}
	return t
}

func (s Steps) row(d Day, date string) []Cell {
	row := []Cell{{Text: date, Raw: d.String()}}
	for _, l := range s.Lines {
		v, ok := l.at(d)
		if l.Form != Stepped {
			ok = ok && slices.ContainsFunc(l.Points, func(p Point) bool { return p.Day == d })
		}
		if !ok {
			row = append(row, Cell{})
			continue
		}
		row = append(row, v.cell())
	}
	return row
}
