package site

import (
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
		{"es", "2007-05-17", "2007-05-18", "17-18 de mayo de 2007"},
		{"ru", "2007-05-17", "2007-05-18", "17-18 мая 2007 г."},
		{"zh", "2007-05-17", "2007-05-18", "2007年5月17日至2007年5月18日"},
	} {
		got := newWords(c.lang).span(date(t, c.from), date(t, c.to), false).Text
		if got != c.want {
			t.Errorf("%s: span(%q, %q) = %q, want %q", c.lang, c.from, c.to, got, c.want)
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
	} {
		if got := newWords(c.lang).number(c.v).Text; got != c.want {
			t.Errorf("%s: number(%d) = %q, want %q", c.lang, c.v, got, c.want)
		}
	}
}

func TestAsPrintedOnlyWhereItDiffers(t *testing.T) {
	v := int64(8150)
	for _, c := range []struct{ printed, want string }{
		{"8,150", ""},
		{"8 150", ""},
		{"8150", ""},
		{"some 8,150", "some 8,150"},
		{"", ""},
	} {
		got := newWords("en").quantity(report.Quantity{Value: &v, AsPrinted: c.printed}).AsPrinted
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
		if got := newWords(c.lang).locator(c.got); got != c.want {
			t.Errorf("%s: locator(%q) = %q, want %q", c.lang, c.got, got, c.want)
		}
	}
}
