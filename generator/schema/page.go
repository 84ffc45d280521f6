package schema

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"rapporteur/generator/report"
)

const pageHead = `# The data, file by file

This page is written by ` + "`rapporteur schema --write`" + ` from the types of package report; do not edit it.

All that a report writer edits is TOML 1.0 in ` + "`data/`" + `. Each file names its schema in its first line, so that an
editor can complete keys, show what they mean and mark what is wrong. ` + "`rapporteur check`" + ` is the authority.

`

const pageForms = `## How values are written

| value | written |
|---|---|
| text in languages | ` + "`title.fr = \"…\"`, `title.en = \"…\"`" + `; the languages are ar, zh, en, fr, ru and es |
| prose | a text in languages in a small Markdown: paragraphs, lists, emphasis, links and references: ` + "`[source:id, para. 12]`, `[figure:id]`, `[parties:instrument]`, `[deposits:all]`, `[table:id]`" + ` |
| date | ` + "`2008-07-31`" + `; where the day is not known ` + "`\"2008-07\"`" + `, where the month is not ` + "`\"2008\"`" + ` |
| id | a-z, 0-9 and single hyphens between them; unique in its kind, for ever |
| typed id | the kind and the id: ` + "`\"activity:workshop-2030\"`, `\"state:fra\"`" + `; an id alone names an entity |
| not reported | the key is left out, and ` + "`gaps`" + ` says why |

`

// Page returns the reference of the files and their fields, in Markdown.
func Page() ([]byte, error) {
	d, err := readDocs(report.ModelSource())
	if err != nil {
		return nil, err
	}
	w := &page{docs: d}
	w.WriteString(pageHead)
	w.WriteString("| file | holds |\n|---|---|\n")
	for _, f := range report.Formats() {
		fmt.Fprintf(w, "| [`%s`](#%s) | %s |\n", f.File, anchor(f.File), cell(d.about(f)))
	}
	w.WriteString("\n" + pageForms)
	for _, f := range report.Formats() {
		fmt.Fprintf(w, "## %s\n\n%s.\n\n", f.File, d.about(f))
		w.table(f.Type, "")
	}
	w.WriteString("## Parts of records\n\n")
	for i := 0; i < len(w.parts); i++ {
		t := w.parts[i]
		fmt.Fprintf(w, "### %s\n\n%s.\n\n", partName(t), capital(bare(d.types[t.Name()])))
		w.rows(t)
	}
	return []byte(strings.TrimRight(w.String(), "\n") + "\n"), nil
}

// page is the reference while it is written.
type page struct {
	strings.Builder
	docs  docs
	parts []reflect.Type // structs that are described once, at the end
}

// table writes the fields of a struct, then the records inside it, each under its own
// heading.
func (w *page) table(t reflect.Type, path string) {
	if listed(t) == nil || path != "" || t.NumField() > 1 {
		w.rows(t)
	}
	for sf := range fields(t) {
		name := path + sf.Tag.Get("toml")
		switch {
		case sf.Type.Kind() == reflect.Slice && isRecord(element(sf.Type)):
			fmt.Fprintf(w, "### `[[%s]]`\n\n%s.\n\n", name, capital(bare(w.docs.types[element(sf.Type).Name()])))
			w.table(element(sf.Type), name+".")
		case needed(sf.Type):
			fmt.Fprintf(w, "### `[%s]`\n\n%s.\n\n", name, capital(bare(w.docs.types[sf.Type.Name()])))
			w.table(sf.Type, name+".")
		}
	}
}

// isRecord reports whether a struct has a heading of its own.
func isRecord(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && !plain(t) && t != reflect.TypeFor[report.Cite]() && t != reflect.TypeFor[report.Gap]() && t != reflect.TypeFor[report.Cell]()
}

func (w *page) rows(t reflect.Type) {
	w.WriteString("| key | value | meaning |\n|---|---|---|\n")
	for sf := range fields(t) {
		fmt.Fprintf(w, "| `%s` | %s | %s |\n", sf.Tag.Get("toml"), w.valueOf(sf), cell(w.docs.describe(t, sf)))
	}
	w.WriteByte('\n')
}

// valueOf describes the value of a field, with a link to where its type is described.
func (w *page) valueOf(sf reflect.StructField) string {
	t := element(sf.Type)
	word := ""
	switch {
	case sf.Type == reflect.TypeFor[report.Breakdown]():
		return "table of ids"
	case sf.Type == reflect.TypeFor[report.Cells]():
		return "by column: text in languages, text, number or date"
	case t == reflect.TypeFor[report.Text]():
		word = "text in languages"
	case t == reflect.TypeFor[report.Date]():
		word = "date"
	case element(t) == reflect.TypeFor[report.Number]():
		word = "number"
	case t == reflect.TypeFor[report.Ref]():
		word = "typed id"
	case t.Kind() == reflect.Struct && (isRecord(t) && sf.Type.Kind() == reflect.Slice || needed(t)):
		return "tables, below"
	case t.Kind() == reflect.Struct:
		if !slices.Contains(w.parts, t) {
			w.parts = append(w.parts, t)
		}
		word = fmt.Sprintf("[%s](#%s)", strings.ToLower(partName(t)), anchor(partName(t)))
	case report.Values(t) != nil:
		var words []string
		for _, v := range report.Values(t) {
			if doc := w.docs.meaning(t, v); doc != "" {
				words = append(words, fmt.Sprintf("`%s` (%s)", v, cell(doc)))
			} else {
				words = append(words, "`"+v+"`")
			}
		}
		word = strings.Join(words, ", ")
		if list := report.Extends(t); list != "" {
			word += fmt.Sprintf(", or the id of a term of the list `%s`", list)
		}
	case t.Kind() == reflect.Bool:
		word = "true or false"
	case t.Kind() == reflect.String:
		word = "text"
		if is := strings.Fields(sf.Tag.Get("is")); slices.Contains(is, "id") || slices.Contains(is, "slug") || sf.Tag.Get("to") != "" {
			word = "id"
		}
	default:
		word = "whole number"
	}
	if sf.Type.Kind() == reflect.Slice {
		return "list of: " + word
	}
	return word
}

func partName(t reflect.Type) string {
	switch t {
	case reflect.TypeFor[report.Cite]():
		return "Citation"
	case reflect.TypeFor[report.Due]():
		return "Time set"
	case reflect.TypeFor[report.HeldDocument]():
		return "Document"
	}
	return t.Name()
}

// anchor returns the fragment that renderers of Markdown give a heading.
func anchor(heading string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ' ':
			return '-'
		case strings.ContainsRune("/.*[]`", r):
			return -1
		}
		return r
	}, strings.ToLower(heading))
}

func cell(s string) string { return strings.ReplaceAll(s, "|", `\|`) }
