// Package search writes the index that the browser searches, one for each edition
// and language. The index contains each form of a word with its stem, so that
// the browser needs no stemmer. The browser loads index.json, the pieces that
// contain the words of the query, and the pieces that contain the records to
// show.
//
// The files are JSON:
//
//	index.json  kinds, stop words and the start of each piece: see index
//	t-0.json …  sorted forms of words, with the records of their stems: see words
//	d-0.json …  records as shown in the results: see entry
//	f.json      all forms of words, for those that a text has in another form or
//	            that are misspelt; asked for with the first search
//
// Among the words are also the titles and other names as a whole, by titleKey, so that
// the record that is called as a reader asks comes first.
//
// Text is split into words both here and in search.js; the tests check that the
// two agree.
package search

import "slices"

// Doc is a record, or a part of one, to index.
type Doc struct {
	Ref     string   // typed id: "activity:vienna-symposium-2007"; the id is indexed
	Kind    string   // for the filters: "activity"
	Path    string   // relative to the front page of its edition and language; may end in a fragment: "paragraphs/op04/#op04-a"
	Title   string   // plain text, never empty
	Names   string   // symbols, headings and other names, which weigh more than text and are not shown; may be empty
	Also    []string // whole names by which it is also known, in any language: each finds it first; not shown
	Dates   []string // days in it, as 2008-07-31, which find it however it writes them; not shown
	Context string   // the paragraph to which it belongs, in the language of the index; may be empty
	Text    string   // plain text; may be empty

	TitleLang string // language of Title and Names if not that of the index
	TextLang  string // language of Text if not that of the index
}

// File is one file of an index.
type File struct {
	Name string // "index.json", "t-12.json"
	Data []byte
}

// Index returns the files of the index of one edition in one language, sorted by
// name. Results of equal weight are shown in the order of docs; kinds are in the
// order in which they first appear in docs. Duplicate records are indexed once.
func Index(lang string, docs []Doc) []File {
	docs = byKind(docs)
	ix := newInverter(lang)
	for _, d := range docs {
		ix.add(d)
	}
	return write(lang, docs, ix.lexicon())
}

// byKind groups docs by kind, so that the number of a record determines its kind,
// and removes duplicates.
func byKind(docs []Doc) []Doc {
	type key struct{ ref, path string }
	seen := make(map[key]bool, len(docs))
	order := make(map[string]int)
	out := make([]Doc, 0, len(docs))
	for _, d := range docs {
		k := key{d.Ref, d.Path}
		if seen[k] {
			continue
		}
		seen[k] = true
		if _, ok := order[d.Kind]; !ok {
			order[d.Kind] = len(order)
		}
		out = append(out, d)
	}
	slices.SortStableFunc(out, func(a, b Doc) int { return order[a.Kind] - order[b.Kind] })
	return out
}
