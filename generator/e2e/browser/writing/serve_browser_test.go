package writing

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapporteur/generator/e2e"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// loads gives a channel that hears of each page that has been loaded.
func loads(t *testing.T, ctx context.Context) <-chan struct{} {
	t.Helper()
	loaded := make(chan struct{}, 100)
	err := chromedp.Listen(ctx, func(ev any) {
		if _, ok := ev.(*page.EventLoadEventFired); ok {
			loaded <- struct{}{}
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, page.Enable, page.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	return loaded
}

// awaitText waits until a page that was loaded holds a text.
func awaitText(t *testing.T, ctx context.Context, loaded <-chan struct{}, text string) {
	t.Helper()
	patience := time.After(time.Until(e2e.Patience(t)))
	for {
		body, err := chromedp.Run(ctx, chromedp.Evaluate[string](`document.body.innerText`))
		if err == nil && strings.Contains(body, text) {
			return
		}
		select {
		case <-loaded:
		case <-patience:
			t.Fatalf("the page never held %q", text)
		}
	}
}

// A save reaches the reader's eyes: the page loads again where it was, within
// its own security policy, and what is wrong is on it, on a phone and on a
// desk, in light and in dark.
func TestServeInABrowser(t *testing.T) {
	t.Parallel()
	ctx := e2e.Browser(t)
	p := e2e.NewRealProject(t)
	p.Git("add", "-A")
	p.Git("commit", "-q", "-m", "first")
	view := startPreview(t, p.Dir)
	const name = "data/paragraphs/op04.toml"
	good, err := os.ReadFile(filepath.Join(p.Dir, name))
	if err != nil {
		t.Fatal(err)
	}
	said := e2e.Console(t, ctx)
	loaded := loads(t, ctx)
	number := func(script string) int64 {
		t.Helper()
		n, err := chromedp.Run(ctx, chromedp.Evaluate[int64](script))
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(view.url+"draft/fr/paragraphs/op04/")); err != nil {
		t.Fatal(err)
	}
	// Where a request is in the window, which the bar may push down the page.
	const place = `Math.round(document.querySelector("#op04-a").getBoundingClientRect().top)`
	before := number(`(history.replaceState(null, "", "#op04-a"), scrollTo({ top: 500, behavior: "instant" }), ` + place + `)`)
	p.Rewrite(name, func(s string) string { return e2e.SetKey(s, "title.fr", `"Un titre tout neuf"`) })
	awaitText(t, ctx, loaded, "Un titre tout neuf")
	if at := number(`location.hash === "#op04-a" ? ` + place + ` : -1e6`); at < before-40 || at > before+40 {
		t.Errorf("the request went from %d to %d", before, at)
	}
	p.Rewrite(name, func(s string) string { return e2e.SetKey(s, "title.fr", `"Un titre`) })
	awaitText(t, ctx, loaded, "This page is as it was before the change")
	axe := e2e.AxeScript(t)
	for _, in := range []e2e.Setting{{Width: 360, Scheme: "light"}, {Width: 1280, Scheme: "dark"}} {
		if err := in.Apply(ctx); err != nil {
			t.Fatal(err)
		}
		for _, path := range []string{"draft/fr/paragraphs/op04/", "-/problems", "nowhere/"} {
			if err := chromedp.Do(ctx, chromedp.Navigate(view.url+path)); err != nil {
				t.Fatal(err)
			}
			if wide := number(`document.documentElement.scrollWidth`); wide > in.Width {
				t.Errorf("%s is %d pixels wide at %v", path, wide, in)
			}
			if n := number(`[...document.querySelectorAll(".live-problem__message")].filter(e => e.checkVisibility()).length`); n == 0 {
				t.Errorf("%s at %v shows no problem", path, in)
			}
			if axe == "" {
				continue
			}
			for _, v := range e2e.Violations(t, ctx, axe, e2e.AllRules) {
				t.Errorf("%s at %v: %s", path, in, v)
			}
		}
	}
	if err := chromedp.Do(ctx, chromedp.Navigate(view.url+"draft/fr/paragraphs/op04/")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(p.Dir, name), good, 0o644); err != nil {
		t.Fatal(err)
	}
	for number(`document.querySelectorAll(".live-bar--bad").length`) > 0 {
		select {
		case <-loaded:
		case <-time.After(time.Until(e2e.Patience(t))):
			t.Fatal("what is wrong stays on the page after it is right")
		}
	}
	for _, s := range said() {
		if !strings.Contains(s, "404 (Not Found)") {
			t.Error(s)
		}
	}
}
