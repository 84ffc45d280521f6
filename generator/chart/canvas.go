package chart

import (
	"fmt"
	"html/template"
	"math"
	"strconv"
	"strings"
)

// canvas collects the elements of a drawing. x coordinates are logical: they run
// from the start of the text direction to its end, and are mirrored when written
// if the direction is right to left.
type canvas struct {
	b        strings.Builder
	frame    Frame
	width    float64
	patterns int      // number of series used; all but the first have a pattern
	signs    []string // ids of the statuses drawn
}

func newCanvas(f Frame) *canvas {
	c := &canvas{frame: f, width: Narrow}
	if f.Width == Wide {
		c.width = Wide
	}
	return c
}

// anchor says which point of a text is at its x.
type anchor string

const (
	start  anchor = "start"
	middle anchor = "middle"
	end    anchor = "end"
)

// x converts a logical x coordinate.
func (c *canvas) x(v float64) float64 {
	if c.frame.RTL {
		return c.width - v
	}
	return v
}

// num formats a coordinate with at most one decimal.
func num(v float64) string {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return "0"
	}
	return strconv.FormatFloat(math.Round(v*10)/10+0, 'f', -1, 64)
}

// escape escapes s for XML text and attributes.
func escape(s string) string {
	s = strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\t' && r != '\n' || r == 0x7F || r == 0xFFFE || r == 0xFFFF {
			return -1
		}
		return r
	}, strings.ToValidUTF8(s, "\uFFFD"))
	return template.HTMLEscapeString(s)
}

func (c *canvas) add(format string, args ...any) { fmt.Fprintf(&c.b, format, args...) }

// group opens a group, with a title unless it is empty.
func (c *canvas) group(class, title string) {
	c.add(`<g class="%s">`, escape(class))
	if title != "" {
		c.add("<title>%s</title>", escape(oneLine(title)))
	}
}

func (c *canvas) end() { c.add("</g>\n") }

// text writes s with its baseline at y.
func (c *canvas) text(st style, x, y float64, a anchor, s string) {
	if s == "" {
		return
	}
	c.add(`<text class="%s" x="%s" y="%s"`, st, num(c.x(x)), num(y))
	if a != start {
		c.add(` text-anchor="%s"`, a)
	}
	if c.frame.RTL {
		// Isolate, so that numbers with a sign and names in another script keep
		// their order.
		s = "\u2068" + s + "\u2069"
	}
	c.add(">%s</text>", escape(s))
}

// lines writes several lines of text; y is the baseline of the first.
func (c *canvas) lines(st style, x, y float64, a anchor, lines []string) {
	for i, line := range lines {
		c.text(st, x, y+float64(i)*leading, a, line)
	}
}

func (c *canvas) line(class string, x1, y1, x2, y2 float64) {
	c.add(`<path class="%s" d="M%s %sL%s %s"/>`, class, num(c.x(x1)), num(y1), num(c.x(x2)), num(y2))
}

// rect draws a rectangle from x1 to x2, in any order, and from y down.
func (c *canvas) rect(class string, x1, y, x2, height float64) {
	c.area(`class="`+class+`"`, x1, y, x2, height)
}

func (c *canvas) area(attributes string, x1, y, x2, height float64) {
	a, b := c.x(x1), c.x(x2)
	c.add(`<rect %s x="%s" y="%s" width="%s" height="%s"/>`, attributes, num(min(a, b)), num(y), num(math.Abs(b-a)), num(max(height, 0)))
}

// filled draws a rectangle in the colour and pattern of series i.
func (c *canvas) filled(i int, x1, y, x2, height float64) {
	i %= series
	c.rect("chart__fill chart__fill--"+strconv.Itoa(i+1), x1, y, x2, height)
	if i > 0 {
		c.area(fmt.Sprintf(`fill="url(#%s-p%d)"`, escape(c.frame.ID), i+1), x1, y, x2, height)
		c.patterns = max(c.patterns, i+1)
	}
}

// outlined draws a rectangle with an edge in the colour of series i.
func (c *canvas) outlined(i int, x1, y, x2, height float64) {
	c.rect("chart__fill chart__fill--"+strconv.Itoa(i%series+1)+" chart__fill--below", x1, y, x2, height)
}

// series is the number of colours, patterns and dashes in chart.css.
const series = 6

// pattern returns the path of the pattern of series i, in a square of 6 units. It
// is empty for the first series.
func pattern(i int) string {
	return [series]string{
		"",
		"M-1 7L7 -1M-1 1L1 -1M5 7L7 5",
		"M0 3H6",
		"M-1 -1L7 7M-1 5L1 7M5 -1L7 1",
		"M3 0V6",
		"M0 3H6M3 0V6",
	}[i]
}

// mark draws a shape centred on x, y. Shapes repeat after the eighth.
func (c *canvas) mark(class string, shape int, x, y float64) {
	c.add(`<path class="%s" transform="translate(%s %s)" d="%s"/>`, class, num(c.x(x)), num(y), [...]string{
		"M-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
		"M-3.6 -3.6h7.2v7.2h-7.2z",
		"M0 -5L5 0L0 5L-5 0z",
		"M0 -4.6L4.8 3.6H-4.8z",
		"M0 4.6L4.8 -3.6H-4.8z",
		"M-1.5 -4.5h3v3h3v3h-3v3h-3v-3h-3v-3h3z",
		"M-2.5 -4.4h5L5 0L2.5 4.4h-5L-5 0z",
		"M-5 -2.5h10v5h-10z",
	}[shape%shapes])
}

// shapes is the number of shapes that mark draws.
const shapes = 8

// radius is half the size of a mark.
const radius = 5.0

// svg returns the drawing as an SVG element of the given height in user units.
func (c *canvas) svg(kind string, height float64) template.HTML {
	var b strings.Builder
	id, size := escape(c.frame.ID), ""
	switch c.width {
	case Narrow:
		size = " chart--narrow"
	case Wide:
		size = " chart--wide"
	}
	// Letters of some fonts are higher than their size.
	const above = 3
	h := num(math.Ceil(height) + above)
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" class="chart chart--%s%s" viewBox="0 -3 %s %s" width="%s" height="%s" role="img" aria-labelledby="%s-t" aria-describedby="%s-d"`,
		kind, size, num(c.width), h, num(c.width), h, id, id)
	if c.frame.RTL {
		b.WriteString(` direction="rtl"`)
	} else {
		b.WriteString(` direction="ltr"`)
	}
	fmt.Fprintf(&b, ">\n<title id=\"%s-t\">%s</title>\n<desc id=\"%s-d\">%s</desc>\n", id, escape(c.frame.Title), id, escape(c.frame.Desc))
	if c.patterns > 1 || len(c.signs) > 0 {
		b.WriteString("<defs>")
		for i, status := range c.signs {
			fmt.Fprintf(&b, `<g id="%s-s%d" transform="scale(.875) translate(-8 -8)">%s</g>`, id, i+1, sign(status))
		}
		for i := 1; i < c.patterns; i++ {
			fmt.Fprintf(&b, `<pattern id="%s-p%d" width="6" height="6" patternUnits="userSpaceOnUse"><path class="chart__hatch" d="%s"/></pattern>`, id, i+1, pattern(i))
		}
		b.WriteString("</defs>\n")
	}
	b.WriteString(c.b.String())
	b.WriteString("</svg>")
	return template.HTML(b.String()) // every text was escaped when written
}

// empty returns the drawing of a picture without data.
func (c *canvas) empty(kind string) template.HTML {
	lines := plain.whole(c.frame.Empty, c.width-24)
	height := float64(len(lines))*leading + 26
	c.rect("chart__nothing", 1, 1, c.width-1, height-2)
	c.lines(plain, 12, 13+leading*0.8, start, lines)
	return c.svg(kind, height)
}

// entry is an entry of a key: a sign and its meaning.
type entry struct {
	word string
	draw func(x, y float64) // draws the sign centred on x, y, within radius
}

// key draws the entries in rows from y down and returns the y below them.
func (c *canvas) key(y float64, entries []entry) float64 {
	if len(entries) == 0 {
		return y
	}
	x, deep := 0.0, 0.0 // deep is the height of the row
	for _, e := range entries {
		lines := small.whole(e.word, c.width-22)
		w := 18.0
		for _, line := range lines {
			w = max(w, 18+small.width(line))
		}
		if x > 0 && x+w > c.width {
			x, y, deep = 0, y+deep+4, 0
		}
		e.draw(x+7, y+8)
		c.lines(small, x+17, y+12, start, lines)
		x += w + 14
		deep = max(deep, float64(len(lines))*leading)
	}
	c.add("\n")
	return y + deep + 10
}
