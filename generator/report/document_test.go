package report_test

import (
	"bytes"
	"encoding/json"
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/generator/internal/lawtest"
	"rapporteur/generator/report"
)

// TestDocument checks that a document says all that a report means, also once
// it has gone through JSON.
func TestDocument(t *testing.T) {
	for _, dir := range []string{"testdata/small", "../testdata/kitchen-sink", "../testdata/small", "../.."} {
		r, ps, err := report.Load(os.DirFS(dir))
		if err != nil || r == nil {
			t.Fatalf("%s: %v %v", dir, err, ps)
		}
		doc := r.Document()
		b, err := json.Marshal(doc)
		if err != nil {
			t.Fatal(err)
		}
		var decoded map[string]any
		if err := json.Unmarshal(b, &decoded); err != nil {
			t.Fatal(err)
		}
		for _, doc := range []map[string]any{doc, decoded} {
			back, err := lawtest.FromDocument(doc)
			if err != nil {
				t.Fatalf("%s: %v", dir, err)
			}
			var want, got bytes.Buffer
			if err := r.Dump(&want); err != nil {
				t.Fatal(err)
			}
			if err := back.Dump(&got); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(want.String(), got.String()); diff != "" {
				t.Errorf("%s:\n%s", dir, diff)
			}
			if len(back.Refs()) != len(r.Refs()) {
				t.Errorf("%s: %d records, want %d", dir, len(back.Refs()), len(r.Refs()))
			}
		}
	}
}

func TestDocumentErrors(t *testing.T) {
	tests := []struct {
		name string
		doc  map[string]any
	}{
		{"no object", map[string]any{"state:fra": "France"}},
		{"no kind", map[string]any{"country:fra": map[string]any{}}},
		{"wrong value", map[string]any{"state:fra": map[string]any{"member": "yes"}}},
		{"wrong list", map[string]any{"state:fra": map[string]any{"cites": map[string]any{}}}},
		{"fraction", map[string]any{"instrument:x": map[string]any{"number": 1.5}}},
		{"bad date", map[string]any{"activity:x": map[string]any{"start": "soon"}}},
		{"no paragraph", map[string]any{"request:x": map[string]any{"paragraph": "op04"}}},
		{"no indicator", map[string]any{"observation:x/y": map[string]any{}}},
		{"no participation", map[string]any{"act:x/fra/signature/2001-01-01": map[string]any{}}},
		{"order", map[string]any{"order": []any{}}},
		{"order of a kind", map[string]any{"order": map[string]any{"section": "x"}}},
		{"id in an order", map[string]any{"order": map[string]any{"section": []any{1}}}},
	}
	for _, tt := range tests {
		if r, err := lawtest.FromDocument(tt.doc); err == nil || r != nil {
			t.Errorf("%s: report %v, error %v", tt.name, r != nil, err)
		}
	}
}
