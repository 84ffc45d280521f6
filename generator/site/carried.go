package site

import "rapporteur/generator/report"

// Continued is the edition of an earlier report from which this one was begun.
type Continued struct {
	Reference string
	Title     Text   // empty where it is the title of this report
	Edition   string // its id
	AsAt      Date
	Commit    string // that issued it: the first twelve digits
	Href      string // where it is published; empty where that is not known
}

// continued is nil where the report continues no other.
func (b *book) continued() *Continued {
	c := b.r.Meta.Continues
	if c.Reference == "" {
		return nil
	}
	out := &Continued{
		Reference: c.Reference, Edition: c.Edition,
		AsAt: b.w.date(c.AsAt, false), Commit: c.Commit[:min(len(c.Commit), 12)], Href: c.Link,
	}
	if c.Title != b.r.Meta.Title {
		out.Title = b.text(c.Title)
	}
	return out
}

// carried is what the mark of a request or a section names; nil where there is
// no mark.
func (b *book) carried(marked bool) *Continued {
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
