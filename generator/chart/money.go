package chart

import (
	"html/template"
	"math"
)

// Money shows amounts as horizontal bars, by period and source. Bars of negative
// amounts run in the opposite direction from the zero line.
type Money struct {
	Columns MoneyColumns
	Linear  string   // caption of the scale: "Linear scale, United States dollars"
	Log     string   // the same for Logarithmic
	Kinds   []string // "appropriation", "pledge", …; each has a pattern
	Periods []Period

	// Logarithmic makes small amounts visible next to large ones. Bars are then
	// not proportional to their amounts, which Log must say.
	Logarithmic bool
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
	low, high, least := 0.0, 0.0, math.MaxFloat64
	used := make([]bool, len(m.Kinds))
	for _, p := range m.Periods {
		for _, a := range p.Amounts {
			empty = false
			widest = max(widest, strong.width(oneLine(a.Value.Text)))
			if a.Kind >= 0 && a.Kind < len(used) {
				used[a.Kind] = true
			}
			if v := a.Value.N; !a.Value.Missing && v != 0 {
				low, high, least = min(low, v), max(high, v), min(least, math.Abs(v))
			}
		}
	}
	if empty {
		return c.empty("money")
	}
	length := func(v float64) float64 { return v }
	caption := m.Linear
	if m.Logarithmic {
		caption = m.Log
		base := math.Floor(math.Log10(least))
		if least == math.MaxFloat64 {
			base = 0
		}
		length = func(v float64) float64 {
			if v == 0 {
				return 0
			}
			return math.Copysign(max(math.Log10(math.Abs(v))-base, 0.04), v)
		}
	}
	from, to := length(low), length(high)
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
	y := c.key(0, entries)
	for _, line := range small.whole(caption, c.width) {
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
				y = m.wide(c, a, x, length, y)
			} else {
				y = m.narrow(c, a, x, length, y)
			}
			c.end()
		}
		y += 6
	}
	return c.svg("money", y)
}

const barHeight = 10.0

// narrow draws an amount with its text above the bar, and returns the y below it.
func (m Money) narrow(c *canvas, a Amount, x scale, length func(float64) float64, y float64) float64 {
	value := strong.whole(a.Value.Text, c.width*0.6)
	room := 0.0
	for _, line := range value {
		room = max(room, strong.width(line))
	}
	lines := plain.whole(a.Source, c.width-room-12)
	c.lines(plain, 0, y+10, start, lines)
	y += float64(max(len(lines), len(value))) * leading
	c.lines(strong, c.width, y-float64(len(value))*leading+10, end, value)
	m.bar(c, a, x, length, y)
	return y + barHeight + 10
}

// wide draws an amount with the source before the bar and the value after it, and
// returns the y below it.
func (m Money) wide(c *canvas, a Amount, x scale, length func(float64) float64, y float64) float64 {
	lines := plain.whole(a.Source, x.a-16)
	value := strong.whole(a.Value.Text, c.width-x.b-6)
	height := max(float64(max(len(lines), len(value)))*leading, barHeight+4)
	c.lines(plain, 0, y+10, start, lines)
	tip := x.at(0)
	if !a.Value.Missing {
		tip = max(tip, x.at(length(a.Value.N)))
	}
	c.lines(strong, tip+6, y+10, start, value)
	m.bar(c, a, x, length, y)
	return y + height + 6
}

// bar draws the bar and the zero line.
func (m Money) bar(c *canvas, a Amount, x scale, length func(float64) float64, y float64) {
	zero := x.at(0)
	if !a.Value.Missing && a.Value.N != 0 {
		tip := x.at(length(a.Value.N))
		if math.Abs(tip-zero) < 1 {
			tip = zero + math.Copysign(1, a.Value.N)
		}
		c.filled(max(a.Kind, 0), zero, y+1, tip, barHeight)
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
