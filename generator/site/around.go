package site

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rapporteur/generator/address"
	"rapporteur/generator/report"
	"rapporteur/generator/site/locale"
	"rapporteur/generator/site/page"
)

// Chrome is what surrounds a page. The page must be one of Pages(version, lang).
func (m *Model) Chrome(version string, p *page.Page) (*page.Chrome, error) {
	v := m.volume(version)
	if v == nil {
		return nil, fmt.Errorf("no version %q", version)
	}
	shelf := v.shelves[p.Lang]
	if shelf == nil {
		return nil, fmt.Errorf("version %q is not published in %q", version, p.Lang)
	}
	switch p.Kind {
	case "editions", "rules":
		return m.AuthoredChrome(p.Lang, p.Path), nil
	case "components":
		c := m.AuthoredChrome(p.Lang, p.Path)
		// It shows values out of their context.
		c.NoIndex = true
		return c, nil
	}
	a := around{m: m, v: v, version: version, lang: p.Lang, path: p.Path}
	c := a.chrome()
	c.NoIndex = v == m.draft
	if v != m.draft {
		c.Permanent = m.baseURL + address.Version(v.id, p.Lang) + p.Path
	}
	home := m.home(v, version, p)
	c.Canonical = m.baseURL + address.Version(home, p.Lang) + p.Path
	c.Alternates = a.alternates(home, m.volume(home))
	c.Languages = a.languages()
	if m.current != nil && v != m.current {
		c.Newer, c.NewerExists = a.newer(p)
	}
	if v.supersededBy != "" {
		if by := m.volume(v.supersededBy); by != nil {
			f := m.find(v, by, p)
			c.SupersededBy = &page.Link{
				Href: a.to(by.id, f.shelf.lang, f.path),
				Text: page.Text{Text: by.id, Lang: p.Lang, Dir: "ltr"},
				Note: f.shelf.asAt.Text,
			}
		}
	}
	for _, other := range m.choice(v) {
		f := m.find(v, other, p)
		c.Editions = append(c.Editions, page.EditionLink{
			ID:      other.r.Edition.ID,
			Title:   f.shelf.title,
			AsAt:    f.shelf.asAt,
			Href:    a.to(other.id, f.shelf.lang, f.path),
			Current: other == m.current,
			Self:    other == v,
			Exists:  f.exists,
		})
	}
	issued := len(m.volumes)
	if m.draft != nil {
		issued--
	}
	c.More = issued > len(c.Editions)
	c.Timeline = a.timeline(p)
	c.Paper = a.paper(p)
	c.Cite = m.citation(v, p, c.Permanent)
	c.Edit, c.ReportError = m.mend(v, p, cmp.Or(c.Permanent, c.Canonical))
	return c, nil
}

// AuthoredChrome is what surrounds an authored page, which exists once: for
// the current edition or, before one was issued, for the draft. Path is that
// of the page in its language: "about/". Hugo makes the page in languages too
// that only older editions publish; those are removed afterwards.
func (m *Model) AuthoredChrome(lang, path string) *page.Chrome {
	v, version := m.front()
	a := around{m: m, v: v, version: version, lang: lang, path: path}
	c := a.chrome()
	c.Canonical = m.baseURL + address.Version(version, lang) + path
	c.Alternates = a.alternates(version, v)
	c.Languages = a.languages()
	c.NoIndex = v == m.draft
	if !c.NoIndex {
		c.Permanent = c.Canonical
		c.More = true
	}
	c.Edit, c.ReportError = m.mendAuthored(lang, path, c.Canonical)
	return c
}

// front is the volume that authored pages and the list of editions stand in,
// and its version.
func (m *Model) front() (*volume, string) {
	if m.current == nil {
		return m.draft, page.Draft
	}
	return m.current, page.Current
}

// around makes the chrome of one page.
type around struct {
	m       *Model
	v       *volume
	version string // "current" or as the volume
	lang    string
	path    string
}

// to is the link from the page to another version.
func (a *around) to(version, lang, path string) string {
	return address.Relative(address.Version(a.version, a.lang)+a.path, address.Version(version, lang)+path, "")
}

func (a *around) chrome() *page.Chrome {
	c := &page.Chrome{Version: a.version, State: a.m.state(a.v), Nav: a.nav()}
	c.Search = page.NavLink{Key: "search", Href: address.Relative(a.path, "search/", ""), Current: a.path == "search/"}
	c.Parity = address.Relative(a.path, "parity/", "")
	v, version := a.m.front()
	c.All = a.to(version, v.in(a.lang).lang, "editions/")
	return c
}

func (m *Model) state(v *volume) string {
	switch {
	case v == m.draft:
		return "draft"
	case v == m.current:
		return "current"
	case v.supersededBy != "":
		return "superseded"
	}
	return "earlier"
}

// in is the shelf in a language, or in the default language where the volume
// is not published in it.
func (v *volume) in(lang string) *shelf {
	if s := v.shelves[lang]; s != nil {
		return s
	}
	return v.shelves[v.langs[0]]
}

// menu are the keys of the main menu, each with the path it leads to.
func menu() [][2]string {
	return [][2]string{
		{"home", ""}, {"report", "report/"}, {"paragraphs", "paragraphs/"}, {"resolution", "resolution/"},
		{"instruments", "instruments/"}, {"states", "states/"}, {"activities", "activities/"},
		{"publications", "publications/"}, {"indicators", "indicators/"}, {"finance", "finance/"},
		{"sources", "sources/"}, {"entities", "entities/"}, {"data", "data/"},
		{"changes", "changes/"}, {"editions", "editions/"}, {"about", "about/"},
	}
}

func (a *around) nav() []page.NavLink {
	var out []page.NavLink
	section, _, _ := strings.Cut(a.path, "/")
	for _, item := range menu() {
		n := page.NavLink{Key: item[0], Current: strings.TrimSuffix(item[1], "/") == section}
		switch n.Key {
		case "editions", "about":
			// These exist once.
			v, version := a.m.front()
			lang := v.in(a.lang).lang
			if n.Key == "about" && len(a.m.in.Authored) > 0 && !slices.Contains(a.m.in.Authored, lang) {
				lang = a.m.in.Authored[0]
			}
			n.Href = a.to(version, lang, item[1])
		default:
			n.Href = address.Relative(a.path, item[1], "")
		}
		out = append(out, n)
	}
	return out
}

func (a *around) languages() []page.LanguageLink {
	var out []page.LanguageLink
	for _, lang := range report.Langs {
		l := page.LanguageLink{Lang: string(lang), Name: locale.NativeName(lang), Dir: locale.Dir(lang), Current: string(lang) == a.lang}
		if !l.Current && a.v.shelves[l.Lang] != nil {
			l.Href = a.to(a.version, l.Lang, a.path)
		}
		out = append(out, l)
	}
	return out
}

// alternates are the page in each language of the version where it is
// canonical.
func (a *around) alternates(version string, v *volume) []page.Alternate {
	var out []page.Alternate
	for _, lang := range v.langs {
		out = append(out, page.Alternate{Lang: lang, Href: a.m.baseURL + address.Version(version, lang) + a.path})
	}
	return append(out, page.Alternate{Lang: "x-default", Href: a.m.baseURL})
}

// home is the version whose page search engines are to know: the current one
// where it shows the same, else the page's own.
func (m *Model) home(v *volume, version string, p *page.Page) string {
	switch {
	case v == m.draft:
		return page.Draft
	case v == m.current:
		return page.Current
	case m.current == nil:
		return version
	}
	shelf := m.current.shelves[p.Lang]
	if shelf == nil {
		return version
	}
	if q := shelf.path[p.Path]; q != nil && m.sums.same(p, q) {
		return page.Current
	}
	return version
}

// newer is the same record in the current edition, or its front page.
func (a *around) newer(p *page.Page) (*page.Link, bool) {
	f := a.m.find(a.v, a.m.current, p)
	path := f.path
	if !f.exists {
		path = ""
	}
	return &page.Link{
		Href: a.to(page.Current, f.shelf.lang, path),
		Text: f.shelf.title,
		Ref:  p.Ref,
		Note: f.shelf.asAt.Text,
	}, f.exists
}

// choice are the editions that the selector shows, newest first: the page's
// own, the current one, and those nearest to the page's own, five others at
// most.
func (m *Model) choice(v *volume) []*volume {
	const others = 5
	n := len(m.volumes)
	if m.draft != nil {
		n--
	}
	picked := []*volume{}
	take := func(i int) {
		if i >= 0 && i < n && len(picked) < others && m.volumes[i] != v && !slices.Contains(picked, m.volumes[i]) {
			picked = append(picked, m.volumes[i])
		}
	}
	if m.current != nil {
		take(m.current.index)
	}
	for d := 1; d <= n && len(picked) < min(others, n); d++ {
		take(v.index - d)
		take(v.index + d)
	}
	if v != m.draft {
		picked = append(picked, v)
	}
	slices.SortFunc(picked, func(a, b *volume) int { return cmp.Compare(b.index, a.index) })
	return picked
}

// found is where a page leads in another edition.
type found struct {
	shelf  *shelf
	path   string
	exists bool // the same record is there; else path is of the list it would stand in
}

// find looks for the record of a page in another volume. Where its id no
// longer exists, or did not yet, it goes by the list of retired ids.
func (m *Model) find(from, to *volume, p *page.Page) found {
	s := to.in(p.Lang)
	if p.Ref == "" {
		if s.path[p.Path] != nil {
			return found{s, p.Path, true}
		}
		for _, list := range []string{"data/", "changes/"} {
			if strings.HasPrefix(p.Path, list) {
				return found{s, list, false}
			}
		}
		return found{s, "", false}
	}
	if q := s.ref[p.Ref]; q != nil {
		return found{s, q.Path, true}
	}
	ref := report.ParseRef(p.Ref)
	if id := m.moved(from, to, ref); id != "" {
		if q := s.ref[report.Ref{Kind: ref.Kind, ID: id}.String()]; q != nil {
			return found{s, q.Path, true}
		}
	}
	return found{s, address.List(ref.Kind), false}
}

// moved is the id under which a record stands in another volume after ids
// were retired between the two; empty where there is none.
func (m *Model) moved(from, to *volume, ref report.Ref) string {
	later := from
	if to.index > from.index {
		later = to
	}
	exists := func(id string) bool { return to.r.Record(report.Ref{Kind: ref.Kind, ID: id}) != nil }
	seen := map[string]bool{ref.ID: true}
	queue := []string{ref.ID}
	for len(queue) > 0 {
		id := queue[0]
		queue = queue[1:]
		if exists(id) {
			return id
		}
		for _, r := range later.r.Retired {
			if r.Kind != ref.Kind {
				continue
			}
			var next []string
			switch {
			case later == to && r.ID == id:
				next = r.ReplacedBy
			case later == from && slices.Contains(r.ReplacedBy, id):
				next = []string{r.ID}
			}
			for _, n := range next {
				if !seen[n] {
					seen[n] = true
					queue = append(queue, n)
				}
			}
		}
	}
	return ""
}
