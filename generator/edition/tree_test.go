package edition

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
)

func TestTreeIsAFileSystem(t *testing.T) {
	m := newMaker(t)
	h := m.commit("a", map[string]string{
		"README.md":             "read me\n",
		"run.sh":                "#!/bin/sh\n",
		"data/report.toml":      "schema = 1\n",
		"data/paragraphs/a":     "a",
		"data/paragraphs.toml":  "sorts before paragraphs/ in git, after paragraphs here\n",
		"data/empty":            "",
		"données/é.toml":        "x = 1\n",
		"data/activities/b/c/d": "deep",
	})
	fsys := m.at(h).Tree(h.String())
	if err := fstest.TestFS(fsys, "README.md", "data/report.toml", "data/paragraphs.toml", "data/activities/b/c/d", "données/é.toml"); err != nil {
		t.Error(err)
	}
	for name, want := range map[string]string{
		"README.md":        "-r--r--r-- 8",
		"run.sh":           "-r-xr-xr-x 10",
		"data/empty":       "-r--r--r-- 0",
		"data/paragraphs":  "dr-xr-xr-x 0",
		".":                "dr-xr-xr-x 0",
		"data/report.toml": "-r--r--r-- 11",
	} {
		info, err := fs.Stat(fsys, name)
		if err != nil {
			t.Error(err)
			continue
		}
		if got := fmt.Sprint(info.Mode(), info.Size()); got != want {
			t.Errorf("%s: got %s, want %s", name, got, want)
		}
		if want := time.Date(2008, 12, 31, 23, 0, 0, 0, time.UTC); info.ModTime() != want {
			t.Errorf("%s: time %v, want the commit's, %v", name, info.ModTime(), want)
		}
	}
}

func TestTreeErrors(t *testing.T) {
	m := newMaker(t)
	h := m.commit("a", map[string]string{
		"data/report.toml": "schema = 1\n",
		"data/link.toml":   "-> report.toml",
		"data/module":      "submodule 0123456789012345678901234567890123456789",
		"data/gone.toml":   "gone\n",
		"data/gone/a.toml": "gone as well\n",
	})
	delete(m.store.Objects, m.blob("gone\n"))
	delete(m.store.Blobs, m.blob("gone\n"))
	gone := m.tree(map[string]string{"a.toml": "gone as well\n"})
	for _, h := range []plumbing.Hash{m.blob("gone\n"), gone} {
		delete(m.store.Objects, h)
		delete(m.store.Blobs, h)
		delete(m.store.Trees, h)
	}
	fsys := m.at(h).Tree(h.String())

	entries, err := fs.ReadDir(fsys, "data")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, e := range entries {
		got = append(got, e.Type().String()+" "+e.Name())
	}
	check(t, strings.Join(got, "\n"), `d--------- gone
---------- gone.toml
L--------- link.toml
?--------- module
---------- report.toml`)

	missing := func(err error) bool {
		var e *Error
		return errors.As(err, &e) && !errors.Is(err, fs.ErrNotExist)
	}
	notFollowed := func(err error) bool { return errors.Is(err, errNotFollowed) }
	notExist := func(err error) bool { return errors.Is(err, fs.ErrNotExist) }
	for name, ok := range map[string]func(error) bool{
		"data/link.toml":          notFollowed,
		"data/module":             notFollowed,
		"data/none.toml":          notExist,
		"data/module/a":           notExist,
		"data/report.toml/a":      notExist,
		"data/gone.toml":          missing, // a missing object is not a missing file
		"data/gone/a.toml":        missing,
		"../data":                 func(err error) bool { return errors.Is(err, fs.ErrInvalid) },
		"data":                    func(err error) bool { return err != nil && !notExist(err) },
		"data/gone.toml/not/here": notExist,
	} {
		if _, err := fs.ReadFile(fsys, name); !ok(err) {
			t.Errorf("%s: reading it gives %v", name, err)
		}
		if f, err := fsys.Open(name); name != "data" && !ok(err) {
			t.Errorf("%s: opening it gives %v, %v", name, f, err)
		}
	}
	if _, err := fs.ReadDir(fsys, "data/report.toml"); err == nil {
		t.Error("a file can be listed")
	}
	_, err = fs.ReadFile(m.at(h).Tree("0123456789012345678901234567890123456789"), "data/report.toml")
	checkError(t, err, "012345678901")
}

func TestTreeIsSafeForGoroutines(t *testing.T) {
	m := newMaker(t)
	h := m.commit("a", issued("2008-07-31"))
	r := m.at(h)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			if err := fstest.TestFS(r.Tree(h.String()), "data/report.toml"); err != nil {
				t.Error(err)
			}
			if _, err := r.Series(t.Context(), ""); err != nil {
				t.Error(err)
			}
			if _, err := r.Resolve(t.Context(), "main"); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
}
