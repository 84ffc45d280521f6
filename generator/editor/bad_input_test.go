package editor

import (
	"strconv"
	"strings"
	"testing"

	"rapporteur/generator/report"
)

// TestNewerSchema says in the language of the writer that a draft is written in a schema that
// this program does not know, and opens nothing.
func TestNewerSchema(t *testing.T) {
	b := bundle(t, "../..", false)
	schema := "schema = " + strconv.Itoa(report.Schema+1)
	was := b.Files["data/report.toml"]
	for n := 1; n <= report.Schema; n++ {
		b.Files["data/report.toml"] = strings.Replace(b.Files["data/report.toml"], "schema = "+strconv.Itoa(n)+"\n", schema+"\n", 1)
	}
	if b.Files["data/report.toml"] == was {
		t.Fatal("the draft has no schema")
	}
	for lang, want := range map[string]string{"fr": "schéma", "en": "schema"} {
		var e Editor
		got := tell(t, &e, Request{Do: "load", Lang: lang, Bundle: &b}).Error
		if !strings.Contains(got, want) || !strings.Contains(got, strconv.Itoa(report.Schema+1)) {
			t.Errorf("in %s: %q", lang, got)
		}
		if a := tell(t, &e, Request{Do: "files"}); a.Error == "" {
			t.Errorf("in %s something is open", lang)
		}
	}
}

// TestLargeFile edits a record of a file of 5 MB, which keeps all else.
func TestLargeFile(t *testing.T) {
	b := bundle(t, "../..", false)
	const name = "data/activities/2009.toml"
	comment := "\n" + strings.Repeat("# "+strings.Repeat("é", 500)+"\n", 6<<10)
	b.Files[name] += comment
	if len(b.Files[name]) < 5<<20 {
		t.Fatalf("the file has %d bytes", len(b.Files[name]))
	}
	s, err := New(b)
	if err != nil {
		t.Fatal(err)
	}
	for _, ref := range s.refs(report.KindActivity) {
		if s.where()[ref] != name {
			continue
		}
		if _, err := s.Do(Op{Op: "set", Record: ref.String(), Path: "title.fr", Value: "Un autre titre"}); err != nil {
			t.Fatal(err)
		}
		if got := s.valueAt(ref, "title.fr"); got != "Un autre titre" || !strings.HasSuffix(s.files[name], comment) {
			t.Errorf("the title is %q, and the file ends %q", got, s.files[name][len(s.files[name])-40:])
		}
		return
	}
	t.Fatal("the file has no activity")
}
