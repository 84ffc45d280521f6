package insert

import (
	"path"
	"reflect"
	"slices"
	"strings"

	"rapporteur/generator/problem"
	"rapporteur/generator/register"
	"rapporteur/generator/report"
)

// Suggest completes the values of a State or an entity from the register by its id:
// its names in the languages of the report, and its kind. Existing values are kept.
// Values from the register are marked as unverified unless a source is given.
func (in *Files) Suggest(k Kind, words map[string]string) {
	known := shared(k.of, strings.TrimSpace(words["id"]))
	if known == nil {
		return
	}
	for name, word := range known {
		lang, isName := strings.CutPrefix(name, "name.")
		if word != "" && words[name] == "" && (!isName || slices.Contains(in.Langs, report.Lang(lang))) {
			words[name] = word
		}
	}
	if words[sourceFlag] == "" && words[verificationFlag] == "" {
		words[verificationFlag] = string(report.Unverified)
	}
}

// shared returns the values of a record in the register, nil if there is none.
func shared(of report.Kind, id string) map[string]string {
	words := map[string]string{"id": id}
	var name report.Text
	switch of {
	case report.KindState:
		i := slices.IndexFunc(register.States(), func(s report.State) bool { return s.ID == id })
		if i < 0 {
			return nil
		}
		s := register.States()[i]
		name, words["region"], words["member"] = s.Name, string(s.Region), "false"
		if s.Member {
			words["member"] = "true"
		}
	case report.KindEntity:
		i := slices.IndexFunc(register.Entities(), func(e report.Entity) bool { return e.ID == id })
		if i < 0 {
			return nil
		}
		e := register.Entities()[i]
		name, words["kind"] = e.Name, string(e.Kind)
	default:
		return nil
	}
	for _, l := range report.Langs {
		words["name."+string(l)] = name.In(l)
	}
	return words
}

// Changes are the changes that add a record: those of Add, after the States and entities that its
// values refer to, if the register has them and the report does not. The later of two changes of a
// file includes the earlier. Where a problem is an error there is nothing to be written.
func (in *Files) Changes(k Kind, words map[string]string) ([]*Change, []problem.Problem, error) {
	with := *in
	with.files = slices.Clone(in.files)
	changes, problems, err := with.addShared(k, words)
	if err != nil || problem.Errors(problems) > 0 {
		return nil, problems, err
	}
	change, problems, err := with.Add(k, words)
	if err != nil {
		return nil, nil, err
	}
	return append(changes, change), problems, nil
}

// addShared adds the States and entities that the values of a record refer to, if the
// register has them and the report does not. It adds them to in as well.
func (in *Files) addShared(k Kind, words map[string]string) ([]*Change, []problem.Problem, error) {
	kinds := Kinds()
	var changes []*Change
	for _, f := range k.Fields(in.Langs) {
		to := strings.Fields(target(k.typ, f.Name))
		if k.parent == f.Name {
			continue
		}
		for id := range strings.SplitSeq(words[f.Name], ",") {
			id = strings.TrimSpace(id)
			kind, bare, typed := strings.Cut(id, ":")
			if typed {
				id = bare
			}
			for _, of := range []report.Kind{report.KindEntity, report.KindState} {
				// Without its kind an id is of the first kind that the field may name.
				if !slices.Contains(to, string(of)) || typed && kind != string(of) || !typed && to[0] != string(of) || in.has(of, id) || shared(of, id) == nil {
					continue
				}
				i := slices.IndexFunc(kinds, func(k Kind) bool { return k.of == of })
				its := map[string]string{"id": id}
				in.Suggest(kinds[i], its)
				change, problems, err := in.Add(kinds[i], its)
				if err != nil || problem.Errors(problems) > 0 {
					return nil, problems, err
				}
				if err := in.apply(change); err != nil {
					return nil, nil, err
				}
				changes = append(changes, change)
				break
			}
		}
	}
	return changes, nil, nil
}

// has reports whether the report has a State or an entity with that id.
func (in *Files) has(of report.Kind, id string) bool {
	info := of.Info()
	f := in.file(info.File)
	if f == nil {
		return false
	}
	records, _ := f.root.Get(info.Key)
	return slices.ContainsFunc(records.Parts, func(p report.Part) bool {
		is, _ := p.Get("id")
		return is.Text == id
	})
}

// apply makes a change in the files held by in.
func (in *Files) apply(c *Change) error {
	root, found := report.Outline(c.File, c.Data)
	if found != nil {
		return &problemError{*found}
	}
	changed := report.File{Name: c.File, Data: c.Data}
	if f := in.file(c.File); f != nil {
		f.File, f.root = changed, root
		return nil
	}
	for _, format := range report.Formats() {
		if ok, _ := path.Match(format.File, c.File); ok {
			in.files = append(in.files, file{changed, format, root})
		}
	}
	return nil
}

type problemError struct{ problem.Problem }

func (e *problemError) Error() string { return e.Message.String() }

// target returns the kinds of records that the value at a key such as "place.state"
// may refer to, according to its struct tag. It returns nil for other keys.
func target(t reflect.Type, key string) string {
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return ""
	}
	first, rest, deeper := strings.Cut(key, ".")
	for i := range t.NumField() {
		f := t.Field(i)
		if f.Tag.Get("toml") != first {
			continue
		}
		if deeper {
			return target(f.Type, rest)
		}
		return f.Tag.Get("to")
	}
	return ""
}
