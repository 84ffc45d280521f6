package report

import (
	"cmp"
	"reflect"
	"slices"
	"strings"

	"rapporteur/generator/say"
)

// Display says where the site shows a record.
type Display string

const (
	OwnPage    Display = "own page"     // Page + id
	OnList     Display = "on list"      // an element of Page
	OnParent   Display = "on parent"    // an element of the page of the parent
	WholePage  Display = "whole page"   // Page itself
	NotOnPages Display = "not on pages" // nowhere
)

// KindInfo describes a kind of record. Everything that depends on the kind
// alone is here or in the struct tags of Type.
type KindInfo struct {
	Kind Kind
	Type reflect.Type // the struct of the model
	Noun string       // in messages, where it is not Kind: "preambular paragraph"
	Part bool         // listed in a file, but not a record: a withdrawn edition, a retired id

	File      string   // as in Format: "data/finance.toml", "data/activities/*.toml"
	Key       string   // of the list or table in that file: "money"; in another record "indicator.observation"; empty: the file is the record
	ID        []string // keys that make up the id; empty for the one record of its kind
	Composite bool     // the id begins with that of the parent: "indicator/observation"

	Parent Kind     // kind of the record that it belongs to, where there can be several
	Name   []string // fields that name it, the first that has a value; a reference has the name of its record
	Text   string   // field with the record's own words, if it has such a field

	Data     string  // name of the table of its records among the data to take away: "deposits"; empty for the one record of its kind and for what is not a record
	Page     string  // path of the page that lists the kind: "finance/"
	Register int     // place of that page in the menu among those of other kinds; 0 where it is in the menu anyway
	Display  Display // where a record is shown
	Fragment string  // what the id of an element of that page begins with

	Class   string // of a change of a record, as package diff has it: "figure", "source", "metadata" or "substance"
	Ordered bool   // the order of the records is chosen by hand
	Sorted  bool   // the order means nothing, so Dump sorts by id
	Linked  bool   // a link in prose may lead to it
	Cited   bool   // every record needs a citation

	idSeparator string // between the parts of the id; empty: "/"
	prose       []int  // fields of Type with texts in prose, for Prose
	shown       []int  // fields of Type that pages print by their names, for Shown
	after       Kind   // kind after which it comes in the order of the document, where that is not the order of the table
}

// Noun is what a message calls a record of the kind, without an article. A word that is no kind
// is itself.
func (k Kind) Noun() say.Text {
	if kindsByName[k] == nil {
		return say.Raw(string(k))
	}
	return say.F(string(k))
}

// OfResolution reports whether records of the kind are parts of the resolution or of
// one of its paragraphs.
func (k Kind) OfResolution() bool {
	file := k.Info().File
	return file == "data/resolution.toml" || strings.HasPrefix(file, "data/paragraphs/")
}

// kinds is the one table of kinds, in the order of a dump and of the lists
// that messages and schemas show.
var kinds = []*KindInfo{
	{
		Kind: KindReport, Type: reflect.TypeFor[Meta](), File: "data/report.toml", Key: "report",
		Name: []string{"title"}, Page: "report/", Display: WholePage, Class: "metadata",
	},
	{
		Kind: KindEdition, Type: reflect.TypeFor[Edition](), File: "data/report.toml", Key: "edition",
		Name: []string{"title"}, Display: WholePage, Class: "metadata",
	},
	{
		Kind: KindWithdrawn, Type: reflect.TypeFor[Withdrawn](), Part: true, File: "data/report.toml", Key: "withdrawn", ID: []string{"id"},
		Display: NotOnPages, Class: "metadata", Sorted: true,
	},
	{
		Kind: KindResolution, Type: reflect.TypeFor[Resolution](), File: "data/resolution.toml",
		Name: []string{"title"}, Page: "resolution/", Display: WholePage, Class: "substance", Cited: true,
	},
	{
		Kind: KindPart, Type: reflect.TypeFor[ResolutionPart](), Noun: "part of the resolution", File: "data/resolution.toml", Key: "part", ID: []string{"id"},
		Name: []string{"heading"}, Data: "parts", Page: "resolution/", Display: OnList, Fragment: "part-", Class: "substance", Ordered: true, Linked: true,
	},
	{
		Kind: KindPreambular, Type: reflect.TypeFor[Preambular](), Noun: "preambular paragraph", File: "data/resolution.toml", Key: "preambular", ID: []string{"id"},
		Text: "text", Data: "preambular-paragraphs", Page: "resolution/", Display: OnList, Class: "substance", Ordered: true,
	},
	{
		Kind: KindNote, Type: reflect.TypeFor[Note](), Noun: "footnote of the resolution", File: "data/resolution.toml", Key: "footnote", ID: []string{"id"},
		Text: "text", Data: "resolution-notes", Page: "resolution/", Display: OnList, Fragment: "note-", Class: "substance", Ordered: true,
		after: KindParagraph,
	},
	{
		Kind: KindParagraph, Type: reflect.TypeFor[Paragraph](), File: "data/paragraphs/*.toml", ID: []string{"id"},
		Name: []string{"title"}, Text: "text", Data: "paragraphs", Page: "paragraphs/", Display: OwnPage, Class: "substance", Linked: true,
	},
	{
		Kind: KindSubparagraph, Type: reflect.TypeFor[Subparagraph](), Noun: "sub-paragraph", File: "data/paragraphs/*.toml", Key: "subparagraph", ID: []string{"id"}, Parent: KindParagraph,
		Name: []string{"title"}, Text: "text", Data: "subparagraphs", Page: "paragraphs/", Display: OnParent, Fragment: "sub-", Class: "substance", Ordered: true, Linked: true,
	},
	{
		Kind: KindRequest, Type: reflect.TypeFor[Request](), File: "data/paragraphs/*.toml", Key: "request", ID: []string{"id"}, Parent: KindParagraph,
		Name: []string{"summary"}, Data: "requests", Page: "paragraphs/", Display: OnParent, Class: "substance", Ordered: true, Linked: true,
	},
	{
		Kind: KindSection, Type: reflect.TypeFor[Section](), File: "data/sections.toml", Key: "section", ID: []string{"id"},
		Name: []string{"heading"}, Text: "text", Data: "sections", Page: "report/", Display: OnList, Class: "substance", Ordered: true, Linked: true,
	},
	{
		Kind: KindDimension, Type: reflect.TypeFor[Dimension](), File: "data/dimensions.toml", Key: "dimension", ID: []string{"id"},
		Name: []string{"name"}, Data: "dimensions", Page: "indicators/", Display: OnList, Fragment: "by-", Class: "figure", Ordered: true,
	},
	{
		Kind: KindCategory, Type: reflect.TypeFor[Category](), File: "data/dimensions.toml", Key: "dimension.category", ID: []string{"id"}, Parent: KindDimension,
		Name: []string{"name"}, Data: "categories", Page: "indicators/", Display: OnList, Fragment: "by-", Class: "figure", Ordered: true, Composite: true,
	},
	{
		Kind: KindTable, Type: reflect.TypeFor[Table](), File: "data/tables/*.toml", ID: []string{"id"},
		Name: []string{"caption"}, Data: "tables", Page: "report/", Display: OnList, Fragment: "table-", Class: "substance", Sorted: true, Linked: true, Cited: true,
	},
	{
		Kind: KindColumn, Type: reflect.TypeFor[Column](), File: "data/tables/*.toml", Key: "column", ID: []string{"id"}, Parent: KindTable,
		Name: []string{"heading"}, Data: "columns", Page: "report/", Display: OnList, Fragment: "column-", Class: "substance", Ordered: true, Composite: true,
	},
	{
		Kind: KindRow, Type: reflect.TypeFor[Row](), File: "data/tables/*.toml", Key: "row", ID: []string{"id"}, Parent: KindTable,
		Data: "rows", Page: "report/", Display: OnList, Fragment: "row-", Class: "substance", Ordered: true, Composite: true,
	},
	{
		Kind: KindFootnote, Type: reflect.TypeFor[Footnote](), File: "data/sections.toml", Key: "footnote", ID: []string{"id"},
		Text: "text", Data: "footnotes", Page: "report/", Display: OnList, Fragment: "footnote-", Class: "substance", Sorted: true,
	},
	{
		Kind: KindImage, Type: reflect.TypeFor[Image](), File: "data/images.toml", Key: "image", ID: []string{"id"},
		Name: []string{"caption"}, Data: "images", Page: "report/", Display: OnList, Fragment: "image-", Class: "substance", Ordered: true, Linked: true, Cited: true,
	},
	{
		Kind: KindIndicator, Type: reflect.TypeFor[Indicator](), File: "data/indicators.toml", Key: "indicator", ID: []string{"id"},
		Name: []string{"name"}, Data: "indicators", Page: "indicators/", Register: 6, Display: OnList, Class: "figure", Ordered: true, Linked: true,
	},
	{
		Kind: KindObservation, Type: reflect.TypeFor[Observation](), File: "data/indicators.toml", Key: "indicator.observation", ID: []string{"id"}, Parent: KindIndicator,
		Data: "observations", Page: "indicators/", Display: OnList, Class: "figure", Ordered: true, Cited: true, Composite: true,
	},
	{
		Kind: KindTarget, Type: reflect.TypeFor[Target](), File: "data/indicators.toml", Key: "indicator.target", ID: []string{"id"}, Parent: KindIndicator,
		Data: "targets", Page: "indicators/", Display: OnList, Fragment: "target-", Class: "figure", Ordered: true, Cited: true, Composite: true,
	},
	{
		Kind: KindActivity, Type: reflect.TypeFor[Activity](), File: "data/activities/*.toml", Key: "activity", ID: []string{"id"},
		Name: []string{"title"}, Data: "activities", Page: "activities/", Register: 3, Display: OwnPage, Class: "substance", Linked: true, Cited: true,
	},
	{
		Kind: KindPublication, Type: reflect.TypeFor[Publication](), File: "data/publications.toml", Key: "publication", ID: []string{"id"},
		Name: []string{"title"}, Data: "publications", Page: "publications/", Register: 5, Display: OnList, Class: "substance", Ordered: true, Linked: true, Cited: true,
	},
	{
		Kind: KindReply, Type: reflect.TypeFor[Reply](), File: "data/replies.toml", Key: "reply", ID: []string{"id"},
		Name: []string{"from"}, Data: "replies", Page: "replies/", Register: 4, Display: OnList, Class: "substance", Sorted: true, Linked: true, Cited: true,
	},
	{
		Kind: KindInstrument, Type: reflect.TypeFor[Instrument](), File: "data/instruments.toml", Key: "instrument", ID: []string{"id"},
		Name: []string{"short", "name"}, Data: "instruments", Page: "instruments/", Register: 1, Display: OwnPage, Class: "substance", Ordered: true, Linked: true, Cited: true,
	},
	{
		Kind: KindParticipation, Type: reflect.TypeFor[Participation](), Noun: "list of acts", File: "data/participation/*.toml", ID: []string{"instrument"}, Parent: KindInstrument,
		Name: []string{"instrument"}, Data: "participation", Page: "instruments/", Display: OwnPage, Class: "substance",
	},
	{
		Kind: KindAct, Type: reflect.TypeFor[Act](), File: "data/participation/*.toml", Key: "act", ID: []string{"state", "kind", "date"}, Parent: KindParticipation,
		Name: []string{"state"}, Data: "deposits", Page: "instruments/", Display: OnParent, Class: "substance", Cited: true, Composite: true,
	},
	{
		Kind: KindMoney, Type: reflect.TypeFor[Money](), File: "data/finance.toml", Key: "money", ID: []string{"id"},
		Name: []string{"name"}, Data: "finance", Page: "finance/", Register: 7, Display: OnList, Class: "figure", Ordered: true, Linked: true, Cited: true,
	},
	{
		Kind: KindEntity, Type: reflect.TypeFor[Entity](), File: "data/entities.toml", Key: "entity", ID: []string{"id"},
		Name: []string{"name"}, Data: "entities", Page: "entities/", Register: 9, Display: OnList, Class: "substance", Sorted: true, Linked: true, Cited: true,
	},
	{
		Kind: KindState, Type: reflect.TypeFor[State](), Noun: "State", File: "data/states.toml", Key: "state", ID: []string{"id"},
		Name: []string{"name"}, Data: "states", Page: "states/", Register: 2, Display: OwnPage, Class: "substance", Sorted: true, Linked: true, Cited: true,
	},
	{
		Kind: KindSource, Type: reflect.TypeFor[Source](), File: "data/sources.toml", Key: "source", ID: []string{"id"},
		Name: []string{"title"}, Data: "sources", Page: "sources/", Register: 8, Display: OwnPage, Class: "source", Sorted: true, Linked: true,
	},
	{
		Kind: KindTerm, Type: reflect.TypeFor[Term](), File: "data/terms.toml", Key: "term", ID: []string{"id"},
		Name: []string{"name"}, Data: "terms", Page: "paragraphs/", Display: OnList, Fragment: "term-", Class: "substance", Ordered: true, Linked: true,
	},
	{
		Kind: KindRetired, Type: reflect.TypeFor[Retired](), Part: true, File: "data/retired.toml", Key: "retired", ID: []string{"kind", "id"},
		Display: NotOnPages, Class: "metadata", Sorted: true, idSeparator: ":",
	},
}

// kindsByType is the table by the struct of the model, kindsByName by kind.
var kindsByType, kindsByName = func() (map[reflect.Type]*KindInfo, map[Kind]*KindInfo) {
	types, names := make(map[reflect.Type]*KindInfo), make(map[Kind]*KindInfo)
	for _, k := range kinds {
		types[k.Type], names[k.Kind] = k, k
		for i := range k.Type.NumField() {
			f := k.Type.Field(i)
			is := strings.Fields(f.Tag.Get("is"))
			if f.Type == reflect.TypeFor[Text]() && (slices.Contains(is, "prose") || slices.Contains(is, "verbatim")) {
				k.prose = append(k.prose, i)
			}
			if slices.Contains(is, "shown") {
				k.shown = append(k.shown, i)
			}
		}
	}
	return types, names
}()

// Kinds are the kinds of records and of what files list besides, in the order
// of a dump.
func Kinds() []KindInfo {
	all := make([]KindInfo, len(kinds))
	for i, k := range kinds {
		all[i] = *k
	}
	return all
}

// Registers returns the kinds that the site lists on a page as soon as there is a record
// of them, in the order of the menu.
func Registers() []KindInfo {
	registers := slices.DeleteFunc(Kinds(), func(k KindInfo) bool { return k.Register == 0 })
	slices.SortFunc(registers, func(a, b KindInfo) int { return cmp.Compare(a.Register, b.Register) })
	return registers
}

// Info describes the kind; it is zero for an unknown one.
func (k Kind) Info() KindInfo {
	if info := kindsByName[k]; info != nil {
		return *info
	}
	return KindInfo{}
}

// Prose returns the texts of a record of the kind that may refer to other records;
// record is a pointer to it, as an Entry has it.
func (k KindInfo) Prose(record any) []Text {
	v := reflect.ValueOf(record).Elem()
	var texts []Text
	for _, i := range k.prose {
		texts = append(texts, v.Field(i).Interface().(Text))
	}
	if row, ok := record.(*Row); ok { // whose texts are not fields, but cells
		for _, cell := range row.Cells {
			texts = append(texts, cell.Text)
		}
	}
	return texts
}

// Shown returns the values of the fields of a record of the kind that a page prints
// one under the other, each with the name of its field, in the order of the model;
// record is a pointer to it. What has no value is left out.
func (k KindInfo) Shown(record any) []Leaf {
	if len(k.shown) == 0 {
		return nil
	}
	w := leafWalk{Reader: NewReader()}
	v := reflect.ValueOf(record).Elem()
	for _, f := range w.fieldsOf(v.Type()) {
		if slices.Contains(k.shown, f.index) {
			w.value(f.name, v.Field(f.index), &f.field, "", UnitSingle)
		}
	}
	return w.leaves
}

// Section is the part of the site that shows the kind, as menus and pages of
// changes call it: "finance". What only says which edition it is belongs to
// "editions".
func (k KindInfo) Section() string {
	if k.Class == "metadata" {
		return "editions"
	}
	return strings.TrimSuffix(k.Page, "/")
}

// kindOf is the kind of the records that a struct holds, empty where it holds
// none.
func kindOf(t reflect.Type) Kind {
	if k := kindsByType[t]; k != nil && !k.Part {
		return k.Kind
	}
	return ""
}

// ref is the typed id of a record in one with the id parent; field gives the
// value of a key. It is the zero Ref where the id is missing.
func (k *KindInfo) ref(parent string, field func(key string) string) Ref {
	if len(k.ID) == 0 {
		return Ref{k.Kind, string(k.Kind)}
	}
	id := field(k.ID[0])
	if len(k.ID) == 1 && id == "" {
		return Ref{}
	}
	between := cmp.Or(k.idSeparator, "/")
	for _, key := range k.ID[1:] {
		id += between + field(key)
	}
	if k.Composite {
		id = parent + between + id
	}
	return Ref{k.Kind, id}
}

// Ordered are the kinds of records whose order is chosen by hand. The order
// of others follows from what they say, or means nothing.
func Ordered() []Kind { return where(func(k *KindInfo) bool { return k.Ordered }) }

// where are the kinds for which f is true.
func where(f func(*KindInfo) bool) []Kind {
	var some []Kind
	for _, k := range kinds {
		if f(k) {
			some = append(some, k.Kind)
		}
	}
	return some
}

// documentOrder is the table in the order of the document.
func documentOrder() []*KindInfo {
	var order []*KindInfo
	for _, k := range kinds {
		if k.after != "" {
			continue
		}
		order = append(order, k)
		for _, next := range kinds {
			if next.after == k.Kind {
				order = append(order, next)
			}
		}
	}
	return order
}
