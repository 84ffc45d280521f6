package verify

import (
	"strings"
	"testing"

	"rapporteur/generator/say"
)

// TestWriteText prints the shortest paths of a part first, five of them, and at the end
// whether the site is right.
func TestWriteText(t *testing.T) {
	part := Part{Name: "pages", State: Altered, Files: 7}
	for i := range 7 {
		part.Wrong = append(part.Wrong, Change{Path: strings.Repeat("a", 7-i), State: Altered, What: say.F("number %d", i)})
	}
	var b strings.Builder
	r := Result{Commit: strings.Repeat("b", 40), Parts: []Part{part}, Notes: []say.Text{say.Plain("one PDF")}}
	if err := r.WriteText(&b, ""); err != nil {
		t.Fatal(err)
	}
	got := b.String()
	for _, want := range []string{"pages: altered, 7 files\n  \"a\" altered: number 6\n", "  \"aaaaa\" altered: number 2\n  and 2 more, which --format json lists\n", "note: one PDF\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("got %q, want %q in it", got, want)
		}
	}
	for want, r := range map[string]Result{
		"the site is what commit bbbbbbbbbbbb says: 7 files\n":       {Commit: strings.Repeat("b", 40), Parts: []Part{{Name: "pages", State: Verified, Files: 7}}},
		"wrong: history\nthe site is not what the repository says\n": {Wrong: []say.Text{say.Plain("history")}},
	} {
		var b strings.Builder
		if err := r.WriteText(&b, ""); err != nil || !strings.HasSuffix(b.String(), want) {
			t.Errorf("got %q, %v, want %q at the end", b.String(), err, want)
		}
	}
}
