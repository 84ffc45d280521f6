package live

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// watched starts watching the files in a new folder.
func watched(t *testing.T, files ...string) (root string, batches <-chan Batch) {
	t.Helper()
	root = t.TempDir()
	for _, f := range files {
		write(t, filepath.Join(root, f), "")
	}
	ctx, stop := context.WithCancel(t.Context())
	batches, err := Watch(ctx, root, []string{"config.toml", "data", "layouts"}, Settle)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		stop()
		for range batches {
		}
	})
	return root, batches
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// until receives batches until one contains the file, and returns all files
// received.
func until(t *testing.T, batches <-chan Batch, file string) (all []string) {
	t.Helper()
	for b := range batches {
		if b.Err != nil {
			t.Fatal(b.Err)
		}
		all = append(all, b.Files...)
		if slices.Contains(b.Files, file) {
			return all
		}
	}
	t.Fatalf("the watcher stopped without %s", file)
	return nil
}

func TestWatch(t *testing.T) {
	rename := func(t *testing.T, from, to string) {
		t.Helper()
		if err := os.Rename(from, to); err != nil {
			t.Fatal(err)
		}
	}
	tests := []struct {
		name   string
		change func(t *testing.T, root string)
		want   string
		never  string // must not be reported
	}{
		{"written", func(t *testing.T, root string) { write(t, root+"/data/a.toml", "x") }, "data/a.toml", ""},
		{"renamed over", func(t *testing.T, root string) {
			write(t, root+"/data/a.tmp", "x")
			rename(t, root+"/data/a.tmp", root+"/data/a.toml")
		}, "data/a.toml", "data/a.tmp"},
		{"removed", func(t *testing.T, root string) {
			if err := os.Remove(root + "/data/a.toml"); err != nil {
				t.Fatal(err)
			}
		}, "data/a.toml", ""},
		{"in a new folder", func(t *testing.T, root string) { write(t, root+"/data/new/deep/b.toml", "x") }, "data/new/deep/b.toml", ""},
		{"in a folder that did not exist", func(t *testing.T, root string) { write(t, root+"/layouts/home.html", "x") }, "layouts/home.html", ""},
		{"in the root", func(t *testing.T, root string) {
			write(t, root+"/public.html", "x")
			write(t, root+"/config.toml", "x")
		}, "config.toml", "public.html"},
		{"next to an editor's temporary file", func(t *testing.T, root string) {
			write(t, root+"/data/.a.toml.swp", "x")
			write(t, root+"/data/a.toml~", "x")
			write(t, root+"/data/b.toml", "x")
		}, "data/b.toml", "data/a.toml~"},
		{"moved into place", func(t *testing.T, root string) {
			write(t, root+"/elsewhere/c.toml", "x")
			rename(t, root+"/elsewhere", root+"/data/elsewhere")
		}, "data/elsewhere/c.toml", ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			root, batches := watched(t, "data/a.toml")
			tt.change(t, root)
			if all := until(t, batches, tt.want); tt.never != "" && slices.Contains(all, tt.never) {
				t.Errorf("reported %v", all)
			}
		})
	}
}

// A folder that is removed and created again is still watched.
func TestWatchAgain(t *testing.T) {
	root, batches := watched(t, "data/a/b.toml")
	for range 2 {
		if err := os.RemoveAll(root + "/data"); err != nil {
			t.Fatal(err)
		}
		until(t, batches, "data")
		write(t, root+"/data/a/b.toml", "x")
		until(t, batches, "data/a/b.toml")
		write(t, root+"/data/a/b.toml", "y")
		until(t, batches, "data/a/b.toml")
	}
	// A folder that was moved away is no longer watched.
	if err := os.Rename(root+"/data", root+"/old"); err != nil {
		t.Fatal(err)
	}
	until(t, batches, "data")
	write(t, root+"/old/a/b.toml", "z")
	write(t, root+"/config.toml", "x")
	if all := until(t, batches, "config.toml"); len(all) != 1 {
		t.Errorf("reported %v", all)
	}
}

// Files, and the root folder, may be symbolic links.
func TestWatchLinks(t *testing.T) {
	root, away := t.TempDir(), t.TempDir()
	write(t, away+"/data/a.toml", "")
	write(t, away+"/shared/b.toml", "")
	for link, target := range map[string]string{root + "/data": away + "/data", away + "/data/b.toml": away + "/shared/b.toml"} {
		if err := os.Symlink(target, link); err != nil {
			t.Fatal(err)
		}
	}
	batches, err := Watch(t.Context(), root, []string{"data"}, Settle)
	if err != nil {
		t.Fatal(err)
	}
	write(t, away+"/data/a.toml", "x")
	until(t, batches, "data/a.toml")
	write(t, away+"/shared/b.toml", "x")
	until(t, batches, "data/b.toml")
}

// All changes are reported, however many there are.
func TestWatchBurst(t *testing.T) {
	root, batches := watched(t, "data/a.toml")
	want := []string{}
	for i := range 500 {
		f := fmt.Sprintf("data/%d/x.toml", i)
		write(t, filepath.Join(root, f), "x")
		want = append(want, f)
	}
	write(t, root+"/config.toml", "x")
	// The watcher may still be busy when the first batch is received; later
	// batches contain the rest.
	seen := map[string]int{}
	for b := range batches {
		if b.Err != nil {
			t.Fatal(b.Err)
		}
		for _, f := range b.Files {
			seen[f]++
		}
		if !slices.ContainsFunc(want, func(f string) bool { return seen[f] == 0 }) {
			break
		}
	}
	if seen["config.toml"] == 0 {
		t.Error("config.toml is not reported")
	}
}

// Changes in quick succession are one batch.
func TestWatchSettles(t *testing.T) {
	root := t.TempDir()
	write(t, root+"/data/a.toml", "")
	batches, err := Watch(t.Context(), root, []string{"data"}, 2*time.Second)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 100 {
		write(t, fmt.Sprintf("%s/data/%d.toml", root, i), "x")
	}
	if b := <-batches; len(b.Files) != 100 || b.Files[0] != "data/99.toml" {
		t.Errorf("%d files, most recent %v", len(b.Files), b.Files[:min(1, len(b.Files))])
	}
}

func TestWatchErrorHints(t *testing.T) {
	for err, want := range map[error]string{
		syscall.ENOSPC: "sudo sysctl fs.inotify.max_user_watches=524288",
		syscall.EMFILE: "sudo sysctl fs.inotify.max_user_instances=512",
		syscall.EACCES: "data cannot be watched: open: permission denied",
	} {
		if got := watchError(fmt.Errorf("open: %w", err), "data"); !strings.Contains(got.Error(), want) {
			t.Errorf("%v: %v", err, got)
		}
	}
	if _, err := Watch(t.Context(), t.TempDir()+"/nowhere", []string{"data"}, Settle); err == nil || !strings.Contains(err.Error(), "nowhere") {
		t.Errorf("missing folder: %v", err)
	}
}
