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
	if err := writeFindings(sys, r, c.Findings, *format, *summary); err != nil {
		return err
	}
	line := c.Summary()
	if rest, none := strings.CutPrefix(line, "no problems"); none && c.Report != nil {
		line = fmt.Sprintf("no problems in %s%s", problem.Plural(len(c.Report.Refs()), "record"), rest)
	}
	if _, err := fmt.Fprintln(sys.stderr, line); err != nil {
		return err
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
	verb := "made"
	if dry {
		verb = "would make"
	}
	if _, err := fmt.Fprintf(sys.stderr, "%s %s in %s; left: %s\n", verb, problem.Plural(f.Made, "change"), problem.Plural(len(f.Changes), "file"), f.Summary()); err != nil {
		return err
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
		return problem.WriteSARIF(sys.stdout, f, problem.Tool{Version: revision(), Rules: check.Described(), Help: help})
	case "github":
		if summary != "" {
			if err := appendSummary(sys, f, summary); err != nil {
				return err
			}
		}
		return problem.WriteGitHub(sys.stdout, f.Problems)
	}
	return f.WriteText(sys.stdout, sys.colourOut)
}

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
