package feed

import (
	"bytes"
	"encoding/xml"
	"io"
	"regexp"
	"strings"
	"testing"
)

func TestID(t *testing.T) {
	one := ID("62/172", "2008-07-31", "en")
	if !regexp.MustCompile(`^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`).MatchString(one) {
		t.Errorf("%s is no UUID of version 5", one)
	}
	for _, other := range [][]string{{"62/172", "2008-07-31", "fr"}, {"62/172", "2008-07-31en"}, {"62/1722008-07-31", "en"}} {
		if ID(other...) == one {
			t.Errorf("%q has the same id", other)
		}
	}
	if ID("62/172", "2008-07-31", "en") != one {
		t.Error("the id changes")
	}
}

// Texts of strangers stay texts, and characters that XML cannot hold do no harm.
func TestXML(t *testing.T) {
	f := Feed{
		ID: ID("x"), Lang: "ar", Title: `<script>&"`, Author: "A", Self: "/en/feed.xml", Page: "/en/", Updated: "2008-07-31",
		Entries: []Entry{{ID: ID("y"), Title: "]]>\x00\x1b", Link: `/en/?a=1&b="2"`, Published: "2008-07-30", Updated: "2008-07-31", Summary: "a\nb"}},
	}
	data := f.XML()
	d := xml.NewDecoder(bytes.NewReader(data))
	for {
		token, err := d.Token()
		if err == io.EOF {
			break
		}
		if err != nil {
			t.Fatalf("%v\n%s", err, data)
		}
		if start, ok := token.(xml.StartElement); ok && start.Name.Local == "script" {
			t.Error("a title became an element")
		}
	}
	if strings.Contains(string(data), `rel="self"`) {
		t.Error("the address of a site that is not known is given as that of the feed")
	}
	f.Self = "https://example.org/en/feed.xml"
	if !strings.Contains(string(f.XML()), `<link rel="self" type="application/atom+xml" href="https://example.org/en/feed.xml"></link>`) {
		t.Errorf("the feed does not give its address:\n%s", f.XML())
	}
	if !bytes.Equal(f.XML(), f.XML()) {
		t.Error("two runs differ")
	}
	for _, want := range []string{`xml:lang="ar"`, "<updated>2008-07-31T00:00:00Z</updated>", "<published>2008-07-30T00:00:00Z</published>"} {
		if !strings.Contains(string(data), want) {
			t.Errorf("no %s in\n%s", want, data)
		}
	}
}
