package diff_test

import (
	"strings"
	"testing"

	"rapporteur/generator/diff"
	"rapporteur/generator/internal/lawtest"
)

// TestLocate makes edits and compares where each side of each change is, as
// the rest of the line from there.
func TestLocate(t *testing.T) {
	for _, tt := range []struct {
		name, dir string
		edits     [][]string
		want      []string // change: from | to
	}{
		{"value", "", [][]string{{"paragraphs/op04.toml", `status = "under-implementation"`, "# a comment\n" + `status = "implemented"`}}, []string{
			`request:op04-a status: paragraphs/op04.toml:14 "under-implementation" | paragraphs/op04.toml:15 "implemented"`,
		}},
		{"a word of a text over several lines", "", [][]string{{"paragraphs/op04.toml", "[the symposium](activity:vienna-2007); [parties", "[the symposium](activity:vienna-2007); indeed [parties"}}, []string{
			`request:op04-a progress: paragraphs/op04.toml:20 """ | paragraphs/op04.toml:20 """`,
			`  en: paragraphs/op04.toml:23 [parties:bombings] are party.""" | paragraphs/op04.toml:23 indeed [parties:bombings] are party."""`,
		}},
		{"a text with escapes", "", [][]string{{"sections.toml", `"There is more to do."`, `"There \u0069s\tmore \"to\" do."`}}, []string{
			`section:conclusions text: sections.toml:23 "There is more to do." | sections.toml:23 "There \u0069s\tmore \"to\" do."`,
			`  en: sections.toml:23 to do." | sections.toml:23 \"to\" do."`,
		}},
		{"a translation goes, another comes", "", [][]string{{"finance.toml", "name.en = \"Section 16\"\n", "name.es = \"Sección 16\"\n"}}, []string{
			`money:section-16 name: finance.toml:5 "Section 16" | finance.toml:5 "Sección 16"`,
			`  en: finance.toml:5 Section 16" | `,
			`  es:  | finance.toml:5 Sección 16"`,
		}},
		{"a field comes", "", [][]string{{"states.toml", `name.en = "Cook Islands", member = false`, `name.en = "Cook Islands", member = true`}}, []string{
			`instrument:bombings parties.members:  | `,
			`state:cok member:  | states.toml:4 true, region = "oceania" },`,
		}},
		{"an item of a list in another place", "", [][]string{{"activities/2007.toml", `gaps = [{ field = "participants", reason = "not-stated" }]`,
			"gaps = [\n  { field = \"end\", reason = \"not-found\" },\n  { field = \"participants\", reason = \"not-found\" },\n]"}}, []string{
			`activity:vienna-2007 gaps[0]:  | activities/2007.toml:13 { field = "end", reason = "not-found" },`,
			`activity:vienna-2007 gaps[1]: activities/2007.toml:12 { field = "participants", reason = "not-stated" }] | activities/2007.toml:14 { field = "participants", reason = "not-found" },`,
		}},
		{"a list of ids", "", [][]string{{"paragraphs/op04.toml", `evidence = ["indicator:states-assisted", "activity:vienna-2007"]`, "evidence = [\n  \"indicator:states-assisted\",\n]"}}, []string{
			`request:op04-a evidence: paragraphs/op04.toml:15 ["indicator:states-assisted", "activity:vienna-2007"] | paragraphs/op04.toml:15 [`,
		}},
		{"a record in an inline list", "", [][]string{{"participation/bombings.toml", "act = [", "act = [\n{ state = \"cok\", kind = \"signature\", date = 2003-02-02 },"}}, []string{
			`act:bombings/cok/signature/2003-02-02:  | participation/bombings.toml:3 { state = "cok", kind = "signature", date = 2003-02-02 },`,
		}},
		{"a citation at the head of the file", "", [][]string{{"states.toml", `verification = "secondary"`, `verification = "primary"`}}, []string{
			`state:aut cites[0]: states.toml:1 { source = "register", verification = "secondary" }] | states.toml:1 { source = "register", verification = "primary" }]`,
		}},
		{"a withdrawn edition", "", [][]string{{"report.toml", `reason.en = "a wrong figure"`, `reason.en = "two wrong figures"`}}, []string{
			`withdrawn:2008-12-30 reason: report.toml:27 "a wrong figure" | report.toml:27 "two wrong figures"`,
			`  en: report.toml:27 a wrong figure" | report.toml:27 two wrong figures"`,
		}},
		{"what no file holds", "", [][]string{{"indicators.toml", "value = 158", "value = 164"}}, []string{
			"request:op04-a progress:  | ", "  en:  | ", "  fr:  | ",
			`indicator:states-assisted latest:  | `,
			`observation:states-assisted/2008-09-03 quantity: indicators.toml:13 { value = 158, qualifier = "about", as_printed = "some 158" } | indicators.toml:13 { value = 164, qualifier = "about", as_printed = "some 158" }`,
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before, after := files(t, "../report/testdata/small"), files(t, "../report/testdata/small", tt.edits...)
			from, to := load(t, before), load(t, after)
			c := diff.Compare(from, to)
			c.Locate(from, to)
			var got []string
			for _, ch := range c.List {
				got = append(got, strings.TrimSuffix(ch.Ref.String()+" "+ch.Field, " ")+": "+lawtest.PlaceIn(before, ch.FromPos)+" | "+lawtest.PlaceIn(after, ch.ToPos))
				if !ch.From.IsZero() || !ch.To.IsZero() {
					continue
				}
				for _, x := range ch.Texts {
					got = append(got, "  "+string(x.Lang)+": "+lawtest.PlaceIn(before, x.FromPos)+" | "+lawtest.PlaceIn(after, x.ToPos))
				}
			}
			if g, w := strings.Join(got, "\n"), strings.Join(tt.want, "\n"); g != w {
				t.Errorf("got\n%s\nwant\n%s", g, w)
			}
		})
	}
}

// TestLocateNowhere checks that a report that no files hold has no places.
func TestLocateNowhere(t *testing.T) {
	from := small(t)
	to := fromDocument(t, small(t, []string{"finance.toml", "36819000", "36819500"}).Document())
	c := diff.Compare(from, to)
	c.Locate(from, to)
	if ch := c.List[0]; ch.FromPos.Line == 0 || ch.ToPos.Line != 0 {
		t.Errorf("%v | %v", ch.FromPos, ch.ToPos)
	}
	if s := written(t, c)["json"]; !strings.Contains(s, "from_place") || strings.Contains(s, "to_place") {
		t.Error(s)
	}
}

// TestPlacesInFolders checks that each side is placed in the files of its own folder, the
// texts as well, and that what has no place gets none.
func TestPlacesInFolders(t *testing.T) {
	from, to := small(t), small(t, []string{"finance.toml", "36819000", "36819500"}, []string{"report.toml", "Technical assistance", "Assistance"})
	c := diff.Compare(from, to)
	c.Locate(from, to)
	c.InFiles(func(name string) string { return "old/" + name }, func(name string) string { return "new/" + name })
	texts := 0
	for _, ch := range c.List {
		places := [][2]string{{ch.FromPos.File, ch.ToPos.File}}
		for _, x := range ch.Texts {
			places = append(places, [2]string{x.FromPos.File, x.ToPos.File})
			texts++
		}
		for _, p := range places {
			if p[0] != "" && !strings.HasPrefix(p[0], "old/data/") || p[1] != "" && !strings.HasPrefix(p[1], "new/data/") {
				t.Errorf("%s %s is at %q and %q", ch.Ref, ch.Field, p[0], p[1])
			}
		}
	}
	if texts == 0 || c.List[0].FromPos.File == "" {
		t.Errorf("%d texts and %v have a place", texts, c.List[0].FromPos)
	}
}
