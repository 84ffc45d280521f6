package languages

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur/generator/e2e"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// Each language finds a record by a word of its own, in another form than the record has
// where the language has forms.
func TestSearchInEachLanguage(t *testing.T) {
	t.Parallel()
	ctx := e2e.Browser(t)
	url := e2e.Served(t, e2e.SixLanguages(t))
	said := e2e.Console(t, ctx)
	for _, c := range []struct{ lang, words, ref string }{
		{"en", "workshops", "activities/workshop-2044/"},
		{"fr", "ateliers", "activities/workshop-2044/"},
		{"es", "talleres", "activities/workshop-2044/"},
		{"ru", "семинаров", "activities/workshop-2044/"},
		{"ar", "حلقة", "activities/workshop-2044/"},
		{"zh", "讲习班", "activities/workshop-2044/"},
	} {
		if err := chromedp.Do(ctx, chromedp.Navigate(url+"/"+c.lang+"/search/?q="+c.words)); err != nil {
			t.Fatal(err)
		}
		var hits string
		if !e2e.Until(t, func() bool {
			var err error
			hits, err = chromedp.Run(ctx, chromedp.Evaluate[string](`[...document.querySelectorAll(".search-hit a")].map((a) => a.getAttribute("href")).join(" ") || (document.getElementById("search-status") || {}).textContent || ""`))
			if err != nil {
				t.Fatal(err)
			}
			return strings.Contains(hits, c.ref)
		}) {
			t.Errorf("%s: %s finds %s", c.lang, c.words, hits)
		}
	}
	for _, line := range said() {
		t.Error(line)
	}
}

// Pages in Arabic and Chinese fit phones and desks and are free of what axe-core finds. In
// Arabic a symbol is to the right of the date that follows it. RAPPORTEUR_SCREENSHOTS names
// a folder for pictures of them, for people to look at.
func TestPagesInArabicAndChinese(t *testing.T) {
	t.Parallel()
	axe := e2e.AxeScript(t)
	ctx := e2e.Browser(t)
	url := e2e.Served(t, e2e.SixLanguages(t))
	out := os.Getenv("RAPPORTEUR_SCREENSHOTS")
	if out != "" {
		if err := os.MkdirAll(out, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	beyond := true
	for _, width := range []int64{360, 1280} {
		if err := (e2e.Setting{Width: width, Scheme: "light"}).Apply(ctx); err != nil {
			t.Fatal(err)
		}
		for i, at := range []string{"/ar/paragraphs/op02/", "/zh/paragraphs/op02/", "/ar/report/", "/zh/"} {
			if err := chromedp.Do(ctx, chromedp.Navigate(url+at)); err != nil {
				t.Fatal(err)
			}
			wide, err := chromedp.Run(ctx, chromedp.Evaluate[int64](`document.documentElement.scrollWidth`))
			if err != nil || wide > width {
				t.Errorf("%s is %d pixels wide in a window of %d (%v)", at, wide, width, err)
			}
			if axe != "" && i < 2 {
				for _, v := range e2e.Violations(t, ctx, axe, e2e.AllRules) {
					t.Errorf("%s at %d: %s", at, width, v)
				}
			}
			if at == "/ar/paragraphs/op02/" {
				wrong, err := chromedp.Run(ctx, chromedp.Evaluate[string](symbolsAfterDates))
				if err != nil || wrong != "" {
					t.Errorf("%s at %d: %s (%v)", at, width, wrong, err)
				}
			}
			if out == "" {
				continue
			}
			whole, err := chromedp.Run(ctx, chromedp.Evaluate[float64](`document.documentElement.scrollHeight`))
			if err != nil {
				t.Fatal(err)
			}
			shot, err := chromedp.Call(ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{
				CaptureBeyondViewport: &beyond,
				Clip:                  &page.Viewport{Width: float64(width), Height: min(whole, 12_000), Scale: 1},
			})
			if err != nil {
				t.Fatal(err)
			}
			name := fmt.Sprintf("six-%s-%d.png", strings.ReplaceAll(strings.Trim(at, "/"), "/", "-"), width)
			if err := os.WriteFile(filepath.Join(out, name), shot.Data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// symbolsAfterDates names the first symbol in the page that has the day that follows it on
// the same line to its right, in a text from right to left; or says that there is none to
// look at.
const symbolsAfterDates = `(() => {
	let seen = 0;
	for (const a of document.querySelectorAll("main a")) {
		if (a.textContent.trim() !== "A/100/1" || !a.getClientRects().length) continue;
		const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
		walk.currentNode = a.lastChild;
		let text = walk.nextNode();
		while (text && (a.contains(text) || !text.data.trim())) text = walk.nextNode();
		const day = text && text.data.match(/[0-9]+/);
		if (!day) continue;
		const range = document.createRange();
		range.setStart(text, day.index);
		range.setEnd(text, day.index + day[0].length);
		const day_at = range.getBoundingClientRect(), symbol = a.getClientRects()[0];
		if (Math.abs(day_at.top - symbol.top) > symbol.height) continue;
		seen++;
		if (day_at.left >= symbol.right - 1) return "after " + a.textContent + " the day " + day[0] + " is to its right";
	}
	return seen ? "" : "no symbol is followed by a date";
})()`
