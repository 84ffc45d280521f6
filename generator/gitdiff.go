package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"github.com/aymanbagabas/go-udiff"

	"rapporteur/generator/diff"
	"rapporteur/generator/report"
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
	from, problems := report.LoadFile(name, before)
	to, more := report.LoadFile(newName, after)
	if problems = append(problems, more...); len(problems) > 0 {
		if _, err := fmt.Fprintf(sys.stdout, "%s: %s; shown by lines\n", problems[0].Pos, problems[0].Message); err != nil {
			return err
		}
		_, err := fmt.Fprint(sys.stdout, udiff.Unified("a/"+name, "b/"+newName, string(before), string(after)))
		return err
	}
	changes := diff.Compare(from, to)
	if changes.Empty() {
		_, err := fmt.Fprintf(sys.stdout, "%s: no change in meaning\n", newName)
		return err
	}
	changes.From.Name, changes.To.Name = "a/"+name, "b/"+newName
	return diff.WriteText(sys.stdout, changes, sys.colourOut || sys.paged)
}

// gitFile reads a file that git names; nil for one that is not there.
func gitFile(sys system, name string) ([]byte, error) {
	if name == os.DevNull {
		return nil, nil
	}
	if !filepath.IsAbs(name) {
		name = filepath.Join(sys.dir, name)
	}
	b, err := os.ReadFile(name)
	if b == nil && err == nil {
		b = []byte{}
	}
	return b, err
}
