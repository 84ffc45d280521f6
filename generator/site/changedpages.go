package site

import (
	"maps"
	"slices"

	"rapporteur/generator/site/page"
)

// ChangedPage is a page of the draft, in every language that it is published in,
// that shows something else than the draft of another model does.
type ChangedPage struct {
	Path  string
	Kind  string       // name of its template
	Ref   string       // typed id of the record it is about; empty for lists
	Pages []*page.Page // in the order in which Model.Languages has their languages
}

// DraftChanges are the pages of the draft that are new since the draft of
// another model or show something else in one of their languages, by path,
// and the paths of those that are gone. A nil model has no pages. Pages that
// are about editions (changes, search) and those that show a data file are
// none of them. What pages say of where a record is in the data is no
// difference.
func (m *Model) DraftChanges(before *Model) (changed []ChangedPage, gone []string) {
	then := make(map[string]map[string]*page.Page)
	if before != nil {
		for _, lang := range before.Languages {
			for _, p := range before.Pages(page.Draft, lang) {
				if ofReport(p) {
					shelvePage(then, p)
				}
			}
		}
	}
	now := make(map[string]map[string]*page.Page)
	var order []string
	for _, lang := range m.Languages {
		for _, p := range m.Pages(page.Draft, lang) {
			if ofReport(p) {
				if now[p.Path] == nil {
					order = append(order, p.Path)
				}
				shelvePage(now, p)
			}
		}
	}
	slices.Sort(order)
	for _, path := range order {
		s := ChangedPage{Path: path}
		same := len(now[path]) == len(then[path])
		for _, lang := range m.Languages {
			p := now[path][lang]
			if p == nil {
				continue
			}
			s.Kind, s.Ref, s.Pages = p.Kind, p.Ref, append(s.Pages, p)
			q := then[path][lang]
			same = same && q != nil && m.Hashes.Same(p, q)
		}
		if !same {
			changed = append(changed, s)
		}
	}
	for _, path := range slices.Sorted(maps.Keys(then)) {
		if now[path] == nil {
			gone = append(gone, path)
		}
	}
	return changed, gone
}

func shelvePage(pages map[string]map[string]*page.Page, p *page.Page) {
	if pages[p.Path] == nil {
		pages[p.Path] = make(map[string]*page.Page)
	}
	pages[p.Path][p.Lang] = p
}

// ofReport says whether a page is of the report itself.
func ofReport(p *page.Page) bool {
	switch p.Body.(type) {
	case *page.Changes, *page.SourceChanges, *page.Search, *page.SourceFile, *page.Rules:
		return false
	}
	return p.Kind != "files" && p.Kind != "editions"
}
