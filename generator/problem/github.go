package problem

import (
	"fmt"
	"io"
	"strings"
)

// maxAnnotations is how many annotations of a kind GitHub keeps of a step.
const maxAnnotations = 10

// WriteGitHub writes problems as workflow commands, which GitHub shows beside
// the lines of a pull request: errors first, and of each kind no more than it
// keeps, the last of them saying how many there are besides.
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
			fmt.Fprintf(&b, "::%s title=%s::%s\n", severity, property(fmt.Sprintf("%d in all", len(kind))),
				data(fmt.Sprintf("and %d more %ss; the job summary lists all of them", rest, severity)))
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func annotate(b *strings.Builder, p Problem) {
	fmt.Fprintf(b, "::%s file=%s", p.Severity, property(p.Pos.File))
	if p.Pos.Line > 0 {
		fmt.Fprintf(b, ",line=%d", p.Pos.Line)
		if first, after := letters(p); first > 0 {
			fmt.Fprintf(b, ",col=%d,endColumn=%d", first, after-1)
		}
	}
	message := full(p)
	if p.Hint != "" {
		message += "\nhint: " + p.Hint
	}
	fmt.Fprintf(b, ",title=%s::%s\n", property(p.Rule), data(message))
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

// data escapes what stands behind the "::" of a workflow command.
func data(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

// property escapes what stands before it.
func property(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(s)
}
