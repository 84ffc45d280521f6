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

// The longest comparison of the real report can be read without scrolling for
// ever, a filter finds what is folded, and what is chosen is in the address.
func TestLongestComparison(t *testing.T) {
	t.Parallel()
	ctx := e2e.Browser(t)
	url := served(t, e2e.RealSite(t))
	do := func(actions ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		if err := chromedp.Do(ctx, actions...); err != nil {
			t.Fatal(err)
		}
	}
	number := func(script string) int64 {
		t.Helper()
		n, err := chromedp.Run(ctx, chromedp.Evaluate[int64](script))
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	const longest = 12_000 // pixels
	for _, lang := range []string{"en", "fr"} {
		do(chromedp.EmulateViewport(1280, 900), chromedp.Navigate(url+"/2009-06-30/"+lang+"/changes/2007-12-18/"))
		if high := number(`document.documentElement.scrollHeight`); high > longest {
			t.Errorf("the page in %q is %d pixels high, more than %d", lang, high, longest)
		}
		if all, folded := number(`document.querySelectorAll(".change").length`), number(`document.querySelectorAll(".changes__fold:not([open])").length`); all < 200 || folded == 0 {
			t.Errorf("in %q %d changes and %d folded sections", lang, all, folded)
		}
	}
	const figures = `[...document.querySelectorAll(".change--figure")].filter(e => e.checkVisibility()).length`
	want := number(`document.querySelectorAll(".change--figure").length`)
	do(chromedp.Click("#only_figure"), chromedp.Click("#view_side"))
	if got := number(figures); got != want {
		t.Errorf("%d of %d figures are shown", got, want)
	}
	address, err := chromedp.Run(ctx, chromedp.Evaluate[string](`location.search`))
	if err != nil || address != "?only=figure&view=side" {
		t.Errorf("the address says %q, %v", address, err)
	}
	do(chromedp.Navigate(url + "/2009-06-30/en/changes/2007-12-18/?only=status&view=side"))
	if n := number(`document.querySelectorAll("#only_status:checked, #view_side:checked").length`); n != 2 {
		t.Error("what the address says is not chosen")
	}
	if n := number(`[...document.querySelectorAll(".change__values > ins, .change__items > li:has(> ins)")].filter(e => e.checkVisibility() && e.previousElementSibling && e.getBoundingClientRect().left <= e.parentElement.getBoundingClientRect().left + 8).length`); n != 0 {
		t.Errorf("%d new values are not in the column on the right", n)
	}
	// A filter in the address finds what is folded, in every class, and shows no
	// number that is not of what is shown.
	for _, class := range []string{"status", "substance", "figure", "source", "metadata"} {
		do(chromedp.Navigate(url + "/2009-06-30/fr/changes/2007-12-18/?only=" + class))
		want := number(`document.querySelectorAll(".change--` + class + `").length`)
		got := number(`[...document.querySelectorAll(".change")].filter(e => e.checkVisibility() && !e.closest("details:not([open]):not(.changes__fold)")).length`)
		if folded := number(`document.querySelectorAll(".changes__fold:not([open])").length`); want == 0 || got != want || folded == 0 {
			t.Errorf("with ?only=%s %d of %d changes are shown; %d sections are folded", class, got, want, folded)
		}
		if n := number(`[...document.querySelectorAll(".changes__fold > summary > .quiet")].filter(e => e.checkVisibility()).length`); n != 0 {
			t.Errorf("with ?only=%s %d sections give the number of all their changes", class, n)
		}
	}
	// So does a link to a change of another class.
	do(chromedp.Navigate(url + "/2009-06-30/fr/changes/2007-12-18/?only=source#acts-fji"))
	if n := number(`document.getElementById("acts-fji")?.checkVisibility() ? 1 : 0`); n != 1 {
		t.Error("the row of a State that a link leads to is not shown with a filter")
	}
	do(chromedp.Navigate(url + "/2009-06-30/fr/changes/2007-12-18/?only=nothing"))
	if n := number(`document.querySelectorAll("#only_all:checked").length`); n != 1 {
		t.Error("a class that there is not is not taken for all")
	}
	// A link to a deposit opens the section that holds it.
	do(chromedp.Navigate(url + "/2009-06-30/en/changes/2007-12-18/#acts-fji"))
	if n := number(`document.getElementById("acts-fji")?.checkVisibility() ? 1 : 0`); n != 1 {
		t.Error("the row of a State that a link leads to is folded away")
	}
}
