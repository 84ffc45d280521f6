package locale

import (
	"strings"
	"testing"

	"rapporteur/generator/report"
)

func date(t testing.TB, s string) report.Date {
	t.Helper()
	if s == "" {
		return report.Date{}
	}
	d, err := report.ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestSpan(t *testing.T) {
	for _, c := range []struct {
		lang           report.Lang
		from, to, want string
	}{
		{"en", "2008-09-01", "2008-09-01", "1 September 2008"},
		{"fr", "2008-09-01", "2008-09-01", "1er septembre 2008"},
		{"en", "2007-05-17", "2007-05-18", "17-18 May 2007"},
		{"fr", "2007-05-17", "2007-05-18", "17-18 mai 2007"},
		{"fr", "2008-05-01", "2008-05-03", "1er-3 mai 2008"},
		{"en", "2008-04-27", "2008-05-03", "27 April-3 May 2008"},
		{"fr", "2008-04-27", "2008-05-03", "27 avril-3 mai 2008"},
		{"en", "2007-12-28", "2008-01-03", "28 December 2007-3 January 2008"},
		{"en", "2008-01-01", "2009-12-31", "2008-2009"},
		{"en", "2008-01-01", "2008-12-31", "2008"},
		{"en", "2008", "2008", "2008"},
		{"en", "2008-05", "2008-06", "May-June 2008"},
		{"en", "", "2008-06", "June 2008"},
		{"en", "2003-01-01", "", "1 January 2003"},
		{"en", "", "", ""},
	} {
		got := New(c.lang).Span(date(t, c.from), date(t, c.to), false).Text
		if got != c.want {
			t.Errorf("%s: span(%q, %q) = %q, want %q", c.lang, c.from, c.to, got, c.want)
		}
	}
}

// Months and the order of a date are those of the Unicode CLDR, but where the
// United Nations writes otherwise: double months in Arabic, "года" in Russian.
func TestDatesInEachLanguage(t *testing.T) {
	dates := [][2]string{
		{"2008-09-01", "2008-09-01"}, {"2008-09", "2008-09"}, {"2008", "2008"},
		{"2007-05-17", "2007-05-18"}, {"2008-04-27", "2008-05-03"}, {"2007-12-28", "2008-01-03"},
		{"2008-05", "2008-06"}, {"2008-01-01", "2008-12-31"}, {"2008-01-01", "2009-12-31"}, {"2007", "2008-06"},
	}
	for lang, want := range map[report.Lang][]string{
		"ar": {
			"1 أيلول/سبتمبر 2008", "أيلول/سبتمبر 2008", "2008",
			"17 إلى 18 أيار/مايو 2007", "27 نيسان/أبريل إلى 3 أيار/مايو 2008", "28 كانون الأول/ديسمبر 2007 إلى 3 كانون الثاني/يناير 2008",
			"أيار/مايو إلى حزيران/يونيه 2008", "2008", "2008-2009", "2007 إلى حزيران/يونيه 2008",
		},
		"zh": {
			"2008年9月1日", "2008年9月", "2008年",
			"2007年5月17日至18日", "2008年4月27日至5月3日", "2007年12月28日至2008年1月3日",
			"2008年5月至6月", "2008年", "2008-2009年", "2007年至2008年6月",
		},
		"en": {
			"1 September 2008", "September 2008", "2008",
			"17-18 May 2007", "27 April-3 May 2008", "28 December 2007-3 January 2008",
			"May-June 2008", "2008", "2008-2009", "2007-June 2008",
		},
		"fr": {
			"1er septembre 2008", "septembre 2008", "2008",
			"17-18 mai 2007", "27 avril-3 mai 2008", "28 décembre 2007-3 janvier 2008",
			"mai-juin 2008", "2008", "2008-2009", "2007-juin 2008",
		},
		"ru": {
			"1 сентября 2008\u00a0года", "сентябрь 2008\u00a0года", "2008",
			"17-18 мая 2007\u00a0года", "27 апреля — 3 мая 2008\u00a0года", "28 декабря 2007\u00a0года — 3 января 2008\u00a0года",
			"май-июнь 2008\u00a0года", "2008", "2008-2009", "2007 — июнь 2008\u00a0года",
		},
		"es": {
			"1 de septiembre de 2008", "septiembre de 2008", "2008",
			"17-18 de mayo de 2007", "27 de abril a 3 de mayo de 2008", "28 de diciembre de 2007 a 3 de enero de 2008",
			"mayo-junio de 2008", "2008", "2008-2009", "2007 a junio de 2008",
		},
	} {
		w := New(lang)
		for i, d := range dates {
			if got := w.Span(date(t, d[0]), date(t, d[1]), false).Text; got != want[i] {
				t.Errorf("%s: span(%q, %q) = %q, want %q", lang, d[0], d[1], got, want[i])
			}
		}
	}
}

func TestNumber(t *testing.T) {
	for _, c := range []struct {
		lang report.Lang
		v    int64
		want string
	}{
		{"en", 36819000, "36,819,000"},
		{"fr", 36819000, "36\u202f819\u202f000"},
		{"fr", 54, "54"},
		{"en", -1200, "−1,200"},
		{"fr", -1200, "−1\u202f200"},
		{"en", 0, "0"},
		{"ar", 36819000, "36,819,000"},
		{"zh", 36819000, "36,819,000"},
		{"ru", 36819000, "36\u00a0819\u00a0000"},
		{"es", 36819000, "36.819.000"},
		{"ar", 8150, "8,150"},
		{"zh", 8150, "8,150"},
		{"fr", 8150, "8\u202f150"},
		{"ru", 8150, "8\u00a0150"},
		{"es", 8150, "8.150"},
		{"ar", -1200, "−1,200"},
		{"zh", -1200, "−1,200"},
		{"ru", -1200, "−1\u00a0200"},
		{"es", -1200, "−1.200"},
	} {
		if got := New(c.lang).Number(c.v).Text; got != c.want {
			t.Errorf("%s: number(%d) = %q, want %q", c.lang, c.v, got, c.want)
		}
	}
}

func TestAsPrintedOnlyWhereItDiffers(t *testing.T) {
	v := report.Integer(8150)
	for _, c := range []struct{ printed, want string }{
		{"8,150", ""},
		{"8 150", ""},
		{"8150", ""},
		{"some 8,150", "some 8,150"},
		{"", ""},
	} {
		got := New("en").Quantity(report.Quantity{Value: &v, AsPrinted: c.printed}).AsPrinted
		if got != c.want {
			t.Errorf("as printed %q is shown as %q, want %q", c.printed, got, c.want)
		}
	}
}

func TestLocator(t *testing.T) {
	for _, c := range []struct {
		lang      report.Lang
		got, want string
	}{
		{"en", "para. 12", "para.\u00a012"},
		{"fr", "para. 12", "par.\u00a012"},
		{"fr", "paras. 12 and 14", "par.\u00a012 et\u00a014"},
		{"fr", "annex, p. 3", "annexe, p.\u00a03"},
		{"fr", "footnote 4", "note\u00a04"},
		{"fr", "chap. II, pp. 10-12", "chap. II, pp.\u00a010-12"},
		{"fr", "", ""},
	} {
		if got := New(c.lang).Locator(c.got); got != c.want {
			t.Errorf("%s: locator(%q) = %q, want %q", c.lang, c.got, got, c.want)
		}
	}
}

// Every reason has its words in every language, and no two have the same.
func TestIncomparable(t *testing.T) {
	for _, lang := range report.Langs {
		w, said := New(lang), make(map[string]report.Incomparable)
		for _, why := range report.Incomparables {
			s := w.Incomparable(why)
			if first, again := said[s]; again || strings.Contains(s, "incomparable-") {
				t.Errorf("%s: %s reads %q, as %s does", lang, why, s, first)
			}
			said[s] = why
		}
	}
}

// TestExact checks decimals, shares and ranges in the six languages.
func TestExact(t *testing.T) {
	number := func(s string) *report.Number {
		n, err := report.ParseNumber(s)
		if err != nil {
			t.Fatal(err)
		}
		return &n
	}
	share := report.Quantity{Value: number("41.2"), Per: 100}
	rate := report.Quantity{Value: number("1234.50"), Per: 1000}
	between := report.Quantity{Value: number("10"), To: number("15"), Per: 100}
	for lang, want := range map[report.Lang][3]string{
		"en": {"41.2 per cent", "1,234.50 per 1,000", "10 to 15 per cent"},
		"fr": {"41,2\u00a0%", "1\u202f234,50 pour 1\u202f000", "10 à 15\u00a0%"},
		"es": {"41,2%", "1.234,50 por 1.000", "10 a 15%"},
		"ru": {"41,2 процента", "1\u00a0234,50 на 1\u00a0000", "от 10 до 15 процентов"},
		"ar": {"41.2 في المائة", "1,234.50 لكل 1,000", "من 10 إلى 15 في المائة"},
		"zh": {"41.2%", "每1,000中1,234.50", "10至15%"},
	} {
		w := New(lang)
		for i, q := range []report.Quantity{share, rate, between} {
			if got := w.Quantity(q).Text; got != want[i] {
				t.Errorf("%s: %q, want %q", lang, got, want[i])
			}
		}
	}
	if got := New("fr").Signed(*number("-0.05")); got != "−0,05" {
		t.Errorf("a difference of -0.05 is %q", got)
	}
}
