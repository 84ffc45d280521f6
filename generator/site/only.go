package site

import (
	"slices"
	"strings"

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

// Writes reports whether the page of a version is to be written.
func (m *Model) Writes(version string, p *page.Page) bool {
	return m.only == nil || m.only[address.Version(version, p.Lang)+p.Path]
}

// Front is the address of the page that a reader meets first, from the root of
// the site: "fr/", "draft/fr/".
func (m *Model) Front() string {
	return address.Version(m.Versions[0], m.volume(m.Versions[0]).langs[0])
}

// Has reports whether there is a page at the address, from the root of the
// site.
func (m *Model) Has(name string) bool {
	for _, v := range m.Versions {
		for _, lang := range m.Languages {
			path, ok := strings.CutPrefix(name, address.Version(v, lang))
			if ok && slices.ContainsFunc(m.Pages(v, lang), func(p *page.Page) bool { return p.Path == path }) {
				return true
			}
		}
	}
	return false
}
