// Package chart draws values as static SVG.
//
// A picture is a struct (Steps, Bars, Timeline, Money, StatusGrid) with raw values
// for the geometry and words in the reader's language. SVG draws it at one width,
// Pair draws it for phone and desktop, and Data returns the values as a table.
//
// The drawing has no scripts, style attributes or colours:
// assets/css/components/chart.css styles its classes. Colour is never the only
// distinction; there is also a label, a shape or a pattern. A picture has
// role="img", so screen readers do not read its inner text: Frame.Desc must
// describe it, and the page must also show the table. Drawing is deterministic.
package chart

import (
	"encoding/csv"
	"html/template"
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Widths of a drawing in user units. Text is 11 or 12 units high, so that in a
// Narrow picture it is at least 11 px high on a phone 360 px wide, with margins.
const (
	Narrow = 312
	Wide   = 640
)

// Picture is a picture that this package can draw.
type Picture interface {
	SVG(Frame) template.HTML
	Data() Table
}

// Frame holds the parameters of a drawing other than its values.
type Frame struct {
	ID    string // unique in the page; prefix of every id in the drawing
	Title string // the subject of the picture
	Desc  string // a description in one or two sentences
	Empty string // text to show if there is nothing to draw
	RTL   bool   // time and values run from right to left
	Width int    // Narrow or Wide; other values mean Narrow

	Number func(int64) string // formats a value of the axis; nil means plain digits
	Year   func(int) string   // formats a year of the axis; nil means plain digits
}

// Pair draws p twice, Narrow and Wide, of which the style sheet shows one. Both
// have ids that begin with f.ID, but no id in common.
func Pair(p Picture, f Frame) template.HTML {
	narrow, wide := f, f
	narrow.ID, narrow.Width = f.ID+"-narrow", Narrow
	wide.ID, wide.Width = f.ID+"-wide", Wide
	return p.SVG(narrow) + "\n" + p.SVG(wide)
}

// Value is a number to draw. The zero value is 0 without a label.
type Value struct {
	N       float64
	Digits  string // the number with all its digits, for the data; empty for a whole N
	Text    string // label: "120.1 million", or "not reported"
	Missing bool   // there is no number; N is ignored
}

// Day is a day of the Gregorian calendar, as the number of days since 1 January
// 1970.
type Day int

// On returns the day with the given year, month (1 to 12) and day (1 to 31). A
// month or day of 0 means the first.
func On(year, month, day int) Day {
	t := time.Date(year, time.Month(max(month, 1)), max(day, 1), 0, 0, 0, 0, time.UTC)
	return Day(t.Unix() / secondsADay).within()
}

const (
	secondsADay = 24 * 60 * 60
	firstDay    = -719162 // 1 January of the year 1
	lastDay     = 2932896 // 31 December of the year 9999
)

// within limits d to the years 1 to 9999, so that a list of years is finite.
func (d Day) within() Day { return min(max(d, firstDay), lastDay) }

func (d Day) time() time.Time { return time.Unix(int64(d.within())*secondsADay, 0).UTC() }

// String returns the day in the form "2008-07-31".
func (d Day) String() string { return d.time().Format(time.DateOnly) }

// Rule is a date marked by a vertical line, such as that of an edition.
type Rule struct {
	Day    Day
	Label  string // "31 July 2008"
	Strong bool   // the edition shown
}

// Table holds the values of a picture.
type Table struct {
	Header []string
	Rows   [][]Cell // each as long as Header
}

// Cell is one value of a table.
type Cell struct {
	Text   string // in the reader's language
	Raw    string // for machines: plain digits, "2008-07-31"; empty if the same as Text
	Number bool   // align with the end of the column
}

// byteOrderMark is the first character of a file that Excel is to read as UTF-8.
const byteOrderMark = "\uFEFF"

// CSV returns the table as CSV (RFC 4180) in UTF-8, with the raw values. It begins with a
// byte order mark, without which Excel takes the letters for those of another code. A text
// that a spreadsheet would read as a formula has an apostrophe before it.
func (t Table) CSV() string {
	var b strings.Builder
	b.WriteString(byteOrderMark)
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	rows := make([][]string, 0, len(t.Rows)+1)
	header := make([]string, len(t.Header))
	for i, h := range t.Header {
		header[i] = inert(strings.ToValidUTF8(h, "\uFFFD"))
	}
	rows = append(rows, header)
	for _, row := range t.Rows {
		record := make([]string, len(row))
		for i, c := range row {
			record[i] = c.Raw
			if c.Raw == "" {
				record[i] = c.Text
			}
			record[i] = inert(strings.ToValidUTF8(record[i], "\uFFFD"))
		}
		rows = append(rows, record)
	}
	// Writing to a strings.Builder cannot fail.
	_ = w.WriteAll(rows)
	return b.String()
}

// inert returns s as a cell that no spreadsheet runs as a formula. Titles come from
// strangers' pull requests, so an apostrophe goes before the first character of a text
// that OWASP lists as the beginning of a formula, in its full-width form too. A number
// keeps its sign and stays a number.
func inert(s string) string {
	if s == "" || signedNumber.MatchString(s) {
		return s
	}
	first, _ := utf8.DecodeRuneInString(s)
	if strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) {
		return "'" + s
	}
	return s
}

// signedNumber matches a whole or decimal number with or without a sign.
var signedNumber = regexp.MustCompile(`^[+-]?[0-9]+(\.[0-9]+)?$`)

// cell returns v as a cell of a table.
func (v Value) cell() Cell {
	if v.Missing {
		return Cell{Text: v.Text}
	}
	return Cell{Text: v.Text, Raw: v.digits(), Number: true}
}

func (v Value) digits() string {
	if v.Digits != "" {
		return v.Digits
	}
	return strconv.FormatFloat(v.N, 'f', -1, 64)
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
