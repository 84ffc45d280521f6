package reading

import (
	"strings"
	"testing"

	"rapporteur/generator/e2e"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// A reader copies the permanent address, with the place they are at, and
// unfolds the citations. Without scripts the same is there to be selected.
func TestCitingInABrowser(t *testing.T) {
	t.Parallel()
	ctx := e2e.Browser(t)
	url := e2e.Served(t, e2e.Small(t))
	do := func(actions ...chromedp.Action[chromedp.Void]) {
		t.Helper()
		if err := chromedp.Do(ctx, actions...); err != nil {
			t.Fatal(err)
		}
	}
	text := func(script string) string {
		t.Helper()
		s, err := chromedp.Run(ctx, chromedp.Evaluate[string](script))
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	const button = `document.querySelector(".copy-link")`
	do(chromedp.EmulateViewport(360, 900), chromedp.Navigate(url+"/en/paragraphs/op01/#op01-a"))
	text(`navigator.clipboard.writeText = async (s) => { document.title = s; }, ""`)
	do(chromedp.Click(".copy-link"))
	said := ""
	e2e.Until(t, func() bool {
		said = text(`document.querySelector(".copy-link__said").textContent`)
		return said != ""
	})
	if said != "Link copied." {
		t.Errorf("the page says %q", said)
	}
	if got, want := text(`document.title`), e2e.Base+"2001-01-31/en/paragraphs/op01/#op01-a"; got != want {
		t.Errorf("what is copied is %q, want %q", got, want)
	}

	if _, err := chromedp.Call(ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		t.Fatal(err)
	}
	do(chromedp.Navigate(url+"/en/paragraphs/op01/"), chromedp.Click(".cite-box summary"))
	if got := text(`String(` + button + `.checkVisibility())`); got != "false" {
		t.Error("without scripts there is a button that does nothing")
	}
	shown := text(`document.querySelector(".cite-box").innerText`)
	for _, want := range []string{"United Nations style", "as at 31 January 2001", "@misc{", "TY  - ELEC", `"type": "webpage"`} {
		if !strings.Contains(shown, want) {
			t.Errorf("%q is not in\n%s", want, shown)
		}
	}
	for _, page := range []string{"/en/paragraphs/op01/", "/fr/parity/", "/en/contributing/"} {
		do(chromedp.Navigate(url + page))
		if wide := text(`String(document.documentElement.scrollWidth)`); wide != "360" {
			t.Errorf("%s is %s pixels wide in a window of 360", page, wide)
		}
	}
}
