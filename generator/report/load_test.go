package report_test

import (
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/generator/problem"
	"rapporteur/generator/report"
)

// filesIn are the files of the report in a folder, which a test may change.
func filesIn(t testing.TB, dir string) fstest.MapFS {
	t.Helper()
	m := fstest.MapFS{}
	root := os.DirFS(dir)
	err := fs.WalkDir(root, "data", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, name)
		m[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// small is the report in testdata/small, with some of its files changed: a
// change is a file name (without "data/") and then pairs of old and new text.
// New text for a file that is not there makes it.
func small(t testing.TB, changes ...[]string) fstest.MapFS {
	t.Helper()
	m := filesIn(t, "testdata/small")
	for _, c := range changes {
		name := "data/" + c[0]
		for i := 1; i < len(c); i += 2 {
			f := m[name]
			if f == nil {
				f = &fstest.MapFile{}
				m[name] = f
			}
			if !strings.Contains(string(f.Data), c[i]) {
				t.Fatalf("%s does not hold %q", name, c[i])
			}
			f.Data = []byte(strings.Replace(string(f.Data), c[i], c[i+1], 1))
		}
	}
	return m
}

func text(ps []problem.Problem) string {
	var b strings.Builder
	problem.WriteText(&b, ps, false)
	return b.String()
}

func load(t testing.TB, changes ...[]string) *report.Report {
	t.Helper()
	r, ps, err := report.Load(small(t, changes...))
	if err != nil {
		t.Fatal(err)
	}
	if r == nil || len(ps) > 0 {
		t.Fatalf("problems:\n%s", text(ps))
	}
	return r
}

func TestMistakes(t *testing.T) {
	tests := []struct {
		name   string
		change []string // file, old, new; with old empty, new is put in front
		want   []string // rule, place, message and hint of each problem
	}{
		{"syntax", []string{"sources.toml", `id = "draft"`, `id = draft`},
			[]string{"syntax data/sources.toml:2:6 the text that begins with draft has no quotation mark before it (put \" before and after the text)"}},
		{"string over two lines", []string{"sources.toml", `id = "draft"`, "id = \"draft\nx"},
			[]string{"syntax data/sources.toml:2:6 the text that begins here has no end on its line"}},
		{"duplicate key", []string{"sources.toml", `id = "draft"`, "id = \"draft\"\nid = \"x\""},
			[]string{"syntax data/sources.toml:3:1 id is in its record twice"}},
		{"no such month", []string{"sources.toml", "2007-10-11", "2007-13-11"},
			[]string{"syntax data/sources.toml:6:8 2007-13-11 is not a date: there is no month 13"}},
		{"line end in inline table", []string{"finance.toml", "amount = { value", "amount = {\n value"},
			[]string{"toml-1.0 data/finance.toml:8:11 line ends inside an inline table"}},
		{"comma before brace", []string{"finance.toml", `"USD" }`, `"USD", }`},
			[]string{"toml-1.0 data/finance.toml:8:46 comma before } is not in TOML 1.0"}},
		{"escape of TOML 1.1", []string{"finance.toml", "Section 16", `Section\x20`},
			[]string{`toml-1.0 data/finance.toml:5:19 escape \x is not in TOML 1.0`}},
		{"byte order mark", []string{"sources.toml", "", "\xef\xbb\xbf"},
			[]string{"encoding data/sources.toml:1:1 file begins with a byte order mark"}},
		{"not UTF-8", []string{"sources.toml", "Press", "Press\xe9"},
			[]string{"encoding data/sources.toml:12:18 byte 0xe9 is not UTF-8"}},
		{"null", []string{"sources.toml", "Press", "Pre\x00ss"},
			[]string{"encoding data/sources.toml:12:16 file holds a null byte"}},
		{"nested tables", []string{"sources.toml", "", "x = " + strings.Repeat("[", 10_000) + "\n"},
			[]string{"nesting data/sources.toml:1:37 nested more than 32 deep"}},
		{"nested keys", []string{"sources.toml", "", strings.Repeat("a.", 10_000) + "a = 1\n"},
			[]string{"nesting data/sources.toml:1:66 nested more than 32 deep"}},
		{"unknown key", []string{"sources.toml", "symbol =", "symbl ="},
			[]string{`unknown-key data/sources.toml:3:1 unknown key "symbl" (did you mean symbol?)`}},
		{"key in capitals", []string{"sources.toml", "symbol =", "Symbol ="},
			[]string{`unknown-key data/sources.toml:3:1 unknown key "Symbol" (write symbol)`}},
		{"unknown table", []string{"sources.toml", "[[source]]", "[[sources]]"},
			[]string{
				`unknown-key data/sources.toml:1:3 unknown key "sources" (did you mean source?)`,
			}},
		{"unknown language", []string{"sections.toml", "text.en", "text.eng"},
			[]string{`unknown-key data/sections.toml:7:6 unknown language "eng"`}},
		{"wrong types", []string{"activities/2007.toml", `start = 2007-11-15`, "start = 2007\nonline = \"yes\"\nparticipants.value = 3.5\nstates_count = 3"},
			[]string{
				"wrong-type data/activities/2007.toml:6:9 expected a date, found a whole number",
				"wrong-type data/activities/2007.toml:7:10 expected true or false, found a text in quotation marks",
				"wrong-type data/activities/2007.toml:8:22 expected a whole number, found a number with a decimal point",
				"wrong-type data/activities/2007.toml:9:16 expected a table, found a whole number",
			}},
		{"date with a time", []string{"activities/2007.toml", `2007-11-15`, "2007-11-15T10:00:00Z"},
			[]string{"wrong-type data/activities/2007.toml:6:9 expected a date, found a date with a time"}},
		{"month out of range", []string{"activities/2007.toml", `2007-11-15`, `"2007-13"`},
			[]string{`bad-date data/activities/2007.toml:6:9 month out of range in "2007-13"`}},
		{"text without language", []string{"activities/2007.toml", `title.en =`, `title =`},
			[]string{"wrong-type data/activities/2007.toml:4:9 expected a table, found a text in quotation marks"}},
		{"enumerated", []string{"activities/2007.toml", `"conference"`, `"conferense"`},
			[]string{`unknown-value data/activities/2007.toml:3:8 kind cannot be "conferense" (did you mean conference?)`}},
		{"missing", []string{"activities/2007.toml", "title.en", "# title.en"},
			[]string{`missing data/activities/2007.toml:1:3 activity has no title (add it: title.fr = "…")`}},
		{"empty id", []string{"publications.toml", `id = "guide"`, `id = ""`},
			[]string{"missing data/publications.toml:2:6 id is empty"}},
		{"bad id", []string{"publications.toml", `id = "guide"`, `id = "Guide_1"`},
			[]string{`bad-id data/publications.toml:2:6 id "Guide_1" is not well formed`}},
		{"id of an edition that is a path", []string{"report.toml", `id = "2008-12-31"`, `id = "states"`},
			[]string{`bad-id data/report.toml:18:6 an edition cannot be called "states": the site uses that name`}},
		{"id of an edition that is a language", []string{"report.toml", `id = "2008-12-31"`, `id = "fr"`},
			[]string{`bad-id data/report.toml:18:6 an edition cannot be called "fr": the site uses that name`}},
		{"id twice", []string{"sources.toml", `id = "press"`, `id = "draft"`},
			[]string{
				`duplicate-id data/sources.toml:11:6 there is another source with the id "draft" (an id is given once in its kind; the other is at data/sources.toml:2:6)`,
				`unknown-reference data/activities/2007.toml:11:21 there is no source "press"`,
			}},
		{"act twice", []string{"participation/bombings.toml", `"accession", date = 2004-03-04`, `"accession", date = 2004-03-04 }, { state = "cok", kind = "accession", date = 2004-03-04`},
			[]string{"duplicate-id data/participation/bombings.toml:5:61 this act is there twice (the other is at data/participation/bombings.toml:5:3)"}},
		{"unknown source", []string{"publications.toml", `"press"`, `"pres"`},
			[]string{`unknown-reference data/publications.toml:8:21 there is no source "pres" (did you mean press?)`}},
		{"evidence that is a source", []string{"paragraphs/op04.toml", `"activity:vienna-2007"]`, `"source:press"]`},
			[]string{`wrong-kind data/paragraphs/op04.toml:15:42 evidence cannot name a source "press" (put the source into cites, and name here what it shows: activity, indicator, instrument, publication, money)`}},
		{"State without its kind", []string{"paragraphs/op04.toml", `"state:fra"`, `"fra"`},
			[]string{`unknown-reference data/paragraphs/op04.toml:10:9 there is no entity "fra" (for the State write "state:fra")`}},
		{"unknown reference in prose", []string{"paragraphs/op04.toml", "[source:press, par. 2]", "[source:presse]"},
			[]string{`unknown-reference data/paragraphs/op04.toml:17:50 there is no source "presse" (did you mean press?)`}},
		{"unknown link in prose", []string{"paragraphs/op04.toml", "(activity:vienna-2007)", "(activity:vienna)"},
			[]string{`unknown-reference data/paragraphs/op04.toml:19:7 there is no activity "vienna"`}},
		{"a State that is missing", []string{"paragraphs/op04.toml", `"state:fra"`, `"state:isr"`},
			[]string{`unknown-reference data/paragraphs/op04.toml:10:9 there is no state "isr" (add it with rapporteur new state --id isr, which knows the names of States in six languages, or name one that there is)`}},
		{"a State whose code is like another", []string{"paragraphs/op04.toml", `"state:fra"`, `"state:fre"`},
			[]string{`unknown-reference data/paragraphs/op04.toml:10:9 there is no state "fre" (did you mean fra? if not, add it with rapporteur new state --id fre, which knows the names of States in six languages, or name one that there is)`}},
		{"a State by its name", []string{"paragraphs/op04.toml", `"state:fra"`, `"state:israel"`},
			[]string{`unknown-reference data/paragraphs/op04.toml:10:9 there is no state "israel" (a State is named by its code of three letters, as data/states.toml lists them; new state adds one, such as rapporteur new state --id fra)`}},
		{"an entity that is missing", []string{"paragraphs/op04.toml", `addressees = ["unodc"]`, `addressees = ["wmo"]`},
			[]string{`unknown-reference data/paragraphs/op04.toml:9:15 there is no entity "wmo" (add it with rapporteur new entity --id wmo, which knows the names of common entities, or name one that there is)`}},
		{"unsafe link in prose", []string{"paragraphs/op04.toml", "(activity:vienna-2007)", "(javascript:x)"},
			[]string{`prose data/paragraphs/op04.toml:19:7 invalid link destination "javascript:x"`}},
		{"figure without observation", []string{"indicators.toml", "[[indicator]]", "[[indicator]]\nid = \"x\"\nname.fr = \"x\"\ndefinition.fr = \"[figure:x]\"\n[[indicator]]"},
			[]string{`unknown-reference data/indicators.toml:4:18 indicator "x" has no observation`}},
		{"parties not held", []string{"instruments.toml", "[[instrument]]", "[[instrument]]\nid = \"x\"\nname.fr = \"x\"\nnote.fr = \"[parties:x]\"\n[[instrument]]"},
			[]string{`unknown-reference data/instruments.toml:4:12 nothing is held on who is party to "x"`}},
		{"source in quoted text", []string{"resolution.toml", "Charte[note:1]", "Charte[source:draft]"},
			[]string{"prose data/resolution.toml:10:31 only [note:…] may be used in quoted text"}},
		{"image without an address", []string{"sections.toml", "A classification.", "A ![classification](c.png)."},
			[]string{"prose data/sections.toml:7:14 images are not supported here"}},
		{"link", []string{"sources.toml", "https://www", "ftp://www"},
			[]string{"bad-link data/sources.toml:17:8 this is not an http or https link"}},
		{"currency", []string{"finance.toml", `, currency = "USD"`, ""},
			[]string{"currency data/finance.toml:8:10 amount has no currency"}},
		{"negative quantity", []string{"indicators.toml", "value = 158", "value = -158"},
			[]string{"range data/indicators.toml:13:22 value is below zero"}},
		{"citation without source", []string{"publications.toml", `source = "press", `, ""},
			[]string{"missing data/publications.toml:8:10 citation has no source"}},
		{"empty citation", []string{"publications.toml", `source = "press", verification = "secondary"`, `source = "", verification = ""`},
			[]string{"missing data/publications.toml:8:10 citation has no source"}},
		{"empty verification", []string{"publications.toml", `source = "press", verification = "secondary"`, `source = "press", verification = ""`},
			[]string{`unknown-value data/publications.toml:8:45 verification cannot be "" (one of: primary, secondary, derived, unverified)`}},
		{"field of a citation", []string{"publications.toml", `source = "press", `, `source = "press", for = ["titel"], `},
			[]string{`unknown-field data/publications.toml:8:37 there is no field "titel" here (did you mean title?)`}},
		{"original that is not published", []string{"report.toml", `original = "fr"`, `original = "es"`},
			[]string{`unknown-value data/report.toml:12:12 original language "es" is not among languages`}},
		{"file name", []string{"paragraphs/op04.toml", `id = "op04"`, `id = "op05"`},
			[]string{
				`file-name data/paragraphs/op04.toml:1:6 the file is called op04.toml, but id is "op05"`,
				`unknown-reference data/report.toml:8:54 there is no paragraph "op04" (did you mean op01?)`,
			}},
		{"entity in itself", []string{"entities.toml", `name.fr = "Secrétaire général"`, "name.fr = \"x\"\nparent = \"unodc\""},
			[]string{`cycle data/entities.toml:7:10 entity "secretary-general" belongs to itself`}},
		{"withdrawn id", []string{"report.toml", `id = "2008-12-31"`, `id = "2008-12-30"`},
			[]string{`duplicate-id data/report.toml:25:6 edition "2008-12-30" is withdrawn, so its id cannot be used again`}},
		{"withdrawn commit", []string{"report.toml", "0123456789abcdef0123456789abcdef01234567", "0123456"},
			[]string{"bad-commit data/report.toml:26:10 this is not the full hash of a commit"}},
		{"edition as at a month", []string{"report.toml", "as_at = 2008-12-31", `as_at = "2008-12"`},
			[]string{"bad-date data/report.toml:19:9 as_at is not a day"}},
		{"retired id", []string{"retired.toml", "", "[[retired]]\nid = \"guide\"\nkind = \"publication\"\nsince = \"2008-12-31\"\nreplaced_by = [\"guid\"]\n"},
			[]string{
				`duplicate-id data/retired.toml:2:6 publication "guide" still exists`,
				`unknown-reference data/retired.toml:5:16 there is no publication "guid" (did you mean guide?)`,
			}},
		{"newer schema", []string{"report.toml", "schema = 1", "schema = 4\nfuture = true"},
			[]string{"schema data/report.toml:2:10 this report is written in schema 4, and this program knows schemas up to 3 (use a newer version of the program)"}},
		{"no schema", []string{"report.toml", "schema = 1", ""},
			[]string{"missing data/report.toml:1:1 file has no schema"}},
		{"schema zero", []string{"report.toml", "schema = 1", "schema = 0"},
			[]string{"schema data/report.toml:2:10 schema is not the number of a schema"}},
		{"no edition", []string{"report.toml", "[edition]", "[editions]"},
			[]string{
				`unknown-key data/report.toml:17:2 unknown key "editions" (did you mean edition?)`,
				"missing data/report.toml:1:1 edition has no id", "missing data/report.toml:1:1 edition has no as_at", "missing data/report.toml:1:1 edition has no status",
			}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			fsys := small(t, tt.change)
			r, ps, err := report.Load(fsys)
			if err != nil {
				t.Fatal(err)
			}
			if r != nil {
				t.Error("there is a report all the same")
			}
			var got []string
			for _, p := range ps {
				line := fmt.Sprintf("%s %s %s", p.Rule, p.Pos, p.Message.String())
				if p.Hint.String() != "" {
					line += " (" + p.Hint.String() + ")"
				}
				got = append(got, line)
			}
			for _, want := range tt.want {
				if !slices.ContainsFunc(got, func(g string) bool { return strings.HasPrefix(g, want) }) {
					t.Errorf("not found: %s\nfound:\n%s", want, strings.Join(got, "\n"))
				}
			}
			if len(got) == 0 || len(tt.want) == 1 && len(got) > 1 && !strings.HasPrefix(got[0], "unknown-reference") {
				t.Errorf("found:\n%s", strings.Join(got, "\n"))
			}
		})
	}
}

// A reference [^id] leads to a footnote of the report, and each of the two can be missing
// or be there twice. Before schema 3 it is plain text, with a warning.
func TestFootnotes(t *testing.T) {
	const mention = `text.fr = "Voir la suite[^one]."`
	third := []string{"report.toml", "schema = 1", "schema = 3"}
	found := func(changes ...[]string) string {
		t.Helper()
		_, ps, err := report.Load(small(t, changes...))
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, p := range ps {
			out = append(out, fmt.Sprintf("%s %s %s:%d:%d %s", p.Severity, p.Rule, p.Pos.File, p.Pos.Line, p.Pos.Column, p.Message.String()))
		}
		return strings.Join(out, "\n")
	}
	section := func(text, rest string) []string {
		return []string{"sections.toml", "", "[[section]]\nid = \"more\"\nplace = \"annex\"\n" + text + "\n" + rest + "\n"}
	}
	note := func(id string) string { return "[[footnote]]\nid = \"" + id + "\"\ntext.fr = \"Note.\"\n\n" }
	for _, test := range []struct {
		name    string
		changes [][]string
		want    string
	}{
		{"there", [][]string{third, section(mention, note("one"))}, ""},
		{"missing", [][]string{third, section(mention, note("two"))}, `error unknown-reference data/sections.toml:4:25 there is no footnote "one"`},
		{"twice", [][]string{third, section(mention, note("one")+note("one"))}, `error duplicate-id data/sections.toml:10:6 there is another footnote with the id "one"`},
		{"no id", [][]string{third, section(`text.fr = "Voir[^One]."`, note("one"))}, `error prose data/sections.toml:4:16 this is no id of a footnote`},
		{"its text in the text", [][]string{third, section(`text.fr = "Voir[^one].\n\n[^one]: La note."`, note("one"))}, `error prose data/sections.toml:4:27 the text of a footnote does not stand here`},
		{"older schema", [][]string{section(mention, "")}, `warning prose data/sections.toml:4:25 footnotes are not supported in this schema`},
		{"older schema with a footnote", [][]string{section(`text.fr = "Voir."`, note("one"))}, `error schema data/sections.toml:5:3 footnote belongs to schema 3, but this report is written in schema 1`},
		{"quoted", [][]string{third, {"resolution.toml", "[note:1]", "[^one]"}, section(mention, note("one"))}, `error prose data/resolution.toml:10:31 quoted text has no footnotes of the report`},
	} {
		if got := found(test.changes...); got != test.want {
			t.Errorf("%s:\n got %s\nwant %s", test.name, got, test.want)
		}
	}
	r, _, err := report.Load(small(t, section(mention, "")))
	if err != nil || r == nil || len(r.Footnotes) > 0 {
		t.Fatal("a text with [^one] in schema 1 is not read")
	}
}
