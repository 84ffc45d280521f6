package site

import (
	"html/template"
	"slices"
	"strconv"
	"strings"

	"rapporteur/generator/diff"
	"rapporteur/generator/report"
	"rapporteur/generator/site/derived"
	"rapporteur/generator/site/history"
	"rapporteur/generator/site/locale"
	"rapporteur/generator/site/page"
)

// value is the value of a field as the page's language writes it. The leaf is
// that of the edition whose value it is.
func (w *changeWriter) value(l *pageWriter, ref report.Ref, field, raw string) page.ChangeValue {
	if raw == "" {
		return page.ChangeValue{}
	}
	name := history.FieldName(field)
	if v, ok := l.amountIn(ref, field); ok {
		return v
	}
	if key := wordKey(ref.Kind, name, raw); key != "" {
		return page.ChangeValue{Key: key}
	}
	switch name {
	case diff.FieldParties, "members", diff.FieldPartyToAll:
		if n, err := strconv.ParseInt(strings.ReplaceAll(raw, ",", ""), 10, 64); err == nil {
			return page.ChangeValue{Number: l.w.Number(n)}
		}
	case diff.FieldCompleteness:
		done, due, _ := strings.Cut(raw, " of ")
		d, err := strconv.Atoi(done)
		n, err2 := strconv.Atoi(due)
		if err == nil && err2 == nil {
			return page.ChangeValue{Done: d, Due: n, Counts: true}
		}
	case "cites":
		return w.cited(l, raw)
	case "gaps":
		return w.gap(l, raw)
	case "id", "symbol", "reference", "supersedes", "commit":
		return page.ChangeValue{Text: page.Text{Text: raw, Lang: string(w.lang), Dir: "ltr"}}
	}
	named := report.Ref{Kind: idKind(ref.Kind, name), ID: raw}
	if strings.Contains(raw, ":") {
		named = report.ParseRef(raw)
	}
	if text, _ := l.name(named); text.Text != "" {
		return page.ChangeValue{Text: text}
	}
	if d, ok := isoDate(raw); ok {
		return page.ChangeValue{Text: w.plain(l.w.Date(d, false).Text)}
	}
	if s, ok := period(raw); ok {
		return page.ChangeValue{Text: w.plain(l.w.Span(s.From, s.To, false).Text)}
	}
	return page.ChangeValue{Text: page.Text{Text: raw, Lang: string(w.lang), Dir: "ltr"}}
}

// amountIn is a quantity or an amount of a record.
func (l *pageWriter) amountIn(ref report.Ref, field string) (page.ChangeValue, bool) {
	var n page.Number
	switch v := l.Report.Record(ref).(type) {
	case *report.Observation:
		if field != "quantity" {
			return page.ChangeValue{}, false
		}
		n = l.w.Quantity(v.Quantity)
	case *report.Money:
		if field != "amount" {
			return page.ChangeValue{}, false
		}
		n = l.w.Amount(v.Amount)
	case *report.Activity:
		switch field {
		case "participants":
			n = l.w.Quantity(v.Participants)
		case "states_count":
			n = l.w.Quantity(v.StatesCount)
		default:
			return page.ChangeValue{}, false
		}
	case *report.Indicator:
		if field != diff.FieldLatest {
			return page.ChangeValue{}, false
		}
		o, _ := l.Newest(v)
		if o == nil {
			return page.ChangeValue{}, false
		}
		return page.ChangeValue{Number: l.w.Quantity(o.Quantity), Span: l.w.Span(o.Period.From, o.Period.To, false)}, true
	default:
		return page.ChangeValue{}, false
	}
	return page.ChangeValue{Number: n}, n.Text != ""
}

// what a record is, in a few words.
func (w *changeWriter) what(l *pageWriter, ref report.Ref) page.ChangeValue {
	switch v := l.Report.Record(ref).(type) {
	case *report.Request:
		return page.ChangeValue{Key: "status-" + derived.Status(v)}
	case *report.Observation:
		return page.ChangeValue{Number: l.w.Quantity(v.Quantity), Span: l.w.Span(v.Period.From, v.Period.To, false)}
	case *report.Act:
		return page.ChangeValue{Key: "act-" + string(v.Kind), Span: l.w.Span(v.Date, v.Date, false)}
	case *report.Activity:
		return page.ChangeValue{Key: "activity-" + string(v.Kind), Span: l.w.Span(v.Start, v.End, v.Inferred)}
	case *report.Publication:
		return page.ChangeValue{Span: l.w.Span(v.Date, v.Date, false)}
	case *report.Money:
		return page.ChangeValue{Number: l.w.Amount(v.Amount), Span: l.w.Span(v.Period.From, v.Period.To, false)}
	case *report.Source:
		out := page.ChangeValue{Span: l.w.Span(v.Date, v.Date, false)}
		if v.Symbol != "" {
			// The symbol is its name.
			out.Text = l.cited(v.Title, v.Original)
		}
		return out
	}
	return page.ChangeValue{}
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
			out = append(out, page.ChangeField{Field: history.FieldName(v.Field), Value: w.value(l, ch.Ref, v.Field, v.Text)})
			continue
		}
		if best(languages[field], w.lang, l.Report.Meta.Original) != lang {
			continue
		}
		text := page.Text{Text: l.plainText(page.Text{Text: v.Text}), Lang: string(lang), Dir: locale.Dir(lang), Foreign: lang != w.lang}
		out = append(out, page.ChangeField{Field: history.FieldName(field), Value: page.ChangeValue{Text: text}})
	}
	return out
}

// told reports whether a field stands in the few words that what says of a
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

// cited is a citation, which comes as "source; place; for fields;
// verification word; note text".
func (w *changeWriter) cited(l *pageWriter, raw string) page.ChangeValue {
	var out page.ChangeValue
	var words []string
	for i, part := range strings.Split(raw, "; ") {
		kind, rest, _ := strings.Cut(part, " ")
		switch {
		case i == 0 && l.Report.Source(part) != nil:
			words = append(words, l.sourceName(part))
		case kind == "for":
			out.For = strings.Split(rest, ", ")
		case kind == "verification":
			out.Key = "verification-" + rest
		case kind == "note":
			words = append(words, l.oneOf(rest))
		default:
			words = append(words, l.w.Locator(part))
		}
	}
	out.Text = w.plain(strings.Join(words, ", "))
	return out
}

func (l *pageWriter) sourceName(id string) string {
	text, _ := l.name(report.Ref{Kind: report.KindSource, ID: id})
	return text.Text
}

// gap is what is not reported, which comes as "field; reason word; note
// text".
func (w *changeWriter) gap(l *pageWriter, raw string) page.ChangeValue {
	var out page.ChangeValue
	for i, part := range strings.Split(raw, "; ") {
		kind, rest, _ := strings.Cut(part, " ")
		switch {
		case i == 0:
			out.Field = part
		case kind == "reason":
			out.Key = "gap-" + rest
		case kind == "note":
			out.Text = w.plain(l.plainText(page.Text{Text: l.oneOf(rest)}))
		}
	}
	return out
}

// oneOf is a text in the language of the page, out of the same in every
// language that the edition is published in, in the order of the language
// bar.
func (l *pageWriter) oneOf(s string) string {
	parts := strings.Split(s, " / ")
	i := 0
	for _, lang := range report.Langs {
		if !slices.Contains(l.Report.Meta.Languages, lang) {
			continue
		}
		if lang == l.lang && len(parts) == len(l.Report.Meta.Languages) {
			return parts[i]
		}
		i++
	}
	return s
}

// wordKey is the interface string for a word of a controlled list; empty
// where the value is none.
func wordKey(kind report.Kind, field, word string) string {
	if word == "yes" {
		return "yes"
	}
	switch field {
	case "status":
		switch kind {
		case report.KindPublication:
			return "publication-" + word
		case report.KindEdition:
			return "edition-status-" + word
		}
		return "status-" + word
	case "kind":
		switch kind {
		case report.KindActivity:
			return "activity-" + word
		case report.KindMoney:
			return "money-" + word
		case report.KindEntity:
			return "entity-" + word
		case report.KindSource:
			return "source-" + word
		case report.KindAct:
			return "act-" + word
		}
	case "verb", "condition", "region", "access":
		return field + "-" + word
	case "place":
		if kind == report.KindSection {
			return "part-" + word
		}
	case "original":
		return "lang-" + word
	}
	return ""
}

// idKind is the kind of record whose ids a field holds without it.
func idKind(kind report.Kind, field string) report.Kind {
	switch field {
	case "reported_by":
		return report.KindEntity
	case "parent":
		if kind == report.KindEntity {
			return report.KindEntity
		}
	case "part_of":
		return report.KindMoney
	case "amends", "instrument":
		return report.KindInstrument
	case "state", "states":
		return report.KindState
	case "paragraph":
		return report.KindParagraph
	}
	return ""
}

// isoDate reads a date that has at least a month: a year alone may be any
// number.
func isoDate(s string) (report.Date, bool) {
	if len(s) < len("2008-07") || s[4] != '-' {
		return report.Date{}, false
	}
	d, err := report.ParseDate(s)
	return d, err == nil
}

// period reads "2003-01-01 to 2007-07-06", "since 2003-01-01" and "until
// 2007-07-06".
func period(s string) (report.Period, bool) {
	var p report.Period
	from, to, both := strings.Cut(s, " to ")
	if !both {
		var ok bool
		if from, ok = strings.CutPrefix(s, "since "); !ok {
			if to, ok = strings.CutPrefix(s, "until "); !ok {
				return p, false
			}
			from = ""
		}
	}
	for _, end := range []struct {
		text string
		date *report.Date
	}{{from, &p.From}, {to, &p.To}} {
		if end.text == "" {
			continue
		}
		d, err := report.ParseDate(end.text)
		if err != nil {
			return report.Period{}, false
		}
		*end.date = d
	}
	return p, true
}

// escape is text as HTML.
func escape(s string) string { return template.HTMLEscapeString(s) }
