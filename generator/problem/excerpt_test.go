package problem_test

import (
	"strings"
	"testing"

	"rapporteur/generator/problem"
)

func TestExcerpt(t *testing.T) {
	long := strings.Repeat("é", 200)
	tests := []struct {
		name                  string
		pos                   problem.Pos
		line                  string
		before, marked, after string
	}{
		{"a value", problem.Pos{Line: 1, Column: 5, Len: 4}, `a = "é" # b`, "a = ", `"é"`, " # b"},
		{"only the line", problem.Pos{Line: 1}, "a = 1", "a = 1", "", ""},
		{"after the end", problem.Pos{Line: 1, Column: 99}, "a", "a", "", ""},
		{"no line", problem.Pos{}, "", "", "", ""},
		{"invisible characters", problem.Pos{Line: 1, Column: 1, Len: 4}, "\u202ea\x00b", "", "·a", "·b"},
		{"long", problem.Pos{Line: 1, Column: 101, Len: 2}, long, "…" + strings.Repeat("é", 25), "é", strings.Repeat("é", 73) + "…"},
	}
	for _, tt := range tests {
		before, marked, after := problem.Problem{Pos: tt.pos, Line: tt.line}.Excerpt()
		if before != tt.before || marked != tt.marked || after != tt.after {
			t.Errorf("%s: %q, %q, %q", tt.name, before, marked, after)
		}
	}
}
