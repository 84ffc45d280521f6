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
// and on a desk, one of the two in light and the other in dark, into the folder that
// RAPPORTEUR_SCREENSHOTS names, for people to look at; both in both where
// RAPPORTEUR_LONG is set. Pixels are compared with nothing: a picture only has to be
// one of the whole page.
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
	tab := e2e.OpenTab(t, e2e.RealSite(t))
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
	for i, p := range pages {
		for j, setting := range []e2e.Setting{
			{Width: 360, Scheme: "light"}, {Width: 360, Scheme: "dark"}, {Width: 1280, Scheme: "dark"}, {Width: 1280, Scheme: "light"},
		} {
			if i%2 != j%2 && os.Getenv("RAPPORTEUR_LONG") == "" {
				continue
			}
			if err := setting.Apply(tab.Ctx); err != nil {
				t.Fatal(err)
			}
			tab.Open(p.path)
			whole := float64(tab.Number(`document.documentElement.scrollHeight`))
			shot, err := chromedp.Call(tab.Ctx, page.CaptureScreenshot, page.CaptureScreenshotParams{
				CaptureBeyondViewport: &beyond,
				Clip:                  &page.Viewport{Width: float64(setting.Width), Height: min(whole, 12_000), Scale: 1},
			})
			if err != nil {
				t.Fatalf("%s: %v", p.path, err)
			}
			name := fmt.Sprintf("%s-%d-%s.png", p.name, setting.Width, setting.Scheme)
			if err := os.WriteFile(filepath.Join(out, name), shot.Data, 0o644); err != nil {
				t.Fatal(err)
			}
			if len(shot.Data) < 10_000 {
				t.Errorf("%s at %v: the picture has %d bytes", p.path, setting, len(shot.Data))
			}
		}
	}
}
