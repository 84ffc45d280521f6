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

func TestSwapReplacesTheWholeFolder(t *testing.T) {
	parent := t.TempDir()
	place := filepath.Join(parent, "public")
	for i, page := range []string{"first.html", "second.html"} {
		s, err := Begin(place)
		if err != nil {
			t.Fatal(err)
		}
		write(t, s.Dir, page, "x")
		if i == 1 {
			if got, want := names(t, place), Marker+" first.html"; got != want {
				t.Errorf("before the swap the site is %q, want %q", got, want)
			}
		}
		if err := s.Swap(); err != nil {
			t.Fatal(err)
		}
		if err := s.Discard(); err != nil {
			t.Fatal(err)
		}
		if got, want := names(t, place), Marker+" "+page; got != want {
			t.Errorf("the site is %q, want %q", got, want)
		}
	}
	if got := names(t, parent); got != "public" {
		t.Errorf("beside the site stands %q, want nothing", got)
	}
}

func TestDiscardLeavesTheOldSite(t *testing.T) {
	parent := t.TempDir()
	place := filepath.Join(parent, "public")
	if err := os.Mkdir(place, 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, place, Marker, "")
	write(t, place, "old.html", "x")
	s, err := Begin(place)
	if err != nil {
		t.Fatal(err)
	}
	write(t, s.Dir, "half.html", "x")
	if err := s.Discard(); err != nil {
		t.Fatal(err)
	}
	if got, want := names(t, place), Marker+" old.html"; got != want {
		t.Errorf("the site is %q, want %q", got, want)
	}
	if got := names(t, parent); got != "public" {
		t.Errorf("beside the site stands %q, want nothing", got)
	}
}

func TestBeginRefusesForeignFolders(t *testing.T) {
	tests := map[string]struct {
		prepare func(place string) error
		want    string
	}{
		"files of somebody else": {
			func(place string) error {
				return errors.Join(os.Mkdir(place, 0o755), os.WriteFile(filepath.Join(place, "thesis.doc"), nil, 0o644))
			},
			"holds files that no build wrote; empty it or choose another with --out",
		},
		"a file": {
			func(place string) error { return os.WriteFile(place, nil, 0o644) },
			"a file stands where the site is to be written; move it away",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			parent := t.TempDir()
			place := filepath.Join(parent, "public")
			if err := tt.prepare(place); err != nil {
				t.Fatal(err)
			}
			_, err := Begin(place)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error is %v, want %q", err, tt.want)
			}
			if got := names(t, parent); got != "public" {
				t.Errorf("beside the place stands %q, want nothing", got)
			}
		})
	}
}

func TestBeginWhereTheParentIsAFile(t *testing.T) {
	parent := t.TempDir()
	write(t, parent, "file", "x")
	_, err := Begin(filepath.Join(parent, "file", "public"))
	if err == nil || !strings.Contains(err.Error(), "choose another with --out") {
		t.Errorf("error is %v, want a hint to --out", err)
	}
}
