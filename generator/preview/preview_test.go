package preview

import (
	"fmt"
	"rapporteur/generator/say"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"rapporteur/generator/problem"
)

// written writes a preview and checks the size that it reports.
func written(t *testing.T, p *Preview) (string, Written) {
	t.Helper()
	var b strings.Builder
	w, err := Write(&b, p)
	if err != nil {
		t.Fatal(err)
	}
	if w.Bytes != b.Len() {
		t.Errorf("Bytes = %d, but %d were written", w.Bytes, b.Len())
	}
	if _, err := html.Parse(strings.NewReader(b.String())); err != nil {
		t.Fatal(err)
	}
	return b.String(), w
}

func pageOf(path, main string) Page {
	p := Page{Path: path}
	for _, lang := range []string{"fr", "en"} {
		p.Versions = append(p.Versions, Version{
			Lang: lang, Title: "Title of " + path, At: "draft/" + lang + "/" + path,
			HTML: []byte("<!DOCTYPE html><title>x</title><nav>menu</nav><main id=main>" + main + "</main><footer>foot</footer>"),
		})
	}
	return p
}

func languages() []Language {
	return []Language{{"fr", "Français", "ltr"}, {"en", "English", "ltr"}}
}

func TestPagesFitTogether(t *testing.T) {
	tests := []struct{ name, main, want string }{
		{"ids are its own", `<h2 id="a">A</h2>`, `<h2 id="p1-fr-a" aria-level="5">A</h2>`},
		{"so are references to ids", `<section aria-labelledby="a b">x</section>`, `<section aria-labelledby="p1-fr-a p1-fr-b" role="group">x</section>`},
		{"and names of what is chosen", `<input type="radio" name="n">`, `<input type="radio" name="p1-fr-n">`},
		{"a fragment of the page", `<p id="x">x</p><a href="#x">y</a>`, `<a href="#p1-fr-x">y</a>`},
		{"one that is not there", `<a href="#gone">y</a>`, `<a href="#p1-fr">y</a>`},
		{"a page that is here", `<a href="../../sources/#s">y</a>`, `<a href="#p2-fr-s">y</a>`},
		{"the same by another way", `<a href="../../sources/./">y</a>`, `<a href="#p2-fr">y</a>`},
		{"another language", `<a href="../../../en/sources/#s">y</a>`, `<a href="#p2-en-s">y</a>`},
		{"a page that is not here", `<a href="../../states/" aria-label="z">y</a>`, `<span class="pv-unlinked">y</span>`},
		{"a file", `<a class="c" href="data.csv" download>y</a>`, `<span class="c pv-unlinked">y</span>`},
		{"another site", `<a href="https://example.org/?q" target="_blank">y</a>`, `<a href="https://example.org/?q" rel="noopener noreferrer">y</a>`},
		{"a script in a link", `<a href=" JavaScript:alert(1)">y</a>`, `<span class="pv-unlinked">y</span>`},
		{"data in a link", `<a href="data:text/html,x">y</a>`, `<span class="pv-unlinked">y</span>`},
		{"a host without a scheme", `<a href="//example.org/">y</a>`, `<span class="pv-unlinked">y</span>`},
		{"a link in a picture", `<svg><a href="../x/"><path d="M0"/></a></svg>`, `<svg><g><path d="M0"></path></g></svg>`},
		{"parts of a picture", `<svg><clipPath id="c"></clipPath><use href="#c"/><path clip-path="url(#c)"/></svg>`,
			`<svg><clipPath id="p1-fr-c"></clipPath><use href="#p1-fr-c"></use><path clip-path="url(#p1-fr-c)"></path></svg>`},
		{"parts of another's", `<svg><use href="https://example.org/#c"/><path fill="url(https://example.org/)"/></svg>`, `<svg><use></use><path></path></svg>`},
		{"scripts and what loads", `<p>a<script>b</script><style>c</style><iframe src="d"></iframe><link href="e"><object data="f"></object></p>`, `<p>a</p>`},
		{"handlers and styles", `<p onclick="a" style="b" autofocus>c</p>`, `<p>c</p>`},
		{"a picture from elsewhere", `<img src="https://example.org/a.png" alt="words">`, `words`},
		{"a picture inside", `<img src="data:image/png;base64,AA" alt="words">`, `<img src="data:image/png;base64,AA" alt="words">`},
		{"a form", `<form action="/x"><p>y</p></form>`, `<div><p>y</p></div>`},
		{"landmarks", `<nav aria-label="x">y</nav><div role="region" tabindex="0">z</div>`, `<div aria-label="x" role="group">y</div><div tabindex="0" role="group">z</div>`},
		{"signs in texts", `<p title="a/>">b/><br></p>`, `<p title="a/&gt;">b/&gt;<br></p>`},
		{"comments", `<p>a<!-- b --></p>`, `<p>a</p>`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, _ := written(t, &Preview{
				Speaks: languages(),
				Pages:  []Page{pageOf("paragraphs/op04/", tt.main), pageOf("sources/", `<p id="s">s</p>`)},
			})
			_, got, _ = strings.Cut(got, `<details class="pv-page" id="p1-fr" open>`)
			_, got, _ = strings.Cut(got, `dir="ltr">`)
			got, _, _ = strings.Cut(got, "</article>")
			if !strings.Contains(got, tt.want) {
				t.Errorf("got %s\nwant %s", got, tt.want)
			}
			for _, never := range []string{"menu", "foot", "<script", "onclick", "javascript:"} {
				if strings.Contains(strings.ToLower(got), never) {
					t.Errorf("%q is still in %s", never, got)
				}
			}
		})
	}
}

// Pages that do not fit are listed.
func TestPagesLeftOut(t *testing.T) {
	p := &Preview{Speaks: languages()}
	p.Pages = append(p.Pages, pageOf("", "front"), pageOf("huge/", strings.Repeat("x", maxPageSize)))
	for i := range 2 * maxPages {
		p.Pages = append(p.Pages, pageOf(fmt.Sprintf("sources/s%d/", i), "text"))
	}
	got, w := written(t, p)
	if w.Pages != maxPages || w.Left != maxPages+2 {
		t.Errorf("%d pages are shown and %d left out, want %d and %d", w.Pages, w.Left, maxPages, maxPages+2)
	}
	if n := strings.Count(got, "<article"); n != 2*maxPages {
		t.Errorf("there are %d pages, want %d", n, 2*maxPages)
	}
	for _, want := range []string{
		"<code>huge/</code>: the file would become too large",
		"<code>sources/s119/</code>: a preview has at most 60 pages",
		fmt.Sprintf("<summary>%d more that change are left out</summary>", maxPages+2),
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the preview lacks %q", want)
		}
	}
}

// Files whose diffs do not fit are still listed.
func TestLinesLeftOut(t *testing.T) {
	lines := "--- a\n+++ b\n@@ -1 +1 @@\n+" + strings.Repeat("x", maxDiffs/2)
	p := &Preview{NoChanges: "Not now."}
	for i := range 3 {
		p.Files = append(p.Files, File{Name: fmt.Sprintf("data/%d.toml", i), What: "changed", Diff: lines})
	}
	got, _ := written(t, p)
	if n := strings.Count(got, "<pre"); n != 1 {
		t.Errorf("the diffs of %d files are shown, want 1", n)
	}
	for _, want := range []string{"data/1.toml</code> changed: its lines are not shown", "data/2.toml</code> changed: its lines are not shown"} {
		if !strings.Contains(got, want) {
			t.Errorf("the preview lacks %q", want)
		}
	}
}

// Problems in changed files come first, then errors; problems that are not shown
// are counted by file.
func TestProblemsInOrder(t *testing.T) {
	p := &Preview{Files: []File{{Name: "data/b.toml", What: "changed"}}}
	found := func(file string, line int, s problem.Severity, message string) {
		p.Problems = append(p.Problems, problem.Problem{Pos: problem.Pos{File: file, Line: line}, Severity: s, Message: say.Plain(message)})
	}
	found("data/a.toml", 1, problem.Warning, "fourth")
	found("data/a.toml", 2, problem.Error, "third")
	found("data/b.toml", 1, problem.Warning, "second")
	found("data/b.toml", 2, problem.Error, "first")
	for i := range maxProblems {
		found("data/c.toml", i+1, problem.Warning, "one of many")
	}
	p.Before = []problem.Problem{{Message: say.F("an old one")}}
	got, _ := written(t, p)
	at := -1
	for _, want := range []string{
		"201 warnings", "1 there before", ": first", ": second", ": third", ": fourth",
		"<code>data/c.toml</code>: 4 warnings more", "1 that was there before", "an old one",
	} {
		if want == "201 warnings" {
			want = fmt.Sprintf("2 errors and %d warnings new", maxProblems+2)
		}
		next := strings.Index(got, want)
		if next <= at {
			t.Errorf("%q is missing or out of order", want)
		}
		at = next
	}
}

// Markup in any value is shown as text.
func TestHostileValues(t *testing.T) {
	const evil = "</style></code><script>alert(1)</script>\" onload=\"x\u202e\n"
	got, _ := written(t, &Preview{
		Reference: evil,
		From:      Side{Name: evil, Commit: evil, Edition: evil}, To: Side{Name: evil, Edition: evil},
		Trouble:   []string{evil},
		Problems:  []problem.Problem{{Rule: evil, Pos: problem.Pos{File: evil, Line: 1, Column: 1}, Message: say.F(evil), Hint: say.F(evil), Line: evil, Page: evil}},
		Files:     []File{{Name: evil, What: "added", Diff: "--- a\n+++ b\n@@ -1 +1 @@\n+" + evil}},
		NoChanges: evil,
		Gone:      []string{evil},
		Pages:     []Page{pageOf(evil, "text")},
		Speaks:    languages(),
		Styles:    "a{b:c}" + evil + "@import 'x.css';d{background:url(https://example.org/x)}e{f:url(data:image/png,x)}@media (width < 9rem){g{h:i}}",
	})
	if !strings.Contains(got, "<ins>&#43;&lt;/style&gt;") {
		t.Error("the diff of the file is not shown")
	}
	before, after, _ := strings.Cut(got, "<style>")
	style, after, _ := strings.Cut(after, "</style>")
	for _, never := range []string{"<script", `" onload="`, "\u202e"} {
		if strings.Contains(before+after, never) {
			t.Errorf("%q is in the preview", never)
		}
	}
	for _, never := range []string{"@import", "url(https"} {
		if strings.Contains(style, never) {
			t.Errorf("%q is in the style", never)
		}
	}
	if n := strings.Count(got, "</style>"); n != 1 {
		t.Errorf("%d ends of a style", n)
	}
	for _, want := range []string{"e{f:url(data:image/png,x)}", "@media (width < 9rem){g{h:i}}"} {
		if !strings.Contains(got, want) {
			t.Errorf("the style lacks %s", want)
		}
	}
}

func TestOrderOfPages(t *testing.T) {
	pages := []Candidate{
		{"states/x/", "state", "state:x"}, {"sources/", "sources", ""}, {"report/", "report", "report:report"}, {"", "home", ""},
		{"activities/a/", "activity", "activity:a"}, {"paragraphs/", "paragraphs", ""},
	}
	Order(pages, nil, nil, nil)
	var got []string
	for _, p := range pages {
		got = append(got, p.Path)
	}
	if want := "|report/|paragraphs/|sources/|activities/a/|states/x/"; strings.Join(got, "|") != want {
		t.Errorf("got %q, want %q", strings.Join(got, "|"), want)
	}
}

// A preview speaks the language of its maker: its own words, the problems and their hints.
func TestFrenchPreview(t *testing.T) {
	p := &Preview{Lang: "fr", From: Side{Name: "main", Edition: "2001-01-31"}, To: Side{Name: "HEAD", Edition: "2001-06-30", Draft: true}, NoChanges: "…", NoPages: "…"}
	p.Problems = []problem.Problem{{Rule: "placeholder", Severity: problem.Warning, Pos: problem.Pos{File: "data/a.toml", Line: 1}, Message: say.F("unknown key %q", "x"), Hint: say.F("write what it stands for, or remove it")}}
	p.Files = []File{{Name: "data/a.toml", What: "changed"}}
	var b strings.Builder
	if _, err := Write(&b, p); err != nil {
		t.Fatal(err)
	}
	got := b.String()
	for _, want := range []string{`<html lang="fr">`, "Aperçu\u00a0: HEAD", "<dt>Avant</dt>", "projet de l’édition 2001-06-30", "1 avertissement en plus", "Ce qui change", "clé inconnue", "Comment corriger\u00a0: écrivez ce que", "1 fichier diffère", "modifié"} {
		if !strings.Contains(got, want) {
			t.Errorf("the preview does not say %q", want)
		}
	}
	for _, m := range regexp.MustCompile(`say "([^"%]{6,})"`).FindAllStringSubmatch(page, -1) {
		if strings.Contains(got, ">"+m[1]+"<") {
			t.Errorf("the French preview says %q", m[1])
		}
	}
}
