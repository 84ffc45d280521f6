package report

import (
	"reflect"
	"strings"
	"testing"
	"testing/fstest"
)

func TestParseProgram(t *testing.T) {
	commit, sum := strings.Repeat("a", 40), strings.Repeat("0", 64)
	for _, p := range []*Program{
		{Commit: commit},
		{Repository: "https://example.org/o/n", Commit: strings.Repeat("b", 64)},
		{Repository: "https://example.org/o/n", Commit: commit, Release: "v1.2.0", SHA256: map[string]string{"linux-amd64": sum, "darwin-arm64": sum}},
	} {
		got, err := ParseProgram(p.TOML())
		if err != nil || !reflect.DeepEqual(got, p) {
			t.Errorf("%+v is read as %+v (%v)\n%s", p, got, err, p.TOML())
		}
	}
	for data, want := range map[string]string{
		`commit = "abc"`: `not "abc"`,
		`commit = "` + commit + `"` + "\nversion = \"1\"":            "the key version",
		`commit = "` + commit + `"` + "\nrelease = \"v1\"":           "without the hashes",
		`commit = "` + commit + `"` + "\nrelease = \"../x\"":         "the name of a tag",
		`commit = "` + commit + `"` + "\nrepository = \"-u x\"":      "not the address",
		`commit = "` + commit + `"` + "\nsha256.linux-amd64 = \"0\"": "sha256.linux-amd64",
		`commit = `: "program.toml",
	} {
		if _, err := ParseProgram([]byte(data)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: the error is %v, want %q", data, err, want)
		}
	}
}

// An older program says which one reads the report.
func TestNewerSchemaNamesTheProgram(t *testing.T) {
	p := Program{Repository: "https://example.org/o/n", Commit: strings.Repeat("a", 40), Release: "v9.0.0", SHA256: map[string]string{"linux-amd64": strings.Repeat("0", 64)}}
	for _, tt := range []struct{ program, want string }{
		{"", "use a newer version of the program"},
		{string(p.TOML()), "use the version that program.toml names: v9.0.0 (commit aaaaaaaaaaaa) of https://example.org/o/n"},
		{"commit = ", "use a newer version of the program"},
	} {
		tree := fstest.MapFS{
			"data/report.toml": {Data: []byte("schema = 99\n")}, "data/resolution.toml": {}, "data/paragraphs/op01.toml": {},
		}
		if tt.program != "" {
			tree[ProgramFile] = &fstest.MapFile{Data: []byte(tt.program)}
		}
		r, problems, err := Load(tree)
		if r != nil || err != nil || len(problems) != 1 || !strings.HasPrefix(problems[0].Message.String(), "this report is written in schema 99") || problems[0].Hint.String() != tt.want {
			t.Errorf("with %q: %v %v %+v", tt.program, r, err, problems)
		}
	}
}
