package search

import (
	"hash/fnv"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// token is a word of a text.
type token struct {
	form string // as used to look it up: without case and diacritics, numbers without separators
	word string // with diacritics, for the stemmer; empty for numbers, symbols and Chinese, which have no stem
}

// tokens returns the words of a text, in order. A compound gives a token for the
// whole and one for each part, a symbol also one for each suffix, so that
// "62/172" finds "A/RES/62/172". Chinese text gives overlapping pairs of
// characters, and the last character on its own, so that a single character
// finds every text that contains it.
func tokens(text string) []token {
	rs := []rune(ungroup(normalize(text)))
	var out []token
	for i := 0; i < len(rs); {
		switch {
		case unicode.Is(unicode.Han, rs[i]):
			end := i
			for end < len(rs) && unicode.Is(unicode.Han, rs[end]) {
				end++
			}
			for ; i < end; i++ {
				out = append(out, token{form: string(rs[i:min(i+2, end)])})
			}
		case inWord(rs[i]):
			start := i
			for i < len(rs) && (inWord(rs[i]) || joins(rs[i]) && i+1 < len(rs) && inWord(rs[i+1])) {
				i++
			}
			out = appendCompound(out, string(rs[start:i]))
		default:
			i++
		}
	}
	return out
}

func appendCompound(out []token, compound string) []token {
	parts := strings.FieldsFunc(compound, joins)
	if len(parts) == 1 {
		return appendWord(out, parts[0])
	}
	if initials := strings.ReplaceAll(compound, ".", ""); letters(initials) && len([]rune(initials)) == len(parts) {
		return appendWord(out, initials)
	}
	whole := strings.Map(func(r rune) rune {
		if r == '-' || r == '‐' || r == '_' {
			return -1
		}
		return r
	}, compound)
	out = appendWord(out, whole)
	for rest := whole; ; {
		_, after, ok := strings.Cut(rest, "/")
		if !ok {
			break
		}
		rest = after
		if strings.ContainsAny(rest, "/.") {
			out = appendWord(out, rest)
		}
	}
	for _, p := range parts {
		out = appendWord(out, p)
	}
	return out
}

// appendWord appends word unless it is a single letter, as is left by an
// apostrophe ("l’Office", "State’s").
func appendWord(out []token, word string) []token {
	form := fold(word)
	if form == "" {
		return out
	}
	if rs := []rune(form); len(rs) == 1 && !unicode.IsDigit(rs[0]) {
		return out
	}
	if !letters(word) {
		word = ""
	}
	return append(out, token{form, word})
}

// normalize removes differences of encoding and case, but keeps diacritics, which
// stemmers need.
func normalize(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '٠' && r <= '٩':
			return r - '٠' + '0'
		case r >= '۰' && r <= '۹':
			return r - '۰' + '0'
		case r == '٬':
			return ','
		case r == '٫':
			return '.'
		case r == 'ʼ':
			return '\''
		case r == 'ـ', unicode.Is(unicode.Cf, r):
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFKC.String(text))
}

// fold removes distinctions that readers leave out when typing: diacritics,
// ligatures and, in Arabic, the forms of alef, yeh and teh marbuta. word must be
// normalized.
func fold(word string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(word) {
		switch {
		case unicode.Is(unicode.M, r):
		case r == 'œ':
			b.WriteString("oe")
		case r == 'æ':
			b.WriteString("ae")
		case r == 'ß':
			b.WriteString("ss")
		case r == 'ø':
			b.WriteByte('o')
		case r == 'ł':
			b.WriteByte('l')
		case r == 'đ':
			b.WriteByte('d')
		case r == 'ı':
			b.WriteByte('i')
		case r == 'ى':
			b.WriteRune('ي')
		case r == 'ة':
			b.WriteRune('ه')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// ungroup removes the separators from numbers written in groups of three digits:
// "8,150", "8 150" and "8.150" become "8150".
func ungroup(s string) string {
	rs := []rune(s)
	out := make([]rune, 0, len(rs))
	for i := 0; i < len(rs); {
		if end := grouped(rs, i); end > i {
			for ; i < end; i++ {
				if digit(rs[i]) {
					out = append(out, rs[i])
				}
			}
			continue
		}
		out = append(out, rs[i])
		i++
	}
	return string(out)
}

// grouped returns the end of the grouped number that begins at i, or i if there
// is none.
func grouped(rs []rune, i int) int {
	if i > 0 && (inWord(rs[i-1]) || strings.ContainsRune("/.,", rs[i-1])) {
		return i
	}
	if i > 1 && joins(rs[i-1]) && inWord(rs[i-2]) {
		return i
	}
	at := func(k int) rune {
		if k < len(rs) {
			return rs[k]
		}
		return 0
	}
	k := i
	for k < i+3 && digit(at(k)) {
		k++
	}
	if k == i {
		return i
	}
	end := i
	for strings.ContainsRune(" ,.'", at(k)) && digit(at(k+1)) && digit(at(k+2)) && digit(at(k+3)) {
		k += 4
		if !inWord(at(k)) && at(k) != '/' {
			end = k
		}
	}
	return end
}

func digit(r rune) bool { return r >= '0' && r <= '9' }

// inWord reports whether r is part of a word that is not Chinese.
func inWord(r rune) bool {
	return (unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.M, r)) && !unicode.Is(unicode.Han, r)
}

// joins reports whether r joins the words around it into a compound.
func joins(r rune) bool { return strings.ContainsRune("-‐_./", r) }

func letters(s string) bool {
	for _, r := range s {
		if !unicode.IsLetter(r) && !unicode.Is(unicode.M, r) {
			return false
		}
	}
	return s != ""
}

// titleKey returns the form of a title or a name as a whole: "=" and a sum (FNV-1a, 32
// bits, in base 36) of its folded words. It is empty for a text without words.
func titleKey(name string) string {
	words := strings.FieldsFunc(fold(normalize(name)), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	if len(words) == 0 {
		return ""
	}
	h := fnv.New32a()
	h.Write([]byte(strings.Join(words, " ")))
	return "=" + strconv.FormatUint(uint64(h.Sum32()), 36)
}
