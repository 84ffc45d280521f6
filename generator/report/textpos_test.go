package report_test

import (
	"strings"
	"testing"

	"rapporteur/generator/problem"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// TestTextPos looks for a word of a text in its file, however the text is
// written there.
func TestTextPos(t *testing.T) {
	tests := []struct {
		name, value string // the value as it is written, with the word "here" in it
		want        string
		len         int
	}{
		{"on one line", `"it is here"`, "data/sections.toml:4:18", 4},
		{"behind letters of two bytes", `"été, here"`, "data/sections.toml:4:19", 4},
		{"behind an escape", `"\u00e9\t\"here"`, "data/sections.toml:4:22", 4},
		{"in a literal", `'\u here'`, "data/sections.toml:4:15", 4},
		{"behind the first line end", "\"\"\"\nit is here\"\"\"", "data/sections.toml:5:7", 4},
		{"on the third line", "\"\"\"\nit\n\nis here.\"\"\"", "data/sections.toml:7:4", 4},
		{"behind a joined line", "\"\"\"it is \\\n   here\"\"\"", "data/sections.toml:5:4", 4},
		{"over a line end", "\"\"\"\nit is he\nre\"\"\"", "data/sections.toml:5:7", 2},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			files := small(t)
			files["data/sections.toml"].Data = []byte("[[section]]\nid = \"introduction\"\nplace = \"introduction\"\ntext.en = " + tt.value + "\n")
			r, _, err := report.Load(files)
			if err != nil || r == nil {
				t.Fatal(err)
			}
			ref := report.Ref{Kind: report.KindSection, ID: "introduction"}
			word, text := "here", r.Section("introduction").Text.En
			if !strings.Contains(text, word) {
				word = "he\nre"
			}
			p := r.TextProblem("rule", problem.Warning, ref, "text.en", strings.Index(text, word), len(word), say.F("message"), say.Text{})
			if p.Pos.String() != tt.want || p.Pos.Len != tt.len {
				t.Errorf("%q stands at %s, %d bytes; want %s, %d bytes", word, p.Pos, p.Pos.Len, tt.want, tt.len)
			}
			if !strings.Contains(p.Line, word[:2]) {
				t.Errorf("line %q", p.Line)
			}
		})
	}
}

// TestTextPosElsewhere checks that what is not part of a text has the place of
// its field.
func TestTextPosElsewhere(t *testing.T) {
	r := load(t)
	ref := report.ParseRef("activity:vienna-2007")
	for _, field := range []string{"title.en", "start", "nothing"} {
		if got, want := r.TextPos(ref, field, 9000, 1), r.Pos(ref, field); got != want {
			t.Errorf("%s: got %v, want %v", field, got, want)
		}
	}
	p := r.FileProblem("rule", problem.Error, "data/retired.toml", 2, 3, say.F("message"), say.Text{})
	if p.Pos.String() != "data/retired.toml:1:3" || p.Pos.Len != 3 || p.Line == "" {
		t.Errorf("%+v", p)
	}
}
