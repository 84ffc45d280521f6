package main

import (
	"bytes"
	"cmp"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/check"
	"rapporteur/generator/edition"
	"rapporteur/generator/problem"
	"rapporteur/generator/report"
)

// issued are the editions of this repository, by id.
func issued(t testing.TB) map[string]*report.Report {
	t.Helper()
	r, err := edition.Open(t.Context(), "..", edition.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	series, err := r.Series(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	reports := map[string]*report.Report{}
	for _, e := range series.Editions {
		rep, problems, err := e.Target().Load(t.Context(), r)
		if err != nil {
			t.Fatal(err)
		}
		if rep == nil {
			t.Fatalf("edition %s does not load: %v", e.ID, problems)
		}
		reports[e.ID] = rep
	}
	return reports
}

// neighbours are pairs of editions, by id: each with the one before it in the order of
// days, and each correction with what it corrects; both ways, and each with itself. With
// RAPPORTEUR_LONG they are all pairs.
func neighbours(reports map[string]*report.Report) [][2]string {
	ids := slices.SortedFunc(maps.Keys(reports), func(a, b string) int {
		return cmp.Or(reports[a].Edition.AsAt.Compare(reports[b].Edition.AsAt), cmp.Compare(a, b))
	})
	var pairs [][2]string
	for i, a := range ids {
		for k, b := range ids {
			if max(i-k, k-i) <= 1 || reports[a].Edition.RelatesTo() == b || reports[b].Edition.RelatesTo() == a || os.Getenv("RAPPORTEUR_LONG") != "" {
				pairs = append(pairs, [2]string{a, b})
			}
		}
	}
	return pairs
}

// What an issued edition says never changes, whatever becomes of the model
// and of the program that reads it. Each has its dump, and each dump its
// edition.
func TestIssuedEditionsStayAsTheyAre(t *testing.T) {
	t.Parallel()
	const dir = "testdata/issued"
	reports := issued(t)
	for id, r := range reports {
		var b bytes.Buffer
		if err := r.Dump(&b); err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(dir, id+".dump")
		want, err := os.ReadFile(name)
		switch {
		case os.IsNotExist(err) && os.Getenv("UPDATE") != "":
			if err := os.WriteFile(name, b.Bytes(), 0o644); err != nil {
				t.Fatal(err)
			}
		case err != nil:
			t.Errorf("edition %s has no dump; run the test once with UPDATE=1 and commit it: %v", id, err)
		case !bytes.Equal(b.Bytes(), want):
			t.Errorf("edition %s no longer says what it said:\n%s", id, firstDifference(string(want), b.String()))
		}
	}
	dumps, err := filepath.Glob(filepath.Join(dir, "*.dump"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range dumps {
		if id := strings.TrimSuffix(filepath.Base(name), ".dump"); reports[id] == nil {
			t.Errorf("%s is the dump of an edition that is not there", name)
		}
	}
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range max(len(w), len(g)) {
		var a, b string
		if i < len(w) {
			a = w[i]
		}
		if i < len(g) {
			b = g[i]
		}
		if a != b {
			return fmt.Sprintf("line %d\nwas %s\nis  %s", i+1, a, b)
		}
	}
	return "nothing differs"
}

// The figures that the four editions of 2007 to 2009 were issued with.
func TestIssuedFigures(t *testing.T) {
	t.Parallel()
	instruments := []string{"internationally-protected-persons-1973", "hostages-1979", "bombings-1997", "financing-1999", "nuclear-terrorism-2005"}
	tests := []struct {
		id       string
		deposits int
		parties  [5]int
		members  [5]int
		all      int
		figures  map[string]int64
		statuses string // of op01 to op10
	}{
		{
			"2007-12-18", 673, [5]int{166, 164, 153, 160, 30}, [5]int{166, 164, 153, 159, 30}, 29,
			map[string]int64{"states-assisted": 137},
			"under-implementation under-implementation no-information under-implementation no-information " +
				"under-implementation no-information no-information not-due not-due",
		},
		{
			"2008-07-31", 699, [5]int{170, 165, 159, 163, 42}, [5]int{170, 165, 159, 162, 42}, 40,
			map[string]int64{"states-assisted": 137},
			"under-implementation under-implementation no-information under-implementation no-information " +
				"under-implementation no-information under-implementation not-due not-due",
		},
		{
			"2008-12-31", 713, [5]int{171, 166, 161, 167, 48}, [5]int{171, 166, 161, 166, 48}, 46,
			map[string]int64{"states-assisted": 158, "countries-new-legislation": 54},
			"under-implementation under-implementation no-information under-implementation no-information " +
				"under-implementation no-information under-implementation not-due no-information",
		},
		{
			"2009-06-30", 724, [5]int{172, 167, 162, 169, 54}, [5]int{171, 166, 161, 167, 54}, 52,
			map[string]int64{
				"states-assisted": 158, "countries-new-legislation": 54,
				"member-states-assisted": 164, "member-states-assisted-yearly": 129,
				"legislative-assistance": 77, "legislative-assistance-yearly": 45,
				"regional-workshops": 66, "regional-workshops-yearly": 16,
				"officials-trained": 8150, "officials-trained-yearly": 1600,
			},
			"under-implementation under-implementation no-information under-implementation no-information " +
				"under-implementation no-information under-implementation not-due no-information",
		},
	}
	reports := issued(t)
	for _, tt := range tests {
		t.Run(tt.id, func(t *testing.T) {
			r := reports[tt.id]
			if r == nil {
				t.Fatal("the edition is not there")
			}
			deposits := 0
			for _, p := range r.Participation {
				for _, a := range p.Acts {
					if a.Kind.Deposits() {
						deposits++
					}
				}
			}
			if deposits != tt.deposits {
				t.Errorf("%d deposits, want %d", deposits, tt.deposits)
			}
			for i, instrument := range instruments {
				all, members := r.PartiesCount(instrument, r.Edition.AsAt)
				if all != tt.parties[i] || members != tt.members[i] {
					t.Errorf("%s: %d parties, %d of them Member States, want %d and %d", instrument, all, members, tt.parties[i], tt.members[i])
				}
			}
			if n := len(r.PartyToAll(r.Edition.AsAt)); n != tt.all {
				t.Errorf("%d States are party to all five, want %d", n, tt.all)
			}
			for id, want := range tt.figures {
				in := r.Indicator(id)
				if in == nil {
					t.Errorf("there is no indicator %s", id)
					continue
				}
				last := in.Observations[len(in.Observations)-1]
				if last.Quantity.Value == nil || *last.Quantity.Value != report.Integer(want) {
					t.Errorf("%s: the last value is %v, want %d", id, last.Quantity.Value, want)
				}
			}
			var statuses []string
			for _, p := range r.Paragraphs {
				statuses = append(statuses, string(r.StatusOf(p)))
			}
			if got := strings.Join(statuses, " "); got != tt.statuses {
				t.Errorf("statuses are\n%s, want\n%s", got, tt.statuses)
			}
			for _, f := range r.Files {
				for _, never := range []string{"475500000", "475.5", "88684326", "12400000"} {
					if bytes.Contains(f.Data, []byte(never)) {
						t.Errorf("%s holds %s, which was not known then", f.Name, never)
					}
				}
			}
			problems := check.Run(r, check.Rules())
			if i := slices.IndexFunc(problems, func(p problem.Problem) bool { return p.Rule == "known-at-date" }); i >= 0 {
				t.Errorf("%s: %s", problems[i].Pos, problems[i].Message.String())
			}
		})
	}
}

// What the references count that texts use, at each of the four editions, as counted apart
// from this program in the list of deposits: since the adoption on 18 December 2007.
func TestIssuedTallies(t *testing.T) {
	t.Parallel()
	instruments := []string{"nuclear-terrorism-2005", "bombings-1997", "financing-1999", "internationally-protected-persons-1973", "hostages-1979"}
	tests := map[string]struct {
		deposits   [5]int // by instrument, each from another State
		all        int    // their sum
		depositors int    // States, each once
		party      int    // States party to all five
	}{
		"2007-12-18": {[5]int{0, 0, 0, 0, 0}, 0, 0, 29},
		"2008-07-31": {[5]int{12, 6, 3, 4, 1}, 26, 17, 40},
		"2008-12-31": {[5]int{18, 8, 7, 5, 2}, 40, 25, 46},
		"2009-06-30": {[5]int{24, 9, 9, 6, 3}, 51, 33, 52},
	}
	atAdoption := [5]int{30, 153, 160, 166, 164}
	reports := issued(t)
	for id, want := range tests {
		r := reports[id]
		if r == nil {
			t.Errorf("there is no edition %s", id)
			continue
		}
		count := func(what report.Tally, want int) {
			t.Helper()
			if n, ok := r.Total(what); !ok || n != want {
				t.Errorf("edition %s: %s is %d, %v; want %d", id, what.Reference(), n, ok, want)
			}
		}
		count(report.Tally{Kind: report.TallyDeposits}, want.all)
		count(report.Tally{Kind: report.TallyDepositors}, want.depositors)
		count(report.Tally{Kind: report.TallyParties}, want.party)
		count(report.Tally{Kind: report.TallyParties, Adoption: true}, 29)
		for i, in := range instruments {
			count(report.Tally{Kind: report.TallyDeposits, Instrument: in}, want.deposits[i])
			count(report.Tally{Kind: report.TallyDepositors, Instrument: in}, want.deposits[i])
			count(report.Tally{Kind: report.TallyParties, Instrument: in}, atAdoption[i]+want.deposits[i])
			count(report.Tally{Kind: report.TallyParties, Instrument: in, Adoption: true}, atAdoption[i])
		}
	}
}

// How many of the claims that each edition makes as primary were read in a copy. An
// audit counted 56 of 165 for the last one: those whose source has no link to the
// issuing body. Here 56 are those whose source names somebody else's address as the
// place where it was read. The two sets share 50 claims. Six claims of sources that
// link to the original were read elsewhere, and the sources of six others name no
// address at all, so that nothing says they were read in a copy.
func TestIssuedCopies(t *testing.T) {
	t.Parallel()
	type count struct{ primary, copies, noLink, linked, nowhere int }
	want := map[string]count{
		"2007-12-18": {primary: 126, copies: 29, noLink: 17, linked: 12, nowhere: 5},
		"2008-07-31": {primary: 132, copies: 33, noLink: 23, linked: 10, nowhere: 5},
		"2008-12-31": {primary: 140, copies: 30, noLink: 23, linked: 7, nowhere: 5},
		"2009-06-30": {primary: 165, copies: 56, noLink: 50, linked: 6, nowhere: 6},
	}
	for id, r := range issued(t) {
		expected, known := want[id]
		if !known {
			continue // a later edition; the rule is the same
		}
		var got count
		for _, c := range r.Cites() {
			if c.Cite.Verification != report.Primary {
				continue
			}
			got.primary++
			s := r.Source(c.Cite.Source)
			isCopy := r.Shown(c.Cite) == report.PrimaryCopy
			if isCopy {
				got.copies++
			}
			switch {
			case s.Link == "" && s.SeenAt == "":
				got.nowhere++
			case isCopy && s.Link != "":
				got.linked++
			case isCopy:
				got.noLink++
			}
		}
		if got != expected {
			t.Errorf("edition %s has %+v, want %+v", id, got, expected)
		}
	}
}
