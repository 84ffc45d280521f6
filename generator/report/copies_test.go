package report_test

import (
	"testing"

	"rapporteur/generator/report"
)

// A source was read in a copy if the address where it was read is not that of the
// body that issued it.
func TestCopy(t *testing.T) {
	r := load(t)
	r.Entities = append(r.Entities, &report.Entity{
		ID: "interpol", Name: report.Text{En: "International Criminal Police Organization"}, Acronym: report.Text{En: "INTERPOL", Fr: "OIPC"},
	})
	const (
		unodc = "United Nations Office on Drugs and Crime"
		osce  = "Organization for Security and Co-operation in Europe"
	)
	tests := []struct {
		publisher, link, seenAt string
		want                    bool
	}{
		// At the issuing body.
		{unodc, "https://www.unodc.org/unodc/en/press/releases/2007-07-06_2.html", "", false},
		{"Secretary-General", "https://undocs.org/A/63/89", "", false},
		{"Secretary-General", "https://docs.un.org/en/A/63/89", "", false},
		{"United Nations Information Service, Vienna", "http://unis.unvienna.org/unis/en/pressrels/2004/uniscp462.html", "", false},
		{osce, "https://polis.osce.org/report", "", false},
		{"International Atomic Energy Agency", "https://www.iaea.org/Publications", "", false},
		{"International Civil Aviation Organization", "https://www.icao.int/secretariat", "", false},
		{"International Maritime Organization", "https://www.imo.org/en", "", false},
		{"Organization of American States", "http://www.oas.org/en", "", false},
		{"International Criminal Police Organization", "https://www.interpol.int/", "", false},
		{"Council of Europe", "https://www.coe.int/", "", false},
		{"Sénat (France)", "https://senat.fr/rap/1", "", false},
		{"Assemblée nationale (France)", "http://www.assemblee-nationale.fr/14/projets", "", false},
		{"Centre for International Law, National University of Singapore", "https://cil.nus.edu.sg/database", "", false},
		{"lefaso.net", "https://lefaso.net/spip.php?article19755", "", false},
		{unodc, "", "unodc.org/unodc/en/frontpage", false},
		{unodc, "", "https://www.unodc.org/unodc/en/frontpage", false},

		// At somebody else's.
		{unodc, "", "slideplayer.com/amp/2517720", true},
		{unodc, "", "https://slideplayer.com/amp/2517720", true},
		{"Ministerial Conference of Santo Domingo", "", "studylib.net/doc/7781444", true},
		{"International Atomic Energy Agency", "", "scribd.com/document/476729829", true},
		{"United Nations, press service", "", "press.example.org/2004/soccp284", true},
		{"United Nations, press service", "", "archive.wn.com/2004/03/01/1400/p/0b/1666c77f3ec491.html", true},
		{unodc, "https://notunodc.org/press", "", true},
		{unodc, "https://unodc.org.example.com/press", "", true},
		{unodc, "https://crime.com/press", "", true},
		{"International Maritime Organization", "https://www.icao.int/secretariat", "", true},
		{osce, "https://osce.example.com/", "", true},
		{osce, "https://github.com/osce/report", "", true},
		{"", "https://www.scribd.com/doc/1", "", true},
		{"", "", "global-regulation.com/translation/belgium/3034295", true},

		// The original is linked, but was read elsewhere.
		{"United Nations", "https://docs.un.org/en/A/62/542", "humanrightsvoices.org/assets/5815.pdf.txt", true},
		{osce, "https://www.osce.org/atu/48333", "shhada.ir/atu/48333", true},
		{osce, "https://www.osce.org/atu/48333", "polis.osce.org/48333", false},
		{osce, "", "www.osce.org/48333; shhada.ir/atu/48333", true},

		// An archive holds what the owner of the archived address published.
		{unodc, "http://wayback.archive.org/web/20071201145447/http://www.unodc.org/unodc/en/donors/index.html", "", false},
		{unodc, "https://web.archive.org/web/2007/www.unodc.org/unodc/en/donors/index.html", "", false},
		{unodc, "https://web.archive.org/web/2007id_/http:/www.unodc.org/unodc", "", false},
		{unodc, "https://web.archive.org/web/2007/http%3A%2F%2Fwww.unodc.org%2Funodc", "", false},
		{osce, "https://archive.today/20100101/https://www.osce.org/atu/48333", "", false},
		{unodc, "https://web.archive.org/web/2012/http://www.scribd.com/doc/unodc.org/1", "", true},
		{unodc, "", "web.archive.org/web/2012/http://slideplayer.com/amp/2517720", true},
		{unodc, "https://archive.org/details/unodc-slides", "", true},
		{unodc, "https://perma.cc/A1B2-C3D4", "", true},

		// Nothing says where it was read, or that it was an address.
		{unodc, "", "", false},
		{unodc, "", "Dag Hammarskjöld Library, New York, p. 3", false},
	}
	for _, tt := range tests {
		s := &report.Source{ID: "s", Publisher: report.Text{En: tt.publisher}, Link: tt.link, SeenAt: tt.seenAt}
		if got := r.Copy(s); got != tt.want {
			t.Errorf("publisher %q, link %q, seen at %q: copy is %v, want %v", tt.publisher, tt.link, tt.seenAt, got, tt.want)
		}
	}
	if r.Copy(nil) {
		t.Error("no source is a copy")
	}
}

// Only what claims to be primary is shown as read in a copy.
func TestShown(t *testing.T) {
	r := load(t, []string{"sources.toml", "", `
[[source]]
id = "original"
title.en = "Press release"
original = "en"
date = 2008-09-03
kind = "press"
access = "seen"
link = "https://press.un.org/en/2008/1"

[[source]]
id = "copy"
title.en = "Slides"
original = "en"
date = 2008-09-03
kind = "official"
access = "seen"
seen_at = "slideplayer.com/1"
`})
	for _, tt := range []struct {
		source      string
		claim, want report.Verification
	}{
		{"original", report.Primary, report.Primary},
		{"copy", report.Primary, report.PrimaryCopy},
		{"copy", report.Secondary, report.Secondary},
		{"copy", report.Derived, report.Derived},
		{"copy", report.Unverified, report.Unverified},
		{"", report.Unverified, report.Unverified},
	} {
		if got := r.Shown(report.Cite{Source: tt.source, Verification: tt.claim}); got != tt.want {
			t.Errorf("%s claim of %q is shown as %s, want %s", tt.claim, tt.source, got, tt.want)
		}
	}
}
