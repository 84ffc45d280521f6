package collect

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/generator/e2e"
	"rapporteur/generator/edition"
	"rapporteur/generator/preview"
	"rapporteur/generator/say"
)

// collected is what Preview collects of a repository, and the parts that it names.
func collected(t *testing.T, dir string, args ...string) (*Collected, []string, error) {
	t.Helper()
	var steps []string
	open := func(ctx context.Context) (*edition.Repo, error) { return edition.Open(ctx, dir, edition.Options{}) }
	p, err := Preview(t.Context(), open, args, func(s say.Text) { steps = append(steps, s.String()) })
	return p, steps, err
}

func paths(pages []preview.Page) (all []string) {
	for _, p := range pages {
		all = append(all, p.Path)
	}
	return all
}

// A change of one sentence is shown with its problems, its file and the pages that show
// it, in each language, the paragraph first.
func TestChange(t *testing.T) {
	t.Parallel()
	p := e2e.NewProject(t, "small")
	p.Issue()
	p.Replace("data/report.toml", `"issued"`, `"draft"`)
	p.Replace("data/report.toml", "2001-01-31", "2001-06-30")
	p.Commit("begin")
	p.Replace("data/paragraphs/op01.toml", "Aider les États", "Seconder les *États")
	p.Commit("op01")
	got, steps, err := collected(t, p.Dir, "HEAD^..HEAD")
	if err != nil || len(got.Trouble) > 0 {
		t.Fatalf("%v, %q", err, got.Trouble)
	}
	if len(steps) != 2 || !strings.HasPrefix(steps[0], "checking ") || steps[1] != "building pages" {
		t.Errorf("the parts are %q", steps)
	}
	if got.Unknown || got.Unchecked() || got.NoPages != "" {
		t.Errorf("unknown: %v, unchecked: %v, no pages: %q", got.Unknown, got.Unchecked(), got.NoPages)
	}
	if got.Changes == nil || got.Changes.Total() == 0 {
		t.Errorf("the changes are %v, want 1", got.Changes)
	}
	if len(got.Files) != 1 || got.Files[0].Name != "data/paragraphs/op01.toml" || got.Files[0].What != "changed" || !strings.Contains(got.Files[0].Diff, "+") {
		t.Errorf("the files are %v", got.Files)
	}
	if all := paths(got.Pages); len(all) == 0 || all[0] != "paragraphs/op01" && all[0] != "paragraphs/op01/" {
		t.Errorf("the pages are %q, want the paragraph first", all)
	}
	if v := got.Pages[0].Versions; len(v) != 2 || !slices.ContainsFunc(v, func(v preview.Version) bool { return strings.Contains(string(v.HTML), "Seconder les") }) {
		t.Errorf("the paragraph is shown in %d languages, or not as it is now", len(v))
	}
	if got.Styles == "" || got.Every || len(got.Gone) > 0 {
		t.Errorf("%d bytes of style sheets, every page: %v, gone: %v", len(got.Styles), got.Every, got.Gone)
	}
}

// What keeps a part from being shown is told in its place, and the others are shown.
func TestIncomplete(t *testing.T) {
	t.Parallel()
	p := e2e.NewProject(t, "small")
	p.Commit("draft")

	t.Run("no edition yet", func(t *testing.T) {
		got, _, err := collected(t, p.Dir)
		if err != nil || got.From.Name != "nothing" || !got.Every || len(got.Pages) == 0 {
			t.Errorf("%v; from %q, every page: %v, %d pages", err, got.From.Name, got.Every, len(got.Pages))
		}
		if !strings.Contains(got.NoChanges, "no edition was issued yet") {
			t.Errorf("of changes it says %q", got.NoChanges)
		}
	})
	t.Run("unknown revision", func(t *testing.T) {
		got, _, err := collected(t, p.Dir, "nowhere..HEAD")
		if err == nil || len(got.Trouble) == 0 || !strings.Contains(got.Trouble[0], "nowhere") {
			t.Errorf("%v; trouble is %q", err, got.Trouble)
		}
		if len(got.Pages) == 0 {
			t.Errorf("the later state is not shown: %q", got.NoPages)
		}
	})
	p.Issue()
	t.Run("a reference that leads nowhere", func(t *testing.T) {
		p.Replace("data/paragraphs/op01.toml", "(activity:vienna-2000)", "(activity:viena-2000)")
		got, _, err := collected(t, p.Dir)
		if err != nil || len(got.Trouble) > 0 || len(got.Problems) == 0 || got.Problems[0].Rule != "unknown-reference" {
			t.Errorf("%v, %q; problems %v", err, got.Trouble, got.Problems)
		}
		if got.Changes == nil || got.Changes.Total() == 0 {
			t.Errorf("the changes are %v, want some", got.Changes)
		}
		if len(got.Pages) == 0 || !slices.ContainsFunc(got.Pages[0].Versions, func(v preview.Version) bool {
			return strings.Contains(string(v.HTML), "activity:viena-2000 (cette fiche n’existe pas)</mark>")
		}) {
			t.Errorf("the pages are %q, or do not show the reference", paths(got.Pages))
		}
		p.Replace("data/paragraphs/op01.toml", "(activity:viena-2000)", "(activity:vienna-2000)")
	})
	p.Replace("data/paragraphs/op01.toml", `id = "op01"`, `id = "op01`)
	t.Run("data that cannot be read", func(t *testing.T) {
		got, _, err := collected(t, p.Dir)
		if err != nil || len(got.Problems) == 0 {
			t.Errorf("%v; %d problems", err, len(got.Problems))
		}
		for _, s := range []string{got.NoPages, got.NoChanges} {
			if !strings.Contains(s, "cannot be read until the problems above are fixed") {
				t.Errorf("it says %q", s)
			}
		}
		if got.Pages != nil || got.Changes != nil {
			t.Errorf("pages %q and changes %v of data that cannot be read", paths(got.Pages), got.Changes)
		}
	})
	p.Replace("data/paragraphs/op01.toml", "id = \"op01\n", "id = \"op01\"\n")
	p.Replace("data/paragraphs/op01.toml", "Aider les États", "Seconder les États") // a page that differs
	p.OwnTemplates()
	p.Rewrite("layouts/paragraph.html", func(s string) string { return "{{ .NoSuchField }}" + s })
	t.Run("template that does not build", func(t *testing.T) {
		got, _, err := collected(t, p.Dir)
		if err != nil || len(got.Pages) == 0 || got.NoPages != "" || got.Styles == "" {
			t.Errorf("%v; %d pages, and %q", err, len(got.Pages), got.NoPages)
		}
		said := strings.Join(got.Trouble, "")
		if !strings.Contains(said, "shown with the templates of the program") || !strings.Contains(said, "NoSuchField") || strings.Contains(said, p.Dir) {
			t.Errorf("trouble is %q", said)
		}
	})
	t.Run("no repository", func(t *testing.T) {
		trouble := errors.New("there is nothing.")
		got, err := Preview(t.Context(), func(context.Context) (*edition.Repo, error) { return nil, trouble }, nil, func(say.Text) {})
		if !errors.Is(err, trouble) || !slices.Equal(got.Trouble, []string{"there is nothing"}) || !got.Unknown {
			t.Errorf("%v; trouble is %q, unknown: %v", err, got.Trouble, got.Unknown)
		}
	})
}

// Files come by what happened to them, those of the data first.
func TestDifferingFiles(t *testing.T) {
	t.Parallel()
	file := func(text string) *fstest.MapFile { return &fstest.MapFile{Data: []byte(text)} }
	before := fstest.MapFS{
		"README.md":         file("a"),
		"data/changed.toml": file("x = 1\n"),
		"data/moved.toml":   file("y = 1\n"),
		"data/gone.toml":    file("z = 1\n"),
		"data/same.toml":    file("s = 1\n"),
	}
	after := fstest.MapFS{
		"README.md":         file("b"),
		"data/changed.toml": file("x = 2\n"),
		"data/other.toml":   file("y = 1\n"),
		"data/new.toml":     file("n = 1\n"),
		"data/same.toml":    file("s = 1\n"),
		"notes/mine.txt":    file("not of the report"),
	}
	for _, tt := range []struct {
		working bool
		want    []string
	}{
		{false, []string{"data/changed.toml changed", "data/gone.toml removed", "data/new.toml added", "data/other.toml renamed data/moved.toml", "README.md changed", "notes/mine.txt added"}},
		// A working tree holds what is not of the report.
		{true, []string{"data/changed.toml changed", "data/gone.toml removed", "data/new.toml added", "data/other.toml renamed data/moved.toml", "README.md changed"}},
	} {
		files, err := differingFiles(before, after, tt.working)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range files {
			got = append(got, strings.TrimSpace(f.Name+" "+f.What+" "+f.Was))
			if data := f.What == "changed" && strings.HasPrefix(f.Name, "data/"); data != strings.Contains(f.Diff, "+x = 2") {
				t.Errorf("the difference of %s is %q", f.Name, f.Diff)
			}
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("working tree: %v: the files are\n%q\nwant\n%q", tt.working, got, tt.want)
		}
	}
}
