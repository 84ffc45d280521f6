package diff_test

import (
	"maps"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"rapporteur/generator/diff"
	"rapporteur/generator/internal/lawtest"
	"rapporteur/generator/report"
)

// TestEdits makes edits as people make them and looks at every change.
func TestEdits(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		edits [][]string
		want  []string
	}{
		{"status", [][]string{{"paragraphs/op04.toml", `status = "under-implementation"`, `status = "implemented"`}}, []string{
			"changed status request:op04-a status: under-implementation → implemented",
		}},
		{"status of the paragraph", [][]string{{"paragraphs/op04.toml", `status = "not-due"`, `status = "no-information"`}}, []string{
			"changed status paragraph:op04 completeness derived: 1 of 1 → 1 of 2 effect <request:op04-b>",
			"changed status request:op04-b status: not-due → no-information",
		}},
		{"figure", [][]string{{"indicators.toml", `{ value = 158, qualifier = "about", as_printed = "some 158" }`, "{ value = 164 }"}}, []string{
			"changed figure request:op04-a progress derived en:The Office supported {-[figure:states-assisted]-}{+[figure:states-assisted]+} countries [source:press, para. 2].¶¶See the symposium; [parties:bombings] are party. fr:L’Office a aidé {-[figure:states-assisted]-}{+[figure:states-assisted]+} pays [source:press, par. 2].¶¶Voir le colloque ; [parties:bombings] sont parties. effect <indicator:states-assisted>",
			"changed figure indicator:states-assisted latest derived: about 158 (“some 158”) → 164 (approximate) effect <observation:states-assisted/2008-09-03> printed in request:op04-a progress",
			"changed figure observation:states-assisted/2008-09-03 quantity: about 158 (“some 158”) → 164 (approximate)",
		}},
		{"amount", [][]string{{"finance.toml", "36819000", "36819500"}}, []string{
			"changed figure money:section-16 amount: USD 36,819,000 → USD 36,819,500 (+500, +0.0 %)",
		}},
		{"other currency", [][]string{{"finance.toml", `"USD"`, `"EUR"`}}, []string{
			"changed figure money:section-16 amount: USD 36,819,000 → EUR 36,819,000 (other-unit)",
		}},
		{"period", [][]string{{"finance.toml", `to = "2009"`, `to = "2008"`}}, []string{
			"changed substance money:section-16 period: 2008 to 2009 → 2008 to 2008",
		}},
		{"deposit", [][]string{{"participation/bombings.toml", "act = [", "act = [\n{ state = \"aut\", kind = \"withdrawal\", date = 2008-02-02 },"}}, []string{
			"changed figure report:report party_to_all derived: 3 → 2 (-1, -33.3 %) <act:bombings/aut/withdrawal/2008-02-02>",
			"changed figure request:op04-a progress derived en:The Office supported [figure:states-assisted] countries [source:press, para. 2].¶¶See the symposium; {-[parties:bombings]-}{+[parties:bombings]+} are party. fr:L’Office a aidé [figure:states-assisted] pays [source:press, par. 2].¶¶Voir le colloque ; {-[parties:bombings]-}{+[parties:bombings]+} sont parties. effect <instrument:bombings>",
			"changed figure instrument:bombings parties derived: 3 → 2 (-1, -33.3 %) <act:bombings/aut/withdrawal/2008-02-02> printed in request:op04-a progress",
			"changed figure instrument:bombings parties.members derived: 2 → 1 (-1, -50.0 %) effect <act:bombings/aut/withdrawal/2008-02-02>",
			"added substance act:bombings/aut/withdrawal/2008-02-02 ",
		}},
		{"signature", [][]string{{"participation/bombings.toml", "act = [", "act = [\n{ state = \"cok\", kind = \"signature\", date = 2003-02-02 },"}}, []string{
			"added substance act:bombings/cok/signature/2003-02-02 ",
		}},
		{"ratification withdrawn", [][]string{{"report.toml", "schema = 1", "schema = 3"}, {"participation/bombings.toml", "act = [", "act = [\n{ state = \"fra\", kind = \"withdrawal-of-ratification\", date = 2008-02-02 },"}}, []string{
			"changed figure report:report party_to_all derived: 3 → 2 (-1, -33.3 %) <act:bombings/fra/withdrawal-of-ratification/2008-02-02>",
			"changed figure request:op04-a progress derived en:The Office supported [figure:states-assisted] countries [source:press, para. 2].¶¶See the symposium; {-[parties:bombings]-}{+[parties:bombings]+} are party. fr:L’Office a aidé [figure:states-assisted] pays [source:press, par. 2].¶¶Voir le colloque ; {-[parties:bombings]-}{+[parties:bombings]+} sont parties. effect <instrument:bombings>",
			"changed figure instrument:bombings parties derived: 3 → 2 (-1, -33.3 %) <act:bombings/fra/withdrawal-of-ratification/2008-02-02> printed in request:op04-a progress",
			"changed figure instrument:bombings parties.members derived: 2 → 1 (-1, -50.0 %) effect <act:bombings/fra/withdrawal-of-ratification/2008-02-02>",
			"added substance act:bombings/fra/withdrawal-of-ratification/2008-02-02 ",
		}},
		{"a reservation changes no count", [][]string{{"report.toml", "schema = 1", "schema = 3"}, {"participation/bombings.toml", "act = [", "act = [\n{ state = \"fra\", kind = \"reservation\", date = 1999-08-19, note.en = \"On article 20\" },"}}, []string{
			"added substance act:bombings/fra/reservation/1999-08-19 ",
		}},
		{"deposit after the edition", [][]string{{"participation/bombings.toml", "date = 2000-09-06", "date = 2009-09-06"}}, []string{
			"changed figure report:report party_to_all derived: 3 → 2 (-1, -33.3 %) <act:bombings/aut/accession/2000-09-06>",
			"changed figure request:op04-a progress derived en:The Office supported [figure:states-assisted] countries [source:press, para. 2].¶¶See the symposium; {-[parties:bombings]-}{+[parties:bombings]+} are party. fr:L’Office a aidé [figure:states-assisted] pays [source:press, par. 2].¶¶Voir le colloque ; {-[parties:bombings]-}{+[parties:bombings]+} sont parties. effect <instrument:bombings>",
			"changed figure instrument:bombings parties derived: 3 → 2 (-1, -33.3 %) <act:bombings/aut/accession/2000-09-06> printed in request:op04-a progress",
			"changed figure instrument:bombings parties.members derived: 2 → 1 (-1, -50.0 %) effect <act:bombings/aut/accession/2000-09-06>",
			"removed substance act:bombings/aut/accession/2000-09-06  replaced by act:bombings/aut/accession/2009-09-06",
			"added substance act:bombings/aut/accession/2009-09-06  replaces act:bombings/aut/accession/2000-09-06",
		}},
		{"date of the edition", [][]string{{"report.toml", "as_at = 2008-12-31", "as_at = 2001-12-31"}}, []string{
			"changed figure report:report party_to_all derived: 3 → 2 (-1, -33.3 %) <act:bombings/cok/accession/2004-03-04>",
			"changed metadata edition:edition as_at: 2008-12-31 → 2001-12-31",
			"changed figure request:op04-a progress derived en:The Office supported [figure:states-assisted] countries [source:press, para. 2].¶¶See the symposium; {-[parties:bombings]-}{+[parties:bombings]+} are party. fr:L’Office a aidé [figure:states-assisted] pays [source:press, par. 2].¶¶Voir le colloque ; {-[parties:bombings]-}{+[parties:bombings]+} sont parties. effect <instrument:bombings>",
			"changed figure instrument:bombings parties derived: 3 → 2 (-1, -33.3 %) <act:bombings/cok/accession/2004-03-04> printed in request:op04-a progress",
		}},
		{"number of parties read", [][]string{{"instruments.toml", "parties = { value = 2 }", "parties = { value = 3 }"}}, []string{
			"changed figure instrument:bombings count[0]: 2001-09-17; parties 2; cites register, primary → 2001-09-17; parties 3; cites register, primary (+1, +50.0 %)",
		}},
		{"source of a number of parties read", [][]string{{"instruments.toml", "parties = { value = 2 }\ncites = [{ source = \"register\", verification = \"primary\" }]", "parties = { value = 2 }\ncites = [{ source = \"register\", verification = \"primary\" }, { source = \"press\", verification = \"secondary\" }]"}}, []string{
			"changed source instrument:bombings count[0]: 2001-09-17; parties 2; cites register, primary → 2001-09-17; parties 2; cites register, primary, press, secondary",
		}},
		{"verification of a number of parties read", [][]string{{"instruments.toml", "parties = { value = 2 }\ncites = [{ source = \"register\", verification = \"primary\" }]", "parties = { value = 2 }\ncites = [{ source = \"register\", verification = \"secondary\" }]"}}, []string{
			"changed source instrument:bombings count[0]: 2001-09-17; parties 2; cites register, primary → 2001-09-17; parties 2; cites register, secondary",
		}},
		{"qualifier and source of a number of parties read", [][]string{{"instruments.toml", "date = 2001-09-17\nparties = { value = 2 }\ncites = [{ source = \"register\", verification = \"primary\" }]", "date = 2001-09-17\nparties = { value = 2, qualifier = \"about\" }\ncites = [{ source = \"register\", verification = \"secondary\" }]"}}, []string{
			"changed figure instrument:bombings count[0]: 2001-09-17; parties 2; cites register, primary → 2001-09-17; parties about 2; cites register, secondary",
		}},
		{"requests that decide the status of the paragraph", [][]string{{"paragraphs/op04.toml", `status = "under-implementation"`, `status = "no-information"`, `status = "not-due"`, `status = "no-information"`}}, []string{
			"changed status paragraph:op04 status derived: under-implementation → no-information effect <request:op04-a>",
			"changed status paragraph:op04 completeness derived: 1 of 1 → 0 of 2 effect <request:op04-a> <request:op04-b>",
			"changed status request:op04-a status: under-implementation → no-information",
			"changed status request:op04-b status: not-due → no-information",
		}},
		{"printed number", [][]string{{"paragraphs/op04.toml", `number = "4"`, `number = "5"`}}, []string{
			"renumbered metadata paragraph:op04 number: 4 → 5",
		}},
		{"section moves", [][]string{{"sections.toml", `id = "introduction"`, `id = "x"`, `id = "summary"`, `id = "introduction"`, `id = "x"`, `id = "summary"`,
			`place = "introduction"`, `place = "x"`, `place = "summary"`, `place = "introduction"`, `place = "x"`, `place = "summary"`,
			`heading.fr = "Introduction"`, `heading.fr = "x"`, `heading.fr = "Résumé"`, `heading.fr = "Introduction"`, `heading.fr = "x"`, `heading.fr = "Résumé"`,
			`heading.en = "Introduction"`, `heading.en = "x"`, `heading.en = "Summary"`, `heading.en = "Introduction"`, `heading.en = "x"`, `heading.en = "Summary"`,
			`text.fr = "Une classification. Le paragraphe 4 de la résolution 62/172 la demande."`, "A", `text.fr = "Ce qui a été fait."`, `text.fr = "Une classification. Le paragraphe 4 de la résolution 62/172 la demande."`, "A", `text.fr = "Ce qui a été fait."`,
			`text.en = "A classification. Paragraph 4 of resolution 62/172 asks for it."`, "B\n", `text.en = "What was done."`, `text.en = "A classification. Paragraph 4 of resolution 62/172 asks for it."`, "B\n", `text.en = "What was done."`,
		}}, []string{"moved metadata section:introduction "}},
		{"citation", [][]string{{"paragraphs/op04.toml", `locator = "para. 2", verification = "secondary"`, `locator = "para. 3", verification = "secondary"`}}, []string{
			"changed source request:op04-a cites[0]: press; para. 2; verification secondary → press; para. 3; verification secondary",
		}},
		{"evidence", [][]string{{"paragraphs/op04.toml", `evidence = ["indicator:states-assisted", "activity:vienna-2007"]`, `evidence = ["indicator:states-assisted", "instrument:bombings"]`}}, []string{
			"changed substance request:op04-a evidence: indicator:states-assisted, {-activity:vienna-2007-}{+instrument:bombings+}",
		}},
		{"spelling in one language", [][]string{{"sections.toml", "What was done.", "What was Done."}}, []string{
			"changed editorial section:summary text en:What was {-done-}{+Done+}.",
		}},
		{"both languages", [][]string{{"sections.toml", "What was done.", "What was not done.", "Ce qui a été fait.", "Ce qui n’a pas été fait."}}, []string{
			"changed substance section:summary text en:What was{+ not+} done. fr:Ce qui {-a-}{+n’a pas+} été fait.",
		}},
		{"translation goes", [][]string{{"finance.toml", "name.en = \"Section 16\"\n", ""}}, []string{
			"changed substance money:section-16 name en:{-Section 16-}",
		}},
		{"gap", [][]string{{"activities/2007.toml", `reason = "not-stated"`, `reason = "not-found"`}}, []string{
			"changed substance activity:vienna-2007 gaps[0]: participants; reason not-stated → participants; reason not-found",
		}},
		{"gap is filled", [][]string{{"activities/2007.toml", `gaps = [{ field = "participants", reason = "not-stated" }]`, `participants = { value = 350, qualifier = "more-than" }`}}, []string{
			"added figure activity:vienna-2007 participants:  → more than 350",
			"removed substance activity:vienna-2007 gaps[0]: participants; reason not-stated → ",
		}},
		{"withdrawn edition", [][]string{{"report.toml", `reason.en = "a wrong figure"`, `reason.en = "two wrong figures"`}}, []string{
			"changed metadata withdrawn:2008-12-30 reason en:{-a wrong figure-}{+two wrong figures+}",
		}},
		{"due", [][]string{{"paragraphs/op04.toml", `due = { session`, `due = { date = 2009-09-15, session`, `session.en = "sixty-fourth session"`, `session.en = "sixty-fifth session"`}}, []string{
			"added substance request:op04-b due.date:  → 2009-09-15",
			"changed substance request:op04-b due.session en:{-sixty-fourth-}{+sixty-fifth+} session",
		}},
		{"instrument is counted no more", [][]string{{"states.toml", `name.en = "Cook Islands", member = false`, `name.en = "Cook Islands", member = true`}}, []string{
			"changed figure instrument:bombings parties.members derived: 2 → 3 (+1, +50.0 %) <state:cok>",
			"added substance state:cok member:  → yes",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got := briefs(laws(t, small(t), small(t, tt.edits...)))
			if !slices.Equal(got, tt.want) {
				t.Errorf("got\n  %s\nwant\n  %s", strings.Join(got, "\n  "), strings.Join(tt.want, "\n  "))
			}
		})
	}
}

// TestForms checks that how files say it is not a change.
func TestForms(t *testing.T) {
	tests := []struct {
		name  string
		edits [][]string
	}{
		{"comments", [][]string{{"sections.toml", "[[section]]", "# a comment\n[[section]] # another"}}},
		{"order of keys", [][]string{{"paragraphs/op04.toml", "number = \"4\"\n", "", "id = \"op04\"\n", "number = \"4\"\nid = \"op04\"\n"}}},
		{"quotes", [][]string{{"sections.toml", `"What was done."`, `'What was done.'`, `"Il reste à faire."`, "\"\"\"\nIl reste\n\\u00e0 faire.\n\"\"\""}}},
		{"numbers", [][]string{{"finance.toml", "36819000", "36_819_000"}, {"instruments.toml", "number = 12", "number = 0xC"}}},
		{"dates", [][]string{{"finance.toml", `date = "2007-12"`, `date = '2007-12'`}, {"activities/2007.toml", "start = 2007-11-15", `start = "2007-11-15"`}}},
		{"inline tables", [][]string{{"activities/2007.toml", `place = { city.fr = "Vienne", city.en = "Vienna", state = "aut" }`, "place.city = { fr = \"Vienne\", en = \"Vienna\" }\nplace.state = \"aut\""}}},
		{"headings", [][]string{{"report.toml", `mandate = { resolution = "A/RES/62/172", paragraph = "op04" }`, "", "[edition]", "[report.mandate]\nparagraph = \"op04\"\nresolution = \"A/RES/62/172\"\n[edition]"}}},
		{"wrapping", [][]string{{"paragraphs/op04.toml", "The Office supported [figure:states-assisted]", "The Office\nsupported\n[figure:states-assisted]"}}},
		{"lists over lines", [][]string{{"paragraphs/op04.toml", `evidence = ["indicator:states-assisted", "activity:vienna-2007"]`, "evidence = [\n  \"indicator:states-assisted\", # one\n  \"activity:vienna-2007\",\n]"}}},
		{"order of a register", [][]string{{"entities.toml", "id = \"unodc\"", "id = \"unodc\"\n"}, {"participation/bombings.toml",
			"  { state = \"fra\", kind = \"signature\", date = 1998-01-12 },\n", "", "{ state = \"cok\"", "{ state = \"fra\", kind = \"signature\", date = 1998-01-12 },\n  { state = \"cok\""}}},
		{"exact", [][]string{{"instruments.toml", "parties = { value = 2 }", `parties = { value = 2, qualifier = "exact" }`}}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if c := laws(t, small(t), small(t, tt.edits...)); !c.Empty() {
				t.Errorf("changes: %v", briefs(c))
			}
		})
	}

	m := files(t, "../report/testdata/small")
	m["data/activities/other.toml"] = m["data/activities/2007.toml"]
	delete(m, "data/activities/2007.toml")
	if c := laws(t, small(t), load(t, m)); !c.Empty() {
		t.Errorf("a file with another name: %v", briefs(c))
	}
}

// TestOmitted checks that what is not compared is named.
func TestOmitted(t *testing.T) {
	a, b := small(t), small(t)
	b.Waivers = append(b.Waivers, report.Waiver{Rule: "x"})
	if c := diff.Compare(a, b); !c.Empty() || len(c.Omitted) != 1 || c.Omitted[0] != diff.OmitsWaivers {
		t.Errorf("changes: %v, omitted: %v", briefs(c), c.Omitted)
	}
	if c := diff.Compare(a, a); len(c.Omitted) > 0 {
		t.Errorf("omitted: %v", c.Omitted)
	}
}

// TestBadInput looks at edits that pairing by anything but ids gets wrong.
func TestBadInput(t *testing.T) {
	a := small(t)
	t.Run("ids that swap their contents", func(t *testing.T) {
		doc := a.Document()
		x, y := doc["section:summary"].(map[string]any), doc["section:conclusions"].(map[string]any)
		x["text"], y["text"] = y["text"], x["text"]
		got := briefs(laws(t, a, fromDocument(t, doc)))
		if len(got) != 2 || !strings.HasPrefix(got[0], "changed substance section:summary text") || !strings.HasPrefix(got[1], "changed substance section:conclusions text") {
			t.Errorf("changes: %v", got)
		}
	})
	t.Run("a record of another kind", func(t *testing.T) {
		doc := a.Document()
		v := doc["activity:vienna-2007"].(map[string]any)
		delete(doc, "activity:vienna-2007")
		doc["publication:vienna-2007"] = map[string]any{"id": "vienna-2007", "title": v["title"]}
		got := briefs(laws(t, a, fromDocument(t, doc)))
		want := []string{"added substance publication:vienna-2007 ", "removed substance activity:vienna-2007 "}
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("changes: %v", got)
		}
	})
	t.Run("a request in another paragraph", func(t *testing.T) {
		doc := a.Document()
		doc["request:op04-b"].(map[string]any)["paragraph"] = "op01"
		c := laws(t, a, fromDocument(t, doc))
		i := slices.IndexFunc(c.List, func(ch diff.Change) bool { return ch.Kind == diff.Moved })
		if i < 0 || c.List[i].Move.FromParent.ID != "op04" || c.List[i].Move.ToParent.ID != "op01" {
			t.Errorf("changes: %v", briefs(c))
		}
	})
	t.Run("everything goes", func(t *testing.T) {
		doc := map[string]any{"report:report": map[string]any{}, "edition:edition": map[string]any{}, "resolution:resolution": map[string]any{}}
		laws(t, a, fromDocument(t, doc))
		laws(t, fromDocument(t, doc), a)
	})
	t.Run("amounts at the ends of their range", func(t *testing.T) {
		one, two := a.Document(), a.Document()
		set := func(doc map[string]any, n int64) {
			doc["money:section-16"].(map[string]any)["amount"] = map[string]any{"value": n}
		}
		set(one, -1<<63)
		set(two, 1<<63-1)
		c := laws(t, fromDocument(t, one), fromDocument(t, two))
		if len(c.List) != 1 || c.List[0].Number != nil {
			t.Errorf("changes: %v", briefs(c))
		}
	})
	t.Run("retired", func(t *testing.T) {
		doc := a.Document()
		delete(doc, "activity:vienna-2007")
		doc["retired:activity:vienna-2007"] = map[string]any{"id": "vienna-2007", "kind": "activity", "replaced_by": []any{"vienna"}}
		c := laws(t, a, fromDocument(t, doc))
		i := slices.IndexFunc(c.List, func(ch diff.Change) bool { return ch.Kind == diff.Removed })
		if i < 0 || c.List[i].Note != "retired" || !slices.Equal(c.List[i].ReplacedBy, []report.Ref{{Kind: report.KindActivity, ID: "vienna"}}) {
			t.Errorf("changes: %v", briefs(c))
		}
	})
}

func fromDocument(t testing.TB, doc map[string]any) *report.Report {
	t.Helper()
	r, err := lawtest.FromDocument(doc)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// mutate changes a document at random: values, texts, items of lists, records
// and their order.
func mutate(rnd *rand.Rand, doc map[string]any) {
	fixed := []string{"id", "kind", "state", "date", "instrument", "paragraph", "place", "from", "to", "start", "end", "as_at"}
	keys := func(m map[string]any) []string { return slices.Sorted(maps.Keys(m)) }
	var value func(v any) any
	value = func(v any) any {
		switch v := v.(type) {
		case string:
			ws := strings.Fields(v)
			if len(ws) < 2 {
				return v
			}
			switch i := rnd.Intn(len(ws)); rnd.Intn(4) {
			case 0:
				ws = slices.Delete(ws, i, i+1)
			case 1:
				ws = slices.Insert(ws, i, "158", "*new*", "[x]", "<ins>")
			case 2:
				ws[i] = strings.ToUpper(ws[i]) + "\n\n-"
			default:
				rnd.Shuffle(len(ws), func(i, j int) { ws[i], ws[j] = ws[j], ws[i] })
			}
			return strings.Join(ws, " ")
		case int64:
			return v + int64(rnd.Intn(20))
		case []any:
			if len(v) == 0 {
				return v
			}
			v = slices.Clone(v)
			switch i := rnd.Intn(len(v)); rnd.Intn(4) {
			case 0:
				return slices.Delete(v, i, i+1)
			case 1:
				return append(v, v[i])
			case 2:
				rnd.Shuffle(len(v), func(i, j int) { v[i], v[j] = v[j], v[i] })
			default:
				v[i] = value(v[i])
			}
			return v
		case map[string]any:
			if len(v) == 0 {
				return v
			}
			m := maps.Clone(v)
			k := keys(m)[rnd.Intn(len(m))]
			switch {
			case slices.Contains(fixed, k):
			case rnd.Intn(4) == 0:
				delete(m, k)
			default:
				m[k] = value(m[k])
			}
			return m
		}
		return v
	}
	records := keys(doc)
	for range 1 + rnd.Intn(12) {
		key := records[rnd.Intn(len(records))]
		object, ok := doc[key].(map[string]any)
		if !ok || len(object) == 0 {
			continue
		}
		kind, _, _ := strings.Cut(key, ":")
		switch {
		case key == "order":
			k := keys(object)[rnd.Intn(len(object))]
			list := slices.Clone(object[k].([]any))
			rnd.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
			object[k] = list
		case rnd.Intn(4) == 0 && slices.Contains([]string{"section", "act", "request", "activity", "state", "source", "money", "observation", "preambular"}, kind):
			delete(doc, key)
		default:
			doc[key] = value(object)
		}
	}
}

// TestMutations checks the laws between copies of the corpus that were
// changed at random.
func TestMutations(t *testing.T) {
	rounds := map[string]int{"small": 40, "kitchen": 20, "verbs": 10, "real": 2}
	if long() {
		rounds["real"] = 500 // two mutations each
	}
	for name, dir := range corpus() {
		n := rounds[name]
		if testing.Short() {
			n /= 10
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			r := load(t, files(t, dir))
			for seed := range n {
				rnd := rand.New(rand.NewSource(int64(seed)))
				doc := r.Document()
				mutate(rnd, doc)
				a := fromDocument(t, doc)
				mutate(rnd, doc)
				b := fromDocument(t, doc)
				patched(t, r, a, laws(t, r, a))
				patched(t, a, b, laws(t, a, b))
			}
		})
	}
}

func FuzzCompare(f *testing.F) {
	for seed := range int64(8) {
		f.Add(seed)
	}
	r := small(f)
	f.Fuzz(func(t *testing.T, seed int64) {
		rnd := rand.New(rand.NewSource(seed))
		doc := r.Document()
		mutate(rnd, doc)
		laws(t, r, fromDocument(t, doc))
	})
}

// FuzzText compares two texts: what was deleted and what stayed makes up the
// old one, what was inserted and what stayed the new.
func FuzzText(f *testing.F) {
	for _, s := range []string{
		"It helped 8,150 officials [source:press, para. 2].", "- one\n- two\n\n1. three", "*a* **b** [c](activity:d)",
		" ", "36 819 000", "l’Office", "1er septembre 2008", "2008年7月31日", "👨‍👩‍👧 <ins>&~~", "a\u0301\u202eb", "\\* \\[",
	} {
		f.Add(s, "It helped 8,250 officials.", true)
		f.Add("One.\n\nTwo.", s, false)
	}
	f.Fuzz(func(t *testing.T, from, to string, plain bool) {
		field := "text"
		if plain {
			field = "heading"
		}
		// TOML holds nothing else.
		from, to = strings.ToValidUTF8(from, "?"), strings.ToValidUTF8(to, "?")
		with := func(s string) *report.Report {
			return fromDocument(t, map[string]any{
				"report:report": map[string]any{}, "edition:edition": map[string]any{}, "resolution:resolution": map[string]any{},
				"section:s": map[string]any{"id": "s", field: map[string]any{"en": s}},
			})
		}
		c := laws(t, with(from), with(to))
		for _, ch := range c.List {
			for _, x := range ch.Texts {
				bare := func(s string) string { return norm.NFC.String(strings.Join(strings.Fields(s), "")) }
				if !plain {
					continue
				}
				if bare(joined(x.Words, diff.Insert)) != bare(from) || bare(joined(x.Words, diff.Delete)) != bare(to) {
					t.Errorf("%q and %q: %s", from, to, inline(x.Words))
				}
			}
		}
	})
}
