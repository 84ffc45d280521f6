package chrome

import (
	"encoding/json"
	"slices"
	"strings"

	"rapporteur/generator/address"
	"rapporteur/generator/report"
	"rapporteur/generator/site/page"
)

// EditionsFile is the name of the list of editions for scripts, at the root of the site.
const EditionsFile = "editions.json"

// editionList is the content of EditionsFile. assets/js/main.js completes the selector of
// editions from it; portal.json is for other programs.
type editionList struct {
	Current  string          `json:"current"`  // id
	Editions []listedEdition `json:"editions"` // newest first
}

// listedEdition says of an edition what a link to it needs. Which pages it has follows
// from the edition that it follows, so that the file grows with what changes.
type listedEdition struct {
	ID        string            `json:"id"`
	State     string            `json:"state"`
	Title     map[string]string `json:"title"` // by language
	Languages []string          `json:"languages"`
	Follows   string            `json:"follows,omitempty"` // id; empty for the first
	Added     []string          `json:"added"`             // paths of pages that the edition before lacks; all of the first
	Gone      map[string]string `json:"gone"`              // paths of pages of the edition before that this one lacks, each with that of what replaces it, or ""
}

// EditionList returns the content of EditionsFile. It is the only file besides the list of
// editions itself that names all of them.
func (site *Site) EditionList() []byte {
	out := editionList{Current: site.Current.ID, Editions: []listedEdition{}}
	for _, v := range slices.Backward(site.Editions) {
		if v == site.Draft {
			continue
		}
		e := listedEdition{
			ID: v.ID, State: site.State(v), Languages: v.Languages,
			Title: make(map[string]string), Added: []string{}, Gone: make(map[string]string),
		}
		for _, lang := range v.Languages {
			e.Title[lang] = v.ByLang[lang].title.Text
		}
		var before *Edition
		if v.History != nil && v.History.Previous != nil {
			before = site.edition(v.History.Previous.ID)
		}
		own := v.InLanguage(v.Languages[0])
		for _, p := range own.Pages {
			if currentPath(p.Path) == p.Path && (before == nil || before.InLanguage(own.Lang).path[p.Path] == nil) {
				e.Added = append(e.Added, p.Path)
			}
		}
		if before != nil {
			e.Follows = before.ID
			for _, p := range before.InLanguage(own.Lang).Pages {
				if currentPath(p.Path) != p.Path || own.path[p.Path] != nil {
					continue
				}
				e.Gone[p.Path] = ""
				if f := site.find(before, v, p); f.exists {
					e.Gone[p.Path] = f.path
				}
			}
		}
		out.Editions = append(out.Editions, e)
	}
	b, err := json.Marshal(out)
	if err != nil {
		panic(err) // texts and lists can always be written
	}
	return append(b, '\n')
}

// selector returns what the script needs on a page.
func (a *builder) selector(p *page.Page) *page.Selector {
	s := &page.Selector{Path: currentPath(p.Path)}
	s.List = address.Relative(address.Version(a.version, a.lang)+a.path, "", "") + EditionsFile
	if p.Ref != "" {
		s.Up = address.List(report.ParseRef(p.Ref).Kind)
	} else if strings.HasPrefix(p.Path, "data/") {
		s.Up = "data/"
	}
	return s
}
