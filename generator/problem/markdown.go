package problem

import (
	"fmt"
	"io"
	"strings"
)

// maxSummary keeps a list below the size of a job summary that GitHub takes,
// 1 MiB, with room for what other steps write.
const maxSummary = 900 << 10

// WriteMarkdown writes all problems as a table for each kind, errors first,
// with a sentence that counts them before.
func WriteMarkdown(w io.Writer, f Findings) error {
	var b strings.Builder
	b.WriteString("## Problems in the data\n\n" + f.Summary() + "\n")
	for _, severity := range []Severity{Error, Warning} {
		kind := ofSeverity(f.Problems, severity)
		if len(kind) == 0 {
			continue
		}
		fmt.Fprintf(&b, "\n### %s\n\n| place | what | how to mend it | page |\n|---|---|---|---|\n", count(len(kind), severity.String()))
		for i, p := range kind {
			if b.Len() > maxSummary {
				fmt.Fprintf(&b, "\nAnd %d more: run `rapporteur check` to see them.\n", len(kind)-i)
				break
			}
			fmt.Fprintf(&b, "| %s | %s (%s) | %s | %s |\n", codeCell(p.Pos.String()), cell(full(p)), codeCell(p.Rule), cell(p.Hint), codeCell(f.address(p)))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// Summary counts what was found and what was left out, in one line.
func (f Findings) Summary() string {
	errs := Errors(f.Problems)
	var parts []string
	if errs > 0 {
		parts = append(parts, count(errs, "error"))
	}
	if n := len(f.Problems) - errs; n > 0 {
		parts = append(parts, count(n, "warning"))
	}
	s := strings.Join(parts, " and ")
	if s == "" {
		s = "no problems"
	}
	if f.Waived > 0 {
		s += fmt.Sprintf("; %d waived", f.Waived)
	}
	if f.Unchanged > 0 {
		s += fmt.Sprintf("; %d left out that were there before", f.Unchanged)
	}
	return s
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// cell makes text that Markdown takes for nothing but text, on one line.
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
			// Either would notify a person or link an issue.
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

// codeCell makes text in the face of code, for a cell of a table.
func codeCell(s string) string {
	if s == "" {
		return ""
	}
	return "<code>" + cell(s) + "</code>"
}
