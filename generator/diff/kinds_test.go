package diff_test

import (
	"maps"
	"slices"
	"testing"

	"rapporteur/generator/diff"
	"rapporteur/generator/report"
)

// TestEveryKind checks that a record of each kind that is removed has a class
// and the name that people call it.
func TestEveryKind(t *testing.T) {
	a := load(t, files(t, "../testdata/kitchen-sink"))
	doc := a.Document()
	empty := map[string]any{}
	for _, kind := range []report.Kind{report.KindReport, report.KindEdition, report.KindResolution} {
		ref := report.Ref{Kind: kind, ID: string(kind)}.String()
		empty[ref] = doc[ref]
	}
	changes, named := make(map[report.Kind]diff.Change), make(map[report.Kind]bool)
	for _, ch := range diff.Compare(a, fromDocument(t, maps.Clone(empty))).List {
		if ch.Kind == diff.Removed && ch.Field == "" {
			changes[ch.Ref.Kind] = ch
			named[ch.Ref.Kind] = named[ch.Ref.Kind] || !ch.Name.IsZero()
		}
	}
	for _, k := range report.Kinds() {
		if !slices.Contains(diff.Classes(), diff.Class(k.Class)) {
			t.Errorf("a change of a %s has the class %q, which is none of %v", k.Kind, k.Class, diff.Classes())
		}
		if len(k.ID) == 0 {
			continue
		}
		ch, ok := changes[k.Kind]
		if !ok {
			t.Errorf("no %s is removed", k.Kind)
			continue
		}
		if string(ch.Class) != k.Class {
			t.Errorf("a %s that is removed has the class %s, want %s", k.Kind, ch.Class, k.Class)
		}
		if want := len(k.Name) > 0 || k.Parent != ""; named[k.Kind] != want {
			t.Errorf("a %s that is removed has a name: %v, want %v", k.Kind, named[k.Kind], want)
		}
	}
}
