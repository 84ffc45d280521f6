package newreport

import (
	"cmp"
	"context"
	"errors"
	"fmt"

	"rapporteur/generator/console"
	"rapporteur/generator/edition"
	"rapporteur/generator/gitcmd"
	"rapporteur/generator/problem"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// Place says where a new repository is made and what it comes from.
type Place struct {
	Dir    string // of the new repository, absolute
	From   string // repository that --from names; empty: the one here
	Needed bool   // there must be a report in From, which the new one continues
	Named  bool   // --program says what the report is built with
	Built  *report.Program
	Open   func(ctx context.Context, location string) (*edition.Repo, error)
}

// Setup is what init and carry-over start from.
type Setup struct {
	Dir     string
	From    *edition.Repo   // nil if there is none; Close closes it
	Program *report.Program // that the new report is built with
	there   bool            // Dir is there already, and empty
}

// Close closes the repository that the setup comes from.
func (s *Setup) Close() error {
	if s.From == nil {
		return nil
	}
	return s.From.Close()
}

// Begin checks that a new repository can be made, and finds out which program its report
// is built with: that of the repository it comes from, or Built.
func Begin(ctx context.Context, p Place) (_ *Setup, err error) {
	s := &Setup{Dir: p.Dir}
	if s.From, err = p.Open(ctx, cmp.Or(p.From, ".")); err != nil {
		if p.From != "" || p.Needed {
			return nil, err
		}
		s.From = nil
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, s.Close())
		}
	}()
	if s.there, err = EmptyFolder(s.Dir, s.From); err != nil {
		return nil, err
	}
	if s.From != nil {
		if s.Program, err = ProgramIn(ctx, s.From); err != nil {
			return nil, err
		}
		if s.Program == nil && p.Needed {
			named, err := namedProgram(ctx, s.From)
			switch {
			case err == nil:
				s.Program = named
			case !p.Named: // else the flag says what program.toml does not
				return nil, say.Errorf("%v, or pass --program ADDRESS@COMMIT", err)
			}
		}
		if s.Program == nil && p.From != "" && !p.Needed {
			return nil, say.Errorf("there is no program in %s; name the repository of the program with --from", s.From.Location)
		}
	}
	if s.Program == nil {
		s.Program = p.Built
	}
	return s, nil
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

// Write writes the files of the new repository.
func (s *Setup) Write(ctx context.Context, files []File) error {
	return WriteRepository(ctx, s.Dir, s.there, files)
}

// Commit commits the new repository, where git knows who its author is, and says what
// comes next.
func (s *Setup) Commit(ctx context.Context, sys console.System, message string) {
	steps := []string{"cd " + s.Dir}
	// Without this git would make up an author from the name of the machine.
	if _, err := gitcmd.Run(ctx, s.Dir, "-c", "user.useConfigOnly=true", "commit", "-q", "-m", message); err != nil {
		sys.Tell("nothing was committed, because git failed:\n%v\n", err)
		steps = append(steps, `git config user.name "…" && git config user.email "…"`, fmt.Sprintf("git commit -m %q", message))
	}
	sys.Tell("next:")
	for _, step := range steps {
		fmt.Fprintln(sys.Stderr, "  "+step)
	}
	if s.Program.Repository == "" || s.Program.Commit == "" {
		sys.Tell("  enter in program.toml where the program comes from, which the workflows fetch")
	}
	sys.Tell("  rapporteur check    # what is still missing")
	sys.Tell("  rapporteur build    # the site, in public/")
}

// LastEdition returns the current edition of a repository, without its address, and what
// it says. Where it cannot be read old is nil and there are problems.
func LastEdition(ctx context.Context, r *edition.Repo) (last report.Continues, old *report.Report, problems []problem.Problem, err error) {
	series, err := r.Series(ctx, "")
	if err != nil {
		return last, nil, nil, err
	}
	e := series.Current()
	if e == nil {
		return last, nil, nil, say.Errorf("no edition was issued yet, so there is nothing to carry over; begin a report with init, or issue an edition first")
	}
	old, problems, err = e.Target().Load(ctx, r)
	last = report.Continues{Edition: e.ID, AsAt: e.AsAt, Commit: e.Commit}
	if old != nil {
		last.Reference, last.Title = old.Meta.Reference, old.Meta.Title
	}
	return last, old, problem.Sort(problems), err
}
