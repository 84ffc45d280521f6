package render

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"unicode/utf8"
)

// textFiles are the ends of the names of files that hold texts of the data.
var textFiles = []string{".csv", ".html", ".json", ".svg", ".txt", ".xml"}

// cleanControls replaces, in the files of a site that hold texts, characters that control a
// terminal or end a text early. check refuses them, but a build does not run the rules, and
// an edition that was issued with one stays as it is.
func cleanControls(dir string) error {
	return filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() || !slices.Contains(textFiles, filepath.Ext(name)) {
			return err
		}
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if clean := withoutControls(b); !bytes.Equal(clean, b) {
			return os.WriteFile(name, clean, 0o644)
		}
		return nil
	})
}

// withoutControls replaces control characters other than tab and line ends by U+FFFD.
func withoutControls(b []byte) []byte {
	return bytes.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' && r != '\r' || r >= 0x7f && r < 0xa0 {
			return utf8.RuneError
		}
		return r
	}, b)
}

// mayHoldControls reports whether the text of a TOML file may say a control character. TOML
// has them as escapes alone.
func mayHoldControls(toml []byte) bool {
	for _, escape := range []string{`\u00`, `\U0000`, `\b`, `\f`} {
		if bytes.Contains(toml, []byte(escape)) {
			return true
		}
	}
	return false
}
