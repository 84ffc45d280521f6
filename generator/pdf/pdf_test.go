package pdf

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// Another version and other fonts are another browser, the order in which fonts are listed is
// not, and one of which nothing is known is none.
func TestIdentity(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("the programs here are scripts")
	}
	dir := t.TempDir()
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	identity := func(version, fonts string) string {
		t.Helper()
		for name, says := range map[string]string{"browser": version, "fc-list": fonts} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte("#!/bin/sh\n"+says+"\n"), 0o755); err != nil {
				t.Fatal(err)
			}
		}
		return Browser{Path: filepath.Join(dir, "browser")}.Identity(t.Context())
	}
	is := identity("echo 1", "echo b; echo a")
	if is == "" || identity("echo 1", "echo a; echo b") != is {
		t.Errorf("the order of fonts counts: %q", is)
	}
	for _, other := range []string{identity("echo 2", "echo b; echo a"), identity("echo 1", "echo b; echo c")} {
		if other == "" || other == is {
			t.Errorf("%q and %q are one browser", is, other)
		}
	}
	for _, unknown := range []string{identity("exit 1", "echo a"), identity("echo 1", "exit 1"), identity("echo 1", ":"), Browser{}.Identity(t.Context())} {
		if unknown != "" {
			t.Errorf("an unknown browser is %q", unknown)
		}
	}
}

// TestNumbered checks that two prints whose cells have other ids are the same file,
// of the same length, and that what refers to a cell still does.
func TestNumbered(t *testing.T) {
	print := func(a, b string) string {
		return "/ID (node" + a + ")>> /ID (node" + b + ")>> /Headers [(node" + a + ")]"
	}
	one, two := string(numbered([]byte(print("00000769", "00000770")))), string(numbered([]byte(print("00000770", "00000771"))))
	if one != two || len(one) != len(print("00000769", "00000770")) {
		t.Errorf("%q and %q", one, two)
	}
	if strings.Count(one, "(node00000001)") != 2 || strings.Count(one, "(node00000002)") != 1 {
		t.Errorf("a reference to a cell is lost: %q", one)
	}
}
