package site

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/bep/golocales"
	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"rapporteur/generator/catalogue"
	"rapporteur/generator/report"
	"rapporteur/generator/site/page"
)

// words writes dates, numbers and locators as one language does. It is not
// safe for use by several goroutines.
type words struct {
	lang    report.Lang
	strings *catalogue.Strings
	numbers golocales.Translator
	order   *collate.Collator
	units   map[string]string // words of a locator, English to lang
}

func newWords(lang report.Lang) *words {
	w := &words{
		lang:    lang,
		strings: catalogue.In(string(lang)),
		numbers: golocales.New(string(lang)),
		order:   collate.New(language.Make(string(lang))),
		units:   make(map[string]string),
	}
	if w.numbers == nil {
		w.numbers = golocales.New("en")
	}
	for _, unit := range []string{
		"para.", "paras.", "p.", "pp.", "chap.", "sect.", "annex", "annexes", "footnote", "table", "slide", "slides",
		"paragraph", "chapter", "preamble", "and",
	} {
		w.units[unit] = w.say("locator-" + strings.TrimSuffix(unit, "."))
	}
	return w
}

// date writes d; inferred says that a day of it was.
func (w *words) date(d report.Date, inferred bool) page.Date {
	if d.IsZero() {
		return page.Date{}
	}
	return page.Date{ISO: d.String(), Text: w.join(w.day(d.Day), d.Month, d.Year), Inferred: inferred}
}

// day is a day of the month; empty for 0.
func (w *words) day(n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return w.say("day-first")
	}
	return strconv.Itoa(n)
}

// join puts a day (or days), a month and a year together; each may be absent.
// A month has another form after a day than alone in some languages.
func (w *words) join(day string, month, year int) string {
	key, args := "date", []any(nil)
	if day != "" {
		key, args = key+"-day", append(args, "Day", day)
	}
	if month != 0 {
		form := "month-"
		if day == "" {
			form = "month-alone-"
		}
		key, args = key+"-month", append(args, "Month", w.say(form+strconv.Itoa(month)))
	}
	if year != 0 {
		key, args = key+"-year", append(args, "Year", strconv.Itoa(year))
	}
	return w.say(key, args...)
}

// span writes the days from one date to another. Without a first date it is
// the last, without a last date the first.
func (w *words) span(from, to report.Date, inferred bool) page.Span {
	s := page.Span{From: w.date(from, inferred), To: w.date(to, inferred), Inferred: inferred}
	switch {
	case from.IsZero():
		s.From, s.Text = s.To, s.To.Text
	case to.IsZero():
		s.To, s.Text = s.From, s.From.Text
	default:
		s.Text = w.between(from, to)
	}
	return s
}

// between leaves out of the first date what the second one says again. Between
// numbers stands a hyphen, as in documents of the United Nations; where words
// stand there, some languages say it in a word: in Arabic a hyphen would also
// turn the numbers round.
func (w *words) between(from, to report.Date) string {
	if from == to {
		return w.date(from, false).Text
	}
	if from.First() == (report.Date{Year: from.Year, Month: 1, Day: 1}) &&
		to.Last() == (report.Date{Year: to.Year, Month: 12, Day: 31}) {
		if from.Year == to.Year {
			return w.join("", 0, to.Year)
		}
		return strconv.Itoa(from.Year) + "-" + w.join("", 0, to.Year)
	}
	days, dates := w.say("between-days"), w.say("between-dates")
	switch {
	case from.Year != to.Year || from.Month == 0 || to.Month == 0:
		return w.date(from, false).Text + dates + w.date(to, false).Text
	case w.lang == "zh":
		// The year stands first, then the month.
		month := to.Month
		if from.Month == to.Month && from.Day != 0 && to.Day != 0 {
			month = 0
		}
		return w.date(from, false).Text + dates + w.join(w.day(to.Day), month, 0)
	case from.Month == to.Month && from.Day != 0 && to.Day != 0:
		return w.join(w.day(from.Day)+days+w.day(to.Day), to.Month, to.Year)
	case from.Day == 0 && to.Day == 0:
		return w.join("", from.Month, 0) + days + w.join("", to.Month, to.Year)
	}
	return w.join(w.day(from.Day), from.Month, 0) + dates + w.join(w.day(to.Day), to.Month, to.Year)
}

// quantity writes a quantity. Its Text is empty where it is not reported.
func (w *words) quantity(q report.Quantity) page.Number {
	if q.Value == nil {
		return page.Number{}
	}
	n := w.number(*q.Value)
	n.Rounded = q.RoundedTo > 0
	if q.Qualifier != report.Exact {
		n.Qualifier = string(q.Qualifier)
	}
	if digits(q.AsPrinted) != strconv.FormatInt(n.Value, 10) {
		n.AsPrinted = q.AsPrinted
	}
	return n
}

func (w *words) amount(a report.Amount) page.Number {
	n := w.quantity(report.Quantity{Value: a.Value, Qualifier: a.Qualifier, RoundedTo: a.RoundedTo, AsPrinted: a.AsPrinted})
	n.Currency = a.Currency
	return n
}

// number writes a whole number with its digits in groups, as the Unicode
// CLDR has them: a comma in Arabic, Chinese and English, a narrow no-break space
// in French, a no-break space in Russian, a point in Spanish. Two things are
// not of CLDR but of the United Nations: digits are the same in Arabic as
// elsewhere, and Spanish has groups from 1.000 on.
func (w *words) number(v int64) page.Number {
	s := w.numbers.FormatNumber(float64(v), 0)
	if v < 0 {
		// A hyphen before a number may be taken for a dash, or be torn off at
		// the end of a line.
		s = "−" + strings.TrimLeft(s, "-−\u200e\u200f\u061c")
	}
	return page.Number{Text: s, Value: v}
}

func (w *words) count(n int) page.Number { return w.number(int64(n)) }

// digits is s without what groups digits; s itself where it holds words.
func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == ',' || r == '\'' || r == '’' {
			return -1
		}
		return r
	}, s)
}

// locator puts the words of a locator into the language, and keeps a number
// on the line of its word.
func (w *words) locator(s string) string {
	fields := strings.Fields(s)
	out := new(strings.Builder)
	for i, f := range fields {
		if i > 0 {
			if startsDigit(f) && !startsDigit(fields[i-1]) {
				out.WriteRune('\u00a0')
			} else {
				out.WriteByte(' ')
			}
		}
		bare := strings.TrimRight(f, ",;")
		if t, ok := w.units[bare]; ok {
			f = t + f[len(bare):]
		}
		out.WriteString(f)
	}
	return out.String()
}

func startsDigit(s string) bool { return s != "" && s[0] >= '0' && s[0] <= '9' }

// sortBy sorts values by the alphabetical order of the language; equal ones
// by id.
func sortBy[T any](w *words, values []T, name, id func(T) string) {
	buf := new(collate.Buffer)
	type keyed struct {
		key, id string
		v       T
	}
	ks := make([]keyed, len(values))
	for i, v := range values {
		ks[i] = keyed{string(w.order.KeyFromString(buf, name(v))), id(v), v}
		buf.Reset()
	}
	slices.SortFunc(ks, func(a, b keyed) int {
		return cmp.Or(cmp.Compare(a.key, b.key), cmp.Compare(a.id, b.id))
	})
	for i := range ks {
		values[i] = ks[i].v
	}
}

// say returns the string of a key in i18n/; its arguments are names and values
// in turn.
func (w *words) say(key string, args ...any) string { return w.strings.Say(key, args...) }

// title is the title of a list: the name that it has in the menu, if it is
// there.
func (w *words) title(list string) string {
	switch list {
	case "paragraphs", "instruments", "components":
		return w.say("title-" + list)
	}
	return w.say("nav-" + list)
}

// picture is a string of a picture.
func (w *words) picture(key string, args ...any) string { return w.say("chart-"+key, args...) }

// letter is shown next to the sign of a status. Each differs from the others.
func (w *words) letter(status string) string { return w.say("status-letter-" + status) }

// tally is what is counted, and how many.
func (w *words) tally(what, n string) string { return w.say("tally", "What", what, "N", n) }

// series joins parts that may hold commas.
func (w *words) series(parts []string) string {
	return strings.Join(parts, w.say("series-separator"))
}

// sentences sets sentences after each other.
func (w *words) sentences(parts ...string) string {
	if w.lang == "zh" {
		return strings.Join(parts, "")
	}
	return strings.Join(parts, " ")
}

// dir is the direction of a language's script.
func dir(l report.Lang) string {
	if l == "ar" {
		return "rtl"
	}
	return "ltr"
}

// nativeName is a language's name for itself.
func nativeName(l report.Lang) string { return catalogue.In(string(l)).Say("language-name") }
