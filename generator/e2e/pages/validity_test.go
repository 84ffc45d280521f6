package pages

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"rapporteur/generator/e2e"
)

// TestValidity runs html-validate on the pages of the kitchen sink and of the
// current edition; testdata/web/htmlvalidate.mjs lists the rules that are off. A
// page without any markup that an earlier one lacks is left out, unless
// RAPPORTEUR_LONG is set: most differ in words alone.
func TestValidity(t *testing.T) {
	if e2e.WebTools(t) == "" {
		return
	}
	t.Parallel()
	seen := map[string]bool{}
	for _, site := range []struct {
		name, dir string
		part      func(version string) bool
	}{
		{"kitchen sink", e2e.KitchenSink(t), func(string) bool { return true }},
		{"real", e2e.RealSite(t), func(version string) bool { return version == "current" || strings.HasSuffix(version, ".html") }},
	} {
		t.Run(site.name, func(t *testing.T) {
			var files []string
			for _, file := range filesOf(t, site.dir) {
				if version, _ := e2e.Place(file); site.part(version) {
					files = append(files, file)
				}
			}
			slices.Sort(files)
			if len(files) < 50 {
				t.Errorf("there are %d pages", len(files))
			}
			chosen := files
			if os.Getenv("RAPPORTEUR_LONG") == "" {
				chosen = withNewMarkup(t, site.dir, files, seen)
			}
			t.Logf("%d of %d pages", len(chosen), len(files))
			printFaults(t, e2e.HTMLFaults(t, site.dir, chosen))
		})
	}
}

// withNewMarkup returns the pages that have markup which no page before them has, here or
// in what was seen: a tag with its attributes after another, or text between them.
func withNewMarkup(t *testing.T, dir string, files []string, seen map[string]bool) (chosen []string) {
	t.Helper()
	for _, file := range files {
		data, err := os.ReadFile(filepath.Join(dir, file))
		if err != nil {
			t.Fatal(err)
		}
		before, isNew := "", false
		for z := html.NewTokenizer(bytes.NewReader(data)); z.Next() != html.ErrorToken; {
			now := markup(z.Token())
			if now == "" {
				continue
			}
			if pair := before + now; !seen[pair] {
				seen[pair], isNew = true, true
			}
			before = now
		}
		if isNew {
			chosen = append(chosen, file)
		}
	}
	return chosen
}

// markup is a token without what differs from page to page; empty for space
// and comments.
func markup(token html.Token) string {
	switch token.Type {
	case html.TextToken:
		if strings.TrimSpace(token.Data) == "" {
			return ""
		}
		return "text "
	case html.CommentToken:
		return ""
	}
	parts := []string{token.Type.String(), token.Data}
	for _, a := range token.Attr {
		part := a.Key
		if slices.Contains([]string{"rel", "role", "scope", "type"}, a.Key) || a.Val == "" {
			part += "=" + a.Val
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, " ") + "; "
}
