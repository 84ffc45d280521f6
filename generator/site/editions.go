package site

import (
	"cmp"
	"slices"

	"rapporteur/generator/address"
	"rapporteur/generator/report"
	"rapporteur/generator/site/derived"
	"rapporteur/generator/site/page"
)

// once adds the pages that are of no edition, the list of editions, the rules
// of the data and, if asked for, the components, to the current edition, or to
// the draft where there is none.
func (p *press) once(m *Model) {
	v, version := m.front()
	pages := v.pages()
	for _, lang := range v.langs {
		b := p.book(v.id, report.Lang(lang), v.r, v.chapter.Facts)
		l := b.leaf("editions/")
		at := address.Version(version, lang) + l.path
		l.add("editions", l.w.Title("editions"), "", report.Ref{}, &page.Editions{Entries: p.entries(m, lang, at)})
		if len(m.in.Rules) > 0 {
			l = b.leaf("rules/")
			l.add("rules", l.w.Say("rules-link"), "", report.Ref{}, &page.Rules{Families: m.in.Rules})
		}
		if m.in.Components {
			m.components(b.leaf("components/"))
		}
		pages[lang] = append(slices.Clone(pages[lang]), b.pages...)
		slices.SortFunc(pages[lang], byPath)
	}
	m.pages[version] = pages
}

// entries are the editions as the page at a path lists them.
func (p *press) entries(m *Model, lang, at string) []page.EditionEntry {
	var out []page.EditionEntry
	for _, v := range slices.Backward(m.volumes) {
		s := v.in(lang)
		b := p.book(v.id, report.Lang(lang), v.r, &derived.Facts{Report: v.r})
		e := page.EditionEntry{
			Link: page.Link{
				Href: address.Relative(at, address.Version(v.id, s.lang), ""),
				Text: b.plain(v.r.Edition.ID),
			},
			ID:           v.r.Edition.ID,
			Title:        b.box.Title,
			AsAt:         b.box.AsAt,
			State:        m.state(v),
			Supersedes:   v.r.Edition.Supersedes,
			SupersededBy: v.supersededBy,
			Statuses:     statusesOf(v.r),
		}
		if v != m.draft {
			issued := m.in.Editions[v.index]
			e.Issued, e.Commit = b.w.Date(issued.Committed, false), issued.Commit
		}
		out = append(out, e)
	}
	return append(out, p.withdrawn(m, lang)...)
}

// withdrawn are the editions that are not shown any more, by id from the
// last.
func (p *press) withdrawn(m *Model, lang string) []page.EditionEntry {
	v, _ := m.front()
	b := p.book(v.id, report.Lang(lang), v.r, &derived.Facts{Report: v.r})
	var out []page.EditionEntry
	for _, w := range m.in.Withdrawn {
		out = append(out, page.EditionEntry{
			Link:         page.Link{Text: b.plain(w.ID)},
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
