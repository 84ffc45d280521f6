package source

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/report"
)

func TestTokens(t *testing.T) {
	for _, c := range []struct{ toml, want string }{
		{"# a \"comment\"\n", `Comment(# a "comment")`},
		{"[report]\n", "Keyword([report])"},
		{"[[request]] # one\n", "Keyword([[request]]) Comment(# one)"},
		{"  [a.\"b\"]", `Keyword([a."b"])`},
		{`title.fr = "É \" #"`, `NameAttribute(title) Punctuation(.) NameAttribute(fr) Punctuation(=) LiteralStringDouble("É \" #")`},
		{"a = \"\"\"one\n# two \"x\"\n\"\"\"\n", "NameAttribute(a) Punctuation(=) LiteralStringDouble(\"\"\"one\n# two \"x\"\n\"\"\")"},
		{"a = \"\"\"said \"so\"\"\"\"\n[b]", "NameAttribute(a) Punctuation(=) LiteralStringDouble(\"\"\"said \"so\"\"\"\") Keyword([b])"},
		{"a = 'C:\\'\nb = 1", `NameAttribute(a) Punctuation(=) LiteralStringSingle('C:\') NameAttribute(b) Punctuation(=) LiteralNumber(1)`},
		{"d = 2008-07-31", "NameAttribute(d) Punctuation(=) LiteralDate(2008-07-31)"},
		{"x = -1.5", "NameAttribute(x) Punctuation(=) LiteralNumber(-1) Punctuation(.) LiteralNumber(5)"},
		{"on = true", "NameAttribute(on) Punctuation(=) KeywordConstant(true)"},
		{"act = [\n  [1],\n  { state = \"fra\", n = 2 },\n]\n[b]", `NameAttribute(act) Punctuation(=) Punctuation([) Punctuation([) LiteralNumber(1) Punctuation(]) Punctuation(,) ` +
			`Punctuation({) NameAttribute(state) Punctuation(=) LiteralStringDouble("fra") Punctuation(,) NameAttribute(n) Punctuation(=) LiteralNumber(2) Punctuation(}) Punctuation(,) Punctuation(]) Keyword([b])`},
		{`"quoted key" = 1`, `NameAttribute("quoted key") Punctuation(=) LiteralNumber(1)`},
		{"a = \"not closed\nb = 1", "NameAttribute(a) Punctuation(=) LiteralStringDouble(\"not closed) NameAttribute(b) Punctuation(=) LiteralNumber(1)"},
		{"a = €", "NameAttribute(a) Punctuation(=) Punctuation(€)"},
	} {
		var got []string
		for _, tok := range tokens(c.toml) {
			if strings.TrimSpace(tok.Value) != "" {
				got = append(got, fmt.Sprintf("%v(%s)", tok.Type, tok.Value))
			}
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%q:\n%s\nwant\n%s", c.toml, s, c.want)
		}
	}
}

func FuzzTokensAreTheWholeText(f *testing.F) {
	names, err := filepath.Glob("../testdata/kitchen-sink/data/*.toml")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	f.Add("a = \"\"\"\\")
	f.Fuzz(func(t *testing.T, s string) {
		var b strings.Builder
		for _, tok := range tokens(s) {
			if tok.Value == "" {
				t.Fatal("a token is empty")
			}
			b.WriteString(tok.Value)
		}
		if b.String() != s {
			t.Errorf("tokens give %q, want %q", b.String(), s)
		}
	})
}

func TestFilesHaveAnIDForEachLine(t *testing.T) {
	h := NewHighlighter()
	f := report.File{Name: "data/report.toml", Data: []byte("a = \"<b>\"\n\nb = \"\"\"x\ny\"\"\"\n")}
	h.Prepare([]*report.Report{{Files: []report.File{f, f}}})
	got := h.Of(f)
	if got.Lines != 4 {
		t.Errorf("counted %d lines, want 4", got.Lines)
	}
	var ids []string
	for n := 1; n <= 5; n++ {
		if id := fmt.Sprintf("L%d", n); strings.Contains(string(got.Html), `id="`+id+`"`) {
			ids = append(ids, id)
		}
	}
	if !slices.Equal(ids, []string{"L1", "L2", "L3", "L4"}) {
		t.Errorf("lines have the ids %v in\n%s", ids, got.Html)
	}
	if strings.Contains(string(got.Html), "<b>") {
		t.Errorf("text of the file is markup in\n%s", got.Html)
	}
}
