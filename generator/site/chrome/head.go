package chrome

import (
	"bytes"
	"cmp"
	"encoding/json"
	"html/template"
	"strings"

	"rapporteur/generator/address"
	"rapporteur/generator/card"
	"rapporteur/generator/catalogue"
	"rapporteur/generator/dataset"
	"rapporteur/generator/report"
	"rapporteur/generator/site/page"
)

// cardFile is the name of the picture of an edition in a language, next to its front page
// at its permanent address.
const cardFile = "card.png"

// headline is what a page is called where nothing around it says what it is: in tabs,
// bookmarks, hits of a search and citations.
func headline(p *page.Page) string {
	say := catalogue.In(p.Lang).Say
	prefix := ""
	switch body := p.Body.(type) {
	case *page.Report:
		prefix = say("nav-report")
	case *page.Resolution:
		prefix = say("nav-resolution")
	case *page.Paragraph:
		prefix = say("paragraph-n", "N", body.Number)
	case *page.Activity, *page.Instrument, *page.State, *page.Source:
		prefix = say("kind-" + string(report.ParseRef(p.Ref).Kind))
	}
	if prefix == "" {
		return oneLine(p.Title)
	}
	return prefix + " – " + oneLine(p.Title)
}

// headlines gives each page of an edition in a language its headline. Pages that would
// have the same one add their path.
func headlines(pages []*page.Page) {
	n := make(map[string]int)
	for _, p := range pages {
		p.Headline = headline(p)
		n[p.Headline]++
	}
	for _, p := range pages {
		if n[p.Headline] > 1 && p.Path != "" {
			p.Headline += " (" + strings.TrimSuffix(p.Path, "/") + ")"
		}
	}
}

// describe returns one or two sentences on a page for search engines and previews of links.
// No two pages of an edition have the same.
func describe(p *page.Page) string {
	say := catalogue.In(p.Lang).Say
	if p.Summary != "" && p.Ref != "" && p.Kind != "report" {
		return say("feed-pair", "What", p.Headline, "Of", oneLine(p.Summary))
	}
	notice := say("notice-short")
	if p.Edition.Official != nil {
		notice = say("notice-short-official")
	}
	parts := []string{p.Headline}
	if title := oneLine(p.Edition.ReportTitle.Text); title != p.Headline && !strings.HasSuffix(p.Headline, title) {
		parts = append(parts, title)
	}
	parts = append(parts, p.Edition.Reference, say("cite-edition", "ID", p.Edition.ID, "Date", p.Edition.AsAt.Text), notice)
	return strings.Join(parts, say("cite-separator"))
}

// meta makes what the head of a page says to programs.
func (a *builder) meta(p *page.Page, c *page.Chrome) page.Meta {
	m := page.Meta{Title: p.Headline, Description: describe(p), Address: cmp.Or(c.Permanent, c.Canonical)}
	m.Locale = locales[a.lang]
	if a.v != a.site.Draft && strings.Contains(a.site.BaseURL, "://") {
		m.Card = a.site.BaseURL + address.Version(a.v.ID, a.lang) + cardFile
		m.CardWidth, m.CardHeight = card.Width, card.Height
	}
	if c.Cite != nil {
		m.Tags = a.citationTags(p, c)
	}
	m.JSON = a.linkedData(p, c, m.Description)
	return m
}

// locales are the codes of Open Graph.
var locales = map[string]string{"ar": "ar_AR", "zh": "zh_CN", "en": "en_GB", "fr": "fr_FR", "ru": "ru_RU", "es": "es_ES"}

// citationTags are what programs that collect references read.
func (a *builder) citationTags(p *page.Page, c *page.Chrome) []page.MetaTag {
	tags := []page.MetaTag{
		{Name: "citation_title", Content: p.Headline},
		{Name: "citation_language", Content: p.Lang},
		{Name: "citation_technical_report_number", Content: p.Edition.Reference},
		{Name: "citation_publisher", Content: a.publisher(p)},
	}
	if d := a.v.Committed; !d.IsZero() {
		tags = append(tags, page.MetaTag{Name: "citation_publication_date", Content: strings.ReplaceAll(d.String(), "-", "/")})
	}
	if p.Kind != "report" {
		tags = append(tags, page.MetaTag{Name: "citation_inbook_title", Content: oneLine(p.Edition.ReportTitle.Text)})
	}
	if strings.Contains(c.Permanent, "://") {
		tags = append(tags, page.MetaTag{Name: "citation_public_url", Content: c.Permanent})
		if p.Kind == "report" && a.site.PDF {
			tags = append(tags, page.MetaTag{Name: "citation_pdf_url", Content: c.Permanent + a.v.pdf(p.Lang)})
		}
	}
	return tags
}

func (a *builder) publisher(p *page.Page) string {
	say := catalogue.In(p.Lang).Say
	if o := p.Edition.Official; o != nil {
		return cmp.Or(oneLine(o.By.Text), say("notice-short-official"))
	}
	return say("cite-publisher")
}

// linkedData describes a page as JSON-LD in the vocabulary of schema.org: the report, the
// way to the page, and on the page of the data what can be downloaded. It is safe inside a
// script element, because "<" is escaped in it.
func (a *builder) linkedData(p *page.Page, c *page.Chrome, description string) template.JS {
	type object = map[string]any
	base := a.site.BaseURL + address.Version(a.version, a.lang)
	if a.v != a.site.Draft {
		base = a.site.BaseURL + address.Version(a.v.ID, a.lang)
	}
	say := catalogue.In(p.Lang).Say
	of := object{
		"@type": "Report", "@id": base + "report/#report", "url": base + "report/", "inLanguage": p.Lang,
		"name": oneLine(p.Edition.ReportTitle.Text), "reportNumber": p.Edition.Reference, "version": p.Edition.ID,
		"publisher": object{"@type": "Organization", "name": a.publisher(p)},
	}
	if d := a.v.Committed; !d.IsZero() {
		of["datePublished"] = d.String()
	}
	var graph []any
	at := cmp.Or(c.Permanent, c.Canonical)
	switch p.Kind {
	case "home", "report":
		of["description"] = description
		graph = append(graph, of)
	case "files":
		graph = append(graph, of, a.dataset(p, at, of["@id"]))
	default:
		// The report is described on its own page: there are thousands of others.
		graph = append(graph, object{"@type": "WebPage", "@id": at, "name": p.Headline, "isPartOf": object{"@type": "Report", "@id": of["@id"]}})
	}
	if p.Path != "" {
		crumbs := []any{object{"@type": "ListItem", "position": 1, "name": say("nav-home"), "item": base}}
		section, _, _ := strings.Cut(p.Path, "/")
		for _, n := range c.Nav {
			if n.Current && section+"/" != p.Path {
				crumbs = append(crumbs, object{"@type": "ListItem", "position": 2, "name": say("nav-" + n.Key), "item": base + section + "/"})
			}
		}
		crumbs = append(crumbs, object{"@type": "ListItem", "position": len(crumbs) + 1, "name": oneLine(p.Title), "item": at})
		graph = append(graph, object{"@type": "BreadcrumbList", "itemListElement": crumbs})
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b) // which escapes <, > and &
	_ = e.Encode(object{"@context": "https://schema.org", "@graph": graph})
	return template.JS(strings.TrimSpace(b.String()))
}

// dataset describes the files that readers take away.
func (a *builder) dataset(p *page.Page, at string, of any) map[string]any {
	folder := a.site.BaseURL + address.Data(a.v.ID)
	var files []any
	add := func(name, format string) {
		files = append(files, map[string]any{"@type": "DataDownload", "name": name, "encodingFormat": format, "contentUrl": folder + name})
	}
	list, ok := p.Body.(*page.Files)
	if ok {
		add(list.ZIP, "application/zip")
	}
	add(dataset.JSON, "application/json")
	if ok {
		for _, t := range list.Tables {
			add(t.Name, "text/csv")
		}
	}
	period := a.v.Report.Meta.Period
	to := cmp.Or(period.To, a.v.Report.Edition.AsAt)
	from := cmp.Or(period.From.String(), "..")
	described := map[string]any{
		"@type": "Dataset", "@id": at + "#data", "url": at, "name": p.Edition.Reference + " – " + oneLine(p.Edition.ReportTitle.Text) + " – " + p.Title,
		"description": describe(p), "inLanguage": p.Lang, "version": p.Edition.ID, "isBasedOn": map[string]any{"@id": of},
		"temporalCoverage": from + "/" + to.String(), "isAccessibleForFree": true, "distribution": files,
	}
	if licence := cmp.Or(a.site.Repository.LicenceLink, a.site.Repository.Licence); licence != "" {
		described["license"] = licence
	}
	return described
}

// Card returns the pictures of an edition by name, one in each language; none of the draft.
func (site *Site) Card(v *Edition) map[string][]byte {
	files := make(map[string][]byte)
	if v == site.Draft || !strings.Contains(site.BaseURL, "://") {
		return files // no page can lead to them
	}
	for _, lang := range v.Languages {
		if home := v.ByLang[lang].path[""]; home != nil {
			// The fonts are part of the program, so this fails in no build that passes the tests.
			if data, err := site.card(v, home).PNG(); err == nil {
				files[address.Version(v.ID, lang)+cardFile] = data
			}
		}
	}
	return files
}

func (site *Site) card(v *Edition, home *page.Page) card.Card {
	say := catalogue.In(home.Lang).Say
	c := card.Card{
		Reference: home.Edition.Reference,
		Title:     oneLine(home.Edition.ReportTitle.Text),
		Edition:   say("edition-of", "ID", v.ID) + " · " + home.Edition.AsAt.Text,
		Notice:    say("notice-short"),
	}
	if home.Edition.Official != nil {
		c.Notice = say("notice-short-official")
	}
	if !card.Draws(c.Edition) {
		c.Edition = v.ID
	}
	for _, p := range v.Report.Paragraphs {
		c.Marks = append(c.Marks, card.Mark{Text: p.Number, Colour: colours[v.Report.Like(v.Report.StatusOf(p))]})
	}
	return c
}

// colours are those of the statuses that say something was or was not done; others are grey.
var colours = map[report.Status]card.Colour{
	report.Implemented: card.Green, report.UnderImplementation: card.Teal, report.NotImplemented: card.Red, report.OvertakenByEvents: card.Violet,
}

// indexed reports whether search engines should list a page of a kind. The search holds
// nothing itself; the lines of files that differ say what the page of changes says in
// words; and the components show values out of their context.
func indexed(p *page.Page) bool {
	return p.Kind != "search" && p.Kind != "source-changes" && p.Kind != "components"
}
