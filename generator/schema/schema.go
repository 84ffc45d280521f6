// Package schema describes the files of a report as JSON Schemas, for editors and
// other validators. They are generated from the types of package report and the
// comments in its source. They accept all that report.Load accepts, except an empty
// string instead of a word of a fixed list.
package schema

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"

	"github.com/invopop/jsonschema"

	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

const (
	slugPattern = `[a-z0-9]+(-[a-z0-9]+)*`
	datePattern = `[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?`
	dayPattern  = `[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])`
)

// File is a schema as written to data/schema/.
type File struct {
	Name string // "paragraph.schema.json"
	Data []byte // indented, with a newline at its end
}

// Files returns the schemas of all formats, sorted by name.
func Files() ([]File, error) {
	docs, err := readDocs(report.ModelSource())
	if err != nil {
		return nil, err
	}
	var files []File
	for _, f := range report.Formats() {
		data, err := encode(docs.schema(f))
		if err != nil {
			return nil, say.Errorf("schema of %s: %v", f.File, err)
		}
		files = append(files, File{f.Name + ".schema.json", data})
	}
	slices.SortFunc(files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	return files, nil
}

func encode(s *jsonschema.Schema) ([]byte, error) {
	raw, err := json.Marshal(s)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if err := json.Indent(&b, raw, "", "  "); err != nil {
		return nil, err
	}
	b.WriteByte('\n')
	return b.Bytes(), nil
}

// schema returns the schema of a format. It has no references, because editors only
// show the description of the value itself.
func (d docs) schema(f report.Format) *jsonschema.Schema {
	r := &jsonschema.Reflector{
		Anonymous:                  true,
		DoNotReference:             true,
		RequiredFromJSONSchemaTags: true,
		FieldNameTag:               "toml",
		Mapper:                     mapped,
	}
	s := r.ReflectFromType(f.Type)
	s.Title = f.File
	s.Description = d.about(f)
	d.refine(s, f.Type, f.Type)
	return s
}

// mapped returns the schema of a type that is written as one word.
func mapped(t reflect.Type) *jsonschema.Schema {
	switch t {
	case reflect.TypeFor[report.Date]():
		return &jsonschema.Schema{Type: "string", Pattern: whole(datePattern)}
	case reflect.TypeFor[report.Ref]():
		return &jsonschema.Schema{Type: "string"}
	case reflect.TypeFor[report.Breakdown]():
		return &jsonschema.Schema{Type: "object", AdditionalProperties: &jsonschema.Schema{Type: "string", Pattern: whole(slugPattern)}}
	case reflect.TypeFor[report.Cells]():
		return cells()
	case reflect.TypeFor[report.Number]():
		return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{{Type: "number"}, {Type: "string", Pattern: whole(`-?[0-9]+(\.[0-9]{1,9})?`)}}}
	}
	if values := report.Values(t); values != nil {
		s := &jsonschema.Schema{Type: "string"}
		for _, v := range values {
			s.Enum = append(s.Enum, v)
		}
		if report.Extends(t) != "" {
			return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{s, {Type: "string", Pattern: whole(slugPattern)}}}
		}
		return s
	}
	return nil
}

// cells is the schema of the cells of a row, which does not know their columns.
func cells() *jsonschema.Schema {
	text := &jsonschema.Schema{Type: "object", Properties: jsonschema.NewProperties(), AdditionalProperties: jsonschema.FalseSchema}
	for _, l := range report.Langs {
		text.Properties.Set(string(l), &jsonschema.Schema{Type: "string", Description: "in " + l.Name()})
	}
	return &jsonschema.Schema{
		Type:                 "object",
		PropertyNames:        &jsonschema.Schema{Pattern: whole(slugPattern)},
		AdditionalProperties: &jsonschema.Schema{AnyOf: []*jsonschema.Schema{{Type: "string"}, {Type: "number"}, text}},
	}
}

func whole(pattern string) string { return "^(" + pattern + ")$" }

// refine adds the restrictions in the tags of a struct to its schema. holder is the
// struct whose fields a citation or a gap in it may name.
func (d docs) refine(s *jsonschema.Schema, t, holder reflect.Type) {
	if t != reflect.TypeFor[report.Cite]() && t != reflect.TypeFor[report.Gap]() {
		holder = t
	}
	for sf := range fields(t) {
		name := sf.Tag.Get("toml")
		prop, ok := s.Properties.Get(name)
		if !ok {
			continue
		}
		is, to := strings.Fields(sf.Tag.Get("is")), report.Targets(sf)
		if slices.Contains(is, "required") || slices.Contains(is, "id") || needed(sf.Type) {
			s.Required = append(s.Required, name)
		}
		d.value(prop, sf.Type, is, to, report.Bare(sf), holder)
		prop.Description = d.describe(t, sf)
	}
	together(s, t)
}

// needed reports whether a table is required because one of its fields is.
func needed(t reflect.Type) bool {
	return t == reflect.TypeFor[report.Meta]() || t == reflect.TypeFor[report.Edition]()
}

func (d docs) value(s *jsonschema.Schema, t reflect.Type, is []string, to []report.Kind, bare report.Kind, holder reflect.Type) {
	required := slices.Contains(is, "required") || slices.Contains(is, "id")
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	switch {
	case t == reflect.TypeFor[report.Date](), t == reflect.TypeFor[report.Breakdown](), t == reflect.TypeFor[report.Cells]():
	case t == reflect.TypeFor[report.Number]():
		if slices.Contains(is, "positive") {
			s.AnyOf[0].Minimum = json.Number("0")
		}
	case t == reflect.TypeFor[report.Ref]():
		s.Pattern = typed(to, bare)
	case t.Kind() == reflect.Slice:
		if required {
			s.MinItems = new(uint64(1))
		}
		d.value(s.Items, t.Elem(), is, to, bare, holder)
	case t == reflect.TypeFor[report.Text]():
		if required {
			s.MinProperties = new(uint64(1))
		}
		for l := s.Properties.Oldest(); l != nil; l = l.Next() {
			l.Value.Description = "in " + report.Lang(l.Key).Name()
		}
	case t.Kind() == reflect.Struct:
		d.refine(s, t, holder)
	case t.Kind() == reflect.Int, t.Kind() == reflect.Int64:
		if slices.Contains(is, "positive") {
			s.Minimum = json.Number("0")
		}
	case report.Extends(t) != "":
		d.explain(s.AnyOf[0], t)
	case t.Kind() == reflect.String && len(s.Enum) > 0:
		d.explain(s, t)
	case t.Kind() == reflect.String:
		text(s, is, to, required, holder)
	}
}

// text refines the schema of a string that is not a text in languages.
func text(s *jsonschema.Schema, is []string, to []report.Kind, required bool, holder reflect.Type) {
	pattern := ""
	switch {
	case slices.Contains(is, "id"), slices.Contains(is, "slug"), len(to) > 0:
		pattern = slugPattern
	case slices.Contains(is, "currency"):
		pattern = "[A-Z]{3}"
	case slices.Contains(is, "link"):
		pattern = `[hH][tT][tT][pP][sS]?://[^/].*`
	case slices.Contains(is, "field"):
		fieldNames(s, holder)
		return
	case required:
		s.Pattern = `\S`
		return
	default:
		return
	}
	if !required {
		pattern += "|"
	}
	s.Pattern = whole(pattern)
}

// typed returns the pattern of a typed id of one of the kinds, where an id without a kind
// names one of the kind bare.
func typed(kinds []report.Kind, bare report.Kind) string {
	var names []string
	for _, k := range kinds {
		names = append(names, string(k))
	}
	p := "(" + strings.Join(names, "|") + "):"
	if slices.Contains(kinds, bare) {
		p = "(" + p + ")?"
	}
	if slices.Contains(kinds, report.KindAct) {
		return whole(p + slugPattern + "(/" + slugPattern + ")*")
	}
	return whole(p + slugPattern)
}

// fieldNames makes s accept the paths of the fields of a struct, such as "title.fr".
// Editors offer those without an index.
func fieldNames(s *jsonschema.Schema, holder reflect.Type) {
	var names []any
	for _, n := range paths(holder) {
		names = append(names, n)
	}
	s.Type = ""
	s.AnyOf = []*jsonschema.Schema{
		{Type: "string", Enum: names},
		{Type: "string", Pattern: `^[a-z_]+(\[[^\]]*\])?(\.[a-z_]+(\[[^\]]*\])?)*$`, Not: &jsonschema.Schema{Pattern: `^[^\[]*$`}},
	}
}

// paths returns the names that a citation may use for the fields of its struct, in the
// order of the struct.
func paths(holder reflect.Type) []string {
	var ps []string
	if e := listed(holder); e != nil {
		return below(e, "") // what is above a list applies to each record in it
	}
	if holder == reflect.TypeFor[report.Participation]() {
		ps = below(reflect.TypeFor[report.Act](), "")
	}
	for _, p := range below(holder, "") {
		if !slices.Contains(ps, p) {
			ps = append(ps, p)
		}
	}
	return ps
}

func below(t reflect.Type, prefix string) []string {
	var ps []string
	for sf := range fields(t) {
		name := prefix + sf.Tag.Get("toml")
		ps = append(ps, name)
		if e := element(sf.Type); e.Kind() == reflect.Struct && e != reflect.TypeFor[report.Date]() && e != reflect.TypeFor[report.Number]() && e != reflect.TypeFor[report.Ref]() {
			ps = append(ps, below(e, name+".")...)
		}
	}
	return ps
}

// element returns the element type of a pointer or a list.
func element(t reflect.Type) reflect.Type {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	return t
}

// fields yields the fields of a struct that have a key in TOML.
func fields(t reflect.Type) func(yield func(reflect.StructField) bool) {
	return func(yield func(reflect.StructField) bool) {
		for i := range t.NumField() {
			if name := t.Field(i).Tag.Get("toml"); name != "" && name != "-" && !yield(t.Field(i)) {
				return
			}
		}
	}
}

// together adds restrictions that involve several fields.
func together(s *jsonschema.Schema, t reflect.Type) {
	prop := func(name string) *jsonschema.Schema { p, _ := s.Properties.Get(name); return p }
	switch t {
	case reflect.TypeFor[report.Edition]():
		prop("as_at").Pattern = whole(dayPattern)
	case reflect.TypeFor[report.Withdrawn]():
		prop("commit").Pattern = whole("[0-9a-f]{40}")
	case reflect.TypeFor[report.Meta]():
		prop("languages").UniqueItems = true
	case reflect.TypeFor[report.State]():
		prop("id").Pattern = whole("[a-z]{3}")
	case reflect.TypeFor[report.Amount]():
		s.AnyOf = []*jsonschema.Schema{
			{Required: []string{"currency"}},
			{Not: &jsonschema.Schema{Required: []string{"value"}}},
		}
	case reflect.TypeFor[report.Cite]():
		unverified := jsonschema.NewProperties()
		unverified.Set("verification", &jsonschema.Schema{Const: report.Unverified})
		s.AnyOf = []*jsonschema.Schema{
			{Required: []string{"source"}},
			{Properties: unverified},
		}
	}
}

// Heading returns the first line of a data file, which names its schema for editors.
func Heading(file string, f report.Format) string { return f.Heading(file) }
