package reading

import (
	"strings"
	"testing"

	"rapporteur/generator/e2e"

	"github.com/chromedp/chromedp"
)

// The matrix of States fits the smallest phone without scrolling sideways, and
// is narrowed by what a reader types, in whatever case and accents. Without
// scripts nothing speaks of that.
func TestStatesInABrowser(t *testing.T) {
	t.Parallel()
	tab := e2e.OpenTab(t, e2e.KitchenSink(t))
	said := e2e.Console(t, tab.Ctx)
	tab.Resize(320, 800)
	for _, page := range []string{"/en/states/", "/fr/states/", "/draft/ar/states/", "/en/instruments/convention/", "/draft/ar/instruments/convention/", "/fr/states/fra/"} {
		tab.Open(page)
		if wide := tab.Wide(); wide > 320 {
			t.Errorf("%s is %d pixels wide in a window of 320", page, wide)
		}
		const out = `[...document.querySelectorAll(".standings *, .by-edition *, .state-acts *")].filter((e) => {
			const r = e.getBoundingClientRect();
			return r.width > 1 && (r.left < 0 || r.right > innerWidth);
		}).map((e) => e.outerHTML)`
		if s := tab.Text(out); s != "" {
			t.Errorf("%s: beyond the edge stands %s", page, s)
		}
	}

	// Each place to go to with a finger is as large as WCAG 2.2 asks.
	tab.Open("/en/states/")
	if s := tab.Text(`[...document.querySelectorAll(".standings td a, .letters a")].filter((e) => {
		const r = e.getBoundingClientRect();
		return r.width < 24 || r.height < 24;
	}).length`); s != "0" {
		t.Errorf("%s links are too small", s)
	}
	const (
		shown = `[...document.querySelectorAll(".standings tbody [scope=row]")].filter((e) => e.checkVisibility()).map((e) => e.querySelector("a").textContent).join()`
		count = `document.querySelector(".table-filter [role=status]").textContent`
		every = "Austria,Brazil,Cook Islands,Egypt,France,Jordan,Montenegro,Nepal"
		mark  = `document.querySelector(".table-filter input").select()`
	)
	for _, c := range []struct{ page, typed, names, count string }{
		{"/en/states/", "FRA", "France", "States shown: 1 of 8"},
		{"/en/states/", "n", "Cook Islands,France,Jordan,Montenegro,Nepal", "States shown: 5 of 8"},
		{"/en/states/", "xyz", "", "States shown: 0 of 8"},
		{"/en/states/", " ", every, ""},
		{"/fr/states/", "EGY", "Égypte", "États affichés : 1 sur 8"},
	} {
		tab.Open(c.page)
		tab.Do(chromedp.Focus(".table-filter input"), chromedp.Evaluate[chromedp.Void](mark+";0"), chromedp.KeyEvent(c.typed))
		names, n := tab.Text(shown), strings.ReplaceAll(tab.Text(count), "\u00a0", " ")
		if names != c.names || n != c.count {
			t.Errorf("%s narrowed by %q shows %q and says %q, want %q and %q", c.page, c.typed, names, n, c.names, c.count)
		}
		if letters := tab.Text(`document.querySelector(".letters").checkVisibility()`) == "true"; letters != (c.count == "") {
			t.Errorf("%s narrowed by %q: letters to jump to are shown: %v", c.page, c.typed, letters)
		}
	}

	// A letter that is jumped to is below the heads that stay in view.
	tab.Resize(320, 300)
	tab.Open("/en/states/")
	if s := tab.Text(`(() => {
		document.getElementById("letter-c_").scrollIntoView({ behavior: "instant" });
		const head = document.querySelector(".standings thead th").getBoundingClientRect();
		const letter = document.getElementById("letter-c_").getBoundingClientRect();
		return [Math.round(head.top), letter.top >= head.bottom - 1, letter.bottom < innerHeight].join();
	})()`); s != "0,true,true" {
		t.Errorf("top of the heads, letter below them, letter in view: %s", s)
	}

	tab.Scripts(false)
	tab.Open("/en/states/")
	if s := tab.Text(`[...document.querySelectorAll(".table-filter, .table-filter *")].filter((e) => e.checkVisibility()).length`); s != "0" {
		t.Errorf("%s parts of the filter are shown without scripts", s)
	}
	if s := tab.Text(shown); s != every {
		t.Errorf("without scripts the States are %s", s)
	}
	for _, s := range said() {
		t.Error(s)
	}
}
