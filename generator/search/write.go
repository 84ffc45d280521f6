package search

import (
	"bytes"
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Sizes in bytes at which a new piece begins. Smaller pieces would mean many
// files, larger ones much data that a search does not need.
const (
	wordsPiece = 8 << 10
	docsPiece  = 6 << 10
)

// index is the content of index.json, which is loaded when the search is opened. A
// portal reads the indexes of other versions of the program: a change that an older
// assets/js/search-index.js would not understand raises published.SearchFormat.
type index struct {
	Kinds []kind   `json:"kinds"`
	Lang  string   `json:"lang"` // in which it is
	Stop  string   `json:"stop"` // forms of the stop words, separated by spaces
	Words []string `json:"t"`    // for each piece of words, a lower bound of its forms, greater than those of the piece before
	Docs  []int    `json:"d"`    // for each piece of records, the number of its first record
}

// kind is a kind of record with the number of its records, which are numbered
// consecutively.
type kind struct {
	name string
	n    int
}

func (k kind) MarshalJSON() ([]byte, error) { return json.Marshal([]any{k.name, k.n}) }

// words is a piece of the lexicon.
type words struct {
	// Forms holds the sorted forms, separated by spaces. The first character of
	// each, a base-36 digit, is the number of UTF-16 units that it shares with
	// the form before.
	Forms string `json:"f"`
	// Stems holds, for each form, the index of its stem in Postings, or an array
	// if it has several.
	Stems []any `json:"s"`
	// Postings holds, for each stem, pairs of a record and a weight. Records are
	// numbered from 0; each is written as the difference from the one before.
	Postings [][]int `json:"p"`
}

// entry is a record as shown in the results: path, title, context, text, language
// of the title, language of the text. A language is empty if it is that of the
// index. Empty strings at the end are left out.
type entry []string

func write(lang string, docs []Doc, lex *lexicon) []File {
	ix := index{Kinds: []kind{}, Lang: lang, Stop: strings.Join(stopForms(lang), " "), Words: []string{}, Docs: []int{}}
	for _, d := range docs {
		if n := len(ix.Kinds); n == 0 || ix.Kinds[n-1].name != d.Kind {
			ix.Kinds = append(ix.Kinds, kind{name: d.Kind})
		}
		ix.Kinds[len(ix.Kinds)-1].n++
	}
	var files []File
	files = append(files, ix.writeDocs(lang, docs)...)
	files = append(files, ix.writeWords(lex)...)
	if len(lex.forms) > 0 {
		files = append(files, File{"f.json", encode(allForms(lex))})
	}
	files = append(files, File{"index.json", encode(ix)})
	slices.SortFunc(files, func(a, b File) int { return cmp.Compare(a.Name, b.Name) })
	return files
}

func (ix *index) writeDocs(lang string, docs []Doc) []File {
	var files []File
	var piece []entry
	size := 0
	flush := func() {
		if len(piece) > 0 {
			files = append(files, File{"d-" + strconv.Itoa(len(files)) + ".json", encode(piece)})
		}
		piece, size = nil, 0
	}
	for i, d := range docs {
		e := newEntry(d, lang)
		n := len(encode(e))
		if size > 0 && size+n > docsPiece {
			flush()
		}
		if len(piece) == 0 {
			ix.Docs = append(ix.Docs, i)
		}
		piece = append(piece, e)
		size += n
	}
	flush()
	return files
}

func newEntry(d Doc, lang string) entry {
	e := entry{d.Path, d.Title, d.Context, oneLine(d.Text), foreign(d.TitleLang, lang), foreign(d.TextLang, lang)}
	for e[len(e)-1] == "" {
		e = e[:len(e)-1]
	}
	return e
}

// oneLine replaces each run of white space with one space, but keeps no-break
// spaces.
func oneLine(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \t\r\n", r) }), " ")
}

func foreign(lang, index string) string {
	if lang == index {
		return ""
	}
	return lang
}

func (ix *index) writeWords(lex *lexicon) []File {
	var files []File
	p := newPiece()
	last := ""
	for _, f := range lex.forms {
		if p.full(f, lex) {
			files = append(files, p.file(len(files)))
			p = newPiece()
		}
		if p.before == "" {
			ix.Words = append(ix.Words, between(last, f.form))
		}
		p.add(f, lex)
		last = f.form
	}
	if p.before != "" {
		files = append(files, p.file(len(files)))
	}
	return files
}

// formsMost is how many bytes the list of all forms may have: some 60 kB compressed.
const formsMost = 160 << 10

// allForms are the forms of words that can be inflected or misspelt, as in words. Where
// they are too many, those are left out that fewest records have.
func allForms(lex *lexicon) map[string]string {
	for least := 1; ; least++ {
		var forms []string
		before, size := "", 0
		for _, f := range lex.forms {
			if rs := []rune(f.form); len(rs) < 3 || !letters(f.form) || unicode.Is(unicode.Han, rs[0]) {
				continue
			}
			if !slices.ContainsFunc(f.stems, func(s string) bool { return len(lex.stems[s]) >= least }) {
				continue
			}
			forms = append(forms, frontCoded(before, f.form))
			before = f.form
			size += len(forms[len(forms)-1]) + 1
		}
		if size <= formsMost {
			return map[string]string{"f": strings.Join(forms, " ")}
		}
	}
}

// frontCoded returns a form as words.Forms has it, after the form before it.
func frontCoded(before, form string) string {
	shared := 0
	for i := range form {
		if i > 35 || !strings.HasPrefix(before, form[:i]) {
			break
		}
		shared = i
	}
	return strconv.FormatInt(int64(utf16Len(form[:shared])), 36) + form[shared:]
}

// between returns the shortest prefix of next that is greater than last.
func between(last, next string) string {
	for i := range next {
		if next[:i] > last {
			return next[:i]
		}
	}
	return next
}

// piece is a piece of the lexicon that is being written.
type piece struct {
	words
	places map[string]int // stem → index in Postings
	forms  []string       // as in Forms
	before string         // the last form added; empty if there is none
	size   int            // in bytes, approximate
}

func newPiece() *piece { return &piece{places: make(map[string]int)} }

// full reports whether f must go into a new piece.
func (p *piece) full(f form, lex *lexicon) bool {
	if p.before == "" {
		return false
	}
	n := p.size
	for _, s := range f.stems {
		if _, ok := p.places[s]; !ok {
			n += len(encode(deltas(lex.stems[s])))
		}
	}
	return n > wordsPiece
}

func (p *piece) add(f form, lex *lexicon) {
	written := frontCoded(p.before, f.form)
	p.forms = append(p.forms, written)
	p.before = f.form
	p.size += len(written) + 5
	var at []int
	for _, s := range f.stems {
		place, ok := p.places[s]
		if !ok {
			place = len(p.Postings)
			p.places[s] = place
			p.Postings = append(p.Postings, deltas(lex.stems[s]))
			p.size += len(encode(p.Postings[place])) + 1
		}
		at = append(at, place)
	}
	if len(at) == 1 {
		p.Stems = append(p.Stems, at[0])
	} else {
		p.Stems = append(p.Stems, at)
	}
}

func (p *piece) file(n int) File {
	p.Forms = strings.Join(p.forms, " ")
	return File{"t-" + strconv.Itoa(n) + ".json", encode(p.words)}
}

func deltas(ps []posting) []int {
	out := make([]int, 0, 2*len(ps))
	before := 0
	for _, p := range ps {
		out = append(out, p.doc-before, p.weight)
		before = p.doc
	}
	return out
}

// utf16Len returns the length of s in UTF-16 units, as in JavaScript.
func utf16Len(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xffff {
			n++
		}
	}
	return n
}

// encode returns v as JSON without HTML escapes. v contains only strings and
// numbers, so that it cannot fail.
func encode(v any) []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	_ = e.Encode(v)
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
