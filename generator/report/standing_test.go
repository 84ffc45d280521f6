package report_test

import (
	"slices"
	"testing"

	"rapporteur/generator/report"
)

// TestStandingOf checks how a State takes part in an instrument after its acts, which
// are kind and day.
func TestStandingOf(t *testing.T) {
	day := func(n int) report.Date { return report.Date{Year: 2000, Month: 1, Day: n} }
	for _, c := range []struct {
		name string
		acts []report.ActKind // on the first, second, … day of January
		want report.Standing
		by   int // which of the acts gives it, from 1; 0: none
	}{
		{"nothing", nil, "", 0},
		{"a signature", []report.ActKind{report.Signature}, report.StandsSigned, 1},
		{"an approval", []report.ActKind{report.Signature, report.Approval}, report.StandsParty, 2},
		{"a definitive signature", []report.ActKind{report.DefinitiveSignature}, report.StandsParty, 1},
		{"a formal confirmation", []report.ActKind{report.Signature, report.FormalConfirmation}, report.StandsParty, 2},
		{"a provisional application", []report.ActKind{report.Signature, report.ProvisionalApplication}, report.StandsProvisional, 2},
		{"a provisional application and a deposit", []report.ActKind{report.ProvisionalApplication, report.Acceptance}, report.StandsParty, 2},
		{"statements alone", []report.ActKind{report.Notification, report.Objection}, "", 0},
		{"statements of a party", []report.ActKind{report.Accession, report.Reservation, report.Declaration}, report.StandsParty, 1},
		{"a withdrawal", []report.ActKind{report.Signature, report.Ratification, report.Withdrawal}, report.StandsWithdrawn, 3},
		{"a ratification withdrawn", []report.ActKind{report.Signature, report.Ratification, report.RatificationWithdrawn}, report.StandsSigned, 1},
		{"an accession withdrawn, without a signature", []report.ActKind{report.Accession, report.RatificationWithdrawn}, report.StandsWithdrawn, 2},
		{"ratified again", []report.ActKind{report.Signature, report.Ratification, report.RatificationWithdrawn, report.Ratification}, report.StandsParty, 4},
		{"acceded after a withdrawal", []report.ActKind{report.Accession, report.Withdrawal, report.Accession}, report.StandsParty, 3},
		{"two deposits", []report.ActKind{report.Ratification, report.Succession}, report.StandsParty, 1},
	} {
		var acts []*report.Act
		list := &report.Participation{Instrument: "i"}
		for i, k := range c.acts {
			a := report.Act{State: "fra", Kind: k, Date: day(i + 1)}
			acts, list.Acts = append(acts, &a), append(list.Acts, a)
		}
		got, by := report.StandingOf(acts, report.Date{})
		n := 0
		if by != nil {
			n = by.Date.Day
		}
		if got != c.want || n != c.by {
			t.Errorf("%s: %q by act %d, want %q by %d", c.name, got, n, c.want, c.by)
		}
		// A State is counted as a party exactly when its standing is that of one.
		r := report.New(&report.Report{Instruments: []*report.Instrument{{ID: "i"}}, Participation: []*report.Participation{list}})
		if all, _ := r.PartiesCount("i", report.Date{}); (all == 1) != (c.want == report.StandsParty) {
			t.Errorf("%s: %d parties are counted", c.name, all)
		}
	}
	if got, _ := report.StandingOf([]*report.Act{{Kind: report.Signature, Date: day(1)}, {Kind: report.Approval, Date: day(9)}}, day(5)); got != report.StandsSigned {
		t.Errorf("before its approval a State stands as %q", got)
	}
}

// TestActLetters checks the signs of the depositary’s tables, which are all different.
func TestActLetters(t *testing.T) {
	want := map[report.ActKind]string{
		report.Signature: "", report.Ratification: "", report.Accession: "a", report.Acceptance: "A", report.Approval: "AA",
		report.FormalConfirmation: "c", report.Succession: "d", report.ProvisionalApplication: "n", report.DefinitiveSignature: "s",
		report.Reservation: "", report.Withdrawal: "",
	}
	for k, w := range want {
		if got := k.Letter(); got != w {
			t.Errorf("%s has the letter %q, want %q", k, got, w)
		}
	}
}

// Acts of one day are counted together, and what changes no party leaves the number.
func TestPartiesThen(t *testing.T) {
	day := func(d int) report.Date { return report.Date{Year: 2001, Month: 1, Day: d} }
	p := &report.Participation{Acts: []report.Act{
		{State: "aut", Kind: report.Signature, Date: day(1)},
		{State: "aut", Kind: report.Ratification, Date: day(2)},
		{State: "bra", Kind: report.Accession, Date: day(2)},
		{State: "egy", Kind: report.Accession, Date: day(3)},
		{State: "egy", Kind: report.Withdrawal, Date: day(3)},
		{State: "bra", Kind: report.Withdrawal, Date: day(4)},
		{State: "fra", Kind: report.Accession, Date: day(5)},
		{State: "fra", Kind: report.Reservation, Date: day(5)},
	}}
	if got, want := p.PartiesThen(), []int{0, 2, 2, 2, 2, 1, 2, 2}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
