package schema

import (
	"os"
	"path/filepath"

	"rapporteur/generator/publish"
)

// Write writes the schemas into data/schema/ of the report at root, and docs/data.md and the schema
// of the JSON document where the report has such a folder. It returns how many files changed.
func Write(root string) (n int, err error) {
	files, err := Files()
	if err != nil {
		return 0, err
	}
	all := make(map[string][]byte)
	// A report that is data alone has no pages on the program.
	if _, err := os.Stat(filepath.Join(root, "docs", "data.md")); err == nil {
		if all["docs/data.md"], err = Page(); err != nil {
			return 0, err
		}
		document, err := Document()
		if err != nil {
			return 0, err
		}
		if all["docs/"+DocumentName], err = indented(document); err != nil {
			return 0, err
		}
	}
	for _, f := range files {
		all["data/schema/"+f.Name] = f.Data
	}
	for name, data := range all {
		path := filepath.Join(root, filepath.FromSlash(name))
		if old, err := os.ReadFile(path); err == nil && string(old) == string(data) {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return n, err
		}
		if err := publish.ReplaceFile(path, data); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}
