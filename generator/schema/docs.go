package schema

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/invopop/jsonschema"

	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

var (
	capitalized = regexp.MustCompile(`\b[A-Z][A-Za-z]*\b`)
)

// docs holds the comments of the model, worded for those who write TOML.
type docs struct {
	types  map[string]string    // by name of the type
	fields map[[2]string]string // by name of the type and of the field, as Go has them
	values map[string][]value   // by name of the type, in the order of the source
}

// value is a word of a fixed list with its meaning.
type value struct{ word, doc string }

// readDocs reads the comments in the Go files of a folder.
func readDocs(fsys fs.FS) (docs, error) {
	d := docs{map[string]string{}, map[[2]string]string{}, map[string][]value{}}
	names, err := fs.Glob(fsys, "*.go")
	if err != nil {
		return d, err
	}
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return d, err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, data, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return d, say.Errorf("comments of the model: %v", err)
		}
		for _, decl := range file.Decls {
			if g, ok := decl.(*ast.GenDecl); ok {
				d.declaration(g)
			}
		}
	}
	return d, nil
}

func (d docs) declaration(g *ast.GenDecl) {
	for _, spec := range g.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			d.types[spec.Name.Name] = first(sentence(typeComment(g, spec), nil))
			if st, ok := spec.Type.(*ast.StructType); ok {
				d.structure(spec.Name.Name, st)
			}
		case *ast.ValueSpec:
			typ, ok := spec.Type.(*ast.Ident)
			if !ok || len(spec.Values) != 1 {
				continue
			}
			if lit, ok := spec.Values[0].(*ast.BasicLit); ok && lit.Kind == token.STRING {
				word, err := strconv.Unquote(lit.Value)
				if err == nil {
					d.values[typ.Name] = append(d.values[typ.Name], value{word, sentence(spec.Comment.Text(), nil)})
				}
			}
		}
	}
}

// typeComment returns the comment of a type, or else that of the declaration that
// contains only this type.
func typeComment(g *ast.GenDecl, spec *ast.TypeSpec) string {
	if len(g.Specs) == 1 {
		return cmp.Or(spec.Doc.Text(), g.Doc.Text())
	}
	return spec.Doc.Text()
}

// first returns the first sentence of a comment.
func first(comment string) string {
	s, _, _ := strings.Cut(comment, ". ")
	return strings.TrimSuffix(s, ".")
}

func (d docs) structure(name string, st *ast.StructType) {
	keys := make(map[string]string) // by Go name
	for _, f := range st.Fields.List {
		if f.Tag == nil || len(f.Names) != 1 {
			continue
		}
		tag, err := strconv.Unquote(f.Tag.Value)
		if key := reflect.StructTag(tag).Get("toml"); err == nil && key != "" && key != "-" {
			keys[f.Names[0].Name] = key
		}
	}
	for _, f := range st.Fields.List {
		if len(f.Names) == 1 && keys[f.Names[0].Name] != "" {
			d.fields[[2]string{name, f.Names[0].Name}] = sentence(cmp.Or(f.Comment.Text(), bare(f.Doc.Text())), keys)
		}
	}
}

// sentence returns a comment as one line, with names of Go fields replaced by their
// keys.
func sentence(comment string, keys map[string]string) string {
	s := strings.Join(strings.Fields(comment), " ")
	s = strings.NewReplacer("zero where", "left out where", "empty where", "left out where", "Empty where", "left out where").Replace(s)
	return capitalized.ReplaceAllStringFunc(s, func(w string) string {
		// In English these begin with a capital letter too.
		if k, ok := keys[w]; ok && w != "State" && w != "States" && w != "Member" {
			return k
		}
		return w
	})
}

// about returns a description of the content of a file.
func (d docs) about(f report.Format) string {
	if doc := d.types[f.Type.Name()]; doc != "" {
		return capital(bare(doc))
	}
	if e := listed(f.Type); e != nil {
		return "A list of records, each of which is " + bare(d.types[e.Name()])
	}
	return "What the report is, which edition of it this is, and the editions that were withdrawn"
}

// listed returns the type of the records in a file that contains only records and
// values that apply to all of them, nil for other files.
func listed(t reflect.Type) reflect.Type {
	var found reflect.Type
	for sf := range fields(t) {
		switch e := element(sf.Type); {
		case e == reflect.TypeFor[report.Cite]():
		case found != nil || sf.Type.Kind() != reflect.Slice:
			return nil
		default:
			found = e
		}
	}
	return found
}

// describe returns one line about a field of a struct: what it is for, how it is
// written and whether it is required.
func (d docs) describe(t reflect.Type, sf reflect.StructField) string {
	is := strings.Fields(sf.Tag.Get("is"))
	own := d.fields[[2]string{t.Name(), sf.Name}]
	if slices.Contains(is, "prose") {
		own = strings.TrimPrefix(strings.TrimPrefix(own, "prose"), ": ")
	}
	if e := element(sf.Type); own == "" && !plain(e) {
		own = bare(d.types[e.Name()])
	}
	parts := []string{own}
	if how := form(sf, is, own); how != "" {
		parts = append(parts, how)
	}
	if slices.Contains(is, "required") || slices.Contains(is, "id") || needed(sf.Type) {
		parts = append(parts, "required")
	}
	if since := sf.Tag.Get("since"); since != "" {
		parts = append(parts, "in schema "+since)
	}
	parts = slices.DeleteFunc(parts, func(p string) bool { return p == "" })
	for i, p := range parts {
		parts[i] = capital(strings.TrimSuffix(p, "."))
	}
	return strings.Join(parts, ". ")
}

// plain reports whether a type needs no description, because its form is enough.
func plain(t reflect.Type) bool {
	return t == reflect.TypeFor[report.Text]() || t == reflect.TypeFor[report.Date]() || t == reflect.TypeFor[report.Number]() ||
		t == reflect.TypeFor[report.Ref]() || t == reflect.TypeFor[report.Lang]()
}

func capital(s string) string {
	if s != "" && s[0] >= 'a' && s[0] <= 'z' {
		return string(s[0]-'a'+'A') + s[1:]
	}
	return s
}

// bare returns the comment of a type without the name at its beginning.
func bare(doc string) string {
	_, rest, ok := strings.Cut(doc, " ")
	if !ok {
		return ""
	}
	for _, verb := range []string{"is ", "says "} {
		if after, ok := strings.CutPrefix(rest, verb); ok {
			return after
		}
	}
	return "one that " + rest
}

// form returns how the value of a field is written, if its type and own description do
// not say so.
func form(sf reflect.StructField, is []string, own string) string {
	t, key := sf.Type, sf.Tag.Get("toml")
	switch {
	case slices.Contains(is, "id"):
		return "Permanent id: a-z, 0-9 and single hyphens between them; it never changes once it was issued"
	case slices.Contains(is, "link"):
		return "It begins with https://"
	case t == reflect.TypeFor[report.Text]():
		how := fmt.Sprintf("A text in languages: %s.fr, %s.en", key, key)
		switch {
		case slices.Contains(is, "prose"):
			how += "; in the small Markdown of answers"
		case slices.Contains(is, "verbatim"):
			how += "; word for word"
		}
		return how
	case t == reflect.TypeFor[report.Date]():
		return `A day 2008-07-31, a month "2008-07" or a year "2008"`
	case element(t) == reflect.TypeFor[report.Number]():
		return `A number; decimals after a point, and in quotation marks where zeros end them: 158, 15.8, "15.80"`
	case t == reflect.TypeFor[report.Cells]():
		return `By column: cells.state.en = "…", cells.symbol = "A/63/89", cells.replied = 2008-07-31, cells.pages = 12; "" where there is nothing`
	case element(t) == reflect.TypeFor[report.Ref]():
		kinds := report.Targets(sf)
		if t == reflect.TypeFor[report.Ref]() {
			return `A typed id such as "activity:its-id"`
		}
		if slices.Contains(kinds, report.KindEntity) {
			return `A list of ids of entities ("secretary-general") and States ("state:fra")`
		}
		if bare := report.Bare(sf); slices.Contains(kinds, bare) {
			return fmt.Sprintf("A list of ids of %ss, and typed ids such as %q", bare, string(kinds[1])+":its-id")
		}
		return fmt.Sprintf("Typed ids such as %q", string(kinds[0])+":its-id")
	case t == reflect.TypeFor[report.Lang]():
		return "One of ar, zh, en, fr, ru and es"
	case t.Kind() == reflect.Bool:
		return "true or false; left out, it is false"
	case element(t).Kind() == reflect.Int, element(t).Kind() == reflect.Int64:
		return "A whole number"
	case t.Kind() == reflect.String && own == "":
		return "A text in quotation marks"
	}
	return ""
}

// explain adds the meaning of each word of a fixed list, for editors that show it.
func (d docs) explain(s *jsonschema.Schema, t reflect.Type) {
	var each []string
	some := false
	for _, word := range s.Enum {
		doc := d.meaning(t, fmt.Sprint(word))
		some = some || doc != ""
		each = append(each, doc)
	}
	if some {
		s.Extras = map[string]any{"x-taplo": map[string]any{"docs": map[string]any{"enumValues": each}}}
	}
}

// meaning returns the comment of a word of a fixed list, "" if it has none.
func (d docs) meaning(t reflect.Type, word string) string {
	for _, v := range d.values[t.Name()] {
		if v.word == word {
			return v.doc
		}
	}
	return ""
}
