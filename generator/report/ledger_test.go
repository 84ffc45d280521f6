package report_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/generator/report"
)

// What is added to the list of recorded editions is read back, and what was there stays
// byte for byte.
func TestLedger(t *testing.T) {
	old := "# ours\n[[edition]]\nid = \"2007-12-18\"\ncommit = \"11\" # without an end"
	first := report.Recorded{ID: "2007-12-18", Commit: "11"}
	second := report.Recorded{ID: "2008-07-31", Commit: "22", SHA256: "ab"}
	data := report.AppendLedger([]byte(old), []report.Recorded{second})
	if !strings.HasPrefix(string(data), old+"\n") {
		t.Errorf("what was there changed:\n%s", data)
	}
	rows, err := report.ReadLedger(fstest.MapFS{report.LedgerFile: {Data: data}})
	if err != nil || len(rows) != 2 || rows[0] != first || rows[1] != second {
		t.Errorf("%v, %v", rows, err)
	}
	for name, files := range map[string]fstest.MapFS{
		"none":    {},
		"no TOML": {report.LedgerFile: {Data: []byte("[[edition")}},
	} {
		if rows, err := report.ReadLedger(files); err != nil || len(rows) > 0 {
			t.Errorf("%s: %v, %v", name, rows, err)
		}
	}
}

// The list may be there in data of any schema, and does not change what a report means; the
// folders of corrections are not read as part of it.
func TestLedgerAndCorrectionsAreNoPart(t *testing.T) {
	files := small(t)
	before, ps, err := report.Load(files)
	if before == nil || err != nil {
		t.Fatal(err, ps)
	}
	files[report.LedgerFile] = &fstest.MapFile{Data: report.AppendLedger(nil, []report.Recorded{{ID: "2000-01-01", Commit: "11"}})}
	files[report.CorrectionsFolder+"/2000-01-01-corr-1/report.toml"] = &fstest.MapFile{Data: []byte("not = read")}
	after, ps, err := report.Load(files)
	if after == nil || err != nil || len(ps) > 0 {
		t.Fatal(err, ps)
	}
	if !report.Equal(before, after) || before.Digest() != after.Digest() || len(after.Recorded) != 1 {
		t.Errorf("%v", after.Recorded)
	}
	files[report.CorrectionsFolder+"/loose.toml"] = &fstest.MapFile{}
	if _, ps, _ := report.Load(files); len(ps) != 1 || ps[0].Rule != "unknown-file" {
		t.Errorf("a file beside the corrections: %v", ps)
	}
}
