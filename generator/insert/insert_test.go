package insert

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"rapporteur/generator/report"
)

// small is a report of which a test may change the files.
func small(t testing.TB) fstest.MapFS {
	t.Helper()
	m := make(fstest.MapFS)
	root := os.DirFS("../testdata/small")
	err := fs.WalkDir(root, "data", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, name)
		m[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func kind(t testing.TB, name string) Kind {
	t.Helper()
	for _, k := range Kinds() {
		if k.Name == name {
			return k
		}
	}
	t.Fatalf("there is no kind %q", name)
	return Kind{}
}

// words reads "id=x title.fr=y" into a map; _ is a space in a value.
func words(s string) map[string]string {
	m := make(map[string]string)
	for word := range strings.FieldsSeq(s) {
		k, v, _ := strings.Cut(word, "=")
		m[k] = strings.ReplaceAll(v, "_", " ")
	}
	return m
}

func add(t testing.TB, fsys fs.FS, kindName, s string) *Change {
	t.Helper()
	files, ps, err := Read(fsys)
	if err != nil || len(ps) > 0 {
		t.Fatal(err, ps)
	}
	c, ps, err := files.Add(kind(t, kindName), words(s))
	if err != nil || len(ps) > 0 {
		t.Fatalf("new %s %s: %v %v", kindName, s, err, ps)
	}
	return c
}

// TestPlace shows where a record is added, and how it is written.
func TestPlace(t *testing.T) {
	const act = "kind=accession state=aut date=1999-06-01"
	for _, test := range []struct {
		name, file, before string
		kind, words        string
		after              string
	}{
		{
			"between two, comments stay with theirs", "data/activities/2000.toml",
			"# Activities.\n\n# first\n[[activity]]\nid = \"a\"\nstart = 2000-01-01 # sic\n# hangs on the first\n\n# second\n[[activity]]\nid = \"c\"\nstart = \"2000-03\"\n",
			"activity", "id=b kind=visit title.fr=B title.en=B start=2000-03-30 gap=place=not-stated source=office-2001 verification=primary",
			"# Activities.\n\n# first\n[[activity]]\nid = \"a\"\nstart = 2000-01-01 # sic\n# hangs on the first\n\n" +
				"[[activity]]\nid = \"b\"\nkind = \"visit\"\ntitle.fr = \"B\"\ntitle.en = \"B\"\nstart = 2000-03-30\ncites = [{ source = \"office-2001\", verification = \"primary\" }]\ngaps = [{ field = \"place\", reason = \"not-stated\" }]\n\n" +
				"# second\n[[activity]]\nid = \"c\"\nstart = \"2000-03\"\n",
		},
		{
			"before the first, below the head of the file", "data/activities/2000.toml",
			"#:schema ../schema/activities.schema.json\n\n# the first\n[[activity]]\nid = \"c\"\nstart = 2000-03-01\n",
			"activity", "id=b kind=visit title.fr=B title.en=B start=2000-02 place.city.fr=Vienne place.city.en=Vienna place.state=aut source=office-2001 verification=primary",
			"#:schema ../schema/activities.schema.json\n\n" +
				"[[activity]]\nid = \"b\"\nkind = \"visit\"\ntitle.fr = \"B\"\ntitle.en = \"B\"\nstart = \"2000-02\"\nplace.city.fr = \"Vienne\"\nplace.city.en = \"Vienna\"\nplace.state = \"aut\"\ncites = [{ source = \"office-2001\", verification = \"primary\" }]\n\n" +
				"# the first\n[[activity]]\nid = \"c\"\nstart = 2000-03-01\n",
		},
		{
			"at an end without a line feed", "data/finance.toml",
			"# Money.\n\n[[money]]\nid = \"a\"",
			"pledge", "id=b name.fr=B name.en=B amount.value=-5 amount.currency=EUR from=state:fra,office source=office-2001 verification=primary",
			"# Money.\n\n[[money]]\nid = \"a\"\n\n[[money]]\nid = \"b\"\nkind = \"pledge\"\nname.fr = \"B\"\nname.en = \"B\"\namount = { value = -5, currency = \"EUR\" }\nfrom = [\"state:fra\", \"office\"]\ncites = [{ source = \"office-2001\", verification = \"primary\" }]\n",
		},
		{
			"into a file of comments", "data/retired.toml", "# None yet.\n",
			"retired", "id=a kind=activity since=2001-01-31 reason.fr=B reason.en=B",
			"# None yet.\n\n[[retired]]\nid = \"a\"\nkind = \"activity\"\nsince = \"2001-01-31\"\nreason.fr = \"B\"\nreason.en = \"B\"\n",
		},
		{
			"with the line ends of the file", "data/retired.toml", "# None yet.\r\n",
			"retired", "id=a kind=activity since=2001-01-31 reason.fr=B reason.en=B",
			"# None yet.\r\n\r\n[[retired]]\r\nid = \"a\"\r\nkind = \"activity\"\r\nsince = \"2001-01-31\"\r\nreason.fr = \"B\"\r\nreason.en = \"B\"\r\n",
		},
		{
			"an observation in its indicator, with the day as its id", "data/indicators.toml",
			"[[indicator]]\nid = \"a\"\n\n[[indicator.observation]]\nid = \"x\"\nperiod.to = 2000-01-01\n\n[[indicator.observation]]\nid = \"z\"\nperiod = { to = 2000-12-31 }\n\n[[indicator]]\nid = \"b\"\n",
			"observation", "indicator=a period.to=2000-06 quantity.value=3 quantity.qualifier=about source=office-2001 verification=primary",
			"[[indicator]]\nid = \"a\"\n\n[[indicator.observation]]\nid = \"x\"\nperiod.to = 2000-01-01\n\n" +
				"[[indicator.observation]]\nid = \"2000-06\"\nperiod.to = \"2000-06\"\nquantity = { value = 3, qualifier = \"about\" }\ncites = [{ source = \"office-2001\", verification = \"primary\" }]\n\n" +
				"[[indicator.observation]]\nid = \"z\"\nperiod = { to = 2000-12-31 }\n\n[[indicator]]\nid = \"b\"\n",
		},
		{
			"the first observation", "data/indicators.toml",
			"[[indicator]]\nid = \"a\"\ncites = [\n  { source = \"x\", verification = \"primary\" },\n]\n# about a\n\n[[indicator]]\nid = \"b\"\n",
			"observation", "indicator=a id=o period.to=2000-06-01 quantity.value=3",
			"[[indicator]]\nid = \"a\"\ncites = [\n  { source = \"x\", verification = \"primary\" },\n]\n# about a\n\n" +
				"[[indicator.observation]]\nid = \"o\"\nperiod.to = 2000-06-01\nquantity = { value = 3 }\n\n[[indicator]]\nid = \"b\"\n",
		},
		{
			"the next request", "data/paragraphs/op01.toml",
			"id = \"op01\"\n[[request]]\nid = \"op01-a\"\n[[request]]\nid = \"op01-c\"\n",
			"request", "paragraph=op01 verb=thanks summary.fr=B summary.en=B",
			"id = \"op01\"\n[[request]]\nid = \"op01-a\"\n[[request]]\nid = \"op01-c\"\n\n[[request]]\nid = \"op01-d\"\nverb = \"thanks\"\nsummary.fr = \"B\"\nsummary.en = \"B\"\nstatus = \"no-action-requested\"\n",
		},
		{
			"a sub-paragraph after the others, with what it is in and its number as its id", "data/paragraphs/op01.toml",
			"id = \"op01\"\n\n[[subparagraph]]\nid = \"op01-a\"\nnumber = \"a\"\n\n[[request]]\nid = \"op01-a\"\n",
			"subparagraph", "paragraph=op01 within=op01-a number=(i) text.fr=B text.en=B",
			"id = \"op01\"\n\n[[subparagraph]]\nid = \"op01-a\"\nnumber = \"a\"\n\n" +
				"[[subparagraph]]\nid = \"op01-a-i\"\nnumber = \"i\"\nwithin = \"op01-a\"\ntext.fr = \"B\"\ntext.en = \"B\"\n\n[[request]]\nid = \"op01-a\"\n",
		},
		{
			"an act on its line", "data/participation/treaty-1999.toml",
			"instrument = \"treaty-1999\"\ncites = []\nact = [\n\t{ state = \"fra\", kind = \"signature\", date = 1999-03-02 }, # , at Paris\n\t# later\n\t{ state = \"cok\", kind = \"accession\", date = 2000-02-01 },\n]\n",
			"deposit", "instrument=treaty-1999 " + act,
			"instrument = \"treaty-1999\"\ncites = []\nact = [\n\t{ state = \"fra\", kind = \"signature\", date = 1999-03-02 }, # , at Paris\n\t{ state = \"aut\", kind = \"accession\", date = 1999-06-01 },\n\t# later\n\t{ state = \"cok\", kind = \"accession\", date = 2000-02-01 },\n]\n",
		},
		{
			"an act before all, with what is said of the first", "data/participation/treaty-1999.toml",
			"instrument = \"treaty-1999\"\ncites = []\nact = [\n  # first\n  { state = \"cok\", kind = \"accession\", date = 2000-02-01 },\n]\n",
			"deposit", "instrument=treaty-1999 " + act,
			"instrument = \"treaty-1999\"\ncites = []\nact = [\n  { state = \"aut\", kind = \"accession\", date = 1999-06-01 },\n  # first\n  { state = \"cok\", kind = \"accession\", date = 2000-02-01 },\n]\n",
		},
		{
			"an act after all, without a comma there", "data/participation/treaty-1999.toml",
			"instrument = \"treaty-1999\"\ncites = []\nact = [\n  { state = \"fra\", kind = \"signature\", date = 1999-03-02 } # last\n]\n",
			"deposit", "instrument=treaty-1999 " + act,
			"instrument = \"treaty-1999\"\ncites = []\nact = [\n  { state = \"fra\", kind = \"signature\", date = 1999-03-02 },\n  { state = \"aut\", kind = \"accession\", date = 1999-06-01 } # last\n]\n",
		},
		{
			"acts on one line", "data/participation/treaty-1999.toml",
			"instrument = \"treaty-1999\"\ncites = []\nact = [{ state = \"fra\", kind = \"signature\", date = 1999-03-02 }, { state = \"cok\", kind = \"accession\", date = 2000-02-01 }]\n",
			"deposit", "instrument=treaty-1999 " + act,
			"instrument = \"treaty-1999\"\ncites = []\nact = [{ state = \"fra\", kind = \"signature\", date = 1999-03-02 }, { state = \"aut\", kind = \"accession\", date = 1999-06-01 }, { state = \"cok\", kind = \"accession\", date = 2000-02-01 }]\n",
		},
		{
			"an act into an empty list", "data/participation/treaty-1999.toml",
			"instrument = \"treaty-1999\"\nact = [] # none\ncites = []\n",
			"deposit", "instrument=treaty-1999 " + act,
			"instrument = \"treaty-1999\"\nact = [\n  { state = \"aut\", kind = \"accession\", date = 1999-06-01 },\n] # none\ncites = []\n",
		},
		{
			"an act where there is no list", "data/participation/treaty-1999.toml",
			"instrument = \"treaty-1999\"\ncites = [] # none\n\n# the end\n",
			"deposit", "instrument=treaty-1999 " + act,
			"instrument = \"treaty-1999\"\ncites = [] # none\nact = [\n  { state = \"aut\", kind = \"accession\", date = 1999-06-01 },\n]\n\n# the end\n",
		},
		{
			"an act under a heading", "data/participation/treaty-1999.toml",
			"instrument = \"treaty-1999\"\ncites = []\n\n[[act]]\nstate = \"fra\"\nkind = \"signature\"\ndate = 1999-03-02\n",
			"signature", "instrument=treaty-1999 state=aut date=1999-06-01 note.en=as_\"Austria\"",
			"instrument = \"treaty-1999\"\ncites = []\n\n[[act]]\nstate = \"fra\"\nkind = \"signature\"\ndate = 1999-03-02\n\n[[act]]\nstate = \"aut\"\nkind = \"signature\"\ndate = 1999-06-01\nnote.fr = \"\"\nnote.en = \"as \\\"Austria\\\"\"\n",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			fsys := small(t)
			fsys[test.file] = &fstest.MapFile{Data: []byte(test.before)}
			files, ps, err := Read(fsys)
			if err != nil || len(ps) > 0 {
				t.Fatal(err, ps)
			}
			c, _, err := files.Add(kind(t, test.kind), words(test.words))
			if err != nil {
				t.Fatal(err)
			}
			if c.File != test.file || c.New {
				t.Errorf("added to %s (new: %v)", c.File, c.New)
			}
			if d := cmp.Diff(test.after, string(c.Data)); d != "" {
				t.Errorf("-want +got\n%s", d)
			}
			all := strings.SplitAfter(strings.ReplaceAll(string(c.Data), "\r", ""), "\n")
			if got := strings.Join(all[c.First-1:c.Last], ""); strings.TrimRight(got, "\n") != strings.TrimRight(c.Text, "\n") {
				t.Errorf("lines %d to %d are\n%sbut Text is\n%s", c.First, c.Last, got, c.Text)
			}
		})
	}
}

// TestNewFile shows what a file begins with that was not there.
func TestNewFile(t *testing.T) {
	for _, test := range []struct{ kind, words, file, want string }{
		{
			"activity", "id=b kind=visit title.fr=B title.en=B start=2001-01 online=true verification=unverified", "data/activities/2001.toml",
			"#:schema ../schema/activities.schema.json\n# Activities that began in 2001, by date. context = true marks background,\n# which is never evidence.\n\n" +
				"[[activity]]\nid = \"b\"\nkind = \"visit\"\ntitle.fr = \"B\"\ntitle.en = \"B\"\nstart = \"2001-01\"\nonline = true\ncites = [{ verification = \"unverified\" }]\n",
		},
		{
			"waiver", "rule=cited record=activity:vienna-2000 reason.fr=B reason.en=B until=2001-01-31", "data/waivers.toml",
			"#:schema schema/waivers.schema.json\n\n[[waiver]]\nrule = \"cited\"\nrecord = \"activity:vienna-2000\"\nreason.fr = \"B\"\nreason.en = \"B\"\nuntil = 2001-01-31\n",
		},
		{
			"paragraph", "id=op03 number=3 text.fr=Prie text.en=Requests source=a-1-l1 verification=primary", "data/paragraphs/op03.toml",
			"#:schema ../schema/paragraph.schema.json\n# An operative paragraph: what it asks and what was done.\n\nid = \"op03\"\nnumber = \"3\"\ntext.fr = \"Prie\"\ntext.en = \"Requests\"\ncites = [{ source = \"a-1-l1\", verification = \"primary\" }]\n",
		},
	} {
		c := add(t, small(t), test.kind, test.words)
		if c.File != test.file || !c.New || string(c.Data) != test.want || c.Text != test.want {
			t.Errorf("new %s: %s (new: %v)\n%s", test.kind, c.File, c.New, cmp.Diff(test.want, string(c.Data)))
		}
	}
	fsys := small(t)
	delete(fsys, "data/participation/treaty-1999.toml")
	c := add(t, fsys, "deposit", "instrument=treaty-1999 state=fra kind=accession date=2000-01-01 source=register-2001 verification=primary")
	want := "#:schema ../schema/participation.schema.json\n# Signatures and deposits for the instrument treaty-1999:\n# one act a line, by date, then State, then kind.\n\n" +
		"instrument = \"treaty-1999\"\ncites = [{ source = \"register-2001\", verification = \"primary\" }]\nact = [\n  { state = \"fra\", kind = \"accession\", date = 2000-01-01 },\n]\n"
	if d := cmp.Diff(want, string(c.Data)); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
	// Without a source the file is right but for that, which is a problem of the act.
	c = add(t, fsys, "deposit", "instrument=treaty-1999 state=fra kind=accession date=2000-01-01")
	want = strings.Replace(want, "cites = [{ source = \"register-2001\", verification = \"primary\" }]\n", "", 1)
	if d := cmp.Diff(want, string(c.Data)); d != "" || !slices.Equal(c.Left, []string{"cites.source", "cites.verification"}) {
		t.Errorf("left %q, -want +got\n%s", c.Left, d)
	}
}

// least is what a record of each kind cannot be added without.
func least() map[string]string {
	return map[string]string{
		"activity": "id=x start=2000-01-01", "source": "id=x", "indicator": "id=x", "target": "indicator=states-assisted id=x date=2001-01-01",
		"dimension": "id=x", "category": "dimension=sex id=x", "observation": "indicator=states-assisted id=x",
		"deposit":    "instrument=treaty-1999 state=aut kind=accession date=2000-01-01",
		"signature":  "instrument=treaty-1999 state=aut date=2000-01-01",
		"withdrawal": "instrument=treaty-1999 state=fra date=2000-01-01",

		"withdrawal-of-ratification": "instrument=treaty-1999 state=fra date=2000-01-01",
		"provisional-application":    "instrument=treaty-1999 state=aut date=2000-01-01",
		"statement":                  "instrument=treaty-1999 state=fra kind=reservation date=2000-01-01",
		"contribution":               "id=x", "pledge": "id=x", "appropriation": "id=x", "budget": "id=x", "expenditure": "id=x",
		"publication": "id=x", "entity": "id=x", "state": "id=deu", "instrument": "id=x", "count": "instrument=treaty-1999 date=2000-01-01",
		"paragraph": "id=op03", "subparagraph": "paragraph=op01 number=a", "part": "id=x", "request": "paragraph=op01", "section": "id=x place=annex",
		"table": "id=x", "column": "table=replies id=x", "row": "table=replies id=x cells=state=Spain", "footnote": "id=x", "image": "id=x file=map.svg", "waiver": "", "reply": "id=x from=state:fra date=2000-01-01", "term": "id=x list=condition", "retired": "id=x",
	}
}

// filled are words that are right for each field that may be left.
func filled() map[string]string {
	return map[string]string{
		"title.fr": "T", "title.en": "T", "name.fr": "T", "name.en": "T", "text.fr": "T", "text.en": "T", "summary.fr": "T", "summary.en": "T",
		"progress.fr": "T", "progress.en": "T", "reason.fr": "T", "reason.en": "T", "note.fr": "T", "note.en": "T",
		"section": "introduction", "caption.fr": "T", "caption.en": "T", "heading.fr": "T", "heading.en": "T",
		"alternative.fr": "T", "alternative.en": "T", "licence.fr": "T", "licence.en": "T",
		"place.state": "aut", "date": "2000-01-01", "adopted": "2000-01-01", "entry_into_force": "2000-01-01", "until": "2001-01-31",
		"cites.source": "office-2001", "cites.verification": "primary", "period.to": "2000-02-01", "quantity.value": "5", "parties.value": "5",
		"amount.value": "5", "amount.currency": "USD", "access": "seen", "number": "3", "rule": "cited", "record": "activity:vienna-2000",
		"status": "no-information", "verb": "requests", "since": "2001-01-31",
	}
}

// isRecord reports whether what is left to add is a record, and no value.
func isRecord(left string) bool { return slices.Contains([]string{"request", "column", "row"}, left) }

// aTable is a table that columns and rows are put in.
const aTable = `id = "replies"
section = "introduction"
caption.fr = "Réponses"
caption.en = "Replies"
cites = [{ source = "office-2001", verification = "primary" }]

[[column]]
id = "state"
heading.fr = "État"
heading.en = "State"

[[row]]
id = "france"
cells.state = "France"
`

// TestLeft adds a record of each kind with the least that it takes: what Load
// says of it is about values that are left, and all that are left are named.
// With these filled in, Load has nothing to say.
func TestLeft(t *testing.T) {
	for _, k := range Kinds() {
		start, ok := least()[k.Name]
		if !ok {
			t.Errorf("least has no case for %s: give it the values that new needs at least", k.Name)
			continue
		}
		fsys := small(t)
		if k.Name == "image" {
			fsys["data/images/map.svg"] = &fstest.MapFile{Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 4"></svg>`)}
		}
		newest := fmt.Sprintf("schema = %d", report.Schema)
		fsys["data/report.toml"] = &fstest.MapFile{Data: bytes.Replace(fsys["data/report.toml"].Data, []byte("schema = 1"), []byte(newest), 1)}
		fsys["data/dimensions.toml"] = &fstest.MapFile{Data: []byte("[[dimension]]\nid = \"sex\"\nname.fr = \"Sexe\"\nname.en = \"Sex\"\n")}
		if k.Name == "column" || k.Name == "row" {
			fsys["data/tables/replies.toml"] = &fstest.MapFile{Data: []byte(aTable)}
		}
		c := add(t, fsys, k.Name, start)
		old := fsys[c.File]
		fsys[c.File] = &fstest.MapFile{Data: c.Data}
		_, ps, err := report.Load(fsys)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range ps {
			if !strings.Contains(p.Line, `= ""`) {
				t.Errorf("new %s: %s: %s", k.Name, p.Line, p.Message.String())
			}
		}
		left := slices.DeleteFunc(slices.Clone(c.Left), isRecord)
		if n := strings.Count(c.Text, `= ""`); n != len(left) {
			t.Errorf("new %s: %d values are empty, and these are named: %v\n%s", k.Name, n, left, c.Text)
		}
		all := words(start)
		for _, f := range left {
			word, ok := filled()[f]
			if f == "kind" {
				word = map[string]string{"activity": "visit", "source": "official", "entity": "organ", "retired": "activity", "part": "annex"}[k.Name]
			} else if !ok {
				t.Errorf("new %s: no word for %s", k.Name, f)
			}
			all[strings.TrimPrefix(f, "cites.")] = word
		}
		delete(fsys, c.File)
		if old != nil {
			fsys[c.File] = old
		}
		files, _, err := Read(fsys)
		if err != nil {
			t.Fatal(err)
		}
		c, ps, err = files.Add(k, all)
		if err != nil || len(ps) > 0 || len(left) > 0 && len(slices.DeleteFunc(c.Left, isRecord)) > 0 {
			t.Errorf("new %s with %v: %v %v", k.Name, all, err, ps)
			continue
		}
		fsys[c.File] = &fstest.MapFile{Data: c.Data}
		if _, ps, err := report.Load(fsys); err != nil || len(ps) > 0 {
			t.Errorf("new %s with %v: %v %v\n%s", k.Name, all, err, ps, c.Text)
		}
	}
	for name := range maps.Keys(least()) {
		kind(t, name)
	}
}

func TestRefused(t *testing.T) {
	for _, test := range []struct{ kind, words, want string }{
		{"activity", "id=vienna-2000 start=2004", `there is already an activity "vienna-2000", at data/activities/2000.toml:1`},
		{"activity", "id=x", "an activity needs --start: its year says which file it goes into"},
		{"activity", "start=2000", "an activity needs --id: it names the record for ever"},
		{"activity", "id=X start=2000", `id "X" is not well formed; use a-z, 0-9 and single hyphens between them`},
		{"activity", "id=x start=2000-13", `month out of range in "2000-13"`},
		{"activity", "id=x start=2000 strat=2001", `an activity has no field "strat"`},
		{"activity", "id=x start=2000 kind=workshp", `kind cannot be "workshp"; it is one of: workshop, conference, meeting, training, visit`},
		{"activity", "id=x start=2000 participants.value=1,250", `participants.value is a number without spaces and commas, with decimals after a point, not "1,250"`},
		{"activity", "id=x start=2000 online=yes", `online is true or false, not "yes"`},
		{"activity", "id=x start=2000 gap=place", `gap "place" is not a field, = and one of: not-found, not-stated, not-due, not-applicable`},
		{"pledge", "id=x kind=budget", `a pledge has kind = "pledge"; leave --kind out`},
		{"deposit", "instrument=treaty-1999 state=fra kind=signature date=2000-01-01", `kind cannot be "signature"; it is one of: ratification, accession, acceptance, succession, approval, definitive-signature, formal-confirmation`},
		{"deposit", "instrument=treaty-1999 state=fra kind=ratification date=1999-10-01", `there is already a deposit "fra" "ratification" "1999-10-01", at data/participation/treaty-1999.toml:5`},
		{"deposit", "instrument=treaty-1999 state=fra kind=ratification", "a deposit needs --date: it is part of what identifies the record"},
		{"deposit", "instrument=tretay-1999 state=fra kind=ratification date=1999-10-01", `there is no instrument "tretay-1999"; there are: treaty-1999`},
		{"observation", "indicator=../x id=y", `there is no indicator "../x"`},
		{"paragraph", "id=../op01", `id "../op01" is not well formed`},
		{"observation", "indicator=states-assisted id=2000", `there is already an observation "2000", at data/indicators.toml:9`},
		{"source", "id=gone", `the id "gone" is retired and never used again; choose another`},
	} {
		fsys := small(t)
		fsys["data/retired.toml"] = &fstest.MapFile{Data: []byte("[[retired]]\nid = \"gone\"\nkind = \"source\"\n")}
		files, ps, err := Read(fsys)
		if err != nil || len(ps) > 0 {
			t.Fatal(err, ps)
		}
		_, _, err = files.Add(kind(t, test.kind), words(test.words))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("new %s %s: %v, want %q", test.kind, test.words, err, test.want)
		}
	}
}

// TestJudged shows that a wrong reference is told before it is written.
func TestJudged(t *testing.T) {
	files, _, err := Read(small(t))
	if err != nil {
		t.Fatal(err)
	}
	_, ps, err := files.Add(kind(t, "activity"), words("id=x start=2000 organizers=ofice"))
	if err != nil || len(ps) != 1 || !strings.Contains(ps[0].Message.String(), "ofice") {
		t.Errorf("got %v %v, want one problem with ofice", ps, err)
	}
}

// TestBroken shows that nothing is added to a report with a file that is not
// TOML, because ids in it cannot be seen.
func TestBroken(t *testing.T) {
	fsys := small(t)
	fsys["data/finance.toml"] = &fstest.MapFile{Data: []byte("[[money]\n")}
	_, ps, err := Read(fsys)
	if err != nil || len(ps) != 1 || ps[0].Pos.File != "data/finance.toml" || ps[0].Pos.Line != 1 {
		t.Errorf("got %v %v", ps, err)
	}
}

// FuzzAdd adds an act and an activity to files of any form. What was there
// stays, and the result is TOML with one record more.
func FuzzAdd(f *testing.F) {
	for _, s := range []string{
		"", "# x", "act = []", "act = [ # c\n]\r\n", "act = [{ state = \"a\", kind = \"b\", date = 1999-01-01 }]",
		"act = [\n  { state = \"a\", date = 2003-01-01 }\n  ,\n  { date = \"2000\" } # x\n]\nnote.fr = \"\"\"\n[[act]]\"\"\"\n",
		"[[act]]\n#c\n[[act]]\r\ndate = 2004-01-01\n\n\n", "cites = [{}]\n[[act]]", "[[activity]]\nstart = 1999-01-01 #", "activity = [{start=2000-01-01}]",
	} {
		f.Add(s)
	}
	base := small(f)
	f.Fuzz(func(t *testing.T, s string) {
		fsys := maps.Clone(base)
		fsys["data/participation/treaty-1999.toml"] = &fstest.MapFile{Data: []byte(s)}
		fsys["data/activities/2000.toml"] = &fstest.MapFile{Data: []byte(s)}
		files, ps, err := Read(fsys)
		if err != nil || len(ps) > 0 {
			return
		}
		for name, w := range map[string]string{"deposit": "instrument=treaty-1999 kind=accession state=fra date=2001-01-01", "activity": "id=x start=2000-05-05"} {
			c, _, err := files.Add(kind(t, name), words(w))
			if err != nil {
				return
			}
			got := string(c.Data)
			prefix := 0
			for prefix < len(s) && prefix < len(got) && s[prefix] == got[prefix] {
				prefix++
			}
			if kept := strings.HasSuffix(got, s[prefix:]) || inserted(s, got); !kept {
				t.Errorf("%q became %q", s, got)
			}
			before, _ := report.Outline(c.File, []byte(s))
			after, found := report.Outline(c.File, c.Data)
			if found != nil {
				t.Fatalf("%q became %q: %v", s, got, found)
			}
			key := map[string]string{"deposit": "act", "activity": "activity"}[name]
			old, _ := before.Get(key)
			now, _ := after.Get(key)
			if len(now.Parts) != len(old.Parts)+1 {
				t.Errorf("%q became %q: %d records, %d before", s, got, len(now.Parts), len(old.Parts))
			}
		}
	})
}

// inserted reports whether b is a with something put in at one place.
func inserted(a, b string) bool {
	for i := range len(a) + 1 {
		if strings.HasPrefix(b, a[:i]) && strings.HasSuffix(b[i:], a[i:]) {
			return true
		}
	}
	return false
}

// TestTerm adds a record with a word that the report adds to a list.
func TestTerm(t *testing.T) {
	fsys := small(t)
	fsys["data/report.toml"] = &fstest.MapFile{Data: bytes.Replace(fsys["data/report.toml"].Data, []byte("schema = 1"), fmt.Appendf(nil, "schema = %d", report.Schema), 1)}
	fsys["data/terms.toml"] = &fstest.MapFile{Data: []byte("[[term]]\nid = \"campaign\"\nlist = \"activity\"\nname.fr = \"Campagne\"\nname.en = \"Campaign\"\n")}
	c := add(t, fsys, "activity", "id=b kind=campaign title.fr=B title.en=B start=2001-01 online=true verification=unverified")
	if !strings.Contains(c.Text, `kind = "campaign"`) {
		t.Error(c.Text)
	}
}

// TestBreakdown adds an observation of some categories.
func TestBreakdown(t *testing.T) {
	for word, want := range map[string]string{
		"sex=female":               `{ sex = "female" }`,
		"sex=female, region=asia ": `{ sex = "female", region = "asia" }`,
		"female":                   "",
		"sex=Female":               "",
		"sex=":                     "",
	} {
		f := Field{Name: "by", typ: reflect.TypeFor[report.Breakdown]()}
		if got, err := f.TOML(word); got != want || (err == nil) != (want != "") {
			t.Errorf("%q: %s, %v; want %s", word, got, err, want)
		}
	}
}

// An image needs its file first.
func TestImageWithoutFile(t *testing.T) {
	files, _, err := Read(small(t))
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = files.Add(kind(t, "image"), words("id=x file=map.svg section=introduction"))
	if err == nil || err.Error() != "there is no file data/images/map.svg; put it there first" {
		t.Errorf("an image without a file: %v", err)
	}
}

// Every id that an answer names is looked up, one by one in a list.
func TestAskNames(t *testing.T) {
	for _, tt := range []struct{ kind, words, answers, field, want, says string }{
		{"count", "", "atlantis\nTreaty\n", "instrument", "treaty-1999", `there is no instrument "atlantis"`},
		{"activity", "id=x kind=visit title.fr=A title.en=A original=fr start=2000 end=2000 place.city.fr=A place.city.en=A place.state=fra",
			"nobody\nactivity:vienna-2000\nState: France, Test Office\n", "organizers", "state:fra, office", `there is no entity "activity:vienna-2000"`},
		{"publication", "id=x title.fr=A title.en=A original=fr", "lost\n", "status", "", "status cannot be \"lost\""},
	} {
		files, _, err := Read(small(t))
		if err != nil {
			t.Fatal(err)
		}
		got := words(tt.words)
		var said strings.Builder
		if _, err := files.Ask(t.Context(), strings.NewReader(tt.answers), &said, kind(t, tt.kind), got, true); err != ErrStopped {
			t.Errorf("new %s: %v", tt.kind, err)
		}
		if got[tt.field] != tt.want || !strings.Contains(said.String(), tt.says) {
			t.Errorf("new %s: %s is %q, want %q; it said\n%s", tt.kind, tt.field, got[tt.field], tt.want, said.String())
		}
	}
}
