package diff

import (
	"slices"
	"strings"

	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// Filter chooses changes. What is empty chooses all; the rest must all hold.
type Filter struct {
	Classes []Class // one of them

	// Paragraphs are ids of operative paragraphs: "op02". Chosen is what is about
	// one of them: the paragraph, its requests, the records that these name as
	// evidence, the figures and numbers of parties that their texts print, and
	// what belongs to such a record: the observations of an indicator, the acts
	// of States on an instrument.
	Paragraphs []string

	// Lang chooses the texts in that language, and all that has no language.
	Lang report.Lang

	// Addressees are typed ids of entities and States: "entity:unodc"; an id
	// alone is that of an entity. Chosen are the requests addressed to one of them
	// and the paragraphs that these are in.
	Addressees []string
}

// Choice is what a Filter left of the changes.
type Choice struct {
	Filter   Filter
	NotShown int  // changes that are not in List
	Effects  int  // what follows from others and is not in List
	Texts    int  // texts in other languages, of changes that are in List
	Patch    []Op // the operations of all changes
}

// UnknownError says that a filter names what there is not.
type UnknownError struct {
	What  string // "class", "paragraph", "language" or "addressee"
	Value string
	Valid []string
}

func (e *UnknownError) Error() string { return e.In("en") }

// In is the message in the language of the reader.
func (e *UnknownError) In(lang string) string {
	valid := strings.Join(e.Valid, ", ")
	switch e.What {
	case "class":
		return say.F("there is no class %q; one of: %s", e.Value, valid).In(lang)
	case "language":
		return say.F("there is no language %q; one of: %s", e.Value, valid).In(lang)
	case "paragraph":
		return say.F("there is no paragraph %q; one of: %s", e.Value, valid).In(lang)
	}
	return say.F("there is no addressee %q; one of: %s", e.Value, valid).In(lang)
}

// IsZero reports whether f chooses everything.
func (f Filter) IsZero() bool {
	return len(f.Classes) == 0 && len(f.Paragraphs) == 0 && f.Lang == "" && len(f.Addressees) == 0
}

// Arguments are the flags of the program that ask for f.
func (f Filter) Arguments() []string {
	var args []string
	add := func(flag string, values []string) {
		if len(values) > 0 {
			args = append(args, flag, strings.Join(values, ","))
		}
	}
	add("--class", words(f.Classes))
	add("--paragraph", f.Paragraphs)
	if f.Lang != "" {
		add("--lang", []string{string(f.Lang)})
	}
	add("--addressee", f.Addressees)
	return args
}

// in says what f chooses.
func (f Filter) in(lang string) string {
	var parts []string
	add := func(what say.Text, values []string) {
		if len(values) > 0 {
			list := say.Words(values, "")
			list.Between = " or "
			parts = append(parts, what.In(lang)+" "+list.Say(lang))
		}
	}
	add(say.F("class"), words(f.Classes))
	add(say.F("paragraph"), f.Paragraphs)
	if f.Lang != "" {
		add(say.F("language"), []string{string(f.Lang)})
	}
	add(say.F("addressee"), f.Addressees)
	return strings.Join(parts, ", ")
}

func words[T ~string](list []T) []string {
	var out []string
	for _, v := range list {
		out = append(out, string(v))
	}
	return out
}

// Only is what f leaves of the changes from one report to the other, in the
// same order. Its Choice says how many are left out, and its Patch stays that of
// all. The error is an *UnknownError.
func (c *Changes) Only(f Filter, from, to *report.Report) (*Changes, error) {
	out := *c
	out.Choice = &Choice{Filter: f, Patch: c.Patch()}
	if c.Choice != nil {
		out.Choice.NotShown, out.Choice.Effects = c.Choice.NotShown, c.Choice.Effects
	}
	for _, class := range f.Classes {
		if !slices.Contains(Classes(), class) {
			return nil, &UnknownError{"class", string(class), words(Classes())}
		}
	}
	if f.Lang != "" && !slices.Contains(report.Langs, f.Lang) {
		return nil, &UnknownError{"language", string(f.Lang), words(report.Langs)}
	}
	about, err := aboutParagraphs(f.Paragraphs, from, to)
	if err != nil {
		return nil, err
	}
	addressed, err := addressedTo(f.Addressees, from, to)
	if err != nil {
		return nil, err
	}
	out.List = nil
	for _, ch := range c.List {
		inLang, others := ch.in(f.Lang)
		if len(f.Classes) > 0 && !slices.Contains(f.Classes, ch.Class) ||
			!ch.within(about) || !ch.within(addressed) || inLang == nil {
			if ch.Effect {
				out.Choice.Effects++
			} else {
				out.Choice.NotShown++
			}
			continue
		}
		out.Choice.Texts += others
		out.List = append(out.List, *inLang)
	}
	return &out, nil
}

// within reports whether a record of the change is among refs; nil are all.
func (ch *Change) within(refs map[report.Ref]bool) bool {
	return refs == nil || refs[ch.Ref] || slices.ContainsFunc(ch.Also, func(ref report.Ref) bool { return refs[ref] })
}

// in is the change as far as it is in a language, or has none, and how many of
// its texts are in others; nil if it is in others alone. Every change is in
// the empty language.
func (ch *Change) in(lang report.Lang) (*Change, int) {
	if lang == "" {
		return ch, 0
	}
	if len(ch.Texts) == 0 {
		out, others := *ch, 0
		out.Lang = lang
		out.From, out.To = ch.From.in(lang, &others), ch.To.in(lang, &others)
		out.Fields = nil
		for _, f := range ch.Fields {
			if f.Value = f.Value.in(lang, &others); !f.Value.IsZero() {
				out.Fields = append(out.Fields, f)
			}
		}
		return &out, others
	}
	i := slices.IndexFunc(ch.Texts, func(t TextChange) bool { return t.Lang == lang })
	// A citation may have another locator besides a note in several languages.
	more := !ch.From.Without(ch.Texts).Equal(ch.To.Without(ch.Texts))
	if i < 0 && !more {
		return nil, 0
	}
	out, others := *ch, len(ch.Texts)
	out.Lang, out.Texts = lang, nil
	out.From, out.To = ch.From.Without(ch.Texts), ch.To.Without(ch.Texts)
	if i >= 0 {
		out.Texts = []TextChange{ch.Texts[i]}
		others--
	}
	return &out, others
}

// in is a value without texts in other languages; n is raised by their number.
func (v Value) in(lang report.Lang, n *int) Value {
	other := func(l report.Leaf) bool {
		return l.Type == report.UnitText && l.Path[strings.LastIndexByte(l.Path, '.')+1:] != string(lang)
	}
	if !slices.ContainsFunc(v.Leaves, other) {
		return v
	}
	out := v
	out.Leaves = nil
	for _, l := range v.Leaves {
		if other(l) {
			*n++
		} else {
			out.Leaves = append(out.Leaves, l)
		}
	}
	return out
}

// aboutParagraphs are the records that Filter.Paragraphs chooses, nil for no ids.
func aboutParagraphs(ids []string, from, to *report.Report) (map[report.Ref]bool, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	valid := both(from, to, func(r *report.Report) []string {
		var list []string
		for _, p := range r.Paragraphs {
			list = append(list, p.ID)
		}
		return list
	})
	chosen := make(map[string]bool)
	for _, id := range ids {
		id = strings.TrimPrefix(id, string(report.KindParagraph)+":")
		if !slices.Contains(valid, id) {
			return nil, &UnknownError{"paragraph", id, valid}
		}
		chosen[id] = true
	}
	about := make(map[report.Ref]bool)
	for _, r := range []*report.Report{from, to} {
		for _, p := range r.Paragraphs {
			if !chosen[p.ID] {
				continue
			}
			about[report.Ref{Kind: report.KindParagraph, ID: p.ID}] = true
			for _, q := range p.Requests {
				about[report.Ref{Kind: report.KindRequest, ID: q.ID}] = true
				for _, ref := range q.Evidence {
					about[ref] = true
				}
				for _, t := range []report.Text{q.Progress, q.Reason, q.Next} {
					for _, l := range t.Langs() {
						for _, ref := range r.Prose().Read(t.In(l)).Refs() {
							if t, ok := report.TallyOf(ref); !ok || t.Instrument != "" {
								about[report.PrintedOf(ref)] = true
								continue
							}
							for _, list := range r.Participation { // counted over all of them
								about[report.Ref{Kind: report.KindInstrument, ID: list.Instrument}] = true
							}
						}
					}
				}
			}
		}
	}
	for _, r := range []*report.Report{from, to} {
		for _, ref := range r.Refs() {
			for at := r.Parent(ref); at != (report.Ref{}) && ref.Kind != report.KindRequest; at = r.Parent(at) {
				if about[at] {
					about[ref] = true
				}
			}
		}
	}
	delete(about, report.Ref{}) // of references that print no number
	return about, nil
}

// addressedTo are the records that Filter.Addressees chooses, nil for no ids.
func addressedTo(ids []string, from, to *report.Report) (map[report.Ref]bool, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	valid := both(from, to, func(r *report.Report) []string {
		var list []string
		for _, p := range r.Paragraphs {
			for _, q := range p.Requests {
				for _, a := range q.Addressees {
					list = append(list, a.String())
				}
			}
		}
		return list
	})
	slices.Sort(valid)
	chosen := make(map[report.Ref]bool)
	for _, id := range ids {
		ref := report.ParseRef(id)
		if !slices.Contains(valid, ref.String()) {
			return nil, &UnknownError{"addressee", id, valid}
		}
		chosen[ref] = true
	}
	addressed := make(map[report.Ref]bool)
	for _, r := range []*report.Report{from, to} {
		for _, p := range r.Paragraphs {
			for _, q := range p.Requests {
				if slices.ContainsFunc(q.Addressees, func(a report.Ref) bool { return chosen[a] }) {
					addressed[report.Ref{Kind: report.KindParagraph, ID: p.ID}] = true
					addressed[report.Ref{Kind: report.KindRequest, ID: q.ID}] = true
				}
			}
		}
	}
	return addressed, nil
}

// both are the values of two reports, each once, in the order in which they
// come.
func both(from, to *report.Report, of func(*report.Report) []string) []string {
	var list []string
	for _, r := range []*report.Report{from, to} {
		for _, v := range of(r) {
			if !slices.Contains(list, v) {
				list = append(list, v)
			}
		}
	}
	return list
}
