package chart

import (
	"cmp"
	"math"
	"slices"
	"time"
)

// scale maps a range of values to a range of coordinates.
type scale struct {
	from, to float64 // of the values
	a, b     float64 // of the drawing
}

// at returns the coordinate of v, limited to the range.
func (s scale) at(v float64) float64 {
	if s.to == s.from {
		return s.a
	}
	return s.a + min(max((v-s.from)/(s.to-s.from), 0), 1)*(s.b-s.a)
}

func (s scale) day(d Day) float64 { return s.at(float64(d.within())) }

// ticks returns about n round values that cover the range from low to high, which
// must include 0.
func ticks(low, high float64, n int) []float64 {
	step := niceStep((high - low) / float64(n))
	var list []float64
	for v := math.Floor(low/step) * step; ; v += step {
		list = append(list, v)
		if v >= high || len(list) > 4*n {
			return list
		}
	}
}

// niceStep returns the least of 1, 2, 5, 10, 20, … that is at least v.
func niceStep(v float64) float64 {
	step := 1.0
	for step < v {
		for _, f := range []float64{2, 5, 10} {
			if step*f >= v {
				return step * f
			}
		}
		step *= 10
	}
	return step
}

// timeAxis draws an axis of years at y over the range of s, with the labels at equal
// distances, two of them or more where there is room. Grid lines begin at the y
// coordinate grid.
func (c *canvas) timeAxis(s scale, grid, y float64) {
	c.line("chart__axis", s.a, y, s.b, y)
	years := c.years(s)
	for _, year := range years {
		x := s.day(On(year, 1, 1))
		c.line("chart__grid", x, grid, x, y+4)
		if c.hasRoom(s, year) {
			c.text(small, x, y+15, middle, c.frame.year(year))
		}
	}
	if !slices.ContainsFunc(years, func(year int) bool { return c.hasRoom(s, year) }) {
		first := Day(s.from).time().Year()
		c.lines(small, s.a, y+15, start, small.whole(c.frame.year(first), s.b-s.a))
	}
	c.add("\n")
}

// hasRoom reports whether the label of a year is within the drawing.
func (c *canvas) hasRoom(s scale, year int) bool {
	x, half := s.day(On(year, 1, 1)), small.width(c.frame.year(year))/2
	return x+half <= c.width && x-half >= 0
}

// years are the years that begin within the range of s and are marked: those that a round
// number divides or, where only one of those would be named, every nth.
func (c *canvas) years(s scale) []int {
	first, last := Day(s.from).time().Year(), Day(s.to).time().Year()
	if float64(On(first, 1, 1)) < s.from {
		first++
	}
	widest := max(small.width(c.frame.year(first)), small.width(c.frame.year(last))) + 10
	wide := func(n int) bool { return float64(n)*365.25/max(s.to-s.from, 1)*(s.b-s.a) >= widest }
	every := func(from, n int) (years []int, named int) {
		for year := from; year <= last; year += n {
			if years = append(years, year); c.hasRoom(s, year) {
				named++
			}
		}
		return years, named
	}
	var some []int
	for _, n := range []int{1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10000} {
		years, named := every((first+n-1)/n*n, n)
		if !wide(n) {
			continue
		}
		if named > 1 {
			return years
		}
		if some == nil || named > 0 {
			some = years
		}
		break
	}
	for n := 1; n <= last-first; n++ {
		if !wide(n) {
			continue
		}
		for from := first; from < first+n; from++ {
			if years, named := every(from, n); named > 1 {
				return years
			}
		}
	}
	return some
}

// axisHeight is the height of timeAxis below its line.
const axisHeight = 20.0

// placed is a rule with the position of its label.
type placed struct {
	Rule
	x      float64
	text   float64 // x coordinate of the label, at its anchor
	anchor anchor
	label  string // empty if there is no room for it
	row    int    // of the label, 0 at the top
}

// placeRules returns the rules within the range of s with the positions of their
// labels, and the number of rows of labels, at most four. The strong rule is
// placed first, then the newest ones.
func placeRules(rules []Rule, s scale, width float64) (list []placed, rows int) {
	const most = 4
	for _, r := range rules {
		d := float64(r.Day.within())
		if d < s.from || d > s.to {
			continue
		}
		list = append(list, placed{Rule: r, x: s.at(d)})
	}
	slices.SortStableFunc(list, func(a, b placed) int { return cmp.Compare(a.Day, b.Day) })
	order := make([]int, len(list))
	for i := range order {
		order[i] = len(list) - 1 - i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		if list[a].Strong == list[b].Strong {
			return 0
		}
		if list[a].Strong {
			return -1
		}
		return 1
	})
	type span struct{ from, to float64 }
	var taken [most][]span
	// A rule runs down from the row of its label, so its line must not cross a
	// label below, and its label must not cover the line of a rule above.
	free := func(p *placed, row int, from, to float64) bool {
		if from < 0 || to > width {
			return false
		}
		for r := row; r < most; r++ {
			for _, t := range taken[r] {
				if r == row && from < t.to+8 && t.from < to+8 || p.x > t.from-2 && p.x < t.to+2 {
					return false
				}
			}
		}
		for _, o := range list {
			if o.label != "" && o.row <= row && o.x > from-2 && o.x < to+2 {
				return false
			}
		}
		return true
	}
	for _, i := range order {
		p := &list[i]
		st := p.style()
		label := st.fit(p.Label, width)
		w := st.width(label)
		for row := 0; row < most && p.label == ""; row++ {
			// Preferably before the rule, else after it, else above it.
			for _, side := range []anchor{end, start, middle} {
				from, text := p.x-3-w, p.x-3
				switch side {
				case start:
					from, text = p.x+3, p.x+3
				case middle:
					from = min(max(p.x-w/2, 0), width-w)
					text = from + w/2
				}
				if free(p, row, from, from+w) {
					p.text, p.anchor, p.label, p.row = text, side, label, row
					taken[row] = append(taken[row], span{from, from + w})
					rows = max(rows, row+1)
					break
				}
			}
		}
	}
	return list, rows
}

func (p placed) style() style {
	if p.Strong {
		return strong
	}
	return small
}

// rules draws the rules returned by placeRules: labels from top down, lines to
// bottom.
func (c *canvas) rules(list []placed, rows int, top, bottom float64) {
	for _, p := range list {
		class := "chart__rule"
		if p.Strong {
			class += " chart__rule--strong"
		}
		c.group(class, p.Label)
		y := top + float64(rows)*leading
		if p.label != "" {
			y = top + float64(p.row)*leading + 2
			c.text(p.style(), p.text, y+9, p.anchor, p.label)
			if p.anchor == middle {
				y += leading - 2
			}
		}
		c.line("chart__rule-line", p.x, y, p.x, bottom)
		c.end()
	}
}

// spread moves boxes of the given heights apart so that they do not overlap and
// are between low and high, each as near to its wanted position as possible.
// want and the result are the centres, in ascending order.
func spread(want, heights []float64, low, high float64) []float64 {
	at := make([]float64, len(want))
	next := low
	for i, w := range want {
		at[i] = max(w, next+heights[i]/2)
		next = at[i] + heights[i]/2
	}
	next = high
	for i := len(at) - 1; i >= 0; i-- {
		at[i] = min(at[i], next-heights[i]/2)
		next = at[i] - heights[i]/2
	}
	return at
}

// daysBetween returns the range from from to to, or the whole year if it is empty.
func daysBetween(from, to Day) (float64, float64) {
	from, to = from.within(), to.within()
	if to <= from {
		year := time.Unix(int64(from)*secondsADay, 0).UTC().Year()
		return float64(On(year, 1, 1)), float64(On(year, 12, 31))
	}
	return float64(from), float64(to)
}
