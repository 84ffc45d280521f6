package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rapporteur/generator/diff"
	"rapporteur/generator/edition"
	"rapporteur/generator/problem"
	"rapporteur/generator/report"
)

func runDiff(ctx context.Context, sys system, args []string) error {
	flags := flag.NewFlagSet("diff", flag.ContinueOnError)
	location := flags.String("repo", ".", "")
	format := flags.String("format", "text", "")
	exitCode := flags.Bool("exit-code", false, "")
	rest, err := parse("diff", flags, args, 2)
	if err != nil {
		return err
	}
	if formats := []string{"text", "markdown", "json", "html"}; !slices.Contains(formats, *format) {
		return usagef("diff", "--format is %s, not %q", strings.Join(formats, ", "), *format)
	}
	from, to, base, err := sidesOf(rest)
	if err != nil {
		return err
	}
	r, err := openRepo(ctx, sys, *location, false)
	if err != nil {
		return err
	}
	d := &differ{sys: sys, home: r, open: map[string]*edition.Repo{}}
	defer d.close()

	a, err := d.find(ctx, from)
	if err != nil {
		return err
	}
	b, err := d.find(ctx, to)
	if err != nil {
		return err
	}
	if base {
		if a, err = d.mergeBase(ctx, a, b); err != nil {
			return err
		}
	}
	x, err := d.load(ctx, a)
	if err != nil {
		return err
	}
	y, err := d.load(ctx, b)
	if err != nil {
		return err
	}
	c := diff.Compare(x, y)
	c.From.Name, c.From.Commit = a.name, a.Commit
	c.To.Name, c.To.Commit = b.name, b.Commit
	switch *format {
	case "markdown":
		err = diff.WriteMarkdown(sys.stdout, c, "go run ./generator diff "+a.again()+" "+b.again())
	case "json":
		err = diff.WriteJSON(sys.stdout, c)
	case "html":
		err = diff.WriteHTML(sys.stdout, c)
	default:
		err = diff.WriteText(sys.stdout, c, sys.colourOut)
	}
	if err == nil && *exitCode && !c.Empty() {
		err = errFound
	}
	return err
}

// sidesOf reads the arguments. Base says that what is meant is the commit
// where to left from.
func sidesOf(args []string) (from, to string, base bool, err error) {
	from, to = "current", "draft"
	set := func(side *string, s string) {
		if s != "" {
			*side = s
		}
	}
	switch len(args) {
	case 2:
		set(&from, args[0])
		set(&to, args[1])
		for _, side := range args {
			if _, _, dots := splitRange(side); dots > 0 {
				return "", "", false, usagef("diff", "%q names both sides already", side)
			}
		}
	case 1:
		a, b, dots := splitRange(args[0])
		set(&from, a)
		set(&to, b)
		base = dots == 3
	}
	return from, to, base, nil
}

// splitRange splits "A..B" and "A...B". Dots of a path, as in ../other, are
// not meant.
func splitRange(s string) (a, b string, dots int) {
	for i := 0; i+1 < len(s); i++ {
		if s[i] != '.' || s[i+1] != '.' {
			continue
		}
		end := i + 2
		for end < len(s) && s[end] == '.' {
			end++
		}
		inPath := i > 0 && s[i-1] == '/' || end < len(s) && s[end] == '/' || s == ".."
		if n := end - i; !inPath && (n == 2 || n == 3) {
			return s[:i], s[end:], n
		}
		i = end - 1
	}
	return s, "", 0
}

// differ finds and loads what is compared.
type differ struct {
	sys  system
	home *edition.Repo
	open map[string]*edition.Repo // others, by location
}

func (d *differ) close() {
	d.home.Close()
	for _, r := range d.open {
		r.Close()
	}
}

// state is a state of a report.
type state struct {
	edition.Target
	repo   *edition.Repo
	name   string // for people
	asked  string
	issued bool // an edition that name is the id of
	there  bool // in a repository of its own
}

// again is the state as an argument that means the same later.
func (s state) again() string {
	switch {
	case s.Commit == "" || s.there:
		return s.asked
	case s.issued:
		return s.name
	}
	return s.Commit[:12]
}

// find reads a side: a revision of the repository at hand, and where there is
// none of that name, a repository.
func (d *differ) find(ctx context.Context, side string) (state, error) {
	unknown := error(nil)
	if !strings.Contains(side, "://") {
		found, err := d.home.Resolve(ctx, side)
		if err == nil {
			return stateOf(found, d.home, side, false), nil
		}
		if !errors.Is(err, edition.ErrUnknownRevision) {
			return state{}, err
		}
		unknown = err
	}
	location, rev := side, ""
	if at := strings.LastIndex(side, "@"); at > strings.LastIndex(side, "://")+2 && !d.isFolder(side) {
		location, rev = side[:at], side[at+1:]
		// In user@host:path the at sign is part of the address.
		if strings.Contains(location, "://") && !strings.Contains(location[strings.Index(location, "://")+3:], "/") {
			location, rev = side, ""
		}
	}
	if unknown != nil && !d.isFolder(location) {
		return state{}, unknown
	}
	r := d.open[location]
	if r == nil {
		var err error
		if r, err = openRepo(ctx, d.sys, location, false); err != nil {
			return state{}, err
		}
		d.open[location] = r
	}
	if rev == "" {
		rev = "draft"
	}
	found, err := r.Resolve(ctx, rev)
	if err != nil {
		return state{}, err
	}
	return stateOf(found, r, side, true), nil
}

func stateOf(found edition.Revision, r *edition.Repo, side string, there bool) state {
	s := state{Target: edition.Target{Commit: found.Commit}, repo: r, name: side, asked: side, there: there}
	if found.Edition != nil && !there {
		s.name, s.issued = found.Edition.ID, true
	} else if found.Commit == side {
		s.name = side[:12] // workflows name commits by their whole hash
	}
	return s
}

func (d *differ) isFolder(name string) bool {
	if !filepath.IsAbs(name) {
		name = filepath.Join(d.sys.dir, name)
	}
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// mergeBase is the state at which b left a. A working tree is on what is
// checked out.
func (d *differ) mergeBase(ctx context.Context, a, b state) (state, error) {
	if a.repo != b.repo {
		return state{}, usagef("diff", "%s and %s are of two repositories, which have no common history; compare them with two dots", a.asked, b.asked)
	}
	commit := func(s state) (string, error) {
		if s.Commit != "" {
			return s.Commit, nil
		}
		head, err := s.repo.Resolve(ctx, "HEAD")
		return head.Commit, err
	}
	x, err := commit(a)
	if err != nil {
		return state{}, err
	}
	y, err := commit(b)
	if err != nil {
		return state{}, err
	}
	base, err := a.repo.MergeBase(ctx, x, y)
	if err != nil {
		return state{}, err
	}
	return state{Target: edition.Target{Commit: base}, repo: a.repo, name: base[:12], asked: base[:12]}, nil
}

// load reads the data of a state. Where it has errors they are printed.
func (d *differ) load(ctx context.Context, s state) (*report.Report, error) {
	r, ps, err := s.Target.Load(ctx, s.repo)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", s.name, err)
	}
	if r != nil {
		return r, nil
	}
	if err := problem.WriteText(d.sys.stderr, ps, d.sys.colour); err != nil {
		return nil, err
	}
	return nil, fmt.Errorf("cannot compare %s: fix its %s first", s.name, problem.Plural(problem.Errors(ps), "error"))
}
