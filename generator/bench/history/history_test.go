package history

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"
)

// The same size gives the same history, of which each edition differs from the one before
// in a tenth of its records.
func TestHistory(t *testing.T) {
	s := Size{Records: 200, Editions: 12, Languages: 2, Commits: 30}
	for _, f := range []Flavour{Rapporteur, Hugo, Antora} {
		var a, b bytes.Buffer
		if err := s.FastImport(&a, f); err != nil {
			t.Fatal(err)
		}
		if err := s.FastImport(&b, f); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(a.Bytes(), b.Bytes()) {
			t.Errorf("%s: two histories of one size differ", f)
		}
		if n := strings.Count(a.String(), "commit refs/heads/main\n"); n != s.Editions+(s.Editions-1)*s.Commits {
			t.Errorf("%s: %d commits", f, n)
		}
		for name, text := range s.Files(f, 3) {
			if len(text) == 0 {
				t.Errorf("%s: %s is empty", f, name)
			}
		}
	}
	for e := 1; e < s.Editions; e++ {
		changed := 0
		was, is := s.records(e-1), s.records(e)
		kinds := make(map[string]bool)
		for i := range is {
			if was[i] != is[i] {
				changed++
				kinds[is[i].kind()] = true
			}
		}
		if changed != s.Records/10 {
			t.Errorf("edition %d: %d of %d records changed", e, changed, s.Records)
		}
		if len(kinds) < 5 {
			t.Errorf("edition %d: only these kinds of records changed: %v", e, kinds)
		}
	}
	// The texts are the same, whatever they are written for.
	text := []byte(record{n: 14, changes: 1}.text("fr", 30))
	for f, name := range map[Flavour]string{Hugo: "content/fr/publication/r-14.md", Antora: "fr/modules/ROOT/pages/publication/r-14.adoc"} {
		if of := s.Files(f, 12); !bytes.Contains(of[name], text) {
			t.Errorf("%s: %s does not hold %q", f, name, text)
		}
	}
}

// Hugo alone is the version of Hugo that the program has.
func TestSameHugo(t *testing.T) {
	version := regexp.MustCompile(`gohugoio/hugo (v\S+)`)
	var found []string
	for _, name := range []string{"../go.mod", "../../../go.mod"} {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		found = append(found, string(version.Find(b)))
	}
	if found[0] == "" || found[0] != found[1] {
		t.Errorf("the benchmarks have %s, the program %s", found[0], found[1])
	}
}
