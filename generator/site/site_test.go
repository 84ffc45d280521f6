package site

import (
	"fmt"
	"html/template"
	"io/fs"
	"os"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/generator/address"
	"rapporteur/generator/problem"
	"rapporteur/generator/report"
	"rapporteur/generator/site/history"
	"rapporteur/generator/site/locale"
	"rapporteur/generator/site/page"
)

// change replaces text in a file of the kitchen sink.
type change struct{ file, old, new string }

// load loads the kitchen sink with some changes.
func load(t testing.TB, changes ...change) *report.Report {
	t.Helper()
	m := fstest.MapFS{}
	dir := os.DirFS("../testdata/kitchen-sink")
	err := fs.WalkDir(dir, "data", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(dir, name)
		m[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	// The kitchen sink is published in two languages, as the authored pages
	// are; here it has a third that is written from right to left.
	changes = append([]change{{"report.toml", `languages = ["fr", "en"]`, `languages = ["fr", "en", "ar"]`}}, changes...)
	for _, c := range changes {
		f := m["data/"+c.file]
		if f == nil || !strings.Contains(string(f.Data), c.old) {
			t.Fatalf("%s does not hold %q", c.file, c.old)
		}
		f.Data = []byte(strings.ReplaceAll(string(f.Data), c.old, c.new))
	}
	r, problems, err := report.Load(m)
	if err != nil {
		t.Fatal(err)
	}
	if problem.Errors(problems) > 0 {
		var b strings.Builder
		problem.WriteText(&b, problems, false)
		t.Fatal(b.String())
	}
	return r
}

// issue makes the kitchen sink an edition, with some changes.
func issue(t testing.TB, id, asAt string, changes ...change) history.Issued {
	t.Helper()
	changes = append([]change{
		{"report.toml", `id = "2009-01-31"`, `id = "` + id + `"`},
		{"report.toml", `as_at = 2008-12-31`, `as_at = ` + asAt},
		{"report.toml", `status = "draft"`, `status = "issued"`},
		{"report.toml", `supersedes = "2008-07-31"`, ``},
	}, changes...)
	return history.Issued{
		ID:        id,
		Report:    load(t, changes...),
		Commit:    strings.Repeat("0123456789", 4),
		Committed: date(t, asAt),
	}
}

func build(t testing.TB, in Input) *Model {
	t.Helper()
	if in.BaseURL == "" {
		in.BaseURL = "https://example.org/repo/"
	}
	m, err := New(in)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func pageAt(t testing.TB, m *Model, version, lang, path string) *page.Page {
	t.Helper()
	for _, p := range m.Pages(version, lang) {
		if p.Path == path {
			return p
		}
	}
	t.Fatalf("there is no page %q in %s, %s", path, version, lang)
	return nil
}

func chromeOf(t testing.TB, m *Model, version, lang, path string) *page.Chrome {
	t.Helper()
	c, err := m.Chrome(version, pageAt(t, m, version, lang, path))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// visit calls f with every struct in v, the outermost first.
func visit(v reflect.Value, f func(reflect.Value)) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			visit(v.Elem(), f)
		}
	case reflect.Slice:
		for i := range v.Len() {
			visit(v.Index(i), f)
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[report.Number]() {
			return // a value, with nothing in it for pages
		}
		f(v)
		for i := range v.NumField() {
			visit(v.Field(i), f)
		}
	}
}

// hrefs are all links on a page, those in rendered text too.
func hrefs(body any) []string {
	var out []string
	inText := regexp.MustCompile(`href="([^"]*)"`)
	visit(reflect.ValueOf(body), func(v reflect.Value) {
		for i := range v.NumField() {
			switch x := v.Field(i).Interface().(type) {
			case string:
				if v.Type().Field(i).Name == "Href" && x != "" {
					out = append(out, x)
				}
			case template.HTML:
				for _, m := range inText.FindAllStringSubmatch(string(x), -1) {
					out = append(out, strings.ReplaceAll(m[1], "&amp;", "&"))
				}
			}
		}
	})
	return out
}

// ids are the ids that a page's template is to give, and those in its text.
func ids(p *page.Page) []string {
	out := []string{}
	inText := regexp.MustCompile(` id="([^"]*)"`)
	visit(reflect.ValueOf(p.Body), func(v reflect.Value) {
		for i := range v.NumField() {
			name := v.Type().Field(i).Name
			switch x := v.Field(i).Interface().(type) {
			case string:
				if x != "" && name == "Anchor" {
					out = append(out, x)
				}
			case template.HTML:
				for _, m := range inText.FindAllStringSubmatch(string(x), -1) {
					out = append(out, m[1])
				}
			}
		}
		switch x := v.Interface().(type) {
		case page.NumberedBlock:
			if x.ID != "" {
				out = append(out, x.ID)
			}
		case page.PreambularText:
			out = append(out, x.ID)
		case page.OperativeText:
			if p.Kind == "resolution" {
				out = append(out, x.ID)
			}
		case page.Footnote:
			out = append(out, x.ID)
		}
	})
	return out
}

func TestEveryLinkLeadsSomewhere(t *testing.T) {
	t.Parallel()
	in := Input{
		Editions: []history.Issued{issue(t, "2008-07-31", "2008-07-31"), issue(t, "2008-12-31", "2008-12-31")},
		Current:  "2008-12-31",
		Draft:    load(t),
	}
	m := build(t, in)
	targets := make(map[string][]string) // ids by path from the root of the site
	for _, v := range m.Versions {
		for _, lang := range m.Languages {
			for _, p := range m.Pages(v, lang) {
				targets[address.Version(v, lang)+p.Path] = ids(p)
			}
		}
	}
	for _, v := range m.Versions {
		for _, lang := range m.Languages {
			for _, p := range m.Pages(v, lang) {
				self := address.Version(v, lang) + p.Path
				for _, href := range hrefs(p.Body) {
					if strings.HasPrefix(href, "https://") {
						continue
					}
					to, fragment, _ := strings.Cut(href, "#")
					target := path.Join("/", self, to)[1:] + "/"
					got, ok := targets[target]
					if !ok {
						t.Errorf("%s leads to %s, where there is no page", self, href)
					} else if fragment != "" && !slices.Contains(got, fragment) {
						t.Errorf("%s leads to %s, where nothing has that id", self, href)
					}
				}
			}
		}
	}
}

func TestNoIDTwiceOnAPage(t *testing.T) {
	t.Parallel()
	m := build(t, Input{Draft: load(t)})
	for _, lang := range m.Languages {
		for _, p := range m.Pages(page.Draft, lang) {
			if p.Kind == "components" {
				continue // it shows a part and its line in the contents; the test of the HTML counts there
			}
			seen := make(map[string]bool)
			for _, id := range ids(p) {
				if seen[id] {
					t.Errorf("%s/%s has %q twice", lang, p.Path, id)
				}
				seen[id] = true
			}
		}
	}
}

// TestBacklinks checks that every record named on a record's own page knows of
// it, and that whatever a record is used by names it.
func TestBacklinks(t *testing.T) {
	t.Parallel()
	m := build(t, Input{Draft: load(t)})
	uses := make(map[string][]string)  // by typed id: typed ids of the users
	named := make(map[string][]string) // by typed id: typed ids of what it names
	for _, p := range m.Pages(page.Draft, "fr") {
		records(reflect.ValueOf(p.Body), func(rec page.Record, links []page.Link) {
			for _, l := range rec.UsedBy {
				uses[rec.Ref] = append(uses[rec.Ref], l.Ref)
			}
			for _, l := range links {
				named[rec.Ref] = append(named[rec.Ref], l.Ref)
			}
		})
	}
	for _, c := range []struct{ record, user string }{
		{"source:official-seen", "request:op01-b"},
		{"source:press", "section:setting"}, // for contrast: it does not
		{"source:other", "source:press"},
		{"activity:workshop", "request:op01-b"},
		{"indicator:states-assisted", "section:setting"},
		{"instrument:convention", "section:setting"},
		{"instrument:convention", "instrument:amendment"},
		{"state:fra", "instrument:convention"},
		{"state:fra", "activity:workshop"},
		{"state:fra", "request:op01-b"},
		{"state:fra", "money:pledge"},
		{"entity:office", "request:op01-b"},
		{"entity:office", "activity:workshop"},
		{"entity:office", "instrument:convention"},
		{"entity:agency", "publication:manual"},
		{"paragraph:op07", "report:report"},
	} {
		if want := c.record != "source:press"; slices.Contains(uses[c.record], c.user) != want {
			t.Errorf("%s: used by %v; %s among them should be %v", c.record, uses[c.record], c.user, want)
		}
	}
	for from, tos := range named {
		for _, to := range tos {
			if _, shown := uses[to]; from != to && shown && !slices.Contains(uses[to], from) {
				t.Errorf("%s names %s, which does not say so", from, to)
			}
		}
	}
	for to, froms := range uses {
		sorted := slices.Clone(froms)
		slices.Sort(sorted)
		if len(slices.Compact(sorted)) != len(froms) {
			t.Errorf("%s says more than once that it is used by one of %v", to, froms)
		}
	}
}

// records calls f with every record in v and the links that its own fields
// hold, save those that say who uses it or lead along the list.
func records(v reflect.Value, f func(page.Record, []page.Link)) {
	visit(v, func(v reflect.Value) {
		if v.Type() == reflect.TypeFor[page.Record]() {
			return
		}
		field := v.FieldByName("Record")
		if !field.IsValid() || field.Type() != reflect.TypeFor[page.Record]() {
			return
		}
		rec := field.Interface().(page.Record)
		var links []page.Link
		for _, name := range []string{
			"Addressees", "With", "Organizers", "Depositary", "Issuers", "From", "To", "States",
			"State", "ReportedBy", "Amends", "PartOf", "Parent",
		} {
			switch x := value(v, name).(type) {
			case []page.Link:
				links = append(links, x...)
			case *page.Link:
				if x != nil {
					links = append(links, *x)
				}
			case []page.Evidence:
				for _, e := range x {
					links = append(links, e.Link)
				}
			}
		}
		for _, c := range rec.Cites {
			if c.Source.Ref != "" {
				links = append(links, c.Source)
			}
		}
		f(rec, links)
	})
}

// value is a field of a struct, nil where it has none of that name.
func value(v reflect.Value, name string) any {
	f := v.FieldByName(name)
	if !f.IsValid() {
		return nil
	}
	return f.Interface()
}

func TestReportIsNumberedAlikeInEachLanguage(t *testing.T) {
	t.Parallel()
	m := build(t, Input{Draft: load(t)})
	numbers := func(lang string) (map[string]int, []int) {
		byID := make(map[string]int)
		var run []int
		visit(reflect.ValueOf(pageAt(t, m, page.Draft, lang, "report/").Body), func(v reflect.Value) {
			if b, ok := v.Interface().(page.NumberedBlock); ok && b.Number > 0 {
				byID[b.ID] = b.Number
				run = append(run, b.Number)
			}
		})
		return byID, run
	}
	fr, run := numbers("fr")
	main := 0
	for _, part := range pageAt(t, m, page.Draft, "fr", "report/").Body.(*page.Report).Parts {
		own := &main
		if part.Annex {
			own = new(int) // each annex begins at 1
		}
		visit(reflect.ValueOf(part), func(v reflect.Value) {
			if b, ok := v.Interface().(page.NumberedBlock); ok && b.Number > 0 {
				if *own++; b.Number != *own {
					t.Fatalf("paragraph %s of the original is numbered %d, want %d", b.ID, b.Number, *own)
				}
			}
		})
	}
	for _, lang := range []string{"en", "ar"} {
		other, _ := numbers(lang)
		for id, n := range other {
			if fr[id] != n {
				t.Errorf("%s: paragraph %s has number %d, in the original %d", lang, id, n, fr[id])
			}
		}
	}
	if got := pageAt(t, m, page.Draft, "en", "report/").Body.(*page.Report).Numbered; got != len(run) {
		t.Errorf("English counts %d numbered paragraphs, want %d", got, len(run))
	}
}

// A report of schema 2 goes on counting in its annexes, as it was issued.
func TestAnnexesOfSchema2AreNumberedOn(t *testing.T) {
	t.Parallel()
	for schema, want := range map[int]bool{2: false, 3: true} {
		r := load(t)
		r.Schema = schema
		m := build(t, Input{Draft: r})
		numbered := 0
		for _, part := range pageAt(t, m, page.Draft, "fr", "report/").Body.(*page.Report).Parts {
			if part.Annex {
				numbered += part.First
			}
			if part.Annex && part.First > 0 && (part.First == 1) != want {
				t.Errorf("schema %d: annex %s begins at %d", schema, part.Anchor, part.First)
			}
		}
		if numbered == 0 {
			t.Errorf("schema %d: no annex has a numbered paragraph", schema)
		}
	}
}

func TestPartsAreCountedInTheirLanguage(t *testing.T) {
	t.Parallel()
	m := build(t, Input{Draft: load(t)})
	var got []string
	for _, p := range pageAt(t, m, page.Draft, "ar", "report/").Body.(*page.Report).Parts {
		if !p.Annex && !p.Summary {
			got = append(got, p.Roman)
		}
		for _, sub := range p.Parts[:min(2, len(p.Parts))] {
			if sub.Kind == "" {
				got = append(got, sub.Letter)
			}
		}
	}
	if want := []string{"أولا", "ثانيا", "ثالثا", "رابعا", "ألف", "باء", "خامسا", "سادسا", "سابعا"}; !slices.Equal(got, want) {
		t.Errorf("parts are counted %q, want %q", got, want)
	}
}

// Of several annexes each has a number, as its language writes it.
func TestAnnexesAreCountedInTheirLanguage(t *testing.T) {
	t.Parallel()
	m := build(t, Input{Draft: load(t)})
	for lang, want := range map[string][]string{
		"ar": {"الأول", "الثاني", "الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن"},
		"fr": {"I", "II", "III", "IV", "V", "VI", "VII", "VIII"},
	} {
		var got []string
		for _, p := range pageAt(t, m, page.Draft, lang, "report/").Body.(*page.Report).Parts {
			if p.Annex {
				got = append(got, p.Roman)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: annexes are counted %q, want %q", lang, got, want)
		}
	}
	zh := &pageWriter{editionWriter: &editionWriter{w: locale.New("zh")}}
	if a, b, c := zh.counted("annex-numbers", 2, roman), zh.counted("part-numbers", 11, roman), zh.w.Say("annex-heading-n", "N", "二"); a != "二" || b != "十一" || c != "附件二：" {
		t.Errorf("Chinese counts %q, %q, %q", a, b, c)
	}
}

// TestEvidenceOfEveryKind checks that evidence of every kind that a request may name
// says when it was and where it is from.
func TestEvidenceOfEveryKind(t *testing.T) {
	t.Parallel()
	shown := make(map[string]page.Evidence)
	body := pageAt(t, build(t, Input{Draft: load(t)}), page.Draft, "en", "paragraphs/op01/").Body.(*page.Paragraph)
	for _, q := range body.Requests {
		for _, e := range q.Evidence {
			if _, ok := shown[e.Link.Kind]; !ok {
				shown[e.Link.Kind] = e
			}
		}
	}
	field, _ := reflect.TypeFor[report.Request]().FieldByName("Evidence")
	for _, kind := range report.Targets(field) {
		if e, ok := shown[string(kind)]; !ok || e.As.Text == "" || len(e.Cites) == 0 {
			t.Errorf("evidence of the kind %s is shown as %+v", kind, e)
		}
	}
}

// TestShownFields checks that a field with the tag is:"shown" is on the page of its
// record, as the language of the page writes it.
func TestShownFields(t *testing.T) {
	t.Parallel()
	m := build(t, Input{Draft: load(t)})
	for lang, want := range map[string]string{"en": "10 January 2000", "fr": "10 janvier 2000"} {
		got := pageAt(t, m, page.Draft, lang, "instruments/convention/").Body.(*page.Instrument).Shown
		if len(got) != 1 || got[0].Field != "opened" || len(got[0].Values) != 1 || strings.ReplaceAll(got[0].Values[0].Text.Text, "\u00a0", " ") != want {
			t.Errorf("%s: the convention shows %+v, want that it opened on %s", lang, got, want)
		}
	}
}

func TestReportParts(t *testing.T) {
	t.Parallel()
	m := build(t, Input{Draft: load(t)})
	var got []string
	for _, p := range pageAt(t, m, page.Draft, "en", "report/").Body.(*page.Report).Parts {
		got = append(got, fmt.Sprintf("%s|%s|%s|%v%v", p.Roman, p.Key, p.Heading.Text, p.Summary, p.Annex))
		for _, sub := range p.Parts[:min(2, len(p.Parts))] {
			number := sub.Mark
			if sub.Quote != nil {
				number = sub.Quote.Number
			}
			got = append(got, fmt.Sprintf(" %s|%s|%s|%s", sub.Letter, sub.Key, sub.Anchor, number))
		}
	}
	want := []string{
		"|summary||truefalse",
		"I|introduction|Introduction|falsefalse",
		"II|before-answers|Setting|falsefalse",
		" |before-answers|setting-law|A.",
		" |before-answers|setting-practice|B.",
		"III|answers|A <subject> & its answers|falsefalse",
		" |answers|subject-training|A.",
		"IV|implementation||falsefalse",
		" A|paragraph|op01|1",
		" B|paragraph|op02|1 bis",
		"V|conclusions||falsefalse",
		" |conclusions|recommend-lessons|",
		"VI|conclusions|Steps|falsefalse",
		"VII|recommendations||falsefalse",
		" |recommendations|recommend-law|",
		"I|annex|Method|falsetrue",
		"II|annex|Documents|falsetrue",
		"III|annex|مرفق|falsetrue",
		"IV|annex|Requests|falsetrue",
		"V|annex|Parties|falsetrue",
		" |annex|annex-deposits|A.",
		"VI|annex|Activities|falsetrue",
		"VII|annex|Publications|falsetrue",
		"VIII|annex|Resources|falsetrue",
	}
	if !slices.Equal(got, want) {
		t.Errorf("parts are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestAnswersInChapters reads the chapters by subject: each answer once, numbered in the
// run of the report, with the paragraph that it answers; what they answer is not in the
// chapter by paragraph, and other pages lead to them.
func TestAnswersInChapters(t *testing.T) {
	t.Parallel()
	m := build(t, Input{Draft: load(t)})
	body := pageAt(t, m, page.Draft, "en", "report/").Body.(*page.Report)
	plain := func(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }
	where := make(map[string]string) // by request: its place and the numbers of its paragraphs
	number, parts := 0, []string(nil)
	var walk func(p page.Part, apart bool)
	walk = func(p page.Part, apart bool) { // apart: an annex counts paragraphs of its own
		apart = apart || p.Annex
		parts = append(parts, p.Anchor)
		blocks := p.Blocks
		for _, q := range p.Requests {
			var numbers []string
			for _, b := range q.Blocks {
				numbers = append(numbers, strconv.Itoa(b.Number))
			}
			at := p.Anchor + " " + strings.Join(numbers, ",")
			if q.Margin != nil {
				at += " " + plain(q.Margin.Text.Text) + " " + q.Margin.Href
			}
			if where[q.Anchor] != "" {
				t.Errorf("%s is answered twice", q.Anchor)
			}
			where[q.Anchor] = at
			blocks = append(blocks, q.Blocks...)
		}
		for _, b := range blocks {
			if b.Number == 0 || p.Summary || apart {
				continue
			}
			if number++; b.Number < number {
				t.Errorf("%s: paragraph %d after %d", p.Anchor, b.Number, number-1)
			}
			number = b.Number
		}
		for _, sub := range p.Parts {
			walk(sub, apart)
		}
	}
	for _, p := range body.Parts {
		walk(p, false)
	}
	first := strings.Split(where["op05-w"], " ")
	if len(first) < 2 {
		t.Fatalf("op05-w is not answered: %v", where)
	}
	n, _ := strconv.Atoi(first[1])
	for id, want := range map[string]string{
		"op05-w": fmt.Sprintf("subject %d Para. 4 (b) (ii) ../paragraphs/op05/#op05-w", n),
		"op08":   "subject  Para. 7 ../paragraphs/op08/",
		"op01-f": fmt.Sprintf("subject-training %d Para. 1 ../paragraphs/op01/#op01-f", n+2),
		"op06-a": "subject-training  Para. 5 ../paragraphs/op06/#op06-a",
		"op05-z": fmt.Sprintf("subject-training %d Para. 4 (a) ../paragraphs/op05/#op05-z", n+3),
	} {
		if where[id] != want {
			t.Errorf("%s is answered in %q, want %q", id, where[id], want)
		}
	}
	for _, id := range []string{"op06", "op08"} {
		if slices.Contains(parts, id) {
			t.Errorf("paragraph %s is in the chapter by paragraph too", id)
		}
	}
	if !strings.HasPrefix(where["op05-x"], "op05 ") {
		t.Errorf("op05-x, which no chapter answers, is in %q", where["op05-x"])
	}
	for _, q := range pageAt(t, m, page.Draft, "en", "paragraphs/op05/").Body.(*page.Paragraph).Requests {
		got := ""
		if q.InReport != nil {
			got = plain(q.InReport.Text.Text) + " " + q.InReport.Href
		}
		want := map[string]string{"op05-w": fmt.Sprintf("para. %d ../../report/#op05-w", n), "op05-z": fmt.Sprintf("para. %d ../../report/#op05-z", n+3)}[q.Anchor]
		if got != want {
			t.Errorf("the page of the paragraph leads from %s to %q, want %q", q.Anchor, got, want)
		}
	}
	for _, o := range pageAt(t, m, page.Draft, "en", "resolution/").Body.(*page.Resolution).Operative {
		var got []string
		for _, k := range o.InReport {
			got = append(got, k.Href)
		}
		want := map[string]string{"op01": "../report/#op01-f", "op05": "../report/#op05-w ../report/#op05-z", "op06": "../report/#op06-a", "op08": "../report/#op08"}[o.ID]
		if strings.Join(got, " ") != want {
			t.Errorf("the resolution leads from %s to %q, want %q", o.ID, got, want)
		}
	}
}

// TestMastheadFacts reads what the resolution says of its committee, its recommendation and
// the document that has its text.
func TestMastheadFacts(t *testing.T) {
	t.Parallel()
	m := build(t, Input{Draft: load(t)})
	res := pageAt(t, m, page.Draft, "en", "resolution/").Body.(*page.Resolution)
	rep := pageAt(t, m, page.Draft, "en", "report/").Body.(*page.Report)
	for _, head := range []page.Masthead{res.Masthead, rep.Masthead} {
		if got := head.Committee.Text + " / " + head.RecommendedBy.Text; got != "Third <Committee> & others / Economic <and> Social Council resolution 1999/99" {
			t.Errorf("the masthead says %s", got)
		}
	}
	if d := res.Document; d.Kind.Text != "Note by the <Secretariat>" || d.Distribution != "limited" || d.Original != "en" || d.JobNumber != "07-99999" {
		t.Errorf("the document is %+v", d)
	}
}

func TestMarkupInProseIsText(t *testing.T) {
	t.Parallel()
	m := build(t, Input{Draft: load(t)})
	body := pageAt(t, m, page.Draft, "fr", "paragraphs/op02/").Body.(*page.Paragraph)
	for _, c := range []struct {
		html template.HTML
		want string
	}{
		{body.Text.HTML, "<em>Prie</em> &lt;script&gt;alert(1)&lt;/script&gt; {{ .Site }} {{&lt; figure &gt;}} l’Office"},
		{body.Requests[0].Progress.HTML, "&lt;b&gt;HTML&lt;/b&gt;, {{ .Site.Title }}, {{% shortcode %}}, a &lt; b &amp; c."},
	} {
		if !strings.Contains(string(c.html), c.want) {
			t.Errorf("%s\ndoes not hold %s", c.html, c.want)
		}
	}
}

func TestProse(t *testing.T) {
	t.Parallel()
	m := build(t, Input{Draft: load(t)})
	body := pageAt(t, m, page.Draft, "en", "paragraphs/op01/").Body.(*page.Paragraph)
	progress := string(body.Requests[1].Progress.HTML)
	for _, want := range []string{
		`<p id="op01-b-1">`,
		`<a class="number" href="../../indicators/#states-assisted">1,158</a> countries<sup class="fn"><a href="#fn-1" id="fnref-1" role="doc-noteref">1</a></sup>`,
		`<a class="number" href="../../indicators/#states-assisted">137</a> a year before<sup class="fn"><a href="#fn-1" role="doc-noteref">1</a></sup>`,
		`<a class="number" href="../../instruments/convention/">3</a> parties<sup class="fn"><a href="#fn-2" id="fnref-2" role="doc-noteref">2</a></sup>`,
		`<a href="../../activities/workshop/">the workshop</a>`,
		`<a href="https://elsewhere.example/?a=1&amp;b=2">an address</a>`,
		`<li id="op01-b-3">`,
	} {
		if !strings.Contains(progress, want) {
			t.Errorf("%s\ndoes not hold %s", progress, want)
		}
	}
	var got []string
	for _, f := range body.Footnotes {
		words := f.Text.HTML
		if !f.OfResolution {
			words = ""
		}
		got = append(got, fmt.Sprintf("%s %s %s %s %s", f.Number, f.ID, f.Cite.Source.Ref, f.Cite.Locator, words))
	}
	want := []string{
		"res. 1 fn-note-1   <p>Adopted on 8 September 2006.</p>\n",
		"1 fn-1 source:official-seen para.\u00a012 ",
		"2 fn-2 source:press  ",
		"3 fn-3 source:later  ",
		"4 footnote-scope   ",
		"5 fn-5 source:register  ",
		"6 fn-6 source:official-seen para.\u00a03 ",
		"7 footnote-more   ",
	}
	if !slices.Equal(got, want) {
		t.Errorf("footnotes are %q\nwant %q", got, want)
	}
}

func TestMissingTranslationIsMarked(t *testing.T) {
	t.Parallel()
	m := build(t, Input{Draft: load(t)})
	op := pageAt(t, m, page.Draft, "en", "paragraphs/op02/").Body.(*page.Paragraph)
	if !op.Text.Foreign || op.Text.Lang != "fr" || op.Text.Working || op.Original != nil {
		t.Errorf("a text held in French alone is shown in English as %+v", op.Text)
	}
	op = pageAt(t, m, page.Draft, "en", "paragraphs/op01/").Body.(*page.Paragraph)
	if op.Text.Foreign || !op.Text.Working || op.Original == nil || op.Original.Lang != "fr" {
		t.Errorf("our translation of the resolution is shown as %+v", op.Text)
	}
	if p := op.Requests[1].Progress; p.Foreign || p.Working {
		t.Errorf("authored text is shown as %+v", p)
	}
	act := pageAt(t, m, page.Draft, "fr", "activities/workshop/").Body.(*page.Activity)
	if !act.Title.Working {
		t.Errorf("our translation of a cited title is shown as %+v", act.Title)
	}
	act = pageAt(t, m, page.Draft, "ar", "activities/conference/").Body.(*page.Activity)
	if !act.Title.Foreign || act.Title.Lang != "en" || act.Title.Dir != "ltr" || act.Title.Working {
		t.Errorf("a cited title is shown in Arabic as %+v", act.Title)
	}
}

func TestResult(t *testing.T) {
	t.Parallel()
	m := build(t, Input{Draft: load(t)})
	list := pageAt(t, m, page.Draft, "en", "paragraphs/").Body.(*page.Paragraphs)
	for i, want := range map[int]string{
		0: "By 3 September 2008 the Office had helped 1,158 countries, after 137 a year before.",
		3: "",
	} {
		if got := list.Entries[i].Result.Text; got != want {
			t.Errorf("paragraph %s: result %q, want %q", list.Entries[i].Number, got, want)
		}
	}
}

func TestOlderEditionsStayAsTheyWere(t *testing.T) {
	t.Parallel()
	old := issue(t, "2008-07-31", "2008-07-31")
	newer := issue(t, "2008-12-31", "2008-12-31", change{"finance.toml", "36819000", "1"})
	before := build(t, Input{Editions: []history.Issued{old}, Current: old.ID})
	after := build(t, Input{Editions: []history.Issued{old, newer}, Current: newer.ID, Draft: load(t)})
	for _, lang := range before.Languages {
		was, is := before.Pages(old.ID, lang), after.Pages(old.ID, lang)
		if len(was) != len(is) {
			t.Fatalf("%s: %d pages were %d", lang, len(is), len(was))
		}
		for i := range was {
			if !reflect.DeepEqual(was[i], is[i]) {
				t.Errorf("%s/%s is not as it was", lang, was[i].Path)
			}
		}
	}
}

func TestCurrentAndItsOwnAddressShareAPage(t *testing.T) {
	t.Parallel()
	e := issue(t, "2008-07-31", "2008-07-31")
	m := build(t, Input{Editions: []history.Issued{e}, Current: e.ID})
	if pageAt(t, m, page.Current, "fr", "report/") != pageAt(t, m, e.ID, "fr", "report/") {
		t.Error("there are two pages of one report")
	}
	for _, p := range m.Pages(e.ID, "fr") {
		if p.Kind == "editions" {
			t.Error("the list of editions stands in an edition")
		}
	}
	pageAt(t, m, page.Current, "fr", "editions/")
}

func date(t testing.TB, s string) report.Date {
	t.Helper()
	if s == "" {
		return report.Date{}
	}
	d, err := report.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}
