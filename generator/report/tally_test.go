package report_test

import (
	"strings"
	"testing"

	"rapporteur/generator/prose"
	"rapporteur/generator/report"
)

// What counts as a deposit since the adoption on 18 December 2007 is what makes a State a
// party, and it counts for as long as the State is one.
func TestTallyOfActs(t *testing.T) {
	for _, c := range []struct {
		name             string
		acts             string // of Austria and the Cook Islands, on an instrument to which France is party
		deposits, states int
		then, now        int // parties
	}{
		{"nothing", ``, 0, 0, 1, 1},
		{"a ratification, an accession", `{ state = "aut", kind = "ratification", date = 2008-01-01 }, { state = "cok", kind = "accession", date = 2008-02-01 },`, 2, 2, 1, 3},
		{"an acceptance, an approval", `{ state = "aut", kind = "acceptance", date = 2008-01-01 }, { state = "cok", kind = "approval", date = 2008-02-01 },`, 2, 2, 1, 3},
		{"a succession, a formal confirmation", `{ state = "aut", kind = "succession", date = 2008-01-01 }, { state = "cok", kind = "formal-confirmation", date = 2008-02-01 },`, 2, 2, 1, 3},
		{"a signature, a provisional application", `{ state = "aut", kind = "signature", date = 2008-01-01 }, { state = "cok", kind = "provisional-application", date = 2008-02-01 },`, 0, 0, 1, 1},
		{"statements", `{ state = "aut", kind = "reservation", date = 2008-01-01 }, { state = "cok", kind = "objection", date = 2008-02-01 },`, 0, 0, 1, 1},
		{"on the day of adoption", `{ state = "aut", kind = "accession", date = 2007-12-18 },`, 0, 0, 2, 2},
		{"on the day after", `{ state = "aut", kind = "accession", date = 2007-12-19 },`, 1, 1, 1, 2},
		{"on the day of the edition", `{ state = "aut", kind = "accession", date = 2008-12-31 },`, 1, 1, 1, 2},
		{"after the edition", `{ state = "aut", kind = "accession", date = 2009-01-01 },`, 0, 0, 1, 1},
		{"withdrawn since", `{ state = "aut", kind = "accession", date = 2008-01-01 }, { state = "aut", kind = "withdrawal", date = 2008-02-01 },`, 0, 0, 1, 1},
		{"withdrawn before, and again", `{ state = "aut", kind = "accession", date = 2000-01-01 }, { state = "aut", kind = "withdrawal", date = 2001-02-01 }, { state = "aut", kind = "accession", date = 2008-02-01 },`, 1, 1, 1, 2},
		{"a party at adoption that withdrew", `{ state = "aut", kind = "accession", date = 2000-01-01 }, { state = "aut", kind = "withdrawal", date = 2008-02-01 },`, 0, 0, 2, 1},
		{"a ratification withdrawn", `{ state = "aut", kind = "ratification", date = 2008-01-01 }, { state = "aut", kind = "withdrawal-of-ratification", date = 2008-02-01 },`, 0, 0, 1, 1},
		{"twice", `{ state = "aut", kind = "ratification", date = 2008-01-01 }, { state = "aut", kind = "acceptance", date = 2008-02-01 },`, 1, 1, 1, 2},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := load(t, []string{"report.toml", "schema = 1", "schema = 3"}, []string{"participation/bombings.toml",
				`  { state = "cok", kind = "accession", date = 2004-03-04 },
  { state = "aut", kind = "accession", date = 2000-09-06 },
`, c.acts})
			for _, x := range []struct {
				ref  string
				want int
			}{
				{"deposits:bombings", c.deposits}, {"deposits:all", c.deposits},
				{"depositors:bombings", c.states}, {"depositors:all", c.states},
				{"parties:bombings", c.now}, {"parties:all", c.now},
				{"parties:bombings@adoption", c.then}, {"parties:all@adoption", c.then},
			} {
				kind, id, _ := strings.Cut(x.ref, ":")
				q := r.Printed(prose.Ref{Kind: kind, ID: id})
				if q == nil || q.Value.String() != report.Integer(x.want).String() {
					t.Errorf("[%s] prints %v, want %d", x.ref, q, x.want)
				}
			}
		})
	}
}

// Over several instruments a State that made two deposits is one depositor, and is party
// to all only with one on each.
func TestTallyOfAllInstruments(t *testing.T) {
	base := kitchenSink(t)
	later := strings.Replace(string(base.File("data/report.toml").Data), "as_at = 2008-12-31", "as_at = 2009-06-30", 1)
	r, problems, err := report.Load(sinkWith(t, map[string]string{"data/report.toml": later}))
	if err != nil || r == nil {
		t.Fatal(err, problems)
	}
	for ref, want := range map[string]string{
		// Brazil joined both, Montenegro the protocol, and Austria left it again.
		"deposits:all": "3", "depositors:all": "2", "deposits:protocol": "2", "depositors:protocol": "2", "deposits:convention": "1",
		// France was party to both, and Brazil and Montenegro are since.
		"parties:all@adoption": "1", "parties:all": "3", "parties:convention@adoption": "3", "parties:convention": "4",
	} {
		kind, id, _ := strings.Cut(ref, ":")
		if q := r.Printed(prose.Ref{Kind: kind, ID: id}); q == nil || q.Value.String() != want {
			t.Errorf("[%s] prints %v, want %s", ref, q, want)
		}
	}
}

// Where nothing can be counted, nothing is printed, and Load says why.
func TestNoTally(t *testing.T) {
	in := func(ref string) []string {
		return []string{"sections.toml", "text.en = \"", "text.en = \"" + ref + " "}
	}
	third := []string{"report.toml", "schema = 1", "schema = 3"}
	problemsOf := func(changes ...[]string) string {
		_, ps, err := report.Load(small(t, changes...))
		if err != nil {
			t.Fatal(err)
		}
		return text(ps)
	}
	for _, c := range []struct {
		ref   string
		more  []string
		wants string
	}{
		{"[deposits:bomings]", nil, `there is no instrument "bomings"`},
		{"[depositors:nothing]", nil, `there is no instrument "nothing"`},
		{"[parties:bombings@adopton]", nil, `[parties:bombings@adopton] counts nothing that is known`},
		{"[deposits:bombings@adoption]", nil, `deposits are counted since the day of adoption: write [deposits:bombings]`},
		{"[deposits:all]", []string{"resolution.toml", "adopted_on = 2007-12-18", ""}, "[deposits:all] counts from the day on which the resolution was adopted, which is not given"},
		{"[parties:bombings@adoption]", []string{"resolution.toml", "adopted_on = 2007-12-18", "adopted_on = 2009-12-18"}, "2009-12-18, which is after the day that the edition is as at, 2008-12-31"},
		{"[deposits: all]", nil, "malformed reference"},
		{"[table:conclusions]", nil, `the section of that id has no table made from records`},
	} {
		changes := [][]string{third, in(c.ref)}
		if c.more != nil {
			changes = append(changes, c.more)
		}
		if found := problemsOf(changes...); !strings.Contains(found, c.wants) {
			t.Errorf("%s: %s\nwant %s", c.ref, found, c.wants)
		}
	}
	// In older schemas they are what they were.
	for ref, wants := range map[string]string{
		"[deposits:all]":              `unknown kind of reference "deposits"`,
		"[parties:all]":               `there is no instrument "all"`,
		"[parties:bombings@adoption]": `there is no instrument "bombings@adoption"`,
	} {
		if found := problemsOf(in(ref)); !strings.Contains(found, wants) {
			t.Errorf("%s in schema 1: %s\nwant %s", ref, found, wants)
		}
	}
}
