package chrome

import (
	"encoding/hex"
	"strconv"
	"strings"

	"rapporteur/generator/report"
	"rapporteur/generator/site/history"
	"rapporteur/generator/site/page"
)

// Outline is what the rest of a site needs of the pages of an issued edition that a build
// keeps, so that they need not be made: which there are, what tells them from others, and what
// later editions and feeds say of them. It follows from what the pages are made of, and from
// the languages of the site.
type Outline struct {
	Pages    map[string][]OutlinedPage // by language; each list by path
	Made     map[string][]Made         // what it changed in each paragraph since the edition that it follows, by typed id
	Followed map[string]Followed       // what feeds say of it, by language of the feed
}

// OutlinedPage is a page of an Outline. Its names are short because a site has thousands.
type OutlinedPage struct {
	Path    string   `json:"p"`
	Kind    string   `json:"k"`
	Title   string   `json:"t"`
	Ref     string   `json:"r,omitempty"`
	Same    string   `json:"s,omitempty"` // hash of what it shows, in hexadecimal digits; empty if no page of another edition ever shows the same
	Whole   string   `json:"w,omitempty"` // likewise, to the last word
	Content string   `json:"c,omitempty"` // name of its content, where the page is at the address of that
	Files   []string `json:"f,omitempty"` // names of the files next to it
}

// Outline is that of an edition of the site, nil for the draft.
func (site *Site) Outline(version string) *Outline {
	v := site.edition(version)
	if v == nil || v == site.Draft {
		return nil
	}
	o := &Outline{Pages: make(map[string][]OutlinedPage), Made: site.made(v), Followed: make(map[string]Followed)}
	for _, lang := range v.Languages {
		for _, p := range v.ByLang[lang].Pages {
			out := OutlinedPage{Path: p.Path, Kind: p.Kind, Title: p.Title, Ref: p.Ref, Content: contentOf(p)}
			if comparedByHash(p) {
				sum := site.Hashes.of(p, false)
				out.Same = hex.EncodeToString(sum[:])
			}
			if foldable(p) {
				sum := site.Hashes.of(p, true)
				out.Whole = hex.EncodeToString(sum[:])
			}
			for _, f := range p.Files {
				out.Files = append(out.Files, f.Name)
			}
			o.Pages[lang] = append(o.Pages[lang], out)
		}
	}
	for _, lang := range site.Languages {
		o.Followed[lang] = site.followed(v, lang)
	}
	return o
}

// Outlined adds the pages of an edition that are not made, as far as they are needed. It
// returns false if the outline cannot be that of the edition in these languages.
func (site *Site) Outlined(v *Edition, o *Outline, box func(lang report.Lang) page.EditionBox) bool {
	if len(o.Pages) != len(v.Languages) {
		return false
	}
	byLang := make(map[string]*LangPages)
	for _, lang := range v.Languages {
		b := box(report.Lang(lang))
		var pages []*page.Page
		for _, out := range o.Pages[lang] {
			p := &page.Page{Path: out.Path, Kind: out.Kind, Title: out.Title, Lang: lang, Ref: out.Ref, Edition: b}
			for _, name := range out.Files {
				p.Files = append(p.Files, page.File{Name: name})
			}
			switch {
			case out.Kind == "file":
				p.Body = &page.SourceFile{Sum: out.Content}
			case out.Kind == "source-changes":
				p.Body = &page.SourceChanges{Sum: out.Content}
			}
			if !site.Hashes.know(p, false, out.Same) || !site.Hashes.know(p, true, out.Whole) {
				return false
			}
			pages = append(pages, p)
		}
		if len(pages) == 0 || pages[0].Path != "" {
			return false // each edition has a front page
		}
		byLang[lang] = NewLangPages(pages, report.Lang(lang), b)
	}
	v.outline = o
	site.SetPages(v, byLang)
	return true
}

// contentOf is the name of the content at whose address a page is; empty for other pages.
func contentOf(p *page.Page) string {
	switch body := p.Body.(type) {
	case *page.SourceFile:
		return body.Sum
	case *page.SourceChanges:
		return body.Sum
	}
	return ""
}

// Contents are the paths, from the root of the site, of the pages at the address of their
// content that the pages of an outline lead to.
func (o *Outline) Contents() []string {
	var out []string
	for _, pages := range o.Pages {
		for _, p := range pages {
			if p.Content != "" {
				out = append(out, sharedFolder+p.Content+"/index.html")
			}
		}
	}
	return out
}

// Origins says where the records of the pages of an edition at the address of the current one
// are edited, which moves with the branch: a line for each page.
func (site *Site) Origins(v *Edition) []string {
	var out []string
	for _, lang := range v.Languages {
		for _, p := range v.ByLang[lang].Pages {
			file, line := site.origin(v, site.Branch, p)
			out = append(out, strings.Join([]string{lang, p.Path, file, strconv.Itoa(line)}, " "))
		}
	}
	return out
}

// Made is a change that an edition made to a paragraph, as the timeline of later editions
// shows it.
type Made struct {
	Anchor string       `json:"a"` // on the page of the changes since the edition that it follows
	Kind   string       `json:"k"`
	Class  string       `json:"c"`
	Field  string       `json:"f,omitempty"`
	Record *report.Text `json:"r,omitempty"` // name of the record in the paragraph that changed; nil for the paragraph itself
}

// made returns what each edition changed in its paragraphs, and in those that it no longer
// has, by typed id.
func (site *Site) made(v *Edition) map[string][]Made {
	p := site.Comparisons[[2]*history.Edition{v.History.Previous, v.History}]
	if p == nil {
		return nil
	}
	out := make(map[string][]Made)
	for _, r := range []*report.Report{p.From.Report, p.To.Report} {
		for _, para := range r.Paragraphs {
			ref := report.Ref{Kind: report.KindParagraph, ID: para.ID}
			if list := site.madeTo(v, ref); list != nil {
				out[ref.String()] = list
			}
		}
	}
	return out
}

// madeTo returns what an edition changed in a paragraph since the edition that it follows.
func (site *Site) madeTo(v *Edition, ref report.Ref) []Made {
	if v.outline != nil {
		return v.outline.Made[ref.String()]
	}
	p := site.Comparisons[[2]*history.Edition{v.History.Previous, v.History}]
	if p == nil {
		return nil
	}
	var out []Made
	for _, i := range p.ChangesTo(ref) {
		ch := &p.Changes.List[i]
		if ch.Effect && len(ch.Texts) == 0 {
			continue // it says no more than its cause
		}
		m := Made{Anchor: p.Anchors[i], Kind: string(ch.Kind), Class: string(ch.Class), Field: history.FieldOf(ch.Ref.Kind, ch.Field)}
		if ch.Ref != ref {
			m.Record = &ch.Name
		}
		out = append(out, m)
	}
	return out
}
