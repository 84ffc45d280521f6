package report

import "testing"

func TestJobNumber(t *testing.T) {
	for s, want := range map[string]bool{
		"V.07-85692": true, "V.08-54053": true, "07-52622": true, "07-52622 (F)": true, "GE.08-12345 (E)": true,
		"A/63/89": false, "A/C.3/62/L.2": false, "E.04.V.7": false, "UNIS/CP/571": false, "62/172": false, "": false,
		"S/RES/1373 (2001)": false, "INFCIRC/274/Rev.1": false, "see V.07-85692": false, "V.07-856921": false,
	} {
		if JobNumber(s) != want {
			t.Errorf("JobNumber(%q) is not %v", s, want)
		}
	}
}
