package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// A site that is kept is built again when anything that it is built from is another,
// and only then.
func TestSiteInputs(t *testing.T) {
	make := func() Project {
		p := NewProject(t, "small")
		p.Issue()
		p.OwnTemplates()
		return p
	}
	p := make()
	first := siteInputs(t, p.Dir, nil)
	if again := siteInputs(t, make().Dir, nil); again != first {
		t.Error("equal repositories in different folders have different inputs")
	}
	if siteInputs(t, p.Dir, []string{"--components"}) == first {
		t.Error("a flag makes no difference")
	}
	seen := []string{first}
	for name, change := range map[string]func(){
		"data":           func() { p.Replace("data/indicators.toml", "1250", "1300") },
		"an activity":    func() { p.Replace("data/activities/2000.toml", "Test workshop", "Other workshop") },
		"a template":     func() { p.Replace("layouts/finance.html", "main", "main ") },
		"a style sheet":  func() { p.Rewrite("assets/css/base.css", func(s string) string { return s + "\n" }) },
		"a string":       func() { p.Rewrite("i18n/fr.toml", func(s string) string { return s + "\n" }) },
		"a written page": func() { p.Rewrite("content/about.fr.md", func(s string) string { return s + "\n" }) },
		"the settings":   func() { p.Rewrite("config.toml", func(s string) string { return s + "\n" }) },
		"the history":    func() { p.Commit("another") },
		"the remote":     func() { p.Git("remote", "add", "origin", "https://example.org/report") },
	} {
		change()
		now := siteInputs(t, p.Dir, nil)
		if slices.Contains(seen, now) {
			t.Errorf("with another state of %s the inputs are the same", name)
		}
		seen = append(seen, now)
	}
}

func TestKept(t *testing.T) {
	t.Setenv("XDG_CACHE_HOME", t.TempDir())
	made := 0
	get := func(key string) string {
		t.Helper()
		path := Kept(t, "thing", key, func(path string) {
			made++
			if err := os.WriteFile(path, []byte(key), 0o644); err != nil {
				t.Fatal(err)
			}
		})
		if b, err := os.ReadFile(path); err != nil || string(b) != key {
			t.Errorf("what is kept for %s is %q, %v", key, b, err)
		}
		return path
	}
	a := get("a")
	if get("a"); made != 1 {
		t.Errorf("it was made %d times, want once", made)
	}
	get("b")
	if _, err := os.Stat(a); made != 2 || err != nil {
		t.Errorf("after another was made (%d), what is in use is gone: %v", made, err)
	}
	old := time.Now().Add(-2 * unused)
	if err := os.Chtimes(a, old, old); err != nil {
		t.Fatal(err)
	}
	get("b")
	if _, err := os.Stat(a); !os.IsNotExist(err) {
		t.Errorf("what nobody has used is still there: %v", err)
	}
	left, err := filepath.Glob(filepath.Join(Cache(t), ".thing*"))
	if err != nil || len(left) > 0 {
		t.Errorf("%v is left, %v", left, err)
	}
}

// Folders of other working trees do not pile up; one that is in use stays.
func TestPruneTrees(t *testing.T) {
	dir := t.TempDir()
	make := func(name string, age time.Duration) {
		t.Helper()
		when := time.Now().Add(-age)
		if err := os.MkdirAll(filepath.Join(dir, name, "site"), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(filepath.Join(dir, name), when, when); err != nil {
			t.Fatal(err)
		}
	}
	var want []string
	for i := range mostTrees + 2 {
		name := fmt.Sprintf("busy%d", i)
		make(name, time.Duration(i)*time.Minute)
		want = append(want, name)
	}
	make("idle", 2*unused)
	left := func() (names []string) {
		t.Helper()
		if err := pruneTrees(dir); err != nil {
			t.Fatal(err)
		}
		entries, err := os.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			names = append(names, e.Name())
		}
		return names
	}
	if got := left(); !slices.Equal(got, want) {
		t.Errorf("with many trees %q are left, want %q", got, want)
	}
	for _, name := range want[2:] {
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	make("idle", 2*unused)
	make("old", forgotten+time.Hour)
	if got, want := left(), []string{"busy0", "busy1", "idle"}; !slices.Equal(got, want) {
		t.Errorf("with few trees %q are left, want %q", got, want)
	}
}

// hurried is a test in a run that ends soon.
type hurried struct {
	testing.TB
	end time.Time
}

func (h hurried) Deadline() (time.Time, bool) { return h.end, true }

func TestUntil(t *testing.T) {
	n := 0
	if !Until(t, func() bool { n++; return n == 3 }) || n != 3 {
		t.Errorf("it was asked %d times, want 3", n)
	}
	h := hurried{t, time.Now().Add(200 * time.Millisecond)}
	if Until(h, func() bool { return false }) {
		t.Error("what never comes has come")
	}
}
