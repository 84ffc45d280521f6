// Package search makes the index that the browser searches: one for each
// edition and language. Each form of a word that occurs carries its stem, so
// the browser needs no stemmer; it loads index.json, the pieces that hold the
// words asked for, and the pieces that hold the records it shows.
//
// The files are JSON:
//
//	index.json  what there is, and where: see index
//	t-0.json …  forms of words in order, with the records of their stems: see words
//	d-0.json …  the records as hits show them: see entry
//
// How a text falls into words is settled twice, here and in search.js, and
// the tests hold the two together.
package search

import "slices"

// Doc is a record, or a part of one, that can be found.
type Doc struct {
	Ref     string // typed id: "activity:vienna-symposium-2007"; the id can be searched
	Kind    string // what the filters go by: "activity"
	Path    string // where it is shown, in its edition and language; may end in a fragment: "paragraphs/op04/#op04-a"
	Title   string // plain text, never empty
	Names   string // symbols, headings and other names: they weigh more than text and are not shown; may be empty
	Context string // the paragraph that it belongs to, in the language of the index; may be empty
	Text    string // plain text; may be empty

	TitleLang string // language of Title and Names where it is not that of the index
	TextLang  string // language of Text where it is not that of the index
}

// File is one file of an index.
type File struct {
	Name string // "index.json", "t-12.json"
	Data []byte
}

// Index makes the files of one edition in one language, by name. Hits that
// weigh the same are shown in the order of docs; kinds stand in the order in
// which they first appear. A record that is given twice is taken once.
func Index(lang string, docs []Doc) []File {
	docs = byKind(docs)
	ix := newInverter(lang)
	for _, d := range docs {
		ix.add(d)
	}
	return write(lang, docs, ix.lexicon())
}

// byKind puts docs of a kind together, so that a record's number tells its
// kind, and leaves out those that were there before.
func byKind(docs []Doc) []Doc {
	type place struct{ ref, path string }
	seen := make(map[place]bool, len(docs))
	order := make(map[string]int)
	out := make([]Doc, 0, len(docs))
	for _, d := range docs {
		at := place{d.Ref, d.Path}
		if seen[at] {
			continue
		}
		seen[at] = true
		if _, ok := order[d.Kind]; !ok {
			order[d.Kind] = len(order)
		}
		out = append(out, d)
	}
	slices.SortStableFunc(out, func(a, b Doc) int { return order[a.Kind] - order[b.Kind] })
	return out
}
