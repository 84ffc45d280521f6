package chart

import (
	"strings"
	"testing"
)

// A target is a dashed line up to its day, and points that cannot be compared are not
// joined.
func TestLevels(t *testing.T) {
	var paths []string
	dashed := 0
	for _, e := range parse(t, string(levels().SVG(Frame{ID: "p", Width: Wide}))) {
		if e.name == "path" && strings.Contains(e.attr["class"], "chart__line ") {
			paths = append(paths, e.attr["d"])
			if strings.Contains(e.attr["class"], "chart__line--level") {
				dashed++
			}
		}
	}
	if len(paths) != 3 || dashed != 2 {
		t.Fatalf("%d lines, %d of them dashed; want 3 and 2: %q", len(paths), dashed, paths)
	}
	if m, l := strings.Count(paths[0], "M"), strings.Count(paths[0], "L"); m != 2 || l != 1 {
		t.Errorf("the figures are drawn as %q; want two pieces, of which one is a line", paths[0])
	}
}

// A figure of one day is not in the row of another.
func TestLevelsData(t *testing.T) {
	var got []string
	for _, row := range levels().Data().Rows {
		var cells []string
		for _, c := range row {
			cells = append(cells, c.Text)
		}
		got = append(got, strings.Join(cells, "|"))
	}
	want := "2005||5|\n2007|10||\n2008|12||\n2009|11||\n2015|||20"
	if s := strings.Join(got, "\n"); s != want {
		t.Errorf("got\n%s\nwant\n%s", s, want)
	}
}
