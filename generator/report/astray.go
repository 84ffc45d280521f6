package report

import (
	"io/fs"
	"reflect"
	"slices"

	"rapporteur/generator/problem"
)

// LoadAstray is like Load, but also returns the report where all that is wrong with it is
// references that lead nowhere, so that a page or a comparison can show the rest. Astray
// says which they are. Problems are those of Load.
func (l *Loader) LoadAstray(fsys fs.FS) (*Report, []problem.Problem, error) {
	r, problems, err := l.assembled(fsys)
	if r == nil || err != nil {
		return nil, problems, err
	}
	if problem.Errors(problems) == 0 {
		return r, problems, nil
	}
	if len(r.index.astray) == 0 || slices.ContainsFunc(problems, func(p problem.Problem) bool {
		return p.Severity == problem.Error && p.Rule != "unknown-reference" && p.Rule != "wrong-kind"
	}) {
		return nil, problems, nil
	}
	for ref := range r.index.astray {
		if kindsByName[ref.Kind] == nil {
			return nil, problems, nil
		}
	}
	for ref := range r.index.astray {
		if r.index.records[ref] == nil {
			r.index.records[ref] = r.standIn(ref)
		}
	}
	return r, problems, nil
}

// Astray reports whether a record is named that the report does not have. It is never true
// of a report that Load returned.
func (r *Report) Astray(ref Ref) bool { return r.index.astray[ref] }

// standIn takes the place of a record that does not exist, where something looks it up. It
// is in no list of the report.
func (r *Report) standIn(ref Ref) any {
	k := kindsByName[ref.Kind]
	v := reflect.New(k.Type)
	if len(k.ID) == 1 {
		if f, _ := fieldByKey(v.Elem(), k.ID[0]); f.Kind() == reflect.String {
			f.SetString(ref.ID)
		}
	}
	for _, key := range k.Name {
		f, _ := fieldByKey(v.Elem(), key)
		if _, ok := f.Interface().(Text); !ok {
			continue
		}
		var name Text
		for _, lang := range r.Meta.Languages {
			name = name.With(lang, ref.String())
		}
		f.Set(reflect.ValueOf(name))
		break
	}
	// What belongs to another record is asked for it.
	for i := range v.Elem().NumField() {
		f := v.Elem().Field(i)
		parent := kindsByType[reflect.TypeOf(f.Interface())]
		if f.Kind() == reflect.Pointer {
			parent = kindsByType[f.Type().Elem()]
		}
		if f.Kind() != reflect.Pointer || parent == nil || v.Elem().Type().Field(i).Tag.Get("toml") != "" && v.Elem().Type().Field(i).Tag.Get("toml") != "-" {
			continue
		}
		of := r.Parent(ref)
		record := reflect.ValueOf(r.index.records[of])
		if of.Kind != parent.Kind || !record.IsValid() {
			record = reflect.ValueOf(r.standIn(Ref{parent.Kind, of.ID}))
		}
		f.Set(record)
	}
	return v.Interface()
}
