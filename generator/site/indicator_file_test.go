package site

import (
	"encoding/csv"
	"strings"
	"testing"

	"rapporteur/generator/site/page"
)

// TestIndicatorsFile checks that the file has every observation, with its value as a
// plain number and its source.
func TestIndicatorsFile(t *testing.T) {
	t.Parallel()
	m := build(t, three(t))
	for _, lang := range []string{"en", "fr"} {
		list := pageAt(t, m, page.Current, lang, "indicators/").Body.(*page.Indicators)
		rows, err := csv.NewReader(strings.NewReader(string(m.Files()[lang+"/indicators/"+list.CSV]))).ReadAll()
		if err != nil || len(rows) == 0 {
			t.Fatalf("%s: %d rows, %v", lang, len(rows), err)
		}
		shown := 0
		for _, e := range list.Entries {
			shown += len(e.Observations) + len(e.Targets)
			if e.Baseline != nil {
				shown++
			}
		}
		if len(rows)-1 != shown {
			t.Errorf("%s: the file has %d rows, the page %d values", lang, len(rows)-1, shown)
		}
		for _, r := range rows[1:] {
			if strings.Trim(r[5], "-.0123456789") != "" || r[5] == "" && r[7] != "" {
				t.Errorf("%s: %s has the value %q, as given %q", lang, r[0], r[5], r[7])
			}
			if r[8] == "" {
				t.Errorf("%s: %s has no source", lang, r[0])
			}
		}
	}
	files := string(m.Files()["en/indicators/indicators.csv"])
	for _, want := range []string{",1158,,,", "137,,about 137 “some 137”,", "\"at least 12,000 (rounded to the nearest 1,000)\"", ",41.2,,41.2 per cent,Source", ",10.5,15,about 10.5 to 15 per cent,", ",15.80,,"} {
		if !strings.Contains(files, want) {
			t.Errorf("no %q in\n%s", want, files)
		}
	}
}
