package portal

import (
	"bytes"
	"encoding/xml"
	"strings"

	"rapporteur/generator/report"
)

// feed is a feed as RFC 4287 has it.
type feed struct {
	XMLName xml.Name   `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string     `xml:"xml:lang,attr"`
	ID      string     `xml:"id"`
	Title   string     `xml:"title"`
	Updated string     `xml:"updated"`
	Author  author     `xml:"author"`
	Links   []feedLink `xml:"link"`
	Entries []feedItem `xml:"entry"`
}

type author struct {
	Name string `xml:"name"`
}

type feedLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr,omitempty"`
	Lang string `xml:"hreflang,attr,omitempty"`
	Href string `xml:"href,attr"`
}

type feedItem struct {
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Link    feedLink `xml:"link"`
	Summary string   `xml:"summary"`
}

// feed writes the feed of the newest editions, where the address of the portal is
// known: a feed names everything by whole addresses. Its dates are days of issue, so
// that it changes when an edition is issued and not when the portal is built.
func (p *inLanguage) feed() error {
	if p.URL == "" {
		return nil
	}
	front := p.URL + string(p.lang) + "/"
	f := feed{
		Lang: string(p.lang), ID: front + "feed.atom", Title: p.Title.In(p.lang), Author: author{p.Title.In(p.lang)},
		Updated: moment(report.Date{Year: 1970, Month: 1, Day: 1}),
		Links: []feedLink{
			{Rel: "self", Type: "application/atom+xml", Href: front + "feed.atom"},
			{Rel: "alternate", Type: "text/html", Lang: string(p.lang), Href: front},
		},
	}
	for i, is := range p.newest(newestFed) {
		r, e := &p.readings[is.reading], is.edition
		title, _ := r.Report.Title.Text().Best(p.lang, r.Report.Languages[0])
		address, in := addressIn(e.Address, p.lang, r.Report.Languages)
		whole := r.Base + address
		if !strings.Contains(r.Base, "://") {
			whole = resolve(p.URL, r.Base) + address
		}
		// The id is the address in the language that comes first, so that it is the
		// same in the feed of each language.
		id, _ := addressIn(e.Address, r.Report.Languages[0], r.Report.Languages)
		item := feedItem{
			ID:      strings.TrimSuffix(whole, address) + id,
			Title:   symbolOf(r.Report) + ": " + title,
			Updated: moment(e.Issued.Date),
			Link:    feedLink{Rel: "alternate", Type: "text/html", Lang: string(in), Href: whole},
			Summary: p.w.Sentences(p.w.Say("edition-of", "ID", e.ID)+" ("+p.w.Say("state-"+string(e.State))+").", p.w.Say("as-at", "Date", p.w.Date(e.AsAt.Date, false).Text)+"."),
		}
		if i == 0 {
			f.Updated = item.Updated
		}
		f.Entries = append(f.Entries, item)
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	e := xml.NewEncoder(&b)
	e.Indent("", "  ")
	if err := e.Encode(f); err != nil {
		return err
	}
	b.WriteString("\n")
	return p.file(string(p.lang)+"/feed.atom", b.Bytes())
}

// moment is the beginning of a day.
func moment(d report.Date) string { return d.String() + "T00:00:00Z" }

// resolve is the address that a path from the root of the portal leads to.
func resolve(root, to string) string {
	for {
		rest, up := strings.CutPrefix(to, "../")
		if !up {
			return root + to
		}
		to = rest
		scheme, host, _ := strings.Cut(root, "://")
		if i := strings.LastIndexByte(strings.TrimSuffix(host, "/"), '/'); i >= 0 {
			root = scheme + "://" + host[:i+1]
		}
	}
}
