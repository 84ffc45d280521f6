package problem

import (
	"encoding/json"
	"io"
)

// Scripts depend on the keys of findingsJSON and problemJSON: keys may be
// added, but none may change its meaning.
type findingsJSON struct {
	Errors    int           `json:"errors"`
	Warnings  int           `json:"warnings"`
	Waived    int           `json:"waived"`
	Unchanged int           `json:"unchanged"`
	LeftOut   string        `json:"left_out,omitempty"` // what could not be judged, and why
	Problems  []problemJSON `json:"problems"`
}

type problemJSON struct {
	Rule     string    `json:"rule"`
	Severity string    `json:"severity"` // "error" or "warning"
	File     string    `json:"file"`
	Line     int       `json:"line,omitempty"`   // 1-based; absent for the whole file
	Column   int       `json:"column,omitempty"` // 1-based, in characters
	Length   int       `json:"length,omitempty"` // in characters
	Edition  string    `json:"edition,omitempty"`
	Record   string    `json:"record,omitempty"`
	Field    string    `json:"field,omitempty"`
	Message  string    `json:"message"`
	Hint     string    `json:"hint,omitempty"`
	Source   string    `json:"source,omitempty"` // text of the line
	Cause    bool      `json:"cause,omitempty"`  // other problems follow from it
	Edit     *editJSON `json:"edit,omitempty"`
	Lang     string    `json:"language,omitempty"` // of the text that the mistake is in
	Page     string    `json:"page,omitempty"`     // "paragraphs/op04/", relative to the front page of an edition in a language
}

// editJSON is an edit that fixes a problem. Offsets are in bytes of the file, and columns in
// characters.
type editJSON struct {
	File   string `json:"file"`
	Offset int    `json:"offset"`
	Length int    `json:"length"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
	ToLine int    `json:"to_line"`
	ToCol  int    `json:"to_column"`
	New    string `json:"new"`
	Safe   bool   `json:"safe"` // check --fix makes it
}

// WriteJSON writes one object with the counts "errors", "warnings", "waived"
// and "unchanged" and the list "problems".
func WriteJSON(w io.Writer, f Findings) error {
	out := findingsJSON{Errors: Errors(f.Problems), Waived: f.Waived, Unchanged: f.Unchanged, LeftOut: f.LeftOut.In(f.Lang), Problems: []problemJSON{}}
	out.Warnings = len(f.Problems) - out.Errors
	for _, p := range f.Problems {
		out.Problems = append(out.Problems, p.object(f.Lang))
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}

// JSON is the problem as an object of WriteJSON, in a language.
func (p Problem) JSON(lang string) any { return p.object(lang) }

func (p Problem) object(lang string) problemJSON {
	var edit *editJSON
	if e := p.Edit; !e.IsZero() {
		edit = &editJSON{e.File, e.Off, e.Len, e.From.Line, e.From.Column, e.To.Line, e.To.Column, e.New, e.Safe}
	}
	column, after := runeRange(p)
	length := after - column
	if p.Pos.Len == 0 {
		length = 0
	}
	return problemJSON{
		Rule: p.Rule, Severity: p.Severity.String(),
		File: p.Pos.File, Line: p.Pos.Line, Column: column, Length: length,
		Edition: p.Edition, Record: p.Record, Field: p.Field,
		Message: p.Message.In(lang), Hint: p.Hint.In(lang), Source: p.Line, Lang: p.Lang, Page: p.Page, Cause: p.Cause, Edit: edit,
	}
}
