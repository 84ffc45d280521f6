package check

import (
	_ "embed"
	"slices"
	"strconv"
	"strings"
	"sync"

	"golang.org/x/text/currency"

	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

func currencyRules() []Rule {
	return []Rule{
		{
			Name:   "currency-code",
			Family: Structure,
			Doc: "The currency of an amount is a code of ISO 4217, in use or withdrawn, as DEM is. " +
				"Codes of the standard that are no money, such as XXX and XTS, are not taken.",
			Run: currencyCode,
		},
		{
			Name:   "currency-decimals",
			Family: Arithmetic,
			Doc: "An amount has no more decimals than its currency has in ISO 4217: two of US dollars (USD), none of yen (JPY), three of Kuwaiti dinars (KWD). Withdrawn currencies may have two. " +
				"More decimals are of a number that was calculated, or the point stands for a separator of thousands.",
			Run: currencyDecimals,
		},
	}
}

func currencyCode(p *Pass) {
	for _, m := range p.Report.Money {
		code := m.Amount.Currency
		if len(code) != 3 || knownCurrency(code) {
			continue // Load has reported what is not a code at all
		}
		hint := say.F("did you mean %s?", strings.Join(nearestCurrencies(code), ", "))
		p.Found(report.Ref{Kind: report.KindMoney, ID: m.ID}, "amount.currency", say.F("there is no currency %s in ISO 4217", code), hint)
	}
}

func currencyDecimals(p *Pass) {
	for _, m := range p.Report.Money {
		code := m.Amount.Currency
		if !knownCurrency(code) {
			continue
		}
		for _, end := range []struct {
			field string
			v     *report.Number
		}{{"amount.value", m.Amount.Value}, {"amount.to", m.Amount.To}} {
			if v, most := end.v, minorUnits(code); v != nil && v.Places() > most {
				p.Found(report.Ref{Kind: report.KindMoney, ID: m.ID}, end.field, say.F("%s has %s, but %s has %s", v, decimalsOf(v.Places()), code, decimalsOf(most)),
					say.F("write the amount as its source prints it; ‹as_printed› is for its words"))
			}
		}
	}
}

func decimalsOf(n int) say.Text {
	switch n {
	case 0:
		return say.F("no decimals")
	case 1:
		return say.F("one decimal")
	}
	return say.F("%d decimals", n)
}

// minorUnits is how many decimals amounts of a known currency may have. The standard no
// longer says it of currencies that were withdrawn, which may have two or what
// x/text says.
func minorUnits(code string) int {
	if digits, ok := inUse().decimals[code]; ok {
		return digits
	}
	scale, _ := currency.Standard.Rounding(currency.MustParseISO(code))
	return max(scale, 2)
}

// currencyTable has the codes of ISO 4217 that are in use, which change nearly every year, each
// with the number of its decimals. It is what github.com/bojanz/currency has: that module brings
// arithmetic that nobody needs here, and that a browser would load and start. TestCurrencyTable
// compares the two, and writes the table.
//
//go:embed currencies.txt
var currencyTable string

type currencyList struct {
	codes    []string
	decimals map[string]int
}

// inUse are the currencies of currencyTable.
var inUse = sync.OnceValue(func() currencyList {
	c := currencyList{decimals: make(map[string]int)}
	for line := range strings.Lines(currencyTable) {
		code, decimals, _ := strings.Cut(strings.TrimSpace(line), " ")
		n, err := strconv.Atoi(decimals)
		if err != nil {
			panic("currencies.txt: " + err.Error())
		}
		c.codes = append(c.codes, code)
		c.decimals[code] = n
	}
	return c
})

// knownCurrency reports whether a code is one of ISO 4217. Besides those in use, x/text has
// codes of former times, which amounts of old reports are in.
func knownCurrency(code string) bool {
	if code == "" || slices.Contains([]string{"XXX", "XTS"}, code) {
		return false
	}
	if _, ok := inUse().decimals[code]; ok {
		return true
	}
	_, err := currency.ParseISO(code)
	return err == nil
}

// nearestCurrencies are the codes in use that differ least from another, at most three.
func nearestCurrencies(code string) []string {
	const most = 3
	var near []string
	least := len(code) + 1
	for _, c := range inUse().codes {
		d := codeDistance(code, c)
		if d < least {
			near, least = nil, d
		}
		if d == least && len(near) < most {
			near = append(near, c)
		}
	}
	return near
}

// codeDistance is how many letters of two codes of one length differ; two that only
// changed places count as one.
func codeDistance(a, b string) int {
	var at []int
	for i := range len(a) {
		if a[i] != b[i] {
			at = append(at, i)
		}
	}
	if len(at) == 2 && at[1] == at[0]+1 && a[at[0]] == b[at[1]] && a[at[1]] == b[at[0]] {
		return 1
	}
	return len(at)
}
