package site

import (
	"cmp"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"rapporteur/generator/diff"
	"rapporteur/generator/operative"
	"rapporteur/generator/report"
	"rapporteur/generator/site/derived"
	"rapporteur/generator/site/history"
	"rapporteur/generator/site/locale"
	"rapporteur/generator/site/page"
)

// value is the value of a field as the page's language writes it. l is a page
// of the edition whose value it is.
func (w *changeWriter) value(l *pageWriter, ref report.Ref, field string, v diff.Value) page.ChangeValue {
	if v.IsZero() {
		return page.ChangeValue{}
	}
	name := history.FieldName(field)
	if latest, ok := l.latestValue(ref); ok && field == diff.FieldLatest {
		return latest
	}
	switch {
	case v.Table && name == "cites":
		return w.citation(l, v)
	case v.Table && name == "gaps":
		return w.gap(l, v)
	case v.Table:
		return w.table(l, ref, v)
	case len(v.Items) > 0:
		return w.list(l, ref, field, v.Items)
	}
	leaf := v.Leaves[0]
	switch leaf.Type {
	case diff.UnitCompleteness:
		done, _ := v.Number("done")
		due, _ := v.Number("due")
		return page.ChangeValue{Done: int(done), Due: int(due), Counts: true}
	case report.UnitPeriod:
		o, _ := l.Report.Record(ref).(*report.Observation)
		period := report.Period{From: dateOf(v.Leaf("from")), To: dateOf(v.Leaf("to"))}
		return page.ChangeValue{Text: w.plain(l.w.Period(period, o != nil && o.Momentary()).Text)}
	case report.UnitText:
		return page.ChangeValue{Text: l.text(v.Text(leaf.Unit))}
	case report.UnitQuantity, report.UnitAmount:
		return page.ChangeValue{Number: number(l.w, v)}
	}
	return w.single(l, ref, name, leaf)
}

// single is a value without parts.
func (w *changeWriter) single(l *pageWriter, ref report.Ref, name string, leaf report.Leaf) page.ChangeValue {
	switch x := leaf.Value.(type) {
	case int64, report.Number:
		n, _ := report.NumberIn(x)
		return page.ChangeValue{Number: l.w.Exact(n)}
	case bool:
		return page.ChangeValue{Key: "yes"}
	}
	if leaf.Form == report.FormDate {
		return page.ChangeValue{Text: w.plain(l.w.Date(dateOf(&leaf), false).Text)}
	}
	word := fmt.Sprint(leaf.Value)
	switch name {
	case "verb":
		if word == string(report.NoVerb) {
			return page.ChangeValue{Key: "verb-none"}
		}
		return page.ChangeValue{Text: w.plain(operative.Named(w.lang, report.Verb(word), nil))}
	case "qualifiers":
		return page.ChangeValue{Text: w.plain(operative.QualifierName(w.lang, report.VerbQualifier(word)))}
	case "content":
		return page.ChangeValue{Text: page.Text{Text: l.imageContent(word), Lang: string(w.lang), Dir: "ltr"}}
	}
	if list := termList(ref.Kind, name); list != "" {
		return termValue(l, list, word)
	}
	if key := wordKey(ref.Kind, name, word); key != "" {
		return page.ChangeValue{Key: key}
	}
	if name == "locator" {
		return page.ChangeValue{Text: w.plain(l.w.Locator(word))}
	}
	if text, _ := l.name(refOf(ref.Kind, cmp.Or(leaf.Path, name), word)); text.Text != "" {
		return page.ChangeValue{Text: text}
	}
	return page.ChangeValue{Text: page.Text{Text: word, Lang: string(w.lang), Dir: "ltr"}}
}

// list is a list of items.
func (w *changeWriter) list(l *pageWriter, ref report.Ref, field string, items []diff.Value) page.ChangeValue {
	var out page.ChangeValue
	for _, it := range items {
		out.Items = append(out.Items, w.value(l, ref, field, it))
	}
	return out
}

// table is an item of a list of tables that has no form of its own: its fields.
func (w *changeWriter) table(l *pageWriter, ref report.Ref, v diff.Value) page.ChangeValue {
	var out page.ChangeValue
	for rest := v.Leaves; len(rest) > 0; {
		field, _, inList := strings.Cut(rest[0].Unit, "].")
		n := 1
		for n < len(rest) && (rest[n].Unit == rest[0].Unit || inList && strings.HasPrefix(rest[n].Path, field+"].")) {
			n++
		}
		part := diff.Value{Leaves: slices.Clone(rest[:n])}
		if inList {
			field, part.Table = field+"]", true
			for i := range part.Leaves {
				leaf := &part.Leaves[i]
				leaf.Path, leaf.Unit = strings.TrimPrefix(leaf.Path, field+"."), strings.TrimPrefix(leaf.Unit, field+".")
			}
		}
		value := w.value(l, ref, field, part)
		value.Field = history.FieldName(field)
		out.Items = append(out.Items, value)
		rest = rest[n:]
	}
	return out
}

// dateOf is the date of a leaf; zero for nil.
func dateOf(l *report.Leaf) report.Date {
	if l == nil {
		return report.Date{}
	}
	s, _ := l.Value.(string)
	d, err := report.ParseDate(s)
	if err != nil {
		return report.Date{}
	}
	return d
}

// number is a quantity or an amount as the language writes it.
func number(w *locale.Locale, v diff.Value) page.Number {
	var q report.Quantity
	if l := v.Leaf("value"); l != nil {
		if n, ok := report.NumberIn(l.Value); ok {
			q.Value = &n
		}
	}
	if l := v.Leaf("to"); l != nil {
		if n, ok := report.NumberIn(l.Value); ok {
			q.To = &n
		}
	}
	q.Per, _ = v.Number("per")
	if l := v.Leaf("rounded_to"); l != nil {
		q.RoundedTo, _ = report.NumberIn(l.Value)
	}
	if l := v.Leaf("qualifier"); l != nil {
		q.Qualifier = report.Qualifier(fmt.Sprint(l.Value))
	}
	if l := v.Leaf("as_printed"); l != nil {
		q.AsPrinted = fmt.Sprint(l.Value)
	}
	if l := v.Leaf("currency"); l != nil {
		return w.Amount(report.Amount{Value: q.Value, To: q.To, Currency: fmt.Sprint(l.Value), Qualifier: q.Qualifier, RoundedTo: q.RoundedTo, AsPrinted: q.AsPrinted})
	}
	return w.Quantity(q)
}

// latestValue is the newest value of a figure, with its period.
func (l *pageWriter) latestValue(ref report.Ref) (page.ChangeValue, bool) {
	in, _ := l.Report.Record(ref).(*report.Indicator)
	if in == nil {
		return page.ChangeValue{}, false
	}
	o, _ := l.Newest(in)
	if o == nil {
		return page.ChangeValue{}, false
	}
	return page.ChangeValue{Number: l.w.Quantity(o.Quantity), Span: l.w.Observed(o)}, true
}

// what is the gist of a record that came or went, with a word for its kind.
func (w *changeWriter) what(l *pageWriter, ref report.Ref) page.ChangeValue {
	var out page.ChangeValue
	switch v := l.Report.Record(ref).(type) {
	case *report.Request:
		out = termValue(l, report.StatusTerms, derived.Status(v))
	case *report.Act:
		out.Key = "act-" + string(v.Kind)
	case *report.Activity:
		out = termValue(l, report.ActivityTerms, string(v.Kind))
	case *report.Source:
		if v.Symbol != "" && !report.JobNumber(v.Symbol) {
			// The symbol is its name.
			out.Text = l.cited(v.Title, v.Original)
		}
	}
	out.Number, out.Span = l.gist(ref)
	return out
}

// fields are what a record that came or went says, each text in one language.
func (w *changeWriter) fields(l *pageWriter, ch *diff.Change) []page.ChangeField {
	languages := make(map[string][]report.Lang) // of texts, by field
	for _, v := range ch.Fields {
		if field, lang, ok := inLanguage(v.Field); ok {
			languages[field] = append(languages[field], lang)
		}
	}
	var out []page.ChangeField
	for _, v := range ch.Fields {
		field, lang, ok := inLanguage(v.Field)
		if told(ch.Ref.Kind, field) {
			continue
		}
		if !ok {
			name, value := fieldOf(ch.Ref.Kind, v.Field, v.Value), w.value(l, ch.Ref, v.Field, v.Value)
			if n := len(out); n > 0 && out[n-1].Field == name && strings.HasSuffix(v.Field, "]") {
				// The items of a list have one label.
				out[n-1].Values = append(out[n-1].Values, value)
				continue
			}
			out = append(out, page.ChangeField{Field: name, Column: l.text(v.Name), Values: []page.ChangeValue{value}})
			continue
		}
		if best(languages[field], w.lang, l.Report.Meta.Original) != lang {
			continue
		}
		text := page.Text{Text: l.plainText(page.Text{Text: v.Value.Text(field).In(lang)}), Lang: string(lang), Dir: locale.Dir(lang), Foreign: lang != w.lang}
		out = append(out, page.ChangeField{Field: fieldOf(ch.Ref.Kind, field), Column: l.text(v.Name), Values: []page.ChangeValue{{Text: text}}})
	}
	return out
}

// fieldOf is the name of a field by which its label is found. The number of a
// printing job that a file has as a symbol is called what it is.
func fieldOf(kind report.Kind, path string, values ...diff.Value) string {
	name := history.FieldOf(kind, path)
	if name == "symbol" && slices.ContainsFunc(values, func(v diff.Value) bool { return report.JobNumber(v.Word()) }) {
		return "job-number"
	}
	return name
}

// told reports whether a field is in the summary that what gives of a
// record, or in its name.
func told(kind report.Kind, field string) bool {
	switch kind {
	case report.KindAct:
		return field == "state" || field == "kind" || field == "date"
	case report.KindObservation:
		return field == "id" || field == "period" || field == "quantity"
	}
	return field == "id"
}

// inLanguage splits the path of a text into its field and language.
func inLanguage(path string) (field string, lang report.Lang, ok bool) {
	i := strings.LastIndexByte(path, '.')
	if i < 0 {
		return path, "", false
	}
	for _, l := range report.Langs {
		if path[i+1:] == string(l) {
			return path[:i], l, true
		}
	}
	return path, "", false
}

func best(langs []report.Lang, wanted ...report.Lang) report.Lang {
	for _, want := range wanted {
		for _, l := range langs {
			if l == want {
				return l
			}
		}
	}
	return langs[0]
}

// citation is a citation: its source, locator and note, and in fields of their
// own what it is for and how it was verified.
func (w *changeWriter) citation(l *pageWriter, v diff.Value) page.ChangeValue {
	var out page.ChangeValue
	var words []string
	var cite report.Cite
	for _, leaf := range v.Leaves {
		word := fmt.Sprint(leaf.Value)
		switch {
		case leaf.Path == "source":
			cite.Source = word
			words = append(words, l.sourceName(word))
		case leaf.Path == "locator":
			words = append(words, l.w.Locator(word))
		case strings.HasPrefix(leaf.Path, "for["):
			out.For = append(out.For, word)
		case leaf.Path == "verification":
			cite.Verification = report.Verification(word)
		}
	}
	if cite.Verification != "" {
		out.Key = "verification-" + string(l.Report.Shown(cite))
	}
	if note := l.text(v.Text("note")); note.Text != "" {
		words = append(words, note.Text)
	}
	out.Text = w.plain(strings.Join(words, ", "))
	return out
}

func (l *pageWriter) sourceName(id string) string {
	text, _ := l.name(report.Ref{Kind: report.KindSource, ID: id})
	return cmp.Or(text.Text, id)
}

// gap is a field that is not reported, with the reason and the note.
func (w *changeWriter) gap(l *pageWriter, v diff.Value) page.ChangeValue {
	var out page.ChangeValue
	if f := v.Leaf("field"); f != nil {
		out.Field = fmt.Sprint(f.Value)
	}
	if r := v.Leaf("reason"); r != nil {
		out.Key = "gap-" + fmt.Sprint(r.Value)
	}
	if note := l.text(v.Text("note")); note.Text != "" {
		out.Text = w.plain(l.plainText(note))
	}
	return out
}

// termList is the list that a field of a kind has its words from, if a report may
// extend it.
func termList(kind report.Kind, field string) report.TermList {
	switch {
	case kind == report.KindTerm && field == "like", field == "status" && kind != report.KindPublication && kind != report.KindEdition:
		return report.StatusTerms
	case field == "condition":
		return report.ConditionTerms
	case field == "kind" && kind == report.KindActivity:
		return report.ActivityTerms
	case field == "region":
		return report.RegionTerms
	}
	return ""
}

// termValue is a word of a list that a report may extend.
func termValue(l *pageWriter, list report.TermList, word string) page.ChangeValue {
	if t := l.Report.Term(list, word); t != nil {
		return page.ChangeValue{Text: l.text(t.Name)}
	}
	return page.ChangeValue{Key: locale.WordKey(list, word)}
}

// wordKey is the interface string for a word of a controlled list; empty
// where the value is none.
func wordKey(kind report.Kind, field, word string) string {
	if list := termList(kind, field); list != "" {
		return locale.WordKey(list, word)
	}
	switch field {
	case "status":
		switch kind {
		case report.KindPublication:
			return "publication-status-" + word
		case report.KindEdition:
			return "edition-status-" + word
		}
	case "register":
		return "register-" + word
	case "kind":
		switch kind {
		case report.KindMoney:
			return "money-" + word
		case report.KindEntity:
			return "entity-" + word
		case report.KindSource:
			return "source-" + word
		case report.KindAct:
			return "act-" + word
		case report.KindRetired:
			return "kind-" + word
		case report.KindPart:
			return "part-kind-" + word
		case report.KindColumn:
			return "column-kind-" + word
		case report.KindSection:
			return "section-kind-" + word
		case report.KindEdition:
			return "edition-kind-" + word
		}
	case "align":
		return "align-" + word
	case "access":
		return field + "-" + word
	case "list":
		return "term-list-" + word
	case "place":
		if kind == report.KindSection {
			return "part-" + word
		}
	case "document-distribution":
		return strings.TrimPrefix(field, "document-") + "-" + word
	case "original", "document-original", "languages", "official_languages":
		return "lang-" + word
	}
	return ""
}

// escape is text as HTML.
func escape(s string) string { return template.HTMLEscapeString(s) }

// refOf is the record that a word in a field, given by its path, names; zero if it
// names none.
func refOf(kind report.Kind, path, word string) report.Ref {
	if strings.Contains(word, ":") {
		return report.ParseRef(word)
	}
	if to := kind.Targets(path); len(to) == 1 {
		return report.Ref{Kind: to[0], ID: word}
	}
	return report.Ref{}
}
