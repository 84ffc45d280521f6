package live

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/fsnotify/fsnotify"

	"rapporteur/generator/say"
)

// Batch is a set of changes made together, such as a save or a checkout.
type Batch struct {
	Files []string // slash-separated, relative to the root, most recent first; empty if unknown
	Err   error    // why some files are no longer watched; may be nil
}

// Watch watches the named files and folders in a root folder, including those
// that do not exist yet. It sends a batch when nothing has changed for the
// duration settle; changes made before the batch is received are added to it.
// The channel is closed when ctx is done.
//
// Watch watches folders, not files, because editors save by replacing the file.
// For a file that is a symbolic link it watches the target.
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
	if err := w.addAll(); err != nil {
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
	dirs   map[string]string // path of a watched folder → its name in the root
	links  map[string]string // target of a link to a file → name of the link in the root
}

func (w *watcher) run(ctx context.Context, batches chan<- Batch, settle time.Duration) {
	defer close(batches)
	defer w.notify.Close()
	var (
		batch   Batch
		settled <-chan time.Time // nil while nothing has changed
		ready   chan<- Batch     // nil while there is nothing to send
	)
	for {
		select {
		case <-ctx.Done():
			return
		case <-settled:
			settled, ready = nil, batches
			batch.Files = w.existing(batch.Files)
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
			settled, ready = time.After(settle), nil
		case err, open := <-w.notify.Errors:
			if !open {
				return
			}
			// Events were lost: there may be new folders.
			if errors.Is(err, fsnotify.ErrEventOverflow) {
				err = w.addAll()
			} else {
				err = watchError(err, w.root)
			}
			batch.Err = errors.Join(batch.Err, err)
			settled, ready = time.After(settle), nil
		}
	}
}

// addAll watches the root and those of the names that exist.
func (w *watcher) addAll() error {
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

// add watches a file, or a folder with everything below it, and returns the
// files found. A missing file is not an error.
func (w *watcher) add(name string) (files []string, err error) {
	here := filepath.Join(w.root, filepath.FromSlash(name))
	real, err := filepath.EvalSymlinks(here)
	if err != nil {
		return w.unlessMissing(err)
	}
	info, err := os.Stat(real)
	if err != nil {
		return w.unlessMissing(err)
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
	// Watch before listing, so that no file is missed.
	if err := w.notify.Add(real); err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return nil, nil
		}
		return nil, watchError(err, real)
	}
	w.dirs[real] = name
	entries, err := os.ReadDir(real)
	if err != nil {
		return w.unlessMissing(err)
	}
	for _, e := range entries {
		below := name + "/" + e.Name()
		if ignored(e.Name()) {
			continue
		}
		if e.Type()&fs.ModeSymlink != 0 {
			// Links to folders are not followed when reading data or layouts.
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

// unlessMissing returns err unless it says that a file no longer exists.
func (w *watcher) unlessMissing(err error) ([]string, error) {
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	return nil, watchError(err, w.root)
}

// changed returns the files affected by an event, and watches new ones.
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

// existing leaves out the files that do not exist, unless nothing else changed:
// editors create temporary files while saving.
func (w *watcher) existing(files []string) []string {
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

// forget stops watching a folder that was moved or removed, and everything below
// it.
func (w *watcher) forget(dir string) {
	for d := range w.dirs {
		if d == dir || strings.HasPrefix(d, dir+string(filepath.Separator)) {
			// The error is ignored: the folder may no longer exist.
			_ = w.notify.Remove(d)
			delete(w.dirs, d)
		}
	}
}

// ignored reports whether name is that of an editor's temporary or backup file.
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

// watchError describes an error of fsnotify and what to do about it.
func watchError(err error, name string) error {
	switch {
	case errors.Is(err, syscall.ENOSPC):
		return say.Errorf("%s cannot be watched: the system's limit on watched folders is reached; raise it: sudo sysctl fs.inotify.max_user_watches=524288", name)
	case errors.Is(err, syscall.EMFILE), errors.Is(err, syscall.ENFILE):
		return say.Errorf("%s cannot be watched: the system's limit on file watchers is reached; stop other programs that watch files, or raise it: sudo sysctl fs.inotify.max_user_instances=512", name)
	}
	return say.Errorf("%s cannot be watched: %v", name, err)
}
