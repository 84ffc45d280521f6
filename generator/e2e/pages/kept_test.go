package pages

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/e2e"
)

// Whatever happens to the data, to the site or to the templates, a build that keeps what it
// can gives byte for byte what one gives that keeps nothing; and it keeps the editions to which
// nothing happened.
func TestKeptIsWhatWouldBeWritten(t *testing.T) {
	t.Parallel()
	p := e2e.NewProject(t, "small")
	out := filepath.Join(t.TempDir(), "public")
	build := func(out string, flags ...string) string {
		t.Helper()
		args := append([]string{"build", "--repo", p.Dir, "--out", out}, flags...)
		_, stderr, code := e2e.Run(t, p.Dir, args...)
		if code != e2e.ExitOK {
			t.Fatalf("build %s: exit %d\n%s", flags, code, stderr)
		}
		return stderr
	}
	files := func(dir string) map[string]string {
		all := make(map[string]string)
		err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := os.ReadFile(name)
			rel, _ := filepath.Rel(dir, name)
			all[filepath.ToSlash(rel)] = string(b)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		return all
	}
	r := rand.New(rand.NewPCG(17, 62))
	id, newest, value, issued := "2001-01-31", "", 1250, 0
	edit := func() {
		next := value + 1 + r.IntN(50)
		p.Replace("data/indicators.toml", fmt.Sprint(value), fmt.Sprint(next))
		value = next
	}
	issue := func() {
		if issued > 0 {
			next := fmt.Sprintf("2001-%02d-28", issued+1)
			p.Replace("data/report.toml", id, next)
			id = next
		}
		issued, newest = issued+1, id
		p.Issue()
	}
	issue()
	edit()
	issue()
	// A file that wants to take the place of a page.
	for _, name := range []string{"2001-01-31/en/report/index.html", "en/index.html", "editions.json", "more/index.html"} {
		name = filepath.Join(p.Dir, "static", filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte("mine"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	build(out)
	if all := files(out); all["2001-01-31/en/report/index.html"] == "mine" || all["en/index.html"] == "mine" || all["editions.json"] == "mine" || all["more/index.html"] != "mine" {
		t.Error("a file of static/ takes the place of a page, or is missing")
	}
	// Each of these happens once, in an order that the seed gives; kept is how many of the
	// issued editions are, -1 where the whole site is.
	some := func(folder string) string {
		var names []string
		for name := range files(out) {
			if strings.HasPrefix(name, folder) && strings.HasSuffix(name, ".html") && strings.Count(name, "/") > 1 {
				names = append(names, name)
			}
		}
		slices.Sort(names)
		return filepath.Join(out, filepath.FromSlash(names[r.IntN(len(names))]))
	}
	steps := []struct {
		what string
		do   func() error
		kept func() int
	}{
		{"nothing", func() error { return nil }, func() int { return -1 }},
		{"a draft with a line more", func() error {
			p.Replace("data/report.toml", `status = "issued"`, `status = "draft"`)
			p.Replace("data/report.toml", id, "2001-12-28")
			id = "2001-12-28"
			p.Replace("data/activities/2000.toml", "[[activity]]", "# a comment\n[[activity]]")
			edit()
			return nil
		}, func() int { return issued }},
		{"a word in the draft", func() error { edit(); return nil }, func() int { return issued }},
		{"an edition more", func() error { edit(); issue(); return nil }, func() int { return issued - 2 }},
		{"a page is overwritten", func() error { return os.WriteFile(some("2001-01-31/"), []byte("x"), 0o644) }, func() int { return issued - 1 }},
		{"a page is gone, and a shared one is overwritten", func() error {
			if err := os.Remove(some(newest + "/")); err != nil {
				return err
			}
			return os.WriteFile(some("source/"), []byte("x"), 0o644)
		}, func() int { return issued - 1 }},
		{"the record is cut off", func() error { return os.Truncate(filepath.Join(out, ".rapporteur-parts"), 900) }, func() int { return 0 }},
		{"a string is the report's own", func() error {
			return os.WriteFile(filepath.Join(p.Dir, "i18n", "fr.toml"), fmt.Appendf(nil, "nav-about = \"Le projet %d\"\n", r.IntN(99)), 0o644)
		}, func() int { return 0 }},
	}
	if err := os.MkdirAll(filepath.Join(p.Dir, "i18n"), 0o755); err != nil {
		t.Fatal(err)
	}
	r.Shuffle(len(steps), func(i, j int) { steps[i], steps[j] = steps[j], steps[i] })
	said := regexp.MustCompile(`, (\d+) kept`)
	for i, s := range steps {
		if err := s.do(); err != nil {
			t.Fatal(err)
		}
		var flags []string
		if i >= len(steps)-2 { // where nothing is compressed yet, and where something is
			flags = []string{"--compress"}
		}
		text := build(out, append(flags, "--explain")...)
		kept := 0
		if m := said.FindStringSubmatch(text); m != nil {
			fmt.Sscan(m[1], &kept)
		} else if strings.Contains(text, ", all kept") {
			kept = -1
		}
		want := s.kept()
		if want < 0 && len(flags) > 0 && i == len(steps)-2 {
			want = issued // but the site is not as it was
		}
		if kept != want {
			t.Errorf("%s: %d editions are kept, want %d\n%s", s.what, kept, want, text)
		}
		fresh := filepath.Join(t.TempDir(), "fresh")
		build(fresh, append(flags, "--fresh", "--quiet")...)
		got, wanted := files(out), files(fresh)
		for name := range wanted {
			if got[name] != wanted[name] {
				t.Errorf("%s: %s is not what a fresh build writes\n%s", s.what, name, text)
				break
			}
		}
		if len(got) != len(wanted) {
			t.Errorf("%s: %d files, and %d of a fresh build", s.what, len(got), len(wanted))
		}
		if _, ok := wanted["en/index.html.br"]; ok != (len(flags) > 0) {
			t.Errorf("%s: with %q the front page is compressed: %v", s.what, flags, ok)
		}
	}
}
