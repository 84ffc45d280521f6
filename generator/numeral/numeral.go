// Package numeral reads cardinal numbers in words, such as "one hundred and fifty-eight"
// and "quatre-vingt-dix-sept", in the six languages of the United Nations.
//
// It reads whole numbers alone. Ordinals, fractions ("one and a half million"), and words
// for an unknown number ("several hundred", "milliers") are not numbers here.
package numeral

import (
	"regexp"
	"slices"
	"strings"
)

// A Numeral is a number in words within a text.
type Numeral struct {
	From, To int // offsets of its bytes
	Value    int64
}

// Find returns the numbers in words of a text in a language ("en", "fr", "es", "ru", "ar",
// "zh"), in their order. It returns none for another language, and leaves out those that
// are part of a fraction, which would be wrong numbers alone.
func Find(text, lang string) []Numeral {
	if lang == "zh" {
		return findChinese(text)
	}
	words, ok := lexicons[lang]
	if !ok {
		return nil
	}
	ts := tokens(text)
	var found []Numeral
	for i := 0; i < len(ts); {
		value, next, ok := read(ts, i, lang)
		if !ok {
			i = max(next, i+1)
			continue
		}
		if !inFraction(ts, i, next, words) {
			found = append(found, Numeral{ts[i].from, ts[next-1].to, value})
		}
		i = next
	}
	return found
}

// inFraction reports whether the number in the tokens from i to next is part of a fraction:
// "half a million", "one and a half million", "two thirds".
func inFraction(ts []token, i, next int, words map[string]word) bool {
	if i > 0 && ts[i].joined && words[ts[i-1].text].kind == fraction {
		// "at this point twelve countries" has no fraction.
		decimals := i > 1 && ts[i-1].joined && words[ts[i-2].text].kind == addend
		if first := words[ts[i].text]; first.kind == article || first.article || decimals {
			return true
		}
	}
	for j := next; j < len(ts) && ts[j].joined; j++ {
		switch w := words[ts[j].text]; {
		case w.kind == fraction:
			return true
		case w.kind != joiner && w.kind != article && !w.article:
			return false
		}
	}
	return false
}

// Word reports whether a word in lower case is part of numbers in words in one of the
// languages with Latin letters, or joins such parts: "seventy", "et".
func Word(s string) bool {
	for _, lang := range []string{"en", "fr", "es"} {
		switch lexicons[lang][s].kind {
		case addend, hundred, scale, joiner:
			return true
		}
	}
	return false
}

// A token is a word of a text.
type token struct {
	text     string // in lower case
	from, to int
	joined   bool // to the word before: only spaces or a hyphen stand between
	counted  bool // by a number in digits before it
}

var (
	tokenRE   = regexp.MustCompile(`[\p{L}\p{M}]+`)
	betweenRE = regexp.MustCompile(`^(?:[ \n\x{a0}\x{202f}]+|[-‑])$`)
	digitRE   = regexp.MustCompile(`\pN[ \x{a0}\x{202f}-]*$`)
)

func tokens(text string) []token {
	var ts []token
	end := 0
	for _, at := range tokenRE.FindAllStringIndex(text, -1) {
		gap := text[end:at[0]]
		t := token{text: strings.ToLower(text[at[0]:at[1]]), from: at[0], to: at[1]}
		t.joined = len(ts) > 0 && betweenRE.MatchString(gap)
		t.counted = digitRE.MatchString(gap)
		ts = append(ts, t)
		end = at[1]
	}
	return ts
}

// A number in words is read as the sum of its groups of three digits, each multiplied by
// the scale after it. Within a group each part is below the place of the part before:
// after twenty only one to nine may follow.

// read reads the number that begins with the token i. It returns the token after it; where
// there is none, ok is false and next the first token that may begin another.
func read(ts []token, i int, lang string) (value int64, next int, ok bool) {
	words := lexicons[lang]
	first := words[ts[i].text]
	if ts[i].counted || first.kind != addend && first.kind != article && !(multiplies(first) && first.bare > 0) {
		return 0, i + 1, false
	}
	if ts[i].joined && i > 0 {
		switch before := words[ts[i-1].text]; {
		case before.kind == vague && multiplies(first):
			return 0, i + 1, false // "quelques mille"
		case before.kind == share && first.kind == hundred:
			return 0, i + 1, false // "pour cent"
		}
	}
	var (
		g     = group{lang: lang, limit: 1000}
		total int64
		last  = int64(1) << 62 // scale
		j     = i
	)
	for j < len(ts) && (j == i || ts[j].joined) {
		w := words[ts[j].text]
		if w.kind == joiner {
			if j == i || j+1 >= len(ts) || !ts[j+1].joined || !g.joins(words[ts[j-1].text], words[ts[j+1].text]) {
				break
			}
			if before := words[ts[j-1].text]; multiplies(before) && j+2 < len(ts) && ts[j+2].joined && words[ts[j+2].text].kind == before.kind {
				break // "one hundred and two hundred" are two numbers
			}
			j++
			continue
		}
		if w.kind == scale {
			switch {
			case w.value < last && g.value > 0:
				total += g.value * w.value
			case w.value < last && total == 0 && w.bare > 0:
				total = w.bare * w.value
			case last == 1000 && w.value == 1e6: // "mil millones"
				total = (total + g.value) * w.value
			default:
				return total + g.value, j, total+g.value > 0
			}
			last = w.value
			g = group{lang: lang, limit: min(1000, w.value)}
		} else if !g.add(w, ts, j) {
			break
		}
		j++
	}
	value = total + g.value
	switch {
	case j == i, j == i+1 && (first.kind == article || first.article):
		return 0, i + 1, false // an article alone
	}
	return value, j, true
}

// multiplies reports whether a word multiplies the number before it.
func multiplies(w word) bool { return w.kind == hundred || w.kind == scale }

// group is the part of a number below a thousand.
type group struct {
	lang  string
	value int64
	last  int64 // part added
	limit int64 // that the next part is below
}

// add adds the word of token j, and reports whether it continues the number.
func (g *group) add(w word, ts []token, j int) bool {
	switch w.kind {
	case article:
		if g.limit < 1000 || j+1 >= len(ts) || !ts[j+1].joined || !multiplies(lexicons[g.lang][ts[j+1].text]) {
			return false
		}
		g.value, g.last, g.limit = 1, 1, 1
	case hundred:
		switch {
		case g.value == 0 && w.bare > 0:
			g.value = w.value
		case w.value == 100 && g.value > 0 && g.value < 20 || w.value < 100 && g.value > 0 && g.value < 100:
			g.value *= w.value
		default:
			return false
		}
		g.last, g.limit = w.value, w.value
		if w.value < 100 {
			g.limit = 0 // nothing follows "two dozen"
		}
	case addend:
		switch {
		case g.lang == "fr" && w.value == 20 && g.last == 4 && g.limit == 1: // "quatre-vingts"
			g.value += 76
			g.last, g.limit = 80, 20
			return true
		case g.lang == "fr" && g.last == 10 && w.value >= 7 && w.value <= 9: // "dix-sept"
			g.value += w.value
			g.last, g.limit = 10+w.value, 1
			return true
		case g.lang == "ar" && (w.value == 10 || w.and && w.value >= 20 && w.value < 100) && g.last > 0 && g.last < 10 && g.limit == 1:
			g.value += w.value // "ثلاثة عشر", "خمسة وعشرون"
			g.last, g.limit = w.value, 1
			return true
		case g.lang == "ar" && g.value > 0 && !w.and:
			return false
		}
		if w.value >= g.limit || w.value == 0 && g.limit < 1000 {
			return false
		}
		g.value += w.value
		g.last = w.value
		switch {
		case w.value >= 100:
			g.limit = 100
		case w.value < 20 || w.value%10 != 0:
			g.limit = 1
		case g.lang == "fr" && (w.value == 60 || w.value == 80):
			g.limit = 20
		default:
			g.limit = 10
		}
	default:
		return false
	}
	return true
}

// joins reports whether "and" joins two parts of one number, as each language has it:
// "two hundred and five", "vingt et un", "treinta y dos".
func (g *group) joins(before, after word) bool {
	if after.kind != addend {
		return false
	}
	switch g.lang {
	case "en":
		return multiplies(before) && before.value >= 100 && after.value < 100
	case "fr":
		return before.kind == addend && before.value >= 20 && (after.value == 1 || after.value == 11 && before.value == 60)
	case "es":
		return before.kind == addend && before.value >= 30 && before.value < 100 && after.value < 10
	}
	return false
}

// countersOfChinese follow a single digit that is a number, rather than part of a word.
const countersOfChinese = "个名项次国人位份件期年所场"

func findChinese(text string) []Numeral {
	var found []Numeral
	rs := []rune(text)
	offset := make([]int, len(rs)+1)
	for i, r := range rs {
		offset[i+1] = offset[i] + len(string(r))
	}
	for i := 0; i < len(rs); {
		j := i
		for j < len(rs) && strings.ContainsRune(chineseDigits+"两十百千万亿", rs[j]) {
			j++
		}
		if j == i {
			i++
			continue
		}
		value, ok := chinese(rs[i:j])
		single := j == i+1
		counted := j < len(rs) && strings.ContainsRune(countersOfChinese, rs[j])
		fraction := slices.ContainsFunc([]string{"分之", "点", "半"}, func(s string) bool { return strings.Contains(text, s) })
		digits := i > 0 && (rs[i-1] >= '0' && rs[i-1] <= '9' || strings.ContainsRune("第数几", rs[i-1]))
		if ok && !fraction && !digits && (!single || counted || len(rs) == 1) {
			found = append(found, Numeral{offset[i], offset[j], value})
		}
		i = j
	}
	return found
}

const chineseDigits = "〇一二三四五六七八九零"

// chinese is the value of a number in Chinese characters: digits, each multiplied by the
// place after it, in groups of ten thousand.
func chinese(rs []rune) (int64, bool) {
	var total, section, digit int64 // up to 亿, and from there up to 万
	for i, r := range rs {
		switch r {
		case '十', '百', '千':
			place := map[rune]int64{'十': 10, '百': 100, '千': 1000}[r]
			if digit == 0 && (r != '十' || i > 0 && section == 0 && total == 0) {
				return 0, false
			}
			section += max(digit, 1) * place
			digit = 0
		case '万', '亿':
			section += digit
			digit = 0
			if section == 0 {
				return 0, false
			}
			if r == '万' {
				total += section * 1e4
			} else {
				total = (total + section) * 1e8
			}
			section = 0
		case '两':
			digit = 2
		default:
			if digit != 0 {
				return 0, false // digits one by one, as in a year
			}
			digit = int64(strings.Index(chineseDigits, string(r)) / len("一") % 10)
		}
	}
	return total + section + digit, true
}
