package dataset

import (
	"archive/zip"
	"bytes"
	"encoding/csv"
	"encoding/json"
	"io"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"rapporteur/generator/report"
)

func load(t *testing.T, dir string) *report.Report {
	t.Helper()
	r, ps, err := report.Load(os.DirFS(dir))
	if err != nil || r == nil {
		t.Fatalf("%s: %v %v", dir, err, ps)
	}
	return r
}

func makeSet(t *testing.T, r *report.Report) *Set {
	t.Helper()
	m, err := NewMaker()
	if err != nil {
		t.Fatal(err)
	}
	return m.Make(r, r.Edition.ID)
}

var reports = []string{"../testdata/kitchen-sink", "../testdata/small", "../.."}

// TestDocuments validates the document of each report, and those of its records, by the
// schema that is published with them, and checks that nothing is left out.
func TestDocuments(t *testing.T) {
	for _, dir := range reports {
		r := load(t, dir)
		set := makeSet(t, r)
		c := jsonschema.NewCompiler()
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(set.Schema.Data))
		if err != nil {
			t.Fatal(err)
		}
		if err := c.AddResource("schema", doc); err != nil {
			t.Fatal(err)
		}
		s, err := c.Compile("schema")
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range append([]File{set.JSON}, set.Records...) {
			v, err := jsonschema.UnmarshalJSON(bytes.NewReader(f.Data))
			if err != nil {
				t.Fatalf("%s: %s: %v", dir, f.Name, err)
			}
			if err := s.Validate(v); err != nil {
				t.Errorf("%s: %s: %v", dir, f.Name, err)
			}
		}
		var got, want map[string]any
		decode(t, set.JSON.Data, &got)
		delete(got, "$schema")
		raw, err := json.Marshal(r.Document())
		if err != nil {
			t.Fatal(err)
		}
		decode(t, raw, &want)
		if len(got) != len(want) {
			t.Errorf("%s: %d members, want %d", dir, len(got), len(want))
		}
		for id, record := range want {
			if a, b := text(t, got[id]), text(t, record); a != b {
				t.Errorf("%s: %s: got %s, want %s", dir, id, a, b)
			}
		}
		for _, wrong := range []string{`{"activity:x":{"ttle":{}}}`, `{"nothing:x":{}}`, `{"state:fra":{"id":"fra","name":{"en":1}}}`, `{"source:x":{"id":"x"}}`, `{"order":{"state":["fra"]}}`} {
			v, _ := jsonschema.UnmarshalJSON(strings.NewReader(wrong))
			if s.Validate(v) == nil {
				t.Errorf("the schema accepts %s", wrong)
			}
		}
	}
}

func decode(t *testing.T, data []byte, to any) {
	t.Helper()
	if err := json.Unmarshal(data, to); err != nil {
		t.Fatal(err)
	}
}

func text(t *testing.T, v any) string {
	t.Helper()
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// readTable returns the rows of a table, by column.
func readTable(t *testing.T, f *File) []map[string]string {
	t.Helper()
	data, marked := bytes.CutPrefix(f.Data, []byte("\xef\xbb\xbf"))
	if !marked {
		t.Errorf("%s has no byte order mark", f.Name)
	}
	records, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatalf("%s: %v", f.Name, err)
	}
	var rows []map[string]string
	for _, record := range records[1:] {
		row := make(map[string]string)
		for i, name := range records[0] {
			if _, twice := row[name]; twice {
				t.Fatalf("%s has two columns %s", f.Name, name)
			}
			row[name] = record[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// TestTablesHoldEveryRecord checks that each kind with records has a table, with a row for
// each, in every report, and that every row that must rest on a source names it.
func TestTablesHoldEveryRecord(t *testing.T) {
	for _, dir := range reports {
		r := load(t, dir)
		set := makeSet(t, r)
		for _, k := range report.Kinds() {
			f := set.Table(k.Kind)
			switch {
			case k.Part || len(k.ID) == 0:
				if k.Data != "" {
					t.Errorf("%s has a table but no ids", k.Kind)
				}
			case k.Data == "":
				t.Errorf("%s has no table: name it in the table of kinds", k.Kind)
			case r.Count(k.Kind) == 0:
				if f != nil {
					t.Errorf("%s: %s is there without records", dir, f.Name)
				}
			case f == nil:
				t.Errorf("%s: no table of %s", dir, k.Kind)
			default:
				rows := readTable(t, f)
				if len(rows) != r.Count(k.Kind) || f.Rows != len(rows) {
					t.Errorf("%s: %s has %d rows (%d), want %d", dir, f.Name, len(rows), f.Rows, r.Count(k.Kind))
				}
				for _, row := range rows {
					if k.Cited && (row["source"] == "" && row["verification"] == "") && dir == "../.." {
						t.Errorf("%s: %s: no source and no verification in %v", dir, f.Name, row["id"])
					}
				}
			}
		}
	}
}

// TestDeposits checks one act of the issued data in every column that readers ask for.
func TestDeposits(t *testing.T) {
	r := load(t, "../..")
	f := makeSet(t, r).Table(report.KindAct)
	acts := 0
	for _, p := range r.Participation {
		acts += len(p.Acts)
	}
	rows := readTable(t, f)
	if len(rows) != acts {
		t.Errorf("%d rows, want the %d acts", len(rows), acts)
	}
	p := r.ParticipationIn("financing-1999")
	a := p.Acts[0]
	i := slices.IndexFunc(rows, func(row map[string]string) bool { return row["id"] == p.Ref(&a).ID })
	if i < 0 {
		t.Fatalf("no row for %s", p.Ref(&a))
	}
	row := rows[i]
	cites := p.CitesOf(&a)
	for column, want := range map[string]string{
		"instrument": "financing-1999", "instrument_name.en": r.Instrument("financing-1999").Short.En,
		"state": a.State, "state_iso3": strings.ToUpper(a.State), "state_name.en": r.State(a.State).Name.En, "state_name.fr": r.State(a.State).Name.Fr,
		"kind": string(a.Kind), "date": a.Date.String(),
		"source": cites[0].Source, "verification": string(r.Shown(cites[0])), "source_link": r.Source(cites[0].Source).Link,
	} {
		if row[column] != want || want == "" && column != "source_link" {
			t.Errorf("%s = %q, want %q", column, row[column], want)
		}
	}
}

// TestForeignKeys follows each reference that the descriptor states.
func TestForeignKeys(t *testing.T) {
	for _, dir := range reports {
		set := makeSet(t, load(t, dir))
		var p dataPackage
		decode(t, set.Package.Data, &p)
		ids := make(map[string]map[string]bool)
		rows := make(map[string][]map[string]string)
		for i, res := range p.Resources {
			rows[res.Name] = readTable(t, &set.Tables[i])
			ids[res.Name] = make(map[string]bool)
			for _, row := range rows[res.Name] {
				if ids[res.Name][row["id"]] {
					t.Errorf("%s: %s: %s is there twice", dir, res.Name, row["id"])
				}
				ids[res.Name][row["id"]] = true
			}
		}
		keys := 0
		for _, res := range p.Resources {
			for _, k := range res.Schema.ForeignKeys {
				keys++
				for _, row := range rows[res.Name] {
					if id := row[k.Fields]; id != "" && !ids[k.Reference.Resource][id] {
						t.Errorf("%s: %s: %s %q is not in %s", dir, res.Name, k.Fields, id, k.Reference.Resource)
					}
				}
			}
		}
		if keys < 5 {
			t.Errorf("%s: %d foreign keys", dir, keys)
		}
	}
}

// TestFormulas checks that a name that a spreadsheet would run is a text in the file.
func TestFormulas(t *testing.T) {
	r := load(t, "../testdata/small")
	r.Sources[0].Title.En = `=HYPERLINK("https://example.org","x")`
	r.Sources[0].Title.Fr = "@SUM(A1)"
	rows := readTable(t, makeSet(t, r).Table(report.KindSource))
	for column, want := range map[string]string{"title.en": "'=HYPERLINK(\"https://example.org\",\"x\")", "title.fr": "'@SUM(A1)"} {
		if got := rows[0][column]; got != want {
			t.Errorf("%s = %q, want %q", column, got, want)
		}
	}
}

// TestZIP checks that the ZIP file holds the files as they are, is the same each time, and
// that each file under a record's name holds what belongs to it.
func TestZIP(t *testing.T) {
	r := load(t, "../testdata/kitchen-sink")
	set := makeSet(t, r)
	if again := makeSet(t, load(t, "../testdata/kitchen-sink")); !bytes.Equal(set.ZIP.Data, again.ZIP.Data) {
		t.Error("two runs give two ZIP files")
	}
	z, err := zip.NewReader(bytes.NewReader(set.ZIP.Data), int64(len(set.ZIP.Data)))
	if err != nil {
		t.Fatal(err)
	}
	held := make(map[string][]byte)
	for _, f := range z.File {
		from, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if held[f.Name], err = io.ReadAll(from); err != nil {
			t.Fatal(err)
		}
		if at := f.Modified.UTC().Format("2006-01-02"); at != r.Edition.AsAt.String() {
			t.Errorf("%s is of %s, want %s", f.Name, at, r.Edition.AsAt)
		}
	}
	for _, f := range set.All() {
		if f.Name == set.ZIP.Name || slices.ContainsFunc(set.Records, func(o File) bool { return o.Name == f.Name }) {
			continue
		}
		if !bytes.Equal(held[f.Name], f.Data) {
			t.Errorf("%s is not in the ZIP file as it is", f.Name)
		}
	}
	for _, f := range r.Files {
		if !bytes.Equal(held["toml/"+strings.TrimPrefix(f.Name, "data/")], f.Data) {
			t.Errorf("%s is not in the ZIP file", f.Name)
		}
	}
}

func TestRecordDocuments(t *testing.T) {
	r := load(t, "../..")
	set := makeSet(t, r)
	byName := make(map[string]map[string]any)
	for _, f := range set.Records {
		m := make(map[string]any)
		decode(t, f.Data, &m)
		byName[f.Name] = m
	}
	acts := 0
	for _, p := range r.Participation {
		for _, a := range p.Acts {
			if a.State != "uzb" {
				continue
			}
			acts++
			if byName["states/uzb.json"][p.Ref(&a).String()] == nil {
				t.Errorf("the document of Uzbekistan lacks %s", p.Ref(&a))
			}
		}
		if doc := byName["instruments/"+p.Instrument+".json"]; len(doc) != len(p.Acts)+3 { // itself, its list of acts, the schema
			t.Errorf("the document of %s has %d members, want %d", p.Instrument, len(doc), len(p.Acts)+3)
		}
	}
	if acts == 0 || len(byName["states/uzb.json"]) != acts+2 {
		t.Errorf("Uzbekistan: %d acts, %d members", acts, len(byName["states/uzb.json"]))
	}
	for _, p := range r.Paragraphs {
		doc := byName["paragraphs/"+p.ID+".json"]
		for _, q := range p.Requests {
			if doc["request:"+q.ID] == nil {
				t.Errorf("the document of %s lacks %s", p.ID, q.ID)
			}
		}
	}
}
