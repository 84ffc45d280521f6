package check

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"rapporteur/generator/internal/lazyregexp"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

func dateStyleRules() []Rule {
	return slices.Concat(
		inEach("dates", Style,
			"A date in a text is written 1 September 2008: day, month in full, year, without ordinals and commas. The form 2008-09-01 is for data only.",
			"A date in a text is written 1er septembre 2008: day, month in full and in lower case, year. The form 2008-09-01 is for data only.",
			datesInProse),
	)
}

var (
	isoDate     = lazyregexp.New(`^(\d{4})-(\d\d)-(\d\d)$`)
	slashedDate = lazyregexp.New(`^\d{1,2}([/.])\d{1,2}[/.](?:\d{2}|\d{4})$`)
	ordinalDay  = map[report.Lang]*lazyregexp.Regexp{
		"en": lazyregexp.New(`^(\d{1,2})(st|nd|rd|th)$`),
		"fr": lazyregexp.New(`^(\d{1,2})(e|è|ème)$`),
	}
)

// dateStyle checks the dates in texts in one language.
type dateStyle struct {
	p       *Pass
	lang    report.Lang
	months  map[string]int
	names   []string       // month names, indexed by number
	short   map[string]int // abbreviated months
	ordinal *lazyregexp.Regexp
}

func datesInProse(p *Pass, lang report.Lang) {
	d := dateStyle{
		p: p, lang: lang, months: months[lang], names: make([]string, 13), ordinal: ordinalDay[lang],
		short: map[string]int{"jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12},
	}
	if lang == "fr" {
		d.short = map[string]int{"janv": 1, "jan": 1, "févr": 2, "fév": 2, "avr": 4, "juil": 7, "sept": 9, "oct": 10, "nov": 11, "déc": 12}
	}
	for name, n := range d.months {
		if lang == "en" {
			name = strings.ToUpper(name[:1]) + name[1:]
		}
		d.names[n] = name
	}
	for _, ps := range p.passages(lang) {
		if !ps.chars.has(digits) {
			continue
		}
		for i, w := range ps.words {
			if w.quoted {
				continue
			}
			if n := d.months[strings.ToLower(w.text)]; n > 0 {
				d.atMonth(ps, i, n)
				continue
			}
			if n := d.short[strings.ToLower(w.text)]; n > 0 {
				d.atShort(ps, i, n)
				continue
			}
			if w.text[0] < '0' || w.text[0] > '9' || len(w.text) < 6 {
				continue
			}
			if m := isoDate.FindStringSubmatch(w.text); m != nil {
				year, _ := strconv.Atoi(m[1])
				month, _ := strconv.Atoi(m[2])
				day, _ := strconv.Atoi(m[3])
				if month >= 1 && month <= 12 && day >= 1 && day <= 31 {
					d.found(ps, w.off, w.end(), say.F("in the form of data"), say.F("write %s %d", d.day(day, month), year))
				}
			} else if slashedDate.MatchString(w.text) {
				d.found(ps, w.off, w.end(), say.F("in figures"), say.F("write the month in full: %s 2008", d.day(1, 9)))
			}
		}
	}
}

// day returns a day and its month in the correct form.
func (d *dateStyle) day(day, month int) string {
	if d.lang == "fr" && day == 1 {
		return "1er " + d.names[month]
	}
	return fmt.Sprintf("%d %s", day, d.names[month])
}

func (d *dateStyle) found(ps *passage, from, to int, how, hint say.Text) {
	d.p.in(ps, from, to-from, say.F("writes the date “%s” %s", strings.TrimSpace(ps.text[from:to]), how), hint)
}

// atMonth checks the date around the name of a month.
func (d *dateStyle) atMonth(ps *passage, i, month int) {
	w, before, after := ps.words[i], at(ps.words, i-1), at(ps.words, i+1)
	space := func(s string) bool { return s != "" && strings.TrimSpace(s) == "" }
	day, isDay := plainNumber(before.text)
	isDay = isDay && day >= 1 && day <= 31 && len(before.text) <= 2 && space(ps.between(before, w))
	year := isYear(after.text)
	if d.lang == "en" && (w.text == "march" || w.text == "may") {
		return
	}
	if m := d.ordinal.FindStringSubmatch(before.text); m != nil && space(ps.between(before, w)) {
		n, _ := strconv.Atoi(m[1])
		d.found(ps, before.off, w.end(), say.F("with an ordinal"), say.F("write %s", d.day(n, month)))
		return
	}
	if before.text == "of" {
		if m := d.ordinal.FindStringSubmatch(at(ps.words, i-2).text); m != nil {
			n, _ := strconv.Atoi(m[1])
			d.found(ps, ps.words[i-2].off, w.end(), say.F("with an ordinal"), say.F("write %s", d.day(n, month)))
			return
		}
	}
	switch {
	case isDay && d.lang == "fr" && before.text == "1":
		d.found(ps, before.off, w.end(), say.F("without an ordinal"), say.F("write %s", d.day(day, month)))
	case isDay && before.text[0] == '0':
		d.found(ps, before.off, w.end(), say.F("with a leading zero"), say.F("write %s", d.day(day, month)))
	case isDay && d.lang == "fr" && unicode.IsUpper([]rune(w.text)[0]):
		d.found(ps, before.off, w.end(), say.F("with a capital"), say.F("write %s", d.day(day, month)))
	case isDay && year && strings.TrimSpace(ps.between(w, after)) == ",":
		d.found(ps, before.off, after.end(), say.F("with a comma"), say.F("write %s %s", d.day(day, month), after.text))
	case !isDay && space(ps.between(w, after)):
		n, ok := plainNumber(after.text)
		if m := d.ordinal.FindStringSubmatch(after.text); m != nil {
			n, _ = strconv.Atoi(m[1])
		} else if !ok || len(after.text) > 2 || n < 1 || n > 31 {
			return
		} else if next := at(ps.words, i+2); !(isYear(next.text) && strings.TrimSpace(ps.between(after, next)) == ",") && before.text != "on" && before.text != "On" {
			return
		}
		end, right := after.end(), d.day(n, month)
		if next := at(ps.words, i+2); isYear(next.text) && strings.Trim(ps.between(after, next), ", ") == "" {
			end, right = next.end(), right+" "+next.text
		}
		d.found(ps, w.off, end, say.F("with the month first"), say.F("write %s", right))
	}
}

// atShort checks an abbreviated month.
func (d *dateStyle) atShort(ps *passage, i, month int) {
	w, before, after := ps.words[i], at(ps.words, i-1), at(ps.words, i+1)
	day, isDay := plainNumber(before.text)
	isDay = isDay && day >= 1 && day <= 31 && strings.TrimSpace(ps.between(before, w)) == ""
	isYear := isYear(after.text) && strings.Trim(ps.between(w, after), " .\u00a0") == ""
	if isDay || isYear {
		d.found(ps, w.off, w.end(), say.F("with the month abbreviated"), say.F("write %s", d.names[month]))
	}
}

func isYear(s string) bool {
	n, ok := plainNumber(s)
	return ok && len(s) == 4 && n >= 1800 && n <= 2199
}
