package chart

import (
	"cmp"
	"fmt"
	"html/template"
	"math"
	"slices"
	"strings"
)

// Spark shows one figure over time, small enough to fit next to its name. It has
// no axis and no table: the first and the last value are written at the ends, and
// Frame.Desc must give them with their dates.
type Spark struct {
	Points []SparkPoint // two or more, in any order
	Steps  bool         // a value holds until the next point

	// The scale of the values, so that pictures next to each other can be compared;
	// its own least and greatest value where High is not greater than Low.
	Low, High float64
}

// SparkPoint is the value on a day.
type SparkPoint struct {
	Day   Day
	Value Value // not drawn if Missing
	Rough bool  // the value is not exact; drawn as a hollow mark
}

// SVG draws the line. The width depends on the labels; Frame.Width is ignored. The
// result is empty if there are fewer than two values.
func (s Spark) SVG(f Frame) template.HTML {
	points := slices.DeleteFunc(slices.Clone(s.Points), func(p SparkPoint) bool { return p.Value.Missing })
	if len(points) < 2 {
		return ""
	}
	slices.SortStableFunc(points, func(a, b SparkPoint) int { return cmp.Compare(a.Day.within(), b.Day.within()) })
	const line, height, gap, most = 72.0, 30.0, 8.0, 160.0
	first, last := points[0], points[len(points)-1]
	before := digits.fit(first.Value.Text, most)
	after := digits.fit(last.Value.Text, most)
	c := newCanvas(f)
	// A sign before a number is wider than estimated in some fonts.
	const spare = 6
	from := digits.width(before) + gap + spare
	c.width = math.Ceil(from + line + gap + digits.width(after) + spare)

	low, high := first.Value.N, first.Value.N
	if s.High > s.Low {
		low, high = s.Low, s.High
	}
	for _, p := range points {
		low, high = min(low, p.Value.N), max(high, p.Value.N)
	}
	days := scale{float64(first.Day.within()), float64(last.Day.within()), from, from + line}
	values := scale{low, high, height - 7, 7}
	if low == high {
		values.a = height / 2
	}
	x := func(p SparkPoint) float64 { return days.day(p.Day) }
	y := func(p SparkPoint) float64 { return values.at(p.Value.N) }
	var path strings.Builder
	for i, p := range points {
		switch {
		case i == 0:
			fmt.Fprintf(&path, "M%s %s", num(c.x(x(p))), num(y(p)))
		case s.Steps:
			fmt.Fprintf(&path, "H%sV%s", num(c.x(x(p))), num(y(p)))
		default:
			fmt.Fprintf(&path, "L%s %s", num(c.x(x(p))), num(y(p)))
		}
	}
	c.add(`<path class="chart__line chart__line--1" d="%s"/>`, path.String())
	for i, p := range points {
		if s.Steps && i > 0 && i < len(points)-1 {
			continue
		}
		class := "chart__mark chart__mark--1"
		if p.Rough {
			class = "chart__mark chart__mark--hollow"
		}
		c.mark(class, 0, x(p), y(p))
	}
	c.text(digits, from-gap, y(first)+4, end, before)
	c.text(digits, from+line+gap, y(last)+4, start, after)
	return c.svg("spark", height)
}
