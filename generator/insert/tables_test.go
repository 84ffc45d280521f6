package insert

import (
	"strings"
	"testing"
	"testing/fstest"
)

// A table is made step by step: its file, its columns, its rows with a cell for each.
func TestTable(t *testing.T) {
	m := small(t)
	put := func(kind, words string) *Change {
		t.Helper()
		c := add(t, m, kind, words)
		m[c.File] = &fstest.MapFile{Data: c.Data}
		return c
	}
	c := put("table", "id=replies section=introduction caption.fr=Réponses caption.en=Replies source=office-2001 verification=secondary")
	if c.File != "data/tables/replies.toml" || !c.New {
		t.Fatalf("the table is put into %s", c.File)
	}
	put("column", "table=replies id=state heading.fr=État heading.en=State")
	put("column", "table=replies id=replied heading.fr=Reçue heading.en=Received kind=date")
	put("column", "table=replies id=share heading.fr=Part heading.en=Share kind=number")
	put("row", "table=replies id=france cells=state=France;_replied=2008-03-14;_share=15.80")
	c = put("row", "table=replies id=spain cells=share=12;state=Spain_and_others")
	if got := strings.Join(c.Left, " "); got != "cells.replied" {
		t.Errorf("left to fill in: %s", got)
	}
	want := `#:schema ../schema/table.schema.json
# A table of the report: its columns, then its rows with a cell for each column.

id = "replies"
section = "introduction"
caption.fr = "Réponses"
caption.en = "Replies"
cites = [{ source = "office-2001", verification = "secondary" }]

[[column]]
id = "state"
heading.fr = "État"
heading.en = "State"

[[column]]
id = "replied"
heading.fr = "Reçue"
heading.en = "Received"
kind = "date"

[[column]]
id = "share"
heading.fr = "Part"
heading.en = "Share"
kind = "number"

[[row]]
id = "france"
cells.state = "France"
cells.replied = 2008-03-14
cells.share = "15.80"

[[row]]
id = "spain"
cells.state = "Spain and others"
cells.replied = ""
cells.share = 12
`
	if got := string(m["data/tables/replies.toml"].Data); got != want {
		t.Errorf("the file is\n%s\nwant\n%s", got, want)
	}
}

func TestTableRefused(t *testing.T) {
	m := small(t)
	for _, c := range [][2]string{
		{"table", "id=replies section=introduction caption.fr=R caption.en=R source=office-2001 verification=secondary"},
		{"column", "table=replies id=state heading.fr=S heading.en=S"},
		{"column", "table=replies id=pages heading.fr=P heading.en=P kind=number"},
	} {
		change := add(t, m, c[0], c[1])
		m[change.File] = &fstest.MapFile{Data: change.Data}
	}
	files, ps, err := Read(m)
	if err != nil || len(ps) > 0 {
		t.Fatal(err, ps)
	}
	for _, c := range []struct{ kind, words, want string }{
		{"row", "table=replies id=france cells=country=France", "is not a column of the table"},
		{"row", "table=replies id=france cells=state", "its columns are: state, pages"},
		{"row", "table=replies id=france cells=pages=a_dozen", "cells.pages is a number"},
		{"row", "table=repiles id=france cells=state=France", `there is no table "repiles"`},
		{"column", "table=replies id=state heading.fr=S heading.en=S", "there is already a column"},
		{"column", "table=replies id=x heading.fr=S heading.en=S kind=money", "it is one of: text, number, date"},
	} {
		_, ps, err := files.Add(kind(t, c.kind), words(c.words))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("new %s %s: %v %v, want %q", c.kind, c.words, err, ps, c.want)
		}
	}
}
