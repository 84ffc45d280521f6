package site

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/report"
	"rapporteur/generator/site/history"
	"rapporteur/generator/site/page"
)

// rowsOf are the rows of the matrix by the typed ids of their States.
func rowsOf(s *page.States) map[string]page.StateRow {
	out := make(map[string]page.StateRow)
	for _, l := range s.Letters {
		for _, r := range l.Rows {
			out[r.Link.Ref] = r
		}
	}
	return out
}

func TestMatrix(t *testing.T) {
	t.Parallel()
	// France deposits twice: it is a party from the first.
	twice := change{"participation/convention.toml", `date = 2002-01-07 },`, `date = 2002-01-07 }, { state = "fra", kind = "succession", date = 2003-01-01 },`}
	m := build(t, Input{Editions: []history.Issued{issue(t, "2008-12-31", "2008-12-31", twice)}, Current: "2008-12-31"})
	p := pageAt(t, m, page.Current, "en", "states/")
	s := p.Body.(*page.States)
	rows := rowsOf(s)
	for state, want := range map[string][]string{
		"aut": {"signature signature 2001 -09-24", "   "},
		"bra": {"   ", "   "}, // acceded after the edition
		"cok": {"party accession 2004 -03-04", "provisional provisional-application 2008 -05-05"},
		"egy": {"withdrawal withdrawal 2007 -01-01", "   "},
		"fra": {"party ratification 2002 -01-07", "party ratification 2006 -01-01"},
		"mne": {"party succession 2006 -10-23", "party formal-confirmation 2008 -06-05"},
		"npl": {"   ", "   "},
	} {
		var got []string
		for _, c := range rows["state:"+state].Cells {
			got = append(got, strings.Join([]string{c.Standing, c.Kind, c.Year, c.Rest}, " "))
			if (c.Href != "") != (c.Standing != "") {
				t.Errorf("%s: %q leads to %q", state, c.Standing, c.Href)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s stands as %q, want %q", state, got, want)
		}
	}
	if s.States != 8 || s.Members != 7 || s.AllParties != 2 || s.AllMembers != 2 || s.Unreported != 3 || !s.Withdrawn {
		t.Errorf("of %d States and %d Members %d and %d are party to all, %d did nothing, one withdrew: %v",
			s.States, s.Members, s.AllParties, s.AllMembers, s.Unreported, s.Withdrawn)
	}
	var columns []string
	for _, c := range s.Instruments {
		columns = append(columns, fmt.Sprint(c.Number, c.Parties.Value, c.Members.Value, c.SignedOnly.Value, c.Withdrew.Value, c.Blank.Value))
		n := func(x page.Number) int {
			v, _ := x.Value.Int64()
			return int(v)
		}
		if sum := n(c.Parties) + n(c.SignedOnly) + n(c.Provisional) + n(c.Withdrew) + n(c.Blank); sum != s.States {
			t.Errorf("%s counts %d of %d States", c.Link.Text.Text, sum, s.States)
		}
		if want := (page.Bar{From: n(c.Parties), Length: n(c.SignedOnly)}); c.Signed != want {
			t.Errorf("%s: the bar of those that signed only is %v, want %v", c.Link.Text.Text, c.Signed, want)
		}
	}
	if want := []string{"1 3 2 1 1 3", "3 2 2 0 0 5"}; !slices.Equal(columns, want) {
		t.Errorf("instruments count %q, want %q", columns, want)
	}

	// The file says the same, and says "not reported" where the picture is blank.
	files := m.Files()
	for _, at := range []string{"en/", "2008-12-31/en/"} {
		all, err := csv.NewReader(strings.NewReader(string(files[at+"states/"+s.CSV]))).ReadAll()
		if err != nil || len(all) != s.States+1 {
			t.Fatalf("%s: %d lines in the file, %v", at, len(all), err)
		}
		for _, want := range []string{
			"egy|Egypt|yes|withdrawal|2007-01-01|not reported||" + s.Sources.Text,
			"cok|Cook Islands|no|accession|2004-03-04|provisional application|2008-05-05|" + s.Sources.Text,
		} {
			if !slices.ContainsFunc(all, func(line []string) bool { return strings.Join(line, "|") == want }) {
				t.Errorf("%s: the file has no line %s", at, want)
			}
		}
	}
}

func TestLettersOfStates(t *testing.T) {
	t.Parallel()
	m := build(t, three(t))
	for lang, want := range map[string]string{
		"en": "letter-a_ A: Austria; letter-b_ B: Brazil; letter-c_ C: Cook Islands; letter-e_ E: Egypt; letter-f_ F: France; letter-j_ J: Jordan; letter-m_ M: Montenegro; letter-n_ N: Nepal",
		"fr": "letter-a_ A: Autriche; letter-b_ B: Brésil; letter-e_ E: Égypte; letter-f_ F: France; letter-i_ I: Îles Cook; letter-j_ J: Jordanie; letter-m_ M: Monténégro; letter-n_ N: Népal",
	} {
		var got []string
		for _, l := range pageAt(t, m, page.Current, lang, "states/").Body.(*page.States).Letters {
			var names []string
			for _, r := range l.Rows {
				names = append(names, r.Link.Text.Text)
			}
			got = append(got, l.Anchor+" "+l.Letter+": "+strings.Join(names, ", "))
		}
		if s := strings.Join(got, "; "); s != want {
			t.Errorf("%s: %s\nwant %s", lang, s, want)
		}
	}
}

func TestLetter(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ lang, names, want string }{
		{"fr", "Égypte Érythrée Îles-Cook ex-République États-Unis Zambie", "E E I E E Z"},
		{"es", "Ñuñoa África España", "Ñ A E"},
		{"ru", "Йемен Израиль Ёлка Египет", "Й И Е Е"},
		{"ar", "أفغانستان إسبانيا آيسلندا الأردن فرنسا", "ا ا ا ا ف"},
		{"zh", "阿富汗 中国 法国 美国 也门 巴西 乍得 France", "A Z F M Y B Z F"},
		{"en", "Åland 123 «Niue»", "A # N"},
	} {
		x := newAlphabet(c.lang)
		var got []string
		for _, name := range strings.Fields(c.names) {
			got = append(got, x.letter(name))
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: %s stand under %s, want %s", c.lang, c.names, s, c.want)
		}
	}
}

// An instrument's page says how many were party at each edition up to its own,
// as that edition counted them, and which joined.
func TestPartiesByEdition(t *testing.T) {
	t.Parallel()
	const (
		file = "participation/convention.toml"
		bra  = `{ state = "bra", kind = "accession", date = 2009-02-01 }`
		mne  = `{ state = "mne", kind = "succession", date = 2006-10-23 }`
	)
	joined := change{file, bra, `{ state = "bra", kind = "accession", date = 2008-03-01 }, { state = "aut", kind = "ratification", date = 2008-03-01 }`}
	m := build(t, Input{
		Editions: []history.Issued{
			issue(t, "2007-12-18", "2007-12-18"),
			issue(t, "2008-07-31", "2008-07-31", joined),
			issue(t, "2008-12-31", "2008-12-31", joined, change{file, mne, `{ state = "npl", kind = "accession", date = 2006-10-23 }`}),
		},
		Current: "2008-12-31",
	})
	say := func(version string) (out []string) {
		for _, e := range pageAt(t, m, version, "en", "instruments/convention/").Body.(*page.Instrument).Editions.Entries {
			s := fmt.Sprintf("%s %s %s/%s self=%v first=%v", e.ID, e.AsAt.Text, e.Parties.Text, e.Members.Text, e.Self, e.First)
			for _, j := range e.Joined {
				s += fmt.Sprintf(" +%s %s %s late=%v", j.State.Text.Text, j.Act, j.Date.ISO, j.Late)
			}
			for _, k := range e.Left {
				s += " -" + k.Text.Text
			}
			out = append(out, s)
		}
		return out
	}
	first := "2007-12-18 18 December 2007 3/2 self=%v first=true"
	second := "2008-07-31 31 July 2008 5/4 self=%v first=false +Austria ratification 2008-03-01 late=false +Brazil accession 2008-03-01 late=false"
	third := "2008-12-31 31 December 2008 5/4 self=%v first=false +Nepal accession 2006-10-23 late=true -Montenegro"
	for version, want := range map[string][]string{
		"2007-12-18": {fmt.Sprintf(first, true)},
		"2008-07-31": {fmt.Sprintf(second, true), fmt.Sprintf(first, false)},
		page.Current: {fmt.Sprintf(third, true), fmt.Sprintf(second, false), fmt.Sprintf(first, false)},
	} {
		if got := say(version); !slices.Equal(got, want) {
			t.Errorf("%s says\n%s\nwant\n%s", version, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}
	if e := pageAt(t, m, page.Current, "en", "instruments/amendment/").Body.(*page.Instrument).Editions; e != nil {
		t.Errorf("parties that are not counted are shown by edition: %v", e)
	}
}

// An edition that did not count an instrument says so, and nobody is said to
// have joined since; and of many editions the newest are shown.
func TestPartiesByEditionFromTheFirstCount(t *testing.T) {
	t.Parallel()
	uncounted := issue(t, "2007-12-18", "2007-12-18")
	uncounted.Report.Participation = slices.DeleteFunc(slices.Clone(uncounted.Report.Participation),
		func(p *report.Participation) bool { return p.Instrument == "protocol" })
	in := Input{Editions: []history.Issued{uncounted}}
	for day := range 13 {
		id := fmt.Sprintf("2008-03-%02d", day+1)
		in.Editions = append(in.Editions, issue(t, id, id))
		in.Current = id
	}
	m := build(t, in)
	second := pageAt(t, m, "2008-03-01", "fr", "instruments/protocol/").Body.(*page.Instrument).Editions
	if n := len(second.Entries); n != 2 || second.All != 2 {
		t.Fatalf("%d of %d editions are shown, want 2 of 2", n, second.All)
	}
	if e := second.Entries[0]; !e.Counted || !e.First || e.Parties.Value != report.Integer(1) || len(e.Joined) > 0 {
		t.Errorf("the first edition that counts says %+v", e)
	}
	if e := second.Entries[1]; e.Counted || e.Parties.Text != "" {
		t.Errorf("an edition that did not count says %+v", e)
	}
	if last := pageAt(t, m, page.Current, "fr", "instruments/protocol/").Body.(*page.Instrument).Editions; len(last.Entries) != history.ShownEditions || last.All != 14 {
		t.Errorf("%d of %d editions are shown", len(last.Entries), last.All)
	}
}

func TestStateSaysHowManyItIsPartyTo(t *testing.T) {
	t.Parallel()
	m := build(t, three(t))
	for state, want := range map[string]string{
		"fra": "2 party party",
		"egy": "0 withdrawal ",
		"aut": "0 signature ",
	} {
		s := pageAt(t, m, page.Current, "en", "states/"+state+"/").Body.(*page.State)
		got := fmt.Sprint(s.Party)
		for _, c := range s.Counted {
			got += " " + c.Standing
		}
		if got != want || len(s.Uncounted) != 1 {
			t.Errorf("%s stands as %q, want %q, and %d instruments are not counted", state, got, want, len(s.Uncounted))
		}
	}
}
