// Package insert adds records to the files of a report. The existing content of a
// file, with its comments, order, blank lines and line ends, does not change by a
// byte.
package insert

import (
	"reflect"
	"slices"
	"strings"

	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// Kind is a kind of record that can be added.
type Kind struct {
	Name  string   // "activity", "deposit"
	Doc   string   // one line
	Asked []string // fields worth asking for besides the required ones, in the order of the record

	of     report.Kind       // the records that it adds; empty for other values
	preset map[string]string // values that the kind settles
	only   []string          // values that it leaves for "kind"; empty: all
	sort   []string          // fields that give its place in the list; empty: at the end
	year   string            // date whose year names the file; empty for none
	inline bool              // a new list is written as one record a line
	about  string            // comment that a new file begins with; %s is its name

	// These are from the table of package report, or set for what is not a
	// kind of record there.
	typ    reflect.Type
	file   string   // with a star in the place of what parent or the date says
	list   string   // key of the list, with a dot where it is one inside a record; empty: the record is the file
	parent string   // field that says in which record or file it is put: "indicator"; empty for none
	cited  bool     // a record of this kind needs a citation, unless its file has one for all
	needed []string // fields besides the required ones that check asks for
}

// Of is the kind of the records that are added; empty for other values.
func (k Kind) Of() report.Kind { return k.of }

// Parent is the field that says in which record or file a record is put: "indicator";
// empty for none.
func (k Kind) Parent() string { return k.parent }

// Year is the field with the date whose year names the file; empty for none.
func (k Kind) Year() string { return k.year }

// Cited reports whether a record of the kind needs a citation, unless its file has one for
// all: the fields "source", "locator" and "verification" give its first.
func (k Kind) Cited() bool { return k.cited }

// Takes reports whether the kind adds records whose field "kind" has the word.
func (k Kind) Takes(word string) bool {
	if w, ok := k.preset["kind"]; ok {
		return w == word
	}
	return k.only == nil || slices.Contains(k.only, word)
}

// Kinds returns the kinds that can be added, in the order of the help text.
func Kinds() []Kind {
	money := func(kind report.MoneyKind, doc string) Kind {
		return Kind{
			Name: string(kind), Doc: doc, of: report.KindMoney, preset: map[string]string{"kind": string(kind)},
			Asked: []string{"period.from", "period.to", "amount.value", "amount.currency", "from", "to"},
		}
	}
	act := func(name, doc string, only ...string) Kind {
		k := Kind{
			Name: name, Doc: doc, of: report.KindAct, sort: []string{"date", "state", "kind"}, inline: true,
			about: "# Signatures and deposits for the instrument %s:\n# one act a line, by date, then State, then kind.\n\n",
		}
		if len(only) == 1 {
			k.preset = map[string]string{"kind": only[0]}
		} else {
			k.only = only
		}
		return k
	}
	statement := act("statement", "a reservation, declaration, objection or notification", list(report.Reservation, report.Declaration, report.Objection, report.Notification)...)
	statement.Asked, statement.needed = []string{"note"}, []string{"note"}
	kinds := []Kind{
		{
			Name: "activity", Doc: "a meeting, a course or a visit", of: report.KindActivity, sort: []string{"start"}, year: "start",
			Asked: []string{"original", "start", "end", "place.city", "place.state", "organizers"},
			about: "# Activities that began in %s, by date. context = true marks background,\n# which is never evidence.\n",
		},
		{Name: "source", Doc: "a document that is cited", of: report.KindSource, Asked: []string{"symbol", "original", "publisher", "date", "link"}},
		{Name: "indicator", Doc: "a figure followed over time", of: report.KindIndicator, Asked: []string{"unit", "definition"}},
		{Name: "dimension", Doc: "a way in which figures are broken down: by sex, by age", of: report.KindDimension},
		{Name: "category", Doc: "one of the groups of a dimension", of: report.KindCategory},
		{
			Name: "target", Doc: "a value that an indicator is to reach by a day", of: report.KindTarget, sort: []string{"date"},
			Asked: []string{"date", "by", "quantity.value", "quantity.qualifier"},
		},
		{
			Name: "observation", Doc: "a value of an indicator", of: report.KindObservation, sort: []string{"period.to"},
			Asked: []string{"period.from", "period.to", "by", "quantity.value", "quantity.qualifier"},
		},
		act("deposit", "what makes a State a party: a ratification, an accession, an approval", list(report.Ratification, report.Accession, report.Acceptance, report.Succession,
			report.Approval, report.DefinitiveSignature, report.FormalConfirmation)...),
		act("signature", "a signature of an instrument", string(report.Signature)),
		act("withdrawal", "a withdrawal from an instrument", string(report.Withdrawal)),
		act("withdrawal-of-ratification", "a ratification taken back before entry into force", string(report.RatificationWithdrawn)),
		act("provisional-application", "an instrument applied before the State is a party", string(report.ProvisionalApplication)),
		statement,
		money(report.Contribution, "money that was given"),
		money(report.Pledge, "money that was promised"),
		money(report.Appropriation, "money that an organ set apart"),
		money(report.Budget, "money that was planned"),
		money(report.Expenditure, "money that was spent"),
		{
			Name: "publication", Doc: "a publication or a tool", of: report.KindPublication,
			Asked: []string{"original", "status", "date", "symbol", "issuers"},
		},
		{Name: "entity", Doc: "an organization or a part of one", of: report.KindEntity, Asked: []string{"acronym", "parent"}},
		{
			Name: "state", Doc: "a State, or another participant in treaties", of: report.KindState, sort: []string{"id"},
			Asked: []string{"member", "region"},
		},
		{
			Name: "instrument", Doc: "a convention, a protocol or an amendment", of: report.KindInstrument,
			Asked: []string{"number", "short", "adopted", "entry_into_force", "depositary"},
		},
		{
			Name: "count", Doc: "a number of parties that was read somewhere", sort: []string{"date"}, Asked: []string{"parties.value"},
			typ: reflect.TypeFor[report.Count](), file: "data/instruments.toml", list: "instrument.count", parent: "instrument",
			needed: []string{"parties.value"}, cited: true,
		},
		{
			Name: "reply", Doc: "what a State or an organization answered to a request for information", of: report.KindReply, sort: []string{"date"},
			Asked: []string{"date", "symbol", "requests", "text"},
		},
		{
			Name: "paragraph", Doc: "an operative paragraph, in a file of its own", of: report.KindParagraph, Asked: []string{"title"}, cited: true,
			about: "# An operative paragraph: what it asks and what was done.\n\n",
		},
		{
			Name: "subparagraph", Doc: "a part of an operative paragraph under a letter or number of its own", of: report.KindSubparagraph,
			Asked: []string{"within", "title"},
		},
		{
			Name: "part", Doc: "a part, heading or annex of the resolution, or a further resolution", of: report.KindPart,
			Asked: []string{"number", "heading", "within", "symbol"},
		},
		{
			Name: "request", Doc: "one thing that a paragraph asks or says", of: report.KindRequest,
			Asked: []string{"addressees", "status", "progress"}, needed: []string{"status", "progress"},
		},
		{
			Name: "table", Doc: "a table in the report's own text, in a file of its own", of: report.KindTable, Asked: []string{"note"},
			about: "# A table of the report: its columns, then its rows with a cell for each column.\n\n",
		},
		{Name: "column", Doc: "a column of a table", of: report.KindColumn, Asked: []string{"kind"}},
		{Name: "row", Doc: "a row of a table", of: report.KindRow, Asked: []string{"cells"}},
		{Name: "section", Doc: "a part of the report's own text", of: report.KindSection, sort: []string{"place"}, Asked: []string{"within", "kind", "heading", "addressees"}},
		{Name: "image", Doc: "a picture in the report's own text, whose file is in data/images/", of: report.KindImage},
		{Name: "footnote", Doc: "a note to a text of the report, which refers to it as [^id]", of: report.KindFootnote},
		{
			Name: "term", Doc: "a word that the report adds to a list: a status, a kind of activity", of: report.KindTerm,
			Asked: []string{"like", "note"},
		},
		{
			Name: "waiver", Doc: "lets a problem stand, for a reason and until a day", Asked: []string{"field"},
			typ: reflect.TypeFor[report.Waiver](), file: "data/waivers.toml", list: "waiver",
		},
		{
			Name: "retired", Doc: "an id that no longer exists", of: report.KindRetired,
			Asked: []string{"since", "replaced_by", "reason"}, needed: []string{"since", "reason"},
		},
	}
	for i := range kinds {
		kinds[i].complete()
	}
	return kinds
}

// complete sets what the table of kinds and the struct tags in package report say
// about the kind.
func (k *Kind) complete() {
	if k.of == "" {
		return
	}
	info := k.of.Info()
	k.typ, k.file, k.list, k.cited = info.Type, info.File, info.Key, k.cited || info.Cited
	if parent := info.Parent.Info(); info.Parent != "" {
		k.parent = string(info.Parent)
		if id := parent.ID[0]; id != "id" {
			k.parent = id // the id of a participation is that of its instrument
		}
	}
	for i := range k.typ.NumField() {
		sf := k.typ.Field(i)
		if slices.Contains(strings.Fields(sf.Tag.Get("is")), "needed") {
			k.needed = append(k.needed, needed(sf)...)
		}
	}
}

// needed returns the fields of a struct without which check reports it as absent.
func needed(sf reflect.StructField) []string {
	key := sf.Tag.Get("toml")
	switch sf.Type {
	case reflect.TypeFor[report.Quantity]():
		return []string{key + ".value"}
	case reflect.TypeFor[report.Amount]():
		return []string{key + ".value", key + ".currency"}
	case reflect.TypeFor[report.Period]():
		return []string{key + ".to"}
	case reflect.TypeFor[report.Location]():
		return []string{key + ".state"}
	}
	return []string{key}
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
	gaps  bool                // it is the flag for the gaps
}

// Citations and gaps have flags of their own, because a list of tables cannot be
// written as one word.
const (
	gapFlag          = "gap"
	sourceFlag       = "source"
	locatorFlag      = "locator"
	verificationFlag = "verification"
)

// Fields returns the fields that a record of the kind may have, in the order in which
// they are written; the first is the one that says where the record is put. Texts have
// a field for each language.
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
		required := slices.Contains(is, "required") || slices.Contains(is, "id") || slices.Contains(k.sort, name) && name != "id" || name == k.year
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

// leaves returns the values inside a type that can be written as one word.
func leaves(t reflect.Type, name string, langs []report.Lang) []Field {
	switch {
	case t == reflect.TypeFor[report.Text]():
		var fs []Field
		for _, l := range langs {
			fs = append(fs, Field{Name: name + "." + string(l), typ: reflect.TypeFor[string]()})
		}
		return fs
	case t == reflect.TypeFor[report.Cells]():
		return []Field{{Name: name, typ: t}}
	case t == reflect.TypeFor[report.Date](), t == reflect.TypeFor[report.Number](), t == reflect.TypeFor[report.Ref](), t == reflect.TypeFor[report.Breakdown]():
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

// Asks reports whether new should ask for the field on a terminal.
func (k Kind) Asks(f Field) bool {
	if k.Settles(f) {
		return false
	}
	if f.Required || f.cites && k.cited {
		return true
	}
	return slices.ContainsFunc(slices.Concat(k.Asked, k.needed), func(a string) bool { return f.Name == a || strings.HasPrefix(f.Name, a+".") })
}

// Settles reports whether the kind itself determines the value of the field.
func (k Kind) Settles(f Field) bool {
	_, ok := k.preset[f.Name]
	return ok
}

// Hint says how a value of the field is written. It is empty for plain text.
func (f Field) Hint() string { return f.hint().String() }

func (f Field) hint() say.Text {
	switch {
	case f.gaps:
		return say.F("why values are missing: place=not-stated,end=not-found")
	case f.Values != nil && f.typ.Kind() == reflect.Slice:
		return say.F("with commas between them, of %s", strings.Join(f.Values, ", "))
	case f.Values != nil:
		return say.Plain(strings.Join(f.Values, ", "))
	case f.typ == reflect.TypeFor[report.Breakdown]():
		return say.F("dimensions with their categories: sex=female,region=africa")
	case f.typ == reflect.TypeFor[report.Cells]():
		return say.F("columns and what is in them, with semicolons between them: state=France; replied=2008-07-31")
	case f.typ == reflect.TypeFor[report.Date]():
		return say.F("2008-07-31, 2008-07 or 2008")
	case f.typ == reflect.TypeFor[report.Number]():
		return say.F("a number: 158 or 15.8")
	case f.typ == reflect.TypeFor[[]report.Ref]():
		return say.F("typed ids with commas between them: secretary-general, state:fra")
	case f.typ.Kind() == reflect.Slice:
		return say.F("ids with commas between them")
	case f.typ.Kind() == reflect.Bool:
		return say.F("true or false")
	case f.typ.Kind() == reflect.Int, f.typ.Kind() == reflect.Int64:
		return say.F("a whole number")
	}
	return say.Text{}
}

// Named returns the kind of a name, or a *say.UsageError that lists all names.
func Named(name string) (Kind, error) {
	var names []string
	for _, k := range Kinds() {
		if k.Name == name {
			return k, nil
		}
		names = append(names, k.Name)
	}
	return Kind{}, say.Usagef("%q is no kind of record that can be added; there are %s", name, strings.Join(names, ", "))
}
