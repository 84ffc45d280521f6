package site

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"rapporteur/generator/site/page"
)

// table reads a table to take away.
func table(t *testing.T, files map[string][]byte, name string) (header []string, rows []map[string]string) {
	t.Helper()
	data, ok := files[name]
	if !ok {
		t.Fatalf("there is no %s", name)
	}
	records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(data), "\uFEFF"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, record := range records[1:] {
		row := make(map[string]string)
		for i, c := range records[0] {
			row[c] = record[i]
		}
		rows = append(rows, row)
	}
	return records[0], rows
}

// The examples on the page of the data give what they say, in each language.
func TestDataExamples(t *testing.T) {
	t.Parallel()
	m := build(t, Input{Draft: load(t)})
	files := m.Files()
	for _, lang := range []string{"fr", "en", "ar"} {
		list := pageAt(t, m, page.Draft, lang, "data/").Body.(*page.Files)
		if len(list.Examples) != 3 {
			t.Fatalf("%s: %d examples", lang, len(list.Examples))
		}
		results := make([]int, 3)
		acts := list.Examples[0]
		said := regexp.MustCompile(`^instrument = (.+)\ndate ≥ (.+)$`).FindStringSubmatch(acts.Code)
		if said == nil || !strings.Contains(acts.Text, "deposits.csv") {
			t.Fatalf("%s: %+v", lang, acts)
		}
		_, rows := table(t, files, "draft/data/deposits.csv")
		for _, row := range rows {
			if row["instrument"] == said[1] && row["date"] >= said[2] {
				results[0]++
			}
		}
		header, rows := table(t, files, "draft/data/observations.csv")
		results[1] = len(rows)
		columns := regexp.MustCompile(`"([a-z._]+)"`).FindAllStringSubmatch(list.Examples[1].Code[strings.Index(list.Examples[1].Code, "[["):], -1)
		for _, c := range columns {
			if !strings.Contains(" "+strings.Join(header, " ")+" ", " "+c[1]+" ") {
				t.Errorf("%s: there is no column %s in %v", lang, c[1], header)
			}
		}
		if len(columns) != 5 {
			t.Errorf("%s: the example has %d columns", lang, len(columns))
		}
		var doc map[string]any
		if err := json.Unmarshal(files["draft/data/report.json"], &doc); err != nil {
			t.Fatal(err)
		}
		for _, v := range doc {
			if o, ok := v.(map[string]any); ok && o["status"] == "no-information" {
				results[2]++
			}
		}
		for i, n := range results {
			if n == 0 || !strings.Contains(list.Examples[i].Result, fmt.Sprint(n)) {
				t.Errorf("%s: example %d says %q, want %d", lang, i, list.Examples[i].Result, n)
			}
		}
	}
}

// The files to take away are at the address of their edition alone, depend on no other,
// and pages of the current edition lead to them.
func TestDataFilesOfEditions(t *testing.T) {
	t.Parallel()
	in := three(t)
	m := build(t, in)
	files := m.Files()
	for _, v := range m.Editions {
		for _, name := range []string{"report.json", "report.schema.json", "datapackage.json", "deposits.csv", "toml/report.toml", "states/fra.json"} {
			if files[v.ID+"/data/"+name] == nil {
				t.Errorf("%s has no %s", v.ID, name)
			}
		}
	}
	if files["data/report.json"] != nil || files["current/data/report.json"] != nil {
		t.Error("the files of the current edition are there twice")
	}
	id := m.Current.ID
	p := pageAt(t, m, page.Current, "fr", "states/fra/")
	for version, want := range map[string]string{page.Current: "../../../" + id + "/data/states/fra.json", id: "../../../data/states/fra.json"} {
		c, err := m.Chrome(version, p)
		if err != nil || c.Record != want {
			t.Errorf("%s: the record is at %q, want %q (%v)", version, c.Record, want, err)
		}
	}
	if c := chromeOf(t, m, page.Current, "fr", "states/"); c.Record != "" {
		t.Errorf("the list of States leads to the record %q", c.Record)
	}
	// Another edition changes no file of those that were there.
	one := in
	one.Editions, one.Current, one.Draft = in.Editions[:1], in.Editions[0].ID, nil
	alone := build(t, one).Files()
	for name, data := range alone {
		if strings.HasPrefix(name, one.Current+"/data/") && string(files[name]) != string(data) {
			t.Errorf("%s depends on other editions", name)
		}
	}
}
