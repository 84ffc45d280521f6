package browser

import (
	"testing"

	"rapporteur/generator/e2e"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// The page of changes fits a phone, and its filters and views work with
// scripts turned off.
func TestChangesInABrowser(t *testing.T) {
	t.Parallel()
	ctx := e2e.Browser(t)
	url := served(t, e2e.TwoEditions(t))
	if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	number := func(script string) int64 {
		t.Helper()
		n, err := chromedp.Run(ctx, chromedp.Evaluate[int64](script))
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	const shown = `[...document.querySelectorAll(".change")].filter(e => e.checkVisibility()).length`
	for _, width := range []int64{360, 1280} {
		if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900)); err != nil {
			t.Fatal(err)
		}
		for _, page := range []string{"/fr/changes/", "/fr/changes/2001-01-31/source/", "/fr/paragraphs/op01/", "/fr/"} {
			if err := chromedp.Do(ctx, chromedp.Navigate(url+page)); err != nil {
				t.Fatal(err)
			}
			if wide := number(`document.documentElement.scrollWidth`); wide > width {
				t.Errorf("%s is %d pixels wide in a window of %d", page, wide, width)
			}
		}
		if err := chromedp.Do(ctx, chromedp.Navigate(url+"/fr/changes/")); err != nil {
			t.Fatal(err)
		}
		all := number(shown)
		figures := number(`document.querySelectorAll(".change--figure").length`)
		if all == 0 || figures == 0 || figures == all {
			t.Fatalf("%d changes, %d of figures", all, figures)
		}
		if err := chromedp.Do(ctx, chromedp.Click("#only_figure")); err != nil {
			t.Fatal(err)
		}
		if n := number(shown); n != figures {
			t.Errorf("%d changes are shown, want the %d of figures", n, figures)
		}
		if n := number(`[...document.querySelectorAll(".change-group")].filter(e => e.checkVisibility() && !e.querySelector(".change--figure")).length`); n != 0 {
			t.Errorf("%d headings stand alone", n)
		}
		if err := chromedp.Do(ctx, chromedp.Click("#only_all")); err != nil {
			t.Fatal(err)
		}
		if err := chromedp.Do(ctx, chromedp.Click("#view_side")); err != nil {
			t.Fatal(err)
		}
		if n := number(`[...document.querySelectorAll(".redline:has(.redline__side)")].filter(e => e.querySelector(".redline__inline").checkVisibility() || !e.querySelector(".redline__side").checkVisibility()).length`); n != 0 {
			t.Errorf("%d texts are not side by side", n)
		}
		if n := number(`document.querySelectorAll(".redline__side").length`); n == 0 {
			t.Error("no text changed")
		}
	}
}
