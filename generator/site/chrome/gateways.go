package chrome

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"rapporteur/generator/catalogue"
	"rapporteur/generator/report"
	"rapporteur/generator/site/locale"
	"rapporteur/generator/site/page"
)

// Publishes reports whether any version is published in the language.
func (site *Site) Publishes(lang string) bool {
	return slices.Contains(site.Languages, lang)
}

// Root reports whether the version and language are those whose pages Hugo puts at the
// root of the site, so that the gateways are made only once.
func (site *Site) Root(version, lang string) bool {
	return version == site.Versions[0] && lang == site.Languages[0]
}

// Gateways returns the pages at the root of the site and of each version, and the page
// for addresses that do not exist.
func (site *Site) Gateways() []page.Gateway {
	first := site.Versions[0]
	prefix := first + "/"
	if first == page.Current {
		prefix = ""
	}
	// A missing page is shown at any depth, so that its links start at the host.
	host := strings.TrimSuffix(site.BasePath(), "/") + "/"
	list := []page.Gateway{
		site.gateway("index.html", "./", prefix, first),
		site.gateway("404.html", host, prefix, first),
	}
	list[1].Missing = true
	for _, v := range site.Versions {
		if v == page.Current {
			continue
		}
		g := site.gateway(v+"/index.html", "../", v+"/", v)
		g.Edition = v
		list = append(list, g)
	}
	return list
}

func (site *Site) gateway(file, root, prefix, version string) page.Gateway {
	g := page.Gateway{Path: file, Root: root}
	for _, l := range report.Langs {
		lang := string(l)
		if len(site.Pages(version, lang)) == 0 {
			continue
		}
		c := page.Choice{Lang: lang, Name: locale.NativeName(l), Dir: locale.Dir(l), Href: root + prefix + lang + "/", Missing: catalogue.In(lang).Say("missing-page")}
		g.Choices = append(g.Choices, c)
		if g.Default.Lang == "" || lang == site.Languages[0] {
			g.Default = c
		}
	}
	return g
}

func (site *Site) BasePath() string {
	u, err := url.Parse(site.BaseURL)
	if err != nil {
		return ""
	}
	return u.Path
}

func (site *Site) Sitemap() []byte {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	b.WriteString(`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for _, v := range site.Versions {
		if v == page.Draft {
			continue
		}
		for _, l := range site.Languages {
			for _, p := range site.Pages(v, l) {
				if address, ok := site.selfCanonical(v, p); ok {
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

func (site *Site) selfCanonical(version string, p *page.Page) (string, bool) {
	c, err := site.Chrome(version, p)
	if err != nil || c.NoIndex {
		return "", false
	}
	prefix := version + "/"
	if version == page.Current {
		prefix = ""
	}
	self := fmt.Sprintf("%s%s%s/%s", site.BaseURL, prefix, p.Lang, p.Path)
	return self, c.Canonical == self
}
