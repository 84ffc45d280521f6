package upgrade

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"rapporteur/generator/gitcmd"
	"rapporteur/generator/manifest"
	"rapporteur/generator/preview"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// Redline is what readers see of the newest edition and of the draft that they did not
// see before, compared page by page as text.
type Redline struct {
	Pages    int       // that both versions write
	Changed  int       // of these
	Added    []string  // pages that only the new version writes, by name
	Removed  []string  // pages that only the old version wrote
	Passages []Passage // what changed, in the order of the pages
	Other    []string  // files other than pages that differ: style sheets, tables, the search
}

// Passage is a change of some words, alike on several pages.
type Passage struct {
	Pages  []string // by name
	Before string   // what is before it on the first of them
	Old    string   // empty for what was added
	New    string   // empty for what was removed
	After  string
}

// ErrNoRedline says that the pages cannot be compared; the error that wraps it says why.
var ErrNoRedline = say.Errorf("the pages cannot be compared")

// ErrUnfit says that the new version does not build the report; the error that wraps it
// says why.
var ErrUnfit = say.Errorf("the new version does not build the report")

// Build builds the report, as it is committed, with the old and with the new version of
// the program and the files of the plan, and compares the pages. .github/program.sh fetches
// both versions, from the repository at location unless they are releases. Nothing
// is written into root. step is called before each part with what it is.
func (p *Plan) Build(ctx context.Context, root, location string, old, is *report.Program, step func(say.Text)) (*Redline, error) {
	if !strings.Contains(location, "://") {
		path, err := filepath.Abs(location)
		if err != nil {
			return nil, err
		}
		location = path
	}
	scratch, err := os.MkdirTemp("", "rapporteur-upgrade-")
	if err != nil {
		return nil, err
	}
	r, err := p.build(ctx, scratch, root, location, old, is, step)
	return r, errors.Join(err, os.RemoveAll(scratch))
}

func (p *Plan) build(ctx context.Context, scratch, root, location string, old, is *report.Program, step func(say.Text)) (*Redline, error) {
	clone := filepath.Join(scratch, "report")
	if _, err := gitcmd.Run(ctx, root, "clone", "--quiet", "--shared", "--", root, clone); err != nil {
		return nil, say.Errorf("%v: %v", ErrNoRedline, err)
	}
	var sites []string
	for i, program := range []*report.Program{old, is} {
		what := []string{p.OldName, p.NewName}[i]
		if i == 1 {
			if err := writeFiles(clone, p.Written()); err != nil {
				return nil, err
			}
		}
		pin := *program
		if pin.Release == "" {
			pin.Repository = location
		}
		if err := os.WriteFile(filepath.Join(clone, report.ProgramFile), pin.TOML(), 0o644); err != nil {
			return nil, err
		}
		step(say.F("getting %s", what))
		name := filepath.Join(scratch, fmt.Sprintf("program-%d", i))
		if runtime.GOOS == "windows" {
			name += ".exe"
		}
		if err := run(ctx, clone, "bash", ".github/program.sh", filepath.ToSlash(name)); err != nil {
			return nil, say.Errorf("%v: %s cannot be fetched: %v", ErrNoRedline, what, err)
		}
		step(say.F("building the pages with %s", what))
		site := filepath.Join(scratch, fmt.Sprintf("site-%d", i))
		if err := run(ctx, clone, name, "build", "--out", site); err != nil {
			if i == 1 && ctx.Err() == nil {
				return nil, say.Errorf("%v: %v", ErrUnfit, err)
			}
			return nil, say.Errorf("%v: %s does not build the report: %v", ErrNoRedline, what, err)
		}
		sites = append(sites, site)
	}
	step(say.F("comparing the pages"))
	return Compare(os.DirFS(sites[0]), os.DirFS(sites[1]))
}

// run runs a program in a folder. An error holds the end of what it printed.
func run(ctx context.Context, dir, name string, args ...string) error {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = dir
	var said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &said, &said
	err := cmd.Run()
	var exit *exec.ExitError
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case errors.Is(err, exec.ErrNotFound):
		return say.Errorf("there is no %s on this machine", name)
	case errors.As(err, &exit):
		text := strings.TrimSpace(said.String())
		if lines := strings.Split(text, "\n"); len(lines) > 8 {
			text = strings.Join(lines[len(lines)-8:], "\n")
		}
		return errors.New(cmp.Or(text, exit.Error()))
	}
	return err
}

// isCurrent reports whether a file is of the newest edition, of the draft or of the site as
// a whole. Earlier editions are built by the same templates, and would only show the
// same differences again.
func isCurrent(name string, editions map[string]bool) bool {
	first, _, _ := strings.Cut(name, "/")
	return !editions[first]
}

// editionsOf are the folders of a site that hold an edition at its permanent address:
// those with the pages of a language that are neither a language nor the draft.
func editionsOf(site fs.FS) (map[string]bool, error) {
	found := make(map[string]bool)
	for _, lang := range report.Langs {
		names, err := fs.Glob(site, "*/"+string(lang)+"/index.html")
		if err != nil {
			return nil, err
		}
		for _, name := range names {
			first, _, _ := strings.Cut(name, "/")
			if first != "draft" && !slices.Contains(report.Langs, report.Lang(first)) {
				found[first] = true
			}
		}
	}
	return found, nil
}

// Compare compares two built sites.
func Compare(before, after fs.FS) (*Redline, error) {
	files := make(map[string][2][]byte)
	for i, site := range []fs.FS{before, after} {
		editions, err := editionsOf(site)
		if err != nil {
			return nil, err
		}
		err = fs.WalkDir(site, ".", func(name string, d fs.DirEntry, err error) error {
			// The lists of files differ wherever a file does.
			if err != nil || d.IsDir() || !isCurrent(name, editions) || name == manifest.File || name == manifest.Sums {
				return err
			}
			data, err := fs.ReadFile(site, name)
			if err != nil {
				return err
			}
			both := files[name]
			both[i] = append([]byte{}, data...) // not nil
			files[name] = both
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	r := new(Redline)
	known := make(map[[2]string]int) // place in r.Passages
	for _, name := range slices.Sorted(maps.Keys(files)) {
		was, is := files[name][0], files[name][1]
		isPage := path.Ext(name) == ".html"
		switch {
		case bytes.Equal(was, is) && (was == nil) == (is == nil):
			if isPage {
				r.Pages++
			}
		case !isPage:
			r.Other = append(r.Other, name)
		case was == nil:
			r.Added = append(r.Added, name)
		case is == nil:
			r.Removed = append(r.Removed, name)
		default:
			r.Pages++
			passages, err := passages(was, is)
			if err != nil {
				return nil, say.Errorf("%s: %v", name, err)
			}
			if len(passages) > 0 {
				r.Changed++
			}
			for _, p := range passages {
				key := [2]string{p.Old, p.New}
				at, ok := known[key]
				if !ok {
					at = len(r.Passages)
					known[key] = at
					r.Passages = append(r.Passages, p)
				}
				if on := r.Passages[at].Pages; len(on) == 0 || on[len(on)-1] != name {
					r.Passages[at].Pages = append(on, name)
				}
			}
		}
	}
	return r, nil
}

// around is how many words are shown around a passage.
const around = 6

// passages are the places in which two pages have other words.
func passages(before, after []byte) ([]Passage, error) {
	was, err := preview.Words(before)
	if err != nil {
		return nil, err
	}
	is, err := preview.Words(after)
	if err != nil {
		return nil, err
	}
	// Words hold no white space, so each can be a line.
	text := strings.Join(was, "\n") + "\n"
	starts := make(map[int]int, len(was)+1) // offset of a word → its number
	at := 0
	for i, w := range was {
		starts[at] = i
		at += len(w) + 1
	}
	starts[at] = len(was)
	var out []Passage
	last := -1 // number of the word after the passage before
	for _, e := range udiff.Lines(text, strings.Join(is, "\n")+"\n") {
		from, to := starts[e.Start], starts[min(e.End, len(text))]
		p := Passage{
			Before: words(was[max(0, from-around, last):from]),
			Old:    words(was[from:to]),
			New:    words(strings.Split(strings.TrimSuffix(e.New, "\n"), "\n")),
			After:  words(was[to:min(len(was), to+around)]),
		}
		last = to
		if p.Old != p.New {
			out = append(out, p)
		}
	}
	return out, nil
}

// words are words in a line, with a mark between blocks.
func words(list []string) string {
	var b strings.Builder
	for i, w := range list {
		if i > 0 {
			b.WriteByte(' ')
		}
		if w == "" {
			w = "¶"
		}
		b.WriteString(w)
	}
	return strings.Trim(b.String(), " ¶")
}
