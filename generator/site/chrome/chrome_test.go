package chrome

import "testing"

func TestEditAddress(t *testing.T) {
	r := Repository{Address: "https://example.org/un/report/", Branch: "main", Edit: "{repository}/blob/{branch}/{file}#L{line}"}
	if got, want := r.File("data/a b.toml", 7), "https://example.org/un/report/blob/main/data/a%20b.toml#L7"; got != want {
		t.Errorf("%s, not %s", got, want)
	}
	if got, want := r.expand("{repository}/new?record={record}", "{record}", "activity:a&b/c"), "https://example.org/un/report/new?record=activity%3Aa%26b%2Fc"; got != want {
		t.Errorf("%s, not %s", got, want)
	}
	r.Address = ""
	if got := r.File("data/report.toml", 1); got != "" {
		t.Errorf("a link without a repository: %s", got)
	}
}

func TestCitationText(t *testing.T) {
	if got, want := keyOf("rapporteur", "A/62/172", "2008-07-31", "fr", "paragraphs/op04/"), "rapporteur-a-62-172-2008-07-31-fr-paragraphs-op04"; got != want {
		t.Errorf("key %s, not %s", got, want)
	}
	if got, want := escapeTeX("A & B_{1} 50 %"), `A \& B\_\textbraceleft{}1\textbraceright{} 50 \%`; got != want {
		t.Errorf("TeX %s, not %s", got, want)
	}
	if got, want := oneLine(" a\nb\tc "), "a b c"; got != want {
		t.Errorf("line %q, not %q", got, want)
	}
}
