package report

import (
	"slices"
	"testing"
)

// of is an observation of some categories up to a year.
func of(id string, value int, year int, by ...string) *Observation {
	n := Integer(value)
	return &Observation{
		ID: id, By: by, Quantity: Quantity{Value: &n},
		Period: Period{From: Date{Year: 2003, Month: 1, Day: 1}, To: Date{Year: year, Month: 12, Day: 31}},
	}
}

func TestNewestOfTheWhole(t *testing.T) {
	for _, tt := range []struct {
		name         string
		observations []*Observation
		at           int
		want, before string
	}{
		{"without categories", []*Observation{of("a", 1, 2006), of("b", 2, 2007)}, 2009, "b", "a"},
		{"categories are later", []*Observation{of("a", 1, 2006), of("b", 2, 2007), of("women", 1, 2008, "sex/female")}, 2009, "b", "a"},
		{"categories between", []*Observation{of("a", 1, 2006), of("women", 1, 2006, "sex/female"), of("b", 2, 2007)}, 2009, "b", "a"},
		{"no whole", []*Observation{of("men", 1, 2006, "sex/male"), of("women", 1, 2006, "sex/female"), of("men-2", 1, 2007, "sex/male")}, 2009, "men-2", "men"},
		{"no whole, and one of each", []*Observation{of("men", 1, 2006, "sex/male"), of("women", 1, 2007, "sex/female")}, 2009, "women", ""},
		{"after the edition", []*Observation{of("a", 1, 2006), of("b", 2, 2007)}, 2006, "a", ""},
		{"nothing", nil, 2009, "", ""},
	} {
		id := func(o *Observation) string {
			if o == nil {
				return ""
			}
			return o.ID
		}
		in := &Indicator{Observations: tt.observations}
		o, before := in.Newest(Date{Year: tt.at, Month: 12, Day: 31})
		if id(o) != tt.want || id(before) != tt.before {
			t.Errorf("%s: %q after %q, want %q after %q", tt.name, id(o), id(before), tt.want, tt.before)
		}
	}
}

// Figures of other categories are not compared, in whatever order the file names them.
func TestComparableBreakdowns(t *testing.T) {
	parsed := func(table map[string]any) Breakdown {
		var b Breakdown
		if err := b.UnmarshalTOML(table); err != nil {
			t.Fatal(err)
		}
		return b
	}
	for _, tt := range []struct {
		a, b Breakdown
		want Incomparable
	}{
		{nil, nil, ""},
		{nil, Breakdown{"sex/female"}, OtherGroup},
		{Breakdown{"sex/male"}, Breakdown{"sex/female"}, OtherGroup},
		{Breakdown{"sex/female"}, Breakdown{"region/asia", "sex/female"}, OtherGroup},
		{parsed(map[string]any{"sex": "female", "region": "asia"}), parsed(map[string]any{"region": "asia", "sex": "female"}), ""},
	} {
		if why, _ := Comparable(of("a", 1, 2006, tt.a...), of("b", 2, 2007, tt.b...)); why != tt.want {
			t.Errorf("%v and %v: %q, want %q", tt.a, tt.b, why, tt.want)
		}
	}
}

func TestSeries(t *testing.T) {
	in := &Indicator{Observations: []*Observation{of("women", 1, 2006, "sex/female"), of("a", 1, 2006), of("women-2", 1, 2007, "sex/female"), of("b", 1, 2007)}}
	var got []string
	for _, series := range in.Series() {
		for _, o := range series {
			got = append(got, o.ID)
		}
	}
	if want := []string{"a", "b", "women", "women-2"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
