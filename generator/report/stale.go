package report

import (
	"slices"
	"strings"
	"unicode"

	"rapporteur/generator/prose"
)

// Stale are the languages in which a text is the same as in was, its earlier
// state, although the original changed. parse reads prose. A change of spaces,
// punctuation or capitals alone does not concern the translations. Items of a list have no identity and may have
// changed places, so a text in one is never stale; nor is a cited title.
func (r *Report) Stale(t TextField, was Text, parse func(string) prose.Doc) []Lang {
	if t.Cited || strings.Contains(t.Field, "[") {
		return nil
	}
	original := r.OriginalOf(t)
	same := func(l Lang) bool { return letters(t, was.In(l), parse) == letters(t, t.Text.In(l), parse) }
	if was.In(original) == "" || t.Text.In(original) == "" || same(original) {
		return nil
	}
	return slices.DeleteFunc(t.Text.Langs(), func(l Lang) bool { return !same(l) })
}

// OriginalOf is the language in which a text was written first, except for
// titles that are cited.
func (r *Report) OriginalOf(t TextField) Lang {
	if t.Verbatim {
		return r.Resolution.Original
	}
	return r.Meta.Original
}

// letters are the letters and digits of a text, in lower case.
func letters(t TextField, s string, parse func(string) prose.Doc) string {
	if t.Prose || t.Verbatim {
		s = parse(s).String()
	}
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsNumber(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, s)
}

// OfficialIn reports whether the texts of the resolution are official in a language:
// other versions are working translations.
func (r *Report) OfficialIn(l Lang) bool {
	return l == r.Resolution.Original || slices.Contains(r.Meta.OfficialLanguages, l)
}
