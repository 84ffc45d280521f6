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
}

// formats is the one table of the files that Load reads, by file.
var formats = []Format{
	{"activities", "data/activities/*.toml", reflect.TypeFor[activitiesFile]()},
	{"dimensions", "data/dimensions.toml", reflect.TypeFor[dimensionsFile]()},
	{"entities", "data/entities.toml", reflect.TypeFor[entitiesFile]()},
	{"finance", "data/finance.toml", reflect.TypeFor[moneyFile]()},
	{"indicators", "data/indicators.toml", reflect.TypeFor[indicatorsFile]()},
	{"instruments", "data/instruments.toml", reflect.TypeFor[instrumentsFile]()},
	{"paragraph", "data/paragraphs/*.toml", reflect.TypeFor[Paragraph]()},
	{"participation", "data/participation/*.toml", reflect.TypeFor[Participation]()},
	{"publications", "data/publications.toml", reflect.TypeFor[publicationsFile]()},
	{"replies", "data/replies.toml", reflect.TypeFor[repliesFile]()},
	{"report", "data/report.toml", reflect.TypeFor[reportFile]()},
	{"resolution", "data/resolution.toml", reflect.TypeFor[Resolution]()},
	{"retired", "data/retired.toml", reflect.TypeFor[retiredFile]()},
	{"sections", "data/sections.toml", reflect.TypeFor[sectionsFile]()},
	{"sources", "data/sources.toml", reflect.TypeFor[sourcesFile]()},
	{"states", "data/states.toml", reflect.TypeFor[statesFile]()},
	{"terms", "data/terms.toml", reflect.TypeFor[termsFile]()},
	{"waivers", "data/waivers.toml", reflect.TypeFor[waiversFile]()},
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

// Values are the values that a string type of the model allows, nil where it
// allows any.
func Values(t reflect.Type) []string {
	if e, ok := reflect.Zero(t).Interface().(enumerated); ok {
		return e.values()
	}
	return nil
}

//go:embed model.go values.go files.go date.go ref.go terms.go waiver.go
var modelSource embed.FS

// ModelSource holds the Go files that declare the model, for those who show its
// comments to people.
func ModelSource() fs.FS { return modelSource }
