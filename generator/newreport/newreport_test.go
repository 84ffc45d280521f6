package newreport

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"rapporteur"
	"rapporteur/generator/report"
)

func plan() Plan {
	return Plan{
		Symbol: "A/RES/99/999", Session: 100, Paragraphs: 3, Asking: 2,
		Languages: []report.Lang{"fr", "en"}, Original: "fr",
		Title:   report.Text{Fr: `Un « titre » avec "guillemets" et \`, En: "A title"},
		Edition: "first", AsAt: report.Date{Year: 2045, Month: 1, Day: 31},
	}
}

func load(t *testing.T, files []File) *report.Report {
	t.Helper()
	tree := fstest.MapFS{}
	for _, f := range files {
		tree[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	r, problems, err := report.Load(tree)
	if err != nil || len(problems) > 0 {
		t.Fatalf("%v %v", err, problems)
	}
	return r
}

func TestParseSymbol(t *testing.T) {
	tests := []struct {
		symbol string
		fine   bool
	}{
		{"A/RES/63/129", true},
		{" A/RES/63/129 ", true},
		{"A/RES/S-20/2", true},
		{"A/RES/ES-10/15", true},
		{"A/RES/61/105 A", true},
		{"A/RES/3034 (XXVII)", true},
		{"63/129", false},
		{"a/res/63/129", false},
		{"A/RES/63", false},
		{"A/RES/63/129/Add.1", false},
		{"A/63/89", false},
		{"S/RES/1373 (2001)", true},
		{"S/RES/1325(2000)", false},
		{"A/HRC/RES/32/13", true},
		{"E/RES/2019/5", true},
		{"A/DEC/78/541", true},
		{"A/RES/2625(XXV)", false},
		{"A/RES/63/129\nx", false},
		{"", false},
	}
	for _, tt := range tests {
		got, err := ParseSymbol(tt.symbol)
		if (err == nil) != tt.fine {
			t.Errorf("ParseSymbol(%q): %v", tt.symbol, err)
		}
		if err == nil && got != strings.TrimSpace(tt.symbol) {
			t.Errorf("ParseSymbol(%q) = %q", tt.symbol, got)
		}
	}
}

// TestOtherOrgans begins reports on what other organs adopted, and one with more
// paragraphs than two digits can number.
func TestOtherOrgans(t *testing.T) {
	for _, tt := range []struct {
		symbol     string
		paragraphs int
		reference  string
		last       string
	}{
		{"S/RES/1325 (2000)", 18, "1325 (2000)", "op18"},
		{"A/HRC/RES/32/13", 15, "32/13", "op15"},
		{"E/RES/2019/5", 9, "2019/5", "op09"},
		{"A/DEC/78/541", 1, "78/541", "op01"},
		{"A/RES/60/1", 178, "60/1", "op178"},
	} {
		p := plan()
		p.Symbol, p.Paragraphs, p.Asking = tt.symbol, tt.paragraphs, 1
		files, err := Skeleton(p)
		if err != nil {
			t.Fatal(err)
		}
		r := load(t, files)
		if r.Meta.Mandate.Resolution != tt.symbol || r.Meta.Reference != tt.reference || len(r.Paragraphs) != tt.paragraphs {
			t.Errorf("%s: mandate %q, reference %q, %d paragraphs", tt.symbol, r.Meta.Mandate.Resolution, r.Meta.Reference, len(r.Paragraphs))
		}
		for i, par := range r.Paragraphs {
			if par.Number != fmt.Sprint(i+1) {
				t.Fatalf("%s: paragraph %s at place %d", tt.symbol, par.Number, i+1)
			}
		}
		if last := r.Paragraphs[len(r.Paragraphs)-1].ID; last != tt.last {
			t.Errorf("%s: the last paragraph is %s, want %s", tt.symbol, last, tt.last)
		}
		introduction := r.Section("introduction").Text.En
		if names := strings.Contains(introduction, "General Assembly"); names != strings.HasPrefix(tt.symbol, "A/RES/") {
			t.Errorf("%s: the introduction says %q", tt.symbol, introduction)
		}
	}
}

func TestOrdinal(t *testing.T) {
	for n, want := range map[int]string{1: "1st", 2: "2nd", 3: "3rd", 4: "4th", 11: "11th", 12: "12th", 13: "13th", 21: "21st", 63: "63rd", 64: "64th", 111: "111th", 112: "112th"} {
		if got := ordinal(n); got != want {
			t.Errorf("ordinal(%d) = %s, want %s", n, got, want)
		}
	}
}

// A skeleton is the same at every run, is read without a problem in each
// language, and says what it was asked to say.
func TestSessionName(t *testing.T) {
	for _, tt := range []struct {
		n    int
		want map[report.Lang]string
	}{
		{1, map[report.Lang]string{"en": "First session", "fr": "Première session", "es": "Primer período de sesiones", "ru": "Первая сессия", "ar": "الدورة الأولى", "zh": "第一届会议"}},
		{3, map[report.Lang]string{"es": "Tercer período de sesiones", "ru": "Третья сессия"}},
		{12, map[report.Lang]string{"en": "Twelfth session", "fr": "Douzième session", "es": "Duodécimo período de sesiones", "ar": "الدورة الثانية عشرة", "zh": "第十二届会议"}},
		{20, map[report.Lang]string{"en": "Twentieth session", "fr": "Vingtième session", "ar": "الدورة العشرون", "zh": "第二十届会议"}},
		{21, map[report.Lang]string{"en": "Twenty-first session", "fr": "Vingt et unième session", "es": "Vigésimo primer período de sesiones", "ar": "الدورة الحادية والعشرون"}},
		{40, map[report.Lang]string{"en": "Fortieth session", "ru": "Сороковая сессия"}},
		{58, map[report.Lang]string{"en": "Fifty-eighth session", "fr": "Cinquante-huitième session", "es": "Quincuagésimo octavo período de sesiones", "ru": "Пятьдесят восьмая сессия", "ar": "الدورة الثامنة والخمسون", "zh": "第五十八届会议"}},
		{63, map[report.Lang]string{"en": "Sixty-third session", "fr": "Soixante-troisième session", "es": "Sexagésimo tercer período de sesiones"}},
		{70, map[report.Lang]string{"fr": "Soixante-dixième session"}},
		{71, map[report.Lang]string{"fr": "Soixante et onzième session"}},
		{77, map[report.Lang]string{"fr": "Soixante-dix-septième session"}},
		{80, map[report.Lang]string{"fr": "Quatre-vingtième session", "en": "Eightieth session"}},
		{81, map[report.Lang]string{"fr": "Quatre-vingt-unième session"}},
		{91, map[report.Lang]string{"fr": "Quatre-vingt-onzième session", "es": "Nonagésimo primer período de sesiones"}},
		{99, map[report.Lang]string{"en": "Ninety-ninth session", "fr": "Quatre-vingt-dix-neuvième session", "ru": "Девяносто девятая сессия", "ar": "الدورة التاسعة والتسعون"}},
		{100, map[report.Lang]string{"en": "100th session", "fr": "100e session", "zh": "第100届会议"}},
	} {
		for l, want := range tt.want {
			if got := sessionName(l, tt.n); got != want {
				t.Errorf("session %d in %s is %q, want %q", tt.n, l, got, want)
			}
		}
	}
}

// The words of the sessions up to the ninety-ninth are there in each language, each once,
// and what is regular is: the twenty-fourth ends as the fourth, and begins as the
// twenty-fifth.
func TestSessionOrdinals(t *testing.T) {
	for _, l := range report.Langs {
		words := strings.Split(in(l)("session-ordinals"), "|")
		if len(words) != 99 {
			t.Errorf("%s has %d ordinals, want 99", l, len(words))
			continue
		}
		seen := make(map[string]int)
		for i, w := range words {
			n := i + 1
			if seen[w] > 0 {
				t.Errorf("%s: %q is both %d and %d", l, w, seen[w], n)
			}
			seen[w] = n
			if n < 22 || n%10 < 2 {
				continue
			}
			unit, base := n%10, n-n%10
			if l == "fr" && (base == 70 || base == 90) {
				unit, base = unit+10, base-10 // soixante-douzième
			}
			if l == "ar" { // the unit comes first
				if want := words[unit-1] + " و" + words[base-1]; w != want {
					t.Errorf("ar: %d is %q, not %q", n, w, want)
				}
				continue
			}
			tens := strings.TrimSuffix(words[base+1], words[1])
			if w != tens+words[unit-1] {
				t.Errorf("%s: %d is %q, not %q", l, n, w, tens+words[unit-1])
			}
		}
	}
}

func TestSkeleton(t *testing.T) {
	p := plan()
	files, err := Skeleton(p)
	if err != nil {
		t.Fatal(err)
	}
	again, err := Skeleton(p)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.EqualFunc(files, again, func(a, b File) bool { return a.Name == b.Name && string(a.Data) == string(b.Data) }) {
		t.Error("two skeletons of one plan differ")
	}
	for _, f := range report.Formats() {
		made := slices.ContainsFunc(files, func(file File) bool { return file.Name == f.File })
		begun := slices.Contains([]string{"data/report.toml", "data/resolution.toml", "data/sections.toml", "data/sources.toml"}, f.File)
		if made != begun { // the others are made with the first record in them
			t.Errorf("the skeleton holds %s: %v, want %v", f.File, made, begun)
		}
	}
	r := load(t, files)
	if r.Schema != report.Schema || r.Meta.Reference != "99/999" || r.Meta.Title != p.Title || r.Meta.Mandate.Paragraph != "op02" || r.Meta.Session.Number != 100 {
		t.Errorf("the report is %+v", r.Meta)
	}
	if r.Edition.Status != report.Draft || r.Edition.ID != "first" || r.Edition.AsAt != p.AsAt {
		t.Errorf("the edition is %+v", r.Edition)
	}
	if len(r.Paragraphs) != 3 {
		t.Errorf("there are %d paragraphs", len(r.Paragraphs))
	}
	for _, par := range r.Paragraphs {
		if !strings.HasPrefix(par.Text.Fr, "[") || r.StatusOf(par) != report.NoInformation {
			t.Errorf("%s is not a gap: %q, %s", par.ID, par.Text.Fr, r.StatusOf(par))
		}
	}
	for _, l := range report.Langs {
		p.Languages, p.Original, p.Title = []report.Lang{l}, l, report.Text{}
		files, err := Skeleton(p)
		if err != nil {
			t.Fatal(err)
		}
		for _, field := range load(t, files).Texts() {
			if field.Text.In(l) == "" || len(field.Text.Langs()) != 1 {
				t.Errorf("%s: %s %s is %+v", l, field.Ref, field.Field, field.Text)
			}
		}
	}
}

// What a new report begins with is at most 40 files, none of them the program's, and
// names no other report.
func TestScaffold(t *testing.T) {
	program := &report.Program{Repository: "https://example.org/o/n", Commit: strings.Repeat("a", 40)}
	p := plan()
	p.Paragraphs = 20
	files, err := p.Scaffold(program, report.Continues{})
	if err != nil {
		t.Fatal(err)
	}
	data, err := Skeleton(p)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(files) + len(data); n > 42 {
		t.Errorf("a report on 20 paragraphs begins with %d files", n)
	}
	alien := regexp.MustCompile(`(?i)terroris|unodc|vienna|62/172|2008|go test|setup-go|go run|rapporteur/generator`)
	texts := map[string]string{}
	for _, f := range append(files, data...) {
		texts[f.Name] = string(f.Data)
		if strings.HasSuffix(f.Name, ".go") || strings.HasPrefix(f.Name, "layouts/") {
			t.Errorf("%s is a file of the program", f.Name)
		}
		if found := alien.FindString(string(f.Data)); found != "" {
			t.Errorf("%s names %q", f.Name, found)
		}
		if f.Executable != (f.Name == ".github/program.sh") {
			t.Errorf("%s: executable is %v", f.Name, f.Executable)
		}
	}
	for name, want := range map[string]string{
		"program.toml":                  `commit = "` + program.Commit + `"`,
		"config.toml":                   `defaultContentLanguage = "fr"`,
		".github/CODEOWNERS":            "#/data/paragraphs/op20.toml ",
		"README.md":                     "https://example.org/o/n/tree/" + program.Commit + "/docs",
		".github/workflows/publish.yml": `bash .github/program.sh "$RUNNER_TEMP/rapporteur"`,
	} {
		if !strings.Contains(texts[name], want) {
			t.Errorf("%s does not hold %q:\n%s", name, want, texts[name])
		}
	}
	if strings.Contains(texts[".github/CODEOWNERS"], "op21") {
		t.Error("CODEOWNERS has a line for a paragraph that is not there")
	}
}

// The workflows of a report are those of this repository but for where the program
// comes from.
func TestScaffoldWorkflows(t *testing.T) {
	steps := func(file string) []string {
		b, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var kept []string
		// What fuzzes and tests the program is of no use to a report, and the editor is
		// compiled from the source of the program, which a report does not have.
		text, _, _ := strings.Cut(strings.Replace(string(b), " build --pdf --editor\n", " build --pdf\n", 1), "\n  fuzz:\n")
		for step := range strings.SplitSeq(text, "\n      - name: ") {
			name, _, _ := strings.Cut(step, "\n")
			if !slices.Contains([]string{"Set up Go", "Build the program", "Fetch the program", "Install fonts for the PDFs"}, name) {
				kept = append(kept, strings.TrimRight(step, "\n"))
			}
		}
		return kept
	}
	for _, name := range []string{"preview-link.yml", "publish.yml", "pull-request.yml", "scheduled.yml"} {
		want := steps("../../.github/workflows/" + name)
		got := steps("scaffold/.github/workflows/" + name)
		want[0], got[0] = regexp.MustCompile(`(?m)^#.*\n`).ReplaceAllString(want[0], ""), regexp.MustCompile(`(?m)^#.*\n`).ReplaceAllString(got[0], "")
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s of a report differs from the one here:\n%s", name, diff)
		}
	}
}

func TestPublicAddress(t *testing.T) {
	for remote, want := range map[string]string{
		"https://github.com/o/n.git":       "https://github.com/o/n",
		"https://user:secret@host.org/o/n": "https://host.org/o/n",
		"git@github.com:o/n.git":           "https://github.com/o/n",
		"ssh://git@host.org/o/n.git":       "https://host.org/o/n",
		"/home/me/n":                       "",
		"../n":                             "",
		"file:///home/me/n":                "",
	} {
		if got := publicAddress(remote); got != want {
			t.Errorf("%s: %q, want %q", remote, got, want)
		}
	}
}

func TestParseProgramFlag(t *testing.T) {
	a, b := strings.Repeat("a", 40), strings.Repeat("b", 40)
	for _, tt := range []struct{ flag, known, want string }{
		{"https://h.org/o/n", a, "https://h.org/o/n " + a},
		{"https://h.org/o/n@" + b, a, "https://h.org/o/n " + b},
		{"https://h.org/o/n@" + b, "", "https://h.org/o/n " + b},
		{"https://u@h.org/o/n", a, ""}, // everybody can read program.toml
		{"https://h.org/o/n", "", ""},
		{"https://h.org/o/n@main", a, ""},
	} {
		p, err := ParseProgramFlag(tt.flag, report.Program{Commit: tt.known})
		switch {
		case tt.want == "" && err == nil:
			t.Errorf("%s is taken as %v", tt.flag, p)
		case tt.want != "" && (err != nil || p.Repository+" "+p.Commit != tt.want):
			t.Errorf("%s: %v %v, want %s", tt.flag, p, err, tt.want)
		}
	}
}

// A report's own files are those that differ from the program's.
func TestOwnFiles(t *testing.T) {
	same, err := rapporteur.Site.ReadFile("layouts/all.html")
	if err != nil {
		t.Fatal(err)
	}
	tree := fstest.MapFS{
		"layouts/all.html":      {Data: same},
		"layouts/home.html":     {Data: []byte("mine")},
		"static/a/b.txt":        {Data: []byte("mine")},
		"content/about.es.md":   {Data: []byte("mine")},
		"data/report.toml":      {Data: []byte("x")},
		"something/else/at.all": {Data: []byte("x")},
	}
	names := func() (names []string) {
		files, err := OwnFiles(tree)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			names = append(names, f.Name)
		}
		return names
	}
	if got, want := names(), []string{"content/about.es.md", "layouts/home.html", "static/a/b.txt"}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	tree["go.mod"] = &fstest.MapFile{Data: []byte("module rapporteur\n")}
	if got := names(); got != nil {
		t.Errorf("the program's repository has the files %v of a report", got)
	}
}

// Marks are put where they belong, whatever the file looks like, and where
// they cannot be put that is an error and no loss.
func TestCarryOver(t *testing.T) {
	last := report.Continues{Reference: "1/1", Edition: "old", AsAt: report.Date{Year: 2044, Month: 1, Day: 31}, Commit: strings.Repeat("a", 40)}
	base, err := Skeleton(plan())
	if err != nil {
		t.Fatal(err)
	}
	with := func(name, data string) *report.Report {
		files := slices.Clone(base)
		i := slices.IndexFunc(files, func(f File) bool { return f.Name == name })
		files[i].Data = []byte(data)
		return load(t, files)
	}
	head := "id = \"op01\"\nnumber = \"1\"\ntext.fr = \"Prie;\"\n"
	request := "verb = \"requests\"\nsummary.fr = \"Faire\"\nstatus = \"no-information\"\n"
	thanks := "verb = \"thanks\"\nsummary.fr = \"Remercie\"\nstatus = \"no-action-requested\"\n"
	tests := []struct {
		name, data, want, fault string
	}{
		{
			name: "two requests", data: head + "\n[[request]]\nid = \"op01-a\" # first\n" + request + "\n  [[request]]\n  id = \"op01-b\"\n" + request,
			want: head + "\n[[request]]\nid = \"op01-a\" # first\ncarried = true\n" + request + "\n  [[request]]\n  id = \"op01-b\"\n  carried = true\n" + request,
		},
		{
			name: "what asks for nothing", data: head + "\n[[request]]\nid = \"op01-a\"\n" + thanks,
			want: head + "\n[[request]]\nid = \"op01-a\"\n" + thanks,
		},
		{
			name: "already carried", data: head + "\n[[request]]\nid = \"op01-a\"\ncarried = false # looked at\n" + request,
			want: head + "\n[[request]]\nid = \"op01-a\"\ncarried = true # looked at\n" + request,
		},
		{
			name: "ends of lines of Windows", data: strings.ReplaceAll(head+"\n[[request]]\nid = \"op01-a\"\n"+request, "\n", "\r\n"),
			want: strings.ReplaceAll(head+"\n[[request]]\nid = \"op01-a\"\ncarried = true\n"+request, "\n", "\r\n"),
		},
		{
			name: "on one line", data: head + "request = [{ id = \"op01-a\", verb = \"requests\", summary.fr = \"Faire\" }]\n",
			fault: "its id does not begin a line",
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			old := with("data/paragraphs/op01.toml", tt.data)
			p := Plan{Session: 101, Edition: "new", AsAt: report.Date{Year: 2046, Month: 1, Day: 31}}
			files, err := CarryOver(&p, old, last)
			if tt.fault != "" {
				if err == nil || !strings.Contains(err.Error(), tt.fault) {
					t.Errorf("the error is %v, want %s", err, tt.fault)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			i := slices.IndexFunc(files, func(f File) bool { return f.Name == "data/paragraphs/op01.toml" })
			if got := string(files[i].Data); got != tt.want {
				t.Errorf("the file is\n%s\nwant\n%s", got, tt.want)
			}
			r := load(t, files)
			if r.Meta.Continues.Edition != "old" || r.Meta.Title != old.Meta.Title || r.Edition.ID != "new" {
				t.Errorf("the report is %+v, %+v", r.Meta, r.Edition)
			}
		})
	}
}
