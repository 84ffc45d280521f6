package report_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/generator/report"
)

// Whoever runs the program lets more be read; the problem says how, and a report does not.
func TestRaiseLimits(t *testing.T) {
	for _, n := range []int{-1, 0, 101} {
		if err := report.RaiseLimits(n); err == nil || !strings.Contains(err.Error(), "RAPPORTEUR_LIMITS is a whole number from 1 to 100") {
			t.Errorf("%d times: %v", n, err)
		}
	}
	m := small(t)
	m["data/sources.toml"] = &fstest.MapFile{Data: []byte("a = [" + strings.Repeat("1,", 300_000) + "1]\n")}
	found := func() string {
		_, ps, err := report.Load(m)
		if err != nil {
			t.Fatal(err)
		}
		return text(ps)
	}
	if got := found(); !strings.Contains(got, "more than 250000 values") || !strings.Contains(got, "or allow more with RAPPORTEUR_LIMITS=2 in the environment") {
		t.Errorf("as usual: %s", got)
	}
	if err := report.RaiseLimits(2); err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := report.RaiseLimits(1); err != nil {
			t.Fatal(err)
		}
	}()
	if got := found(); strings.Contains(got, "values") || !strings.Contains(got, "unknown-key") {
		t.Errorf("twice as much: %s", got)
	}
}
