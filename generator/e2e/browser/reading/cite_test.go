package reading

import (
	"strings"
	"testing"

	"rapporteur/generator/e2e"

	"github.com/chromedp/chromedp"
)

// A reader copies the permanent address, with the place they are at, and
// unfolds the citations. Without scripts the same is there to be selected.
func TestCitingInABrowser(t *testing.T) {
	t.Parallel()
	tab := e2e.OpenTab(t, e2e.Small(t))
	const button = `document.querySelector(".copy-link")`
	tab.Resize(360, 900)
	tab.Open("/en/paragraphs/op01/#op01-a")
	tab.Text(`(navigator.clipboard.writeText = async (s) => { document.title = s; })`)
	said := ""
	// A click while the page still scrolls to its fragment may miss the button.
	e2e.Until(t, func() bool {
		tab.Do(chromedp.Click(".copy-link"))
		said = tab.Text(`document.querySelector(".copy-link__said").textContent`)
		return said != ""
	})
	if said != "Link copied." {
		t.Errorf("the page says %q", said)
	}
	if got, want := tab.Text(`document.title`), e2e.Base+"2001-01-31/en/paragraphs/op01/#op01-a"; got != want {
		t.Errorf("what is copied is %q, want %q", got, want)
	}

	tab.Scripts(false)
	tab.Open("/en/paragraphs/op01/")
	tab.Do(chromedp.Click(".cite-box summary"))
	if got := tab.Text(button + `.checkVisibility()`); got != "false" {
		t.Error("without scripts there is a button that does nothing")
	}
	shown := tab.Text(`document.querySelector(".cite-box").innerText`)
	for _, want := range []string{"United Nations style", "as at 31 January 2001", "@misc{", "TY  - ELEC", `"type":"webpage"`} {
		if !strings.Contains(shown, want) {
			t.Errorf("%q is not in\n%s", want, shown)
		}
	}
	for _, page := range []string{"/en/paragraphs/op01/", "/fr/parity/", "/en/contributing/"} {
		tab.Open(page)
		if wide := tab.Wide(); wide != 360 {
			t.Errorf("%s is %d pixels wide in a window of 360", page, wide)
		}
	}
}
