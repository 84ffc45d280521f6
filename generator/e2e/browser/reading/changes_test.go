package reading

import (
	"os"
	"testing"

	"rapporteur/generator/e2e"

	"github.com/chromedp/chromedp"
)

// The page of changes fits a phone, and its filters and views work with
// scripts turned off.
func TestChangesInABrowser(t *testing.T) {
	t.Parallel()
	tab := e2e.OpenTab(t, e2e.TwoEditions(t))
	tab.Scripts(false)
	const shown = `[...document.querySelectorAll(".change")].filter(e => e.checkVisibility()).length`
	for _, width := range []int64{360, 1280} {
		tab.Resize(width, 900)
		for _, page := range []string{"/fr/changes/", "/fr/changes/2001-01-31/source/", "/fr/paragraphs/op01/", "/fr/"} {
			tab.Open(page)
			if wide := tab.Wide(); wide > width {
				t.Errorf("%s is %d pixels wide in a window of %d", page, wide, width)
			}
		}
		tab.Open("/fr/changes/")
		all := tab.Number(shown)
		figures := tab.Number(`document.querySelectorAll(".change--figure").length`)
		if all == 0 || figures == 0 || figures == all {
			t.Fatalf("%d changes, %d of figures", all, figures)
		}
		tab.Do(chromedp.Click("#only_figure"))
		if n := tab.Number(shown); n != figures {
			t.Errorf("%d changes are shown, want the %d of figures", n, figures)
		}
		if n := tab.Number(`[...document.querySelectorAll(".change-group")].filter(e => e.checkVisibility() && !e.querySelector(".change--figure")).length`); n != 0 {
			t.Errorf("%d headings stand alone", n)
		}
		tab.Do(chromedp.Click("#only_all"))
		tab.Do(chromedp.Click("#view_side"))
		if n := tab.Number(`[...document.querySelectorAll(".redline:has(.redline__side)")].filter(e => e.querySelector(".redline__inline").checkVisibility() || !e.querySelector(".redline__side").checkVisibility()).length`); n != 0 {
			t.Errorf("%d texts are not side by side", n)
		}
		if n := tab.Number(`document.querySelectorAll(".redline__side").length`); n == 0 {
			t.Error("no text changed")
		}
	}
}

// The longest comparison of the real report can be read without scrolling for
// ever, a filter finds what is folded, and what is chosen is in the address.
func TestLongestComparison(t *testing.T) {
	t.Parallel()
	tab := e2e.OpenTab(t, e2e.RealSite(t))
	const longest = 12_000 // pixels
	tab.Resize(1280, 900)
	for _, lang := range []string{"en", "fr"} {
		tab.Open("/2009-06-30/" + lang + "/changes/2007-12-18/")
		if high := tab.Number(`document.documentElement.scrollHeight`); high > longest {
			t.Errorf("the page in %q is %d pixels high, more than %d", lang, high, longest)
		}
		if all, folded := tab.Number(`document.querySelectorAll(".change").length`), tab.Number(`document.querySelectorAll(".changes__fold:not([open])").length`); all < 200 || folded == 0 {
			t.Errorf("in %q %d changes and %d folded sections", lang, all, folded)
		}
	}
	const figures = `[...document.querySelectorAll(".change--figure")].filter(e => e.checkVisibility()).length`
	want := tab.Number(`document.querySelectorAll(".change--figure").length`)
	tab.Do(chromedp.Click("#only_figure"), chromedp.Click("#view_side"))
	if got := tab.Number(figures); got != want {
		t.Errorf("%d of %d figures are shown", got, want)
	}
	if address := tab.Text(`location.search`); address != "?only=figure&view=side" {
		t.Errorf("the address says %q", address)
	}
	tab.Open("/2009-06-30/en/changes/2007-12-18/?only=status&view=side")
	if n := tab.Number(`document.querySelectorAll("#only_status:checked, #view_side:checked").length`); n != 2 {
		t.Error("what the address says is not chosen")
	}
	if n := tab.Number(`[...document.querySelectorAll(".change__values > ins, .change__items > li:has(> ins)")].filter(e => e.checkVisibility() && e.previousElementSibling && e.getBoundingClientRect().left <= e.parentElement.getBoundingClientRect().left + 8).length`); n != 0 {
		t.Errorf("%d new values are not in the column on the right", n)
	}
	// A filter in the address finds what is folded and shows no number that is not of
	// what is shown. The page is long, so RAPPORTEUR_LONG looks at the other classes.
	classes := []string{"status", "source"}
	if os.Getenv("RAPPORTEUR_LONG") != "" {
		classes = append(classes, "substance", "figure", "metadata")
	}
	for _, class := range classes {
		tab.Open("/2009-06-30/fr/changes/2007-12-18/?only=" + class)
		want := tab.Number(`document.querySelectorAll(".change--` + class + `").length`)
		got := tab.Number(`[...document.querySelectorAll(".change")].filter(e => e.checkVisibility() && !e.closest("details:not([open]):not(.changes__fold)")).length`)
		if folded := tab.Number(`document.querySelectorAll(".changes__fold:not([open])").length`); want == 0 || got != want || folded == 0 {
			t.Errorf("with ?only=%s %d of %d changes are shown; %d sections are folded", class, got, want, folded)
		}
		if n := tab.Number(`[...document.querySelectorAll(".changes__fold > summary > .quiet")].filter(e => e.checkVisibility()).length`); n != 0 {
			t.Errorf("with ?only=%s %d sections give the number of all their changes", class, n)
		}
	}
	// So does a link to a change of another class.
	tab.Open("/2009-06-30/fr/changes/2007-12-18/?only=source#acts-fji")
	if n := tab.Number(`document.getElementById("acts-fji")?.checkVisibility() ? 1 : 0`); n != 1 {
		t.Error("the row of a State that a link leads to is not shown with a filter")
	}
	tab.Open("/2009-06-30/fr/changes/2007-12-18/?only=nothing")
	if n := tab.Number(`document.querySelectorAll("#only_all:checked").length`); n != 1 {
		t.Error("a class that there is not is not taken for all")
	}
	// A link to a deposit opens the section that holds it.
	tab.Open("/2009-06-30/en/changes/2007-12-18/#acts-fji")
	if n := tab.Number(`document.getElementById("acts-fji")?.checkVisibility() ? 1 : 0`); n != 1 {
		t.Error("the row of a State that a link leads to is folded away")
	}
}
