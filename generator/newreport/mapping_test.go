package newreport

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"rapporteur/generator/report"

	"github.com/google/go-cmp/cmp"
)

// example is the report in six languages, which has sub-paragraphs and a paragraph that
// asks nothing.
func example(t *testing.T) *report.Report {
	t.Helper()
	r, ps, err := report.Load(os.DirFS("../testdata/six-languages"))
	if r == nil || err != nil {
		t.Fatal(ps, err)
	}
	return r
}

func TestParseMapping(t *testing.T) {
	old := example(t)
	m, err := ParseMapping(" 2 = 3 ,op04=4 bis", 6, old)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(map[string]string{"op02": "3", "op04": "4 bis"}, m.Numbers); diff != "" || m.Last != 6 {
		t.Error(diff, m.Last)
	}
	if diff := cmp.Diff([]string{"1", "3"}, m.Left()); diff != "" {
		t.Error(diff)
	}
	if m, err := ParseMapping("1=7,2=3", 0, old); err != nil || m.Last != 7 {
		t.Errorf("the last paragraph is %+v, %v", m, err)
	}
	for _, tt := range []struct {
		in   string
		last int
		want string
	}{
		{"", 0, "is no pair of paragraphs; write old=new"},
		{"2-3", 0, `"2-3" is no pair`},
		{"2=3,", 0, `"" is no pair`},
		{"2=", 0, `"2=" is no pair`},
		{"9=3", 0, "the last report has no paragraph 9; it has 1, 2, 3, 4"},
		{"2=0", 0, `"0" is not the number of a paragraph`},
		{"2=(3)", 0, `"(3)" is not the number of a paragraph`},
		{"2=7", 6, "the new resolution has 6 paragraphs, so there is no paragraph 7"},
		{"2=3,2=4", 0, "paragraph 2 of the last report is given to both 3 and 4"},
		{"2=3,op02=4", 0, "paragraph op02 of the last report is given to both 3 and 4"},
		{"2=3,4=3", 0, "paragraph 3 of the new resolution takes over both 2 and 4"},
	} {
		if _, err := ParseMapping(tt.in, tt.last, old); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%q: %v, want %s", tt.in, err, tt.want)
		}
	}
	twice := *old
	twice.Paragraphs = append(append([]*report.Paragraph(nil), old.Paragraphs...), &report.Paragraph{ID: "annex-op02", Number: "2"})
	if _, err := ParseMapping("2=3", 0, &twice); err == nil || !strings.Contains(err.Error(), "name one by its id, op02 or annex-op02") {
		t.Errorf("of two paragraphs 2: %v", err)
	}
}

func TestCarryOverWithMapping(t *testing.T) {
	old := example(t)
	last := report.Continues{Reference: "99/998", Edition: "2045-01-31", AsAt: report.Date{Year: 2045, Month: 1, Day: 31}, Commit: strings.Repeat("a", 40)}
	mapping, err := ParseMapping("1=1,2=3,4=5", 0, old)
	if err != nil {
		t.Fatal(err)
	}
	p := Plan{Symbol: "A/RES/100/7", Session: 101, Edition: "new", AsAt: report.Date{Year: 2046, Month: 1, Day: 31}, Mapping: mapping}
	// What speaks of a paragraph that is left behind.
	for i, f := range old.Files {
		if f.Name == "data/sections.toml" {
			old.Files[i].Data = []byte(strings.Replace(string(f.Data), "States should say", "[States](paragraph:op03) and [others](request:op02-a), [all](subparagraph:op02-clean), should say", 1))
		}
	}
	files, err := CarryOver(&p, old, last)
	if err != nil {
		t.Fatal(err)
	}
	r := load(t, files)
	var got []string
	for _, par := range r.Paragraphs {
		s := par.Number + " " + par.ID
		for _, q := range par.Requests {
			s += " " + q.ID
			if q.Carried {
				s += " carried"
			}
		}
		got = append(got, s)
		if text := par.Text.In("en"); !strings.HasPrefix(text, "[") {
			t.Errorf("paragraph %s has the words %q of another resolution", par.Number, text)
		}
	}
	want := []string{"1 op01", "2 new-02 new-02-a", "3 op02 op02-a carried op02-b carried", "4 new-04 new-04-a", "5 op04 op04-a carried"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if first := r.Paragraph("op01"); first.Verb != report.Verb("welcomes") || first.Title.In("zh") != "已做的工作" {
		t.Errorf("the paragraph that asks nothing is %+v", first)
	}
	if s := r.Section("conclusions").Text.In("en"); !strings.HasPrefix(s, "States and [others](request:op02-a), all, should say") {
		t.Errorf("the conclusions are %q", s)
	}
	if len(r.Paragraph("op02").Subparagraphs) > 0 || r.Request("op02-a").Subparagraph != "" {
		t.Error("sub-paragraphs of another resolution were carried over")
	}
	if !strings.HasSuffix(strings.TrimRight(r.Paragraph("op04").Text.In("en"), "]"), ".") && r.Paragraph("op04").Text == r.Paragraph("op02").Text {
		t.Error("the last paragraph ends as one before it")
	}

	p.Symbol = old.Meta.Mandate.Resolution
	if _, err := CarryOver(&p, old, last); err == nil {
		t.Error("paragraphs of the same resolution were mapped")
	}
}

// edited is the example with further text at the end of files, and words replaced:
// "file", "old", "new", where an empty old appends.
func edited(t *testing.T, edits ...[3]string) *report.Report {
	t.Helper()
	var files []File
	for _, f := range example(t).Files {
		text := string(f.Data)
		for _, e := range edits {
			switch {
			case f.Name != "data/"+e[0]:
			case e[1] == "":
				text += e[2]
			case !strings.Contains(text, e[1]):
				t.Fatalf("%s does not hold %q", f.Name, e[1])
			default:
				text = strings.Replace(text, e[1], e[2], 1)
			}
		}
		files = append(files, File{Name: f.Name, Data: []byte(text)})
	}
	return load(t, files)
}

func nextPlan() (Plan, report.Continues) {
	return Plan{Symbol: "A/RES/100/7", Session: 101, Edition: "new", AsAt: report.Date{Year: 2046, Month: 1, Day: 31}},
		report.Continues{Reference: "99/998", Edition: "2045-01-31", AsAt: report.Date{Year: 2045, Month: 1, Day: 31}, Commit: strings.Repeat("a", 40)}
}

// Numbers that begin again do not say which paragraph takes the place of which, so the
// pairs have to be named.
func TestCarryOverParts(t *testing.T) {
	heading := "heading.en = \"H\"\nheading.fr = \"H\"\nheading.es = \"H\"\nheading.ru = \"H\"\nheading.ar = \"H\"\nheading.zh = \"H\"\n"
	part := func(id, kind, more string) [3]string {
		return [3]string{"resolution.toml", "", "\n[[part]]\nid = \"" + id + "\"\nkind = \"" + kind + "\"\n" + heading + more}
	}
	in := func(id, part string) [3]string {
		return [3]string{"paragraphs/" + id + ".toml", "id = \"" + id + "\"", "id = \"" + id + "\"\npart = \"" + part + "\""}
	}
	for _, tt := range []struct {
		name, want string
		edits      [][3]string
	}{
		{"an annex", "paragraph 4 (op04) is in a part with numbers of its own, annex; pass --paragraphs with the id of each", [][3]string{part("annex", "annex", ""), in("op04", "annex")}},
		{"a heading in a part", "paragraph 2 (op02) is in a part with numbers of its own, a; ", [][3]string{part("a", "part", ""), part("h", "heading", "within = \"a\"\n"), in("op02", "h")}},
		{"another resolution", "(op03) is in a part with numbers of its own, other; ", [][3]string{part("other", "resolution", "symbol = \"A/RES/99/997\"\n"), in("op03", "other")}},
		{"a number that is there twice", "op02 and op03 are both paragraph 2; pass --paragraphs", [][3]string{{"paragraphs/op03.toml", `number = "3"`, `number = "2"`}}},
		{"headings alone", "", [][3]string{part("h", "heading", ""), in("op02", "h"), in("op03", "h"), in("op04", "h")}},
	} {
		p, last := nextPlan()
		_, err := CarryOver(&p, edited(t, tt.edits...), last)
		switch {
		case err == nil && tt.want != "":
			t.Errorf("%s: paragraphs were paired by their numbers", tt.name)
		case err != nil && (tt.want == "" || !strings.Contains(err.Error(), tt.want)):
			t.Errorf("%s: %v", tt.name, err)
		}
	}

	// With pairs it is done, and to the same resolution nothing has to be paired.
	old := edited(t, part("annex", "annex", ""), in("op04", "annex"), [3]string{"paragraphs/op04.toml", `number = "4"`, `number = "1"`})
	p, last := nextPlan()
	var err error
	if p.Mapping, err = ParseMapping("op01=1,op04=3", 0, old); err != nil {
		t.Fatal(err)
	}
	if left := strings.Join(p.Mapping.Left(), ", "); left != "2, 3" {
		t.Errorf("left behind: %s", left)
	}
	if m, err := ParseMapping("op01=1", 0, old); err != nil || strings.Join(m.Left(), ", ") != "2, 3, 1 (op04)" {
		t.Errorf("left behind: %v, %v", m.Left(), err)
	}
	files, err := CarryOver(&p, old, last)
	if err != nil {
		t.Fatal(err)
	}
	if r := load(t, files); r.Paragraph("op04").Number != "3" || r.Paragraph("op04").Part != "" || len(r.Resolution.Parts) > 0 {
		t.Errorf("paragraph 1 of the annex is %s in %q", r.Paragraph("op04").Number, r.Paragraph("op04").Part)
	}
	p, last = nextPlan()
	p.Symbol = ""
	if _, err := CarryOver(&p, old, last); err != nil {
		t.Error(err)
	}
}

// Lists of requests, and waivers, name what is carried over alone.
func TestCarryOverLists(t *testing.T) {
	waiver := func(record string) string {
		return "[[waiver]]\nrule = \"cited\"\nrecord = \"" + record + "\"\nreason.en = \"So.\"\nuntil = 2050-01-01\n\n"
	}
	old := example(t)
	var files []File
	for _, f := range old.Files {
		data := string(f.Data)
		if f.Name == "data/sections.toml" {
			data += "\n[[section]]\nid = \"by-subject\"\nplace = \"answers\"\nheading.en = \"One\"\nanswers = [\"op02-a\", \"paragraph:op01\", \"op02-b\"]\ntext.en = \"One.\"\n" +
				"\n[[section]]\nid = \"more\"\nplace = \"answers\"\nheading.en = \"Two\"\nanswers = [\n  \"op04-a\",\n  \"op03-a\",\n]\ntext.en = \"Two.\"\n" +
				"\n[[section]]\nid = \"do\"\nkind = \"recommendation\"\nplace = \"recommendations\"\naddressed_to.en = \"All\"\nrequests = [\"op02-b\"]\ntext.en = \"Do.\"\n"
		}
		files = append(files, File{Name: f.Name, Data: []byte(data)})
	}
	files = append(files, File{Name: "data/waivers.toml", Data: []byte("# Why.\n\n" + waiver("request:op02-a") + waiver("section:more") + waiver("paragraph:op02"))})
	old = load(t, files)
	p, last := nextPlan()
	var err error
	if p.Mapping, err = ParseMapping("1=1,4=2", 0, old); err != nil {
		t.Fatal(err)
	}
	next, err := CarryOver(&p, old, last)
	if err != nil {
		t.Fatal(err)
	}
	r := load(t, next)
	got := fmt.Sprint(r.Section("by-subject").Answers, r.Section("more").Answers, r.Section("do").Requests)
	if want := "[paragraph:op01] [request:op04-a] []"; got != want {
		t.Errorf("the sections name %s, want %s", got, want)
	}
	if len(r.Waivers) != 1 || r.Waivers[0].Record.ID != "more" {
		t.Errorf("the waivers are %v", r.Waivers)
	}
}

// Another resolution does not have the footnotes of the last one, so that mentions of
// them do not go along.
func TestCarryOverNotes(t *testing.T) {
	old := edited(t,
		[3]string{"resolution.toml", "", "\n[[footnote]]\nid = \"5\"\ntext.en = \"See there.\"\ntext.fr = \"Voir là.\"\ntext.es = \"Véase.\"\ntext.ru = \"См.\"\ntext.ar = \"انظر.\"\ntext.zh = \"见。\"\n"},
		[3]string{"sections.toml", "States should say", "States[note:5] should, as note [note:5] has it, say"},
		[3]string{"resolution.toml", "that water is life,", "that water[note:5] is life,"},
	)
	p, last := nextPlan()
	files, err := CarryOver(&p, old, last)
	if err != nil {
		t.Fatal(err)
	}
	r := load(t, files)
	if s := r.Section("conclusions").Text.In("en"); !strings.HasPrefix(s, "States should, as note has it, say") {
		t.Errorf("the conclusions are %q", s)
	}
	p, last = nextPlan()
	p.Symbol = ""
	if files, err = CarryOver(&p, old, last); err != nil {
		t.Fatal(err)
	}
	if s := load(t, files).Section("conclusions").Text.In("en"); !strings.HasPrefix(s, "States[note:5] should") {
		t.Errorf("under the same resolution the conclusions are %q", s)
	}
}
