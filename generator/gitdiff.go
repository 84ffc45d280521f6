package main

import (
	"context"
	"flag"
	"os"

	"rapporteur/generator/diff"
)

func runGitDiff(_ context.Context, sys system, args []string) error {
	rest, err := parse("git-diff", flag.NewFlagSet("git-diff", flag.ContinueOnError), args, 9)
	if err != nil {
		return err
	}
	if len(rest) != 7 && len(rest) != 9 {
		return usagef("git-diff", "git calls this with seven arguments, or nine for a file that was renamed; there are %d", len(rest))
	}
	name := rest[0]
	before, err := gitFile(sys, rest[1])
	if err != nil {
		return err
	}
	after, err := gitFile(sys, rest[4])
	if err != nil {
		return err
	}
	newName := name
	if len(rest) == 9 {
		newName = rest[7]
	}
	return diff.WriteFiles(sys.stdout, diff.File{Name: name, Data: before}, diff.File{Name: newName, Data: after}, sys.lang, sys.colourOut || sys.paged)
}

// gitFile reads a file that git names; nil for one that is not there.
func gitFile(sys system, name string) ([]byte, error) {
	if name == os.DevNull {
		return nil, nil
	}
	name = sys.path(name)
	b, err := os.ReadFile(name)
	if b == nil && err == nil {
		b = []byte{}
	}
	return b, err
}
