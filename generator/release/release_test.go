package release

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapporteur/generator/edition"
	"rapporteur/generator/gitcmd"
	"rapporteur/generator/say"
)

// project is the small report, committed on main.
func project(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join("..", "testdata", "small"))); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"GIT_AUTHOR", "GIT_COMMITTER"} {
		t.Setenv(name+"_NAME", "Test")
		t.Setenv(name+"_EMAIL", "test@example.org")
		t.Setenv(name+"_DATE", "2001-02-01T00:00:00Z")
	}
	t.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	for _, args := range [][]string{{"init", "-q", "-b", "main"}, {"add", "-A"}, {"commit", "-q", "-m", "begin"}} {
		if _, err := gitcmd.Run(t.Context(), dir, args...); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func run(t *testing.T, dir string, o *Order) (stdout, stderr string, err error) {
	t.Helper()
	var out, messages bytes.Buffer
	c := Console{
		Stdin: strings.NewReader("no\n"), Stdout: &out, Stderr: &messages, Now: time.Date(2001, 12, 1, 0, 0, 0, 0, time.UTC),
		Open: func(ctx context.Context) (*edition.Repo, error) {
			return edition.Open(ctx, ".", edition.Options{Dir: dir, Progress: &messages})
		},
	}
	if o.Texts == nil {
		o.Texts = map[string]string{}
	}
	err = Run(t.Context(), c, o)
	return out.String(), messages.String(), err
}

func TestRelease(t *testing.T) {
	dir := project(t)
	stdout, stderr, err := run(t, dir, &Order{ID: "2001-06-30", AsAt: "2001-06-30", Yes: true, Commit: true})
	if err != nil {
		t.Fatalf("%v\n%s", err, stderr)
	}
	if !strings.Contains(stdout, "status: draft → issued") || !strings.Contains(stdout, "commit ") {
		t.Errorf("it prints\n%s", stdout)
	}
	r, err := edition.Open(t.Context(), ".", edition.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	s, err := r.Series(t.Context(), "")
	if err != nil || len(s.Editions) != 1 || s.Editions[0].ID != "2001-06-30" {
		t.Errorf("the editions are %+v (%v)", s.Editions, err)
	}
}

// Errors in the data, an answer other than yes, and an order that contradicts
// itself change nothing.
func TestReleaseThatIsStopped(t *testing.T) {
	dir := project(t)
	edit(t, dir, "sources.toml", "2001-01-15", "2001-06-15")
	name := filepath.Join(dir, "data", "report.toml")
	before, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, stderr, err := run(t, dir, &Order{Yes: true}); !errors.Is(err, ErrStopped) || !strings.Contains(stderr, "known-at-date") {
		t.Errorf("with errors in the data the error is %v\n%s", err, stderr)
	}
	if _, _, err := run(t, dir, &Order{ID: "2001-06-30", AsAt: "2001-06-30", Ask: true}); !errors.Is(err, ErrStopped) {
		t.Errorf("after “no” the error is %v", err)
	}
	var usage *say.UsageError
	if _, _, err := run(t, dir, &Order{Withdraw: "2001-01-31", Yes: true}); !errors.As(err, &usage) {
		t.Errorf("without a reason the error is %v", err)
	}
	if after, err := os.ReadFile(name); err != nil || !bytes.Equal(before, after) {
		t.Errorf("data/report.toml changed (%v)", err)
	}
}

// edit replaces a text in a file of data/ and commits it.
func edit(t *testing.T, dir, file, from, to string) {
	t.Helper()
	name := filepath.Join(dir, "data", file)
	data, err := os.ReadFile(name)
	if err != nil || !bytes.Contains(data, []byte(from)) {
		t.Fatalf("%s does not hold %q (%v)", file, from, err)
	}
	if err := os.WriteFile(name, bytes.ReplaceAll(data, []byte(from), []byte(to)), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := gitcmd.Run(t.Context(), dir, "commit", "-q", "-a", "-m", "edit "+file); err != nil {
		t.Fatal(err)
	}
}

// An edition is issued clean, for nobody can change it afterwards.
func TestUnfinishedTextsAreRefused(t *testing.T) {
	for _, tt := range []struct{ name, file, from, to, rule string }{
		{"placeholder", "report.toml", `"Nothing to report."`, `"[enter the note]"`, "text-entered"},
		{"placeholder in a translation", "report.toml", `title.en = "Test report"`, `title.en = "[title]"`, "text-entered"},
		{"note to oneself", "paragraphs/op02.toml", "at the second session.", "at the TBC session.", "placeholder"},
		{"number to insert", "paragraphs/op02.toml", "at the second session.", "at the [insert number] session.", "placeholder"},
		{"mark of a merge", "report.toml", "original = ", "<<<<<<< HEAD\noriginal = ", "conflict-marker"},
		{"missing text", "report.toml", "note.en = \"Nothing to report.\"\n", "", "translated"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := project(t)
			edit(t, dir, tt.file, tt.from, tt.to)
			_, stderr, err := run(t, dir, &Order{ID: "2001-06-30", AsAt: "2001-06-30", Yes: true, Commit: true})
			if !errors.Is(err, ErrStopped) || !strings.Contains(stderr, tt.rule) {
				t.Errorf("the error is %v\n%s", err, stderr)
			}
			data, err := os.ReadFile(filepath.Join(dir, "data", "report.toml"))
			if err != nil || !bytes.Contains(data, []byte(`status = "draft"`)) {
				t.Errorf("data/report.toml changed (%v)", err)
			}
		})
	}
}
