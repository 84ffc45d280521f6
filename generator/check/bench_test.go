package check_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/generator/check"
	"rapporteur/generator/report"
)

// BenchmarkRun runs all rules on reports with about as many records as in the name
// of the case. The time should grow in proportion to them.
func BenchmarkRun(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			r := largeReport(b, n)
			rules := check.Rules()
			b.ReportAllocs()
			for b.Loop() {
				check.Run(r, rules)
			}
			b.ReportMetric(float64(len(r.Refs())), "records")
		})
	}
}

// largeReport returns the small report with n more records: activities, sources,
// requests with answers, observations, money and acts.
func largeReport(tb testing.TB, n int) *report.Report {
	tb.Helper()
	files := make(map[string]*strings.Builder)
	add := func(name, format string, args ...any) {
		if files[name] == nil {
			files[name] = new(strings.Builder)
		}
		fmt.Fprintf(files[name], format, args...)
	}
	base := smallReport(tb)
	for _, name := range []string{"sources", "indicators", "finance", "activities/2007"} {
		add("data/"+name+".toml", "%s", base["data/"+name+".toml"])
	}
	for i := range n / 10 {
		year := 2003 + i%5
		add("data/sources.toml", "\n[[source]]\nid = \"s-%d\"\ntitle.en = \"Press release %d\"\noriginal = \"en\"\ndate = 2008-09-03\nkind = \"press\"\naccess = \"seen\"\n", i, i)
		add(fmt.Sprintf("data/activities/%d.toml", year), "\n[[activity]]\nid = \"a-%d\"\nkind = \"workshop\"\ntitle.en = \"Workshop %d\"\noriginal = \"en\"\nstart = %d-03-01\nend = %d-03-02\nplace.state = \"aut\"\norganizers = [\"unep\"]\ncites = [{ source = \"s-%d\", verification = \"secondary\" }]\n", i, i, year, year, i)
		add("data/indicators.toml", "\n[[indicator]]\nid = \"i-%d\"\nname.fr = \"Pays %d\"\nname.en = \"Countries %d\"\n", i, i, i)
		for j := range 3 {
			add("data/indicators.toml", "\n[[indicator.observation]]\nid = \"%d\"\nperiod.from = 2003-01-01\nperiod.to = %d-01-01\nquantity = { value = %d }\ncites = [{ source = \"s-%d\", verification = \"secondary\" }]\n", j, 2005+j, 100+j, i)
		}
		add("data/finance.toml", "\n[[money]]\nid = \"m-%d\"\nkind = \"contribution\"\nname.fr = \"Don %d\"\nname.en = \"Gift %d\"\ndate = 2008-01-01\namount = { value = 1000, currency = \"USD\" }\nto = [\"unep\"]\ncites = [{ source = \"s-%d\", verification = \"secondary\" }]\n", i, i, i, i)
		paragraph := fmt.Sprintf("data/paragraphs/op%d.toml", 10+i/20)
		if i%20 == 0 {
			add(paragraph, "id = \"op%d\"\nnumber = \"%d\"\ntext.fr = \"Prie l’Agence d’agir;\"\ntext.en = \"Requests the Agency to act;\"\n", 10+i/20, 10+i/20)
		}
		for j := range 3 {
			add(paragraph, `
[[request]]
id = "op%d-%d-%d"
verb = "requests"
addressees = ["unep"]
summary.fr = "Agir"
summary.en = "Act"
status = "implemented"
evidence = ["activity:a-%d", "indicator:i-%d"]
progress.fr = """
L’Agence a aidé [figure:i-%d] pays [source:s-%d].

Voir [l’atelier](activity:a-%d)."""
progress.en = """
The Agency supported [figure:i-%d] countries [source:s-%d].

See [the workshop](activity:a-%d)."""
`, 10+i/20, i, j, i, i, i, i, i, i, i, i)
		}
	}
	tree := (&fixture{}).tree("", base)
	for name, text := range files {
		tree[name] = &fstest.MapFile{Data: []byte(text.String())}
	}
	r, ps, err := report.Load(tree)
	if err != nil || r == nil {
		tb.Fatalf("not loaded: %v\n%.2000s", err, text(ps))
	}
	return r
}
