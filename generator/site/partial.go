package site

import (
	"fmt"
	"maps"
	"slices"

	"rapporteur/generator/address"
	"rapporteur/generator/site/chrome"
	"rapporteur/generator/site/page"
)

// Only is the same site, of which no pages are to be written but those at
// these addresses, from the root of the site: "draft/fr/paragraphs/op04/". All
// links are as they were.
func (m *Model) Only(addresses ...string) *Model {
	part := *m
	part.only = make(map[string]bool, len(addresses))
	for _, a := range addresses {
		part.only[a] = true
	}
	return &part
}

// LeftBehind are the short pages at the addresses of withdrawn editions. Where only some
// pages are to be written, they are none of them.
func (m *Model) LeftBehind() []page.Tombstone {
	if m.only != nil || m.IsPart() {
		return nil
	}
	return m.Tombstones()
}

// Missing are the short pages at addresses that the current edition has no page for. Where
// only some pages are to be written, they are none of them.
func (m *Model) Missing() []page.Absent {
	if m.only != nil || m.IsPart() {
		return nil
	}
	return m.Absent()
}

// AtContent are the pages at the address of their content. Where only some pages are to be
// written, they are none of them.
func (m *Model) AtContent() []page.Shared {
	if m.only != nil {
		return nil
	}
	return slices.DeleteFunc(m.Shared(), func(s page.Shared) bool { return m.kept[s.Path] })
}

// Made says what the pages of an issued edition are made of, besides what all pages are:
// hashes are the caller's. They depend on the edition and earlier ones, and on what is said
// of later ones: that there is one, and which supersede it or add to it.
func (m *Model) Made(version string) (editions, standing []string) {
	i := slices.IndexFunc(m.Editions, func(v *chrome.Edition) bool { return v.ID == version && v != m.Draft })
	v := m.Editions[i]
	name := func(id string) string {
		for _, e := range m.in.Editions {
			if e.ID == id {
				return fmt.Sprintf("%s %s %s %d %v", e.ID, e.Commit, e.Folder, e.Order, e.Committed)
			}
		}
		return "none"
	}
	editions = append(editions, name(v.ID))
	for _, e := range v.History.Earlier {
		editions = append(editions, name(e.ID))
	}
	standing = append(standing, m.State(v), fmt.Sprint(m.HasNewer(v)), v.SupersededBy, name(v.SupersededBy), name(v.Report.Edition.Replaces()), name(v.Report.Edition.AddsTo))
	for _, add := range m.Addenda(v) {
		standing = append(standing, name(add.ID))
	}
	return editions, standing
}

// Keeping is the same site, of which some versions and some pages at the address of their
// content, by their paths, are not to be written. Of the current edition at its own address
// the pages that are of no edition always are.
func (m *Model) Keeping(names ...string) *Model {
	part := *m
	part.kept = make(map[string]bool, len(names))
	maps.Copy(part.kept, m.kept)
	for _, n := range names {
		part.kept[n] = true
	}
	if first := m.Versions[0]; first != page.Current && !m.IsPart() {
		delete(part.kept, first)
	}
	return &part
}

// Rendered are the versions of which pages are to be written, in the order of Versions. There
// is always one, with which pages without an edition are written.
func (m *Model) Rendered() []string {
	out := slices.DeleteFunc(slices.Clone(m.Versions), func(v string) bool { return m.kept[v] && (v != page.Current || m.IsPart()) })
	if len(out) == 0 {
		out = m.part[:1]
	}
	return out
}

// Root reports whether the version and language are the first ones, with which pages without
// an edition are written.
func (m *Model) Root(version, lang string) bool {
	return version == m.Rendered()[0] && lang == m.Languages[0]
}

// Gateways are the pages at the root of the site and of each version, and the page for
// addresses that do not exist.
func (m *Model) Gateways() []page.Gateway {
	if m.IsPart() {
		return nil
	}
	return m.Site.Gateways()
}

// IsPart reports whether the model has the pages of some editions alone.
func (m *Model) IsPart() bool { return m.part != nil }

// Layout returns the name of the template of a page in a version.
func (m *Model) Layout(version string, p *page.Page) string {
	if m.SharedAt(version, p) != "" {
		return "moved"
	}
	if m.Unchanged(version, p) != nil {
		return "unchanged"
	}
	return p.Kind
}

// Writes reports whether the page of a version is to be written.
func (m *Model) Writes(version string, p *page.Page) bool {
	if m.kept[version] && m.Edition(version).ByLang[p.Lang].Has(p) {
		return false
	}
	return m.only == nil || m.only[address.Version(version, p.Lang)+p.Path]
}
