package editor

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"rapporteur/generator/catalogue"
	"rapporteur/generator/operative"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// Form is a record as a form.
type Form struct {
	Record string  `json:"record"` // typed id
	Kind   string  `json:"kind"`
	Called string  `json:"called"` // the kind, for people
	Name   string  `json:"name"`   // the record, for people
	File   string  `json:"file"`
	Line   int     `json:"line"` // at which the record begins, 1-based
	Within string  `json:"within,omitempty"`
	Fields []Field `json:"fields"`
	Parts  []Named `json:"parts"` // records that belong to it: requests of a paragraph
	TOML   string  `json:"toml"`  // the record as the file has it
}

// FieldType says how a field is shown.
type FieldType string

const (
	Line    FieldType = "line"    // a short text that is the same in all languages
	Texts   FieldType = "texts"   // in languages
	Choice  FieldType = "choice"  // one of Choices
	Choices FieldType = "choices" // some of Choices
	Day     FieldType = "day"     // a day, month or year
	Flag    FieldType = "flag"    // true, or left out
	Number  FieldType = "number"  // exact
	One     FieldType = "one"     // the id of a record of the kinds To
	Many    FieldType = "many"    // ids of records of the kinds To
	Words   FieldType = "words"   // a list of short texts
	Group   FieldType = "group"   // Fields that belong together
	Rows    FieldType = "rows"    // a list of groups
)

// Field is a field of a form.
type Field struct {
	Path     string    `json:"path"` // as Op takes it
	Type     FieldType `json:"type"`
	Label    string    `json:"label"`
	Help     string    `json:"help,omitempty"`
	Required bool      `json:"required,omitempty"`
	Wanted   bool      `json:"wanted,omitempty"` // readers look for it: if it is not known, a gap says why
	Fixed    bool      `json:"fixed,omitempty"`  // it says which record it is, and cannot be changed
	Prose    bool      `json:"prose,omitempty"`  // Markdown with references to other records
	Long     bool      `json:"long,omitempty"`   // a text of some length
	Set      bool      `json:"set,omitempty"`    // it has a value

	Value   string   `json:"value,omitempty"`
	Values  []string `json:"values,omitempty"`
	Texts   []Text   `json:"texts,omitempty"`
	Choices []Named  `json:"choices,omitempty"`
	To      []string `json:"to,omitempty"` // kinds of records, the one that an id without a kind names first

	Fields []Field   `json:"fields,omitempty"` // of a group
	Rows   [][]Field `json:"rows,omitempty"`
	Blank  []Field   `json:"blank,omitempty"` // a row that is still to be added
}

// Text is a text in one language.
type Text struct {
	Lang  string `json:"lang"`
	Name  string `json:"name"` // of the language
	Dir   string `json:"dir"`
	Value string `json:"value"`
}

// Named is a record or a word with its name.
type Named struct {
	Value string `json:"value"`
	Name  string `json:"name"`
	Note  string `json:"note,omitempty"`
}

// former makes forms in one language.
type former struct {
	*Session
	lang report.Lang
	say  *catalogue.Strings
	kind report.Kind
}

func (s *Session) former(lang string, kind report.Kind) *former {
	return &former{s, report.Lang(lang), catalogue.In(lang), kind}
}

// Form describes a record of the draft in a language.
func (s *Session) Form(ref report.Ref, lang string) (*Form, error) {
	name, p, err := s.record(ref)
	if err != nil {
		return nil, err
	}
	f := s.former(lang, ref.Kind)
	form := &Form{
		Record: ref.String(), Kind: string(ref.Kind), Called: f.say.Say("kind-" + string(ref.Kind)), Name: s.name(ref, f.lang), File: name,
		Line: 1 + strings.Count(s.files[name][:p.Start], "\n"),
		TOML: s.excerpt(name, p),
	}
	if parent := ref.Kind.Info().Parent; parent != "" {
		id, _, composite := strings.Cut(ref.ID, "/")
		if composite {
			form.Within = report.Ref{Kind: parent, ID: id}.String()
		} else if parent == report.KindParagraph {
			root, _ := s.outline(name)
			form.Within = report.Ref{Kind: parent, ID: root.TextAt("id")}.String()
		}
	}
	form.Fields = f.fields(ref.Kind.Info().Type, p, true, "")
	for _, k := range report.Kinds() {
		if k.Parent != ref.Kind {
			continue
		}
		for _, other := range s.refs(k.Kind) {
			if s.where()[other] == name && (!k.Composite || strings.HasPrefix(other.ID, ref.ID+"/")) {
				form.Parts = append(form.Parts, Named{other.String(), s.name(other, f.lang), f.say.Say("kind-" + string(k.Kind))})
			}
		}
	}
	return form, nil
}

// excerpt is the part of a file that holds a record.
func (s *Session) excerpt(name string, p report.Part) string {
	text := s.files[name]
	from, to := strings.LastIndexByte(text[:p.Start], '\n')+1, len(text)
	if i := strings.IndexByte(text[min(p.End, len(text)):], '\n'); i >= 0 {
		to = p.End + i + 1
	}
	if p.End == 0 || p.Start == 0 {
		from = 0
	}
	return text[from:to]
}

// refs are the records of a kind in the draft, in the order of their files.
func (s *Session) refs(kind report.Kind) []report.Ref {
	var refs []report.Ref
	k := kind.Info()
	for _, name := range s.fileNames() {
		if !strings.HasPrefix(name, strings.SplitN(k.File, "*", 2)[0]) {
			continue
		}
		root, ok := s.outline(name)
		if !ok {
			continue
		}
		for _, p := range parts(root, k) {
			if s.where()[p.ref] == name {
				refs = append(refs, p.ref)
			}
		}
	}
	return refs
}

// Blank is the form for a new record: the fields that identify it and say where it goes, and
// its first source.
func (s *Session) Blank(kind report.Kind, lang string) ([]Field, error) {
	k, ok := addable(kind, "")
	if !ok {
		return nil, say.Errorf("records of the kind %q cannot be added here", string(kind))
	}
	f := s.former(lang, kind)
	t := kind.Info().Type
	var fields []Field
	if parent := k.Parent(); parent != "" {
		of := kind.Info().Parent
		if of == report.KindParticipation {
			of = report.KindInstrument
		}
		fields = append(fields, Field{Path: parent, Type: One, Label: f.say.Say("kind-" + string(of)), Required: true, To: []string{string(of)}})
	}
	ids := kind.Info().ID
	for i := range t.NumField() {
		sf := t.Field(i)
		key := sf.Tag.Get("toml")
		is := strings.Fields(sf.Tag.Get("is"))
		named := slices.Contains(kind.Info().Name, key)
		if key == "" || key == "-" || !slices.Contains(ids, key) && key != k.Year() && !slices.Contains(is, "required") && !named {
			continue
		}
		for _, field := range f.field(sf, report.Part{}, "", true) {
			field.Fixed = false
			field.Required = field.Required || slices.Contains(ids, key) || key == k.Year()
			fields = append(fields, field)
		}
	}
	if k.Cited() {
		for _, field := range f.fields(reflect.TypeFor[report.Cite](), report.Part{}, false, "") {
			if slices.Contains([]string{"source", "locator", "verification"}, field.Path) {
				field.Required = false // one for the whole file may be there
				fields = append(fields, field)
			}
		}
	}
	return fields, nil
}

// fields describes the fields of a struct; top says that it is the record itself.
func (f *former) fields(t reflect.Type, p report.Part, top bool, prefix string) []Field {
	var fields []Field
	for i := range t.NumField() {
		fields = append(fields, f.field(t.Field(i), p, prefix, top)...)
	}
	return fields
}

func (f *former) field(sf reflect.StructField, p report.Part, prefix string, top bool) []Field {
	key := sf.Tag.Get("toml")
	if key == "" || key == "-" {
		return nil
	}
	t := sf.Type
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	is := strings.Fields(sf.Tag.Get("is"))
	value, set := p.Get(key)
	out := Field{
		Path: prefix + key, Label: f.label(prefix + key), Set: set,
		Required: slices.Contains(is, "required") || slices.Contains(is, "id"), Wanted: slices.Contains(is, "needed"),
		Fixed: top && slices.Contains(f.kind.Info().ID, key),
		Prose: slices.Contains(is, "prose"), Long: slices.Contains(is, "prose") || slices.Contains(is, "verbatim"),
	}
	for _, k := range report.Targets(sf) {
		out.To = append(out.To, string(k))
	}
	switch bare := report.Bare(sf); {
	case len(out.To) > 1 && refs(t):
		slices.SortStableFunc(out.To, func(a, b string) int { return cmp.Compare(rank(a, bare), rank(b, bare)) })
	}
	switch {
	case t == reflect.TypeFor[report.Text]():
		out.Type = Texts
		langs := slices.Clone(f.langs())
		for _, kid := range value.Parts {
			if l := report.Lang(kid.Key); slices.Contains(report.Langs, l) && !slices.Contains(langs, l) {
				langs = append(langs, l)
			}
		}
		for _, l := range langs {
			dir := "ltr"
			if l == "ar" {
				dir = "rtl"
			}
			text := unwrap(value.TextAt(string(l)))
			out.Texts = append(out.Texts, Text{string(l), f.say.Say("lang-" + string(l)), dir, text})
			out.Long = out.Long || len(text) > 60
		}
		if out.Prose {
			out.Help = f.say.Say("edit-help-prose")
		}
	case t == reflect.TypeFor[report.Date]():
		out.Type, out.Value, out.Help = Day, value.Text, f.say.Say("edit-help-day")
	case t == reflect.TypeFor[report.Number]() || t.Kind() == reflect.Int64 || t.Kind() == reflect.Int:
		out.Type, out.Value, out.Help = Number, value.Text, f.say.Say("edit-help-number")
	case t.Kind() == reflect.Bool:
		out.Type, out.Value = Flag, value.Text
	case t == reflect.TypeFor[report.Cells](), t == reflect.TypeFor[report.Breakdown]():
		out.Type = Group
		out.Fields = f.keyed(out.Path, t, value)
		if len(out.Fields) == 0 {
			return nil
		}
	case t.Kind() == reflect.Struct:
		out.Type = Group
		out.Fields = f.fields(t, value, false, out.Path+".")
	case t.Kind() == reflect.Slice && element(t).Kind() == reflect.Struct && !refs(t):
		if kindOf(element(t)) || top && report.Kind(key).Info().Type != nil && key != "cites" {
			return nil // records of their own
		}
		out.Type = Rows
		for i, kid := range value.Parts {
			out.Rows = append(out.Rows, f.fields(element(t), kid, false, fmt.Sprintf("%s[%d].", out.Path, i)))
		}
		if len(value.Parts) == 0 || !value.Parts[0].Heading {
			out.Blank = f.fields(element(t), report.Part{}, false, fmt.Sprintf("%s[%d].", out.Path, len(value.Parts)))
		}
		if key == "gaps" || key == "cites" {
			out.Help = f.say.Say("edit-help-" + key)
		}
	case t.Kind() == reflect.Slice:
		for _, kid := range value.Parts {
			out.Values = append(out.Values, kid.Text)
		}
		out.Type = Words
		if len(out.To) > 0 {
			out.Type = Many
		} else if words := report.Values(t.Elem()); words != nil {
			out.Type, out.Choices = Choices, f.choices(t.Elem(), key, words)
		} else if key == "for" {
			out.Type, out.Choices = Choices, f.fieldNames()
		}
	default:
		out.Value = value.Text
		out.Type = Line
		switch words := report.Values(t); {
		case words != nil:
			out.Type, out.Choices = Choice, f.choices(t, key, words)
		case len(out.To) > 0 || refs(t):
			out.Type = One
		case slices.Contains(is, "field"):
			out.Type, out.Choices = Choice, f.fieldNames()
		case slices.Contains(is, "link"):
			out.Help = f.say.Say("edit-help-link")
		case slices.Contains(is, "id"):
			out.Help = f.say.Say("edit-help-id")
		case slices.Contains(is, "currency"):
			out.Help = f.say.Say("edit-help-currency")
		}
	}
	if out.Help == "" && (out.Type == One || out.Type == Many) {
		out.Help = f.say.Say("edit-help-choose")
	}
	return []Field{out}
}

func rank(kind string, bare report.Kind) int {
	if kind == string(bare) {
		return 0
	}
	return 1
}

// refs reports whether a field of this type holds typed ids.
func refs(t reflect.Type) bool {
	return t == reflect.TypeFor[report.Ref]() || t.Kind() == reflect.Slice && t.Elem() == reflect.TypeFor[report.Ref]()
}

func element(t reflect.Type) reflect.Type {
	t = t.Elem()
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return t
}

func kindOf(t reflect.Type) bool {
	return slices.ContainsFunc(report.Kinds(), func(k report.KindInfo) bool { return k.Type == t })
}

// keyed are the cells of a row, or the dimensions of a breakdown.
func (f *former) keyed(path string, t reflect.Type, value report.Part) []Field {
	var fields []Field
	if t == reflect.TypeFor[report.Breakdown]() {
		for _, d := range f.refs(report.KindDimension) {
			v, set := value.Get(d.ID)
			field := Field{Path: path + "." + d.ID, Type: Choice, Label: f.name(d, f.lang), Value: v.Text, Set: set}
			for _, c := range f.refs(report.KindCategory) {
				if dimension, id, _ := strings.Cut(c.ID, "/"); dimension == d.ID {
					field.Choices = append(field.Choices, Named{Value: id, Name: f.leafName(c)})
				}
			}
			fields = append(fields, field)
		}
		return fields
	}
	for _, kid := range value.Parts {
		field := Field{Path: path + "." + kid.Key, Type: Line, Label: kid.Key, Value: kid.Text, Set: true}
		if len(kid.Parts) > 0 {
			field.Type = Texts
			for _, l := range kid.Parts {
				field.Texts = append(field.Texts, Text{l.Key, f.say.Say("lang-" + l.Key), map[bool]string{true: "rtl", false: "ltr"}[l.Key == "ar"], unwrap(l.Text)})
			}
		}
		fields = append(fields, field)
	}
	return fields
}

// leafName is the name of a record of its own, without that of its parent.
func (f *former) leafName(ref report.Ref) string {
	_, p, err := f.record(ref)
	if err != nil {
		return ref.ID
	}
	n, _ := p.Get("name")
	return cmp.Or(n.TextAt(string(f.lang)), n.TextAt(string(f.langs()[0])), ref.ID)
}

// fieldNames are the fields of a record that a citation or a gap may name.
func (f *former) fieldNames() []Named {
	t := f.kind.Info().Type
	if f.kind == report.KindParticipation {
		t = report.KindAct.Info().Type
	}
	var names []Named
	for i := range t.NumField() {
		sf := t.Field(i)
		key := sf.Tag.Get("toml")
		if key == "" || key == "-" || key == "cites" || key == "gaps" || sf.Type.Kind() == reflect.Slice && element(sf.Type).Kind() == reflect.Struct && !refs(sf.Type) {
			continue
		}
		names = append(names, Named{Value: key, Name: f.label(key)})
		if sf.Type == reflect.TypeFor[report.Text]() {
			for _, l := range f.langs() {
				names = append(names, Named{Value: key + "." + string(l), Name: f.label(key) + " – " + f.say.Say("lang-"+string(l))})
			}
		}
	}
	return names
}

// label is the name of a field in the language of the form.
func (f *former) label(path string) string { return upper(f.say.Field(string(f.kind), path)) }

// upper begins a label with a capital letter.
func upper(s string) string {
	for i, r := range s {
		return string(unicode.ToUpper(r)) + s[i+len(string(r)):]
	}
	return s
}

// choices are the words of a list with their names.
func (f *former) choices(t reflect.Type, key string, words []string) []Named {
	var named []Named
	for _, w := range words {
		named = append(named, Named{Value: w, Name: f.word(t, key, w)})
	}
	if list := report.Extends(t); list != "" {
		for _, ref := range f.refs(report.KindTerm) {
			if _, p, err := f.record(ref); err == nil && p.TextAt("list") == string(list) {
				named = append(named, Named{Value: ref.ID, Name: f.name(ref, f.lang)})
			}
		}
	}
	return named
}

// word is the name of a word of a list of the program.
func (f *former) word(t reflect.Type, key, w string) string {
	prefix := map[reflect.Type]string{
		reflect.TypeFor[report.Lang](): "lang-", reflect.TypeFor[report.Status](): "status-", reflect.TypeFor[report.Condition](): "condition-",
		reflect.TypeFor[report.ActivityKind](): "activity-", reflect.TypeFor[report.Region](): "region-", reflect.TypeFor[report.RegisterKind](): "register-",
		reflect.TypeFor[report.MoneyKind](): "money-", reflect.TypeFor[report.EntityKind](): "entity-", reflect.TypeFor[report.SourceKind](): "source-",
		reflect.TypeFor[report.ActKind](): "act-", reflect.TypeFor[report.Kind](): "kind-", reflect.TypeFor[report.PartKind](): "part-kind-",
		reflect.TypeFor[report.ColumnKind](): "column-kind-", reflect.TypeFor[report.SectionKind](): "section-kind-",
		reflect.TypeFor[report.EditionKind](): "edition-kind-", reflect.TypeFor[report.EditionStatus](): "edition-status-",
		reflect.TypeFor[report.Align](): "align-", reflect.TypeFor[report.Access](): "access-", reflect.TypeFor[report.TermList](): "term-list-",
		reflect.TypeFor[report.Place](): "part-", reflect.TypeFor[report.Distribution](): "distribution-",
		reflect.TypeFor[report.Verification](): "verification-", reflect.TypeFor[report.GapReason](): "gap-",
		reflect.TypeFor[report.PublicationStatus](): "publication-status-", reflect.TypeFor[report.Qualifier](): "edit-qualifier-",
	}[t]
	switch {
	case t == reflect.TypeFor[report.Verb]():
		return operative.Named(f.lang, report.Verb(w), nil)
	case t == reflect.TypeFor[report.VerbQualifier]():
		return operative.QualifierName(f.lang, report.VerbQualifier(w))
	case prefix == "":
		return w
	}
	return f.say.Say(prefix + w)
}

// Names lists the records of some kinds by name, those of the first kind by their bare
// id if bare is set.
func (s *Session) Names(kinds []string, bare bool, lang string) []Named {
	var named []Named
	f := s.former(lang, "")
	for i, k := range kinds {
		for _, ref := range s.refs(report.Kind(k)) {
			value := ref.String()
			if bare && i == 0 {
				value = ref.ID
			}
			named = append(named, Named{Value: value, Name: s.name(ref, f.lang), Note: f.note(ref)})
		}
	}
	slices.SortStableFunc(named, func(a, b Named) int { return strings.Compare(strings.ToLower(a.Name), strings.ToLower(b.Name)) })
	return named
}

// note distinguishes records of the same name: a symbol, a day, an acronym, what an act is
// about.
func (f *former) note(ref report.Ref) string {
	_, p, err := f.record(ref)
	if err != nil {
		return ""
	}
	var notes []string
	if instrument, _, _ := strings.Cut(ref.ID, "/"); ref.Kind == report.KindAct {
		notes = append(notes, f.word(reflect.TypeFor[report.ActKind](), "kind", p.TextAt("kind")), f.name(report.Ref{Kind: report.KindInstrument, ID: instrument}, f.lang))
	}
	for _, key := range []string{"number", "symbol", "start", "date"} {
		if t := p.TextAt(key); t != "" {
			notes = append(notes, t)
		}
	}
	if a, ok := p.Get("acronym"); ok && len(a.Parts) > 0 {
		notes = append(notes, a.Parts[0].Text)
	}
	return strings.Join(notes, ", ")
}
