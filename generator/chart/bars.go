package chart

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
)

// Bars shows numbers by year, or by another ordered category, as columns, such as
// the deposits of each year. Each group has its own panel, all on the same scale;
// with Stacked, the groups are stacked in one panel.
type Bars struct {
	Category   string // heading of the column of categories
	Total      string // heading of the column of totals; only used if Stacked
	Stacked    bool
	Categories []Category // from left to right
	Groups     []Group
}

// Category is the category of one column.
type Category struct {
	Label   string // in the table: "2009 (to 30 June)"
	Short   string // below the column: "2009"; empty means Label
	Partial bool   // the value does not cover the whole category; drawn as an outline
	Total   Value  // of the stack; only used if Stacked
}

func (c Category) short() string {
	if c.Short != "" {
		return c.Short
	}
	return c.Label
}

// Group is a series with one value for each category.
type Group struct {
	Name   string
	Values []Value // in the order of the categories, may be shorter; negative values are drawn as 0
}

func (g Group) value(i int) (Value, bool) {
	if i >= len(g.Values) {
		return Value{}, false
	}
	return g.Values[i], true
}

// most returns the maximum of the first n values.
func (g Group) most(n int) float64 {
	high := 0.0
	for _, v := range g.Values[:min(n, len(g.Values))] {
		high = max(high, v.height())
	}
	return high
}

// height returns the height of a column for v, in units of the value.
func (v Value) height() float64 {
	if v.Missing {
		return 0
	}
	return max(v.N, 0)
}

// SVG draws one panel for each group, or one stack.
func (b Bars) SVG(f Frame) template.HTML {
	c := newCanvas(f)
	if len(b.Categories) == 0 || len(b.Groups) == 0 {
		return c.empty("bars")
	}
	if b.Stacked {
		return b.stack(c)
	}
	high := 1.0
	for _, g := range b.Groups {
		high = max(high, g.most(len(b.Categories)))
	}
	columns, gap := 1, 0.0
	if c.width == Wide && len(b.Groups) > 1 {
		columns, gap = 2, 32
	}
	const tall = 96.0
	foot := 18 + b.labelled()*leading
	each := (c.width - gap*float64(columns-1)) / float64(columns)
	top, bottom := 0.0, 0.0
	names := make([][]string, len(b.Groups))
	for i, g := range b.Groups {
		names[i] = strong.whole(g.Name, each)
	}
	for i, g := range b.Groups {
		left := float64(i%columns) * (each + gap)
		if i%columns == 0 {
			if i > 0 {
				top = bottom + foot
			}
			// All rows have the same scale, so a row of small numbers may be lower.
			most, head := 0.0, 34.0
			for j, other := range b.Groups[i:min(i+columns, len(b.Groups))] {
				most = max(most, other.most(len(b.Categories)))
				head = max(head, 20+float64(len(names[i+j]))*leading)
			}
			bottom = top + head + max(most/high*tall, 16)
		}
		c.lines(strong, left, top+12, start, names[i])
		slots := make([]slot, len(b.Categories))
		for j := range b.Categories {
			slots[j].value, _ = g.value(j)
		}
		y := scale{0, high, bottom, bottom - tall}
		b.axis(c, left, left+each, bottom, slots)
		for j, category := range b.Categories {
			v, ok := g.value(j)
			if !ok || !v.Missing && v.N == 0 {
				continue
			}
			x1, x2 := b.column(j, left, left+each)
			c.group("chart__bar", fmt.Sprintf("%s, %s: %s", category.Label, g.Name, v.Text))
			switch {
			case v.Missing:
				c.text(small, (x1+x2)/2, bottom-3, middle, "?")
			case category.Partial:
				c.rect("chart__fill chart__fill--partial", x1+0.5, y.at(v.height()), x2-0.5, bottom-y.at(v.height()))
			default:
				c.rect("chart__fill chart__fill--1", x1, y.at(v.height()), x2, bottom-y.at(v.height()))
			}
			c.end()
			slots[j].top = bottom - y.at(v.height())
		}
		b.values(c, left, left+each, bottom, slots)
	}
	return c.svg("bars", bottom+foot-8)
}

// slot is the column of one category in a panel.
type slot struct {
	value Value
	top   float64 // height of the column; 0 if it is not drawn
}

// column returns the start and the end of the column of category i.
func (b Bars) column(i int, left, right float64) (float64, float64) {
	pitch := (right - left) / float64(len(b.Categories))
	bar := min(pitch*0.74, 44)
	mid := left + (float64(i)+0.5)*pitch
	return mid - bar/2, mid + bar/2
}

// labelRoom is the widest that the label of a column may be before it wraps.
const labelRoom = 72.0

// labelled is the number of lines below the axis.
func (b Bars) labelled() float64 {
	deep := 1
	for _, category := range b.Categories {
		deep = max(deep, len(small.whole(category.short(), labelRoom)))
	}
	return float64(deep)
}

// axis draws the line below the columns and the labels of every nth column,
// counted from the last, with the smallest n for which all of them fit.
func (b Bars) axis(c *canvas, left, right, bottom float64, slots []slot) {
	c.line("chart__axis", left, bottom, right, bottom)
	pitch := (right - left) / float64(len(slots))
	room := min(labelRoom, right-left)
	labels := make([][]string, len(slots))
	half := make([]float64, len(slots))
	for i, category := range b.Categories {
		labels[i] = small.whole(category.short(), room)
		for _, line := range labels[i] {
			half[i] = max(half[i], small.width(line)/2)
		}
	}
	column := func(i int) float64 { return left + (float64(i)+0.5)*pitch }
	// A label at the edge is moved in.
	at := func(i int) float64 { return min(max(column(i), left+half[i]), right-half[i]) }
	step := 1
	fits := func() bool {
		for i := len(slots) - 1; i >= step; i -= step {
			if at(i-step)+half[i-step]+6 > at(i)-half[i] {
				return false
			}
		}
		return true
	}
	for step < len(slots) && !fits() {
		step++
	}
	for i := len(slots) - 1; i >= 0; i -= step {
		c.line("chart__axis", column(i), bottom, column(i), bottom+4)
		c.lines(small, at(i), bottom+15, middle, labels[i])
	}
	c.add("\n")
}

// values writes numbers above the columns where there is room, in this order: the
// last, then from the greatest to the least.
func (b Bars) values(c *canvas, left, right, bottom float64, slots []slot) {
	order := make([]int, 0, len(slots))
	for i, s := range slots {
		if s.top > 0 {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(i, j int) int {
		if last := len(slots) - 1; i == last || j == last {
			return cmp.Compare(j, i)
		}
		return cmp.Compare(slots[j].value.N, slots[i].value.N)
	})
	type box struct{ x1, x2, y1, y2 float64 }
	var taken []box
	for _, i := range order {
		label := oneLine(slots[i].value.Text)
		w := digits.width(label)
		x1, x2 := b.column(i, left, right)
		from := min(max((x1+x2)/2-w/2, left), right-w)
		base := bottom - slots[i].top - 4
		here := box{from - 1, from + w + 1, base - 11, base + 3}
		if from < left {
			continue
		}
		free := true
		for _, t := range taken {
			if here.x1 < t.x2 && t.x1 < here.x2 && here.y1 < t.y2 && t.y1 < here.y2 {
				free = false
			}
		}
		for j, s := range slots {
			a, z := b.column(j, left, right)
			if j != i && s.top > 0 && here.x1 < z && a < here.x2 && bottom-s.top < here.y2-1 {
				free = false
			}
		}
		if free {
			taken = append(taken, here)
			c.text(digits, from+w/2, base, middle, label)
		}
	}
	c.add("\n")
}

// stack draws the groups on top of each other, the first at the bottom.
func (b Bars) stack(c *canvas) template.HTML {
	var entries []entry
	for i, g := range b.Groups {
		entries = append(entries, entry{g.Name, func(x, y float64) { c.filled(i, x-radius, y-radius, x+radius, 2*radius) }})
	}
	slices.Reverse(entries) // in the order of the stack, from the top
	top := c.key(0, entries) + 14
	const tall = 170.0
	bottom := top + tall
	slots := make([]slot, len(b.Categories))
	high := 1.0
	for i, category := range b.Categories {
		sum := 0.0
		for _, g := range b.Groups {
			v, _ := g.value(i)
			sum += v.height()
		}
		slots[i] = slot{value: category.Total, top: sum}
		high = max(high, sum)
	}
	y := scale{0, high, 0, tall}
	b.axis(c, 0, c.width, bottom, slots)
	for i, category := range b.Categories {
		x1, x2 := b.column(i, 0, c.width)
		sum := 0.0
		for j, g := range b.Groups {
			v, ok := g.value(i)
			if !ok || !v.Missing && v.height() == 0 {
				continue
			}
			from, to := y.at(sum), y.at(sum+v.height())
			c.group("chart__bar", fmt.Sprintf("%s, %s: %s", category.Label, g.Name, v.Text))
			if !v.Missing {
				c.filled(j, x1, bottom-to, x2, to-from)
			}
			c.end()
			sum += v.height()
		}
		if category.Partial && sum > 0 {
			c.rect("chart__partial", x1-1.5, bottom-y.at(sum)-1.5, x2+1.5, y.at(sum)+1.5)
		}
		slots[i].top = y.at(sum)
	}
	b.values(c, 0, c.width, bottom, slots)
	return c.svg("bars", bottom+8+b.labelled()*leading)
}

// Data returns a table with a row for each category and a column for each group.
func (b Bars) Data() Table {
	t := Table{Header: []string{b.Category}}
	for _, g := range b.Groups {
		t.Header = append(t.Header, g.Name)
	}
	if b.Stacked {
		t.Header = append(t.Header, b.Total)
	}
	for i, category := range b.Categories {
		row := []Cell{{Text: category.Label}}
		for _, g := range b.Groups {
			if v, ok := g.value(i); ok {
				row = append(row, v.cell())
			} else {
				row = append(row, Cell{})
			}
		}
		if b.Stacked {
			row = append(row, category.Total.cell())
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
