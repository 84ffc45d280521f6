package review_test

import (
	"testing"

	"rapporteur/generator/edition"
	"rapporteur/generator/review"
)

// BenchmarkCheck checks the working tree of this repository with its history, as the
// command does: each time it opens the repository, reads the editions and runs every rule.
func BenchmarkCheck(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		r, err := edition.Open(b.Context(), "../..", edition.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if _, err := review.Check(b.Context(), r, edition.Target{}, nil); err != nil {
			b.Fatal(err)
		}
		if err := r.Close(); err != nil {
			b.Fatal(err)
		}
	}
}
