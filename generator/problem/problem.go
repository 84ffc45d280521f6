// Package problem defines the mistakes found in a report's data, each with its
// place, message and hint, and writes them in several formats. Every other
// package reports mistakes in data as values of this package; none prints them.
package problem

import (
	"cmp"
	"fmt"
	"rapporteur/generator/say"
	"slices"
)

// Severity says whether a problem stops a build. The zero value is Error.
type Severity int

const (
	Error Severity = iota
	Warning
)

func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// Pos is a position in a data file. The zero value means "no position".
type Pos struct {
	File   string // slash-separated, relative to the root of the repository: "data/report.toml"
	Line   int    // 1-based; 0 for the whole file
	Column int    // 1-based, in bytes of the line; 0 for the whole line
	Len    int    // bytes to underline; 0 and 1 give a single caret
}

// String returns "file:line:column", without the parts that are zero.
func (p Pos) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Place is where a problem is, as people and editors count: "file:line:column", with the
// column in characters.
func (p Problem) Place() string {
	at := p.Pos
	if first, _ := runeRange(p); first > 0 && p.Line != "" {
		at.Column = first
	}
	return at.String()
}

// Problem is one mistake in the data.
type Problem struct {
	Rule     string // the rule that found it: "unknown-key"
	Severity Severity
	Pos      Pos
	Edition  string   // id of the edition it was found in; empty for the working tree
	Record   string   // typed id of the record: "activity:vienna-symposium-2007"; empty if there is none
	Field    string   // key in the record, as written in TOML: "progress.fr"; empty if unknown or if the problem is about the whole record
	Message  say.Text // no capital, no full stop
	Hint     say.Text // how to fix it; empty if there is no useful advice
	Line     string   // text of the line at Pos, without its line ending; may be empty
	Lang     string   // of the text that the mistake is in, or that is missing: "fr"; empty where it is in no text of one language
	Page     string   // path of the page that shows the mistake, relative to the front page of an edition in a language: "paragraphs/op04/"; empty if no page does
	Cause    bool     // other problems follow from it, so that it is shown first
	Edit     Edit     // what fixes it; zero where that is not known
}

// Edit is a change of a file that fixes a problem: it replaces Len bytes at Off.
type Edit struct {
	File string // as in Pos
	Off  int    // in bytes of the file
	Len  int    // in bytes; 0 to insert
	New  string // what takes their place
	From Place  // of the first byte that is replaced
	To   Place  // of the byte after the last
	Safe bool   // what is meant is certain, so that nobody need look at it before
}

// Place is a place in a file for people and editors.
type Place struct {
	Line   int // 1-based
	Column int // 1-based, in characters
}

// IsZero reports whether there is nothing to change.
func (e Edit) IsZero() bool { return e.Len == 0 && e.New == "" }

// Compare orders problems by edition, causes before others, then by place, severity,
// rule and message.
func Compare(a, b Problem) int {
	return cmp.Or(
		cmp.Compare(a.Edition, b.Edition),
		later(a.Cause, b.Cause),
		cmp.Compare(a.Pos.File, b.Pos.File),
		cmp.Compare(a.Pos.Line, b.Pos.Line),
		cmp.Compare(a.Pos.Column, b.Pos.Column),
		cmp.Compare(a.Severity, b.Severity),
		cmp.Compare(a.Rule, b.Rule),
		cmp.Compare(a.Record, b.Record),
		compareTexts(a.Message, b.Message),
	)
}

// compareTexts orders messages by their English words.
func compareTexts(a, b say.Text) int {
	if a.Equal(b) {
		return 0
	}
	return cmp.Compare(a.String(), b.String())
}

// same reports whether two problems are equal.
func same(a, b Problem) bool {
	return Compare(a, b) == 0 && a.Field == b.Field && a.Pos == b.Pos && a.Hint.Equal(b.Hint) && a.Line == b.Line && a.Page == b.Page && a.Edit == b.Edit
}

// later orders what is true before what is not.
func later(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// Sort sorts problems in place, in the order of Compare, and removes
// duplicates. It returns the shortened slice.
func Sort(ps []Problem) []Problem {
	slices.SortFunc(ps, Compare)
	return slices.CompactFunc(ps, same)
}

// Errors returns the number of problems that are errors.
func Errors(ps []Problem) int {
	n := 0
	for _, p := range ps {
		if p.Severity == Error {
			n++
		}
	}
	return n
}
