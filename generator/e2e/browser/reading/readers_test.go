package reading

import (
	"bytes"
	"context"
	"encoding/json"
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
	clicks   []string // texts of what is clicked, in order; after " | " a word of the line that it is in
	at       string   // address then, without the site's own; empty where another says it
	finds    []string // texts that are then seen, in order; none where a file is found
	file     string   // how that file begins
	printed  bool     // of the site that has PDFs
}

func walks() []walk {
	return []walk{
		{
			question: "What is the status of paragraph 4, and what proves it?",
			clicks:   []string{"4", "Train criminal justice personnel in the implementation of the instruments, including through specialized sessions", "Briefing by the Chief of the Terrorism Prevention Branch to the Counter-Terrorism Committee, New York, 30 April 2009 (slides)"},
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
			file:     "%PDF-",
			printed:  true,
		},
		{
			question: "All deposits as data?",
			clicks:   []string{"Instruments", "All signatures and deposits, one row each, with their sources (CSV)"},
			file:     "\xef\xbb\xbfid,instrument,",
		},
		{
			question: "What changed for paragraph 2 since the resolution was adopted?",
			clicks:   []string{"2", "What changed since | 2007-12-18"},
			at:       "/en/changes/2007-12-18/#r-op02",
			finds:    []string{"Becoming party to the instruments"},
		},
		{
			question: "Who joined since July 2008?",
			clicks:   []string{"States", "2008-07-31"},
			at:       "/en/changes/2008-07-31/#r-act",
			finds:    []string{"Signatures and deposits", "Andorra", "ratification, 22 October 2008"},
		},
	}
}

// clickSeen clicks what is seen with a text, in the line with a word, and returns how far
// it is from what the window shows, in pixels; -1 where it is not there. What is said to
// screen readers alone does not count.
const clickSeen = `((text, word) => {
	const seen = (e) => {
		const copy = e.cloneNode(true);
		for (const h of copy.querySelectorAll(".visually-hidden")) h.remove();
		return copy.textContent.replace(/\s+/g, " ").trim().toLowerCase();
	};
	const all = [...document.querySelectorAll("main a, main summary, a, summary, button")];
	const hit = all.find((e) => e.checkVisibility() && seen(e) === text.toLowerCase() &&
		(!word || e.closest("li, tr").textContent.split(/\s+/).includes(word)));
	if (!hit) return -1;
	const leaves = hit.href && hit.href.split("#")[0] !== location.href.split("#")[0];
	if (leaves) window.clickedOn = text;
	document.documentElement.style.scrollBehavior = "auto";
	setTimeout(() => hit.click());
	const box = hit.getBoundingClientRect();
	return Math.max(0, box.bottom - innerHeight, -box.top);
})(%q, %q)`

// farFrom is how far the farthest of some texts is from what the window shows, each at its
// nearest place, in pixels.
const farFrom = `(async (texts) => {
	// A page that is opened at a place moves there for a while.
	for (let y = -1; y !== scrollY; ) {
		y = scrollY;
		await new Promise((r) => setTimeout(r, 200));
	}
	const range = document.createRange();
	const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	const far = new Map(texts.map((t) => [t, Infinity]));
	for (let n; (n = walk.nextNode()); ) {
		if (!n.parentElement.checkVisibility()) continue;
		for (const t of texts) {
			const at = n.data.toLowerCase().indexOf(t.toLowerCase());
			if (at < 0) continue;
			range.setStart(n, at);
			range.setEnd(n, at + t.length);
			const box = range.getBoundingClientRect();
			far.set(t, Math.min(far.get(t), Math.max(0, box.bottom - innerHeight, -box.top)));
		}
	}
	return Math.max(...[...far.values()].filter(Number.isFinite));
})(%s)`

// What a reader does at most for an answer, on a phone: clicks, that on the menu among
// them, and screens that pass by.
const mostClicks, mostScreens = 3, 2

// Each question of docs/readers.md is answered by the clicks that it gives,
// from "/" on, in a browser, and on a phone without much scrolling.
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
	for _, size := range []struct{ width, height int64 }{{360, 780}, {1280, 900}} {
		tab.Resize(size.width, size.height)
		for _, w := range walks() {
			tab.URL = site
			if w.printed {
				tab.URL = printed
			}
			tab.Open("/" + strings.TrimPrefix(w.from, "/"))
			told := "| " + w.question + " |"
			clicks, scrolled := 0, 0.0
			for i, c := range w.clicks {
				link, word, beside := strings.Cut(c, " | ")
				told += " “" + link + "”"
				if beside {
					told += " beside “" + word + "”"
				}
				told += " ›"
				if w.file != "" && i == len(w.clicks)-1 {
					clicks, scrolled = clicks+1, scrolled+far(t, ctx, link)
					if b := w.fetch(t, ctx, link); !bytes.HasPrefix(b, []byte(w.file)) {
						t.Errorf("%s: the link does not lead to the file: %.80s", w.question, b)
					}
					continue
				}
				n, px := w.click(t, ctx, link, word, size.width)
				clicks, scrolled = clicks+n, scrolled+px
			}
			told = strings.TrimSuffix(told, " ›") + fmt.Sprintf(" | %d |", len(w.clicks))
			if !strings.Contains(string(doc), told) {
				t.Errorf("docs/readers.md does not tell\n%s", told)
			}
			if len(w.finds) > 0 {
				e2e.Holds(t, w.question, w.text(t, ctx, w.finds[0]), w.finds...)
				scrolled += far(t, ctx, w.finds...)
			}
			if at := tab.Text(`location.pathname + location.hash`); w.at != "" && at != w.at {
				t.Errorf("%s: the clicks lead to %s, want %s", w.question, at, w.at)
			}
			screens := scrolled / float64(size.height)
			t.Logf("%d px, %s: %d clicks, %.1f screens", size.width, w.question, clicks, screens)
			if size.width == 360 && (clicks > mostClicks || screens > mostScreens) {
				t.Errorf("on a phone %q takes %d clicks and %.1f screens, want at most %d and %d", w.question, clicks, screens, mostClicks, mostScreens)
			}
		}
	}
}

// far is how far texts are from what the window shows, once the page is there.
func far(t *testing.T, ctx context.Context, texts ...string) float64 {
	t.Helper()
	list, err := json.Marshal(texts)
	if err != nil {
		t.Fatal(err)
	}
	var px float64
	if !e2e.Until(t, func() bool {
		px, err = chromedp.Run(ctx, chromedp.Evaluate[float64](fmt.Sprintf(farFrom, list), chromedp.EvalAwaitPromise))
		return err == nil
	}) {
		t.Fatalf("%q: %v", texts, err)
	}
	return px
}

// click clicks a text when it is seen; on a phone the menu is opened first if it is
// there. It returns how many clicks that took, and how far the text was, in pixels.
func (w walk) click(t *testing.T, ctx context.Context, text, word string, width int64) (clicks int, px float64) {
	t.Helper()
	clicked := func(text, word string) bool {
		far, err := chromedp.Run(ctx, chromedp.Evaluate[float64](fmt.Sprintf(clickSeen, text, word)))
		if err != nil || far < 0 {
			return false
		}
		clicks, px = clicks+1, px+far
		return true
	}
	tried := 0
	if e2e.Until(t, func() bool {
		if tried++; tried == 10 && width < 600 {
			clicked("Menu", "")
		}
		return clicked(text, word)
	}) {
		leave(t, ctx)
		return clicks, px
	}
	at, _ := chromedp.Run(ctx, chromedp.Evaluate[string](`location.href + "\n" + document.body.innerText.slice(0, 2000)`))
	t.Fatalf("%s: at %d pixels “%s” is not seen on %s", w.question, width, text, at)
	return 0, 0
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
