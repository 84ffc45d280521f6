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
	name := filepath.Join(dir, "data", "report.toml")
	before, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	edit(t, dir, "sources.toml", "2000-12-01", "2001-06-02") // cited, and later than the draft
	if _, stderr, err := run(t, dir, &Order{Yes: true}); !errors.Is(err, ErrStopped) || !strings.Contains(stderr, "known-at-date") {
		t.Errorf("with errors in the data the error is %v\n%s", err, stderr)
	}
	if _, _, err := run(t, dir, &Order{ID: "2001-06-30", AsAt: "2001-06-30", Ask: true}); !errors.Is(err, ErrStopped) {
		t.Errorf("after “no” the error is %v", err)
	}
	var usage *UsageError
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

// An edition with texts that are not finished is refused, in one sentence and a list.
func TestUnfinishedTextsAreRefused(t *testing.T) {
	for _, tt := range []struct{ name, file, from, to, want string }{
		{"placeholder", "report.toml", `"Nothing to report."`, `"[enter the note]"`, "1 text is not finished"},
		{"note to oneself", "paragraphs/op02.toml", "at the second session.", "at the TBC session.", "1 text is not finished"},
		{"mark of a merge", "report.toml", "original = ", "<<<<<<< HEAD\noriginal = ", "conflict"},
		{"mark of a merge in a text", "report.toml", `note.en = "This is a test."`, "note.en = \"\"\"\nThis is\n=======\na test.\"\"\"", "conflict"},
		{"missing text", "report.toml", "note.en = \"Nothing to report.\"\n", "", "has no note in English"},
		{"carried over", "paragraphs/op02.toml", `status = "not-due"`, "carried = true\nstatus = \"not-due\"", "has not been updated since the last report"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := project(t)
			edit(t, dir, "report.toml", "schema = 1\n\n[report]", `schema = 3

[report]
continues = { reference = "0/9", edition = "2000-06-30", as_at = 2000-06-30, commit = "89abcdef0123456789abcdef0123456789abcdef", link = "https://example.org/0-9/", title = { fr = "Rapport", en = "Report" } }`)
			edit(t, dir, tt.file, tt.from, tt.to)
			_, stderr, err := run(t, dir, &Order{ID: "2001-06-30", AsAt: "2001-06-30", Yes: true})
			if !errors.Is(err, ErrStopped) || !strings.Contains(stderr, tt.want) {
				t.Errorf("the error is %v\n%s", err, stderr)
			}
			data, err := os.ReadFile(filepath.Join(dir, "data", "report.toml"))
			if err != nil || !bytes.Contains(data, []byte(`status = "draft"`)) {
				t.Errorf("data/report.toml changed (%v)", err)
			}
		})
	}
	t.Run("stale translation", func(t *testing.T) {
		dir := project(t)
		if _, stderr, err := run(t, dir, &Order{ID: "2001-06-30", AsAt: "2001-06-30", Yes: true, Commit: true}); err != nil {
			t.Fatalf("%v\n%s", err, stderr)
		}
		if _, err := gitcmd.Run(t.Context(), dir, "branch", "-q", "-f", "main", "HEAD"); err != nil {
			t.Fatal(err)
		}
		edit(t, dir, "report.toml", "Rapport d’essai", "Rapport d’épreuve")
		_, stderr, err := run(t, dir, &Order{ID: "2001-07-31", AsAt: "2001-07-31", Yes: true})
		if !errors.Is(err, ErrStopped) || !strings.Contains(stderr, "1 text is not finished") || !strings.Contains(stderr, "but not in English") {
			t.Errorf("the error is %v\n%s", err, stderr)
		}
	})
}
