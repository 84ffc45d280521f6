package schema

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/BurntSushi/toml"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"rapporteur/generator/report"
)

// TestValidate holds the schemas to a second validator, which is there when
// node is not: it accepts the data and the reports of the tests, and refuses
// the fixtures of taplo.
func TestValidate(t *testing.T) {
	schemas := compile(t)
	for _, dir := range []string{root, root + "/generator/testdata/small", root + "/generator/testdata/kitchen-sink", root + "/generator/report/testdata/small"} {
		fsys := os.DirFS(dir)
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
				if err := schemas[f.Name].Validate(decoded(t, data)); err != nil {
					t.Errorf("%s/%s: %v", dir, name, err)
				}
			}
		}
	}
	fixtures := os.DirFS(root + "/generator/testdata/taplo")
	refused := make(map[string]bool)
	for _, verdict := range []string{"good", "bad"} {
		names, err := fs.Glob(fixtures, verdict+"/*.toml")
		if err != nil || len(names) == 0 {
			t.Fatalf("no %s fixtures (%v)", verdict, err)
		}
		for _, name := range names {
			data, err := fs.ReadFile(fixtures, name)
			if err != nil {
				t.Fatal(err)
			}
			line, _, _ := strings.Cut(string(data), "\n")
			format := strings.TrimPrefix(line, "# format ")
			if schemas[format] == nil {
				t.Errorf("%s: line 1 names no format: %q", name, format)
				continue
			}
			err = schemas[format].Validate(decoded(t, data))
			if (err == nil) != (verdict == "good") {
				t.Errorf("%s: %v", name, err)
			}
			if err != nil {
				refused[format] = true
			}
		}
	}
	for name := range schemas {
		if !refused[name] {
			t.Errorf("no file in generator/testdata/taplo/bad is one that %s.schema.json refuses: add %[1]s-….toml, which begins with \"# format %[1]s\"", name)
		}
	}
}

// compile compiles each schema, and checks it against the one of schemas.
func compile(t *testing.T) map[string]*jsonschema.Schema {
	t.Helper()
	files, err := Files()
	if err != nil {
		t.Fatal(err)
	}
	schemas := make(map[string]*jsonschema.Schema)
	for _, f := range files {
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(string(f.Data)))
		if err != nil {
			t.Fatal(err)
		}
		c := jsonschema.NewCompiler()
		if err := c.AddResource(f.Name, doc); err != nil {
			t.Fatal(err)
		}
		s, err := c.Compile(f.Name)
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		schemas[strings.TrimSuffix(f.Name, ".schema.json")] = s
	}
	return schemas
}

// decoded is a TOML file as validators see it, with dates as strings.
func decoded(t *testing.T, data []byte) any {
	t.Helper()
	var m map[string]any
	if err := toml.Unmarshal(data, &m); err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(dates(m))
	if err != nil {
		t.Fatal(err)
	}
	v, err := jsonschema.UnmarshalJSON(strings.NewReader(string(b)))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func dates(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k := range v {
			v[k] = dates(v[k])
		}
	case []map[string]any:
		for i := range v {
			dates(v[i])
		}
	case []any:
		for i := range v {
			v[i] = dates(v[i])
		}
	case time.Time:
		if v.Location() == time.UTC {
			return v.Format(time.RFC3339)
		}
		return v.Format(time.DateOnly)
	}
	return v
}

// TestHeading shows how far it is from a file to its schema.
func TestHeading(t *testing.T) {
	for file, want := range map[string]string{
		"data/finance.toml":         "#:schema schema/finance.schema.json",
		"data/activities/2007.toml": "#:schema ../schema/activities.schema.json",
		"data/paragraphs/op04.toml": "#:schema ../schema/paragraph.schema.json",
	} {
		for _, f := range report.Formats() {
			if ok, _ := filepath.Match(f.File, file); ok {
				if got := Heading(file, f); got != want {
					t.Errorf("Heading(%s) = %q, want %q", file, got, want)
				}
			}
		}
	}
}
