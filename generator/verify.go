package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"slices"

	"rapporteur/generator/pdf"
	"rapporteur/generator/problem"
	"rapporteur/generator/verify"
)

func runVerify(ctx context.Context, sys system, args []string) error {
	flags := flag.NewFlagSet("verify", flag.ContinueOnError)
	repo := flags.String("repo", ".", "")
	rev := flags.String("rev", "", "")
	format := flags.String("format", "text", "")
	withPDF := flags.Bool("pdf", false, "")
	rest, err := parse("verify", flags, args, 1)
	if err != nil {
		return err
	}
	if len(rest) == 0 {
		return usagef("verify", "name the folder or the address of the site")
	}
	if *format != "text" && *format != "json" {
		return usagef("verify", "--format is text or json, not %q", *format)
	}
	var browser pdf.Browser
	if *withPDF {
		if browser = sys.pdfBrowser(); browser.Path == "" {
			return pdf.ErrNoBrowser
		}
	}
	r, err := openRepo(ctx, sys, *repo, false)
	if err != nil {
		return err
	}
	defer r.Close()
	talk := newProgress(sys, false)
	defer talk.clear()
	found, problems, err := verify.Run(ctx, r, verify.Options{
		Location: sys.location(rest[0]), Rev: *rev, Browser: browser, Program: programOf(), Step: talk.step,
	})
	talk.clear()
	if err != nil {
		return err
	}
	if found == nil {
		return printProblems(sys, problems)
	}
	if *format == "json" {
		enc := json.NewEncoder(sys.stdout)
		enc.SetIndent("", "  ")
		err = enc.Encode(found)
	} else {
		err = writeVerified(sys.stdout, found)
	}
	if err == nil && found.Bad() {
		err = errFound
	}
	return err
}

// shownChanges is how many changes of a part are printed as text.
const shownChanges = 5

func writeVerified(out io.Writer, found *verify.Result) error {
	n := 0
	for _, wrong := range found.Wrong {
		fmt.Fprintf(out, "wrong: %s\n", wrong)
	}
	for _, p := range found.Parts {
		n += p.Files
		fmt.Fprintf(out, "%s: %s, %s\n", p.Name, p.State, problem.Plural(p.Files, "file"))
		slices.SortStableFunc(p.Wrong, func(a, b verify.Change) int { return len(a.Path) - len(b.Path) })
		for _, c := range p.Wrong[:min(len(p.Wrong), shownChanges)] {
			if c.Path != "" {
				fmt.Fprintf(out, "  %q %s: %s\n", c.Path, c.State, c.What)
			} else {
				fmt.Fprintf(out, "  %s\n", c.What)
			}
		}
		if more := len(p.Wrong) - shownChanges; more > 0 {
			fmt.Fprintf(out, "  and %d more, which --format json lists\n", more)
		}
	}
	for _, note := range found.Notes {
		fmt.Fprintf(out, "note: %s\n", note)
	}
	if found.Bad() {
		_, err := fmt.Fprintln(out, "the site is not what the repository says")
		return err
	}
	_, err := fmt.Fprintf(out, "the site is what commit %.12s says: %s\n", found.Commit, problem.Plural(n, "file"))
	return err
}
