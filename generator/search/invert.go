package search

import (
	"cmp"
	"maps"
	"math"
	"slices"
	"strings"
)

// Scores are those of BM25, plus a bonus for words in the title, the names or the
// context of a record. Length has little weight, since a short record is not
// better than a long one.
const (
	inTitle   = 1.5
	inNames   = 0.75
	inContext = 0.25
	asTitle   = 40 // the whole of what was asked for
	saturate  = 1.2
	byLength  = 0.3
	scale     = 8 // weights are written as integers
)

// posting is the weight of a stem in a record.
type posting struct {
	doc    int // 0-based number of the record
	weight int // at least 1
}

// lexicon holds the words of an index.
type lexicon struct {
	forms []form               // sorted by form
	stems map[string][]posting // by stem; postings sorted by record
}

// form is a form of a word, as used to look it up.
type form struct {
	form  string
	stems []string // sorted; several if words differ only in their diacritics
}

// mention counts a stem in one record.
type mention struct {
	doc                          int
	text                         int // number of times in the text
	title, names, context, whole bool
}

// inverter collects the words of records.
type inverter struct {
	lang      string
	languages map[string]*language
	lengths   []int // number of words in the text of each record
	stems     map[string][]mention
	forms     map[string]map[string]bool // form → its stems
}

func newInverter(lang string) *inverter {
	return &inverter{lang: lang, languages: make(map[string]*language), stems: make(map[string][]mention), forms: make(map[string]map[string]bool)}
}

func (ix *inverter) add(d Doc) {
	doc := len(ix.lengths)
	ix.each(d.Title, d.TitleLang, func(stem string) { ix.mention(stem, doc).title = true })
	ix.each(d.Names, d.TitleLang, func(stem string) { ix.mention(stem, doc).names = true })
	_, id, _ := strings.Cut(d.Ref, ":")
	ix.each(id, "", func(stem string) { ix.mention(stem, doc).names = true })
	ix.each(d.Context, "", func(stem string) { ix.mention(stem, doc).context = true })
	for _, name := range d.Also {
		ix.each(name, "", func(stem string) { ix.mention(stem, doc).names = true })
	}
	for _, date := range d.Dates {
		ix.each(date, "", func(stem string) { ix.mention(stem, doc).names = true })
	}
	for _, name := range append([]string{d.Title, d.Names}, d.Also...) {
		if key := titleKey(name); key != "" {
			ix.form(key, key)
			ix.mention(key, doc).whole = true
		}
	}
	n := 0
	ix.each(d.Text, d.TextLang, func(stem string) { ix.mention(stem, doc).text++; n++ })
	ix.lengths = append(ix.lengths, n)
}

// each calls do with the stem of every word of text that is not a stop word.
func (ix *inverter) each(text, lang string, do func(stem string)) {
	lang = cmp.Or(lang, ix.lang)
	l := ix.languages[lang]
	if l == nil {
		l = newLanguage(lang)
		ix.languages[lang] = l
	}
	for _, k := range tokens(text) {
		if l.stop[k.form] {
			continue
		}
		stem := l.stem(k)
		ix.form(k.form, stem)
		do(stem)
	}
}

func (ix *inverter) form(form, stem string) {
	if ix.forms[form] == nil {
		ix.forms[form] = make(map[string]bool)
	}
	ix.forms[form][stem] = true
}

// mention returns the mention of a stem in the record being added.
func (ix *inverter) mention(stem string, doc int) *mention {
	ms := ix.stems[stem]
	if len(ms) == 0 || ms[len(ms)-1].doc != doc {
		ms = append(ms, mention{doc: doc})
		ix.stems[stem] = ms
	}
	return &ms[len(ms)-1]
}

func (ix *inverter) lexicon() *lexicon {
	total := 0
	for _, n := range ix.lengths {
		total += n
	}
	average := max(1, float64(total)/float64(max(1, len(ix.lengths))))
	lex := &lexicon{stems: make(map[string][]posting, len(ix.stems))}
	for stem, ms := range ix.stems {
		rare := math.Log(1 + (float64(len(ix.lengths)-len(ms))+0.5)/(float64(len(ms))+0.5))
		ps := make([]posting, len(ms))
		for i, m := range ms {
			w := rare * m.score(float64(ix.lengths[m.doc])/average)
			ps[i] = posting{m.doc, max(1, int(math.Round(scale*w)))}
		}
		lex.stems[stem] = ps
	}
	for _, f := range slices.Sorted(maps.Keys(ix.forms)) {
		lex.forms = append(lex.forms, form{f, slices.Sorted(maps.Keys(ix.forms[f]))})
	}
	return lex
}

// score returns the score of a stem in a record, without the factor for its
// rarity. length is the length of the text relative to the average.
func (m mention) score(length float64) float64 {
	n := float64(m.text)
	s := n * (saturate + 1) / (n + saturate*(1-byLength+byLength*length))
	if m.whole {
		s += asTitle
	}
	if m.title {
		s += inTitle
	}
	if m.names {
		s += inNames
	}
	if m.context {
		s += inContext
	}
	return s
}
