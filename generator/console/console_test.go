package console

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// A file is written whole or not at all, and what is not a regular file, such as /dev/null, is written to.
func TestWriteFile(t *testing.T) {
	dir := t.TempDir()
	sys := System{Dir: dir}
	for _, text := range []string{"first", "second"} {
		if err := sys.Write("out.html", []byte(text)); err != nil {
			t.Fatal(err)
		}
		if b, err := os.ReadFile(filepath.Join(dir, "out.html")); err != nil || string(b) != text {
			t.Errorf("it holds %q, %v", b, err)
		}
	}
	if err := os.Symlink("out.html", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	if err := sys.Write("link", []byte("third")); err == nil || !strings.Contains(err.Error(), "is a link; give the file that it leads to") {
		t.Errorf("through a link: %v", err)
	}
	if b, err := os.ReadFile(filepath.Join(dir, "out.html")); err != nil || string(b) != "second" {
		t.Errorf("after that it holds %q, %v", b, err)
	}
	if err := sys.Write(os.DevNull, []byte("x")); err != nil {
		t.Error(err)
	}
	if info, err := os.Stat(os.DevNull); err != nil || info.Mode().IsRegular() {
		t.Errorf("%s was replaced: %v, %v", os.DevNull, info, err)
	}
	if err := sys.Write("missing/folder/x", []byte("x")); err != nil {
		t.Error(err)
	}
}
