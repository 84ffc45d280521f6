package diff

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// looks is a text with one character for all that look the same, and nothing for
// those that cannot be seen.
func looks(s string) string {
	if strings.ContainsFunc(s, drawn) {
		var b strings.Builder
		for _, r := range s {
			if drawn(r) {
				b.WriteString(norm.NFKC.String(string(r)))
				continue
			}
			b.WriteRune(r)
		}
		s = b.String()
	}
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case unicode.IsSpace(r):
			return ' '
		case invisible(r):
			return -1
		case dash(r):
			return '-'
		}
		if l, ok := lookalikes[r]; ok {
			return l
		}
		return r
	}, s)
}

// characters are those of s that the other side does not have and that look like
// others, each once.
func characters(s, other string) []Note {
	var out []Note
	seen := make(map[rune]bool)
	for _, r := range s {
		if _, alike := lookalikes[r]; seen[r] || strings.ContainsRune(other, r) || !alike && !drawn(r) && !invisible(r) && !unicode.IsSpace(r) && !dash(r) && !latinLookalike[r] {
			continue
		}
		seen[r] = true
		out = append(out, Note{Kind: Character, Rune: r})
	}
	return out
}

// unseen are the characters of s that nobody sees, each once, and those of a
// segment that is nothing but unusual white space.
func unseen(s string) []Note {
	var out []Note
	seen := make(map[rune]bool)
	blank := strings.TrimSpace(s) == ""
	for _, r := range s {
		if !seen[r] && (invisible(r) && r != '\u200d' && !unicode.Is(unicode.M, r) || blank && r != ' ' && r != '\n') {
			seen[r] = true
			out = append(out, Note{Kind: Character, Rune: r})
		}
	}
	return out
}

// invisible reports whether r shows nothing and takes no room.
func invisible(r rune) bool {
	return unicode.Is(unicode.Cf, r) && r != '\u0600' || unicode.Is(unicode.Cc, r) && r != '\n' && r != '\t' || r >= '\ufe00' && r <= '\ufe0f' || r == '\u034f'
}

// dash reports whether r is a short line in the middle of the height.
func dash(r rune) bool {
	return r == '-' || r >= '\u2010' && r <= '\u2015' || r == '−' || r == '\u2043'
}

// drawn reports whether r is one character for several letters or signs, or for one of
// another width, and looks like them: a Roman numeral (Ⅳ), a ligature (ﬁ), an ellipsis, a
// full-width letter or digit, the micro sign.
func drawn(r rune) bool {
	return r >= '\u2160' && r <= '\u217f' || r >= '\ufb00' && r <= '\ufb06' || r == '…' || r >= '\uff01' && r <= '\uff5e' || r == 'µ'
}

// lookalikes are letters of other scripts with the Latin letter that each looks
// like.
var lookalikes = map[rune]rune{
	'а': 'a', 'е': 'e', 'о': 'o', 'р': 'p', 'с': 'c', 'у': 'y', 'х': 'x', 'і': 'i', 'ј': 'j', 'ѕ': 's', 'ԁ': 'd', 'һ': 'h', 'ԛ': 'q', 'ԝ': 'w',
	'ѐ': 'è', 'ё': 'ë', 'ї': 'ï', 'ӓ': 'ä', 'ӧ': 'ö', 'ӱ': 'ÿ', 'ғ': 'f',
	'А': 'A', 'В': 'B', 'Е': 'E', 'К': 'K', 'М': 'M', 'Н': 'H', 'О': 'O', 'Р': 'P', 'С': 'C', 'Т': 'T', 'У': 'Y', 'Х': 'X', 'І': 'I', 'Ј': 'J', 'Ѕ': 'S',
	'Ё': 'Ë', 'Ї': 'Ï', 'Ԍ': 'G', 'Ԛ': 'Q', 'Ԝ': 'W', 'Ӏ': 'I',
	'α': 'a', 'ο': 'o', 'ν': 'v', 'ρ': 'p', 'υ': 'u', 'ι': 'i', 'γ': 'y', 'κ': 'k', 'ϲ': 'c', 'ϳ': 'j', 'ό': 'ó', 'ί': 'í', 'ύ': 'ú', 'ά': 'á', 'χ': 'x',
	'Α': 'A', 'Β': 'B', 'Ε': 'E', 'Ζ': 'Z', 'Η': 'H', 'Ι': 'I', 'Κ': 'K', 'Μ': 'M', 'Ν': 'N', 'Ο': 'O', 'Ρ': 'P', 'Τ': 'T', 'Υ': 'Y', 'Χ': 'X', 'Ϲ': 'C',
	'ı': 'i', 'ɡ': 'g', 'ɑ': 'a', 'ᴏ': 'o', 'º': '°', '˚': '°',
	'’': '\'', 'ʼ': '\'', 'ʹ': '\'', '′': '\'', '‘': '\'', '‛': '\'',
	'″': '"', '“': '"', '”': '"', '„': '"',
	'․': '.', '‚': ',', '٫': ',', '：': ':', '∶': ':', 'ː': ':', '⁄': '/', '∕': '/',
}

// latinLookalike are the characters that others look like.
var latinLookalike = func() map[rune]bool {
	m := make(map[rune]bool)
	for _, r := range lookalikes {
		m[r] = true
	}
	return m
}()

// characterNames are the characters that have a name of their own here. The site
// has each name in its languages under "char-" and the name with hyphens.
var characterNames = map[rune]string{
	' ': "space", '\t': "tab", '\u00a0': "no-break space", '\u202f': "narrow no-break space", '\u2009': "thin space", '\u200a': "hair space",
	'\u2007': "figure space", '\u2002': "en space", '\u2003': "em space", '\u3000': "ideographic space",
	'\u200b': "zero width space", '\u200c': "zero width non-joiner", '\u200d': "zero width joiner", '\u2060': "word joiner",
	'\ufeff': "zero width no-break space", '\u00ad': "soft hyphen", '\u200e': "left-to-right mark", '\u200f': "right-to-left mark",
	'-': "hyphen-minus", '‐': "hyphen", '‑': "no-break hyphen", '–': "en dash", '—': "em dash", '−': "minus sign", '―': "horizontal bar",
	'\'': "straight apostrophe", '’': "curly apostrophe", '‘': "curly apostrophe",
	'"': "straight quotation mark", '“': "curly quotation mark", '”': "curly quotation mark", '„': "curly quotation mark",
}

// CharacterName gives the English name of a character that looks like another or
// like nothing, such as "no-break space"; empty for letters and others.
func CharacterName(r rune) string { return characterNames[r] }

// Script gives the script of a letter that may be taken for one of another:
// "latin", "cyrillic" or "greek"; empty for others.
func Script(r rune) string {
	switch {
	case unicode.Is(unicode.Latin, r):
		return "latin"
	case unicode.Is(unicode.Cyrillic, r):
		return "cyrillic"
	case unicode.Is(unicode.Greek, r):
		return "greek"
	}
	return ""
}
