// Package portal builds an index over many reports: a static site with the reports by
// organ, session and topic, the statuses of all, one search and a feed. Of each report
// it reads the file portal.json of its published site and nothing else.
//
// Pages are made with html/template, and not with Hugo as those of a report: there are
// no editions, no authored pages and nothing to override, so that templates, style
// sheets and strings of the program are all that it takes. What a report and a portal
// have in common is printed by the same partials.
package portal

import (
	"bytes"
	"errors"
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// MaxReports is how many reports a list may name.
const MaxReports = 5000

// List is a portal as portal.toml describes it.
type List struct {
	Languages []report.Lang // of the portal, the default first
	Title     report.Text   // in each of them
	Note      report.Text   // below the title of the front page; may be empty
	URL       string        // where the portal is published, with a slash at the end; empty if not known
	Topics    []Topic
	Reports   []Entry
}

// Topic is a topic under which a portal lists reports.
type Topic struct {
	ID   string
	Name report.Text // in each language of the portal
}

// Entry is a report in the list.
type Entry struct {
	URL        string // of its site, with a slash at the end; a path from the root of the portal only where there is a folder
	Folder     string // of its built site, from the folder of the list; empty where it is read from URL
	Repository string // address for readers; may be empty
	Topics     []string
}

// Name is what messages call a report: its folder or its address.
func (e Entry) Name() string {
	if e.Folder != "" {
		return e.Folder
	}
	return e.URL
}

// file is portal.toml as it is written.
type file struct {
	Title     map[string]string `toml:"title"`
	Note      map[string]string `toml:"note"`
	Languages []string          `toml:"languages"`
	URL       string            `toml:"url"`
	Topics    []struct {
		ID   string            `toml:"id"`
		Name map[string]string `toml:"name"`
	} `toml:"topic"`
	Reports []struct {
		URL        string   `toml:"url"`
		Folder     string   `toml:"folder"`
		Repository string   `toml:"repository"`
		Topics     []string `toml:"topics"`
	} `toml:"report"`
}

var (
	idForm = regexp.MustCompile(`^[a-z0-9]+(?:-[a-z0-9]+)*$`)
	// A path from the root of the portal to a site next to it or below it.
	pathForm = regexp.MustCompile(`^(?:\.\./)*(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)+$`)
)

// Parse reads portal.toml. The error names all that is wrong, one a line.
func Parse(data []byte) (*List, error) {
	var f file
	decoder := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields()
	if err := decoder.Decode(&f); err != nil {
		var unknown *toml.StrictMissingError
		var wrong *toml.DecodeError
		switch {
		case errors.As(err, &unknown):
			row, _ := unknown.Errors[0].Position()
			return nil, say.Errorf("line %d: the key %s means nothing here", row, strings.Join(unknown.Errors[0].Key(), "."))
		case errors.As(err, &wrong):
			row, _ := wrong.Position()
			said := strings.TrimPrefix(wrong.Error(), "toml: ")
			if m := wrongType.FindStringSubmatch(said); m != nil {
				said = fmt.Sprintf("%s cannot be %s; %s belongs there", strings.Join(wrong.Key(), "."), article(m[1]), article(kindOf(m[2])))
			}
			return nil, say.Errorf("line %d: %s", row, said)
		}
		return nil, err
	}
	var p parser
	l := &List{URL: f.URL}
	if len(f.Languages) == 0 {
		p.fail(say.Errorf("languages is missing: list those of the portal, the default first"))
	}
	for _, s := range f.Languages {
		lang := report.Lang(s)
		switch {
		case !slices.Contains(report.Langs, lang):
			p.fail(say.Errorf("languages: %q is none of ar, zh, en, fr, ru, es", s))
		case slices.Contains(l.Languages, lang):
			p.fail(say.Errorf("languages: %s is there twice", s))
		default:
			l.Languages = append(l.Languages, lang)
		}
	}
	l.Title = p.text(say.F("title"), f.Title, l.Languages)
	if len(f.Note) > 0 {
		l.Note = p.text(say.F("note"), f.Note, l.Languages)
	}
	if f.URL != "" {
		l.URL = p.address(say.F("url"), f.URL)
	}
	topics := make(map[string]bool)
	for i, t := range f.Topics {
		where := say.F("topic %d", i+1)
		if !idForm.MatchString(t.ID) {
			p.fail(say.Errorf("%s: the id %q is not made of small letters, digits and hyphens", where, t.ID))
		}
		if topics[t.ID] {
			p.fail(say.Errorf("%s: %s is the id of another", where, t.ID))
		}
		topics[t.ID] = true
		l.Topics = append(l.Topics, Topic{ID: t.ID, Name: p.text(say.F("%s: name", where), t.Name, l.Languages)})
	}
	if len(f.Reports) > MaxReports {
		p.fail(say.Errorf("there are more than %d reports", MaxReports))
		f.Reports = nil
	}
	seen := make(map[string]int)
	for i, r := range f.Reports {
		e := Entry{URL: r.URL, Folder: r.Folder, Repository: r.Repository, Topics: r.Topics}
		where := say.F("report %d", i+1)
		if e.Name() != "" {
			where = say.F("report %d (%s)", i+1, e.Name())
		}
		switch {
		case e.Folder == "" && e.URL == "":
			p.fail(say.Errorf("%s: it has neither url nor folder", where))
		case e.Folder != "" && e.URL != "" && !strings.Contains(e.URL, "://"):
			e.URL = strings.TrimSuffix(e.URL, "/") + "/"
			if !pathForm.MatchString(e.URL) {
				p.fail(say.Errorf("%s: the url %q is neither an address nor a path such as ../62-172/", where, r.URL))
			}
		case e.URL != "":
			e.URL = p.address(say.F("%s: url", where), e.URL)
		}
		if e.Repository != "" {
			p.address(say.F("%s: repository", where), e.Repository)
		}
		if before := seen[e.Name()]; before > 0 {
			p.fail(say.Errorf("%s: it is the same as report %d", where, before))
		}
		seen[e.Name()] = i + 1
		for _, t := range e.Topics {
			if !topics[t] {
				p.fail(say.Errorf("%s: there is no topic %q", where, t))
			}
		}
		l.Reports = append(l.Reports, e)
	}
	return l, errors.Join(p.wrong...)
}

// wrongType is how the library says that a value has another type than its field.
var wrongType = regexp.MustCompile(`^cannot decode TOML (\w+) into .* of type (.*)$`)

// kindOf is what TOML calls a type of Go.
func kindOf(goType string) string {
	switch {
	case goType == "string":
		return "string"
	case strings.HasPrefix(goType, "["):
		return "array"
	}
	return "table"
}

func article(kind string) string {
	if strings.ContainsAny(kind[:1], "aeiou") {
		return "an " + kind
	}
	return "a " + kind
}

// parser collects what is wrong.
type parser struct{ wrong []error }

func (p *parser) fail(err error) { p.wrong = append(p.wrong, err) }

func (p *parser) text(where say.Text, values map[string]string, langs []report.Lang) report.Text {
	var t report.Text
	for _, l := range langs {
		s := strings.TrimSpace(values[string(l)])
		if s == "" {
			p.fail(say.Errorf("%s.%s is missing", where, l))
		}
		t = t.With(l, s)
	}
	for l := range values {
		if !slices.Contains(langs, report.Lang(l)) {
			p.fail(say.Errorf("%s.%s is in no language of the portal", where, l))
		}
	}
	return t
}

// address checks the address of a site and gives it a slash at the end.
func (p *parser) address(where say.Text, s string) string {
	u, err := url.Parse(s)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.Opaque != "" {
		p.fail(say.Errorf("%s: %q is not an address such as https://example.org/62-172/", where, s))
		return s
	}
	if u.User != nil || u.RawQuery != "" || u.ForceQuery || strings.Contains(s, "#") {
		p.fail(say.Errorf("%s: %q holds more than a site’s address: a name, a query or a fragment", where, s))
		return s
	}
	return strings.TrimSuffix(u.String(), "/") + "/"
}
