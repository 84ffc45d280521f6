package browser

import (
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/e2e"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// setting is how a reader looks at a page. Width is in CSS pixels.
type setting struct {
	width  int64
	scheme string
}

func (s setting) String() string { return fmt.Sprintf("%d px, %s", s.width, s.scheme) }

func (s setting) apply(ctx context.Context) error {
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(s.width, 900)); err != nil {
		return err
	}
	prefers := emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: s.scheme}}}
	_, err := chromedp.Call(ctx, emulation.SetEmulatedMedia, prefers)
	return err
}

// violation is what axe-core finds, with the places in the page.
type violation struct {
	ID    string `json:"id"`
	Help  string `json:"help"`
	Nodes []struct {
		Target  []any  `json:"target"`
		HTML    string `json:"html"`
		Summary string `json:"failureSummary"`
	} `json:"nodes"`
}

// axeRun asks for WCAG 2.2 A and AA and for best practices. What is folded
// away is unfolded first, and a search has its answer; target-size is of WCAG
// 2.2 AA, but axe leaves it out unless told.
const axeRun = `(async () => {
	for (const d of document.querySelectorAll("details")) d.open = true;
	if (location.search) for (let i = 0; i < 200 && !document.querySelector(".search-hit"); i++) await new Promise((r) => setTimeout(r, 20));
	const found = await axe.run({
		runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
		rules: { "target-size": { enabled: true } },
		resultTypes: ["violations"],
	});
	return found.violations;
})()`

// Each template and each state of a page, in light and in dark, at the widths
// of a phone, a tablet and a desk, is free of what axe-core can find.
func TestAccessibility(t *testing.T) {
	axe := axeScript(t)
	if axe == "" {
		return
	}
	t.Parallel()
	dir := e2e.RealSite(t)
	sites := map[string]string{"real": served(t, dir), "sink": served(t, e2e.KitchenSink(t))}

	var settings []setting
	for _, width := range []int64{320, 768, 1440} {
		for _, scheme := range []string{"light", "dark"} {
			settings = append(settings, setting{width, scheme})
		}
	}
	// The richest page of each template: in every setting.
	every := []string{
		"sink /fr/", "sink /en/report/", "sink /fr/paragraphs/op01/", "sink /en/instruments/convention/", "sink /fr/changes/",
		"sink /en/finance/", "sink /fr/activities/", "sink /en/states/", "sink /draft/ar/", "real /fr/search/?q=convention",
		"sink /fr/components/",
	}
	// The rest: in one setting each, in turn.
	some := []string{
		"real /", "real /404.html", "real /2008-07-31/", "sink /draft/",
		"real /fr/", "real /en/report/", "real /fr/resolution/", "real /en/paragraphs/", "real /fr/paragraphs/op04/",
		"real /en/instruments/", "real /fr/instruments/nuclear-terrorism-2005/", "real /en/states/", "real /fr/states/fra/",
		"real /en/activities/", "real /fr/activities/vienna-symposium-2007/", "real /en/publications/", "real /fr/finance/",
		"real /en/indicators/", "real /fr/entities/", "real /en/sources/", "real /fr/data/", "real /en/data/paragraphs/op04/",
		"real /fr/editions/", "real /en/changes/", "real /fr/changes/2008-07-31/", "real /en/changes/2008-07-31/source/",
		"real /fr/rules/", "sink /en/components/", "real /en/about/", "real /fr/method/", "real /en/accessibility/", "real /fr/contributing/", "real /en/search/",
		"real /2008-07-31/fr/", "real /2008-07-31/en/paragraphs/op04/", "real /2007-12-18/fr/changes/",
		"sink /fr/resolution/", "sink /en/paragraphs/", "sink /fr/instruments/", "sink /en/activities/workshop/", "sink /fr/publications/",
		"sink /en/indicators/", "sink /fr/entities/", "sink /en/sources/", "sink /fr/editions/", "sink /en/data/", "sink /fr/data/paragraphs/op01/",
		"sink /draft/ar/report/", "sink /draft/ar/paragraphs/op01/", "sink /draft/fr/", "sink /draft/en/changes/", "sink /2008-07-31/fr/report/",
		"real /fr/parity/", "sink /en/parity/", "real /en/sources/a-c3-62-l2/", "sink /fr/sources/official-seen/", "sink /draft/ar/search/",
		"sink /draft/ar/states/", "sink /draft/en/instruments/convention/", "sink /draft/ar/states/egy/",
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
	visits := make(map[setting][]string)
	for _, s := range settings {
		visits[s] = slices.Clone(every)
	}
	for i, page := range some {
		s := settings[i%len(settings)]
		visits[s] = append(visits[s], page)
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
			if err := s.apply(ctx); err != nil {
				t.Fatal(err)
			}
			for _, page := range visits[s] {
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
				for _, v := range violations(t, ctx, axe) {
					t.Errorf("%s: %s", page, v)
				}
			}
		})
	}
}

// axeScript is axe-core; empty where it is not installed.
func axeScript(t *testing.T) string {
	t.Helper()
	home := e2e.WebTools(t)
	if home == "" {
		return ""
	}
	b, err := os.ReadFile(filepath.Join(home, "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// violations runs axe-core on the page that is open.
func violations(t *testing.T, ctx context.Context, axe string) []violation {
	t.Helper()
	if err := chromedp.Do(ctx, chromedp.Evaluate[chromedp.Void](axe+";0")); err != nil {
		t.Fatal(err)
	}
	found, err := chromedp.Run(ctx, chromedp.Evaluate[[]violation](axeRun, chromedp.EvalAwaitPromise))
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func (v violation) String() string {
	n := v.Nodes[0]
	return fmt.Sprintf("%s: %s, %d times, first %v, %s\n%s", v.ID, v.Help, len(v.Nodes), n.Target, n.HTML, n.Summary)
}
