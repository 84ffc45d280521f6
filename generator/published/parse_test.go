package published

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"rapporteur/generator/report"
)

// schema is docs/portal.schema.json.
func schema(t testing.TB) *jsonschema.Schema {
	t.Helper()
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
	s, err := compiler.Compile("portal.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// valid reports whether the schema accepts a file.
func valid(s *jsonschema.Schema, data []byte) error {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		return err
	}
	return s.Validate(doc)
}

func day(t testing.TB, s string) Day {
	t.Helper()
	d, err := report.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return Day{d}
}

// whole has every key.
func whole(t testing.TB) *Report {
	return &Report{
		Format: 1, Reference: "62/172", Title: Texts{"en": "Technical assistance", "ar": "المساعدة"}, Official: true,
		Mandate:  Mandate{Symbol: "A/RES/62/172", Paragraph: "10", Title: Texts{"fr": "Assistance"}, Organ: "general-assembly"},
		Mandates: []Mandate{{Symbol: "S/RES/1325 (2000)", Organ: "security-council"}},
		Session:  &Session{Number: 63, Name: Texts{"en": "Sixty-third session"}}, CorrespondsTo: "A/63/89",
		Languages: []report.Lang{"en", "ar"}, Address: Addresses{"en": "en/", "ar": "ar/"},
		Editions: []Edition{
			{ID: "2008-07-31", State: Superseded, AsAt: day(t, "2008-07-31"), Issued: day(t, "2026-11-01"), SupersededBy: "2008-07-31-rev-1", Address: Addresses{"en": "2008-07-31/en/"}},
			{ID: "2008-07-31-rev-1", State: Current, AsAt: day(t, "2008-07-31"), Issued: day(t, "2026-11-02"), Title: Texts{"en": "Revised"},
				Supersedes: "2008-07-31", Address: Addresses{"en": "2008-07-31-rev-1/en/", "ar": "2008-07-31-rev-1/ar/"}, Requests: 4,
				Statuses: []Count{{Status: "implemented", N: 3}, {Status: "partly", Like: "under-implementation", Name: Texts{"en": "Partly"}, N: 1}}},
			{ID: "2007-01-01", State: Withdrawn, Reason: Texts{"en": "A mistake"}, SupersededBy: "2008-07-31"},
		},
		Draft:   &Edition{ID: "2009-01-01", State: Draft, AsAt: day(t, "2009-01-01"), Address: Addresses{"en": "draft/en/"}, Requests: 4},
		Search:  &Search{Format: 1, Page: Addresses{"en": "en/search/"}, Index: Addresses{"en": "en/search/index/"}},
		Program: Program{Version: "v1.0.0", Commit: strings.Repeat("a", 40), Schema: 3},
	}
}

func TestParse(t *testing.T) {
	want := whole(t)
	data := want.JSON()
	got, err := Parse(data)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%+v is read as %+v", want, got)
	}
	if err := valid(schema(t), data); err != nil {
		t.Error(err)
	}
	if e := got.Current(); e == nil || e.ID != "2008-07-31-rev-1" || got.Shown() != e {
		t.Errorf("the current edition is %+v", e)
	}
	if s := got.Editions[1].Statuses; s[0].Counted() != "implemented" || s[1].Counted() != "under-implementation" {
		t.Errorf("statuses are counted as %q, %q", s[0].Counted(), s[1].Counted())
	}
	// A later program may say more.
	if _, err := Parse(bytes.Replace(data, []byte("{"), []byte(`{"later": {"a": [[[1]]]},`), 1)); err != nil {
		t.Errorf("a key that is not known: %v", err)
	}
}

// TestParseHostile checks that what is not as documented is refused, with its place,
// and that the schema agrees.
func TestParseHostile(t *testing.T) {
	s := schema(t)
	base := string(whole(t).JSON())
	for _, c := range []struct {
		name, old, new, where string
		alone                 bool // the schema cannot say it
	}{
		{"no format", `"format": 1,`, ``, "format is missing", false},
		{"format of later", `"format": 1,`, `"format": 2,`, "format is 2, and this program reads up to 1", false},
		{"format 0", `"format": 1,`, `"format": 0,`, "format cannot be 0", false},
		{"format as text", `"format": 1,`, `"format": "1",`, "format cannot be a string", false},
		{"title as text", `"title": {
    "ar": "المساعدة",
    "en": "Technical assistance"
  }`, `"title": "x"`, "title cannot be a string", false},
		{"title as list", `"title": {
    "ar": "المساعدة",
    "en": "Technical assistance"
  }`, `"title": [["x"]]`, "title cannot be an array", false},
		{"no title", `"title": {
    "ar": "المساعدة",
    "en": "Technical assistance"
  }`, `"title": {}`, "title is missing", false},
		{"empty title", `"en": "Technical assistance"`, `"en": ""`, "title.en is missing", false},
		{"title in a seventh language", `"ar": "المساعدة"`, `"de": "Hilfe"`, "title names a language", false},
		{"title that turns the line around", `"Technical assistance"`, `"Technical \u202e assistance"`, "title.en holds the control character U+202E", false},
		{"title that leaves a direction open", `"Technical assistance"`, `"Technical \u2067 assistance"`, "title.en opens a direction", true},
		{"title with a line break", `"Technical assistance"`, `"Technical\nassistance"`, "title.en holds the control character U+000A", false},
		{"title with a null", `"Technical assistance"`, `"Technical\u0000assistance"`, "title.en holds the control character U+0000", false},
		{"long title", `"Technical assistance"`, `"` + strings.Repeat("é", 1001) + `"`, "title.en has more than 1000", false},
		{"official as text", `"official": true`, `"official": "yes"`, "official cannot be a string", false},
		{"script as address", `"en/"`, `"javascript:alert(1)/"`, "address.en is no folder", false},
		{"address elsewhere", `"en/"`, `"https://example.com/"`, "address.en is no folder", false},
		{"address on another host", `"en/"`, `"//example.com/"`, "address.en is no folder", false},
		{"address from the root", `"en/"`, `"/en/"`, "address.en is no folder", false},
		{"address further up", `"en/"`, `"en/../../"`, "address.en is no folder", false},
		{"hidden folder", `"en/"`, `".git/"`, "address.en is no folder", false},
		{"address with a backslash", `"en/"`, `"en\\/"`, "address.en is no folder", false},
		{"address with a query", `"en/"`, `"en/?a="`, "address.en is no folder", false},
		{"address with markup", `"en/"`, `"\"><script>/"`, "address.en is no folder", false},
		{"address of an edition", `"2008-07-31/en/"`, `"data:text/html,x/"`, "editions[0].address.en is no folder", false},
		{"address of the index", `"en/search/index/"`, `"http://127.0.0.1/"`, "search.index.en is no folder", false},
		{"published without address", `"ar": "ar/",`, ``, "address lacks ar", true},
		{"language twice", `"languages": [
    "en",
    "ar"
  ]`, `"languages": ["en", "en"]`, "languages names en twice", false},
		{"no language", `"languages": [
    "en",
    "ar"
  ]`, `"languages": []`, "languages is missing", false},
		{"organ as markup", `"organ": "general-assembly"`, `"organ": "<b>"`, "mandate.organ is no id", false},
		{"organ as path", `"organ": "general-assembly"`, `"organ": "../../x"`, "mandate.organ is no id", false},
		{"session below 0", `"number": 63`, `"number": -1`, "session.number cannot be -1", false},
		{"session of a million", `"number": 63`, `"number": 1000000`, "session.number cannot be 1000000", false},
		{"session that is no whole number", `"number": 63`, `"number": 63.5`, "cannot be a number 63.5", false},
		{"session that no machine holds", `"number": 63`, `"number": 1e400`, "cannot be a number 1e400", false},
		{"edition as path", `"id": "2008-07-31",`, `"id": "../2008",`, "editions[0].id is no id", false},
		{"edition twice", `"id": "2008-07-31",`, `"id": "2008-07-31-rev-1",`, "editions[1].id is that of another", true},
		{"two current", `"state": "superseded"`, `"state": "current"`, "editions has 2 current ones", true},
		{"unknown state", `"state": "superseded"`, `"state": "eternal"`, "editions[0].state is not known", false},
		{"draft among editions", `"state": "superseded"`, `"state": "draft"`, "editions[0].state cannot be", false},
		{"no such day", `"as_at": "2009-01-01"`, `"as_at": "2009-02-30"`, `day out of range in "2009-02-30"`, true},
		{"day as number", `"as_at": "2009-01-01"`, `"as_at": 20090101`, "cannot be a number", false},
		{"month of issue", `"issued": "2026-11-01"`, `"issued": "2026-11"`, "editions[0].issued is no whole day", false},
		{"not issued", `"issued": "2026-11-01",`, ``, "editions[0].issued is missing", false},
		{"status unknown", `"status": "implemented"`, `"status": "done"`, "editions[1].statuses[0] is not known", false},
		{"status like none", `"like": "under-implementation"`, `"like": "partly"`, "editions[1].statuses[1] is not known", false},
		{"status as markup", `"status": "partly"`, `"status": "\"><script>"`, "editions[1].statuses[1].status is no id", false},
		{"count below 0", `"count": 3`, `"count": -3`, "editions[1].statuses[0].count cannot be -3", false},
		{"commit as markup", strings.Repeat("a", 40), "<script>", "program.commit is no whole hash", false},
		{"editions as object", `"editions": [`, `"editions": {"0": [`, "", false},
		{"more after the end", "\n}\n", "\n}\n{}", "goes on after its end", false},
		{"cut off", "\n}\n", "", "ends too early", false},
	} {
		data := []byte(strings.Replace(base, c.old, c.new, 1))
		if string(data) == base {
			t.Fatalf("%s: nothing was replaced", c.name)
		}
		_, err := Parse(data)
		var wrong *Error
		if !errors.As(err, &wrong) || !strings.Contains(err.Error(), c.where) {
			t.Errorf("%s: %v, want …%s…", c.name, err, c.where)
		}
		if err := valid(s, data); (err == nil) != c.alone {
			t.Errorf("%s: the schema says %v", c.name, err)
		}
	}
}

// What is not an object, or too long, is refused before it is parsed.
func TestParseNoObject(t *testing.T) {
	for name, c := range map[string]struct{ data, want string }{
		"nothing":    {"", "is empty"},
		"a page":     {"<!DOCTYPE html><html></html>", "cannot be read"},
		"null":       {"null", "format is missing"},
		"a list":     {"[]", "holds an array in place of an object"},
		"a text":     {`"x"`, "holds a string in place of an object"},
		"a number":   {"1", "holds a number in place of an object"},
		"not UTF-8":  {"{\"format\": 1, \"reference\": \"\xff\"}", "is not in UTF-8"},
		"too large":  {`{"format": 1, "x": "` + strings.Repeat("x", MaxSize) + `"}`, "is larger than 1024 kB"},
		"nested":     {`{"format": 1, "x": ` + strings.Repeat("[", 500_000) + strings.Repeat("]", 500_000) + "}", "cannot be read"},
		"unfinished": {`{"format": 1, "x": ` + strings.Repeat(`{"a":`, 9_000), "ends too early"},
	} {
		if _, err := Parse([]byte(c.data)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %.200v, want …%s…", name, err, c.want)
		}
	}
	many := whole(t)
	for len(many.Editions) <= maxEditions {
		many.Editions = append(many.Editions, Edition{ID: "x", State: Withdrawn})
	}
	data, err := json.Marshal(many)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Parse(data); err == nil || err.Error() != "editions has more than 2000 entries" {
		t.Error(err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(whole(f).JSON())
	f.Add([]byte(`{"format":1}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := Parse(data)
		if err != nil {
			return
		}
		// What is accepted says the same when it is written again.
		again, err := Parse(r.JSON())
		if err != nil || !reflect.DeepEqual(r.JSON(), again.JSON()) {
			t.Errorf("%s: %v", data, err)
		}
	})
}
