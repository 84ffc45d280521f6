// Package newreport makes the files of a new report repository: the data of a report,
// either a skeleton to be filled in or what the last edition of another report said,
// and the files that every report has. The program is not among them; program.toml
// names it. The package also asks for what init and carry-over need, and writes and
// commits the new repository.
package newreport

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

var notInIDs = regexp.MustCompile(`[^a-z0-9]+`)

// File is a file of the new repository.
type File struct {
	Name       string // slash-separated, from the root of the repository
	Data       []byte
	Executable bool
}

func sortFiles(files []File) {
	slices.SortFunc(files, func(a, b File) int { return cmp.Compare(a.Name, b.Name) })
}

// Plan describes a new report. ParseSymbol, ParseLanguages and the other Parse
// functions return valid values of its fields.
type Plan struct {
	Symbol     string        // of the resolution: "A/RES/63/129"
	Session    int           // for which the report is made; 0 where it is for none
	Paragraphs int           // operative paragraphs, 1 to MaxParagraphs
	Asking     int           // number of the one that asks for the report; 0 where that is not known yet
	Languages  []report.Lang // published, the default first
	Original   report.Lang   // in which authored text is written first; one of Languages
	Title      report.Text   // of the resolution, and so of the report; may lack languages, or be empty
	Edition    string        // id of the edition that the draft heads for
	AsAt       report.Date
	AdoptedOn  report.Date // day on which the resolution was adopted; zero where it is to be entered
	OfficialBy string      // id of the entity that issues the report, if it is the official one; else empty
	Mapping    *Mapping    // for carry-over to another resolution; nil pairs paragraphs by their numbers
}

// MaxParagraphs limits the number of operative paragraphs of a skeleton. No resolution
// of the United Nations has as many.
const MaxParagraphs = 999

// ParseSymbol validates s as the symbol of a resolution or decision.
func ParseSymbol(s string) (string, error) {
	s = strings.TrimSpace(s)
	if err := report.CheckMandate(s); err != nil {
		return "", err
	}
	return s, nil
}

// ParseLanguages reads a list of languages separated by commas.
func ParseLanguages(s string) ([]report.Lang, error) {
	var langs []report.Lang
	for word := range strings.SplitSeq(s, ",") {
		l, err := ParseLanguage(word)
		if err != nil {
			return nil, err
		}
		if slices.Contains(langs, l) {
			return nil, say.Errorf("the language %s is listed twice", l)
		}
		langs = append(langs, l)
	}
	return langs, nil
}

// ParseLanguage reads the code of an official language.
func ParseLanguage(s string) (report.Lang, error) {
	l := report.Lang(strings.TrimSpace(s))
	if !slices.Contains(report.Langs, l) {
		return "", say.Errorf("%q is none of the six languages: ar, zh, en, fr, ru, es", strings.TrimSpace(s))
	}
	return l, nil
}

// reference returns the number of a resolution, which is that of its report too:
// "63/129" for "A/RES/63/129".
func reference(symbol string) string {
	return report.MandateNumber(symbol)
}

// sourceID returns the id of a document with that symbol: "a-res-63-129".
func sourceID(symbol string) string {
	return strings.Trim(notInIDs.ReplaceAllString(strings.ToLower(symbol), "-"), "-")
}
