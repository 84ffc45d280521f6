package newreport

import (
	"bytes"
	"fmt"
	"strings"

	"rapporteur/generator/report"
)

// writer writes TOML, line by line.
type writer struct{ b bytes.Buffer }

func (w *writer) bytes() []byte { return w.b.Bytes() }

func (w *writer) line(format string, args ...any) { fmt.Fprintf(&w.b, format+"\n", args...) }

// comment writes lines of a comment.
func (w *writer) comment(text string) {
	for line := range strings.SplitSeq(text, "\n") {
		w.b.WriteString(strings.TrimRight("# "+line, " ") + "\n")
	}
}

func (w *writer) value(key, s string) { w.line("%s = %s", key, report.Quote(s)) }

// text writes a text, one line for each of the languages that it has.
func (w *writer) text(key string, t report.Text, langs []report.Lang) {
	for _, l := range langs {
		if s := t.In(l); s != "" {
			w.value(key+"."+string(l), s)
		}
	}
}

// date writes a day as TOML has it, and a month or a year in quotation marks;
// nothing for the zero date.
func (w *writer) date(key string, d report.Date) {
	switch {
	case d.IsZero():
	case d.Day == 0:
		w.value(key, d.String())
	default:
		w.line("%s = %s", key, d)
	}
}
