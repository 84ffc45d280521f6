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

// sharedFolder is the folder of the pages that are at the address of their content.
const sharedFolder = "source/"

// SharedAt returns the path, from the root of the site, of the page at the address of its
// content that serves as a page of an edition at its permanent address; "" for a page that
// is there in full. Data files and their differences take two thirds of the space of an
// edition, and most are those of other editions too. The current edition and the draft have
// theirs in full, within the site and in its languages.
func (site *Site) SharedAt(version string, p *page.Page) string {
	if version == page.Current || version == page.Draft {
		return ""
	}
	if sum := contentOf(p); sum != "" {
		return sharedFolder + sum + "/"
	}
	return ""
}

// Shared returns the pages at the address of their content, each once, by path.
func (site *Site) Shared() []page.Shared {
	done := make(map[string]bool)
	var out []page.Shared
	for _, v := range site.Editions {
		if v == site.Draft || v.ByLang == nil {
			continue
		}
		for _, p := range v.InLanguage(v.Languages[0]).Pages {
			at := site.SharedAt(v.ID, p)
			if at == "" || done[at] {
				continue
			}
			done[at] = true
			s := page.Shared{Path: at + "index.html", Root: strings.Repeat("../", strings.Count(at, "/")), Title: p.Title}
			switch body := p.Body.(type) {
			case *page.SourceFile:
				s.File = body
			case *page.SourceChanges:
				var names []string
				for _, f := range body.Files {
					f.Link = "" // which leads into an edition
					s.Changes = append(s.Changes, f)
					names = append(names, f.Name)
				}
				s.Title = strings.Join(names, ", ")
			}
			for _, lang := range report.Langs {
				notice := catalogue.In(string(lang)).Say("notice")
				if official := Official(v.Report, string(lang)); official != nil {
					notice = catalogue.In(string(lang)).Say("notice-official", "By", official.By.Text)
				}
				s.Notices = append(s.Notices, page.Text{Text: notice, Lang: string(lang), Dir: locale.Dir(lang)})
			}
			out = append(out, s)
		}
	}
	slices.SortFunc(out, func(a, b page.Shared) int { return strings.Compare(a.Path, b.Path) })
	return out
}

// Unchanged returns, for a page of an edition at its permanent address that shows what the
// page of an older edition shows, where that is; nil for a page that is there in full. Only
// pages about one record of a register are left out of editions in this way: there are many,
// few change from one edition to the next, and nothing on them is about the edition. The page
// that is there instead says so, so that every address stays readable.
func (site *Site) Unchanged(version string, p *page.Page) *page.Unchanged {
	if version == page.Current || version == page.Draft {
		return nil
	}
	if !foldable(p) {
		return nil
	}
	v := site.edition(version)
	since := site.unchangedSince(v, p, site.Hashes.identical)
	if since == v {
		return nil
	}
	at := address.Version(version, p.Lang) + p.Path
	c := &page.Unchanged{
		Since:     since.ID,
		Href:      address.Relative(at, address.Version(since.ID, p.Lang)+p.Path, ""),
		Address:   site.BaseURL + address.Version(since.ID, p.Lang) + p.Path,
		Permanent: site.BaseURL + at,
		Official:  Official(v.Report, p.Lang),
		List:      page.NavLink{Key: strings.TrimSuffix(address.List(report.ParseRef(p.Ref).Kind), "/")},
	}
	c.List.Href = address.Relative(p.Path, c.List.Key+"/", "")
	if site.HasNewer(v) {
		c.Newer = address.Relative(at, address.Version(page.Current, p.Lang)+p.Path, "")
	}
	return c
}

// foldable reports whether a page may be left out of an edition where it shows what it showed
// before.
func foldable(p *page.Page) bool {
	switch p.Body.(type) {
	case *page.State, *page.Source, *page.Activity, *page.Instrument:
		return true
	}
	return false
}
