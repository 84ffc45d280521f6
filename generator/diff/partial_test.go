package diff_test

import (
	"bytes"
	"encoding/json"
	"io/fs"
	"math/rand"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/generator/diff"
	"rapporteur/generator/report"
)

// readable loads what can be read of a report, which must be something.
func readable(t testing.TB, m fs.FS) *report.Readable {
	t.Helper()
	r, ps, err := report.NewLoader().LoadReadable(m)
	if err != nil || r == nil {
		t.Fatalf("nothing was read: %v %v", err, ps)
	}
	return r
}

func TestCompareReadable(t *testing.T) {
	status := []string{"paragraphs/op04.toml", `status = "not-due"`, `status = "no-information"`}
	said := "changed status request:op04-b status: not-due → no-information"
	completeness := "changed status paragraph:op04 completeness derived: 1 of 1 → 1 of 2 effect <request:op04-b>"
	for _, tt := range []struct {
		name   string
		edits  [][]string
		want   []string
		unread []string // that every format names
	}{
		{"a section", [][]string{status, {"sections.toml", `heading.en = "Summary"`, `headline.en = "Summary"`}},
			[]string{completeness, said}, []string{"section:summary"}},
		{"all sections", [][]string{status, {"sections.toml", `id = "summary"`, `id = "summary`}},
			[]string{completeness, said}, []string{"data/sections.toml"}},
		{"another request of the paragraph", [][]string{status, {"paragraphs/op04.toml", `status = "under-implementation"`, `status = "underway"`}},
			[]string{said}, []string{"request:op04-a"}},
		{"the paragraph", [][]string{{"sections.toml", "What was done.", "What was Done."}, {"paragraphs/op04.toml", `number = "4"`, `nummer = "4"`}},
			[]string{"changed editorial section:summary text en:What was {-done-}{+Done+}."}, []string{"paragraph:op04"}},
		{"an act", [][]string{{"participation/bombings.toml", `"accession", date = 2000-09-06`, `"accession", data = 2000-09-06`}}, nil, []string{"act:bombings/aut/accession/"}},
		{"an act, and another is added", [][]string{{"participation/bombings.toml", `"accession", date = 2000-09-06`, `"accession", data = 2000-09-06`, "act = [", "act = [\n{ state = \"cok\", kind = \"signature\", date = 2003-02-02 },"}},
			[]string{"added substance act:bombings/cok/signature/2003-02-02 "}, []string{"act:bombings/aut/accession/"}},
		{"all acts", [][]string{{"participation/bombings.toml", `act = [`, `act = `}}, nil, []string{"participation:bombings"}},
		{"an observation", [][]string{{"indicators.toml", `qualifier = "about"`, `qualifier = "some"`}}, nil, []string{"observation:states-assisted/2008-09-03"}},
		{"a State", [][]string{{"states.toml", `member = false`, `member = "no"`}}, nil, []string{"state:cok"}},
		{"the source of much", [][]string{status, {"sources.toml", `id = "press"`, "id = \"press\"\nx = 1"}}, []string{completeness, said}, []string{"source:press"}},
		{"the resolution", [][]string{{"resolution.toml", `[[preambular]]`, `[[preambular]`}}, nil, []string{"resolution:resolution"}},
		{"a field of the report", [][]string{{"report.toml", `languages =`, "agenda_items = \"1\"\nlanguages ="}}, nil, []string{"report:report agenda_items"}},
		{"citations at the head", [][]string{{"states.toml", `source = "register"`, `sauce = "register"`}}, nil, []string{"cites"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			whole, broken := readable(t, files(t, "../report/testdata/small")), readable(t, files(t, "../report/testdata/small", tt.edits...))
			c := diff.CompareReadable(whole, broken)
			if got := briefs(c); !slices.Equal(got, tt.want) {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(tt.want, "\n  "))
			}
			back := diff.CompareReadable(broken, whole)
			if len(back.List) != len(c.List) {
				t.Errorf("with swapped sides: %v", briefs(back))
			}
			if len(c.Patch()) > 0 || len(c.Unread) == 0 {
				t.Errorf("a patch of %d operations, unread %v", len(c.Patch()), c.Unread)
			}
			for format, s := range written(t, c) {
				for _, name := range tt.unread {
					if format == "markdown" {
						s = unescape(s)
					}
					if format == "json" && name != "cites" {
						name, _, _ = strings.Cut(name, " ")
					}
					if !strings.Contains(s, name) {
						t.Errorf("%s does not name %s:\n%.600s", format, name, s)
					}
				}
				if strings.Contains(strings.ToLower(s), "no difference in meaning.") || strings.Contains(s, "no difference in meaning\n") {
					t.Errorf("%s says that there is no difference", format)
				}
			}
		})
	}
}

// unescape undoes what keeps GitHub from reading marks.
func unescape(s string) string {
	return strings.NewReplacer("<span>", "", "</span>", "", "&#95;", "_", "&#40;", "(", "&#41;", ")").Replace(s)
}

func TestUnreadJSON(t *testing.T) {
	a := readable(t, files(t, "../report/testdata/small"))
	b := readable(t, files(t, "../report/testdata/small", []string{"finance.toml", "36819000", "\"much\""}, []string{"sections.toml", "[[section]]", "[[section]"}))
	var got struct {
		Unread []map[string]any
		Patch  *[]any
	}
	if err := json.Unmarshal([]byte(written(t, diff.CompareReadable(b, a))["json"]), &got); err != nil {
		t.Fatal(err)
	}
	if got.Patch != nil {
		t.Error("there is a patch, which leads nowhere")
	}
	if len(got.Unread) != 2 {
		t.Fatal(got.Unread)
	}
	u := got.Unread[0]
	if u["side"] != "from" || u["record"] != "money:section-16" || u["file"] != "data/finance.toml" || u["line"] != 8.0 || u["rule"] != "wrong-type" {
		t.Error(u)
	}
	if u := got.Unread[1]; u["record"] != nil || u["file"] != "data/sections.toml" || u["rule"] != "syntax" {
		t.Error(u)
	}
}

// Numbers that are counted from the day of adoption rest on the resolution.
func TestNothingCountedWithoutTheResolution(t *testing.T) {
	t.Parallel()
	clean := files(t, "../..")
	whole := readable(t, clean)
	broken := files(t, "../..")
	broken["data/resolution.toml"].Data = bytes.Replace(broken["data/resolution.toml"].Data, []byte(`id = "pp12"`), []byte(`id = "pp12`), 1)
	without := readable(t, broken)
	if !without.Lacks(report.KindResolution, func(_, _ report.Ref) bool { return true }) {
		t.Fatal("the resolution was read")
	}
	for _, c := range []*diff.Changes{diff.CompareReadable(whole, without), diff.CompareReadable(without, whole)} {
		if !c.Empty() {
			t.Errorf("invented: %s", strings.Join(briefs(c), "\n"))
		}
	}
}

// TestNothingInvented breaks the real data at random, without changing a value,
// and checks that no change is shown: what cannot be read was neither added nor
// removed, and no number is another because of it.
func TestNothingInvented(t *testing.T) {
	t.Parallel()
	clean := files(t, "../..")
	whole := readable(t, clean)
	var names []string
	for name := range clean {
		if name != "data/report.toml" && name != "data/waivers.toml" && name != "data/retired.toml" && name != "data/editions.toml" && !strings.HasPrefix(name, report.CorrectionsFolder+"/") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	rounds := 12
	if testing.Short() {
		rounds = 6
	}
	if long() {
		rounds = 300
	}
	ways := map[string]func(line string) string{
		"another key":   func(s string) string { return s + "\nno_such_key = 1" },
		"no value":      func(s string) string { return s + "\nno_such_key =" },
		"the id is cut": func(s string) string { return s[:strings.LastIndexByte(s, '"')] },
		"a bad id":      func(s string) string { return strings.Replace(s, `"`, `"Bad `, 1) },
		"no id":         func(string) string { return "" },
		"a number":      func(string) string { return "id = 1" },
	}
	for seed := range rounds {
		rnd := rand.New(rand.NewSource(int64(seed)))
		m := fstest.MapFS{}
		for name, f := range clean {
			m[name] = f
		}
		var did []string
		for range 1 + rnd.Intn(3) {
			name := names[rnd.Intn(len(names))]
			lines := strings.Split(string(m[name].Data), "\n")
			var at []int
			for i, line := range lines {
				if strings.HasPrefix(line, "id = ") {
					at = append(at, i)
				}
			}
			if len(at) == 0 { // acts, one a line
				for i, line := range lines {
					if strings.HasPrefix(line, "  { state") {
						at = append(at, i)
					}
				}
				if len(at) > 0 {
					i := at[rnd.Intn(len(at))]
					lines[i] = strings.Replace(lines[i], "kind =", []string{"kint =", "kind"}[rnd.Intn(2)], 1)
					did = append(did, name+": an act")
				}
			} else {
				i := at[rnd.Intn(len(at))]
				way := []string{"another key", "no value", "the id is cut", "a bad id", "no id", "a number"}[rnd.Intn(len(ways))]
				did = append(did, name+": "+way+" after "+lines[i])
				if strings.HasPrefix(lines[i], "id = ") {
					lines[i] = ways[way](lines[i])
				}
			}
			m[name] = &fstest.MapFile{Data: []byte(strings.Join(lines, "\n"))}
		}
		broken := readable(t, m)
		for _, c := range []*diff.Changes{diff.CompareReadable(whole, broken), diff.CompareReadable(broken, whole)} {
			if !c.Empty() {
				t.Errorf("seed %d, %s:\n%s", seed, strings.Join(did, "; "), strings.Join(briefs(c), "\n"))
			}
		}
		if len(did) > 0 && len(broken.Unread) == 0 {
			t.Errorf("seed %d, %s: nothing was left out", seed, strings.Join(did, "; "))
		}
	}
}
