package prose_test

import (
	"fmt"
	"strings"
	"testing"

	"rapporteur/generator/prose"
)

func TestSubdivisions(t *testing.T) {
	tests := []struct{ labels, want string }{
		{"(a) (b) (c)", "1 1 1"},
		{"(a) (i) (ii) (b)", "1 2 2 1"},
		{"(a) (i) (ii) (iii) (iv) (v) (b) (i) (ii) (c)", "1 2 2 2 2 2 1 2 2 1"},
		{"(g) text (a)", "0 0 1"}, // a list does not begin with (g)
		{"(a) (b) (c) (d) (e) (f) (g) (h) (i) (j)", "1 1 1 1 1 1 1 1 1 1"}, // the letter i
		{"(i) (ii) (a) (b) (iii)", "1 1 2 2 1"},
		{"(a) (i) (a) (b) (ii)", "1 2 3 3 2"},
		{"(1) (2) (A) (B) (3)", "1 1 2 2 1"},
		{"(a) text (b)", "1 0 0"}, // a paragraph between ends the list
		{"(9) (a)", "0 1"},
		{"(2003)", "0"},
		{"a) i) ii) b)", "1 2 2 1"}, // as in French
	}
	for _, tt := range tests {
		var paragraphs []string
		for _, l := range strings.Fields(tt.labels) {
			paragraphs = append(paragraphs, l+" words of it;")
		}
		var got []string
		for _, s := range prose.Parse(strings.Join(paragraphs, "\n\n")).Subdivisions() {
			got = append(got, fmt.Sprint(s.Depth))
		}
		if s := strings.Join(got, " "); s != tt.want {
			t.Errorf("%s: depths %s, want %s", tt.labels, s, tt.want)
		}
	}
}

func TestSubdivisionsInHTML(t *testing.T) {
	got := prose.Parse("The steps are:\n\n(a) First,\nwith *care*;\n\n(i) Within.").HTML(marks{}, "x")
	want := `<p id="x-1">The steps are:</p>
<p id="x-2" class="subdivision subdivision--1"><span class="subdivision__label">(a)</span> First, with <em>care</em>;</p>
<p id="x-3" class="subdivision subdivision--2"><span class="subdivision__label">(i)</span> Within.</p>
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
