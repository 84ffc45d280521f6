package report

import (
	"strings"
	"testing"
)

func TestParseNumber(t *testing.T) {
	for _, s := range []string{"0", "-1", "15.8", "15.80", "0.1", "-0.05", "9223372036854775807", "123456789.123456789"} {
		n, err := ParseNumber(s)
		if err != nil || n.String() != s {
			t.Errorf("%s is read as %s, %v", s, n, err)
		}
	}
	for _, s := range []string{"", ".", "5.", ".5", "1e3", "1,580", "1 580", "--1", "+-1", "inf", "nan", "1.2.3", "0x10", "0.1234567890", "9223372036854775808", "99999999999999999999.1"} {
		if n, err := ParseNumber(s); err == nil {
			t.Errorf("%q is read as %s", s, n)
		}
	}
}

// Sums and comparisons are exact where floats are not.
func TestNumberIsExact(t *testing.T) {
	n := func(s string) Number {
		v, err := ParseNumber(s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	if sum, ok := n("0.1").Plus(n("0.2")); !ok || sum != n("0.3") {
		t.Errorf("0.1 and 0.2 are %s", sum)
	}
	if d, ok := n("15.80").Minus(n("1.5")); !ok || d != n("14.30") {
		t.Errorf("15.80 less 1.5 is %s", d)
	}
	if n("15.8") == n("15.80") || n("15.8").Cmp(n("15.80")) != 0 || n("9007199254740993").Cmp(n("9007199254740992.9")) != 1 {
		t.Error("trailing zeros or the last digit are lost")
	}
	if _, ok := n("9223372036854775807").Plus(n("1")); ok {
		t.Error("a sum that is too large is taken")
	}
	if n("1.5").IsMultiple(n("1")) || !n("3.0").IsMultiple(n("3")) || n("4").IsMultiple(n("3")) || !n("1.5").IsMultiple(n("0.05")) || n("1.5").IsMultiple(n("0.4")) || !n("12").IsMultiple(n("0.1")) {
		t.Error("multiples are wrong")
	}
}

func TestPrints(t *testing.T) {
	for printed, value := range map[string]string{
		"15.8 per cent": "15.8", "15,8 %": "15.8", "15.80": "15.80", "1,580.25 dollars": "1580.25", "1 580,25": "1580.25", "some 158": "158",
	} {
		if n, _ := ParseNumber(value); !prints(printed, n) {
			t.Errorf("%q does not print %s", printed, value)
		}
	}
	for printed, value := range map[string]string{"15.8": "158", "158": "15.8", "15.08": "15.8", "1.58": "15.8"} {
		if n, _ := ParseNumber(value); prints(printed, n) {
			t.Errorf("%q prints %s", printed, value)
		}
	}
}

// TestQuantities checks what files may say of a number in schema 3.
func TestQuantities(t *testing.T) {
	load := func(quantity string) (*Report, string) {
		r, ps := LoadFile("data/indicators.toml", []byte("[[indicator]]\nid = \"x\"\nname.en = \"X\"\n[[indicator.observation]]\nid = \"y\"\nperiod.to = 2008-12-31\nquantity = "+quantity+"\n"))
		var found []string
		for _, p := range ps {
			found = append(found, p.Message.String())
		}
		return r, strings.Join(found, "; ")
	}
	for quantity, want := range map[string]string{
		`{ value = 15.8 }`:                            "15.8",
		`{ value = 1_000.50 }`:                        "1000.50",
		`{ value = "15.80" }`:                         "15.80",
		`{ value = 41.2, to = 50, per = 100 }`:        "41.2",
		`{ value = 0.1234567, qualifier = "about" }`:  "0.1234567",
		`{ value = 10, to = 15, qualifier = "about"}`: "10",
		`{ value = 9007199254740993.1 }`:              "9007199254740993.1",
	} {
		r, found := load(quantity)
		if r == nil {
			t.Errorf("%s: %s", quantity, found)
		} else if got := r.Indicators[0].Observations[0].Quantity.Value.String(); got != want {
			t.Errorf("%s is read as %s", quantity, got)
		}
	}
	for quantity, want := range map[string]string{
		`{ value = 15, to = 10 }`:                          "the range ends with 10, which is not more than the 15",
		`{ value = 15.8, to = 15.80 }`:                     "the range ends with 15.80",
		`{ to = 10 }`:                                      "the range has an end, but no beginning",
		`{ value = 10, to = 15, qualifier = "more-than" }`: "a range cannot be \"more-than\"",
		`{ value = 10, per = 0 }`:                          "per is zero",
		`{ value = -0.5 }`:                                 "value is below zero",
		`{ value = 1e3 }`:                                  "this is not a number with digits",
		`{ value = inf }`:                                  "this is not a number with digits",
		`{ value = 0.12345678901 }`:                        "11 decimals",
		`{ value = "1,580" }`:                              "expected a number",
		`{ value = true }`:                                 "expected a number",
	} {
		if r, found := load(quantity); r != nil || !strings.Contains(found, want) {
			t.Errorf("%s: %q, want %q", quantity, found, want)
		}
	}
}

// What a number is rounded to may have decimals too, from schema 3 on, and counts as
// rounding where it is more than one in the last digit that is written.
func TestRoundedTo(t *testing.T) {
	n := func(s string) Number {
		v, err := ParseNumber(s)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, test := range []struct {
		value, to string
		exact     bool
	}{
		{"15.8", "0.1", true}, {"15.5", "0.5", false}, {"15.80", "0.1", false}, {"15", "1", true}, {"15", "5", false}, {"15", "0", true}, {"15.00", "1", false},
	} {
		v := n(test.value)
		if got := (Quantity{Value: &v, RoundedTo: n(test.to)}).Exact(); got != test.exact {
			t.Errorf("%s rounded to %s: exact is %v", test.value, test.to, got)
		}
	}
	file := []byte("[[indicator]]\nid = \"x\"\nname.en = \"X\"\n[[indicator.observation]]\nid = \"y\"\nperiod.to = 2008-12-31\nquantity = { value = 15.5, rounded_to = 0.5 }\n")
	r, ps := LoadFile("data/indicators.toml", file)
	if r == nil || r.Indicators[0].Observations[0].Quantity.RoundedTo != n("0.5") {
		t.Errorf("rounded_to = 0.5 is not read: %v", ps)
	}
}

func TestGrouped(t *testing.T) {
	for n, want := range map[string]string{
		"0": "0", "100": "100", "1000": "1,000", "-999": "-999", "-1234567": "-1,234,567", "36819000": "36,819,000", "1234.5678": "1,234.5678",
	} {
		v, err := ParseNumber(n)
		if err != nil {
			t.Fatal(err)
		}
		if got := v.Grouped(","); got != want {
			t.Errorf("%s is %s, want %s", n, got, want)
		}
	}
}
