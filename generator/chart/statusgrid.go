package chart

import (
	"cmp"
	"html/template"
	"slices"
)

// StatusGrid shows the status of every paragraph in every edition.
type StatusGrid struct {
	Paragraph string   // heading of the column of paragraphs
	Statuses  []Status // in the order of the key
	Editions  []string // from the oldest: "2007-12-18"
	Rows      []GridRow
	Like      map[string]string // id of a status → that of the one whose shape it has, where that is another
}

// Status is one of the statuses that a cell can have.
type Status struct {
	ID     string // as in the report: "under-implementation"; determines the shape
	Letter string // shown next to the shape: "U"
	Word   string // "Under implementation"
}

// GridRow is one paragraph.
type GridRow struct {
	Number string // "4"
	Title  string
	Status []string // id for each edition, empty or missing if the paragraph had none
}

func (r GridRow) status(i int) string {
	if i >= len(r.Status) {
		return ""
	}
	return r.Status[i]
}

func (r GridRow) name() string {
	if r.Title == "" {
		return r.Number
	}
	return r.Number + ". " + r.Title
}

func (g StatusGrid) find(id string) (Status, bool) {
	for _, s := range g.Statuses {
		if s.ID == id {
			return s, true
		}
	}
	return Status{}, false
}

// SVG draws a row for each paragraph and a column for each edition. Editions that
// do not fit next to each other continue in another band below. A line connects
// equal statuses in consecutive editions, so that a change shows as a gap.
func (g StatusGrid) SVG(f Frame) template.HTML {
	c := newCanvas(f)
	if len(g.Rows) == 0 || len(g.Editions) == 0 {
		return c.empty("status")
	}
	const cell, row = 46.0, 26.0
	numbers := 0.0
	titled := false
	for _, r := range g.Rows {
		numbers = max(numbers, min(strong.width(oneLine(r.Number)), c.width/4))
		titled = titled || r.Title != ""
	}
	numbers += 8
	names := numbers
	if titled {
		names += min(max(c.width-numbers-cell*float64(len(g.Editions)), c.width*0.3), c.width*0.45)
	}
	perBand := max(int((c.width-names)/cell), 1)
	pitch := (c.width - names) / float64(min(perBand, len(g.Editions)))

	var entries []entry
	for _, s := range g.Statuses {
		entries = append(entries, entry{s.Letter + " " + s.Word, func(x, y float64) { c.status(cmp.Or(g.Like[s.ID], s.ID), x, y) }})
	}
	y := c.key(0, entries) + 4
	for first := 0; first < len(g.Editions); first += perBand {
		last := min(first+perBand, len(g.Editions))
		heads, deep := make([][]string, 0, perBand), 1
		for i := first; i < last; i++ {
			lines := small.whole(g.Editions[i], pitch-6)
			heads, deep = append(heads, lines), max(deep, len(lines))
		}
		for i, lines := range heads {
			x := names + (float64(i)+0.5)*pitch
			c.lines(small, x, y+10+float64(deep-len(lines))*leading, middle, lines)
		}
		c.add("\n")
		y += float64(deep)*leading + 4
		for _, r := range g.Rows {
			y = g.row(c, r, first, last, y, numbers, names, pitch, row)
		}
		c.line("chart__lane", 0, y, c.width, y)
		y += leading + 4
	}
	return c.svg("status", y-leading)
}

func (g StatusGrid) row(c *canvas, r GridRow, first, last int, y, numbers, names, pitch, row float64) float64 {
	c.line("chart__lane", 0, y, c.width, y)
	height := row
	number := strong.whole(r.Number, numbers-4)
	height = max(height, float64(len(number))*leading+6)
	if names > numbers {
		lines := small.whole(r.Title, names-numbers-8)
		height = max(height, float64(len(lines))*leading+6)
		c.lines(small, numbers, y+height/2-float64(len(lines)-1)*leading/2+4, start, lines)
	}
	mid := y + height/2
	c.lines(strong, 0, mid-float64(len(number)-1)*leading/2+4, start, number)
	c.add("\n")
	for i := first; i < last; i++ {
		s, ok := g.find(r.status(i))
		if !ok {
			continue
		}
		x := names + (float64(i-first)+0.5)*pitch
		if i > first && r.status(i-1) == s.ID {
			c.line("chart__same", x-pitch+16, mid, x-17, mid)
		}
		c.group("chart__cell", r.Number+", "+g.Editions[i]+": "+s.Word)
		c.status(cmp.Or(g.Like[s.ID], s.ID), x-6, mid)
		c.text(strong, x+4, mid+4, start, strong.fit(s.Letter, pitch/2-4))
		c.end()
	}
	return y + height
}

// status draws the sign of a status centred on x, y, within 7 units.
func (c *canvas) status(id string, x, y float64) {
	n := slices.Index(c.signs, id)
	if n < 0 {
		n = len(c.signs)
		c.signs = append(c.signs, id)
	}
	c.add(`<use class="chart__status chart__status--%s" href="#%s-s%d" x="%s" y="%s"/>`, escape(id), escape(c.frame.ID), n+1, num(c.x(x)), num(y))
}

// sign returns the drawing of a status, the same as next to the word elsewhere on
// the site.
func sign(status string) string {
	const ring = `<circle class="chart__stroke" cx="8" cy="8" r="6.5"/>`
	switch status {
	case "implemented":
		return `<circle class="chart__solid" cx="8" cy="8" r="7.25"/><path class="chart__tick" d="M4.5 8.3l2.4 2.4 4.6-5"/>`
	case "under-implementation":
		return ring + `<path class="chart__solid" d="M8 1.5a6.5 6.5 0 0 1 0 13z"/>`
	case "not-implemented":
		return ring + `<path class="chart__stroke" d="M5.2 5.2l5.6 5.6m0-5.6l-5.6 5.6"/>`
	case "overtaken-by-events":
		return `<path class="chart__stroke" d="M1.5 8h12M9.5 4l4 4-4 4"/>`
	case "not-due":
		return ring + `<path class="chart__stroke" d="M8 4v4.2l2.8 1.8"/>`
	case "no-action-requested":
		return `<path class="chart__stroke" d="M2.5 8h11"/>`
	}
	return `<circle class="chart__stroke chart__stroke--broken" cx="8" cy="8" r="6.5"/><path class="chart__stroke" d="M6.2 6.4a1.9 1.9 0 1 1 2.7 1.8c-.6.3-.9.6-.9 1.2m0 1.4v1"/>`
}

// Data returns a table with a row for each paragraph and a column for each
// edition.
func (g StatusGrid) Data() Table {
	t := Table{Header: append([]string{g.Paragraph}, g.Editions...)}
	for _, r := range g.Rows {
		row := []Cell{{Text: r.name(), Raw: r.Number}}
		for i := range g.Editions {
			id := r.status(i)
			word := id
			if s, ok := g.find(id); ok {
				word = s.Word
			}
			row = append(row, Cell{Text: word, Raw: id})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}
