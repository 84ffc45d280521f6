package report_test

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/generator/problem"
	"rapporteur/generator/report"
)

func pngFile(t testing.TB, w, h int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, w, h))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

const drawing = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 4">
<rect width="8" height="4"/>
</svg>
`

// imageOf is a record in images.toml.
func imageOf(id, file string) string {
	return fmt.Sprintf("[[image]]\nid = %q\nfile = %q\nsection = \"introduction\"\nalternative.fr = \"A\"\ncaption.fr = \"C\"\nlicence.fr = \"L\"\n", id, file)
}

// illustrated is the small report in schema 3 with images.
func illustrated(t testing.TB, records string, files map[string]string) fstest.MapFS {
	t.Helper()
	m := small(t, []string{"report.toml", "schema = 1", "schema = 3"}, []string{"images.toml", "", records})
	for name, data := range files {
		m["data/images/"+name] = &fstest.MapFile{Data: []byte(data)}
	}
	return m
}

func found(t testing.TB, m fstest.MapFS) string {
	t.Helper()
	_, ps, err := report.Load(m)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, p := range ps {
		out = append(out, fmt.Sprintf("%s %s %s", p.Rule, p.Pos, p.Message.String()))
	}
	return strings.Join(out, "\n")
}

func TestImages(t *testing.T) {
	png := string(pngFile(t, 30, 20))
	for _, test := range []struct {
		name, records string
		files         map[string]string
		want          string
	}{
		{"there", imageOf("a", "a.png") + imageOf("b", "b.svg") + imageOf("c", "a.png"), map[string]string{"a.png": png, "b.svg": drawing}, ""},
		{"missing", imageOf("a", "map.png"), map[string]string{}, "image-file data/images.toml:3:8 there is no file data/images/map.png"},
		{"outside", imageOf("a", "../report.toml"), nil, "image-file data/images.toml:3:8 this is not the name of a file in data/images/"},
		{"absolute", imageOf("a", "/etc/passwd"), nil, "image-file data/images.toml:3:8 this is not the name of a file in data/images/"},
		{"below", imageOf("a", "deep/a.png"), nil, "image-file data/images.toml:3:8 this is not the name of a file in data/images/"},
		{"an address", imageOf("a", "https://example.org/a.png"), nil, "image-file data/images.toml:3:8 this is not the name of a file in data/images/"},
		{"of nobody", "", map[string]string{"a.png": png}, "image-file data/images/a.png no image of the report is in this file"},
		{"not what it says", imageOf("a", "a.jpg"), map[string]string{"a.jpg": png}, "image-file data/images/a.jpg this is not a JPEG file"},
		{"a script", imageOf("a", "a.svg"), map[string]string{"a.svg": strings.Replace(drawing, "<rect", "<script>x</script><rect", 1)},
			"image-file data/images/a.svg:2:1 the element <script> is not allowed in an SVG of a report"},
		{"capitals", imageOf("a", "A.png"), map[string]string{"A.png": png}, "unknown-file data/images/A.png this file is not read"},
		{"another type", imageOf("a", "a.gif"), map[string]string{"a.gif": "GIF89a"}, "unknown-file data/images/a.gif this file is not read"},
		{"a folder", imageOf("a", "a.png"), map[string]string{"a.png/b": ""}, "irregular-file data/images/a.png this is not a regular file"},
	} {
		if got := found(t, illustrated(t, test.records, test.files)); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, test.want)
		}
	}
	old := illustrated(t, "", map[string]string{"a.png": png})
	delete(old, "data/images.toml")
	old["data/report.toml"].Data = bytes.Replace(old["data/report.toml"].Data, []byte("schema = 3"), []byte("schema = 2"), 1)
	if got, want := found(t, old), "unknown-file data/images/a.png this file is not read"; got != want {
		t.Errorf("in schema 2:\n got %s\nwant %s", got, want)
	}
}

// What an image shows is a part of what a report means: another file under the same name
// is a change, and other ends of lines in a drawing are none.
func TestImageContent(t *testing.T) {
	loader := report.NewLoader()
	load := func(svg string) *report.Report {
		t.Helper()
		r, ps, err := loader.Load(illustrated(t, imageOf("a", "a.svg"), map[string]string{"a.svg": svg}))
		if err != nil || r == nil {
			t.Fatal(err, text(ps))
		}
		return r
	}
	a, again, b := load(drawing), load(strings.ReplaceAll(drawing, "\n", "\r\n")), load(strings.Replace(drawing, `width="8"`, `width="7"`, 1))
	if report.Equal(a, b) || !report.Equal(a, again) {
		t.Error("equal reports are not told by the content of their images")
	}
	if a.Images[0].Content == b.Images[0].Content || a.Images[0] == b.Images[0] {
		t.Error("two reports share an image whose files differ")
	}
	if v, _ := a.Document()["image:a"].(map[string]any); v["content"] != a.Images[0].Content || !strings.HasPrefix(a.Images[0].Content, "sha256:") {
		t.Errorf("the document has %v", v)
	}
	if f := a.ImageFile("a.svg"); f == nil || f.Width != 8 || f.Height != 4 {
		t.Errorf("the file is %+v", f)
	}
	if _, ps := report.LoadFile("data/images.toml", []byte(strings.Replace(imageOf("a", "a.svg"), "file", "content = \"x\"\nfile", 1))); len(ps) != 1 || ps[0].Rule != "unknown-key" {
		t.Errorf("a file may say what Load adds: %v", ps)
	}
}

// A symbolic link is not read as an image, wherever it leads, nor as the folder data/images.
func TestImageLinks(t *testing.T) {
	dir := onDisk(t)
	secret := filepath.Join(t.TempDir(), "secret.svg")
	if err := os.WriteFile(secret, []byte(drawing), 0o644); err != nil {
		t.Fatal(err)
	}
	images := filepath.Join(dir, "data", "images")
	if err := os.Mkdir(images, 0o755); err != nil {
		t.Fatal(err)
	}
	toThird := func(name string) {
		b, err := os.ReadFile(filepath.Join(dir, "data", name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, "data", name), bytes.Replace(b, []byte("schema = 1"), []byte("schema = 3"), 1), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	toThird("report.toml")
	if err := os.WriteFile(filepath.Join(dir, "data", "images.toml"), []byte(imageOf("a", "a.svg")), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(secret, filepath.Join(images, "a.svg")); err != nil {
		t.Skip(err)
	}
	check := func(rule, file string) {
		t.Helper()
		r, ps, err := report.Load(os.DirFS(dir))
		if err != nil || r != nil || len(ps) == 0 || ps[0].Rule != rule || ps[0].Pos.File != file {
			t.Errorf("want %s in %s: %v\n%s", rule, file, err, text(ps))
		}
	}
	check("irregular-file", "data/images/a.svg")
	if err := os.RemoveAll(images); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Dir(secret), images); err != nil {
		t.Fatal(err)
	}
	_, ps, err := report.Load(os.DirFS(dir))
	if err != nil || !slices.ContainsFunc(ps, func(p problem.Problem) bool { return p.Rule == "unknown-file" && p.Pos.File == "data/images" }) {
		t.Errorf("a link in place of the folder: %v\n%s", err, text(ps))
	}
}

// Of a report with a mistake in an image the rest can be read.
func TestReadableImages(t *testing.T) {
	m := illustrated(t, imageOf("a", "a.svg")+imageOf("b", "gone.png")+imageOf("c", "c.svg"), map[string]string{"a.svg": drawing, "c.svg": strings.Replace(drawing, "<rect", "<rect onload=\"x\"", 1)})
	r, ps, err := report.NewLoader().LoadReadable(m)
	if err != nil || r == nil {
		t.Fatal(err, text(ps))
	}
	if a, b, c := r.Image("a"), r.Image("b"), r.Image("c"); a == nil || a.Content == "" || b != nil || c == nil || c.Content != "" || r.ImageFile("c.svg") != nil {
		t.Errorf("images are %+v, %+v, %+v", a, b, c)
	}
}

// Images are numbered by the places of their sections, and in a section as its text
// mentions them.
func TestImageNumbers(t *testing.T) {
	r := kitchenSink(t)
	if got := r.ImageNumbers(); got["squares"] != 1 || got["visits"] != 2 || len(got) != 2 {
		t.Errorf("numbers are %v", got)
	}
	m := illustrated(t, imageOf("a", "a.svg")+imageOf("b", "a.svg")+imageOf("c", "a.svg"), map[string]string{"a.svg": drawing})
	m["data/sections.toml"].Data = bytes.Replace(m["data/sections.toml"].Data, []byte(`text.fr = "`), []byte(`text.fr = "[image:c], [image:a] `), 1)
	r, ps, err := report.Load(m)
	if err != nil || r == nil {
		t.Fatal(err, text(ps))
	}
	var order []string
	for _, i := range r.ImagesIn(r.Section("introduction")) {
		order = append(order, i.ID)
	}
	if strings.Join(order, " ") != "c a b" {
		t.Errorf("the images stand as %v", order)
	}
}

// Images of a section in another are counted where that section is printed, and not where
// it is in the file.
func TestImageNumbersInSubSections(t *testing.T) {
	within := strings.Replace(imageOf("inner", "a.svg"), `section = "introduction"`, `section = "detail"`, 1)
	last := strings.Replace(imageOf("last", "a.svg"), `section = "introduction"`, `section = "conclusions"`, 1)
	m := illustrated(t, last+within+imageOf("first", "a.svg"), map[string]string{"a.svg": drawing})
	m["data/sections.toml"].Data = append(m["data/sections.toml"].Data, []byte("\n[[section]]\nid = \"detail\"\nwithin = \"introduction\"\nplace = \"introduction\"\ntext.fr = \"T\"\n")...)
	r, ps, err := report.Load(m)
	if err != nil || r == nil {
		t.Fatal(err, text(ps))
	}
	if n := r.ImageNumbers(); n["first"] != 1 || n["inner"] != 2 || n["last"] != 3 {
		t.Errorf("numbers are %v", n)
	}
}
