package diff_test

import (
	"strings"
	"testing"

	"rapporteur/generator/diff"
	"rapporteur/generator/report"
)

// Each side of a text prints what its own edition counts. The number is a change that
// follows from the acts, and says where it is printed; without a text that prints it there
// is none.
func TestTallies(t *testing.T) {
	schema := []string{"report.toml", "schema = 1", "schema = 3"}
	prints := func(ref string) []string {
		return []string{"paragraphs/op04.toml", "[parties:bombings] are party", ref + " are party"}
	}
	joined := []string{"participation/bombings.toml", `{ state = "aut", kind = "accession", date = 2000-09-06 }`, `{ state = "aut", kind = "accession", date = 2008-02-02 }`}
	for _, c := range []struct {
		ref, record, field string
		from, to           string
	}{
		{"[deposits:bombings]", "instrument:bombings", "deposits", "0", "1"},
		{"[deposits:all]", "report:report", "deposits", "0", "1"},
		{"[depositors:bombings]", "instrument:bombings", "depositors", "0", "1"},
		{"[depositors:all]", "report:report", "depositors", "0", "1"},
		{"[parties:bombings@adoption]", "instrument:bombings", "parties.adoption", "3", "2"},
		{"[parties:all@adoption]", "report:report", "party_to_all.adoption", "3", "2"},
	} {
		t.Run(c.ref, func(t *testing.T) {
			a, b := small(t, schema, prints(c.ref)), small(t, schema, prints(c.ref), joined)
			changes := diff.Compare(a, b)
			var found, text bool
			for _, ch := range changes.List {
				switch {
				case ch.Tallied():
					found = true
					if ch.Ref.String() != c.record || ch.Field != c.field || !ch.Effect || ch.Class != diff.Figure {
						t.Errorf("%s %s, effect %v, class %s", ch.Ref, ch.Field, ch.Effect, ch.Class)
					}
					if len(ch.PrintedIn) == 0 || ch.PrintedIn[0].Ref.String() != "request:op04-a" {
						t.Errorf("it is printed in %v", ch.PrintedIn)
					}
					if len(ch.Cause) == 0 || ch.Cause[0].Kind != report.KindAct {
						t.Errorf("it follows from %v", ch.Cause)
					}
				case ch.Ref.String() == "request:op04-a" && ch.Field == "progress":
					text = true
					var was, is string
					for _, s := range ch.Texts[0].Words {
						if s.Printed != nil && strings.Contains(s.Text, c.ref) {
							if s.Op == diff.Delete {
								was = s.Printed.Value.String()
							} else {
								is = s.Printed.Value.String()
							}
						}
					}
					if was != c.from || is != c.to {
						t.Errorf("the text prints %q and %q, want %s and %s", was, is, c.from, c.to)
					}
				}
			}
			if !found || !text {
				t.Errorf("the number is a change: %v, the text: %v", found, text)
			}
			if changes.Count(diff.Figure) != 0 {
				t.Errorf("%d changes of figures are counted, where the acts alone changed", changes.Count(diff.Figure))
			}
		})
	}
	for _, ch := range diff.Compare(small(t, schema), small(t, schema, joined)).List {
		if ch.Tallied() {
			t.Errorf("no text prints %s of %s, which is a change", ch.Field, ch.Ref)
		}
	}
}

// What a section makes a table of is one change; its rows are those of the records.
func TestRegisterTables(t *testing.T) {
	schema := []string{"report.toml", "schema = 1", "schema = 3"}
	in := func(register string) []string {
		return []string{"sections.toml", "", "[[section]]\nid = \"list\"\nplace = \"annex\"\nregister = \"" + register + "\"\nheading.en = \"List\"\ntext.en = \"The list.\"\n\n"}
	}
	joined := []string{"participation/bombings.toml", `{ state = "aut", kind = "accession", date = 2000-09-06 }`, `{ state = "aut", kind = "accession", date = 2008-02-02 }`}
	for _, ch := range diff.Compare(small(t, schema, in("parties")), small(t, schema, in("deposits"))).List {
		if ch.Ref.String() != "section:list" || ch.Field != "register" {
			t.Errorf("another register changes %s %s", ch.Ref, ch.Field)
		}
	}
	with, without := diff.Compare(small(t, schema, in("deposits")), small(t, schema, in("deposits"), joined)), diff.Compare(small(t, schema), small(t, schema, joined))
	if with.Total() != without.Total() || len(with.List) != len(without.List) {
		t.Errorf("with a table of deposits there are %d changes, without %d", len(with.List), len(without.List))
	}
}
