package report_test

import (
	"testing"

	"rapporteur/generator/report"
)

func TestParseDate(t *testing.T) {
	for _, s := range []string{"2008", "2008-02", "2008-02-29", "1963-09-14"} {
		if d, err := report.ParseDate(s); err != nil || d.String() != s {
			t.Errorf("%s: %s, %v", s, d, err)
		}
	}
	for _, s := range []string{"", "08", "2008-2", "2008-13", "2008-00", "2008-02-30", "2007-02-29", "0000", "2008-01-01-01", "+200", "2008-1x", "2008-07-31T00:00:00Z"} {
		if d, err := report.ParseDate(s); err == nil {
			t.Errorf("%q is %s", s, d)
		}
	}
}

func TestDateCompare(t *testing.T) {
	tests := []struct {
		a, b string
		want int
	}{
		{"2008-07-31", "2008-07-31", 0},
		{"2008-07", "2008-07-31", 0},
		{"2008-07", "2008-07-30", 1},
		{"2008", "2008-12", 0},
		{"2007", "2008-01-01", -1},
	}
	for _, tt := range tests {
		a, _ := report.ParseDate(tt.a)
		b, _ := report.ParseDate(tt.b)
		if got := a.Compare(b); got != tt.want || a.After(b) != (tt.want > 0) || a.Before(b) != (tt.want < 0) {
			t.Errorf("%s and %s: %d", tt.a, tt.b, got)
		}
	}
	if first, last := (report.Date{Year: 2008, Month: 2}).First(), (report.Date{Year: 2008, Month: 2}).Last(); first.String() != "2008-02-01" || last.String() != "2008-02-29" {
		t.Errorf("February 2008 goes from %s to %s", first, last)
	}
	if !(report.Date{}).Last().IsZero() || (report.Date{}).String() != "" {
		t.Error("no date is a date")
	}
}
