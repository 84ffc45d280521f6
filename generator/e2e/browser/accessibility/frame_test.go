package accessibility

import (
	"strings"
	"testing"

	"rapporteur/generator/e2e"
)

// On a phone what surrounds each page takes at most a quarter of the screen, 195 of 780
// pixels, before the heading: in both languages, in an edition that another one took the
// place of, in a corrigendum, in a draft and from right to left.
func TestPhoneFrame(t *testing.T) {
	t.Parallel()
	const most = 780 / 4
	real, sink := e2e.OpenTab(t, e2e.RealSite(t)), e2e.OpenTab(t, e2e.KitchenSink(t))
	for _, page := range []string{
		"real /en/", "real /fr/", "real /en/report/", "real /fr/report/", "real /fr/resolution/", "real /en/search/",
		"real /en/paragraphs/op04/", "real /fr/paragraphs/op04/", "real /fr/instruments/nuclear-terrorism-2005/",
		"real /2008-07-31/en/paragraphs/op04/", "real /2008-07-31/fr/paragraphs/op04/", "real /2008-07-31/fr/report/",
		"real /2008-07-31-corr-1/en/paragraphs/op04/", "real /2008-07-31-corr-1/fr/paragraphs/op04/",
		"sink /draft/ar/", "sink /draft/ar/report/", "sink /draft/ar/paragraphs/op01/", "sink /draft/ar/instruments/convention/",
		"sink /fr/paragraphs/op01/", "sink /2008-07-31/fr/report/",
	} {
		site, path, _ := strings.Cut(page, " ")
		tab := map[string]e2e.Tab{"real": real, "sink": sink}[site]
		tab.Resize(360, 780)
		tab.Open(path)
		if at := tab.Number(`Math.round(document.querySelector("main h1").getBoundingClientRect().top + scrollY)`); at > most {
			t.Errorf("%s: the heading is %d pixels down, want at most %d: %s", page, at, most,
				tab.Text(`[".site-header", ".edition-bar", ".breadcrumb", ".paper", "main"].map((s) => s + " " + Math.round(document.querySelector(s)?.getBoundingClientRect().bottom)).join(", ")`))
		}
	}
}
