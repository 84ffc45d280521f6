package schema

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/report"
)

const root = "../.."

// TestFresh fails when what is committed is not what the types say.
func TestFresh(t *testing.T) {
	files, err := Files()
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range files {
		names = append(names, f.Name)
		same(t, filepath.Join(root, "data", "schema", f.Name), f.Data)
	}
	entries, err := os.ReadDir(filepath.Join(root, "data", "schema"))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if !slices.Contains(names, e.Name()) {
			t.Errorf("data/schema/%s is the schema of nothing; remove it", e.Name())
		}
	}
	page, err := Page()
	if err != nil {
		t.Fatal(err)
	}
	same(t, filepath.Join(root, "docs", "data.md"), page)
	document, err := Document()
	if err != nil {
		t.Fatal(err)
	}
	if document, err = indented(document); err != nil {
		t.Fatal(err)
	}
	same(t, filepath.Join(root, "docs", DocumentName), document)
}

func same(t *testing.T, name string, want []byte) {
	t.Helper()
	got, err := os.ReadFile(name)
	if err != nil {
		t.Errorf("%v; run: go run ./generator schema --write", err)
	} else if !bytes.Equal(got, want) {
		t.Errorf("%s is stale; run: go run ./generator schema --write", name)
	}
}

// TestDescriptions holds every property to saying what it is for, since that
// is all the help that somebody gets in an editor.
func TestDescriptions(t *testing.T) {
	files, err := Files()
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		var s any
		if err := json.Unmarshal(f.Data, &s); err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		var walk func(path string, v any)
		walk = func(path string, v any) {
			m, _ := v.(map[string]any)
			props, _ := m["properties"].(map[string]any)
			for key, p := range props {
				if d, _ := p.(map[string]any)["description"].(string); d == "" {
					t.Errorf("%s: %s.%s has no description", f.Name, path, key)
				}
				walk(path+"."+key, p)
			}
			if m["items"] != nil {
				walk(path+"[]", m["items"])
			}
			if props != nil && m["additionalProperties"] != false {
				t.Errorf("%s: %s allows any key", f.Name, path)
			}
		}
		walk("", s)
	}
}

// TestHeadings holds every data file to naming its own schema in line 1.
func TestHeadings(t *testing.T) {
	fsys := os.DirFS(root)
	for _, f := range report.Formats() {
		names, err := fs.Glob(fsys, f.File)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			data, err := fs.ReadFile(fsys, name)
			if err != nil {
				t.Fatal(err)
			}
			line, _, _ := strings.Cut(string(data), "\n")
			if line != Heading(name, f) {
				t.Errorf("%s begins with %q, not %q", name, line, Heading(name, f))
			}
		}
	}
}
