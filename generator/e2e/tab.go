package e2e

import (
	"context"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"
)

// A Tab is a window of Chromium that shows a site. What it cannot do ends the test.
type Tab struct {
	T   testing.TB
	Ctx context.Context
	URL string // of the site, without a slash at the end
}

// OpenTab opens a window like Browser, for the site in the folder dir.
func OpenTab(t testing.TB, dir string) Tab {
	t.Helper()
	return Tab{t, Browser(t), Served(t, dir)}
}

// For is the same window for a test of its own.
func (w Tab) For(t testing.TB) Tab {
	w.T = t
	return w
}

// Do does one thing after the other.
func (w Tab) Do(actions ...chromedp.Action[chromedp.Void]) {
	w.T.Helper()
	if err := chromedp.Do(w.Ctx, actions...); err != nil {
		w.T.Fatal(err)
	}
}

// Open opens a page of the site, whose path begins with a slash, and waits until it is
// loaded.
func (w Tab) Open(path string) {
	w.T.Helper()
	if err := chromedp.Do(w.Ctx, chromedp.Navigate(w.URL+path)); err != nil {
		w.T.Fatalf("%s: %v", path, err)
	}
}

// Resize gives the window a size in CSS pixels.
func (w Tab) Resize(width, height int64) {
	w.T.Helper()
	w.Do(chromedp.EmulateViewport(width, height))
}

// Text is what a script returns, as a string of JavaScript.
func (w Tab) Text(script string) string {
	w.T.Helper()
	s, err := chromedp.Run(w.Ctx, chromedp.Evaluate[string]("String("+script+")"))
	if err != nil {
		w.T.Fatalf("%s: %v", script, err)
	}
	return s
}

// Number is what a script returns, which must be a whole number.
func (w Tab) Number(script string) int64 {
	w.T.Helper()
	n, err := chromedp.Run(w.Ctx, chromedp.Evaluate[int64](script))
	if err != nil {
		w.T.Fatalf("%s: %v", script, err)
	}
	return n
}

// At is the address of the page that is open.
func (w Tab) At() string {
	w.T.Helper()
	at, err := chromedp.Run(w.Ctx, chromedp.Location())
	if err != nil {
		w.T.Fatal(err)
	}
	return at
}

// Wide is the width of the page in CSS pixels, which is that of the window or more.
func (w Tab) Wide() int64 {
	w.T.Helper()
	return w.Number(`document.documentElement.scrollWidth`)
}

// Scripts turns the scripts of the pages that are opened from now on, on or off.
func (w Tab) Scripts(on bool) {
	w.T.Helper()
	if _, err := chromedp.Call(w.Ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !on}); err != nil {
		w.T.Fatal(err)
	}
}

// Languages sets what the browser asks for in Accept-Language.
func (w Tab) Languages(list string) {
	w.T.Helper()
	if _, err := chromedp.Call(w.Ctx, emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{UserAgent: "test", AcceptLanguage: list}); err != nil {
		w.T.Fatal(err)
	}
}
