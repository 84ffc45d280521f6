package check

import (
	"cmp"
	"math/big"
	"slices"
	"strings"
	"unicode"

	"rapporteur/generator/internal/lazyregexp"
	"rapporteur/generator/numeral"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// printedRules returns the rule that compares values with the numbers that sources printed.
func printedRules() []Rule {
	return []Rule{
		{
			Name:   "as-printed",
			Family: Arithmetic,
			Doc: "The value is the number printed in the source: \"some 158\" is 158 and \"120.1 million\" is 120100000. " +
				"Where it printed “some”, “about” or “more than”, a qualifier says so. A point or a comma separates thousands only before three digits: \"15.8\" and \"15,8\" are not 158. " +
				"\"1,580\" is 1580 in English and Chinese, \"1.580\" in French and Russian, and \"1 580\" in every language; " +
				"the language is that of the cited source, and if it is not known, either may be meant. " +
				"Words that multiply are known in the six languages (\"1.5 million\", \"1,5 млн\", \"15万\"), and the digits of Arabic. " +
				"Whole numbers in words are read in the six languages too (\"twelve\", \"une douzaine\", \"quatre-vingt-dix\"); words that give no number, such as \"a great many\", are not judged.",
			Run: asPrinted,
		},
	}
}

var (
	printedNumber = lazyregexp.New(`[0-9]+(?:[ \x{a0}\x{202f},.'’][0-9]+)*`)
	printedScale  = lazyregexp.New(`^[ \x{a0}\x{202f}]*(?:([\p{L}\p{M}]+)(?:[ \x{a0}]+([\p{L}\p{M}]+))?)`)
	numberGroups  = lazyregexp.New(`^[1-9][0-9]{0,2}(?:( |,|\.)[0-9]{3})+$`)
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

var arabicDecimals = lazyregexp.New(`\x{66b}([0-9]+)`)

func asPrinted(p *Pass) {
	p.quantities(func(ref report.Ref, field string, q report.Quantity) {
		text := latinDigits(q.AsPrinted)
		langs := p.printedIn(ref, field)
		at := printedNumber.FindAllStringIndex(text, -1)
		words := numeralsIn(text, langs)
		if len(at) == 0 && len(words) == 0 {
			return
		}
		scale := 0 // of the number before, which that of "10 to 15 million" shares
		prints := func(want report.Number) bool {
			for _, n := range words {
				if sameAsPrinted(want.Rat(), new(big.Rat).SetInt64(n.Value), q.RoundedTo) {
					return true
				}
			}
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
		first := len(text)
		if len(at) > 0 {
			first = at[0][0]
		}
		if len(words) > 0 {
			first = min(first, words[0].From)
		}
		if words := roughly(text[:first]); words != report.Exact && (q.Qualifier == report.Exact || q.Qualifier == "") && q.To == nil && prints(*q.Value) {
			p.Found(ref, field+".as_printed", say.F("the source printed “%s”, but the value %s has no qualifier", q.AsPrinted, grouped(*q.Value)),
				say.F("add ‹qualifier = %q›", words))
		}
		if !prints(*q.Value) {
			p.Found(ref, field+".value", say.F("the value is %s, but the source printed “%s”", grouped(*q.Value), q.AsPrinted),
				say.F("write the number as printed, or correct ‹as_printed›; a point or a comma before other than three digits begins decimals"))
		}
		if q.To != nil && !prints(*q.To) {
			p.Found(ref, field+".to", say.F("the range ends with %s, but the source printed “%s”", grouped(*q.To), q.AsPrinted),
				say.F("write the number as printed, or correct ‹as_printed›"))
		}
	})
}

// numeralsIn returns the numbers in words of a text in one of several languages. Where
// there are none, as when a source does not say its language or a writer quoted a
// translation, it looks for English and French ones.
func numeralsIn(text string, langs []report.Lang) []numeral.Numeral {
	var all []numeral.Numeral
	for _, l := range langs {
		all = append(all, numeral.Find(text, string(l))...)
	}
	if len(all) == 0 {
		all = append(numeral.Find(text, "en"), numeral.Find(text, "fr")...)
	}
	slices.SortStableFunc(all, func(a, b numeral.Numeral) int { return cmp.Compare(a.From, b.From) })
	return all
}

var moreThan = lazyregexp.New(`(?i)(?:more than|over|above|plus de)[ \x{a0}]*$`)

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
