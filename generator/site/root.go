package site

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"rapporteur/generator/address"
	"rapporteur/generator/catalogue"
	"rapporteur/generator/report"
)

// The versions that are not editions.
const (
	Current = address.Current // stands at the root of the site
	Draft   = address.Draft
)

// Publishes reports whether some version is published in the language.
func (m *Model) Publishes(lang string) bool {
	return slices.Contains(m.Languages, lang)
}

// Branch reports whether other pages stand below the page.
func (p *Page) Branch() bool {
	switch p.Kind {
	case "paragraphs", "instruments", "states", "activities", "sources", "files", "changes":
		return true
	}
	return false
}

// Gateway is a small page outside any language: it leads to the reader's
// language, or says that there is no such page.
type Gateway struct {
	Path    string   // file, from the root of the site: "index.html", "2008-07-31/index.html", "404.html"
	Missing bool     // it is the page of an address that does not exist
	Root    string   // address of the root of the site, with a slash at the end: "./", "../", "/repo/"
	Edition string   // id of the edition that it leads to, or "draft"; empty for the current one
	Default Choice   // for a reader who asks for none of the languages
	Choices []Choice // in the order of the language bar
}

// Choice is a language to choose.
type Choice struct {
	Lang, Name, Dir string
	Href            string // of the front page
	Missing         string // says that there is no such page
}

// Root reports whether the version and language are those whose pages Hugo
// puts at the root of the site, so that the gateways are made only once.
func (m *Model) Root(version, lang string) bool {
	return version == m.Versions[0] && lang == m.Languages[0]
}

// Gateways are the pages at the root of the site and of each version, and
// the one for addresses that do not exist.
func (m *Model) Gateways() []Gateway {
	first := m.Versions[0]
	prefix := first + "/"
	if first == Current {
		prefix = ""
	}
	// A missing page is shown at any depth, so that its links start at the host.
	host := strings.TrimSuffix(m.basePath(), "/") + "/"
	list := []Gateway{
		m.gateway("index.html", "./", prefix, first),
		m.gateway("404.html", host, prefix, first),
	}
	list[1].Missing = true
	for _, v := range m.Versions {
		if v == Current {
			continue
		}
		g := m.gateway(v+"/index.html", "../", v+"/", v)
		g.Edition = v
		list = append(list, g)
	}
	return list
}

func (m *Model) gateway(file, root, prefix, version string) Gateway {
	g := Gateway{Path: file, Root: root}
	for _, l := range report.Langs {
		lang := string(l)
		if len(m.Pages(version, lang)) == 0 {
			continue
		}
		c := Choice{Lang: lang, Name: nativeName(l), Dir: dir(l), Href: root + prefix + lang + "/", Missing: catalogue.In(lang).Say("missing-page")}
		g.Choices = append(g.Choices, c)
		if g.Default.Lang == "" || lang == m.Languages[0] {
			g.Default = c
		}
	}
	return g
}

// Files are the files of the site that are no pages, by name: those beside
// pages, robots.txt, and sitemap.xml where the address of the site is known.
// The sitemap lists each page that is canonical to itself, once.
func (m *Model) Files() map[string][]byte {
	robots := "User-agent: *\nDisallow: " + path.Join("/", m.basePath(), Draft) + "/\n"
	files := make(map[string][]byte)
	m.besides(files)
	if strings.Contains(m.baseURL, "://") {
		robots += "Sitemap: " + m.baseURL + "sitemap.xml\n"
		files["sitemap.xml"] = m.sitemap()
	}
	files["robots.txt"] = []byte(robots)
	return files
}

func (m *Model) basePath() string {
	u, err := url.Parse(m.baseURL)
	if err != nil {
		return ""
	}
	return u.Path
}

func (m *Model) sitemap() []byte {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	b.WriteString(`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for _, v := range m.Versions {
		if v == Draft {
			continue
		}
		for _, l := range m.Languages {
			for _, p := range m.Pages(v, l) {
				if address, ok := m.selfCanonical(v, p); ok {
					b.WriteString("<url><loc>")
					// A bytes.Buffer takes every write.
					_ = xml.EscapeText(&b, []byte(address))
					b.WriteString("</loc></url>\n")
				}
			}
		}
	}
	b.WriteString("</urlset>\n")
	return b.Bytes()
}

func (m *Model) selfCanonical(version string, p *Page) (string, bool) {
	c, err := m.Chrome(version, p)
	if err != nil || c.NoIndex {
		return "", false
	}
	prefix := version + "/"
	if version == Current {
		prefix = ""
	}
	self := fmt.Sprintf("%s%s%s/%s", m.baseURL, prefix, p.Lang, p.Path)
	return self, c.Canonical == self
}
