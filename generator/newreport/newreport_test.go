package newreport

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

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
		later := strings.Contains(f.File, "*") || f.Name == "waivers" // made with the first record in it
		if made == later {
			t.Errorf("the skeleton holds %s: %v, want %v", f.File, made, !later)
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
		if !strings.HasPrefix(par.Text.Fr, "[") || par.Status() != report.NoInformation {
			t.Errorf("%s is not a gap: %q, %s", par.ID, par.Text.Fr, par.Status())
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

func TestProgram(t *testing.T) {
	tree := fstest.MapFS{}
	for name, data := range map[string]string{
		"go.mod":                              "module rapporteur\n",
		"config.toml":                         "repository = \"https://example.org/blob/main/\"\nbaseURL = \"https://example.org/\"\n",
		"README.md":                           "ours",
		"CHANGELOG.md":                        "ours",
		"data/report.toml":                    "ours",
		"docs/README.md":                      "stays",
		".github/workflows/go.yml":            "run: npm ci --prefix generator/testdata/web\n",
		".ci/run":                             "#!/bin/sh\n",
		"generator/main.go":                   "package main",
		"generator/main_test.go":              "package main",
		"generator/e2e/program.go":            "package e2e",
		"generator/report/model.go":           fmt.Sprintf("package report\n\nconst Schema = %d\n", report.Schema),
		"generator/testdata/script/a.txtar":   "ours",
		"generator/testdata/web/package.json": "{}",
		"generator/check/check.go":            "package check\n//go:embed testdata/*.txtar\n",
		"generator/check/testdata/a.txtar":    "stays",
		"generator/diff/diff.go":              "package diff",
		"generator/diff/testdata/a.golden":    "ours",
	} {
		tree[name] = &fstest.MapFile{Data: []byte(data), Mode: 0o644}
	}
	tree[".ci/run"].Mode = 0o755
	files, err := Program(tree)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range files {
		names = append(names, f.Name)
		if f.Executable != (f.Name == ".ci/run") {
			t.Errorf("%s: executable is %t", f.Name, f.Executable)
		}
		if f.Name == "config.toml" && string(f.Data) != "repository = \"\"\nbaseURL = \"/\"\n" {
			t.Errorf("config.toml is %q", f.Data)
		}
	}
	want := []string{
		".ci/run", ".github/workflows/go.yml", "config.toml", "docs/README.md", "generator/check/check.go", "generator/check/testdata/a.txtar",
		"generator/diff/diff.go", "generator/main.go", "generator/report/model.go", "generator/testdata/web/package.json", "go.mod",
	}
	if !slices.Equal(names, want) {
		t.Errorf("the program is\n%q, want\n%q", names, want)
	}
	delete(tree, "go.mod")
	if _, err := Program(tree); err == nil {
		t.Error("a program without go.mod was taken along")
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
