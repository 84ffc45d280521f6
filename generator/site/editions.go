package site

import (
	"cmp"
	"slices"

	"rapporteur/generator/address"
	"rapporteur/generator/report"
	"rapporteur/generator/site/chrome"
	"rapporteur/generator/site/derived"
	"rapporteur/generator/site/page"
)

// addAuthored adds the pages that are of no edition, the list of editions, the rules
// of the data and, if asked for, the components, to the current edition, or to
// the draft where there is none.
func (p *builder) addAuthored(m *Model) {
	v, version := m.FrontEdition()
	pages := v.PagesByLang()
	for _, lang := range v.Languages {
		b := p.edition(v.ID, report.Lang(lang), v.Report, v.History.Facts)
		l := b.page("editions/")
		at := address.Version(version, lang) + l.path
		l.add("editions", l.w.Title("editions"), "", report.Ref{}, &page.Editions{Entries: p.entries(m, lang, at)})
		if len(m.in.Rules) > 0 {
			l = b.page("rules/")
			l.add("rules", l.w.Say("rules-link"), "", report.Ref{}, &page.Rules{Families: m.in.Rules})
		}
		if m.in.Editor != "" {
			m.editor(b.page("edit/"), version)
		}
		if m.in.Components {
			m.components(b.page("components/"))
		}
		for _, p := range b.pages {
			p.Headline = p.Title
		}
		pages[lang] = append(slices.Clone(pages[lang]), b.pages...)
		slices.SortFunc(pages[lang], chrome.ComparePaths)
	}
	m.ByVersion[version] = pages
}

// entries are the editions as the page at a path lists them.
func (p *builder) entries(m *Model, lang, at string) []page.EditionEntry {
	var out []page.EditionEntry
	for _, v := range slices.Backward(m.Editions) {
		s := v.InLanguage(lang)
		b := p.edition(v.ID, report.Lang(lang), v.Report, &derived.Facts{Report: v.Report})
		e := page.EditionEntry{
			Link: page.Link{
				Href: address.Relative(at, address.Version(v.ID, s.Lang), ""),
				Text: b.plain(v.Report.Edition.ID),
			},
			ID:           v.Report.Edition.ID,
			Title:        b.box.Title,
			AsAt:         b.box.AsAt,
			State:        m.State(v),
			Supersedes:   v.Report.Edition.Replaces(),
			Relation:     b.box.Relation,
			SupersededBy: v.SupersededBy,
			Statuses:     b.statusesOf(v.Report),
			Assessed:     (&pageWriter{editionWriter: b}).assessed(),
		}
		link := func(v *chrome.Edition) page.Link {
			return page.Link{Href: address.Relative(at, address.Version(v.ID, v.InLanguage(lang).Lang), ""), Text: b.plain(v.Report.Edition.ID)}
		}
		for _, other := range m.Editions {
			if other != m.Draft && other.ID == e.Relation.To {
				e.RelatedTo = link(other).Href
			}
		}
		for _, add := range m.Addenda(v) {
			e.Addenda = append(e.Addenda, link(add))
		}
		if v != m.Draft {
			issued := m.in.Editions[v.Index]
			e.Issued, e.Commit, e.Signature = b.w.Date(issued.Committed, false), issued.Commit, issued.Signature
		}
		out = append(out, e)
	}
	return append(out, p.withdrawn(m, lang, at)...)
}

// withdrawn are the editions that are not shown any more, by id from the
// last, as the page at a path lists them.
func (p *builder) withdrawn(m *Model, lang, at string) []page.EditionEntry {
	v, _ := m.FrontEdition()
	b := p.edition(v.ID, report.Lang(lang), v.Report, &derived.Facts{Report: v.Report})
	var out []page.EditionEntry
	for _, w := range m.in.Withdrawn {
		link := page.Link{Text: b.plain(w.ID)}
		if i := slices.IndexFunc(m.Withdrawn, func(left *chrome.Withdrawn) bool { return left.ID == w.ID }); i >= 0 {
			link.Href = address.Relative(at, address.Version(w.ID, m.Withdrawn[i].InLanguage(lang).Lang), "")
		}
		out = append(out, page.EditionEntry{
			Link:         link,
			AsAt:         b.w.Date(w.AsAt, false),
			ID:           w.ID,
			Commit:       w.Commit,
			State:        "withdrawn",
			SupersededBy: w.ReplacedBy,
			Reason:       b.text(w.Reason),
		})
	}
	slices.SortFunc(out, func(a, b page.EditionEntry) int { return cmp.Compare(b.ID, a.ID) })
	return out
}
