package diff

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"rapporteur/generator/numeral"
)

// word is the unit that a redline never splits: a word, a number with its digit
// groups, a date, an amount with its currency, a symbol such as A/RES/62/172, a
// reference or a punctuation mark.
type word struct {
	space string // before it
	text  string // in the Unicode form NFC
	style style
	brk   bool  // space parts paragraphs or items of a list
	link  int32 // numbers the links of a text from 1; 0 outside of links
}

// style is the formatting of a word.
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
	links int32  // read so far
	link  int32  // that is being read; 0 for none
}

// newScanner returns a scanner for a text of about n bytes.
func newScanner(n int) *scanner { return &scanner{words: make([]word, 0, n/6+4)} }

// scan appends the words of s, which all have one style.
func (sc *scanner) scan(s string) {
	s = foldSpace(norm.NFC.String(s)) // in a date or an amount too
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
		sc.add(s[i:j])
		i = j
	}
}

// add appends a word, with the space before it.
func (sc *scanner) add(text string) {
	sc.words = append(sc.words, word{space: sc.space, text: text, style: sc.style, link: sc.link})
	sc.space = ""
}

// end returns the end of the word that begins at i with the rune r, of n bytes.
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
		return sc.amount(bracketEnd(s, j))
	case (r == '-' || r == '−') && i+n < len(s) && digitAt(s, i+n) && (i == 0 || sc.space != ""):
		return sc.amount(sc.number(i + n))
	case unicode.IsLetter(r):
		if end := addressEnd(s, i); end > i {
			return end
		}
		j := sc.letters(i)
		if last, _ := utf8.DecodeLastRuneInString(s[i:j]); unicode.IsDigit(last) {
			return bracketEnd(s, j)
		}
		if code := s[i:j]; currencyCode(code) {
			if k := skipSpace(s, j); k < len(s) && digitAt(s, k) {
				return sc.amount(sc.number(k))
			}
		}
		if month(s[i:j]) {
			if end := yearEnd(s, j); end > j {
				return end
			}
			if end := dayEnd(s, j); end > j {
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

// letters returns the end of the word that begins at i with a letter. Hyphens, the
// slashes of symbols and apostrophes belong to the word, except the apostrophe of an
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

// number returns the end of the number that begins at i, including its digit groups
// and what is joined to it: "8,150", "36 819 000", "1.5", "2008-07-31", "60th", "4-a".
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

// amount returns the end of the amount whose number ends at j, including "per cent",
// "%", "million dollars" and the like.
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

// dateEnd returns the end of the date whose day ends at j, or j if there is none.
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

// yearEnd returns the end of the year after a month that ends at j, or j if there is
// none.
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

// dayEnd returns the end of a date whose month comes first and ends at j, such as
// "September 3, 2008" or "September 3", or j if there is none.
func dayEnd(s string, j int) int {
	k := skipSpace(s, j)
	end := k
	for end < len(s) && end < k+2 && s[end] >= '0' && s[end] <= '9' {
		end++
	}
	if k == j || end == k {
		return j
	}
	for _, th := range []string{"st", "nd", "rd", "th"} {
		if strings.HasPrefix(s[end:], th) {
			end += len(th)
			break
		}
	}
	if wordAt(s, end) {
		return j
	}
	if strings.HasPrefix(s[end:], ",") {
		if year := yearEnd(s, end+1); year > end+1 {
			return year
		}
	}
	if year := yearEnd(s, end); year > end {
		return year
	}
	return end
}

// bracketEnd returns the end of the brackets after the number that ends at j: the year
// of a resolution, "1535 (2004)", or the number in words, "16 (sixteen)". It returns j
// if neither follows.
func bracketEnd(s string, j int) int {
	k := skipSpace(s, j)
	if k >= len(s) || s[k] != '(' {
		return j
	}
	const long = 80
	inside, _, closed := strings.Cut(s[k+1:min(len(s), k+long)], ")")
	if !closed {
		return j
	}
	if len(inside) == 4 && strings.Trim(inside, "0123456789") == "" {
		return k + len(inside) + 2
	}
	parts := strings.FieldsFunc(strings.ToLower(inside), func(r rune) bool { return r == '-' || r == '‑' || unicode.IsSpace(r) })
	for _, p := range parts {
		if !numeral.Word(p) {
			return j
		}
	}
	if len(parts) == 0 {
		return j
	}
	return k + len(inside) + 2
}

// addressEnd returns the end of the web address that begins at i, without the
// punctuation after it, or i if none begins there.
func addressEnd(s string, i int) int {
	rest := s[i:]
	colon := strings.Index(rest[:min(len(rest), 12)], "://")
	if colon < 0 && !strings.HasPrefix(rest, "www.") {
		return i
	}
	for _, r := range rest[:max(colon, 0)] {
		if !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '+') {
			return i
		}
	}
	end := strings.IndexFunc(rest, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("<>\"«»“”", r) || ideographic(r)
	})
	if end < 0 {
		end = len(rest)
	}
	address := rest[:end]
	for {
		short := strings.TrimRight(address, ".,;:!?'’…")
		// A closing bracket belongs to the address if the address opened it.
		if strings.HasSuffix(short, ")") && strings.Count(short, "(") < strings.Count(short, ")") {
			short = strings.TrimSuffix(short, ")")
		}
		if short == address {
			break
		}
		address = short
	}
	if len(address) <= max(colon+len("://"), len("www.")) {
		return i
	}
	return i + len(address)
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

// elides reports whether s, before an apostrophe, is a word of its own.
func elides(s string) bool {
	switch strings.ToLower(s) {
	case "l", "d", "n", "s", "c", "j", "m", "t", "qu":
		return true
	}
	return false
}

// joins reports whether r, between letters or digits, is part of a word.
func joins(r rune) bool {
	switch r {
	case '-', '‐', '‑', '/', '.', ',', '\'', '’', ':', '–', '@', '&', '+', '=', '?', '%', '#':
		return true
	}
	return false
}

// groupSpace reports whether r separates the digit groups of a number.
func groupSpace(r rune) bool {
	return r == ' ' || r == '\u00a0' || r == '\u202f' || r == '\u2009' || r == '’' || r == '٬'
}

func threeDigits(s string, i int) bool {
	return len(s) >= i+3 && digitAt(s, i) && digitAt(s, i+1) && digitAt(s, i+2) && !wordAt(s, i+3)
}

// symbolic reports whether r is part of an emoji or a sign; a run of them is one word.
func symbolic(r rune) bool {
	return unicode.Is(unicode.So, r) || unicode.Is(unicode.Sk, r) || r == '\u200d' || r == '\ufe0f'
}

// extends reports whether r belongs to the character before it.
func extends(r rune) bool {
	return unicode.Is(unicode.M, r) || r == '\u200d' || r == '\u200c' || r == '\u00ad' || r == '\u200b' || r == '\u2060' || r == '\ufeff' || r >= '\ufe00' && r <= '\ufe0f'
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
