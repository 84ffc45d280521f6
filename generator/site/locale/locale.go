// Package locale formats dates, numbers, lists and locators in one language, sorts
// names and returns strings of the catalogue.
package locale

import (
	"cmp"
	"math"
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

// Locale formats values in one language. It is not safe for concurrent use.
type Locale struct {
	Lang    report.Lang
	Strings *catalogue.Strings
	numbers golocales.Translator
	order   *collate.Collator
	units   map[string]string // words of a locator, English to lang
}

func New(lang report.Lang) *Locale {
	w := &Locale{
		Lang:    lang,
		Strings: catalogue.In(string(lang)),
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
		w.units[unit] = w.Say("locator-" + strings.TrimSuffix(unit, "."))
	}
	return w
}

// Date formats d. inferred is true if part of it was inferred.
func (w *Locale) Date(d report.Date, inferred bool) page.Date {
	if d.IsZero() {
		return page.Date{}
	}
	return page.Date{ISO: d.String(), Text: w.join(w.day(d.Day), d.Month, d.Year), Inferred: inferred}
}

// day formats a day of the month, "" for 0.
func (w *Locale) day(n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return w.Say("day-first")
	}
	return strconv.Itoa(n)
}

// join formats a day (or days), a month and a year, each of which may be missing. In
// some languages the name of a month after a day differs from its name alone.
func (w *Locale) join(day string, month, year int) string {
	key, args := "date", []any(nil)
	if day != "" {
		key, args = key+"-day", append(args, "Day", day)
	}
	if month != 0 {
		form := "month-"
		if day == "" {
			form = "month-alone-"
		}
		key, args = key+"-month", append(args, "Month", w.Say(form+strconv.Itoa(month)))
	}
	if year != 0 {
		key, args = key+"-year", append(args, "Year", strconv.Itoa(year))
	}
	return w.Say(key, args...)
}

// Span formats a range of days. If one end is missing it formats the other alone.
func (w *Locale) Span(from, to report.Date, inferred bool) page.Span {
	s := page.Span{From: w.Date(from, inferred), To: w.Date(to, inferred), Inferred: inferred}
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

// between formats a range without repeating in the first date what the second one
// contains. Numbers are joined by a hyphen, as in documents of the United Nations;
// dates with words are joined by a word in some languages. In Arabic a hyphen would
// also reverse the order of the numbers.
func (w *Locale) between(from, to report.Date) string {
	if from == to {
		return w.Date(from, false).Text
	}
	if from.First() == (report.Date{Year: from.Year, Month: 1, Day: 1}) &&
		to.Last() == (report.Date{Year: to.Year, Month: 12, Day: 31}) {
		if from.Year == to.Year {
			return w.join("", 0, to.Year)
		}
		return strconv.Itoa(from.Year) + "-" + w.join("", 0, to.Year)
	}
	days, dates := w.Say("between-days"), w.Say("between-dates")
	switch {
	case from.Year != to.Year || from.Month == 0 || to.Month == 0:
		return w.Date(from, false).Text + dates + w.Date(to, false).Text
	case w.Lang == "zh":
		// The year comes first, then the month.
		month := to.Month
		if from.Month == to.Month && from.Day != 0 && to.Day != 0 {
			month = 0
		}
		return w.Date(from, false).Text + dates + w.join(w.day(to.Day), month, 0)
	case from.Month == to.Month && from.Day != 0 && to.Day != 0:
		return w.join(w.day(from.Day)+days+w.day(to.Day), to.Month, to.Year)
	case from.Day == 0 && to.Day == 0:
		return w.join("", from.Month, 0) + days + w.join("", to.Month, to.Year)
	}
	return w.join(w.day(from.Day), from.Month, 0) + dates + w.join(w.day(to.Day), to.Month, to.Year)
}

// Period formats the period of a value. Open periods read "since 1 January 2003" or
// "until 3 September 2008". moment is true for a value at a point in time, so that its
// only day is not called an end.
func (w *Locale) Period(p report.Period, moment bool) page.Span {
	s := w.Span(p.From, p.To, false)
	key, at := "", report.Date{}
	switch {
	case p.To.IsZero() && !p.From.IsZero():
		key, at, s.To = "span-since", p.From, page.Date{}
	case p.From.IsZero() && !p.To.IsZero() && !moment:
		key, at, s.From = "span-until", p.To, page.Date{}
	default:
		return s
	}
	switch {
	case at.Day != 0:
		key += "-day"
	case at.Month == 0:
		key += "-year"
	}
	s.Text = w.Say(key, "Date", w.Date(at, false).Text)
	return s
}

// Observed formats the period of an observation.
func (w *Locale) Observed(o *report.Observation) page.Span {
	return w.Period(o.Period, o.Momentary())
}

// Quantity formats a quantity. The Text is empty if it is not reported.
func (w *Locale) Quantity(q report.Quantity) page.Number {
	if q.Value == nil {
		return page.Number{}
	}
	n := w.Exact(*q.Value)
	if q.To != nil {
		n.Text = w.Say("range", "From", n.Text, "To", w.Exact(*q.To).Text)
	}
	n.Text = w.Strings.Share(n.Text, cmp.Or(q.To, q.Value).String(), q.Per, w.Number(q.Per).Text)
	if q.RoundedTo.Sign() > 0 {
		n.RoundedTo = w.Exact(q.RoundedTo).Text
	}
	if q.Qualifier != report.Exact {
		n.Qualifier = string(q.Qualifier)
	}
	if q.To != nil || q.Per != 0 || digits(q.AsPrinted) != n.Value.String() {
		n.AsPrinted = q.AsPrinted
	}
	return n
}

func (w *Locale) Amount(a report.Amount) page.Number {
	n := w.Quantity(a.Quantity())
	n.Currency = a.Currency
	return n
}

// Number formats a whole number in groups of digits, as in the Unicode CLDR: with a
// comma in Arabic, Chinese and English, a narrow no-break space in French, a no-break
// space in Russian, a point in Spanish. Two things follow the United Nations instead
// of the CLDR: Arabic uses the same digits as other languages, and Spanish groups
// numbers from 1.000.
func (w *Locale) Number(v int64) page.Number {
	s := w.numbers.FormatNumber(float64(v), 0)
	if v < 0 {
		// A hyphen before a number may be taken for a dash, or be torn off at
		// the end of a line.
		s = "−" + strings.TrimLeft(s, "-−\u200e\u200f\u061c")
	}
	return page.Number{Text: s, Value: report.Integer(v)}
}

// Exact formats a number with all its decimals, after the decimal mark of the
// language: a comma in French, Spanish and Russian, a point elsewhere.
func (w *Locale) Exact(n report.Number) page.Number {
	if v, ok := n.Int64(); ok {
		return w.Number(v)
	}
	digits, decimals, _ := strings.Cut(n.Abs().String(), ".")
	v, _ := strconv.ParseInt(digits, 10, 64)
	mark := strings.Trim(w.numbers.FormatNumber(0.5, 1), "05\u200e\u200f\u061c")
	s := w.Number(v).Text + mark + decimals
	if n.Sign() < 0 {
		s = "−" + s
	}
	return page.Number{Text: s, Value: n}
}

func (w *Locale) Count(n int) page.Number { return w.Number(int64(n)) }

// List joins items on one line.
func (w *Locale) List(parts []string) string {
	return strings.Join(parts, w.Say("cite-separator"))
}

// digits returns s without the separators of groups, or s itself if it contains words.
func digits(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == ',' || r == '\'' || r == '’' {
			return -1
		}
		return r
	}, s)
}

// Locator translates the words of a locator and keeps each number on the line of its
// word.
func (w *Locale) Locator(s string) string {
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

// SortBy sorts values by name in the alphabetical order of the language, equal names
// by id.
func SortBy[T any](w *Locale, values []T, name, id func(T) string) {
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

// Say returns the string of a key in i18n/. The arguments are names and values in
// turn.
func (w *Locale) Say(key string, args ...any) string { return w.Strings.Say(key, args...) }

// Title returns the title of a list: its name in the menu, if it has one.
func (w *Locale) Title(list string) string {
	switch list {
	case "paragraphs", "instruments", "components":
		return w.Say("title-" + list)
	}
	return w.Say("nav-" + list)
}

// Picture returns a string of a chart.
func (w *Locale) Picture(key string, args ...any) string { return w.Say("chart-"+key, args...) }

// Incomparable says why two values are not compared.
func (w *Locale) Incomparable(why report.Incomparable) string {
	return w.Say("not-comparable", "Reason", w.Say("incomparable-"+string(why)))
}

// Letter returns the letter shown next to the sign of a status. Every status has a
// different one.
func (w *Locale) Letter(status string) string { return w.Say("status-letter-" + status) }

// Tally formats the name and the number of what is counted.
func (w *Locale) Tally(what, n string) string { return w.Say("tally", "What", what, "N", n) }

// Series joins items that may contain commas.
func (w *Locale) Series(parts []string) string {
	return strings.Join(parts, w.Say("series-separator"))
}

// Sentences joins sentences.
func (w *Locale) Sentences(parts ...string) string {
	if w.Lang == "zh" {
		return strings.Join(parts, "")
	}
	return strings.Join(parts, " ")
}

// Dir returns the direction of a language's script, "ltr" or "rtl".
func Dir(l report.Lang) string {
	if l == "ar" {
		return "rtl"
	}
	return "ltr"
}

// NativeName returns the name of a language in that language.
func NativeName(l report.Lang) string { return catalogue.In(string(l)).Say("language-name") }

// Signed formats a difference with its sign.
func (w *Locale) Signed(n report.Number) string {
	if n.Sign() < 0 {
		return w.Exact(n).Text
	}
	return "+" + w.Exact(n).Text
}

// Percent formats a change in per cent with its sign, "" for nil.
func (w *Locale) Percent(p *float64) string {
	if p == nil {
		return ""
	}
	v := math.Round(*p*10) / 10
	if v == 0 {
		return "" // a difference that is not nothing must not read as if it were
	}
	places := 1
	if math.Abs(v) >= 100 || v == math.Trunc(v) {
		v, places = math.Round(v), 0
	}
	s := strings.TrimLeft(w.numbers.FormatNumber(math.Abs(v), places), "-−\u200e\u200f\u061c")
	if v < 0 {
		return "−" + s
	}
	return "+" + s
}

// ShortAmount formats an amount without its currency.
func (w *Locale) ShortAmount(a report.Amount) string {
	n := w.Amount(a)
	if n.Qualifier == "" {
		return n.Text
	}
	return w.Say("qualifier-"+n.Qualifier, "N", n.Text)
}

// Change formats a difference with its sign.
func (w *Locale) Change(n report.Number) string {
	if n.Sign() == 0 {
		return "±" + w.Number(0).Text
	}
	return w.Signed(n)
}

// Text returns a text in a language, or in its original language if it is missing. It
// is marked as foreign if it is in another language than lang, and zero if there is no
// text at all.
func Text(t report.Text, lang, original report.Lang) page.Text {
	s, in := t.Best(lang, original)
	if s == "" {
		return page.Text{}
	}
	return page.Text{Text: s, Lang: string(in), Dir: Dir(in), Foreign: in != lang}
}
