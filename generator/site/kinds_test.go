package site

import (
	"reflect"
	"slices"
	"testing"

	"rapporteur/generator/report"
)

// sink is the page of the kitchen sink in English that other pages are written from.
func sink(t *testing.T) *pageWriter {
	t.Helper()
	b := writerOf(load(t), "en")
	return b.page("")
}

// A record with a day, a period, a quantity or an amount says it where it came or went, and
// next to its name, whatever kind of record it is.
func TestGistOfEachKind(t *testing.T) {
	t.Parallel()
	// Kinds with such a field whose gist is something else, or that cannot come or go.
	other := map[report.Kind]string{
		report.KindReport:     "there is one",
		report.KindEdition:    "there is one",
		report.KindResolution: "there is one",
		report.KindIndicator:  "the newest value, which an edition may not have",
	}
	l := sink(t)
	says := []string{"date", "start", "period", "quantity", "amount"}
	seen := make(map[report.Kind]bool)
	for _, e := range l.Report.Entries() {
		k := e.Ref.Kind.Info()
		if k.Part || other[k.Kind] != "" {
			continue
		}
		v := reflect.ValueOf(e.Record).Elem()
		for i := range k.Type.NumField() {
			key := k.Type.Field(i).Tag.Get("toml")
			if !slices.Contains(says, key) || v.Field(i).IsZero() {
				continue
			}
			seen[k.Kind] = true
			n, span := l.gist(e.Ref)
			switch key {
			case "quantity", "amount":
				if n.Text == "" && !reflect.DeepEqual(v.Field(i).FieldByName("Value").Interface(), (*report.Number)(nil)) {
					t.Errorf("gist does not say the %s of %s: add a case for %s", key, e.Ref, k.Kind)
				}
			default:
				if span.Text == "" && !(k.Kind == report.KindMoney && key == "date") { // which has a period, or none is said
					t.Errorf("gist does not say the %s of %s: add a case for %s", key, e.Ref, k.Kind)
				}
			}
		}
	}
	for _, k := range report.Kinds() {
		for i := range k.Type.NumField() {
			if key := k.Type.Field(i).Tag.Get("toml"); slices.Contains(says, key) && !k.Part && other[k.Kind] == "" && !seen[k.Kind] {
				t.Errorf("the kitchen sink has no %s with %s", k.Kind, key)
			}
		}
	}
}

// Each kind of record that a request may name as evidence is shown there with what it says
// and its citations.
func TestEvidenceOfEachKind(t *testing.T) {
	t.Parallel()
	l := sink(t)
	for _, kind := range report.KindRequest.Targets("evidence") {
		said, cited, has := false, false, false
		for _, ref := range l.Report.Refs() {
			if ref.Kind != kind {
				continue
			}
			e := l.evidence(ref)
			has = true
			said = said || e.Number != nil || e.As.Text != ""
			cited = cited || len(e.Cites) > 0
		}
		switch {
		case !has:
			t.Errorf("the kitchen sink has no %s", kind)
		case !said || !cited:
			t.Errorf("evidence shows no value or no citation of any %s: see gist", kind)
		}
	}
}
