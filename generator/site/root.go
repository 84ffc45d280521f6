package site

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"rapporteur/generator/catalogue"
	"rapporteur/generator/report"
	"rapporteur/generator/site/locale"
	"rapporteur/generator/site/page"
)

// Publishes reports whether some version is published in the language.
func (m *Model) Publishes(lang string) bool {
	return slices.Contains(m.Languages, lang)
}

// Root reports whether the version and language are those whose pages Hugo
// puts at the root of the site, so that the gateways are made only once.
func (m *Model) Root(version, lang string) bool {
	return version == m.Versions[0] && lang == m.Languages[0]
}

// Gateways are the pages at the root of the site and of each version, and
// the one for addresses that do not exist.
func (m *Model) Gateways() []page.Gateway {
	first := m.Versions[0]
	prefix := first + "/"
	if first == page.Current {
		prefix = ""
	}
	// A missing page is shown at any depth, so that its links start at the host.
	host := strings.TrimSuffix(m.basePath(), "/") + "/"
	list := []page.Gateway{
		m.gateway("index.html", "./", prefix, first),
		m.gateway("404.html", host, prefix, first),
	}
	list[1].Missing = true
	for _, v := range m.Versions {
		if v == page.Current {
			continue
		}
		g := m.gateway(v+"/index.html", "../", v+"/", v)
		g.Edition = v
		list = append(list, g)
	}
	return list
}

func (m *Model) gateway(file, root, prefix, version string) page.Gateway {
	g := page.Gateway{Path: file, Root: root}
	for _, l := range report.Langs {
		lang := string(l)
		if len(m.Pages(version, lang)) == 0 {
			continue
		}
		c := page.Choice{Lang: lang, Name: locale.NativeName(l), Dir: locale.Dir(l), Href: root + prefix + lang + "/", Missing: catalogue.In(lang).Say("missing-page")}
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
	robots := "User-agent: *\nDisallow: " + path.Join("/", m.basePath(), page.Draft) + "/\n"
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
		if v == page.Draft {
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

func (m *Model) selfCanonical(version string, p *page.Page) (string, bool) {
	c, err := m.Chrome(version, p)
	if err != nil || c.NoIndex {
		return "", false
	}
	prefix := version + "/"
	if version == page.Current {
		prefix = ""
	}
	self := fmt.Sprintf("%s%s%s/%s", m.baseURL, prefix, p.Lang, p.Path)
	return self, c.Canonical == self
}
