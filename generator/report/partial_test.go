package report_test

import (
	"fmt"
	"io/fs"
	"math/rand"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/generator/problem"
	"rapporteur/generator/report"
)

// readable loads what can be read, which must be something.
func readable(t testing.TB, fsys fs.FS) *report.Readable {
	t.Helper()
	r, ps, err := report.NewLoader().LoadReadable(fsys)
	if err != nil || r == nil {
		t.Fatalf("nothing was read: %v\n%s", err, text(ps))
	}
	return r
}

// unread lists what was left out, each as "record field file:line: message".
func unread(r *report.Readable) []string {
	var list []string
	for _, u := range r.Unread {
		what := strings.Join(strings.Fields(u.Ref.String()+" "+u.Field), " ")
		if u.Whole {
			what += " (file)"
		}
		list = append(list, strings.TrimSpace(fmt.Sprintf("%s %s:%d: %s", what, strings.TrimPrefix(u.Problem.Pos.File, "data/"), u.Problem.Pos.Line, u.Problem.Message.String())))
	}
	return list
}

func TestLoadReadable(t *testing.T) {
	whole, _, err := report.Load(small(t))
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name      string
		file      string
		from, to  string
		unread    []string
		without   []string // records that are left out, by typed id
		alsoKinds []report.Kind
	}{
		{"unknown key of a record", "sections.toml", `heading.en = "Summary"`, `headline.en = "Summary"`,
			[]string{`section:summary sections.toml:13: unknown key "headline"`}, []string{"section:summary"}, nil},
		{"wrong type in a record", "finance.toml", `36819000`, `"36819000"`,
			[]string{`money:section-16 finance.toml:8: expected a number, found a text in quotation marks`}, []string{"money:section-16"}, nil},
		{"a date that is none", "activities/2007.toml", "start = 2007-11-15", `start = "November"`,
			[]string{`activity:vienna-2007 activities/2007.toml:6: "November" is not a date`}, []string{"activity:vienna-2007"}, nil},
		{"a request", "paragraphs/op04.toml", `status = "not-due"`, `status = "undue"`,
			[]string{`request:op04-b paragraphs/op04.toml:33: status cannot be "undue"`}, []string{"request:op04-b"}, nil},
		{"a paragraph, with its requests", "paragraphs/op04.toml", `number = "4"`, `nummer = "4"`,
			[]string{`paragraph:op04 (file) paragraphs/op04.toml:2: unknown key "nummer"`},
			[]string{"paragraph:op04", "request:op04-a", "request:op04-b"}, []report.Kind{"request"}},
		{"an observation", "indicators.toml", `qualifier = "about"`, `qualifier = "some"`,
			[]string{`observation:states-assisted/2008-09-03 indicators.toml:13: qualifier cannot be "some"`}, []string{"observation:states-assisted/2008-09-03"}, nil},
		{"an indicator, with its observations", "indicators.toml", `unit.en`, `units.en`,
			[]string{`indicator:states-assisted indicators.toml:6: unknown key "units"`},
			[]string{"indicator:states-assisted", "observation:states-assisted/2008-09-03"}, nil},
		{"a day that no calendar has, which is not TOML", "participation/bombings.toml", `date = 2000-09-06`, `date = 2000-09-31`,
			[]string{`participation:bombings (file) participation/bombings.toml:6: 2000-09-31 is not a date: September 2000 has 30 days`},
			[]string{"participation:bombings", "act:bombings/aut/accession/2000-09-06", "act:bombings/cok/accession/2004-03-04", "act:bombings/fra/ratification/1999-08-19", "act:bombings/fra/signature/1998-01-12"}, nil},
		{"an act of a kind that there is not", "participation/bombings.toml", `"accession", date = 2000-09-06`, `"adhesion", date = 2000-09-06`,
			[]string{`act:bombings/aut/adhesion/2000-09-06 participation/bombings.toml:6: kind cannot be "adhesion"`}, []string{"act:bombings/aut/accession/2000-09-06"}, nil},
		{"a record that names what there is not", "paragraphs/op04.toml", `"activity:vienna-2007"]`, `"activity:vienna-2008"]`,
			[]string{`request:op04-a paragraphs/op04.toml:15: there is no activity "vienna-2008"`}, []string{"request:op04-a"}, nil},
		{"no id", "sections.toml", `id = "summary"`, ``,
			[]string{`sections.toml:9: section has no id`}, []string{"section:summary"}, []report.Kind{"section"}},
		{"an id that is none", "sections.toml", `id = "summary"`, `id = "The summary"`,
			[]string{`section:The summary sections.toml:10: id "The summary" is not well formed`}, []string{"section:summary"}, []report.Kind{"section"}},
		{"an id given twice", "sections.toml", `id = "summary"`, `id = "conclusions"`,
			[]string{`section:conclusions sections.toml:18: there is another section with the id "conclusions"`},
			[]string{"section:summary", "section:conclusions"}, []report.Kind{"section"}},
		{"a file that is not TOML", "sections.toml", `id = "summary"`, `id = "summary`,
			[]string{`(file) sections.toml:10: the text that begins here has no end on its line`}, []string{"section:introduction", "section:summary", "section:conclusions"}, []report.Kind{"section"}},
		{"marks of a merge", "finance.toml", `[[money]]`, "<<<<<<< ours\n[[money]]", nil, []string{"money:section-16"}, []report.Kind{"money"}},
		{"a paragraph that is not TOML", "paragraphs/op04.toml", `number = "4"`, `number = `, nil,
			[]string{"paragraph:op04", "request:op04-a", "request:op04-b"}, []report.Kind{"request"}},
		{"a source that others cite", "sources.toml", `id = "press"`, `id = "press"` + "\nx = 1",
			[]string{`source:press sources.toml:12: unknown key "x"`}, []string{"source:press"}, nil},
		{"a key of the report", "report.toml", `agenda_item`, `agenda`, []string{`report:report gaps report.toml:14: there is no field "agenda" here`}, nil, nil},
		{"a paragraph that the mandate names and is not there", "report.toml", `paragraph = "op04"`, `paragraph = "op05"`,
			[]string{`report:report mandate report.toml:8: there is no paragraph "op05"`}, nil, nil},
		{"a citation at the head of a file", "states.toml", `source = "register"`, `sauce = "register"`, []string{`cites states.toml:1: unknown key "sauce"`}, nil, nil},
		{"a retired id that lives", "retired.toml", "# Ids", "[[retired]]\nid = \"vienna-2007\"\nkind = \"activity\"\n# Ids",
			[]string{`retired retired.toml:2: activity "vienna-2007" still exists`}, nil, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := small(t)
			f := m["data/"+tt.file]
			if !strings.Contains(string(f.Data), tt.from) {
				t.Fatalf("%s holds no %q:\n%s", tt.file, tt.from, f.Data)
			}
			f.Data = []byte(strings.Replace(string(f.Data), tt.from, tt.to, 1))
			r := readable(t, m)
			got := unread(r)
			if tt.unread != nil && !slices.Equal(got, tt.unread) {
				t.Errorf("left out:\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(tt.unread, "\n"))
			}
			if len(got) == 0 {
				t.Error("nothing was left out")
			}
			t.Log(got)
			var without []string
			for _, ref := range whole.Refs() {
				if r.Record(ref) == nil {
					without = append(without, ref.String())
					if !r.MayHold(ref, whole) {
						t.Errorf("%s seems to be gone", ref)
					}
				}
			}
			slices.Sort(without)
			slices.Sort(tt.without)
			if !slices.Equal(without, tt.without) {
				t.Errorf("without %v, want %v", without, tt.without)
			}
			for _, k := range []report.Kind{"section", "request", "activity", "state", "source", "money", "publication"} {
				if got, want := r.MayHold(report.Ref{Kind: k, ID: "other"}, whole), slices.Contains(tt.alsoKinds, k); got != want {
					t.Errorf("a %s that nobody knows: %v, want %v", k, got, want)
				}
			}
		})
	}
}

// TestLoadReadableNot looks at what cannot be read at all.
func TestLoadReadableNot(t *testing.T) {
	noise := make([]byte, 4096)
	rand.New(rand.NewSource(1)).Read(noise)
	for _, tt := range []struct{ name, file, from, to string }{
		{"bytes that are no text", "sources.toml", "", string(noise)},
		{"a null", "paragraphs/op04.toml", "4", "4\x00"},
		{"another encoding of two bytes", "finance.toml", "", "\xff\xfei\x00d\x00"},
		{"report.toml is not TOML", "report.toml", "[", "[["},
		{"a newer schema", "report.toml", "schema = ", "schema = 9"},
		{"no schema", "report.toml", "schema = ", "schema = 0 # "},
		{"no day of the edition", "report.toml", "as_at", "as_of"},
		{"no original language", "report.toml", "original", "origin"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := small(t)
			f := m["data/"+tt.file]
			if !strings.Contains(string(f.Data), tt.from) {
				t.Fatalf("%s holds no %q", tt.file, tt.from)
			}
			if tt.from == "" {
				f.Data = []byte(tt.to)
			} else {
				f.Data = []byte(strings.Replace(string(f.Data), tt.from, tt.to, 1))
			}
			r, ps, err := report.NewLoader().LoadReadable(m)
			if err != nil || r != nil || problem.Errors(ps) == 0 {
				t.Errorf("report %v, %v, problems:\n%s", r != nil, err, text(ps))
			}
		})
	}
	for _, missing := range []string{"data/report.toml", "data/resolution.toml", "data/paragraphs"} {
		m := small(t)
		for name := range m {
			if strings.HasPrefix(name, missing) {
				delete(m, name)
			}
		}
		if r, _, err := report.NewLoader().LoadReadable(m); err == nil || r != nil {
			t.Errorf("without %s: %v", missing, err)
		}
	}
}

// TestLoadReadableWhole checks that of a report without mistakes nothing is
// left out, and that what is read of files that are written in another way is
// the same.
func TestLoadReadableWhole(t *testing.T) {
	for _, dir := range []string{"testdata/small", "../testdata/kitchen-sink", "../.."} {
		want, ps, err := report.Load(os.DirFS(dir))
		if err != nil || want == nil {
			t.Fatal(err, text(ps))
		}
		r := readable(t, os.DirFS(dir))
		if len(r.Unread) > 0 || !report.Equal(r.Report, want) {
			t.Errorf("%s: %v", dir, unread(r))
		}
		// A record that is not in order makes each file be read by way of its
		// tree; all else must come out as it was.
		m := fstest.MapFS{}
		extra := map[string]string{
			"[[section]]": "section", "[[source]]": "source", "[[money]]": "money", "[[activity]]": "activity",
			"[[indicator]]": "indicator", "[[publication]]": "publication", "[[instrument]]": "instrument", "[[request]]": "request",
		}
		added := 0
		fsys := os.DirFS(dir)
		err = fs.WalkDir(fsys, "data", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				if name == "data/schema" || name == report.CorrectionsFolder {
					return fs.SkipDir
				}
				return err
			}
			data, err := fs.ReadFile(fsys, name)
			for head, key := range extra {
				if strings.Contains(string(data), "\n"+head) || strings.HasPrefix(string(data), head) {
					data = append(data, fmt.Sprintf("\n[[%s]]\nid = \"broken-%s\"\nno_such_key = 1\n", key, key)...)
					added++
					break
				}
			}
			m[name] = &fstest.MapFile{Data: data}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		r = readable(t, m)
		if len(r.Unread) != added || added < 5 {
			t.Errorf("%s: %d records were broken, left out: %v", dir, added, unread(r))
		}
		if !report.Equal(r.Report, want) {
			t.Errorf("%s: what is in order was not read as it is", dir)
		}
		for _, ref := range want.Refs() {
			if p, q := want.Pos(ref, ""), r.Pos(ref, ""); p != q {
				t.Errorf("%s: %s is at %v, not at %v", dir, ref, p, q)
			}
		}
	}
}
