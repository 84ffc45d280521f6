package chrome

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"

	"rapporteur/generator/catalogue"
	"rapporteur/generator/report"
	"rapporteur/generator/site/page"
)

// citable holds the content of a citation in any format.
type citable struct {
	key       string // "rapporteur-62-172-2008-07-31-fr-paragraphs-op04"
	lang      string
	title     string         // marked as a reconstruction where it is one
	official  *page.Official // nil for a reconstruction
	relation  page.Relation
	container string // title of the report; empty where the page is the report
	reference string
	edition   string // id
	asAt      string // in words
	issued    report.Date
	address   string // as the page shows it
	url       string // the address if it has a host; else empty
	strings   *catalogue.Strings
}

// citation returns how to cite a page at its permanent address, nil for drafts and
// lists.
func (site *Site) citation(v *Edition, p *page.Page, permanent string) *page.Citation {
	if v == site.Draft || permanent == "" {
		return nil
	}
	say := catalogue.In(p.Lang).Say
	c := citable{
		lang:      p.Lang,
		title:     p.Title,
		container: p.Edition.ReportTitle.Text,
		reference: p.Edition.Reference,
		edition:   v.ID,
		asAt:      p.Edition.AsAt.Text,
		issued:    v.Committed,
		address:   permanent,
		official:  p.Edition.Official,
		relation:  p.Edition.Relation,
		strings:   catalogue.In(p.Lang),
	}
	switch p.Body.(type) {
	case *page.Report:
		c.container = ""
	case *page.Paragraph, *page.Activity, *page.Instrument, *page.Source, *page.State, *page.Resolution:
		c.title = headline(p)
	case *page.Search, *page.Parity, *page.SourceFile, *page.SourceChanges, *page.Home:
		return nil
	default:
		if strings.HasPrefix(p.Path, "changes/") {
			return nil
		}
	}
	c.title = oneLine(c.title)
	if c.official == nil {
		c.title += " [" + say("reconstruction") + "]"
	}
	c.container = oneLine(c.container)
	c.key = keyOf("rapporteur", c.reference, c.edition, p.Lang, p.Path)
	if strings.Contains(permanent, "://") {
		c.url = permanent
	}
	return &page.Citation{
		Text:     c.text(),
		Official: c.official != nil,
		Forms:    []page.CitationForm{{Name: "BibTeX", Text: c.bibTeX()}, {Name: "RIS", Text: c.ris()}, {Name: "CSL-JSON", Text: c.cslJSON()}},
	}
}

// text returns the publisher, the page, the report, the edition and the address.
func (c *citable) text() string {
	say := c.strings.Say
	parts := []string{c.publisher(), say("cite-title", "Title", c.title)}
	if c.container != "" {
		parts = append(parts, c.container)
	}
	parts = append(parts, c.reference, c.state())
	return say("cite-available", "Text", strings.Join(parts, say("cite-separator")), "Address", c.address)
}

// publisher returns who issues an official report, or that it is a reconstruction.
func (c *citable) publisher() string {
	switch {
	case c.official == nil:
		return c.strings.Say("cite-publisher")
	case c.official.By.Text == "":
		return c.strings.Say("notice-short-official")
	}
	return oneLine(c.official.By.Text)
}

// genre returns what the report is, in one or two words.
func (c *citable) genre() string {
	if c.official == nil {
		return c.strings.Say("reconstruction")
	}
	return c.strings.Say("official-report")
}

// notice returns what every page says about the report.
func (c *citable) notice() string {
	if c.official == nil {
		return c.strings.Say("notice")
	}
	return c.strings.Say("notice-official", "By", oneLine(c.official.By.Text))
}

// state returns the state of the report: "edition 2008-07-31, as at 31 July 2008,
// corrigendum to 2008-07-31".
func (c *citable) state() string {
	state := c.strings.Say("cite-edition", "ID", c.edition, "Date", c.asAt)
	if c.relation.Kind != "" {
		state += c.strings.Say("cite-separator") + c.strings.Say("edition-"+c.relation.Kind, "ID", c.relation.To)
	}
	return state
}

// note returns the non-empty parts, followed by the statement whether this is an
// official document.
func (c *citable) note(parts ...string) string {
	parts = slices.DeleteFunc(parts, func(s string) bool { return s == "" })
	return c.strings.Say("cite-note-text", "Text", strings.Join(parts, c.strings.Say("cite-separator")), "Notice", c.notice())
}

// bibTeX returns an entry of type misc, which every style supports and which may lack
// an author. Its field "key" is used for sorting instead.
func (c *citable) bibTeX() string {
	var b strings.Builder
	fmt.Fprintf(&b, "@misc{%s,\n", c.key)
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(&b, "  %s = {%s},\n", name, value)
		}
	}
	sorted := "Rapporteur"
	if c.official != nil {
		sorted = c.publisher()
	}
	field("key", escapeTeX(sorted))
	// Inner braces keep a style from changing the capitals.
	field("title", "{"+escapeTeX(c.title)+"}")
	field("howpublished", escapeTeX(c.publisher()))
	field("note", escapeTeX(c.note(c.container, c.reference, c.state())))
	if !c.issued.IsZero() {
		field("year", fmt.Sprint(c.issued.Year))
		if c.issued.Month > 0 {
			// A macro, without braces: styles write it in their own language.
			fmt.Fprintf(&b, "  month = %s,\n", strings.ToLower(time.Month(c.issued.Month).String()[:3]))
		}
	}
	field("edition", escapeTeX(c.edition))
	field("url", strings.NewReplacer("{", "%7B", "}", "%7D", `\`, "%5C").Replace(c.url))
	field("langid", map[string]string{
		"ar": "arabic", "zh": "chinese", "en": "english", "fr": "french", "ru": "russian", "es": "spanish",
	}[c.lang])
	b.WriteString("}\n")
	return b.String()
}

// ris returns a record of type ELEC. Each line begins with a tag, two spaces, a hyphen
// and a space.
func (c *citable) ris() string {
	var b strings.Builder
	line := func(tag, value string) {
		if value != "" {
			b.WriteString(tag + "  - " + oneLine(value) + "\n")
		}
	}
	line("TY", "ELEC")
	line("ID", c.key)
	line("TI", c.title)
	line("T2", c.container)
	line("PB", c.publisher())
	if d := c.issued; !d.IsZero() {
		line("PY", fmt.Sprint(d.Year))
		line("DA", fmt.Sprintf("%04d/%02d/%02d", d.Year, d.Month, d.Day))
	}
	line("ET", c.edition)
	line("N1", c.note(c.reference, c.state()))
	line("LA", c.lang)
	line("UR", c.url)
	b.WriteString("ER  - \n")
	return b.String()
}

// cslItem is an item of CSL-JSON.
type cslItem struct {
	ID        string   `json:"id"`
	Type      string   `json:"type"`
	Title     string   `json:"title"`
	Container string   `json:"container-title,omitempty"`
	Publisher string   `json:"publisher"`
	Genre     string   `json:"genre"`
	Number    string   `json:"number"`
	Version   string   `json:"version"`
	Issued    *cslDate `json:"issued,omitempty"`
	Note      string   `json:"note"`
	Language  string   `json:"language"`
	URL       string   `json:"URL,omitempty"`
}

type cslDate struct {
	Parts [][]int `json:"date-parts"` // one date: year, month, day
}

func (c *citable) cslJSON() string {
	item := cslItem{
		ID: c.key, Type: "webpage", Title: c.title, Container: c.container,
		Publisher: c.publisher(), Genre: c.genre(), Number: c.reference, Version: c.edition,
		Note: c.note(c.state()), Language: c.lang, URL: c.url,
	}
	if d := c.issued; !d.IsZero() {
		item.Issued = &cslDate{[][]int{{d.Year, d.Month, d.Day}}}
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	// A struct of strings and numbers can always be written.
	_ = e.Encode([]cslItem{item})
	return b.String()
}

// escapeTeX escapes the characters that TeX treats specially. Braces become words,
// because BibTeX counts even escaped ones.
func escapeTeX(s string) string {
	return strings.NewReplacer(
		`\`, `\textbackslash{}`, "{", `\textbraceleft{}`, "}", `\textbraceright{}`,
		"~", `\textasciitilde{}`, "^", `\textasciicircum{}`,
		"&", `\&`, "%", `\%`, "$", `\$`, "#", `\#`, "_", `\_`,
	).Replace(s)
}

// oneLine replaces line ends, also those of Unicode, which would end a field of RIS.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' {
			return ' '
		}
		return r
	}, s)
	return strings.TrimSpace(s)
}

// keyOf joins words to a key of lower-case letters, digits and hyphens.
func keyOf(words ...string) string {
	parts := strings.FieldsFunc(strings.ToLower(strings.Join(words, "-")), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	return strings.Join(parts, "-")
}
