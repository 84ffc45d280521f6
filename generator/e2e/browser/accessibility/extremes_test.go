package accessibility

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur/generator/e2e"
)

// Reports of one paragraph and of a hundred, without figures, instruments or amounts, and
// one with three thousand deposits read as well as others: axe-core finds nothing, and nothing
// is cut off at any width. It is run where RAPPORTEUR_LONG is set.
func TestExtremes(t *testing.T) {
	if os.Getenv("RAPPORTEUR_LONG") == "" {
		t.Skip("RAPPORTEUR_LONG is not set")
	}
	axe := e2e.AxeScript(t)
	ctx := e2e.Browser(t)
	for _, report := range []struct {
		name  string
		make  func(t *testing.T) e2e.Project
		pages []string
	}{
		{"one paragraph", func(t *testing.T) e2e.Project { return e2e.NewReport(t, "fr,en", "--paragraphs", "1") },
			[]string{"/draft/fr/", "/draft/en/report/", "/draft/fr/paragraphs/", "/draft/en/paragraphs/op01/", "/draft/fr/resolution/", "/draft/en/sources/", "/draft/fr/data/", "/draft/en/parity/"}},
		{"a hundred paragraphs", func(t *testing.T) e2e.Project { return e2e.NewReport(t, "fr,en", "--paragraphs", "100") },
			[]string{"/draft/fr/", "/draft/en/report/", "/draft/fr/paragraphs/", "/draft/en/paragraphs/op100/", "/draft/fr/resolution/", "/draft/en/parity/"}},
		{"three thousand deposits", deposits,
			[]string{"/draft/fr/", "/draft/en/instruments/", "/draft/fr/instruments/treaty-07/", "/draft/en/states/", "/draft/fr/states/fra/", "/draft/en/report/", "/draft/fr/search/?q=France"}},
	} {
		t.Run(report.name, func(t *testing.T) {
			w := window{Tab: e2e.Tab{T: t, Ctx: ctx, URL: e2e.Served(t, report.make(t).Build("/"))}, said: e2e.Console(t, ctx)}
			for _, page := range report.pages {
				w.visit(page, looks(false, 0, true), axe)
				reflows(w.Tab, true)
			}
		})
	}
}

// deposits is the small report with sixteen more instruments, to which every State acceded.
func deposits(t *testing.T) e2e.Project {
	t.Helper()
	p := e2e.NewProject(t, "small")
	f, err := os.Open(filepath.Join(e2e.Root(t), "generator", "register", "states.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var states, acts, instruments strings.Builder
	for _, row := range rows[1:] {
		id, member, region, en, fr := row[0], row[1] == "member", row[2], row[5], row[6]
		acts.WriteString(fmt.Sprintf("  { state = %q, kind = \"accession\", date = 1999-10-%02d },\n", id, 1+len(id+en)%28))
		if id != "aut" && id != "cok" && id != "fra" {
			fmt.Fprintf(&states, "\n[[state]]\nid = %q\nname.fr = %q\nname.en = %q\nmember = %t\nregion = %q\n", id, fr, en, member, region)
		}
	}
	for i := range 16 {
		id := fmt.Sprintf("treaty-%02d", i+1)
		fmt.Fprintf(&instruments, "\n[[instrument]]\nid = %q\nnumber = %d\nname.fr = \"Traité %d\"\nname.en = \"Treaty %[3]d\"\nshort.fr = \"Traité %[3]d\"\nshort.en = \"Treaty %[3]d\"\n"+
			"adopted = 1999-03-01\ndepositary = [\"secretary-general\"]\ncites = [{ source = \"register-2001\", verification = \"primary\" }]\n"+
			"gaps = [{ field = \"count\", reason = \"not-found\" }, { field = \"entry_into_force\", reason = \"not-found\" }]\n", id, i+3, i+1)
		text := fmt.Sprintf("instrument = %q\ncites = [{ source = \"register-2001\", verification = \"primary\" }]\nact = [\n%s]\n", id, acts.String())
		if err := os.WriteFile(filepath.Join(p.Dir, "data", "participation", id+".toml"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	p.Rewrite("data/states.toml", func(s string) string { return s + states.String() })
	p.Rewrite("data/instruments.toml", func(s string) string { return s + instruments.String() })
	return p
}
