package chrome

import (
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
	Edit    string // "{repository}/blob/{branch}/{file}#L{line}"; empty for no such link
	Report  string // "{repository}/issues/new?record={record}"; empty for no such link

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
// reported. Both refer to the record as it is in the branch now, so that the page of
// any edition leads to where a mistake can still be fixed. at is the page's own
// address.
func (site *Site) editLinks(v *Edition, p *page.Page, at string) (edit, reportError string) {
	repo := site.Repository
	file, line := site.origin(v, p)
	record := p.Ref
	if record == "" {
		record = file
	}
	reportError = repo.expand(repo.Report, "{record}", record, "{edition}", v.Report.Edition.ID, "{page}", at,
		"{file}", file, "{line}", strconv.Itoa(line))
	if file == "" {
		return "", reportError
	}
	return repo.File(file, line), reportError
}

// editAuthored is like editLinks, for a page in content/.
func (site *Site) editAuthored(lang, path, at string) (edit, reportError string) {
	v, _ := site.FrontEdition()
	repo := site.Repository
	name := strings.TrimSuffix(path, "/")
	reportError = repo.expand(repo.Report, "{record}", name, "{edition}", v.Report.Edition.ID, "{page}", at, "{file}", "", "{line}", "")
	if name == "editions" || name == "rules" {
		return "", reportError
	}
	file := "content/" + name + "." + lang + ".md"
	if slices.Contains(repo.Elsewhere, file) {
		return "", reportError
	}
	return repo.File(file, 1), reportError
}

// origin returns the file and line, counted from 1, of a page as they are in the
// branch now. The file is "" if no single file is the source of the page, or if it no
// longer exists.
func (site *Site) origin(v *Edition, p *page.Page) (file string, line int) {
	if site.Branch == nil {
		return "", 0
	}
	r := site.Branch.Report
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
		if id := site.moved(v, site.Branch, ref); id != "" {
			ref.ID = id
		}
		file, line = address.Origin(r, ref)
	}
	if file == "" || r.File(file) == nil {
		return "", 0
	}
	return file, line
}
