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
				e.Status = locale.New(report.Lang(a.lang)).Word(c.Report, report.StatusTerms, string(c.Report.StatusOf(para)))
				e.Requests = a.requestStatuses(c.Report, para)
			}
		}
		if c != own {
			e.Page = a.to(c.ID, f.pages.Lang, f.path)
			if pair := a.site.Comparisons[[2]*history.Edition{c, own}]; pair != nil {
				e.Compare = a.compare(pair, ref)
			}
		}
		e.Changes = a.made(v, f.pages, there)
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
func (a *builder) made(v *Edition, s *LangPages, ref report.Ref) []page.TimelineChange {
	var out []page.TimelineChange
	for _, m := range a.site.madeTo(v, ref) {
		version := v.ID
		if v == a.v {
			version = a.version
		}
		c := page.TimelineChange{
			Href:  a.to(version, s.Lang, history.ComparisonPath(v.History.Previous)) + "#" + m.Anchor,
			Kind:  m.Kind,
			Class: m.Class,
			Field: m.Field,
		}
		if m.Record != nil {
			c.Record = locale.Text(*m.Record, report.Lang(a.lang), v.Report.Meta.Original)
		}
		out = append(out, c)
	}
	return out
}

// requestStatuses counts the requests of a paragraph by status.
func (a *builder) requestStatuses(r *report.Report, p *report.Paragraph) []page.StatusCount {
	n := make(map[report.Status]int)
	for _, q := range p.Requests {
		n[report.Status(derived.Status(q))]++
	}
	return locale.New(report.Lang(a.lang)).Statuses(r, derived.Statuses(), n)
}
