package problem

import (
	"fmt"
	"io"
	"rapporteur/generator/say"
	"strings"
)

// maxAnnotations is the number of annotations of each kind that GitHub keeps
// for a step.
const maxAnnotations = 10

var (
	escapeMessage  = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	escapeProperty = strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
)

// WriteGitHub writes problems as workflow commands, which GitHub shows next to
// the lines of a pull request. Errors come first. If there are more of a kind
// than GitHub keeps, the last annotation says how many are not shown.
func WriteGitHub(w io.Writer, f Findings) error {
	var b strings.Builder
	for _, severity := range []Severity{Error, Warning} {
		kind := ofSeverity(f.Problems, severity)
		shown := kind
		if len(kind) > maxAnnotations {
			shown = kind[:maxAnnotations-1]
		}
		for _, p := range shown {
			annotate(&b, p, f.Lang)
		}
		if rest := len(kind) - len(shown); rest > 0 {
			fmt.Fprintf(&b, "::%s title=%s::%s\n", severity, escapeProperty.Replace(say.F("%d in total", len(kind)).In(f.Lang)),
				escapeMessage.Replace(more[severity](rest).In(f.Lang)))
		}
	}
	if !f.LeftOut.IsZero() {
		fmt.Fprintf(&b, "::notice::%s\n", escapeMessage.Replace(f.LeftOut.In(f.Lang)))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// more says how many problems of a severity are not shown.
var more = map[Severity]func(int) say.Text{
	Error:   func(n int) say.Text { return say.F("and %d more errors; the job summary lists all of them", n) },
	Warning: func(n int) say.Text { return say.F("and %d more warnings; the job summary lists all of them", n) },
}

func annotate(b *strings.Builder, p Problem, lang string) {
	fmt.Fprintf(b, "::%s file=%s", p.Severity, escapeProperty.Replace(p.Pos.File))
	if p.Pos.Line > 0 {
		fmt.Fprintf(b, ",line=%d", p.Pos.Line)
		if first, after := runeRange(p); first > 0 {
			fmt.Fprintf(b, ",col=%d,endColumn=%d", first, after-1)
		}
	}
	message := hinted(p, lang)
	fmt.Fprintf(b, ",title=%s::%s\n", escapeProperty.Replace(p.Rule), escapeMessage.Replace(message))
}

func ofSeverity(ps []Problem, s Severity) []Problem {
	var kind []Problem
	for _, p := range ps {
		if p.Severity == s {
			kind = append(kind, p)
		}
	}
	return kind
}
