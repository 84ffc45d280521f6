package problem_test

import (
	"rapporteur/generator/say"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/generator/problem"
)

func TestPosString(t *testing.T) {
	tests := []struct {
		pos  problem.Pos
		want string
	}{
		{problem.Pos{}, ""},
		{problem.Pos{File: "data/a.toml"}, "data/a.toml"},
		{problem.Pos{File: "data/a.toml", Line: 3}, "data/a.toml:3"},
		{problem.Pos{File: "data/a.toml", Line: 3, Column: 7, Len: 2}, "data/a.toml:3:7"},
	}
	for _, tt := range tests {
		if got := tt.pos.String(); got != tt.want {
			t.Errorf("%+v: got %q, want %q", tt.pos, got, tt.want)
		}
	}
}

func TestSort(t *testing.T) {
	at := func(edition, file string, line, col int, severity problem.Severity, rule string) problem.Problem {
		return problem.Problem{Edition: edition, Pos: problem.Pos{File: file, Line: line, Column: col}, Severity: severity, Rule: rule}
	}
	want := []problem.Problem{
		at("", "data/b.toml", 9, 1, problem.Error, "a"),
		at("2008", "data/a.toml", 2, 1, problem.Error, "b"),
		at("2008", "data/a.toml", 10, 1, problem.Error, "b"),
		at("2008", "data/a.toml", 10, 1, problem.Warning, "a"),
		at("2008", "data/a.toml", 10, 2, problem.Error, "a"),
		at("2008", "data/b.toml", 1, 1, problem.Error, "a"),
	}
	var shuffled []problem.Problem
	for i := range want {
		p := want[(i*5+3)%len(want)]
		shuffled = append(shuffled, p, p)
	}
	got := problem.Sort(shuffled)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if n := problem.Errors(got); n != 5 {
		t.Errorf("Errors = %d, want 5", n)
	}
}

func TestWriteText(t *testing.T) {
	long := strings.Repeat("é", 200)
	tests := []struct {
		name string
		p    problem.Problem
		want string
	}{
		{"caret and hint", problem.Problem{
			Rule: "unknown-key", Pos: problem.Pos{File: "data/a.toml", Line: 12, Column: 3, Len: 4},
			Message: say.F(`unknown key "titl"`), Hint: say.F("did you mean title?"), Line: "  titl = 1",
		}, `data/a.toml:12:3: error: unknown key "titl" [unknown-key]
  12 |   titl = 1
     |   ^^^^
  hint: did you mean title?
`},
		{"caret after two-byte characters", problem.Problem{
			Rule: "r", Pos: problem.Pos{File: "f", Line: 1, Column: 6, Len: 3}, Message: say.F("m"), Line: "“é” = x",
		}, `f:1:3: error: m [r]
  1 | “é” = x
    |   ^
`},
		{"whole file", problem.Problem{Rule: "r", Severity: problem.Warning, Pos: problem.Pos{File: "f"}, Message: say.F("m")}, "f: warning: m [r]\n"},
		{"in an edition", problem.Problem{Rule: "r", Edition: "2008-07-31", Pos: problem.Pos{File: "f", Line: 2}, Message: say.F("m"), Line: "x"},
			"edition 2008-07-31: f:2: error: m [r]\n  2 | x\n"},
		{"end of line", problem.Problem{Rule: "r", Pos: problem.Pos{File: "f", Line: 1, Column: 2}, Message: say.F("m"), Line: "x"},
			"f:1:2: error: m [r]\n  1 | x\n    |  ^\n"},
		{"column after the end of the line", problem.Problem{Rule: "r", Pos: problem.Pos{File: "f", Line: 1, Column: 99, Len: 5}, Message: say.F("m"), Line: "x"},
			"f:1:2: error: m [r]\n  1 | x\n    |  ^\n"},
		{"control and direction", problem.Problem{Rule: "r", Pos: problem.Pos{File: "f", Line: 1, Column: 1}, Message: say.F("m"), Line: "a\x1b[31m\u202eb\tc"},
			"f:1:1: error: m [r]\n  1 | a·[31m·b·c\n    | ^\n"},
		{"hint of two lines", problem.Problem{Rule: "r", Pos: problem.Pos{File: "f"}, Message: say.F("m"), Hint: say.F("a\nb")},
			"f: error: m [r]\n  hint: a\n        b\n"},
		{"long line", problem.Problem{Rule: "r", Pos: problem.Pos{File: "f", Line: 1, Column: 101, Len: 2}, Message: say.F("m"), Line: long},
			"f:1:51: error: m [r]\n  1 | …" + strings.Repeat("é", 99) + "…\n    | " + strings.Repeat(" ", 26) + "^\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var b strings.Builder
			if err := problem.WriteText(&b, []problem.Problem{tt.p}, false); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, b.String()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestWriteTextInColour(t *testing.T) {
	ps := []problem.Problem{
		{Rule: "r", Pos: problem.Pos{File: "f", Line: 1, Column: 1}, Message: say.F("m"), Line: "x"},
		{Rule: "r", Severity: problem.Warning, Pos: problem.Pos{File: "f"}, Message: say.F("n")},
	}
	var b strings.Builder
	if err := problem.WriteText(&b, ps, true); err != nil {
		t.Fatal(err)
	}
	want := "\x1b[1mf:1:1\x1b[0m: \x1b[31merror\x1b[0m: m [r]\n  1 | x\n    | \x1b[31m^\x1b[0m\n" +
		"\n\x1b[1mf\x1b[0m: \x1b[33mwarning\x1b[0m: n [r]\n"
	if diff := cmp.Diff(want, b.String()); diff != "" {
		t.Error(diff)
	}
}
