package newreport

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapporteur/generator/console"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

func testSystem(t *testing.T, stdin string) (sys console.System, stdout, stderr *bytes.Buffer) {
	t.Helper()
	t.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	t.Setenv("GIT_CONFIG_NOSYSTEM", "1")
	for _, name := range []string{"GIT_AUTHOR", "GIT_COMMITTER"} {
		t.Setenv(name+"_NAME", "Test")
		t.Setenv(name+"_EMAIL", "test@example.org")
	}
	stdout, stderr = new(bytes.Buffer), new(bytes.Buffer)
	now := func() time.Time { return time.Date(2044, 5, 6, 0, 0, 0, 0, time.UTC) }
	return console.System{Stdin: strings.NewReader(stdin), Stdout: stdout, Stderr: stderr, Dir: t.TempDir(), Now: now}, stdout, stderr
}

func order(dir string) InitOrder {
	return InitOrder{
		Order: Order{
			Dir: dir, Session: "100", Paragraphs: "3",
			Built: &report.Program{Repository: "https://example.org/program", Commit: strings.Repeat("a", 40)},
		},
		Symbol: "A/RES/99/999", Languages: "fr,en",
	}
}

// TestInit begins a report with what the flags say, as at today, and asks for the rest.
func TestInit(t *testing.T) {
	sys, stdout, stderr := testSystem(t, "one hundred\n100\n\n")
	o := order("new")
	o.Session, o.Ask = "", true
	if err := Init(t.Context(), sys, o); err != nil {
		t.Fatalf("%v\n%s", err, stderr)
	}
	dir := filepath.Join(sys.Dir, "new")
	if got := strings.TrimSpace(stdout.String()); got != dir {
		t.Errorf("it prints %q, want %q", got, dir)
	}
	for _, want := range []string{"session that the report is for (such as 64)", `"one hundred" is not a number from 1 to 9999`, "a report on A/RES/99/999, with 3 paragraphs to fill in"} {
		if !strings.Contains(stderr.String(), want) {
			t.Errorf("it says %q, without %q", stderr, want)
		}
	}
	r, problems, err := report.Load(os.DirFS(dir))
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	if r.Meta.Session.Number != 100 || r.Edition.AsAt.String() != "2044-05-06" || r.Edition.ID != "2044-05-06" || r.Meta.Original != "fr" {
		t.Errorf("the report is %+v, its edition %+v", r.Meta, r.Edition)
	}
}

// TestInitRefuses gives flags that are missing or wrong: the error names the flag, and
// nothing is written.
func TestInitRefuses(t *testing.T) {
	for _, tt := range []struct {
		change func(o *InitOrder)
		want   string
	}{
		{func(o *InitOrder) { o.Dir = "" }, "the folder of the new repository is missing"},
		{func(o *InitOrder) { o.Session, o.Languages = "", "" }, "not a terminal: pass --session 64, --languages fr,en"},
		{func(o *InitOrder) { o.Symbol = "63/129" }, "--symbol: "},
		{func(o *InitOrder) { o.Asks = "4" }, `--asks: "4" is not a number from 1 to 3`},
		{func(o *InitOrder) { o.Original = "es" }, "--original: es is not among the languages of the report"},
		{func(o *InitOrder) { o.AsAt = "2044-05" }, `--as-at: "2044-05" is not a date`},
		{func(o *InitOrder) { o.Title, o.Titles.Fr = "A", "B" }, "--title and --title.fr are the same"},
		{func(o *InitOrder) { o.Titles.Ru = "A" }, "--title.ru: the report is not published in ru"},
		{func(o *InitOrder) { o.OfficialBy = "no such!" }, "--official-by: "},
		{func(o *InitOrder) { o.Program = "https://example.org/p@xyz" }, "--program: "},
	} {
		sys, _, _ := testSystem(t, "")
		o := order("new")
		tt.change(&o)
		err := Init(t.Context(), sys, o)
		var usage *say.UsageError
		if !errors.As(err, &usage) || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("got %v, want %q", err, tt.want)
		}
		if _, err := os.Stat(filepath.Join(sys.Dir, "new")); err == nil {
			t.Errorf("%s: there is a new repository all the same", tt.want)
		}
	}
}
