package main

import (
	"cmp"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"rapporteur/generator/edition"
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
	if *untagged {
		series = &edition.Series{Editions: slices.DeleteFunc(slices.Clone(series.Editions), func(e *edition.Edition) bool { return e.Tag != "" })}
	}
	switch {
	case *format == "json":
		return writeEditionsJSON(sys.stdout, series)
	case *format == "tsv":
		return writeEditionsTSV(ctx, sys, r, series, follows)
	case *untagged && len(series.Editions) == 0:
		_, err := fmt.Fprintln(sys.stderr, "every edition has its tag")
		return err
	}
	if len(series.Editions) == 0 && len(series.Withdrawn) == 0 {
		_, err := fmt.Fprintln(sys.stderr, `no edition was issued; one is when a commit's data/report.toml says status = "issued"`)
		return err
	}
	return writeEditionsText(sys.stdout, series)
}

func writeEditionsText(out io.Writer, series *edition.Series) error {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "ID\tAS AT\tCOMMIT\tCOMMITTED\tSTATUS\tTAG")
	for _, e := range series.Editions {
		fmt.Fprintf(w, "%s\t%s\t%.12s\t%s\t%s\t%s\n", e.ID, e.AsAt, e.Commit, e.Committed.UTC().Format(time.DateOnly), e.Status, e.Tag)
	}
	for _, e := range series.Withdrawn {
		fmt.Fprintf(w, "%s\t%s\t%.12s\t%s\twithdrawn\t\n", e.ID, e.AsAt, e.Commit, e.Committed.UTC().Format(time.DateOnly))
	}
	return w.Flush()
}

// writeEditionsTSV writes what a script needs to release editions; follows is
// the edition before each, by id.
func writeEditionsTSV(ctx context.Context, sys system, r *edition.Repo, series *edition.Series, follows map[string]string) error {
	for _, e := range series.Editions {
		rep, problems, err := e.Target().Load(ctx, r)
		if err != nil {
			return fmt.Errorf("edition %s: %w", e.ID, err)
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
}

func writeEditionsJSON(out io.Writer, series *edition.Series) error {
	list := []editionJSON{}
	for _, e := range series.Editions {
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
