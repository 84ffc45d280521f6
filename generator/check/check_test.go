package check_test

import (
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/generator/check"
	"rapporteur/generator/problem"
	"rapporteur/generator/report"
)

// change replaces old by new in a file of the report.
type change struct{ file, old, new string }

// load loads the small report that package report is tested with, changed.
func load(t *testing.T, changes ...change) *report.Report {
	t.Helper()
	m := fstest.MapFS{}
	dir := os.DirFS("../report/testdata/small")
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
	for _, c := range changes {
		f := m["data/"+c.file]
		if f == nil || !strings.Contains(string(f.Data), c.old) {
			t.Fatalf("%s does not hold %q", c.file, c.old)
		}
		f.Data = []byte(strings.Replace(string(f.Data), c.old, c.new, 1))
	}
	r, ps, err := report.Load(m)
	if err != nil || r == nil {
		var b strings.Builder
		problem.WriteText(&b, ps, false)
		t.Fatalf("not loaded: %v\n%s", err, b.String())
	}
	return r
}

func lines(ps []problem.Problem) []string {
	var s []string
	for _, p := range ps {
		s = append(s, p.Rule+" "+p.Record+" "+p.Pos.String()+" "+p.Message)
	}
	return s
}

func TestRulesAreDocumented(t *testing.T) {
	last := ""
	for _, r := range check.Rules() {
		if r.Name <= last {
			t.Errorf("%s comes after %s", r.Name, last)
		}
		last = r.Name
		if !strings.HasSuffix(r.Doc, ".") || r.Run == nil {
			t.Errorf("%s has no doc or does nothing", r.Name)
		}
	}
}

func TestNothingIsFoundInSmallReport(t *testing.T) {
	if got := lines(check.Run(load(t), check.Rules())); len(got) > 0 {
		t.Errorf("found:\n%s", strings.Join(got, "\n"))
	}
}

// TestRules breaks each rule in each of its ways and looks that this, and
// nothing else, is found.
func TestRules(t *testing.T) {
	tests := []struct {
		name    string
		changes []change
		want    string // in each problem of the rule; "" where there must be none
	}{
		{"known-at-date observation", []change{{"indicators.toml", "period.to = 2008-09-03", "period.to = 2009-01-01"}}, "2009-01-01 lies after"},
		{"known-at-date month", []change{{"publications.toml", `date = "2008"`, `date = "2009-01"`}}, "2009-01 lies after"},
		{"known-at-date act", []change{{"participation/bombings.toml", "1999-08-19", "2009-08-19"}}, "2009-08-19 lies after"},
		{"known-at-date activity", []change{{"activities/2007.toml", "end = 2007-11-16", "end = 2009-11-16"}}, "2009-11-16 lies after"},
		{"known-at-date planned activity", []change{{"activities/2007.toml", "end = 2007-11-16", "end = 2009-11-16\nplanned = true"}}, ""},
		{"known-at-date money", []change{{"finance.toml", `date = "2007-12"`, "date = 2009-01-02"}}, "2009-01-02 lies after"},
		{"known-at-date entry", []change{{"instruments.toml", "2001-05-23", "2011-05-23"}}, "2011-05-23 lies after"},
		{"known-at-date count", []change{{"instruments.toml", "date = 2001-09-17", "date = 2009-09-17"}}, "2009-09-17 lies after"},
		{"known-at-date source", []change{{"sources.toml", "date = 2008-09-03", "date = 2009-09-03"}}, "was published on 2009-09-03"},
		{"known-at-date source of public acts", []change{{"sources.toml", `date = 2007-10-11`, `date = "2015"`}}, ""},
		{"known-at-date draft", []change{{"sources.toml", "date = 2008-09-03", "date = 2009-09-03"}, {"report.toml", `status = "issued"`, `status = "draft"`}}, ""},
		{"dates-in-order activity", []change{{"activities/2007.toml", "end = 2007-11-16", "end = 2007-11-14"}}, "end 2007-11-14 lies before start 2007-11-15"},
		{"dates-in-order month", []change{{"activities/2007.toml", "end = 2007-11-16", `end = "2007-11"`}}, ""},
		{"dates-in-order instrument", []change{{"instruments.toml", "2001-05-23", "1991-05-23"}}, "entry_into_force 1991-05-23 lies before"},
		{"answered language", []change{{"paragraphs/op04.toml", `progress.en = "Not yet."`, ""}}, "no answer in en"},
		{"answered reason", []change{{"paragraphs/op04.toml", `progress.en = "Not yet."`, `reason.en = "No."`}}, ""},
		{"answered status", []change{{"paragraphs/op04.toml", `status = "not-due"`, ""}}, "has no status"},
		{"no-action-requested wrongly", []change{{"paragraphs/op04.toml", `status = "not-due"`, `status = "no-action-requested"`}}, "asks for something"},
		{"no-action-requested missing", []change{{"paragraphs/op01.toml", `status = "no-action-requested"`, `status = "no-information"`}}, "asks for nothing"},
		{"not-due when", []change{{"paragraphs/op04.toml", "due = {", "# due = {"}}, "does not say when"},
		{"not-due past", []change{{"paragraphs/op04.toml", "due = {", "due = { date = 2008-05-01,"}}, "fell due on 2008-05-01"},
		{"evidence none", []change{{"paragraphs/op04.toml", "evidence = [", "evidence = [] # ["}}, "no evidence is named"},
		{"evidence context", []change{{"activities/2007.toml", "organizers", "context = true\norganizers"}}, "is context"},
		{"evidence planned", []change{{"activities/2007.toml", "organizers", "planned = true\norganizers"}}, "is planned"},
		{"cited activity", []change{{"activities/2007.toml", "cites =", "# cites ="}}, "activity cites no source"},
		{"cited acts", []change{{"participation/bombings.toml", "cites =", "# cites ="}}, "act cites no source"},
		{"cited count", []change{{"instruments.toml", "parties = { value = 28 }\ncites", "parties = { value = 28 }\n# cites"}}, "count cites no source"},
		{"verification not seen", []change{{"sources.toml", `kind = "press"` + "\naccess = \"seen\"", `kind = "press"` + "\naccess = \"not-seen\""}}, "was not seen"},
		{"unused-source", []change{{"resolution.toml", `source = "draft"`, `source = "register"`}}, `nothing cites source "draft"`},
		{"gap-needed", []change{{"publications.toml", `date = "2008"`, ""}}, "date is absent"},
		{"gap-needed given", []change{{"publications.toml", `date = "2008"`, `gaps = [{ field = "date", reason = "not-found" }]`}}, ""},
		{"gap-filled", []change{{"activities/2007.toml", `field = "participants"`, `field = "place"`}}, "place has a value"},
		{"translated", []change{{"sections.toml", `heading.en = "Introduction"`, ""}}, "heading has no text in en"},
		{"equal-paragraphs", []change{{"sections.toml", `text.en = "A reconstruction."`, `text.en = "A\n\nreconstruction."`}}, "1 paragraphs in fr and 2 in en"},
	}
	failing := make(map[string]bool)
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rule, _, _ := strings.Cut(tt.name, " ")
			ps := check.Run(load(t, tt.changes...), check.Rules())
			found := false
			for _, p := range ps {
				if p.Rule != rule {
					continue
				}
				found = true
				if tt.want == "" || !strings.Contains(p.Message, tt.want) {
					t.Errorf("found %v", lines([]problem.Problem{p}))
				}
				if p.Pos.Line == 0 || p.Line == "" {
					t.Errorf("no place: %+v", p)
				}
			}
			if tt.want != "" && !found {
				t.Errorf("not found; all there is:\n%s", strings.Join(lines(ps), "\n"))
			}
			failing[rule] = failing[rule] || tt.want != ""
		})
	}
	for _, r := range check.Rules() {
		if !failing[r.Name] {
			t.Errorf("%s has no failing case", r.Name)
		}
	}
}
