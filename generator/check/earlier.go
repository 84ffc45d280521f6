package check

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur/generator/internal/lazyregexp"
	"rapporteur/generator/prose"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// earlierRules returns the rules that compare the report with the edition before it.
func earlierRules() []Rule {
	return []Rule{
		{
			Name:   "resolution-words",
			Family: Editions,
			Warns:  true,
			Doc: "The words of the resolution, and others that are quoted, stay what they were in the edition before: a resolution does not change. " +
				"If they were copied wrongly, correct them, and waive the warning until the correction is issued.",
			Run: resolutionWords,
		},
		{
			Name:   "translation-alone",
			Family: Languages,
			Warns:  true,
			Doc: "A translation says what its original says. If only the translation has changed since the edition before, and a number, a reference or a negation in it with that, " +
				"it says something else now. Corrections of its wording are not reported.",
			Run: translationAlone,
		},
		{
			Name:   "request-order",
			Family: Editions,
			Warns:  true,
			Doc:    "The requests of a paragraph stay in the order in which the edition before has them, which is that of the words of the resolution.",
			Run:    requestOrder,
		},
		{
			Name:   "city-state",
			Family: References,
			Warns:  true,
			Doc:    "A city is in one State: the State of a place is the one that the report, or the edition before, gives for the same city elsewhere.",
			Run:    cityState,
		},
	}
}

// textsOfBoth calls visit for each text that both the report and the edition before it
// have in the original language; was is what that edition has.
func (p *Pass) textsOfBoth(visit func(t report.TextField, was report.Text, original report.Lang, edition string)) {
	before := p.History.latest(p.Report)
	if before == nil {
		return
	}
	type place struct {
		ref   report.Ref
		field string
	}
	old := make(map[place]report.Text)
	for _, t := range before.Report.Texts() {
		old[place{t.Ref, t.Field}] = t.Text
	}
	for _, t := range p.Texts() {
		was, original := old[place{t.Ref, t.Field}], p.Report.OriginalOf(t)
		if was.In(original) != "" && t.Text.In(original) != "" {
			visit(t, was, original, before.Edition)
		}
	}
}

func resolutionWords(p *Pass) {
	p.textsOfBoth(func(t report.TextField, was report.Text, original report.Lang, edition string) {
		now, then := t.Text.In(original), was.In(original)
		if !t.Verbatim || p.Parse(then).String() == p.Parse(now).String() {
			return
		}
		from, n := firstDifference(then, now)
		p.FoundIn(t.Ref, t.Field+"."+string(original), from, n, say.F("%s has quoted words that are not those of the edition %s", p.Name(t.Ref), edition),
			say.F("compare them with the document and restore what it says; if the edition was wrong, waive this warning in ‹data/waivers.toml›"))
	})
}

// firstDifference is the word of b in which it first differs from a.
func firstDifference(a, b string) (off, n int) {
	for off < len(a) && off < len(b) && a[off] == b[off] {
		off++
	}
	start := strings.LastIndexAny(b[:off], " \n\u00a0") + 1
	for start < len(b) && b[start]&0xc0 == 0x80 {
		start++
	}
	end := len(b)
	if i := strings.IndexAny(b[start:], " \n"); i > 0 {
		end = start + i
	}
	return start, end - start
}

var (
	negations = map[report.Lang]*lazyregexp.Regexp{
		"en": lazyregexp.New(`(?i)\b(?:not|no|never|none|nothing|nobody|neither|nor|without|cannot)\b|n['’]t\b`),
		"fr": lazyregexp.New(`(?i)(?:^|[^\pL])(?:ne|n['’]|pas|aucune?|jamais|rien|sans|non|ni)(?:[^\pL]|$)`),
		"es": lazyregexp.New(`(?i)(?:^|[^\pL])(?:no|nunca|ningun[oa]?|ningún|nada|sin|ni|tampoco)(?:[^\pL]|$)`),
		"ru": lazyregexp.New(`(?i)(?:^|[^\pL])(?:не|нет|ни|никогда|без|ничего)(?:[^\pL]|$)`),
		"ar": lazyregexp.New(`(?:^|[^\pL])(?:لم|لا|لن|ليس|ليست|دون|غير|عدم)(?:[^\pL]|$)`),
		"zh": lazyregexp.New(`[不未没無无非]`),
	}
	numbersIn = lazyregexp.New(`[0-9]+`)
)

// says is what a text says that a translation has too: numbers, references, negations.
func says(text string, l report.Lang, doc prose.Doc) string {
	var refs []string
	for _, r := range doc.Refs() {
		refs = append(refs, r.String())
	}
	slices.Sort(refs)
	n := 0
	if re := negations[l]; re != nil {
		n = len(re.FindAllStringIndex(text, -1))
	}
	found := numbersIn.FindAllString(refOrTarget.ReplaceAllString(text, " "), -1)
	slices.Sort(found)
	return fmt.Sprint(refs, n > 0, found)
}

func translationAlone(p *Pass) {
	p.textsOfBoth(func(t report.TextField, was report.Text, original report.Lang, edition string) {
		if was.In(original) != t.Text.In(original) {
			return
		}
		for _, l := range t.Text.Langs() {
			now, then := t.Text.In(l), was.In(l)
			if l == original || then == "" || now == then || says(now, l, p.Parse(now)) == says(then, l, p.Parse(then)) {
				continue
			}
			from, n := firstDifference(then, now)
			p.FoundIn(t.Ref, t.Field+"."+string(l), from, n, say.F("%s has a ‹%s› that says something else in %s since the edition %s, but not in %s, its original", p.Name(t.Ref), t.Field, languageName(l), edition, languageName(original)),
				say.F("change ‹%s.%s› with it; if the translation was wrong before, waive this warning in ‹data/waivers.toml›", t.Field, original))
		}
	})
}

func requestOrder(p *Pass) {
	before := p.History.latest(p.Report)
	if before == nil {
		return
	}
	for _, par := range p.Report.Paragraphs {
		old := before.Report.Paragraph(par.ID)
		if old == nil {
			continue
		}
		was := make(map[string]int)
		for i, q := range old.Requests {
			was[q.ID] = i + 1
		}
		last := 0
		for _, q := range par.Requests {
			n := was[q.ID]
			if n == 0 {
				continue
			}
			if n < last {
				ref := report.Ref{Kind: report.KindRequest, ID: q.ID}
				p.Found(ref, "id", say.F("%s comes after %s, which in the edition %s it comes before", p.Name(ref), old.Requests[last-1].ID, before.Edition),
					say.F("put the requests in the order of the words of the resolution"))
				break
			}
			last = n
		}
	}
}

func cityState(p *Pass) {
	type where struct {
		state string
		name  say.Text // of the record that says so
	}
	known := make(map[string]where)
	enter := func(r *report.Report, in say.Text) {
		for _, a := range r.Activities {
			for _, l := range a.Place.City.Langs() {
				city := string(l) + a.Place.City.In(l)
				if _, ok := known[city]; !ok && a.Place.State != "" {
					known[city] = where{a.Place.State, say.F("%s%s", a.ID, in)}
				}
			}
		}
	}
	if before := p.History.latest(p.Report); before != nil {
		enter(before.Report, say.F(" in the edition %s", before.Edition))
	}
	enter(p.Report, say.Text{})
	for _, a := range p.Report.Activities {
		for _, l := range a.Place.City.Langs() {
			is := known[string(l)+a.Place.City.In(l)]
			if a.Place.State == "" || is.state == "" || is.state == a.Place.State {
				continue
			}
			ref := report.Ref{Kind: report.KindActivity, ID: a.ID}
			p.Found(ref, "place.state", say.F("%s is at %s in the State %s, but %s has that city in the State %s", p.Name(ref), a.Place.City.In(l), a.Place.State, is.name, is.state),
				say.F("‹place.state = %q›; if there are two cities of that name, ‹waive› this warning", is.state))
			break
		}
	}
}
