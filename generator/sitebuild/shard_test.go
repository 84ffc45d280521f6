package sitebuild

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/manifest"
	"rapporteur/generator/publish"
	"rapporteur/generator/say"
)

// What is wrong with shards that only a damaged disk or a stranger makes is said, and nothing
// is written.
func TestMergeRefuses(t *testing.T) {
	program := Program("v1.0.0", "", 3)
	proof := func(commit byte) *manifest.Manifest {
		return &manifest.Manifest{
			Site: manifest.Site{Commit: strings.Repeat(string(commit), 40), Address: "/"}, Program: program,
			Editions: []manifest.Edition{{ID: "one", Commit: strings.Repeat("1", 40), Tree: strings.Repeat("2", 40)}},
		}
	}
	write := func(t *testing.T, dir string, files map[string]string) {
		t.Helper()
		for name, text := range files {
			name = filepath.Join(dir, name)
			if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	for name, c := range map[string]struct {
		spoil func(t *testing.T, a, b, out string)
		want  string
	}{
		"nothing": {func(*testing.T, string, string, string) {}, ""},
		"a conflict": {func(t *testing.T, a, _, _ string) {
			write(t, a, map[string]string{"style.css": "b"})
			if err := (Shard{1, 2}).write(a, proof('a')); err != nil {
				t.Fatal(err)
			}
		}, "style.css is another file in shard 2/2 than in shard 1/2"},
		"a file more": {func(t *testing.T, a, _, _ string) {
			write(t, a, map[string]string{"CNAME": "example.org"})
		}, "but shard 1/2 did not write it"},
		"a file less": {func(t *testing.T, _, b, _ string) {
			if err := os.Remove(filepath.Join(b, "index.html")); err != nil {
				t.Fatal(err)
			}
		}, "index.html is not as shard 2/2 wrote it"},
		"a list that was cut off": {func(t *testing.T, a, _, _ string) {
			if err := os.Truncate(filepath.Join(a, manifest.ShardFile), 100); err != nil {
				t.Fatal(err)
			}
		}, "it cannot be read"},
		"a list without an end": {func(t *testing.T, a, _, _ string) {
			name := filepath.Join(a, manifest.ShardFile)
			if err := errors.Join(os.Remove(name), os.Symlink("/dev/zero", name)); err != nil {
				t.Fatal(err)
			}
		}, "is not a regular file"},
		"another repository": {func(t *testing.T, a, _, _ string) {
			other := proof('a')
			other.Editions = nil
			if err := (Shard{1, 2}).write(a, other); err != nil {
				t.Fatal(err)
			}
		}, "shard 2/2 knows other editions, tags or signatures than shard 1/2"},
		"another site": {func(t *testing.T, _, _, out string) {
			there := proof('b')
			there.Editions[0].ID = "two"
			write(t, out, map[string]string{publish.Marker: ""})
			if err := there.Write(out, nil); err != nil {
				t.Fatal(err)
			}
		}, "has the edition two, which the shards lack"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			a, b, out := filepath.Join(dir, "a"), filepath.Join(dir, "b"), filepath.Join(dir, "out")
			for i, files := range map[int]map[string]string{
				1: {"one/en/index.html": "one", "style.css": "css"},
				2: {"index.html": "root", "style.css": "css"},
			} {
				at := []string{"", a, b}[i]
				write(t, at, files)
				if err := (Shard{i, 2}).write(at, proof('a')); err != nil {
					t.Fatal(err)
				}
			}
			c.spoil(t, a, b, out)
			before, _ := os.ReadDir(out)
			n, err := Merge(t.Context(), []string{b, a}, out, program, func(say.Text) {})
			if c.want == "" {
				if err != nil || n.Pages != 2 || n.Editions != 1 || n.Draft {
					t.Fatalf("%+v, %v", n, err)
				}
				entries, err := manifest.Hash(out)
				if err != nil {
					t.Fatal(err)
				}
				var names []string
				for _, e := range entries {
					names = append(names, e.Path)
				}
				if want := []string{"index.html", "one/en/index.html", "style.css"}; !slices.Equal(names, want) {
					t.Errorf("it has %q, want %q", names, want)
				}
				return
			}
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("the error is %v, want %q", err, c.want)
			}
			if after, _ := os.ReadDir(out); len(after) != len(before) {
				t.Errorf("%s has changed", out)
			}
		})
	}
}

func TestParseShard(t *testing.T) {
	for text, want := range map[string]Shard{"": {}, "1/1": {1, 1}, "2/3": {2, 3}} {
		if got, err := ParseShard(text); err != nil || got != want {
			t.Errorf("%q is %v, %v", text, got, err)
		}
	}
	for _, text := range []string{"0/2", "3/2", "2", "/", "a/b", "1/1001", "-1/2", "1/2/3"} {
		if got, err := ParseShard(text); err == nil {
			t.Errorf("%q is %v", text, got)
		}
	}
}
