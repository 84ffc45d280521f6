package diff_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/diff"
	"rapporteur/generator/report"
)

// TestNumbersOfEachSide checks that a text whose words stayed, but that prints
// another number, says what each edition printed, and that the number names it.
func TestNumbersOfEachSide(t *testing.T) {
	a, b := small(t), small(t,
		[]string{"participation/bombings.toml", "act = [", "act = [\n{ state = \"aut\", kind = \"withdrawal\", date = 2008-02-02 },"},
		[]string{"sections.toml", "What was done.", "What was done: [parties:bombings] parties."})
	c := laws(t, a, b)
	var printed []string
	for _, ch := range c.List {
		for _, x := range ch.Texts {
			for _, s := range x.Words {
				if s.Printed != nil {
					printed = append(printed, fmt.Sprintf("%s %s %s %s %s", ch.Ref, x.Lang, s.Op, s.Text, s.Printed.Value))
				}
			}
		}
		if ch.Field == diff.FieldParties {
			want := []diff.Place{{Ref: report.Ref{Kind: report.KindRequest, ID: "op04-a"}, Field: "progress"}}
			if !slices.Equal(ch.PrintedIn, want) {
				t.Errorf("printed in %v, want %v", ch.PrintedIn, want)
			}
		}
	}
	for _, want := range []string{
		"request:op04-a en delete [parties:bombings] 3", "request:op04-a en insert [parties:bombings] 2",
		"request:op04-a fr delete [parties:bombings] 3", "request:op04-a fr insert [parties:bombings] 2",
		"section:summary en insert [parties:bombings] 2",
		"request:op04-a en equal [figure:states-assisted] 158",
	} {
		if !slices.Contains(printed, want) {
			t.Errorf("no segment %q in\n%s", want, strings.Join(printed, "\n"))
		}
	}
}

// TestNumbersInTheirLanguage checks that the text of each language prints numbers as
// the language does.
func TestNumbersInTheirLanguage(t *testing.T) {
	from := []string{"indicators.toml", `{ value = 158, qualifier = "about", as_printed = "some 158" }`, "{ value = 8150 }"}
	to := []string{"indicators.toml", from[1], "{ value = 9150 }"}
	text := written(t, laws(t, small(t, from), small(t, to)))["text"]
	for _, want := range []string{"supported [-8,150-]{+9,150+} countries", "aidé [-8\u202f150-]{+9\u202f150+} pays"} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
}

// TestEqualNumbersOfOtherFigures checks that two equal numbers of which one comes
// from a figure, or from another figure, say where they lead.
func TestEqualNumbersOfOtherFigures(t *testing.T) {
	exact := []string{"indicators.toml", `{ value = 158, qualifier = "about", as_printed = "some 158" }`, "{ value = 158 }"}
	const (
		latest = "158 (leads to indicator:states-assisted)"
		dated  = "158 (leads to observation:states-assisted/2008-09-03)"
	)
	text := func(number string) string { return "The Office supported " + number + " countries." }
	tests := []struct{ name, from, to, want string }{
		{"typed", "[figure:states-assisted]", "158", "[-" + latest + "-]{+158+}"},
		{"no longer typed", "158", "[figure:states-assisted]", "[-158-]{+" + latest + "+}"},
		{"of a date", "[figure:states-assisted]", "[figure:states-assisted/2008-09-03]", "[-" + latest + "-]{+" + dated + "+}"},
		{"another number", "[figure:states-assisted]", "159", "[-158-]{+159+}"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			edit := func(s string) []string {
				return []string{"paragraphs/op04.toml", "The Office supported [figure:states-assisted] countries", strings.TrimSuffix(text(s), ".")}
			}
			out := written(t, laws(t, small(t, exact, edit(tt.from)), small(t, exact, edit(tt.to))))["text"]
			if !strings.Contains(out, tt.want) {
				t.Errorf("no %q in\n%s", tt.want, out)
			}
		})
	}
}

// TestNoDifferenceOfWhatCannotBeCompared checks the reasons for which no
// difference is taken.
func TestNoDifferenceOfWhatCannotBeCompared(t *testing.T) {
	quantity := `{ value = 158, qualifier = "about", as_printed = "some 158" }`
	exact := []string{"indicators.toml", quantity, "{ value = 158 }"}
	tests := []struct {
		name     string
		from, to [][]string
		field    string
		want     report.Incomparable
	}{
		{"approximate before", nil, [][]string{{"indicators.toml", quantity, "{ value = 164 }"}}, "quantity", report.Approximate},
		{"approximate now", [][]string{exact}, [][]string{{"indicators.toml", quantity, `{ value = 164, qualifier = "at-least" }`}}, "quantity", report.Approximate},
		{"rounded", [][]string{exact}, [][]string{{"indicators.toml", quantity, `{ value = 160, rounded_to = 10 }`}}, "quantity", report.Rounded},
		{"exact", [][]string{exact}, [][]string{{"indicators.toml", quantity, `{ value = 164 }`}}, "quantity", ""},
		{"another currency", nil, [][]string{{"finance.toml", `"USD"`, `"EUR"`, "36819000", "36819001"}}, "amount", report.OtherUnit},
		{"another span", nil, [][]string{{"finance.toml", "36819000", "36819001", `to = "2009"`, `to = "2010"`}}, "amount", report.OtherSpan},
		{"rounded amount", nil, [][]string{{"finance.toml", "value = 36819000", "rounded_to = 1000, value = 36820000"}}, "amount", report.Rounded},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			c := laws(t, small(t, tt.from...), small(t, tt.to...))
			i := slices.IndexFunc(c.List, func(ch diff.Change) bool { return ch.Field == tt.field && !ch.Derived })
			if i < 0 {
				t.Fatalf("no change of %s: %v", tt.field, briefs(c))
			}
			ch := c.List[i]
			if ch.Incomparable != tt.want || (ch.Number == nil) != (tt.want != "") {
				t.Errorf("got %q, number %v; want %q", ch.Incomparable, ch.Number, tt.want)
			}
			for format, s := range written(t, c) {
				if strings.Contains(s, " %") != (tt.want == "") && format != "json" {
					t.Errorf("%s shows a percentage, or lacks one:\n%s", format, s)
				}
			}
		})
	}
}

// TestCauseIsWhatChanged checks that a newest value is not said to follow from
// an observation that is the same as before.
func TestCauseIsWhatChanged(t *testing.T) {
	c := laws(t, small(t), small(t, []string{"indicators.toml", "[[indicator.observation]]", `[[indicator.observation]]
id = "2008-12"
period = { from = 2003-01-01, to = 2008-12-30 }
quantity = { value = 170 }
cites = [{ source = "press", verification = "secondary" }]

[[indicator.observation]]`}))
	i := slices.IndexFunc(c.List, func(ch diff.Change) bool { return ch.Field == diff.FieldLatest })
	if i < 0 {
		t.Fatalf("changes: %v", briefs(c))
	}
	want := []report.Ref{{Kind: report.KindObservation, ID: "states-assisted/2008-12"}}
	if ch := c.List[i]; !slices.Equal(ch.Cause, want) || !ch.Effect {
		t.Errorf("got %s", brief(ch))
	}
}

// TestOneCauseOneChange checks that a default citation is one change, whatever
// the number of records that have it, and the status of a request one too.
func TestOneCauseOneChange(t *testing.T) {
	t.Parallel()
	real := func(edits ...[]string) *report.Report { return load(t, files(t, "../..", edits...)) }
	a := real()
	if n := len(a.States); n < 150 {
		t.Fatalf("%d States", n)
	}
	b := a.Document()
	n := 0
	for _, s := range a.States {
		object := b["state:"+s.ID].(map[string]any)
		if cites, ok := object["cites"].([]any); ok && len(cites) == 1 {
			object["cites"] = []any{map[string]any{"source": "iso-3166", "verification": "unverified"}}
			n++
		}
	}
	c := laws(t, a, fromDocument(t, b))
	// The citation that went and the one that came.
	if total := c.Total(); n == 0 || total > 2 {
		t.Errorf("%d changes of one citation in %d records: %v", total, n, briefs(c)[:min(4, len(c.List))])
	}
	for _, ch := range c.List {
		if len(ch.Also) != n-1 {
			t.Errorf("%s: also in %d records, want %d", ch.Kind, len(ch.Also), n-1)
		}
	}

	c = laws(t, small(t), small(t, []string{"paragraphs/op04.toml", `status = "not-due"`, `status = "no-information"`}))
	if c.Total() != 1 || c.Count(diff.Status) != 1 {
		t.Errorf("%d changes, %d of status: %v", c.Total(), c.Count(diff.Status), briefs(c))
	}
}

// TestReplacedDeposit checks that a deposit whose day or kind was corrected
// names the one that stood for it.
func TestReplacedDeposit(t *testing.T) {
	for _, edit := range [][]string{
		{`kind = "accession", date = 2000-09-06`, `kind = "accession", date = 2000-09-07`},
		{`kind = "accession", date = 2000-09-06`, `kind = "ratification", date = 2000-09-06`},
	} {
		c := laws(t, small(t), small(t, append([]string{"participation/bombings.toml"}, edit...)))
		n := 0
		for _, ch := range c.List {
			n += len(ch.Replaces) + len(ch.ReplacedBy)
		}
		if n != 2 {
			t.Errorf("%v: %v", edit, briefs(c))
		}
	}
}

// TestReplacedBesideAnotherAct checks that acts are paired by kind where a State
// has several under one instrument, and that nothing is paired where that does not
// say which belong together.
func TestReplacedBesideAnotherAct(t *testing.T) {
	of := func(acts ...string) *report.Report {
		doc := small(t).Document()
		delete(doc, "act:bombings/aut/accession/2000-09-06")
		for _, id := range acts {
			kind, day, _ := strings.Cut(id, " ")
			doc["act:bombings/aut/"+kind+"/"+day] = map[string]any{"state": "aut", "kind": kind, "date": day}
		}
		return fromDocument(t, doc)
	}
	tests := []struct {
		name     string
		from, to *report.Report
		want     string
	}{
		{"the other stays", of("signature 1998-02-09", "ratification 2000-09-06"), of("signature 1998-02-09", "ratification 2000-09-07"),
			"ratification/2000-09-06 → ratification/2000-09-07"},
		{"the kind of one of two", of("signature 1998-02-09", "ratification 2000-09-06"), of("signature 1998-02-09", "accession 2000-09-06"),
			"ratification/2000-09-06 → accession/2000-09-06"},
		{"both days", of("signature 1998-02-09", "ratification 2000-09-06"), of("signature 1998-02-10", "ratification 2000-09-07"),
			"ratification/2000-09-06 → ratification/2000-09-07, signature/1998-02-09 → signature/1998-02-10"},
		{"a day of one, the kind of the other", of("signature 1998-02-09", "ratification 2000-09-06"), of("signature 1998-02-10", "accession 2000-09-06"),
			"ratification/2000-09-06 → accession/2000-09-06, signature/1998-02-09 → signature/1998-02-10"},
		{"a new one beside a corrected one", of("signature 1998-02-09"), of("signature 1998-02-10", "ratification 2000-09-06"),
			"signature/1998-02-09 → signature/1998-02-10"},
		{"which of two is not known", of("signature 1998-02-09"), of("accession 2000-09-05", "ratification 2000-09-06"), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			short := func(ref report.Ref) string { return strings.TrimPrefix(ref.ID, "bombings/aut/") }
			var got []string
			back := 0
			for _, ch := range laws(t, tt.from, tt.to).List {
				for _, by := range ch.ReplacedBy {
					got = append(got, short(ch.Ref)+" → "+short(by))
				}
				back += len(ch.Replaces)
			}
			slices.Sort(got)
			if s := strings.Join(got, ", "); s != tt.want || back != len(got) {
				t.Errorf("got %q, and %d the other way; want %q", s, back, tt.want)
			}
		})
	}
}

// TestFewestCitations checks that the same change of a citation is one from three
// records on, and one for each in fewer.
func TestFewestCitations(t *testing.T) {
	real := load(t, files(t, "../.."))
	for n, want := range map[int]int{1: 1, 2: 2, 3: 1, 4: 1} {
		from, to := real.Document(), real.Document()
		for _, s := range real.States[:n] {
			cite := func(verification string) []any {
				return []any{map[string]any{"source": "iso-3166", "verification": verification}}
			}
			from["state:"+s.ID].(map[string]any)["cites"], to["state:"+s.ID].(map[string]any)["cites"] = cite("primary"), cite("secondary")
		}
		c := laws(t, fromDocument(t, from), fromDocument(t, to))
		named := 0
		for _, ch := range c.List {
			named += 1 + len(ch.Also)
		}
		if c.Total() != want || named != n {
			t.Errorf("in %d records: %d changes that name %d records, want %d: %v", n, c.Total(), named, want, briefs(c))
		}
	}
}

// TestNamesOfOthers checks that writers call other records by their names, and in
// the language that was asked for.
func TestNamesOfOthers(t *testing.T) {
	from, to := small(t), small(t,
		[]string{"paragraphs/op04.toml", `status = "not-due"`, `status = "no-information"`},
		[]string{"indicators.toml", "value = 158", "value = 164"},
		[]string{"participation/bombings.toml", "date = 2000-09-06", "date = 2000-09-07"},
	)
	ids := regexp.MustCompile(`(?:because of|printed in|instead of|replaced by)[^\n]*\b(?:request|indicator|instrument|observation|section|act):`)
	c := diff.Compare(from, to)
	for format, s := range written(t, c) {
		if format == "json" {
			continue
		}
		if id := ids.FindString(s); id != "" {
			t.Errorf("%s prints an id: %s", format, id)
		}
	}
	c, err := c.Only(diff.Filter{Lang: "fr"}, from, to)
	if err != nil {
		t.Fatal(err)
	}
	text := written(t, c)["text"]
	for _, want := range []string{"  Pays aidés\n", "because of Pays aidés, 2008-09-03", "instead of Autriche"} {
		if !strings.Contains(text, want) {
			t.Errorf("there is no %q in\n%s", want, text)
		}
	}
}

// TestNamesInValues checks that lists and citations name the records that they are
// of by their names, each side by those of its own edition, with the id that is
// in the file.
func TestNamesInValues(t *testing.T) {
	tests := []struct {
		name string
		to   [][]string
		lang report.Lang
		want []string
	}{
		{"evidence", [][]string{{"paragraphs/op04.toml", `, "activity:vienna-2007"]`, "]"}}, "", []string{
			"evidence (changed, substance): Countries supported (indicator:states-assisted)[-, Symposium on terrorism prevention (activity:vienna-2007)-]",
		}},
		{"evidence in French", [][]string{{"paragraphs/op04.toml", `, "activity:vienna-2007"]`, "]"}}, "fr", []string{
			"Pays aidés (indicator:states-assisted)[-, Symposium on terrorism prevention (activity:vienna-2007)-]",
		}},
		{"citation", [][]string{{"indicators.toml", `cites = [{ source = "press"`, `cites = [{ source = "register"`}}, "", []string{
			"citation (removed, source): [-Press release (press); verification secondary-]", "citation (added, source): {+Register of treaties (register); verification secondary+}",
		}},
		{"a title that changed too", [][]string{
			{"sources.toml", "Press release", "Statement"},
			{"indicators.toml", `cites = [{ source = "press", `, `cites = [{ source = "press", locator = "para. 9", `},
		}, "", []string{"[-Press release (press); verification", "{+Statement (press); para. 9; verification"}},
		{"a word that is no id", [][]string{{"paragraphs/op04.toml", `status = "under-implementation"`, `status = "implemented"`}}, "", []string{
			"[-under-implementation-] {+implemented+}",
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			from, to := small(t), small(t, tt.to...)
			c := diff.Compare(from, to)
			if tt.lang != "" {
				var err error
				if c, err = c.Only(diff.Filter{Lang: tt.lang}, from, to); err != nil {
					t.Fatal(err)
				}
			}
			out := written(t, c)
			for _, want := range tt.want {
				if !strings.Contains(out["text"], want) {
					t.Errorf("no %q in\n%s", want, out["text"])
				}
			}
		})
	}
}

// TestOnlyOneLanguage checks that what is asked for in one language holds no text
// in another: in records that came or went, in citations and in their notes.
func TestOnlyOneLanguage(t *testing.T) {
	note := func(en, fr string) map[string]any {
		return map[string]any{"source": "press", "verification": "secondary", "note": map[string]any{"en": en, "fr": fr}}
	}
	of := func(cites ...any) *report.Report {
		doc := small(t).Document()
		doc["request:op04-a"].(map[string]any)["cites"] = cites
		return fromDocument(t, doc)
	}
	plain := map[string]any{"source": "official", "verification": "primary"}
	without := of(plain)
	doc := without.Document()
	doc["section:extra"] = map[string]any{"id": "extra", "title": map[string]any{"en": "English title", "fr": "Titre français"}, "text": map[string]any{"en": "English text.", "fr": "Texte français."}, "place": "context"}
	order := doc["order"].(map[string]any)
	order["section"] = append(slices.Clone(order["section"].([]any)), "section:extra")
	tests := map[string]*report.Report{
		"citation": of(plain, note("English text.", "Texte français.")),
		"note":     of(map[string]any{"source": "official", "verification": "primary", "note": map[string]any{"en": "English text.", "fr": "Texte français."}}),
		"record":   fromDocument(t, doc),
	}
	for name, with := range tests {
		t.Run(name, func(t *testing.T) {
			for way, pair := range map[string][2]*report.Report{"added": {without, with}, "removed": {with, without}} {
				c := laws(t, pair[0], pair[1])
				for lang, other := range map[report.Lang]string{"en": "français", "fr": "English"} {
					only, err := c.Only(diff.Filter{Lang: lang}, pair[0], pair[1])
					if err != nil {
						t.Fatal(err)
					}
					own := map[report.Lang]string{"en": "English text.", "fr": "Texte français."}[lang]
					for format, s := range written(t, only) {
						if format == "json" {
							s, _, _ = strings.Cut(s, `"patch":`)
						}
						if strings.Contains(s, other) && !(format == "json" && name == "record") || !strings.Contains(s, own) {
							t.Errorf("%s in %s as %s:\n%s", way, lang, format, s)
						}
					}
					if only.Choice.Texts == 0 {
						t.Errorf("%s in %s: texts in other languages are not counted", way, lang)
					}
				}
				for _, line := range strings.Split(written(t, c)["text"], "\n") {
					if strings.Contains(line, "English text.") && strings.Contains(line, "Texte français.") {
						t.Errorf("%s: two languages on a line: %s", way, line)
					}
				}
			}
		})
	}
}

// TestAnotherOrder checks that a list that only changed order says so, and is
// not of substance.
func TestAnotherOrder(t *testing.T) {
	for name, edit := range map[string][]string{
		"evidence": {"paragraphs/op04.toml", `evidence = ["indicator:states-assisted", "activity:vienna-2007"]`, `evidence = ["activity:vienna-2007", "indicator:states-assisted"]`},
	} {
		c := laws(t, small(t), small(t, edit))
		if len(c.List) != 1 || c.List[0].Kind != diff.Reordered || c.List[0].Class != diff.Metadata {
			t.Errorf("%s: %v", name, briefs(c))
		}
		for format, s := range written(t, c) {
			if !strings.Contains(s, "another order") && format != "json" || format == "json" && !strings.Contains(s, `"reordered"`) {
				t.Errorf("%s does not say so: %s", format, s)
			}
		}
	}
	// Where something was also added or removed, it is more than a change of order.
	c := laws(t, small(t), small(t, []string{"paragraphs/op04.toml", `evidence = ["indicator:states-assisted", "activity:vienna-2007"]`, `evidence = ["instrument:bombings", "indicator:states-assisted"]`}))
	if len(c.List) != 1 || c.List[0].Kind != diff.Changed {
		t.Errorf("%v", briefs(c))
	}
}

// TestCitationsOfOneSource checks that citations of one source are paired by
// what they are for.
func TestCitationsOfOneSource(t *testing.T) {
	cites := func(list ...map[string]any) *report.Report {
		doc := small(t).Document()
		var items []any
		for _, c := range list {
			items = append(items, c)
		}
		doc["request:op04-a"].(map[string]any)["cites"] = items
		return fromDocument(t, doc)
	}
	cite := func(purpose, verification string) map[string]any {
		return map[string]any{"source": "press", "for": []any{purpose}, "verification": verification}
	}
	progress, status, evidence := cite("progress", "primary"), cite("status", "primary"), cite("evidence", "primary")
	tests := []struct {
		name     string
		from, to *report.Report
		want     []string
	}{
		{"first goes, second is secondary", cites(progress, status, evidence), cites(cite("status", "secondary"), evidence), []string{
			"removed cites[0] progress", "changed cites[0] status",
		}},
		{"last goes", cites(progress, status, evidence), cites(progress, status), []string{"removed cites[2] evidence"}},
		{"verification of the third", cites(progress, status, evidence), cites(progress, status, cite("evidence", "unverified")), []string{"changed cites[2] evidence"}},
		{"one comes first", cites(status), cites(progress, cite("status", "secondary")), []string{"added cites[0] progress", "changed cites[1] status"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, ch := range laws(t, tt.from, tt.to).List {
				v := ch.To
				if v.IsZero() {
					v = ch.From
				}
				purpose := ""
				for _, l := range v.Leaves {
					if strings.HasPrefix(l.Path, "for[") {
						purpose = fmt.Sprint(l.Value)
					}
				}
				got = append(got, fmt.Sprintf("%s %s %s", ch.Kind, ch.Field, purpose))
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

// TestMembersOfAnotherInstrument checks that a number of Member States is counted
// where it did not change together with the parties to the same instrument.
func TestMembersOfAnotherInstrument(t *testing.T) {
	doc := small(t).Document()
	delete(doc, "act:bombings/cok/accession/2004-03-04")
	doc["instrument:second"] = map[string]any{"id": "second", "number": int64(2), "title": map[string]any{"en": "Second"}}
	doc["participation:second"] = map[string]any{"instrument": "second"}
	doc["act:second/cok/accession/2004-03-04"] = map[string]any{"state": "cok", "kind": "accession", "date": "2004-03-04"}
	from := fromDocument(t, doc)
	delete(doc, "act:bombings/aut/accession/2000-09-06")
	doc["state:cok"] = map[string]any{"id": "cok", "name": map[string]any{"en": "Cook Islands"}, "member": true}
	c := diff.Compare(from, fromDocument(t, doc))
	var last string
	for _, ch := range c.List {
		if ch.Field == diff.FieldMembers && ch.Ref.ID == "second" {
			if ch.Effect || last != diff.FieldParties {
				t.Errorf("after a change of %q: %s", last, brief(ch))
			}
			return
		}
		if ch.Derived {
			last = ch.Field
		}
	}
	t.Errorf("no change of the Member States: %v", briefs(c))
}

// TestNumberThatMoved checks that what is quoted of moved words is what the older edition
// printed, and no reference.
func TestNumberThatMoved(t *testing.T) {
	const long = "The Office works in the region and elsewhere with its many partners, in all languages of the Organization and at all times."
	for _, first := range []string{
		"There are [parties:bombings] parties.",
		"It supported [figure:states-assisted] of them.",
	} {
		text := func(s string) []string { return []string{"sections.toml", `"What was done."`, s} }
		c := laws(t, small(t, text(`"""`+"\n"+first+"\n\n"+long+`"""`)), small(t, text(`"""`+"\n"+long+"\n\n"+first+`"""`)))
		for format, s := range written(t, c) {
			if format == "json" {
				continue
			}
			number := map[bool]string{true: "3", false: "158"}[strings.Contains(first, "parties:")]
			before, _, _ := strings.Cut(first, "[")
			if !strings.Contains(s, "“"+before) || strings.Contains(s, "“"+before+"[") || !strings.Contains(s, number) {
				t.Errorf("%s quotes a reference:\n%s", format, s)
			}
		}
	}
}
