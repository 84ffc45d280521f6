// Package chrome makes the parts of a page around its main part, which may depend on
// other editions: navigation, banner, selector, edit links, citations, the timeline of
// a paragraph, gateways and the sitemap.
package chrome

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

// Chrome returns what surrounds a page. The page must be one of Pages(version, lang).
func (site *Site) Chrome(version string, p *page.Page) (*page.Chrome, error) {
	v := site.edition(version)
	if v == nil {
		return nil, fmt.Errorf("no version %q", version)
	}
	pages := v.ByLang[p.Lang]
	if pages == nil {
		return nil, fmt.Errorf("version %q is not published in %q", version, p.Lang)
	}
	switch p.Kind {
	case "editions", "rules":
		return site.AuthoredChrome(p.Lang, p.Path), nil
	case "components":
		c := site.AuthoredChrome(p.Lang, p.Path)
		// It shows values out of their context.
		c.NoIndex = true
		return c, nil
	}
	a := builder{site: site, v: v, version: version, lang: p.Lang, path: p.Path}
	c := a.chrome()
	c.NoIndex = v == site.Draft
	if v != site.Draft {
		c.Permanent = site.BaseURL + address.Version(v.ID, p.Lang) + p.Path
	}
	home := site.home(v, version, p)
	c.Canonical = site.BaseURL + address.Version(home, p.Lang) + p.Path
	c.Alternates = a.alternates(home, site.edition(home))
	c.Languages = a.languages()
	if to := site.edition(c.Relation.To); to != nil && to != v {
		l := a.same(to, p)
		c.RelatedTo = &l
	}
	for _, add := range site.Addenda(v) {
		c.Addenda = append(c.Addenda, a.same(add, p))
	}
	if site.Current != nil && v != site.Current && !site.addsToCurrent(v) {
		c.Newer, c.NewerExists = a.newer(p)
	}
	if v.SupersededBy != "" {
		if by := site.edition(v.SupersededBy); by != nil {
			l := a.same(by, p)
			c.SupersededBy = &l
		}
	}
	for _, other := range site.choice(v) {
		f := site.find(v, other, p)
		c.Editions = append(c.Editions, page.EditionLink{
			ID:      other.Report.Edition.ID,
			Title:   f.pages.title,
			AsAt:    f.pages.asAt,
			Href:    a.to(other.ID, f.pages.Lang, f.path),
			Current: other == site.Current,
			Self:    other == v,
			Exists:  f.exists,
		})
	}
	issued := len(site.Editions)
	if site.Draft != nil {
		issued--
	}
	c.More = issued > len(c.Editions)
	c.Timeline = a.timeline(p)
	c.Paper = a.paper(p)
	c.Cite = site.citation(v, p, c.Permanent)
	c.Edit, c.ReportError = site.editLinks(v, p, cmp.Or(c.Permanent, c.Canonical))
	return c, nil
}

// AuthoredChrome returns what surrounds an authored page. Such pages exist once: for
// the current edition or, before one is issued, for the draft. path is relative to the
// language: "about/". Hugo also makes them in languages in which only older editions
// are published; they are removed afterwards.
func (site *Site) AuthoredChrome(lang, path string) *page.Chrome {
	v, version := site.FrontEdition()
	a := builder{site: site, v: v, version: version, lang: lang, path: path}
	c := a.chrome()
	c.Canonical = site.BaseURL + address.Version(version, lang) + path
	c.Alternates = a.alternates(version, v)
	c.Languages = a.languages()
	c.NoIndex = v == site.Draft
	if !c.NoIndex {
		c.Permanent = c.Canonical
		c.More = true
	}
	c.Edit, c.ReportError = site.editAuthored(lang, path, c.Canonical)
	return c
}

// FrontEdition returns the edition that shows authored pages and the list of editions,
// and its version.
func (site *Site) FrontEdition() (*Edition, string) {
	if site.Current == nil {
		return site.Draft, page.Draft
	}
	return site.Current, page.Current
}

// builder makes the chrome of one page.
type builder struct {
	site    *Site
	v       *Edition
	version string // "current" or as the volume
	lang    string
	path    string
}

// to returns the link from the page to another version.
func (a *builder) to(version, lang, path string) string {
	return address.Relative(address.Version(a.version, a.lang)+a.path, address.Version(version, lang)+path, "")
}

func (a *builder) chrome() *page.Chrome {
	c := &page.Chrome{Version: a.version, State: a.site.State(a.v), Nav: a.nav()}
	c.Official, c.Relation = Official(a.v.Report, a.lang), RelationOf(a.v.Report.Edition)
	c.Search = page.NavLink{Key: "search", Href: address.Relative(a.path, "search/", ""), Current: a.path == "search/"}
	c.Parity = address.Relative(a.path, "parity/", "")
	v, version := a.site.FrontEdition()
	c.All = a.to(version, v.InLanguage(a.lang).Lang, "editions/")
	return c
}

func (site *Site) State(v *Edition) string {
	switch {
	case v == site.Draft:
		return "draft"
	case v == site.Current:
		return "current"
	case v.SupersededBy != "":
		return "superseded"
	case v.Report.Edition.AddsTo != "":
		return "addendum"
	}
	return "earlier"
}

// same leads to the counterpart of a page in another edition, under its id.
func (a *builder) same(other *Edition, p *page.Page) page.Link {
	f := a.site.find(a.v, other, p)
	return page.Link{
		Href: a.to(other.ID, f.pages.Lang, f.path),
		Text: page.Text{Text: other.Report.Edition.ID, Lang: p.Lang, Dir: "ltr"},
		Note: f.pages.asAt.Text,
	}
}

// Addenda are the issued editions that add to an edition, or to one whose place it
// took.
func (site *Site) Addenda(v *Edition) []*Edition {
	var out []*Edition
	for _, e := range site.Editions {
		to := site.edition(e.Report.Edition.AddsTo)
		for to != nil && to != v && to.SupersededBy != "" {
			to = site.edition(to.SupersededBy)
		}
		if e != v && e != site.Draft && e.SupersededBy == "" && to == v {
			out = append(out, e)
		}
	}
	return out
}

// addsToCurrent reports whether an edition is an addendum to the current one.
func (site *Site) addsToCurrent(v *Edition) bool {
	return slices.Contains(site.Addenda(site.Current), v)
}

// has reports whether there is a page for an entry of the menu. A register without
// records has none; the list of editions and the authored pages exist once.
func (a *builder) has(key, path string) bool {
	return key == "editions" || key == "about" || a.v.InLanguage(a.lang).path[path] != nil
}

func (a *builder) nav() []page.NavLink {
	var out []page.NavLink
	section, _, _ := strings.Cut(a.path, "/")
	for _, key := range menu() {
		path := key + "/"
		if key == "home" {
			path = ""
		}
		if !a.has(key, path) {
			continue
		}
		n := page.NavLink{Key: key, Current: strings.TrimSuffix(path, "/") == section}
		switch key {
		case "editions", "about":
			// These exist once.
			v, version := a.site.FrontEdition()
			lang := v.InLanguage(a.lang).Lang
			n.Href = a.to(version, lang, path)
		default:
			n.Href = address.Relative(a.path, path, "")
		}
		out = append(out, n)
	}
	return out
}

func (a *builder) languages() []page.LanguageLink {
	var out []page.LanguageLink
	for _, lang := range report.Langs {
		l := page.LanguageLink{Lang: string(lang), Name: locale.NativeName(lang), Dir: locale.Dir(lang), Current: string(lang) == a.lang}
		if !l.Current && a.v.ByLang[l.Lang] != nil {
			l.Href = a.to(a.version, l.Lang, a.path)
		}
		out = append(out, l)
	}
	return out
}

// alternates returns the page in each language of the version where it is canonical.
func (a *builder) alternates(version string, v *Edition) []page.Alternate {
	var out []page.Alternate
	for _, lang := range v.Languages {
		out = append(out, page.Alternate{Lang: lang, Href: a.site.BaseURL + address.Version(version, lang) + a.path})
	}
	return append(out, page.Alternate{Lang: "x-default", Href: a.site.BaseURL})
}

// home returns the version whose page search engines should index: the current one if
// it shows the same, else the page's own.
func (site *Site) home(v *Edition, version string, p *page.Page) string {
	switch {
	case v == site.Draft:
		return page.Draft
	case v == site.Current:
		return page.Current
	case site.Current == nil:
		return version
	}
	pages := site.Current.ByLang[p.Lang]
	if pages == nil {
		return version
	}
	if q := pages.path[p.Path]; q != nil && site.Hashes.Same(p, q) {
		return page.Current
	}
	return version
}

// newer returns the same record in the current edition, or the front page of that
// edition.
func (a *builder) newer(p *page.Page) (*page.Link, bool) {
	f := a.site.find(a.v, a.site.Current, p)
	path := f.path
	if !f.exists {
		path = ""
	}
	return &page.Link{
		Href: a.to(page.Current, f.pages.Lang, path),
		Text: f.pages.title,
		Ref:  p.Ref,
		Note: f.pages.asAt.Text,
	}, f.exists
}

// choice returns the editions in the selector, newest first: the page's own, the
// current one, and at most five of those nearest to the page's own.
func (site *Site) choice(v *Edition) []*Edition {
	const others = 5
	n := len(site.Editions)
	if site.Draft != nil {
		n--
	}
	picked := []*Edition{}
	take := func(i int) {
		if i >= 0 && i < n && len(picked) < others && site.Editions[i] != v && !slices.Contains(picked, site.Editions[i]) {
			picked = append(picked, site.Editions[i])
		}
	}
	if site.Current != nil {
		take(site.Current.Index)
	}
	for d := 1; d <= n && len(picked) < min(others, n); d++ {
		take(v.Index - d)
		take(v.Index + d)
	}
	if v != site.Draft {
		picked = append(picked, v)
	}
	slices.SortFunc(picked, func(a, b *Edition) int { return cmp.Compare(b.Index, a.Index) })
	return picked
}

// target is the counterpart of a page in another edition.
type target struct {
	pages  *LangPages
	path   string
	exists bool // the same record is there; else path is of the list it would be in
}

// find looks for the record of a page in another edition. If the id does not exist
// there, it follows the list of retired ids.
func (site *Site) find(from, to *Edition, p *page.Page) target {
	s := to.InLanguage(p.Lang)
	if p.Ref == "" {
		if s.path[p.Path] != nil {
			return target{s, p.Path, true}
		}
		for _, list := range []string{"data/", "changes/"} {
			if strings.HasPrefix(p.Path, list) {
				return target{s, list, false}
			}
		}
		return target{s, "", false}
	}
	if q := s.ref[p.Ref]; q != nil {
		return target{s, q.Path, true}
	}
	ref := report.ParseRef(p.Ref)
	if id := site.moved(from, to, ref); id != "" {
		if q := s.ref[report.Ref{Kind: ref.Kind, ID: id}.String()]; q != nil {
			return target{s, q.Path, true}
		}
	}
	if list := address.List(ref.Kind); s.path[list] != nil {
		return target{s, list, false}
	}
	return target{s, "", false} // the edition has no record of the kind
}

// moved returns the id that a record has in another edition because ids were retired
// between the two, "" if there is none.
func (site *Site) moved(from, to *Edition, ref report.Ref) string {
	later := from
	if to.Index > from.Index {
		later = to
	}
	exists := func(id string) bool { return to.Report.Record(report.Ref{Kind: ref.Kind, ID: id}) != nil }
	seen := map[string]bool{ref.ID: true}
	queue := []string{ref.ID}
	for len(queue) > 0 {
		id := queue[0]
		queue = queue[1:]
		if exists(id) {
			return id
		}
		for _, r := range later.Report.Retired {
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
