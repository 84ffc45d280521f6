package check_test

import (
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/check"
	"rapporteur/generator/internal/lawtest"
	"rapporteur/generator/problem"
	"rapporteur/generator/report"
)

func kitchenSink(t *testing.T) *report.Report {
	t.Helper()
	r, ps, err := report.Load(os.DirFS("../testdata/kitchen-sink"))
	if err != nil || r == nil {
		t.Fatal(err, text(ps))
	}
	return r
}

// rule is the rule of that name.
func rule(t *testing.T, name string) []check.Rule {
	t.Helper()
	rules := slices.DeleteFunc(check.Rules(), func(r check.Rule) bool { return r.Name != name })
	if len(rules) != 1 {
		t.Fatalf("there is no rule %s", name)
	}
	return rules
}

// without is the kitchen sink without the keys of the records of a kind.
func without(t *testing.T, r *report.Report, kinds []report.Kind, keys ...string) *report.Report {
	t.Helper()
	doc := r.Document()
	for key, object := range doc {
		if slices.Contains(kinds, report.ParseRef(key).Kind) {
			for _, k := range keys {
				delete(object.(map[string]any), k)
			}
		}
	}
	made, err := lawtest.FromDocument(doc)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// TestEveryKind checks what rules and messages say of each kind of record.
func TestEveryKind(t *testing.T) {
	r := kitchenSink(t)
	pass := &check.Pass{Report: r}
	for _, k := range report.Kinds() {
		if k.Part {
			continue
		}
		t.Run(string(k.Kind), func(t *testing.T) {
			if r.Count(k.Kind) == 0 {
				t.Fatal("the kitchen sink has none: add one to generator/testdata/kitchen-sink")
			}
			if k.Cited {
				found := check.Run(without(t, r, []report.Kind{k.Kind, k.Parent}, "cites"), rule(t, "cited"))
				if !names(found, k.Kind) {
					t.Errorf("the rule cited does not find %s %s without a citation", problem.Article(string(k.Kind)), k.Kind)
				}
			}
			for i := range k.Type.NumField() {
				sf := k.Type.Field(i)
				if key := sf.Tag.Get("toml"); slices.Contains(strings.Fields(sf.Tag.Get("is")), "needed") {
					found := check.Run(without(t, r, []report.Kind{k.Kind}, key, "gaps", "online"), rule(t, "gap-needed"))
					if !names(found, k.Kind) {
						t.Errorf("the rule gap-needed does not find %s %s without %s", problem.Article(string(k.Kind)), k.Kind, key)
					}
				}
			}
			for _, ref := range r.Refs() {
				if ref.Kind != k.Kind {
					continue
				}
				if name := pass.Name(ref).String(); name == ref.String() || !strings.HasPrefix(name, "the ") {
					t.Errorf("%s is called %q in messages", ref, name)
				}
				file, _ := r.FileOf(ref)
				ps := []problem.Problem{{Record: ref.String(), Pos: problem.Pos{File: file}}}
				check.Pages(r, ps)
				read := ps[0].Page
				check.Pages(nil, ps)
				if read == "" || ps[0].Page == "" {
					t.Errorf("problems of %s have page %q; %q where the data cannot be read", ref, read, ps[0].Page)
				}
			}
		})
	}
}

// A symbol is checked in whatever kind of record it is.
func TestSymbolsOfEveryKind(t *testing.T) {
	r := kitchenSink(t)
	for _, k := range report.Kinds() {
		if _, ok := k.Type.FieldByName("Symbol"); !ok {
			continue
		}
		for name, symbol := range map[string]string{"symbols": "A/63/89 Add.1", "mixed-scripts": "А/RES/62/71"} {
			doc := r.Document()
			for key, object := range doc {
				if report.ParseRef(key).Kind == k.Kind {
					object.(map[string]any)["symbol"] = symbol
				}
			}
			made, err := lawtest.FromDocument(doc)
			if err != nil {
				t.Fatal(err)
			}
			if !names(check.Run(made, rule(t, name)), k.Kind) {
				t.Errorf("the rule %s does not find the symbol %q of a %s", name, symbol, k.Kind)
			}
		}
	}
}

// What happened after the date of an issued edition is found in whatever kind of record
// it is.
func TestLaterFactsOfEveryKind(t *testing.T) {
	may := map[report.Kind]string{ // whose day may be later
		report.KindTarget: "is to be reached",
		report.KindSource: "is judged where it is cited",
	}
	r := kitchenSink(t)
	for _, k := range report.Kinds() {
		if r.Count(k.Kind) == 0 {
			continue // TestEveryKind says so
		}
		for i := range k.Type.NumField() {
			key := k.Type.Field(i).Tag.Get("toml")
			if !slices.Contains([]string{"date", "start", "adopted_on", "adopted"}, key) || k.Type.Field(i).Type != reflect.TypeFor[report.Date]() || may[k.Kind] != "" {
				continue
			}
			doc := r.Document()
			for name, object := range doc {
				if o := object.(map[string]any); report.ParseRef(name).Kind == k.Kind {
					o[key] = "2090-01-01"
					delete(o, "planned")
				} else if name == "edition:edition" || name == "edition" {
					o["status"] = "issued"
				}
			}
			made, err := lawtest.FromDocument(doc)
			if err != nil {
				t.Fatal(err)
			}
			if made.Edition.Status != report.Issued {
				t.Fatal("the edition is not issued")
			}
			if !names(check.Run(made, slices.Concat(rule(t, "known-at-date"), rule(t, "reply"))), k.Kind) {
				t.Errorf("no rule finds %s %s with a later %s: add it to laterFacts (known.go)", problem.Article(string(k.Kind)), k.Kind, key)
			}
		}
	}
}

// names reports whether a problem is about a record of a kind.
func names(ps []problem.Problem, kind report.Kind) bool {
	return slices.ContainsFunc(ps, func(p problem.Problem) bool { return report.ParseRef(p.Record).Kind == kind })
}
