package check

import (
	"slices"
	"testing"

	"rapporteur/generator/report"
)

func TestReadings(t *testing.T) {
	en, fr, unknown := []report.Lang{"en"}, []report.Lang{"fr"}, []report.Lang{""}
	for _, tt := range []struct {
		printed string
		langs   []report.Lang
		want    []float64
	}{
		{"158", en, []float64{158}},
		{"15.8", en, []float64{15.8}},
		{"15.8", fr, []float64{15.8}},
		{"15,8", fr, []float64{15.8}},
		{"15,8", en, []float64{15.8}},
		{"15.8", unknown, []float64{15.8}},
		{"1.58", en, []float64{1.58}},
		{"0.158", fr, []float64{0.158}},
		{"1,580", en, []float64{1580}},
		{"1,580", fr, []float64{1.58}},
		{"1.580", fr, []float64{1580}},
		{"1.580", en, []float64{1.58}},
		{"1.580", unknown, []float64{1580, 1.58}},
		{"1,580", []report.Lang{"en", "fr"}, []float64{1580, 1.58}},
		{"1,580", []report.Lang{"es"}, []float64{1580, 1.58}},
		{"1 580", en, []float64{1580}},
		{"1 580", fr, []float64{1580}},
		{"1\u00a0580", fr, []float64{1580}},
		{"1\u202f580", fr, []float64{1580}},
		{"1’580", fr, []float64{1580}},
		{"1,580,000", en, []float64{1580000}},
		{"1.580.000", fr, []float64{1580000}},
		{"1,580.5", en, []float64{1580.5}},
		{"1.580,5", fr, []float64{1580.5}},
		{"1 580,5", fr, []float64{1580.5}},
		{"1 580.25", en, []float64{1580.25}},
		{"36,819,000", en, []float64{36819000}},
		{"36 819 000", fr, []float64{36819000}},
		{"4,171,359,700", en, []float64{4171359700}},
		{"15 8", en, []float64{15, 8}},
		{"12 2008", en, []float64{12, 2008}},
		{"1580", en, []float64{1580}},
	} {
		if got := readings(tt.printed, tt.langs); !slices.Equal(got, tt.want) {
			t.Errorf("%q in %q: %v, want %v", tt.printed, tt.langs, got, tt.want)
		}
	}
}
