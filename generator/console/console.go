// Package console is what all commands share: the streams, folders and settings that the
// program found on the machine, how flags are read, in which language messages are printed,
// and how problems and progress are shown.
package console

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"rapporteur/generator/edition"
	"rapporteur/generator/problem"
	"rapporteur/generator/publish"
	"rapporteur/generator/say"
)

// ErrFound says that problems or differences were found and have been printed.
var ErrFound = errors.New("problems found")

// System is everything that the program knows about the machine. No package below main
// reads the environment, the standard streams or the clock itself.
type System struct {
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Dir            string           // working directory
	Cache          string           // folder for mirrors; empty where the user has none
	Terminal       bool             // Stderr is a terminal
	Asks           bool             // ... and Stdin too: there is somebody to ask
	Colour         bool             // ... and takes colour
	ColourOut      bool             // Stdout is a terminal that takes colour
	Paged          bool             // Stdout goes to git's pager, which shows colour
	Summary        string           // file for the summary of a job on GitHub; empty elsewhere
	Browser        string           // path of a Chromium; empty where there is none
	Root           bool             // the program runs as root
	Locale         string           // language of the user's system, "C" if it has none; empty in tests, which read English
	Lang           string           // of messages; empty for English
	Now            func() time.Time // the clock
}

// Tell prints a line to Stderr, in the language of the user.
func (sys System) Tell(format string, args ...any) {
	fmt.Fprintln(sys.Stderr, say.F(format, args...).In(sys.Lang))
}

// Open opens a repository by its path, taken from the working directory,
// or by its URL, which is mirrored in the user's cache folder.
func (sys System) Open(ctx context.Context, location string) (*edition.Repo, error) {
	return sys.OpenFresh(ctx, location, false)
}

// OpenFresh is Open; with fresh a mirror is made again.
func (sys System) OpenFresh(ctx context.Context, location string, fresh bool) (*edition.Repo, error) {
	return edition.Open(ctx, location, edition.Options{Dir: sys.Dir, CacheDir: sys.Cache, Fresh: fresh, Progress: sys.Stderr})
}

// OpenAt is Open, with a revision of the repository as its target; empty for the working
// tree.
func (sys System) OpenAt(ctx context.Context, location, rev string) (*edition.Repo, edition.Target, error) {
	r, err := sys.Open(ctx, location)
	if err != nil {
		return nil, edition.Target{}, err
	}
	at, err := r.Target(ctx, rev)
	if err != nil {
		return nil, at, errors.Join(err, r.Close())
	}
	return r, at, nil
}

// MostProblems is how many problems are printed for a person, who reads no more at a time.
const MostProblems = 500

// FirstProblems are the problems that are printed for a person.
func FirstProblems(ps []problem.Problem) []problem.Problem { return ps[:min(len(ps), MostProblems)] }

// Problems prints problems for a person to Stderr, with a line that counts them, and
// returns ErrFound if one of them is an error.
func (sys System) Problems(ps []problem.Problem) error {
	if len(ps) == 0 {
		return nil
	}
	if err := sys.AllProblems(FirstProblems(ps)); err != nil {
		return err
	}
	if left := len(ps) - MostProblems; left > 0 {
		sys.Tell("%s more; fix these first", say.N(left, "problem"))
	}
	sys.Tell("\n%s", problem.Count(ps))
	if problem.Errors(ps) > 0 {
		return ErrFound
	}
	return nil
}

// AllProblems prints problems for a person to Stderr, however many they are.
func (sys System) AllProblems(ps []problem.Problem) error {
	return problem.Findings{Problems: ps, Lang: sys.Lang}.WriteText(sys.Stderr, sys.Colour)
}

// Path is the path of a file that an argument names.
func (sys System) Path(name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(sys.Dir, name)
}

// Write writes a file that an argument names, whole or not at all. Where something other than
// a regular file is there, such as /dev/stdout, it writes to that. It follows no other link: one
// that is committed under a usual name could lead to any file of the user.
func (sys System) Write(name string, data []byte) error {
	name = sys.Path(name)
	if info, err := os.Lstat(name); err == nil && info.Mode()&os.ModeSymlink != 0 && !strings.HasPrefix(name, "/dev/") {
		return say.Errorf("%s is a link; give the file that it leads to", name)
	}
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		return os.WriteFile(name, data, 0o644)
	}
	if to, err := filepath.EvalSymlinks(name); err == nil {
		name = to
	}
	return publish.ReplaceFile(name, data)
}
