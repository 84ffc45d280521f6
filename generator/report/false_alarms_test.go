package report_test

import (
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/generator/problem"
	"rapporteur/generator/report"
)

// lastText is the last line of a file that gives a text in one language on one line.
var lastText = regexp.MustCompile(`(?m)^((?:title|name|heading|text|caption|alternative|summary|note|reason)\.[a-z]{2} = )(?:"[^"\n]*"|"""[^"\n]*""")$`)

// A mistake in one file is told of that file: what the others say of it is not wrong
// because of it.
func TestAMistakeStaysInItsFile(t *testing.T) {
	whole := sinkWith(t, nil)
	before := map[string]bool{}
	_, ps, err := report.Load(whole)
	if err != nil || problem.Errors(ps) > 0 {
		t.Fatal(err, ps)
	}
	for _, p := range ps {
		before[p.Rule+p.Pos.File] = true
	}
	try := func(mistake, file, text string) {
		fsys := fstest.MapFS{}
		for name, f := range whole {
			fsys[name] = f
		}
		fsys[file] = &fstest.MapFile{Data: []byte(text)}
		_, ps, err := report.Load(fsys)
		if err != nil {
			t.Fatal(err)
		}
		if problem.Errors(ps) == 0 {
			t.Errorf("%s in %s is not found", mistake, file)
		}
		for _, p := range ps {
			if p.Pos.File != file && !before[p.Rule+p.Pos.File] {
				t.Errorf("%s in %s: %s:%d %s [%s]", mistake, file, p.Pos.File, p.Pos.Line, p.Message, p.Rule)
			}
		}
	}
	typed := 0
	for name, f := range whole {
		if !strings.HasSuffix(name, ".toml") {
			continue
		}
		try("a line that is no TOML", name, string(f.Data)+"\nno toml here\n")
		all := lastText.FindAllSubmatchIndex(f.Data, -1)
		if len(all) == 0 {
			continue
		}
		typed++
		at := all[len(all)-1]
		try("a number for a text", name, string(f.Data[:at[3]])+"5"+string(f.Data[at[1]:]))
		try("a list for a text", name, string(f.Data[:at[3]])+`["x"]`+string(f.Data[at[1]:]))
	}
	if typed < 12 {
		t.Errorf("%d files had a text to spoil", typed)
	}
	reportFile := string(whole["data/report.toml"].Data)
	try("two headings for one table", "data/report.toml", strings.Replace(reportFile, "[edition]", "[[edition]]", 1))
	try("a day that is none", "data/report.toml", strings.Replace(reportFile, "as_at = 2008-12-31", "as_at = 31/12/2008", 1))
	try("no schema", "data/report.toml", strings.Replace(reportFile, "schema = 3", "", 1))
	try("a schema in words", "data/report.toml", strings.Replace(reportFile, "schema = 3", "schema = three", 1))
}
