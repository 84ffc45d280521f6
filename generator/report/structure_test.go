package report

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func TestCompareNumbers(t *testing.T) {
	order := []string{"?", "1", "1 bis", "2", "4", "4 bis", "4 ter", "4 quater", "4 quinquies", "5", "10", "10 BIS", "100"}
	for i, a := range order {
		for j, b := range order {
			want := 0
			if i < j {
				want = -1
			} else if i > j {
				want = 1
			}
			if got := CompareNumbers(a, b); got != want {
				t.Errorf("CompareNumbers(%q, %q) = %d, want %d", a, b, got, want)
			}
		}
	}
}

// structured is a report with a paragraph for each of places: "part number file".
func structured(t testing.TB, schema int, resolution string, files map[string]string) *Report {
	t.Helper()
	fsys := fstest.MapFS{
		"data/report.toml": &fstest.MapFile{Data: fmt.Appendf(nil, `schema = %d
[report]
reference = "1"
title.en = "T"
languages = ["en"]
original = "en"
[edition]
id = "a"
as_at = 2000-01-01
status = "draft"
`, schema)},
		"data/resolution.toml": &fstest.MapFile{Data: []byte("title.en = \"T\"\noriginal = \"en\"\n" + resolution)},
	}
	for name, data := range files {
		fsys["data/paragraphs/"+name+".toml"] = &fstest.MapFile{Data: []byte(data)}
	}
	r, problems, err := Load(fsys)
	if err != nil || len(problems) > 0 {
		t.Fatal(err, problems)
	}
	return r
}

func paragraphFile(id, number, more string) string {
	return fmt.Sprintf("id = %q\nnumber = %q\ntext.en = \"Decides;\"\n%s", id, number, more)
}

// TestParagraphOrder has parts in another order than their ids, a heading within a
// part, and numbers that no sorting of names puts in order.
func TestParagraphOrder(t *testing.T) {
	const parts = `
[[part]]
id = "z"
kind = "part"
number = "A"
[[part]]
id = "z-general"
kind = "heading"
heading.en = "General"
within = "z"
[[part]]
id = "a"
kind = "part"
number = "B"
[[part]]
id = "annex"
kind = "annex"
`
	r := structured(t, 3, parts, map[string]string{
		"n01": paragraphFile("n01", "1", `part = "annex"`),
		"n02": paragraphFile("n02", "10", `part = "a"`),
		"n03": paragraphFile("n03", "4 bis", `part = "a"`),
		"n04": paragraphFile("n04", "5", `part = "a"`),
		"n05": paragraphFile("n05", "4", `part = "a"`),
		"n06": paragraphFile("n06", "2", `part = "z-general"`),
		"n07": paragraphFile("n07", "1", `part = "z"`),
		"n08": paragraphFile("n08", "1", ""),
	})
	var got []string
	for _, p := range r.Paragraphs {
		got = append(got, p.ID)
	}
	if want := []string{"n08", "n07", "n06", "n05", "n03", "n04", "n02", "n01"}; !slices.Equal(got, want) {
		t.Errorf("order %v, want %v", got, want)
	}
	if n := r.Numbering("z-general"); len(n) != 1 || n[0].ID != "z" {
		t.Errorf("the paragraphs under the heading are numbered in %v, want in z", n)
	}
	if p := r.Parts("z-general"); len(p) != 2 || p[0].ID != "z" || p[1].ID != "z-general" {
		t.Errorf("Parts gives %v, want z, z-general", p)
	}
}

// TestOlderOrder has the order of schema 2, in which the files were the order.
func TestOlderOrder(t *testing.T) {
	r := structured(t, 2, "", map[string]string{"a": paragraphFile("a", "10", ""), "b": paragraphFile("b", "9", "")})
	if r.Paragraphs[0].ID != "a" {
		t.Error("a report of schema 2 is read in another order than that of its files")
	}
}

const nested = `closing.en = "whenever possible;"
[[subparagraph]]
id = "op01-sub-a"
number = "a"
text.en = "one,"
[[subparagraph]]
id = "op01-sub-b"
number = "b"
text.en = "two:"
closing.en = "and more,"
[[subparagraph]]
id = "op01-sub-b-i"
number = "i"
within = "op01-sub-b"
text.en = "two and a half,"
[[subparagraph]]
id = "op01-sub-b-i-1"
number = "1"
within = "op01-sub-b-i"
text.en = "and a quarter,"
[[request]]
id = "op01-a"
subparagraph = "op01-sub-b-i-1"
verb = "requests"
summary.en = "A quarter"
status = "implemented"
[[request]]
id = "op01-b"
subparagraph = "op01-sub-b"
verb = "requests"
summary.en = "Two"
status = "no-information"
[[request]]
id = "op01-c"
verb = "requests"
summary.en = "All"
status = "not-due"
`

func TestSubparagraphs(t *testing.T) {
	r := structured(t, 3, "", map[string]string{"op01": paragraphFile("op01", "1", nested)})
	p := r.Paragraphs[0]
	for _, tt := range []struct {
		id, label string
		requests  string
		status    Status
		under     int
	}{
		{"op01-sub-a", "(a)", "", NoActionRequested, 0},
		{"op01-sub-b", "(b)", "op01-a op01-b", UnderImplementation, 1},
		{"op01-sub-b-i", "(b) (i)", "op01-a", Implemented, 1},
		{"op01-sub-b-i-1", "(b) (i) (1)", "op01-a", Implemented, 0},
	} {
		s := p.Subparagraph(tt.id)
		var ids []string
		for _, q := range s.Requests() {
			ids = append(ids, q.ID)
		}
		if s.Label() != tt.label || strings.Join(ids, " ") != tt.requests || s.Status() != tt.status || len(p.Under(tt.id)) != tt.under {
			t.Errorf("%s: %q, requests %v, %s, %d in it; want %+v", tt.id, s.Label(), ids, s.Status(), len(p.Under(tt.id)), tt)
		}
		if got := r.Parent(Ref{KindSubparagraph, tt.id}); got != (Ref{KindParagraph, "op01"}) {
			t.Errorf("%s belongs to %s", tt.id, got)
		}
	}
}

// BenchmarkLoadStructured loads a resolution of 100 operative paragraphs with 60
// sub-paragraphs each in six languages.
func BenchmarkLoadStructured(b *testing.B) {
	text := func(key string) string {
		var s strings.Builder
		for _, l := range Langs {
			fmt.Fprintf(&s, "%s.%s = \"%s\"\n", key, l, strings.Repeat("words of a resolution, ", 8))
		}
		return s.String()
	}
	for _, each := range []struct {
		name string
		of   func(paragraph int) int
	}{
		{"60 in all", func(p int) int { return map[bool]int{true: 6}[p%10 == 0] }},
		{"60 each", func(int) int { return 60 }},
	} {
		b.Run(each.name, func(b *testing.B) {
			fsys := fstest.MapFS{
				"data/report.toml":     &fstest.MapFile{Data: []byte("schema = 3\n[report]\nreference = \"1\"\ntitle.en = \"T\"\nlanguages = [\"en\"]\noriginal = \"en\"\n[edition]\nid = \"a\"\nas_at = 2000-01-01\nstatus = \"draft\"\n")},
				"data/resolution.toml": &fstest.MapFile{Data: []byte("title.en = \"T\"\noriginal = \"en\"\n")},
			}
			for p := range 100 {
				id := fmt.Sprintf("op%03d", p)
				var s strings.Builder
				fmt.Fprintf(&s, "id = %q\nnumber = \"%d\"\n%sverb = \"reaffirms\"\n", id, p+1, text("text"))
				for n := range each.of(p) {
					fmt.Fprintf(&s, "[[subparagraph]]\nid = \"%s-sub-%d\"\nnumber = \"%d\"\n%s", id, n, n, text("text"))
				}
				fsys["data/paragraphs/"+id+".toml"] = &fstest.MapFile{Data: []byte(s.String())}
			}
			for b.Loop() {
				if _, problems, err := Load(fsys); err != nil || len(problems) > 0 {
					b.Fatal(err, problems)
				}
			}
		})
	}
}

// TestRequestsInOrder has requests in another order than the text, and sub-paragraphs
// that are not listed below the one that they are in.
func TestRequestsInOrder(t *testing.T) {
	sub := func(id, number, within string) string {
		return fmt.Sprintf("[[subparagraph]]\nid = %q\nnumber = %q\nwithin = %q\ntext.en = \"T\"\n", id, number, within)
	}
	ask := func(id, of string) string {
		return fmt.Sprintf("[[request]]\nid = %q\nsubparagraph = %q\nverb = \"requests\"\nsummary.en = \"T\"\n", id, of)
	}
	r := structured(t, 3, "", map[string]string{"op01": paragraphFile("op01", "1",
		sub("a", "a", "")+sub("b", "b", "")+sub("a-i", "i", "a")+sub("a-ii", "ii", "a")+
			ask("q1", "b")+ask("q2", "a-ii")+ask("q3", "")+ask("q4", "a")+ask("q5", "a-i")+ask("q6", "b")+ask("q7", "a-ii")+ask("q8", ""))})
	var got []string
	for _, q := range r.Paragraphs[0].InOrder() {
		got = append(got, q.ID)
	}
	if want := "q3 q8 q4 q5 q2 q7 q1 q6"; strings.Join(got, " ") != want {
		t.Errorf("requests are %v, want %s", got, want)
	}
}
