package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rapporteur/generator/check"
	"rapporteur/generator/edition"
	"rapporteur/generator/linkcheck"
	"rapporteur/generator/problem"
	"rapporteur/generator/publish"
	"rapporteur/generator/render"
	"rapporteur/generator/review"
	"rapporteur/generator/say"

	"github.com/aymanbagabas/go-udiff"
)

func runCheck(ctx context.Context, sys system, args []string) error {
	flags := flag.NewFlagSet("check", flag.ContinueOnError)
	repo := flags.String("repo", ".", "")
	rev := flags.String("rev", "", "")
	since := flags.String("since", "", "")
	format := flags.String("format", "text", "")
	links := flags.Bool("links", false, "")
	fix := flags.Bool("fix", false, "")
	dry := flags.Bool("dry-run", false, "")
	summary := flags.String("summary", sys.summary, "")
	if _, err := parse("check", flags, args, 0); err != nil {
		return err
	}
	if formats := []string{"text", "json", "github", "sarif"}; !slices.Contains(formats, *format) {
		return usagef("check", "--format is %s, not %q", strings.Join(formats, ", "), *format)
	}
	if *dry && !*fix {
		return usagef("check", "--dry-run goes with --fix")
	}
	if *fix && (*rev != "" || *since != "" || *links || *format != "text") {
		return usagef("check", "--fix changes the working tree, so that it does not go with --rev, --since, --links or --format")
	}
	if *format != "github" {
		*summary = ""
	}
	r, err := openRepo(ctx, sys, *repo, false)
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
	c.Lang = sys.lang
	if err := writeFindings(sys, r, c.Findings, *format, *summary); err != nil {
		return err
	}
	if c.Report != nil {
		c.Records = len(c.Report.Refs())
	}
	if _, err := fmt.Fprintln(sys.stderr, c.Summary()); err != nil {
		return err
	}
	if !c.LeftOut.IsZero() && *format != "github" {
		if _, err := fmt.Fprintln(sys.stderr, c.LeftOut.In(sys.lang)); err != nil {
			return err
		}
	}
	if problem.Errors(c.Problems) > 0 {
		return errFound
	}
	return nil
}

// runFix makes the safe edits of all problems, or shows them, and prints what is left with
// the edits that somebody has to look at.
func runFix(ctx context.Context, sys system, r *edition.Repo, dry bool) error {
	if r.Root == "" {
		return usagef("check", "--fix needs a working tree")
	}
	f, err := review.Fix(ctx, r)
	if err != nil {
		return err
	}
	f.Lang = sys.lang
	for _, c := range f.Changes {
		if dry {
			if _, err := fmt.Fprint(sys.stdout, udiff.Unified("a/"+c.Name, "b/"+c.Name, string(c.Before), string(c.After))); err != nil {
				return err
			}
			continue
		}
		if err := publish.ReplaceFile(filepath.Join(r.Root, filepath.FromSlash(c.Name)), c.After); err != nil {
			return err
		}
	}
	if !dry {
		if err := f.WriteText(sys.stdout, sys.colourOut); err != nil {
			return err
		}
	}
	made := say.F("made %s in %s; left: %s", say.N(f.Made, "change"), say.N(len(f.Changes), "file"), f.Summary())
	if dry {
		made = say.F("would make %s in %s; left: %s", say.N(f.Made, "change"), say.N(len(f.Changes), "file"), f.Summary())
	}
	if _, err := fmt.Fprintln(sys.stderr, made.In(sys.lang)); err != nil {
		return err
	}
	if !f.LeftOut.IsZero() {
		if _, err := fmt.Fprintln(sys.stderr, f.LeftOut.In(sys.lang)); err != nil {
			return err
		}
	}
	if problem.Errors(f.Problems) > 0 {
		return errFound
	}
	return nil
}

// writeFindings writes to stdout in one of the formats, and for GitHub the
// whole list to the file that summary names, if it names one.
func writeFindings(sys system, r *edition.Repo, f problem.Findings, format, summary string) error {
	switch format {
	case "json":
		return problem.WriteJSON(sys.stdout, f)
	case "sarif":
		help, err := rulesPage(r)
		if err != nil {
			return err
		}
		return problem.WriteSARIF(sys.stdout, f, problem.Tool{Version: revision(), Rules: check.Described(sys.lang), Help: help})
	case "github":
		if summary != "" {
			if err := appendSummary(sys, f, summary); err != nil {
				return err
			}
		}
		return problem.WriteGitHub(sys.stdout, f)
	}
	left := len(f.Problems) - len(first(f.Problems))
	f.Problems = first(f.Problems)
	if err := f.WriteText(sys.stdout, sys.colourOut); err != nil || left == 0 {
		return err
	}
	_, err := fmt.Fprintf(sys.stdout, "\n%s\n", say.F("%s more; fix these first, or list all with --format json", say.N(left, "problem")).In(sys.lang))
	return err
}

// mostPrinted is how many problems are printed for a person, who reads no more at a time.
const mostPrinted = 500

// first are the problems that are printed for a person.
func first(ps []problem.Problem) []problem.Problem { return ps[:min(len(ps), mostPrinted)] }

func appendSummary(sys system, f problem.Findings, name string) (err error) {
	name = sys.path(name)
	file, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return problem.WriteMarkdown(io.Writer(file), f)
}

// rulesPage is the address of docs/rules.md, where config.toml says where the
// repository is; else it is empty.
func rulesPage(r *edition.Repo) (string, error) {
	if r.Root == "" {
		return "", nil
	}
	if _, err := os.Stat(filepath.Join(r.Root, "config.toml")); errors.Is(err, os.ErrNotExist) {
		return "", nil
	}
	config, err := render.ReadConfig(r.Root)
	if err != nil {
		return "", err
	}
	page, _, _ := strings.Cut(config.Repository.File("docs/rules.md", 1), "#")
	return page, nil
}
