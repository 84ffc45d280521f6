package e2e

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Served serves a site on a free port of the loopback interface until the test ends,
// and returns its address, without a slash at the end.
func Served(t testing.TB, dir string) string {
	t.Helper()
	srv := httptest.NewServer(withHeaders(dir, http.FileServer(http.Dir(dir))))
	t.Cleanup(srv.Close)
	return srv.URL
}

// withHeaders answers as a host does that reads the file _headers of a site, so that
// every test in a browser is one of its policy, too.
func withHeaders(dir string, files http.Handler) http.Handler {
	b, err := os.ReadFile(filepath.Join(dir, "_headers"))
	if err != nil {
		return files // not a site of ours
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for line := range strings.Lines(string(b)) {
			if name, value, ok := strings.Cut(strings.TrimSpace(line), ": "); ok {
				w.Header().Set(name, value)
			}
		}
		files.ServeHTTP(w, r)
	})
}

// Console listens to what the browser and the pages say. The function that it
// returns gives what was said since it was last asked.
func Console(t testing.TB, ctx context.Context) func() []string {
	t.Helper()
	var mu sync.Mutex
	var said []string
	err := chromedp.Listen(ctx, func(ev any) {
		mu.Lock()
		defer mu.Unlock()
		switch ev := ev.(type) {
		case *log.EventEntryAdded:
			said = append(said, ev.Entry.Text)
		case *runtime.EventExceptionThrown:
			said = append(said, ev.ExceptionDetails.Text)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, log.Enable, cdp.Empty{}); err != nil {
		t.Fatal(err)
	}
	if _, err := chromedp.Call(ctx, runtime.Enable, cdp.Empty{}); err != nil {
		t.Fatal(err)
	}
	return func() []string {
		mu.Lock()
		defer mu.Unlock()
		now := said
		said = nil
		return now
	}
}

// Setting is how a reader looks at a page.
type Setting struct {
	Width  int64  // of the window, in CSS pixels
	Scheme string // "light" or "dark"
	Forced bool   // the reader's own colours in place of those of the page
}

func (s Setting) String() string {
	if s.Forced {
		return fmt.Sprintf("%d px, %s, forced colours", s.Width, s.Scheme)
	}
	return fmt.Sprintf("%d px, %s", s.Width, s.Scheme)
}

// Apply gives a window the setting.
func (s Setting) Apply(ctx context.Context) error {
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(s.Width, 900)); err != nil {
		return err
	}
	forced := "none"
	if s.Forced {
		forced = "active"
	}
	prefers := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: s.Scheme}, {Name: "forced-colors", Value: forced}}}
	_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, prefers)
	return err
}

// Violation is what axe-core finds, with the places in the page.
type Violation struct {
	ID    string `json:"id"`
	Help  string `json:"help"`
	Nodes []struct {
		Target  []any  `json:"target"`
		HTML    string `json:"html"`
		Summary string `json:"failureSummary"`
	} `json:"nodes"`
}

func (v Violation) String() string {
	n := v.Nodes[0]
	return fmt.Sprintf("%s: %s, %d times, first %v, %s\n%s", v.ID, v.Help, len(v.Nodes), n.Target, n.HTML, n.Summary)
}

// What axe-core looks for.
const (
	// AllRules are those of WCAG 2.2 A and AA and of best practices; target-size is of
	// WCAG 2.2 AA, but axe leaves it out unless asked.
	AllRules = `runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"], rules: { "target-size": { enabled: true } }`
	// VisualRules are those among them that depend on the width of the window and on
	// colours, and not on the markup alone.
	VisualRules = `runOnly: ["color-contrast", "link-in-text-block", "scrollable-region-focusable", "target-size"]`
	// ColourRules are those among them that depend on colours.
	ColourRules = `runOnly: ["color-contrast", "link-in-text-block"]`
	// WidthRules are those among them that depend on the width of the window alone.
	WidthRules = `runOnly: ["scrollable-region-focusable", "target-size"]`
)

// axeRun runs axe-core. What is folded away is unfolded first. No rule that is asked
// for needs what axe would load once more (preload).
const axeRun = `(async () => {
	for (const d of document.querySelectorAll("details")) d.open = true;
	const where = %s;
	return (await axe.run(where, { resultTypes: ["violations"], preload: false, %s })).violations;
})()`

// alike is an expression for one element of each combination of what contrast depends
// on: the colour, size and weight of a text, and the colours and pictures that lie
// under it. Links count apart from the text around them.
const alike = `(() => {
	const seen = new Set(), some = [];
	for (const e of document.querySelectorAll("body *")) {
		if (e.closest("svg") || ![...e.childNodes].some((n) => n.nodeType === Node.TEXT_NODE && n.data.trim()) || !e.checkVisibility()) continue;
		const s = getComputedStyle(e);
		let key = [e.localName === "a", s.color, s.fontSize, s.fontWeight, s.textDecorationLine, s.textShadow].join();
		for (let p = e; p; p = p.parentElement) {
			const b = getComputedStyle(p);
			key += [b.backgroundColor, b.backgroundImage, b.opacity, b.filter].join();
			if (/^rgb\(/.test(b.backgroundColor)) break; // opaque
		}
		if (seen.has(key)) continue;
		seen.add(key);
		some.push(e);
	}
	return { include: some };
})()`

// AxeScript is axe-core; empty where it is not installed.
func AxeScript(t testing.TB) string {
	t.Helper()
	home := WebTools(t)
	if home == "" {
		return ""
	}
	b, err := os.ReadFile(filepath.Join(home, "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// Violations runs rules of axe-core, such as AllRules, on the page that is open; a
// search has its answer first.
func Violations(t testing.TB, ctx context.Context, axe, rules string) []Violation {
	t.Helper()
	return violations(t, ctx, axe, "document", rules)
}

// OtherColours runs ColourRules on the page that is open in a colour scheme other than
// the one in which Violations has seen it: on one text of each combination of colours,
// since most of the time of axe-core goes into contrast.
func OtherColours(t testing.TB, ctx context.Context, axe string) []Violation {
	t.Helper()
	return violations(t, ctx, axe, alike, ColourRules)
}

func violations(t testing.TB, ctx context.Context, axe, where, rules string) []Violation {
	t.Helper()
	answered := func() bool {
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`!location.search || document.querySelector(".search-hit") !== null`))
		if err != nil {
			t.Fatal(err)
		}
		return ok
	}
	if !Until(t, answered) {
		t.Error("the search has no answer")
	}
	// axe-core is half a megabyte, which a page needs only once.
	there, err := chromedp.Run(ctx, chromedp.Evaluate[bool](`typeof axe === "object"`))
	if err != nil {
		t.Fatal(err)
	}
	if !there {
		if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](axe+";0")); err != nil {
			t.Fatal(err)
		}
	}
	found, err := chromedp.Run(ctx, chromedp.Evaluate[[]Violation](fmt.Sprintf(axeRun, where, rules), chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// Holds checks that a text has each of the wanted ones, in their order.
func Holds(t testing.TB, what, text string, want ...string) {
	t.Helper()
	rest := text
	for _, w := range want {
		_, after, ok := strings.Cut(rest, w)
		if !ok {
			t.Errorf("%s lacks %q, or has it elsewhere:\n%.6000s", what, w, text)
			return
		}
		rest = after
	}
}
