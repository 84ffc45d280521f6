package accessibility

import (
	"encoding/json"
	"testing"

	"rapporteur/generator/e2e"

	"github.com/chromedp/chromedp"
)

// clipped are elements whose text is cut off: they hide what is wider or
// higher than they are. What is for screen readers alone, which a clip-path of
// inset(50%) hides on purpose, what scrolls, and pictures are left out; so is
// what has no text.
const clipped = `JSON.stringify((() => {
	const hidden = new Set(); // with all that is in them; a parent comes before its children
	return [...document.querySelectorAll("body *")].filter((e) => {
		const s = getComputedStyle(e);
		if (hidden.has(e.parentElement) || s.clipPath === "inset(50%)") {
			hidden.add(e);
			return false;
		}
		const cut = (overflow, inner, outer) => /hidden|clip/.test(overflow) && inner > outer + 1;
		return (cut(s.overflowX, e.scrollWidth, e.clientWidth) || cut(s.overflowY, e.scrollHeight, e.clientHeight)) &&
			e.checkVisibility() && !e.closest("svg") && e.textContent.trim();
	}).map((e) => e.localName + "." + e.className);
})())`

// overlapping are pairs of lines of the frame that lie on each other, which
// happens where a height is fixed.
const overlapping = `JSON.stringify((() => {
	const found = [];
	for (const parent of document.querySelectorAll("header, nav, aside, main, footer, article, section, li, dl > div, .glance__item")) {
		const parts = [...parent.children].filter((e) => e.checkVisibility() && !e.closest("svg, .visually-hidden, details:not([open]) > :not(summary)") && !/absolute|fixed|sticky/.test(getComputedStyle(e).position) && getComputedStyle(e).display !== "inline" && e.textContent.trim());
		for (let i = 1; i < parts.length; i++) {
			const a = parts[i - 1].getBoundingClientRect(), b = parts[i].getBoundingClientRect();
			const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left), high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
			if (wide > 2 && high > 4) found.push(parts[i - 1].localName + "." + parts[i - 1].className + " and " + parts[i].localName + "." + parts[i].className);
		}
	}
	return found;
})())`

// beyond are elements that reach out of the window, but for what is in a
// part that scrolls by itself.
const beyond = `JSON.stringify([...document.querySelectorAll("body *")].filter((e) => {
	if (!e.checkVisibility() || e.closest("svg, .visually-hidden, .skip-link")) return false;
	for (let p = e.parentElement; p; p = p.parentElement) if (/auto|scroll/.test(getComputedStyle(p).overflowX)) return false;
	const box = e.getBoundingClientRect();
	return box.width > 0 && (box.right > innerWidth + 1 || box.left < -1);
}).map((e) => e.localName + "." + e.className).slice(0, 5))`

// A window of 320 pixels, which is a desk at 400 %, shows each page without
// scrolling sideways; text twice as large, and both of them, loses nothing.
func TestReflow(t *testing.T) {
	t.Parallel()
	ctx := e2e.Browser(t)
	url := e2e.Served(t, e2e.KitchenSink(t))
	pages := []string{
		"/fr/", "/en/report/", "/fr/resolution/", "/en/paragraphs/", "/fr/paragraphs/op01/", "/en/instruments/", "/fr/instruments/convention/", "/en/states/",
		"/fr/states/fra/", "/fr/activities/", "/en/activities/workshop/", "/fr/publications/", "/en/finance/", "/fr/indicators/", "/en/entities/", "/fr/sources/",
		"/en/sources/official-seen/", "/en/data/", "/fr/data/paragraphs/op01/", "/fr/changes/", "/en/editions/", "/fr/rules/", "/fr/components/", "/fr/parity/",
		"/fr/search/?q=etat", "/en/about/", "/fr/contributing/", "/draft/ar/", "/draft/ar/report/", "/draft/ar/paragraphs/op01/", "/404.html",
	}
	list := func(page, script string) (found []string) {
		t.Helper()
		s, err := chromedp.Run(ctx, chromedp.Evaluate[string](script))
		if err != nil {
			t.Fatalf("%s: %v", page, err)
		}
		if err := json.Unmarshal([]byte(s), &found); err != nil {
			t.Fatal(err)
		}
		return found
	}
	cases := []struct {
		name  string
		width int64
		size  string // of the text, as a reader sets it in the browser
	}{
		{"400 %", 320, "100%"},
		{"twice the text", 1280, "200%"},
		{"twice the text on a tablet", 768, "200%"},
		{"twice the text on a phone", 360, "200%"},
	}
	for _, page := range pages {
		unfold := `for (const d of document.querySelectorAll("main details")) d.open = true; 0`
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(cases[0].width, 900), chromedp.Navigate(url+page), chromedp.Evaluate[chromedp.Void](unfold)); err != nil {
			t.Fatalf("%s: %v", page, err)
		}
		for _, c := range cases {
			set := `document.documentElement.style.fontSize = "` + c.size + `"; 0`
			if err := chromedp.Do(ctx, chromedp.EmulateViewport(c.width, 900), chromedp.Evaluate[chromedp.Void](set)); err != nil {
				t.Fatalf("%s: %v", page, err)
			}
			wide, err := chromedp.Run(ctx, chromedp.Evaluate[int64](`document.documentElement.scrollWidth`))
			if err != nil {
				t.Fatal(err)
			}
			if wide > c.width {
				t.Errorf("%s, %s: %d pixels wide in a window of %d: %q", page, c.name, wide, c.width, list(page, beyond))
			}
			if found := list(page, clipped); len(found) > 0 {
				t.Errorf("%s, %s: text is cut off in %q", page, c.name, found)
			}
			if found := list(page, overlapping); len(found) > 0 {
				t.Errorf("%s, %s: one lies on the other: %q", page, c.name, found)
			}
		}
	}
}
