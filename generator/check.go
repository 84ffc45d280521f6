package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"rapporteur/generator/check"
	"rapporteur/generator/console"
	"rapporteur/generator/edition"
	"rapporteur/generator/linkcheck"
	"rapporteur/generator/problem"
	"rapporteur/generator/render"
	"rapporteur/generator/review"
	"rapporteur/generator/say"
)

func runCheck(ctx context.Context, sys console.System, args []string) error {
	flags := flag.NewFlagSet("check", flag.ContinueOnError)
	repo := flags.String("repo", ".", "")
	rev := flags.String("rev", "", "")
	since := flags.String("since", "", "")
	format := flags.String("format", "text", "")
	links := flags.Bool("links", false, "")
	fix := flags.Bool("fix", false, "")
	dry := flags.Bool("dry-run", false, "")
	summary := flags.String("summary", sys.Summary, "")
	if _, err := console.Parse(flags, args, 0); err != nil {
		return err
	}
	if formats := []string{"text", "json", "github", "sarif"}; !slices.Contains(formats, *format) {
		return say.Usagef("--format is %s, not %q", strings.Join(formats, ", "), *format)
	}
	if *dry && !*fix {
		return say.Usagef("--dry-run goes with --fix")
	}
	if *fix && (*rev != "" || *since != "" || *links || *format != "text") {
		return say.Usagef("--fix changes the working tree, so that it does not go with --rev, --since, --links or --format")
	}
	if *format != "github" {
		*summary = ""
	}
	r, err := sys.Open(ctx, *repo)
	if err != nil {
		return err
	}
	defer r.Close()
	if *fix {
		return runFix(ctx, sys, r, *dry)
	}
	at, err := r.Target(ctx, *rev)
	if err != nil {
		return err
	}
	var ask linkcheck.Checker
	if *links {
		ask = linkcheck.Links
	}
	c, err := review.Check(ctx, r, at, ask)
	if err != nil {
		return err
	}
	if *since != "" {
		base, err := r.Target(ctx, *since)
		if err != nil {
			return err
		}
		if err := c.KeepSince(ctx, r, at, base); err != nil {
			return err
		}
	}
	c.Lang = sys.Lang
	if err := writeFindings(sys, r, c.Findings, *format, *summary); err != nil {
		return err
	}
	if c.Report != nil {
		c.Records = len(c.Report.Refs())
	}
	if _, err := fmt.Fprintln(sys.Stderr, c.Summary()); err != nil {
		return err
	}
	if !c.LeftOut.IsZero() && *format != "github" {
		if _, err := fmt.Fprintln(sys.Stderr, c.LeftOut.In(sys.Lang)); err != nil {
			return err
		}
	}
	if problem.Errors(c.Problems) > 0 {
		return console.ErrFound
	}
	return nil
}

// runFix makes the safe edits of all problems, or shows them, and prints what is left with
// the edits that somebody has to look at.
func runFix(ctx context.Context, sys console.System, r *edition.Repo, dry bool) error {
	if r.Root == "" {
		return say.Usagef("--fix needs a working tree")
	}
	f, err := review.Fix(ctx, r)
	if err != nil {
		return err
	}
	f.Lang = sys.Lang
	if dry {
		err = f.WriteDiff(sys.Stdout)
	} else if err = f.Apply(r.Root); err == nil {
		err = f.WriteText(sys.Stdout, sys.ColourOut)
	}
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(sys.Stderr, f.Said(dry).In(sys.Lang)); err != nil {
		return err
	}
	if !f.LeftOut.IsZero() {
		if _, err := fmt.Fprintln(sys.Stderr, f.LeftOut.In(sys.Lang)); err != nil {
			return err
		}
	}
	if problem.Errors(f.Problems) > 0 {
		return console.ErrFound
	}
	return nil
}

// writeFindings writes to stdout in one of the formats, and for GitHub the
// whole list to the file that summary names, if it names one.
func writeFindings(sys console.System, r *edition.Repo, f problem.Findings, format, summary string) error {
	switch format {
	case "json":
		return problem.WriteJSON(sys.Stdout, f)
	case "sarif":
		help, err := render.RulesPage(r.Root)
		if err != nil {
			return err
		}
		return problem.WriteSARIF(sys.Stdout, f, problem.Tool{Version: revision(), Rules: check.Described(sys.Lang), Help: help})
	case "github":
		if summary != "" {
			if err := appendSummary(sys, f, summary); err != nil {
				return err
			}
		}
		return problem.WriteGitHub(sys.Stdout, f)
	}
	left := len(f.Problems) - len(console.FirstProblems(f.Problems))
	f.Problems = console.FirstProblems(f.Problems)
	if err := f.WriteText(sys.Stdout, sys.ColourOut); err != nil || left == 0 {
		return err
	}
	_, err := fmt.Fprintf(sys.Stdout, "\n%s\n", say.F("%s more; fix these first, or list all with --format json", say.N(left, "problem")).In(sys.Lang))
	return err
}

func appendSummary(sys console.System, f problem.Findings, name string) (err error) {
	name = sys.Path(name)
	file, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return problem.WriteMarkdown(io.Writer(file), f)
}
