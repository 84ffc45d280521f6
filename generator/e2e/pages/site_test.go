package pages

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/e2e"
)

func printFaults(t *testing.T, faults []string) {
	t.Helper()
	for i, f := range faults {
		if i == 40 {
			t.Errorf("and %d more", len(faults)-i)
			break
		}
		t.Error(f)
	}
}

// The real site and a report that reaches every branch of every template are
// checked page by page, at the root of a host and below it; the real one below it
// where RAPPORTEUR_LONG is set, since its pages are made from the same templates.
func TestEveryPage(t *testing.T) {
	t.Parallel()
	below := func(repo func() string) func(t *testing.T) string {
		return func(t *testing.T) string {
			return e2e.Build(t, repo(), e2e.Base+"repo/", filepath.Join(t.TempDir(), "site"))
		}
	}
	for _, tt := range []struct {
		name, base string
		dir        func(t *testing.T) string
	}{
		{"real", e2e.Base, func(t *testing.T) string { return e2e.RealSite(t) }},
		{"real below a folder", e2e.Base + "repo/", below(func() string { return e2e.Root(t) })},
		{"kitchen sink", e2e.Base, func(t *testing.T) string { return e2e.KitchenSink(t) }},
		{"kitchen sink below a folder", e2e.Base + "repo/", below(func() string { return e2e.KitchenSinkProject(t).Dir })},
	} {
		if tt.name == "real below a folder" && os.Getenv("RAPPORTEUR_LONG") == "" {
			continue
		}
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			dir := tt.dir(t)
			pages := readSite(t, dir)
			if len(pages) < 50 {
				t.Errorf("there are %d pages", len(pages))
			}
			printFaults(t, checkSite(dir, tt.base, pages))
		})
	}
}

// A report that init begins has no dead link and nothing missing, in whatever languages
// it is published, before its first edition and after it.
func TestEveryPageOfANewReport(t *testing.T) {
	t.Parallel()
	for _, languages := range []string{"es", "ar,ru", "zh,en,fr,ru,es,ar"} {
		t.Run(languages, func(t *testing.T) {
			t.Parallel()
			p := e2e.NewReport(t, languages)
			state := ""
			if languages == "es" {
				// A State without a deposit, of which there is nothing to say.
				state = "states/and/"
				text := "[[state]]\nid = \"and\"\nname.es = \"Andorra\"\nmember = true\nregion = \"europe\"\n"
				if err := os.WriteFile(filepath.Join(p.Dir, "data", "states.toml"), []byte(text), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			first, _, _ := strings.Cut(languages, ",")
			for _, version := range []string{"draft/", ""} {
				if version == "" {
					p.Issue()
				}
				dir := e2e.Build(t, p.Dir, "/", filepath.Join(t.TempDir(), "site"))
				site := readSite(t, dir)
				printFaults(t, checkSite(dir, "/", site))
				for _, name := range []string{"", state, "about/", "method/", "accessibility/", "contributing/", "verify/", "rules/", "editions/"} {
					for lang := range strings.SplitSeq(languages, ",") {
						if file := version + lang + "/" + name + "index.html"; site[file] == nil {
							t.Errorf("there is no %s", file)
						}
					}
				}
				if gateway := site["index.html"]; gateway == nil || !slices.ContainsFunc(gateway.links, func(l string) bool { return strings.Contains(l, version+first+"/") }) {
					t.Errorf("the first page does not lead to %s", version+first+"/")
				}
				for file := range site {
					if v, lang := e2e.Place(file); lang != "" && !strings.Contains(languages, lang) {
						t.Errorf("%s of %s is in a language of which the report has nothing", file, v)
					}
				}
			}
		})
	}
}

// The authored pages of the six languages have the same links and headings, so that none
// says less than another.
func TestAuthoredPagesOfAllLanguages(t *testing.T) {
	t.Parallel()
	link := regexp.MustCompile(`\]\((/[a-z]+)\)`)
	for _, name := range []string{"about", "accessibility", "contributing", "method", "verify"} {
		shape := func(lang string) string {
			b, err := os.ReadFile(filepath.Join(e2e.Root(t), "content", name+"."+lang+".md"))
			if err != nil {
				t.Fatal(err)
			}
			links := link.FindAllString(string(b), -1)
			slices.Sort(links)
			return fmt.Sprintf("%d headings, %d items, links %v", strings.Count(string(b), "\n## "), strings.Count(string(b), "\n- "), links)
		}
		want := shape("en")
		for _, lang := range []string{"ar", "zh", "fr", "ru", "es"} {
			if got := shape(lang); got != want {
				t.Errorf("%s.%s.md has %s\nthe English page %s", name, lang, got, want)
			}
		}
	}
}

func TestAddingAnEditionLeavesTheOthers(t *testing.T) {
	t.Parallel()
	p := e2e.NewProject(t, "small")
	p.Issue()
	before := readSite(t, p.Build("/"))
	p.Replace("data/report.toml", "2001-01-31", "2001-06-30")
	p.Replace("data/indicators.toml", "1250", "1300")
	p.Replace("data/report.toml", "Test report", "Second report")
	p.Issue()
	after := readSite(t, p.Build("/"))

	compared := 0
	for file, old := range before {
		version, _ := e2e.Place(file)
		if version != "2001-01-31" {
			continue
		}
		if old.main == "" || after[file] == nil || after[file].main != old.main {
			t.Errorf("<main> of %s has changed", file)
		}
		compared++
	}
	if compared < 20 {
		t.Errorf("only %d pages were compared", compared)
	}
	for file, now := range after {
		rest, ok := strings.CutPrefix(file, "2001-06-30/")
		if _, lang := e2e.Place(file); !ok || lang == "" {
			continue
		}
		if now.moved != "" {
			continue // it is said where the same is
		}
		// What readers take away is at the address of the edition, nearer to its pages.
		taken := strings.NewReplacer(`"../../2001-06-30/data/`, `"../../data/`, `"../../../2001-06-30/data/`, `"../../../data/`)
		if current := after[rest]; current == nil || taken.Replace(current.main) != now.main {
			t.Errorf("<main> of %s is not that of the current page", file)
		}
	}
	if !strings.Contains(after["fr/indicators/index.html"].main, "1\u202f300") && !strings.Contains(after["fr/indicators/index.html"].main, "1\u00a0300") {
		t.Error("the current page does not show the new figure")
	}

	// A third edition writes no file of the first again, and none at the address of its content.
	files := func(dir string) map[string]string {
		out := make(map[string]string)
		for _, folder := range []string{"2001-01-31", "source"} {
			err := filepath.WalkDir(filepath.Join(dir, folder), func(name string, d fs.DirEntry, err error) error {
				if err != nil || d.IsDir() {
					return err
				}
				b, err := os.ReadFile(name)
				rel, _ := filepath.Rel(dir, name)
				out[rel] = string(b)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		return out
	}
	second := files(p.Build("/"))
	p.Replace("data/report.toml", "2001-06-30", "2001-12-31")
	p.Replace("data/indicators.toml", "1300", "1350")
	p.Issue()
	third := files(p.Build("/"))
	for name, was := range second {
		if third[name] != was {
			t.Errorf("%s was written again for a later edition", name)
		}
	}
	if len(second) < 40 {
		t.Errorf("only %d files were compared", len(second))
	}
}

func TestUnpublishedLanguagesAreLeftOut(t *testing.T) {
	t.Parallel()
	p := e2e.NewProject(t, "small")
	p.Replace("data/report.toml", `languages = ["fr", "en"]`, `languages = ["fr"]`)
	p.Issue()
	p.Replace("data/report.toml", "2001-01-31", "2001-06-30")
	p.Replace("data/report.toml", `languages = ["fr"]`, `languages = ["fr", "en"]`)
	p.Issue()
	p.Replace("data/report.toml", `languages = ["fr", "en"]`, `languages = ["fr", "en", "ar"]`)
	dir := p.Build("/")
	for name, want := range map[string]bool{
		"draft/ar/index.html":      true,
		"ar/about/index.html":      false,
		"2001-01-31/fr/index.html": true,
		"2001-01-31/en":            false,
		"2001-06-30/en/index.html": true,
		"en/about/index.html":      true,
		"ar":                       false,
		"2001-06-30/ar":            false,
	} {
		if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(name))); (err == nil) != want {
			t.Errorf("%s: there is %v, want %v", name, err == nil, want)
		}
	}
	printFaults(t, checkSite(dir, "/", readSite(t, dir)))
}

// Hugo does not promise that a Go value keeps its type on the way to the
// templates, nor that a missing template is an error.
func TestMistakesInTemplatesFailTheBuild(t *testing.T) {
	t.Parallel()
	tests := map[string]struct {
		spoil func(p e2e.Project)
		want  string
	}{
		"a field that does not exist": {
			func(p e2e.Project) {
				p.Replace("layouts/finance.html", `{{ define "main" }}`, `{{ define "main" }}{{ .Params.page.Body.Grupos }}`)
			},
			"Grupos",
		},
		"an interface string that is missing": {
			func(p e2e.Project) {
				p.Replace("layouts/finance.html", `{{ define "main" }}`, `{{ define "main" }}{{ T "no-such-string" }}`)
			},
			"no-such-string",
		},
		"a dead link in an authored page": {
			func(p e2e.Project) {
				name := filepath.Join(p.Dir, "content", "about.fr.md")
				f, err := os.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0)
				if err != nil {
					p.T.Fatal(err)
				}
				defer f.Close()
				if _, err := f.WriteString("\n[x](/paragraphs/op99)\n"); err != nil {
					p.T.Fatal(err)
				}
			},
			"/paragraphs/op99",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := e2e.NewProject(t, "small")
			p.OwnTemplates()
			tt.spoil(p)
			_, stderr, code := e2e.Run(t, p.Dir, "build")
			if code != e2e.ExitTrouble || !strings.Contains(stderr, tt.want) {
				t.Errorf("exit %d, want %d and %q:\n%s", code, e2e.ExitTrouble, tt.want, stderr)
			}
			if _, err := os.Stat(filepath.Join(p.Dir, "public")); err == nil {
				t.Error("a site was written all the same")
			}
		})
	}
}

// What looks like a template, a shortcode or HTML in the data is text.
func TestProseIsText(t *testing.T) {
	t.Parallel()
	p := e2e.NewProject(t, "small")
	hostile := `{{ .Site }} {{< ref >}} {{% x %}} <script>alert(1)</script> <b>bold</b> &amp; {{ printf }}`
	p.Replace("data/paragraphs/op01.toml", "Aider les États", hostile)
	p.Replace("data/activities/2000.toml", "Test workshop", "Test "+hostile)
	dir := p.Build("/")
	pages := readSite(t, dir)
	printFaults(t, checkSite(dir, "/", pages))
	for _, file := range []string{"draft/fr/paragraphs/op01/index.html", "draft/en/activities/vienna-2000/index.html", "draft/fr/data/paragraphs/op01/index.html"} {
		if pages[file] == nil || !strings.Contains(pages[file].text, hostile) {
			t.Errorf("%s does not show %s", file, hostile)
		}
	}
}
