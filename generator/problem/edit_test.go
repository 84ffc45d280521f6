package problem_test

import (
	"testing"

	"rapporteur/generator/problem"
)

func TestApply(t *testing.T) {
	for _, tt := range []struct {
		name  string
		edits []problem.Edit
		want  string
		made  int
	}{
		{"none", nil, "abcdef", 0},
		{"in any order", []problem.Edit{{Off: 4, Len: 1, New: "E"}, {Off: 0, Len: 2, New: "-"}}, "-cdEf", 2},
		{"an insertion", []problem.Edit{{Off: 3, New: "+"}}, "abc+def", 1},
		{"at the end", []problem.Edit{{Off: 6, New: "+"}}, "abcdef+", 1},
		{"two that overlap", []problem.Edit{{Off: 1, Len: 3, New: "X"}, {Off: 2, Len: 3, New: "Y"}}, "aXef", 1},
		{"two that touch", []problem.Edit{{Off: 1, Len: 2, New: "X"}, {Off: 3, Len: 1, New: "Y"}}, "aXYef", 2},
		{"two insertions at one place", []problem.Edit{{Off: 1, New: "X"}, {Off: 1, New: "Y"}}, "aXbcdef", 1},
		{"outside", []problem.Edit{{Off: 5, Len: 3, New: "X"}, {Off: 9, New: "Y"}}, "abcdef", 0},
		{"deletion", []problem.Edit{{Off: 2, Len: 2}}, "abef", 1},
	} {
		got, made := problem.Apply([]byte("abcdef"), tt.edits)
		if string(got) != tt.want || len(made) != tt.made {
			t.Errorf("%s: %q with %d made, want %q with %d", tt.name, got, len(made), tt.want, tt.made)
		}
	}
}
