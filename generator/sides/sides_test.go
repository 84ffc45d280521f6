package sides

import "testing"

func TestSplitRange(t *testing.T) {
	tests := []struct {
		arg, a, b string
		dots      int
	}{
		{"main", "main", "", 0},
		{"a..b", "a", "b", 2},
		{"a...b", "a", "b", 3},
		{"a..", "a", "", 2},
		{"...b", "", "b", 3},
		{"..", "..", "", 0},
		{"../other", "../other", "", 0},
		{"../../other@v1..main", "../../other@v1", "main", 2},
		{"a....b", "a....b", "", 0},
		{"x/..", "x/..", "", 0},
		{"2008-07-31..draft", "2008-07-31", "draft", 2},
	}
	for _, tt := range tests {
		if a, b, dots := splitRange(tt.arg); a != tt.a || b != tt.b || dots != tt.dots {
			t.Errorf("%q: %q, %q, %d", tt.arg, a, b, dots)
		}
	}
}
