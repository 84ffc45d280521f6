package report

import (
	"strings"
	"testing"
)

// TestOutline shows the bytes that each value takes.
func TestOutline(t *testing.T) {
	const file = "# c\nx = [ ] # e\nact = [\n  { a = 1, b = [ 2, 3 ] }, # ] c\n  {  c.d = 4 } ]\n" +
		"[[i]] # hm\nid = \"u\" # t\nt.fr = \"\"\"\nx\"\"\"\n[[i.o]]\nq = { v = 1 }\n\n[[i]]\n# end\n"
	root, found := Outline("data/x.toml", []byte(file))
	if found != nil {
		t.Fatal(found)
	}
	for path, want := range map[string]string{
		"x":            "[ ]",
		"act":          "[\n  { a = 1, b = [ 2, 3 ] }, # ] c\n  {  c.d = 4 } ]",
		"act 0":        "{ a = 1, b = [ 2, 3 ] }",
		"act 0 b":      "[ 2, 3 ]",
		"act 1":        "{  c.d = 4 }",
		"act 1 c d":    "4",
		"i 0":          "[[i]] # hm\nid = \"u\" # t\nt.fr = \"\"\"\nx\"\"\"\n[[i.o]]\nq = { v = 1 }",
		"i 0 t fr":     "\"\"\"\nx\"\"\"",
		"i 0 o 0":      "[[i.o]]\nq = { v = 1 }",
		"i 0 o 0 q":    "{ v = 1 }",
		"i 1":          "[[i]]",
		"i 0 o 0 q v":  "1",
		"i 0 id":       `"u"`,
		"act 0 b 1":    "3",
		"act 0 a":      "1",
		"i 0 o 0 q no": "",
	} {
		p, ok := root, true
		for step := range strings.FieldsSeq(path) {
			if p.List {
				p = p.Parts[step[0]-'0']
			} else {
				p, ok = p.Get(step)
			}
		}
		if got := file[p.Start:p.End]; got != want || ok != (want != "") {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
	if got := root.Parts[2].Parts[0].TextAt("t", "fr"); got != "x" {
		t.Errorf("TextAt = %q", got)
	}
}

func TestOutlineOfBrokenFile(t *testing.T) {
	_, found := Outline("data/x.toml", []byte("a = 1\nb = [\n"))
	if found == nil || found.Pos.File != "data/x.toml" || found.Pos.Line < 2 {
		t.Errorf("found %+v", found)
	}
}
