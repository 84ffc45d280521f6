package report_test

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"rapporteur/generator/report"
)

// keysOf are the keys that a schema number accepts, one a line: the file, the
// path in it and what it takes.
func keysOf(schema int) []string {
	var lines []string
	eachKey(schema, func(file, path string, t reflect.Type) {
		lines = append(lines, fmt.Sprintf("%s %s %s", file, path, valueOf(t)))
	})
	return lines
}

// valuesOf are the values that a schema number accepts in fixed lists, one a line:
// the file, the path in it and the value.
func valuesOf(schema int) []string {
	var lines []string
	eachKey(schema, func(file, path string, t reflect.Type) {
		for _, v := range report.Values(t) {
			if t != reflect.TypeFor[report.Kind]() && report.Since(t, v) <= schema {
				lines = append(lines, fmt.Sprintf("%s %s = %s", file, strings.ReplaceAll(path, "[]", ""), v))
			}
		}
	})
	return lines
}

// eachKey calls visit for every key that a schema number accepts, less tables, with the
// file, the path in it and the type of its value; [] follows a list.
func eachKey(schema int, visit func(file, path string, t reflect.Type)) {
	var fields func(file, prefix string, t reflect.Type)
	fields = func(file, prefix string, t reflect.Type) {
		for i := range t.NumField() {
			sf := t.Field(i)
			key := sf.Tag.Get("toml")
			since, _ := strconv.Atoi(sf.Tag.Get("since"))
			if key == "" || key == "-" || since > schema {
				continue
			}
			path, typ := prefix+key, sf.Type
			if typ == reflect.TypeFor[report.Cells]() {
				visit(file, path+".COLUMN", typ)
				continue
			}
			for typ.Kind() == reflect.Slice || typ.Kind() == reflect.Pointer {
				if typ.Kind() == reflect.Slice {
					path += "[]"
				}
				typ = typ.Elem()
			}
			if typ.Kind() == reflect.Struct && typ != reflect.TypeFor[report.Number]() && typ != reflect.TypeFor[report.Date]() && typ != reflect.TypeFor[report.Ref]() && typ != reflect.TypeFor[report.Text]() {
				fields(file, path+".", typ)
				continue
			}
			visit(file, path, typ)
		}
	}
	for _, f := range report.Formats() {
		if f.Since <= schema {
			fields(f.File, "", f.Type)
		}
	}
}

// valueOf is what TOML has for a type.
func valueOf(t reflect.Type) string {
	switch {
	case t == reflect.TypeFor[report.Cells]():
		return "text, text by language, integer, decimal or date"
	case t == reflect.TypeFor[report.Date]():
		return "date"
	case t == reflect.TypeFor[report.Ref]():
		return "typed id"
	case t == reflect.TypeFor[report.Text]():
		return "text by language"
	case t == reflect.TypeFor[report.Number]():
		return "integer" // and a decimal from schema 3 on
	case t.Kind() == reflect.Int || t.Kind() == reflect.Int64:
		return "integer"
	}
	return t.Kind().String()
}

// TestKeys holds the promise of a schema number: what it accepts is fixed once
// a program that knows it was released.
func TestKeys(t *testing.T) {
	for schema := 1; schema <= report.Schema; schema++ {
		holds(t, schema, "keys", keysOf(schema))
		holds(t, schema, "values", valuesOf(schema))
	}
}

// holds compares what a schema number accepts with the list in a folder of
// testdata.
func holds(t *testing.T, schema int, folder string, got []string) {
	t.Helper()
	name := filepath.Join("testdata", folder, fmt.Sprintf("schema-%d.txt", schema))
	b, err := os.ReadFile(name)
	if os.IsNotExist(err) && os.Getenv("UPDATE") != "" {
		err = os.WriteFile(name, []byte(strings.Join(got, "\n")+"\n"), 0o644)
		b = []byte(strings.Join(got, "\n") + "\n")
	}
	if err != nil {
		t.Fatalf("schema %d has no list of %[3]s; run the test once with UPDATE=1 and commit it: %[2]v", schema, err, folder)
	}
	want := strings.Split(strings.TrimSpace(string(b)), "\n")
	if added := slices.DeleteFunc(slices.Clone(got), func(line string) bool { return slices.Contains(want, line) }); len(added) > 0 {
		next := nextSchema(schema)
		t.Errorf("schema %d now accepts what is not in %s:\n\t%s\n"+
			"If no release of the program knows schema %[1]d yet, delete that list and run UPDATE=1 go test ./generator/report -run TestKeys. "+
			"Otherwise released programs reject it under that number: tag the field, or each field of a new kind in its file, since:\"%[4]d\", "+
			"or enter the value in laterValues or the table of verbs; and raise report.Schema to %[4]d if it is lower",
			schema, name, strings.Join(added, "\n\t"), next)
	}
	for _, line := range want {
		if !slices.Contains(got, line) {
			t.Errorf("schema %d no longer accepts %q, but issued editions are read for ever: keep it, "+
				"and let a rule of package check discourage it", schema, line)
		}
	}
}

// nextSchema is the number for a key that a schema must not have: the one
// after the newest that is released, which has a list of keys.
func nextSchema(schema int) int {
	for ; ; schema++ {
		if _, err := os.Stat(filepath.Join("testdata", "keys", fmt.Sprintf("schema-%d.txt", schema))); err != nil {
			return schema
		}
	}
}
