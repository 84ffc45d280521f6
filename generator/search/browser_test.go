package search

import (
	"cmp"
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"slices"
	"strings"
	"sync"
	"testing"

	"rapporteur/generator/e2e"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

func TestMain(m *testing.M) {
	os.Exit(e2e.Main(m))
}

// browser opens a window; with -short the test is skipped.
func browser(t *testing.T) context.Context {
	t.Helper()
	if testing.Short() {
		t.Skip("-short starts no browser")
	}
	t.Parallel()
	return e2e.Browser(t)
}

// server serves indexes at /{name}/search/, each with a search page, under the
// content security policy of the site.
type server struct {
	url       string
	mu        sync.Mutex
	requested []string
}

func serve(t *testing.T, indexes map[string][]File) *server {
	t.Helper()
	scripts := make(map[string][]byte)
	for _, name := range []string{"search.js", "search-index.js"} {
		script, err := os.ReadFile("../../assets/js/" + name)
		if err != nil {
			t.Fatal(err)
		}
		scripts["/"+name] = script
	}
	page, err := os.ReadFile("testdata/page.html")
	if err != nil {
		t.Fatal(err)
	}
	s := &server{}
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'")
		name, rest, _ := strings.Cut(strings.TrimPrefix(r.URL.Path, "/"), "/")
		switch {
		case scripts[r.URL.Path] != nil:
			w.Header().Set("Content-Type", "text/javascript")
			w.Write(scripts[r.URL.Path])
		case rest == "search/":
			w.Write([]byte(strings.ReplaceAll(string(page), "LANG", name)))
		default:
			for _, f := range indexes[name] {
				if rest == "search/index/"+f.Name {
					s.mu.Lock()
					s.requested = append(s.requested, f.Name)
					s.mu.Unlock()
					w.Header().Set("Content-Type", "application/json")
					w.Write(f.Data)
					return
				}
			}
			http.NotFound(w, r)
		}
	}))
	t.Cleanup(srv.Close)
	s.url = srv.URL
	return s
}

// pieces returns the files requested so far.
func (s *server) pieces() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.requested)
}

// state is the visible state of the search page.
type state struct {
	Status string   `json:"status"`
	Hits   []string `json:"hits"`   // last part of each hit's address
	Kinds  []string `json:"kinds"`  // of hits
	Marks  []string `json:"marks"`  // in all hits
	Boxes  []string `json:"boxes"`  // labels of the filters
	Query  string   `json:"query"`  // of the URL
	More   bool     `json:"more"`   // there is a button for more
	Focus  string   `json:"focus"`  // the focused element
	Marked string   `json:"marked"` // text of the first hit
}

// stateNow describes the page in JavaScript.
const stateNow = `(() => {
	const all = (s) => [...document.querySelectorAll(s)];
	return {
		status: document.getElementById("search-status").textContent,
		hits: all(".search-hit a").map((a) => new URL(a.href).pathname.split("/search/").pop().split("/").filter(Boolean).slice(1).join("/")),
		kinds: all(".search-hit__kind").map((e) => e.textContent),
		marks: all(".search-hit mark").map((e) => e.textContent),
		boxes: all(".search__kind").map((e) => e.textContent.trim()),
		query: decodeURIComponent(location.search),
		more: !document.getElementById("search-more").hidden,
		focus: document.activeElement.id || document.activeElement.textContent,
		marked: all(".search-hit__text").map((e) => e.innerHTML)[0] || "",
	};
})()`

// finished reports in JavaScript whether a search has finished.
const finished = `!["", "loading"].includes(document.getElementById("search-status").textContent)`

// wait waits until a search has finished.
func wait(t *testing.T, ctx context.Context) state {
	t.Helper()
	var got state
	if !e2e.Until(t, func() bool {
		var err error
		if got, err = chromedp.Run(ctx, chromedp.Evaluate[state](stateNow)); err != nil {
			t.Fatal(err)
		}
		return got.Status != "" && got.Status != "loading"
	}) {
		t.Fatalf("the search does not finish: %+v", got)
	}
	return got
}

func do(t *testing.T, ctx context.Context, steps ...chromedp.Action[chromedp.Void]) {
	t.Helper()
	if err := chromedp.Do(ctx, steps...); err != nil {
		t.Fatal(err)
	}
}

// search enters words into the form and submits it.
func search(t *testing.T, ctx context.Context, words string) state {
	t.Helper()
	return searchAll(t, ctx, []string{words})[0]
}

// searchAll searches for one after the other, in one go, because asking the browser
// whether it has finished takes longer than the search.
func searchAll(t *testing.T, ctx context.Context, all []string) []state {
	t.Helper()
	quoted, err := json.Marshal(all)
	if err != nil {
		t.Fatal(err)
	}
	got, err := chromedp.Run(ctx, chromedp.Evaluate[[]state](`(async (all) => {
		const got = [];
		for (const words of all) {
			document.getElementById("search-status").textContent = "";
			document.getElementById("search-q").value = words;
			document.getElementById("search").requestSubmit();
			while (!(`+finished+`)) await new Promise((r) => setTimeout(r));
			got.push(`+stateNow+`);
		}
		return got;
	})(`+string(quoted)+`)`, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestSearchInEveryLanguage(t *testing.T) {
	ctx := browser(t)
	indexes := make(map[string][]File)
	for _, c := range corpora {
		indexes[c.lang] = Index(c.lang, c.docs)
	}
	s := serve(t, indexes)
	for _, c := range corpora {
		do(t, ctx, chromedp.Navigate(s.url+"/"+c.lang+"/search/"))
		queries := slices.Concat(c.queries, c.near)
		var asked []string
		for _, q := range queries {
			asked = append(asked, q.asked)
		}
		for i, got := range searchAll(t, ctx, asked) {
			if q := queries[i]; !slices.Equal(got.Hits, q.want) {
				t.Errorf("%s: %q finds %v (%s), want %v", c.lang, q.asked, got.Hits, got.Status, q.want)
			}
		}
	}
}

// The browser splits a text into the same words as Go.
func TestBrowserFindsEveryWord(t *testing.T) {
	ctx := browser(t)
	indexes := make(map[string][]File)
	for _, c := range corpora {
		indexes[c.lang] = Index(c.lang, c.docs)
	}
	s := serve(t, indexes)
	for _, c := range corpora {
		do(t, ctx, chromedp.Navigate(s.url+"/"+c.lang+"/search/"))
		var asked []string
		var from []Doc
		for _, d := range c.docs {
			stop := newLanguage(cmp.Or(d.TextLang, c.lang)).stop
			for _, word := range strings.Split(d.Title+" "+d.Text, " ") {
				if !slices.ContainsFunc(tokens(word), func(k token) bool { return !stop[k.form] }) {
					continue
				}
				asked, from = append(asked, word), append(from, d)
			}
		}
		for i, got := range searchAll(t, ctx, asked) {
			word, d := asked[i], from[i]
			if !slices.Contains(got.Hits, path.Base(d.Path)) || strings.HasPrefix(got.Status, "not all") {
				t.Errorf("%s: %q finds %v (%s), want %s among them", c.lang, word, got.Hits, got.Status, d.Path)
			} else if len(got.Marks) == 0 {
				t.Errorf("%s: nothing is highlighted for %q", c.lang, word)
			}
		}
	}
}

func TestHits(t *testing.T) {
	ctx := browser(t)
	s := serve(t, map[string][]File{"fr": Index("fr", corpora[0].docs)})
	do(t, ctx, chromedp.Navigate(s.url+"/fr/search/"))
	tests := []struct {
		asked, status string
		marks         []string
	}{
		{"instruments", "2 records", []string{"instrument", "instruments"}},
		{"ratification", "1 record", []string{"ratification"}},
		{"ETATS", "1 record", []string{"États"}},
		{"8150", "1 record", []string{"8 150"}},
		{"62/172", "1 record", []string{"62/172"}},
		{"cote", "1 record", []string{"Côte"}},
		{"de la", "only small words", nil},
		{"xylophone", "nothing", nil},
		{"xylophone office", "not all words: 1 record", []string{"Office"}},
	}
	for _, tt := range tests {
		got := search(t, ctx, tt.asked)
		if got.Status != tt.status {
			t.Errorf("%q: status %q, want %q", tt.asked, got.Status, tt.status)
		}
		if !slices.Equal(got.Marks, tt.marks) {
			t.Errorf("%q highlights %q, want %q", tt.asked, got.Marks, tt.marks)
		}
	}
}

// Markup in a text is shown as text.
func TestTextIsEscaped(t *testing.T) {
	ctx := browser(t)
	s := serve(t, map[string][]File{"en": Index("en", []Doc{{Ref: "x:a", Kind: "paragraph", Path: "a", Title: "Markup", Text: `<img src=x onerror=alert(1)> & <b>markup</b>`}})})
	do(t, ctx, chromedp.Navigate(s.url+"/en/search/"))
	got := search(t, ctx, "markup")
	if want := `&lt;img src=x onerror=alert(1)&gt; &amp; &lt;b&gt;<mark>markup</mark>&lt;/b&gt;`; got.Marked != want {
		t.Errorf("got %s, want %s", got.Marked, want)
	}
}

// Of a long text, the part with the word searched for is shown.
func TestExcerpt(t *testing.T) {
	ctx := browser(t)
	filler := strings.Repeat("before and ", 60)
	s := serve(t, map[string][]File{
		"en": Index("en", []Doc{
			{Ref: "x:a", Kind: "paragraph", Path: "a", Title: "Middle", Text: filler + "needle " + filler},
			{Ref: "x:b", Kind: "paragraph", Path: "b", Title: "End", Text: filler + "thread."},
			{Ref: "x:c", Kind: "paragraph", Path: "c", Title: "Start", Text: "button " + filler},
		}),
		"zh": Index("zh", []Doc{{Ref: "x:a", Kind: "paragraph", Path: "a", Title: "中", Text: strings.Repeat("国际公约", 100) + "恐怖主义" + strings.Repeat("国际公约", 100)}}),
	})
	tests := []struct{ lang, asked, shape string }{
		{"en", "needle", "… <mark>needle</mark> …"},
		{"en", "thread", "… <mark>thread</mark>."},
		{"en", "button", "<mark>button</mark> …"},
		{"zh", "恐怖主义", "… <mark>恐怖主义</mark> …"},
	}
	for _, tt := range tests {
		do(t, ctx, chromedp.Navigate(s.url+"/"+tt.lang+"/search/"))
		text := search(t, ctx, tt.asked).Marked
		shape := strings.NewReplacer("before ", "", "and ", "", " and", "", " before", "", "国", "", "际", "", "公", "", "约", "").Replace(text)
		if got := strings.Join(strings.Fields(shape), " "); got != tt.shape {
			t.Errorf("%q is shown as %q, want %q", tt.asked, got, tt.shape)
		}
		if n := len([]rune(text)); n < 200 || n > 300 {
			t.Errorf("%q is shown in %d characters: %s", tt.asked, n, text)
		}
	}
}

func TestFiltersAndAddress(t *testing.T) {
	ctx := browser(t)
	s := serve(t, map[string][]File{"fr": Index("fr", corpora[0].docs)})
	do(t, ctx, chromedp.Navigate(s.url+"/fr/search/?q=paragraphe+4&kind=activity"))
	got := wait(t, ctx)
	if !slices.Equal(got.Hits, []string{"atelier"}) || !slices.Equal(got.Kinds, []string{"Activity"}) {
		t.Errorf("an address with a filter shows %v, %v", got.Hits, got.Kinds)
	}
	if want := []string{"Paragraphs (1)", "Activities (1)"}; !slices.Equal(got.Boxes, want) {
		t.Errorf("filters are %q, want %q", got.Boxes, want)
	}
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`document.getElementById("search-status").textContent = ""; document.querySelector("input[value=activity]").click()`))
	if got = wait(t, ctx); len(got.Hits) != 2 || got.Query != "?q=paragraphe+4" {
		t.Errorf("without the filter: %v at %s", got.Hits, got.Query)
	}
	search(t, ctx, "office")
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`document.getElementById("search-status").textContent = ""; history.back()`))
	if got = wait(t, ctx); len(got.Hits) != 2 || got.Query != "?q=paragraphe+4" {
		t.Errorf("after going back: %v at %s", got.Hits, got.Query)
	}
}

func TestKeyboardAndPages(t *testing.T) {
	ctx := browser(t)
	files := Index("fr", manyDocs(400))
	s := serve(t, map[string][]File{"fr": files})
	do(t, ctx, chromedp.Navigate(s.url+"/fr/search/"))
	if asked := s.pieces(); len(asked) != 0 {
		t.Errorf("before a search the page requests %v", asked)
	}
	do(t, ctx, chromedp.KeyEvent(kb.Tab), chromedp.KeyEvent("assistation"), chromedp.KeyEvent(kb.Enter))
	got := wait(t, ctx)
	if len(got.Hits) != 10 || !got.More || got.Focus != "search-q" {
		t.Fatalf("first page: %d hits, more: %t, focus on %q", len(got.Hits), got.More, got.Focus)
	}
	if asked := s.pieces(); len(asked) > 13 {
		t.Errorf("one word requests %d files: %v", len(asked), asked)
	}
	first := got.Hits
	do(t, ctx, chromedp.Evaluate[chromedp.Void](`document.getElementById("search-more").focus()`), chromedp.KeyEvent(kb.Enter))
	e2e.Until(t, func() bool {
		got = wait(t, ctx)
		return len(got.Hits) == 20
	})
	if len(got.Hits) != 20 || !slices.Equal(got.Hits[:10], first) || got.Focus == "search-more" {
		t.Errorf("second page: %d hits, focus on %q", len(got.Hits), got.Focus)
	}
}

func TestMissingIndex(t *testing.T) {
	ctx := browser(t)
	s := serve(t, nil)
	do(t, ctx, chromedp.Navigate(s.url+"/fr/search/?q=office"))
	if got := wait(t, ctx); got.Status != "failed" {
		t.Errorf("without an index: status %q", got.Status)
	}
}
