package dataset

import (
	"os"
	"testing"

	"rapporteur/generator/report"
)

func BenchmarkMake(b *testing.B) {
	r, _, err := report.Load(os.DirFS("../.."))
	if err != nil {
		b.Fatal(err)
	}
	m, err := NewMaker()
	if err != nil {
		b.Fatal(err)
	}
	var set *Set
	for b.Loop() {
		set = m.Make(r, "x")
	}
	n, records := 0, 0
	for _, f := range set.All() {
		n += len(f.Data)
	}
	for _, f := range set.Records {
		records += len(f.Data)
	}
	b.ReportMetric(float64(n), "bytes")
	b.ReportMetric(float64(records), "of_records")
	b.ReportMetric(float64(len(set.ZIP.Data)), "zip")
	b.ReportMetric(float64(len(set.JSON.Data)), "json")
}
