package report

import "testing"

func TestComparable(t *testing.T) {
	n := func(v int64) Quantity { return Quantity{Value: new(Integer(v))} }
	with := func(q Quantity, change func(*Quantity)) Quantity { change(&q); return q }
	date := func(s string) Date {
		if s == "" {
			return Date{}
		}
		d, err := ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	series := &Indicator{ID: "states", Unit: Text{En: "States", Fr: "États"}, Definition: Text{En: "As given by the Office."}}
	observe := func(from, to string, q Quantity) *Observation {
		return &Observation{Period: Period{date(from), date(to)}, Quantity: q, Indicator: series}
	}
	in := func(series *Indicator, o *Observation) *Observation { o.Indicator = series; return o }
	at := func(reason GapReason, o *Observation) *Observation {
		o.Gaps = []Gap{{Field: "period.from", Reason: reason}}
		return o
	}
	about := func(q *Quantity) { q.Qualifier = About }
	printed := func(s string) func(*Quantity) { return func(q *Quantity) { q.AsPrinted = s } }
	rounded := func(to int64) func(*Quantity) { return func(q *Quantity) { q.RoundedTo = Integer(to) } }

	tests := []struct {
		name string
		a, b *Observation
		want Incomparable
	}{
		{"cumulative since one day", observe("2003-01", "2007-07-06", n(137)), observe("2003-01-01", "2009-04", n(164)), ""},
		{"two years", observe("2007-01-01", "2007-12-31", n(120)), observe("2008", "2008", n(129)), ""},
		{"two bienniums", observe("2006", "2007", n(120)), observe("2008-01-01", "2009-12", n(129)), ""},
		{"at two moments", at(NotApplicable, observe("", "2007-03", n(16))), at(NotApplicable, observe("", "2008-03", n(24))), ""},
		{"said to be exact", observe("2003", "2007", with(n(1158), func(q *Quantity) { q.Qualifier = Exact })), observe("2003", "2008", with(n(1160), printed("1,160"))), ""},
		{"printed with its unit", observe("2003", "2007", n(3)), observe("2003", "2008", with(n(36819000), printed("36 819 000 dollars"))), ""},
		{"rounded to one", observe("2003", "2007", n(3)), observe("2003", "2008", with(n(4), rounded(1))), ""},
		{"a translation of the unit was corrected", observe("2003", "2007", n(3)),
			in(&Indicator{ID: "states", Unit: Text{En: "states", Fr: "pays"}, Definition: series.Definition}, observe("2003", "2008", n(4))), ""},

		{"the real case", observe("2003-01", "2007-07-06", with(n(137), func(q *Quantity) { q.Qualifier, q.AsPrinted = About, "some 137" })),
			at(NotStated, observe("", "2008-09-03", n(158))), UnknownFirstDay},
		{"no first day on both sides", observe("", "2007", n(1)), observe("", "2008", n(2)), UnknownFirstDay},
		{"a moment and an unknown first day", at(NotApplicable, observe("", "2007", n(1))), at(NotFound, observe("", "2008", n(2))), UnknownFirstDay},
		{"a moment and a span", at(NotApplicable, observe("", "2007", n(1))), observe("2003", "2008", n(2)), OtherSpan},
		{"a gap for a first day that is there", at(NotApplicable, observe("2003", "2007", n(1))), at(NotApplicable, observe("2004", "2009-06", n(2))), OtherSpan},
		{"no last day", observe("2003", "", n(1)), observe("2003", "2008", n(2)), UnknownLastDay},
		{"since other days", observe("2003-01", "2007-07", n(1)), observe("2003-02", "2008-07", n(2)), OtherSpan},
		{"a year and two", observe("2005", "2005", n(1)), observe("2006", "2007", n(2)), OtherSpan},
		{"a year and the half of one", observe("2007", "2007", n(1)), observe("2008-01-01", "2008-06-30", n(2)), OtherSpan},
		{"no value", observe("2003", "2007", Quantity{}), observe("2003", "2008", n(2)), WithoutValue},
		{"another unit", observe("2003", "2007", n(1)), in(&Indicator{ID: "states", Unit: Text{En: "Member States"}}, observe("2003", "2008", n(2))), OtherUnit},
		{"a unit and none", observe("2003", "2007", n(1)), in(&Indicator{ID: "states", Definition: series.Definition}, observe("2003", "2008", n(2))), OtherUnit},
		{"another indicator", observe("2003", "2007", n(1)), in(&Indicator{ID: "others", Unit: series.Unit, Definition: series.Definition}, observe("2003", "2008", n(2))), OtherScope},
		{"another definition", observe("2003", "2007", n(1)), in(&Indicator{ID: "states", Unit: series.Unit, Definition: Text{En: "Without observers."}}, observe("2003", "2008", n(2))), OtherScope},
		{"about", observe("2003", "2007", with(n(1), about)), observe("2003", "2008", n(2)), Approximate},
		{"about on both sides", observe("2003", "2007", with(n(1), about)), observe("2003", "2008", with(n(2), about)), Approximate},
		{"at least", observe("2003", "2007", n(1)), observe("2003", "2008", with(n(2), func(q *Quantity) { q.Qualifier = AtLeast })), Approximate},
		{"more than", observe("2003", "2007", n(1)), observe("2003", "2008", with(n(2), func(q *Quantity) { q.Qualifier = MoreThan })), Approximate},
		{"less than", observe("2003", "2007", n(1)), observe("2003", "2008", with(n(2), func(q *Quantity) { q.Qualifier = LessThan })), Approximate},
		{"printed roughly", observe("2003", "2007", with(n(137), printed("some 137"))), observe("2003", "2008", n(158)), Approximate},
		{"printed roughly in French", observe("2003", "2007", with(n(137), printed("près de 137 pays"))), observe("2003", "2008", n(158)), Approximate},
		{"printed roughly in Chinese", observe("2003", "2007", with(n(137), printed("137个以上"))), observe("2003", "2008", n(158)), Approximate},
		{"printed without digits", observe("2003", "2007", with(n(12), printed("a good many"))), observe("2003", "2008", n(158)), Approximate},
		{"rounded", observe("2003", "2007", with(n(1200), rounded(100))), observe("2003", "2008", n(1250)), Rounded},
		{"printed in millions", observe("2003", "2007", with(n(36800000), printed("36.8 million"))), observe("2003", "2008", n(1)), Rounded},
		{"printed with decimals", observe("2003", "2007", with(n(158), printed("15.8"))), observe("2003", "2008", n(1)), Rounded},
	}
	for _, test := range tests {
		for _, pair := range [][2]*Observation{{test.a, test.b}, {test.b, test.a}} {
			why, ok := Comparable(pair[0], pair[1])
			if why != test.want || ok != (test.want == "") {
				t.Errorf("%s: %q, %v; want %q", test.name, why, ok, test.want)
			}
		}
	}
}

func TestComparableMoney(t *testing.T) {
	n := func(v int64) *Number { return new(Integer(v)) }
	year := func(y int) Period { return Period{Date{y, 1, 1}, Date{y, 12, 31}} }
	tests := []struct {
		name string
		a, b Money
		want Incomparable
	}{
		{"two years", Money{Period: year(2007), Amount: Amount{Value: n(5), Currency: "USD"}}, Money{Period: year(2008), Amount: Amount{Value: n(-7), Currency: "USD"}}, ""},
		{"the same days", Money{Period: Period{Date{2007, 3, 1}, Date{2007, 5, 1}}, Amount: Amount{Value: n(5)}}, Money{Period: Period{Date{2007, 3, 1}, Date{2007, 5, 1}}, Amount: Amount{Value: n(7)}}, ""},
		{"no days", Money{Amount: Amount{Value: n(5)}}, Money{Amount: Amount{Value: n(7)}}, ""},
		{"two currencies", Money{Amount: Amount{Value: n(5), Currency: "USD"}}, Money{Amount: Amount{Value: n(5), Currency: "EUR"}}, OtherUnit},
		{"a pledge and what was paid", Money{Kind: Pledge, Amount: Amount{Value: n(5)}}, Money{Kind: Contribution, Amount: Amount{Value: n(5)}}, OtherScope},
		{"a year and a biennium", Money{Period: year(2007), Amount: Amount{Value: n(5)}}, Money{Period: Period{Date{2008, 1, 1}, Date{2009, 12, 31}}, Amount: Amount{Value: n(5)}}, OtherSpan},
		{"an open period", Money{Period: Period{From: Date{2007, 1, 1}}, Amount: Amount{Value: n(5)}}, Money{Period: year(2007), Amount: Amount{Value: n(5)}}, UnknownLastDay},
		{"rounded", Money{Amount: Amount{Value: n(120100000), RoundedTo: Integer(100000)}}, Money{Amount: Amount{Value: n(7)}}, Rounded},
		{"about", Money{Amount: Amount{Value: n(5), Qualifier: About}}, Money{Amount: Amount{Value: n(7)}}, Approximate},
		{"no amount", Money{}, Money{Amount: Amount{Value: n(7)}}, WithoutValue},
	}
	for _, test := range tests {
		for _, pair := range [][2]*Money{{&test.a, &test.b}, {&test.b, &test.a}} {
			why, ok := ComparableMoney(pair[0], pair[1])
			if why != test.want || ok != (test.want == "") {
				t.Errorf("%s: %q, %v; want %q", test.name, why, ok, test.want)
			}
		}
	}
}
