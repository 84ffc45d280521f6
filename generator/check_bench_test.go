package main

import (
	"os"
	"testing"

	"rapporteur/generator/check"
	"rapporteur/generator/problem"
	"rapporteur/generator/report"
)

// BenchmarkCheck reads the report of this repository and holds it against
// every rule, as check does once git has said what to read.
func BenchmarkCheck(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		r, ps, err := report.Load(os.DirFS(".."))
		if err != nil || r == nil {
			b.Fatal(err, ps)
		}
		ps, _ = check.Waive(r, append(ps, check.Run(r, check.Rules())...), false)
		check.Pages(r, problem.Sort(ps))
	}
}
