package preview

import (
	"cmp"
	"slices"

	"rapporteur/generator/address"
	"rapporteur/generator/diff"
	"rapporteur/generator/report"
)

// Candidate is a page that may be shown.
type Candidate struct {
	Path string
	Kind string // name of its template
	Ref  string // typed id of the record that it shows; empty for lists
}

// Order sorts pages by relevance to a change: the pages of changed records, in
// the order of the changes; the front page, the report and the main lists; the
// other lists; the pages of other records. c may be nil. from and to are the
// reports compared; either may be nil.
func Order(pages []Candidate, c *diff.Changes, from, to *report.Report) {
	first := make(map[string]int)
	if c != nil {
		for _, ch := range c.List {
			path := address.List(ch.Ref.Kind)
			for _, r := range []*report.Report{to, from} {
				if r == nil {
					continue
				}
				if at, ok := address.Of(r, ch.Ref); ok {
					path = at.Page
					break
				}
			}
			if _, seen := first[path]; !seen {
				first[path] = len(first)
			}
		}
	}
	lists := []string{"home", "report", "paragraphs", "resolution"}
	rank := func(p Candidate) (int, int) {
		at, changed := first[p.Path]
		list := slices.Index(lists, p.Kind)
		switch {
		case changed && p.Ref != "" && list < 0:
			return 0, at
		case list >= 0:
			return 1, list
		case p.Ref == "":
			return 2, 0
		}
		return 3, 0
	}
	slices.SortFunc(pages, func(a, b Candidate) int {
		ra, na := rank(a)
		rb, nb := rank(b)
		return cmp.Or(cmp.Compare(ra, rb), cmp.Compare(na, nb), cmp.Compare(a.Path, b.Path))
	})
}
