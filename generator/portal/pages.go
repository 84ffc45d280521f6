package portal

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"rapporteur"
	"slices"
	"strconv"
	"strings"

	"rapporteur/generator/published"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
	"rapporteur/generator/site/locale"
	"rapporteur/generator/site/page"
)

//go:embed pages
var pages embed.FS

// Numbers of editions that the front page and the feed show.
const (
	newestShown = 12
	newestFed   = 50
)

// writer writes the pages.
type writer struct {
	*index
	dir    string // where they go
	out    string // where they will be in the end, for links to folders
	styles string // from the root
	script string
	pages  int
}

// Write writes a portal to an empty folder dir, which will be moved to out, and returns
// how many pages there are. The same readings make the same files.
func Write(dir, out string, l *List, readings []Reading) (pages int, err error) {
	w := &writer{index: newIndex(l, readings), dir: dir, out: out}
	if err := w.locate(); err != nil {
		return 0, err
	}
	if err := w.assets(); err != nil {
		return 0, err
	}
	for _, lang := range l.Languages {
		if err := newLanguage(w, lang).write(); err != nil {
			return 0, err
		}
	}
	if err := w.gateway(); err != nil {
		return 0, err
	}
	return w.pages, w.file("robots.txt", []byte("User-agent: *\nAllow: /\n"))
}

// locate gives a base to the sites of folders that the list gives no address.
func (w *writer) locate() error {
	for i := range w.readings {
		r := &w.readings[i]
		if r.Base != "" {
			continue
		}
		rel, err := filepath.Rel(w.out, r.Path)
		if err != nil {
			return say.Errorf("%s: give it a url, since no path leads there from %s", r.Folder, w.out)
		}
		parts := strings.Split(filepath.ToSlash(rel), "/")
		for i := range parts {
			parts[i] = url.PathEscape(parts[i])
		}
		r.Base = strings.Join(parts, "/") + "/"
	}
	return nil
}

func (w *writer) file(name string, data []byte) error {
	file := filepath.Join(w.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, data, 0o644)
}

// stylesheets are those of a report's site that the portal uses too.
func stylesheets() []string {
	return []string{
		"tokens.css", "base.css", "components/shell.css", "components/language-bar.css", "components/site-nav.css",
		"components/status.css", "components/table.css", "components/lists.css", "components/marks.css",
		"components/search.css", "components/gateway.css",
	}
}

// assets writes style sheets and scripts under names that change with them.
func (w *writer) assets() error {
	var css bytes.Buffer
	for _, name := range stylesheets() {
		b, err := rapporteur.Site.ReadFile("assets/css/" + name)
		if err != nil {
			return err
		}
		css.Write(b)
	}
	own, err := pages.ReadFile("pages/portal.css")
	if err != nil {
		return err
	}
	css.Write(own)
	reader, err := rapporteur.Site.ReadFile("assets/js/search-index.js")
	if err != nil {
		return err
	}
	script, err := pages.ReadFile("pages/portal.js")
	if err != nil {
		return err
	}
	icon, err := rapporteur.Site.ReadFile("assets/icon.svg")
	if err != nil {
		return err
	}
	w.styles = fmt.Sprintf("css/portal.%x.css", sha256.Sum256(css.Bytes()))[:len("css/portal.")+12] + ".css"
	folder := fmt.Sprintf("js/%x", sha256.Sum256(slices.Concat(reader, script)))[:len("js/")+12] + "/"
	w.script = folder + "portal.js"
	return errors.Join(
		w.file(w.styles, css.Bytes()), w.file(w.script, script), w.file(folder+"search-index.js", reader), w.file("icon.svg", icon))
}

// inLanguage writes the pages of one language.
type inLanguage struct {
	*writer
	lang      report.Lang
	w         *locale.Locale
	templates *template.Template
}

func newLanguage(w *writer, lang report.Lang) *inLanguage {
	return &inLanguage{writer: w, lang: lang, w: locale.New(lang)}
}

// parse reads the templates: those of the portal, and the partials that print the same
// on the pages of reports.
func (p *inLanguage) parse() error {
	t := template.New("")
	t.Funcs(template.FuncMap{
		// T and partial are as in Hugo.
		"T":     func(key string) string { return p.w.Say(key) },
		"say":   func(key string, args ...any) string { return p.w.Say(key, args...) },
		"count": func(n int) string { return p.w.Count(n).Text },
		"partial": func(name string, dot any) (template.HTML, error) {
			var b strings.Builder
			err := t.ExecuteTemplate(&b, name, dot)
			return template.HTML(strings.TrimSpace(b.String())), err
		},
	})
	for _, name := range []string{"status.html", "status-icon.html", "status-counts.html", "word.html", "name.html", "text.html", "date.html"} {
		b, err := rapporteur.Site.ReadFile("layouts/_partials/" + name)
		if err != nil {
			return err
		}
		if _, err := t.New(name).Parse(string(b)); err != nil {
			return err
		}
	}
	names, err := fs.Glob(pages, "pages/*.html")
	if err != nil {
		return err
	}
	for _, name := range names {
		b, err := pages.ReadFile(name)
		if err != nil {
			return err
		}
		if _, err := t.New("portal/" + path.Base(name)).Parse(string(b)); err != nil {
			return err
		}
	}
	p.templates = t
	return nil
}

// entry is an entry of the menu.
type entry struct{ path, key string }

func (p *inLanguage) menu() []entry {
	menu := []entry{{"", "nav-home"}, {"reports/", "portal-reports"}, {"organs/", "portal-organs"}, {"sessions/", "portal-sessions"}}
	if len(p.topics) > 0 {
		menu = append(menu, entry{"topics/", "portal-topics"})
	}
	return append(menu, entry{"statuses/", "portal-statuses"}, entry{"search/", "search"})
}

func (p *inLanguage) write() error {
	if err := p.parse(); err != nil {
		return err
	}
	all := p.overview(p.shown, 1)
	all.Unread = p.troubles()
	front := *all
	front.Items = nil
	if note := p.Note.In(p.lang); note != "" {
		front.Note = p.plain(note)
	}
	front.Newest = p.news(newestShown, 0)
	front.Groups = p.allGroups("")
	if err := p.page("list", "", p.Title.In(p.lang), &front); err != nil {
		return err
	}
	if err := p.page("list", "reports/", p.w.Say("portal-reports"), all); err != nil {
		return err
	}
	for _, kind := range []struct {
		path, key string
		groups    []*group
	}{{"organs/", "portal-organs", p.organs}, {"sessions/", "portal-sessions", p.sessions}, {"topics/", "portal-topics", p.topics}} {
		if len(kind.groups) == 0 && kind.path == "topics/" {
			continue
		}
		body := &overview{Groups: []groups{{Links: p.links(kind.groups, kind.path)}}}
		if err := p.page("list", kind.path, p.w.Say(kind.key), body); err != nil {
			return err
		}
		for _, g := range kind.groups {
			body := p.overview(g.reports, 2)
			if g.kind == "organ" && g.id != "" {
				var inside []*group
				for _, s := range p.sessions {
					if s.organ == g.id {
						inside = append(inside, s)
					}
				}
				if len(inside) > 0 {
					body.Groups = []groups{{Key: "portal-sessions", Links: p.links(inside, g.path())}}
				}
			}
			crumb := link{Href: "../", Text: p.plain(p.w.Say(kind.key))}
			if err := p.page("list", g.path(), g.in(p.w).Text, body, crumb); err != nil {
				return err
			}
		}
	}
	if err := p.page("statuses", "statuses/", p.w.Say("portal-statuses"), p.matrix()); err != nil {
		return err
	}
	if err := p.page("search", "search/", p.w.Say("search"), p.searching()); err != nil {
		return err
	}
	if err := p.searchList(); err != nil {
		return err
	}
	return p.feed()
}

// page writes a page at a path below the front page of the language.
func (p *inLanguage) page(kind, at, title string, body any, crumbs ...link) error {
	front := strings.Repeat("../", strings.Count(at, "/"))
	v := &view{
		Kind: kind, Lang: string(p.lang), Dir: locale.Dir(p.lang), Site: p.Title.In(p.lang), Title: title, Path: at,
		Front: front, Root: front + "../", Crumbs: crumbs, Body: body,
	}
	if v.Front == "" {
		v.Front = "./"
	}
	v.Styles = v.Root + p.styles
	v.Description = p.w.Say("portal-what")
	if p.URL != "" {
		v.Canonical = p.URL + string(p.lang) + "/" + at
		v.Feed = v.Front + "feed.atom"
	}
	if kind == "search" {
		v.Script, v.Connect = v.Root+p.script, p.connect()
	}
	section, _, _ := strings.Cut(at, "/")
	for _, m := range p.menu() {
		href := front + m.path
		if href == "" {
			href = "./"
		}
		v.Nav = append(v.Nav, link{Href: href, Text: p.plain(p.w.Say(m.key)), Current: strings.TrimSuffix(m.path, "/") == section})
	}
	for _, l := range p.inOrder() {
		v.Languages = append(v.Languages, language{
			Lang: string(l), Dir: locale.Dir(l), Name: locale.NativeName(l), Href: v.Root + string(l) + "/" + at, Current: l == p.lang,
		})
	}
	var b bytes.Buffer
	if err := p.templates.ExecuteTemplate(&b, "portal/base.html", v); err != nil {
		return err
	}
	p.pages++
	return p.file(string(p.lang)+"/"+at+"index.html", b.Bytes())
}

// inOrder are the languages of the portal in the order of the language bar.
func (w *writer) inOrder() []report.Lang {
	return slices.DeleteFunc(slices.Clone(report.Langs), func(l report.Lang) bool { return !slices.Contains(w.List.Languages, l) })
}

func (p *inLanguage) plain(s string) page.Text {
	return page.Text{Text: s, Lang: string(p.lang), Dir: locale.Dir(p.lang)}
}

// overview lists reports on a page so many folders below the front page.
func (p *inLanguage) overview(readings []int, depth int) *overview {
	v := &overview{Facts: []string{
		p.w.Tally(p.w.Say("portal-count"), p.w.Count(len(readings)).Text),
		p.w.Tally(p.w.Say("nav-editions"), p.w.Count(p.issued(readings)).Text),
	}}
	var shown []*published.Edition
	requests := 0
	for _, i := range readings {
		it := p.item(i, depth)
		v.Items = append(v.Items, it)
		e := p.readings[i].Report.Shown()
		shown = append(shown, e)
		requests += it.Requests
		if it.Copy != "" {
			v.Copies++
		}
	}
	v.Facts = append(v.Facts, p.w.Tally(p.w.Say("search-requests"), p.w.Count(requests).Text))
	v.Statuses = tally(shown...)
	return v
}

// href is a link to an address of a report's site, from a page so many folders below
// the front page of the language.
func (r *Reading) href(address string, depth int) string {
	if strings.Contains(r.Base, "://") {
		return r.Base + address
	}
	return strings.Repeat("../", depth+1) + r.Base + address
}

func (p *inLanguage) item(i, depth int) item {
	r := &p.readings[i]
	rep := r.Report
	address, in := addressIn(rep.Address, p.lang, rep.Languages)
	it := item{
		ID:         "report-" + strconv.Itoa(i+1),
		Title:      locale.Text(rep.Title.Text(), p.lang, rep.Languages[0]),
		Href:       r.href(address, depth),
		Symbol:     symbolOf(rep),
		Official:   rep.Official,
		Repository: r.Repository,
	}
	if in != p.lang {
		it.In = string(in)
	}
	up := strings.Repeat("../", depth)
	find := func(groups []*group, id string) *link {
		for _, g := range groups {
			if g.id == id && id != "" {
				return &link{Href: up + g.path(), Text: g.in(p.w)}
			}
		}
		return nil
	}
	it.Organ, it.Session = find(p.organs, rep.Mandate.Organ), find(p.sessions, sessionID(rep))
	for _, t := range p.List.Topics {
		if slices.Contains(r.Topics, t.ID) {
			it.Topics = append(it.Topics, *find(p.topics, t.ID))
		}
	}
	if e := rep.Shown(); e != nil {
		it.Edition, it.AsAt, it.Issued = e.ID, p.w.Date(e.AsAt.Date, false), p.w.Date(e.Issued.Date, false)
		it.Draft = e.State == published.Draft
		it.Requests, it.Statuses = e.Requests, p.tallyOf(e, rep.Languages)
	}
	for _, l := range report.Langs {
		if slices.Contains(rep.Languages, l) {
			it.Languages = append(it.Languages, language{Lang: string(l), Dir: locale.Dir(l), Name: locale.NativeName(l), Href: r.href(rep.Address[l], depth), Current: l == in})
		}
	}
	if rep.Search != nil {
		if address, _ := addressIn(rep.Search.Page, p.lang, rep.Languages); address != "" {
			it.Search = r.href(address, depth)
		}
	}
	if !r.CopyOf.IsZero() {
		it.Copy = p.w.Say("portal-copy", "Why", p.w.Say(r.Trouble.Key, r.Trouble.Args...), "Date", p.w.Date(r.CopyOf, false).Text)
	}
	return it
}

// troubles are the reports that cannot be shown.
func (p *inLanguage) troubles() []unread {
	var out []unread
	for _, i := range p.unread {
		r := &p.readings[i]
		u := unread{Name: r.Name(), Why: p.w.Say(r.Trouble.Key, r.Trouble.Args...)}
		if strings.Contains(r.URL, "://") {
			u.Href = r.URL
		}
		out = append(out, u)
	}
	return out
}

func (p *inLanguage) news(most, depth int) []news {
	var out []news
	for _, is := range p.newest(most) {
		r, e := &p.readings[is.reading], is.edition
		address, in := addressIn(e.Address, p.lang, r.Report.Languages)
		n := news{
			Report: locale.Text(r.Report.Title.Text(), p.lang, r.Report.Languages[0]), Href: r.href(address, depth), ID: e.ID,
			Title: locale.Text(e.Title.Text(), p.lang, r.Report.Languages[0]), Symbol: symbolOf(r.Report), State: string(e.State),
			AsAt: p.w.Date(e.AsAt.Date, false), Issued: p.w.Date(e.Issued.Date, false),
		}
		if in != p.lang {
			n.In = string(in)
		}
		out = append(out, n)
	}
	return out
}

// allGroups are the organs, sessions and topics, as a page at a path links them.
func (p *inLanguage) allGroups(at string) []groups {
	out := []groups{
		{"portal-organs", "organs/", p.links(p.organs, at)},
		{"portal-sessions", "sessions/", p.links(p.sessions, at)},
	}
	if len(p.topics) > 0 {
		out = append(out, groups{"portal-topics", "topics/", p.links(p.topics, at)})
	}
	return slices.DeleteFunc(out, func(g groups) bool { return len(g.Links) == 0 })
}

func (p *inLanguage) links(gs []*group, at string) []link {
	var out []link
	for _, g := range gs {
		out = append(out, link{Href: strings.Repeat("../", strings.Count(at, "/")) + g.path(), Text: g.in(p.w), N: len(g.reports)})
	}
	return out
}

func (p *inLanguage) matrix() *matrix {
	m := &matrix{}
	for _, s := range statuses() {
		m.Columns = append(m.Columns, word(s))
	}
	m.Totals = make([]int, len(m.Columns))
	for _, i := range p.shown {
		r := row{item: p.item(i, 1), Counts: make([]int, len(m.Columns))}
		for _, c := range r.Statuses {
			at := slices.IndexFunc(m.Columns, func(w *page.Word) bool { return w.Like == c.Status.Like })
			r.Counts[at] = c.N
			m.Totals[at] += c.N
		}
		m.All += r.Requests
		m.Rows = append(m.Rows, r)
	}
	return m
}

func (p *inLanguage) searching() *searching {
	choices := func(gs []*group) []choice {
		var out []choice
		for _, g := range gs {
			if g.id != "" {
				out = append(out, choice{g.id, g.in(p.w).Text})
			}
		}
		return out
	}
	v := &searching{Organs: choices(p.organs), Sessions: choices(p.sessions), Topics: choices(p.topics)}
	for _, i := range p.shown {
		v.Items = append(v.Items, p.item(i, 1))
	}
	return v
}

// found is a report as the script of the search reads it. Addresses are whole, or
// relative to the page of the search.
type found struct {
	Title    string   `json:"title"`
	Lang     string   `json:"lang,omitempty"` // of the title, where it is not that of the page
	Symbol   string   `json:"symbol"`
	Root     string   `json:"root"`            // front page of the edition and language that is searched
	Index    string   `json:"index,omitempty"` // empty where the format is not known
	Search   string   `json:"search"`
	Language string   `json:"language"` // of the index
	Organ    string   `json:"organ,omitempty"`
	Session  string   `json:"session,omitempty"`
	Topics   []string `json:"topics,omitempty"`
}

// searchList writes what the script of the search needs.
func (p *inLanguage) searchList() error {
	list := struct {
		Kinds   map[string]string `json:"kinds"`
		Reports []found           `json:"reports"`
	}{make(map[string]string), []found{}}
	for _, k := range report.Kinds() {
		list.Kinds[string(k.Kind)] = p.w.Say("kind-" + string(k.Kind))
	}
	for _, i := range p.shown {
		r := &p.readings[i]
		s := r.Report.Search
		if s == nil {
			continue
		}
		title := locale.Text(r.Report.Title.Text(), p.lang, r.Report.Languages[0])
		f := found{Title: title.Text, Symbol: symbolOf(r.Report), Organ: r.Report.Mandate.Organ, Session: sessionID(r.Report), Topics: r.Topics}
		if title.Foreign {
			f.Lang = title.Lang
		}
		at, in := addressIn(s.Page, p.lang, r.Report.Languages)
		if at == "" || r.Report.Address[in] == "" {
			continue
		}
		f.Search, f.Root, f.Language = r.href(at, 1), r.href(r.Report.Address[in], 1), string(in)
		if index := s.Index[in]; index != "" && s.Format == published.SearchFormat {
			f.Index = r.href(index, 1)
		}
		list.Reports = append(list.Reports, f)
	}
	data, err := json.Marshal(list)
	if err != nil {
		return err
	}
	return p.file(string(p.lang)+"/search/reports.json", data)
}

// connect are the places that the search may read: this site and those of the reports.
func (w *writer) connect() string {
	var origins []string
	for _, i := range w.shown {
		if u, err := url.Parse(w.readings[i].Base); err == nil && u.Host != "" {
			origins = append(origins, u.Scheme+"://"+u.Host)
		}
	}
	slices.Sort(origins)
	return strings.Join(append([]string{"'self'"}, slices.Compact(origins)...), " ")
}

// gateway writes the page that leads to a language.
func (w *writer) gateway() error {
	p := newLanguage(w, w.List.Languages[0])
	if err := p.parse(); err != nil {
		return err
	}
	v := &view{Lang: string(p.lang), Dir: locale.Dir(p.lang), Site: p.Title.In(p.lang), Styles: w.styles, Root: "./"}
	for _, l := range w.inOrder() {
		v.Languages = append(v.Languages, language{Lang: string(l), Dir: locale.Dir(l), Name: locale.NativeName(l), Href: string(l) + "/", Current: l == p.lang})
	}
	var b bytes.Buffer
	if err := p.templates.ExecuteTemplate(&b, "portal/gateway.html", v); err != nil {
		return err
	}
	w.pages++
	return w.file("index.html", b.Bytes())
}
