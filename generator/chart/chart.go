// Package chart draws values as static SVG.
//
// A picture is a struct (Steps, Bars, Timeline, Money, StatusGrid) that the
// caller fills with raw values for the geometry and with words that are
// already in the reader's language. SVG draws it at one width; Pair draws it
// for a phone and for a desktop; Data gives what it shows as a table.
//
// The drawing has no script, no style attribute and no colour of its own: the
// classes are styled by assets/css/components/chart.css. What colour says is
// also said by a label, a shape or a pattern. A picture has role="img", so its
// inner text is not read aloud: Frame.Desc has to say what it shows, and the
// table has to stand beside it. The same picture in the same frame always
// gives the same bytes.
package chart

import (
	"encoding/csv"
	"html/template"
	"strconv"
	"strings"
	"time"
)

// Widths of a drawing in user units. Text is 11 or 12 units high, so a Narrow
// picture stays above 11 px on a phone of 360 px with its margins.
const (
	Narrow = 312
	Wide   = 640
)

// Picture is anything this package draws.
type Picture interface {
	SVG(Frame) template.HTML
	Data() Table
}

// Frame is what a drawing needs beyond its values.
type Frame struct {
	ID    string // unique in the page; every id inside begins with it
	Title string // what the picture is about
	Desc  string // what it shows, in a sentence or two
	Empty string // what to write where there is nothing to draw
	RTL   bool   // time and values run from right to left
	Width int    // Narrow or Wide; other values mean Narrow

	Number func(int64) string // writes a value of the axis; nil means plain digits
	Year   func(int) string   // writes a year of the axis; nil means plain digits
}

// Pair draws p twice, Narrow and Wide, for the style sheet to show one of
// them. The ids of the two begin with f.ID and differ.
func Pair(p Picture, f Frame) template.HTML {
	narrow, wide := f, f
	narrow.ID, narrow.Width = f.ID+"-narrow", Narrow
	wide.ID, wide.Width = f.ID+"-wide", Wide
	return p.SVG(narrow) + "\n" + p.SVG(wide)
}

// Value is a number to draw. The zero value is nought, with nothing written.
type Value struct {
	N       int64
	Text    string // as it is shown: "120.1 million", or "not reported"
	Missing bool   // there is no number, and Text says so; N is ignored
}

// Day is a day of the Gregorian calendar, counted from 1 January 1970.
type Day int

// On is the day with that year, month (1 to 12) and day (1 to 31). A month
// or day of nought stands for the first.
func On(year, month, day int) Day {
	t := time.Date(year, time.Month(max(month, 1)), max(day, 1), 0, 0, 0, 0, time.UTC)
	return Day(t.Unix() / secondsADay).within()
}

const (
	secondsADay = 24 * 60 * 60
	firstDay    = -719162 // 1 January of the year 1
	lastDay     = 2932896 // 31 December of the year 9999
)

// within keeps d in the years 1 to 9999, so that a list of years is finite.
func (d Day) within() Day { return min(max(d, firstDay), lastDay) }

func (d Day) time() time.Time { return time.Unix(int64(d.within())*secondsADay, 0).UTC() }

// String is the day as in "2008-07-31".
func (d Day) String() string { return d.time().Format(time.DateOnly) }

// Rule is a moment marked by a vertical line, as the date of an edition.
type Rule struct {
	Day    Day
	Label  string // as it is shown: "31 July 2008"
	Strong bool   // the edition that is shown
}

// Table is what a picture shows, in rows.
type Table struct {
	Header []string
	Rows   [][]Cell // each as long as Header
}

// Cell is one value of a table.
type Cell struct {
	Text   string // in the reader's language
	Raw    string // for machines: plain digits, "2008-07-31"; empty where it is Text
	Number bool   // to be set at the end of its column
}

// CSV is the table after RFC 4180, in UTF-8, with the raw values. Values are
// given as they are: one that begins with "=", "+", "-" or "@" gets no mark
// before it, because a negative amount has to stay a number.
func (t Table) CSV() string {
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	rows := make([][]string, 0, len(t.Rows)+1)
	rows = append(rows, t.Header)
	for _, row := range t.Rows {
		record := make([]string, len(row))
		for i, c := range row {
			record[i] = c.Raw
			if c.Raw == "" {
				record[i] = c.Text
			}
			record[i] = strings.ToValidUTF8(record[i], "\uFFFD")
		}
		rows = append(rows, record)
	}
	// A strings.Builder takes everything, so there is no error to hand on.
	_ = w.WriteAll(rows)
	return b.String()
}

// cell is v as a cell of a table.
func (v Value) cell() Cell {
	if v.Missing {
		return Cell{Text: v.Text}
	}
	return Cell{Text: v.Text, Raw: strconv.FormatInt(v.N, 10), Number: true}
}

func (f Frame) number(v float64) string {
	n := int64(v)
	if f.Number == nil {
		return strconv.FormatInt(n, 10)
	}
	return f.Number(n)
}

func (f Frame) year(y int) string {
	if f.Year == nil {
		return strconv.Itoa(y)
	}
	return f.Year(y)
}
