package report_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"rapporteur/generator/problem"
	"rapporteur/generator/report"
)

func TestMissingFiles(t *testing.T) {
	tests := []struct{ remove, file string }{
		{"data/", "data"},
		{"data/report.toml", "data/report.toml"},
		{"data/resolution.toml", "data/resolution.toml"},
		{"data/paragraphs/", "data/paragraphs"},
	}
	for _, tt := range tests {
		m := small(t)
		for name := range m {
			if strings.HasPrefix(name, tt.remove) {
				delete(m, name)
			}
		}
		_, _, err := report.Load(m)
		if missing, ok := errors.AsType[*report.MissingError](err); !ok || missing.File != tt.file {
			t.Errorf("without %s: %v", tt.remove, err)
		} else if !strings.Contains(err.Error(), tt.file) {
			t.Errorf("without %s the error does not name it: %v", tt.remove, err)
		}
	}
}

func TestOtherFiles(t *testing.T) {
	m := small(t)
	m["data/schema/report.schema.json"] = &fstest.MapFile{Data: []byte("{}")}
	m["data/.gitkeep"] = &fstest.MapFile{}
	m["data/.cache/x"] = &fstest.MapFile{}
	if _, ps, err := report.Load(m); err != nil || len(ps) > 0 {
		t.Fatalf("%v\n%s", err, text(ps))
	}
	m["data/source.toml"] = &fstest.MapFile{}
	m["data/paragraphs/op05.tml"] = &fstest.MapFile{}
	m["data/more/x.toml"] = &fstest.MapFile{}
	m["data/sections.toml"] = &fstest.MapFile{Mode: fs.ModeSymlink, Data: []byte("x")}
	_, ps, err := report.Load(m)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range ps {
		got = append(got, p.Rule+" "+p.Pos.String()+" "+p.Hint.String())
	}
	want := []string{
		"unknown-file data/more/x.toml give it the name of a file of the report, or move it out of data/",
		"unknown-file data/paragraphs/op05.tml did you mean data/paragraphs/op05.toml?",
		"irregular-file data/sections.toml put the file itself here, no link and no folder",
		"unknown-file data/source.toml did you mean data/sources.toml?",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestAllAtOnce checks that mistakes in several files come in one run, and
// that those in one file do not hide each other.
func TestAllAtOnce(t *testing.T) {
	_, ps, err := report.Load(small(t,
		[]string{"sources.toml", "2007-10-11", `"October"`, `kind = "press"`, `kind = "newspaper"`, "https:", "gopher:"},
		[]string{"sections.toml", "text.en", "txt.en", `"introduction"`, `"Introduction"`},
		[]string{"finance.toml", `"section-16"`, `"section-16`},
	))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, p := range ps {
		got = append(got, p.Rule+" "+p.Pos.String())
	}
	want := []string{
		"syntax data/finance.toml:2:6", "bad-id data/sections.toml:2:6", "unknown-key data/sections.toml:7:1",
		"bad-date data/sources.toml:6:8", "unknown-value data/sources.toml:15:8", "bad-link data/sources.toml:17:8",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// TestWarnings checks that what has no meaning in prose is said, and stops
// nothing.
func TestWarnings(t *testing.T) {
	r, ps, err := report.Load(small(t, []string{"sections.toml", "A classification.", "A <b>classification</b>."}))
	if err != nil || r == nil {
		t.Fatal(err)
	}
	if len(ps) != 1 || ps[0].Severity != problem.Warning || ps[0].Pos.String() != "data/sections.toml:7:14" {
		t.Errorf("found:\n%s", text(ps))
	}
}

func TestPos(t *testing.T) {
	r := load(t)
	tests := []struct{ ref, field, want string }{
		{"request:op04-a", "", "data/paragraphs/op04.toml:6:3"},
		{"request:op04-a", "progress.fr", "data/paragraphs/op04.toml:16:15"},
		{"request:op04-a", "cites[0].source", "data/paragraphs/op04.toml:25:21"},
		{"request:op04-a", "evidence[1]", "data/paragraphs/op04.toml:15:42"},
		{"request:op04-a", "due.date", "data/paragraphs/op04.toml:6:3"},
		{"activity:vienna-2007", "start", "data/activities/2007.toml:6:9"},
		{"activity:vienna-2007", "place.city.en", "data/activities/2007.toml:8:41"},
		{"observation:states-assisted/2008-09-03", "quantity.value", "data/indicators.toml:13:22"},
		{"act:bombings/fra/signature/1998-01-12", "", "data/participation/bombings.toml:3:3"},
		{"participation:bombings", "cites[0].source", "data/participation/bombings.toml:8:21"},
		{"state:fra", "name.en", "data/states.toml:5:47"},
		{"edition:edition", "as_at", "data/report.toml:19:9"},
		{"report:report", "mandate.paragraph", "data/report.toml:8:54"},
		{"resolution:resolution", "adopted_on", "data/resolution.toml:5:14"},
		{"note:1", "text.fr", "data/resolution.toml:15:11"},
		{"activity:nothing", "start", ""},
	}
	for _, tt := range tests {
		if got := r.Pos(report.ParseRef(tt.ref), tt.field).String(); got != tt.want {
			t.Errorf("%s %s: got %s, want %s", tt.ref, tt.field, got, tt.want)
		}
	}
	for _, ref := range r.Refs() {
		name, line := r.FileOf(ref)
		if r.Record(ref) == nil || r.File(name) == nil || line < 1 {
			t.Errorf("%s: record %v in %s:%d", ref, r.Record(ref), name, line)
		}
	}
}

func TestLookup(t *testing.T) {
	r := load(t)
	if q := r.Request("op04-a"); q == nil || q.Paragraph != r.Paragraph("op04") {
		t.Error("a request does not know its paragraph")
	}
	if o := r.Observation("states-assisted/2008-09-03"); o == nil || o.Indicator != r.Indicator("states-assisted") {
		t.Error("an observation does not know its indicator")
	}
	if len(r.State("fra").Cites) != 1 || len(r.Entity("unodc").Cites) != 1 {
		t.Error("citations of a whole file do not stand for its records")
	}
	if p := r.ParticipationIn("bombings"); len(p.CitesOf(&p.Acts[0])) != 1 {
		t.Error("citations of participation do not stand for its acts")
	}
	if r.Activity("gone") != nil || r.Record(report.Ref{}) != nil || r.ParticipationIn("gone") != nil || r.File("gone") != nil {
		t.Error("there is what is not")
	}
}

func TestParties(t *testing.T) {
	r := load(t, []string{"participation/bombings.toml", "act = [", `act = [
  { state = "aut", kind = "withdrawal", date = 2005-01-01 },
  { state = "aut", kind = "accession", date = 2006-01-01 },`})
	tests := []struct {
		at           report.Date
		states       string
		all, members int
	}{
		{report.Date{Year: 1998}, "", 0, 0},
		{report.Date{Year: 1999, Month: 8, Day: 18}, "", 0, 0},
		{report.Date{Year: 1999, Month: 8, Day: 19}, "fra", 1, 1},
		{report.Date{Year: 2004, Month: 12}, "fra aut cok", 3, 2},
		{report.Date{Year: 2005, Month: 6}, "fra cok", 2, 1},
		{report.Date{}, "fra cok aut", 3, 2},
	}
	for _, tt := range tests {
		var states []string
		for _, p := range r.Parties("bombings", tt.at) {
			states = append(states, p.State)
		}
		all, members := r.PartiesCount("bombings", tt.at)
		if strings.Join(states, " ") != tt.states || all != tt.all || members != tt.members {
			t.Errorf("%s: %v, %d, %d", tt.at, states, all, members)
		}
	}
	if got := r.PartyToAll(report.Date{}); !slices.Equal(got, []string{"aut", "cok", "fra"}) {
		t.Errorf("party to all: %v", got)
	}
	if got := r.Parties("nothing", report.Date{}); got != nil {
		t.Errorf("parties to nothing: %v", got)
	}
}

func TestStatus(t *testing.T) {
	const (
		commends = report.Commends
		requests = report.Requests
	)
	type q struct {
		verb   report.Verb
		status report.Status
	}
	tests := []struct {
		requests []q
		want     report.Status
	}{
		{[]q{{commends, report.NoActionRequested}}, report.NoActionRequested},
		{nil, report.NoActionRequested},
		{[]q{{commends, report.NoActionRequested}, {requests, report.Implemented}}, report.Implemented},
		{[]q{{requests, report.NotDue}, {requests, report.NotDue}}, report.NotDue},
		{[]q{{requests, report.Implemented}, {requests, report.NotDue}}, report.UnderImplementation},
		{[]q{{requests, report.NoInformation}, {requests, report.UnderImplementation}}, report.UnderImplementation},
		{[]q{{requests, report.NoInformation}, {requests, report.NotImplemented}}, report.NotImplemented},
		{[]q{{requests, report.NotDue}, {requests, report.NoInformation}}, report.NoInformation},
		{[]q{{requests, report.OvertakenByEvents}, {requests, report.NotDue}}, report.NotDue},
		{[]q{{requests, "in-part"}, {commends, report.NoActionRequested}, {requests, "in-part"}}, "in-part"},
		{[]q{{requests, "in-part"}, {requests, report.UnderImplementation}}, report.UnderImplementation},
		{[]q{{requests, "in-part"}, {requests, report.NoInformation}}, report.UnderImplementation},
		{[]q{{requests, "refused"}, {requests, report.NoInformation}}, report.NotImplemented},
	}
	r := report.New(&report.Report{Terms: []*report.Term{
		{ID: "in-part", List: report.StatusTerms, Like: report.UnderImplementation}, {ID: "refused", List: report.StatusTerms, Like: report.NotImplemented},
	}})
	for _, tt := range tests {
		p := new(report.Paragraph)
		for _, q := range tt.requests {
			p.Requests = append(p.Requests, &report.Request{Verb: q.verb, Status: q.status})
		}
		if got := r.StatusOf(p); got != tt.want {
			t.Errorf("%v: got %s, want %s", tt.requests, got, tt.want)
		}
	}
}

func TestCompleteness(t *testing.T) {
	r := load(t)
	if done, due := r.Completeness(r.Paragraph("op04")); done != 1 || due != 1 {
		t.Errorf("op04: %d of %d", done, due)
	}
	if done, due := r.Completeness(r.Paragraph("op01")); done != 0 || due != 0 {
		t.Errorf("op01: %d of %d", done, due)
	}
	r = load(t, []string{"paragraphs/op04.toml", `status = "not-due"`, `status = "no-information"`})
	if done, due := r.Completeness(r.Paragraph("op04")); done != 1 || due != 2 {
		t.Errorf("op04 when all is due: %d of %d", done, due)
	}
}

func TestTextBest(t *testing.T) {
	x := report.Text{Fr: "un", En: "one", Es: "uno"}
	for _, tt := range []struct {
		l, original report.Lang
		text        string
		lang        report.Lang
	}{
		{"en", "fr", "one", "en"}, {"ar", "fr", "un", "fr"}, {"ar", "zh", "one", "en"},
	} {
		if text, lang := x.Best(tt.l, tt.original); text != tt.text || lang != tt.lang {
			t.Errorf("%s of %s: %s, %s", tt.l, tt.original, text, lang)
		}
	}
	if text, lang := (report.Text{}).Best("en", "fr"); text != "" || lang != "" {
		t.Errorf("of nothing: %s, %s", text, lang)
	}
}

func TestPeek(t *testing.T) {
	data, err := os.ReadFile("testdata/small/data/report.toml")
	if err != nil {
		t.Fatal(err)
	}
	h, err := report.Peek(append([]byte("future = { x = 1 }\n"), data...))
	if err != nil {
		t.Fatal(err)
	}
	want := report.Header{
		Languages: []report.Lang{"fr", "en"}, Original: "fr",
		ID: "2008-12-31", Status: report.Issued, AsAt: report.Date{Year: 2008, Month: 12, Day: 31},
		Withdrawn: []report.Withdrawn{{ID: "2008-12-30", Commit: "0123456789abcdef0123456789abcdef01234567", Reason: report.Text{En: "a wrong figure"}, ReplacedBy: "2008-12-31"}},
	}
	if diff := cmp.Diff(want, h); diff != "" {
		t.Error(diff)
	}
	for _, tt := range []struct{ in, want string }{
		{"[edition]\nid = 3\nstatus = [1]\nas_at = true", ""},
		{"[edition]\nStatus = \"issued\"", ""},
		{"report = 1", ""},
		{"[report]\nlanguages = [\"de\", 1]", ""},
		{"edition = 1\nwithdrawn = [{ id = \"a\" }, 2]", ""},
		{"[edition]\nstatus = \"issued\" x", "data/report.toml:2: "},
		{strings.Repeat("[", 10_000), "nested"},
		{"\xff", "UTF-8"},
	} {
		h, err := report.Peek([]byte(tt.in))
		if tt.want == "" && (err != nil || h.Status == report.Issued) || tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)) {
			t.Errorf("%.40q: %+v, %v", tt.in, h, err)
		}
	}
}

func dump(t testing.TB, r *report.Report) string {
	t.Helper()
	var b bytes.Buffer
	if err := r.Dump(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestDump(t *testing.T) {
	const golden = "testdata/small/dump.golden"
	got := dump(t, load(t))
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(golden, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("the dump is another (UPDATE=1 rewrites it):\n%s", diff)
	}
}

// TestEqual checks that how a file says something is not a difference, and what
// it says is one.
func TestEqual(t *testing.T) {
	tests := []struct {
		name   string
		change []string
		equal  bool
	}{
		{"comment", []string{"sources.toml", "[[source]]", "# x\n[[source]]"}, true},
		{"order of keys", []string{"finance.toml", "kind = \"appropriation\"\nname.fr = \"Chapitre 16\"", "name.fr = \"Chapitre 16\"\nkind = \"appropriation\""}, true},
		{"order of acts", []string{"participation/bombings.toml", "act = [", "act = [\n  { state = \"cok\", kind = \"accession\", date = 2004-03-04 },", "  { state = \"cok\", kind = \"accession\", date = 2004-03-04 },\n  { state = \"aut\"", "  { state = \"aut\""}, true},
		{"quotation marks", []string{"sources.toml", `"Press release"`, `'Press release'`}, true},
		{"wrapping", []string{"paragraphs/op04.toml", "The Office supported ", "The Office\nsupported "}, true},
		{"exact", []string{"instruments.toml", "value = 2", `value = 2, qualifier = "exact"`}, true},
		{"dotted keys", []string{"report.toml", `period.from = 2003-01-01`, "period = { from = 2003-01-01 }"}, true},
		{"a word", []string{"paragraphs/op04.toml", "The Office supported", "The Office helped"}, false},
		{"a paragraph", []string{"paragraphs/op04.toml", "para. 2].\n\nSee", "para. 2].\nSee"}, false},
		{"a no-break space", []string{"sections.toml", "A classification", "A\u00a0classification"}, false},
		{"a value", []string{"finance.toml", "36819000", "36819001"}, false},
		{"an order that counts", []string{"paragraphs/op04.toml", `["indicator:states-assisted", "activity:vienna-2007"]`, `["activity:vienna-2007", "indicator:states-assisted"]`}, false},
	}
	a := load(t)
	for _, tt := range tests {
		if got := report.Equal(a, load(t, tt.change)); got != tt.equal {
			t.Errorf("%s: equal is %v", tt.name, got)
		}
	}
}

// TestLoader checks that a loader gives what Load gives, also to several
// callers at once, and that it shares what is the same.
func TestLoader(t *testing.T) {
	l := report.NewLoader()
	want := dump(t, load(t))
	var wg sync.WaitGroup
	got := make([]string, 8)
	for i := range got {
		m := small(t)
		wg.Go(func() {
			r, _, err := l.Load(m)
			var b bytes.Buffer
			if err == nil && r != nil {
				err = r.Dump(&b)
			}
			got[i] = fmt.Sprint(b.String(), err)
		})
	}
	wg.Wait()
	for _, s := range got {
		if s != want+"<nil>" {
			t.Errorf("another report: %s", s)
		}
	}
	a, _, _ := l.Load(small(t))
	b, _, _ := l.Load(small(t, []string{"sections.toml", "A classification", "This"}))
	if a.Sections[0] == b.Sections[0] || a.Sources[0] != b.Sources[0] {
		t.Error("files are shared where they differ, or not where they are the same")
	}
}

func TestVisits(t *testing.T) {
	r := load(t)
	var got []string
	for _, x := range r.Texts() {
		if x.Ref.Kind == report.KindRequest && x.Prose || x.Ref.Kind == report.KindSource {
			got = append(got, fmt.Sprint(x.Ref, ".", x.Field, " ", x.Cited))
		}
	}
	want := []string{
		"request:op04-a.progress false", "request:op04-b.progress false",
		"source:draft.title true", "source:press.title true", "source:register.title true",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	gaps := r.Gaps()
	if len(gaps) != 2 || gaps[0].Filled || gaps[1].Gap.Field != "participants" {
		t.Errorf("gaps: %+v", gaps)
	}
	n := 0
	for _, c := range r.Cites() {
		if c.Ref.Kind == report.KindInstrument {
			n++
		}
	}
	if n != 2 {
		t.Errorf("%d citations of instruments", n)
	}
}

// FuzzLoad puts bytes in place of a file. It checks that loading ends without
// a panic, gives the same twice, and puts every problem inside its file.
func FuzzLoad(f *testing.F) {
	base, loader, runs := small(f), report.NewLoader(), 0
	base["data/waivers.toml"] = &fstest.MapFile{Data: []byte("[[waiver]]\nrule = \"cited\"\nrecord = \"source:press\"\nreason.fr = \"x\"\nuntil = 2009-01-01\n")}
	names := slices.Sorted(maps.Keys(base))
	for i, name := range names {
		f.Add(i, base[name].Data)
	}
	for _, s := range []string{"a.b = 1\n[a]\n", "[[a]]\n[a.b]\n[[a.b.c]]", "a = \"\\u00e9\"", "'' = 1", "[[source]]\nid = \"a\"\n[source.title]\nfr = '''\r\nx'''", "\"\"\"", "x={a.b=1,a.c=2}", "source = [[]]"} {
		f.Add(3, []byte(s))
	}
	f.Fuzz(func(t *testing.T, i int, data []byte) {
		name := names[((i%len(names))+len(names))%len(names)]
		m := maps.Clone(base)
		m[name] = &fstest.MapFile{Data: data}
		if runs++; runs%1000 == 0 {
			loader = report.NewLoader() // it remembers every file that it has parsed
		}
		r, ps, err := loader.Load(m)
		if err != nil {
			t.Fatal(err)
		}
		if (r == nil) != (problem.Errors(ps) > 0) {
			t.Errorf("report is nil: %v, with %d problems", r == nil, len(ps))
		}
		_, again, _ := report.Load(m)
		if diff := cmp.Diff(ps, again); diff != "" {
			t.Errorf("not the same twice:\n%s", diff)
		}
		for _, p := range ps {
			file, ok := m[p.Pos.File]
			if !ok {
				t.Fatalf("problem in no file: %+v", p)
			}
			lines := strings.Split(string(file.Data), "\n")
			if p.Pos.Line < 1 || p.Pos.Line > len(lines) || p.Pos.Column < 1 || p.Pos.Column > len(lines[p.Pos.Line-1])+1 {
				t.Errorf("problem outside its file: %+v", p)
			}
		}
		if r != nil {
			dump(t, r)
			report.Equal(r, r)
		}
	})
}

// BenchmarkLoad loads reports with that many acts, as many States as took
// part in them, and a third of that of other records.
func BenchmarkLoad(b *testing.B) {
	for _, acts := range []int{100, 1_000, 10_000} {
		b.Run(fmt.Sprint(acts), func(b *testing.B) {
			m := large(b, acts)
			b.ReportAllocs()
			for b.Loop() {
				if r, ps, err := report.Load(m); err != nil || r == nil {
					b.Fatal(err, text(ps))
				}
			}
		})
	}
}

// BenchmarkLoadAgain loads a report whose files a loader has seen.
func BenchmarkLoadAgain(b *testing.B) {
	m := large(b, 1_000)
	l := report.NewLoader()
	b.ReportAllocs()
	for b.Loop() {
		if r, _, err := l.Load(m); err != nil || r == nil {
			b.Fatal(err)
		}
	}
}

// large is the small report with many acts, States and activities more.
func large(t testing.TB, acts int) fstest.MapFS {
	m := small(t)
	var states, list, activities, sources strings.Builder
	states.WriteString("cites = [{ source = \"register\", verification = \"secondary\" }]\n")
	n := min(acts, 195)
	id := func(i int) string { return fmt.Sprintf("x%c%c", 'a'+i/26, 'a'+i%26) }
	for i := range n {
		fmt.Fprintf(&states, "[[state]]\nid = %q\nname.fr = \"État %d\"\nname.en = \"State %d\"\nname.es = \"Estado %d\"\nmember = true\nregion = \"asia\"\n", id(i), i, i, i)
	}
	for _, s := range []string{"aut", "cok", "fra"} {
		fmt.Fprintf(&states, "[[state]]\nid = %q\nname.fr = %q\n", s, s)
	}
	for i := range acts {
		fmt.Fprintf(&list, "  { state = %q, kind = \"accession\", date = %d-%02d-%02d },\n", id(i%n), 1900+i/(12*28), i/28%12+1, i%28+1)
	}
	for i := range acts / 6 {
		fmt.Fprintf(&activities, "[[activity]]\nid = \"a%d\"\nkind = \"workshop\"\ntitle.en = \"A workshop %d\"\noriginal = \"en\"\nstart = 2007-11-15\norganizers = [\"unodc\"]\nstates = [%q]\noutcome.fr = \"Un *atelier* [source:s%d, par. 3].\"\noutcome.en = \"A *workshop* [source:s%d, para. 3].\"\ncites = [{ source = \"s%d\", verification = \"secondary\" }]\n", i, i, id(i%n), i, i, i)
		fmt.Fprintf(&sources, "[[source]]\nid = \"s%d\"\ntitle.en = \"A source %d\"\noriginal = \"en\"\ndate = 2007-11-15\nkind = \"official\"\naccess = \"seen\"\n", i, i)
	}
	add := func(name, more string) {
		m[name] = &fstest.MapFile{Data: append(slices.Clone(m[name].Data), more...)}
	}
	m["data/states.toml"] = &fstest.MapFile{Data: []byte(states.String())}
	add("data/activities/2007.toml", activities.String())
	add("data/sources.toml", sources.String())
	m["data/participation/bombings.toml"] = &fstest.MapFile{Data: []byte("instrument = \"bombings\"\nact = [\n" + list.String() + "]\n")}
	return m
}
