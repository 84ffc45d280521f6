package pdf

import (
	"strings"
	"testing"
)

// TestNumbered checks that two prints whose cells have other ids are the same file,
// of the same length, and that what refers to a cell still does.
func TestNumbered(t *testing.T) {
	print := func(a, b string) string {
		return "/ID (node" + a + ")>> /ID (node" + b + ")>> /Headers [(node" + a + ")]"
	}
	one, two := string(numbered([]byte(print("00000769", "00000770")))), string(numbered([]byte(print("00000770", "00000771"))))
	if one != two || len(one) != len(print("00000769", "00000770")) {
		t.Errorf("%q and %q", one, two)
	}
	if strings.Count(one, "(node00000001)") != 2 || strings.Count(one, "(node00000002)") != 1 {
		t.Errorf("a reference to a cell is lost: %q", one)
	}
}
