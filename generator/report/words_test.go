package report

import (
	"strings"
	"testing"

	"rapporteur/generator/prose"
)

// TestWords counts one word for each place that has words, and for nothing else.
func TestWords(t *testing.T) {
	one := Text{En: "word"}
	three := Integer(3)
	for _, tt := range []struct {
		name string
		r    Report
		want int
	}{
		{"a section", Report{Sections: []*Section{{Heading: one, Text: Text{En: "two words"}}}}, 3},
		{"a box", Report{Sections: []*Section{{Kind: BoxSection, Within: "a", Heading: one, Text: one}}}, 2},
		{"a table", Report{Tables: []*Table{{
			Caption: one, Note: one,
			Columns: []*Column{{ID: "a", Heading: one}, {ID: "b", Heading: one}},
			Rows: []*Row{
				{Cells: Cells{{Column: "a", Text: one}, {Column: "b", Same: "A/1 word"}}},
				{Cells: Cells{{Column: "a", Number: &three}, {Column: "b", Date: Date{Year: 2008}}}},
			},
		}}}, 7},
		{"an image", Report{Images: []*Image{{Caption: one, Alternative: one, Licence: one}}}, 1},
		{"a footnote", Report{Footnotes: []*Footnote{{Text: one}}}, 1},
		{"a paragraph with its sub-paragraph and its request", Report{Paragraphs: []*Paragraph{{
			Title: one, Text: one, Closing: one,
			Subparagraphs: []*Subparagraph{{Text: one, Closing: one}},
			Requests:      []*Request{{Summary: one, Progress: one, Reason: one, Next: one}},
		}}}, 9},
	} {
		tt.r.Meta.Original = "en"
		for _, l := range []Lang{"en", "fr"} { // in French the English text is shown
			if got := tt.r.Words(l, prose.Parse); got != tt.want {
				t.Errorf("%s has %d words in %s, want %d", tt.name, got, l, tt.want)
			}
		}
	}
	long := &Report{Meta: Meta{Original: "en"}, Tables: []*Table{{Caption: Text{En: strings.Repeat("word ", 100)}}}}
	if got := long.Words("en", prose.Parse); got != 100 {
		t.Errorf("a caption of 100 words has %d", got)
	}
}
