package editionlist

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"rapporteur/generator/edition"
	"rapporteur/generator/report"
	"rapporteur/generator/site/page"
)

func list() *List {
	day := time.Date(2009, 7, 1, 12, 0, 0, 0, time.FixedZone("", 2*60*60))
	of := func(id, tag string) *edition.Edition {
		e := &edition.Edition{ID: id, AsAt: report.Date{Year: 2009, Month: 6, Day: 30}, Committed: day, Status: "current", Tag: tag}
		e.Commit = strings.Repeat("c", 40)
		return e
	}
	return &List{Series: &edition.Series{
		Editions:  []*edition.Edition{of("first", "edition/first"), of("second", "")},
		Withdrawn: []edition.Withdrawn{{Withdrawn: report.Withdrawn{ID: "gone", Commit: strings.Repeat("d", 40)}, Committed: day}},
	}}
}

func TestWriteText(t *testing.T) {
	for _, tt := range []struct {
		signed map[string]page.Signature
		want   string
	}{
		{nil, "first   2009-06-30  cccccccccccc  2009-07-01  current    edition/first\n"},
		{map[string]page.Signature{"first": {Status: "verified", By: "A. Name", Of: "tag"}}, "edition/first  verified: A. Name (tag)\n"},
	} {
		l := list()
		l.signed = tt.signed
		var b strings.Builder
		if err := l.WriteText(&b); err != nil || !strings.Contains(b.String(), tt.want) || strings.Contains(b.String(), "SIGNATURE") != (tt.signed != nil) {
			t.Errorf("got %v:\n%s\nwant %q in it", err, b.String(), tt.want)
		}
	}
}

// TestUntagged keeps the editions without a tag, which a release then sets.
func TestUntagged(t *testing.T) {
	l := list()
	l.KeepUntagged()
	var b strings.Builder
	if err := l.WriteJSON(&b); err != nil {
		t.Fatal(err)
	}
	var got []map[string]any
	if err := json.Unmarshal([]byte(b.String()), &got); err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 || got[0]["id"] != "second" || got[0]["committed"] != "2009-07-01T10:00:00Z" {
		t.Errorf("got %v", got)
	}
	if _, ok := got[0]["signature"]; ok {
		t.Error("there is a signature where the report names no keys")
	}
}
