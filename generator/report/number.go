package report

import (
	"cmp"
	"math/big"
	"strconv"
	"strings"

	"rapporteur/generator/say"
)

// maxPlaces is how many decimals a Number may have.
const maxPlaces = 9

// Number is an exact decimal, as a source prints it: trailing zeros are part of it,
// so that 15.8 and 15.80 differ by ==, and not by Cmp. The zero value is 0.
type Number struct {
	units  int64 // the number times ten to the power of places
	places int   // decimals, from 0 to maxPlaces
}

// Integer is the number n.
func Integer[T ~int | ~int64](n T) Number { return Number{units: int64(n)} }

// errNumber is the error for what is not a number as files write it.
var errNumber = say.Errorf("this is not a number with digits and at most one decimal point")

// ParseNumber reads digits with an optional sign, a point and decimals: "-15.80".
// Other marks, exponents and more than nine decimals are errors.
func ParseNumber(s string) (Number, error) {
	digits, decimals, point := strings.Cut(s, ".")
	bare := strings.TrimLeft(digits, "+-")
	if len(digits)-len(bare) > 1 || bare == "" || point && decimals == "" || strings.Trim(bare+decimals, "0123456789") != "" {
		return Number{}, errNumber
	}
	if len(decimals) > maxPlaces {
		return Number{}, say.Errorf("this number has %d decimals, and at most %d are kept", len(decimals), maxPlaces)
	}
	units, err := strconv.ParseInt(digits+decimals, 10, 64)
	if err != nil {
		return Number{}, say.Errorf("this number is too large")
	}
	return Number{units, len(decimals)}, nil
}

// String is the number as files write it: "-15.80".
func (n Number) String() string {
	s := strconv.FormatInt(n.units, 10)
	if n.places == 0 {
		return s
	}
	s, sign := strings.TrimPrefix(s, "-"), ""
	if n.units < 0 {
		sign = "-"
	}
	if len(s) <= n.places {
		s = strings.Repeat("0", n.places+1-len(s)) + s
	}
	return sign + s[:len(s)-n.places] + "." + s[len(s)-n.places:]
}

// Grouped is String with a separator between each three digits before the decimal point.
func (n Number) Grouped(separator string) string {
	s, decimals, point := strings.Cut(n.String(), ".")
	s, negative := strings.CutPrefix(s, "-")
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + separator + s[i:]
	}
	if point {
		s += "." + decimals
	}
	if negative {
		s = "-" + s
	}
	return s
}

// Int64 is the number where it has no decimals; ok says so.
func (n Number) Int64() (v int64, ok bool) { return n.units, n.places == 0 }

// Places is how many decimals are written.
func (n Number) Places() int { return n.places }

// Rat is the number as a fraction, for exact calculations.
func (n Number) Rat() *big.Rat {
	return new(big.Rat).SetFrac(big.NewInt(n.units), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(n.places)), nil))
}

// Float is the float nearest to the number. It is for drawing, and for values that are
// not exact anyway.
func (n Number) Float() float64 {
	// The nearest float to the decimal, which a division of the units would not
	// always be.
	f, _ := strconv.ParseFloat(n.String(), 64)
	return f
}

// Sign is -1, 0 or 1.
func (n Number) Sign() int { return cmp.Compare(n.units, 0) }

// Cmp compares two numbers by their values: 15.8 and 15.80 are equal.
func (n Number) Cmp(m Number) int {
	if n.places == m.places {
		return cmp.Compare(n.units, m.units)
	}
	places := max(n.places, m.places)
	return n.scaled(places).Cmp(m.scaled(places))
}

// Minus is n - m with as many decimals as the one that has more; ok is false where
// no Number is large enough.
func (n Number) Minus(m Number) (d Number, ok bool) {
	places := max(n.places, m.places)
	return numberOf(new(big.Int).Sub(n.scaled(places), m.scaled(places)), places)
}

// Plus is n + m, as Minus is the difference.
func (n Number) Plus(m Number) (sum Number, ok bool) {
	places := max(n.places, m.places)
	return numberOf(new(big.Int).Add(n.scaled(places), m.scaled(places)), places)
}

// Abs is the number without its sign.
func (n Number) Abs() Number {
	if n.units < 0 {
		n.units = -n.units
	}
	return n
}

// IsMultiple reports whether n is a multiple of unit, which is not 0.
func (n Number) IsMultiple(unit Number) bool {
	places := max(n.places, unit.places)
	return new(big.Int).Rem(n.scaled(places), unit.scaled(places)).Sign() == 0
}

func (n Number) scaled(places int) *big.Int {
	factor := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places-n.places)), nil)
	return factor.Mul(factor, big.NewInt(n.units))
}

func numberOf(units *big.Int, places int) (Number, bool) {
	if !units.IsInt64() {
		return Number{}, false
	}
	return Number{units.Int64(), places}, true
}

// leaf is the number as a Leaf and a Document have it: an int64 where it has no
// decimals, as in every schema before 3.
func (n Number) leaf() any {
	if v, ok := n.Int64(); ok {
		return v
	}
	return n
}

// plain is the number as JSON has it: as a text where it has decimals, so that no
// decoder makes a float of it.
func (n Number) plain() any {
	if v, ok := n.Int64(); ok {
		return v
	}
	return n.String()
}

// NumberIn is the number that a leaf of the form FormNumber holds.
func NumberIn(value any) (n Number, ok bool) {
	switch v := value.(type) {
	case int64:
		return Integer(v), true
	case Number:
		return v, true
	}
	return Number{}, false
}

// MarshalJSON writes the number with all its digits.
func (n Number) MarshalJSON() ([]byte, error) { return []byte(n.String()), nil }

// UnmarshalTOML takes a whole number, or the text of a decimal: Load hands decimals
// to the decoder as text, so that none passes through a float.
func (n *Number) UnmarshalTOML(value any) error {
	switch v := value.(type) {
	case int64:
		*n = Integer(v)
		return nil
	case string:
		var err error
		*n, err = ParseNumber(v)
		return err
	}
	return errNumber
}

// Equal reports whether two numbers are written the same, as == does.
func (n Number) Equal(m Number) bool { return n == m }
