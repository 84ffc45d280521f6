package accessibility

import (
	"io/fs"
	"net/http"
	"os"
	"path"
	"strings"
	"testing"

	"rapporteur/generator/e2e"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// Each template and each state of a page, in light and in dark, at the widths
// of a phone, a tablet and a desk, is free of what axe-core can find, where that is
// installed. Nothing is wider than the window, nothing is refused by the page's own
// security policy, and no script fails.
func TestPages(t *testing.T) {
	t.Parallel()
	axe := e2e.AxeScript(t)
	dir := e2e.RealSite(t)
	sites := map[string]string{"real": e2e.Served(t, dir), "sink": e2e.Served(t, e2e.KitchenSink(t))}

	var settings []e2e.Setting
	for _, width := range []int64{320, 768, 1440} {
		for _, scheme := range []string{"light", "dark"} {
			settings = append(settings, e2e.Setting{Width: width, Scheme: scheme})
		}
	}
	// The richest page of each template: in every setting, but what does not depend
	// on the setting in one, in turn.
	every := []string{
		"sink /fr/", "sink /en/report/", "sink /fr/paragraphs/op01/", "sink /en/instruments/convention/", "sink /fr/changes/",
		"sink /en/finance/", "sink /fr/activities/", "sink /en/states/", "sink /draft/ar/", "real /fr/search/?q=convention",
		"sink /fr/components/",
	}
	// The rest: in one setting each, in turn. Of the real report, those that no
	// page of the kitchen sink is like, and those in which long prose meets much data.
	some := []string{
		"real /", "real /404.html", "real /2008-07-31/",
		"real /fr/", "real /en/report/", "real /fr/paragraphs/op04/", "real /fr/instruments/nuclear-terrorism-2005/", "real /fr/states/fra/",
		"real /en/changes/", "real /fr/changes/2008-07-31/", "real /en/changes/2008-07-31/source/",
		"real /fr/rules/", "sink /en/components/", "real /en/about/", "real /fr/method/", "real /en/accessibility/", "real /fr/contributing/", "real /en/search/",
		"real /2008-07-31/en/paragraphs/op04/", "real /2007-12-18/fr/changes/",
		"sink /fr/resolution/", "sink /en/paragraphs/", "sink /fr/instruments/", "sink /en/activities/workshop/", "sink /fr/publications/",
		"sink /en/indicators/", "sink /fr/entities/", "sink /en/sources/", "sink /fr/editions/", "sink /en/data/", "sink /fr/data/paragraphs/op01/",
		"sink /draft/ar/report/", "sink /draft/ar/paragraphs/op01/", "sink /draft/fr/", "sink /draft/en/changes/", "sink /2008-07-31/fr/report/",
		"sink /en/parity/", "real /en/sources/a-c3-62-l2/", "sink /fr/sources/official-seen/", "sink /draft/ar/search/",
		"sink /draft/ar/states/", "sink /draft/en/instruments/convention/", "sink /draft/ar/states/egy/", "sink /fr/states/fra/",
	}
	// Once in a while every page of an edition, of its id or "current", or of
	// "all" of them.
	if edition := os.Getenv("RAPPORTEUR_AXE"); edition != "" {
		err := fs.WalkDir(os.DirFS(dir), ".", func(file string, _ fs.DirEntry, err error) error {
			version, lang := e2e.Place(file)
			if path.Ext(file) == ".html" && (edition == "all" || lang != "" && edition == version) {
				some = append(some, "real /"+strings.TrimSuffix(file, "index.html"))
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	type visit struct{ page, rules string }
	visits := make(map[e2e.Setting][]visit)
	for i, page := range every {
		for j, s := range settings {
			rules := e2e.VisualRules
			if i%len(settings) == j {
				rules = e2e.AllRules
			}
			visits[s] = append(visits[s], visit{page, rules})
		}
	}
	for i, page := range some {
		s := settings[i%len(settings)]
		visits[s] = append(visits[s], visit{page, e2e.AllRules})
	}
	for _, s := range settings {
		t.Run(s.String(), func(t *testing.T) {
			t.Parallel()
			ctx := e2e.Browser(t)
			// A gateway would lead elsewhere before it is checked.
			if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
				t.Fatal(err)
			}
			gateway := []*network.BlockPattern{{URLPattern: "*://*:*/js/gateway*.js", Block: true}}
			if _, err := chromedp.Call(ctx, network.SetBlockedURLs, network.SetBlockedURLsParams{URLPatterns: gateway}); err != nil {
				t.Fatal(err)
			}
			if err := s.Apply(ctx); err != nil {
				t.Fatal(err)
			}
			said := e2e.Console(t, ctx)
			for _, visit := range visits[s] {
				page := visit.page
				site, path, _ := strings.Cut(page, " ")
				response, err := http.Head(sites[site] + path)
				if err != nil || response.StatusCode != http.StatusOK {
					t.Errorf("%s is not there (%v)", page, err)
					continue
				}
				if err := chromedp.Do(ctx, chromedp.Navigate(sites[site]+path)); err != nil {
					t.Fatalf("%s: %v", page, err)
				}
				if at, err := chromedp.Run(ctx, chromedp.Location()); err != nil || at != sites[site]+path {
					t.Errorf("%s leads to %s (%v)", page, at, err)
				}
				wide, err := chromedp.Run(ctx, chromedp.Evaluate[int64](`document.documentElement.scrollWidth`))
				if err != nil {
					t.Fatalf("%s: %v", page, err)
				}
				if wide > s.Width {
					t.Errorf("%s is %d pixels wide in a window of %d", page, wide, s.Width)
				}
				if axe != "" {
					for _, v := range e2e.Violations(t, ctx, axe, visit.rules) {
						t.Errorf("%s: %s", page, v)
					}
				}
				for _, line := range said() {
					if !strings.Contains(line, "ERR_BLOCKED_BY_CLIENT") { // the gateway
						t.Errorf("%s says %s", page, line)
					}
				}
			}
		})
	}
}
