package site

import (
	"os"
	"strings"
	"testing"

	"rapporteur/generator/prose"
	"rapporteur/generator/report"
	"rapporteur/generator/site/derived"
	"rapporteur/generator/site/locale"
)

// thisReport is the report of this repository, in a language.
func thisReport(t *testing.T, lang report.Lang) *editionWriter {
	t.Helper()
	r, _, err := report.Load(os.DirFS("../.."))
	if err != nil || r == nil {
		t.Fatal(err)
	}
	return writerOf(r, lang)
}

// writerOf writes the pages of a report in a language, outside of any site.
func writerOf(r *report.Report, lang report.Lang) *editionWriter {
	p := prose.NewCache()
	return &editionWriter{Facts: derived.New(r, p), lang: lang, w: locale.New(lang), parser: p}
}

// The verb of a request is that of the text, in each language.
func TestVerbsOfTheText(t *testing.T) {
	t.Parallel()
	want := map[report.Lang]map[string]string{
		"fr": {
			"op01-a": "Félicite", "op01-b": "Demande", "op02-a": "Demande instamment", "op02-b": "Prie", "op02-c": "Prie",
			"op03-a": "Prie instamment", "op03-b": "Prie instamment", "op03-c": "Prie", "op04-a": "Prie", "op04-b": "Prie", "op04-c": "Prie",
			"op05-a": "Reconnaît", "op05-b": "Prie", "op06-a": "Prie", "op06-b": "Prie", "op07-a": "Remercie", "op07-b": "Invite", "op07-c": "Invite",
			"op08-a": "Prie", "op09-a": "Prie", "op10-a": "Prie",
		},
		"en": {
			"op01-a": "Commends", "op01-b": "Requests", "op02-a": "Urges", "op02-b": "Requests", "op02-c": "Requests",
			"op03-a": "Urges", "op03-b": "Urges", "op03-c": "Requests", "op04-a": "Requests", "op04-b": "Requests", "op04-c": "Requests",
			"op05-a": "Recognizes", "op05-b": "Requests", "op06-a": "Requests", "op06-b": "Requests", "op07-b": "Invites", "op07-c": "Invites",
			"op08-a": "Requests", "op09-a": "Requests", "op10-a": "Requests",
		},
	}
	for lang, verbs := range want {
		b := thisReport(t, lang)
		for _, p := range b.Report.Paragraphs {
			for _, q := range p.Requests {
				if w, said := verbs[q.ID]; said && b.verb(p, q) != w {
					t.Errorf("%s, %s: %q, want %q", lang, q.ID, b.verb(p, q), w)
				}
			}
		}
	}
	// A form that is not the first of the list, and a text that does not have the verb.
	b := thisReport(t, "fr")
	for text, w := range map[string]string{
		"Engage les États à agir;":                     "Engage",
		"Note que les États, à leur demande, agissent": "Prie instamment",
		"": "Prie instamment",
	} {
		q := &report.Request{ID: "x", Verb: report.Urges}
		if got := b.verb(&report.Paragraph{Text: report.Text{Fr: text}, Requests: []*report.Request{q}}, q); got != w {
			t.Errorf("%q: %q, want %q", text, got, w)
		}
	}
}

// Parties are counted on from the day of adoption.
func TestGrowthSinceAdoption(t *testing.T) {
	t.Parallel()
	b := thisReport(t, "en")
	for id, want := range map[string]int{
		"internationally-protected-persons-1973": 6, "hostages-1979": 3, "bombings-1997": 9, "financing-1999": 9, "nuclear-terrorism-2005": 24,
	} {
		from, now, ok := b.Growth(id)
		if !ok || now-from != want {
			t.Errorf("%s: from %d to %d, %v; want +%d", id, from, now, ok, want)
		}
	}
	b.AsAt = b.Report.Resolution.AdoptedOn
	if _, _, ok := b.Growth("hostages-1979"); ok || b.adoption().After {
		t.Error("the day of adoption itself shows growth")
	}
	b.Report.Resolution.AdoptedOn = report.Date{}
	if _, _, ok := b.Growth("hostages-1979"); ok {
		t.Error("there is growth since a day that is not known")
	}
}

// A protocol supplements; an amendment, also one to a protocol, amends.
func TestSupplements(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name report.Text
		want bool
	}{
		{report.Text{En: "Protocol for the Suppression of Unlawful Acts"}, true},
		{report.Text{Fr: "Protocole de 2005 à la Convention"}, true},
		{report.Text{Zh: "制止非法行为议定书"}, true},
		{report.Text{En: "Amendment to the Convention"}, false},
		{report.Text{En: "Amendment to the Montreal Protocol", Fr: "Amendement au Protocole de Montréal"}, false},
		{report.Text{En: "Convention on Offences"}, false},
	} {
		if got := supplements(&report.Instrument{Name: c.name}); got != c.want {
			t.Errorf("%+v: %v", c.name, got)
		}
	}
}

// An open period says at which end it is open.
func TestOpenPeriods(t *testing.T) {
	t.Parallel()
	day, month := report.Date{Year: 2008, Month: 9, Day: 3}, report.Date{Year: 2008, Month: 9}
	for _, c := range []struct {
		lang   report.Lang
		period report.Period
		moment bool
		want   string
	}{
		{"en", report.Period{To: day}, false, "until 3 September 2008"},
		{"en", report.Period{To: day}, true, "3 September 2008"},
		{"en", report.Period{From: day}, false, "since 3 September 2008"},
		{"en", report.Period{From: report.Date{Year: 2003}, To: report.Date{Year: 2003}}, false, "2003"},
		{"en", report.Period{}, false, ""},
		{"fr", report.Period{To: day}, false, "jusqu’au 3 septembre 2008"},
		{"fr", report.Period{To: month}, false, "jusqu’en septembre 2008"},
		{"fr", report.Period{From: day}, false, "depuis le 3 septembre 2008"},
		{"fr", report.Period{From: month}, false, "depuis septembre 2008"},
	} {
		if got := locale.New(c.lang).Period(c.period, c.moment).Text; got != c.want {
			t.Errorf("%s, %+v: %q, want %q", c.lang, c.period, got, c.want)
		}
	}
}

// A name is not followed by a date or a period that it holds already.
func TestNotesThatRepeat(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, note string
		want       bool
	}{
		{"Press release of 6 July 2007", "6 July 2007", true},
		{"Communiqué de presse du 6 juillet 2007", "6 juillet 2007", true},
		{"Press release of 16 July 2007", "6 July 2007", false},
		{"Regular budget 2008-2009, section 16", "2008-2009", true},
		{"Regular budget 2008–2009, section 16", "2008-2009", true},
		{"Regular budget 2008-2009, section 16", "2008", false},
		{"Resolution 60/2008", "2008", false},
		{"Plans of 20081 and 2008", "2008", true},
		{"Rapport du 1er mars 2008", "mars\u00a02008", true},
		{"Symposium", "17-18 May 2007", false},
		{"Symposium", "", false},
	} {
		if got := holds(tt.name, tt.note); got != tt.want {
			t.Errorf("%q holds %q: %v", tt.name, tt.note, got)
		}
	}
	b := thisReport(t, "en")
	for ref, want := range map[string][2]string{
		"source:unodc-2007-07-06":                {"United Nations Office on Drugs and Crime, press release of 6 July 2007", ""},
		"source:sc9279":                          {"SC/9279", "19 March 2008"},
		"money:regular-budget-2008-2009":         {"United Nations regular budget, recommended appropriations 2008-2009", ""},
		"activity:budapest-workshop-2008":        {"Subregional workshop on international cooperation against terrorism (in particular nuclear terrorism)", "12-13 November 2008"},
		"observation:states-assisted/2008-09-03": {"Countries supported in ratifying and implementing the instruments", "until 3 September 2008"},
	} {
		text, note := b.name(report.ParseRef(ref))
		if text.Text != want[0] || strings.ReplaceAll(note, "\u00a0", " ") != want[1] {
			t.Errorf("%s is %q, %q", ref, text.Text, note)
		}
	}
}
