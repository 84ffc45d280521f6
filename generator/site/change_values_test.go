package site

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"rapporteur/generator/catalogue"
	"rapporteur/generator/diff"
	"rapporteur/generator/report"
	"rapporteur/generator/site/history"
	"rapporteur/generator/site/page"
)

// changed is the one entry that ends with field on the page of changes in a
// language, after the publications of the kitchen sink changed.
func changed(t *testing.T, lang, field string, changes ...change) page.ChangeEntry {
	t.Helper()
	m := build(t, Input{
		Editions: []history.Issued{
			issue(t, "2007-12-18", "2007-12-18"),
			issue(t, "2008-12-31", "2008-12-31", changes...),
		},
		Current: "2008-12-31",
	})
	var found []page.ChangeEntry
	for _, e := range entriesOf(changesOn(t, m, page.Current, lang, "changes/")) {
		if e.Field == field {
			found = append(found, e)
		}
	}
	if len(found) != 1 {
		t.Fatalf("%d changes of %s in %s: %+v", len(found), field, lang, found)
	}
	return found[0]
}

// A note of a citation or a gap is shown whole, in the language of the page,
// whatever marks it holds.
func TestNotesOfChangesAreWhole(t *testing.T) {
	t.Parallel()
	const cites = `cites = [{ source = "official-seen", locator = "p. 4; annex", verification = "secondary", note = { fr = "Lu en ligne ; pages non numérotées", en = "Read online; note the pages are not numbered / all of them" } }]`
	const gaps = `gaps = [{ field = "issuers", reason = "not-stated", note = { fr = "Deux éditeurs possibles ; aucun n’est nommé.", en = "Two possible publishers; neither is named; verification impossible." } }]`
	for lang, want := range map[string][2]string{
		"en": {"Read online; note the pages are not numbered / all of them", "Two possible publishers; neither is named; verification impossible."},
		"fr": {"Lu en ligne ; pages non numérotées", "Deux éditeurs possibles ; aucun n’est nommé."},
	} {
		c := change{"publications.toml", citesOf(t), cites + "\n" + gaps}
		if e := changed(t, lang, "cites", c); e.To.Key != "verification-secondary" || len(e.Texts) != 1 || !strings.Contains(words(string(e.Texts[0].After)), words(want[0])) {
			t.Errorf("the citation in %s is %+v with the note %+v", lang, e.To, e.Texts)
		}
		if e := changed(t, lang, "gaps", c); words(e.To.Text.Text) != words(want[1]) || e.To.Field != "issuers" || e.To.Key != "gap-not-stated" {
			t.Errorf("the gap in %s is %+v", lang, e.To)
		}
	}
}

var tag = regexp.MustCompile(`<[^>]*>`)

// words are the letters, digits and marks of a text, without markup and spaces.
func words(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '\u202f' {
			return -1
		}
		return r
	}, tag.ReplaceAllString(s, ""))
}

// citesOf is the first citation in the publications of the kitchen sink.
func citesOf(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("..", "testdata", "kitchen-sink", "data", "publications.toml"))
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(b)) {
		if strings.HasPrefix(line, "cites = ") {
			return strings.TrimSpace(line)
		}
	}
	t.Fatal("no publication cites a source")
	return ""
}

// A locator that changed is shown even if the note changed too.
func TestLocatorAndNoteChange(t *testing.T) {
	t.Parallel()
	cites := citesOf(t)
	source, _, _ := strings.Cut(cites[strings.Index(cites, `source = "`)+len(`source = "`):], `"`)
	to := `cites = [{ source = "` + source + `", locator = "p. 12", verification = "primary", note = { fr = "Lu en ligne.", en = "Read online." } }]`
	e := changed(t, "en", "cites", change{"publications.toml", cites, to})
	if !strings.HasSuffix(words(e.To.Text.Text), words("p. 12")) {
		t.Errorf("the locator is not shown: %+v", e.To)
	}
	if len(e.Texts) != 1 {
		t.Errorf("the note is not compared: %+v", e.Texts)
	}
}

// Languages are shown by their names.
func TestLanguagesInChanges(t *testing.T) {
	t.Parallel()
	e := changed(t, "fr", "languages", change{"report.toml", `languages = ["fr", "en", "ar"]`, `languages = ["fr", "en"]`})
	var names []string
	for _, it := range e.Items {
		names = append(names, it.Op+" "+it.Link.Text.Text)
	}
	if got := strings.Join(names, ", "); got != "delete arabe, equal français, equal anglais" {
		t.Errorf("languages are %s", got)
	}
}

// Every word of a controlled list that can change has a string of the interface.
func TestWordsOfChanges(t *testing.T) {
	t.Parallel()
	for _, k := range report.Kinds() {
		for i := range k.Type.NumField() {
			field := k.Type.Field(i).Tag.Get("toml")
			for _, word := range k.Kind.Words(field) {
				if field == "verb" || field == "qualifiers" {
					continue // package operative has their words
				}
				key := wordKey(k.Kind, field, word)
				if key == "" || strings.HasPrefix(catalogue.In("en").Say(key), "[i18n]") {
					t.Errorf("%s.%s = %q has no string: %q", k.Kind, field, word, key)
				}
			}
		}
	}
}

// What is not compared is said in the language of the page, in every language.
func TestOmissionsInEachLanguage(t *testing.T) {
	t.Parallel()
	for _, o := range diff.Omissions() {
		said := make(map[string]string)
		for _, lang := range report.Langs {
			s := catalogue.In(string(lang)).Say("omitted-" + string(o))
			if other, again := said[s]; again || strings.Contains(s, "omitted-") || strings.HasPrefix(s, "[i18n]") {
				t.Errorf("%s in %s reads %q, as in %q", o, lang, s, other)
			}
			said[s] = string(lang)
		}
	}
}

// Items of a list that only changed their order are shown before and after.
func TestReorderedItems(t *testing.T) {
	t.Parallel()
	e := changed(t, "fr", "languages", change{"report.toml", `languages = ["fr", "en", "ar"]`, `languages = ["ar", "fr", "en"]`})
	if got, want := keysOf(e.From), "lang-fr, lang-en, lang-ar"; got != want {
		t.Errorf("languages were %s, not %s", got, want)
	}
	if got, want := keysOf(e.To), "lang-ar, lang-fr, lang-en"; got != want {
		t.Errorf("languages are %s, not %s", got, want)
	}
	if len(e.Items) > 0 {
		t.Errorf("items without marks: %+v", e.Items)
	}
}

func keysOf(v page.ChangeValue) string {
	var keys []string
	for _, it := range v.Items {
		keys = append(keys, it.Key)
	}
	return strings.Join(keys, ", ")
}

// Citations that changed their order are shown with their sources.
func TestReorderedCitations(t *testing.T) {
	t.Parallel()
	const seen, press = `{ source = "official-seen", verification = "primary" }`, `{ source = "press", verification = "primary" }`
	cites := citesOf(t)
	list := func(a, b string) change { return change{"publications.toml", cites, "cites = [" + a + ", " + b + "]"} }
	m := build(t, Input{
		Editions: []history.Issued{
			issue(t, "2007-12-18", "2007-12-18", list(seen, press)),
			issue(t, "2008-12-31", "2008-12-31", list(press, seen)),
		},
		Current: "2008-12-31",
	})
	entries := entriesOf(changesOn(t, m, page.Current, "en", "changes/"))
	i := slices.IndexFunc(entries, func(e page.ChangeEntry) bool { return e.Field == "cites" })
	if i < 0 {
		t.Fatalf("no citation changed: %+v", entries)
	}
	from, to := entries[i].From.Items, entries[i].To.Items
	if len(from) != 2 || len(to) != 2 || from[0].Text.Text == "" || from[0].Text.Text == from[1].Text.Text ||
		from[0].Text.Text != to[1].Text.Text || from[1].Text.Text != to[0].Text.Text {
		t.Errorf("citations are %+v, and were %+v", to, from)
	}
}

// A number that was read somewhere is shown with its qualifier and with the
// locator of its source.
func TestCountOfPartiesChanges(t *testing.T) {
	t.Parallel()
	e := changed(t, "en", "count",
		change{"instruments.toml", `parties = { value = 4, qualifier = "at-least" }`, `parties = { value = 5, qualifier = "about" }`},
		change{"instruments.toml", `locator = "footnote 4", verification = "secondary" }]

[[instrument]]`, `locator = "footnote 5", verification = "secondary" }]

[[instrument]]`})
	for _, tt := range []struct {
		value              page.ChangeValue
		qualifier, locator string
	}{{e.From, "at-least", "footnote 4"}, {e.To, "about", "footnote 5"}} {
		var fields []string
		for _, it := range tt.value.Items {
			fields = append(fields, it.Field)
			switch {
			case it.Field == "parties" && it.Number.Qualifier != tt.qualifier:
				t.Errorf("the number is %+v, not %s", it.Number, tt.qualifier)
			case it.Field == "cites" && (!strings.HasSuffix(words(it.Text.Text), words(tt.locator)) || it.Key != "verification-secondary"):
				t.Errorf("the citation is %+v, without %s", it, tt.locator)
			}
		}
		if got := strings.Join(fields, ", "); got != "date, parties, cites" {
			t.Errorf("fields are %s", got)
		}
	}
}

// Package site prints values itself: it does not use the English of package diff.
func TestNoEnglishOfDiff(t *testing.T) {
	t.Parallel()
	err := filepath.WalkDir(".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return err
		}
		b, err := os.ReadFile(name)
		if strings.Contains(string(b), ".English") {
			t.Errorf("%s uses diff.Value.English", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// What stayed in a text may print another number in each edition: each side shows
// its own, and the number is marked as changed.
func TestEachSideSpeaksForItself(t *testing.T) {
	t.Parallel()
	m := build(t, Input{
		Editions: []history.Issued{
			issue(t, "2008-10-31", "2008-10-31"),
			issue(t, "2008-12-31", "2008-12-31",
				change{"indicators.toml", `value = 1158, qualifier = "exact", as_printed = "1,158"`, `value = 1160, qualifier = "exact", as_printed = "1,160"`},
				change{"paragraphs/op01.toml", "the Office had helped [figure", "the Office had assisted [figure"}),
		},
		Current: "2008-12-31",
	})
	var found []page.Redline
	for _, e := range entriesOf(changesOn(t, m, page.Current, "en", "changes/")) {
		if e.Field == "progress" {
			found = append(found, e.Texts...)
		}
	}
	// The text in English was rewritten; those in other languages print the number alone.
	if len(found) != 3 || found[0].Lang != "en" {
		t.Fatalf("%d answers changed: %v", len(found), found)
	}
	before, after, inline := words(string(found[0].Before)), words(string(found[0].After)), words(string(found[0].Inline))
	if !strings.Contains(before, "1,158") || strings.Contains(before, "1,160") {
		t.Errorf("before: %s", before)
	}
	if !strings.Contains(after, "1,160") || strings.Contains(after, "1,158") {
		t.Errorf("after: %s", after)
	}
	if !strings.Contains(inline, "1,158") || !strings.Contains(inline, "1,160") {
		t.Errorf("inline: %s", inline)
	}
}

// The label and the words of a field are those of its kind of record: a
// publication is not "under implementation", an organ that appropriates is not a
// donor, and the number of a printing job is not a symbol.
func TestLabelsByKind(t *testing.T) {
	t.Parallel()
	tests := []struct {
		field     string
		c         change
		from, to  string   // keys, or texts
		elsewhere []string // keys of labels that say something else
	}{
		{"publication-status", change{"publications.toml", `status = "in-use"`, `status = "published"`}, "publication-status-in-use", "publication-status-published", []string{"field-status", "class-status"}},
		{"money-from", change{"finance.toml", `from = ["committee"]`, `from = ["office"]`}, "", "", []string{"field-from"}},
		{"job-number", change{"publications.toml", `symbol = "E.07.V.1"`, `symbol = "V.07-85692"`}, "E.07.V.1", "V.07-85692", []string{"field-symbol"}},
	}
	for _, tt := range tests {
		for _, lang := range []string{"en", "fr"} {
			e := changed(t, lang, tt.field, tt.c)
			if from, to := e.From.Key+e.From.Text.Text, e.To.Key+e.To.Text.Text; from != tt.from || to != tt.to {
				t.Errorf("%s in %s: %q to %q", tt.field, lang, from, to)
			}
			say := catalogue.In(lang)
			label := say.Say("field-" + tt.field)
			for _, key := range tt.elsewhere {
				if strings.EqualFold(label, say.Say(key)) && label != "status" || strings.HasPrefix(label, "[i18n]") {
					t.Errorf("%s in %s is called %q", tt.field, lang, label)
				}
			}
		}
	}
	// A symbol that is one keeps its name.
	changed(t, "en", "symbol", change{"publications.toml", `symbol = "E.07.V.1"`, `symbol = "E.07.V.2"`})
}

// Of a record that came or went each list has one label, and a period that is
// open says so.
func TestWholeRecordsInChanges(t *testing.T) {
	t.Parallel()
	const whole = `[[publication]]
id = "manual"
title.en = "Manual"
original = "en"
status = "in-preparation"
date = 2008-07-31
issuers = ["agency", "state:fra"]
cites = [{ source = "press", verification = "secondary" }]
`
	e := changed(t, "en", "", change{"publications.toml", whole, ""})
	names := make(map[string]int)
	for _, f := range e.Fields {
		names[f.Field] += len(f.Values)
		if f.Field == "publication-status" && f.Values[0].Key != "publication-status-in-preparation" {
			t.Errorf("the status is %+v", f.Values)
		}
	}
	if len(names) != len(e.Fields) || names["issuers"] != 2 || names["cites"] != 1 || names["publication-status"] != 1 {
		t.Errorf("fields: %+v", e.Fields)
	}

	for lang, want := range map[string]string{"en": "until 3 September 2008", "fr": "jusqu’au 3 septembre 2008"} {
		const open = "\n\n[[indicator.observation]]\nid = \"2008-09\"\nperiod = { to = 2008-09-03 }\nquantity = { value = 3 }\ngaps = [{ field = \"period.from\", reason = \"not-stated\" }]\n"
		e := changed(t, lang, "", change{"indicators.toml", "gaps = [{ field = \"quantity\", reason = \"not-found\" }]", "gaps = [{ field = \"quantity\", reason = \"not-found\" }]" + open})
		if e.To.Span.Text != want {
			t.Errorf("in %s the new value is for %q, want %q", lang, e.To.Span.Text, want)
		}
		moment := strings.Replace(open, "not-stated", "not-applicable", 1)
		e = changed(t, lang, "", change{"indicators.toml", "gaps = [{ field = \"quantity\", reason = \"not-found\" }]", "gaps = [{ field = \"quantity\", reason = \"not-found\" }]" + moment})
		if strings.Contains(want, e.To.Span.Text) == (e.To.Span.Text == want) {
			t.Errorf("in %s a value of a moment is for %q", lang, e.To.Span.Text)
		}
	}
}

// A page shows the text of another language where that is why the change is of
// its class, and else its own alone.
func TestTextOfAnotherLanguage(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		edits []change
		class string
		langs map[string]string // of texts, by the language of the page
	}{
		{"substance in one", []change{{"finance.toml", "La date est", "la date est"}, {"finance.toml", "The date is", "No date is"}}, "substance",
			map[string]string{"fr": "fr en", "en": "en"}},
		{"editorial in both", []change{{"finance.toml", "La date est", "la date est"}, {"finance.toml", "The date is", "the date is"}}, "editorial",
			map[string]string{"fr": "fr", "en": "en"}},
		{"one alone", []change{{"finance.toml", "The date is", "No date is"}}, "substance",
			map[string]string{"fr": "en", "en": "en"}},
	}
	for _, tt := range tests {
		for lang, want := range tt.langs {
			e := changed(t, lang, "note", tt.edits...)
			var got []string
			for _, x := range e.Texts {
				got = append(got, x.Lang)
			}
			if s := strings.Join(got, " "); s != want || e.Class != tt.class {
				t.Errorf("%s: the page in %s shows %q as %s, want %q", tt.name, lang, s, e.Class, want)
			}
		}
	}
}
