package reuse

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// site is a folder with a record.
func site(t *testing.T) (dir string, parts map[string]Inputs) {
	t.Helper()
	dir = t.TempDir()
	write(t, dir, map[string]string{"a/index.html": "a", "a/x/data.csv": "1", "b/index.html": "b", "index.html": "root", ".marker": "m"})
	parts = map[string]Inputs{"a": {"the data": "1", "the program": "p"}, "b": {"the data": "2", "the program": "p"}}
	r := &Record{Whole: "w", Says: "2 parts", Parts: parts}
	known := map[string]string{"a/index.html": sum([]byte("a")), "a/x/data.csv": sum([]byte("1"))}
	if err := r.Write(dir, known, "b/index.html", "index.html"); err != nil {
		t.Fatal(err)
	}
	return dir, parts
}

func TestRecord(t *testing.T) {
	dir, parts := site(t)
	r, why := Read(dir)
	if !why.IsZero() || r.Whole != "w" || r.Says != "2 parts" || len(r.Files) != 4 || !r.Intact(".marker") {
		t.Fatalf("read %+v (%s)", r, why)
	}
	if got := r.Changed("a", parts["a"]); len(got) > 0 {
		t.Errorf("what did not change is said to: %v", got)
	}
	if got := fmt.Sprint(r.Changed("a", Inputs{"the data": "3", "the program": "q"})); got != "[the data changed the program changed]" {
		t.Errorf("changed: %s", got)
	}
	if got := r.Changed("a", Inputs{"the data": "1"}); len(got) == 0 {
		t.Error("what is no longer an input makes no difference")
	}
	if got := r.Changed("c", parts["a"]); len(got) != 1 || got[0].String() != "it is new" {
		t.Errorf("a new part: %v", got)
	}
	if got := r.Below("a/"); !slices.Equal(got, []string{"a/index.html", "a/x/data.csv"}) {
		t.Errorf("below a: %v", got)
	}
	if s, why := Read(t.TempDir()); !why.IsZero() || s.Intact() || len(s.Changed("a", parts["a"])) != 1 {
		t.Errorf("an empty folder: %+v (%s)", s, why)
	}
}

// Some files are asked for at once, or one is read, only as far as they are as they were.
func TestSame(t *testing.T) {
	dir, _ := site(t)
	r, _ := Read(dir)
	write(t, dir, map[string]string{"a/x/data.csv": "2"})
	names := []string{"a/index.html", "a/x/data.csv", "b/index.html", "c", ".marker"}
	if got, want := r.Same(names), map[string]bool{"a/index.html": true, "b/index.html": true}; !maps.Equal(got, want) {
		t.Errorf("the same are %v, want %v", got, want)
	}
	if b, err := r.ReadFile("b/index.html"); string(b) != "b" || err != nil {
		t.Errorf("read %q (%v)", b, err)
	}
	for _, name := range []string{"a/x/data.csv", "c", ".marker"} {
		if b, err := r.ReadFile(name); err == nil {
			t.Errorf("%s is read as %q", name, b)
		}
	}
}

// A site that is not as it was written is noticed, whatever was done to it.
func TestDamage(t *testing.T) {
	for what, damage := range map[string]func(dir string) error{
		"a file of the same length": func(dir string) error { return os.WriteFile(filepath.Join(dir, "a/x/data.csv"), []byte("2"), 0o644) },
		"a file cut off":            func(dir string) error { return os.Truncate(filepath.Join(dir, "a/index.html"), 0) },
		"a file gone":               func(dir string) error { return os.Remove(filepath.Join(dir, "a/index.html")) },
		"a folder in its place": func(dir string) error {
			return os.Rename(filepath.Join(dir, "b"), filepath.Join(dir, "a/index.html.d"))
		},
		"a link in its place": func(dir string) error {
			name := filepath.Join(dir, "a/index.html")
			if err := os.Rename(name, name+".was"); err != nil {
				return err
			}
			return os.Symlink("index.html.was", name)
		},
		"a file that not all may read": func(dir string) error { return os.Chmod(filepath.Join(dir, "a/index.html"), 0o600) },
		"a foreign file":               func(dir string) error { return os.WriteFile(filepath.Join(dir, "foreign"), nil, 0o644) },
	} {
		dir, _ := site(t)
		if err := damage(dir); err != nil {
			t.Fatal(err)
		}
		r, why := Read(dir)
		if !why.IsZero() {
			t.Fatalf("%s: %s", what, why)
		}
		if r.Intact(".marker") {
			t.Errorf("%s is not noticed", what)
		}
		if below := r.Damaged(r.Below("a/")); (below == "") != (what == "a foreign file" || strings.HasPrefix(what, "a folder")) {
			t.Errorf("%s: below a, %q is damaged", what, below)
		}
	}
	for what, damage := range map[string]func(b []byte) []byte{
		"cut off":         func(b []byte) []byte { return b[:len(b)-1] },
		"half":            func(b []byte) []byte { return b[:len(b)/2] },
		"empty":           func([]byte) []byte { return nil },
		"another byte":    func(b []byte) []byte { b[len(b)/2] ^= 1; return b },
		"something else":  func([]byte) []byte { return []byte("{}") },
		"more at its end": func(b []byte) []byte { return append(b, "more"...) },
	} {
		dir, _ := site(t)
		name := filepath.Join(dir, File)
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, damage(b), 0o644); err != nil {
			t.Fatal(err)
		}
		if r, why := Read(dir); !strings.Contains(why.String(), "is damaged") || r.Parts != nil {
			t.Errorf("a record %s is taken: %s", what, why)
		}
	}
	// A record without an end, and one that has none once it is decompressed.
	endless, _ := site(t)
	name := filepath.Join(endless, File)
	if err := errors.Join(os.Remove(name), os.Symlink("/dev/zero", name)); err != nil {
		t.Fatal(err)
	}
	if _, why := Read(endless); why.String() != "the record of the last build cannot be read" {
		t.Errorf("a link in the place of the record: %s", why)
	}
	var bomb bytes.Buffer
	z := gzip.NewWriter(&bomb)
	_, err := z.Write([]byte(`{"Format": 2}`))
	for block := make([]byte, 1<<20); err == nil && bomb.Len() < Most>>9; {
		_, err = z.Write(block)
	}
	if err := errors.Join(err, z.Close(), os.Remove(name), os.WriteFile(name, bomb.Bytes(), 0o644)); err != nil {
		t.Fatal(err)
	}
	if _, why := Read(endless); !strings.Contains(why.String(), "is damaged") {
		t.Errorf("a bomb in the place of the record: %s", why)
	}
	// A record that leads out of the folder is none.
	for _, name := range []string{"../secret", "/etc/passwd", "a/../../b", ""} {
		dir, _ := site(t)
		var b bytes.Buffer
		z := gzip.NewWriter(&b)
		if err := json.NewEncoder(z).Encode(Record{Format: format, Files: map[string]string{name: "x"}}); err != nil {
			t.Fatal(err)
		}
		if err := z.Close(); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, File), b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		if _, why := Read(dir); why.IsZero() {
			t.Errorf("a record of the file %q is taken", name)
		}
	}
}

func TestTake(t *testing.T) {
	dir, _ := site(t)
	r, _ := Read(dir)
	to := t.TempDir()
	write(t, to, map[string]string{"a/index.html": "new"})
	taken, err := r.Take([]string{"a/index.html", "a/x/data.csv", "b/index.html"}, to)
	if want := map[string]string{"a/x/data.csv": r.Files["a/x/data.csv"], "b/index.html": r.Files["b/index.html"]}; err != nil || !maps.Equal(taken, want) {
		t.Errorf("took %v, want %v (%v)", taken, want, err)
	}
	got := make(map[string]string)
	for _, name := range []string{"a/index.html", "a/x/data.csv", "b/index.html"} {
		b, err := os.ReadFile(filepath.Join(to, name))
		if err != nil {
			t.Fatal(err)
		}
		got[name] = string(b)
	}
	if want := map[string]string{"a/index.html": "new", "a/x/data.csv": "1", "b/index.html": "b"}; !maps.Equal(got, want) {
		t.Errorf("took %v, want %v", got, want)
	}
	if b, err := os.ReadFile(filepath.Join(dir, "a/index.html")); err != nil || string(b) != "a" {
		t.Errorf("the site that was taken from holds %q (%v)", b, err)
	}
}

func TestSumFS(t *testing.T) {
	sum := func(files map[string]string) string {
		m := fstest.MapFS{}
		for name, text := range files {
			m[name] = &fstest.MapFile{Data: []byte(text)}
		}
		s, err := SumFS(m, "data", "missing")
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	all := map[string]bool{}
	for _, files := range []map[string]string{
		{}, {"data/a": ""}, {"data/a": "x"}, {"data/b": "x"}, {"data/a": "x", "data/b": ""}, {"data/a": "x1:", "data/b": ""},
	} {
		all[sum(files)] = true
	}
	if len(all) != 6 {
		t.Errorf("6 different folders have %d sums", len(all))
	}
	if sum(map[string]string{"data/a": "x", "other": "1"}) != sum(map[string]string{"data/a": "x"}) {
		t.Error("another folder counts")
	}
	if Sum("a", "bc") == Sum("ab", "c") {
		t.Error("where a text ends makes no difference")
	}
}
