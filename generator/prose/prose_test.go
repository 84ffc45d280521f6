package prose_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"rapporteur/generator/prose"
)

// marks renders a reference as its fields in braces, and links to "/" and the
// destination.
type marks struct{}

func (marks) Ref(r prose.Ref) string { return "{" + r.Kind + " " + r.ID + " " + r.Locator + "}" }

func (marks) Link(dest string) (string, bool) {
	if dest == "activity:gone" {
		return "", false
	}
	return "/" + dest, true
}

func TestHTML(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"paragraphs", "One\ntwo.\n\nThree.", "<p id=\"x-1\">One two.</p>\n<p id=\"x-2\">Three.</p>\n"},
		{"empty", " \n", ""},
		{"emphasis", "*a* and **b**", `<p id="x-1"><em>a</em> and <strong>b</strong></p>` + "\n"},
		{"source", "Some [source:a-63-89, para. 12].", `<p id="x-1">Some {source a-63-89 para. 12}.</p>` + "\n"},
		{"footnote", "Some[^no-reply]: [^1].", `<p id="x-1">Some{footnote no-reply }: {footnote 1 }.</p>` + "\n"},
		{"a link that looks like a footnote", "[^1](https://b.org)", `<p id="x-1"><a href="/https://b.org">^1</a></p>` + "\n"},
		{"image", "See [image:map].", `<p id="x-1">See {image map }.</p>` + "\n"},
		{"figure of an observation", "[figure:a/2008]", `<p id="x-1">{figure a/2008 }</p>` + "\n"},
		{"reference before a bracket", "[note:1][x]", `<p id="x-1">{note 1 }[x]</p>` + "\n"},
		{"link", "[a *b*](https://example.org/?a=1&b=2)", `<p id="x-1"><a href="/https://example.org/?a=1&amp;b=2">a <em>b</em></a></p>` + "\n"},
		{"link to a record", "[a](activity:b)", `<p id="x-1"><a href="/activity:b">a</a></p>` + "\n"},
		{"link to a record that is not shown", "[a](activity:gone)", `<p id="x-1">a</p>` + "\n"},
		{"list", "See:\n\n- one\n- two\n\nEnd.", "<p id=\"x-1\">See:</p>\n<ul>\n<li id=\"x-2\">one</li>\n<li id=\"x-3\">two</li>\n</ul>\n<p id=\"x-4\">End.</p>\n"},
		{"ordered list", "3. one\n4. two", "<ol start=\"3\">\n<li id=\"x-1\">one</li>\n<li id=\"x-2\">two</li>\n</ol>\n"},
		{"list in a list", "- one\n  - two", "<ul>\n<li id=\"x-1\">one<ul>\n<li>two</li>\n</ul>\n</li>\n</ul>\n"},
		{"HTML is text", `<b>a</b> & "c"`, `<p id="x-1">&lt;b&gt;a&lt;/b&gt; &amp; &#34;c&#34;</p>` + "\n"},
		{"an entity is text", "a&nbsp;b", `<p id="x-1">a&amp;nbsp;b</p>` + "\n"},
		{"heading is text", "# A", `<p id="x-1"># A</p>` + "\n"},
		{"image is text and a link", "![a](https://b.org)", `<p id="x-1">!<a href="/https://b.org">a</a></p>` + "\n"},
		{"code is text", "`a` b", "<p id=\"x-1\">`a` b</p>\n"},
		{"indented text is text", "a\n\n    b", "<p id=\"x-1\">a</p>\n<p id=\"x-2\">b</p>\n"},
		{"shortcode and template are text", `{{< x >}} {{ .Title }}`, `<p id="x-1">{{&lt; x &gt;}} {{ .Title }}</p>` + "\n"},
		{"quotation and rule are text", "> a\n\n---", "<p id=\"x-1\">&gt; a</p>\n<p id=\"x-2\">---</p>\n"},
		{"escaped reference is text", `\[source:a]`, `<p id="x-1">[source:a]</p>` + "\n"},
		{"address is text", "https://example.org <https://example.org>", `<p id="x-1">https://example.org &lt;https://example.org&gt;</p>` + "\n"},
		{"no-break spaces stay", "« a » : 3 000 l’a", "<p id=\"x-1\">« a » : 3 000 l’a</p>\n"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, prose.Parse(tt.in).HTML(marks{}, "x")); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestHTMLWithoutID(t *testing.T) {
	d := prose.Parse("a\n\nb")
	if got, want := d.HTML(marks{}, ""), "<p>a</p>\n<p>b</p>\n"; got != want {
		t.Errorf("HTML: got %q, want %q", got, want)
	}
	if got, want := d.InlineHTML(marks{}), "a b"; got != want {
		t.Errorf("InlineHTML: got %q, want %q", got, want)
	}
}

func TestIssues(t *testing.T) {
	tests := []struct{ in, want string }{
		{"plain [a] text (b) 3 < 4", ""},
		{"a <b>c", `2+3 harmless: HTML is not supported here`},
		{`a <a href="https://b.org">c`, `2+24 harmless: HTML is not supported here`},
		{"a <mailto:b@c.org>", `2+16 harmless: addresses in angle brackets are not supported here`},
		{"a <!-- c -->", `2+4 harmless: HTML is not supported here`},
		{"a\n\n## b", `3+3 harmless: headings are not supported here`},
		{"![a](https://b.org)", `0+5 harmless: images are not supported here`},
		{"| State | Date |\n|---|---|\n| France | 2008 |", "0+26 harmless: tables are not supported here"},
		{"State | Date\n---|---\nFrance | 2008", "0+20 harmless: tables are not supported here"},
		{"a\n\n> b", "3+3 harmless: quotations with > are not supported here"},
		{"a ~~b~~ c", "2+5 harmless: struck words are not supported here"},
		{"a[^1], a[^no-reply] b", ""},
		{"a[^One b]", "1+8 harmless: this is no id of a footnote"},
		{"a[^one_b] and [^-a]", "1+8 harmless: this is no id of a footnote; 14+5 harmless: this is no id of a footnote"},
		{"a[^1]\n\n[^1]: The note.", "7+5 harmless: the text of a footnote does not stand here"},
		{"[^One]: The note.", "0+7 harmless: the text of a footnote does not stand here"},
		{`a\[^1]`, ""},
		{"[image:a b]", "0+7 malformed reference"},
		{"see <https://www.un.org/>", "4+21 harmless: addresses in angle brackets are not supported here"},
		{"a\n\n---\n\nb", "3+3 harmless: rules between paragraphs are not supported here"},
		{"a\n===", "0+5 harmless: headings are not supported here"},
		{"- [ ] a", "0+6 harmless: boxes to tick are not supported here"},
		{"[a]: https://b.org", "0+18 harmless: links that are defined apart are not supported here"},
		{"(a) First;\n(b) Second.", "9+6 harmless: a lettered item begins a line but not a paragraph, so it is joined to the one before"},
		{`a \<b> and \> c`, ""},
		{"a | b, and a > b", ""},
		{"see `a`", "4+3 harmless: code is not supported here"},
		{"é [fig:a]", `3+7 unknown kind of reference "fig"`},
		{"[source:a, para. 3", `0+9 the reference has no ] after its id`},
		{"[source: a]", `0+8 malformed reference`},
		{`\[fig:a]`, ""},
		{"[source:a](https://b.org)", ""},
	}
	for _, tt := range tests {
		var got []string
		for _, is := range prose.Parse(tt.in).Issues {
			harmless := ""
			if is.Harmless {
				harmless = " harmless:"
			}
			got = append(got, fmt.Sprintf("%d+%d%s %s", is.Offset, is.Len, harmless, is.Message.String()))
		}
		if s := strings.Join(got, "; "); s != tt.want {
			t.Errorf("%q:\n got %s\nwant %s", tt.in, s, tt.want)
		}
	}
}

func TestRefs(t *testing.T) {
	const in = "é [source:a, p. 1]\n\n- *x [figure:b]*\n- [t](source:c)"
	want := []prose.Ref{
		{Kind: "source", ID: "a", Locator: "p. 1", Offset: 3, Len: 16},
		{Kind: "figure", ID: "b", Offset: 26, Len: 10},
	}
	d := prose.Parse(in)
	if diff := cmp.Diff(want, d.Refs()); diff != "" {
		t.Error(diff)
	}
	if l := d.Links(); len(l) != 1 || l[0].Dest != "source:c" {
		t.Errorf("links: %v", l)
	}
}

func TestPlainText(t *testing.T) {
	const in = "The *Office* [source:a]\nhelped [figure:b].\n\n- [one](https://a.org) : 2\n- two"
	d := prose.Parse(in)
	got := d.PlainText(func(r prose.Ref) string { return "<" + r.ID + ">" })
	if want := "The Office <a> helped <b>.\n\none : 2\ntwo"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if got, want := d.Words(), 7; got != want {
		t.Errorf("words: got %d, want %d", got, want)
	}
	if got, want := len(d.Paragraphs()), 3; got != want {
		t.Errorf("paragraphs: got %d, want %d", got, want)
	}
}

func TestStringIsCanonical(t *testing.T) {
	tests := []struct{ a, b string }{
		{"one two\n\nthree", "\none\ntwo\n\n\nthree\n"},
		{"* a\n* b", "- a\n- b"},
		{"*a* __b__", "_a_ **b**"},
	}
	for _, tt := range tests {
		if a, b := prose.Parse(tt.a).String(), prose.Parse(tt.b).String(); a != b {
			t.Errorf("%q and %q differ", a, b)
		}
	}
	if a, b := prose.Parse("a *b*").String(), prose.Parse(`a \*b\*`).String(); a == b {
		t.Errorf("emphasis and escaped asterisks are equal: %q", a)
	}
}

// FuzzParse checks that issues and references are within the text, that no letter
// is lost and that no text becomes a tag.
func FuzzParse(f *testing.F) {
	for _, s := range []string{
		"a *b* **c** [source:a, p. 1]", "- a\n  - b\n1. c", "[a](https://b.org)", "<script>", "[figure:a/b]\n\n# x", "![a](b)",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		d := prose.Parse(s)
		for _, is := range d.Issues {
			if is.Offset < 0 || is.Offset+is.Len > len(s) {
				t.Errorf("issue outside the text: %+v", is)
			}
		}
		for _, r := range d.Refs() {
			if r.Offset < 0 || r.Offset+r.Len > len(s) || s[r.Offset] != '[' {
				t.Errorf("reference outside the text: %+v", r)
			}
		}
		letters := func(s string) string {
			return strings.Map(func(r rune) rune {
				if unicode.IsLetter(r) {
					return r
				}
				return -1
			}, s)
		}
		if len(d.Refs())+len(d.Links()) == 0 && utf8.ValidString(s) && letters(d.PlainText(nil)) != letters(s) {
			t.Errorf("text was lost: %q", d.PlainText(nil))
		}
		h := d.HTML(marks{}, "x")
		for _, tag := range []string{"p", "ul", "ol", "li", "em", "strong", "a"} {
			h = strings.ReplaceAll(h, "</"+tag+">", "")
		}
		if strings.Contains(h, "</") || strings.Contains(h, "<!") || strings.Contains(h, "<script") {
			t.Errorf("text became a tag: %q", h)
		}
	})
}

// What is nested too deep is one problem and plain text, soon read, whatever it is
// nested with; what is just deep enough is read as it is written.
func TestDepth(t *testing.T) {
	levels := func(n int) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "%s- x\n", strings.Repeat("  ", i))
		}
		return b.String()
	}
	for name, s := range map[string]string{
		"marks on one line":       strings.Repeat("- ", 254) + "x",
		"marks to the limit":      strings.Repeat("- ", 32<<10),
		"ordered":                 strings.Repeat("1. ", 60) + "x",
		"levels":                  levels(60),
		"levels to the limit":     levels(250),
		"emphasis":                strings.Repeat("*a **b ", 20) + strings.Repeat("b** a* ", 20),
		"emphasis to the limit":   strings.Repeat("*a **b ", 4600) + strings.Repeat("b** a* ", 4600),
		"mixed marks":             strings.Repeat("- 1. * ", 9) + "x",
		"far to the right, marks": "- x\n" + strings.Repeat(" ", 200) + "- x",
	} {
		doc := prose.Parse(s)
		if !slices.ContainsFunc(doc.Issues, func(is prose.Issue) bool {
			return !is.Harmless && strings.Contains(is.Message.String(), "nested more than 8 deep")
		}) {
			t.Errorf("%s: the problems are %.200v", name, doc.Issues)
		}
		if len(doc.Blocks) != 1 || doc.Blocks[0].Kind != prose.Paragraph || len(prose.NewParser().Read(s).Blocks) != 1 {
			t.Errorf("%s: it is not plain text", name)
		}
	}
	for name, s := range map[string]string{
		"eight":               levels(8),
		"brackets":            strings.Repeat("[", 2000),
		"brackets and stars":  strings.Repeat("[a*", 2000),
		"links that end":      strings.Repeat("[a](", 2000),
		"signs of emphasis":   strings.Repeat("*", 60<<10),
		"many emphasized":     strings.Repeat("*a* ", 10<<10),
		"a list of 10,000":    strings.Repeat("- x\n", 10_000),
		"underscores, spaces": strings.Repeat("_ a _", 10_000),
	} {
		if doc := prose.Parse(s); slices.ContainsFunc(doc.Issues, func(is prose.Issue) bool { return strings.Contains(is.Message.String(), "deep") }) {
			t.Errorf("%s: the problems are %.200v", name, doc.Issues)
		}
	}
}

// A text that was read without its issues is parsed again where they are asked for.
func TestCacheHasIssues(t *testing.T) {
	const s = "see # here\n\n# A heading"
	c, want := prose.NewCache(), prose.Parse(s)
	if len(want.Issues) == 0 {
		t.Fatal("the text has no issues")
	}
	c.Read(s)
	for range 2 {
		if got := c.Parse(s); !reflect.DeepEqual(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	}
	if got := c.Read(s); got.String() != want.String() {
		t.Errorf("read as %q", got)
	}
}
