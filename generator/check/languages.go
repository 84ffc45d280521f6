package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/generator/internal/lazyregexp"
	"rapporteur/generator/prose"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

func languageRules() []Rule {
	return []Rule{
		{
			Name:   "translated",
			Family: Languages,
			Drafts: true,
			Doc: "Our own texts exist in every published language; quotations have at least a working translation. " +
				"Titles of cited documents need no translation. While the edition is a draft a missing text is a warning; when it is issued, it is an error.",
			Run: translated,
		},
		{
			Name:   "stale-translation",
			Family: Languages,
			Warns:  true,
			Doc: "A translation is up to date with its original. If the original has changed since the newest edition but the translation has not, " +
				"readers of the two languages may get different information.",
			Run: staleTranslation,
		},
		{
			Name:   "equal-paragraphs",
			Family: Languages,
			Doc:    "A text has the same number of paragraphs in each language, because links refer to a paragraph by its number.",
			Run:    equalParagraphs,
		},
		{
			Name:   "equal-references",
			Family: Languages,
			Doc: "A text has the same references in each language: the same sources, figures, numbers of parties and deposits, and notes, each the same number of times, " +
				"and links to the same records.",
			Run: equalReferences,
		},
		{
			Name:   "same-in-two-languages",
			Family: Languages,
			Warns:  true,
			Doc:    "A text of four words or more that is the same in two languages has probably not been translated. Names may be the same.",
			Run:    sameInTwoLanguages,
		},
		{
			Name:   "wrong-language",
			Family: Languages,
			Doc: "A text is in the language of its key. This is recognized by its script and, for English, French and Spanish, by common short words. " +
				"A text under the wrong key is read aloud with the wrong voice, and searched and hyphenated incorrectly.",
			Run: wrongLanguage,
		},
	}
}

func translated(p *Pass) {
	unanswered := make(map[report.Ref]map[report.Lang]bool) // which the rule answered finds
	p.requests(func(ref report.Ref, q *report.Request) {
		unanswered[ref] = make(map[report.Lang]bool)
		for _, l := range p.Report.Meta.Languages {
			unanswered[ref][l] = hasNoAnswer(q, l)
		}
	})
	for _, t := range p.Texts() {
		if t.Cited || t.Ref.Kind == report.KindState {
			continue
		}
		for _, l := range p.Report.Meta.Languages {
			if t.Text.In(l) == "" && !(unanswered[t.Ref][l] && (t.Field == "progress" || t.Field == "reason")) {
				p.FoundAs(p.untranslated(), t.Ref, t.Field, say.F("%s has no ‹%s› in %s", p.Name(t.Ref), t.Field, languageName(l)), say.F(`‹%s.%s = "…"›`, t.Field, l))
				p.problems[len(p.problems)-1].Lang = string(l)
			}
		}
	}
}

func staleTranslation(p *Pass) {
	before := p.History.latest(p.Report)
	if before == nil {
		return
	}
	type key struct {
		ref   report.Ref
		field string
	}
	old := make(map[key]report.Text)
	for _, t := range before.Report.Texts() {
		old[key{t.Ref, t.Field}] = t.Text
	}
	for _, t := range p.Texts() {
		for _, l := range p.Report.Stale(t, old[key{t.Ref, t.Field}], p.Parse) {
			if !slices.Contains(p.Report.Meta.Languages, l) {
				continue
			}
			original := p.Report.OriginalOf(t)
			p.Found(t.Ref, t.Field+"."+string(l), say.F("%s has a ‹%s› that changed in %s since the edition %s, but not in %s", p.Name(t.Ref), t.Field, languageName(original), before.Edition, languageName(l)),
				say.F("update ‹%s.%s›; if it is already equivalent, say so with a waiver in ‹data/waivers.toml›", t.Field, l))
		}
	}
}

func equalParagraphs(p *Pass) {
	original := p.Report.Meta.Original
	for _, t := range p.Texts() {
		if !t.Prose {
			continue
		}
		text, from := t.Text.Best(original, original)
		want := len(p.Parse(text).Paragraphs())
		for _, l := range t.Text.Langs() {
			if got := len(p.Parse(t.Text.In(l)).Paragraphs()); got != want {
				p.Found(t.Ref, t.Field+"."+string(l), say.F("%s has a ‹%s› of %s in %s and %d in %s", p.Name(t.Ref), t.Field, paragraphs(want), languageName(from), got, languageName(l)),
					say.F("divide the texts in the same way; each paragraph and each list item counts"))
			}
		}
	}
}

func paragraphs(n int) say.Text {
	if n == 1 {
		return say.F("1 paragraph")
	}
	return say.F("%d paragraphs", n)
}

// pointer is a reference or a link in a text.
type pointer struct {
	what     string // as written, without its locator
	off, len int
}

func (p *Pass) pointers(text string) []pointer {
	if !strings.Contains(text, "[") {
		return nil
	}
	var found []pointer
	doc := p.Parse(text)
	for _, ref := range doc.Refs() {
		found = append(found, pointer{prose.Ref{Kind: ref.Kind, ID: ref.ID}.String(), ref.Offset, ref.Len})
	}
	for _, l := range doc.Links() {
		if ref := report.ParseRef(l.Dest); ref.Kind != "" {
			found = append(found, pointer{"(" + l.Dest + ")", l.Offset, 1})
		}
	}
	return found
}

func equalReferences(p *Pass) {
	original := p.Report.Meta.Original
	for _, t := range p.Texts() {
		if !t.Prose && !t.Verbatim {
			continue
		}
		text, from := t.Text.Best(original, original)
		own := p.pointers(text)
		for _, l := range t.Text.Langs() {
			if l == from {
				continue
			}
			others := p.pointers(t.Text.In(l))
			p.surplus(t, from, l, own, others)
			p.surplus(t, l, from, others, own)
		}
	}
}

// surplus reports the references that a text has more often in one language than
// in another.
func (p *Pass) surplus(t report.TextField, has, lacks report.Lang, those, others []pointer) {
	count := make(map[string]int)
	for _, x := range others {
		count[anyLanguage(x.what)]++
	}
	for _, x := range those {
		if count[anyLanguage(x.what)]--; count[anyLanguage(x.what)] < 0 {
			p.FoundIn(t.Ref, t.Field+"."+string(has), x.off, x.len, say.F("%s has %s in %s, but not in %s", p.Name(t.Ref), x.what, languageName(has), languageName(lacks)),
				say.F("add %s to ‹%s.%s›, or remove it here", x.what, t.Field, lacks))
		}
	}
}

var languageInURL = lazyregexp.New(`([/=._-])(?:ar|zh|en|fr|ru|es)([/.?&_)-])`)

// anyLanguage is a pointer without the language of a page, which a site may have in each:
// https://www.unodc.org/unodc/en/index.html.
func anyLanguage(what string) string {
	if !strings.HasPrefix(what, "(http") {
		return what
	}
	return languageInURL.ReplaceAllString(what, "${1}*${2}")
}

func sameInTwoLanguages(p *Pass) {
	const least = 4
	for _, t := range p.Texts() {
		langs := t.Text.Langs()
		if len(langs) < 2 || !ours(t) {
			continue
		}
		for i, a := range langs {
			for _, b := range langs[i+1:] {
				s := t.Text.In(b)
				if s == t.Text.In(a) && len(strings.Fields(s)) >= least {
					l := b
					if b == p.Report.Meta.Original {
						l = a
					}
					p.Found(t.Ref, t.Field+"."+string(l), say.F("%s has the same ‹%s› in %s and %s", p.Name(t.Ref), t.Field, languageName(a), languageName(b)),
						say.F("translate ‹%s.%s›, or remove it until it is translated", t.Field, l))
				}
			}
		}
	}
}

// script returns the script of a language and its name.
func script(l report.Lang) (*unicode.RangeTable, say.Text) {
	switch l {
	case "ar":
		return unicode.Arabic, say.F("Arabic letters")
	case "zh":
		return unicode.Han, say.F("Chinese letters")
	case "ru":
		return unicode.Cyrillic, say.F("Cyrillic letters")
	}
	return unicode.Latin, say.F("Latin letters")
}

func wrongLanguage(p *Pass) {
	small := smallWords()
	for _, t := range p.Texts() {
		for _, l := range t.Text.Langs() {
			s := t.Text.In(l)
			// Acronyms and names may be in any script.
			if acronym := !strings.ContainsFunc(s, unicode.IsLower) && l != "ar" && l != "zh" && l != "ru"; acronym || t.Field == "publisher" || t.Field == "acronym" {
				continue
			}
			if off, n := foreign(s, l); n > 0 {
				_, name := script(l)
				p.FoundIn(t.Ref, t.Field+"."+string(l), off, n, say.F("%s has a ‹%s› under ‹%s› that is not in %s", p.Name(t.Ref), t.Field, l, name),
					say.F("put the text under the key of its language"))
				continue
			}
			if other := otherLanguage(s, l, small); other != "" {
				p.Found(t.Ref, t.Field+"."+string(l), say.F("%s has a ‹%s› under ‹%s› that is written in %s", p.Name(t.Ref), t.Field, l, languageName(other)),
					say.F("translate it, or put it under ‹%s.%s›", t.Field, other))
			}
		}
	}
}

// foreign returns the first run of letters that are not in the script of a
// language, if most letters of the text are not. References and link texts do not
// count.
func foreign(s string, l report.Lang) (off, n int) {
	table, _ := script(l)
	own, other := 0, 0
	off = -1
	depth := 0
	ascii := table == unicode.Latin
	for i, r := range s {
		switch {
		case r < utf8.RuneSelf && ascii:
			if r|0x20 >= 'a' && r|0x20 <= 'z' {
				own++
			}
			continue
		case r == '[':
			depth++
		case r == ']':
			depth--
		}
		if depth > 0 || !unicode.IsLetter(r) {
			continue
		}
		if unicode.Is(table, r) {
			own++
			continue
		}
		if other++; off < 0 {
			off = i
		}
	}
	if other < 3 || other <= own {
		return 0, 0
	}
	end := strings.IndexFunc(s[off:], func(r rune) bool { return !unicode.IsLetter(r) })
	if end < 0 {
		end = len(s) - off
	}
	return off, end
}

// smallWords returns words that occur in nearly every sentence of a language and
// rarely in the others.
func smallWords() map[report.Lang]map[string]bool {
	return map[report.Lang]map[string]bool{
		"en": oneOf("the of and to in that is was were by with for on at from which its their has have not"),
		"fr": oneOf("le les des du et à dans que qui est par pour sur au aux une ont sont pas ces cette leur"),
		"es": oneOf("el los las del y en que por con para una se su sus fue al como más lo"),
	}
}

// otherLanguage returns the language of a text according to its small words, if
// it is clearly not the one expected, else "".
func otherLanguage(s string, l report.Lang, small map[report.Lang]map[string]bool) report.Lang {
	own := small[l]
	if own == nil || len(s) < 30 {
		return ""
	}
	count := make(map[report.Lang]int, 3)
	for w := range strings.FieldsFuncSeq(s, func(r rune) bool { return !unicode.IsLetter(r) }) {
		w = strings.ToLower(w)
		for _, lang := range []report.Lang{"en", "fr", "es"} {
			if small[lang][w] {
				count[lang]++
			}
		}
	}
	for _, lang := range []report.Lang{"en", "fr", "es"} {
		if lang != l && count[lang] >= 4 && count[lang] >= 3*(count[l]+1) {
			return lang
		}
	}
	return ""
}
