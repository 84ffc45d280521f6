package check

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	iso4217 "github.com/bojanz/currency"
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

// The table of currencies is that of the module which follows ISO 4217. With UPDATE=1 the table
// is written.
func TestCurrencyTable(t *testing.T) {
	var want strings.Builder
	for _, code := range iso4217.GetCurrencyCodes() {
		digits, ok := iso4217.GetDigits(code)
		if !ok {
			t.Fatalf("%s has no decimals", code)
		}
		fmt.Fprintf(&want, "%s %d\n", code, digits)
	}
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile("currencies.txt", []byte(want.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if currencyTable != want.String() {
		t.Error("currencies.txt is not what github.com/bojanz/currency has: run the test with UPDATE=1")
	}
}
