package problem

import (
	"cmp"
	"fmt"
	"io"
	"strings"
)

// maxSummary limits the size of the list: GitHub accepts job summaries of up to
// 1 MiB, and other steps write to the same summary.
const maxSummary = 900 << 10

// WriteMarkdown writes a line that counts the problems, then a table of each
// severity, errors first.
func WriteMarkdown(w io.Writer, f Findings) error {
	var b strings.Builder
	b.WriteString("## Problems in the data\n\n" + f.Summary() + "\n")
	for _, severity := range []Severity{Error, Warning} {
		kind := ofSeverity(f.Problems, severity)
		if len(kind) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n### %s\n\n| place | problem | how to fix it | page |\n|---|---|---|---|\n", Plural(len(kind), severity.String()))
		for i, p := range kind {
			if b.Len() > maxSummary {
				fmt.Fprintf(&b, "\nAnd %d more: run `rapporteur check` to see them.\n", len(kind)-i)
				break
			}
			fmt.Fprintf(&b, "| %s | %s (%s) | %s | %s |\n", codeCell(p.Place()), cell(messageWithEdition(p)), codeCell(p.Rule), cell(p.Hint), codeCell(f.address(p)))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Summary counts the problems found and left out, in one line.
func (f Findings) Summary() string {
	s := cmp.Or(Count(f.Problems), "no problems")
	if f.Waived > 0 {
		s += fmt.Sprintf("; %d waived", f.Waived)
	}
	if f.Unchanged > 0 {
		s += fmt.Sprintf("; %d already present before", f.Unchanged)
	}
	return s
}

// Count returns the numbers of errors and warnings in ps: "2 errors and
// 1 warning". It is empty if ps is.
func Count(ps []Problem) string {
	errs := Errors(ps)
	var parts []string
	if errs > 0 {
		parts = append(parts, Plural(errs, "error"))
	}
	if n := len(ps) - errs; n > 0 {
		parts = append(parts, Plural(n, "warning"))
	}
	return strings.Join(parts, " and ")
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
