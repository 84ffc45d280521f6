package reading

import (
	"encoding/json"
	"strings"
	"testing"

	"rapporteur/generator/e2e"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// hits is what a reader of the search page has before them.
type hits struct {
	Status string   `json:"status"`
	Refs   []string `json:"refs"` // addresses, from the front page of the edition and language
	Kinds  []string `json:"kinds"`
	Metas  []string `json:"metas"` // the kind and the paragraph of each
	Box    string   `json:"box"`   // label of the filter for activities
	Query  string   `json:"query"`
	Focus  string   `json:"focus"`
}

// A reader types words, narrows the hits to a kind and opens one, with the
// keyboard alone, in the edition and language that they are in.
func TestSearchInABrowser(t *testing.T) {
	t.Parallel()
	tab := e2e.OpenTab(t, e2e.KitchenSink(t))
	said := e2e.Console(t, tab.Ctx)
	// look waits until the page says what done asks for.
	look := func(what string, done func(hits) bool) hits {
		t.Helper()
		var got hits
		if e2e.Until(t, func() bool {
			s, err := chromedp.Run(tab.Ctx, chromedp.Evaluate[string](`(() => {
				const all = (s) => [...document.querySelectorAll(s)].map((e) => e.textContent);
				const text = (id) => (document.getElementById(id) || {}).textContent || "";
				const root = new URL("../", location.href).href;
				return JSON.stringify({
					status: text("search-status"),
					refs: [...document.querySelectorAll(".search-hit a")].map((a) => a.href.replace(root, "")),
					kinds: all(".search-hit__kind"), metas: all(".search-hit__meta"),
					box: all(".search__kind:has([value=activity])")[0] || "",
					query: location.search, focus: document.activeElement.id || document.activeElement.value || document.activeElement.textContent,
				});
			})()`))
			if err != nil {
				t.Fatal(err)
			}
			if err := json.Unmarshal([]byte(s), &got); err != nil {
				t.Fatal(err)
			}
			return done(got)
		}) {
			return got
		}
		t.Fatalf("%s: the page shows %+v", what, got)
		return got
	}

	// From the header of a page to the search, and by typing to the hits.
	tab.Do(chromedp.Navigate(tab.URL+"/en/activities/workshop/"), chromedp.Focus(".site-header__field"), chromedp.KeyEvent("workshops"+kb.Enter), chromedp.WaitVisible("#search-q"), chromedp.Focus("#search-q"))
	got := look("workshops", func(h hits) bool { return len(h.Refs) > 1 })
	if !strings.Contains(strings.Join(got.Refs, " "), "activities/workshop/") || !strings.Contains(got.Query, "q=workshops") {
		t.Errorf("workshops finds %v at %s", got.Refs, got.Query)
	}
	if !strings.Contains(got.Status, "found") || !strings.Contains(strings.Join(got.Metas, ";"), "Activity Paragraph 1") {
		t.Errorf("hits are told as %q, %v", got.Status, got.Metas)
	}
	before := len(got.Refs)

	// Tab from the words to the filter for activities, space, and to the hits.
	tab.Do(chromedp.KeyEvent(kb.Tab))
	for range 20 {
		if look("a filter", func(hits) bool { return true }).Focus == "activity" {
			break
		}
		tab.Do(chromedp.KeyEvent(kb.Tab))
	}
	tab.Do(chromedp.KeyEvent(" "))
	got = look("activities alone", func(h hits) bool { return strings.Contains(h.Query, "kind=activity") && len(h.Refs) < before })
	for _, kind := range got.Kinds {
		if kind != "Activity" {
			t.Errorf("a hit that is no activity is shown: %v", got.Kinds)
		}
	}
	if !strings.Contains(got.Box, "(") {
		t.Errorf("the filter does not say how many there are: %q", got.Box)
	}
	for range 20 {
		if strings.Contains(look("a hit", func(hits) bool { return true }).Focus, "orkshop") {
			break
		}
		tab.Do(chromedp.KeyEvent(kb.Tab))
	}
	tab.Do(chromedp.KeyEvent(kb.Enter), chromedp.WaitVisible("h1"))
	at := ""
	if !e2e.Until(t, func() bool {
		at = tab.At()
		return strings.HasPrefix(at, tab.URL+"/en/activities/")
	}) {
		t.Errorf("a hit leads to %s", at)
	}

	// Each edition and language has its own.
	for _, c := range []struct{ at, words, ref string }{
		{"/fr/", "ateliers", "activities/workshop/"},
		{"/2009-01-31/fr/", "fra", "states/fra/"},
		{"/2008-07-31/en/", "op01-b", "paragraphs/op01/#op01-b"},
	} {
		tab.Open(c.at + "search/?q=" + c.words)
		got := look(c.at+" "+c.words, func(h hits) bool { return len(h.Refs) > 0 })
		if !strings.Contains(strings.Join(got.Refs, " "), c.ref) {
			t.Errorf("%s: %s finds %v, not %s", c.at, c.words, got.Refs, c.ref)
		}
	}
	tab.Open("/en/search/?q=xyzzyx")
	look("nothing", func(h hits) bool { return strings.HasPrefix(h.Status, "Nothing") })

	for _, s := range said() {
		t.Error(s)
	}
}
