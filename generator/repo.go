package main

import (
	"context"
	"os"
	"path/filepath"

	"rapporteur/generator/edition"
	"rapporteur/generator/problem"
	"rapporteur/generator/publish"
	"rapporteur/generator/say"
	"rapporteur/generator/verify"
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
	if err := (problem.Findings{Problems: first(ps), Lang: sys.lang}).WriteText(sys.stderr, sys.colour); err != nil {
		return err
	}
	if left := len(ps) - mostPrinted; left > 0 {
		sys.tell("%s more; fix these first", say.N(left, "problem"))
	}
	sys.tell("\n%s", problem.Count(ps))
	if problem.Errors(ps) > 0 {
		return errFound
	}
	return nil
}

// location is the path of a folder or file that an argument names, or the address as it is.
func (sys system) location(name string) string {
	if verify.IsURL(name) {
		return name
	}
	return sys.path(name)
}

// write writes a file that an argument names, whole or not at all. Where something other than
// a regular file is there, such as /dev/stdout, it writes to that.
func (sys system) write(name string, data []byte) error {
	name = sys.path(name)
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return os.WriteFile(name, data, 0o644)
	}
	if to, err := filepath.EvalSymlinks(name); err == nil {
		name = to
	}
	return publish.ReplaceFile(name, data)
}

// path is the path of a file that an argument names.
func (sys system) path(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(sys.dir, name)
}
