package diff

import (
	"bytes"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/generator/report"
)

// withTable is the kitchen sink with another table "figures".
func withTable(t *testing.T, edit func(string) string) *report.Report {
	t.Helper()
	m := fstest.MapFS{}
	dir := os.DirFS("../testdata/kitchen-sink")
	err := fs.WalkDir(dir, "data", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(dir, name)
		if name == "data/tables/replies.toml" {
			data = []byte(edit(string(data)))
		}
		m[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	r, problems, err := report.Load(m)
	if err != nil || r == nil {
		t.Fatal(err, problems)
	}
	return r
}

// Tables are compared by cell: each change names its row and its column.
func TestTablesByCell(t *testing.T) {
	before := withTable(t, func(s string) string { return s })
	replaced := func(old, new string) func(string) string {
		return func(s string) string {
			if !strings.Contains(s, old) {
				t.Fatalf("no %q", old)
			}
			return strings.Replace(s, old, new, 1)
		}
	}
	rows := func(s string) (head string, rows []string) {
		parts := strings.Split(s, "\n[[row]]\n")
		return parts[0], parts[1:]
	}
	for _, c := range []struct {
		name string
		edit func(string) string
		want []string // in the text for a terminal
		not  []string
	}{
		{"number", replaced("cells.pages = 12\n", "cells.pages = 15\n"),
			[]string{"row:replies/france  France, Replies <received> & awaited", "Pages (changed, figure): [-12-] {+15+} (+3, +25.0 %)"}, []string{"cells"}},
		{"trailing zero", replaced(`"1234.50"`, `"1234.5"`), []string{"Pages (changed, figure): [-1,234.50-] {+1,234.5+}"}, nil},
		{"date", replaced("2008-03-14", "2008-03-15"), []string{"Received (changed, substance): [-2008-03-14-] {+2008-03-15+}"}, nil},
		{"text", replaced(`cells.says.en = "No."`, `cells.says.en = "Not yet."`), []string{"Substance (changed, substance)", "en: [-No.-]{+Not yet.+}"}, nil},
		{"words that are the same", replaced(`"A/99/1"`, `"A/99/2"`), []string{"Symbol (changed, substance): [-A/99/1-] {+A/99/2+}"}, nil},
		{"emptied", replaced("cells.pages = 12\n", "cells.pages = \"\"\n"), []string{"Pages (removed, figure): [-12-]"}, nil},
		{"text for words", replaced(`cells.symbol = "A/99/1"`, `cells.symbol.en = "A/99/1 and others"`), []string{"Symbol (changed, substance): [-A/99/1-] {+A/99/1 and others+}"}, nil},
		{"heading", replaced(`heading.en = "Received"`, `heading.en = "Arrived"`), []string{"column:replies/replied  Arrived, Replies <received> & awaited", "heading (changed"}, nil},
		{"row added", func(s string) string {
			return s + "\n[[row]]\nid = \"chad\"\ncells.state = \"Chad\"\ncells.replied = 2008-05-01\ncells.pages = 3\ncells.symbol = \"\"\ncells.says.fr = \"Oui.\"\ncells.says.en = \"Yes.\"\n"
		}, []string{"row:replies/chad  Chad, Replies", "row (added, substance)", "Pages: {+3+}", "Substance (en): {+Yes.+}"}, nil},
		{"row removed", func(s string) string {
			head, all := rows(s)
			return head + "\n[[row]]\n" + all[0] + "\n[[row]]\n" + all[2]
		}, []string{"row:replies/others  Others & <sundry>, Replies", "row (removed, substance)", "Pages: [-1,234.50-]"}, nil},
		{"rows in another order", func(s string) string {
			head, all := rows(s)
			return head + "\n[[row]]\n" + all[1] + "\n[[row]]\n" + all[0] + "\n[[row]]\n" + all[2]
		}, []string{"row (moved, metadata)"}, []string{"substance", "figure"}},
		{"column added", func(s string) string {
			s = strings.Replace(s, "\n[[row]]\n", "\n[[column]]\nid = \"late\"\nheading.fr = \"Tard\"\nheading.en = \"Late\"\n\n[[row]]\n", 1)
			s = strings.ReplaceAll(s, "cells.symbol", "cells.late = \"no\"\ncells.symbol")
			return s
		}, []string{"column:replies/late  Late, Replies", "column (added, substance)", "Late (added, substance): {+no+}"}, nil},
		{"column removed", func(s string) string {
			head, tail, _ := strings.Cut(s, "\n[[column]]\nid = \"symbol\"")
			_, tail, _ = strings.Cut(tail, "align = \"center\"\n")
			out := head + tail
			var lines []string
			for _, l := range strings.Split(out, "\n") {
				if !strings.HasPrefix(l, "cells.symbol") {
					lines = append(lines, l)
				}
			}
			return strings.Join(lines, "\n")
		}, []string{"column:replies/symbol  Symbol, Replies", "column (removed, substance)", "Symbol (removed, substance): [-A/99/1-]"}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			after := withTable(t, c.edit)
			changes := Compare(before, after)
			var b bytes.Buffer
			if err := WriteText(&b, changes, false); err != nil {
				t.Fatal(err)
			}
			for _, want := range c.want {
				if !strings.Contains(b.String(), want) {
					t.Errorf("the text is\n%s\nwithout %q", b.String(), want)
				}
			}
			for _, not := range c.not {
				if strings.Contains(b.String(), not) {
					t.Errorf("the text is\n%s\nwith %q", b.String(), not)
				}
			}
			back := Compare(after, before)
			if back.Total() != changes.Total() {
				t.Errorf("%d changes one way and %d the other", changes.Total(), back.Total())
			}
		})
	}
}
