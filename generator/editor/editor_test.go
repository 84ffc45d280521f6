package editor

import (
	"encoding/json"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/catalogue"
	"rapporteur/generator/report"
	"rapporteur/generator/site/history"
)

// bundle reads a report from a folder. Its newest edition, if before is set, is the same
// report.
func bundle(t testing.TB, dir string, before bool) Bundle {
	t.Helper()
	b := Bundle{Files: make(map[string]string), Images: make(map[string]string), Blobs: make(map[string]string)}
	is := Issued{ID: "2009-06-30", Commit: strings.Repeat("a", 40), AsAt: "2009-06-30", Files: make(map[string]string)}
	err := fs.WalkDir(os.DirFS(dir), "data", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if d != nil && (d.Name() == "schema" || d.Name() == "corrections") {
				return fs.SkipDir
			}
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			return err
		}
		if path.Ext(name) != ".toml" {
			return nil
		}
		b.Files[name], b.Blobs[name], is.Files[name] = string(data), string(data), name
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if before {
		b.Issued, b.Newest = []Issued{is}, is.ID
	}
	return b
}

// ask asks an editor and fails on an error.
func ask(t testing.TB, e *Editor, q Request) *Answer {
	t.Helper()
	a := tell(t, e, q)
	if a.Error != "" {
		t.Fatalf("%s: %s", q.Do, a.Error)
	}
	return a
}

func tell(t testing.TB, e *Editor, q Request) *Answer {
	t.Helper()
	in, err := json.Marshal(q)
	if err != nil {
		t.Fatal(err)
	}
	a := new(Answer)
	if err := json.Unmarshal(e.Answer(in), a); err != nil {
		t.Fatal(err)
	}
	return a
}

// opened reads the report in a folder.
func opened(t *testing.T, dir string) *Session {
	t.Helper()
	s, err := New(bundle(t, dir, false))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// real is an editor of this repository's report.
func real(t testing.TB) (*Editor, Bundle) {
	t.Helper()
	b := bundle(t, filepath.Join("..", ".."), true)
	e := new(Editor)
	ask(t, e, Request{Do: "load", Lang: "fr", Bundle: &b})
	return e, b
}

// whole gives everything that check finds.
func whole(t testing.TB, e *Editor) []Finding {
	t.Helper()
	for step := 0; ; step++ {
		if a := ask(t, e, Request{Do: "check", Step: step}); a.Done {
			return a.Findings
		}
	}
}

// lines are the lines that the edits removed and added.
func lines(t testing.TB, e *Editor) (out []string) {
	t.Helper()
	for _, line := range strings.Split(ask(t, e, Request{Do: "files"}).Patch, "\n") {
		if len(line) > 1 && (line[0] == '+' || line[0] == '-') && !strings.HasPrefix(line, "+++") && !strings.HasPrefix(line, "---") {
			out = append(out, line)
		}
	}
	return out
}

// Every record that the real report and the kitchen sink have is a form in each
// language, and no label, choice or help lacks its words.
func TestForms(t *testing.T) {
	for _, dir := range []string{filepath.Join("..", ".."), filepath.Join("..", "testdata", "kitchen-sink")} {
		b := bundle(t, dir, false)
		b.Images = map[string]string{}
		s, err := New(b)
		if err != nil {
			t.Fatal(err)
		}
		seen := make(map[report.Kind]bool)
		for ref := range s.where() {
			if seen[ref.Kind] && ref.Kind != report.KindRequest {
				continue
			}
			seen[ref.Kind] = true
			for _, lang := range report.Langs {
				f, err := s.Form(ref, string(lang))
				if err != nil {
					t.Errorf("%s: %v", ref, err)
					continue
				}
				if text, _ := json.Marshal(f); strings.Contains(string(text), "[i18n]") {
					at := strings.Index(string(text), "[i18n]")
					t.Errorf("%s in %s has no words for %s", ref, lang, text[at:min(at+60, len(text))])
				}
				if len(f.Fields) == 0 {
					t.Errorf("%s has no fields", ref)
				}
			}
		}
		for _, k := range Addable() {
			for _, lang := range report.Langs {
				fields, err := s.Blank(k, string(lang))
				if text, _ := json.Marshal(fields); err != nil || strings.Contains(string(text), "[i18n]") {
					t.Errorf("a new %s in %s: %v %s", k, lang, err, text)
				}
			}
		}
	}
}

// Setting a field to what it holds changes no byte of its file, whatever the field.
func TestSame(t *testing.T) {
	s, err := New(bundle(t, filepath.Join("..", ".."), false))
	if err != nil {
		t.Fatal(err)
	}
	var walk func(ref report.Ref, fields []Field)
	n := 0
	same := func(ref report.Ref, op Op) {
		n++
		if err := s.set(&op); err != nil {
			t.Errorf("%s %s: %v", ref, op.Path, err)
		}
	}
	walk = func(ref report.Ref, fields []Field) {
		for _, f := range fields {
			switch {
			case !f.Set && f.Type != Group:
			case f.Type == Texts:
				for _, x := range f.Texts {
					if x.Value != "" {
						same(ref, Op{Op: "set", Record: ref.String(), Path: f.Path + "." + x.Lang, Value: x.Value})
					}
				}
			case f.Type == Group:
				walk(ref, f.Fields)
			case f.Type == Rows:
				for _, r := range f.Rows {
					walk(ref, r)
				}
			case f.Values != nil:
				same(ref, Op{Op: "set", Record: ref.String(), Path: f.Path, Values: f.Values})
			case f.Value != "":
				same(ref, Op{Op: "set", Record: ref.String(), Path: f.Path, Value: f.Value})
			}
		}
	}
	for _, k := range []report.Kind{report.KindActivity, report.KindRequest, report.KindSource, report.KindSection, report.KindIndicator, report.KindMoney, report.KindPublication, report.KindParagraph, report.KindReport, report.KindEdition, report.KindInstrument} {
		refs := s.refs(k)
		for _, ref := range refs[:min(4, len(refs))] {
			f, err := s.Form(ref, "fr")
			if err != nil {
				t.Fatal(err)
			}
			walk(ref, f.Fields)
		}
	}
	if n < 300 {
		t.Errorf("only %d fields were set", n)
	}
	for _, f := range s.Files() {
		from, to := strings.Split(f.Before, "\n"), strings.Split(f.After, "\n")
		shown := 0
		for i := range min(len(from), len(to)) {
			if from[i] != to[i] && shown < 3 {
				shown++
				t.Errorf("%s:%d was\n%s\nand is\n%s", f.Name, i+1, from[i], to[i])
			}
		}
	}
}

// One edit changes its lines alone.
func TestEdits(t *testing.T) {
	for _, c := range []struct {
		name string
		op   Op
		want []string
	}{
		{"a word", Op{Op: "set", Record: "activity:new-york-ctc-briefing-2009", Path: "kind", Value: "visit"}, []string{`-kind = "meeting"`, `+kind = "visit"`}},
		{"a day", Op{Op: "set", Record: "activity:new-york-ctc-briefing-2009", Path: "end", Value: "2009-05-01"}, []string{"-end = 2009-04-30", "+end = 2009-05-01"}},
		{"a month", Op{Op: "set", Record: "activity:new-york-ctc-briefing-2009", Path: "end", Value: "2009-05"}, []string{"-end = 2009-04-30", `+end = "2009-05"`}},
		{"a flag", Op{Op: "set", Record: "activity:new-york-ctc-briefing-2009", Path: "online", Value: "true"}, []string{"+online = true"}},
		{"no flag any more", Op{Op: "set", Record: "activity:santo-domingo-ministers-2009", Path: "inferred"}, []string{"-inferred = true"}},
		{"another language", Op{Op: "set", Record: "activity:new-york-ctc-briefing-2009", Path: "place.city.es", Value: "Nueva York"}, []string{`+place.city.es = "Nueva York"`}},
		{"a field that was not there", Op{Op: "set", Record: "activity:new-york-ctc-briefing-2009", Path: "participants.value", Value: "12"}, []string{"+participants = { value = 12 }"}},
		{"a list", Op{Op: "set", Record: "activity:new-york-ctc-briefing-2009", Path: "organizers", Values: []string{"ctc", "unodc"}}, []string{`-organizers = ["ctc"]`, `+organizers = ["ctc", "unodc"]`}},
		{"a citation", Op{Op: "set", Record: "activity:new-york-ctc-briefing-2009", Path: "cites[0].locator", Value: "slide 3"}, []string{
			`-cites = [{ source = "tpb-slides-2009-04-30", verification = "primary" }]`,
			`+cites = [{ source = "tpb-slides-2009-04-30", locator = "slide 3", verification = "primary" }]`,
		}},
		{"a second citation", Op{Op: "set", Record: "activity:new-york-ctc-briefing-2009", Path: "cites[1].source", Value: "bahamas-guide-2009"}, []string{
			`-cites = [{ source = "tpb-slides-2009-04-30", verification = "primary" }]`,
			`+cites = [{ source = "tpb-slides-2009-04-30", verification = "primary" }, { source = "bahamas-guide-2009" }]`,
		}},
		{"no citation any more", Op{Op: "set", Record: "activity:new-york-ctc-briefing-2009", Path: "cites[0]"}, []string{`-cites = [{ source = "tpb-slides-2009-04-30", verification = "primary" }]`}},
		{"a gap less", Op{Op: "set", Record: "activity:new-york-ctc-briefing-2009", Path: "gaps[0]"}, []string{`-  { field = "participants", reason = "not-stated" },`}},
		{"a gap more", Op{Op: "set", Record: "activity:new-york-ctc-briefing-2009", Path: "gaps[2].field", Value: "outcome"}, []string{`+  { field = "outcome" },`}},
		{"the reason of a gap", Op{Op: "set", Record: "activity:new-york-ctc-briefing-2009", Path: "gaps[0].reason", Value: "not-found"}, []string{`-  { field = "participants", reason = "not-stated" },`, `+  { field = "participants", reason = "not-found" },`}},
		{"what is no day is kept", Op{Op: "set", Record: "activity:new-york-ctc-briefing-2009", Path: "end", Value: "soon"}, []string{"-end = 2009-04-30", `+end = "soon"`}},
		{"quotation marks", Op{Op: "set", Record: "activity:new-york-ctc-briefing-2009", Path: "outcome.fr", Value: `Dit « "a" \ b ».`}, []string{
			"-outcome.fr = \"La chef du Service a présenté les chiffres de l’assistance de janvier 2003 à avril 2009.\"", `+outcome.fr = "Dit « \"a\" \\ b »."`,
		}},
		{"an act away", Op{Op: "remove", Record: "act:financing-1999/fra/signature/2000-01-10"}, []string{`-  { state = "fra", kind = "signature", date = 2000-01-10 },`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			e, _ := real(t)
			ask(t, e, Request{Do: "do", Op: c.op})
			if got := lines(t, e); !slices.Equal(got, c.want) {
				t.Errorf("the lines are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

// Of a wrapped text only the paragraph that changed is wrapped again.
func TestProse(t *testing.T) {
	was := "L’assistance s’est poursuivie,\nmais rien ne montre.\n\n- un\n  deux\n- trois"
	if got := unwrap(was); got != "L’assistance s’est poursuivie, mais rien ne montre.\n\n- un deux\n- trois" {
		t.Errorf("shown as %q", got)
	}
	got := written(was, "L’assistance s’est poursuivie, mais rien ne montre.\n\n- un deux\n- quatre", true)
	if want := "\"\"\"\nL’assistance s’est poursuivie,\nmais rien ne montre.\n\n- un deux\n- quatre\"\"\""; got != want {
		t.Errorf("written as\n%s\nwant\n%s", got, want)
	}
}

// The words of the page are there in each language.
func TestWords(t *testing.T) {
	for _, l := range report.Langs {
		for _, key := range []string{"edit-help-prose", "edit-help-day", "edit-changes-errors"} {
			if s := catalogue.In(string(l)).Say(key); strings.Contains(s, "[i18n]") {
				t.Errorf("%s: %s", l, s)
			}
		}
	}
}

// A field and a word of a list have the names that pages give them, in whatever kind of
// record they are.
func TestNamesOfEveryKind(t *testing.T) {
	f := opened(t, "../testdata/kitchen-sink").former("zh", "") // in which no name is the word of the data
	for _, k := range report.Kinds() {
		f.kind = k.Kind
		for i := range k.Type.NumField() {
			sf := k.Type.Field(i)
			key := sf.Tag.Get("toml")
			if key == "" || key == "-" || report.HoldsRecords(sf.Type) {
				continue
			}
			if got, want := f.label(key), upper(f.say.Say("field-"+history.FieldOf(k.Kind, key))); got != want {
				t.Errorf("%s of a %s is called %q, on pages %q: add it to labels", key, k.Kind, got, want)
			}
			for _, w := range k.Kind.Words(key) {
				typ := sf.Type
				if typ.Kind() == reflect.Slice {
					typ = typ.Elem()
				}
				if got := f.word(typ, key, w); got == w || strings.Contains(got, "[i18n]") {
					t.Errorf("%s = %q of a %s has no name: add its type to word", key, w, k.Kind)
				}
			}
		}
	}
}

// A text can refer to whatever may be evidence, and to what only texts refer to.
func TestReferencesOfEveryKind(t *testing.T) {
	listed := opened(t, "../testdata/kitchen-sink").References("en")
	for _, k := range append(report.KindRequest.Targets("evidence"), report.KindSource, report.KindObservation, report.KindTable, report.KindImage, report.KindFootnote) {
		if len(listed[string(k)]) == 0 {
			t.Errorf("no %s is offered for a reference", k)
		}
	}
}

// The walks of docs/workflow.md call things as the page does.
func TestWalks(t *testing.T) {
	b, err := os.ReadFile(filepath.Join("..", "..", "docs", "workflow.md"))
	if err != nil {
		t.Fatal(err)
	}
	_, section, _ := strings.Cut(string(b), "\n## An edit in the browser\n")
	section, _, _ = strings.Cut(section, "\n## ")
	french, english, _ := strings.Cut(section, "\nIn English")
	for lang, walk := range map[string]string{"fr": french, "en": english} {
		words, err := os.ReadFile(filepath.Join("..", "..", "i18n", lang+".toml"))
		if err != nil {
			t.Fatal(err)
		}
		bold := strings.Split(strings.Join(strings.Fields(walk), " "), "**")
		if len(bold) < 15 {
			t.Errorf("the walk in %s has %d names", lang, len(bold)/2)
		}
		for i := 1; i < len(bold); i += 2 {
			if !strings.Contains(strings.ToLower(string(words)), ` = "`+strings.ToLower(bold[i])+`"`) {
				t.Errorf("nothing is called %q in %s", bold[i], lang)
			}
		}
	}
}

// The redline is shown, too, where a reference leads nowhere: the id that was typed is in
// it, with the problem.
func TestRedlineOfAstray(t *testing.T) {
	e, b := real(t)
	const record = "request:op04-b"
	_, text, _ := strings.Cut(b.Files["data/paragraphs/op04.toml"], "[figure:officials-trained] criminal")
	if text == "" {
		t.Fatal("the request does not name the figure")
	}
	b.Files["data/paragraphs/op04.toml"] = strings.Replace(b.Files["data/paragraphs/op04.toml"], "[figure:officials-trained] criminal", "[figure:oficials-trained] criminal", 1)
	ask(t, e, Request{Do: "load", Lang: "en", Bundle: &b})
	a := ask(t, e, Request{Do: "changes", Lang: "en", Since: "edition"})
	if !slices.ContainsFunc(a.Changes, func(c Changed) bool {
		return c.Record == record && slices.ContainsFunc(c.Words, func(w Passed) bool {
			return w.Op == "insert" && strings.Contains(w.Text, "figure:oficials-trained")
		})
	}) {
		t.Errorf("the changes are %+v", a.Changes)
	}
	if found := whole(t, e); len(found) == 0 || found[0].Rule != "unknown-reference" {
		t.Errorf("the problems are %+v", found)
	}
	b.Files["data/paragraphs/op04.toml"] = strings.Replace(b.Files["data/paragraphs/op04.toml"], "id = \"op04\"", "id = \"op04", 1)
	ask(t, e, Request{Do: "load", Lang: "en", Bundle: &b})
	if a := tell(t, e, Request{Do: "changes", Lang: "en", Since: "edition"}); a.Error == "" {
		t.Errorf("a file that is no TOML is compared: %+v", a.Changes)
	}
}

// A problem is told in the words of the form: the writer sees labels, names and buttons,
// and no key, id or command.
func TestProblemsInTheWordsOfTheForm(t *testing.T) {
	e, _ := real(t)
	ask(t, e, Request{Do: "do", Op: Op{Op: "begin", Value: "2009-12-31"}})
	s := e.session
	ref := s.refs(report.KindRequest)[0]
	for _, op := range []Op{{Path: "progress.fr", Value: "Rien de nouveau."}, {Path: "status", Value: string(report.NotDue)}, {Path: "evidence[0]", Value: ""}} {
		op.Op, op.Record = "set", ref.String()
		ask(t, e, Request{Do: "do", Op: op})
	}
	for lang, want := range map[string][]string{
		"fr": {"« Suite donnée » a changé en français", "mettez à jour « Suite donnée – anglais »", "« Échéance – date »"},
		"en": {"has an “Action taken” that changed in French", "update “Action taken – English”", "“Time limit – date”"},
	} {
		var said string
		for step, done := 0, false; !done; step++ {
			a := ask(t, e, Request{Do: "check", Lang: lang, Step: step})
			done = a.Done
			for _, f := range a.Findings {
				if f.Record == ref.String() {
					said += f.Message + "\n" + f.Hint + "\n"
				}
			}
		}
		said = strings.ReplaceAll(said, "\u00a0", " ")
		for _, w := range want {
			if !strings.Contains(said, w) {
				t.Errorf("in %s there is no %q in\n%s", lang, w, said)
			}
		}
	}
	for _, c := range ask(t, e, Request{Do: "changes", Lang: "fr"}).Changes {
		for _, w := range c.Words {
			if w.Text == string(report.Issued) || w.Text == string(report.Draft) || w.Text == string(report.NotDue) {
				t.Errorf("the redline of %s – %s says %q", c.Name, c.Field, w.Text)
			}
		}
	}
	a := ask(t, e, Request{Do: "replay", Lang: "fr", Ops: []Op{{Op: "set", Record: ref.String(), Path: "progress.fr", Value: "Autre.", Was: "Avant."}}})
	if len(a.Conflicts) != 1 || a.Conflicts[0].Label != "Suite donnée – français" || a.Conflicts[0].Name == "" {
		t.Errorf("a conflict is %+v", a.Conflicts)
	}
}

// The first act of an instrument, with which its file begins, lacks one thing: its source.
func TestFirstAct(t *testing.T) {
	b := bundle(t, filepath.Join("..", "testdata", "small"), false)
	e := new(Editor)
	ask(t, e, Request{Do: "load", Lang: "en", Bundle: &b})
	ask(t, e, Request{Do: "do", Op: Op{Op: "add", Kind: "act", Words: map[string]string{"instrument": "treaty-1963", "state": "aut", "kind": "accession", "date": "2000-02-02"}}})
	var errors []Finding
	for _, f := range whole(t, e) {
		if !f.Warning {
			errors = append(errors, f)
		}
	}
	if len(errors) != 1 || errors[0].Record != "act:treaty-1963/aut/accession/2000-02-02" || errors[0].Rule != "cited" {
		t.Errorf("the errors are %+v", errors)
	}
}
