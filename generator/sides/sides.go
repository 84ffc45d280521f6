// Package sides finds the two states of a report that diff and preview compare.
package sides

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"rapporteur/generator/credentials"
	"rapporteur/generator/edition"
)

// Parse parses the arguments. base is true if from is replaced by the commit from
// which to branched off.
func Parse(args []string) (from, to string, base bool, err error) {
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
				return "", "", false, sideUsagef("%q names both sides already", side)
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

// splitRange splits "A..B" and "A...B", but not the dots of a path such as
// ../other.
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

// Finder finds the states to compare.
type Finder struct {
	home  *edition.Repo
	dir   string // relative locations start here
	other func(ctx context.Context, location string) (*edition.Repo, error)
	open  map[string]*edition.Repo // others, by location
}

// Close closes all repositories.
func (d *Finder) Close() {
	d.home.Close()
	for _, r := range d.open {
		r.Close()
	}
}

// NewFinder returns a Finder for the repository home, which it closes. other opens
// another repository by its location.
func NewFinder(home *edition.Repo, dir string, other func(ctx context.Context, location string) (*edition.Repo, error)) *Finder {
	return &Finder{home: home, dir: dir, other: other, open: map[string]*edition.Repo{}}
}

// UsageError reports arguments that cannot be compared.
type UsageError struct{ msg string }

func (e *UsageError) Error() string { return e.msg }

func sideUsagef(format string, args ...any) error { return &UsageError{fmt.Sprintf(format, args...)} }

// State is a state of a report in a repository.
type State struct {
	edition.Target
	Repo   *edition.Repo
	Name   string // for people
	asked  string
	issued bool // Name is the id of an edition
	there  bool // in another repository
}

// Argument returns an argument that still means the state later.
func (s State) Argument() string {
	switch {
	case s.Commit == "" || s.there:
		return s.asked
	case s.issued:
		return s.Name
	}
	return s.Commit[:12]
}

// Find resolves a side: a revision of the home repository or, if there is none of that
// name, a repository.
func (d *Finder) Find(ctx context.Context, side string) (State, error) {
	unknown := error(nil)
	if !strings.Contains(side, "://") {
		found, err := d.home.Resolve(ctx, side)
		if err == nil {
			return StateOf(found, d.home, side, false), nil
		}
		if !errors.Is(err, edition.ErrUnknownRevision) {
			return State{}, err
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
		return State{}, unknown
	}
	r := d.open[location]
	if r == nil {
		var err error
		if r, err = d.other(ctx, location); err != nil {
			return State{}, err
		}
		d.open[location] = r
	}
	if rev == "" {
		rev = "draft"
	}
	found, err := r.Resolve(ctx, rev)
	if err != nil {
		return State{}, err
	}
	return StateOf(found, r, side, true), nil
}

// StateOf returns the state that side, as the user wrote it, resolved to; there says that
// r is another repository than the home one.
func StateOf(found edition.Revision, r *edition.Repo, side string, there bool) State {
	side = credentials.Redact(side)
	s := State{Target: found.Target(), Repo: r, Name: side, asked: side, there: there}
	if found.Edition != nil && !there {
		s.Name, s.issued = found.Edition.ID, true
	} else if found.Commit == side {
		s.Name = side[:12] // workflows name commits by their whole hash
	}
	return s
}

func (d *Finder) isFolder(name string) bool {
	if !filepath.IsAbs(name) {
		name = filepath.Join(d.dir, name)
	}
	info, err := os.Stat(name)
	return err == nil && info.IsDir()
}

// MergeBase returns the state from which b branched off a. For a working tree it uses
// the commit that is checked out.
func (d *Finder) MergeBase(ctx context.Context, a, b State) (State, error) {
	if a.Repo != b.Repo {
		return State{}, sideUsagef("%s and %s are of two repositories, which have no common history; compare them with two dots", a.asked, b.asked)
	}
	commit := func(s State) (string, error) {
		if s.Commit != "" {
			return s.Commit, nil
		}
		head, err := s.Repo.Resolve(ctx, "HEAD")
		return head.Commit, err
	}
	x, err := commit(a)
	if err != nil {
		return State{}, err
	}
	y, err := commit(b)
	if err != nil {
		return State{}, err
	}
	base, err := a.Repo.MergeBase(ctx, x, y)
	if err != nil {
		return State{}, err
	}
	return State{Target: edition.Target{Commit: base}, Repo: a.Repo, Name: base[:12], asked: base[:12]}, nil
}
