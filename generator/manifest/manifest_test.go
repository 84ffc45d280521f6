package manifest

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

func schema(t testing.TB) *jsonschema.Schema {
	t.Helper()
	b, err := os.ReadFile("../../docs/manifest.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("manifest.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := compiler.Compile("manifest.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func valid(s *jsonschema.Schema, data []byte) error {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return err
	}
	return s.Validate(doc)
}

// whole has every key.
func whole() *Manifest {
	commit, sum := strings.Repeat("a", 40), strings.Repeat("b", 64)
	return &Manifest{
		Format:  Format,
		Site:    Site{Commit: commit, Address: "https://example.org/", Repository: "https://example.org/r", PDF: true, Components: true},
		Program: Program{Version: "v1.0.0", Commit: commit, Schema: 3, Hugo: "v0.165.0", Go: "go1.26.0"},
		Editions: []Edition{
			{
				ID: "2008-07-31", Commit: commit, Folder: "data/corrections/2008-07-31", Tree: strings.Repeat("c", 64), SHA256: sum,
				Tag: &Tag{"edition/2008-07-31", commit}, Signature: &Signature{"tag", "verified", "The Secretariat", "SHA256:x"},
			},
			{ID: "2007-12-18", Commit: commit, Tree: commit, Withdrawn: true},
		},
		Files: []Entry{{"404.html", sum, 3}, {"en/index.html", sum, 0}},
	}
}

func TestParse(t *testing.T) {
	want := whole()
	got, err := Parse(want.JSON())
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Fatalf("%v; %+v is read as %+v", err, want, got)
	}
	if err := valid(schema(t), want.JSON()); err != nil {
		t.Error(err)
	}
	if e := got.Edition("2007-12-18"); e == nil || !e.Withdrawn || got.Edition("2009") != nil {
		t.Errorf("%+v", e)
	}
	later := bytes.Replace(want.JSON(), []byte("{"), []byte(`{"later": [1],`), 1)
	if _, err := Parse(later); err != nil || valid(schema(t), later) != nil {
		t.Errorf("a key that is not known: %v", err)
	}
}

// What is not as documented is refused with its place, and the schema agrees.
func TestParseHostile(t *testing.T) {
	s := schema(t)
	base := string(whole().JSON())
	commit, sum := strings.Repeat("a", 40), strings.Repeat("b", 64)
	for _, c := range []struct {
		name, old, new, want string
		alone                bool // the schema cannot say it
	}{
		{"no format", `"format": 1`, `"other": 1`, "format is missing", false},
		{"format of later", `"format": 1`, `"format": 2`, "format is 2", false},
		{"format as text", `"format": 1`, `"format": "1"`, "cannot be read", false},
		{"commit as option", commit, "--upload-pack=x", "site.commit", false},
		{"short commit", commit, "aaaaaaa", "site.commit", false},
		{"address", `"address": "https://example.org/"`, `"address": "https://example.org"`, "site.address", false},
		{"escape sequence", `go1.26.0`, `\u001b[2J`, "program.go", false},
		{"right to left", `go1.26.0`, `\u202ego`, "program.go", false},
		{"edition as path", `"id": "2008-07-31"`, `"id": "../x"`, "editions[0].id", false},
		{"edition twice", `"id": "2007-12-18"`, `"id": "2008-07-31"`, "editions[1].id", true},
		{"folder elsewhere", `data/corrections/2008-07-31`, `../..`, "editions[0].folder", false},
		{"tag of another", `"name": "edition/2008-07-31"`, `"name": "edition/2008"`, "editions[0].tag", true},
		{"bad signature", `"verified"`, `"bad"`, "editions[0].signature", false},
		{"path up", `"404.html"`, `"../404.html"`, "files[0].path", false},
		{"path up inside", `"404.html"`, `"a/../404.html"`, "files[0].path", false},
		{"path from the root", `"404.html"`, `"/404.html"`, "files[0].path", false},
		{"empty path", `"404.html"`, `""`, "files[0].path", false},
		{"path of a folder", `"404.html"`, `"404/"`, "files[0].path", false},
		{"itself", `"404.html"`, `"manifest.json"`, "files[0].path", false},
		{"twice", `"404.html"`, `"en/index.html"`, "files[1].path", true},
		{"not in order", `"404.html"`, `"z"`, "files[1].path", true},
		{"no hash", sum + "\",\n   \"size\": 0", "x\",\n   \"size\": 0", "files[1].sha256", false},
		{"negative size", `"size": 3`, `"size": -3`, "files[0].size", false},
		{"size as text", `"size": 3`, `"size": "3"`, "cannot be read", false},
		{"cut off", "\n}\n", "", "cannot be read", false},
		{"more after the end", "\n}\n", "\n}\n{}", "there is more after its end", false},
	} {
		data := strings.Replace(base, c.old, c.new, 1)
		if data == base {
			t.Fatalf("%s: nothing was replaced in\n%s", c.name, base)
		}
		if _, err := Parse([]byte(data)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %s", c.name, err, c.want)
		}
		if err := valid(s, []byte(data)); err == nil != c.alone {
			t.Errorf("%s: the schema says %v", c.name, err)
		}
	}
	for name, data := range map[string]string{"nothing": "", "a page": "<html>", "null": "null", "a list": "[]", "no UTF-8": "{\"format\":1,\"x\":\"\xff\"}"} {
		if _, err := Parse([]byte(data)); err == nil {
			t.Errorf("%s is accepted", name)
		}
	}
}

// What is written is what there is, without the program's own files, and sha256sum
// accepts it, odd names too.
func TestWrite(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{
		"index.html": "x", "en/a b.html": "yy", ".well-known/security.txt": "z", `static/back\slash`: "b", "static/two\nlines": "n",
		".rapporteur": "ours", "sub/.rapporteur": "not ours", "manifest.json": "old", "SHA256SUMS": "old",
	} {
		file := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	m := whole()
	m.Editions = nil
	if err := m.Write(dir, nil); err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(filepath.Join(dir, File))
	if err != nil {
		t.Fatal(err)
	}
	got, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range got.Files {
		names = append(names, f.Path)
	}
	want := []string{".well-known/security.txt", "en/a b.html", "index.html", `static/back\slash`, "static/two\nlines", "sub/.rapporteur"}
	if !reflect.DeepEqual(names, want) {
		t.Errorf("files are %q, want %q", names, want)
	}
	if f := got.Files[1]; f.Size != 2 || f.SHA256 != Sum([]byte("yy")) {
		t.Errorf("%+v", f)
	}
	if err := valid(schema(t), data); err != nil {
		t.Error(err)
	}
	if _, err := exec.LookPath("sha256sum"); err != nil {
		t.Skip("there is no sha256sum")
	}
	cmd := exec.Command("sha256sum", "--check", "--strict", "--quiet", Sums)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, out)
	}
	if err := os.Symlink("index.html", filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	if err := m.Write(dir, nil); err == nil || !strings.Contains(err.Error(), "link is not a regular file") {
		t.Errorf("a link: %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(whole().JSON())
	f.Add([]byte(`{"format":1}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := Parse(data)
		if err != nil {
			return
		}
		again, err := Parse(m.JSON())
		if err != nil || !bytes.Equal(m.JSON(), again.JSON()) {
			t.Errorf("%s: %v", data, err)
		}
	})
}
