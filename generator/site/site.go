// Package site turns the editions of a report into pages: it chooses, counts,
// sorts, formats and links everything that templates print. It knows nothing of
// git, Hugo or files.
package site

import (
	"fmt"
	"slices"
	"sync"

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
	part     []string            // where there are the pages of these editions alone, and no page that exists once
	kept     map[string]bool     // versions and paths of shared pages that are not to be written
}

// New makes the pages of every edition and of the draft, in each language
// that they are published in.
func New(in Input) (*Model, error) {
	p, err := Begin(in)
	if err != nil {
		return nil, err
	}
	return p.Model(nil)
}

// Plan is a site whose pages are not made yet.
type Plan struct {
	in       Input
	editions []*history.Edition // those of in, then the draft
	parser   *prose.Cache
	m        *Model // without pages
}

// Begin orders the editions and the draft.
func Begin(in Input) (*Plan, error) {
	p := &Plan{in: in, parser: prose.NewCache()}
	p.editions = history.New(in.Editions, in.Current, in.Draft, in.Comparisons, p.parser)
	var err error
	p.m, err = p.begin()
	return p, err
}

// begin returns the site without pages.
func (p *Plan) begin() (*Model, error) {
	in := &p.in
	m := &Model{in: p.in, Site: chrome.NewSite(in.BaseURL)}
	m.Repository, m.PDF, m.Edits = in.Repository, in.PDF, in.Editor != ""
	for i, e := range in.Editions {
		v := edition(p.editions[i])
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
		m.Draft = edition(p.editions[len(in.Editions)])
		m.AddEdition(m.Draft)
	}
	m.Branch = m.Draft
	if m.Branch == nil {
		m.Branch = m.Current
	}
	if in.Branch != nil {
		m.Branch = &chrome.Edition{ID: page.Draft, Index: len(m.Editions), Report: in.Branch}
	}
	if len(m.Editions) == 0 {
		return nil, fmt.Errorf("no edition and no draft to show")
	}
	m.SetVersions()
	return m, nil
}

func edition(c *history.Edition) *chrome.Edition {
	return &chrome.Edition{ID: c.ID, Report: c.Report, History: c}
}

// Model makes the pages of every edition and of the draft, in each language that they are
// published in, but for the editions of which there is an outline: their pages are not to be
// rendered.
func (p *Plan) Model(outlines map[string]*chrome.Outline) (*Model, error) {
	m, err := p.begin()
	if err != nil {
		return nil, err
	}
	b, err := p.fill(m, outlines, nil)
	if err != nil {
		return nil, err
	}
	for _, w := range p.in.Withdrawn {
		b.leave(m, w)
	}
	b.addAuthored(m)
	return m, nil
}

// Part makes the pages of some issued editions alone, which Batches returned together. There
// must be an outline of each edition before them.
func (p *Plan) Part(ids []string, outlines map[string]*chrome.Outline) (*Model, error) {
	m, err := p.begin()
	if err != nil {
		return nil, err
	}
	m.part, m.kept = ids, make(map[string]bool)
	for _, v := range m.Versions {
		m.kept[v] = !slices.Contains(ids, v)
	}
	_, err = p.fill(m, outlines, func(v *chrome.Edition) bool { return slices.Contains(ids, v.ID) && v != m.Draft })
	return m, err
}

// fill gives editions their pages: those of the outline where there is one, else those that
// are wanted; nil for all.
func (p *Plan) fill(m *Model, outlines map[string]*chrome.Outline, want func(*chrome.Edition) bool) (*builder, error) {
	b := &builder{files: source.NewHighlighter(), parser: p.parser, words: make(map[report.Lang]*locale.Locale)}
	made := make(map[*history.Edition]bool)
	var reports []*report.Report
	for _, v := range m.Editions {
		if o := outlines[v.ID]; o != nil && v != m.Draft && b.outlined(m, v, o) {
			continue
		}
		if want == nil || want(v) {
			made[v.History] = true
			reports = append(reports, v.Report)
		}
	}
	for _, w := range p.in.Withdrawn {
		if w.Report != nil && want == nil {
			reports = append(reports, w.Report)
		}
	}
	b.files.Prepare(reports)
	m.Comparisons = history.Compare(p.editions, made)
	b.pairs = m.Comparisons
	for _, v := range m.Editions {
		if made[v.History] {
			m.SetPages(v, b.pages(v))
		}
	}
	var err error
	m.dataSets, err = dataSets(m.Editions)
	m.builder = b
	return b, err
}

// Batches divides the issued editions without an outline, in their order, into batches of about
// most records, counted in each language, so that their pages do not take too much memory. The
// current edition, the draft and what is left with them are not among them: they are for Model.
//
// The pages of an edition lead to those of later ones that take its place or add to it, so
// that these are in its batch.
func (p *Plan) Batches(outlines map[string]*chrome.Outline, most int) [][]string {
	m := p.m
	var batches [][]string
	var batch []string
	size, until := 0, -1
	for i, v := range m.Editions {
		if v == m.Draft || v == m.Current {
			break
		}
		if outlines[v.ID] != nil {
			continue
		}
		later := m.Addenda(v)
		if by := m.Edition(v.SupersededBy); by != nil {
			later = append(later, by)
		}
		for _, w := range later {
			until = max(until, w.Index)
		}
		if m.Current != nil && until >= m.Current.Index {
			break
		}
		batch = append(batch, v.ID)
		size += weight(v)
		if size >= most && i >= until {
			batches, batch, size = append(batches, batch), nil, 0
		}
	}
	return batches
}

// weight is how much of a batch the pages of an edition take: its records, and comparisons with
// earlier editions, each of which takes as much as ten records, in each language.
func weight(v *chrome.Edition) int {
	return (len(v.Report.Entries()) + 60 + 10*len(v.History.Compared)) * len(v.Languages)
}

// Shares divides the issued editions among n builds, in their order, and those of each into
// batches as Batches does. Each build takes about as long; the last one has what is not in a
// batch, too. It needs no outlines.
func (p *Plan) Shares(n, most int) [][][]string {
	of := func(ids []string) (w int) {
		for _, id := range ids {
			w += weight(p.m.Edition(id))
		}
		return w
	}
	units := p.Batches(nil, 1)
	total := 0
	for _, ids := range units {
		total += of(ids)
	}
	// The last build takes as long as one of six editions, as measured: it has the current one at
	// two addresses, the draft and what is said of all editions.
	total += 6 * weight(p.m.Editions[len(p.m.Editions)-1])
	shares := make([][][]string, n)
	before := 0
	last, size := -1, 0
	for _, ids := range units {
		w := of(ids)
		i := (2*before + w) * n / (2 * total)
		if s := shares[i]; i == last && size < most {
			s[len(s)-1] = append(s[len(s)-1], ids...)
			size += w
		} else {
			shares[i], last, size = append(s, ids), i, w
		}
		before += w
	}
	return shares
}

// Made says what the pages of an issued edition are made of: see Model.Made.
func (p *Plan) Made(version string) (editions, standing []string) { return p.m.Made(version) }

// Site is the site without pages.
func (p *Plan) Site() *chrome.Site { return p.m.Site }

// Origins says where what the pages of an edition show is edited now: a line for each page.
// The pages at the address of the current edition depend on it. It is nil if the outline is
// not that of the edition.
func (p *Plan) Origins(version string, o *chrome.Outline) []string {
	m, err := p.begin()
	if err != nil {
		return nil
	}
	b := &builder{words: make(map[report.Lang]*locale.Locale)}
	v := m.Edition(version)
	if v == nil || !b.outlined(m, v, o) {
		return nil
	}
	return m.Origins(v)
}

// outlined gives an edition the pages of an outline.
func (p *builder) outlined(m *Model, v *chrome.Edition, o *chrome.Outline) bool {
	return m.Outlined(v, o, func(lang report.Lang) page.EditionBox { return newBox(v.Report, lang, p.locale(lang)) })
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
	v := edition(history.New([]history.Issued{{ID: w.ID, Report: w.Report}}, "", nil, 0, p.parser)[0])
	for _, lang := range v.Report.Meta.Languages {
		v.Languages = append(v.Languages, string(lang))
	}
	v.ByLang = p.pages(v)
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

// pages makes the pages of an edition by language, all languages at a time.
func (p *builder) pages(v *chrome.Edition) map[string]*chrome.LangPages {
	var writers []*editionWriter
	for _, lang := range v.Report.Meta.Languages {
		b := p.edition(v.ID, lang, v.Report, v.History.Facts)
		b.edition, b.pairs = v.History, p.pairs
		b.box.Issued = b.w.Date(v.Committed, false)
		writers = append(writers, b)
	}
	var wait sync.WaitGroup
	for _, b := range writers {
		wait.Go(b.write)
	}
	wait.Wait()
	byLang := make(map[string]*chrome.LangPages, len(writers))
	for _, b := range writers {
		byLang[string(b.lang)] = chrome.NewLangPages(b.pages, b.lang, b.box)
	}
	return byLang
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
