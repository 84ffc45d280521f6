package report

import (
	"cmp"
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

// Formats are the kinds of files that Load reads, by file.
func Formats() []Format {
	var fs []Format
	for name, t := range singles() {
		fs = append(fs, Format{strings.TrimSuffix(path.Base(name), ".toml"), name, t})
	}
	for _, name := range []string{"activities", "paragraph", "participation"} {
		file := "data/" + name + "/*.toml"
		if name == "paragraph" {
			file = "data/paragraphs/*.toml"
		}
		fs = append(fs, Format{name, file, fileType(file)})
	}
	slices.SortFunc(fs, func(a, b Format) int { return cmp.Compare(a.File, b.File) })
	return fs
}

// Values are the values that a string type of the model allows, nil where it
// allows any.
func Values(t reflect.Type) []string {
	if e, ok := reflect.Zero(t).Interface().(enumerated); ok {
		return e.values()
	}
	return nil
}

//go:embed model.go values.go files.go date.go ref.go waiver.go
var modelSource embed.FS

// ModelSource holds the Go files that declare the model, for those who show its
// comments to people.
func ModelSource() fs.FS { return modelSource }
