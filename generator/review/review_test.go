package review

import (
	"testing"
	"testing/fstest"

	"rapporteur/generator/check"
	"rapporteur/generator/problem"
)

func TestChangedLines(t *testing.T) {
	before := fstest.MapFS{"a": {Data: []byte("one\ntwo\nthree\nfour\n")}}
	for _, tt := range []struct{ name, after, changed string }{
		{"nothing", "one\ntwo\nthree\nfour\n", "...."},
		{"a word", "one\nTWO\nthree\nfour\n", ".x.."},
		{"a line inserted", "one\nnew\ntwo\nthree\nfour\n", ".x..."},
		{"a line deleted", "one\nthree\nfour\n", "..."},
		{"no end of line", "one\ntwo\nthree\nfive", "...x"},
	} {
		changed, err := changedLines(before, fstest.MapFS{"a": {Data: []byte(tt.after)}}, "a")
		if err != nil {
			t.Fatal(err)
		}
		got := ""
		for i := range tt.changed {
			if changed(i + 1) {
				got += "x"
			} else {
				got += "."
			}
		}
		if got != tt.changed {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.changed)
		}
	}
}

func TestChangedLinesOfANewFile(t *testing.T) {
	changed, err := changedLines(fstest.MapFS{}, fstest.MapFS{"a": {Data: []byte("one\n")}}, "a")
	if err != nil || !changed(1) {
		t.Errorf("a line of a new file has not changed (%v)", err)
	}
}

// The pages that a problem is shown on are those of the report's own language, also where
// the report cannot be read, and none where the language is not known.
func TestFrontOfAReportThatCannotBeRead(t *testing.T) {
	for name, tt := range map[string]struct{ file, front, page string }{
		"Spanish":                 {"[report]\nlanguages = [\"es\"]\n", "/es/", "paragraphs/op01/"},
		"Chinese first":           {"[report]\nlanguages = [\"zh\", \"en\"]\nx = 1\n", "/zh/", "paragraphs/op01/"},
		"no language":             {"[report]\n", "", ""},
		"a language of no report": {"[report]\nlanguages = [\"de\"]\n", "", ""},
		"not TOML":                {"languages = [\"es\"", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			c := &Result{Findings: problem.Findings{Problems: []problem.Problem{{Page: "paragraphs/op01/"}}}}
			c.frontOf(fstest.MapFS{"data/report.toml": {Data: []byte(tt.file)}})
			if c.Front != tt.front || c.Problems[0].Page != tt.page {
				t.Errorf("%s, shown on %q", c.Front, c.Problems[0].Page)
			}
		})
	}
}

// A report that could not be read has the problems of reading it, and no others.
func TestCheckReportThatCannotBeRead(t *testing.T) {
	ps := []problem.Problem{{Rule: "syntax", Pos: problem.Pos{File: "data/report.toml", Line: 1}}}
	r := CheckReport(nil, ps, check.Options{})
	if len(r.Problems) != 1 || r.Report != nil || r.Problems[0].Rule != "syntax" {
		t.Errorf("found %+v", r.Problems)
	}
}
