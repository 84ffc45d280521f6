package edition

import (
	"encoding/csv"
	"os"
	"testing"

	"rapporteur/generator/report"
)

// participant is a row of testdata/recount.csv: what one State did about one
// instrument until the end of 2010. The rows are the dates, and nothing else, of the
// United Nations Treaty Collection as github.com/zmjones/untreaties copied it on
// 14 March 2015 (at 003ce13). They were not taken from data/participation/, so that a
// mistake made there, or in counting, does not recur here.
type participant struct{ instrument, state, signature, deposit string }

func participants(t *testing.T) []participant {
	t.Helper()
	f, err := os.Open("testdata/recount.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var all []participant
	for _, r := range rows[1:] {
		all = append(all, participant{r[0], r[1], r[2], r[3]})
	}
	return all
}

// counts are what a report says about participation, or what a recount finds.
type counts struct {
	parties, signatories map[string]int // by instrument
	all                  int            // States party to every instrument
	since, depositors    int            // deposits after adoption, and States that made them
}

func recount(rows []participant, adopted, at string) counts {
	c := counts{parties: map[string]int{}, signatories: map[string]int{}}
	party, since := map[string]int{}, map[string]int{}
	for _, p := range rows {
		if p.signature != "" && p.signature <= at {
			c.signatories[p.instrument]++
		}
		if p.deposit == "" || p.deposit > at {
			continue
		}
		c.parties[p.instrument]++
		party[p.state]++
		if p.deposit > adopted {
			c.since++
			since[p.state]++
		}
	}
	for _, n := range party {
		if n == len(c.parties) {
			c.all++
		}
	}
	c.depositors = len(since)
	return c
}

func said(r *report.Report) counts {
	at := r.Edition.AsAt
	c := counts{parties: map[string]int{}, signatories: map[string]int{}, all: len(r.PartyToAll(at))}
	since := map[string]bool{}
	for _, p := range r.Participation {
		c.parties[p.Instrument], _ = r.PartiesCount(p.Instrument, at)
		for _, a := range p.Acts {
			if a.Kind == report.Signature && !a.Date.After(at) {
				c.signatories[p.Instrument]++
			}
		}
		for _, party := range r.Parties(p.Instrument, at) {
			if party.Date.After(r.Resolution.AdoptedOn) {
				c.since++
				since[party.State] = true
			}
		}
	}
	c.depositors = len(since)
	return c
}

// Parties, signatories and deposits are counted again, in another way and from another
// copy of the register, for every edition that was ever issued here, the draft and the
// files of the working tree.
func TestRecount(t *testing.T) {
	t.Parallel()
	rows := participants(t)
	repo, err := Open(t.Context(), "../..", Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer repo.Close()
	series, err := repo.Series(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	reports := map[string]*report.Report{}
	for _, e := range series.Editions {
		r, problems, err := e.Target().Load(t.Context(), repo)
		if err != nil || r == nil {
			t.Fatalf("edition %s does not load: %v %v", e.ID, err, problems)
		}
		reports[e.ID] = r
	}
	if len(reports) < 4 {
		t.Fatalf("the history has %d editions, of at least 4", len(reports))
	}
	here, problems, err := report.Load(os.DirFS("../.."))
	if err != nil || here == nil {
		t.Fatalf("the working tree does not load: %v, %d problems; first: %v", err, len(problems), problems[:min(1, len(problems))])
	}
	reports["working tree"] = here

	for id, r := range reports {
		adopted, at := r.Resolution.AdoptedOn.String(), r.Edition.AsAt.String()
		want, got := recount(rows, adopted, at), said(r)
		for _, in := range []string{"internationally-protected-persons-1973", "hostages-1979", "bombings-1997", "financing-1999", "nuclear-terrorism-2005"} {
			if got.parties[in] != want.parties[in] || want.parties[in] == 0 {
				t.Errorf("%s: %s has %d parties on %s, recounted %d", id, in, got.parties[in], at, want.parties[in])
			}
			if got.signatories[in] != want.signatories[in] {
				t.Errorf("%s: %s has %d signatories on %s, recounted %d", id, in, got.signatories[in], at, want.signatories[in])
			}
		}
		if got.all != want.all || got.since != want.since || got.depositors != want.depositors {
			t.Errorf("%s: %d States party to all, %d deposits since adoption by %d States; recounted %d, %d and %d",
				id, got.all, got.since, got.depositors, want.all, want.since, want.depositors)
		}
	}

	// The recount itself is right: these were counted by hand from the register.
	c := recount(rows, "2007-12-18", "2009-06-30")
	if c.all != 52 || c.since != 51 || c.depositors != 33 || recount(rows, "2007-12-18", "2007-12-18").all != 29 {
		t.Errorf("the recount on 30 June 2009 finds %d party to all, %d deposits by %d States; it is 52, 51 and 33", c.all, c.since, c.depositors)
	}
}
