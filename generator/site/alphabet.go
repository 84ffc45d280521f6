package site

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/generator/address"
	"rapporteur/generator/site/page"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// letters groups rows, which are in the alphabetical order of the language,
// by the first letter of their names.
func (l *pageWriter) letters(rows []page.StateRow) []page.StateLetter {
	var out []page.StateLetter
	used := make(map[string]int)
	index := newAlphabet(string(l.lang))
	for _, r := range rows {
		letter := index.letter(r.Link.Text.Text)
		if n := len(out); n == 0 || out[n-1].Letter != letter {
			anchor := address.Unique(used, "letter-"+strings.ToLower(letter)) + "_"
			out = append(out, page.StateLetter{Letter: letter, Lang: r.Link.Text.Lang, Anchor: anchor})
		}
		g := &out[len(out)-1]
		g.Rows = append(g.Rows, r)
	}
	return out
}

// alphabet finds the letter of a language under which a name is listed. It is not safe
// for use by several goroutines.
type alphabet struct {
	base   *collate.Collator // takes no notice of case and accents where the language does not
	pinyin *collate.Collator
}

func newAlphabet(lang string) alphabet {
	return alphabet{
		base:   collate.New(language.Make(lang), collate.IgnoreCase, collate.IgnoreDiacritics),
		pinyin: collate.New(language.Chinese),
	}
}

// letter is the letter of a name in upper case: "E" for "Égypte", but "Й" for
// "Йемен", which is no "И". It is "#" where a name has none.
func (x alphabet) letter(name string) string {
	i := strings.IndexFunc(name, unicode.IsLetter)
	if i < 0 {
		return "#"
	}
	r, size := utf8.DecodeRuneInString(name[i:])
	first := strings.ToUpper(name[i : i+size])
	if unicode.Is(unicode.Han, r) {
		return x.initial(first)
	}
	base, _ := utf8.DecodeRuneInString(norm.NFD.String(first))
	plain := string(base)
	// Arabic sorts the forms of alef apart, and yet they are one letter.
	if unicode.Is(unicode.Arabic, r) || x.base.CompareString(plain, first) == 0 {
		return plain
	}
	return first
}

// initial is the letter with which the Pinyin of a Chinese character begins:
// that of the last of these characters, each the first of its letter in the
// order of Pinyin, which does not follow it.
func (x alphabet) initial(han string) string {
	const (
		firsts  = "阿八嚓哒妸发旮哈讥咔垃痳拏噢妑七呥扨它穵夕丫帀"
		letters = "ABCDEFGHJKLMNOPQRSTWXYZ"
	)
	letter, i := "#", 0
	for _, first := range firsts {
		if x.pinyin.CompareString(string(first), han) > 0 {
			break
		}
		letter = letters[i : i+1]
		i++
	}
	return letter
}
