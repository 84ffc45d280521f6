package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// webTools is the folder into which npm installs axe-core and html-validate;
// empty where it did not. RAPPORTEUR_WEB=required has them installed.
func webTools(t *testing.T) string {
	t.Helper()
	home, err := filepath.Abs(filepath.Join("testdata", "web"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(home, "node_modules")); err == nil {
		return home
	}
	if os.Getenv("RAPPORTEUR_WEB") != "required" {
		t.Log("axe-core and html-validate are not installed; run 'npm ci' in generator/testdata/web to test with them")
		return ""
	}
	cmd := exec.Command("npm", "ci", "--no-audit", "--no-fund")
	cmd.Dir = home
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("npm ci: %v\n%s", err, out)
	}
	return home
}

// realSite builds the site of this repository.
func realSite(t *testing.T) string {
	t.Helper()
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	return buildSite(t, root, "/")
}

// kitchenSink builds every branch of every template: two editions that were
// issued, one that was withdrawn, and a draft that has Arabic too.
func kitchenSink(t *testing.T) string {
	t.Helper()
	p := newProject(t, "testdata/kitchen-sink")
	p.precede()
	p.issue()
	p.replace("data/report.toml", `title.en = "`, `title.en = "Draft of `)
	p.replace("data/report.toml", `languages = ["fr", "en"]`, `languages = ["fr", "en", "ar"]`)
	// One State joined late, and one is no longer counted.
	p.replace("data/participation/convention.toml", `{ state = "mne", kind = "succession"`, `{ state = "npl", kind = "accession"`)
	// A status, a figure and texts changed.
	p.replace("data/paragraphs/op02.toml", `status = "not-implemented"`, `status = "under-implementation"`)
	p.replace("data/indicators.toml", `value = 1158, qualifier = "exact", as_printed = "1,158"`, `value = 1160, qualifier = "exact", as_printed = "1,160"`)
	p.replace("data/paragraphs/op03.toml", `"C’est fait."`, `"C’est fait en partie."`)
	p.replace("data/paragraphs/op03.toml", `"It is done."`, `"Most of the work was completed on time."`)
	return p.build("/")
}

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
	home := webTools(t)
	if home == "" {
		return
	}
	axe, err := os.ReadFile(filepath.Join(home, "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	ctx := browser(t)
	// A gateway would lead elsewhere before it is looked at.
	if _, err := chromedp.Call(ctx, network.Enable, network.EnableParams{}); err != nil {
		t.Fatal(err)
	}
	gateway := []*network.BlockPattern{{URLPattern: "*://*:*/js/gateway*.js", Block: true}}
	if _, err := chromedp.Call(ctx, network.SetBlockedURLs, network.SetBlockedURLsParams{URLPatterns: gateway}); err != nil {
		t.Fatal(err)
	}
	dir := realSite(t)
	sites := map[string]string{"real": served(t, dir), "sink": served(t, kitchenSink(t))}

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
		for file := range readSite(t, dir) {
			if version, lang := place(file); edition == "all" || lang != "" && edition == version {
				some = append(some, "real /"+strings.TrimSuffix(file, "index.html"))
			}
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
		if err := s.apply(ctx); err != nil {
			t.Fatal(err)
		}
		began := time.Now()
		for _, page := range visits[s] {
			site, path, _ := strings.Cut(page, " ")
			response, err := http.Head(sites[site] + path)
			if err != nil || response.StatusCode != http.StatusOK {
				t.Errorf("%s is not there (%v)", page, err)
				continue
			}
			if err := chromedp.Do(ctx, chromedp.Navigate(sites[site]+path), chromedp.Evaluate[chromedp.Void](string(axe)+";0")); err != nil {
				t.Fatalf("%s: %v", page, err)
			}
			if at, err := chromedp.Run(ctx, chromedp.Location()); err != nil || at != sites[site]+path {
				t.Errorf("%s leads to %s (%v)", page, at, err)
			}
			found, err := chromedp.Run(ctx, chromedp.Evaluate[[]violation](axeRun, chromedp.EvalAwaitPromise))
			if err != nil {
				t.Fatalf("%s: %v", page, err)
			}
			for _, v := range found {
				n := v.Nodes[0]
				t.Errorf("%s at %v: %s: %s, %d times, first %v, %s\n%s", page, s, v.ID, v.Help, len(v.Nodes), n.Target, n.HTML, n.Summary)
			}
		}
		t.Logf("%d pages at %v in %v", len(visits[s]), s, time.Since(began).Round(time.Millisecond))
	}
}

// TestValidity has html-validate read every page of the kitchen sink and of
// the current edition; testdata/web/htmlvalidate.mjs says what is not asked.
func TestValidity(t *testing.T) {
	home := webTools(t)
	if home == "" {
		return
	}
	for name, site := range map[string]struct {
		dir  string
		part func(version string) bool
	}{
		"real":         {realSite(t), func(version string) bool { return version == "current" || strings.HasSuffix(version, ".html") }},
		"kitchen sink": {kitchenSink(t), func(string) bool { return true }},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			var files []string
			for file := range readSite(t, site.dir) {
				if version, _ := place(file); site.part(version) {
					files = append(files, file)
				}
			}
			slices.Sort(files)
			if len(files) < 50 {
				t.Errorf("there are %d pages", len(files))
			}
			printFaults(t, htmlFaults(t, home, site.dir, files))
		})
	}
}

// htmlFaults is what html-validate finds in files of a site.
func htmlFaults(t *testing.T, home, dir string, files []string) []string {
	t.Helper()
	cmd := exec.Command("node", append([]string{filepath.Join(home, "node_modules", "html-validate", "bin", "html-validate.mjs"),
		"--config", filepath.Join(home, "htmlvalidate.mjs"), "--formatter", "json"}, files...)...)
	cmd.Dir = dir
	// Into a file: node ends before it has written all to a pipe.
	said, err := os.Create(filepath.Join(t.TempDir(), "faults.json"))
	if err != nil {
		t.Fatal(err)
	}
	defer said.Close()
	var errs strings.Builder
	cmd.Stdout, cmd.Stderr = said, &errs
	failed := cmd.Run()
	out, err := os.ReadFile(said.Name())
	if err != nil {
		t.Fatal(err)
	}
	var results []struct {
		FilePath string
		Messages []struct {
			RuleID       string
			Message      string
			Line, Column int
		}
	}
	if err := json.Unmarshal(out, &results); err != nil {
		t.Fatalf("html-validate: %v, and says no JSON: %v\n%s%s", failed, err, out, errs.String())
	}
	var faults []string
	for _, r := range results {
		file := strings.TrimPrefix(filepath.ToSlash(r.FilePath), filepath.ToSlash(dir)+"/")
		for _, m := range r.Messages {
			faults = append(faults, fmt.Sprintf("%s:%d:%d: %s: %s", file, m.Line, m.Column, m.RuleID, m.Message))
		}
	}
	if failed != nil && len(faults) == 0 {
		t.Fatalf("html-validate: %v\n%s", failed, errs.String())
	}
	return faults
}
