package accessibility

import (
	"io/fs"
	"net/http"
	"os"
	"path"
	"runtime"
	"strings"
	"sync"
	"testing"

	"rapporteur/generator/e2e"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// rich are the richest pages of each template: they are looked at in light and in dark,
// on a phone, a tablet and a desk.
var rich = []string{
	"sink /fr/", "sink /en/report/", "sink /fr/paragraphs/op01/", "sink /en/instruments/convention/", "sink /fr/changes/",
	"sink /en/finance/", "sink /fr/activities/", "sink /en/states/", "sink /draft/ar/", "sink /en/search/?q=convention",
}

// plain are the other kinds of pages and their states, each looked at once. Of the real
// report they are those that no page of the kitchen sink is like, and those in which
// long prose meets much data.
var plain = []string{
	"real /", "real /2008-07-31/", "real /fr/paragraphs/op04/", "sink /en/changes/2008-07-31/source/",
	"real /2007-12-18/fr/changes/", "sink /fr/components/", "sink /404.html", "sink /fr/rules/", "sink /en/about/", "sink /fr/contributing/",
	"sink /fr/resolution/", "sink /en/paragraphs/", "sink /fr/instruments/", "sink /en/activities/workshop/", "sink /fr/publications/",
	"sink /en/indicators/", "sink /fr/entities/", "sink /en/sources/", "sink /fr/sources/official-seen/", "sink /fr/editions/",
	"sink /en/data/", "sink /fr/data/paragraphs/op01/", "sink /en/method/", "sink /en/accessibility/", "sink /draft/ar/instruments/convention/", "sink /en/parity/", "sink /fr/states/fra/",
	"sink /draft/ar/paragraphs/op01/", "sink /draft/ar/states/", "sink /draft/ar/search/",
}

// more are pages of those kinds again, in the other language, edition or report. They
// are looked at where RAPPORTEUR_LONG is set.
var more = []string{
	"real /fr/changes/2008-07-31/", "real /en/changes/2008-07-31/source/",
	"real /404.html", "real /fr/", "real /en/report/", "real /fr/instruments/nuclear-terrorism-2005/", "real /fr/states/fra/",
	"real /en/changes/", "real /fr/rules/", "real /en/about/", "real /fr/method/", "real /en/accessibility/", "real /fr/contributing/",
	"real /en/search/", "real /fr/search/?q=convention", "real /2008-07-31/en/paragraphs/op04/", "real /en/sources/a-c3-62-l2/",
	"sink /en/components/", "sink /draft/ar/report/", "sink /draft/fr/", "sink /draft/en/changes/", "sink /2008-07-31/fr/report/",
	"sink /draft/en/instruments/convention/", "sink /draft/ar/states/egy/", "sink /en/instruments/", "sink /en/entities/",
	"sink /fr/sources/", "sink /fr/search/?q=etat",
}

// A look is a setting in which a page is shown, with the rules of axe-core that are
// applied to it.
type look struct {
	setting e2e.Setting
	rules   string
	colours bool // those of the scheme too, which an earlier look has seen in another
}

// looks are those in which a page is shown, which is the nth of its list. Its markup is
// judged in the first; the others repeat what depends on colours and widths.
// RAPPORTEUR_LONG combines each width with each scheme, and adds the reader's own colours.
func looks(rich bool, n int, long bool) []look {
	widths, schemes := []int64{320, 1440, 768}, []string{"light", "dark"}
	if !rich {
		return []look{{e2e.Setting{Width: widths[n%3], Scheme: schemes[n%2]}, e2e.AllRules, false}}
	}
	one, other := schemes[n%2], schemes[(n+1)%2]
	all := []look{
		{e2e.Setting{Width: 320, Scheme: one}, e2e.AllRules, false},
		{e2e.Setting{Width: 1440, Scheme: other}, e2e.WidthRules, true},
		{e2e.Setting{Width: 768, Scheme: other}, e2e.WidthRules, false},
	}
	if long {
		all[1] = look{all[1].setting, e2e.VisualRules, false}
		all = append(all,
			look{e2e.Setting{Width: 320, Scheme: other}, e2e.VisualRules, false},
			look{e2e.Setting{Width: 1440, Scheme: one}, e2e.VisualRules, false},
			look{e2e.Setting{Width: 768, Scheme: one}, e2e.VisualRules, false},
			look{e2e.Setting{Width: 768, Scheme: other}, e2e.VisualRules, false},
			look{e2e.Setting{Width: 320, Scheme: "dark", Forced: true}, e2e.VisualRules, false})
	}
	return all
}

// window is a tab that tests of one page take in turn, with what it says.
type window struct {
	e2e.Tab
	said func() []string
}

// Each template and each state of a page, in light and in dark, at the widths
// of a phone, a tablet and a desk, is free of what axe-core can find, where that is
// installed. Nothing is wider than the window, nothing is refused by the page's own
// security policy, and no script fails. Larger text loses nothing either.
func TestPages(t *testing.T) {
	t.Parallel()
	axe := e2e.AxeScript(t)
	long := os.Getenv("RAPPORTEUR_LONG") != ""
	// With -run for one page of one site the other need not be built.
	sites := map[string]func() string{
		"real": sync.OnceValue(func() string { return e2e.Served(t, e2e.RealSite(t)) }),
		"sink": sync.OnceValue(func() string { return e2e.Served(t, e2e.KitchenSink(t)) }),
	}
	other := plain
	if long {
		other = append(other, more...)
	}

	// Opening a window takes as long as looking at a page.
	windows := make(chan window, runtime.GOMAXPROCS(0))
	for range cap(windows) {
		w := window{Tab: e2e.Tab{T: t, Ctx: e2e.Browser(t)}}
		// A gateway would lead elsewhere before it is checked.
		if _, err := chromedp.Call(w.Ctx, network.Enable, network.EnableParams{}); err != nil {
			t.Fatal(err)
		}
		gateway := []*network.BlockPattern{{URLPattern: "*://*:*/js/gateway*.js", Block: true}}
		if _, err := chromedp.Call(w.Ctx, network.SetBlockedURLs, network.SetBlockedURLsParams{URLPatterns: gateway}); err != nil {
			t.Fatal(err)
		}
		w.said = e2e.Console(t, w.Ctx)
		windows <- w
	}
	visit := func(page string, looks []look) {
		t.Run(page, func(t *testing.T) {
			t.Parallel()
			site, path, _ := strings.Cut(page, " ")
			url := sites[site]()
			w := <-windows
			defer func() { windows <- w }()
			w.Tab = e2e.Tab{T: t, Ctx: w.Ctx, URL: url}
			w.visit(path, looks, axe)
			if site == "sink" {
				reflows(w.Tab, long || len(looks) > 1)
			}
		})
	}
	for i, page := range rich {
		visit(page, looks(true, i, long))
	}
	for i, page := range other {
		visit(page, looks(false, i, long))
	}
	for i, page := range everyPage(t) {
		visit(page, everyLook(page, i))
	}
}

// visit opens a page once and gives it each look in turn.
func (w window) visit(path string, looks []look, axe string) {
	w.T.Helper()
	if response, err := http.Head(w.URL + path); err != nil || response.StatusCode != http.StatusOK {
		w.T.Fatalf("the page is not there (%v)", err)
	}
	for i, look := range looks {
		if err := look.setting.Apply(w.Ctx); err != nil {
			w.T.Fatal(err)
		}
		if i == 0 {
			w.said()
			w.Open(path)
			if at := w.At(); at != w.URL+path {
				w.T.Errorf("the page leads to %s", at)
			}
		}
		if wide := w.Wide(); wide > look.setting.Width {
			w.T.Errorf("the page is %d pixels wide in a window of %d", wide, look.setting.Width)
		}
		if axe != "" {
			for _, v := range e2e.Violations(w.T, w.Ctx, axe, look.rules) {
				w.T.Errorf("at %v: %s", look.setting, v)
			}
			if look.colours {
				for _, v := range e2e.OtherColours(w.T, w.Ctx, axe) {
					w.T.Errorf("at %v: %s", look.setting, v)
				}
			}
		}
	}
	for _, line := range w.said() {
		if !strings.Contains(line, "ERR_BLOCKED_BY_CLIENT") { // the gateway
			w.T.Errorf("the page says %s", line)
		}
	}
}

// everyPage returns the pages of the real site that RAPPORTEUR_AXE asks for once in a
// while: those of an edition, of its id or "current", or of "all" of them.
func everyPage(t *testing.T) (pages []string) {
	t.Helper()
	edition := os.Getenv("RAPPORTEUR_AXE")
	if edition == "" {
		return nil
	}
	err := fs.WalkDir(os.DirFS(e2e.RealSite(t)), ".", func(file string, _ fs.DirEntry, err error) error {
		version, lang := e2e.Place(file)
		if path.Ext(file) == ".html" && (edition == "all" || lang != "" && edition == version) {
			pages = append(pages, "real /"+strings.TrimSuffix(file, "index.html"))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

// everyLook are the looks in which everyPage shows the nth of its pages: those of the current
// edition in light, dark and the reader's own colours, others in one.
func everyLook(page string, n int) []look {
	all := looks(false, n, true)
	if version, _ := e2e.Place(strings.TrimPrefix(page, "real /")); version == "current" {
		other := map[string]string{"light": "dark", "dark": "light"}[all[0].setting.Scheme]
		width := map[bool]int64{true: 320, false: 1440}[all[0].setting.Width == 1440]
		all = append(all,
			look{e2e.Setting{Width: width, Scheme: other}, e2e.WidthRules, true},
			look{e2e.Setting{Width: width, Scheme: "dark", Forced: true}, e2e.WidthRules, true})
	}
	return all
}

// The usual run leaves out settings, not what is looked for: each rich page is seen in
// both schemes and at all widths, and its markup is judged once.
func TestLooks(t *testing.T) {
	for _, long := range []bool{false, true} {
		for n := range 6 {
			schemes, widths, whole := map[string]bool{}, map[int64]bool{}, 0
			all := looks(true, n, long)
			for _, l := range all {
				widths[l.setting.Width] = true
				if l.rules != e2e.WidthRules || l.colours {
					schemes[l.setting.Scheme] = true
				}
				if l.rules == e2e.AllRules {
					whole++
				}
			}
			if len(schemes) != 2 || len(widths) != 3 || whole != 1 {
				t.Errorf("page %d (long: %v) is seen in %v, at %v, with all rules %d times", n, long, schemes, widths, whole)
			}
			if seen := map[e2e.Setting]bool{}; long {
				for _, l := range all {
					seen[l.setting] = seen[l.setting] || l.rules != e2e.WidthRules || l.colours
				}
				for s, colours := range seen {
					if !colours || len(seen) != 7 {
						t.Errorf("page %d: %d settings, %v with rules on colours: %v", n, len(seen), s, colours)
					}
				}
			}
		}
	}
}
