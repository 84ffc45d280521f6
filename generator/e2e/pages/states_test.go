package pages

import (
	"strings"
	"testing"

	"rapporteur/generator/e2e"
)

// The pages say in words what the picture shows by signs, and an instrument's
// page says who joined between editions.
func TestPagesOfStatesAndInstruments(t *testing.T) {
	t.Parallel()
	dir := e2e.KitchenSink(t)
	pages := readSite(t, dir)
	words := func(file string) string {
		p := pages[file]
		if p == nil {
			t.Fatalf("there is no %s", file)
		}
		return strings.ReplaceAll(strings.Join(strings.Fields(p.text), " "), "\u00a0", " ")
	}
	for file, wants := range map[string][]string{
		// There is no space between cells.
		"en/states/index.html": {
			"States party to all 2 instruments whose deposits are counted here: 2 of 8 (Member States: 2 of 7).",
			"States for which no act is recorded in respect of any of them: 3.",
			"Parties 3 (of which Member States 2) Signed only 1 Applies provisionally 0 Withdrew 1 not reported 3",
			"A blank cell means “not reported”: no act is recorded here. It does not mean “not party”.",
			"AustriaSigned only, signature 2001-09-24not reported",
			"EgyptWithdrew, withdrawal 2007-01-01not reported",
			"FranceParty, ratification 2002-01-07Party, ratification 2006-01-01",
			"Cook Islands not a Member StateParty, accession 2004-03-04 aApplies provisionally, provisional application 2008-05-05 n",
		},
		"fr/states/fra/index.html": {"Partie à 2 des 2 instruments dont les dépôts sont comptés ici.", "Instruments dont les dépôts ne sont pas comptés ici : 1"},
		"en/states/aut/index.html": {"Party to 0 of the 2 instruments", "Signed only", "It does not mean “not party”."},
		"draft/en/instruments/convention/index.html": {
			"Parties in each edition", "this edition 3 of which Member States 2 New parties: 1 Nepal accession, 23 October 2006 (deposited earlier, recorded later) No longer counted: Montenegro",
			"First edition",
		},
	} {
		text := words(file)
		for _, want := range wants {
			if !strings.Contains(text, want) {
				t.Errorf("%s does not say %q", file, want)
			}
		}
	}
	if strings.Contains(pages["en/states/index.html"].main, "not party</") {
		t.Error("a blank is read as “not party”")
	}
}
