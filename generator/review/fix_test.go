package review_test

import (
	"os"
	"strings"
	"testing"

	"rapporteur/generator/check"
	"rapporteur/generator/problem"
	"rapporteur/generator/report"
	"rapporteur/generator/review"
)

// small are the files of the small report.
func small(t *testing.T) map[string]string { return dataOf(t, os.DirFS("../report/testdata/small")) }

// fixed makes the safe edits in a file of the small report that follows its activities.
func fixed(t *testing.T, name, text string) (string, *review.Fixed) {
	t.Helper()
	files := small(t)
	files[name] = text
	f, err := review.FixTree(tree(files), check.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range f.Changes {
		if c.Name != name {
			t.Errorf("%s changed as well", c.Name)
			continue
		}
		text = string(c.After)
	}
	return text, f
}

// A block that was pasted from a word processor: each mistake is told in one run, and one
// run of --fix makes what the writer meant of it, with comments and order as they were.
func TestFixOfABlockFromAWordProcessor(t *testing.T) {
	const right = `# Activities of 2008.
[[activity]]
id = "vienna-workshop-2008" # an id
kind = "workshop"
title.fr = "Atelier « Vienne »"
title.en = "Workshop “Vienna”"
original = "en"
start = 2008-10-12
end = 2008-10-13
place.city.fr = "Vienne"
place.city.en = "Vienna"
place.state = "aut"
organizers = ["unodc", "state:aut"]
states_count = { value = 1100, qualifier = "more-than" }
outcome.fr = "Première réunion."
outcome.en = "First meeting."
cites = [{ source = "press", verification = "secondary" }]
gaps = [{ field = "participants", reason = "not-stated" }]
`
	block := strings.NewReplacer(
		`= "vienna-workshop-2008"`, `= “vienna-workshop-2008”`, `"workshop"`, "“workshop”", `"Atelier « Vienne »"`, "“Atelier «\u00a0Vienne\u00a0»”",
		`title.en`, "title_en", `"en"`, "« en »", "2008-10-12", "2008–10–12", "2008-10-13", "13/10/2008", `"aut"`, "“AUT”", `["unodc", `, "[“unodc”,\u00a0", `"state:aut"`, "”state:aut”",
		"value = 1100", "value = 1\u202f100", `outcome.fr = "Première réunion."`, "outcome.fr\u00a0= “Première réunion.”,", `"press"`, "”press”", `"participants", `, "“participants”; ",
	).Replace(right)
	if strings.Count(block, "\n") != strings.Count(right, "\n") || block == right {
		t.Fatal(block)
	}
	files := small(t)
	files["data/activities/2008.toml"] = block
	_, ps, err := report.Load(tree(files))
	if err != nil {
		t.Fatal(err)
	}
	told := make(map[int]bool)
	for _, p := range ps {
		told[p.Pos.Line] = true
	}
	for i, line := range strings.Split(block, "\n") {
		if wrong := line != strings.Split(right, "\n")[i] && !strings.Contains(line, "place.state"); wrong && !told[i+1] {
			t.Errorf("line %d is not told in the first run: %s", i+1, line)
		}
	}
	got, f := fixed(t, "data/activities/2008.toml", block)
	want := strings.ReplaceAll(right, "« Vienne »", "«\u00a0Vienne\u00a0»")
	if got != want {
		t.Errorf("fixed to\n%s", got)
		problem.WriteText(os.Stdout, f.Problems, false)
	}
	if again, f := fixed(t, "data/activities/2008.toml", got); again != got || f.Made != 0 {
		t.Errorf("a second run made %d changes:\n%s", f.Made, again)
	}
}

// What is certain is fixed; what is only likely is left alone, and its edit shown with the
// problem.
func TestFixIsCertain(t *testing.T) {
	for _, tt := range []struct{ name, old, new, want string }{
		{"a byte order mark", "[[indicator]]", "\ufeff[[indicator]]", ""},
		{"thousands", "value = 158", "value = 1 158", "value = 1158"},
		{"thousands in quotation marks", "value = 158", `value = "1,158"`, "value = 1158"},
		{"a date of two orders is left", "period.to = 2008-09-03", "period.to = 03/09/2008", "period.to = 03/09/2008"},
		{"a date", "period.to = 2008-09-03", `period.to = "23/09/2008"`, "period.to = 2008-09-23"},
		{"a month", "period.to = 2008-09-03", `period.to = 2008-09`, `period.to = "2008-09"`},
		{"a comma too many", `id = "2008-09-03"`, `id = "2008-09-03",`, `id = "2008-09-03"`},
		{"capitals of a key", "unit.en", "Unit.en", "unit.en"},
		{"a key joined to its language", "name.fr", "name_fr", "name.fr"},
		{"capitals of an id", `source = "press"`, `source = "PRESS"`, `source = "press"`},
		{"letters of two parts", `"Pays aidés"`, "\"Pays aide\u0301s\"", `"Pays aidés"`},
		{"a truth value in French is left", `id = "2008-09-03"`, "id = \"2008-09-03\"\ninferred = vrai", "id = \"2008-09-03\"\ninferred = vrai"},
		{"a remark is left", `id = "2008-09-03"`, "TODO: ask\nid = \"2008-09-03\"", "TODO: ask\nid = \"2008-09-03\""},
		{"quotation marks inside are left", `"Countries supported"`, "“Countries \"supported\"”", "“Countries \"supported\"”"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			want := tt.want
			if tt.name == "a byte order mark" {
				want = tt.old
			}
			made := func(with string) string {
				files, name := changed(small(t), within("indicators.toml", "", tt.old, with))
				return files[name]
			}
			if got, _ := fixed(t, "data/indicators.toml", made(tt.new)); got != made(want) {
				t.Errorf("got\n%s", got)
			}
		})
	}
}
