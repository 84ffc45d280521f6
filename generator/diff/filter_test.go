package diff_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/diff"
	"rapporteur/generator/internal/lawtest"
	"rapporteur/generator/report"
)

// everywhere changes a little of everything in the small report.
func everywhere(t testing.TB) (from, to *report.Report, c *diff.Changes) {
	t.Helper()
	from = small(t)
	to = small(t,
		[]string{"paragraphs/op04.toml", `status = "under-implementation"`, `status = "implemented"`, `number = "4"`, `number = "5"`, "The Office supported", "The Office has supported"},
		[]string{"indicators.toml", `{ value = 158, qualifier = "about", as_printed = "some 158" }`, "{ value = 164 }"},
		[]string{"sections.toml", "What was done.", "What was not done.", "Ce qui a été fait.", "Ce qui n’a pas été fait.", "Il reste à faire.", "Il reste à faire cela."},
		[]string{"participation/bombings.toml", "act = [", "act = [\n{ state = \"aut\", kind = \"withdrawal\", date = 2008-02-02 },"},
		[]string{"finance.toml", "36819000", "36819500"},
	)
	return from, to, diff.Compare(from, to)
}

func TestOnly(t *testing.T) {
	from, to, c := everywhere(t)
	records := func(c *diff.Changes) string {
		var list []string
		for _, ch := range c.List {
			list = append(list, strings.TrimSuffix(ch.Ref.String()+" "+ch.Field, " "))
		}
		return strings.Join(list, "; ")
	}
	const (
		status   = "request:op04-a status"
		printed  = "request:op04-a progress" // the text in French is the same, but prints other numbers
		requests = status + "; request:op04-a progress; " + printed
		figure   = "indicator:states-assisted latest; observation:states-assisted/2008-09-03 quantity"
		parties  = "instrument:bombings parties; instrument:bombings parties.members; act:bombings/aut/withdrawal/2008-02-02"
	)
	for _, tt := range []struct {
		filter diff.Filter
		want   string
	}{
		{diff.Filter{Classes: []diff.Class{diff.Status}}, "request:op04-a status"},
		{diff.Filter{Classes: []diff.Class{diff.Metadata, diff.Status}}, "paragraph:op04 number; request:op04-a status"},
		{diff.Filter{Classes: []diff.Class{diff.Source}}, ""},
		{diff.Filter{Paragraphs: []string{"op04"}}, "paragraph:op04 number; " + requests + "; " + figure + "; " + parties},
		{diff.Filter{Paragraphs: []string{"paragraph:op04"}}, "paragraph:op04 number; " + requests + "; " + figure + "; " + parties},
		{diff.Filter{Addressees: []string{"unodc"}}, "paragraph:op04 number; " + requests},
		{diff.Filter{Addressees: []string{"entity:unodc"}, Classes: []diff.Class{diff.Metadata}}, "paragraph:op04 number"},
		{diff.Filter{Lang: "en", Classes: []diff.Class{diff.Substance}}, "request:op04-a progress; section:summary text; act:bombings/aut/withdrawal/2008-02-02"},
		{diff.Filter{Lang: "fr", Classes: []diff.Class{diff.Substance}}, "section:summary text; section:conclusions text; act:bombings/aut/withdrawal/2008-02-02"},
		{diff.Filter{Lang: "fr", Paragraphs: []string{"op04"}}, "paragraph:op04 number; " + status + "; " + printed + "; " + figure + "; " + parties},
	} {
		name := fmt.Sprintf("%+v", tt.filter)
		only, err := c.Only(tt.filter, from, to)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got := records(only); got != tt.want {
			t.Errorf("%s: got\n%s\nwant\n%s", name, got, tt.want)
		}
		if only.Choice.NotShown+only.Choice.Effects+len(only.List) != len(c.List) || only.Choice.NotShown+only.Total() != c.Total() {
			t.Errorf("%s: %d shown and %d not shown of %d", name, len(only.List), only.Choice.NotShown, len(c.List))
		}
		for _, ch := range only.List {
			for _, x := range ch.Texts {
				if tt.filter.Lang != "" && x.Lang != tt.filter.Lang {
					t.Errorf("%s: shows a text in %q", name, x.Lang)
				}
			}
		}
		// The patch is that of all changes.
		got, err := lawtest.Apply(from, only)
		if err != nil || !report.Equal(got, to) {
			t.Errorf("%s: the patch does not lead to the other side: %v", name, err)
		}
		// No format is silent about what it leaves out.
		out := written(t, only)
		say := fmt.Sprintf("not shown: %d change", only.Choice.NotShown)
		for _, format := range []string{"text", "colour", "markdown", "html"} {
			if !strings.Contains(out[format], say) {
				t.Errorf("%s: %s does not say %q", name, format, say)
			}
			if strings.Contains(strings.ToLower(out[format]), "no difference in meaning") {
				t.Errorf("%s: %s says that there is no difference", name, format)
			}
		}
		var decoded struct {
			NotShown *int `json:"not_shown"`
			Patch    []any
		}
		if err := json.Unmarshal([]byte(out["json"]), &decoded); err != nil {
			t.Fatal(err)
		}
		if decoded.NotShown == nil || *decoded.NotShown != only.Choice.NotShown || len(decoded.Patch) != len(c.Patch()) {
			t.Errorf("%s: JSON: not shown %v, patch of %d operations", name, decoded.NotShown, len(decoded.Patch))
		}
	}
	// What is printed in an answer is about its paragraph, also where it is no
	// evidence.
	real := load(t, files(t, "../.."))
	doc := real.Document()
	delete(doc, "act:bombings-1997/bel/signature/1998-01-12")
	other := fromDocument(t, doc)
	if only, err := diff.Compare(real, other).Only(diff.Filter{Paragraphs: []string{"op02"}}, real, other); err != nil || records(only) != "act:bombings-1997/bel/signature/1998-01-12" {
		t.Errorf("an act on an instrument whose parties the answer counts: %q, %v", records(only), err)
	}
}

func TestOnlyUnknown(t *testing.T) {
	from, to, c := everywhere(t)
	for _, tt := range []struct {
		filter diff.Filter
		want   string
	}{
		{diff.Filter{Classes: []diff.Class{"statuses"}}, `there is no class "statuses"; one of: status, substance, figure, source, editorial, metadata`},
		{diff.Filter{Paragraphs: []string{"op04", "4"}}, `there is no paragraph "4"; one of: op01, op04`},
		{diff.Filter{Lang: "de"}, `there is no language "de"; one of: ar, zh, en, fr, ru, es`},
		{diff.Filter{Addressees: []string{"state:unodc"}}, `there is no addressee "state:unodc"; one of: entity:`},
	} {
		_, err := c.Only(tt.filter, from, to)
		var unknown *diff.UnknownError
		if !errors.As(err, &unknown) || !strings.HasPrefix(err.Error(), tt.want) {
			t.Errorf("%+v: %v", tt.filter, err)
		}
		if french := unknown.In("fr"); !strings.HasPrefix(french, "il n’y a pas de ") || !strings.Contains(french, unknown.Value) {
			t.Errorf("%+v, in French: %s", tt.filter, french)
		}
	}
}

// TestOnlyParts checks that what the values of a flag show one by one is
// together what there is, and what two flags show what both show.
func TestOnlyParts(t *testing.T) {
	t.Parallel()
	r := load(t, files(t, "../testdata/kitchen-sink"))
	for seed := range int64(20) {
		doc := r.Document()
		mutate(rand.New(rand.NewSource(seed)), doc)
		to := fromDocument(t, doc)
		c := diff.Compare(r, to)
		refs := func(f diff.Filter) []string {
			only, err := c.Only(f, r, to)
			if err != nil {
				t.Fatal(err)
			}
			return briefs(only)
		}
		n := 0
		for _, class := range diff.Classes() {
			shown := refs(diff.Filter{Classes: []diff.Class{class}})
			n += len(shown)
			for _, p := range r.Paragraphs {
				about := refs(diff.Filter{Paragraphs: []string{p.ID}})
				want := slices.DeleteFunc(slices.Clone(shown), func(s string) bool { return !slices.Contains(about, s) })
				if got := refs(diff.Filter{Classes: []diff.Class{class}, Paragraphs: []string{p.ID}}); !slices.Equal(got, want) {
					t.Errorf("seed %d, %s and %s: %v, want %v", seed, class, p.ID, got, want)
				}
			}
		}
		if n != len(c.List) {
			t.Errorf("seed %d: %d changes, and %d class by class", seed, len(c.List), n)
		}
	}
}
