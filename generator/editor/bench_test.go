package editor

import (
	"fmt"
	"testing"

	"rapporteur/generator/report"
)

// BenchmarkKeystroke measures an edit of a text of the real report with its verdict.
func BenchmarkKeystroke(b *testing.B) {
	e, _ := real(b)
	ref := report.Ref{Kind: report.KindRequest, ID: "op04-a"}
	was := e.session.valueAt(ref, "progress.fr")
	b.ReportAllocs()
	n := 0
	for b.Loop() {
		n++
		if _, err := e.session.Do(Op{Op: "set", Record: ref.String(), Path: "progress.fr", Value: fmt.Sprintf("%s Le mot %d.", was, n)}); err != nil {
			b.Fatal(err)
		}
		e.session.Quick(ref, "fr")
	}
}
