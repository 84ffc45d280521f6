package main

import (
	"context"
	"fmt"
	"path/filepath"

	"rapporteur/generator/edition"
	"rapporteur/generator/problem"
)

// openRepo opens a repository by its path, taken from the working directory,
// or by its URL, which is mirrored in the user's cache folder. With fresh a
// mirror is rebuilt.
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
	fmt.Fprintf(sys.stderr, "\n%s\n", problem.Count(ps))
	if problem.Errors(ps) > 0 {
		return errFound
	}
	return nil
}

// path is the path of a file that an argument names.
func (sys system) path(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(sys.dir, name)
}
