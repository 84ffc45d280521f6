package site

import (
	"slices"
	"testing"
)

// Which pages of a draft show something else than those of another.
func TestDraftChanges(t *testing.T) {
	t.Parallel()
	draft := func(changes ...change) *Model { return build(t, Input{Draft: load(t, changes...)}) }
	before := draft()
	paths := func(list []ChangedPage) []string {
		var out []string
		for _, s := range list {
			out = append(out, s.Path)
		}
		return out
	}
	if got, gone := draft().DraftChanges(before); len(got)+len(gone) > 0 {
		t.Errorf("without a change %v change and %v go", paths(got), gone)
	}
	// A comment moves every record of the file, and no page shows it.
	if got, gone := draft(change{"paragraphs/op01.toml", "id = \"op01\"", "# comment\nid = \"op01\""}).DraftChanges(before); len(got)+len(gone) > 0 {
		t.Errorf("after a comment %v change and %v go", paths(got), gone)
	}
	m := draft(change{"paragraphs/op01.toml", `progress.en = """`, `progress.en = """It is so. `})
	got, gone := m.DraftChanges(before)
	if want := []string{"", "paragraphs/", "paragraphs/op01/", "report/"}; !slices.Equal(paths(got), want) || len(gone) > 0 {
		t.Errorf("%v change and %v go, want %v and none", paths(got), gone, want)
	}
	for _, s := range got {
		if len(s.Pages) != len(m.Languages) {
			t.Errorf("%q comes in %d languages, want %d", s.Path, len(s.Pages), len(m.Languages))
		}
	}
	all, _ := m.DraftChanges(nil)
	_, gone = build(t, Input{Draft: load(t, change{"report.toml", `languages = ["fr", "en", "ar"]`, `languages = ["fr"]`})}).DraftChanges(before)
	if len(all) < 20 || len(gone) > 0 {
		t.Errorf("since nothing %d pages change; %v go with a language", len(all), gone)
	}
}
