package e2e

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// cacheDir returns the folder, in the user's cache folder, of what the tests of this
// working tree keep for other packages and later runs.
func cacheDir() (string, error) {
	from, err := root()
	if err != nil {
		return "", err
	}
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	dir = filepath.Join(dir, "rapporteur-e2e", fmt.Sprintf("%x", sha256.Sum256([]byte(from)))[:16])
	return dir, os.MkdirAll(dir, 0o755)
}

// Cache returns the folder of what the tests of this working tree keep for other
// packages and later runs.
func Cache(t testing.TB) string {
	t.Helper()
	dir, err := cacheDir()
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

const (
	unused    = time.Hour          // how long something is kept that no test uses
	forgotten = 3 * 24 * time.Hour // how long the folder of a working tree is kept
	mostTrees = 6                  // how many such folders are kept, besides those in use
)

// Kept returns the path of what make makes, a file or a folder, in the cache: the key
// is a hash of all that it depends on. Of the packages that ask at the same time, one
// makes it. It is for reading alone. What nobody has used for an hour is removed.
func Kept(t testing.TB, name, key string, make func(path string)) string {
	t.Helper()
	dir := Cache(t)
	unlock := Locked(t, name)
	defer unlock()
	path := filepath.Join(dir, name+"-"+key)
	if _, err := os.Stat(path); err != nil {
		made := filepath.Join(dir, "."+name+"-"+key)
		if err := os.RemoveAll(made); err != nil {
			t.Fatal(err)
		}
		make(made)
		if err := os.Rename(made, path); err != nil {
			t.Fatal(err)
		}
	}
	use(t, dir)
	use(t, path)
	if err := pruneTrees(filepath.Dir(dir)); err != nil {
		t.Fatal(err)
	}
	others, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, other := range others {
		info, err := other.Info()
		if err == nil && filepath.Ext(other.Name()) != ".lock" && other.Name() != "work" && time.Since(info.ModTime()) > unused {
			err = os.RemoveAll(filepath.Join(dir, other.Name()))
		}
		if err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
	}
	return path
}

// pruneTrees removes the folders of working trees in which no test has run for long, and
// the oldest of the others where there are too many.
func pruneTrees(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	age := map[string]time.Duration{}
	for _, e := range entries {
		if info, err := e.Info(); err == nil {
			age[e.Name()] = time.Since(info.ModTime())
		}
	}
	names := slices.SortedFunc(maps.Keys(age), func(a, b string) int { return cmp.Compare(age[a], age[b]) })
	for i, name := range names {
		if age[name] < unused || age[name] < forgotten && i < mostTrees {
			continue
		}
		// Another process may be removing it too.
		if err := os.RemoveAll(filepath.Join(dir, name)); err != nil && !os.IsNotExist(err) {
			return err
		}
	}
	return nil
}

// Locked holds a lock of the cache until the function that it returns is called.
// Packages that are tested at the same time wait for each other.
func Locked(t testing.TB, name string) (unlock func()) {
	t.Helper()
	unlock, err := lockedfile.MutexAt(filepath.Join(Cache(t), name+".lock")).Lock()
	if err != nil {
		t.Fatal(err)
	}
	return unlock
}

var used struct {
	mu    sync.Mutex
	paths []string
	begin sync.Once
}

// use says that something in the cache is in use, now and as long as this process runs.
func use(t testing.TB, path string) {
	t.Helper()
	touch := func(path string) error { now := time.Now(); return os.Chtimes(path, now, now) }
	if err := touch(path); err != nil {
		t.Fatal(err)
	}
	used.mu.Lock()
	used.paths = append(used.paths, path)
	used.mu.Unlock()
	used.begin.Do(func() {
		go func() {
			for range time.Tick(unused / 60) {
				used.mu.Lock()
				for _, path := range used.paths {
					_ = touch(path)
				}
				used.mu.Unlock()
			}
		}()
	})
}
