package page

import (
	"slices"
	"testing"

	"rapporteur/generator/report"
)

func TestSign(t *testing.T) {
	for q, want := range map[report.Qualifier]string{
		report.About: "≈", report.MoreThan: ">", report.LessThan: "<", report.AtLeast: "≥", report.Exact: "", "": "",
	} {
		if got := Sign(Number{Qualifier: string(q)}); got != want {
			t.Errorf("the sign of %q is %q, not %q", q, got, want)
		}
	}
}

func TestParityCounts(t *testing.T) {
	row := func(states ...string) (r ParityRow) {
		for _, s := range states {
			r.Cells = append(r.Cells, ParityCell{State: s})
		}
		return r
	}
	p := &Parity{Rows: []ParityRow{row("original", "stale"), row("original", "missing"), row("missing", "stale")}}
	if got, want := p.Counts(0), []StateCount{{"original", 2}, {"translated", 0}, {"stale", 0}, {"partial", 0}, {"missing", 1}}; !slices.Equal(got, want) {
		t.Errorf("first language: %v, not %v", got, want)
	}
	if got, want := p.Counts(1), []StateCount{{"original", 0}, {"translated", 0}, {"stale", 2}, {"partial", 0}, {"missing", 1}}; !slices.Equal(got, want) {
		t.Errorf("second language: %v, not %v", got, want)
	}
}
