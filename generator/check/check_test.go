package check_test

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/check"
	"rapporteur/generator/problem"
	"rapporteur/generator/report"
)

func TestRulesAreDocumented(t *testing.T) {
	last := ""
	for _, r := range check.Rules() {
		if r.Name <= last {
			t.Errorf("%s comes after %s", r.Name, last)
		}
		last = r.Name
		if !strings.HasSuffix(r.Doc, ".") {
			t.Errorf("%s has no doc", r.Name)
		}
		if !slices.Contains(check.Families(), r.Family) {
			t.Errorf("%s: unknown family %q", r.Name, r.Family)
		}
	}
}

// load loads the small report.
func load(t *testing.T) *report.Report {
	t.Helper()
	r, ps, err := report.Load((&fixture{}).tree("", smallReport(t)))
	if err != nil || r == nil {
		t.Fatalf("not loaded: %v\n%s", err, text(ps))
	}
	return r
}

func TestSmallReportHasNoProblems(t *testing.T) {
	found := check.Run(load(t), check.Rules())
	found = slices.DeleteFunc(found, func(p problem.Problem) bool {
		return p.Rule == "number-follows" // it leaves out paragraphs on purpose
	})
	if len(found) > 0 {
		t.Errorf("problems:\n%s", text(found))
	}
}

// Rules that run side by side find what they find one after the other, in the same order.
func TestRulesSideBySide(t *testing.T) {
	r, rules := largeReport(t, 100), check.Rules()
	var alone []problem.Problem
	for _, rule := range rules {
		alone = append(alone, check.Run(r, []check.Rule{rule})...)
	}
	alone = problem.Sort(alone)
	if len(alone) < 20 {
		t.Fatalf("the rules find %d problems", len(alone))
	}
	if together := check.Run(r, rules); !reflect.DeepEqual(together, alone) {
		t.Errorf("together they find %d problems, alone %d, or others", len(together), len(alone))
	}
}
