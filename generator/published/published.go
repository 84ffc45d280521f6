// Package published holds what the site of a report says of itself to other programs:
// the file portal.json at the root of the site. A build writes it, and a portal over
// many reports reads it and nothing else of them. docs/portal.schema.json says the
// same as a JSON Schema.
package published

import (
	"bytes"
	"encoding/json"

	"rapporteur/generator/report"
)

// File is the name of the file, from the root of the site.
const File = "portal.json"

// Format is the newest number of the format. Keys are added without a new number, and
// readers pass over those that they do not know; a change that readers have to know of
// raises it.
const Format = 1

// SearchFormat is the number of the format of the search index, which package search
// writes and assets/js/search-index.js reads.
const SearchFormat = 1

// MaxSize is the size in bytes up to which Parse reads a file.
const MaxSize = 1 << 20

// Texts is a text by language.
type Texts map[report.Lang]string

// TextsOf is t without the languages in which it is empty; nil for an empty one.
func TextsOf(t report.Text) Texts {
	var out Texts
	for _, l := range t.Langs() {
		if out == nil {
			out = make(Texts)
		}
		out[l] = t.In(l)
	}
	return out
}

// Text is the same as a text of the model.
func (t Texts) Text() report.Text {
	var out report.Text
	for _, l := range report.Langs {
		out = out.With(l, t[l])
	}
	return out
}

// Addresses are addresses by language, relative to the root of the site, with a slash
// at the end: "2008-07-31/fr/".
type Addresses map[report.Lang]string

// Report is the content of the file.
type Report struct {
	Format        int           `json:"format"`
	Reference     string        `json:"reference"`                // of the report: "62/172"
	Title         Texts         `json:"title"`                    // of the report
	Official      bool          `json:"official"`                 // the report is official; otherwise it is a reconstruction from public sources
	Mandate       Mandate       `json:"mandate"`                  // what the report answers
	Mandates      []Mandate     `json:"mandates,omitempty"`       // what else asks for it
	Session       *Session      `json:"session,omitempty"`        // the session that it is for
	CorrespondsTo string        `json:"corresponds_to,omitempty"` // symbol of the official document that it corresponds to
	Languages     []report.Lang `json:"languages"`                // published now, the default first
	Address       Addresses     `json:"address"`                  // of the front page
	Editions      []Edition     `json:"editions"`                 // that were issued, by the day that they speak of; those withdrawn last
	Draft         *Edition      `json:"draft,omitempty"`          // where it differs from the newest edition
	Search        *Search       `json:"search,omitempty"`
	Program       Program       `json:"program"`
}

// Mandate is a resolution or decision that asks for the report.
type Mandate struct {
	Symbol    string `json:"symbol,omitempty"`    // "A/RES/62/172"
	Paragraph string `json:"paragraph,omitempty"` // as printed: "10"
	Title     Texts  `json:"title,omitempty"`
	Organ     string `json:"organ,omitempty"` // id of the organ that adopted it: "general-assembly"; absent where its symbol does not say
}

// Session is a session of an organ.
type Session struct {
	Number int   `json:"number,omitempty"`
	Name   Texts `json:"name,omitempty"`
}

// State is what an edition is today.
type State string

const (
	Current    State = "current"
	Earlier    State = "earlier"
	Superseded State = "superseded"
	Withdrawn  State = "withdrawn"
	Draft      State = "draft"
)

// Edition is an edition of the report, or its draft.
type Edition struct {
	ID           string    `json:"id"`
	State        State     `json:"state"`
	AsAt         Day       `json:"as_at,omitzero"`  // the day that it speaks of
	Issued       Day       `json:"issued,omitzero"` // day of the commit that issued it, UTC
	Title        Texts     `json:"title,omitempty"`
	Supersedes   string    `json:"supersedes,omitempty"`    // id of the edition that it corrects
	SupersededBy string    `json:"superseded_by,omitempty"` // id of the edition that corrects or replaces it
	Reason       Texts     `json:"reason,omitempty"`        // why it was withdrawn
	Address      Addresses `json:"address,omitempty"`       // permanent; none of an edition that was withdrawn
	Requests     int       `json:"requests"`                // how many the resolution makes
	Statuses     []Count   `json:"statuses,omitempty"`      // requests by status, in the order of the statuses; those without any are left out
}

// Count is how many requests have a status.
type Count struct {
	Status report.Status `json:"status"`
	Like   report.Status `json:"like,omitempty"` // of a status of the report's own: the one with which it is counted
	Name   Texts         `json:"name,omitempty"` // of a status of the report's own
	N      int           `json:"count"`
}

// Counted is the status with which the requests are counted over many reports.
func (c Count) Counted() report.Status {
	if c.Like != "" {
		return c.Like
	}
	return c.Status
}

// Search says where the search of the current edition, or else of the draft, is.
type Search struct {
	Format int       `json:"format"`
	Page   Addresses `json:"page"`  // of the page that searches
	Index  Addresses `json:"index"` // of the folder of index.json
}

// Program is what built the site.
type Program struct {
	Version string `json:"version,omitempty"` // of a release: "v1.2.0"
	Commit  string `json:"commit,omitempty"`  // whole hash, where it is known
	Schema  int    `json:"schema"`            // newest schema that it reads
}

// Day is a date in JSON, a string as in the data: "2008-07-31".
type Day struct{ report.Date }

// MarshalJSON writes the day as a string.
func (d Day) MarshalJSON() ([]byte, error) { return json.Marshal(d.String()) }

// UnmarshalJSON reads a whole day.
func (d *Day) UnmarshalJSON(data []byte) error {
	var s string
	if err := json.Unmarshal(data, &s); err != nil {
		return err
	}
	var err error
	d.Date, err = report.ParseDate(s)
	return err
}

// Current is the current edition; nil where there is none.
func (r *Report) Current() *Edition {
	for i := range r.Editions {
		if r.Editions[i].State == Current {
			return &r.Editions[i]
		}
	}
	return nil
}

// Shown is the current edition or, where none was issued, the draft; nil where there
// is neither.
func (r *Report) Shown() *Edition {
	if e := r.Current(); e != nil {
		return e
	}
	return r.Draft
}

// JSON is the content of the file. Strings and numbers alone cannot fail to be written.
func (r *Report) JSON() []byte {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	_ = e.Encode(r)
	return b.Bytes()
}
