package publish

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func names(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var s []string
	for _, e := range entries {
		s = append(s, e.Name())
	}
	return strings.Join(s, " ")
}

func TestSwapReplacesWholeFolder(t *testing.T) {
	parent := t.TempDir()
	target := filepath.Join(parent, "public")
	for i, page := range []string{"first.html", "second.html"} {
		s, err := Begin(target)
		if err != nil {
			t.Fatal(err)
		}
		write(t, s.Dir, page, "x")
		if i == 1 {
			if got, want := names(t, target), Marker+" first.html"; got != want {
				t.Errorf("before the swap the site is %q, want %q", got, want)
			}
		}
		if err := s.Swap(); err != nil {
			t.Fatal(err)
		}
		if err := s.Discard(); err != nil {
			t.Fatal(err)
		}
		if got, want := names(t, target), Marker+" "+page; got != want {
			t.Errorf("the site is %q, want %q", got, want)
		}
	}
	if got := names(t, parent); got != "public" {
		t.Errorf("next to the site: %q, want nothing", got)
	}
}

func TestDiscardLeavesTheOldSite(t *testing.T) {
	parent := t.TempDir()
	target := filepath.Join(parent, "public")
	if err := os.Mkdir(target, 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, target, Marker, "")
	write(t, target, "old.html", "x")
	s, err := Begin(target)
	if err != nil {
		t.Fatal(err)
	}
	write(t, s.Dir, "half.html", "x")
	if err := s.Discard(); err != nil {
		t.Fatal(err)
	}
	if got, want := names(t, target), Marker+" old.html"; got != want {
		t.Errorf("the site is %q, want %q", got, want)
	}
	if got := names(t, parent); got != "public" {
		t.Errorf("next to the site: %q, want nothing", got)
	}
}

func TestBeginRefusesForeignFolders(t *testing.T) {
	tests := map[string]struct {
		prepare func(target string) error
		want    string
	}{
		"foreign files": {
			func(target string) error {
				return errors.Join(os.Mkdir(target, 0o755), os.WriteFile(filepath.Join(target, "thesis.doc"), nil, 0o644))
			},
			"contains files that no build wrote; empty it or choose another with --out",
		},
		"a file": {
			func(target string) error { return os.WriteFile(target, nil, 0o644) },
			"this is a file, not a folder; move it",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			parent := t.TempDir()
			target := filepath.Join(parent, "public")
			if err := tt.prepare(target); err != nil {
				t.Fatal(err)
			}
			_, err := Begin(target)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error is %v, want %q", err, tt.want)
			}
			if got := names(t, parent); got != "public" {
				t.Errorf("next to the target: %q, want nothing", got)
			}
		})
	}
}

func TestBeginParentIsFile(t *testing.T) {
	parent := t.TempDir()
	write(t, parent, "file", "x")
	_, err := Begin(filepath.Join(parent, "file", "public"))
	if err == nil || !strings.Contains(err.Error(), "choose another with --out") {
		t.Errorf("error is %v, want a mention of --out", err)
	}
}
