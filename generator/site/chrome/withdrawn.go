package chrome

import (
	"cmp"
	"html/template"
	"slices"
	"strings"

	"rapporteur/generator/address"
	"rapporteur/generator/catalogue"
	"rapporteur/generator/report"
	"rapporteur/generator/site/locale"
	"rapporteur/generator/site/page"
)

// Withdrawn is an edition that is not shown any more, and what its pages were.
type Withdrawn struct {
	*Edition          // the pages that it had; their content is not shown
	ReplacedBy string // id of an edition; may be empty, or that of a withdrawn one
	Reason     report.Text
	By         report.Text // who withdrew it; zero where the report does not say
	Author     string      // who made the commit that withdraws it, where By is zero; may be empty
	On         report.Date // zero where it is not known
	Others     []string    // further paths that it had in each language: "changes/2007-12-18/"
}

// Tombstones are the pages at the addresses of withdrawn editions. A file such as a CSV or a
// PDF is replaced by a folder of its name with a page: a server redirects requests for the
// file there, and no program mistakes the reason for the figures that it expects.
func (site *Site) Tombstones() []page.Tombstone {
	var list []page.Tombstone
	for _, w := range site.Withdrawn {
		for _, lang := range w.Languages {
			pages, words := w.ByLang[lang], locale.New(report.Lang(lang))
			for _, p := range pages.Pages {
				list = append(list, site.tombstone(w, words, lang, p.Path, p))
				for _, f := range p.Files {
					list = append(list, site.tombstone(w, words, lang, p.Path+f.Name+"/", p))
				}
				if p.Kind == "report" && site.PDF {
					list = append(list, site.tombstone(w, words, lang, p.Path+w.pdf(lang)+"/", p))
				}
			}
			if changes := pages.path["changes/"]; changes != nil {
				for _, path := range w.Others {
					list = append(list, site.tombstone(w, words, lang, path, changes))
				}
			}
		}
		if len(w.Languages) > 0 {
			lang := w.Languages[0]
			list = append(list, site.tombstoneAt(w, locale.New(report.Lang(lang)), lang, w.ID+"/", w.ByLang[lang].path[""]))
		}
	}
	return list
}

func (site *Site) tombstone(w *Withdrawn, words *locale.Locale, lang, path string, p *page.Page) page.Tombstone {
	return site.tombstoneAt(w, words, lang, address.Version(w.ID, lang)+path, p)
}

// tombstoneAt is the page at an address, from the root of the site, where the page p of
// a withdrawn edition was.
func (site *Site) tombstoneAt(w *Withdrawn, words *locale.Locale, lang, at string, p *page.Page) page.Tombstone {
	say := catalogue.In(lang).Say
	text := func(t report.Text) page.Text { return locale.Text(t, report.Lang(lang), w.Report.Meta.Original) }
	t := page.Tombstone{
		Path: at + "index.html", Root: strings.Repeat("../", strings.Count(at, "/")),
		Lang: lang, Dir: locale.Dir(report.Lang(lang)),
		Edition: w.ID, Title: p.Title,
		Heading: say("withdrawn-heading", "ID", w.ID), Note: say("withdrawn-note"),
		ReasonLabel: say("reason"), Reason: text(w.Reason),
		ByLabel: say("field-withdrawn-by"), By: text(w.By),
		OnLabel: say("field-on"), On: words.Date(w.On, false),
	}
	id := template.HTMLEscapeString(w.ID)
	t.Headline = template.HTML(strings.Replace(template.HTMLEscapeString(t.Heading), id, `<span class="gateway__id">`+id+`</span>`, 1))
	if t.By.Text == "" {
		t.By = page.Text{Text: w.Author, Lang: lang, Dir: t.Dir}
	}
	if to := site.replacement(w); to != nil {
		f := site.find(w.Edition, to, p)
		t.Replaced = page.Link{
			Href: address.Relative(at, address.Version(to.ID, f.pages.Lang)+f.path, ""),
			Text: page.Text{Text: say("withdrawn-replaced", "ID", to.Report.Edition.ID), Lang: lang, Dir: t.Dir},
		}
		if !f.exists {
			t.Replaced.Href = address.Relative(at, address.Version(to.ID, f.pages.Lang), "")
		} else if p.Path != "" {
			t.Replaced.Note = say("withdrawn-same")
		}
	}
	v, version := site.FrontEdition()
	t.All = page.Link{
		Href: address.Relative(at, address.Version(version, v.InLanguage(lang).Lang)+"editions/", ""),
		Text: page.Text{Text: say("all-editions"), Lang: lang, Dir: t.Dir},
	}
	return t
}

// replacement is the edition that is shown in place of a withdrawn one: the one that is
// named or, where that is withdrawn too, what replaces it; nil where there is none.
func (site *Site) replacement(w *Withdrawn) *Edition {
	for range site.Withdrawn {
		if w.ReplacedBy == "" {
			return nil
		}
		if v := site.edition(w.ReplacedBy); v != nil {
			return v
		}
		i := slices.IndexFunc(site.Withdrawn, func(o *Withdrawn) bool { return o.ID == w.ReplacedBy })
		if i < 0 {
			return nil
		}
		w = site.Withdrawn[i]
	}
	return nil
}

// AddWithdrawn adds an edition of which short pages are left. Its pages must be there
// in each of its languages.
func (site *Site) AddWithdrawn(w *Withdrawn) {
	w.Index = -1 // before all that are shown, so that records are followed to what replaced them
	site.Withdrawn = append(site.Withdrawn, w)
	slices.SortStableFunc(site.Withdrawn, func(a, b *Withdrawn) int { return cmp.Compare(a.ID, b.ID) })
}
