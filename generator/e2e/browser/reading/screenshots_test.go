package reading

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"rapporteur/generator/e2e"

	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/chromedp"
)

// TestScreenshots writes pictures of ten pages of the real report, on a phone
// and on a desk, in light and in dark, into the folder that
// RAPPORTEUR_SCREENSHOTS names, for people to look at. Pixels are compared with
// nothing: a picture only has to be one of the whole page.
func TestScreenshots(t *testing.T) {
	t.Parallel()
	out := os.Getenv("RAPPORTEUR_SCREENSHOTS")
	if out == "" {
		t.Log("RAPPORTEUR_SCREENSHOTS names no folder, so no pictures are taken")
		return
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		t.Fatal(err)
	}
	ctx := e2e.Browser(t)
	url := e2e.Served(t, e2e.RealSite(t))
	pages := []struct{ name, path string }{
		{"front", "/en/"},
		{"first-edition", "/2007-12-18/fr/"},
		{"paragraph", "/en/paragraphs/op04/"},
		{"report", "/fr/report/"},
		{"resolution", "/en/resolution/"},
		{"states", "/en/states/"},
		{"instrument", "/fr/instruments/nuclear-terrorism-2005/"},
		{"activities", "/en/activities/"},
		{"changes", "/en/changes/2008-07-31/"},
		{"search", "/en/search/?q=training"},
	}
	beyond := true
	for _, width := range []int64{360, 1280} {
		for _, scheme := range []string{"light", "dark"} {
			if err := (e2e.Setting{Width: width, Scheme: scheme}).Apply(ctx); err != nil {
				t.Fatal(err)
			}
			for _, p := range pages {
				if err := chromedp.Do(ctx, chromedp.Navigate(url+p.path)); err != nil {
					t.Fatalf("%s: %v", p.path, err)
				}
				whole, err := chromedp.Run(ctx, chromedp.Evaluate[float64](`document.documentElement.scrollHeight`))
				if err != nil {
					t.Fatal(err)
				}
				shot, err := chromedp.Call(ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{
					CaptureBeyondViewport: &beyond,
					Clip:                  &page.Viewport{Width: float64(width), Height: min(whole, 12_000), Scale: 1},
				})
				if err != nil {
					t.Fatalf("%s: %v", p.path, err)
				}
				name := fmt.Sprintf("%s-%d-%s.png", p.name, width, scheme)
				if err := os.WriteFile(filepath.Join(out, name), shot.Data, 0o644); err != nil {
					t.Fatal(err)
				}
				if len(shot.Data) < 10_000 {
					t.Errorf("%s at %d, %s: the picture has %d bytes", p.path, width, scheme, len(shot.Data))
				}
			}
		}
	}
}
