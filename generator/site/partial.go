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

// Writes reports whether the page of a version is to be written.
func (m *Model) Writes(version string, p *page.Page) bool {
	return m.only == nil || m.only[address.Version(version, p.Lang)+p.Path]
}
