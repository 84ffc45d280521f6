package check_test

import (
	"strings"
	"testing"

	"rapporteur/generator/check"
	"rapporteur/generator/problem"
	"rapporteur/generator/report"
)

// A text that is missing in a language other than the original does not block those who
// write, but an edition that is issued is complete.
func TestTranslationsOfADraft(t *testing.T) {
	const answer = `progress.fr = "Pas encore."
progress.en = "Not yet."`
	for _, c := range []struct {
		name, file, was, is string
		draft, issued       problem.Severity
	}{
		{"an answer without a translation", "data/paragraphs/op04.toml", answer, `progress.fr = "Pas encore."`, problem.Warning, problem.Error},
		{"an answer without its original", "data/paragraphs/op04.toml", answer, `progress.en = "Not yet."`, problem.Error, problem.Error},
		{"no answer", "data/paragraphs/op04.toml", answer, "", problem.Error, problem.Error},
		{"a heading without a translation", "data/sections.toml", `heading.en = "Conclusions"`, "", problem.Warning, problem.Error},
		{"a title of an indicator", "data/indicators.toml", `name.en = "Countries supported"`, "", problem.Warning, problem.Error},
	} {
		for status, want := range map[string]problem.Severity{"draft": c.draft, "issued": c.issued} {
			files := smallReport(t)
			if !strings.Contains(files[c.file], c.was) {
				t.Fatalf("%s: %s lacks %q", c.name, c.file, c.was)
			}
			files[c.file] = strings.Replace(files[c.file], c.was, c.is, 1)
			files["data/report.toml"] = strings.Replace(files["data/report.toml"], `status = "issued"`, `status = "`+status+`"`, 1)
			r, ps, err := report.Load((&fixture{}).tree("", files))
			if err != nil || r == nil {
				t.Fatalf("%s: not loaded: %v\n%s", c.name, err, text(ps))
			}
			var found []problem.Problem
			worst := problem.Warning
			for _, p := range check.Run(r, check.Rules()) {
				if p.Rule == "answered" || p.Rule == "translated" {
					found = append(found, p)
					worst = min(worst, p.Severity)
				}
			}
			if len(found) > 1 {
				t.Errorf("%s is found %d times:\n%s", c.name, len(found), text(found))
			}
			if worst != want || len(found) == 0 {
				t.Errorf("%s in an edition that is %s: severity %v, want %v\n%s", c.name, status, worst, want, text(found))
			}
			// What was issued cannot be completed any more.
			if status == "issued" && c.draft == problem.Warning {
				h := &check.History{Issued: []check.IssuedEdition{{Edition: r.Edition.ID, Commit: strings.Repeat("1", 40), AsAt: r.Edition.AsAt, Report: r}}}
				for _, p := range (check.Options{History: h}).Run(r, check.Rules()) {
					if (p.Rule == "answered" || p.Rule == "translated") && p.Severity != problem.Warning {
						t.Errorf("%s in an edition that was issued before:\n%s", c.name, text([]problem.Problem{p}))
					}
				}
			}
		}
	}
}
