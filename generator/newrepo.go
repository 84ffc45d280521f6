package main

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"rapporteur/generator/edition"
	"rapporteur/generator/gitcmd"
	"rapporteur/generator/newreport"
	"rapporteur/generator/report"
)

// question is a value that a verb needs and asks for where it was not given.
type question struct {
	flag     string // without the dashes
	ask      string
	example  string
	optional bool
	when     func() bool // whether it is a question at all; nil: always
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
		if q.when != nil && !q.when() {
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

// setup is what init and carry-over start from.
type setup struct {
	from    *edition.Repo   // the repository named by --from or the one here; nil if there is none; to be closed
	dir     string          // of the new repository
	there   bool            // dir is there already, and empty
	program *report.Program // that the new report is built with
}

func (b *setup) Close() error {
	if b.from == nil {
		return nil
	}
	return b.from.Close()
}

// begin checks that a new repository can be made in the folder that the arguments
// name, and finds out which program its report is built with. from is the
// repository that --from names, and program what --program says; either may be
// empty. With needed, there must be a repository.
func begin(ctx context.Context, sys system, verb string, args []string, from, program string, needed bool) (_ *setup, err error) {
	if len(args) == 0 {
		return nil, usagef(verb, "the folder of the new repository is missing")
	}
	b := new(setup)
	if b.from, err = openRepo(ctx, sys, cmp.Or(from, "."), false); err != nil {
		if from != "" || needed {
			return nil, err
		}
		b.from = nil
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, b.Close())
		}
	}()
	if b.dir = args[0]; !filepath.IsAbs(b.dir) {
		b.dir = filepath.Join(sys.dir, b.dir)
	}
	if b.there, err = newreport.EmptyFolder(b.dir, b.from); err != nil {
		return nil, err
	}
	if b.from != nil {
		if b.program, err = newreport.ProgramIn(ctx, b.from); err != nil {
			return nil, err
		}
		if b.program == nil && needed {
			named, err := namedProgram(ctx, b.from)
			switch {
			case err == nil:
				b.program = named
			case program == "": // else the flag says what program.toml does not
				return nil, fmt.Errorf("%w, or pass --program ADDRESS@COMMIT", err)
			}
		}
		if b.program == nil && from != "" && !needed {
			return nil, fmt.Errorf("there is no program in %s; name the repository of the program with --from", b.from.Location)
		}
	}
	if b.program == nil {
		b.program = builtFrom()
	}
	if program != "" {
		if b.program, err = newreport.ParseProgramFlag(program, *b.program); err != nil {
			return nil, usagef(verb, "--program: %v", err)
		}
	}
	return b, nil
}

// namedProgram is what program.toml says in the last commit of a report.
func namedProgram(ctx context.Context, r *edition.Repo) (*report.Program, error) {
	head, err := r.Resolve(ctx, "HEAD")
	if errors.Is(err, edition.ErrNoCommits) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return report.ReadProgram(r.Tree(head.Commit))
}

// finish commits a new repository, where git knows who its author is, and says
// what comes next.
func finish(ctx context.Context, sys system, b *setup, message string) error {
	dir := b.dir
	commit := ""
	// Without this git would make up an author from the name of the machine.
	if _, err := gitcmd.Run(ctx, dir, "-c", "user.useConfigOnly=true", "commit", "-q", "-m", message); err != nil {
		fmt.Fprintf(sys.stderr, "nothing was committed, because git failed:\n%v\n\n", err)
		commit = fmt.Sprintf("\n  git config user.name \"…\" && git config user.email \"…\"\n  git commit -m %q", message)
	}
	program := ""
	if b.program.Repository == "" || b.program.Commit == "" {
		program = "\n  enter in program.toml where the program comes from, which the workflows fetch"
	}
	fmt.Fprintf(sys.stderr, `next:
  cd %s%s%s
  rapporteur check    # what is still missing
  rapporteur build    # the site, in public/
`, dir, commit, program)
	_, err := fmt.Fprintln(sys.stdout, dir)
	return err
}
