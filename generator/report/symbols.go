package report

import (
	"slices"
	"strings"

	"rapporteur/generator/internal/lazyregexp"
	"rapporteur/generator/say"
)

// jobNumber is how the United Nations numbers its printing jobs: "V.07-85692",
// "07-52622", "GE.08-12345 (E)".
var jobNumber = lazyregexp.New(`^(?:[A-Z]{1,3}\.)?[0-9]{2}-[0-9]{5}(?:\s*\([A-Z]\))?$`)

// JobNumber reports whether s is the number of a printing job. It is printed on a
// document next to its symbol, or alone on a brochure that has none, and does not
// identify a document.
func JobNumber(s string) bool { return jobNumber.MatchString(s) }

// mandateForm is how an organ writes the symbols of what it adopts.
type mandateForm struct {
	organ   string // id of the organ among the entities that every report may name
	symbol  *lazyregexp.Regexp
	example string
}

// mandates are the forms of the symbols of resolutions and decisions.
var mandates = []mandateForm{
	{"human-rights-council", lazyregexp.New(`^A/HRC/(?:RES|DEC)/(?:S-)?[0-9]+/[0-9]+$`), "A/HRC/RES/32/13"},
	{"security-council", lazyregexp.New(`^S/RES/[0-9]+ \([0-9]{4}\)$`), "S/RES/1325 (2000)"},
	{"ecosoc", lazyregexp.New(`^E/(?:RES|DEC)/(?:(?:S-)?[0-9]{4}/(?:S-)?[0-9]+(?: [A-Z])?|[0-9]+(?: [A-Z])? \([IVXLC]+\))$`), "E/RES/2019/5"},
	{"general-assembly", lazyregexp.New(`^A/(?:RES|DEC)/(?:(?:ES-|S-)?[0-9]+/[0-9]+(?: [A-Z](?:-[A-Z])?)?|[0-9]+(?: [A-Z](?:-[A-Z])?)? \((?:[IVXLC]+|S-[IVXLC]+|ES-[IVXLC]+)\))$`), "A/RES/63/129"},
}

// CheckMandate says what is wrong with the symbol of a resolution or decision of the
// General Assembly, the Security Council, the Economic and Social Council or the Human
// Rights Council, and how it is written; nil for one that is well formed.
func CheckMandate(symbol string) error {
	for _, m := range mandates {
		if m.symbol.MatchString(symbol) {
			return nil
		}
	}
	wellFormed := func(s string) bool {
		return slices.ContainsFunc(mandates, func(m mandateForm) bool { return m.symbol.MatchString(s) })
	}
	upper := strings.ToUpper(symbol)
	switch {
	case wellFormed(spaced(symbol)):
		return say.Errorf("%q has no blank before the bracket; write %s", symbol, spaced(symbol))
	case wellFormed(spaced(upper)):
		return say.Errorf("%q is not in capital letters; write %s", symbol, spaced(upper))
	case wellFormed(symbol + " (2000)"):
		return say.Errorf("%q lacks the year; write %s (…) with the year in which it was adopted", symbol, symbol)
	}
	var examples []string
	for _, m := range mandates {
		examples = append(examples, m.example)
	}
	return say.Errorf("%q is not the symbol of a resolution or decision of the General Assembly, the Security Council, the Economic and Social Council or the Human Rights Council; it is written like %s",
		symbol, strings.Join(examples, ", "))
}

// OrganOf is the id of the organ that adopted what a symbol names, as the entities that
// every report may name have it: "general-assembly". It is empty for a symbol that
// CheckMandate refuses.
func OrganOf(symbol string) string {
	for _, m := range mandates {
		if m.symbol.MatchString(symbol) {
			return m.organ
		}
	}
	return ""
}

// spaced puts a space before the bracket of a symbol, where it belongs.
func spaced(symbol string) string {
	before, after, found := strings.Cut(symbol, "(")
	if !found || before == "" {
		return symbol
	}
	return strings.TrimRight(before, " \u00a0") + " (" + after
}

// OfAssembly reports whether a symbol is that of a resolution of the General Assembly.
func OfAssembly(symbol string) bool { return strings.HasPrefix(symbol, "A/RES/") }

// BySession reports whether a report on what has this symbol is made for a session: that
// of the General Assembly is, and where the symbol is not known it is taken to be.
func BySession(symbol string) bool {
	return symbol == "" || strings.HasPrefix(symbol, "A/") && !strings.HasPrefix(symbol, "A/HRC/")
}

// MandateNumber is the number of a resolution or decision by its symbol: "62/172" of
// "A/RES/62/172", "78/541" of "A/DEC/78/541". It is the symbol itself for others.
func MandateNumber(symbol string) string {
	for _, series := range []string{"/RES/", "/DEC/"} {
		if _, n, found := strings.Cut(symbol, series); found {
			return n
		}
	}
	return symbol
}
