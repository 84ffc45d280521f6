package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"rapporteur/generator/edition"
	"rapporteur/generator/say"
	"rapporteur/generator/site/page"
	"rapporteur/generator/sitebuild"
)

func runEditions(ctx context.Context, sys system, args []string) error {
	fs := flag.NewFlagSet("editions", flag.ContinueOnError)
	repo := fs.String("repo", ".", "")
	rev := fs.String("rev", "", "")
	untagged := fs.Bool("untagged", false, "")
	format := fs.String("format", "text", "")
	if _, err := parse("editions", fs, args, 0); err != nil {
		return err
	}
	if *format != "text" && *format != "json" && *format != "tsv" {
		return usagef("editions", "--format is text, json or tsv, not %q", *format)
	}
	r, err := openRepo(ctx, sys, *repo, false)
	if err != nil {
		return err
	}
	defer r.Close()
	at, err := r.Target(ctx, *rev)
	if err != nil {
		return err
	}
	if err := refuseLost(ctx, r, at); err != nil {
		return err
	}
	series, err := r.Series(ctx, *rev)
	if err != nil {
		return err
	}
	follows := map[string]string{}
	for _, e := range series.Editions {
		follows[e.ID] = e.Supersedes
		if before := series.Previous(e); e.Supersedes == "" && before != nil {
			follows[e.ID] = before.ID
		}
	}
	signed, wrong, err := signatures(ctx, r, series)
	if err != nil {
		return err
	}
	if *untagged {
		series = &edition.Series{Editions: slices.DeleteFunc(slices.Clone(series.Editions), func(e *edition.Edition) bool { return e.Tag != "" })}
	}
	switch {
	case *format == "json":
		err = writeEditionsJSON(sys.stdout, series, signed)
	case *format == "tsv":
		err = writeEditionsTSV(ctx, sys, r, series, follows)
	case *untagged && len(series.Editions) == 0:
		sys.tell("every edition has its tag")
	case len(series.Editions) == 0 && len(series.Withdrawn) == 0:
		sys.tell(`no edition was issued; one is when a commit's data/report.toml says status = "issued"`)
	default:
		err = writeEditionsText(sys.stdout, series, signed)
	}
	return cmp.Or(err, wrong)
}

// signatures says who signed the editions of a series, by id; empty where
// the report names no keys. wrong is the error for those that are bad.
func signatures(ctx context.Context, r *edition.Repo, series *edition.Series) (signed map[string]page.Signature, wrong, err error) {
	signers, err := sitebuild.Signers(ctx, r, series.Tip)
	if err != nil || signers.Empty() {
		return nil, nil, err
	}
	signed = make(map[string]page.Signature)
	var bad []error
	for _, e := range series.Editions {
		found, why, err := sitebuild.SignatureOf(r, e, signers)
		if err != nil {
			return nil, nil, err
		}
		if why != "" {
			bad = append(bad, sitebuild.BadSignature(why))
		}
		signed[e.ID] = found
	}
	return signed, errors.Join(bad...), nil
}

func writeEditionsText(out io.Writer, series *edition.Series, signed map[string]page.Signature) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	line := func(signature string, cells ...any) {
		text := fmt.Sprintf("%s\t%s\t%.12s\t%s\t%s\t%s", cells...)
		if signed != nil {
			text += "\t" + signature
		}
		fmt.Fprintln(w, text)
	}
	line("SIGNATURE", "ID", "AS AT", "COMMIT", "COMMITTED", "STATUS", "TAG")
	for _, e := range series.Editions {
		is := signed[e.ID]
		text := is.Status
		if is.By != "" {
			text += ": " + is.By
		}
		if is.Of != "" {
			text += " (" + is.Of + ")"
		}
		line(text, e.ID, e.AsAt, e.Commit, e.Committed.UTC().Format(time.DateOnly), e.Status, e.Tag)
	}
	for _, e := range series.Withdrawn {
		line("", e.ID, e.AsAt, e.Commit, e.Committed.UTC().Format(time.DateOnly), "withdrawn", "")
	}
	return w.Flush()
}

// writeEditionsTSV writes what a script needs to release editions; follows is
// the edition before each, by id.
func writeEditionsTSV(ctx context.Context, sys system, r *edition.Repo, series *edition.Series, follows map[string]string) error {
	for _, e := range series.Editions {
		rep, problems, err := e.Target().Load(ctx, r)
		if err != nil {
			return say.Errorf("edition %s: %v", e.ID, err)
		}
		if err := printProblems(sys, problems); err != nil {
			return err
		}
		var languages []string
		for _, l := range rep.Meta.Languages {
			languages = append(languages, string(l))
		}
		if _, err := fmt.Fprintf(sys.stdout, "%s\t%s\t%s\t%s\n", e.ID, e.Commit, cmp.Or(follows[e.ID], "-"), strings.Join(languages, " ")); err != nil {
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

func writeEditionsJSON(out io.Writer, series *edition.Series, signed map[string]page.Signature) error {
	list := []editionJSON{}
	for _, e := range series.Editions {
		var by *signatureJSON
		if s, ok := signed[e.ID]; ok {
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
	for _, e := range series.Withdrawn {
		list = append(list, editionJSON{
			ID:        e.ID,
			AsAt:      e.AsAt.String(),
			Commit:    e.Commit,
			Folder:    e.Folder,
			Committed: e.Committed.UTC().Format(time.RFC3339),
			Status:    "withdrawn",
		})
	}
	enc := json.NewEncoder(out)
	enc.SetIndent("", "  ")
	return enc.Encode(list)
}
