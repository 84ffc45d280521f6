package check

import (
	"slices"
	"testing"
)

func TestKnownCurrency(t *testing.T) {
	for code, want := range map[string]bool{
		"USD": true, "EUR": true, "XOF": true, "SLE": true, "VES": true, "ZWG": true, "MRU": true, // SLE, VES, ZWG: newer than many lists
		"DEM": true, "FRF": true, "ATS": true, // withdrawn
		"XYZ": false, "XXX": false, "XTS": false, "EUO": false, "USQ": false, "ABC": false,
	} {
		if got := knownCurrency(code); got != want {
			t.Errorf("%s is known: %v, want %v", code, got, want)
		}
	}
}

func TestNearestCurrencies(t *testing.T) {
	for code, want := range map[string]string{"UDS": "USD", "EUO": "EUR", "USQ": "USD", "GPB": "GBP", "CFH": "CHF"} {
		if got := nearestCurrencies(code); !slices.Contains(got, want) {
			t.Errorf("nearest to %s are %v, without %s", code, got, want)
		}
	}
	if got := nearestCurrencies("XYZ"); len(got) == 0 || len(got) > 3 {
		t.Errorf("nearest to XYZ are %v", got)
	}
}
