package site

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/report"
	"rapporteur/generator/site/history"
	"rapporteur/generator/site/page"
)

// partsOf are all parts of the report in a language, by anchor.
func partsOf(t *testing.T, m *Model, lang string) (map[string]page.Part, *page.Report) {
	t.Helper()
	all := make(map[string]page.Part)
	var add func(parts []page.Part)
	add = func(parts []page.Part) {
		for _, p := range parts {
			all[p.Anchor] = p
			add(p.Parts)
		}
	}
	body := pageAt(t, m, page.Draft, lang, "report/").Body.(*page.Report)
	add(body.Parts)
	return all, body
}

func TestReportTables(t *testing.T) {
	t.Parallel()
	m := build(t, Input{Draft: load(t)})
	parts, _ := partsOf(t, m, "fr")
	blocks := parts["setting"].Blocks
	if len(blocks) != 3 || len(blocks[1].Tables) != 1 || len(blocks[0].Tables)+len(blocks[2].Tables) != 0 {
		t.Fatalf("the table is not after the paragraph that refers to it")
	}
	table := blocks[1].Tables[0]
	if table.Label != "Tableau 1" || table.Anchor != "table-replies" || table.Caption.Text != "Réponses <reçues> & attendues" {
		t.Errorf("the table is %q, %q, %q", table.Label, table.Anchor, table.Caption.Text)
	}
	cells := table.Rows[1].Cells
	if got := string(cells[2].HTML); got != "1\u202f234,50" || !cells[2].Number {
		t.Errorf("1234.50 is printed %q", got)
	}
	if got := cells[1].Date; got.Text != "avril 2008" || got.ISO != "2008-04" {
		t.Errorf("2008-04 is printed %+v", got)
	}
	if got := string(cells[0].HTML); got != "Autres &amp; &lt;divers&gt;" {
		t.Errorf("the first cell is printed %q", got)
	}
	if got := string(table.Rows[0].Cells[4].HTML); !strings.Contains(got, "<em>Oui</em>") || !strings.Contains(got, `<a href="#table-figures">tableau 2</a>`) {
		t.Errorf("the text of a cell is printed %q", got)
	}
	if c := table.Rows[2].Cells[2]; c.HTML != "" || c.Date.Text != "" {
		t.Errorf("a cell with nothing in it is printed %+v", c)
	}
	if got := string(blocks[1].HTML); !strings.Contains(got, `<a href="#table-replies">tableau 1</a>`) {
		t.Errorf("the reference is printed %q", got)
	}
	if len(parts["annex-documents"].Blocks[0].Tables) != 1 {
		t.Error("a table that its section does not refer to is not at the end of it")
	}
	arabic, _ := partsOf(t, m, "ar")
	if got := arabic["setting"].Blocks[1].Tables[0].Label; got != "الجدول 1" {
		t.Errorf("in Arabic the table is %q", got)
	}
}

// The file of a table has what programs read, nothing that a spreadsheet runs, and
// what the table rests on.
func TestReportTableFile(t *testing.T) {
	t.Parallel()
	m := build(t, Input{Draft: load(t)})
	for _, f := range pageAt(t, m, page.Draft, "en", "report/").Files {
		if f.Name != "table-replies.csv" {
			continue
		}
		want := "\uFEFFidentifier,State,Received,Pages,Symbol,Substance,Source\r\n" +
			"france,France,2008-03-14,12,A/99/1,\"Yes, for 1,158 countries; see table 2.\",\"Source: A/C.3/99/L.1, para. 12 (primary source)\"\r\n" +
			"others,Others & <sundry>,2008-04,1234.50,'=1+1,No.,\"Source: A/C.3/99/L.1, para. 12 (primary source)\"\r\n" +
			"nobody,Nobody,,,,Nothing.,\"Source: A/C.3/99/L.1, para. 12 (primary source)\"\r\n"
		if strings.ReplaceAll(f.Data, "\u00a0", " ") != want {
			t.Errorf("the file is\n%s\nwant\n%s", f.Data, want)
		}
		return
	}
	t.Error("the table has no file")
}

// Sub-sections are numbered by level, as each language does, and their paragraphs in
// one run with those around them.
func TestSubSections(t *testing.T) {
	t.Parallel()
	m := build(t, Input{Draft: load(t)})
	for lang, want := range map[string][]string{
		"en": {"A.", "1.", "(a)", "(i)", "B."},
		"fr": {"A.", "1.", "a)", "i)", "B."},
		"ar": {"ألف -", "1 -", "(أ)", "(i)", "باء -"},
	} {
		parts, _ := partsOf(t, m, lang)
		var got []string
		for i, id := range []string{"setting-law", "setting-treaties", "setting-protocols", "setting-annexes", "setting-practice"} {
			got = append(got, parts[id].Mark)
			if level := []int{3, 4, 5, 6, 3}[i]; parts[id].Level != level {
				t.Errorf("%s has the level %d, want %d", id, parts[id].Level, level)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: sub-sections are numbered %q, want %q", lang, got, want)
		}
	}
	parts, _ := partsOf(t, m, "en")
	if whole, last := parts["setting"], parts["setting-practice"]; whole.Last != last.Last || last.First != parts["setting-annexes"].First+1 {
		t.Errorf("paragraphs run from %d to %d, and in the last sub-section to %d", whole.First, whole.Last, last.Last)
	}
}

// A recommendation that follows from several requests of one paragraph names the paragraph
// once, and leads to it.
func TestFollowsFromParagraphOnce(t *testing.T) {
	t.Parallel()
	r := load(t)
	i := slices.IndexFunc(r.Paragraphs, func(p *report.Paragraph) bool { return len(p.Requests) > 1 })
	j := slices.IndexFunc(r.Paragraphs, func(p *report.Paragraph) bool { return len(p.Requests) > 0 && p != r.Paragraphs[i] })
	many, one := r.Paragraphs[i], r.Paragraphs[j]
	s := r.Section("recommend-law")
	s.Requests = []string{many.Requests[0].ID, one.Requests[0].ID, many.Requests[1].ID}
	parts, _ := partsOf(t, build(t, Input{Draft: r}), "en")
	var got []string
	for _, k := range parts["recommend-law"].FollowsFrom {
		got = append(got, k.Href)
	}
	want := []string{"../paragraphs/" + many.ID + "/", "../paragraphs/" + one.ID + "/#" + one.Requests[0].ID}
	if !slices.Equal(got, want) {
		t.Errorf("it leads to %q, want %q", got, want)
	}
}

func TestBoxesAndRecommendations(t *testing.T) {
	t.Parallel()
	m := build(t, Input{Draft: load(t)})
	parts, body := partsOf(t, m, "en")
	box := parts["setting-box"]
	if box.Label != "Box 1" || box.Heading.Text != "A <boxed> example" || box.Mark != "" || len(box.Blocks) != 2 || box.Blocks[0].Number != 0 {
		t.Errorf("the box is %q, %q, %q, its paragraphs are numbered from %d", box.Label, box.Heading.Text, box.Mark, box.Blocks[0].Number)
	}
	advice := parts["recommend-law"]
	if advice.Blocks[0].Number == 0 || len(advice.Addressees) != 2 || advice.AddressedTo.Text != "All States parties" || len(advice.FollowsFrom) != 1 {
		t.Errorf("the recommendation is %+v", advice)
	}
	if got := strings.ReplaceAll(advice.FollowsFrom[0].Text.Text, "\u00a0", " "); got != "para. 1" {
		t.Errorf("it follows from %q, want the place in the resolution", got)
	}
	if got := advice.FollowsFrom[0].Href; got != "../paragraphs/op01/#op01-a" {
		t.Errorf("it follows from %s", got)
	}
	var list []string
	for _, r := range body.Recommendations {
		list = append(list, fmt.Sprintf("%s %d %d %s", r.Href, r.First, len(r.Addressees), r.AddressedTo.Text))
	}
	want := []string{
		fmt.Sprintf("#recommend-lessons %d 0 Member States", parts["recommend-lessons"].First),
		fmt.Sprintf("#recommend-law %d 2 All States parties", advice.First),
	}
	if !slices.Equal(list, want) {
		t.Errorf("the list of recommendations is %q, want %q", list, want)
	}
	if advice.First != parts["lettered"].Last+1 {
		t.Errorf("the recommendations after the conclusions begin at %d, which end at %d", advice.First, parts["lettered"].Last)
	}
}

// A change of a cell is shown under the heading of its column, in the group of its
// table, with the name of its row.
func TestTableChanges(t *testing.T) {
	t.Parallel()
	m := build(t, Input{
		Editions: []history.Issued{
			issue(t, "2008-07-31", "2008-07-31", change{"tables/replies.toml", "cells.pages = 12", "cells.pages = 10"},
				change{"tables/replies.toml", "[[row]]\nid = \"nobody\"", "[[row]]\nid = \"chad\"\ncells.state = \"Chad\"\ncells.replied = 2008-05-01\ncells.pages = 3\ncells.symbol = \"\"\ncells.says.fr = \"Oui.\"\ncells.says.en = \"Yes.\"\n\n[[row]]\nid = \"nobody\""}),
			issue(t, "2008-12-31", "2008-12-31"),
		},
		Current: "2008-12-31",
	})
	for lang, want := range map[string][]string{
		"en": {"Replies <received> & awaited", "France", "Pages", "10", "12", "+2", "Chad", "Received: 1 May 2008", "Substance: Yes."},
		"fr": {"Réponses <reçues> & attendues", "France", "Pages", "10", "12", "+2", "Chad", "Reçue: 1er mai 2008", "Teneur: Oui."},
	} {
		var got []string
		for _, s := range changesOn(t, m, page.Current, lang, "changes/").Sections {
			for _, g := range s.Groups {
				got = append(got, g.Link.Text.Text)
				for _, part := range g.Parts {
					if part.Link != nil {
						got = append(got, part.Link.Text.Text)
					}
					for _, e := range part.Entries {
						if e.Record != nil {
							got = append(got, e.Record.Text.Text)
						}
						got = append(got, e.Column.Text, e.From.Number.Text, e.To.Number.Text, e.Difference)
						for _, f := range e.Fields {
							got = append(got, f.Column.Text+": "+f.Values[0].Text.Text)
						}
					}
				}
			}
		}
		for _, w := range want {
			if !slices.Contains(got, w) {
				t.Errorf("%s: the page of changes says %q, without %q", lang, got, w)
			}
		}
	}
}
