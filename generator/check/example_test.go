package check_test

import (
	"os"
	"testing"

	"rapporteur/generator/check"
	"rapporteur/generator/report"
)

// The example in the six languages breaks no rule, of house style either.
func TestExampleInSixLanguagesHasNoProblems(t *testing.T) {
	r, ps, err := report.Load(os.DirFS("../testdata/six-languages"))
	if r == nil || err != nil {
		t.Fatal(ps, err)
	}
	if len(r.Meta.Languages) != 6 {
		t.Errorf("it is in %v", r.Meta.Languages)
	}
	for _, p := range append(ps, check.Run(r, check.Rules())...) {
		t.Errorf("%s: %s [%s]", p.Pos, p.Message.String(), p.Rule)
	}
}
