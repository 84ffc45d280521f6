package reading

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur/generator/e2e"

	"github.com/chromedp/chromedp"
)

// A walk is what somebody who never saw the site does to find something.
type walk struct {
	question string   // as docs/readers.md asks it
	from     string   // page on which it begins; empty for "/"
	clicks   []string // texts of what is clicked, in order
	finds    []string // texts that are then seen, in order; none where a file is found
}

func walks() []walk {
	return []walk{
		{
			question: "What is the status of paragraph 4, and what proves it?",
			clicks:   []string{"Intensifying technical assistance", "Briefing by the Chief of the Terrorism Prevention Branch to the Counter-Terrorism Committee, New York, 30 April 2009 (slides)"},
			finds:    []string{"Briefing by the Chief of the Terrorism Prevention Branch", "30 April 2009"},
		},
		{
			question: "How many States were party to the nuclear terrorism convention in July 2008, and who joined since?",
			clicks:   []string{"Instruments", "Nuclear Terrorism Convention"},
			finds:    []string{"Parties in each edition", "30 June 2009", "54", "Finland", "31 December 2008", "48", "Guinea-Bissau", "31 July 2008", "42"},
		},
		{
			question: "What changed between July 2008 and June 2009?",
			clicks:   []string{"Changes", "2008-07-31"},
			finds:    []string{"this edition and that of 31 July 2008", "Changes by category", "Status"},
		},
		{
			question: "The same paragraph in English?",
			from:     "/fr/paragraphs/op04/",
			clicks:   []string{"English"},
			finds:    []string{"Paragraph 4", "Intensifying technical assistance", "Requests the United Nations Office on Drugs and Crime"},
		},
		{
			question: "How do I cite it?",
			from:     "/en/paragraphs/op04/",
			clicks:   []string{"Cite this page"},
			finds:    []string{"United Nations style", "edition 2009-06-30, as at 30 June 2009", "BibTeX", "RIS", "CSL"},
		},
		{
			question: "Where is the PDF?",
			clicks:   []string{"The whole report as a PDF"},
		},
	}
}

// clickSeen clicks what is seen with a text, and says whether it was there.
// What is said to screen readers alone does not count.
const clickSeen = `((text) => {
	const seen = (e) => {
		const copy = e.cloneNode(true);
		for (const h of copy.querySelectorAll(".visually-hidden")) h.remove();
		return copy.textContent.replace(/\s+/g, " ").trim().toLowerCase();
	};
	const all = [...document.querySelectorAll("main a, main summary, a, summary, button")];
	const hit = all.find((e) => e.checkVisibility() && seen(e) === text.toLowerCase());
	if (hit) {
		const leaves = hit.href && hit.href.split("#")[0] !== location.href.split("#")[0];
		if (leaves) window.clickedOn = text;
		setTimeout(() => hit.click());
	}
	return Boolean(hit);
})(%q)`

// Each question of docs/readers.md is answered by the clicks that it gives,
// from "/" on, in a browser.
func TestReadersFindIt(t *testing.T) {
	t.Parallel()
	tab := e2e.OpenTab(t, e2e.IssuedSite(t))
	// A report takes seconds to print, and a short one serves to find it.
	printed := e2e.Served(t, e2e.Printed(t))
	ctx, site := tab.Ctx, tab.URL
	doc, err := os.ReadFile(filepath.Join(e2e.Root(t), "docs", "readers.md"))
	if err != nil {
		t.Fatal(err)
	}
	tab.Languages("en-GB")
	for _, width := range []int64{360, 1280} {
		tab.Resize(width, 900)
		for _, w := range walks() {
			tab.URL = site
			if w.finds == nil {
				tab.URL = printed
			}
			tab.Open("/" + strings.TrimPrefix(w.from, "/"))
			told := "| " + w.question + " |"
			for _, c := range w.clicks {
				told += " “" + c + "” ›"
				if w.finds != nil {
					w.click(t, ctx, c, width)
				}
			}
			told = strings.TrimSuffix(told, " ›") + fmt.Sprintf(" | %d |", len(w.clicks))
			if !strings.Contains(string(doc), told) {
				t.Errorf("docs/readers.md does not tell\n%s", told)
			}
			if len(w.finds) > 0 {
				e2e.Holds(t, w.question, w.text(t, ctx, w.finds[0]), w.finds...)
			}
			if w.finds == nil {
				w.text(t, ctx, w.clicks[0])
				if b := w.fetch(t, ctx, w.clicks[0]); !bytes.HasPrefix(b, []byte("%PDF-")) {
					t.Errorf("%s: the link does not lead to a PDF: %.80s", w.question, b)
				}
			}
		}
	}
}

// click clicks a text when it is seen; on a phone the menu is opened first if it is
// there.
func (w walk) click(t *testing.T, ctx context.Context, text string, width int64) {
	t.Helper()
	clicked := func(text string) bool {
		hit, err := chromedp.Run(ctx, chromedp.Evaluate[bool](fmt.Sprintf(clickSeen, text)))
		return err == nil && hit
	}
	tried := 0
	if e2e.Until(t, func() bool {
		if tried++; tried == 10 && width < 600 {
			clicked("Menu")
		}
		return clicked(text)
	}) {
		leave(t, ctx)
		return
	}
	at, _ := chromedp.Run(ctx, chromedp.Evaluate[string](`location.href + "\n" + document.body.innerText.slice(0, 2000)`))
	t.Fatalf("%s: at %d pixels “%s” is not seen on %s", w.question, width, text, at)
}

// leave waits until the page that was clicked on is gone: the next text to click
// may be on it too. A link to a place on the same page does not leave it.
func leave(t *testing.T, ctx context.Context) {
	t.Helper()
	if !e2e.Until(t, func() bool {
		left, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`window.clickedOn === undefined`))
		return err == nil && left
	}) {
		t.Error("a link that was clicked leads nowhere")
	}
}

// text is what is seen on the page, once it holds first.
func (w walk) text(t *testing.T, ctx context.Context, first string) (text string) {
	t.Helper()
	e2e.Until(t, func() bool {
		var err error
		text, err = chromedp.Run(ctx, chromedp.Evaluate[string](`document.readyState === "complete" ? document.body.innerText : ""`))
		return err == nil && strings.Contains(text, first)
	})
	return text
}

// fetch gets what the link with a text leads to.
func (w walk) fetch(t *testing.T, ctx context.Context, text string) []byte {
	t.Helper()
	href, err := chromedp.Run(ctx, chromedp.Evaluate[string](fmt.Sprintf(`[...document.querySelectorAll("a")].find((a) => a.innerText.trim() === %q)?.href ?? ""`, text)))
	if err != nil || href == "" {
		t.Fatalf("%s: there is no link “%s”: %v", w.question, text, err)
	}
	res, err := http.Get(href)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return b
}
