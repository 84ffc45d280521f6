package report

import (
	"embed"
	"io/fs"
	"path"
	"reflect"
	"slices"
	"strings"
)

// Format is a kind of file of the report.
type Format struct {
	Name string       // the name of its schema: "finance", "paragraph"
	File string       // "data/finance.toml"; of many files "data/paragraphs/*.toml"
	Type reflect.Type // the struct that such a file is read into

	Since int  // schema that brought the file; 0 for the first
	Any   bool // it may be there in data of an older schema, too
}

// formats is the one table of the files that Load reads, by file.
var formats = []Format{
	{"activities", "data/activities/*.toml", reflect.TypeFor[activitiesFile](), 0, false},
	{"dimensions", "data/dimensions.toml", reflect.TypeFor[dimensionsFile](), 3, false},
	{"editions", LedgerFile, reflect.TypeFor[editionsFile](), 3, true},
	{"entities", "data/entities.toml", reflect.TypeFor[entitiesFile](), 0, false},
	{"finance", "data/finance.toml", reflect.TypeFor[moneyFile](), 0, false},
	{"images", "data/images.toml", reflect.TypeFor[imagesFile](), 3, false},
	{"indicators", "data/indicators.toml", reflect.TypeFor[indicatorsFile](), 0, false},
	{"instruments", "data/instruments.toml", reflect.TypeFor[instrumentsFile](), 0, false},
	{"paragraph", "data/paragraphs/*.toml", reflect.TypeFor[Paragraph](), 0, false},
	{"participation", "data/participation/*.toml", reflect.TypeFor[Participation](), 0, false},
	{"publications", "data/publications.toml", reflect.TypeFor[publicationsFile](), 0, false},
	{"replies", "data/replies.toml", reflect.TypeFor[repliesFile](), 3, false},
	{"report", "data/report.toml", reflect.TypeFor[reportFile](), 0, false},
	{"resolution", "data/resolution.toml", reflect.TypeFor[Resolution](), 0, false},
	{"retired", "data/retired.toml", reflect.TypeFor[retiredFile](), 0, false},
	{"sections", "data/sections.toml", reflect.TypeFor[sectionsFile](), 0, false},
	{"sources", "data/sources.toml", reflect.TypeFor[sourcesFile](), 0, false},
	{"states", "data/states.toml", reflect.TypeFor[statesFile](), 0, false},
	{"table", "data/tables/*.toml", reflect.TypeFor[Table](), 3, false},
	{"terms", "data/terms.toml", reflect.TypeFor[termsFile](), 3, false},
	{"waivers", "data/waivers.toml", reflect.TypeFor[waiversFile](), 0, false},
}

// Formats are the kinds of files that Load reads, by file.
func Formats() []Format { return slices.Clone(formats) }

// fileType is the type that a file is decoded into, nil for a file that is not
// part of a report.
func fileType(name string) reflect.Type {
	if strings.HasSuffix(name, "/.toml") {
		return nil
	}
	for _, f := range formats {
		if ok, _ := path.Match(f.File, name); ok {
			return f.Type
		}
	}
	return nil
}

// since is the schema that the other data must have, 0 for the first.
func since(name string) int {
	for _, f := range formats {
		if ok, _ := path.Match(f.File, name); ok && !f.Any {
			return f.Since
		}
	}
	return 0
}

// Heading is the first line of a data file, which names its schema for editors.
func (f Format) Heading(file string) string {
	return "#:schema " + strings.Repeat("../", strings.Count(file, "/")-1) + "schema/" + f.Name + ".schema.json"
}

// Values are the values that a string type of the model allows, nil where it
// allows any.
func Values(t reflect.Type) []string {
	if e, ok := reflect.Zero(t).Interface().(enumerated); ok {
		return e.values()
	}
	return nil
}

//go:embed model.go ledger.go values.go tables.go files.go date.go ref.go terms.go waiver.go
var modelSource embed.FS

// ModelSource holds the Go files that declare the model, for those who show its
// comments to people.
func ModelSource() fs.FS { return modelSource }
