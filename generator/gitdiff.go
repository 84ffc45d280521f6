package main

import (
	"context"
	"flag"
	"os"

	"rapporteur/generator/console"
	"rapporteur/generator/diff"
	"rapporteur/generator/say"
)

func runGitDiff(_ context.Context, sys console.System, args []string) error {
	rest, err := console.Parse(flag.NewFlagSet("git-diff", flag.ContinueOnError), args, 9)
	if err != nil {
		return err
	}
	if len(rest) != 7 && len(rest) != 9 {
		return say.Usagef("git calls this with seven arguments, or nine for a file that was renamed; there are %d", len(rest))
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
	return diff.WriteFiles(sys.Stdout, diff.File{Name: name, Data: before}, diff.File{Name: newName, Data: after}, sys.Lang, sys.ColourOut || sys.Paged)
}

// gitFile reads a file that git names; nil for one that is not there.
func gitFile(sys console.System, name string) ([]byte, error) {
	if name == os.DevNull {
		return nil, nil
	}
	name = sys.Path(name)
	b, err := os.ReadFile(name)
	if b == nil && err == nil {
		b = []byte{}
	}
	return b, err
}
