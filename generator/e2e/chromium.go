package e2e

import (
	"context"
	"os"
	"sync"
	"testing"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"rapporteur/generator/pdf"
)

// Chromium returns the path of the Chromium that prints and shows pages, the one that the
// program uses. Without one the test is skipped, unless RAPPORTEUR_BROWSER says that it is
// required.
func Chromium(t testing.TB) string {
	t.Helper()
	if path := pdf.FindBrowser(os.Getenv("CHROME_PATH")); path != "" {
		return path
	}
	if os.Getenv("RAPPORTEUR_BROWSER") == "required" {
		t.Fatal("there is no Chromium, and RAPPORTEUR_BROWSER=required")
	}
	t.Skip("there is no Chromium")
	return ""
}

// chromium is the browser that the tests of a package share.
type chromium struct {
	mu   sync.Mutex
	ctx  context.Context // nil until a test needs it
	stop func()
}

var shared chromium

// start starts the browser, the first time.
func (c *chromium) start(t testing.TB) context.Context {
	t.Helper()
	path := Chromium(t)
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ctx != nil {
		return c.ctx
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU,
		// JavaScript is compiled and freed on the thread that runs it: on a machine
		// whose processors are all busy, threads of its own cost a fifth more.
		chromedp.Flag("js-flags", "--single-threaded"),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.Flag("lang", "en-GB"))
	ctx, stop := chromedp.NewExecAllocator(context.Background(), opts...)
	ctx, _ = chromedp.NewContext(ctx)
	if err := chromedp.Do(ctx); err != nil {
		stop()
		t.Fatal(err)
	}
	c.ctx, c.stop = ctx, stop
	return ctx
}

func (c *chromium) close() {
	if c.stop != nil {
		c.stop()
	}
}

// Browser opens a window in the Chromium that the tests of a package share,
// without the cookies and settings of others. It is closed after the test. Main
// must run the tests.
func Browser(t testing.TB) context.Context {
	t.Helper()
	ctx, cancel := chromedp.NewContext(shared.start(t), chromedp.WithNewBrowserContext())
	t.Cleanup(cancel)
	return inFront(t, ctx)
}

// Beside opens another window next to one that Browser opened, with the same cookies and
// settings, as a second tab has them. It is closed with that one.
func Beside(t testing.TB, window context.Context) context.Context {
	t.Helper()
	ctx, cancel := chromedp.NewContext(window)
	t.Cleanup(cancel)
	return inFront(t, ctx)
}

// inFront lets a window act as if it were in front: windows share one screen.
func inFront(t testing.TB, ctx context.Context) context.Context {
	t.Helper()
	if _, err := chromedp.Call(ctx, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true}); err != nil {
		t.Fatal(err)
	}
	return ctx
}
