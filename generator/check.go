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
	"rapporteur/generator/render"
	"rapporteur/generator/review"
)

func runCheck(ctx context.Context, sys system, args []string) error {
	flags := flag.NewFlagSet("check", flag.ContinueOnError)
	repo := flags.String("repo", ".", "")
	rev := flags.String("rev", "", "")
	since := flags.String("since", "", "")
	format := flags.String("format", "text", "")
	links := flags.Bool("links", false, "")
	summary := flags.String("summary", sys.summary, "")
	if _, err := parse("check", flags, args, 0); err != nil {
		return err
	}
	if formats := []string{"text", "json", "github", "sarif"}; !slices.Contains(formats, *format) {
		return usagef("check", "--format is %s, not %q", strings.Join(formats, ", "), *format)
	}
	if *format != "github" {
		*summary = ""
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
