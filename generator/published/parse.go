package published

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"regexp"
	"slices"
	"unicode"
	"unicode/utf8"

	"rapporteur/generator/report"
)

// Limits of what Parse accepts, besides MaxSize.
const (
	maxText     = 1000 // characters of a text
	maxEditions = 2000
	maxMandates = 200
	maxStatuses = 100   // of an edition
	maxNumber   = 99999 // of a session or of requests
)

// Error says what is wrong with a file.
type Error struct {
	Where string // the key: "editions[2].address.fr"; empty for the file as a whole
	What  string // what is wrong: "is no text"
	Newer int    // number of the format, where that is the trouble
}

func (e *Error) Error() string {
	if e.Where == "" {
		return "the file " + e.What
	}
	return e.Where + " " + e.What
}

var (
	idForm      = regexp.MustCompile(`^[a-z0-9]+(?:-[a-z0-9]+)*$`)
	editionForm = regexp.MustCompile(`^[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*$`)
	commitForm  = regexp.MustCompile(`^(?:[0-9a-f]{40}|[0-9a-f]{64})$`)
	// Folders below the root of the site and nothing else: no scheme, no host, no
	// way up, no query.
	addressForm = regexp.MustCompile(`^(?:[A-Za-z0-9_-][A-Za-z0-9._-]*/)+$`)
)

// Parse reads the file of a site, which may be a stranger's. What it accepts is whole
// and within its limits: texts without control characters, addresses that stay within
// the site. Keys that it does not know are passed over. The error is an *Error.
func Parse(data []byte) (*Report, error) {
	switch {
	case len(data) > MaxSize:
		return nil, &Error{What: fmt.Sprintf("is larger than %d kB", MaxSize/1024)}
	case !utf8.Valid(data):
		return nil, &Error{What: "is not in UTF-8"}
	}
	// The number of the format comes first: what another format says under the same
	// keys is unknown.
	var head struct {
		Format *int `json:"format"`
	}
	if err := decode(data, &head); err != nil {
		return nil, err
	}
	switch {
	case head.Format == nil:
		return nil, &Error{Where: "format", What: "is missing"}
	case *head.Format < 1:
		return nil, &Error{Where: "format", What: fmt.Sprintf("cannot be %d", *head.Format)}
	case *head.Format > Format:
		return nil, &Error{Where: "format", What: fmt.Sprintf("is %d, and this program reads up to %d", *head.Format, Format), Newer: *head.Format}
	}
	r := new(Report)
	if err := decode(data, r); err != nil {
		return nil, err
	}
	var c checker
	c.report(r)
	if c.err != nil {
		return nil, c.err
	}
	return r, nil
}

// decode reads one value of JSON and nothing after it.
func decode(data []byte, to any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	err := d.Decode(to)
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &kind) && kind.Field == "":
		return &Error{What: "holds " + article(kind.Value) + " in place of an object"}
	case errors.As(err, &kind):
		return &Error{Where: kind.Field, What: "cannot be " + article(kind.Value)}
	case errors.Is(err, io.EOF):
		return &Error{What: "is empty"}
	case errors.Is(err, io.ErrUnexpectedEOF):
		return &Error{What: "ends too early"}
	case err != nil:
		return &Error{What: "cannot be read: " + err.Error()}
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return &Error{What: "goes on after its end"}
	}
	return nil
}

// article is a kind of JSON value with its article: "an array".
func article(kind string) string {
	switch kind {
	case "object", "array":
		return "an " + kind
	case "bool":
		return "true or false"
	}
	return "a " + kind
}

// checker keeps the first mistake that it finds.
type checker struct{ err error }

func (c *checker) fail(where, format string, args ...any) {
	if c.err == nil {
		c.err = &Error{Where: where, What: fmt.Sprintf(format, args...)}
	}
}

func (c *checker) report(r *Report) {
	c.needed("reference", r.Reference)
	c.texts("title", r.Title)
	if len(r.Title) == 0 {
		c.fail("title", "is missing")
	}
	c.mandate("mandate", r.Mandate)
	if len(r.Mandates) > maxMandates {
		c.fail("mandates", "has more than %d entries", maxMandates)
	}
	for i, m := range r.Mandates {
		c.mandate(fmt.Sprintf("mandates[%d]", i), m)
	}
	if s := r.Session; s != nil {
		c.number("session.number", s.Number)
		c.texts("session.name", s.Name)
	}
	c.text("corresponds_to", r.CorrespondsTo)
	if len(r.Languages) == 0 {
		c.fail("languages", "is missing")
	}
	for i, l := range r.Languages {
		c.lang("languages", l)
		if slices.Contains(r.Languages[:min(i, len(report.Langs))], l) {
			c.fail("languages", "names %s twice", l)
		}
		if r.Address[l] == "" {
			c.fail("address", "lacks %s, which is published", l)
		}
	}
	c.addresses("address", r.Address)
	if len(r.Editions) > maxEditions {
		c.fail("editions", "has more than %d entries", maxEditions)
		return
	}
	ids, current := make(map[string]bool), 0
	for i := range r.Editions {
		e, where := &r.Editions[i], fmt.Sprintf("editions[%d]", i)
		c.edition(where, e)
		if ids[e.ID] {
			c.fail(where+".id", "is that of another edition")
		}
		ids[e.ID] = true
		switch e.State {
		case Current:
			current++
		case Draft:
			c.fail(where+".state", "cannot be %q", Draft)
		}
	}
	if current > 1 {
		c.fail("editions", "has %d current ones", current)
	}
	if r.Draft != nil {
		c.edition("draft", r.Draft)
		if r.Draft.State != Draft {
			c.fail("draft.state", "is not %q", Draft)
		}
	}
	if s := r.Search; s != nil {
		if s.Format < 1 {
			c.fail("search.format", "is missing")
		}
		c.addresses("search.page", s.Page)
		c.addresses("search.index", s.Index)
	}
	c.text("program.version", r.Program.Version)
	if r.Program.Commit != "" && !commitForm.MatchString(r.Program.Commit) {
		c.fail("program.commit", "is no whole hash")
	}
	c.number("program.schema", r.Program.Schema)
}

func (c *checker) mandate(where string, m Mandate) {
	c.text(where+".symbol", m.Symbol)
	c.text(where+".paragraph", m.Paragraph)
	c.texts(where+".title", m.Title)
	if m.Organ != "" && (!idForm.MatchString(m.Organ) || len(m.Organ) > 60) {
		c.fail(where+".organ", "is no id")
	}
}

func (c *checker) edition(where string, e *Edition) {
	if !editionForm.MatchString(e.ID) || len(e.ID) > 100 {
		c.fail(where+".id", "is no id of an edition")
	}
	if !slices.Contains([]State{Current, Earlier, Superseded, Withdrawn, Draft}, e.State) {
		c.fail(where+".state", "is not known")
	}
	for _, other := range [...]struct{ key, id string }{{"supersedes", e.Supersedes}, {"superseded_by", e.SupersededBy}} {
		if other.id != "" && (!editionForm.MatchString(other.id) || len(other.id) > 100) {
			c.fail(where+"."+other.key, "is no id of an edition")
		}
	}
	if !e.Issued.IsZero() && e.Issued.Day == 0 {
		c.fail(where+".issued", "is no whole day")
	}
	if e.AsAt.IsZero() && e.State != Withdrawn {
		c.fail(where+".as_at", "is missing")
	}
	if e.Issued.IsZero() && e.State != Withdrawn && e.State != Draft {
		c.fail(where+".issued", "is missing")
	}
	c.texts(where+".title", e.Title)
	c.texts(where+".reason", e.Reason)
	c.addresses(where+".address", e.Address)
	if len(e.Address) == 0 && e.State != Withdrawn {
		c.fail(where+".address", "is missing")
	}
	c.number(where+".requests", e.Requests)
	if len(e.Statuses) > maxStatuses {
		c.fail(where+".statuses", "has more than %d entries", maxStatuses)
		return
	}
	builtIn := report.Values(reflect.TypeFor[report.Status]())
	for i, s := range e.Statuses {
		at := fmt.Sprintf("%s.statuses[%d]", where, i)
		if !idForm.MatchString(string(s.Status)) || len(s.Status) > 60 {
			c.fail(at+".status", "is no id")
		}
		if !slices.Contains(builtIn, string(s.Counted())) {
			c.fail(at, "is not known, and like names no status that is")
		}
		c.texts(at+".name", s.Name)
		c.number(at+".count", s.N)
	}
}

func (c *checker) needed(where, s string) {
	if s == "" {
		c.fail(where, "is missing")
	}
	c.text(where, s)
}

// text looks for what would change how other text is shown, or hide it.
func (c *checker) text(where, s string) {
	if utf8.RuneCountInString(s) > maxText {
		c.fail(where, "has more than %d characters", maxText)
	}
	open := 0
	for _, r := range s {
		switch {
		case unicode.IsControl(r), r >= '\u202a' && r <= '\u202e', r == '\u2028', r == '\u2029':
			c.fail(where, "holds the control character U+%04X", r)
		case r >= '\u2066' && r <= '\u2068':
			open++
		case r == '\u2069':
			open--
		}
	}
	if open != 0 {
		c.fail(where, "opens a direction and does not close it")
	}
}

func (c *checker) texts(where string, t Texts) {
	for _, l := range sorted(t) {
		c.lang(where, l)
		c.needed(where+"."+string(l), t[l])
	}
}

func (c *checker) addresses(where string, a Addresses) {
	for _, l := range sorted(a) {
		c.lang(where, l)
		if !addressForm.MatchString(a[l]) || len(a[l]) > 200 {
			c.fail(where+"."+string(l), "is no folder of the site")
		}
	}
}

func (c *checker) lang(where string, l report.Lang) {
	if !slices.Contains(report.Langs, l) {
		c.fail(where, "names a language that is none of the six")
	}
}

func (c *checker) number(where string, n int) {
	if n < 0 || n > maxNumber {
		c.fail(where, "cannot be %d", n)
	}
}

func sorted[M ~map[report.Lang]string](m M) []report.Lang {
	var langs []report.Lang
	for l := range m {
		langs = append(langs, l)
	}
	slices.Sort(langs)
	return langs
}
