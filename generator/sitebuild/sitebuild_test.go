package sitebuild

import (
	"errors"
	"os"
	"path/filepath"
	"rapporteur"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"rapporteur/generator/catalogue"
	"rapporteur/generator/check"
	"rapporteur/generator/edition"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
	"rapporteur/generator/site"
	"rapporteur/generator/site/page"
)

// Configure adds the settings and every rule; a base address that is given
// replaces that of config.toml.
func TestConfigure(t *testing.T) {
	dir := t.TempDir()
	b, err := os.ReadFile(filepath.Join("..", "..", "config.toml"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "config.toml"), b, 0o644); err != nil {
		t.Fatal(err)
	}
	in := new(site.Input)
	if err := Configure(in, dir, "https://example.org/report/"); err != nil {
		t.Fatal(err)
	}
	if in.BaseURL != "https://example.org/report/" {
		t.Errorf("the base address is %q", in.BaseURL)
	}
	rules := 0
	for _, f := range in.Rules {
		rules += len(f.Rules)
	}
	if rules != len(check.Rules()) {
		t.Errorf("%d rules, want %d", rules, len(check.Rules()))
	}
	if err := Configure(in, t.TempDir(), ""); err != nil || in.BaseURL != "/" || in.Comparisons != 12 {
		t.Errorf("without config.toml the program's is not taken: %v, %+v", err, in)
	}
}

// A report's files take the place of the program's, one by one, and strings key by
// key; what it takes away again comes back.
func TestSync(t *testing.T) {
	dir := t.TempDir()
	own := fstest.MapFS{
		"config.toml":               {Data: []byte("title = \"Mine\"\n")},
		"layouts/all.html":          {Data: []byte("mine")},
		"layouts/more/partial.html": {Data: []byte("more")},
		"static/deep/file.txt":      {Data: []byte("static")},
		"i18n/fr.toml":              {Data: []byte("nav-about = \"Qui sommes-nous\"\n")},
		"data/report.toml":          {Data: []byte("schema = 2\n")},
		"other/file":                {Data: []byte("other")},
	}
	if err := Sync(dir, own); err != nil {
		t.Fatal(err)
	}
	defer catalogue.Use(nil)
	read := func(name string) string {
		b, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		return string(b)
	}
	program := func(name string) string {
		b, err := rapporteur.Site.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		return string(b)
	}
	for name, want := range map[string]string{
		"config.toml":                   "title = \"Mine\"\n",
		"layouts/all.html":              "mine",
		"layouts/more/partial.html":     "more",
		"layouts/baseof.html":           program("layouts/baseof.html"),
		"layouts/_partials/assets.html": program("layouts/_partials/assets.html"),
		"content/_content.gotmpl":       program("content/_content.gotmpl"),
		"static/deep/file.txt":          "static",
		"data/report.toml":              "",
		"other/file":                    "",
	} {
		if got := read(name); got != want {
			t.Errorf("%s holds %.40q, want %.40q", name, got, want)
		}
	}
	if got := catalogue.In("fr").Say("nav-about"); got != "Qui sommes-nous" {
		t.Errorf("Go prints %q", got)
	}
	if got := catalogue.In("fr").Say("language-name"); got != "Français" {
		t.Errorf("a string that is not replaced is %q", got)
	}

	// A second time only what changed is written.
	info, err := os.Stat(filepath.Join(dir, "layouts", "baseof.html"))
	if err != nil {
		t.Fatal(err)
	}
	past := info.ModTime().Add(-time.Hour)
	if err := os.Chtimes(filepath.Join(dir, "layouts", "baseof.html"), past, past); err != nil {
		t.Fatal(err)
	}
	delete(own, "layouts/all.html")
	delete(own, "layouts/more/partial.html")
	delete(own, "i18n/fr.toml")
	delete(own, "config.toml")
	if err := Sync(dir, own); err != nil {
		t.Fatal(err)
	}
	if read("layouts/all.html") != program("layouts/all.html") || read("layouts/more/partial.html") != "" {
		t.Error("what the report took away stays")
	}
	if info, err := os.Stat(filepath.Join(dir, "layouts", "baseof.html")); err != nil || !info.ModTime().Equal(past) {
		t.Errorf("a file that did not change was written again (%v)", err)
	}
	if got := catalogue.In("fr").Say("nav-about"); got == "Qui sommes-nous" {
		t.Error("Go prints a string that the report no longer has")
	}

	own["i18n/fr.toml"] = &fstest.MapFile{Data: []byte("a = ")}
	if err := Sync(dir, own); err == nil {
		t.Error("strings that are no TOML are taken")
	}
}

// What a stranger puts into a repository brings no file from elsewhere into a site, takes no
// name that the program goes by, and does not fill the memory.
func TestSyncRefuses(t *testing.T) {
	elsewhere := t.TempDir()
	write := func(name, text string) error {
		return errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, []byte(text), 0o644))
	}
	if err := write(filepath.Join(elsewhere, "secret"), "secret"); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		make func(root string) error
		want string
	}{
		"a link in the repository": {func(root string) error {
			return errors.Join(write(filepath.Join(root, "static/a"), "a"), os.Symlink("a", filepath.Join(root, "static/b")))
		}, ""},
		"a link that an editor left": {func(root string) error {
			return errors.Join(os.MkdirAll(filepath.Join(root, "layouts"), 0o755), os.Symlink("me@here.1", filepath.Join(root, "layouts/.#all.html")))
		}, ""},
		"a link out of it": {func(root string) error {
			return errors.Join(os.MkdirAll(filepath.Join(root, "static"), 0o755), os.Symlink(filepath.Join(elsewhere, "secret"), filepath.Join(root, "static/a")))
		}, "static/a is a link that does not lead to a file of the repository"},
		"a folder that is a link out of it": {func(root string) error {
			return os.Symlink(elsewhere, filepath.Join(root, "static"))
		}, "static is a link that does not lead"},
		"settings that are a link out of it": {func(root string) error {
			return os.Symlink(filepath.Join(elsewhere, "secret"), filepath.Join(root, "config.toml"))
		}, "config.toml is a link that does not lead"},
		"a name of the program": {func(root string) error {
			return write(filepath.Join(root, "static/.rapporteur-parts"), "x")
		}, "static/.rapporteur-parts has a name that only files of the program have"},
		"a name of two lines": {func(root string) error {
			return write(filepath.Join(root, "static/a\nCNAME"), "x")
		}, `"static/a\nCNAME" has a control character`},
		"very much": {func(root string) error {
			err := write(filepath.Join(root, "assets/large"), "")
			return errors.Join(err, os.Truncate(filepath.Join(root, "assets/large"), 200<<20))
		}, "assets/large and the files before it are larger than 128 MiB together"},
	} {
		t.Run(name, func(t *testing.T) {
			at := t.TempDir()
			if err := c.make(at); err != nil {
				t.Fatal(err)
			}
			root, err := os.OpenRoot(at)
			if err != nil {
				t.Fatal(err)
			}
			defer root.Close()
			err = Sync(t.TempDir(), root.FS())
			if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("error is %v, want %q", err, c.want)
			}
			if err != nil && strings.Contains(err.Error(), "secret") && !strings.Contains(c.want, "secret") {
				t.Errorf("it says %v", err)
			}
		})
	}
}

// What is embedded names nobody's repository.
func TestProgramConfig(t *testing.T) {
	in := new(site.Input)
	if err := Configure(in, t.TempDir(), ""); err != nil {
		t.Fatal(err)
	}
	if in.Repository.Address != "" || in.BaseURL != "/" {
		t.Errorf("config.toml of the program names %q and %q, which every report would take over", in.Repository.Address, in.BaseURL)
	}
}

// A site is not written among what it is made of, under whatever name.
func TestCheckPlace(t *testing.T) {
	root := t.TempDir()
	for _, name := range append([]string{"data", ".git", ".github"}, Folders...) {
		if err := os.Mkdir(filepath.Join(root, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink(filepath.Join(root, "layouts"), filepath.Join(root, "link")); err != nil {
		t.Fatal(err)
	}
	beside := t.TempDir()
	if err := os.Symlink(root, filepath.Join(beside, "link")); err != nil {
		t.Fatal(err)
	}
	for _, out := range []string{"data", "data/x", "data/x/y", "layouts/x", "assets/x", "content/x", "i18n/x", "static/x", ".git/x", ".github/x", "link/x", "Data/x", "a/../data/x"} {
		if err := CheckPlace(root, filepath.Join(root, out)); err == nil || !strings.Contains(err.Error(), "choose another with --out") {
			t.Errorf("%s: error is %v", out, err)
		}
	}
	if err := CheckPlace(root, filepath.Join(beside, "link", "data", "x")); err == nil {
		t.Error("through a link it is taken")
	}
	for _, out := range []string{"public", "site/data", "database", "..data/x"} {
		if err := CheckPlace(root, filepath.Join(root, out)); err != nil {
			t.Errorf("%s: %v", out, err)
		}
	}
	for _, out := range []string{beside, filepath.Join(beside, "data"), filepath.Join(root, "..", "x")} {
		if err := CheckPlace(root, out); err != nil {
			t.Errorf("%s: %v", out, err)
		}
	}
	if err := CheckPlace("", "data"); err != nil {
		t.Error(err)
	}
}

// One edition that is printed has the others with it, for its tables and for what supersedes
// it; the draft has them, too.
func TestReadOne(t *testing.T) {
	t.Parallel()
	r, err := edition.Open(t.Context(), "../..", edition.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	all, _, err := ReadEditions(t.Context(), r, edition.Target{}, func(say.Text) {})
	if err != nil {
		t.Fatal(err)
	}
	for rev, want := range map[string]string{"current": all.Current, "2007-12-18": "2007-12-18", "2008-07-31-corr-1": "2008-07-31-corr-1", "draft": page.Draft} {
		in, version, _, err := ReadOne(t.Context(), r, edition.Target{}, rev)
		if err != nil {
			t.Fatal(err)
		}
		if version != want || in.Current != all.Current || (in.Draft != nil) != (rev == "draft") {
			t.Errorf("%s is read as %s, with the current edition %s and a draft: %v", rev, version, in.Current, in.Draft != nil)
		}
		if len(in.Editions) != len(all.Editions) {
			t.Fatalf("%s is read with %d editions, want %d", rev, len(in.Editions), len(all.Editions))
		}
		for i, e := range in.Editions {
			if w := all.Editions[i]; e.ID != w.ID || e.SupersededBy != w.SupersededBy || e.Folder != w.Folder || !report.Equal(e.Report, w.Report) {
				t.Errorf("%s is read with %s superseded by %q in %q, want %s, %q, %q", rev, e.ID, e.SupersededBy, e.Folder, w.ID, w.SupersededBy, w.Folder)
			}
		}
	}
}
