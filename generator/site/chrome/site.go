package chrome

import (
	"cmp"
	"slices"
	"strings"
	"sync"

	"rapporteur/generator/address"
	"rapporteur/generator/report"
	"rapporteur/generator/site/history"
	"rapporteur/generator/site/page"
)

// Site holds the pages of every edition and of the draft, and what is needed to link
// them. Versions are "current", the id of each edition, and "draft", as far as they
// exist.
type Site struct {
	Versions   []string   // in the order in which Hugo is to weigh them: current first
	Languages  []string   // every language that some edition publishes, the default first
	BaseURL    string     // with a slash at the end
	Repository Repository // where the data is edited
	PDF        bool       // whether the report of each edition is published as a PDF too
	Edits      bool       // whether there is a page on which records are edited: "edit/" of the front edition

	Editions    []*Edition                         // editions in the order of their dates, then the draft
	Current     *Edition                           // nil if no edition was issued
	Draft       *Edition                           // nil if there is none
	Withdrawn   []*Withdrawn                       // by id
	Branch      *Edition                           // what is edited now; it has no pages and may be nil
	ByVersion   map[string]map[string][]*page.Page // by version and language
	Hashes      *pageHashes
	Comparisons map[[2]*history.Edition]*history.Comparison
	feeds       sync.Mutex // guards what feeds say of each edition
}

// Edition holds the pages of an edition or of the draft.
type Edition struct {
	ID           string      // of the version: the edition's, or "draft"
	Index        int         // in Site.Editions
	Committed    report.Date // day of the commit that issued it, UTC; zero for the draft
	Report       *report.Report
	History      *history.Edition
	SupersededBy string
	Languages    []string // published, the default first
	ByLang       map[string]*LangPages
	outline      *Outline            // where its pages are not made; then they have no content
	followed     map[string]Followed // what feeds say of it, by their language, as far as it was asked for
}

// LangPages holds the pages of an edition in one language.
type LangPages struct {
	Pages []*page.Page // by path
	path  map[string]*page.Page
	ref   map[string]*page.Page // those that are about one record, by its typed id
	Lang  string
	title page.Text
	asAt  page.Date
}

// Pages returns the pages of a version in a language, sorted by path, nil if the
// version is not published in the language.
func (site *Site) Pages(version, lang string) []*page.Page { return site.ByVersion[version][lang] }

// edition returns the edition of a version, nil if there is none.
func (site *Site) edition(version string) *Edition {
	switch version {
	case page.Current:
		return site.Current
	case page.Draft:
		return site.Draft
	}
	for _, v := range site.Editions {
		if v.ID == version && v != site.Draft {
			return v
		}
	}
	return nil
}

// Edition returns the edition of a version, nil if there is none.
func (site *Site) Edition(version string) *Edition { return site.edition(version) }

// DataFolder returns the link from a page of a version to the folder of the files of its
// edition that readers take away. They exist once, at the edition's own address.
func (site *Site) DataFolder(version string, p *page.Page) string {
	v := site.edition(version)
	if v == nil {
		return ""
	}
	return address.Relative(address.Version(version, p.Lang)+p.Path, address.Data(v.ID), "")
}

// InLanguage returns the pages in a language, or in the default language if the
// edition is not published in it.
func (v *Edition) InLanguage(lang string) *LangPages {
	if s := v.ByLang[lang]; s != nil {
		return s
	}
	return v.ByLang[v.Languages[0]]
}

// Has reports whether a page is one of the edition, and not one that exists once for all.
func (s *LangPages) Has(p *page.Page) bool { return s != nil && s.path[p.Path] == p }

// menu returns the keys of the main menu, which are those of paths too.
func menu() []string {
	keys := []string{"home", "report", "paragraphs", "resolution"}
	for _, k := range report.Registers() {
		keys = append(keys, k.Section())
	}
	return append(keys, "data", "changes", "editions", "about")
}

// Front returns the address of the first page of the site, relative to its root: "fr/"
// or "draft/fr/".
func (site *Site) Front() string {
	return address.Version(site.Versions[0], site.edition(site.Versions[0]).Languages[0])
}

// Has reports whether there is a page at an address relative to the root of the site.
func (site *Site) Has(name string) bool {
	for _, v := range site.Versions {
		for _, lang := range site.Languages {
			path, ok := strings.CutPrefix(name, address.Version(v, lang))
			if ok && slices.ContainsFunc(site.Pages(v, lang), func(p *page.Page) bool { return p.Path == path }) {
				return true
			}
		}
	}
	return false
}

// pdf returns a file name that identifies the file in any folder.
func (v *Edition) pdf(lang string) string {
	return keyOf(v.Report.Meta.Reference, v.ID, lang) + ".pdf"
}

// AddEdition adds an edition or the draft, whose pages may be made later. Editions are added in
// the order of their dates.
func (site *Site) AddEdition(v *Edition) {
	v.Index = len(site.Editions)
	site.Editions = append(site.Editions, v)
	for _, lang := range v.Report.Meta.Languages {
		v.Languages = append(v.Languages, string(lang))
	}
}

// SetPages sets the pages of an edition.
func (site *Site) SetPages(v *Edition, byLang map[string]*LangPages) {
	v.ByLang = byLang
	site.ByVersion[v.ID] = v.PagesByLang()
	if v == site.Current {
		site.ByVersion[page.Current] = v.PagesByLang()
	}
}

// PagesByLang returns the pages of the edition by language.
func (v *Edition) PagesByLang() map[string][]*page.Page {
	out := make(map[string][]*page.Page)
	for lang, s := range v.ByLang {
		out[lang] = s.Pages
	}
	return out
}

// SetVersions sets versions and languages: the current version, editions from the
// newest to the oldest, then the draft.
func (site *Site) SetVersions() {
	if site.Current != nil {
		site.Versions = append(site.Versions, page.Current)
		site.Languages = append(site.Languages, site.Current.Languages...)
	}
	for _, v := range slices.Backward(site.Editions) {
		if v != site.Draft {
			site.Versions = append(site.Versions, v.ID)
		}
	}
	if site.Draft != nil {
		site.Versions = append(site.Versions, page.Draft)
	}
	for _, v := range slices.Backward(site.Editions) {
		for _, lang := range v.Languages {
			if !slices.Contains(site.Languages, lang) {
				site.Languages = append(site.Languages, lang)
			}
		}
	}
}

// NewLangPages sorts the pages of an edition in a language and sets their headlines.
func NewLangPages(pages []*page.Page, lang report.Lang, box page.EditionBox) *LangPages {
	slices.SortFunc(pages, ComparePaths)
	headlines(pages)
	s := &LangPages{
		Pages: pages,
		path:  make(map[string]*page.Page, len(pages)),
		ref:   make(map[string]*page.Page, len(pages)),
		Lang:  string(lang),
		title: box.Title,
		asAt:  box.AsAt,
	}
	for _, p := range pages {
		s.path[p.Path] = p
		if p.Ref != "" {
			s.ref[p.Ref] = p
		}
	}
	return s
}

// ComparePaths orders pages by path.
func ComparePaths(a, b *page.Page) int { return cmp.Compare(a.Path, b.Path) }

// NewSite returns a site without pages at a base address, "/" if it is not known.
func NewSite(base string) *Site {
	if !strings.HasSuffix(base, "/") {
		base += "/"
	}
	return &Site{BaseURL: base, ByVersion: make(map[string]map[string][]*page.Page), Hashes: newPageHashes()}
}
