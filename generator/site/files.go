package site

import (
	"iter"
	"maps"
	"path"
	"strings"

	"rapporteur/generator/address"
	"rapporteur/generator/published"
	"rapporteur/generator/site/chrome"
	"rapporteur/generator/site/page"
)

// besides are the files next to pages, by their names from the root of the
// site.
func (m *Model) besides(files map[string][]byte) {
	for _, v := range m.Rendered() {
		if m.kept[v] {
			continue
		}
		for _, lang := range m.Languages {
			for _, p := range m.Pages(v, lang) {
				for _, f := range p.Files {
					files[address.Version(v, lang)+p.Path+f.Name] = []byte(f.Data)
				}
			}
		}
	}
}

// Sources are the data files of all editions and of the draft, as they are written.
func (m *Model) Sources() iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for _, r := range m.in.reports() {
			for i := range r.Files {
				if !yield(r.Files[i].Data) {
					return
				}
			}
		}
	}
}

// Files are the files of the site that are not pages, by name: those next to
// pages, portal.json, editions.json, robots.txt, the headers of its host, and sitemap.xml where the address of the site is
// known. The sitemap lists each page that is canonical to itself, once.
func (m *Model) Files() map[string][]byte {
	robots := "User-agent: *\nDisallow: " + path.Join("/", m.BasePath(), page.Draft) + "/\n"
	files := make(map[string][]byte)
	m.besides(files)
	m.takeAway(files)
	for _, v := range m.Editions {
		if !m.kept[v.ID] {
			maps.Copy(files, m.Card(v))
		}
	}
	if m.IsPart() {
		return files
	}
	maps.Copy(files, m.Feeds())
	if strings.Contains(m.BaseURL, "://") {
		robots += "Sitemap: " + m.BaseURL + "sitemap.xml\n"
		files["sitemap.xml"] = m.Sitemap()
	}
	files["robots.txt"] = []byte(robots)
	if m.Current != nil {
		files[chrome.EditionsFile] = m.EditionList()
	}
	files[HeadersFile] = headers(policy(m.in.Editor == EditorInBrowser, origin(m.in.Repository)))
	files[published.File] = m.Published().JSON()
	return files
}
