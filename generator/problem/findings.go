package problem

import (
	"path"
	"rapporteur/generator/say"
	"strings"
	"unicode/utf8"
)

// Findings is the result of one run: the problems, and how many were left out.
type Findings struct {
	Problems  []Problem // sorted
	Waived    int       // problems covered by a waiver in the data; not among Problems
	Unchanged int       // problems already present in the revision compared with; not among Problems
	LeftOut   say.Text  // what could not be judged, why, and what to do about it; empty where all was
	Records   int       // of the report, for the summary of a run that found nothing; 0 where that is not known
	Lang      string    // of the reader: "fr"; English if empty
	Front     string    // path of the front page that problem pages are relative to, with slashes at both ends: "/fr/"
}

// address returns the path of the page that shows p, or "" if there is none.
func (f Findings) address(p Problem) string {
	if p.Page == "" {
		return ""
	}
	if f.Front == "" {
		return "/" + p.Page
	}
	return p.In(f.Front) + p.Page
}

// In is the front page, of which front has the path in some language, in the language of
// the mistake: "/draft/fr/" for "/draft/en/".
func (p Problem) In(front string) string {
	if p.Lang == "" || !strings.HasSuffix(front, "/") {
		return front
	}
	return path.Join("/", path.Dir(strings.TrimSuffix(front, "/")), p.Lang) + "/"
}

// Rule describes a rule for tools that show problems.
type Rule struct {
	Name     string
	Family   string // "time"
	Doc      string // what it requires and why, in full sentences
	Severity Severity
}

// runeRange returns the part of the line that p underlines, in runes: the
// 1-based column of the first and that of the one after the last. Both are 0
// if p has no column.
func runeRange(p Problem) (first, after int) {
	if p.Pos.Line == 0 || p.Pos.Column == 0 {
		return 0, 0
	}
	from := min(p.Pos.Column-1, len(p.Line))
	to := min(from+max(p.Pos.Len, 1), len(p.Line))
	first = utf8.RuneCountInString(p.Line[:from]) + 1
	return first, first + max(utf8.RuneCountInString(p.Line[from:to]), 1)
}

// messageWithEdition returns the message of p, prefixed with its edition, for
// formats whose positions cannot include one.
func messageWithEdition(p Problem, lang string) string {
	if p.Edition != "" {
		return say.F("edition %s: %s", p.Edition, p.Message).In(lang)
	}
	return p.Message.In(lang)
}

// hinted returns the message of p with its hint on a line of its own.
func hinted(p Problem, lang string) string {
	message := messageWithEdition(p, lang)
	if !p.Hint.IsZero() {
		message += "\n" + say.F("hint: %s", p.Hint).In(lang)
	}
	return message
}
