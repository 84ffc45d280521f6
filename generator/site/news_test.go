package site

import (
	"fmt"
	"testing"

	"rapporteur/generator/site/page"
)

// The figures that the page shows already are the first to be left out, and
// the others keep their order.
func TestNewsShorten(t *testing.T) {
	t.Parallel()
	tests := []struct {
		figures int
		shown   []int
		want    string
		more    int
	}{
		{0, nil, "", 0},
		{6, []int{0}, "123450", 0},
		{8, nil, "012345", 2},
		{9, []int{0, 2, 4, 7}, "135680", 3},
	}
	for _, tt := range tests {
		var n page.News
		for i := range tt.figures {
			n.Figures = append(n.Figures, page.FigureChange{Link: page.Link{Ref: fmt.Sprint("indicator:", i), Text: page.Text{Text: fmt.Sprint(i)}}})
		}
		var shown []page.Figure
		for _, i := range tt.shown {
			shown = append(shown, page.Figure{Link: page.Link{Ref: fmt.Sprint("indicator:", i)}})
		}
		shorten(&n, shown)
		got := ""
		for _, f := range n.Figures {
			got += f.Link.Text.Text
		}
		if got != tt.want || n.More != tt.more {
			t.Errorf("%d figures, of which %v are shown: %q and %d more, want %q and %d", tt.figures, tt.shown, got, n.More, tt.want, tt.more)
		}
	}
}
