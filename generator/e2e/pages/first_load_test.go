package pages

import (
	"bytes"
	"compress/gzip"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"rapporteur/generator/e2e"
)

// What a reader's first page loads stays small: one style sheet, at most one
// script, and all of it as it goes over the wire.
func TestFirstLoad(t *testing.T) {
	t.Parallel()
	const (
		most       = 60_000 // bytes of page, style sheet, script and icon, compressed
		mostScript = 10_000 // bytes of the script, as it is
	)
	dir := e2e.RealSite(t)
	parts := []struct {
		what        string
		tag         *regexp.Regexp
		least, most int
	}{
		{"style sheets", regexp.MustCompile(`<link[^>]*\brel="?stylesheet\b[^>]*\bhref="?([^" >]+)`), 1, 1},
		{"scripts", regexp.MustCompile(`<script[^>]*\bsrc="?([^" >]+)`), 0, 1},
		{"icons", regexp.MustCompile(`<link[^>]*\brel="?icon\b[^>]*\bhref="?([^" >]+)`), 1, 1},
	}
	for _, page := range []string{"en/", "fr/", "en/paragraphs/op04/", "fr/report/", "en/changes/", "fr/states/"} {
		html, err := os.ReadFile(filepath.Join(dir, page, "index.html"))
		if err != nil {
			t.Fatal(err)
		}
		sum := compressed(t, html)
		said := []any{page, "page", sum}
		for _, part := range parts {
			found := part.tag.FindAllSubmatch(html, -1)
			if n := len(found); n < part.least || n > part.most {
				t.Errorf("%s has %d %s, want %d to %d", page, n, part.what, part.least, part.most)
			}
			for _, m := range found {
				data, err := os.ReadFile(filepath.Join(dir, page, string(m[1])))
				if err != nil {
					t.Errorf("%s: %v", page, err)
					continue
				}
				if part.what == "scripts" && len(data) >= mostScript {
					t.Errorf("%s has a script of %d bytes, want less than %d", page, len(data), mostScript)
				}
				n := compressed(t, data)
				sum += n
				said = append(said, part.what, n)
			}
		}
		t.Log(append(said, "together", sum)...)
		if sum > most {
			t.Errorf("%s loads %d bytes, want %d at most", page, sum, most)
		}
	}
}

// compressed is how many bytes gzip makes of data.
func compressed(t *testing.T, data []byte) int {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Len()
}

// A first search stays small, too: its script, what every search reads, and the pieces for
// three words with their misspellings and for the ten records that are shown, even if those
// are the largest.
func TestFirstSearch(t *testing.T) {
	t.Parallel()
	const (
		most         = 80_000 // bytes, compressed
		words, shown = 6, 10  // pieces
	)
	dir := e2e.RealSite(t)
	sizes := func(pattern string) (all []int) {
		t.Helper()
		files, err := filepath.Glob(filepath.Join(dir, filepath.FromSlash(pattern)))
		if err != nil || len(files) == 0 {
			t.Fatalf("there is no %s (%v)", pattern, err)
		}
		for _, f := range files {
			data, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, compressed(t, data))
		}
		slices.Sort(all)
		slices.Reverse(all)
		return all
	}
	for _, lang := range []string{"en", "fr"} {
		sum := 0
		for pattern, n := range map[string]int{
			"js/search*.js":                   1,
			lang + "/search/index/index.json": 1,
			lang + "/search/index/f.json":     1,
			lang + "/search/index/t-*.json":   words,
			lang + "/search/index/d-*.json":   shown,
		} {
			all := sizes(pattern)
			for _, size := range all[:min(n, len(all))] {
				sum += size
			}
		}
		t.Log(lang, sum)
		if sum > most {
			t.Errorf("a search in %s loads %d bytes, want %d at most", lang, sum, most)
		}
	}
}
