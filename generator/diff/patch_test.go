package diff_test

import (
	"bytes"
	"encoding/json"
	"math/rand"
	"testing"

	jsonpatch "github.com/evanphx/json-patch/v5"

	"rapporteur/generator/diff"
	"rapporteur/generator/report"
)

// patched checks that another implementation of RFC 6902 makes the document of
// the one report into that of the other, with the patch as JSON has it.
func patched(t testing.TB, from, to *report.Report, c *diff.Changes) {
	t.Helper()
	var out bytes.Buffer
	if err := diff.WriteJSON(&out, c); err != nil {
		t.Fatal(err)
	}
	var decoded struct{ Patch json.RawMessage }
	if err := json.Unmarshal(out.Bytes(), &decoded); err != nil {
		t.Fatal(err)
	}
	patch, err := jsonpatch.DecodePatch(decoded.Patch)
	if err != nil {
		t.Fatal(err)
	}
	document := func(r *report.Report) []byte {
		b, err := json.Marshal(r.Document())
		if err != nil {
			t.Fatal(err)
		}
		return b
	}
	options := jsonpatch.NewApplyOptions()
	options.EnsurePathExistsOnAdd, options.AllowMissingPathOnRemove = false, false
	got, err := patch.ApplyWithOptions(document(from), options)
	if err != nil {
		t.Fatalf("the patch cannot be applied: %v", err)
	}
	if !jsonpatch.Equal(got, document(to)) {
		t.Fatal("the patch leads to another document")
	}
}

// TestPatch applies patches between copies of the corpus that were changed at
// random, and from each report of the corpus to each other.
func TestPatch(t *testing.T) {
	for name, dir := range corpus() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := load(t, files(t, dir))
			rounds := 20
			if name == "real" {
				rounds = 3
			}
			for seed := range rounds {
				rnd := rand.New(rand.NewSource(int64(seed)))
				doc := r.Document()
				mutate(rnd, doc)
				a := fromDocument(t, doc)
				mutate(rnd, doc)
				b := fromDocument(t, doc)
				patched(t, r, a, diff.Compare(r, a))
				patched(t, a, b, diff.Compare(a, b))
				patched(t, b, r, diff.Compare(b, r))
			}
			for _, other := range corpus() {
				to := load(t, files(t, other))
				patched(t, r, to, diff.Compare(r, to))
			}
		})
	}
}
