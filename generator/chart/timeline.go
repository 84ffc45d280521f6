package chart

import (
	"cmp"
	"html/template"
	"slices"
	"strconv"
)

// Timeline shows events over time, in a lane for each region. Each mark has the
// number of its row in the table.
type Timeline struct {
	Columns TimelineColumns
	Kinds   []string // names of the kinds, in the order of the key
	Hollow  string   // meaning of an outlined mark: "planned"
	Lanes   []Lane
	Rules   []Rule // dates to mark, such as those of the editions
}

// TimelineColumns are the headings of the table.
type TimelineColumns struct {
	Number, Date, Name, Lane, Kind, Note string
}

// Lane is one of the bands of a Timeline, from top to bottom.
type Lane struct {
	Name   string
	Events []Event // in any order
}

// Event is an event on a timeline.
type Event struct {
	Name       string
	Kind       int    // index into Kinds; determines the shape
	Start, End Day    // both included; End before Start means a single day
	Date       string // as shown: "15–16 January 2008", "2005"
	Hollow     bool
}

// numbered is an event with its lane and its 1-based number in the table.
type numbered struct {
	Event
	lane   int
	number int
}

// events returns the events sorted by date, then by lane.
func (t Timeline) events() []numbered {
	var list []numbered
	for i, l := range t.Lanes {
		for _, e := range l.Events {
			e.Start, e.End = e.Start.within(), e.End.within()
			e.End = max(e.Start, e.End)
			list = append(list, numbered{Event: e, lane: i})
		}
	}
	slices.SortStableFunc(list, func(a, b numbered) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End))
	})
	for i := range list {
		list[i].number = i + 1
	}
	return list
}

func (t Timeline) kind(e Event) string {
	if e.Kind < 0 || e.Kind >= len(t.Kinds) {
		return ""
	}
	return t.Kinds[e.Kind]
}

// note returns the meaning of an outlined mark, "" for other marks.
func (t Timeline) note(e Event) string {
	if e.Hollow {
		return t.Hollow
	}
	return ""
}

// SVG draws the lanes below each other on one axis of years.
func (t Timeline) SVG(f Frame) template.HTML {
	c := newCanvas(f)
	events := t.events()
	if len(events) == 0 {
		return c.empty("timeline")
	}
	first, last := events[0].Start, events[0].End
	hollow := false
	used := make(map[int]bool) // kinds of the events, which alone need an explanation
	for _, e := range events {
		last = max(last, e.End)
		used[e.Kind] = true
		hollow = hollow || e.Hollow
	}
	for _, r := range t.Rules {
		last = max(last, r.Day.within())
	}
	var entries []entry
	for i, k := range t.Kinds {
		if !used[i] {
			continue
		}
		entries = append(entries, entry{k, func(x, y float64) { c.mark("chart__mark chart__mark--event", i, x, y) }})
	}
	if hollow {
		entries = append(entries, entry{t.Hollow, func(x, y float64) { c.mark("chart__mark chart__mark--hollow", 0, x, y) }})
	}
	y := c.key(0, entries)

	from, to := daysBetween(first, last)
	from = float64(On(Day(from).time().Year(), 1, 1))
	x := scale{from, to, radius + 2, c.width - radius - 2}
	rules, rows := placeRules(t.Rules, x, c.width)
	rulesTop := y
	y += float64(rows)*leading + 4
	top := y

	// The grid and the rules are drawn before the marks, which must cover them,
	// so the heights of the lanes are needed first.
	const row, head = 15.0, 20.0
	names, heads := make([][]string, len(t.Lanes)), make([]float64, len(t.Lanes))
	lanes := make([][]spot, len(t.Lanes))
	tops := make([]float64, len(t.Lanes))
	for i := range t.Lanes {
		tops[i] = y
		names[i] = strong.whole(t.Lanes[i].Name, c.width)
		heads[i] = head + float64(len(names[i])-1)*leading
		var depth int
		lanes[i], depth = pack(events, i, x, c.width)
		y += heads[i] + float64(max(depth, 1))*row + 8
	}
	c.timeAxis(x, top, y)
	c.rules(rules, rows, rulesTop, y)
	for i := range t.Lanes {
		c.line("chart__lane", 0, tops[i], c.width, tops[i])
		c.lines(strong, 0, tops[i]+14, start, names[i])
		c.add("\n")
		for _, s := range lanes[i] {
			said := s.label + ". " + s.Name + ", " + s.Date
			for _, more := range []string{t.kind(s.Event), t.note(s.Event)} {
				if more != "" {
					said += ", " + more
				}
			}
			at := tops[i] + heads[i] + (float64(s.row)+0.5)*row
			c.group("chart__event", said)
			if s.to-s.from > 2*radius {
				c.line("chart__span", s.from, at, s.to, at)
			}
			class := "chart__mark chart__mark--event"
			if s.Hollow {
				class = "chart__mark chart__mark--hollow"
			}
			c.mark(class, max(s.Kind, 0), s.x, at)
			c.text(digits, s.text, at+4, s.anchor, s.label)
			c.end()
		}
	}
	return c.svg("timeline", y+axisHeight)
}

// spot is the position of an event in the drawing.
type spot struct {
	numbered
	x, from, to float64 // of the mark, and of the duration
	text        float64 // of the number
	anchor      anchor
	label       string
	row         int
}

// pack places the events of a lane in rows so that they do not touch, and returns
// the number of rows.
func pack(events []numbered, lane int, x scale, width float64) (list []spot, rows int) {
	var ends []float64
	for _, e := range events {
		if e.lane != lane {
			continue
		}
		s := spot{numbered: e, from: x.day(e.Start), to: x.day(e.End), anchor: start}
		s.x = (s.from + s.to) / 2
		s.label = strconv.Itoa(e.number)
		w := digits.width(s.label)
		s.text = max(s.x+radius, s.to) + 2
		a, b := min(s.x-radius, s.from), s.text+w
		if b > width {
			s.text, s.anchor = min(s.x-radius, s.from)-2, end
			a, b = s.text-w, max(s.x+radius, s.to)
		}
		for s.row < len(ends) && ends[s.row]+3 > a {
			s.row++
		}
		if s.row == len(ends) {
			ends = append(ends, 0)
		}
		ends[s.row] = b
		rows = max(rows, s.row+1)
		list = append(list, s)
	}
	return list, rows
}

// Data returns a table with a row for each event, sorted by date.
func (t Timeline) Data() Table {
	h := t.Columns
	table := Table{Header: []string{h.Number, h.Date, h.Name, h.Lane, h.Kind, h.Note}}
	for _, e := range t.events() {
		raw := e.Start.String()
		if e.End > e.Start {
			raw += "/" + e.End.String()
		}
		table.Rows = append(table.Rows, []Cell{
			{Text: strconv.Itoa(e.number), Number: true}, {Text: e.Date, Raw: raw}, {Text: e.Name},
			{Text: t.Lanes[e.lane].Name}, {Text: t.kind(e.Event)}, {Text: t.note(e.Event)},
		})
	}
	return table
}
