// Package reuse keeps parts of a site that an earlier build wrote. A site holds a record of
// what each of its parts was made of and of the hash of each of its files; a part is taken
// over if it would be made of the same and its files are still those. No time is compared.
package reuse

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"rapporteur/generator/say"
)

// File is the name of the record in the folder of a site. It is compressed, which also
// shows whether a record was cut off.
const File = ".rapporteur-parts"

// format changes when the form of the record or the meaning of its hashes does, so that
// older records are not used.
const format = 2

// Inputs says what a part was made of: hashes, by what they are hashes of, in words that
// complete the sentence "… changed".
type Inputs map[string]string

// Record says what a site was made of.
type Record struct {
	Format int
	Whole  string            // of all that the site was made of; "" if that alone decides nothing
	Says   string            // what the build counted in the site, for the build alone to read
	Parts  map[string]Inputs // by name
	Files  map[string]string // SHA-256 of each file in hexadecimal digits, by its path with slashes; without File itself

	dir   string
	names []string         // of Files, sorted
	sizes map[string]int64 // of the files that were found to be what the record says
}

// Most is up to how many bytes a file that a build left to the next one is read, compressed or
// not. The record of 100,000 files has 15 MB. One that is larger was not left by a build.
const Most = 64 << 20

// readRegular reads a file. Anything but a regular one, which might have no end, is an error.
func readRegular(name string) ([]byte, error) {
	info, err := os.Lstat(name)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular() || info.Size() > Most:
		return nil, fmt.Errorf("%s was not left by a build", name)
	}
	return os.ReadFile(name)
}

// Read returns the record of the site in a folder. If none can be used, it returns an
// empty record and the reason, which is zero if there is no site.
func Read(dir string) (*Record, say.Text) {
	none := new(Record)
	b, err := readRegular(filepath.Join(dir, File))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return none, say.Text{}
	case err != nil:
		return none, say.F("the record of the last build cannot be read")
	}
	r := &Record{dir: dir}
	z, err := gzip.NewReader(bytes.NewReader(b))
	if err == nil {
		b, err = io.ReadAll(io.LimitReader(z, Most))
	}
	if err == nil {
		err = json.Unmarshal(b, r)
	}
	switch {
	case err != nil:
		return none, say.F("the record of the last build is damaged")
	case r.Format != format:
		return none, say.F("the record of the last build is of another version of the program")
	}
	for name := range r.Files {
		if !fs.ValidPath(name) || name == "." {
			return none, say.F("the record of the last build is damaged")
		}
	}
	r.names = slices.Sorted(maps.Keys(r.Files))
	return r, say.Text{}
}

// Changed says in which inputs a part differs from that of the record, in the order of their
// names; "it is new" if the record has no such part.
func (r *Record) Changed(part string, now Inputs) []say.Text {
	was, ok := r.Parts[part]
	if !ok {
		return []say.Text{say.F("it is new")}
	}
	var out []say.Text
	for _, name := range slices.Sorted(maps.Keys(now)) {
		if was[name] != now[name] {
			out = append(out, say.F("%s changed", say.F(name)))
		}
	}
	if len(out) == 0 && len(was) != len(now) {
		out = append(out, say.F("what it is made of changed"))
	}
	return out
}

// Below returns the recorded files in a folder such as "2008-07-31/", sorted.
func (r *Record) Below(folder string) []string {
	from, _ := slices.BinarySearch(r.names, folder)
	to := from
	for to < len(r.names) && strings.HasPrefix(r.names[to], folder) {
		to++
	}
	return slices.Clone(r.names[from:to])
}

// Damaged returns the first of some recorded files that is not what the record says, ""
// if all are.
func (r *Record) Damaged(names []string) string {
	same := r.Same(names)
	for _, name := range names {
		if !same[name] {
			return name
		}
	}
	return ""
}

// Same returns those of some names that are recorded files and still what the record says,
// for all to read.
func (r *Record) Same(names []string) map[string]bool {
	found, _ := hashFiles(r.dir, names) // one that cannot be read has no hash
	same := make(map[string]bool, len(names))
	if r.sizes == nil {
		r.sizes = make(map[string]int64, len(names))
	}
	for i, name := range names {
		if f := found[i]; f.open && f.sum == r.Files[name] {
			same[name], r.sizes[name] = true, f.size
		}
	}
	return same
}

// Size is how many bytes a file has that Same or Damaged found to be what the record says.
func (r *Record) Size(name string) int64 { return r.sizes[name] }

// ReadFile returns what a recorded file holds, an error if that is not what the record says.
func (r *Record) ReadFile(name string) ([]byte, error) {
	b, err := readRegular(filepath.Join(r.dir, filepath.FromSlash(name)))
	if err != nil {
		return nil, err
	}
	if sum(b) != r.Files[name] {
		return nil, fmt.Errorf("%s is not as it was written", name)
	}
	return b, nil
}

// Intact reports whether the site is the one of the record: all of its files, and no other
// but those that ignore names.
func (r *Record) Intact(ignore ...string) bool {
	if r.dir == "" {
		return false
	}
	if !r.noMore(ignore) {
		// There may be folders that hold no file.
		names, err := filesIn(r.dir, ignore)
		if err != nil || !slices.Equal(names, r.names) {
			return false
		}
	}
	return r.Damaged(r.names) == ""
}

// noMore reports whether the folders of the site hold the recorded files, their folders and
// what ignore names, and nothing else.
func (r *Record) noMore(ignore []string) bool {
	folders := []string{"."}
	known := make(map[string]bool, 2*len(r.names))
	for _, name := range slices.Concat(r.names, ignore, []string{File}) {
		known[name] = true
		for dir := path.Dir(name); dir != "." && !known[dir]; dir = path.Dir(dir) {
			known[dir] = true
			folders = append(folders, dir)
		}
	}
	var more atomic.Bool
	share(len(folders), func(next func() int) {
		for i := next(); i < len(folders) && !more.Load(); i = next() {
			names, err := namesIn(filepath.Join(r.dir, filepath.FromSlash(folders[i])))
			if err != nil || slices.ContainsFunc(names, func(name string) bool { return !known[path.Join(folders[i], name)] }) {
				more.Store(true)
			}
		}
	})
	return !more.Load()
}

// share calls a function on each core, which gets the numbers from 0 to n-1 from next, each of
// them once in all, and stops at n.
func share(n int, do func(next func() int)) {
	var last atomic.Int64
	var wait sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wait.Go(func() { do(func() int { return int(last.Add(1)) - 1 }) })
	}
	wait.Wait()
}

// Take puts recorded files into another folder, as hard links where the file system has
// them, and returns their hashes by name. It never replaces a file, and leaves out those that
// are there.
func (r *Record) Take(names []string, dir string) (taken map[string]string, err error) {
	put, err := Put(names, r.dir, dir)
	taken = make(map[string]string, len(put))
	for _, name := range put {
		taken[name] = r.Files[name]
	}
	return taken, err
}

// Put puts files of one folder into another as Take does, and returns the names of those.
func Put(names []string, from, dir string) (put []string, err error) {
	made := make(map[string]bool)
	for _, name := range names {
		from, to := filepath.Join(from, filepath.FromSlash(name)), filepath.Join(dir, filepath.FromSlash(name))
		if folder := filepath.Dir(to); !made[folder] {
			if err := os.MkdirAll(folder, 0o755); err != nil {
				return put, err
			}
			made[folder] = true
		}
		switch err := Link(from, to); {
		case errors.Is(err, fs.ErrExist):
		case err != nil:
			return put, err
		default:
			put = append(put, name)
		}
	}
	return put, nil
}

// Link gives a file a second name, or copies it where the file system has no hard links. The
// error is fs.ErrExist if there is a file of that name.
func Link(from, to string) error {
	if err := os.Link(from, to); err == nil || errors.Is(err, fs.ErrExist) {
		return err
	}
	if _, err := os.Lstat(to); err == nil {
		return fs.ErrExist
	}
	b, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	return os.WriteFile(to, b, 0o644)
}

// Path is where a recorded file is.
func (r *Record) Path(name string) string { return filepath.Join(r.dir, filepath.FromSlash(name)) }

// Write records the files of a new site: those of known, with their hashes, and further ones
// in its folder, which it reads.
func (r *Record) Write(dir string, known map[string]string, further ...string) error {
	r.Format, r.Files = format, maps.Clone(known)
	found, err := hashFiles(dir, further)
	if err != nil {
		return err
	}
	for i, name := range further {
		r.Files[name] = found[i].sum
	}
	text, err := json.Marshal(r)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	if _, err := z.Write(text); err != nil {
		return err
	}
	if err := z.Close(); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, File), b.Bytes(), 0o644)
}

// filesIn returns the files in a folder, with slashes, sorted, without the record.
func filesIn(dir string, ignore []string) ([]string, error) {
	var names []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if name = filepath.ToSlash(name); name != File && !slices.Contains(ignore, name) {
			names = append(names, name)
		}
		return err
	})
	slices.Sort(names)
	return names, err
}

// HashFiles returns the SHA-256 of files of a folder, by name.
func HashFiles(dir string, names []string) (map[string]string, error) {
	found, err := hashFiles(dir, names)
	out := make(map[string]string, len(names))
	for i, name := range names {
		out[name] = found[i].sum
	}
	return out, err
}

// file is what was found in a file.
type file struct {
	sum  string // "" if it cannot be read
	size int64
	open bool // for all to read
}

// hashFiles returns the hash of each file, and the first error. A link is not followed: no
// build writes one.
func hashFiles(dir string, names []string) ([]file, error) {
	found, errs := make([]file, len(names)), make([]error, len(names))
	share(len(names), func(next func() int) {
		var buf bytes.Buffer // one for all files, which leaves less garbage
		for i := next(); i < len(names); i = next() {
			found[i], errs[i] = hashFile(filepath.Join(dir, filepath.FromSlash(names[i])), &buf)
		}
	})
	return found, errors.Join(errs...)
}

func hashFile(path string, buf *bytes.Buffer) (file, error) {
	info, err := readFile(path, buf)
	if err != nil {
		return file{}, err
	}
	return file{sum(buf.Bytes()), int64(buf.Len()), info.Perm()&0o644 == 0o644}, nil
}

func sum(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}

// Sum returns a hash of texts in their order.
func Sum(texts ...string) string {
	h := sha256.New()
	for _, t := range texts {
		fmt.Fprintf(h, "%d:", len(t))
		io.WriteString(h, t)
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// SumFS returns a hash of the names and contents of all files in a file system below some
// folders; one that is not there has none.
func SumFS(fsys fs.FS, folders ...string) (string, error) {
	h := sha256.New()
	for _, folder := range folders {
		err := fs.WalkDir(fsys, folder, func(name string, d fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) && name == folder {
				return nil
			}
			if err != nil || d.IsDir() {
				return err
			}
			b, err := fs.ReadFile(fsys, name)
			if err != nil {
				return err
			}
			fmt.Fprintf(h, "%d:%s%d:", len(name), name, len(b))
			h.Write(b)
			return nil
		})
		if err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:16]), nil
}
