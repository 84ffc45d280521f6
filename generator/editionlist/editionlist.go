// Package editionlist lists the editions of a report, with what follows what and who signed
// them, as text, JSON or lines for scripts.
package editionlist

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"rapporteur/generator/edition"
	"rapporteur/generator/problem"
	"rapporteur/generator/say"
	"rapporteur/generator/site/page"
	"rapporteur/generator/sitebuild"
)

// List is the editions in the history of a revision.
type List struct {
	*edition.Series
	Wrong error // of signatures that are bad; nil if none is

	follows map[string]string         // the edition before each, by id
	signed  map[string]page.Signature // by id; nil where the report names no keys
}

// Read finds the editions in the history of a revision and verifies their signatures.
func Read(ctx context.Context, r *edition.Repo, rev string) (*List, error) {
	series, err := r.Series(ctx, rev)
	if err != nil {
		return nil, err
	}
	l := &List{Series: series, follows: make(map[string]string)}
	for _, e := range series.Editions {
		l.follows[e.ID] = e.Supersedes
		if before := series.Previous(e); e.Supersedes == "" && before != nil {
			l.follows[e.ID] = before.ID
		}
	}
	return l, l.verify(ctx, r)
}

// verify sets who signed the editions.
func (l *List) verify(ctx context.Context, r *edition.Repo) error {
	signers, err := sitebuild.Signers(ctx, r, l.Tip)
	if err != nil || signers.Empty() {
		return err
	}
	l.signed = make(map[string]page.Signature)
	var bad []error
	for _, e := range l.Editions {
		found, why, err := sitebuild.SignatureOf(r, e, signers)
		if err != nil {
			return err
		}
		if !why.IsZero() {
			bad = append(bad, sitebuild.BadSignature(why))
		}
		l.signed[e.ID] = found
	}
	l.Wrong = errors.Join(bad...)
	return nil
}

// KeepUntagged removes the editions that have a tag, and those that were withdrawn.
func (l *List) KeepUntagged() {
	l.Series = &edition.Series{Editions: slices.DeleteFunc(slices.Clone(l.Editions), func(e *edition.Edition) bool { return e.Tag != "" })}
}

// WriteText writes a table for people.
func (l *List) WriteText(out io.Writer) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	line := func(signature string, cells ...any) {
		text := fmt.Sprintf("%s\t%s\t%.12s\t%s\t%s\t%s", cells...)
		if l.signed != nil {
			text += "\t" + signature
		}
		fmt.Fprintln(w, text)
	}
	line("SIGNATURE", "ID", "AS AT", "COMMIT", "COMMITTED", "STATUS", "TAG")
	for _, e := range l.Editions {
		line(signature(l.signed[e.ID]), e.ID, e.AsAt, e.Commit, e.Committed.UTC().Format(time.DateOnly), e.Status, e.Tag)
	}
	for _, e := range l.Withdrawn {
		line("", e.ID, e.AsAt, e.Commit, e.Committed.UTC().Format(time.DateOnly), "withdrawn", "")
	}
	return w.Flush()
}

// signature is the cell of the table that says who signed: "verified: A. Name (tag)".
func signature(s page.Signature) string {
	text := s.Status
	if s.By != "" {
		text += ": " + s.By
	}
	if s.Of != "" {
		text += " (" + s.Of + ")"
	}
	return text
}

// WriteTSV writes what a script needs to release editions. Problems of one that cannot be
// read go to problems, and its error ends the list.
func (l *List) WriteTSV(ctx context.Context, w io.Writer, r *edition.Repo, problems func([]problem.Problem) error) error {
	for _, e := range l.Editions {
		rep, found, err := e.Target().Load(ctx, r)
		if err != nil {
			return say.Errorf("edition %s: %v", e.ID, err)
		}
		if err := problems(found); err != nil {
			return err
		}
		var languages []string
		for _, lang := range rep.Meta.Languages {
			languages = append(languages, string(lang))
		}
		if _, err := fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", e.ID, e.Commit, cmp.Or(l.follows[e.ID], "-"), strings.Join(languages, " ")); err != nil {
			return err
		}
	}
	return nil
}

// editionJSON is an edition as --format json gives it. Its keys are a
// contract.
type editionJSON struct {
	ID         string `json:"id"`
	AsAt       string `json:"as_at"`
	Commit     string `json:"commit"`
	Folder     string `json:"folder,omitempty"` // of its data at that commit, where it is not data/
	Committed  string `json:"committed"`        // RFC 3339, UTC
	Status     string `json:"status"`           // current, older, superseded, addendum or withdrawn
	Kind       string `json:"kind,omitempty"`
	AddsTo     string `json:"adds_to,omitempty"`
	Supersedes string `json:"supersedes,omitempty"`
	Tag        string `json:"tag,omitempty"`

	Signature *signatureJSON `json:"signature,omitempty"` // absent where the report names no keys
}

// signatureJSON is what is known of who signed an edition.
type signatureJSON struct {
	Status string `json:"status"`       // verified, unknown, unsigned or bad
	Of     string `json:"of,omitempty"` // tag or commit
	By     string `json:"by,omitempty"`
	Key    string `json:"key,omitempty"`
}

// WriteJSON writes an array with an object for each edition.
func (l *List) WriteJSON(w io.Writer) error {
	list := []editionJSON{}
	for _, e := range l.Editions {
		var by *signatureJSON
		if s, ok := l.signed[e.ID]; ok {
			by = &signatureJSON{s.Status, s.Of, s.By, s.Key}
		}
		list = append(list, editionJSON{
			ID:         e.ID,
			AsAt:       e.AsAt.String(),
			Commit:     e.Commit,
			Folder:     e.Folder,
			Committed:  e.Committed.UTC().Format(time.RFC3339),
			Status:     string(e.Status),
			Kind:       string(e.Kind),
			AddsTo:     e.AddsTo,
			Supersedes: e.Supersedes,
			Tag:        e.Tag,
			Signature:  by,
		})
	}
	for _, e := range l.Withdrawn {
		list = append(list, editionJSON{
			ID:        e.ID,
			AsAt:      e.AsAt.String(),
			Commit:    e.Commit,
			Folder:    e.Folder,
			Committed: e.Committed.UTC().Format(time.RFC3339),
			Status:    "withdrawn",
		})
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(list)
}
