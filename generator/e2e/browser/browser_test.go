// Package browser tests pages and files in Chromium: on phones and desks, in
// light and dark, by keyboard, printed, and as axe-core finds them.
package browser

import (
	"context"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"rapporteur/generator/e2e"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

func TestMain(m *testing.M) {
	os.Exit(e2e.Main(m))
}

// served is a site on a free port of the loopback interface.
func served(t *testing.T, dir string) string {
	t.Helper()
	srv := httptest.NewServer(http.FileServer(http.Dir(dir)))
	t.Cleanup(srv.Close)
	return srv.URL
}

func TestGatewayLeadsToTheReadersLanguage(t *testing.T) {
	t.Parallel()
	ctx := e2e.Browser(t)
	url := served(t, e2e.Small(t))
	tests := []struct{ languages, path, want string }{
		{"en-GB", "/#fn-1", "/en/#fn-1"},
		{"fr-CA", "/", "/fr/"},
		{"es", "/", "/fr/"},
		{"en", "/2001-01-31/#main", "/2001-01-31/en/#main"},
	}
	for _, tt := range tests {
		if _, err := chromedp.Call(ctx, emulation.SetUserAgentOverride, emulation.SetUserAgentOverrideParams{UserAgent: "test", AcceptLanguage: tt.languages}); err != nil {
			t.Fatal(err)
		}
		if err := chromedp.Do(ctx, chromedp.Navigate(url+tt.path)); err != nil {
			t.Fatal(err)
		}
		got := ""
		for range 100 {
			var err error
			if got, err = chromedp.Run(ctx, chromedp.Location()); err != nil {
				t.Fatal(err)
			}
			if got == url+tt.want {
				break
			}
			time.Sleep(20 * time.Millisecond)
		}
		if got != url+tt.want {
			t.Errorf("%s in %s leads to %s, want %s", tt.path, tt.languages, strings.TrimPrefix(got, url), tt.want)
		}
	}
}

// console listens to what the browser and the pages say. The function that it
// returns gives what was said since it was last asked.
func console(t *testing.T, ctx context.Context) func() []string {
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

// Every kind of page, on a phone and on a desk, in light and in dark: nothing
// is wider than the window, nothing is refused by the page's own security
// policy, and no script fails.
func TestPagesInABrowser(t *testing.T) {
	t.Parallel()
	ctx := e2e.Browser(t)
	url := served(t, e2e.KitchenSink(t))

	said := console(t, ctx)
	pages := []string{
		"/fr/", "/en/report/", "/fr/resolution/", "/en/paragraphs/", "/fr/paragraphs/op01/", "/en/instruments/", "/fr/instruments/convention/",
		"/en/states/", "/fr/activities/", "/en/activities/workshop/", "/fr/publications/", "/en/finance/", "/fr/indicators/", "/en/entities/",
		"/fr/sources/", "/en/data/", "/fr/data/paragraphs/op01/", "/en/editions/", "/fr/about/", "/en/method/", "/fr/search/?q=etat",
	}
	for _, width := range []int64{360, 1280} {
		for _, scheme := range []string{"light", "dark"} {
			if err := chromedp.Do(ctx, chromedp.EmulateViewport(width, 900)); err != nil {
				t.Fatal(err)
			}
			prefers := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}}}
			if _, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, prefers); err != nil {
				t.Fatal(err)
			}
			for _, page := range pages {
				if err := chromedp.Do(ctx, chromedp.Navigate(url+page)); err != nil {
					t.Fatalf("%s: %v", page, err)
				}
				wide, err := chromedp.Run(ctx, chromedp.Evaluate[int64](`document.documentElement.scrollWidth`))
				if err != nil {
					t.Fatal(err)
				}
				if wide > width {
					t.Errorf("%s is %d pixels wide in a window of %d", page, wide, width)
				}
				for _, s := range said() {
					t.Errorf("%s at %d, %s: %s", page, width, scheme, s)
				}
			}
		}
	}
}
