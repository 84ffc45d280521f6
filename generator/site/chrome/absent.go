package chrome

import (
	"slices"
	"strings"

	"rapporteur/generator/address"
	"rapporteur/generator/catalogue"
	"rapporteur/generator/report"
	"rapporteur/generator/site/locale"
	"rapporteur/generator/site/page"
)

// Absent returns the short pages at the addresses of the current edition that it has no
// page for, but an earlier edition has: its records that have gone, and the languages in
// which the current edition is not published. Pages of earlier editions lead to these
// addresses, whatever the current edition contains.
func (site *Site) Absent() []page.Absent {
	if site.Current == nil {
		return nil
	}
	there := make(map[string]bool)
	for lang, pages := range site.ByVersion[page.Current] {
		for _, p := range pages {
			there[lang+"/"+p.Path] = true
		}
	}
	var out []page.Absent
	for _, v := range slices.Backward(site.Editions) {
		if v == site.Draft || v == site.Current {
			continue
		}
		for _, lang := range v.Languages {
			pages := v.ByLang[lang]
			add := func(path string, p *page.Page) {
				if at := lang + "/" + path; !there[at] {
					there[at] = true
					out = append(out, site.absent(v, lang, path, p))
				}
			}
			for _, p := range pages.Pages {
				if path := currentPath(p.Path); pages.path[path] != nil {
					add(path, pages.path[path])
				}
			}
			if site.Current.ByLang[lang] == nil {
				for _, path := range []string{"about/", "method/", "accessibility/", "editions/"} {
					add(path, pages.path[""])
				}
			}
		}
	}
	return out
}

// absent returns the page at a path of a language, where the edition v, the newest that
// has it, shows p.
func (site *Site) absent(v *Edition, lang, path string, p *page.Page) page.Absent {
	say := catalogue.In(lang).Say
	at := address.Version(page.Current, lang) + path
	text := func(s string) page.Text { return page.Text{Text: s, Lang: lang, Dir: locale.Dir(report.Lang(lang))} }
	out := page.Absent{
		Path: at + "index.html", Root: strings.Repeat("../", strings.Count(at, "/")),
		Lang: lang, Dir: locale.Dir(report.Lang(lang)),
		Title: p.Title, Heading: say("newer-none"),
	}
	front := site.Current.InLanguage(lang)
	to := address.Version(page.Current, front.Lang)
	if p.Path == path {
		if f := site.find(v, site.Current, p); f.exists && f.path != "" {
			// Under the id that replaces it, or in another language.
			out.Links = append(out.Links, page.Link{Href: address.Relative(at, to+f.path, ""), Text: text(say("absent-instead", "Title", front.path[f.path].Title))})
		}
		out.Links = append(out.Links, page.Link{Href: address.Relative(at, address.Version(v.ID, lang)+path, ""), Text: text(say("absent-last", "ID", v.ID))})
	} else {
		// A page that exists once, such as the list of editions.
		out.Title = say("nav-" + strings.TrimSuffix(path, "/"))
		out.Links = append(out.Links, page.Link{Href: address.Relative(at, to+path, ""), Text: text(say("absent-instead", "Title", out.Title))})
	}
	out.Links = append(out.Links, page.Link{Href: address.Relative(at, to, ""), Text: text(say("newer-list"))})
	return out
}
