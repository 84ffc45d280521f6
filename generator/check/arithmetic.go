package check

import (
	"fmt"
	"math/big"
	"rapporteur/generator/say"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"rapporteur/generator/report"
)

func arithmeticRules() []Rule {
	return []Rule{
		{
			Name:   "parts-and-whole",
			Family: Arithmetic,
			Doc: "A part is not larger than the whole, is in the same currency, and its period is within that of the whole. " +
				"If the sum of the parts is within 5 per cent of the whole, or of a multiple of it where it is split in several ways, it must be equal to it, apart from rounding and qualifiers.",
			Run: partsAndWhole,
		},
		{
			Name:   "as-printed",
			Family: Arithmetic,
			Doc: "The value is the number printed in the source: \"some 158\" is 158 and \"120.1 million\" is 120100000. " +
				"Where it printed “some”, “about” or “more than”, a qualifier says so. A point or a comma separates thousands only before three digits: \"15.8\" and \"15,8\" are not 158. " +
				"\"1,580\" is 1580 in English and Chinese, \"1.580\" in French and Russian, and \"1 580\" in every language; " +
				"the language is that of the cited source, and if it is not known, either may be meant. " +
				"Words that multiply are known in the six languages (\"1.5 million\", \"1,5 млн\", \"15万\"), and the digits of Arabic.",
			Run: asPrinted,
		},
		{
			Name:   "rounded-to",
			Family: Arithmetic,
			Doc:    "A value rounded to a unit is a multiple of that unit.",
			Run:    roundedTo,
		},
		{
			Name:   "cumulative",
			Family: Arithmetic,
			Doc: "A cumulative figure does not decrease: of two observations of an indicator that count from the same day, the later is not less than the earlier, " +
				"as far as their qualifiers allow a comparison. An observation that does not say when it counts from is assumed to count like the others.",
			Run: cumulative,
		},
		{
			Name:   "observation-jump",
			Family: Arithmetic,
			Warns:  true,
			Doc: "A figure is not 100 times as large as the one before it, or as small: an observation at the end of a file belongs to the last indicator in it, and a digit is easily typed twice. " +
				"Figures of less than ten are not compared.",
			Run: observationJump,
		},
		{
			Name:   "observation-once",
			Family: Arithmetic,
			Doc:    "An indicator has one observation for each period, and one for each breakdown of it. A correction replaces the observation that it corrects.",
			Run:    observationOnce,
		},
		{
			Name:   "observation-kind",
			Family: Arithmetic,
			Doc:    "The observations of an indicator are all of the same kind, either cumulative since the same day or for whole years, so that they can be shown in one chart.",
			Run:    observationKind,
		},
		{
			Name:   "states-counted",
			Family: Arithmetic,
			Doc:    "An activity does not name more States than the number of States given for it.",
			Run:    statesCounted,
		},
		{
			Name:   "parties-counted",
			Family: Arithmetic,
			Doc:    "A number of parties taken from a source agrees with the number counted from the acts at that date, if the report has them.",
			Run:    partiesCounted,
		},
	}
}

// span is the range of values that a quantity may have, both ends included, exactly.
type span struct {
	lo, hi   *big.Rat // not nil if reported
	above    bool     // the value may be greater than hi
	below    bool     // the value may be less than lo
	reported bool     // there is a value
}

func spanOf(q report.Quantity) span {
	if q.Value == nil {
		return span{}
	}
	half := new(big.Rat).Mul(q.RoundedTo.Rat(), big.NewRat(1, 2))
	lo, hi := q.Value.Rat(), q.Value.Rat()
	if q.To != nil {
		hi = q.To.Rat()
	}
	s := span{lo: new(big.Rat).Sub(lo, half), hi: new(big.Rat).Add(hi, half), reported: true}
	switch q.Qualifier {
	case report.About:
		twentieth := func(v *big.Rat) *big.Rat { return new(big.Rat).Abs(new(big.Rat).Mul(v, big.NewRat(1, 20))) }
		if l := new(big.Rat).Sub(lo, twentieth(lo)); l.Cmp(s.lo) < 0 {
			s.lo = l
		}
		if h := new(big.Rat).Add(hi, twentieth(hi)); h.Cmp(s.hi) > 0 {
			s.hi = h
		}
	case report.MoreThan, report.AtLeast:
		s.above = true
	case report.LessThan:
		s.below = true
	}
	return s
}

// counted is the span of a number that was counted.
func counted[T ~int | ~int64](n T) span {
	v := report.Integer(n)
	return spanOf(report.Quantity{Value: &v})
}

func (s span) plus(t span) span {
	if !s.reported || !t.reported {
		return span{}
	}
	return span{new(big.Rat).Add(s.lo, t.lo), new(big.Rat).Add(s.hi, t.hi), s.above || t.above, s.below || t.below, true}
}

// exceeds reports whether every value in s is greater than every value in t.
func (s span) exceeds(t span) bool {
	return s.reported && t.reported && !s.below && !t.above && s.lo.Cmp(t.hi) > 0
}

// middle is the value in the middle of the span.
func (s span) middle() *big.Rat {
	sum := new(big.Rat).Add(s.lo, s.hi)
	return sum.Quo(sum, big.NewRat(2, 1))
}

func partsAndWhole(p *Pass) {
	sums := make(map[string]span)
	for _, m := range p.Report.Money {
		whole := p.Report.MoneyItem(m.PartOf)
		if whole == nil {
			continue
		}
		ref := report.Ref{Kind: report.KindMoney, ID: m.ID}
		to := p.Name(report.Ref{Kind: report.KindMoney, ID: whole.ID})
		part, all := amountSpan(m), amountSpan(whole)
		if sum, ok := sums[whole.ID]; ok {
			sums[whole.ID] = sum.plus(part)
		} else {
			sums[whole.ID] = part
		}
		switch {
		case m.Amount.Value != nil && whole.Amount.Value != nil && m.Amount.Currency != whole.Amount.Currency:
			p.Found(ref, "amount.currency", say.F("%s is in %s, but %s, of which it is part, in %s", p.Name(ref), m.Amount.Currency, to, whole.Amount.Currency),
				say.F("give both in the currency of the source, or remove part_of"))
			sums[whole.ID] = span{}
		case all.reported && all.lo.Sign() >= 0 && part.exceeds(all):
			p.Found(ref, "amount.value", say.F("%s is %s, more than the %s of %s, of which it is part", p.Name(ref), said(m.Amount.Quantity()), said(whole.Amount.Quantity()), to),
				say.F("check the digits of both"))
			sums[whole.ID] = span{}
		case outside(m.Period, whole.Period):
			p.Found(ref, "period", say.F("the period of %s is not within that of %s, of which it is part", p.Name(ref), to), say.F("check which of the two periods is wrong"))
		}
	}
	for _, whole := range p.Report.Money {
		sum, all := sums[whole.ID], amountSpan(whole)
		if !sum.reported || !all.reported || sum.above || sum.below || all.above || all.below || all.lo.Sign() <= 0 || sum.lo.Sign() <= 0 {
			continue
		}
		value, total := all.middle(), sum.middle()
		nearest, _ := new(big.Rat).Quo(total, value).Float64()
		ways := max(1, int64(nearest+0.5))
		times := func(v *big.Rat) *big.Rat { return new(big.Rat).Mul(v, big.NewRat(ways, 1)) }
		apart := new(big.Rat).Sub(total, times(value))
		if sum.hi.Cmp(times(all.lo)) >= 0 && sum.lo.Cmp(times(all.hi)) <= 0 || apart.Abs(apart).Cmp(new(big.Rat).Quo(value, big.NewRat(20, 1))) > 0 {
			continue
		}
		ref := report.Ref{Kind: report.KindMoney, ID: whole.ID}
		message := say.F("%s is %s, but its parts add up to %s", p.Name(ref), said(whole.Amount.Quantity()), groupedRat(total))
		if ways > 1 {
			message = say.F("%s, which is not %d times that", message, ways)
		}
		p.Found(ref, "amount.value", message,
			say.F("check the parts too: one of the numbers is mistyped, or a part is missing"))
	}
}

func amountSpan(m *report.Money) span {
	return spanOf(m.Amount.Quantity())
}

func outside(in, out report.Period) bool {
	return !in.From.IsZero() && !out.From.IsZero() && in.From.First().Before(out.From.First()) ||
		!in.To.IsZero() && !out.To.IsZero() && in.To.After(out.To)
}

// grouped formats a number with spaces between groups of three digits.
func grouped(n report.Number) string {
	s, decimals, point := strings.Cut(n.String(), ".")
	s, negative := strings.CutPrefix(s, "-")
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + " " + s[i:]
	}
	if negative {
		s = "-" + s
	}
	if point {
		s += "." + decimals
	}
	return s
}

// groupedRat formats a fraction as a number with as many decimals as it has, up to
// three.
func groupedRat(v *big.Rat) string {
	s := v.FloatString(3)
	n, err := report.ParseNumber(strings.TrimSuffix(strings.TrimRight(s, "0"), "."))
	if err != nil {
		return s
	}
	return grouped(n)
}

// said is a quantity that has a value as a message says it: "10 to 15 per cent".
func said(q report.Quantity) say.Text {
	s := say.Plain(grouped(*q.Value))
	if q.To != nil {
		s = say.F("%s to %s", s, grouped(*q.To))
	}
	switch q.Per {
	case 0:
	case 100:
		s = say.F("%s per cent", s)
	default:
		s = say.F("%s per %s", s, grouped(report.Integer(q.Per)))
	}
	return s
}

// quantities calls visit for every quantity that has a value, with its field.
func (p *Pass) quantities(visit func(ref report.Ref, field string, q report.Quantity)) {
	quantity := func(ref report.Ref, field string, q report.Quantity) {
		if q.Value != nil {
			visit(ref, field, q)
		}
	}
	r := p.Report
	for _, in := range r.Indicators {
		quantity(report.Ref{Kind: report.KindIndicator, ID: in.ID}, "baseline.quantity", in.Baseline.Quantity)
		for _, t := range in.Targets {
			quantity(report.Ref{Kind: report.KindTarget, ID: in.ID + "/" + t.ID}, "quantity", t.Quantity)
		}
		for _, o := range in.Observations {
			quantity(report.Ref{Kind: report.KindObservation, ID: in.ID + "/" + o.ID}, "quantity", o.Quantity)
		}
	}
	for _, a := range r.Activities {
		ref := report.Ref{Kind: report.KindActivity, ID: a.ID}
		quantity(ref, "participants", a.Participants)
		quantity(ref, "states_count", a.StatesCount)
	}
	for _, in := range r.Instruments {
		for i, c := range in.Counts {
			quantity(report.Ref{Kind: report.KindInstrument, ID: in.ID}, fmt.Sprintf("count[%d].parties", i), c.Parties)
		}
	}
	for _, m := range r.Money {
		quantity(report.Ref{Kind: report.KindMoney, ID: m.ID}, "amount", m.Amount.Quantity())
	}
}

var (
	printedNumber = regexp.MustCompile(`[0-9]+(?:[ \x{a0}\x{202f},.'’][0-9]+)*`)
	printedScale  = regexp.MustCompile(`^[ \x{a0}\x{202f}]*(?:([\p{L}\p{M}]+)(?:[ \x{a0}]+([\p{L}\p{M}]+))?)`)
	numberGroups  = regexp.MustCompile(`^[1-9][0-9]{0,2}(?:( |,|\.)[0-9]{3})+$`)
)

// scales are the words after a number that multiply it, by their power of ten, in the
// languages of the United Nations. Those of Chinese are also a beginning of a word.
var scales = func() map[string]int {
	m := make(map[string]int)
	for power, words := range map[int]string{
		3:  "thousand mille milliers mil тыс тысяча тысячи тысяч ألف ألفا آلاف 千",
		4:  "万",
		6:  "million millions million millón millones млн миллион миллиона миллионов مليون مليونا ملايين 百万",
		8:  "亿",
		9:  "billion billions milliard milliards млрд миллиард миллиарда миллиардов مليار ملايير بليون بلايين 十亿",
		12: "trillion trillions billón billones трлн триллион триллиона триллионов تريليون 万亿",
	} {
		for w := range strings.FieldsSeq(words) {
			m[w] = power
		}
	}
	return m
}()

// scaleAfter is the power of ten that the words after a number multiply it by.
func scaleAfter(s string) int {
	m := printedScale.FindStringSubmatch(s)
	if m == nil {
		return 0
	}
	first, second := strings.ToLower(m[1]), strings.ToLower(m[2])
	if first == "mil" && (second == "millones" || second == "millón") {
		return 9
	}
	if power, ok := scales[first]; ok {
		return power
	}
	for n := 2; n > 0; n-- { // "5万人", with the longer word first
		if r := []rune(m[1]); len(r) >= n && unicode.Is(unicode.Han, r[0]) {
			if power, ok := scales[string(r[:n])]; ok && !strings.HasPrefix(m[1], "千克") && !strings.HasPrefix(m[1], "千米") {
				return power
			}
		}
	}
	return 0
}

// latinDigits replaces the digits and marks of Arabic by those of other languages. What
// follows the Arabic decimal mark gets a zero, so that nobody takes it for a group
// of three digits.
func latinDigits(s string) string {
	if !strings.ContainsFunc(s, func(r rune) bool { return r >= '\u0660' && r <= '\u066c' }) {
		return s
	}
	s = strings.Map(func(r rune) rune {
		switch {
		case r >= '\u0660' && r <= '\u0669':
			return '0' + r - '\u0660'
		case r == '\u066c':
			return ' '
		}
		return r
	}, s)
	return arabicDecimals.ReplaceAllString(s, ".${1}0")
}

var arabicDecimals = regexp.MustCompile(`\x{66b}([0-9]+)`)

func asPrinted(p *Pass) {
	p.quantities(func(ref report.Ref, field string, q report.Quantity) {
		text := latinDigits(q.AsPrinted)
		at := printedNumber.FindAllStringIndex(text, -1)
		if len(at) == 0 {
			return
		}
		langs := p.printedIn(ref, field)
		scale := 0 // of the number before, which that of "10 to 15 million" shares
		prints := func(want report.Number) bool {
			for i := len(at) - 1; i >= 0; i-- {
				power := scaleAfter(text[at[i][1]:])
				powers := []int{power}
				if power != 0 {
					scale = power
				} else if q.To != nil && scale != 0 {
					powers = append(powers, scale)
				}
				for _, power := range powers {
					factor := new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(power)), nil))
					for _, v := range readings(text[at[i][0]:at[i][1]], langs) {
						if sameAsPrinted(want.Rat(), v.Mul(v, factor), q.RoundedTo) {
							return true
						}
					}
				}
			}
			return false
		}
		if words := roughly(text[:at[0][0]]); words != report.Exact && (q.Qualifier == report.Exact || q.Qualifier == "") && q.To == nil && prints(*q.Value) {
			p.Found(ref, field+".as_printed", say.F("the source printed “%s”, but the value %s has no qualifier", q.AsPrinted, grouped(*q.Value)),
				say.F("add qualifier = %q", words))
		}
		if !prints(*q.Value) {
			p.Found(ref, field+".value", say.F("the value is %s, but the source printed “%s”", grouped(*q.Value), q.AsPrinted),
				say.F("write the number as printed, or correct as_printed; a point or a comma before other than three digits begins decimals"))
		}
		if q.To != nil && !prints(*q.To) {
			p.Found(ref, field+".to", say.F("the range ends with %s, but the source printed “%s”", grouped(*q.To), q.AsPrinted),
				say.F("write the number as printed, or correct as_printed"))
		}
	})
}

var moreThan = regexp.MustCompile(`(?i)(?:more than|over|above|plus de)[ \x{a0}]*$`)

// roughly is the qualifier that the words before a printed number call for.
func roughly(before string) report.Qualifier {
	q, partial := wordsBefore(before)
	switch {
	case partial:
		return report.Exact
	case q == report.AtLeast && moreThan.MatchString(before):
		return report.MoreThan
	}
	return q
}

// sameAsPrinted reports whether a value is the number printed, whose sign words give,
// or that number rounded.
func sameAsPrinted(value, printed *big.Rat, rounded report.Number) bool {
	apart := new(big.Rat).Sub(new(big.Rat).Abs(value), printed)
	return apart.Abs(apart).Cmp(new(big.Rat).Mul(rounded.Rat(), big.NewRat(1, 2))) <= 0
}

// printedIn returns the languages in which the sources of a quantity are, and ""
// if one of them does not say.
func (p *Pass) printedIn(ref report.Ref, field string) []report.Lang {
	var own, whole []report.Lang // of citations for the field, and for the whole record
	name, _, _ := strings.Cut(field, ".")
	for _, c := range p.Cites() {
		s := p.Report.Source(c.Cite.Source)
		if c.Ref != ref || s == nil {
			continue
		}
		if list, _, _ := strings.Cut(c.Field, "cites["); list != "" && !strings.HasPrefix(field, list) {
			continue // of another count of the instrument
		}
		switch {
		case len(c.Cite.For) == 0:
			whole = append(whole, s.Original)
		case slices.Contains(c.Cite.For, name) || slices.Contains(c.Cite.For, field):
			own = append(own, s.Original)
		}
	}
	switch {
	case len(own) > 0:
		return own
	case len(whole) > 0:
		return whole
	}
	if parent := p.Report.Parent(ref); parent != (report.Ref{}) {
		return p.printedIn(parent, field)
	}
	return []report.Lang{""}
}

// readings returns the possible values of a number as printed in one of several
// languages. A mark separates groups of digits only if it is before three digits each
// time: "1,580" and "15,800", but not "15,8". In English and Chinese a comma does so,
// and a point begins decimals; in French and Russian a comma begins decimals and a
// point separates groups, as does a space everywhere. Other languages, and sources
// that do not say theirs, use both. Where a number cannot be one, as "12 2008", its
// parts are numbers of their own.
func readings(s string, langs []report.Lang) []*big.Rat {
	s = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "'", " ", "’", " ").Replace(s)
	comma, point := false, false // whether it may begin decimals
	for _, l := range langs {
		comma = comma || l != "en" && l != "zh"
		point = point || l != "fr" && l != "ru"
	}
	whole := func(s string) (v string, ok bool) {
		if m := numberGroups.FindStringSubmatch(s); m != nil && strings.Count(s, m[1]) == strings.Count(s, " ")+strings.Count(s, ",")+strings.Count(s, ".") {
			s = strings.ReplaceAll(s, m[1], "")
		}
		return s, s != "" && !strings.ContainsAny(s, ". ,")
	}
	var vs []*big.Rat
	add := func(s string) {
		if v, ok := new(big.Rat).SetString(s); ok {
			vs = append(vs, v)
		}
	}
	i := strings.LastIndexAny(s, ",.")
	decimal := i >= 0 && (s[i] == ',' && comma || s[i] == '.' && point)
	grouping := i < 0 || s[i] == ',' && slices.ContainsFunc(langs, func(l report.Lang) bool { return l != "fr" && l != "ru" }) ||
		s[i] == '.' && slices.ContainsFunc(langs, func(l report.Lang) bool { return l != "en" && l != "zh" }) || strings.Count(s, s[i:i+1]) > 1
	if v, ok := whole(s); ok && grouping {
		add(v)
	}
	if i >= 0 && (decimal || !numberGroups.MatchString(s)) && !strings.Contains(s[i+1:], " ") {
		if before, ok := whole(s[:i]); ok && !strings.Contains(s[:i], s[i:i+1]) {
			add(before + "." + s[i+1:])
		}
	}
	if len(vs) == 0 && strings.Contains(s, " ") {
		for part := range strings.FieldsSeq(s) {
			vs = append(vs, readings(part, langs)...)
		}
	}
	return vs
}

func roundedTo(p *Pass) {
	p.quantities(func(ref report.Ref, field string, q report.Quantity) {
		for _, v := range []*report.Number{q.Value, q.To} {
			if v != nil && q.RoundedTo.Sign() > 0 && !v.IsMultiple(q.RoundedTo) {
				p.Found(ref, field+".rounded_to", say.F("%s is not a multiple of %s, so it is not rounded to that", grouped(*v), grouped(q.RoundedTo)), say.F("check the zeros of both"))
			}
		}
	})
}

func cumulative(p *Pass) {
	for _, in := range p.Report.Indicators {
		for _, series := range in.Series() {
			cumulativeSeries(p, in, series)
		}
	}
}

func cumulativeSeries(p *Pass, in *report.Indicator, series []*report.Observation) {
	for i, o := range series {
		if i == 0 {
			continue
		}
		before := series[i-1]
		since, from := before.Period.From, o.Period.From
		if !since.IsZero() && !from.IsZero() && since.First() != from.First() || before.Period.To == o.Period.To {
			continue
		}
		was, is := spanOf(before.Quantity), spanOf(o.Quantity)
		if before.Quantity.Per == 0 && o.Quantity.Per == 0 && was.exceeds(is) {
			ref := report.Ref{Kind: report.KindObservation, ID: in.ID + "/" + o.ID}
			p.Found(ref, "quantity.value", say.F("%s falls from %s on %s to %s on %s, although it is cumulative", p.Name(report.Ref{Kind: report.KindIndicator, ID: in.ID}), said(before.Quantity), before.Period.To, said(o.Quantity), o.Period.To),
				say.F("check which of the two is wrong; figures counted in different ways belong to different indicators"))
		}
	}
}

func observationOnce(p *Pass) {
	for _, in := range p.Report.Indicators {
		type of struct {
			period report.Period
			by     string
		}
		seen := make(map[of]string)
		for _, o := range in.Observations {
			key := of{o.Period, strings.Join(o.By, " ")}
			if first, again := seen[key]; again {
				p.Found(report.Ref{Kind: report.KindObservation, ID: in.ID + "/" + o.ID}, "period", say.F("%s has two observations for one period: %s and %s", p.Name(report.Ref{Kind: report.KindIndicator, ID: in.ID}), first, o.ID), say.F("remove one of the two, or correct its period"))
				continue
			}
			seen[key] = o.ID
		}
	}
}

func observationKind(p *Pass) {
	for _, in := range p.Report.Indicators {
		for i, o := range in.Observations {
			first := in.Observations[0]
			if i == 0 || o.Period.From.IsZero() || first.Period.From.IsZero() || o.Period.From.First() == first.Period.From.First() || wholeYear(o.Period) && wholeYear(first.Period) {
				continue
			}
			p.Found(report.Ref{Kind: report.KindObservation, ID: in.ID + "/" + o.ID}, "period.from",
				say.F("the observation %s of %s does not count from the same day as the observation %s, and they are not both for a whole year", o.ID, p.Name(report.Ref{Kind: report.KindIndicator, ID: in.ID}), first.ID),
				say.F("correct period.from, or make it a separate indicator"))
		}
	}
}

func wholeYear(period report.Period) bool {
	from, to := period.From.First(), period.To.Last()
	return from.Year == to.Year && from.Month == 1 && from.Day == 1 && to.Month == 12 && to.Day == 31
}

func statesCounted(p *Pass) {
	for _, a := range p.Report.Activities {
		if counted(len(a.States)).exceeds(spanOf(a.StatesCount)) {
			ref := report.Ref{Kind: report.KindActivity, ID: a.ID}
			p.Found(ref, "states_count.value", say.F("%s counts %s States, but names %d", p.Name(ref), said(a.StatesCount), len(a.States)), say.F("check which of the two is wrong"))
		}
	}
}

func partiesCounted(p *Pass) {
	for _, in := range p.Report.Instruments {
		if p.Report.ParticipationIn(in.ID) == nil {
			continue
		}
		for i, c := range in.Counts {
			all, members := p.Report.PartiesCount(in.ID, c.Date)
			read := spanOf(c.Parties)
			fits := func(n int) bool { return !counted(n).exceeds(read) && !read.exceeds(counted(n)) }
			if read.reported && !fits(all) && !fits(members) {
				ref := report.Ref{Kind: report.KindInstrument, ID: in.ID}
				p.Found(ref, fmt.Sprintf("count[%d].parties.value", i), say.F("%s is said to have %s parties on %s, but according to the acts it has %d", p.Name(ref), said(c.Parties), c.Date, all),
					say.F("look for a missing act in data/participation/%s.toml, or correct the number", in.ID))
			}
		}
	}
}

func observationJump(p *Pass) {
	const jump = 100
	ten := report.Integer(10)
	for _, in := range p.Report.Indicators {
		for i := 1; i < len(in.Observations); i++ {
			a, b := in.Observations[i-1], in.Observations[i]
			x, y := a.Quantity.Value, b.Quantity.Value
			if x == nil || y == nil || a.Quantity.Per != b.Quantity.Per || len(a.By) > 0 || len(b.By) > 0 {
				continue
			}
			less, more := x, y
			if less.Cmp(*more) > 0 {
				less, more = more, less
			}
			if more.Cmp(ten) < 0 || less.Sign() <= 0 {
				continue
			}
			ratio := new(big.Rat).Quo(more.Rat(), less.Rat())
			if ratio.Cmp(big.NewRat(jump, 1)) < 0 {
				continue
			}
			times, _ := ratio.Float64()
			ref := report.Ref{Kind: report.KindObservation, ID: in.ID + "/" + b.ID}
			how := say.F("%.0f times", times)
			if y.Cmp(*x) < 0 {
				how = say.F("one %.0fth of", times)
			}
			p.Found(ref, "quantity.value", say.F("%s is %s, %s the figure before it, %s", p.Name(ref), grouped(*y), how, grouped(*x)),
				say.F("check the digits, and that it stands below its own indicator: an observation belongs to the [[indicator]] above it"))
		}
	}
}
