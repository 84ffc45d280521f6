package portal

import (
	"os"
	"path/filepath"
	"testing"

	"rapporteur/generator/published"
)

// BenchmarkWrite writes a portal of 300 reports in two languages.
func BenchmarkWrite(b *testing.B) {
	l := parsed(b, header)
	var readings []Reading
	for i := range 300 {
		e := Entry{URL: "https://example.org/r/", Topics: []string{"children"}}
		r, err := published.Parse(synthetic(b, i).JSON())
		if err != nil {
			b.Fatal(err)
		}
		readings = append(readings, Reading{Entry: e, Report: r, Base: e.URL})
	}
	dir := b.TempDir()
	for b.Loop() {
		out := filepath.Join(dir, "out")
		if _, err := Write(out, out, l, readings); err != nil {
			b.Fatal(err)
		}
		if err := os.RemoveAll(out); err != nil {
			b.Fatal(err)
		}
	}
}
