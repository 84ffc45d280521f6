package pages

import (
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur/generator/e2e"
)

// TestDataByOthers has the files that readers take away judged by the library of the Data
// Package specification and by a validator of JSON Schemas; testdata/web/data.mjs says how.
// Of the real report these are the files of the current edition in one language, and of all
// where RAPPORTEUR_LONG is set.
func TestDataByOthers(t *testing.T) {
	if e2e.WebTools(t) == "" {
		return
	}
	t.Parallel()
	for name, site := range map[string]string{"real": e2e.RealSite(t), "kitchen sink": e2e.KitchenSink(t)} {
		dirs, err := filepath.Glob(filepath.Join(site, "*", "data", "datapackage.json"))
		if err != nil || len(dirs) == 0 {
			t.Fatalf("%s: no data (%v)", name, err)
		}
		if name == "real" && os.Getenv("RAPPORTEUR_LONG") == "" {
			dirs = dirs[len(dirs)-1:]
		}
		for i := range dirs {
			dirs[i] = filepath.Dir(dirs[i])
		}
		if faults := judged(t, dirs...); faults != "" {
			t.Errorf("%s:\n%s", name, faults)
		}
	}
	// The judges see what is wrong: a day that is none, a State that is not there, a key
	// that no record has.
	dir := t.TempDir()
	from, err := filepath.Glob(filepath.Join(e2e.KitchenSink(t), "*", "data"))
	if err != nil || len(from) == 0 {
		t.Fatal(err)
	}
	if err := os.CopyFS(dir, os.DirFS(from[0])); err != nil {
		t.Fatal(err)
	}
	for file, change := range map[string][2]string{"deposits.csv": {",fra,FRA,", ",xyz,XYZ,"}, "states/fra.json": {`"member":true`, `"member":"yes"`}} {
		name := filepath.Join(dir, filepath.FromSlash(file))
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(data), change[0]) {
			t.Fatalf("%s does not hold %s", file, change[0])
		}
		if err := os.WriteFile(name, []byte(strings.Replace(string(data), change[0], change[1], 1)), 0o644); err != nil {
			t.Fatal(err)
		}
		if faults := judged(t, dir); !strings.Contains(faults, filepath.FromSlash(file)) {
			t.Errorf("nothing is found in %s:\n%s", file, faults)
		}
	}
}

func judged(t *testing.T, dirs ...string) string {
	t.Helper()
	cmd := exec.Command("node", append([]string{filepath.Join(e2e.WebTools(t), "data.mjs")}, dirs...)...)
	var errs strings.Builder
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("data.mjs: %v\n%s", err, errs.String())
	}
	t.Log(strings.TrimSpace(errs.String()))
	return string(out)
}

// TestFeedsByOthers has xmllint judge every feed by a grammar for RFC 4287.
func TestFeedsByOthers(t *testing.T) {
	if e2e.WebTools(t) == "" {
		return
	}
	t.Parallel()
	broken := ""
	for name, site := range map[string]string{"real": e2e.RealSite(t), "kitchen sink": e2e.KitchenSink(t)} {
		var feeds []string
		err := filepath.WalkDir(site, func(name string, d fs.DirEntry, err error) error {
			if err == nil && d.Name() == "feed.xml" {
				feeds = append(feeds, name)
			}
			return err
		})
		if err != nil || len(feeds) < 10 {
			t.Fatalf("%s: %d feeds (%v)", name, len(feeds), err)
		}
		if faults := judgedFeeds(t, feeds...); faults != "" {
			t.Errorf("%s:\n%s", name, faults)
		}
		broken = feeds[0]
	}
	data, err := os.ReadFile(broken)
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range [][2]string{{"T00:00:00Z</updated>", "</updated>"}, {"<id>", "<ident>"}, {"<author>", "<authors>"}} {
		wrong := strings.NewReplacer(change[0], change[1], strings.Replace(change[0], "<", "</", 1), strings.Replace(change[1], "<", "</", 1)).Replace(string(data))
		file := filepath.Join(t.TempDir(), "feed.xml")
		if err := os.WriteFile(file, []byte(wrong), 0o644); err != nil {
			t.Fatal(err)
		}
		if judgedFeeds(t, file) == "" {
			t.Errorf("xmllint takes a feed with %s", change[1])
		}
	}
}

func judgedFeeds(t *testing.T, feeds ...string) string {
	t.Helper()
	list := filepath.Join(t.TempDir(), "feeds")
	if err := os.WriteFile(list, []byte(strings.Join(feeds, "\n")), 0o644); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("node", filepath.Join(e2e.WebTools(t), "feeds.mjs"), list)
	var errs strings.Builder
	cmd.Stderr = &errs
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("feeds.mjs: %v\n%s", err, errs.String())
	}
	return string(out)
}
