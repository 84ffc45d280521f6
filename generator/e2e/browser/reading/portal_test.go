package reading

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/e2e"

	"github.com/chromedp/chromedp"
)

// TestPortal builds a portal over two real sites, on servers of their own, and one that
// is not there. A reader searches all of them at once, narrows the search and opens a
// record in its report; no page is wider than a phone, and axe-core finds nothing.
func TestPortal(t *testing.T) {
	t.Parallel()
	ctx := e2e.Browser(t)
	// Sites of reports let others read them, as static hosts do.
	shared := func(dir string) string {
		files := http.FileServer(http.Dir(dir))
		srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Access-Control-Allow-Origin", "*")
			files.ServeHTTP(w, r)
		}))
		t.Cleanup(srv.Close)
		return srv.URL
	}
	sink, small := shared(e2e.KitchenSink(t)), shared(e2e.Small(t))
	// One whose index may not be read from elsewhere.
	closed := e2e.Served(t, e2e.TwoEditions(t))

	dir := t.TempDir()
	list := fmt.Sprintf(`languages = ["en", "fr", "ar"]
title = { en = "All reports", fr = "Tous les rapports", ar = "كل التقارير" }
url = "https://example.org/portal/"
[[topic]]
id = "help"
name = { en = "Help", fr = "Aide", ar = "مساعدة" }
[[report]]
url = %q
topics = ["help"]
[[report]]
url = %q
[[report]]
url = %q
[[report]]
url = "http://127.0.0.1:1/"
`, sink, small, closed)
	if err := os.WriteFile(filepath.Join(dir, "portal.toml"), []byte(list), 0o644); err != nil {
		t.Fatal(err)
	}
	out, said, code := e2e.Run(t, dir, "portal", "--cache", "cache")
	if code != 0 || !strings.Contains(said, "warning: http://127.0.0.1:1/: ") || !strings.Contains(said, "3 reports, 1 could not be read") || !strings.Contains(out, "portal") {
		t.Fatalf("exit %d\n%s%s", code, out, said)
	}
	site := filepath.Join(dir, "portal")
	var pages []string
	for _, name := range []string{"index.html", "en/index.html", "fr/reports/index.html", "ar/sessions/index.html", "en/topics/help/index.html", "en/statuses/index.html", "en/search/index.html", "en/organs/general-assembly/index.html"} {
		pages = append(pages, filepath.Join(site, filepath.FromSlash(name)))
	}
	if e2e.WebTools(t) != "" {
		for _, fault := range e2e.HTMLFaults(t, site, pages) {
			t.Error(fault)
		}
	}
	url := e2e.Served(t, site)
	console := e2e.Console(t, ctx)
	type state struct {
		Status string
		Hits   []string // addresses
		Found  []string // names of the reports with hits
		Failed []string
		Query  string
	}
	look := func(what string, done func(state) bool) state {
		t.Helper()
		var got state
		if !e2e.Until(t, func() bool {
			s, err := chromedp.Run(ctx, chromedp.Evaluate[string](`JSON.stringify({
				Status: document.getElementById("portal-status").textContent,
				Hits: [...document.querySelectorAll(".search-hit a")].map((a) => a.href),
				Found: [...document.querySelectorAll(".portal-found h2")].map((e) => e.textContent),
				Failed: [...document.querySelectorAll("#portal-failed:not([hidden]) a")].map((a) => a.href),
				Query: location.search,
			})`))
			if err != nil {
				t.Fatal(err)
			}
			got = state{}
			if err := json.Unmarshal([]byte(s), &got); err != nil {
				t.Fatal(err)
			}
			return done(got)
		}) {
			t.Fatalf("%s: the page shows %+v", what, got)
		}
		return got
	}
	answered := func(s state) bool {
		return strings.HasPrefix(s.Status, "Records found") || strings.HasPrefix(s.Status, "Nothing")
	}

	// "States" is in both reports.
	if err := chromedp.Do(ctx, chromedp.Navigate(url+"/en/search/?q=States")); err != nil {
		t.Fatal(err)
	}
	got := look("States", answered)
	from := func(prefix string) bool {
		return slices.ContainsFunc(got.Hits, func(s string) bool { return strings.HasPrefix(s, prefix+"/") })
	}
	if !from(sink) || !from(small) || len(got.Found) != 2 {
		t.Errorf("%+v", got)
	}
	if len(got.Failed) != 1 || !strings.HasPrefix(got.Failed[0], closed+"/") || !strings.HasSuffix(got.Failed[0], "/search/?q=States") {
		t.Errorf("of the site that cannot be read from elsewhere it says %v", got.Failed)
	}
	for _, hit := range got.Hits {
		if answer, err := http.Head(hit); err != nil || answer.StatusCode != http.StatusOK {
			t.Errorf("%s is not there", hit)
		}
	}
	// Narrowed to a topic, the other is not asked.
	if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](`(() => {
		const s = document.querySelector("select[name=topic]");
		s.value = "help";
		s.dispatchEvent(new Event("change", { bubbles: true }));
	})()`)); err != nil {
		t.Fatal(err)
	}
	got = look("of a topic", func(s state) bool { return answered(s) && strings.Contains(s.Query, "topic=help") })
	if !from(sink) || from(small) || len(got.Failed) != 0 {
		t.Errorf("%+v", got)
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(url+"/en/search/?q=zzzzzz&topic=none")); err != nil {
		t.Fatal(err)
	}
	if got = look("nothing", answered); len(got.Hits) != 0 {
		t.Errorf("%+v", got)
	}
	// What the closed site refuses, the browser says itself.
	for _, line := range console() {
		if !strings.Contains(line, "CORS") && !strings.Contains(line, "ERR_FAILED") && !strings.Contains(line, closed) {
			t.Errorf("the page says %s", line)
		}
	}

	axe := e2e.AxeScript(t)
	for i, page := range []string{"/en/", "/fr/reports/", "/ar/sessions/", "/ar/organs/general-assembly/", "/en/topics/help/", "/en/statuses/", "/en/search/?q=States&topic=help", "/ar/"} {
		for _, s := range []e2e.Setting{{Width: 320, Scheme: []string{"light", "dark"}[i%2]}, {Width: 1280, Scheme: []string{"dark", "light"}[i%2]}} {
			if err := s.Apply(ctx); err != nil {
				t.Fatal(err)
			}
			if err := chromedp.Do(ctx, chromedp.Navigate(url+page)); err != nil {
				t.Fatal(err)
			}
			if wide, err := chromedp.Run(ctx, chromedp.Evaluate[int64](`document.documentElement.scrollWidth`)); err != nil || wide > s.Width {
				t.Errorf("%s is %d pixels wide in a window of %d (%v)", page, wide, s.Width, err)
			}
			if axe == "" {
				continue
			}
			for _, v := range e2e.Violations(t, ctx, axe, e2e.AllRules) {
				t.Errorf("%s, %v: %s", page, s, v)
			}
		}
	}
	for _, line := range console() {
		t.Errorf("a page says %s", line)
	}
}
