package main

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/generator/check"
)

// TestRulesPage checks that docs/rules.md is what the rules say of themselves.
func TestRulesPage(t *testing.T) {
	entries, err := check.Reference()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	if err := check.WriteReference(&b, entries); err != nil {
		t.Fatal(err)
	}
	page, err := os.ReadFile("../docs/rules.md")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(page), b.String()); diff != "" {
		t.Errorf("docs/rules.md is stale; run: go run ./generator explain --markdown >docs/rules.md\n%s", diff)
	}
	if len(entries) != len(check.Rules()) {
		t.Errorf("%d entries for %d rules: one has no family of the list", len(entries), len(check.Rules()))
	}
	for _, e := range entries {
		if strings.Contains(e.Example.Bad+e.Example.Good, "# want") || strings.Contains(e.Example.Bad+e.Example.Good, "⟦") {
			t.Errorf("%s shows what belongs to its test: %+v", e.Name, e.Example)
		}
	}
}
