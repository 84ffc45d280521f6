package problem

import (
	"unicode/utf8"
)

// Findings are what one run found, and how much of it is left out.
type Findings struct {
	Problems  []Problem // sorted
	Waived    int       // problems that a waiver in the data lets stand; not among Problems
	Unchanged int       // problems that were there before the revision that a run compares with; not among Problems
	Front     string    // path of the front page that pages are under, with slashes at both ends: "/fr/"
}

// address is where the page that p would spoil is read; empty where there is
// none.
func (f Findings) address(p Problem) string {
	if p.Page == "" {
		return ""
	}
	if f.Front == "" {
		return "/" + p.Page
	}
	return f.Front + p.Page
}

// Rule describes a rule to tools that show problems.
type Rule struct {
	Name     string
	Family   string // "time"
	Doc      string // what it asks and why, in whole sentences
	Severity Severity
}

// letters gives the part of a line that p underlines in characters: the
// 1-based number of the first, and of the one after the last. Both are 0
// where only the line or the file is known.
func letters(p Problem) (first, after int) {
	if p.Pos.Line == 0 || p.Pos.Column == 0 {
		return 0, 0
	}
	from := min(p.Pos.Column-1, len(p.Line))
	to := min(from+max(p.Pos.Len, 1), len(p.Line))
	first = utf8.RuneCountInString(p.Line[:from]) + 1
	return first, first + max(utf8.RuneCountInString(p.Line[from:to]), 1)
}

// full is the message with all that a reader needs who sees no place.
func full(p Problem) string {
	if p.Edition != "" {
		return "edition " + p.Edition + ": " + p.Message
	}
	return p.Message
}
