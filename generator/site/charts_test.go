package site

import (
	"encoding/csv"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"rapporteur/generator/report"
	"rapporteur/generator/site/derived"
	"rapporteur/generator/site/history"
	"rapporteur/generator/site/locale"
	"rapporteur/generator/site/page"
)

// pictured are the pictures of a page, by id.
func pictured(t *testing.T, p *page.Page) map[string]*page.Picture {
	t.Helper()
	var list []*page.Picture
	switch b := p.Body.(type) {
	case *page.Home:
		list = append(list, b.History)
	case *page.Paragraphs:
		list = append(list, b.History)
	case *page.Instrument:
		list = append(list, b.History)
	case *page.Activities:
		list = append(list, b.Picture)
	case *page.Instruments:
		for i := range b.Pictures {
			list = append(list, &b.Pictures[i])
		}
	case *page.Finance:
		for i := range b.Pictures {
			list = append(list, &b.Pictures[i])
		}
	}
	out := make(map[string]*page.Picture)
	for _, one := range list {
		if one != nil {
			out[one.ID] = one
		}
	}
	return out
}

func TestEveryPictureHasWordsATableAndAFile(t *testing.T) {
	t.Parallel()
	m := build(t, three(t))
	where := map[string][]string{
		"":             {"picture-status"},
		"paragraphs/":  {"picture-status"},
		"instruments/": {"picture-parties", "picture-deposits-by-year"},
		"activities/":  {"picture-activities"},
		"finance/":     {"picture-appropriations-usd"},
		"instruments/" + m.Current.History.Facts.Counted[0] + "/": {"picture-parties"},
	}
	files := m.Files()
	for path, want := range where {
		for _, lang := range m.Languages {
			p := pageAt(t, m, page.Current, lang, path)
			got := pictured(t, p)
			for _, id := range want {
				one := got[id]
				if one == nil {
					t.Errorf("%s: %q has no %s", lang, path, id)
					continue
				}
				for what, s := range map[string]string{"title": one.Title, "description": one.Desc} {
					if s == "" || strings.ContainsAny(s, "{}") {
						t.Errorf("%s: %s: the %s is %q", lang, id, what, s)
					}
				}
				svg := string(one.SVG)
				if strings.Count(svg, "<svg") != 2 || strings.Contains(svg, "style=") {
					t.Errorf("%s: %s is not drawn twice by classes alone", lang, id)
				}
				if len(one.Table.Rows) == 0 {
					t.Errorf("%s: %s has an empty table", lang, id)
				}
				rows, err := csv.NewReader(strings.NewReader(one.Data)).ReadAll()
				if err != nil || len(rows) < len(one.Table.Rows)+1 {
					t.Errorf("%s: %s: %d rows in the file, %d in the table, error %v", lang, id, len(rows), len(one.Table.Rows), err)
				}
				for _, at := range []string{lang + "/", m.in.Current + "/" + lang + "/"} {
					if name := at + path + one.CSV; string(files[name]) != one.Data {
						t.Errorf("there is no file %s", name)
					}
				}
			}
		}
	}
}

// The last number of a line is the one that the rest of the page gives.
func TestPartiesPictureAgreesWithTheCount(t *testing.T) {
	t.Parallel()
	m := build(t, three(t))
	list := pageAt(t, m, page.Current, "en", "instruments/").Body.(*page.Instruments)
	table := list.Pictures[0].Table
	last := table.Rows[len(table.Rows)-1]
	column := 0
	for _, e := range list.Entries {
		if !e.Counted || e.Parties.Value.Sign() == 0 {
			continue
		}
		column++
		if table.Header[column].Text.Text != e.Link.Text.Text || last[column].Text.Text != e.Parties.Text {
			t.Errorf("%s: the picture has %s %s, the page %s", e.Link.Text.Text, table.Header[column].Text.Text, last[column].Text.Text, e.Parties.Text)
		}
	}
	if column == 0 {
		t.Error("the kitchen sink counts no parties")
	}
}

func TestStatusPicture(t *testing.T) {
	t.Parallel()
	var in Input
	for i := range 14 {
		asAt := "2008-01-" + strconv.Itoa(10+i)
		in.Editions = append(in.Editions, issue(t, asAt, asAt))
		in.Current = asAt
	}
	m := build(t, in)
	if p := pageAt(t, m, "2008-01-10", "en", "").Body.(*page.Home).History; p != nil {
		t.Errorf("the first edition has a picture of the editions: %s", p.Desc)
	}
	second := pageAt(t, m, "2008-01-11", "en", "").Body.(*page.Home).History
	if n := len(second.Table.Header); n != 3 {
		t.Errorf("the second edition shows %d columns; later editions must not be there", n)
	}
	if !strings.Contains(second.Desc, "No status changed since 10 January 2008.") {
		t.Errorf("of two editions alike it says %q", second.Desc)
	}
	last := pageAt(t, m, page.Current, "en", "").Body.(*page.Home).History
	if n := len(last.Table.Header); n != 1+history.ShownEditions {
		t.Errorf("the last edition shows %d columns", n)
	}
	if !strings.Contains(last.Desc, "The newest editions are shown: 12 of 14.") {
		t.Errorf("it does not say that editions are left out: %q", last.Desc)
	}
}

func TestPicturesRunFromRightToLeftInArabic(t *testing.T) {
	t.Parallel()
	m := build(t, three(t))
	right := regexp.MustCompile(`<text[^>]* x="(\d+)`)
	ends := func(lang string) int {
		one := pageAt(t, m, page.Current, lang, "instruments/").Body.(*page.Instruments).Pictures[1]
		found := right.FindStringSubmatch(string(one.SVG))
		n, err := strconv.Atoi(found[1])
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if en, ar := ends("en"), ends("ar"); ar <= en {
		t.Errorf("the first heading stands at %d in English and at %d in Arabic", en, ar)
	}
}

// TestStatusLetters checks that no two statuses of a language share a letter.
func TestStatusLetters(t *testing.T) {
	t.Parallel()
	for _, lang := range report.Langs {
		w := locale.New(lang)
		letters := make(map[string]report.Status)
		for _, s := range derived.Statuses() {
			letter := w.Letter(string(s))
			if other, taken := letters[letter]; taken {
				t.Errorf("%s: %s and %s have the letter %q", lang, s, other, letter)
			}
			letters[letter] = s
		}
	}
}
