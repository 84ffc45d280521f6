// Package names lists the names by which readers may know a State. It is apart from package
// register because it needs the names that the CLDR has in all languages, which a program that
// only adds records should not contain: the editor in a browser.
package names

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"rapporteur/generator/register"
	"rapporteur/generator/report"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"
)

//go:embed names.csv
var namesCSV []byte

// alsoCalled are the names of names.csv by the id of the State.
var alsoCalled = sync.OnceValue(func() map[string][]string {
	names := make(map[string][]string)
	for _, row := range register.Rows(namesCSV) {
		for _, l := range report.Langs {
			if name := row[string(l)]; name != "" {
				names[row["id"]] = append(names[row["id"]], name)
			}
		}
	}
	return names
})

// Of returns the names by which readers may know a State, in the six languages,
// each once: those of the register, those in common use as the CLDR has them, and names
// of the past (ISO 3166-3, and others that were in use) with some short ones. They are for
// finding a State and for nothing that is printed. An id that is not a code of ISO 3166 has none.
func Of(id string) []string {
	var names []string
	for _, s := range register.States() {
		if s.ID == id {
			for _, l := range report.Langs {
				names = append(names, s.Name.In(l))
			}
		}
	}
	if region, err := language.ParseRegion(strings.ToUpper(id)); err == nil {
		for _, l := range report.Langs {
			if namer := display.Regions(language.Make(string(l))); namer != nil && namer.Name(region) != "" {
				names = append(names, namer.Name(region))
			}
		}
	}
	names = append(names, alsoCalled()[id]...)
	slices.Sort(names)
	names = slices.DeleteFunc(slices.Compact(names), func(name string) bool { return name == "" })
	if len(names) == 0 {
		return nil
	}
	return names
}
