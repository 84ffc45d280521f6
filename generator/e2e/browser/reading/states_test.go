package reading

import (
	"strings"
	"testing"

	"rapporteur/generator/e2e"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// The matrix of States fits the smallest phone without scrolling sideways, and
// is narrowed by what a reader types, in whatever case and accents. Without
// scripts nothing speaks of that.
func TestStatesInABrowser(t *testing.T) {
	t.Parallel()
	ctx := e2e.Browser(t)
	url := e2e.Served(t, e2e.KitchenSink(t))
	said := e2e.Console(t, ctx)
	visit := func(page string) {
		t.Helper()
		if err := chromedp.Do(ctx, chromedp.Navigate(url+page)); err != nil {
			t.Fatal(err)
		}
	}
	look := func(script string) string {
		t.Helper()
		s, err := chromedp.Run(ctx, chromedp.Evaluate[string]("String("+script+")"))
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(320, 800)); err != nil {
		t.Fatal(err)
	}
	for _, page := range []string{"/en/states/", "/fr/states/", "/draft/ar/states/", "/en/instruments/convention/", "/draft/ar/instruments/convention/", "/fr/states/fra/"} {
		visit(page)
		if look(`document.documentElement.scrollWidth <= innerWidth`) != "true" {
			t.Errorf("%s is %s pixels wide in a window of 320", page, look(`document.documentElement.scrollWidth`))
		}
		const out = `[...document.querySelectorAll(".standings *, .by-edition *, .state-acts *")].filter((e) => {
			const r = e.getBoundingClientRect();
			return r.width > 1 && (r.left < 0 || r.right > innerWidth);
		}).map((e) => e.outerHTML)`
		if s := look(out); s != "" {
			t.Errorf("%s: beyond the edge stands %s", page, s)
		}
	}

	// Each place to go to with a finger is as large as WCAG 2.2 asks.
	visit("/en/states/")
	if s := look(`[...document.querySelectorAll(".standings td a, .letters a")].filter((e) => {
		const r = e.getBoundingClientRect();
		return r.width < 24 || r.height < 24;
	}).length`); s != "0" {
		t.Errorf("%s links are too small", s)
	}
	const (
		shown = `[...document.querySelectorAll(".standings tbody [scope=row]")].filter((e) => e.checkVisibility()).map((e) => e.querySelector("a").textContent).join()`
		count = `document.querySelector(".state-filter [role=status]").textContent`
		every = "Austria,Brazil,Cook Islands,Egypt,France,Montenegro,Nepal"
		mark  = `document.querySelector(".state-filter input").select()`
	)
	for _, c := range []struct{ page, typed, names, count string }{
		{"/en/states/", "FRA", "France", "States shown: 1 of 7"},
		{"/en/states/", "n", "Cook Islands,France,Montenegro,Nepal", "States shown: 4 of 7"},
		{"/en/states/", "xyz", "", "States shown: 0 of 7"},
		{"/en/states/", " ", every, ""},
		{"/fr/states/", "EGY", "Égypte", "États affichés : 1 sur 7"},
	} {
		visit(c.page)
		if err := chromedp.Do(ctx, chromedp.Focus(".state-filter input"), chromedp.Evaluate[chromedp.Void](mark+";0"), chromedp.KeyEvent(c.typed)); err != nil {
			t.Fatal(err)
		}
		names, n := look(shown), strings.ReplaceAll(look(count), "\u00a0", " ")
		if names != c.names || n != c.count {
			t.Errorf("%s narrowed by %q shows %q and says %q, want %q and %q", c.page, c.typed, names, n, c.names, c.count)
		}
		if letters := look(`document.querySelector(".letters").checkVisibility()`) == "true"; letters != (c.count == "") {
			t.Errorf("%s narrowed by %q: letters to jump to are shown: %v", c.page, c.typed, letters)
		}
	}

	// A letter that is jumped to is below the heads that stay in view.
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(320, 300)); err != nil {
		t.Fatal(err)
	}
	visit("/en/states/")
	if s := look(`(() => {
		document.getElementById("letter-c_").scrollIntoView({ behavior: "instant" });
		const head = document.querySelector(".standings thead th").getBoundingClientRect();
		const letter = document.getElementById("letter-c_").getBoundingClientRect();
		return [Math.round(head.top), letter.top >= head.bottom - 1, letter.bottom < innerHeight].join();
	})()`); s != "0,true,true" {
		t.Errorf("top of the heads, letter below them, letter in view: %s", s)
	}

	if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	visit("/en/states/")
	if s := look(`[...document.querySelectorAll(".state-filter, .state-filter *")].filter((e) => e.checkVisibility()).length`); s != "0" {
		t.Errorf("%s parts of the filter are shown without scripts", s)
	}
	if s := look(shown); s != every {
		t.Errorf("without scripts the States are %s", s)
	}
	for _, s := range said() {
		t.Error(s)
	}
}
