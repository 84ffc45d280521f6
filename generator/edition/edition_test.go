package edition

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/filemode"
	"github.com/go-git/go-git/v5/plumbing/object"
	"github.com/go-git/go-git/v5/storage/memory"
)

// maker builds a history in memory, one commit an hour, without clock, disk or
// git.
type maker struct {
	t     testing.TB
	store *memory.Storage
	n     int
	names map[string]string // hash → name of the commit in the test
}

func newMaker(t testing.TB) *maker {
	return &maker{t: t, store: memory.NewStorage(), names: map[string]string{}}
}

// commit adds a commit called name with these files. A value is the content of
// a file, or begins with "-> " for a symbolic link and "submodule " for a
// submodule.
func (m *maker) commit(name string, files map[string]string, parents ...plumbing.Hash) plumbing.Hash {
	m.t.Helper()
	sig := object.Signature{
		Name: "Test", Email: "test@example.org",
		When: time.Date(2009, 1, 1, m.n, 0, 0, 0, time.FixedZone("", 3600)),
	}
	m.n++
	c := &object.Commit{Author: sig, Committer: sig, Message: name + "\n", TreeHash: m.tree(files), ParentHashes: parents}
	h := m.put(c)
	m.names[h.String()] = name
	return h
}

func (m *maker) tree(files map[string]string) plumbing.Hash {
	m.t.Helper()
	var entries []object.TreeEntry
	dirs := map[string]map[string]string{}
	for name, body := range files {
		if dir, rest, ok := strings.Cut(name, "/"); ok {
			if dirs[dir] == nil {
				dirs[dir] = map[string]string{}
			}
			dirs[dir][rest] = body
			continue
		}
		e := object.TreeEntry{Name: name, Mode: filemode.Regular}
		target, isLink := strings.CutPrefix(body, "-> ")
		commit, isModule := strings.CutPrefix(body, "submodule ")
		switch {
		case isModule:
			e.Mode, e.Hash = filemode.Submodule, plumbing.NewHash(commit)
		case isLink:
			e.Mode, e.Hash = filemode.Symlink, m.blob(target)
		default:
			e.Hash = m.blob(body)
		}
		if path.Ext(name) == ".sh" {
			e.Mode = filemode.Executable
		}
		entries = append(entries, e)
	}
	for name, sub := range dirs {
		entries = append(entries, object.TreeEntry{Name: name, Mode: filemode.Dir, Hash: m.tree(sub)})
	}
	slices.SortFunc(entries, func(a, b object.TreeEntry) int { return strings.Compare(gitName(a), gitName(b)) })
	return m.put(&object.Tree{Entries: entries})
}

func gitName(e object.TreeEntry) string {
	if e.Mode == filemode.Dir {
		return e.Name + "/"
	}
	return e.Name
}

func (m *maker) blob(body string) plumbing.Hash {
	m.t.Helper()
	obj := m.store.NewEncodedObject()
	obj.SetType(plumbing.BlobObject)
	w, err := obj.Writer()
	if err == nil {
		_, err = w.Write([]byte(body))
	}
	if err != nil {
		m.t.Fatal(err)
	}
	return m.set(obj)
}

func (m *maker) put(o interface {
	Encode(plumbing.EncodedObject) error
}) plumbing.Hash {
	m.t.Helper()
	obj := m.store.NewEncodedObject()
	if err := o.Encode(obj); err != nil {
		m.t.Fatal(err)
	}
	return m.set(obj)
}

func (m *maker) set(obj plumbing.EncodedObject) plumbing.Hash {
	m.t.Helper()
	h, err := m.store.SetEncodedObject(obj)
	if err != nil {
		m.t.Fatal(err)
	}
	return h
}

func (m *maker) ref(name string, h plumbing.Hash) {
	m.t.Helper()
	if err := m.store.SetReference(plumbing.NewHashReference(plumbing.ReferenceName(name), h)); err != nil {
		m.t.Fatal(err)
	}
}

// at opens the history with HEAD, and main, at h.
func (m *maker) at(h plumbing.Hash) *Repo {
	m.t.Helper()
	m.ref("refs/heads/main", h)
	if err := m.store.SetReference(plumbing.NewSymbolicReference(plumbing.HEAD, plumbing.Main)); err != nil {
		m.t.Fatal(err)
	}
	r := newRepo(newObjects(false, m.store), m.store)
	r.Location = "memory"
	return r
}

// draft and issued return reports that contain little but their header, followed
// by the lines of more.
func draft(id string, more ...string) map[string]string { return state(id, "draft", id, more...) }

func issued(id string, more ...string) map[string]string { return state(id, "issued", id, more...) }

func state(id, status, asAt string, more ...string) map[string]string {
	return map[string]string{
		"README.md": "A report.\n",
		"data/report.toml": fmt.Sprintf("schema = 1\n[edition]\nid = %q\nstatus = %q\nas_at = %s\n%s",
			id, status, asAt, strings.Join(more, "\n")),
	}
}

// with returns files with one more.
func with(files map[string]string, name, body string) map[string]string {
	files[name] = body
	return files
}

// lines describes a series: one line per edition, then the withdrawn ones.
func (m *maker) lines(s *Series) string {
	var b strings.Builder
	for _, e := range s.Editions {
		fmt.Fprintf(&b, "%s by %s, %s", e.ID, m.names[e.Commit], e.Status)
		if e.SupersededBy != "" {
			fmt.Fprintf(&b, " by %s", e.SupersededBy)
		}
		if e.Tag != "" {
			fmt.Fprintf(&b, ", tag %s", e.Tag)
		}
		b.WriteString("\n")
	}
	for _, w := range s.Withdrawn {
		fmt.Fprintf(&b, "%s by %s, withdrawn\n", w.ID, m.names[w.Commit])
	}
	return b.String()
}

func check(t *testing.T, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// checkError checks that err is an *Error of one line that contains each of want
// and says what to do.
func checkError(t *testing.T, err error, want ...string) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) {
		t.Fatalf("got error %v (%T), want an *Error", err, err)
	}
	if e.Do.IsZero() || strings.Contains(e.Error(), "\n") || strings.HasSuffix(e.Msg.String(), ".") {
		t.Errorf("%q: want one line with a message and advice, got %q and %q", err, e.Msg.String(), e.Do)
	}
	for _, w := range want {
		if !strings.Contains(e.Error(), w) {
			t.Errorf("got %q\nwant it to contain %q", e, w)
		}
	}
}

func TestNeighbours(t *testing.T) {
	m := newMaker(t)
	a := m.commit("a", issued("2007-12-18"))
	b := m.commit("b", issued("2008-07-31"), a)
	c := m.commit("c", state("2008-07-31-corr-1", "issued", "2008-07-31", `supersedes = "2008-07-31"`), b)
	d := m.commit("d", issued("2009-06-30"), c)
	e := m.commit("e", issued("2008-12-31"), d) // issued late
	s, err := m.at(e).Series(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	name := func(e *Edition) string {
		if e == nil {
			return "none"
		}
		return e.ID
	}
	fmt.Fprintln(&got, "current", name(s.Current()))
	for _, e := range s.Editions {
		fmt.Fprintf(&got, "%d %s: before %s, after %s\n", e.Order, e.ID, name(s.Previous(e)), name(s.Newer(e)))
	}
	check(t, got.String(), `current 2009-06-30
1 2007-12-18: before none, after 2008-07-31-corr-1
2 2008-07-31: before 2007-12-18, after 2008-12-31
3 2008-07-31-corr-1: before 2007-12-18, after 2008-12-31
5 2008-12-31: before 2008-07-31-corr-1, after 2009-06-30
4 2009-06-30: before 2008-12-31, after none
`)
	if s.ByID("2008-01-01") != nil || s.ByID("2008-12-31").Commit != e.String() {
		t.Error("ByID does not find the edition with the id")
	}
	if got, want := s.Current().Committed, time.Date(2009, 1, 1, 2, 0, 0, 0, time.UTC); got != want {
		t.Errorf("committed %v, want %v", got, want)
	}
}
