package report_test

import (
	"os"
	"path"
	"reflect"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/internal/lawtest"
	"rapporteur/generator/prose"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

func kitchenSink(t *testing.T) *report.Report {
	t.Helper()
	r, ps, err := report.Load(os.DirFS("../testdata/kitchen-sink"))
	if err != nil || r == nil {
		t.Fatal(err, ps)
	}
	return r
}

// entriesOf are the entries of a report by kind. It holds the kitchen sink to
// every kind, so that tests over its records leave none out.
func entriesOf(t *testing.T, r *report.Report) map[report.Kind][]report.Entry {
	t.Helper()
	entries := make(map[report.Kind][]report.Entry)
	for _, e := range r.Entries() {
		entries[e.Ref.Kind] = append(entries[e.Ref.Kind], e)
	}
	for _, k := range report.Kinds() {
		if len(entries[k.Kind]) == 0 {
			t.Errorf("the kitchen sink has no %s: add one, for tests of every kind use it", k.Kind)
		}
	}
	return entries
}

// without are the kinds that do without a property which others like them
// have.
var without = map[string][]report.Kind{
	// They say nothing of the world, or what they say is cited in their parts
	// or their text.
	"Cited": {report.KindReport, report.KindPart, report.KindParagraph, report.KindSubparagraph, report.KindRequest, report.KindSection, report.KindFootnote, report.KindIndicator, report.KindParticipation},
	// They are words of the resolution, or have a reference of their own.
	"Linked": {report.KindPreambular, report.KindNote, report.KindDimension, report.KindFootnote},
	// Their order follows from their dates, their files or the instruments.
	"Ordered or Sorted": {report.KindParagraph, report.KindActivity, report.KindParticipation, report.KindAct},
}

// TestKinds checks each row of the table against the structs and files that it
// describes.
func TestKinds(t *testing.T) {
	r := kitchenSink(t)
	entries := entriesOf(t, r)
	ordered, document := report.Ordered(), r.Document()
	for _, k := range report.Kinds() {
		t.Run(string(k.Kind), func(t *testing.T) {
			if got := k.Kind.Info(); got.Kind != k.Kind {
				t.Error("Info does not find the row")
			}
			format := slices.IndexFunc(report.Formats(), func(f report.Format) bool { return f.File == k.File })
			if format < 0 {
				t.Fatalf("File %q is no file that Load reads", k.File)
			}
			if got := typeAt(report.Formats()[format].Type, k.Key); got != k.Type {
				t.Errorf("Key %q of %s leads to %v, not to %v", k.Key, k.File, got, k.Type)
			}
			for _, key := range slices.Concat(k.Name, k.ID, []string{k.Text}) {
				if key != "" && typeAt(k.Type, key) == nil {
					t.Errorf("%v has no field %q", k.Type, key)
				}
			}
			if k.Text != "" && typeAt(k.Type, k.Text) != reflect.TypeFor[report.Text]() {
				t.Errorf("Text %q is not a text", k.Text)
			}
			if k.Display == "" || k.Class == "" {
				t.Error("a row needs Display and Class")
			}
			if k.Page == "" && k.Display != report.NotOnPages && k.Kind != report.KindEdition {
				t.Error("a row needs Page, unless nothing shows the record")
			}
			if k.Page != "" && !strings.HasSuffix(k.Page, "/") {
				t.Errorf("Page %q does not end in a slash", k.Page)
			}
			if k.Section() == "" {
				t.Error("no part of the site shows the kind")
			}
			if k.Parent != "" && k.Parent.Info().Kind == "" {
				t.Errorf("Parent %q is not a kind", k.Parent)
			}
			if k.Ordered && k.Sorted {
				t.Error("an order that is chosen by hand is not sorted by id")
			}
			if slices.Contains(ordered, k.Kind) != k.Ordered {
				t.Error("Ordered does not agree")
			}
			for property, missing := range map[string]bool{
				"Cited":             typeAt(k.Type, "cites") != nil && !k.Cited,
				"Linked":            slices.Equal(k.ID, []string{"id"}) && !k.Composite && !k.Part && !k.Linked,
				"Ordered or Sorted": len(k.ID) > 0 && !k.Ordered && !k.Sorted,
			} {
				if missing != slices.Contains(without[property], k.Kind) {
					t.Errorf("%s is missing: %v; set it in the row, or list the kind among those without it", property, missing)
				}
			}
			for _, e := range entries[k.Kind] {
				if reflect.TypeOf(e.Record) != reflect.PointerTo(k.Type) {
					t.Fatalf("%s is a %T", e.Ref, e.Record)
				}
				if document[e.Ref.String()] == nil {
					t.Errorf("the document lacks %s", e.Ref)
				}
				if k.Part {
					continue
				}
				if r.Record(e.Ref) != e.Record {
					t.Errorf("Record does not find %s", e.Ref)
				}
				file, line := r.FileOf(e.Ref)
				if ok, _ := path.Match(k.File, file); !ok || line == 0 {
					t.Errorf("%s is at %s:%d, not in %s", e.Ref, file, line, k.File)
				}
				if p := r.Parent(e.Ref); p.Kind != k.Parent || k.Parent != "" && r.Record(p) == nil {
					t.Errorf("%s belongs to %q, want a %s", e.Ref, p, k.Parent)
				}
				name, _ := r.Name(e.Ref)
				words, _ := r.Wording(e.Ref)
				if name.IsZero() && words.IsZero() {
					t.Errorf("%s has neither a name nor words of its own: set Name or Text", e.Ref)
				}
			}
		})
	}
}

// typeAt is the type that a path leads to in a struct, lists passed over; nil
// where there is no such field.
func typeAt(t reflect.Type, path string) reflect.Type {
	if path == "" {
		return t
	}
	key, rest, _ := strings.Cut(path, ".")
	for i := range t.NumField() {
		if sf := t.Field(i); sf.Tag.Get("toml") == key {
			t := sf.Type
			for t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer {
				t = t.Elem()
			}
			return typeAt(t, rest)
		}
	}
	return nil
}

// TestKindConstants checks that no kind of the model lacks a row: every
// struct with an id is a record of some kind.
func TestKindConstants(t *testing.T) {
	rows := make(map[reflect.Type]bool)
	for _, k := range report.Kinds() {
		rows[k.Type] = true
	}
	var visit func(typ reflect.Type)
	visit = func(typ reflect.Type) {
		for typ.Kind() == reflect.Slice || typ.Kind() == reflect.Pointer {
			typ = typ.Elem()
		}
		if typ.Kind() != reflect.Struct {
			return
		}
		for i := range typ.NumField() {
			sf := typ.Field(i)
			key := sf.Tag.Get("toml")
			if key == "id" && !rows[typ] && typ != reflect.TypeFor[report.Recorded]() {
				t.Errorf("%v has an id, but no row in the table of kinds", typ)
			}
			if key != "" && key != "-" {
				visit(sf.Type)
			}
		}
	}
	for _, f := range report.Formats() {
		visit(f.Type)
	}
}

// TestTagsNameKinds checks that tags name kinds and properties that there are.
func TestTagsNameKinds(t *testing.T) {
	properties := []string{"id", "slug", "required", "prose", "verbatim", "link", "host", "currency", "positive", "field", "needed", "cited", "shown"}
	for _, k := range report.Kinds() {
		for i := range k.Type.NumField() {
			sf := k.Type.Field(i)
			for _, to := range report.Targets(sf) {
				if to.Info().Kind == "" {
					t.Errorf("%v.%s may name %q, which is not a kind", k.Type, sf.Name, to)
				}
			}
			for _, is := range strings.Fields(sf.Tag.Get("is")) {
				if !slices.Contains(properties, is) {
					t.Errorf("%v.%s has the property %q, which nothing reads", k.Type, sf.Name, is)
				}
			}
		}
	}
}

// TestLinks checks which records a link in prose may lead to.
func TestLinks(t *testing.T) {
	for _, k := range report.Kinds() {
		if k.Linked && len(k.ID) != 1 {
			t.Errorf("a link cannot lead to a %s, whose id has several parts", k.Kind)
		}
		problems := linkProblems(t, string(k.Kind)+":some-id")
		if refused := slices.Contains(problems, "prose"); refused == k.Linked {
			t.Errorf("a link to a %s: refused %v, Linked %v", k.Kind, refused, k.Linked)
		}
	}
	for _, dest := range []string{"/x", "ftp://x", "nonsense:x", "unodc", "javascript:alert(1)"} {
		if !slices.Contains(linkProblems(t, dest), "prose") {
			t.Errorf("a link may lead to %q", dest)
		}
	}
}

// linkProblems are the rules that a link in an answer breaks.
func linkProblems(t *testing.T, dest string) []string {
	t.Helper()
	_, ps, err := report.Load(small(t, []string{"paragraphs/op04.toml", "(activity:vienna-2007)", "(" + dest + ")"}))
	if err != nil {
		t.Fatal(err)
	}
	var rules []string
	for _, p := range ps {
		rules = append(rules, p.Rule)
	}
	return rules
}

// TestBacklinks checks that backlinks are what the records say: each record
// that a list, a field or a text names is named by that record.
func TestBacklinks(t *testing.T) {
	doc := map[string]any{
		"report:report":         map[string]any{"original": "en"},
		"edition:edition":       map[string]any{"id": "x", "as_at": "2008-07-31"},
		"resolution:resolution": map[string]any{},
		"entity:office":         map[string]any{"id": "office", "parent": "council"},
		"entity:council":        map[string]any{"id": "council", "note": map[string]any{"en": "See [the State](state:fra)."}},
		"state:fra":             map[string]any{"id": "fra"},
		"source:a":              map[string]any{"id": "a"},
		"indicator:one":         map[string]any{"id": "one", "definition": map[string]any{"en": "As in [source:a]; see [figure:two/x]."}},
		"indicator:two":         map[string]any{"id": "two"},
		"observation:two/x":     map[string]any{"id": "x", "cites": []any{map[string]any{"source": "a"}}},
		"instrument:treaty":     map[string]any{"id": "treaty", "depositary": []any{"entity:office", "state:fra"}},
		"instrument:protocol":   map[string]any{"id": "protocol", "amends": "treaty", "note": map[string]any{"en": "[parties:treaty] [parties:gone]"}},
		"participation:treaty":  map[string]any{"instrument": "treaty", "cites": []any{map[string]any{"source": "a"}}},
		"act:treaty/fra/accession/2001-01-01": map[string]any{
			"state": "fra", "kind": "accession", "date": "2001-01-01",
		},
		"order": map[string]any{"indicator": []any{"one", "two"}, "instrument": []any{"protocol", "treaty"}},
	}
	r, err := lawtest.FromDocument(doc)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"entity:council":    "entity:office",
		"entity:office":     "instrument:treaty",
		"state:fra":         "instrument:treaty entity:council",
		"source:a":          "indicator:one observation:two/x instrument:treaty",
		"indicator:two":     "indicator:one",
		"observation:two/x": "indicator:one",
		"instrument:treaty": "instrument:protocol",
	}
	got := make(map[string]string)
	for to, from := range r.Backlinks(prose.NewParser().Parse) {
		var names []string
		for _, ref := range from {
			names = append(names, ref.String())
		}
		got[to.String()] = strings.Join(names, " ")
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

// A register may be made of the records of the kitchen sink, which has all kinds, and of
// none but the paragraphs in a report that has no others.
func TestHasRegister(t *testing.T) {
	full, bare := kitchenSink(t), new(report.Report)
	for _, word := range report.KindSection.Words("register") {
		if !full.HasRegister(report.RegisterKind(word)) {
			t.Errorf("HasRegister does not know the register %s", word)
		}
		if bare.HasRegister(report.RegisterKind(word)) {
			t.Errorf("an empty report has the register %s", word)
		}
	}
}

// A message in French calls records what French calls them.
func TestNoun(t *testing.T) {
	for kind, want := range map[report.Kind]string{
		report.KindActivity: `il n’y a pas d’activité "x"`, report.KindState: `il n’y a pas d’État "x"`, report.KindEntity: `il n’y a pas d’organisation "x"`,
		report.KindRequest: `il n’y a pas de demande "x"`, "deposit": `il n’y a pas de deposit "x"`,
	} {
		if got := say.F("there is no %s %q", kind.Noun(), "x").In("fr"); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
	for _, k := range report.Kinds() {
		if en := k.Kind.Noun().In("en"); en != string(k.Kind) {
			t.Errorf("the kind %s is called %s in English", k.Kind, en)
		}
	}
}
