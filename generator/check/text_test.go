package check_test

import (
	"strings"
	"testing"
	"unicode/utf8"

	"rapporteur/generator/check"
	"rapporteur/generator/problem"
	"rapporteur/generator/report"
)

// inSection returns the small report with one text in its introduction, in French
// and in English.
func inSection(t *testing.T, base map[string]string, text string) *report.Report {
	t.Helper()
	quoted := "'''\n" + text + "'''"
	f := &fixture{files: map[string]string{
		"data/sections.toml": "[[section]]\nid = \"introduction\"\nplace = \"introduction\"\ntext.fr = " + quoted + "\ntext.en = " + quoted + "\n",
	}}
	r, _, err := report.Load(f.tree("", base))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestPlaceInText checks that a problem is reported at the exact word, whatever
// comes before it.
func TestPlaceInText(t *testing.T) {
	base := smallReport(t)
	tests := []struct {
		text, want string // the word in it, marked with ‹ ›
	}{
		{"plain", "The ‹UN› met."},
		{"after a reference", "Yes [source:press]; the ‹UN› met."},
		{"after a figure", "Some [figure:states-assisted] countries of the ‹UN› met."},
		{"in a link", "See [the ‹UN› site](https://www.un.org/) now."},
		{"after a link", "See [the site](https://www.un.org/), ‹UN›."},
		{"on the second line", "See the site\nof the ‹UN›."},
		{"in a list", "See:\n\n- the office\n  of the\n  ‹UN›\n- the fund"},
		{"after two-byte characters", "Même là « où » l’‹UN› est."},
		{"after an escape", `See \[the ‹UN›\].`},
		{"in italics", "See *the ‹UN›* now."},
	}
	for _, tt := range tests {
		t.Run(tt.text, func(t *testing.T) {
			before, rest, _ := strings.Cut(tt.want, "‹")
			word, after, _ := strings.Cut(rest, "›")
			line := 5 + strings.Count(before, "\n") + strings.Count(before+word+after, "\n") + 2
			column := len(before) - strings.LastIndexByte(before, '\n')
			found := 0
			for _, p := range check.Run(inSection(t, base, before+word+after), check.Rules()) {
				if p.Rule != "never-abbreviated-en" {
					continue
				}
				found++
				if p.Pos.Line != line || p.Pos.Column != column || p.Pos.Len != len(word) {
					t.Errorf("found at %s, %d bytes; want %d:%d, %d bytes", p.Pos, p.Pos.Len, line, column, len(word))
				}
			}
			if found != 1 {
				t.Errorf("found %d times", found)
			}
		})
	}
}

// TestManyInOneText checks that the number of problems in one text is limited, and
// that the last of them says so.
func TestManyInOneText(t *testing.T) {
	var found []problem.Problem
	for _, p := range check.Run(inSection(t, smallReport(t), strings.Repeat("5 % ", 5000)), check.Rules()) {
		if p.Rule == "per-cent-en" {
			found = append(found, p)
		}
	}
	if n := len(found); n != 20 || !strings.Contains(found[n-1].Message.String(), "there may be more") {
		t.Errorf("found %d:\n%s", len(found), text(found))
	}
}

// FuzzRules runs all rules on texts: none may panic, and each problem must be at a
// position within its file.
func FuzzRules(f *testing.F) {
	for _, s := range []string{
		"The U.N. held 5 workshops on 2008-09-01 (25%), see [source:press] and *that*.",
		"- a) un\n- b) deux : « trois » ?\n\n1. [x](https://www.un.org/) 36 819 A/63/89 Add.1",
		"[](x) [figure:states-assisted] paragraph 12, p. 3 \\* \u202e \u00ad",
	} {
		f.Add(s)
	}
	base := smallReport(f)
	rules := check.Rules()
	f.Fuzz(func(t *testing.T, s string) {
		if strings.Contains(s, "'''") || !utf8.ValidString(s) {
			return
		}
		r := inSection(t, base, s)
		if r == nil {
			return
		}
		for _, p := range check.Run(r, rules) {
			file := r.File(p.Pos.File)
			if file == nil {
				t.Fatalf("unknown file: %+v", p)
			}
			lines := strings.SplitAfter(string(file.Data), "\n")
			if p.Pos.Line > len(lines) {
				t.Fatalf("line after the end of the file: %+v", p)
			}
			if rest := strings.Join(lines[max(p.Pos.Line, 1)-1:], ""); p.Pos.Column-1+p.Pos.Len > len(rest) || p.Pos.Line > 0 && p.Pos.Column-1 > len(lines[p.Pos.Line-1]) {
				t.Fatalf("column outside the line: %+v", p)
			}
		}
	})
}
