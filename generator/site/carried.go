package site

import (
	"rapporteur/generator/report"
	"rapporteur/generator/site/page"
)

// continued is nil where the report continues no other.
func (b *editionWriter) continued() *page.Continued {
	c := b.Report.Meta.Continues
	if c.Reference == "" {
		return nil
	}
	out := &page.Continued{
		Reference: c.Reference, Edition: c.Edition,
		AsAt: b.w.Date(c.AsAt, false), Commit: c.Commit[:min(len(c.Commit), 12)], Href: c.Link,
	}
	if c.Title != b.Report.Meta.Title {
		out.Title = b.text(c.Title)
	}
	return out
}

// carried is what the mark of a request or a section names; nil where there is
// no mark.
func (b *editionWriter) carried(marked bool) *page.Continued {
	if !marked {
		return nil
	}
	return b.continued()
}

// carriedAnswers counts the requests that ask for something, and those of them
// whose answer was not updated since the last report.
func carriedAnswers(r *report.Report) (carried, all int) {
	for _, p := range r.Paragraphs {
		for _, q := range p.Requests {
			if !q.Verb.Asks() {
				continue
			}
			all++
			if q.Carried {
				carried++
			}
		}
	}
	return carried, all
}
