package site

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"rapporteur/generator/address"
	"rapporteur/generator/published"
	"rapporteur/generator/report"
	"rapporteur/generator/site/history"
)

// TestPublished reads what a site says of itself as a portal does: it is as the schema
// has it, its addresses are those of pages, and it counts each request once.
func TestPublished(t *testing.T) {
	t.Parallel()
	b, err := os.ReadFile("../../docs/portal.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	if err := compiler.AddResource("portal.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("portal.json")
	if err != nil {
		t.Fatal(err)
	}
	read := func(m *Model) *published.Report {
		t.Helper()
		data := m.Files()[published.File]
		value, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(value); err != nil {
			t.Errorf("%s: %v", data, err)
		}
		r, err := published.Parse(data)
		if err != nil {
			t.Fatal(err)
		}
		return r
	}

	first := issue(t, "2008-07-31", "2008-07-31")
	first.SupersededBy = "2008-12-31"
	last := issue(t, "2008-12-31", "2008-12-31", change{"report.toml", `status = "issued"`, "status = \"issued\"\nsupersedes = \"2008-07-31\""})
	program := published.Program{Version: "v1.2.0", Commit: strings.Repeat("a", 40), Schema: report.Schema}
	m := build(t, Input{
		Editions: []history.Issued{first, last}, Current: "2008-12-31", Draft: load(t), Program: program,
		Withdrawn: []Withdrawn{{Withdrawn: report.Withdrawn{ID: "2007-12-18", Commit: strings.Repeat("b", 40), Reason: report.Text{En: "A mistake."}, ReplacedBy: "2008-07-31"}}},
	})
	r := read(m)
	meta := last.Report.Meta
	if r.Program != program || r.Reference != meta.Reference || r.Title["fr"] != meta.Title.Fr || r.Mandate.Symbol != meta.Mandate.Resolution ||
		r.Mandate.Organ != "general-assembly" || !slices.Equal(r.Languages, meta.Languages) {
		t.Errorf("%+v", r)
	}
	var states []string
	for _, e := range r.Editions {
		states = append(states, e.ID+" "+string(e.State))
	}
	if got := strings.Join(states, ", "); got != "2008-07-31 superseded, 2008-12-31 current, 2007-12-18 withdrawn" {
		t.Error(got)
	}
	if e := r.Editions[2]; e.Reason["en"] != "A mistake." || e.SupersededBy != "2008-07-31" || len(e.Address) != 0 {
		t.Errorf("%+v", e)
	}
	if r.Draft == nil || r.Draft.State != published.Draft || r.Shown().ID != "2008-12-31" {
		t.Errorf("%+v", r.Draft)
	}
	own := -1
	for i, c := range r.Current().Statuses {
		if c.Status == "partially-implemented" {
			own = i
			if c.Like != "under-implementation" || c.N != 1 || c.Name["fr"] != "Partiellement appliqué" || c.Name["en"] != "Partially implemented" {
				t.Errorf("a status of the report's own is %+v", c)
			}
		} else if c.Like != "" || c.Name != nil {
			t.Errorf("a status of the program is %+v", c)
		}
	}
	if own < 0 || own > 0 && r.Current().Statuses[own-1].Counted() != "under-implementation" {
		t.Errorf("the status of the report's own is not after the one that it is like: %+v", r.Current().Statuses)
	}
	requests, counted := 0, 0
	for _, p := range last.Report.Paragraphs {
		requests += len(p.Requests)
	}
	for _, c := range r.Current().Statuses {
		counted += c.N
	}
	if requests == 0 || r.Current().Requests != requests || counted != requests {
		t.Errorf("%d requests, said to be %d; %d have a status", requests, r.Current().Requests, counted)
	}
	has := func(a published.Addresses) {
		t.Helper()
		if len(a) != len(meta.Languages) {
			t.Errorf("%v", a)
		}
		for _, at := range a {
			if !m.Has(at) {
				t.Errorf("there is no page at %s", at)
			}
		}
	}
	has(r.Address)
	has(r.Editions[0].Address)
	has(r.Draft.Address)
	has(r.Search.Page)
	if r.Address["fr"] != address.Version("current", "fr") {
		t.Errorf("%v", r.Address)
	}
	indexes := make(map[string]bool)
	if err := m.SearchFiles(func(path string, _ []byte) error { indexes[path] = true; return nil }); err != nil {
		t.Fatal(err)
	}
	for _, at := range r.Search.Index {
		if !indexes[at+"index.json"] {
			t.Errorf("there is no index in %s", at)
		}
	}

	// Without an edition the draft is what there is.
	r = read(build(t, Input{Draft: load(t), Program: published.Program{Schema: report.Schema}}))
	if len(r.Editions) != 0 || r.Shown() != r.Draft || r.Address["en"] != "draft/en/" || r.Search.Index["en"] != "draft/en/search/index/" {
		t.Errorf("%+v", r)
	}
}
