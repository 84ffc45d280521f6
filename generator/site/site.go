// Package site turns the editions of a report into pages: it chooses, counts,
// sorts, formats and links everything that templates print. It knows nothing of
// git, Hugo or files.
package site

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rapporteur/generator/prose"
	"rapporteur/generator/report"
	"rapporteur/generator/site/derived"
	"rapporteur/generator/site/history"
	"rapporteur/generator/site/locale"
	"rapporteur/generator/site/page"
	"rapporteur/generator/site/source"
)

// Input is what a site is made of.
type Input struct {
	Editions   []history.Issued // by as_at, then order of issue
	Current    string           // id of the current edition; empty where none was issued
	Withdrawn  []report.Withdrawn
	Draft      *report.Report    // nil where there is none
	BaseURL    string            // "https://example.org/repo/", or "/" where the address is not known
	Branch     *report.Report    // what the branch that is edited holds now; nil: the draft or, without one, the current edition
	Repository Repository        // where the data is edited
	Rules      []page.RuleFamily // the rules of the data, in the order in which they are shown; there may be none
	PDF        bool              // the report of each edition lies beside its page as a PDF, and pages link it
	Components bool              // whether there is a page that shows each component, for those who design pages and for tests
	Authored   []string          // languages that have authored pages, the default first; nil where all have them

	// Comparisons is how many earlier editions each edition is compared with,
	// besides the one before it and the first; 0 means 12.
	Comparisons int
}

// Model is the whole site. Versions are "current", each edition's id and
// "draft"; only those that exist are there. After New it does not change, and
// several goroutines may ask for pages and chrome.
type Model struct {
	Versions  []string // in the order in which Hugo is to weigh them: current first
	Languages []string // every language that some edition publishes, the default first

	in      Input
	baseURL string    // with a slash at the end
	volumes []*volume // editions in the order of Input, then the draft
	current *volume   // nil where no edition was issued
	draft   *volume   // nil where there is none
	branch  *volume   // what is edited now; it has no pages, and is nil where there is nothing
	pages   map[string]map[string][]*page.Page
	sums    *sums
	pairs   map[[2]*history.Edition]*history.Comparison
	press   *press          // asked again for what the search finds
	only    map[string]bool // addresses of the pages to write; nil for all
}

// volume is the pages of an edition, or of the draft.
type volume struct {
	id           string // of the version: the edition's, or "draft"
	index        int    // in Model.volumes
	r            *report.Report
	chapter      *history.Edition
	supersededBy string
	langs        []string // published, the default first
	shelves      map[string]*shelf
}

// shelf is the pages of a volume in one language.
type shelf struct {
	pages []*page.Page // by path
	path  map[string]*page.Page
	ref   map[string]*page.Page // those that are about one record, by its typed id
	lang  string
	title page.Text
	asAt  page.Date
}

// New makes the pages of every edition and of the draft, in each language
// that they are published in.
func New(in Input) (*Model, error) {
	m := &Model{in: in, baseURL: in.BaseURL, pages: make(map[string]map[string][]*page.Page), sums: newSums()}
	if !strings.HasSuffix(m.baseURL, "/") {
		m.baseURL += "/"
	}
	files := source.NewHighlighter()
	if err := files.Prepare(in.reports()); err != nil {
		return nil, err
	}
	press := press{files: files, parser: prose.NewCache(), words: make(map[report.Lang]*locale.Locale)}
	chapters := history.New(in.Editions, in.Current, in.Draft, in.Comparisons, press.parser)
	m.pairs = history.Compare(chapters)
	press.pairs = m.pairs
	for i, e := range in.Editions {
		v := press.volume(chapters[i])
		v.supersededBy = e.SupersededBy
		m.shelve(v)
		if e.ID == in.Current {
			m.current = v
		}
	}
	if in.Current != "" && m.current == nil {
		return nil, fmt.Errorf("the current edition %s is not among the editions", in.Current)
	}
	if in.Draft != nil {
		v := press.volume(chapters[len(in.Editions)])
		m.shelve(v)
		m.draft = v
	}
	m.branch = m.draft
	if m.branch == nil {
		m.branch = m.current
	}
	if in.Branch != nil {
		m.branch = &volume{id: page.Draft, index: len(m.volumes), r: in.Branch}
	}
	if len(m.volumes) == 0 {
		return nil, fmt.Errorf("there is neither an edition nor a draft to show")
	}
	m.order()
	m.press = &press
	press.once(m)
	return m, nil
}

func (in *Input) reports() []*report.Report {
	var out []*report.Report
	for _, e := range in.Editions {
		out = append(out, e.Report)
	}
	if in.Draft != nil {
		out = append(out, in.Draft)
	}
	return out
}

func (m *Model) shelve(v *volume) {
	v.index = len(m.volumes)
	m.volumes = append(m.volumes, v)
	m.pages[v.id] = v.pages()
}

func (v *volume) pages() map[string][]*page.Page {
	out := make(map[string][]*page.Page)
	for lang, s := range v.shelves {
		out[lang] = s.pages
	}
	return out
}

// order sets versions and languages: current, then editions from the newest
// on, then the draft.
func (m *Model) order() {
	if m.current != nil {
		m.Versions = append(m.Versions, page.Current)
		m.pages[page.Current] = m.current.pages()
		m.Languages = append(m.Languages, m.current.langs...)
	}
	for _, v := range slices.Backward(m.volumes) {
		if v != m.draft {
			m.Versions = append(m.Versions, v.id)
		}
	}
	if m.draft != nil {
		m.Versions = append(m.Versions, page.Draft)
	}
	for _, v := range slices.Backward(m.volumes) {
		for _, lang := range v.langs {
			if !slices.Contains(m.Languages, lang) {
				m.Languages = append(m.Languages, lang)
			}
		}
	}
}

// press makes volumes, and keeps what they can share.
type press struct {
	files  *source.Highlighter
	parser *prose.Cache
	words  map[report.Lang]*locale.Locale
	pairs  map[[2]*history.Edition]*history.Comparison
}

func (p *press) in(lang report.Lang) *locale.Locale {
	w := p.words[lang]
	if w == nil {
		w = locale.New(lang)
		p.words[lang] = w
	}
	return w
}

func (p *press) volume(c *history.Edition) *volume {
	v := &volume{id: c.ID, r: c.Report, chapter: c, shelves: make(map[string]*shelf)}
	for _, lang := range c.Report.Meta.Languages {
		b := p.book(c.ID, lang, c.Report, c.Facts)
		b.chapter, b.pairs = c, p.pairs
		b.write()
		v.langs = append(v.langs, string(lang))
		v.shelves[string(lang)] = newShelf(b)
	}
	return v
}

func (p *press) book(id string, lang report.Lang, r *report.Report, f *derived.Facts) *book {
	w := p.in(lang)
	return &book{Facts: f, id: id, lang: lang, w: w, parser: p.parser, files: p.files, box: newBox(r, lang, w)}
}

// write makes every page of the book.
func (b *book) write() {
	b.home()
	b.document()
	b.resolution()
	b.paragraphs()
	b.instruments()
	b.states()
	b.activities()
	b.publications()
	b.finance()
	b.indicators()
	b.entities()
	b.sources()
	b.dataFiles()
	b.changes()
	b.search()
	b.parity()
}

func newShelf(b *book) *shelf {
	slices.SortFunc(b.pages, byPath)
	s := &shelf{
		pages: b.pages,
		path:  make(map[string]*page.Page, len(b.pages)),
		ref:   make(map[string]*page.Page, len(b.pages)),
		lang:  string(b.lang),
		title: b.box.Title,
		asAt:  b.box.AsAt,
	}
	for _, p := range b.pages {
		s.path[p.Path] = p
		if p.Ref != "" {
			s.ref[p.Ref] = p
		}
	}
	return s
}

func byPath(a, b *page.Page) int { return cmp.Compare(a.Path, b.Path) }

// Pages are the pages of a version in a language, by path; none where the
// version does not publish the language.
func (m *Model) Pages(version, lang string) []*page.Page { return m.pages[version][lang] }

// volume is that of a version, nil where there is none.
func (m *Model) volume(version string) *volume {
	switch version {
	case page.Current:
		return m.current
	case page.Draft:
		return m.draft
	}
	for _, v := range m.volumes {
		if v.id == version && v != m.draft {
			return v
		}
	}
	return nil
}
