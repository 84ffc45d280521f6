package problem

import (
	"fmt"
	"io"
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
func WriteGitHub(w io.Writer, ps []Problem) error {
	var b strings.Builder
	for _, severity := range []Severity{Error, Warning} {
		kind := ofSeverity(ps, severity)
		shown := kind
		if len(kind) > maxAnnotations {
			shown = kind[:maxAnnotations-1]
		}
		for _, p := range shown {
			annotate(&b, p)
		}
		if rest := len(kind) - len(shown); rest > 0 {
			fmt.Fprintf(&b, "::%s title=%s::%s\n", severity, escapeProperty.Replace(fmt.Sprintf("%d in total", len(kind))),
				escapeMessage.Replace(fmt.Sprintf("and %d more %ss; the job summary lists all of them", rest, severity)))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func annotate(b *strings.Builder, p Problem) {
	fmt.Fprintf(b, "::%s file=%s", p.Severity, escapeProperty.Replace(p.Pos.File))
	if p.Pos.Line > 0 {
		fmt.Fprintf(b, ",line=%d", p.Pos.Line)
		if first, after := runeRange(p); first > 0 {
			fmt.Fprintf(b, ",col=%d,endColumn=%d", first, after-1)
		}
	}
	message := messageWithEdition(p)
	if p.Hint != "" {
		message += "\nhint: " + p.Hint
	}
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
