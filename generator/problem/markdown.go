package problem

import (
	"fmt"
	"io"
	"rapporteur/generator/say"
	"strings"
)

// maxSummary limits the size of the list: GitHub accepts job summaries of up to
// 1 MiB, and other steps write to the same summary.
const maxSummary = 900 << 10

// WriteMarkdown writes a line that counts the problems, then a table of each
// severity, errors first.
func WriteMarkdown(w io.Writer, f Findings) error {
	var b strings.Builder
	b.WriteString("## " + say.F("Problems in the data").In(f.Lang) + "\n\n" + f.Summary() + "\n")
	if !f.LeftOut.IsZero() {
		b.WriteString("\n" + cell(f.LeftOut.In(f.Lang)) + "\n")
	}
	for _, severity := range []Severity{Error, Warning} {
		kind := ofSeverity(f.Problems, severity)
		if len(kind) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n### %s\n\n| %s | %s | %s | %s |\n|---|---|---|---|\n", say.N(len(kind), severity.String()).Say(f.Lang),
			say.F("place").In(f.Lang), say.F("problem").In(f.Lang), say.F("how to fix it").In(f.Lang), say.F("page").In(f.Lang))
		for i, p := range kind {
			if b.Len() > maxSummary {
				fmt.Fprintf(&b, "\n%s\n", say.F("And %d more: run `rapporteur check` to see them.", len(kind)-i).In(f.Lang))
				break
			}
			fmt.Fprintf(&b, "| %s | %s (%s) | %s | %s |\n", codeCell(p.Place()), cell(messageWithEdition(p, f.Lang)), codeCell(p.Rule), cell(p.Hint.In(f.Lang)), codeCell(f.address(p)))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Summary counts the problems found and left out, in one line.
func (f Findings) Summary() string {
	s := say.Or(Count(f.Problems), f.none())
	if f.Waived > 0 {
		s = say.F("%s; %d waived", s, f.Waived)
	}
	if f.Unchanged > 0 {
		s = say.F("%s; %d already present before", s, f.Unchanged)
	}
	return s.In(f.Lang)
}

// none says that there are no problems.
func (f Findings) none() say.Text {
	if f.Records > 0 {
		return say.F("no problems in %s", say.N(f.Records, "record"))
	}
	return say.F("no problems")
}

// Count returns the numbers of errors and warnings in ps: "2 errors and
// 1 warning". It is empty if ps is.
func Count(ps []Problem) say.Text {
	errs := Errors(ps)
	var parts []any
	if errs > 0 {
		parts = append(parts, say.N(errs, "error"))
	}
	if n := len(ps) - errs; n > 0 {
		parts = append(parts, say.N(n, "warning"))
	}
	if len(parts) == 0 {
		return say.Text{}
	}
	return say.F("%s", say.List{Items: parts, Last: "and"})
}

// Plural is a number with its English noun: "1 commit", "2 commits".
func Plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// Article is the English article before a noun: "an" before a vowel, else "a".
func Article(noun string) string {
	if noun != "" && strings.ContainsRune("aeiou", rune(noun[0])) {
		return "an"
	}
	return "a"
}

// cell escapes s so that Markdown reads it as plain text on one line.
func cell(s string) string {
	var b strings.Builder
	for _, r := range Visible(strings.ReplaceAll(s, "\n", " ⏎ ")) {
		switch {
		case r == '<':
			b.WriteString("&lt;")
		case r == '>':
			b.WriteString("&gt;")
		case r == '&':
			b.WriteString("&amp;")
		case r == '@' || r == '#':
			// These would notify a person or link an issue.
			b.WriteRune(r)
			b.WriteString("<!-- -->")
		case strings.ContainsRune("\\`*_{}[]()!|~$", r):
			b.WriteByte('\\')
			b.WriteRune(r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// codeCell returns s as code for a table cell.
func codeCell(s string) string {
	if s == "" {
		return ""
	}
	return "<code>" + cell(s) + "</code>"
}
