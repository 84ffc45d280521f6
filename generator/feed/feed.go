// Package feed writes feeds in the Atom Syndication Format (RFC 4287), which inform those who
// subscribe to them that something was added. It never reads the clock, so that the
// same data give the same bytes.
package feed

import (
	"bytes"
	"crypto/sha1"
	"encoding/xml"
	"fmt"
	"strings"
)

// Feed is a feed. Addresses are whole, or paths from the root of the host where that is not
// known.
type Feed struct {
	ID       string // see ID
	Lang     string
	Title    string
	Subtitle string // may be empty
	Author   string
	Self     string // address of the feed; left out where it is not a whole address
	Page     string // address of the page that it follows
	Updated  string // day: "2008-07-31"; not before that of any entry
	Entries  []Entry
}

// Entry is something that was added.
type Entry struct {
	ID        string
	Title     string
	Link      string
	Published string // day
	Updated   string // day
	Summary   string // plain text; may be empty
}

// namespace is that of the ids of this program, as RFC 9562 asks of an id made from a name.
var namespace = [16]byte{0x5b, 0x0e, 0x29, 0x6a, 0x7d, 0x0f, 0x4e, 0x3c, 0x9c, 0x61, 0x62, 0x17, 0x2a, 0x10, 0x20, 0x07}

// ID makes a permanent id, a UUID, from words that together name one thing, such as a report,
// an edition and a language. It does not depend on where the site is published, so that a
// feed that moves shows no entry twice.
func ID(words ...string) string {
	h := sha1.New()
	h.Write(namespace[:])
	h.Write([]byte(strings.Join(words, "\x00")))
	b := h.Sum(nil)[:16]
	b[6] = b[6]&0x0f | 0x50 // version 5
	b[8] = b[8]&0x3f | 0x80
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

type atomFeed struct {
	XMLName  xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang     string      `xml:"xml:lang,attr"`
	ID       string      `xml:"id"`
	Title    string      `xml:"title"`
	Subtitle string      `xml:"subtitle,omitempty"`
	Updated  string      `xml:"updated"`
	Author   atomPerson  `xml:"author"`
	Links    []atomLink  `xml:"link"`
	Entries  []atomEntry `xml:"entry"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID        string   `xml:"id"`
	Title     string   `xml:"title"`
	Published string   `xml:"published"`
	Updated   string   `xml:"updated"`
	Link      atomLink `xml:"link"`
	Summary   string   `xml:"summary,omitempty"`
}

// XML is the feed as a file.
func (f *Feed) XML() []byte {
	out := atomFeed{
		Lang: f.Lang, ID: f.ID, Title: f.Title, Subtitle: f.Subtitle, Updated: midnight(f.Updated), Author: atomPerson{f.Author},
	}
	if strings.Contains(f.Self, "://") {
		out.Links = append(out.Links, atomLink{"self", "application/atom+xml", f.Self})
	}
	out.Links = append(out.Links, atomLink{"alternate", "text/html", f.Page})
	for _, e := range f.Entries {
		out.Entries = append(out.Entries, atomEntry{
			ID: e.ID, Title: e.Title, Published: midnight(e.Published), Updated: midnight(e.Updated),
			Link: atomLink{"alternate", "text/html", e.Link}, Summary: e.Summary,
		})
	}
	var b bytes.Buffer
	b.WriteString(xml.Header)
	e := xml.NewEncoder(&b)
	e.Indent("", " ")
	_ = e.Encode(out) // texts alone
	b.WriteByte('\n')
	return b.Bytes()
}

// midnight is the time at which a day begins, in UTC.
func midnight(day string) string { return day + "T00:00:00Z" }
