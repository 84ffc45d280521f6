package schema

import (
	"bytes"
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/invopop/jsonschema"

	"rapporteur/generator/report"
)

// DocumentName is the name of the schema of a report as one JSON document.
const DocumentName = "report.schema.json"

// Document returns the JSON Schema of report.Document, on one line. It is made from the
// table of kinds: an object for each record under its typed id, with the keys of its
// struct.
var Document = sync.OnceValues(func() ([]byte, error) {
	docs, err := readDocs(report.ModelSource())
	if err != nil {
		return nil, err
	}
	w := documentWriter{docs, make(jsonschema.Definitions)}
	s := &jsonschema.Schema{
		Version:              jsonschema.Version,
		Title:                "A report as one JSON document",
		Description:          `Each record under its typed id, such as "activity:its-id", with the keys that it has in TOML. What has no value is left out.`,
		Type:                 "object",
		Properties:           jsonschema.NewProperties(),
		PatternProperties:    make(map[string]*jsonschema.Schema),
		AdditionalProperties: jsonschema.FalseSchema,
		Definitions:          w.defs,
	}
	s.Properties.Set("$schema", &jsonschema.Schema{Type: "string", Description: "Address of this schema, relative to the document"})
	order := &jsonschema.Schema{
		Type: "object", Properties: jsonschema.NewProperties(), AdditionalProperties: jsonschema.FalseSchema,
		Description: "By kind, the ids of the records whose order is chosen by hand, in that order",
	}
	s.Properties.Set("order", order)
	for _, k := range report.Kinds() {
		s.PatternProperties["^"+string(k.Kind)+":"] = w.record(k)
		if k.Ordered {
			order.Properties.Set(string(k.Kind), list(&jsonschema.Schema{Type: "string"}))
		}
	}
	raw, err := json.Marshal(s)
	if err != nil {
		return nil, err
	}
	return append(raw, '\n'), nil
})

// indented returns a JSON document as people read it.
func indented(raw []byte) ([]byte, error) {
	var b bytes.Buffer
	if err := json.Indent(&b, raw, "", "  "); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// documentWriter makes the schema of a document. Structs that several records have are
// definitions.
type documentWriter struct {
	docs docs
	defs jsonschema.Definitions
}

func reference(name string) *jsonschema.Schema { return &jsonschema.Schema{Ref: "#/$defs/" + name} }

func list(items *jsonschema.Schema) *jsonschema.Schema {
	return &jsonschema.Schema{Type: "array", Items: items}
}

// record defines a kind of record and returns the reference to it.
func (w documentWriter) record(k report.KindInfo) *jsonschema.Schema {
	s := w.object(k.Type)
	s.Description = capital(bare(w.docs.types[k.Type.Name()]))
	if k.Parent == report.KindParagraph {
		s.Properties.Set("paragraph", &jsonschema.Schema{Type: "string", Description: "Id of the paragraph that it belongs to"})
	}
	w.defs[string(k.Kind)] = s
	return reference(string(k.Kind))
}

func (w documentWriter) object(t reflect.Type) *jsonschema.Schema {
	s := &jsonschema.Schema{Type: "object", Properties: jsonschema.NewProperties(), AdditionalProperties: jsonschema.FalseSchema}
	for i := range t.NumField() {
		sf := t.Field(i)
		name := sf.Tag.Get("toml")
		if computed := sf.Tag.Get("computed"); computed != "" {
			name = computed
		}
		if name == "" || name == "-" || report.HoldsRecords(sf.Type) {
			continue
		}
		prop := w.value(sf.Type)
		if about := w.docs.Describe(t, sf); about != "" {
			prop.Description = about
		}
		s.Properties.Set(name, prop)
		is := strings.Fields(sf.Tag.Get("is"))
		if slices.Contains(is, "required") || slices.Contains(is, "id") {
			s.Required = append(s.Required, name)
		}
	}
	return s
}

// value returns the schema of a value as report.Document has it.
func (w documentWriter) value(t reflect.Type) *jsonschema.Schema {
	switch t {
	case reflect.TypeFor[report.Date]():
		return &jsonschema.Schema{Type: "string", Pattern: whole(datePattern)}
	case reflect.TypeFor[report.Ref]():
		return &jsonschema.Schema{Type: "string", Pattern: `^[a-z]+:.`}
	case reflect.TypeFor[report.Breakdown]():
		return list(&jsonschema.Schema{Type: "string", Pattern: whole(slugPattern + "/" + slugPattern)})
	case reflect.TypeFor[report.Number]():
		return number()
	case reflect.TypeFor[report.Cells]():
		any := []*jsonschema.Schema{{Type: "integer"}, {Type: "string"}, w.value(reflect.TypeFor[report.Text]())}
		return &jsonschema.Schema{
			Type: "object", PropertyNames: &jsonschema.Schema{Pattern: whole(slugPattern)},
			AdditionalProperties: &jsonschema.Schema{AnyOf: any},
		}
	}
	if values := report.Values(t); values != nil && report.Extends(t) == "" {
		s := &jsonschema.Schema{Type: "string"}
		for _, v := range values {
			s.Enum = append(s.Enum, v)
		}
		return s
	}
	switch t.Kind() {
	case reflect.Pointer:
		return w.value(t.Elem())
	case reflect.Slice:
		return list(w.value(t.Elem()))
	case reflect.Struct:
		name := t.Name()
		if w.defs[name] == nil {
			w.defs[name] = &jsonschema.Schema{} // a struct may hold itself
			w.defs[name] = w.object(t)
		}
		return reference(name)
	case reflect.Bool:
		return &jsonschema.Schema{Type: "boolean"}
	case reflect.Int, reflect.Int64:
		return &jsonschema.Schema{Type: "integer"}
	}
	return &jsonschema.Schema{Type: "string"}
}

// number returns the schema of a number: a text where it has decimals, of which no reader
// makes a binary fraction.
func number() *jsonschema.Schema {
	return &jsonschema.Schema{AnyOf: []*jsonschema.Schema{{Type: "integer"}, {Type: "string", Pattern: whole(`-?[0-9]+\.[0-9]{1,9}`)}}}
}

// Descriptions are the comments of the model, in words for those who read its data.
var Descriptions = sync.OnceValues(func() (Describer, error) {
	d, err := readDocs(report.ModelSource())
	return d, err
})

// Describer says what a field of a struct of the model holds.
type Describer interface {
	// Describe returns one sentence without a full stop; empty where the model says nothing.
	Describe(t reflect.Type, sf reflect.StructField) string
}

// Describe returns the comment of a field or else that of its type.
func (d docs) Describe(t reflect.Type, sf reflect.StructField) string {
	own := strings.TrimPrefix(strings.TrimPrefix(d.fields[[2]string{t.Name(), sf.Name}], "prose"), ": ")
	if e := element(sf.Type); own == "" && !plain(e) {
		own = bare(d.types[e.Name()])
	}
	return capital(strings.TrimSuffix(own, "."))
}
