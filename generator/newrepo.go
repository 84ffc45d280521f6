package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
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

// openProgram opens the repository that the program is taken from.
func openProgram(ctx context.Context, sys system, from string) (*edition.Repo, error) {
	r, err := openRepo(ctx, sys, from, false)
	if err != nil && from == "." {
		return nil, fmt.Errorf("a new report takes its program from the repository of another one, and here is none; name one with --from (%w)", err)
	}
	return r, err
}

// setup is what init and carry-over start from.
type setup struct {
	from  *edition.Repo    // that the program is taken from; to be closed
	dir   string           // of the new repository
	there bool             // dir is there already, and empty
	files []newreport.File // the program and the site
}

// begin checks that a new repository can be made in the folder that the
// arguments name, with the program of the repository from.
func begin(ctx context.Context, sys system, verb string, args []string, from string) (_ *setup, err error) {
	if len(args) == 0 {
		return nil, usagef(verb, "the folder of the new repository is missing")
	}
	b := new(setup)
	if b.from, err = openProgram(ctx, sys, from); err != nil {
		return nil, err
	}
	if b.dir = args[0]; !filepath.IsAbs(b.dir) {
		b.dir = filepath.Join(sys.dir, b.dir)
	}
	if b.there, err = newreport.EmptyFolder(b.dir, b.from); err == nil {
		b.files, err = newreport.ProgramOf(ctx, b.from)
	}
	if err != nil {
		return nil, errors.Join(err, b.from.Close())
	}
	return b, nil
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
