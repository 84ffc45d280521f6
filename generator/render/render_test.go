package render

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

// Where an error is reported, and the text of the licence, are addresses.
func TestReadConfigOfTheImprint(t *testing.T) {
	for text, right := range map[string]bool{
		"contact = \"mailto:a@example.org\"": true, "contact = \"https://example.org/help\"": true,
		"contact = \"javascript:alert(1)\"": false, "contact = \"a@example.org\"": false, "contact = \"mailto:\"": false,
		"licence = \"CC BY 4.0\"\nlicence_link = \"https://example.org/\"": true, "licence_link = \"javascript:x\"": false, "licence = 4": false,
	} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "config.toml"), []byte("[params]\n"+text+"\n"), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, err := ReadConfig(dir); (err == nil) != right {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestReadConfig(t *testing.T) {
	dir := t.TempDir()
	// Without a file everything is as in the program's own.
	if c, err := ReadConfig(dir); err != nil || c.BaseURL != "/" || len(c.Languages) != 6 || c.Comparisons != 12 || c.Repository.Branch != "main" {
		t.Errorf("without config.toml: %+v, %v", c, err)
	}
	write := func(name, text string) {
		t.Helper()
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write("config.toml", `baseURL = "https://example.org/repo"
defaultContentLanguage = "fr"
[params]
repository = "https://example.org/owner/name"
branch = "main"
edit = "{repository}/blob/{branch}/{file}#L{line}"
report = "{repository}/issues/new?record={record}"
comparisons = 5
[languages.en]
weight = 1
[languages.fr]
weight = 2
`)
	t.Setenv("HUGO_BASEURL", "https://elsewhere.example/")
	c, err := ReadConfig(dir)
	if err != nil {
		t.Fatal(err)
	}
	if c.BaseURL != "https://example.org/repo/" || c.Comparisons != 5 || c.Repository.File("a b.toml", 7) != "https://example.org/owner/name/blob/main/a%20b.toml#L7" ||
		!strings.HasSuffix(c.Repository.Report, "{record}") || c.Default != "fr" ||
		!slices.Equal(c.Languages, []string{"ar", "en", "fr", "zh", "ru", "es"}) {
		t.Errorf("got %+v", c)
	}

	// One key replaces one key.
	write("config.toml", "[params]\nbranch = \"trunk\"\n[languages.en]\nlabel = \"Plain English\"\n")
	if c, err := ReadConfig(dir); err != nil || c.Repository.Branch != "trunk" || !strings.HasPrefix(c.Repository.Edit, "{repository}/blob/") ||
		!slices.Equal(c.Languages, []string{"ar", "zh", "en", "fr", "ru", "es"}) {
		t.Errorf("with two keys: %+v, %v", c, err)
	}

	write("config.toml", "[params]\ncomparisons = 0\n")
	if _, err := ReadConfig(dir); err == nil || !strings.Contains(err.Error(), "params.comparisons") {
		t.Errorf("error for comparisons = 0: %v", err)
	}
	write("config.toml", "baseURL = ")
	if _, err := ReadConfig(dir); err == nil || !strings.Contains(err.Error(), "config.toml") {
		t.Errorf("error for a malformed file: %v", err)
	}
}

// sites replaces those of Hugo.
type sites struct{ done chan bool }

func (s sites) Done() <-chan bool { return s.done }
func (s sites) Stop()             { close(s.done) }

// A build that has stopped and never returns is given up, one that is told to end ends,
// and one that takes its time is waited for.
func TestWait(t *testing.T) {
	broken := errors.New("broken")
	for name, tt := range map[string]struct {
		signal  bool          // the program is told to end
		stopped bool          // Hugo has stopped rendering
		after   time.Duration // it returns; never if that is 0
		err     error
		want    error
	}{
		"slow":                   {after: time.Hour},
		"broken":                 {after: time.Second, err: broken, want: broken},
		"stopped, returns":       {stopped: true, after: time.Second, err: broken, want: broken},
		"stopped, never returns": {stopped: true, want: errStuck},
		"signal":                 {signal: true, after: time.Second, want: context.Canceled},
		"signal, never returns":  {signal: true, want: context.Canceled},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				// Contexts from outside would keep the time of the test from passing.
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				if tt.signal {
					cancel()
				}
				s, built := sites{make(chan bool)}, make(chan error, 1)
				if tt.stopped {
					s.Stop()
				}
				if tt.after > 0 {
					time.AfterFunc(tt.after, func() { built <- tt.err })
				}
				if err := wait(ctx, s, built); !errors.Is(err, tt.want) || err != nil && tt.want == nil {
					t.Errorf("got %v, want %v", err, tt.want)
				}
			})
		})
	}
}
