package pages

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/e2e"
)

// Every partial and every style sheet is on the page of components, or is named
// here with the reason why it is not.
func TestComponentsAreShown(t *testing.T) {
	t.Parallel()
	styles := map[string]string{
		"specimen": "the style of the page of components itself",
	}
	page, err := os.ReadFile(filepath.Join(e2e.KitchenSink(t), "en", "components", "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range unshown(t, "layouts/_partials", ".html", "_partials/", string(page), nil) {
		t.Error(f)
	}
	for _, f := range unshown(t, "assets/css/components", ".css", "components/", string(page), styles) {
		t.Error(f)
	}
	// What a partial draws is drawn here too, and not only named.
	drawn := map[string]bool{}
	for _, m := range regexp.MustCompile(`class=(?:"([^"]*)"|([^ >"]+))`).FindAllStringSubmatch(string(page), -1) {
		for _, class := range strings.Fields(m[1] + m[2]) {
			drawn[class] = true
		}
	}
	elsewhere := []string{"masthead", "masthead__corresponds", "table-filter"} // Where the page says so
	first := regexp.MustCompile(`class="([a-z][a-z_-]*)[ "]`)
	for _, name := range partialsOf(t) {
		text, err := os.ReadFile(filepath.Join(e2e.Root(t), "layouts", "_partials", name))
		if err != nil {
			t.Fatal(err)
		}
		if m := first.FindStringSubmatch(string(text)); m != nil && !drawn[m[1]] && !slices.Contains(elsewhere, m[1]) {
			t.Errorf("%s draws the class %s, which is not on the page of components", name, m[1])
		}
	}
}

func partialsOf(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(e2e.Root(t), "layouts/_partials/*.html"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%d partials, %v", len(files), err)
	}
	for i := range files {
		files[i] = filepath.Base(files[i])
	}
	return files
}

// unshown are the files of a folder that a page does not name, and what is
// wrong with the list of those that it need not.
func unshown(t *testing.T, dir, ext, prefix, page string, exempt map[string]string) (faults []string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(e2e.Root(t), dir, "*"+ext))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: %d files, %v", dir, len(files), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ext)
		named := strings.Contains(page, "<code>"+prefix+name+ext+"</code>")
		switch {
		case exempt[name] == "" && !named:
			faults = append(faults, fmt.Sprintf("%s is not on the page of components: add it to generator/site/components.go", file))
		case exempt[name] != "" && named:
			faults = append(faults, fmt.Sprintf("%s is on the page of components, and needs no exemption", file))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(exempt)) {
		if !slices.Contains(files, filepath.Join(e2e.Root(t), dir, name+ext)) {
			faults = append(faults, fmt.Sprintf("%s is exempt, but does not exist", name))
		}
	}
	return faults
}

// Each partial that is named for a component is in its template: what the
// page says of a component is what the page is drawn with.
func TestSpecimensUseTheirPartials(t *testing.T) {
	t.Parallel()
	calls := regexp.MustCompile(`partial "([a-z-]+)\.html"`)
	called := map[string]bool{}
	for _, dir := range []string{"layouts/*.html", "layouts/_partials/*.html"} {
		files, err := filepath.Glob(filepath.Join(e2e.Root(t), dir))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range calls.FindAllStringSubmatch(string(text), -1) {
				called[m[1]] = true
			}
		}
	}
	for _, name := range partialsOf(t) {
		if !called[strings.TrimSuffix(name, ".html")] {
			t.Errorf("no page uses %s", name)
		}
	}
}
