package check

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"rapporteur/generator/prose"
	"rapporteur/generator/report"
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
			Name:   "earlier-day",
			Family: Editions,
			Warns:  true,
			Doc: "The summary and the introduction do not speak of the day of an earlier edition as theirs: " +
				"“it sets out what was known on 30 June 2009” is written again for the next edition. A text that also names the day of this edition is not reported, nor are the days of the resolution.",
			Run: earlierDay,
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

// textsBefore are the texts of the edition before, by record and field.
func (p *Pass) textsBefore() (*IssuedEdition, map[textPlace]report.Text) {
	before := p.History.latest(p.Report)
	if before == nil {
		return nil, nil
	}
	old := make(map[textPlace]report.Text)
	for _, t := range before.Report.Texts() {
		old[textPlace{"", t.Ref, t.Field}] = t.Text
	}
	return before, old
}

func resolutionWords(p *Pass) {
	before, old := p.textsBefore()
	if before == nil {
		return
	}
	for _, t := range p.Texts() {
		was := old[textPlace{"", t.Ref, t.Field}]
		original := p.Report.OriginalOf(t)
		if !t.Verbatim || was.In(original) == "" || t.Text.In(original) == "" || p.Parse(was.In(original)).String() == p.Parse(t.Text.In(original)).String() {
			continue
		}
		from, n := firstDifference(was.In(original), t.Text.In(original))
		p.FoundIn(t.Ref, t.Field+"."+string(original), from, n, fmt.Sprintf("%s has quoted words that are not those of the edition %s", p.Name(t.Ref), before.Edition),
			"compare them with the document and restore what it says; if the edition was wrong, waive this warning in data/waivers.toml")
	}
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

// dayIn is a pattern for a day as texts write it in a language.
func dayIn(d report.Date, l report.Lang) *regexp.Regexp {
	if d.Day == 0 || d.Month < 1 || d.Month > 12 {
		return nil
	}
	month := monthNames[l]
	if month == nil {
		return nil
	}
	const gap = `[ \n\x{a0}\x{202f}]+`
	day := fmt.Sprintf("%d", d.Day)
	switch l {
	case "zh":
		return regexp.MustCompile(fmt.Sprintf(`%d ?年 ?%d ?月 ?%d ?日`, d.Year, d.Month, d.Day))
	case "fr":
		if d.Day == 1 {
			day = "1(?:er)?"
		}
	case "es":
		return regexp.MustCompile(`(?i)(?:^|[^0-9])` + day + gap + "de" + gap + month[d.Month-1] + gap + "(?:de|del)" + gap + fmt.Sprint(d.Year))
	}
	return regexp.MustCompile(`(?i)(?:^|[^0-9])` + day + gap + month[d.Month-1] + gap + fmt.Sprint(d.Year))
}

var monthNames = map[report.Lang][]string{
	"en": strings.Fields("January February March April May June July August September October November December"),
	"fr": strings.Fields("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
	"es": strings.Fields("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
	"ru": strings.Fields("января февраля марта апреля мая июня июля августа сентября октября ноября декабря"),
	"ar": strings.Fields(`كانون\s+الثاني/يناير شباط/فبراير آذار/مارس نيسان/أبريل أيار/مايو حزيران/يونيه تموز/يوليه آب/أغسطس أيلول/سبتمبر تشرين\s+الأول/أكتوبر تشرين\s+الثاني/نوفمبر كانون\s+الأول/ديسمبر`),
	"zh": make([]string, 12),
}

func earlierDay(p *Pass) {
	e := p.Report.Edition
	var days []IssuedEdition
	for _, is := range p.History.before(p.Report) {
		if is.AsAt.Before(e.AsAt) && is.AsAt != p.Report.Resolution.AdoptedOn && is.AsAt != p.Report.Resolution.DraftedOn {
			days = append(days, is)
		}
	}
	if len(days) == 0 || e.RelatesTo() != "" {
		return
	}
	slices.Reverse(days)
	for _, t := range p.Texts() {
		s, ok := p.Report.Record(t.Ref).(*report.Section)
		if !ok || s.Place != report.PlaceSummary && s.Place != report.PlaceIntroduction || t.Field != "text" {
			continue // what the title and the note of an edition say, the release shows
		}
		for _, l := range t.Text.Langs() {
			text := t.Text.In(l)
			if now := dayIn(e.AsAt, l); now == nil || now.MatchString(text) {
				continue
			}
			for _, is := range days {
				at := dayIn(is.AsAt, l).FindStringIndex(text)
				if at == nil {
					continue
				}
				from := at[0] + strings.IndexAny(text[at[0]:at[1]], digits)
				p.FoundIn(t.Ref, t.Field+"."+string(l), from, at[1]-from, fmt.Sprintf("%s names the day of the edition %s and not that of this one, %s", p.Name(t.Ref), is.Edition, e.AsAt),
					"write it for this edition; if that day is meant, waive this warning in data/waivers.toml")
				break
			}
		}
	}
}

var (
	negations = map[report.Lang]*regexp.Regexp{
		"en": regexp.MustCompile(`(?i)\b(?:not|no|never|none|nothing|nobody|neither|nor|without|cannot)\b|n['’]t\b`),
		"fr": regexp.MustCompile(`(?i)(?:^|[^\pL])(?:ne|n['’]|pas|aucune?|jamais|rien|sans|non|ni)(?:[^\pL]|$)`),
		"es": regexp.MustCompile(`(?i)(?:^|[^\pL])(?:no|nunca|ningun[oa]?|ningún|nada|sin|ni|tampoco)(?:[^\pL]|$)`),
		"ru": regexp.MustCompile(`(?i)(?:^|[^\pL])(?:не|нет|ни|никогда|без|ничего)(?:[^\pL]|$)`),
		"ar": regexp.MustCompile(`(?:^|[^\pL])(?:لم|لا|لن|ليس|ليست|دون|غير|عدم)(?:[^\pL]|$)`),
		"zh": regexp.MustCompile(`[不未没無无非]`),
	}
	numbersIn = regexp.MustCompile(`[0-9]+`)
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
	before, old := p.textsBefore()
	if before == nil {
		return
	}
	for _, t := range p.Texts() {
		was := old[textPlace{"", t.Ref, t.Field}]
		original := p.Report.OriginalOf(t)
		if was.IsZero() || was.In(original) == "" || was.In(original) != t.Text.In(original) {
			continue
		}
		for _, l := range t.Text.Langs() {
			now, then := t.Text.In(l), was.In(l)
			if l == original || then == "" || now == then || says(now, l, p.Parse(now)) == says(then, l, p.Parse(then)) {
				continue
			}
			from, n := firstDifference(then, now)
			p.FoundIn(t.Ref, t.Field+"."+string(l), from, n, fmt.Sprintf("%s has a %s that says something else in %s since the edition %s, but not in %s, its original", p.Name(t.Ref), t.Field, l.Name(), before.Edition, original.Name()),
				fmt.Sprintf("change %s.%s with it; if the translation was wrong before, waive this warning in data/waivers.toml", t.Field, original))
		}
	}
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
				p.Found(ref, "id", fmt.Sprintf("%s comes after %s, which in the edition %s it comes before", p.Name(ref), old.Requests[last-1].ID, before.Edition),
					"put the requests in the order of the words of the resolution")
				break
			}
			last = n
		}
	}
}

func cityState(p *Pass) {
	type where struct {
		state string
		name  string // of the record that says so
	}
	known := make(map[string]where)
	enter := func(r *report.Report, in string) {
		for _, a := range r.Activities {
			for _, l := range a.Place.City.Langs() {
				city := string(l) + a.Place.City.In(l)
				if _, ok := known[city]; !ok && a.Place.State != "" {
					known[city] = where{a.Place.State, a.ID + in}
				}
			}
		}
	}
	if before := p.History.latest(p.Report); before != nil {
		enter(before.Report, " in the edition "+before.Edition)
	}
	enter(p.Report, "")
	for _, a := range p.Report.Activities {
		for _, l := range a.Place.City.Langs() {
			is := known[string(l)+a.Place.City.In(l)]
			if a.Place.State == "" || is.state == "" || is.state == a.Place.State {
				continue
			}
			ref := report.Ref{Kind: report.KindActivity, ID: a.ID}
			p.Found(ref, "place.state", fmt.Sprintf("%s is at %s in the State %s, but %s has that city in the State %s", p.Name(ref), a.Place.City.In(l), a.Place.State, is.name, is.state),
				fmt.Sprintf("place.state = %q; if there are two cities of that name, waive this warning", is.state))
			break
		}
	}
}
