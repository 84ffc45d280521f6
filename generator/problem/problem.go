// Package problem holds what is wrong with a report: where it is, why it is
// wrong and how to mend it. Every other package reports mistakes in data as
// values of this package; none prints them.
package problem

import (
	"cmp"
	"fmt"
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

// Pos is a place in a data file. The zero value means "no place".
type Pos struct {
	File   string // slash-separated, relative to the root of the repository: "data/report.toml"
	Line   int    // 1-based; 0 where the whole file is meant
	Column int    // 1-based, in bytes of the line; 0 where the whole line is meant
	Len    int    // bytes underlined by the caret; 0 and 1 give a single caret
}

// String gives "file:line:column", without the parts that are not known.
func (p Pos) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Column == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Problem is one mistake.
type Problem struct {
	Rule     string // the rule that found it: "unknown-key"
	Severity Severity
	Pos      Pos
	Edition  string // id of the edition it was found in; empty for the working tree
	Record   string // typed id of the record as in "activity:vienna-symposium-2007"; empty where none is meant
	Field    string // of the record, as it is written in TOML: "progress.fr"; empty where it is not known or the record is meant
	Message  string // plain words, no capital, no full stop
	Hint     string // how to mend it; empty where nothing useful can be said
	Line     string // text of the line at Pos, without its end; empty where there is none
	Page     string // path of the page that it would spoil, from the front page of an edition in a language: "paragraphs/op04/"; empty where no page shows it
}

// Compare orders problems by edition, place, severity, rule and message.
func Compare(a, b Problem) int {
	return cmp.Or(
		cmp.Compare(a.Edition, b.Edition),
		cmp.Compare(a.Pos.File, b.Pos.File),
		cmp.Compare(a.Pos.Line, b.Pos.Line),
		cmp.Compare(a.Pos.Column, b.Pos.Column),
		cmp.Compare(a.Severity, b.Severity),
		cmp.Compare(a.Rule, b.Rule),
		cmp.Compare(a.Record, b.Record),
		cmp.Compare(a.Message, b.Message),
	)
}

// Sort sorts problems in place, in the order of Compare, and drops those that
// are there twice. It returns the shortened slice.
func Sort(ps []Problem) []Problem {
	slices.SortFunc(ps, Compare)
	return slices.Compact(ps)
}

// Errors counts the problems that are errors.
func Errors(ps []Problem) int {
	n := 0
	for _, p := range ps {
		if p.Severity == Error {
			n++
		}
	}
	return n
}
