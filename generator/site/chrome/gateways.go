package chrome

import (
	"bytes"
	"encoding/xml"
	"net/url"
	"slices"
	"strings"

	"rapporteur/generator/address"
	"rapporteur/generator/catalogue"
	"rapporteur/generator/report"
	"rapporteur/generator/site/locale"
	"rapporteur/generator/site/page"
)

// Publishes reports whether any version is published in the language.
func (site *Site) Publishes(lang string) bool {
	return slices.Contains(site.Languages, lang)
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
	// The language of an edition does not depend on what is issued later.
	first := site.edition(version).Languages[0]
	for _, l := range report.Langs {
		lang := string(l)
		if len(site.Pages(version, lang)) == 0 {
			continue
		}
		c := page.Choice{Lang: lang, Name: locale.NativeName(l), Dir: locale.Dir(l), Href: root + prefix + lang + "/", Missing: catalogue.In(lang).Say("missing-page"), Search: catalogue.In(lang).Say("search")}
		g.Choices = append(g.Choices, c)
		if g.Default.Lang == "" || lang == first {
			g.Default = c
		}
	}
	return g
}

// BasePath returns the path of the address of the site: "/report/".
func (site *Site) BasePath() string {
	u, err := url.Parse(site.BaseURL)
	if err != nil {
		return ""
	}
	return u.Path
}

// Sitemap returns the list of pages for search engines: those at the address under which
// they should be indexed.
func (site *Site) Sitemap() []byte {
	var b bytes.Buffer
	b.WriteString(xml.Header)
	b.WriteString(`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">` + "\n")
	for _, v := range site.Versions {
		if v == page.Draft {
			continue
		}
		for _, l := range site.Languages {
			for _, p := range site.Pages(v, l) {
				if address, ok := site.selfCanonical(v, p); ok && indexed(p) {
					b.WriteString("<url><loc>")
					// Writing to a bytes.Buffer never fails.
					_ = xml.EscapeText(&b, []byte(address))
					b.WriteString("</loc>")
					if day := site.edition(v).Committed; !day.IsZero() {
						b.WriteString("<lastmod>" + day.String() + "</lastmod>")
					}
					site.mapAlternates(&b, v, p)
					b.WriteString("</url>\n")
				}
			}
		}
	}
	b.WriteString("</urlset>\n")
	return b.Bytes()
}

// mapAlternates writes the addresses of a page in the languages of its version.
func (site *Site) mapAlternates(b *bytes.Buffer, version string, p *page.Page) {
	a := builder{site: site, lang: p.Lang, path: p.Path}
	for _, alternate := range a.alternates(version, site.edition(version)) {
		b.WriteString(`<xhtml:link rel="alternate" hreflang="` + alternate.Lang + `" href="`)
		_ = xml.EscapeText(b, []byte(alternate.Href))
		b.WriteString(`"/>`)
	}
}

func (site *Site) selfCanonical(version string, p *page.Page) (string, bool) {
	if p.Kind == "components" || site.SharedAt(version, p) != "" {
		return "", false
	}
	v := site.edition(version)
	home := site.home(version, v, p)
	switch p.Kind {
	case "editions", "rules":
		_, home = site.FrontEdition()
	}
	return site.BaseURL + address.Version(version, p.Lang) + p.Path, home == version && v != site.Draft
}
