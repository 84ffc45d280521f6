package live

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Batch is what changed in one go: a save, or a whole checkout.
type Batch struct {
	Files []string // relative to the root, with slashes, the last changed first; empty where it is not known which
	Err   error    // what is no longer watched and why; nil where all is
}

// Watch tells what changes in files and folders of a root folder, by their
// names in it, whether they are there yet or not. A batch is handed over when
// nothing has changed for as long as settle says; what changes before it is
// taken is added to it. The channel is closed when ctx is done.
//
// Folders are watched, not files: editors save by putting a new file in the
// place of the old one. A file that is a symbolic link is watched where it
// leads to.
func Watch(ctx context.Context, root string, names []string, settle time.Duration) (<-chan Batch, error) {
	root, err := filepath.EvalSymlinks(root)
	if err != nil {
		return nil, err
	}
	notify, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, watchError(err, root)
	}
	w := &watcher{root: root, names: names, notify: notify, dirs: make(map[string]string), links: make(map[string]string)}
	if err := w.all(); err != nil {
		return nil, errors.Join(err, notify.Close())
	}
	batches := make(chan Batch)
	go w.run(ctx, batches, settle)
	return batches, nil
}

type watcher struct {
	root   string
	names  []string
	notify *fsnotify.Watcher
	dirs   map[string]string // watched folder, as it is on disk → its name in the root
	links  map[string]string // target of a link to a file → name of the link in the root
}

func (w *watcher) run(ctx context.Context, batches chan<- Batch, settle time.Duration) {
	defer close(batches)
	defer w.notify.Close()
	var (
		batch Batch
		calm  <-chan time.Time // nil while nothing has changed
		ready chan<- Batch     // nil while there is nothing to hand over
	)
	for {
		select {
		case <-ctx.Done():
			return
		case <-calm:
			calm, ready = nil, batches
			batch.Files = w.lasting(batch.Files)
		case ready <- batch:
			batch, ready = Batch{}, nil
		case ev, open := <-w.notify.Events:
			if !open {
				return
			}
			files, err := w.changed(ev)
			if len(files) == 0 && err == nil {
				continue
			}
			for _, f := range files {
				batch.Files = slices.DeleteFunc(batch.Files, func(g string) bool { return g == f })
				batch.Files = slices.Insert(batch.Files, 0, f)
			}
			batch.Err = errors.Join(batch.Err, err)
			calm, ready = time.After(settle), nil
		case err, open := <-w.notify.Errors:
			if !open {
				return
			}
			// Too much changed to be told: new folders may be among it.
			if errors.Is(err, fsnotify.ErrEventOverflow) {
				err = w.all()
			} else {
				err = watchError(err, w.root)
			}
			batch.Err = errors.Join(batch.Err, err)
			calm, ready = time.After(settle), nil
		}
	}
}

// all watches the root and what is there of the names.
func (w *watcher) all() error {
	if err := w.notify.Add(w.root); err != nil {
		return watchError(err, w.root)
	}
	w.dirs[w.root] = ""
	for _, name := range w.names {
		if _, err := w.add(name); err != nil {
			return err
		}
	}
	return nil
}

// add watches a file or a folder with all that is below it, and returns the
// files. What is not there is none.
func (w *watcher) add(name string) (files []string, err error) {
	here := filepath.Join(w.root, filepath.FromSlash(name))
	real, err := filepath.EvalSymlinks(here)
	if err != nil {
		return w.gone(err)
	}
	info, err := os.Stat(real)
	if err != nil {
		return w.gone(err)
	}
	if !info.IsDir() {
		if real != here && w.dirs[filepath.Dir(real)] != dirOf(name) {
			w.links[real] = name
			if err := w.notify.Add(filepath.Dir(real)); err != nil {
				return nil, watchError(err, filepath.Dir(real))
			}
		}
		return []string{name}, nil
	}
	// Watched first and listed then, so that nothing slips in between.
	if err := w.notify.Add(real); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, nil
		}
		return nil, watchError(err, real)
	}
	w.dirs[real] = name
	entries, err := os.ReadDir(real)
	if err != nil {
		return w.gone(err)
	}
	for _, e := range entries {
		below := name + "/" + e.Name()
		if ignored(e.Name()) {
			continue
		}
		if e.Type()&fs.ModeSymlink != 0 {
			// The report and the templates do not follow links to folders.
			if target, err := os.Stat(filepath.Join(real, e.Name())); err != nil || target.IsDir() {
				continue
			}
		}
		more, err := w.add(below)
		if err != nil {
			return nil, err
		}
		files = append(files, more...)
	}
	return files, nil
}

// gone makes nothing of an error that only says that a file is there no more.
func (w *watcher) gone(err error) ([]string, error) {
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return nil, watchError(err, w.root)
}

// changed gives the files that an event is about, and goes on to watch what
// is new.
func (w *watcher) changed(ev fsnotify.Event) ([]string, error) {
	if ev.Op == fsnotify.Chmod || ignored(filepath.Base(ev.Name)) {
		return nil, nil
	}
	if name, ok := w.links[ev.Name]; ok {
		return []string{name}, nil
	}
	dir, ok := w.dirs[filepath.Dir(ev.Name)]
	if !ok {
		return nil, nil
	}
	name := filepath.Base(ev.Name)
	if dir != "" {
		name = dir + "/" + name
	} else if !slices.Contains(w.names, name) {
		return nil, nil
	}
	if ev.Has(fsnotify.Remove) || ev.Has(fsnotify.Rename) {
		w.forget(ev.Name)
		return []string{name}, nil
	}
	if ev.Has(fsnotify.Create) {
		if files, err := w.add(name); len(files) > 0 || err != nil {
			return files, err
		}
	}
	return []string{name}, nil
}

// lasting leaves out the files that are not there, unless nothing else changed:
// editors make files for the time of a save.
func (w *watcher) lasting(files []string) []string {
	var there []string
	for _, f := range files {
		if _, err := os.Lstat(filepath.Join(w.root, filepath.FromSlash(f))); err == nil {
			there = append(there, f)
		}
	}
	if len(there) == 0 {
		return files
	}
	return there
}

// forget stops watching a folder that was moved away or removed, and all that
// was below it.
func (w *watcher) forget(dir string) {
	for d := range w.dirs {
		if d == dir || strings.HasPrefix(d, dir+string(filepath.Separator)) {
			// It may be gone already.
			_ = w.notify.Remove(d)
			delete(w.dirs, d)
		}
	}
}

// ignored are the names that editors give to their own files.
func ignored(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "#") || strings.HasSuffix(name, "~")
}

func dirOf(name string) string {
	dir := filepath.ToSlash(filepath.Dir(filepath.FromSlash(name)))
	if dir == "." {
		return ""
	}
	return dir
}

// watchError says what to do where the system watches no more.
func watchError(err error, name string) error {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return fmt.Errorf("%s cannot be watched, for this user watches as many folders as the system allows; raise the limit: sudo sysctl fs.inotify.max_user_watches=524288", name)
	case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE):
		return fmt.Errorf("%s cannot be watched, for this user runs as many watchers as the system allows; end other programs that watch files, or raise the limit: sudo sysctl fs.inotify.max_user_instances=512", name)
	}
	return fmt.Errorf("%s cannot be watched: %w", name, err)
}
