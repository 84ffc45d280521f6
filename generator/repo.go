package main

import (
	"context"
	"fmt"
	"strings"

	"rapporteur/generator/edition"
	"rapporteur/generator/problem"
)

// openRepo opens a repository by its path, taken from the working directory,
// or by its URL, which is mirrored in the user's cache folder. With fresh a
// mirror is made anew.
func openRepo(ctx context.Context, sys system, location string, fresh bool) (*edition.Repo, error) {
	return edition.Open(ctx, location, edition.Options{Dir: sys.dir, CacheDir: sys.cache, Fresh: fresh, Progress: sys.stderr})
}

// printProblems writes problems for a person to stderr, with a line that
// counts them, and returns errFound if one of them is an error.
func printProblems(sys system, ps []problem.Problem) error {
	if len(ps) == 0 {
		return nil
	}
	if err := problem.WriteText(sys.stderr, ps, sys.colour); err != nil {
		return err
	}
	errs := problem.Errors(ps)
	var parts []string
	if errs > 0 {
		parts = append(parts, plural(errs, "error"))
	}
	if n := len(ps) - errs; n > 0 {
		parts = append(parts, plural(n, "warning"))
	}
	fmt.Fprintf(sys.stderr, "\n%s\n", strings.Join(parts, " and "))
	if errs > 0 {
		return errFound
	}
	return nil
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
