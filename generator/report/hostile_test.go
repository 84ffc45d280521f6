package report_test

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	tomltest "github.com/toml-lang/toml-test/v2"

	"rapporteur/generator/problem"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// placed fails unless there is a problem, no report, and every problem is
// in a file that there is, inside its text.
func placed(t *testing.T, fsys fs.FS, r *report.Report, ps []problem.Problem, err error) {
	t.Helper()
	if err != nil {
		t.Fatalf("no placed problem, but an error: %v", err)
	}
	if r != nil || problem.Errors(ps) == 0 {
		t.Fatalf("it was taken; problems:\n%s", text(ps))
	}
	files := map[string][][]byte{}
	for _, p := range ps {
		if p.Message.String() == "" || p.Rule == "" {
			t.Errorf("problem without words: %+v", p)
		}
		if _, err := fs.Lstat(fsys, p.Pos.File); err != nil {
			t.Errorf("problem in no file: %+v", p)
		}
		if p.Pos.Line == 0 {
			continue
		}
		lines := files[p.Pos.File]
		if lines == nil {
			data, err := fs.ReadFile(fsys, p.Pos.File)
			if err != nil {
				t.Fatal(err)
			}
			lines = bytes.Split(data, []byte("\n"))
			files[p.Pos.File] = lines
		}
		if p.Pos.Line > len(lines) || p.Pos.Column < 1 || p.Pos.Column > len(lines[p.Pos.Line-1])+1 {
			t.Errorf("problem outside its file: %+v", p)
		}
	}
}

// TestBadBytes puts bytes that are no data in the place of each kind of file.
func TestBadBytes(t *testing.T) {
	tests := []struct {
		name string
		data string
		want string // rule of the first problem
	}{
		{"invalid UTF-8", "a = \"\xff\xfe\"", "encoding"},
		{"UTF-8 cut off", "a = \"\xe2\x80", "encoding"},
		{"surrogate", "a = \"\xed\xa0\x80\"", "encoding"},
		{"byte order mark", "\xef\xbb\xbfa = 1", "encoding"},
		{"UTF-16", "\xff\xfea\x00=\x001\x00", "encoding"},
		{"null", "a = 1\x00", "encoding"},
		{"control character", "a = \"\x01\"", "syntax"},
		{"carriage return alone", "a = 1\rb = 2", "syntax"},
		{"brackets", "a = " + strings.Repeat("[", 10_000), "nesting"},
		{"keys of an inline table", "a = {" + strings.Repeat("b = 1, ", 2_000) + "c = 1}", "size"},
		{"values in a list", "a = [" + strings.Repeat("1,", 300_000) + "1]", "size"},
		{"keys", strings.Repeat("a = 1\n", 300_000), "size"},
		{"headings", strings.Repeat("[[a]]\n", 300_000), "size"},
		{"braces", "a = " + strings.Repeat("{a=", 10_000), "nesting"},
		{"tables in tables", nestedTables(2_000), "nesting"},
		{"heading of many parts", "[" + strings.Repeat("a.", 10_000) + "a]", "nesting"},
		{"a key for ever", strings.Repeat("a", 1<<20), "syntax"},
		{"a string for ever", "a = \"" + strings.Repeat("a", 1<<20), "syntax"},
		{"a number too great", "schema = " + strings.Repeat("9", 1000), "syntax"},
		{"many unknown keys", manyKeys(5_000), "unknown-key"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, name := range []string{"data/report.toml", "data/resolution.toml", "data/sources.toml", "data/waivers.toml", "data/paragraphs/op01.toml", "data/participation/bombings.toml"} {
				m := small(t)
				m[name] = &fstest.MapFile{Data: []byte(tt.data)}
				r, ps, err := report.Load(m)
				placed(t, m, r, ps, err)
				if i := slices.IndexFunc(ps, func(p problem.Problem) bool { return p.Pos.File == name && p.Rule == tt.want }); i < 0 {
					t.Errorf("%s: %s is not found in:\n%.2000s", name, tt.want, text(ps))
				}
			}
		})
	}
}

func nestedTables(n int) string {
	var b strings.Builder
	path := "a"
	for range n {
		b.WriteString("[" + path + "]\n")
		path += ".a"
	}
	return b.String()
}

func manyKeys(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "key%d = %d\n", i, i)
	}
	return b.String()
}

// TestManyProblems checks that a file of nothing but mistakes does not flood
// who reads of them, and that warnings, however many, stop nothing.
func TestManyProblems(t *testing.T) {
	m := small(t)
	m["data/sources.toml"] = &fstest.MapFile{Data: []byte(strings.Repeat("[[source]]\nid = \"a\"\n", 5_000))}
	r, ps, err := report.Load(m)
	placed(t, m, r, ps, err)
	for _, want := range []string{"the file has 15000 errors, of which 1000 are shown", "the file has 4999 errors, of which 1000 are shown"} {
		if !strings.Contains(text(ps), want) {
			t.Errorf("%q is not among %d problems", want, len(ps))
		}
	}
	if len(ps) > 2_100 {
		t.Errorf("%d problems", len(ps))
	}

	r, ps, err = report.Load(small(t, []string{"sections.toml", "A classification.", strings.Repeat("`x` ", 5_000)}))
	if err != nil || r == nil || len(ps) != 1_001 {
		t.Errorf("report %v, %d problems, %v", r != nil, len(ps), err)
	}
}

// TestWindowsLineEnds checks that a file from an editor on Windows means the
// same, and that places in it are right.
func TestWindowsLineEnds(t *testing.T) {
	m := small(t)
	for _, f := range m {
		f.Data = bytes.ReplaceAll(f.Data, []byte("\n"), []byte("\r\n"))
	}
	r, ps, err := report.Load(m)
	if err != nil || r == nil || len(ps) > 0 {
		t.Fatalf("%v\n%s", err, text(ps))
	}
	if !report.Equal(r, load(t)) {
		t.Error("it means something else")
	}
	f := m["data/sources.toml"]
	f.Data = bytes.Replace(f.Data, []byte("symbol ="), []byte("symbl ="), 1)
	_, ps, _ = report.Load(m)
	if len(ps) != 1 || ps[0].Pos.String() != "data/sources.toml:3:1" || strings.ContainsRune(ps[0].Line, '\r') {
		t.Errorf("found:\n%s", text(ps))
	}
}

// TestEmptyFiles checks that a file of nothing is a report's file with nothing
// in it, or a problem where something must be in it.
func TestEmptyFiles(t *testing.T) {
	for _, content := range []string{"", "\n", "# nothing yet\n", " \t\r\n"} {
		m := small(t)
		m["data/waivers.toml"] = &fstest.MapFile{Data: []byte(content)}
		m["data/activities/2009.toml"] = &fstest.MapFile{Data: []byte(content)}
		if r, ps, err := report.Load(m); err != nil || r == nil || len(ps) > 0 {
			t.Errorf("%q: %v\n%s", content, err, text(ps))
		}
		for _, name := range []string{"data/report.toml", "data/resolution.toml", "data/paragraphs/op01.toml", "data/participation/bombings.toml"} {
			m := small(t)
			m[name] = &fstest.MapFile{Data: []byte(content)}
			r, ps, err := report.Load(m)
			placed(t, m, r, ps, err)
		}
	}
}

// TestHugeFile checks that a file of 100 MB is refused after 16 MiB of it.
func TestHugeFile(t *testing.T) {
	huge := &hugeFS{FS: small(t), name: "data/sources.toml", size: 100 << 20}
	r, ps, err := report.Load(huge)
	if err != nil || r != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(ps, func(p problem.Problem) bool { return p.Rule == "size" })
	if i < 0 || ps[i].Pos.File != huge.name || !strings.Contains(ps[i].Message.String(), "larger than 16 MiB") {
		t.Errorf("found:\n%s", text(ps))
	}
	if huge.read > 17<<20 {
		t.Errorf("%d bytes were read", huge.read)
	}
}

// hugeFS has one file of spaces.
type hugeFS struct {
	fs.FS
	name string
	size int64
	read int64
}

func (h *hugeFS) Open(name string) (fs.File, error) {
	f, err := h.FS.Open(name)
	if name != h.name || err != nil {
		return f, err
	}
	return &hugeFile{File: f, fs: h, left: h.size}, nil
}

type hugeFile struct {
	fs.File
	fs   *hugeFS
	left int64
}

func (f *hugeFile) Read(b []byte) (int, error) {
	if f.left == 0 {
		return 0, io.EOF
	}
	n := int(min(int64(len(b)), f.left))
	for i := range b[:n] {
		b[i] = ' '
	}
	f.left -= int64(n)
	f.fs.read += int64(n)
	return n, nil
}

// onDisk writes the small report to a folder.
func onDisk(t *testing.T) string {
	t.Helper()
	root := t.TempDir()
	if err := os.CopyFS(root, small(t)); err != nil {
		t.Fatal(err)
	}
	return root
}

// TestLinksOutOfTheTree checks that no symbolic link is followed, whether to a
// file or a folder, in the report or out of it.
func TestLinksOutOfTheTree(t *testing.T) {
	outside := filepath.Join(t.TempDir(), "outside.toml")
	if err := os.WriteFile(outside, []byte("secret = 1\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	tests := []struct{ name, at, to string }{
		{"file out of the tree", "data/sources.toml", outside},
		{"file in the tree", "data/sources.toml", "states.toml"},
		{"to nothing", "data/sources.toml", "nowhere"},
		{"to itself", "data/sources.toml", "sources.toml"},
		{"report.toml", "data/report.toml", outside},
		{"folder out of the tree", "data/activities", filepath.Dir(outside)},
		{"folder in itself", "data/activities", "."},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			root := onDisk(t)
			at := filepath.Join(root, tt.at)
			if err := os.RemoveAll(at); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(tt.to, at); err != nil {
				t.Fatal(err)
			}
			r, ps, err := report.Load(os.DirFS(root))
			if err != nil || r != nil {
				t.Fatalf("report %v, error %v", r != nil, err)
			}
			i := slices.IndexFunc(ps, func(p problem.Problem) bool {
				return p.Pos.File == tt.at && (p.Rule == "irregular-file" || p.Rule == "unknown-file")
			})
			if i < 0 || strings.Contains(text(ps), "secret") {
				t.Errorf("found:\n%s", text(ps))
			}
		})
	}
}

// TestDataIsALink checks that the folder of the report is one itself.
func TestDataIsALink(t *testing.T) {
	root := onDisk(t)
	elsewhere := filepath.Join(t.TempDir(), "data")
	if err := os.Rename(filepath.Join(root, "data"), elsewhere); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(elsewhere, filepath.Join(root, "data")); err != nil {
		t.Fatal(err)
	}
	if r, _, err := report.Load(os.DirFS(root)); err == nil || r != nil {
		t.Errorf("it was followed: %v", err)
	}
}

// TestFoldersThatAreNotFollowed checks that a folder of the report that is a link or a
// submodule is named, and nothing that follows from it.
func TestFoldersThatAreNotFollowed(t *testing.T) {
	for _, folder := range []string{"data/paragraphs", "data/activities"} {
		for _, mode := range []fs.FileMode{fs.ModeSymlink, fs.ModeIrregular} {
			m := small(t)
			for name := range m {
				if strings.HasPrefix(name, folder+"/") {
					delete(m, name)
				}
			}
			m[folder] = &fstest.MapFile{Mode: mode}
			r, ps, err := report.Load(m)
			if err != nil || r != nil || len(ps) != 1 || !strings.Contains(text(ps), folder+": error: this folder is a link or a submodule, which is not followed [irregular-file]") {
				t.Errorf("%s %v: %v\n%s", folder, mode, err, text(ps))
			}
		}
	}
	for mode, want := range map[fs.FileMode]string{fs.ModeSymlink: "data/ is a symbolic link", fs.ModeIrregular: "data/ is a submodule", 0: "there is no data/ folder"} {
		_, _, err := report.Load(fstest.MapFS{"data": &fstest.MapFile{Mode: mode}})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error is %v, want %q", err, want)
		}
	}
}

// TestPointersOfLFS checks that a file that Git LFS keeps elsewhere is named as that.
func TestPointersOfLFS(t *testing.T) {
	for _, name := range []string{"data/sources.toml", "data/report.toml", "data/paragraphs/op01.toml"} {
		m := small(t)
		m[name] = &fstest.MapFile{Data: []byte("version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n")}
		r, ps, err := report.Load(m)
		if err != nil || r != nil || len(ps) != 1 || !strings.Contains(text(ps), name+":1:1: error: this is a pointer of Git LFS") || !strings.Contains(text(ps), "git lfs pull") {
			t.Errorf("%s: %v\n%s", name, err, text(ps))
		}
	}
}

// TestFoldersInPlaceOfFiles looks at the same the other way round as well.
func TestFoldersInPlaceOfFiles(t *testing.T) {
	for _, name := range []string{"data/sources.toml", "data/report.toml", "data/resolution.toml", "data/paragraphs/op01.toml"} {
		root := onDisk(t)
		at := filepath.Join(root, name)
		if err := os.Remove(at); err != nil {
			t.Fatal(err)
		}
		if err := os.MkdirAll(filepath.Join(at, "x.toml"), 0o755); err != nil {
			t.Fatal(err)
		}
		r, ps, err := report.Load(os.DirFS(root))
		if err != nil || r != nil || !strings.Contains(text(ps), name+": error: this is not a regular file [irregular-file]") {
			t.Errorf("%s: %v\n%s", name, err, text(ps))
		}
	}
	m := small(t)
	delete(m, "data/activities/2007.toml")
	m["data/activities"] = &fstest.MapFile{Data: []byte("id = 1")}
	_, ps, err := report.Load(m)
	if err != nil || !strings.Contains(text(ps), "data/activities: error: this file is not read [unknown-file]") {
		t.Errorf("%v\n%s", err, text(ps))
	}
}

// TestFileOfTwoKinds looks at a file whose content belongs to another kind,
// and at one that is there under two names.
func TestFileOfTwoKinds(t *testing.T) {
	m := small(t)
	m["data/indicators.toml"] = &fstest.MapFile{Data: m["data/sources.toml"].Data}
	r, ps, err := report.Load(m)
	placed(t, m, r, ps, err)
	if !strings.Contains(text(ps), `data/indicators.toml:1:3: error: unknown key "source"`) {
		t.Errorf("found:\n%s", text(ps))
	}

	m = small(t)
	m["data/activities/2008.toml"] = &fstest.MapFile{Data: m["data/activities/2007.toml"].Data}
	r, ps, err = report.Load(m)
	placed(t, m, r, ps, err)
	if !strings.Contains(text(ps), `data/activities/2008.toml:2:6: error: there is another activity with the id "vienna-2007" [duplicate-id]`) {
		t.Errorf("found:\n%s", text(ps))
	}

	m = small(t)
	m["data/paragraphs/bombings.toml"] = &fstest.MapFile{Data: m["data/participation/bombings.toml"].Data}
	r, ps, err = report.Load(m)
	placed(t, m, r, ps, err)
}

// TestConformance gives every invalid file of the public suite for TOML 1.0
// in the place of a file of the report. Each is refused at a place.
func TestConformance(t *testing.T) {
	suite := tomltest.TestCases()
	list, err := fs.ReadFile(suite, "files-toml-1.0.0")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	loader := report.NewLoader()
	for name := range strings.FieldsSeq(string(list)) {
		if !strings.HasPrefix(name, "invalid/") || !strings.HasSuffix(name, ".toml") {
			continue
		}
		n++
		data, err := fs.ReadFile(suite, name)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(name, func(t *testing.T) {
			m := small(t)
			m["data/sources.toml"] = &fstest.MapFile{Data: data}
			r, ps, err := loader.Load(m)
			placed(t, m, r, ps, err)
			if !slices.ContainsFunc(ps, func(p problem.Problem) bool { return p.Pos.File == "data/sources.toml" }) {
				t.Errorf("no problem in it:\n%s", text(ps))
			}
		})
	}
	if n < 300 {
		t.Errorf("the suite has %d files only", n)
	}
}

// TestWaivers checks that waivers are read and are no part of what the report
// says.
func TestWaivers(t *testing.T) {
	const waiver = "[[waiver]]\nrule = \"cited\"\nrecord = \"request:op04-a\"\nfield = \"progress\"\nreason.fr = \"Attend la source\"\nuntil = 2009-06-30\n"
	m := small(t)
	m["data/waivers.toml"] = &fstest.MapFile{Data: []byte(waiver)}
	r, ps, err := report.Load(m)
	if err != nil || r == nil || len(ps) > 0 {
		t.Fatalf("%v\n%s", err, text(ps))
	}
	want := report.Waiver{Rule: "cited", Record: report.Ref{Kind: report.KindRequest, ID: "op04-a"}, Field: "progress",
		Reason: report.Text{Fr: "Attend la source"}, Until: report.Date{Year: 2009, Month: 6, Day: 30}}
	if len(r.Waivers) != 1 || r.Waivers[0] != want {
		t.Errorf("%+v", r.Waivers)
	}
	if !report.Equal(r, load(t)) {
		t.Error("a waiver changes what the report means")
	}
	p := r.ProblemIn("x", problem.Error, "data/waivers.toml", "waiver[0].until", say.F("m"), say.Text{})
	if p.Pos.String() != "data/waivers.toml:6:9" || p.Line != "until = 2009-06-30" {
		t.Errorf("%+v", p)
	}
	if p := r.ProblemIn("x", problem.Error, "data/none.toml", "a", say.F("m"), say.Text{}); p.Pos.String() != "data/none.toml" {
		t.Errorf("%+v", p)
	}

	for _, tt := range []struct{ old, new, want string }{
		{"request:op04-a", "request:op04-z", `data/waivers.toml:3:10: error: there is no request "op04-z" [unknown-reference]`},
		{"reason.fr", "# reason.fr", "data/waivers.toml:1:3: error: waiver has no reason [missing]"},
		{"until", "# until", "data/waivers.toml:1:3: error: waiver has no until [missing]"},
		{"2009-06-30", "\"soon\"", "data/waivers.toml:6:9: error: "},
		{"record", "recrd", `hint: did you mean record?`},
	} {
		m["data/waivers.toml"] = &fstest.MapFile{Data: []byte(strings.Replace(waiver, tt.old, tt.new, 1))}
		r, ps, err := report.Load(m)
		placed(t, m, r, ps, err)
		if !strings.Contains(text(ps), tt.want) {
			t.Errorf("%s is not in\n%s", tt.want, text(ps))
		}
	}
}

// TestManyFiles checks that a report of too many files is refused at the first that is too
// much, and that all of them together have a limit as well.
func TestManyFiles(t *testing.T) {
	m := small(t)
	for i := range 10_001 {
		m[fmt.Sprintf("data/activities/a%05d.toml", i)] = &fstest.MapFile{}
	}
	r, ps, err := report.Load(m)
	placed(t, m, r, ps, err)
	if !slices.ContainsFunc(ps, func(p problem.Problem) bool {
		return p.Rule == "size" && strings.Contains(p.Message.String(), "10000 files")
	}) {
		t.Errorf("found:\n%s", text(ps))
	}

	comment := &fstest.MapFile{Data: append([]byte("#"), bytes.Repeat([]byte("n"), 15<<20)...)}
	marks := &fstest.MapFile{Data: append([]byte("#"), bytes.Repeat([]byte(","), 160_000)...)}
	for _, tt := range []struct {
		file  *fstest.MapFile
		files int
		says  string
	}{{comment, 5, "64 MiB together"}, {marks, 7, "1000000 values together"}} {
		m := small(t)
		for i := range tt.files {
			m[fmt.Sprintf("data/activities/%d.toml", i)] = tt.file
		}
		r, ps, err := report.Load(m)
		placed(t, m, r, ps, err)
		last := fmt.Sprintf("data/activities/%d.toml", tt.files-1)
		if !slices.ContainsFunc(ps, func(p problem.Problem) bool {
			return p.Pos.File == last && strings.Contains(p.Message.String(), tt.says)
		}) {
			t.Errorf("found:\n%s", text(ps))
		}
		delete(m, last)
		if _, ps, err := report.Load(m); err != nil || len(ps) > 0 {
			t.Errorf("with one file less: %v\n%s", err, text(ps))
		}
	}
}
