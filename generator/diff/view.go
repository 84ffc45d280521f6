package diff

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"rapporteur/generator/catalogue"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// entry holds the changes of one record, as writers show them.
type entry struct {
	ref     report.Ref
	name    string
	changes []Change
}

// entries groups the changes by record, in the order of the document.
func (c *Changes) entries() []entry {
	var list []entry
	for _, ch := range c.List {
		if n := len(list); n == 0 || list[n-1].ref != ch.Ref {
			list = append(list, entry{ref: ch.Ref, name: ch.say(ch.Name)})
		}
		last := &list[len(list)-1]
		last.changes = append(last.changes, ch)
	}
	return list
}

// say is a name for those who read the program's own English, or the language
// that they asked for; in another language where there is none.
func (ch *Change) say(t report.Text) string {
	if ch.Lang != "" {
		if s := t.In(ch.Lang); s != "" {
			return s
		}
	}
	if s := t.In(report.Lang(ch.spoken)); s != "" {
		return s
	}
	s, _ := t.Best("en", "fr")
	return s
}

// called is what a reader finds another record by: its name, for an act with its
// kind and day, and the id of those whose names are long. Without a name it is
// the typed id.
func (ch *Change) called(ref report.Ref) string {
	name := ch.nameOf(ref, false)
	if name == "" {
		return ref.String()
	}
	switch ref.Kind {
	case report.KindAct:
		if parts := strings.Split(ref.ID, "/"); len(parts) == 4 {
			return name + " (" + parts[2] + ", " + parts[3] + ")"
		}
	case report.KindRequest, report.KindParagraph, report.KindPreambular:
		return ref.ID + ", " + name
	}
	return name
}

// nameOf is the beginning of the name of another record, with old as the From side
// has it; empty where it has none.
func (ch *Change) nameOf(ref report.Ref, old bool) string {
	if ch.names == nil {
		return ""
	}
	return oneLine(ch.say(ch.names(ref, old)), 60)
}

// said is a value of a field as people read it: a record that it names by its
// name, followed by the id in the file. old says that the value is that
// of the From side.
func (ch *Change) said(field string, v Value, old bool) string {
	return v.SayAs(ch.spoken, ch.Ref.Kind, field, func(path, word string) string { return ch.titled(path, word, old) })
}

// titled is a word of a field with the name of the record that it is the id of.
func (ch *Change) titled(path, word string, old bool) string {
	targets := ch.Ref.Kind.Targets(path)
	if len(targets) == 0 {
		return word
	}
	ref := report.ParseRef(word)
	if len(targets) == 1 && !strings.Contains(word, ":") {
		ref = report.Ref{Kind: targets[0], ID: word}
	}
	if name := ch.nameOf(ref, old); name != "" && name != word {
		return name + " (" + word + ")"
	}
	return word
}

var listIndex = regexp.MustCompile(`\[[0-9]+\]`)

// withoutIndexes returns a path without its list indexes.
func withoutIndexes(path string) string { return listIndex.ReplaceAllString(path, "") }

// listed are the segments of a list of single values, records by their names.
func (ch *Change) listed() []Segment {
	out := slices.Clone(ch.Words)
	path := withoutIndexes(ch.Field)
	if len(ch.Ref.Kind.Targets(path)) == 0 {
		return out
	}
	for i := range out {
		words := strings.Split(out[i].Text, ", ")
		for k, w := range words {
			words[k] = ch.titled(path, w, out[i].Op == Delete)
		}
		out[i].Text = strings.Join(words, ", ")
	}
	return out
}

// callAll returns the names of records, separated by semicolons.
func (ch *Change) callAll(refs []report.Ref) string {
	names := make([]string, len(refs))
	for i, ref := range refs {
		names[i] = ch.called(ref)
	}
	return strings.Join(names, semicolon(ch.spoken))
}

// title names both sides: "2007-12-18 → 2008-07-31".
func (c *Changes) title() string { return c.From.title(c.spoken) + " → " + c.To.title(c.spoken) }

func (s Side) title(lang string) string {
	name := s.Name
	if name == "" || name == s.Edition {
		name = s.Edition
	} else if s.Edition != "" {
		name += " (" + s.Edition + ")"
	}
	if s.Status == report.Draft && s.Name != "draft" {
		return say.F("%s, draft", name).In(lang)
	}
	return name
}

// counts returns the number of changes in each class, in words.
func (c *Changes) counts() string {
	if c.Empty() {
		return c.nothing()
	}
	var parts []string
	for _, class := range Classes() {
		if n := c.Count(class); n > 0 {
			parts = append(parts, class.counted(n, c.spoken))
		}
	}
	return say.F("%v: %s", say.N(c.Total(), "change"), strings.Join(parts, ", ")).In(c.spoken)
}

// label returns the name that people use for the field of a change.
func (ch *Change) label() string {
	if ch.Derived {
		if t := derivedLabel(ch.Field); !t.IsZero() {
			return t.In(ch.spoken)
		}
	}
	if ch.Field == "" {
		return kindLabel(ch.Ref.Kind, ch.spoken)
	}
	if name := ch.say(ch.FieldName); name != "" {
		return name
	}
	return fieldLabel(ch.Ref.Kind, ch.Field, ch.spoken)
}

// derivedLabel is the name of a number or status that is counted.
func derivedLabel(field string) say.Text {
	switch field {
	case FieldParties:
		return say.F("number of parties")
	case FieldMembers:
		return say.F("number of parties that are Member States")
	case FieldPartyToAll:
		return say.F("States party to every instrument that is counted")
	case FieldDeposits:
		return say.F("deposits since the adoption")
	case FieldDepositors:
		return say.F("States that made deposits since the adoption")
	case FieldParties + fieldAdoption:
		return say.F("number of parties at the adoption")
	case FieldPartyToAll + fieldAdoption:
		return say.F("States party to every instrument that is counted, at the adoption")
	case FieldLatest:
		return say.F("latest value")
	case FieldStatus:
		return say.F("status of the paragraph")
	case FieldCompleteness:
		return say.F("requests answered")
	}
	return say.Text{}
}

// kindLabel is what a kind of record is called.
func kindLabel(k report.Kind, lang string) string {
	if english(lang) {
		return string(k)
	}
	return lower(catalogue.In(lang).Say("kind-" + string(k)))
}

// fieldLabel returns the name that people use for a field of a record of a kind.
func fieldLabel(kind report.Kind, field, lang string) string {
	if !english(lang) {
		name, index, listed := strings.Cut(field, "[")
		label := catalogue.In(lang).Field(string(kind), field)
		if listed && strings.HasSuffix(index, "]") && name != "cites" && name != "gaps" && name != "count" {
			label += " [" + index
		}
		return label
	}
	name, index, listed := strings.Cut(field, "[")
	switch name {
	case "progress":
		return "answer"
	case "cites":
		return "citation"
	case "gaps":
		return "not reported"
	case "number":
		return "printed number"
	case "count":
		return "number of parties read"
	}
	switch {
	case name == "period.to":
	case strings.HasSuffix(name, ".to"):
		name = strings.TrimSuffix(name, "to") + "end of the range"
	case strings.HasSuffix(name, ".per"):
		name = strings.TrimSuffix(name, "per") + "out of how many"
	}
	name = strings.ReplaceAll(strings.ReplaceAll(name, "_", " "), ".", ", ")
	if listed {
		name += " [" + index
	}
	return name
}

// what describes the change in one word.
func (ch *Change) what() string {
	kind := ch.Kind.in(ch.spoken)
	switch {
	case !ch.Derived:
		return kind
	case ch.Class == Status:
		return say.F("%s, derived", kind).In(ch.spoken)
	case len(ch.Texts) > 0:
		return say.F("prints another number").In(ch.spoken)
	}
	return say.F("%s, counted", kind).In(ch.spoken)
}

// labelled is the field with what happened to it: "answer changed", "suite donnée (modification)".
func (ch *Change) labelled() string {
	if english(ch.spoken) {
		return ch.label() + " " + ch.what()
	}
	return ch.label() + " (" + ch.what() + ")"
}

// size returns the difference between two numbers, "+21, +15.3 %", or says why there
// is none.
func (ch *Change) size() string {
	n := ch.Number
	if n == nil {
		switch ch.Incomparable {
		case "":
			return ""
		case report.WithoutValue:
			return say.F("no difference: one side is not reported").In(ch.spoken)
		}
		why := strings.ReplaceAll(string(ch.Incomparable), "-", " ")
		if !english(ch.spoken) {
			why = catalogue.In(ch.spoken).Say("incomparable-" + string(ch.Incomparable))
		}
		return say.F("not comparable: %s", why).In(ch.spoken)
	}
	s := number(n.Difference, ch.spoken)
	if n.Difference.Sign() > 0 {
		s = "+" + s
	}
	// A small difference must not be rounded to nothing.
	if n.Percent != nil && math.Abs(*n.Percent) >= 0.05 {
		p := fmt.Sprintf("%+.1f", *n.Percent)
		s += ", " + marked(strings.Replace(p, "-", "−", 1), ch.spoken) + " %"
	}
	return s
}

// places returns the old and the new place of a record that moved.
func (ch *Change) places() (from, to string) {
	m := ch.Move
	place := func(parent, after report.Ref) string {
		switch {
		case parent != (report.Ref{}):
			return say.F("in %s", ch.called(parent)).In(ch.spoken)
		case after == (report.Ref{}):
			return say.F("first").In(ch.spoken)
		}
		return say.F("after %s", ch.called(after)).In(ch.spoken)
	}
	return place(m.FromParent, m.FromAfter), place(m.ToParent, m.ToAfter)
}

// read is the text of a segment as a reader sees it: the number itself for a
// reference that prints one.
func (s Segment) read() string {
	if s.Printed == nil {
		return s.Text
	}
	return s.Printed.String()
}

// shown returns the text of a segment and, where that is what changed, what would be
// invisible otherwise: the marks of its style and what the notes say.
func (s Segment) shown(said []Note, lang string) string {
	if s.Op == Equal || s.Break {
		return s.read()
	}
	text := s.read()
	marked := func(n Note) bool { return n.Kind != Character && n.Kind != LeadsTo }
	if list := inWords(slices.DeleteFunc(slices.Clone(said), marked), lang); list != "" {
		text += " (" + list + ")"
	}
	if s.Emphasis {
		text = "*" + text + "*"
	}
	if s.Strong {
		text = "**" + text + "**"
	}
	return text
}

// remarks returns what else a reader should know about a change, in a few words each.
func (ch *Change) remarks() []string {
	var out []string
	if ch.Note == noteRetired {
		out = append(out, say.F("retired").In(ch.spoken))
	}
	if len(ch.Also) > 0 {
		out = append(out, say.F("the same in %v of this kind, from %s to %s",
			say.N(len(ch.Also), "other record"), ch.called(ch.Also[0]), ch.called(ch.Also[len(ch.Also)-1])).In(ch.spoken))
	}
	if ch.Kind == Reordered {
		out = append(out, say.F("the same in another order").In(ch.spoken))
	}
	if len(ch.Replaces) > 0 {
		out = append(out, say.F("instead of %s", ch.callAll(ch.Replaces)).In(ch.spoken))
	}
	if len(ch.ReplacedBy) > 0 {
		out = append(out, say.F("replaced by %s", ch.callAll(ch.ReplacedBy)).In(ch.spoken))
	}
	return out
}

// printedIn names the texts that print a number.
func (ch *Change) printedIn() string {
	var names []string
	for _, p := range ch.PrintedIn {
		names = append(names, ch.called(p.Ref)+" ("+fieldLabel(p.Ref.Kind, p.Field, ch.spoken)+")")
	}
	return strings.Join(names, semicolon(ch.spoken))
}

// inWords are notes in a language: "no-break space; leads to activity:x".
func inWords(said []Note, lang string) string {
	var list []string
	for _, n := range said {
		list = append(list, n.in(lang))
	}
	return strings.Join(list, semicolon(lang))
}

func (n Note) in(lang string) string {
	switch n.Kind {
	case Character:
		code := fmt.Sprintf("U+%04X", n.Rune)
		name, script := CharacterName(n.Rune), Script(n.Rune)
		words := catalogue.In(lang)
		switch {
		case name != "" && english(lang):
			return name
		case name != "":
			return words.Say("char-" + strings.ReplaceAll(name, " ", "-"))
		case script != "" && english(lang):
			return strings.ToUpper(script[:1]) + script[1:] + " " + string(n.Rune) + ", " + code
		case script != "":
			return words.Say("char-"+script, "Letter", string(n.Rune), "Code", code)
		}
		return code
	case LeadsTo:
		return say.F("leads to %s", n.Link).In(lang)
	case Italic:
		return say.F("in italics").In(lang)
	case Bold:
		return say.F("in bold").In(lang)
	}
	return say.F("plain").In(lang)
}

// values are what writers show of the values of a change: each without the texts
// in it, and these by field and language. Of texts that are compared by words
// nothing is said here, nor of values that differ in nothing else but for which
// citation or the like it is.
func (ch *Change) values() (from, to Value, texts []FieldValue) {
	if !ch.From.Table && !ch.To.Table {
		return ch.From, ch.To, nil
	}
	from, was := ch.From.parted("")
	to, is := ch.To.parted("")
	if len(ch.Texts) == 0 {
		texts = append(was, is...) // one side has none, or both have the same
		if !from.IsZero() && !to.IsZero() {
			texts = nil
		}
	}
	return from, to, texts
}

// parted is an item of a list of tables without the texts in it, and these, each
// under the name of the list and its own.
func (v Value) parted(name string) (rest Value, texts []FieldValue) {
	if !v.Table {
		return v, nil
	}
	if name != "" {
		name += "."
	}
	rest = Value{Table: true}
	for _, l := range v.Leaves {
		if l.Type == report.UnitText && !strings.Contains(l.Unit, "[") {
			texts = append(texts, FieldValue{Field: name + l.Path, Value: Value{Leaves: []report.Leaf{l}}})
		} else {
			rest.Leaves = append(rest.Leaves, l)
		}
	}
	return rest, texts
}

// fields returns the fields of a record that was added or deleted, with the texts in
// citations and the like separate.
func (ch *Change) fields() []FieldValue {
	var out []FieldValue
	for _, f := range ch.Fields {
		rest, texts := f.Value.parted(f.Field)
		if !rest.IsZero() {
			out = append(out, FieldValue{f.Field, rest, f.Name})
		}
		out = append(out, texts...)
	}
	return out
}

// fieldName is the name that writers use for a field of a record that was added or
// deleted: for a cell the heading of its column, for a text its language too.
func (ch *Change) fieldName(f FieldValue) string {
	name := ch.say(f.Name)
	if name == "" && !english(ch.spoken) {
		name = fieldLabel(ch.Ref.Kind, f.Field, ch.spoken)
		if i := strings.LastIndexByte(f.Field, '.'); slices.Contains(report.Langs, report.Lang(f.Field[i+1:])) {
			name = fieldLabel(ch.Ref.Kind, f.Field[:max(i, 0)], ch.spoken) + " (" + f.Field[i+1:] + ")"
		}
		return name
	}
	if name == "" {
		return f.Field
	}
	if parts := strings.Split(f.Field, "."); len(parts) == 3 {
		name += " (" + parts[2] + ")"
	}
	return name
}

// causes names the records whose change changed a derived value.
func (ch *Change) causes() string { return ch.callAll(ch.Cause) }

// visible replaces characters that would control the terminal, and marks that change
// the direction of text.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t':
			return r
		case unicode.IsControl(r), r >= 0x202a && r <= 0x202e, r >= 0x2066 && r <= 0x2069:
			return '\ufffd'
		}
		return r
	}, s)
}
