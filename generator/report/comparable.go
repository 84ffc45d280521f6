package report

import (
	"slices"
	"strings"
	"unicode"

	"rapporteur/generator/internal/lazyregexp"
)

// Incomparable is the reason why no difference of two values may be taken and
// no line be drawn from one to the other. It is empty where both may be.
type Incomparable string

const (
	WithoutValue    Incomparable = "not-reported"      // one of the two has no value
	OtherUnit       Incomparable = "other-unit"        // they count different things, or in different currencies
	OtherScope      Incomparable = "other-scope"       // they belong to different figures, or are defined differently
	OtherGroup      Incomparable = "other-group"       // they count different categories, as women and all persons
	UnknownFirstDay Incomparable = "unknown-first-day" // one of the two does not say since when it counts
	UnknownLastDay  Incomparable = "unknown-last-day"  // one of the two does not say up to when it counts
	OtherSpan       Incomparable = "other-span"        // they do not count since one day, nor for whole years of one number
	Approximate     Incomparable = "approximate"       // the source of one of the two gives no exact number
	Rounded         Incomparable = "rounded"           // one of the two is rounded
	InRange         Incomparable = "range"             // the source of one of the two gives a range
)

// Incomparables are the reasons in the order in which they are looked for: what
// two values are of comes before how exactly they are known.
var Incomparables = []Incomparable{
	WithoutValue, OtherUnit, OtherScope, OtherGroup, UnknownFirstDay, UnknownLastDay, OtherSpan, InRange, Approximate, Rounded,
}

// Comparable reports whether a difference may be taken between two observations:
// they are of one indicator, in one unit, with one definition and of the same categories, both are exact, and
// they count in the same way. That is: since the same day; or for whole calendar
// years, as many for the one as for the other; or at a moment, which an observation
// without a first day says with a gap for period.from of the reason not-applicable.
// Without that gap, an observation that does not say since when it counts cannot be
// compared.
//
// a and b may be of two editions of a report, and in either order. The first reason
// of Incomparables that holds is returned where they cannot be compared; there may
// be others.
func Comparable(a, b *Observation) (Incomparable, bool) {
	if a.Quantity.Value == nil || b.Quantity.Value == nil {
		return WithoutValue, false
	}
	if x, y := a.Indicator, b.Indicator; x != nil && y != nil && x != y {
		if x.Unit != y.Unit && !sameInSomeLanguage(x.Unit, y.Unit) {
			return OtherUnit, false
		}
		if x.ID != y.ID || x.Definition != y.Definition && !sameInSomeLanguage(x.Definition, y.Definition) {
			return OtherScope, false
		}
	}
	if !slices.Equal(a.By, b.By) {
		return OtherGroup, false
	}
	if why := spansDiffer(a.Period, b.Period, a.Momentary(), b.Momentary()); why != "" {
		return why, false
	}
	return ComparableQuantities(a.Quantity, b.Quantity)
}

// ComparableQuantities reports whether a difference may be taken between two
// numbers that are of the same thing, such as one field in two editions: both
// are reported and exact.
func ComparableQuantities(a, b Quantity) (Incomparable, bool) {
	switch {
	case a.Value == nil || b.Value == nil:
		return WithoutValue, false
	case a.Per != b.Per:
		return OtherUnit, false
	case a.To != nil || b.To != nil:
		return InRange, false
	case a.approximate() || b.approximate():
		return Approximate, false
	case a.rounded() || b.rounded():
		return Rounded, false
	}
	return "", true
}

// ComparableAmounts is ComparableQuantities for amounts of money, which must be in
// one currency too.
func ComparableAmounts(a, b Amount) (Incomparable, bool) {
	if a.Value != nil && b.Value != nil && a.Currency != b.Currency {
		return OtherUnit, false
	}
	return ComparableQuantities(a.Quantity(), b.Quantity())
}

// ComparableMoney reports whether a difference may be taken between two records of
// money, or between two states of one: they are of one kind and currency, for
// periods of as many whole years, or for the same period, and exact.
func ComparableMoney(a, b *Money) (Incomparable, bool) {
	switch {
	case a.Amount.Value == nil || b.Amount.Value == nil:
		return WithoutValue, false
	case a.Amount.Currency != b.Amount.Currency:
		return OtherUnit, false
	case a.Kind != b.Kind:
		return OtherScope, false
	}
	if a.Period != b.Period {
		if why := spansDiffer(a.Period, b.Period, false, false); why != "" {
			return why, false
		}
		// Money is not counted on from a first day, as figures are.
		if n := a.Period.WholeYears(); n == 0 || n != b.Period.WholeYears() {
			return OtherSpan, false
		}
	}
	return ComparableAmounts(a.Amount, b.Amount)
}

// Exact reports whether a reported number is given exactly: calculating with it
// is sound.
func (q Quantity) Exact() bool {
	return q.Value != nil && q.To == nil && !q.approximate() && !q.rounded()
}

// Exact reports whether a reported amount is given exactly.
func (a Amount) Exact() bool { return a.Quantity().Exact() }

// Quantity is an amount without its currency.
func (a Amount) Quantity() Quantity {
	return Quantity{Value: a.Value, To: a.To, Qualifier: a.Qualifier, RoundedTo: a.RoundedTo, AsPrinted: a.AsPrinted}
}

func (q Quantity) approximate() bool {
	if q.Qualifier != "" && q.Qualifier != Exact {
		return true
	}
	return q.AsPrinted != "" && saysRoughly(q.AsPrinted)
}

func (q Quantity) rounded() bool {
	if q.RoundedTo.Cmp(Number{1, q.Value.places}) > 0 { // one in the last digit that is written is not rounding
		return true
	}
	return q.AsPrinted != "" && !prints(q.AsPrinted, *q.Value)
}

// Momentary reports whether an observation counts what there was at a moment: its
// gaps say that a first day does not apply.
func (o *Observation) Momentary() bool {
	return o.Period.From.IsZero() && slices.ContainsFunc(o.Gaps, func(g Gap) bool {
		return g.Field == "period.from" && g.Reason == NotApplicable
	})
}

func spansDiffer(a, b Period, aMoment, bMoment bool) Incomparable {
	switch {
	case aMoment && bMoment:
		return ""
	case aMoment && !b.From.IsZero(), bMoment && !a.From.IsZero():
		return OtherSpan
	case a.From.IsZero() || b.From.IsZero():
		return UnknownFirstDay
	case a.To.IsZero() || b.To.IsZero():
		return UnknownLastDay
	case a.From.First() == b.From.First(), a.WholeYears() > 0 && a.WholeYears() == b.WholeYears():
		return ""
	}
	return OtherSpan
}

// WholeYears is how many calendar years a period consists of; 0 where it begins or
// ends within a year, or is open.
func (p Period) WholeYears() int {
	from, to := p.From.First(), p.To.Last()
	if p.From.IsZero() || p.To.IsZero() || from.Month != 1 || from.Day != 1 || to.Month != 12 || to.Day != 31 {
		return 0
	}
	return max(0, to.Year-from.Year+1)
}

// sameInSomeLanguage reports whether two texts agree in a language that both have,
// so that what differs is a translation of the same. Spaces and capitals do not count.
func sameInSomeLanguage(a, b Text) bool {
	for _, l := range Langs {
		x, y := strings.Fields(strings.ToLower(a.In(l))), strings.Fields(strings.ToLower(b.In(l)))
		if len(x) > 0 && slices.Equal(x, y) {
			return true
		}
	}
	return false
}

// roughly are words with which a source says that a number is not exact, in the
// languages of the United Nations. Where a language joins a word to the number or
// writes several words, it is a part of what is printed.
var roughly = struct{ words, parts []string }{
	words: []string{
		"about", "almost", "approx", "approximately", "around", "circa", "c", "ca", "dozen", "dozens", "estimated", "hundreds", "least",
		"less", "more", "most", "nearly", "over", "plus", "roughly", "score", "scores", "several", "some", "under", "up",
		"dizaine", "douzaine", "environ", "jusqu", "moins", "plusieurs", "près", "presque", "quelque", "quelques", "vingtaine", "trentaine", "cinquantaine", "centaine", "centaines",
		"alrededor", "aproximadamente", "casi", "cerca", "docena", "más", "menos", "unos", "unas", "varios", "varias",
		"более", "менее", "около", "почти", "примерно", "приблизительно", "порядка", "свыше", "дюжина", "несколько",
		"حوالي", "نحو", "تقريبا", "زهاء", "قرابة", "أكثر", "أقل",
	},
	parts: []string{"约", "約", "大约", "近", "超过", "以上", "以下", "左右", "余", "多", "至少", "不到", "~", "≈", ">", "<", "≥", "≤", "+"},
}

// saysRoughly reports whether the words of a source give a number that is not exact:
// they say so, or they hold no digits, so that nothing shows that it is.
func saysRoughly(printed string) bool {
	if !strings.ContainsFunc(printed, unicode.IsDigit) {
		return true
	}
	for _, part := range roughly.parts {
		if strings.Contains(printed, part) {
			return true
		}
	}
	words := strings.FieldsFunc(strings.ToLower(printed), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
	return slices.ContainsFunc(words, func(w string) bool { return slices.Contains(roughly.words, w) })
}

// grouped is a number with its digits in threes or in one piece; what follows it
// must not go on with decimals that the value does not have.
var grouped = lazyregexp.New(`\d+(?:[ \x{a0}\x{202f}.,'’]\d+)*`)

// prints reports whether the words of a source hold a number with every digit of
// value: "1,158", "36 819 000 dollars" and, for 15.8, "15.8" or "15,8"; not
// "36.8 million", and for 158 not "15.8".
func prints(printed string, value Number) bool {
	want, decimals, _ := strings.Cut(value.Abs().String(), ".")
	for _, s := range grouped.FindAllString(printed, -1) {
		groups := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsDigit(r) })
		if decimals != "" {
			last := len(groups) - 1
			if groups[last] != decimals || !strings.HasSuffix(s, "."+decimals) && !strings.HasSuffix(s, ","+decimals) {
				continue
			}
			groups = groups[:last]
		}
		if len(groups) == 0 {
			continue
		}
		inThrees := !slices.ContainsFunc(groups[1:], func(g string) bool { return len(g) != 3 })
		if strings.Join(groups, "") == want && inThrees {
			return true
		}
	}
	return false
}
