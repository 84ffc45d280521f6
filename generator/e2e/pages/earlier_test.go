package pages

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/e2e"
)

// The pages of an issued edition say of each status that rests on nothing but what was
// over before the resolution was adopted that it does: on the page of the paragraph and
// in the report, and nowhere else.
func TestStatusesThatRestOnEarlierEvidence(t *testing.T) {
	t.Parallel()
	want := map[string][]string{
		"2007-12-18": {"op01-b", "op02-b", "op02-c", "op04-a", "op06-a", "op06-b"},
		"2008-07-31": {"op02-b", "op06-a"},
		"2008-12-31": nil,
		"2009-06-30": nil,
	}
	says := map[string]string{
		"en": "Note made later, which is not part of the edition as issued: all the evidence given here is from before the resolution was adopted (18 December 2007).",
		"fr": "Note ajoutée ultérieurement, qui ne fait pas partie de l’édition publiée : tous les éléments d’information donnés ici sont antérieurs à l’adoption de la résolution (18 décembre 2007).",
	}
	dir := e2e.RealSite(t)
	for edition, requests := range want {
		for lang, note := range says {
			var got []string
			files, err := filepath.Glob(filepath.Join(dir, edition, lang, "paragraphs", "op*", "index.html"))
			if err != nil || len(files) != 10 {
				t.Fatalf("%d pages of paragraphs: %v", len(files), err)
			}
			for _, file := range files {
				for _, box := range withClass(parseFile(t, file), "request") {
					if strings.Contains(textOf(box), note) {
						id, _ := attribute(box, "id")
						got = append(got, id)
					}
				}
			}
			slices.Sort(got)
			if !slices.Equal(got, requests) {
				t.Errorf("%s in %s: the note is on %v, want %v", edition, lang, got, requests)
			}
			whole := textOf(parseFile(t, filepath.Join(dir, edition, lang, "report", "index.html")))
			if n := strings.Count(whole, note); n != len(requests) {
				t.Errorf("%s in %s: the report has the note %d times, want %d", edition, lang, n, len(requests))
			}
		}
	}
}
