package report

import (
	"strings"
	"testing"
)

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

func TestCheckMandate(t *testing.T) {
	for _, s := range []string{
		"A/RES/63/129", "A/RES/60/1", "A/RES/S-20/2", "A/RES/ES-10/15", "A/RES/ES-11/1", "A/RES/61/105 A", "A/RES/35/219 A-B",
		"A/RES/2625 (XXV)", "A/RES/3201 (S-VI)", "A/RES/377 A (V)", "A/DEC/78/541", "A/DEC/S-32/1",
		"S/RES/1325 (2000)", "S/RES/242 (1967)", "E/RES/2019/5", "E/RES/1979/7 A", "E/RES/663 (XXIV)", "E/DEC/2020/219",
		"A/HRC/RES/32/13", "A/HRC/RES/S-21/1", "A/HRC/DEC/17/120",
	} {
		if err := CheckMandate(s); err != nil {
			t.Error(err)
		}
	}
	for s, want := range map[string]string{
		"A/RES/2625(XXV)":    "no blank before the bracket; write A/RES/2625 (XXV)",
		"S/RES/1325(2000)":   "no blank before the bracket; write S/RES/1325 (2000)",
		"E/RES/663(XXIV)":    "write E/RES/663 (XXIV)",
		"s/res/1325 (2000)":  "write S/RES/1325 (2000)",
		"S/RES/1325":         "lacks the year; write S/RES/1325 (…)",
		"A/RES/63":           "written like",
		"A/RES/63/129/Add.1": "written like",
		"E/RES/19/5":         "written like",
		"A/63/129":           "written like",
		"":                   "written like",
	} {
		if err := CheckMandate(s); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v; want …%s", s, err, want)
		}
	}
}

func TestOrganOf(t *testing.T) {
	for symbol, want := range map[string]string{
		"A/RES/63/129": "general-assembly", "A/DEC/78/541": "general-assembly", "A/RES/377 A (V)": "general-assembly",
		"A/HRC/RES/S-21/1": "human-rights-council", "S/RES/242 (1967)": "security-council", "E/RES/2019/5": "ecosoc",
		"A/63/129": "", "": "", "S/RES/1325": "",
	} {
		if got := OrganOf(symbol); got != want {
			t.Errorf("%s was adopted by %q, want %q", symbol, got, want)
		}
	}
}

func TestMandateNumber(t *testing.T) {
	for symbol, want := range map[string]string{
		"A/RES/62/172": "62/172", "A/DEC/78/541": "78/541", "S/RES/1325 (2000)": "1325 (2000)", "A/HRC/RES/32/13": "32/13", "A/63/89": "A/63/89",
	} {
		if got := MandateNumber(symbol); got != want {
			t.Errorf("%s: %q, want %q", symbol, got, want)
		}
	}
}
