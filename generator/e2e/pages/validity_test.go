package pages

import (
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/e2e"
)

// TestValidity has html-validate read every page of the kitchen sink and of
// the current edition; testdata/web/htmlvalidate.mjs says what is not asked.
func TestValidity(t *testing.T) {
	if e2e.WebTools(t) == "" {
		return
	}
	t.Parallel()
	for name, site := range map[string]struct {
		dir  string
		part func(version string) bool
	}{
		"real":         {e2e.RealSite(t), func(version string) bool { return version == "current" || strings.HasSuffix(version, ".html") }},
		"kitchen sink": {e2e.KitchenSink(t), func(string) bool { return true }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var files []string
			for file := range readSite(t, site.dir) {
				if version, _ := e2e.Place(file); site.part(version) {
					files = append(files, file)
				}
			}
			slices.Sort(files)
			if len(files) < 50 {
				t.Errorf("there are %d pages", len(files))
			}
			printFaults(t, e2e.HTMLFaults(t, site.dir, files))
		})
	}
}
