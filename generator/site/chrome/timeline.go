package chrome

import (
	"slices"

	"rapporteur/generator/report"
	"rapporteur/generator/site/derived"
	"rapporteur/generator/site/history"
	"rapporteur/generator/site/locale"
	"rapporteur/generator/site/page"
)

// timeline returns the paragraph of a page in its edition and each earlier one, nil
// for other pages.
func (a *builder) timeline(p *page.Page) *page.Timeline {
	ref := report.ParseRef(p.Ref)
	if p.Kind != "paragraph" || ref.Kind != report.KindParagraph {
		return nil
	}
	t := new(page.Timeline)
	own := a.v.History
	for _, c := range slices.Concat([]*history.Edition{own}, own.Earlier) {
		v := a.site.edition(c.ID)
		f := a.site.find(a.v, v, p)
		e := page.TimelineEntry{
			EditionMark: page.EditionMark{
				ID: c.Report.Edition.ID, Draft: c.ID == page.Draft, Title: f.pages.title, AsAt: f.pages.asAt,
			},
			Self:   c == own,
			Exists: f.exists,
			First:  c.Previous == nil,
		}
		there := ref
		if f.exists {
			there = report.ParseRef(f.pages.path[f.path].Ref)
			if para := c.Report.Paragraph(there.ID); para != nil {
				e.Status, e.Requests = string(para.Status()), requestStatuses(para)
			}
		}
		if c != own {
			e.Page = a.to(c.ID, f.pages.Lang, f.path)
			if pair := a.site.Comparisons[[2]*history.Edition{c, own}]; pair != nil {
				e.Compare = a.compare(pair, ref)
			}
		}
		if pair := a.site.Comparisons[[2]*history.Edition{c.Previous, c}]; pair != nil {
			e.Changes = a.made(pair, f.pages, there)
		}
		t.Entries = append(t.Entries, e)
	}
	return t
}

// compare returns the link to the changes in a paragraph between an edition and that
// of the page, on the page of their comparison in the latter.
func (a *builder) compare(p *history.Comparison, ref report.Ref) string {
	fragment := ""
	if anchor := p.Anchor(ref); anchor != "" {
		fragment = "#" + anchor
	}
	return a.to(a.version, a.lang, p.Path()) + fragment
}

// made returns the changes that an edition made to a paragraph.
func (a *builder) made(p *history.Comparison, s *LangPages, ref report.Ref) []page.TimelineChange {
	var out []page.TimelineChange
	for _, i := range p.ChangesTo(ref) {
		ch := &p.Changes.List[i]
		if ch.Effect && len(ch.Texts) == 0 {
			continue // it says no more than its cause
		}
		path := p.Path()
		version := p.To.ID
		if p.To == a.v.History {
			version = a.version
		}
		c := page.TimelineChange{
			Href:  a.to(version, s.Lang, path) + "#" + p.Anchors[i],
			Kind:  string(ch.Kind),
			Class: string(ch.Class),
			Field: history.FieldOf(ch.Ref.Kind, ch.Field),
		}
		if ch.Ref != ref {
			c.Record = locale.Text(ch.Name, report.Lang(a.lang), p.To.Report.Meta.Original)
		}
		out = append(out, c)
	}
	return out
}

// requestStatuses counts the requests of a paragraph by status.
func requestStatuses(p *report.Paragraph) []page.StatusCount {
	n := make(map[string]int)
	for _, q := range p.Requests {
		n[derived.Status(q)]++
	}
	var out []page.StatusCount
	for _, s := range derived.Statuses() {
		if n[string(s)] > 0 {
			out = append(out, page.StatusCount{Status: string(s), N: n[string(s)]})
		}
	}
	return out
}
