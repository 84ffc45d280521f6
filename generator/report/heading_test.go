package report_test

import (
	"bytes"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/generator/problem"
	"rapporteur/generator/report"
)

var heading = regexp.MustCompile(`(?m)^\[\[([a-z.]+)\]\]$`)

// A heading that is wrong is one mistake: what refers to the records under it is none.
func TestWrongHeading(t *testing.T) {
	files := sinkWith(t, nil)
	check := func(name, heading string, data []byte) {
		files[name] = &fstest.MapFile{Data: data}
		_, ps, err := report.Load(files)
		if err != nil {
			t.Fatal(err)
		}
		if problem.Errors(ps) != 1 || !slices.ContainsFunc(ps, func(p problem.Problem) bool {
			return p.Pos.File == name && (p.Rule == "unknown-key" || p.Rule == "wrong-type")
		}) {
			t.Errorf("%s in %s gives %d errors:", heading, name, problem.Errors(ps))
			for _, p := range ps {
				if p.Severity == problem.Error {
					t.Log(p.Place(), p.Rule, p.Message)
				}
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if path.Ext(name) != ".toml" || name == "data/report.toml" {
			continue
		}
		data := files[name].Data
		done := make(map[string]bool)
		for _, m := range heading.FindAllSubmatch(data, -1) {
			key := string(m[1])
			if done[key] {
				continue
			}
			done[key] = true
			// All headings of a list of the file are wrong, and the first of those inside one of its records.
			wrong, n := key[:len(key)-1]+"x", -1
			if strings.Contains(key, ".") {
				n = 1
			}
			changed := bytes.Replace(data, []byte("[["+key+"]]"), []byte("[["+wrong+"]]"), n)
			changed = bytes.ReplaceAll(changed, []byte("["+key+"."), []byte("["+wrong+"."))
			check(name, "[["+wrong+"]]", changed)
			if one := []byte("[[" + key + "]]"); n < 0 && bytes.Count(data, one) == 1 {
				check(name, "["+key+"]", bytes.Replace(data, one, one[1:len(one)-1], 1))
			}
		}
		files[name] = &fstest.MapFile{Data: data}
	}
}
