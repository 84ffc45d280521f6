package site

import (
	"path"
	"strings"

	"rapporteur/generator/address"
	"rapporteur/generator/published"
	"rapporteur/generator/site/page"
)

// besides are the files next to pages, by their names from the root of the
// site.
func (m *Model) besides(files map[string][]byte) {
	for _, v := range m.Versions {
		for _, lang := range m.Languages {
			for _, p := range m.Pages(v, lang) {
				for _, f := range p.Files {
					files[address.Version(v, lang)+p.Path+f.Name] = []byte(f.Data)
				}
			}
		}
	}
}

// Files are the files of the site that are no pages, by name: those next to
// pages, portal.json, robots.txt, and sitemap.xml where the address of the site is
// known. The sitemap lists each page that is canonical to itself, once.
func (m *Model) Files() map[string][]byte {
	robots := "User-agent: *\nDisallow: " + path.Join("/", m.BasePath(), page.Draft) + "/\n"
	files := make(map[string][]byte)
	m.besides(files)
	if strings.Contains(m.BaseURL, "://") {
		robots += "Sitemap: " + m.BaseURL + "sitemap.xml\n"
		files["sitemap.xml"] = m.Sitemap()
	}
	files["robots.txt"] = []byte(robots)
	files[published.File] = m.Published().JSON()
	return files
}
