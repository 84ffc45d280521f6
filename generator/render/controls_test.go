package render

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestCleanControls(t *testing.T) {
	dir := t.TempDir()
	const dirty = "a\x00b\x1b[31mc\x07\x08\x0b\x0c\x7f\u0085\u009bd\té中\r\n\u200f"
	const clean = "a\uFFFDb\uFFFD[31mc\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDd\té中\r\n\u200f"
	for name, want := range map[string]string{
		"index.html": clean, "a.json": clean, "a.xml": clean, "a.csv": clean, "a.svg": clean, "robots.txt": clean, "a.webp": dirty, "a.pdf": dirty,
	} {
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(dirty), 0o644); err != nil {
			t.Fatal(err)
		}
		if err := cleanControls(dir); err != nil {
			t.Fatal(err)
		}
		if b, err := os.ReadFile(file); err != nil || string(b) != want {
			t.Errorf("%s holds %q, %v, want %q", name, b, err, want)
		}
	}
}

func TestMayHoldControls(t *testing.T) {
	for toml, want := range map[string]bool{
		`a = "\u001b"`: true, `a = "\u0000"`: true, `a = "\U0000009b"`: true, `a = "\b"`: true, `a = "\f"`: true,
		`a = "\n\t\""`: false, `a = "é"`: false, `a = "\u2019"`: false,
	} {
		if got := mayHoldControls([]byte(toml)); got != want {
			t.Errorf("%s: %v", toml, got)
		}
	}
	if strings.Contains(string(withoutControls([]byte("\xff"))), "\x00") {
		t.Error("bytes that are not UTF-8 become NUL")
	}
}
