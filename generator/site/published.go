package site

import (
	"cmp"
	"slices"

	"rapporteur/generator/address"
	"rapporteur/generator/published"
	"rapporteur/generator/report"
	"rapporteur/generator/site/chrome"
	"rapporteur/generator/site/derived"
)

// Published is what the site says of itself to other programs, such as a portal over
// many reports.
func (m *Model) Published() *published.Report {
	front, version := m.FrontEdition()
	r := front.Report
	meta := &r.Meta
	out := &published.Report{
		Format:        published.Format,
		Reference:     meta.Reference,
		Title:         published.TextsOf(meta.Title),
		Official:      meta.Official,
		CorrespondsTo: meta.CorrespondsTo,
		Languages:     meta.Languages,
		Address:       addresses(version, front, ""),
		Editions:      []published.Edition{},
		Program:       m.in.Program,
		Mandate: published.Mandate{
			Symbol: meta.Mandate.Resolution,
			Title:  published.TextsOf(r.Resolution.Title),
			Organ:  report.OrganOf(meta.Mandate.Resolution),
		},
		Search: &published.Search{
			Format: published.SearchFormat,
			Page:   addresses(version, front, "search/"),
			Index:  addresses(version, front, "search/index/"),
		},
	}
	if p := r.Paragraph(meta.Mandate.Paragraph); p != nil {
		out.Mandate.Paragraph = p.Number
	}
	for _, other := range meta.Mandates {
		out.Mandates = append(out.Mandates, published.Mandate{
			Symbol: other.Symbol, Paragraph: other.Paragraph, Title: published.TextsOf(other.Title), Organ: report.OrganOf(other.Symbol),
		})
	}
	if s := meta.Session; s.Number != 0 || !s.Name.IsZero() {
		out.Session = &published.Session{Number: s.Number, Name: published.TextsOf(s.Name)}
	}
	for _, v := range m.Editions {
		e := published.Edition{
			ID:           v.Report.Edition.ID,
			State:        published.State(m.State(v)),
			AsAt:         published.Day{Date: v.Report.Edition.AsAt},
			Title:        published.TextsOf(v.Report.Edition.Title),
			Supersedes:   v.Report.Edition.Replaces(),
			SupersededBy: v.SupersededBy,
			Address:      addresses(v.ID, v, ""),
		}
		e.Requests, e.Statuses = requestsOf(v.Report)
		if v == m.Draft {
			out.Draft = &e
			continue
		}
		e.Issued = published.Day{Date: v.Committed}
		out.Editions = append(out.Editions, e)
	}
	withdrawn := slices.Clone(m.in.Withdrawn)
	slices.SortFunc(withdrawn, func(a, b Withdrawn) int { return cmp.Compare(a.ID, b.ID) })
	for _, w := range withdrawn {
		out.Editions = append(out.Editions, published.Edition{
			ID: w.ID, State: published.Withdrawn, SupersededBy: w.ReplacedBy, Reason: published.TextsOf(w.Reason),
		})
	}
	return out
}

// addresses are those of a page of an edition, under the name of a version, in each
// language.
func addresses(version string, v *chrome.Edition, path string) published.Addresses {
	out := make(published.Addresses)
	for _, lang := range v.Languages {
		out[report.Lang(lang)] = address.Version(version, lang) + path
	}
	return out
}

// requestsOf counts the requests of a report, and those of each status, in the order in
// which statuses are shown; one of the report's own comes after that with which it is
// counted. A draft may hold some that have none yet.
func requestsOf(r *report.Report) (all int, byStatus []published.Count) {
	n := make(map[report.Status]int)
	for _, p := range r.Paragraphs {
		for _, q := range p.Requests {
			all++
			n[q.Status]++
		}
	}
	for _, s := range derived.Statuses() {
		if n[s] > 0 {
			byStatus = append(byStatus, published.Count{Status: s, N: n[s]})
		}
		for _, t := range r.TermsOf(report.StatusTerms) {
			if own := report.Status(t.ID); t.Like == s && n[own] > 0 {
				byStatus = append(byStatus, published.Count{Status: own, Like: s, Name: published.TextsOf(t.Name), N: n[own]})
			}
		}
	}
	return all, byStatus
}
