// Package serve shows the draft of a working tree in a browser while it is written.
package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"time"

	"rapporteur/generator/check"
	"rapporteur/generator/edition"
	"rapporteur/generator/live"
	"rapporteur/generator/problem"
	"rapporteur/generator/render"
	"rapporteur/generator/report"
	"rapporteur/generator/review"
	"rapporteur/generator/say"
	"rapporteur/generator/site"
	"rapporteur/generator/sitebuild"
)

// Options say what is served, and where.
type Options struct {
	Addr           string // host and port
	Stdout, Stderr io.Writer
	Now            func() time.Time
	Lang           string // of messages to the writer; English if empty
	// Open opens the repository. It is called again from time to time.
	Open func(context.Context) (*edition.Repo, error)
}

// ErrNoWorkingTree says that the repository has no files that could be edited.
var ErrNoWorkingTree = errors.New("there is no working tree")

// Run serves the pages of the draft until the context ends, and rebuilds them whenever a
// file changes.
func Run(ctx context.Context, o Options) (err error) {
	d := &drafter{Options: o}
	if d.source, err = os.MkdirTemp("", "rapporteur-serve-"); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(d.source)) }()
	if err := d.open(ctx); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.r.Close()) }()
	d.root = d.r.Root
	if d.root == "" {
		return ErrNoWorkingTree
	}
	listener, err := live.Listen(o.Addr)
	if err != nil {
		return err
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	// Files are watched before they are read, so that no change is missed.
	changes, err := live.Watch(ctx, d.root, append([]string{"config.toml", "data"}, sitebuild.Folders...), live.Settle)
	if err != nil {
		return errors.Join(err, listener.Close())
	}
	server := live.New(d.build)
	d.shown = server.Shown
	server.Lang = o.Lang
	d.editors = &editors{root: d.root, open: make(map[string]*tab)}
	server.Editor = d.editors
	d.tell(ctx, server, nil)
	idle := time.After(pause)

	web := &http.Server{
		Handler:           server,
		ReadHeaderTimeout: 10 * time.Second,
		BaseContext:       func(net.Listener) context.Context { return ctx },
	}
	served := make(chan error, 1)
	go func() { served <- web.Serve(listener) }()
	if _, err := fmt.Fprintf(o.Stdout, "http://%s/\n", listener.Addr()); err != nil {
		return errors.Join(err, web.Close())
	}
	fmt.Fprintln(o.Stderr, say.F("showing the draft at this address until Ctrl-C is pressed").In(o.Lang))
	for {
		select {
		case <-ctx.Done():
			// The context ends the requests of pages that wait for changes. A browser
			// may keep open connections that it never used; nobody waits for those.
			last, end := context.WithTimeout(context.WithoutCancel(ctx), time.Second)
			defer end()
			if err := web.Shutdown(last); !errors.Is(err, context.DeadlineExceeded) {
				return err
			}
			return web.Close()
		case err := <-served:
			return err
		case batch, open := <-changes:
			if !open {
				changes = nil
				continue
			}
			if batch.Err != nil {
				fmt.Fprintf(o.Stderr, "warning: %v\n", batch.Err)
				d.synced = false // other files may have changed
			}
			d.tell(ctx, server, batch.Files)
			idle = time.After(pause)
		case <-idle:
			if d.last.Model != nil {
				d.live.Prepare(d.last)
			}
		}
	}
}

// pause is how long nothing changes before the next build is prepared.
const pause = 500 * time.Millisecond

// drafter makes a site of the working tree whenever a file changes.
type drafter struct {
	Options
	root    string // of the working tree; empty where there is none
	source  string // folder that the pages are made from, with the files of root and the program
	r       *edition.Repo
	loads   int // since r was opened
	live    render.Live
	last    render.Options // of the newest site
	synced  bool           // source has the templates as they are, unless a file outside data/ changes
	shown   func() string  // path of the page that is shown
	editors *editors
}

// mostLoads is how often one opened repository is read. It remembers every
// file that it ever read, in each of its states.
const mostLoads = 50

func (d *drafter) open(ctx context.Context) error {
	r, err := d.Open(ctx)
	if err != nil {
		return err
	}
	if d.r != nil {
		if err := d.r.Close(); err != nil {
			return errors.Join(err, r.Close())
		}
	}
	d.r, d.loads = r, 0
	return nil
}

// tell rebuilds the site and prints the result to stderr.
func (d *drafter) tell(ctx context.Context, server *live.Server, files []string) {
	begun := d.Now()
	if slices.ContainsFunc(files, func(name string) bool { return !strings.HasPrefix(name, "data/") }) {
		d.synced = false
	}
	made := server.Update(ctx, files)
	what := say.F("read")
	switch len(files) {
	case 0:
	case 1:
		what = say.Plain(files[0])
	default:
		what = say.F("%s and %s", files[0], say.N(len(files)-1, "other file"))
	}
	parts := say.List{Items: []any{say.F("%s: %.2f s", what, d.Now().Sub(begun).Seconds())}}
	errs := problem.Errors(made.Problems)
	if errs > 0 {
		parts.Items = append(parts.Items, say.N(errs, "error"))
	}
	if n := len(made.Problems) - errs; n > 0 {
		parts.Items = append(parts.Items, say.N(n, "warning"))
	}
	line := say.F("%s", parts)
	if made.Err != nil {
		line = say.F("%s\n%s", line, made.Err)
	}
	fmt.Fprintln(d.Stderr, line.In(d.Lang))
}

// build reads the working tree. The rules run while the pages are made.
func (d *drafter) build(ctx context.Context) (made live.Outcome) {
	d.loads++
	if d.loads > mostLoads {
		if err := d.open(ctx); err != nil {
			return live.Outcome{Err: err}
		}
	}
	rep, found, err := d.r.LoadWorkingTree()
	if err != nil {
		return live.Outcome{Err: err}
	}
	// The rules check only reports that were read in full; pages also show references to
	// records that do not exist.
	shown := rep
	if rep == nil {
		if shown, _, err = (edition.Target{}).LoadAstray(ctx, d.r); err != nil {
			return live.Outcome{Err: err}
		}
	}
	var texts map[string]string
	if shown != nil {
		texts = textsOf(shown)
	} else if texts, err = readTexts(d.r.WorkingTree()); err != nil {
		return live.Outcome{Err: err}
	}
	d.editors.update(ctx, d.r, texts)
	var (
		wg       sync.WaitGroup
		checkErr error
	)
	wg.Go(func() { made.Problems, checkErr = d.check(ctx, rep, found) })
	siteErr := d.sync()
	if shown != nil && siteErr == nil {
		var s *render.LiveSite
		if s, siteErr = d.site(shown); siteErr == nil {
			made.Site = s
			if name := d.shown(); name != "" {
				// It is kept. An error is told when the page is asked for.
				_, _ = s.ReadFile(ctx, name)
			}
		}
	}
	wg.Wait()
	made.Err = errors.Join(siteErr, checkErr)
	return made
}

// sync brings the templates up to date.
func (d *drafter) sync() error {
	if d.synced {
		return nil
	}
	d.live.Forget()
	root, err := os.OpenRoot(d.root)
	if err != nil {
		return err
	}
	defer root.Close()
	err = sitebuild.Sync(d.source, root.FS())
	d.synced = err == nil
	return err
}

// check returns all problems, or only those found in reading where the history cannot
// be read.
func (d *drafter) check(ctx context.Context, rep *report.Report, found []problem.Problem) ([]problem.Problem, error) {
	c, err := review.CheckLoaded(ctx, d.r, edition.Target{}, rep, found, nil)
	if err == nil {
		return c.Problems, c.Cut
	}
	// A repository that was opened before does not see what git has packed or pruned since.
	if opened := d.open(ctx); opened == nil {
		if c, err = review.CheckLoaded(ctx, d.r, edition.Target{}, rep, found, nil); err == nil {
			return c.Problems, c.Cut
		}
	}
	check.Pages(rep, found)
	return problem.Sort(found), err
}

func (d *drafter) site(rep *report.Report) (*render.LiveSite, error) {
	in := &site.Input{Draft: rep, Components: true, Editor: site.EditorInProgram}
	if err := sitebuild.Configure(in, d.source, "/"); err != nil {
		return nil, err
	}
	model, err := site.New(*in)
	if err != nil {
		return nil, err
	}
	d.last = render.Options{Source: d.source, BaseURL: "/", Model: model}
	return d.live.Site(d.last), nil
}
