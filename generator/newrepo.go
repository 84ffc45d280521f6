package main

import (
	"context"
	"errors"
	"fmt"

	"rapporteur/generator/edition"
	"rapporteur/generator/newreport"
)

// begin prepares the new repository in the folder that the arguments name. from is what
// --from says, and program what --program says; either may be empty. With needed, there
// must be a report that the new one continues.
func begin(ctx context.Context, sys system, verb string, args []string, from, program string, needed bool) (*newreport.Setup, error) {
	if len(args) == 0 {
		return nil, usagef(verb, "the folder of the new repository is missing")
	}
	b, err := newreport.Begin(ctx, newreport.Place{
		Dir: sys.path(args[0]), From: from, Needed: needed, Named: program != "", Built: builtFrom(),
		Open: func(ctx context.Context, location string) (*edition.Repo, error) {
			return openRepo(ctx, sys, location, false)
		},
	})
	if err != nil || program == "" {
		return b, err
	}
	if b.Program, err = newreport.ParseProgramFlag(program, *b.Program); err != nil {
		return nil, errors.Join(usagef(verb, "--program: %v", err), b.Close())
	}
	return b, nil
}

// asUsage turns an error into a usageError where newreport says that it is one.
func asUsage(verb string, err error) error {
	var usage *newreport.UsageError
	if errors.As(err, &usage) {
		return usagef(verb, "%v", err)
	}
	return err
}

// finish commits a new repository and prints where it is.
func finish(ctx context.Context, sys system, b *newreport.Setup, message string) error {
	b.Commit(ctx, sys.stderr, message)
	_, err := fmt.Fprintln(sys.stdout, b.Dir)
	return err
}
