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
	case "editions", "rules", "edit", "components":
		c := site.AuthoredChrome(p.Lang, p.Path)
		c.NoIndex = c.NoIndex || !indexed(p)
		front, version := site.FrontEdition()
		a := builder{site: site, v: front, version: version, lang: p.Lang, path: p.Path}
		if p.Kind == "editions" {
			c.Cite = site.citation(front, p, c.Permanent)
		}
		c.Meta = a.meta(p, c)
		return c, nil
	}
	a := builder{site: site, v: v, version: version, lang: p.Lang, path: p.Path}
	c := a.chrome()
	c.NoIndex = v == site.Draft || !indexed(p)
	if v != site.Draft {
		c.Permanent = site.BaseURL + address.Version(v.ID, p.Lang) + p.Path
	}
	home := site.home(version, v, p)
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
	if site.HasNewer(v) {
		c.Newer, c.NewerExists = a.newer(p)
	}
	if v.SupersededBy != "" {
		if by := site.edition(v.SupersededBy); by != nil {
			l := a.same(by, p)
			c.SupersededBy = &l
		}
	}
	if site.Current != nil {
		c.Selector = a.selector(p)
	}
	c.Record = site.recordData(version, p)
	c.Feeds = a.feeds(p)
	c.Timeline = a.timeline(p)
	c.Paper = a.paper(p)
	c.Cite = site.citation(v, p, c.Permanent)
	c.Edit, c.ReportError = site.editLinks(v, version, p, cmp.Or(c.Permanent, c.Canonical))
	if c.ReportError == "" {
		c.ReportError = a.reportWithout(c, cmp.Or(p.Ref, p.Path))
	}
	c.Meta = a.meta(p, c)
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
	}
	c.Feeds = a.feeds(nil)
	c.Edit, c.ReportError = site.editAuthored(lang, path, c.Canonical)
	if c.ReportError == "" {
		c.ReportError = a.reportWithout(c, path)
	}
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
	version string // "current", or the id of v
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
	c.Imprint = a.imprint()
	c.All = a.front("editions/")
	return c
}

// recordData returns the link to the record of a page as JSON, empty for pages that are not
// about one record.
func (site *Site) recordData(version string, p *page.Page) string {
	if k := report.ParseRef(p.Ref).Kind.Info(); k.Display != report.OwnPage || k.Parent != "" {
		return ""
	}
	return site.DataFolder(version, p) + strings.TrimSuffix(p.Path, "/") + ".json"
}

// State returns the key of what an edition is to readers: "draft", "current", "superseded",
// "addendum" or "earlier".
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

// HasNewer reports whether pages of an edition or the draft lead to the current edition.
func (site *Site) HasNewer(v *Edition) bool {
	return site.Current != nil && v != site.Current && !site.addsToCurrent(v)
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
			n.Href = a.front(path)
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
	// Readers of other languages get the page in the default language of the edition and,
	// for a front page, the choice of languages.
	fallback := a.site.BaseURL + address.Version(version, v.Languages[0]) + a.path
	if a.path == "" {
		fallback = strings.TrimSuffix(fallback, v.Languages[0]+"/")
	}
	return append(out, page.Alternate{Lang: "x-default", Href: fallback})
}

// home returns the version whose page search engines should index: the page's own for
// the draft and at the addresses of the current edition; at permanent addresses, which
// citations name, the oldest edition since which the page has shown the same. That depends
// on no later edition, so it never changes again.
func (site *Site) home(version string, v *Edition, p *page.Page) string {
	if version == page.Draft || version == page.Current {
		return version
	}
	return site.unchangedSince(v, p, site.Hashes.Same).ID
}

// unchangedSince returns the oldest edition since which a page of an issued edition has
// been the same, each edition being compared with the one that it follows. It is v if
// the page is new or differs.
func (site *Site) unchangedSince(v *Edition, p *page.Page, same func(a, b *page.Page) bool) *Edition {
	for v.History != nil && v.History.Previous != nil {
		before := site.edition(v.History.Previous.ID)
		if before == nil || before.ByLang[p.Lang] == nil {
			break
		}
		q := before.ByLang[p.Lang].path[p.Path]
		if q == nil || !same(p, q) {
			break
		}
		v, p = before, q
	}
	return v
}

// front returns the link to a page that exists once, at the address of the current
// edition in the language of this page, or of the draft where no edition was issued. The
// address of the current edition stays the same whatever is issued later: where that edition
// is not published in the language, a short page at the address leads on (see Absent).
func (a *builder) front(path string) string {
	v, version := a.site.FrontEdition()
	if version == page.Draft || a.v == a.site.Draft {
		return a.to(version, v.InLanguage(a.lang).Lang, path)
	}
	return a.to(version, a.lang, path)
}

// newer returns the link to the page at the address of the current edition. The page of an
// issued edition does not know what that edition contains, because it is not written again
// when another one is issued; a short page says so where the record has gone (see Absent).
// From the draft, which may hold what no edition does, it is the same record in the
// current edition or the front page of that edition.
func (a *builder) newer(p *page.Page) (*page.Link, bool) {
	if a.v != a.site.Draft {
		return &page.Link{Href: a.to(page.Current, a.lang, currentPath(p.Path)), Ref: p.Ref}, true
	}
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

// currentPath returns the path in the current edition to which a page of an earlier one
// leads. Which editions are compared differs between editions, so that a comparison leads
// to the newest one.
func currentPath(path string) string {
	if strings.HasPrefix(path, "changes/") {
		return "changes/"
	}
	return path
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
