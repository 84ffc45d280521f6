package diff

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// word is what a redline never splits: a word, a number with its groups, a
// date, an amount with its currency, a symbol such as A/RES/62/172, a
// reference, a mark of punctuation.
type word struct {
	space string // before it
	text  string
	style style
}

// style is how a word is set.
type style struct {
	emphasis, strong, reference bool
	link                        string // where it leads
}

// scanner cuts a text into words.
type scanner struct {
	s     string
	words []word
	style style
	space string // read, before the next word
}

// newScanner returns a scanner for a text of about n bytes.
func newScanner(n int) *scanner { return &scanner{words: make([]word, 0, n/6+4)} }

// scan appends the words of s, which are set in a style.
func (sc *scanner) scan(s string) {
	sc.s = s
	for i := 0; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if unicode.IsSpace(r) {
			j := i + n
			for j < len(s) {
				r, n := utf8.DecodeRuneInString(s[j:])
				if !unicode.IsSpace(r) {
					break
				}
				j += n
			}
			sc.space += s[i:j]
			i = j
			continue
		}
		j := sc.end(i, r, n)
		sc.words = append(sc.words, word{sc.space, s[i:j], sc.style})
		sc.space = ""
		i = j
	}
}

// end is where the word ends that begins at i with r, of n bytes.
func (sc *scanner) end(i int, r rune, n int) int {
	s := sc.s
	switch {
	case ideographic(r):
		return clusterEnd(s, i+n)
	case currencySign(r):
		if j := i + n; j < len(s) && digitAt(s, j) {
			return sc.amount(sc.number(j))
		}
		return i + n
	case unicode.IsDigit(r):
		j := sc.number(i)
		if end := dateEnd(s, j); end > j {
			return end
		}
		return sc.amount(j)
	case (r == '-' || r == '−') && i+n < len(s) && digitAt(s, i+n) && (i == 0 || sc.space != ""):
		return sc.amount(sc.number(i + n))
	case unicode.IsLetter(r):
		j := sc.letters(i)
		if code := s[i:j]; currencyCode(code) {
			if k := skipSpace(s, j); k < len(s) && digitAt(s, k) {
				return sc.amount(sc.number(k))
			}
		}
		if month(s[i:j]) {
			if end := yearEnd(s, j); end > j {
				return end
			}
		}
		return j
	case symbolic(r):
		j := i + n
		for j < len(s) {
			r, n := utf8.DecodeRuneInString(s[j:])
			if !symbolic(r) && !extends(r) && !unicode.Is(unicode.Mn, r) {
				break
			}
			j += n
		}
		return j
	}
	return clusterEnd(s, i+n)
}

// letters is where the word that begins at i with a letter ends. What joins
// is inside it: hyphens, slashes of symbols, apostrophes save that of an
// elision.
func (sc *scanner) letters(i int) int {
	s := sc.s
	count := 0
	for j := i; j < len(s); {
		r, n := utf8.DecodeRuneInString(s[j:])
		switch {
		case (unicode.IsLetter(r) && !ideographic(r)) || unicode.IsDigit(r) || r == '_':
			count++
		case extends(r):
		case (r == '\'' || r == '’') && count <= 2 && letterAt(s, j+n) && elides(s[i:j]):
			return j + n
		case joins(r) && wordAt(s, j+n) && (r != ',' && r != ':' || digitAt(s, j+n)):
			count += 3
		default:
			return j
		}
		j += n
	}
	return len(s)
}

// number is where the number that begins at i ends, with its groups and what
// is joined to it: "8,150", "36 819 000", "1.5", "2008-07-31", "60th", "4-a".
func (sc *scanner) number(i int) int {
	s := sc.s
	group := 0 // digits since the last separator
	first := true
	for j := i; j < len(s); {
		r, n := utf8.DecodeRuneInString(s[j:])
		switch {
		case unicode.IsDigit(r):
			group++
		case unicode.IsLetter(r) && !ideographic(r), extends(r):
			return sc.letters(j)
		case joins(r) && wordAt(s, j+n) && (r != ',' && r != ':' || digitAt(s, j+n)):
			if !digitAt(s, j+n) {
				return sc.letters(j + n)
			}
			group, first = 0, false
		case groupSpace(r) && (group == 3 || first && group < 3) && threeDigits(s, j+n):
			group, first = 0, false
		default:
			return j
		}
		j += n
	}
	return len(s)
}

// amount is where the amount ends whose number ends at j: "per cent", "%",
// "million dollars" and the like belong to it.
func (sc *scanner) amount(j int) int {
	s := sc.s
	for {
		k := skipSpace(s, j)
		end := unitEnd(s, k)
		if end == k {
			return j
		}
		j = end
	}
}

func unitEnd(s string, i int) int {
	if i >= len(s) {
		return i
	}
	r, n := utf8.DecodeRuneInString(s[i:])
	if r == '%' || r == '‰' || r == '٪' || currencySign(r) {
		return i + n
	}
	for _, unit := range []string{
		"per cent", "pour cent", "por ciento", "million", "millions", "millones", "milliard", "milliards", "billion",
		"billions", "thousand", "dollars", "dollar", "euros", "euro", "de dollars", "d’euros", "de euros", "de dólares",
		"dólares", "млн", "млрд", "процентов", "долларов", "USD", "EUR",
	} {
		if strings.HasPrefix(s[i:], unit) && !wordAt(s, i+len(unit)) {
			return i + len(unit)
		}
	}
	return i
}

// dateEnd is where a date ends whose day ends at j, j where none does.
func dateEnd(s string, j int) int {
	if r, n := utf8.DecodeRuneInString(s[j:]); r == '年' || r == '月' || r == '日' {
		end := j + n
		for k := end; k < len(s); {
			r, n := utf8.DecodeRuneInString(s[k:])
			if !unicode.IsDigit(r) && r != '年' && r != '月' && r != '日' {
				break
			}
			k += n
			if !unicode.IsDigit(r) {
				end = k
			}
		}
		return end
	}
	k := skipSpace(s, j)
	if k == j {
		return j
	}
	if strings.HasPrefix(s[k:], "de ") {
		k += len("de ")
	}
	end := k
	for end < len(s) {
		r, n := utf8.DecodeRuneInString(s[end:])
		if !unicode.IsLetter(r) && !extends(r) {
			break
		}
		end += n
	}
	if !month(s[k:end]) {
		return j
	}
	return yearEnd(s, end)
}

// yearEnd is where the year ends that follows a month that ends at j; j where
// there is none.
func yearEnd(s string, j int) int {
	k := skipSpace(s, j)
	if strings.HasPrefix(s[k:], "de ") {
		k += len("de ")
	}
	if k == j || len(s) < k+4 {
		return j
	}
	for i := range 4 {
		if s[k+i] < '0' || s[k+i] > '9' {
			return j
		}
	}
	if wordAt(s, k+4) {
		return j
	}
	return k + 4
}

// month reports whether s names one, in a language of the United Nations that
// writes dates with a name.
func month(s string) bool {
	if len(s) < 3 || len(s) > 20 {
		return false
	}
	switch strings.ToLower(s) {
	case "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
		"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
		"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
		"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря",
		"يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر":
		return true
	}
	return false
}

// elides reports whether s is a word of its own before an apostrophe.
func elides(s string) bool {
	switch strings.ToLower(s) {
	case "l", "d", "n", "s", "c", "j", "m", "t", "qu":
		return true
	}
	return false
}

// joins reports whether r, between letters and digits, is inside a word.
func joins(r rune) bool {
	switch r {
	case '-', '‐', '‑', '/', '.', ',', '\'', '’', ':', '–', '@', '&', '+', '=', '?', '%', '#':
		return true
	}
	return false
}

// groupSpace reports whether r parts the groups of a number.
func groupSpace(r rune) bool {
	return r == ' ' || r == '\u00a0' || r == '\u202f' || r == '\u2009' || r == '’' || r == '٬'
}

func threeDigits(s string, i int) bool {
	return len(s) >= i+3 && digitAt(s, i) && digitAt(s, i+1) && digitAt(s, i+2) && !wordAt(s, i+3)
}

// symbolic is what emoji and signs are made of; a run of it is one word.
func symbolic(r rune) bool {
	return unicode.Is(unicode.So, r) || unicode.Is(unicode.Sk, r) || r == '\u200d' || r == '\ufe0f'
}

// extends reports whether r belongs to the character before it.
func extends(r rune) bool {
	return unicode.Is(unicode.M, r) || r == '\u200d' || r == '\u200c' || r == '\u00ad' || r >= '\ufe00' && r <= '\ufe0f'
}

// ideographic reports whether r is a word of its own in text without spaces.
func ideographic(r rune) bool {
	return r >= 0x2e80 && unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana)
}

func clusterEnd(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if !extends(r) {
			break
		}
		i += n
	}
	return i
}

func currencySign(r rune) bool { return r >= '$' && unicode.Is(unicode.Sc, r) }

func currencyCode(s string) bool {
	switch s {
	case "USD", "EUR", "US$", "US", "CHF", "GBP", "$US":
		return true
	}
	return false
}

func skipSpace(s string, i int) int {
	for i < len(s) {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r != ' ' && r != '\u00a0' && r != '\u202f' {
			break
		}
		i += n
	}
	return i
}

func digitAt(s string, i int) bool {
	if i >= len(s) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsDigit(r)
}

func letterAt(s string, i int) bool {
	if i >= len(s) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[i:])
	return unicode.IsLetter(r)
}

// wordAt reports whether a letter or a digit is at i.
func wordAt(s string, i int) bool { return digitAt(s, i) || letterAt(s, i) }
