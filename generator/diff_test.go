package main

import (
	"bytes"
	"slices"
	"testing"

	"rapporteur/generator/diff"
	"rapporteur/generator/internal/lawtest"
	"rapporteur/generator/report"
)

// TestIssuedEditionsCompared checks that the comparison of each edition with
// each other makes the one of the other, and that it counts parties as the
// editions do and names each deposit that made them more.
func TestIssuedEditionsCompared(t *testing.T) {
	t.Parallel()
	reports := issued(t)
	for _, pair := range neighbours(reports) {
		a, b := pair[0], pair[1]
		x, y := reports[a], reports[b]
		c := diff.Compare(x, y)
		if c.Empty() != (a == b) {
			t.Errorf("%s and %s: %d changes", a, b, len(c.List))
		}
		got, err := lawtest.Apply(x, c)
		if err != nil {
			t.Fatal(err)
		}
		if !report.Equal(got, y) {
			t.Errorf("the changes from %s to %s make something else of it", a, b)
		}
	}

	type figure struct {
		from, to string
		causes   int
	}
	tests := []struct {
		from, to string
		want     map[string]figure // by record and field
	}{
		{"2007-12-18", "2008-07-31", map[string]figure{
			"report:report party_to_all":                                {"29", "40", 18},
			"instrument:nuclear-terrorism-2005 parties":                 {"30", "42", 12},
			"instrument:financing-1999 parties":                         {"160", "163", 3},
			"instrument:financing-1999 parties.members":                 {"159", "162", 3},
			"instrument:internationally-protected-persons-1973 parties": {"166", "170", 4},
			"paragraph:op08 status":                                     {"no-information", "under-implementation", 1},
		}},
		{"2008-07-31", "2008-12-31", map[string]figure{
			"instrument:bombings-1997 parties":          {"159", "161", 2},
			"indicator:states-assisted latest":          {"about 137 (“some 137”)", "158", 1},
			"paragraph:op10 status":                     {"not-due", "no-information", 1},
			"report:report party_to_all":                {"40", "46", 0},
			"instrument:hostages-1979 parties":          {"165", "166", 1},
			"instrument:financing-1999 parties":         {"163", "167", 4},
			"edition:edition as_at":                     {"2008-07-31", "2008-12-31", 0},
			"instrument:financing-1999 parties.members": {"162", "166", 4},
		}},
		{"2008-12-31", "2009-06-30", map[string]figure{
			"instrument:nuclear-terrorism-2005 parties": {"48", "54", 6},
			"report:report party_to_all":                {"46", "52", 0},
		}},
	}
	for _, tt := range tests {
		c := diff.Compare(reports[tt.from], reports[tt.to])
		for name, want := range tt.want {
			i := slices.IndexFunc(c.List, func(ch diff.Change) bool { return ch.Ref.String()+" "+ch.Field == name })
			if i < 0 {
				t.Errorf("%s to %s: no change of %s", tt.from, tt.to, name)
				continue
			}
			ch := c.List[i]
			if ch.From.English() != want.from || ch.To.English() != want.to || want.causes > 0 && len(ch.Cause) != want.causes {
				t.Errorf("%s to %s, %s: %s → %s because of %v", tt.from, tt.to, name, ch.From.English(), ch.To.English(), ch.Cause)
			}
		}
		var b bytes.Buffer
		if err := diff.WriteMarkdown(&b, c, ""); err != nil || b.Len() > 60_000 {
			t.Errorf("%s to %s: %d bytes of Markdown, %v", tt.from, tt.to, b.Len(), err)
		}
	}
}

func BenchmarkCompareIssued(b *testing.B) {
	reports := issued(b)
	b.ReportAllocs()
	for b.Loop() {
		diff.Compare(reports["2008-12-31"], reports["2009-06-30"])
	}
}
