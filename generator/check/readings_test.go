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
		var got []float64
		for _, v := range readings(tt.printed, tt.langs) {
			f, _ := v.Float64()
			got = append(got, f)
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%q in %q: %v, want %v", tt.printed, tt.langs, got, tt.want)
		}
	}
}

// TestScales checks the words that multiply a number.
func TestScales(t *testing.T) {
	for after, want := range map[string]int{
		" million dollars": 6, " millionaires": 0, "\u00a0millions": 6, " milliards d’euros": 9, " mil millones de dólares": 9, " mil personas": 3,
		" millones": 6, " тыс. человек": 3, " млн долл.": 6, " миллиардов": 9, " ألف": 3, " مليون دولار": 6, "万人": 4, "亿美元": 8, "百万": 6, "万亿": 12, "千克": 0, "5千人": 0, "千人": 3,
		" per cent": 0, "": 0, " mille": 3, ", million": 0, "人": 0,
	} {
		if got := scaleAfter(after); got != want {
			t.Errorf("%q multiplies by ten to the power of %d, want %d", after, got, want)
		}
	}
}

func TestLatinDigits(t *testing.T) {
	for s, want := range map[string]string{
		"١٥٨": "158", "نحو ١٥٫٨": "نحو 15.80", "١٬٥٨٠": "1 580", "١٫٥٨٠": "1.5800", "15.8": "15.8",
	} {
		if got := latinDigits(s); got != want {
			t.Errorf("%q: %q, want %q", s, got, want)
		}
	}
	if got := readings(latinDigits("١٫٥٨٠"), []report.Lang{"ar"}); len(got) != 1 || got[0].FloatString(2) != "1.58" {
		t.Errorf("١٫٥٨٠ is %v", got)
	}
}
