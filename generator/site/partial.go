package site

import (
	"rapporteur/generator/address"
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
	if m.only != nil {
		return nil
	}
	return m.Tombstones()
}

// Missing are the short pages at addresses that the current edition has no page for. Where
// only some pages are to be written, they are none of them.
func (m *Model) Missing() []page.Absent {
	if m.only != nil {
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
	return m.Shared()
}

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
	return m.only == nil || m.only[address.Version(version, p.Lang)+p.Path]
}
