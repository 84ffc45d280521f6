package check_test

import (
	"strings"
	"testing"

	"rapporteur/generator/check"
	"rapporteur/generator/problem"
	"rapporteur/generator/report"
)

// Pairs of straight quotation marks and bare addresses have an edit; where it is not certain
// what is meant, it is not applied without being looked at, or there is none.
func TestEditsInTexts(t *testing.T) {
	base := smallReport(t)
	for _, tt := range []struct {
		rule, fr, en string // of the text in TOML, with quotation marks
		wantFr       string
		wantEn       string
		safe         bool
	}{
		{"quotation-marks", `"Il dit \"oui\", puis « le \"non\" »."`, `"It says \"yes\" and then (\"no\")."`, `"Il dit «` + "\u00a0oui\u00a0" + `», puis « le “non” »."`, `"It says “yes” and then (“no”)."`, true},
		{"quotation-marks", `'Il dit "oui".'`, `'A "word" alone'`, `'Il dit «` + "\u00a0oui\u00a0" + `».'`, `'A “word” alone'`, true},
		{"quotation-marks", `'Le mot "oui.'`, `'A pipe of 5" or "more" of it'`, `'Le mot "oui.'`, `'A pipe of 5" or "more" of it'`, true},
		{"markdown-form", `"Voir https://www.un.org/fr/."`, `"See (http://www.un.org/a_b)."`, `"Voir [www.un.org/fr](https://www.un.org/fr/)."`, `"See ([www.un.org/a_b](http://www.un.org/a_b))."`, false},
	} {
		f := &fixture{files: map[string]string{
			"data/sections.toml": "[[section]]\nid = \"introduction\"\nplace = \"introduction\"\ntext.fr = " + tt.fr + "\ntext.en = " + tt.en + "\n",
		}}
		tree := f.tree("", base)
		r, _, err := report.Load(tree)
		if err != nil {
			t.Fatal(err)
		}
		var edits []problem.Edit
		found := false
		for _, p := range check.Run(r, check.Rules()) {
			if !strings.HasPrefix(p.Rule, tt.rule) {
				continue
			}
			found = true
			if p.Edit != (problem.Edit{}) {
				edits = append(edits, p.Edit)
				if p.Edit.Safe != tt.safe {
					t.Errorf("%s: %v is safe: %v", p.Message, p.Edit, p.Edit.Safe)
				}
			}
		}
		if !found {
			t.Errorf("%s finds nothing in %s", tt.rule, tt.en)
		}
		after, _ := problem.Apply(tree["data/sections.toml"].Data, edits)
		lines := strings.Split(string(after), "\n")
		if fr, en := strings.TrimPrefix(lines[3], "text.fr = "), strings.TrimPrefix(lines[4], "text.en = "); fr != tt.wantFr || en != tt.wantEn {
			t.Errorf("%s gives\n%s\n%s, want\n%s\n%s", tt.rule, fr, en, tt.wantFr, tt.wantEn)
		}
	}
}
