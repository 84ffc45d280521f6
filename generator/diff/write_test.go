package diff_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"golang.org/x/net/html"

	"rapporteur/generator/diff"
	"rapporteur/generator/report"
)

// written is what each writer makes of changes.
func written(t testing.TB, c *diff.Changes) map[string]string {
	t.Helper()
	out := make(map[string]string)
	for name, write := range map[string]func(*bytes.Buffer) error{
		"text":     func(b *bytes.Buffer) error { return diff.WriteText(b, c, false) },
		"colour":   func(b *bytes.Buffer) error { return diff.WriteText(b, c, true) },
		"markdown": func(b *bytes.Buffer) error { return diff.WriteMarkdown(b, c, "go run ./generator diff") },
		"json":     func(b *bytes.Buffer) error { return diff.WriteJSON(b, c) },
		"html":     func(b *bytes.Buffer) error { return diff.WriteHTML(b, c) },
	} {
		var b bytes.Buffer
		if err := write(&b); err != nil {
			t.Fatal(err)
		}
		out[name] = b.String()
	}
	return out
}

func asMarkdown(t testing.TB, c *diff.Changes) string {
	t.Helper()
	var b bytes.Buffer
	if err := diff.WriteMarkdown(&b, c, ""); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestWriteText(t *testing.T) {
	c := diff.Compare(small(t), small(t,
		[]string{"paragraphs/op04.toml", `status = "under-implementation"`, `status = "implemented"`, `number = "4"`, `number = "5"`},
		[]string{"indicators.toml", `{ value = 158, qualifier = "about", as_printed = "some 158" }`, "{ value = 164 }"},
		[]string{"sections.toml", "What was done.", "What was Done."},
	))
	c.From.Name, c.To.Name = "current", "draft"
	want := `current (2008-12-31) → draft (2008-12-31)
4 changes: 1 status, 1 figure, 1 editorial, 1 metadata

paragraph:op04
  printed number (renumbered, metadata): [-4-] {+5+}

request:op04-a  Intensify assistance
  status (changed, status): [-under-implementation-] {+implemented+}
  as a result: answer prints another number
    en: The Office supported [-158-]{+164+} countries [source:press, para. 2].
      See the symposium; 3 are party.
    fr: L’Office a aidé [-158-]{+164+} pays [source:press, par. 2].
      Voir le colloque ; 3 sont parties.
    because of Countries supported

section:summary  Summary
  text (changed, editorial)
    en: What was [-done-]{+Done+}.

indicator:states-assisted  Countries supported
  as a result: latest value: [-about 158 (“some 158”)-] {+164+} (not comparable: approximate)
    because of Countries supported, 2008-09-03
    printed in op04-a, Intensify assistance (answer)

observation:states-assisted/2008-09-03  Countries supported, 2008-09-03
  quantity (changed, figure): [-about 158 (“some 158”)-] {+164+} (not comparable: approximate)
`
	if got := written(t, c)["text"]; got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := written(t, diff.Compare(small(t), small(t)))["text"]; got != "2008-12-31 → 2008-12-31\nno difference in meaning\n" {
		t.Errorf("nothing: %s", got)
	}
}

// schemaOf is docs/diff.schema.json.
func schemaOf(t testing.TB) *jsonschema.Schema {
	t.Helper()
	compiler := jsonschema.NewCompiler()
	b, err := os.ReadFile("../../docs/diff.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if err := compiler.AddResource("diff.json", doc); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("diff.json")
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// TestSchemaOfChoices checks JSON with places, a filter and what could not be
// read.
func TestSchemaOfChoices(t *testing.T) {
	from, to, c := everywhere(t)
	c.Locate(from, to)
	only, err := c.Only(diff.Filter{Classes: []diff.Class{diff.Status, diff.Substance}, Paragraphs: []string{"op04"}, Lang: "en", Addressees: []string{"unodc"}}, from, to)
	if err != nil {
		t.Fatal(err)
	}
	broken := diff.CompareReadable(readable(t, files(t, "../report/testdata/small")), readable(t, files(t, "../report/testdata/small",
		[]string{"sections.toml", "heading.en", "headline.en"}, []string{"finance.toml", "[[money]]", "[[money]"}, []string{"report.toml", "languages =", "agenda_items = 1\nlanguages ="})))
	for _, c := range []*diff.Changes{c, only, broken} {
		instance, err := jsonschema.UnmarshalJSON(strings.NewReader(written(t, c)["json"]))
		if err != nil {
			t.Fatal(err)
		}
		if err := schemaOf(t).Validate(instance); err != nil {
			t.Error(err)
		}
	}
}

// TestAlike checks that all writers show the same changes, and that JSON is as
// its schema says.
func TestAlike(t *testing.T) {
	t.Parallel()
	schema := schemaOf(t)
	a := small(t)
	for name, dir := range corpus() {
		c := diff.Compare(a, load(t, files(t, dir)))
		out := written(t, c)
		again := written(t, c)
		for format, s := range out {
			if s != again[format] {
				t.Errorf("%s: %s is not the same twice", name, format)
			}
		}

		instance, err := jsonschema.UnmarshalJSON(strings.NewReader(out["json"]))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(instance); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		var decoded struct {
			Counts  map[string]int
			Changes []struct{ Class, Kind string }
		}
		if err := json.Unmarshal([]byte(out["json"]), &decoded); err != nil {
			t.Fatal(err)
		}
		listed := make(map[string]int)
		for _, ch := range decoded.Changes {
			listed[ch.Class]++
		}
		for _, class := range diff.Classes() {
			n := c.Count(class)
			counts := map[string]int{
				"json":       decoded.Counts[string(class)],
				"json list":  listed[string(class)],
				"html":       strings.Count(out["html"], fmt.Sprintf(", %s</span></h3>", class)),
				"text":       len(regexp.MustCompile(`(?m)^  [a-zA-Z][^:]*\(\w+(, counted|, derived)?, `+string(class)+`\)`).FindAllString(out["text"], -1)),
				"text first": number(out["text"], `(?m)^\d.*\b([\d,]+) `+string(class)),
				"markdown":   number(out["markdown"], `(?m)^\| `+string(class)+` \|.* ([\d,]+) \|$`),
			}
			for format, got := range counts {
				if got != n {
					t.Errorf("%s: %d changes of class %s, %s shows %d", name, n, class, format, got)
				}
			}
		}
		if len(out["markdown"]) > 60_000 {
			t.Errorf("%s: markdown is %d bytes", name, len(out["markdown"]))
		}
	}
}

// number is the number that a pattern finds, 0 where it finds none.
func number(s, pattern string) (n int) {
	if m := regexp.MustCompile(pattern).FindStringSubmatch(s); m != nil {
		fmt.Sscan(strings.ReplaceAll(m[1], ",", ""), &n)
	}
	return n
}

// TestTextsInItems checks that JSON gives each text of an item of a list by itself,
// with its language: nothing has to be cut out of a joined string.
func TestTextsInItems(t *testing.T) {
	type text struct{ Field, Lang, Text string }
	type change struct {
		Kind, Field, From, To string
		FromTexts             []text `json:"from_texts"`
		ToTexts               []text `json:"to_texts"`
		Fields                []struct{ Field, Text string }
	}
	read := func(from, to *report.Report) []change {
		c := laws(t, from, to)
		out := written(t, c)["json"]
		instance, err := jsonschema.UnmarshalJSON(strings.NewReader(out))
		if err != nil {
			t.Fatal(err)
		}
		if err := schemaOf(t).Validate(instance); err != nil {
			t.Error(err)
		}
		var decoded struct{ Changes []change }
		if err := json.Unmarshal([]byte(out), &decoded); err != nil {
			t.Fatal(err)
		}
		return decoded.Changes
	}
	of := func(key string, items ...any) *report.Report {
		doc := small(t).Document()
		doc["request:op04-a"].(map[string]any)[key] = items
		return fromDocument(t, doc)
	}
	notes := func(en, fr string) map[string]any { return map[string]any{"en": en, "fr": fr} }
	cite := func(note map[string]any) map[string]any {
		return map[string]any{"source": "press", "locator": "p. 1; annex", "verification": "primary", "note": note}
	}
	gap := map[string]any{"field": "evidence", "reason": "not-found", "note": notes("Sought / not found.", "Cherché / non trouvé.")}
	without, with := of("cites", cite(nil)), of("cites", cite(notes("Read / copied; see page 2.", "Lu / copié ; voir page 2.")))
	both := []text{{"note", "en", "Read / copied; see page 2."}, {"note", "fr", "Lu / copié ; voir page 2."}}
	tests := []struct {
		name     string
		from, to *report.Report
		want     change
	}{
		{"citation with a note", of("cites"), with, change{Kind: "added", Field: "cites[0]", To: "press; p. 1; annex; verification primary", ToTexts: both}},
		{"the other way", with, of("cites"), change{Kind: "removed", Field: "cites[0]", From: "press; p. 1; annex; verification primary", FromTexts: both}},
		{"a note that came", without, with, change{
			Kind: "changed", Field: "cites[0]", From: "press; p. 1; annex; verification primary", To: "press; p. 1; annex; verification primary", ToTexts: both,
		}},
		{"gap", of("gaps"), of("gaps", gap), change{Kind: "added", Field: "gaps[0]", To: "evidence; reason not-found", ToTexts: []text{
			{"note", "en", "Sought / not found."}, {"note", "fr", "Cherché / non trouvé."},
		}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for _, ch := range read(tt.from, tt.to) {
				if ch.Field != tt.want.Field {
					continue
				}
				if !reflect.DeepEqual(ch, tt.want) {
					t.Errorf("got\n%+v\nwant\n%+v", ch, tt.want)
				}
				return
			}
			t.Error("no such change")
		})
	}

	// Of a record that came or went each such text is a field.
	doc := small(t).Document()
	doc["activity:meeting"] = map[string]any{"id": "meeting", "kind": "meeting", "title": notes("A meeting", "Une réunion"), "cites": []any{cite(notes("Read / copied.", "Lu / copié."))}}
	got := make(map[string]string)
	for _, ch := range read(small(t), fromDocument(t, doc)) {
		for _, f := range ch.Fields {
			got[f.Field] = f.Text
		}
	}
	for field, want := range map[string]string{"cites[0]": "press; p. 1; annex; verification primary", "cites[0].note.en": "Read / copied.", "cites[0].note.fr": "Lu / copié."} {
		if got[field] != want {
			t.Errorf("%s: %q, want %q", field, got[field], want)
		}
	}
}

// TestDecimals checks that numbers with decimals are written as the schema says.
func TestDecimals(t *testing.T) {
	decimal := func(value string) *report.Report {
		return small(t, []string{"report.toml", "schema = 1", "schema = 3"},
			[]string{"indicators.toml", `{ value = 158, qualifier = "about", as_printed = "some 158" }`, "{ value = " + value + " }"})
	}
	out := written(t, diff.Compare(decimal("1.5"), decimal("3.50")))["json"]
	instance, err := jsonschema.UnmarshalJSON(strings.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	if err := schemaOf(t).Validate(instance); err != nil {
		t.Error(err)
	}
	for _, want := range []string{`"difference": 2.0`, `"printed": 3.50`} {
		if !strings.Contains(out, want) {
			t.Errorf("no %s in\n%s", want, out)
		}
	}
}

// TestMarkdownRoom checks that what finds no room is named.
func TestMarkdownRoom(t *testing.T) {
	t.Parallel()
	text, n := strings.Repeat("A word and another. ", 40), 100
	if long() {
		n = 300
	}
	from := document(t, n, func(int) string { return text })
	to := document(t, n, func(i int) string { return fmt.Sprintf("%s The end of %d.", text, i) })
	huge := document(t, n, func(int) string { return strings.Repeat("x y ", 400) })
	for _, to := range []*report.Report{to, huge} {
		md := asMarkdown(t, diff.Compare(from, to))
		if len(md) > 60_000 {
			t.Errorf("%d bytes", len(md))
		}
		if strings.Count(md, "<details>") != strings.Count(md, "</details>") {
			t.Error("cut within details")
		}
		for i := range n {
			if !strings.Contains(md, fmt.Sprintf("s%05d", i)) {
				t.Errorf("s%05d is not named", i)
			}
		}
	}
	// A text that is too long is cut, and says by how much.
	longest := asMarkdown(t, diff.Compare(document(t, 1, func(int) string { return "Before." }), document(t, 1, func(int) string { return strings.Repeat("x y ", 20_000) })))
	if n := number(strings.ReplaceAll(longest, "&#91;", "["), `\[(\d+) more characters`); len(longest) > 60_000 || n < 40_000 || n > 79_000 || !strings.Contains(longest, "x y x y x y") || strings.Contains(longest, "for want of room") {
		t.Errorf("a long text: %d bytes, %d characters cut", len(longest), n)
	}
	// What is short is not cut because something else is long.
	short := asMarkdown(t, diff.Compare(document(t, 2, func(int) string { return "Before." }), document(t, 2, func(i int) string {
		return []string{strings.Repeat("x y ", 20_000), strings.Repeat("w ", 100) + "end"}[i]
	})))
	if !strings.Contains(short, "w end") || strings.Count(short, "more characters") != 1 {
		t.Errorf("a short text beside a long one is cut: %d bytes", len(short))
	}
	// The words of ordinary texts stay as they are.
	if s := asMarkdown(t, diff.Compare(document(t, 1, func(int) string { return "Before." }), document(t, 1, func(int) string { return "36819000 effaced decades, on 20080731." }))); !strings.Contains(s, "36819000 effaced decades, on 20080731.") {
		t.Errorf("numbers and words are torn: %s", s)
	}
	many := document(t, 5000, func(int) string { return "x" })
	md := asMarkdown(t, diff.Compare(from, many))
	if len(md) > 60_000 || !regexp.MustCompile(`, and [\d,]+ records more\.`).MatchString(md) {
		t.Errorf("%d bytes, end %q", len(md), md[len(md)-300:])
	}
}

// TestEscape checks that what a text holds comes out as text.
func TestEscape(t *testing.T) {
	nasty := "\\*a\\* ~~b~~ <ins>c</ins> & <script>alert(1)</script> @octocat #12 `d` |e| https://example.org :smile: www.evil.example WWW.Evil.example GH-3 gh-12 me@evil.example 0a1b2c3d4e5f60718293a4b5c6d7e8f901234567 \u202e\x1b[31m"
	c := diff.Compare(document(t, 1, func(int) string { return "Before." }), document(t, 1, func(int) string { return nasty }))
	out := written(t, c)

	md := out["markdown"]
	for _, bad := range []string{"<script", "~~", "*a*", "<ins>c", "`", "@octocat", " #12", "https://", " :smile", "www.", "WWW.", "GH-3", "gh-12", "me@", "0a1b2c3", "\u202e", "\x1b"} {
		if strings.Contains(md, bad) {
			t.Errorf("markdown holds %q:\n%s", bad, md)
		}
	}
	for _, format := range []string{"text", "html"} {
		for _, bad := range []string{"\u202e", "\x1b"} {
			if strings.Contains(out[format], bad) {
				t.Errorf("%s holds %q", format, bad)
			}
		}
	}

	page, err := html.Parse(strings.NewReader(out["html"]))
	if err != nil {
		t.Fatal(err)
	}
	count := make(map[string]int)
	var text strings.Builder
	for n := range page.Descendants() {
		switch n.Type {
		case html.ElementNode:
			count[n.Data]++
			for _, a := range n.Attr {
				if strings.HasPrefix(a.Key, "on") || a.Key == "src" || a.Key == "href" {
					t.Errorf("<%s %s=%q>", n.Data, a.Key, a.Val)
				}
			}
		case html.TextNode:
			text.WriteString(n.Data)
		}
	}
	if count["script"] != 0 || count["ins"] != 1 || count["del"] != 1 || count["h1"] != 1 || count["title"] != 1 {
		t.Errorf("elements: %v", count)
	}
	if !strings.Contains(text.String(), "*a* ~~b~~ <ins>c</ins> & <script>alert(1)</script> @octocat #12") {
		t.Errorf("the page does not show the text: %s", text.String())
	}
}
