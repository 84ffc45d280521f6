package chrome

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"rapporteur/generator/address"
	"rapporteur/generator/report"
	"rapporteur/generator/site/page"
)

// Repository says where people edit the data and report errors. Edit and
// Report are addresses in which these are replaced by their values:
//
//	{repository}  Address
//	{branch}      Branch
//	{file}        the file, from the root of the repository
//	{line}        the line at which the record begins, 1-based
//	{record}      the typed id of the record, or the file of a list
//	{edition}     the id of the edition that the page shows
//	{page}        the address of the page
type Repository struct {
	Address string // "https://github.com/OWNER/REPOSITORY"; empty where not known: then no page leads there
	Branch  string // "main"
	Forge   string // "github" or "gitlab", where the editor sends proposals; empty: known from Address
	API     string // address of its API; empty: known from Address
	Edit    string // "{repository}/blob/{branch}/{file}#L{line}"; empty for no such link
	Report  string // "{repository}/issues/new?record={record}"; empty for no such link

	Contact     string // "mailto:report@example.org" or the address of a page, for who reports an error without an account; empty where there is none
	Licence     string // under which text and data may be used, by name: "CC BY 4.0"; empty where none is stated
	LicenceLink string // its text; may be empty

	Elsewhere []string // authored pages that come with the program: "content/about.en.md"
}

// File returns the address at which a file of the branch is shown and edited, at a
// line counted from 1. It is "" if the address is not known.
func (r Repository) File(name string, line int) string {
	return r.expand(r.Edit, "{file}", name, "{line}", strconv.Itoa(line))
}

// expand replaces the placeholders in a pattern by values, given as pairs of name and
// value, each escaped for its position.
func (r Repository) expand(pattern string, values ...string) string {
	if r.Address == "" || pattern == "" {
		return ""
	}
	address := strings.TrimSuffix(r.Address, "/")
	path, query, asks := strings.Cut(pattern, "?")
	inPath := []string{"{repository}", address, "{branch}", escapePath(r.Branch)}
	inQuery := []string{"{repository}", url.QueryEscape(address), "{branch}", url.QueryEscape(r.Branch)}
	for i := 0; i < len(values); i += 2 {
		inPath = append(inPath, values[i], escapePath(values[i+1]))
		inQuery = append(inQuery, values[i], url.QueryEscape(values[i+1]))
	}
	path = strings.NewReplacer(inPath...).Replace(path)
	if !asks {
		return path
	}
	return path + "?" + strings.NewReplacer(inQuery...).Replace(query)
}

// escapePath escapes a path but keeps its slashes.
func escapePath(s string) string { return (&url.URL{Path: s}).EscapedPath() }

// editLinks returns where the content of a page is edited and where an error in it is
// reported. Where the current edition and the draft are shown, both refer to the record as
// it is in the branch now. At its permanent address an edition stays as it is, whatever
// the branch becomes: there a page says only where to report an error, and names the file as
// the edition has it. at is the page's own address.
func (site *Site) editLinks(v *Edition, version string, p *page.Page, at string) (edit, reportError string) {
	repo := site.Repository
	moves := version == page.Current || version == page.Draft
	in := site.Branch
	if !moves {
		in = v
	}
	file, line := site.origin(v, in, p)
	record := p.Ref
	if record == "" {
		record = file
	}
	reportError = repo.expand(repo.Report, "{record}", record, "{edition}", v.Report.Edition.ID, "{page}", at,
		"{file}", file, "{line}", strconv.Itoa(line))
	if file == "" || !moves {
		return "", reportError
	}
	if form := site.form(v, p); form != "" {
		return form, reportError
	}
	return repo.File(file, line), reportError
}

// reportWithout returns where an error in a page is reported where the data has no address
// at which that can be done: to whom the report names or, if it names nobody, the page that
// says what to do.
func (a *builder) reportWithout(c *page.Chrome, record string) string {
	contact := a.site.Repository.Contact
	if !strings.HasPrefix(contact, "mailto:") {
		return cmp.Or(contact, a.authored("contributing/"))
	}
	if strings.Contains(contact, "?") {
		return contact
	}
	return contact + "?subject=" + url.PathEscape(a.v.Report.Meta.Reference+" "+record) + "&body=" + url.PathEscape(cmp.Or(c.Permanent, c.Canonical))
}

// authored returns the link to a page that exists once. An issued edition leads to the page
// in its own language, whatever languages the current edition has: where that lacks one, a
// page in its place leads on, and no earlier edition is written again.
func (a *builder) authored(path string) string {
	v, version := a.site.FrontEdition()
	if a.v != a.site.Draft && v != a.site.Draft {
		return a.to(version, a.lang, path)
	}
	return a.to(version, v.InLanguage(a.lang).Lang, path)
}

// imprint returns who answers for the site and what it may be used for.
func (a *builder) imprint() page.Imprint {
	repo := a.site.Repository
	name := repo.Contact
	if address, ok := strings.CutPrefix(name, "mailto:"); ok {
		name, _, _ = strings.Cut(address, "?")
	}
	out := page.Imprint{
		Contact: page.NavLink{Key: name, Href: repo.Contact},
		Licence: page.NavLink{Key: repo.Licence, Href: repo.LicenceLink},
	}
	for _, name := range []string{"about", "method", "accessibility"} {
		out.Pages = append(out.Pages, page.NavLink{Key: name, Href: a.authored(name + "/"), Current: a.path == name+"/"})
	}
	return out
}

// form returns the address of the form that edits the record of a page, relative to the
// page; "" if there is no editor, or if the page is of an edition that is not edited any
// more.
func (site *Site) form(v *Edition, p *page.Page) string {
	if !site.Edits || v != site.Draft && v != site.Current {
		return ""
	}
	front, version := site.FrontEdition()
	own := page.Draft
	if v == site.Current {
		own = page.Current
	}
	of := p.Ref
	if p.Kind == "home" || p.Kind == "report" {
		of = "report:report"
	}
	return address.Relative(address.Version(own, p.Lang)+p.Path, address.Version(version, front.InLanguage(p.Lang).Lang)+"edit/", of)
}

// editAuthored is like editLinks, for a page in content/.
func (site *Site) editAuthored(lang, path, at string) (edit, reportError string) {
	v, _ := site.FrontEdition()
	repo := site.Repository
	name := strings.TrimSuffix(path, "/")
	reportError = repo.expand(repo.Report, "{record}", name, "{edition}", v.Report.Edition.ID, "{page}", at, "{file}", "", "{line}", "")
	if name == "editions" || name == "rules" || name == "edit" {
		return "", reportError
	}
	file := "content/" + name + "." + lang + ".md"
	if slices.Contains(repo.Elsewhere, file) {
		return "", reportError
	}
	return repo.File(file, 1), reportError
}

// origin returns the file and line, counted from 1, of a page of v as they are in
// another state. The file is "" if no single file is the source of the page, or if it no
// longer exists.
func (site *Site) origin(v, in *Edition, p *page.Page) (file string, line int) {
	if in == nil {
		return "", 0
	}
	r := in.Report
	line = 1
	switch {
	case p.Kind == "home":
		file = report.KindReport.Info().File
	case p.Kind == "report":
		file = report.KindSection.Info().File
	case p.Kind == "file":
		file = strings.TrimSuffix(p.Path, "/") + ".toml"
	case p.Ref == "":
		for _, k := range report.Kinds() {
			if k.Page == p.Path && !strings.Contains(k.File, "*") {
				file = k.File
				break
			}
		}
	default:
		ref := report.ParseRef(p.Ref)
		if id := site.moved(v, in, ref); id != "" {
			ref.ID = id
		}
		file, line = address.Origin(r, ref)
	}
	if file == "" || r.File(file) == nil {
		return "", 0
	}
	return file, line
}
