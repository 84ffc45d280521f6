package pages

import (
	"fmt"
	"io/fs"
	"path/filepath"
	"testing"

	"rapporteur/generator/e2e"
	"rapporteur/generator/edition"
	"rapporteur/generator/report"
	"rapporteur/generator/site"
	"rapporteur/generator/site/history"
)

// manyEditions is a repository in which the report of this one was issued n
// times, each with one figure changed.
func manyEditions(b *testing.B, n int) e2e.Project {
	b.Helper()
	p := e2e.NewRealProject(b)
	id := func(i int) string { return fmt.Sprintf("%d-%02d-01", 2010+i/12, i%12+1) }
	p.Rewrite("data/report.toml", func(s string) string { return e2e.SetKey(s, "id", `"`+id(0)+`"`) })
	for i := range n {
		p.Rewrite("data/report.toml", func(s string) string {
			s = e2e.SetKey(s, "id", `"`+id(i)+`"`)
			s = e2e.SetKey(s, "as_at", id(i))
			return e2e.SetKey(s, "status", `"issued"`)
		})
		p.Rewrite("data/publications.toml", func(s string) string { return e2e.SetKey(s, "symbol", fmt.Sprintf(`"V.%d"`, i)) })
		p.Git("add", "-A")
		p.Git("commit", "-q", "-m", "issue")
	}
	return p
}

// BenchmarkBuild measures the whole build of the real report at 1, 10 and 30
// editions, and how much of it is the generator's own work (all but Hugo).
func BenchmarkBuild(b *testing.B) {
	for _, n := range []int{1, 10, 30} {
		b.Run(fmt.Sprintf("editions=%d", n), func(b *testing.B) {
			p := manyEditions(b, n)
			b.ReportAllocs()
			pages := 0
			for b.Loop() {
				out := filepath.Join(b.TempDir(), "site")
				if _, stderr, code := e2e.Run(b, p.Dir, "build", "--quiet", "--out", out); code != e2e.ExitOK {
					b.Fatal(stderr)
				}
				if pages == 0 {
					b.StopTimer()
					pages = countPages(b, out)
					b.StartTimer()
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(pages), "µs/page")
		})
	}
}

// BenchmarkOwnWork measures what BenchmarkBuild does before Hugo begins.
func BenchmarkOwnWork(b *testing.B) {
	for _, n := range []int{1, 10, 30} {
		b.Run(fmt.Sprintf("editions=%d", n), func(b *testing.B) {
			p := manyEditions(b, n)
			b.ReportAllocs()
			for b.Loop() {
				r, err := edition.Open(b.Context(), p.Dir, edition.Options{})
				if err != nil {
					b.Fatal(err)
				}
				series, err := r.Series(b.Context(), "")
				if err != nil {
					b.Fatal(err)
				}
				in := site.Input{Current: series.Current().ID, BaseURL: "/"}
				for _, e := range series.Editions {
					rep, problems, err := e.Target().Load(b.Context(), r)
					if err != nil || rep == nil {
						b.Fatal(err, problems)
					}
					in.Editions = append(in.Editions, history.Issued{ID: e.ID, Report: rep, Commit: e.Commit, Committed: report.Date{Year: 2026, Month: 1, Day: 1}})
				}
				m, err := site.New(in)
				if err != nil {
					b.Fatal(err)
				}
				if err := m.SearchFiles(func(string, []byte) error { return nil }); err != nil {
					b.Fatal(err)
				}
				if err := r.Close(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

func countPages(tb testing.TB, dir string) (n int) {
	tb.Helper()
	err := filepath.WalkDir(dir, func(_ string, d fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(d.Name()) == ".html" {
			n++
		}
		return err
	})
	if err != nil {
		tb.Fatal(err)
	}
	return n
}
