// Package site turns the editions of a report into pages: it chooses, counts,
// sorts, formats and links everything that templates print. It knows nothing of
// git, Hugo or files.
package site

import (
	"fmt"

	"rapporteur/generator/prose"
	"rapporteur/generator/published"
	"rapporteur/generator/report"
	"rapporteur/generator/site/chrome"
	"rapporteur/generator/site/derived"
	"rapporteur/generator/site/history"
	"rapporteur/generator/site/locale"
	"rapporteur/generator/site/page"
	"rapporteur/generator/site/source"
)

// Input is what a site is made of.
type Input struct {
	Editions   []history.Issued  // by as_at, then order of issue
	Current    string            // id of the current edition; empty where none was issued
	Withdrawn  []Withdrawn       // editions that are not shown any more
	Draft      *report.Report    // nil where there is none
	BaseURL    string            // "https://example.org/repo/", or "/" where the address is not known
	Branch     *report.Report    // what the branch that is edited holds now; nil: the draft or, without one, the current edition
	Repository chrome.Repository // where the data is edited
	Rules      []page.RuleFamily // the rules of the data, in the order in which they are shown; there may be none
	PDF        bool              // the report of each edition is next to its page as a PDF, and pages link it
	Components bool              // whether there is a page that shows each component, for those who design pages and for tests
	Program    published.Program // what builds the site
	Editor     EditorMode        // what runs the rules for the page on which records are edited; empty for no such page

	// Comparisons is how many earlier editions each edition is compared with,
	// besides the one before it and the first; 0 means 12.
	Comparisons int
}

// Withdrawn is an edition that was issued and is not shown any more.
type Withdrawn struct {
	report.Withdrawn
	AsAt   report.Date
	Report *report.Report // what it said, for the addresses that its pages had; nil if it can no longer be read
	Since  report.Date    // day of the commit that withdrew it, UTC; zero if it is not known
	Author string         // who made that commit
}

// Model is the whole site. After New it does not change, and several goroutines
// may ask for pages and chrome.
type Model struct {
	*chrome.Site
	in       Input
	builder  *builder            // asked again for what the search finds
	dataSets map[string]takeaway // by id of the version
	only     map[string]bool     // addresses of the pages to write; nil for all
	kept     map[string]bool     // versions and paths of shared pages that are not to be written
}

// New makes the pages of every edition and of the draft, in each language
// that they are published in.
func New(in Input) (*Model, error) {
	m := &Model{in: in, Site: chrome.NewSite(in.BaseURL)}
	m.Repository, m.PDF, m.Edits = in.Repository, in.PDF, in.Editor != ""
	files := source.NewHighlighter()
	files.Prepare(in.reports())
	b := builder{files: files, parser: prose.NewCache(), words: make(map[report.Lang]*locale.Locale)}
	editions := history.New(in.Editions, in.Current, in.Draft, in.Comparisons, b.parser)
	m.Comparisons = history.Compare(editions)
	b.pairs = m.Comparisons
	for i, e := range in.Editions {
		v := b.pages(editions[i], e.Committed)
		v.SupersededBy, v.Committed = e.SupersededBy, e.Committed
		m.AddEdition(v)
		if e.ID == in.Current {
			m.Current = v
		}
	}
	if in.Current != "" && m.Current == nil {
		return nil, fmt.Errorf("the current edition %s is not among the editions", in.Current)
	}
	if in.Draft != nil {
		v := b.pages(editions[len(in.Editions)], report.Date{})
		m.AddEdition(v)
		m.Draft = v
	}
	m.Branch = m.Draft
	if m.Branch == nil {
		m.Branch = m.Current
	}
	if in.Branch != nil {
		m.Branch = &chrome.Edition{ID: page.Draft, Index: len(m.Editions), Report: in.Branch}
	}
	for _, w := range in.Withdrawn {
		b.leave(m, w)
	}
	if len(m.Editions) == 0 {
		return nil, fmt.Errorf("no edition and no draft to show")
	}
	m.SetVersions()
	var err error
	if m.dataSets, err = dataSets(m.Editions); err != nil {
		return nil, err
	}
	m.builder = &b
	b.addAuthored(m)
	return m, nil
}

func (in *Input) reports() []*report.Report {
	var out []*report.Report
	for _, e := range in.Editions {
		out = append(out, e.Report)
	}
	for _, w := range in.Withdrawn {
		if w.Report != nil {
			out = append(out, w.Report)
		}
	}
	if in.Draft != nil {
		out = append(out, in.Draft)
	}
	return out
}

// leave adds a withdrawn edition, whose pages give the addresses at which short pages
// say so. Nothing is left of one that can no longer be read.
func (p *builder) leave(m *Model, w Withdrawn) {
	if w.Report == nil {
		return
	}
	v := p.pages(history.New([]history.Issued{{ID: w.ID, Report: w.Report}}, "", nil, 0, p.parser)[0], report.Date{})
	left := &chrome.Withdrawn{Edition: v, ReplacedBy: w.ReplacedBy, Reason: w.Reason, Author: w.Author, On: w.On}
	if left.On.IsZero() {
		left.On = w.Since
	}
	// Who withdraws an edition is named by the data that says so, not by the edition.
	if now := m.Branch; now != nil {
		id := w.By
		if id == "" && now.Report.Meta.Official {
			id = now.Report.Meta.OfficialBy
		}
		if e := now.Report.Entity(id); e != nil {
			left.By = e.Name
		}
	}
	for _, e := range m.in.Editions {
		if !e.Report.Edition.AsAt.After(w.AsAt) {
			left.Others = append(left.Others, "changes/"+e.ID+"/")
		}
	}
	for _, o := range m.in.Withdrawn {
		if o.ID != w.ID && !o.AsAt.After(w.AsAt) {
			left.Others = append(left.Others, "changes/"+o.ID+"/")
		}
	}
	m.AddWithdrawn(left)
}

// builder makes volumes, and keeps what they can share.
type builder struct {
	files  *source.Highlighter
	parser *prose.Cache
	words  map[report.Lang]*locale.Locale
	pairs  map[[2]*history.Edition]*history.Comparison
}

func (p *builder) locale(lang report.Lang) *locale.Locale {
	w := p.words[lang]
	if w == nil {
		w = locale.New(lang)
		p.words[lang] = w
	}
	return w
}

func (p *builder) pages(c *history.Edition, committed report.Date) *chrome.Edition {
	v := &chrome.Edition{ID: c.ID, Report: c.Report, History: c, ByLang: make(map[string]*chrome.LangPages)}
	for _, lang := range c.Report.Meta.Languages {
		b := p.edition(c.ID, lang, c.Report, c.Facts)
		b.edition, b.pairs = c, p.pairs
		b.box.Issued = b.w.Date(committed, false)
		b.write()
		v.Languages = append(v.Languages, string(lang))
		v.ByLang[string(lang)] = chrome.NewLangPages(b.pages, lang, b.box)
	}
	return v
}

func (p *builder) edition(id string, lang report.Lang, r *report.Report, f *derived.Facts) *editionWriter {
	w := p.locale(lang)
	return &editionWriter{Facts: f, id: id, lang: lang, w: w, parser: p.parser, files: p.files, box: newBox(r, lang, w)}
}

// registers are the methods that make the page of each of report.Registers.
func (b *editionWriter) registers() map[report.Kind]func() {
	return map[report.Kind]func(){
		report.KindInstrument:  b.instruments,
		report.KindState:       b.states,
		report.KindActivity:    b.activities,
		report.KindPublication: b.publications,
		report.KindReply:       b.replies,
		report.KindMoney:       b.finance,
		report.KindIndicator:   b.indicators,
		report.KindEntity:      b.entities,
		report.KindSource:      b.sources,
	}
}

// empty reports whether a kind has a register, but the report no record of it, so that
// there is no page.
func (b *editionWriter) empty(kind report.Kind) bool {
	return kind.Info().Register > 0 && b.Report.Count(kind) == 0
}

// write makes every page of the edition in its language. A register of which the report has no record has
// no page, and no entry in the menu.
func (b *editionWriter) write() {
	b.home()
	b.document()
	b.resolution()
	b.paragraphs()
	pages := b.registers()
	for _, k := range report.Registers() {
		if !b.empty(k.Kind) {
			pages[k.Kind]()
		}
	}
	b.dataFiles()
	b.changes()
	b.search()
	b.parity()
}
