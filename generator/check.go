package main

import (
	"context"
	"flag"
	"fmt"

	"rapporteur/generator/check"
	"rapporteur/generator/problem"
)

const checkUsage = `usage: rapporteur check [--repo R] [--rev REV]

Reads the data of the working tree, or of a revision, and prints every problem
with its place, the line and how to mend it.

  --repo R     a folder in a git repository, or the URL of one (default: here)
  --rev REV    a revision: draft, current, an edition, a tag, a branch or a
               commit (default: the working tree)

Exit status: 0 no error, 1 errors found, 2 the data cannot be read.
`

func runCheck(ctx context.Context, sys system, args []string) error {
	fs := flag.NewFlagSet("check", flag.ContinueOnError)
	repo := fs.String("repo", ".", "")
	rev := fs.String("rev", "", "")
	if _, err := parse("check", fs, args, 0); err != nil {
		return err
	}
	r, err := openRepo(ctx, sys, *repo, false)
	if err != nil {
		return err
	}
	defer r.Close()
	at, err := findTip(ctx, r, *rev)
	if err != nil {
		return err
	}
	rep, ps, err := at.load(ctx, r)
	if err != nil {
		return err
	}
	if rep != nil {
		ps = append(ps, check.Run(rep, check.Rules())...)
	}
	ps = problem.Sort(ps)
	if err := printProblems(sys, ps); err != nil {
		return err
	}
	if len(ps) == 0 {
		_, err = fmt.Fprintf(sys.stderr, "no problems in %s\n", plural(len(rep.Refs()), "record"))
	}
	return err
}
