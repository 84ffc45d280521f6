package chart

import (
	"html/template"
	"math"
)

// Money shows amounts as horizontal bars, by period and source. Bars of negative
// amounts are outlined and run in the opposite direction from the zero line.
type Money struct {
	Columns MoneyColumns
	Scale   string   // what it says of the scale, which is linear: "Linear scale, United States dollars"
	Below   string   // "Below zero", in the key
	Kinds   []string // "appropriation", "pledge", …; each has a pattern
	Periods []Period
}

// MoneyColumns are the headings of the table.
type MoneyColumns struct {
	Period, Source, Kind, Amount string
}

// Period is a group of amounts, from top to bottom.
type Period struct {
	Label   string // "2008–2009"
	Amounts []Amount
}

// Amount is one bar.
type Amount struct {
	Source string
	Kind   int // index into Kinds
	Value  Value
}

func (m Money) kind(a Amount) string {
	if a.Kind < 0 || a.Kind >= len(m.Kinds) {
		return ""
	}
	return m.Kinds[a.Kind]
}

// SVG draws the periods below each other.
func (m Money) SVG(f Frame) template.HTML {
	c := newCanvas(f)
	empty := true
	widest := 0.0
	low, high := 0.0, 0.0
	used := make([]bool, len(m.Kinds))
	for _, p := range m.Periods {
		for _, a := range p.Amounts {
			empty = false
			widest = max(widest, strong.width(oneLine(a.Value.Text)))
			if a.Kind >= 0 && a.Kind < len(used) {
				used[a.Kind] = true
			}
			if v := a.Value.N; !a.Value.Missing {
				low, high = min(low, v), max(high, v)
			}
		}
	}
	if empty {
		return c.empty("money")
	}
	from, to := low, high
	if from == to {
		to = 1
	}
	x := scale{from, to, 0, c.width}
	if c.width == Wide {
		x = scale{from, to, 250, c.width - min(widest, 220) - 8}
	}

	var entries []entry
	for i, k := range m.Kinds {
		if used[i] {
			entries = append(entries, entry{k, func(x, y float64) { c.filled(i, x-radius, y-radius, x+radius, 2*radius) }})
		}
	}
	if low < 0 {
		entries = append(entries, entry{m.Below, func(x, y float64) { c.outlined(0, x-radius, y-radius, x+radius, 2*radius) }})
	}
	y := c.key(0, entries)
	for _, line := range small.whole(m.Scale, c.width) {
		c.text(small, 0, y+10, start, line)
		y += leading
	}
	y += 8
	for _, p := range m.Periods {
		c.line("chart__lane", 0, y, c.width, y)
		label := strong.whole(p.Label, c.width)
		c.lines(strong, 0, y+16, start, label)
		y += 24 + float64(len(label)-1)*leading
		for _, a := range p.Amounts {
			said := p.Label + ", " + a.Source + ": " + a.Value.Text
			if k := m.kind(a); k != "" {
				said += ", " + k
			}
			c.group("chart__bar", said)
			if c.width == Wide {
				y = m.wide(c, a, x, y)
			} else {
				y = m.narrow(c, a, x, y)
			}
			c.end()
		}
		y += 6
	}
	return c.svg("money", y)
}

const barHeight = 10.0

// narrow draws an amount with its text above the bar, and returns the y below it.
func (m Money) narrow(c *canvas, a Amount, x scale, y float64) float64 {
	value := strong.whole(a.Value.Text, c.width*0.6)
	room := 0.0
	for _, line := range value {
		room = max(room, strong.width(line))
	}
	lines := plain.whole(a.Source, c.width-room-12)
	c.lines(plain, 0, y+10, start, lines)
	y += float64(max(len(lines), len(value))) * leading
	c.lines(strong, c.width, y-float64(len(value))*leading+10, end, value)
	m.bar(c, a, x, y)
	return y + barHeight + 10
}

// wide draws an amount with the source before the bar and the value after it, and
// returns the y below it.
func (m Money) wide(c *canvas, a Amount, x scale, y float64) float64 {
	lines := plain.whole(a.Source, x.a-16)
	value := strong.whole(a.Value.Text, c.width-x.b-6)
	height := max(float64(max(len(lines), len(value)))*leading, barHeight+4)
	c.lines(plain, 0, y+10, start, lines)
	tip := x.at(0)
	if !a.Value.Missing {
		tip = max(tip, x.at(a.Value.N))
	}
	c.lines(strong, tip+6, y+10, start, value)
	m.bar(c, a, x, y)
	return y + height + 6
}

// bar draws the bar and the zero line.
func (m Money) bar(c *canvas, a Amount, x scale, y float64) {
	zero := x.at(0)
	if !a.Value.Missing && a.Value.N != 0 {
		tip := x.at(a.Value.N)
		if math.Abs(tip-zero) < 1 {
			tip = zero + math.Copysign(1, a.Value.N)
		}
		draw := c.filled
		if a.Value.N < 0 {
			draw = c.outlined
		}
		draw(max(a.Kind, 0), zero, y+1, tip, barHeight)
	}
	c.line("chart__axis", zero, y-1, zero, y+barHeight+3)
}

// Data returns a table with a row for each amount.
func (m Money) Data() Table {
	h := m.Columns
	t := Table{Header: []string{h.Period, h.Source, h.Kind, h.Amount}}
	for _, p := range m.Periods {
		for _, a := range p.Amounts {
			value := a.Value.cell()
			if !a.Value.Missing {
				value.Raw = a.Value.digits()
			}
			t.Rows = append(t.Rows, []Cell{{Text: p.Label}, {Text: a.Source}, {Text: m.kind(a)}, value})
		}
	}
	return t
}
