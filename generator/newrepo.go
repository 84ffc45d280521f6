package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"rapporteur/generator/edition"
	"rapporteur/generator/gitcmd"
	"rapporteur/generator/newreport"
)

// question is a value that a verb needs and asks for where it was not given.
type question struct {
	flag     string // without the dashes
	ask      string
	example  string
	optional bool
	word     *string
	parse    func(string) error // keeps the value
}

// answer takes what the flags gave and asks for the rest, if there is somebody
// to ask. A wrong answer is asked for again; a wrong flag is an error.
func answer(ctx context.Context, sys system, verb string, asks bool, questions []question) error {
	var missing []string
	in := bufio.NewScanner(sys.stdin)
	for _, q := range questions {
		if *q.word != "" {
			if err := q.parse(*q.word); err != nil {
				return usagef(verb, "--%s: %v", q.flag, err)
			}
			continue
		}
		if !asks {
			if !q.optional {
				missing = append(missing, "--"+q.flag+" "+q.example)
			}
			continue
		}
		for {
			if err := ctx.Err(); err != nil {
				return err
			}
			fmt.Fprintf(sys.stderr, "%s (such as %s): ", q.ask, q.example)
			if !in.Scan() {
				fmt.Fprintln(sys.stderr)
				if err := in.Err(); err != nil {
					return err
				}
				return usagef(verb, "input ended before --%s", q.flag)
			}
			word := strings.TrimSpace(in.Text())
			if word == "" && q.optional {
				break
			}
			err := q.parse(word)
			if err == nil {
				break
			}
			fmt.Fprintln(sys.stderr, err)
		}
	}
	if len(missing) > 0 {
		return usagef(verb, "not a terminal: pass %s", strings.Join(missing, ", "))
	}
	return nil
}

// newFolder is the folder of a new repository: one that is not there yet, or
// that is empty, and not inside the repository that the program is taken from.
func newFolder(sys system, name string, from *edition.Repo) (dir string, there bool, err error) {
	dir = name
	if !filepath.IsAbs(dir) {
		dir = filepath.Join(sys.dir, dir)
	}
	if from.Root != "" {
		rel, err := filepath.Rel(from.Root, dir)
		if err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
			return "", false, fmt.Errorf("%s is inside the repository %s; name a folder next to it, such as ../%s", dir, from.Root, filepath.Base(dir))
		}
	}
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, os.ErrNotExist):
		return dir, false, nil
	case err != nil:
		return "", false, fmt.Errorf("%s cannot hold a new repository: %w", dir, err)
	case len(entries) > 0:
		return "", false, fmt.Errorf("%s is not empty; name a folder that is, or one that is not there yet", dir)
	}
	return dir, true, nil
}

// program are the files of the program and the site, as they are committed in
// a repository.
func program(ctx context.Context, r *edition.Repo) ([]newreport.File, error) {
	head, err := r.Resolve(ctx, "HEAD")
	if err != nil {
		return nil, err
	}
	files, err := newreport.Program(r.Tree(head.Commit))
	if err != nil {
		return nil, fmt.Errorf("%s: %w; name the repository of another report with --from", r.Location, err)
	}
	return files, nil
}

// openProgram opens the repository that the program is taken from.
func openProgram(ctx context.Context, sys system, from string) (*edition.Repo, error) {
	r, err := openRepo(ctx, sys, from, false)
	if err != nil && from == "." {
		return nil, fmt.Errorf("a new report takes its program from the repository of another one, and here is none; name one with --from (%w)", err)
	}
	return r, err
}

// A beginning is what init and carry-over start from.
type beginning struct {
	from  *edition.Repo    // that the program is taken from; to be closed
	dir   string           // of the new repository
	there bool             // dir is there already, and empty
	files []newreport.File // the program and the site
}

// begin checks that a new repository can be made in the folder that the
// arguments name, with the program of the repository from.
func begin(ctx context.Context, sys system, verb string, args []string, from string) (_ *beginning, err error) {
	if len(args) == 0 {
		return nil, usagef(verb, "the folder of the new repository is missing")
	}
	b := new(beginning)
	if b.from, err = openProgram(ctx, sys, from); err != nil {
		return nil, err
	}
	if b.dir, b.there, err = newFolder(sys, args[0], b.from); err == nil {
		b.files, err = program(ctx, b.from)
	}
	if err != nil {
		return nil, errors.Join(err, b.from.Close())
	}
	return b, nil
}

// writeRepository writes the files of a new repository. What it began and
// could not finish it takes away again.
func writeRepository(ctx context.Context, dir string, there bool, files []newreport.File) (err error) {
	defer func() {
		if err == nil {
			return
		}
		if !there {
			err = errors.Join(err, os.RemoveAll(dir))
			return
		}
		entries, readErr := os.ReadDir(dir)
		err = errors.Join(err, readErr)
		for _, e := range entries {
			err = errors.Join(err, os.RemoveAll(filepath.Join(dir, e.Name())))
		}
	}()
	for _, f := range files {
		if err := ctx.Err(); err != nil {
			return err
		}
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		mode := os.FileMode(0o644)
		if f.Executable {
			mode = 0o755
		}
		if err := os.WriteFile(name, f.Data, mode); err != nil {
			return err
		}
	}
	for _, args := range [][]string{{"init", "-q"}, {"symbolic-ref", "HEAD", "refs/heads/main"}, {"add", "-A"}} {
		if _, err := gitcmd.Run(ctx, dir, args...); err != nil {
			return err
		}
	}
	return nil
}

// finish commits a new repository, where git knows who its author is, and says
// what comes next.
func finish(ctx context.Context, sys system, dir, message string) error {
	commit := ""
	// Without this git would make up an author from the name of the machine.
	if _, err := gitcmd.Run(ctx, dir, "-c", "user.useConfigOnly=true", "commit", "-q", "-m", message); err != nil {
		fmt.Fprintf(sys.stderr, "nothing was committed, because git failed:\n%v\n\n", err)
		commit = fmt.Sprintf("\n  git config user.name \"…\" && git config user.email \"…\"\n  git commit -m %q", message)
	}
	fmt.Fprintf(sys.stderr, `next:
  cd %s%s
  go run ./generator check    # what is still missing
  go run ./generator build    # the site, in public/
`, dir, commit)
	_, err := fmt.Fprintln(sys.stdout, dir)
	return err
}
