// Package insert adds a record to the files of a report. What stands in a
// file already, comments, order, blank lines and line ends, stays as it is,
// byte for byte.
package insert

import (
	"reflect"
	"slices"
	"strings"

	"rapporteur/generator/report"
)

// Kind is a kind of record that can be added.
type Kind struct {
	Name  string   // "activity", "deposit"
	Doc   string   // one line
	Asked []string // fields worth asking for beside the required ones, in the order of the record

	typ    reflect.Type
	file   string            // with a star in the place of what parent or the date says
	list   string            // key of the list, with a dot where it is one inside a record; empty: the record is the file
	parent string            // field that says in which record or file it is put: "indicator"; empty for none
	preset map[string]string // values that the kind settles
	only   []string          // values that it leaves for "kind"; empty: all
	needed []string          // fields beside the required ones that check asks for
	cited  bool              // a record of this kind rests on a source, unless its file says one for all
	sort   []string          // fields that give its place in the list; empty: at the end
}

// Kinds are the kinds that can be added, in the order of help.
func Kinds() []Kind {
	money := func(name, doc string) Kind {
		k := Kind{
			Name: name, Doc: doc, typ: reflect.TypeFor[report.Money](), file: "data/finance.toml", list: "money",
			Asked: []string{"period.from", "period.to", "amount.value", "amount.currency", "from", "to"}, cited: true,
			needed: []string{"amount.value", "amount.currency"},
		}
		if name != "money" {
			k.preset = map[string]string{"kind": name}
		}
		return k
	}
	act := func(name, doc string, only ...string) Kind {
		k := Kind{
			Name: name, Doc: doc, typ: reflect.TypeFor[report.Act](), file: "data/participation/*.toml", list: "act",
			parent: "instrument", sort: []string{"date", "state", "kind"}, cited: true,
		}
		if len(only) == 1 {
			k.preset = map[string]string{"kind": only[0]}
		} else {
			k.only = only
		}
		return k
	}
	return []Kind{
		{
			Name: "activity", Doc: "a meeting, a course or a visit", needed: []string{"place.state"}, typ: reflect.TypeFor[report.Activity](),
			file: "data/activities/*.toml", list: "activity", sort: []string{"start"}, cited: true,
			Asked: []string{"original", "start", "end", "place.city", "place.state", "organizers"},
		},
		{
			Name: "source", Doc: "a document that is cited", needed: []string{"date"}, typ: reflect.TypeFor[report.Source](),
			file: "data/sources.toml", list: "source",
			Asked: []string{"symbol", "original", "publisher", "date", "link"},
		},
		{
			Name: "indicator", Doc: "a figure followed over time", typ: reflect.TypeFor[report.Indicator](),
			file: "data/indicators.toml", list: "indicator", Asked: []string{"unit", "definition"},
		},
		{
			Name: "observation", Doc: "a value of an indicator", needed: []string{"period.to", "quantity.value"}, typ: reflect.TypeFor[report.Observation](),
			file: "data/indicators.toml", list: "indicator.observation", parent: "indicator", sort: []string{"period.to"},
			Asked: []string{"period.from", "period.to", "quantity.value", "quantity.qualifier"}, cited: true,
		},
		act("deposit", "a ratification, accession, acceptance or succession", list(report.Ratification, report.Accession, report.Acceptance, report.Succession)...),
		act("signature", "a signature of an instrument", string(report.Signature)),
		act("withdrawal", "a withdrawal from an instrument", string(report.Withdrawal)),
		money("contribution", "money that was given"),
		money("pledge", "money that was promised"),
		money("appropriation", "money that an organ set apart"),
		money("budget", "money that was planned"),
		money("expenditure", "money that was spent"),
		{
			Name: "publication", Doc: "a publication or a tool", needed: []string{"date"}, typ: reflect.TypeFor[report.Publication](),
			file: "data/publications.toml", list: "publication", cited: true,
			Asked: []string{"original", "status", "date", "symbol", "issuers"},
		},
		{
			Name: "entity", Doc: "an organization or a part of one", typ: reflect.TypeFor[report.Entity](),
			file: "data/entities.toml", list: "entity", Asked: []string{"acronym", "parent"}, cited: true,
		},
		{
			Name: "state", Doc: "a State, or another participant in treaties", typ: reflect.TypeFor[report.State](),
			file: "data/states.toml", list: "state", sort: []string{"id"}, Asked: []string{"member", "region"}, cited: true,
		},
		{
			Name: "instrument", Doc: "a convention, a protocol or an amendment", needed: []string{"adopted", "entry_into_force"}, typ: reflect.TypeFor[report.Instrument](),
			file: "data/instruments.toml", list: "instrument", cited: true,
			Asked: []string{"number", "short", "adopted", "entry_into_force", "depositary"},
		},
		{
			Name: "count", Doc: "a number of parties that was read somewhere", needed: []string{"parties.value"}, typ: reflect.TypeFor[report.Count](),
			file: "data/instruments.toml", list: "instrument.count", parent: "instrument", sort: []string{"date"},
			Asked: []string{"parties.value"}, cited: true,
		},
		{
			Name: "paragraph", Doc: "an operative paragraph, in a file of its own", typ: reflect.TypeFor[report.Paragraph](),
			file: "data/paragraphs/*.toml", Asked: []string{"title"}, cited: true,
		},
		{
			Name: "request", Doc: "one thing that a paragraph asks or says", needed: []string{"status", "progress"}, typ: reflect.TypeFor[report.Request](),
			file: "data/paragraphs/*.toml", list: "request", parent: "paragraph",
			Asked: []string{"addressees", "status", "progress"},
		},
		{
			Name: "section", Doc: "a part of the report's own text", typ: reflect.TypeFor[report.Section](),
			file: "data/sections.toml", list: "section", sort: []string{"place"}, Asked: []string{"heading"},
		},
		{
			Name: "waiver", Doc: "lets a problem stand, for a reason and until a day", typ: reflect.TypeFor[report.Waiver](),
			file: "data/waivers.toml", list: "waiver", Asked: []string{"field"},
		},
		{
			Name: "retired", Doc: "an id that no longer exists", needed: []string{"since", "reason"}, typ: reflect.TypeFor[report.Retired](),
			file: "data/retired.toml", list: "retired", Asked: []string{"since", "replaced_by", "reason"},
		},
	}
}

func list[T ~string](vs ...T) []string {
	var s []string
	for _, v := range vs {
		s = append(s, string(v))
	}
	return s
}

// Field is a value that a record of a kind may have.
type Field struct {
	Name     string   // as a flag and as a key: "start", "title.fr", "amount.value"
	Required bool     // Load asks for it, or the record has no place without it
	Values   []string // the closed list it is from; nil where it is free

	top   reflect.StructField // the field of the record that it is in
	typ   reflect.Type        // of the value itself
	cites bool                // it is a part of the one citation that can be given
	gaps  bool                // it stands for the gaps
}

// The citation and the gaps of a new record have flags of their own, since a
// list of tables cannot be written in one word.
const (
	gapFlag          = "gap"
	sourceFlag       = "source"
	locatorFlag      = "locator"
	verificationFlag = "verification"
)

// Fields are the values that a record of the kind may have, in the order in
// which they are written; first the one that says where it is put. Texts have
// a field for each of the languages.
func (k Kind) Fields(langs []report.Lang) []Field {
	var fs []Field
	if k.parent != "" {
		fs = append(fs, Field{Name: k.parent, Required: true, typ: reflect.TypeFor[string]()})
	}
	for i := range k.typ.NumField() {
		sf := k.typ.Field(i)
		name := sf.Tag.Get("toml")
		if name == "" || name == "-" {
			continue
		}
		is := strings.Fields(sf.Tag.Get("is"))
		required := slices.Contains(is, "required") || slices.Contains(is, "id") || slices.Contains(k.sort, name) && name != "id" || k.list == "activity" && name == "start"
		if sf.Type == reflect.TypeFor[[]report.Cite]() {
			for _, flag := range []string{sourceFlag, locatorFlag, verificationFlag} {
				f := Field{Name: flag, top: sf, typ: reflect.TypeFor[string](), cites: true}
				if flag == verificationFlag {
					f.typ = reflect.TypeFor[report.Verification]()
					f.Values = report.Values(f.typ)
				}
				fs = append(fs, f)
			}
			continue
		}
		if sf.Type == reflect.TypeFor[[]report.Gap]() {
			fs = append(fs, Field{Name: gapFlag, top: sf, typ: reflect.TypeFor[string](), gaps: true})
			continue
		}
		for _, leaf := range leaves(sf.Type, name, langs) {
			leaf.top, leaf.Required = sf, required
			leaf.Values = report.Values(leaf.typ)
			if name == "kind" && k.only != nil {
				leaf.Values = k.only
			}
			fs = append(fs, leaf)
		}
	}
	return fs
}

// leaves are the values below a type that can be written in one word.
func leaves(t reflect.Type, name string, langs []report.Lang) []Field {
	switch {
	case t == reflect.TypeFor[report.Text]():
		var fs []Field
		for _, l := range langs {
			fs = append(fs, Field{Name: name + "." + string(l), typ: reflect.TypeFor[string]()})
		}
		return fs
	case t == reflect.TypeFor[report.Date](), t == reflect.TypeFor[report.Ref]():
		return []Field{{Name: name, typ: t}}
	case t.Kind() == reflect.Struct:
		var fs []Field
		for i := range t.NumField() {
			if key := t.Field(i).Tag.Get("toml"); key != "" && key != "-" {
				fs = append(fs, leaves(t.Field(i).Type, name+"."+key, langs)...)
			}
		}
		return fs
	case t.Kind() == reflect.Pointer:
		return leaves(t.Elem(), name, langs)
	case t.Kind() == reflect.Slice:
		if e := t.Elem(); e.Kind() == reflect.String || e == reflect.TypeFor[report.Ref]() {
			return []Field{{Name: name, typ: t}}
		}
		return nil
	}
	return []Field{{Name: name, typ: t}}
}

// Asks reports whether a person who is there should be asked for the field.
func (k Kind) Asks(f Field) bool {
	if k.Settles(f) {
		return false
	}
	if f.Required || f.cites && k.cited {
		return true
	}
	return slices.ContainsFunc(slices.Concat(k.Asked, k.needed), func(a string) bool { return f.Name == a || strings.HasPrefix(f.Name, a+".") })
}

// Settles reports whether the kind itself gives the value of the field.
func (k Kind) Settles(f Field) bool {
	_, ok := k.preset[f.Name]
	return ok
}

// Hint says how a word for the field is written; empty for a plain text.
func (f Field) Hint() string {
	switch {
	case f.gaps:
		return "why values are missing: place=not-stated,end=not-found"
	case f.Values != nil && f.typ.Kind() == reflect.Slice:
		return "with commas between them, of " + strings.Join(f.Values, ", ")
	case f.Values != nil:
		return strings.Join(f.Values, ", ")
	case f.typ == reflect.TypeFor[report.Date]():
		return "2008-07-31, 2008-07 or 2008"
	case f.typ == reflect.TypeFor[[]report.Ref]():
		return "typed ids with commas between them: unodc, state:fra"
	case f.typ.Kind() == reflect.Slice:
		return "ids with commas between them"
	case f.typ.Kind() == reflect.Bool:
		return "true or false"
	case f.typ.Kind() == reflect.Int, f.typ.Kind() == reflect.Int64:
		return "a whole number"
	}
	return ""
}
