package report_test

import (
	"testing"

	"rapporteur/generator/report"
)

// What a record shows is before the adoption of the resolution, after it, or cannot
// be told apart from it.
func TestAdoption(t *testing.T) {
	const before, between, after = "before", "between", "after"
	activity := func(id, dates string) []string {
		return []string{"activities/2007.toml", `id = "vienna-2007"`, `id = "` + id + `"
kind = "meeting"
title.en = "Meeting"
original = "en"
` + dates + `
[[activity]]
id = "vienna-2007"`}
	}
	money := func(kind, dates string) []string {
		return []string{"finance.toml", "", "[[money]]\nid = \"m\"\nkind = \"" + kind + "\"\nname.en = \"M\"\n" + dates + "\n"}
	}
	act := func(kind, date string) []string {
		return []string{"participation/bombings.toml", `{ state = "aut", kind = "accession", date = 2000-09-06 }`,
			`{ state = "aut", kind = "` + kind + `", date = ` + date + ` }`}
	}
	observation := func(to string) []string {
		return []string{"indicators.toml", "period.to = 2008-09-03", "period.to = " + to}
	}
	publication := func(date string) []string {
		return []string{"publications.toml", `date = "2008"`, date}
	}
	tests := []struct {
		ref    report.Ref
		change []string // none for what the small report says
		want   string
		until  string
		later  bool
	}{
		// Activities, by their last day.
		{report.Ref{Kind: report.KindActivity, ID: "vienna-2007"}, nil, before, "2007-11-16", false},
		{report.Ref{Kind: report.KindActivity, ID: "m"}, activity("m", "start = 2007-12-17"), before, "2007-12-17", false},
		{report.Ref{Kind: report.KindActivity, ID: "m"}, activity("m", "start = 2007-12-18"), between, "2007-12-18", false},
		{report.Ref{Kind: report.KindActivity, ID: "m"}, activity("m", "start = 2007-12-19"), after, "2007-12-19", false},
		{report.Ref{Kind: report.KindActivity, ID: "m"}, activity("m", "start = 2007-12-10\nend = 2007-12-20"), after, "2007-12-20", false},
		{report.Ref{Kind: report.KindActivity, ID: "m"}, activity("m", `start = "2007"`), between, "2007", false},
		{report.Ref{Kind: report.KindActivity, ID: "m"}, activity("m", `start = "2007-11"`), before, "2007-11", false},
		{report.Ref{Kind: report.KindActivity, ID: "m"}, activity("m", "start = 2009-01-01"), between, "", true},
		{report.Ref{Kind: report.KindActivity, ID: "m"}, activity("m", "start = 2008-01-01\nplanned = true"), between, "", false},
		{report.Ref{Kind: report.KindActivity, ID: "m"}, activity("m", ""), between, "", false},

		// Indicators, by their latest period.
		{report.Ref{Kind: report.KindIndicator, ID: "states-assisted"}, nil, after, "2008-09-03", false},
		{report.Ref{Kind: report.KindObservation, ID: "states-assisted/2008-09-03"}, nil, after, "2008-09-03", false},
		{report.Ref{Kind: report.KindIndicator, ID: "states-assisted"}, observation("2007-07-06"), before, "2007-07-06", false},
		{report.Ref{Kind: report.KindIndicator, ID: "states-assisted"}, observation(`"2007-12"`), between, "2007-12", false},
		{report.Ref{Kind: report.KindIndicator, ID: "states-assisted"}, observation("2009-07-06"), between, "", true},

		// Publications and sources.
		{report.Ref{Kind: report.KindPublication, ID: "guide"}, nil, after, "2008", false},
		{report.Ref{Kind: report.KindPublication, ID: "guide"}, publication(`date = "2006"`), before, "2006", false},
		{report.Ref{Kind: report.KindPublication, ID: "guide"}, publication(""), between, "", false},
		{report.Ref{Kind: report.KindSource, ID: "draft"}, nil, before, "2007-10-11", false},
		{report.Ref{Kind: report.KindSource, ID: "register"}, nil, between, "2007-12", false},

		// Amounts: decided on a day, or paid until the end of a period.
		{report.Ref{Kind: report.KindMoney, ID: "section-16"}, nil, between, "2007-12", false},
		{report.Ref{Kind: report.KindMoney, ID: "m"}, money("appropriation", "date = 2007-12-05\nperiod = { from = \"2008\", to = 2008-12-31 }"), before, "2007-12-05", false},
		{report.Ref{Kind: report.KindMoney, ID: "m"}, money("pledge", "period = { from = \"2008\", to = 2008-12-31 }"), between, "", false},
		{report.Ref{Kind: report.KindMoney, ID: "m"}, money("contribution", "date = 2008-05-05\nperiod = { from = \"2005\", to = \"2006\" }"), before, "2006", false},
		{report.Ref{Kind: report.KindMoney, ID: "m"}, money("expenditure", "period = { from = \"2008\", to = 2008-12-31 }"), after, "2008-12-31", false},
		{report.Ref{Kind: report.KindMoney, ID: "m"}, money("contribution", "date = 2007-10-11"), before, "2007-10-11", false},

		// Instruments, by their latest deposit.
		{report.Ref{Kind: report.KindInstrument, ID: "bombings"}, nil, before, "2004-03-04", false},
		{report.Ref{Kind: report.KindInstrument, ID: "bombings"}, act("accession", "2008-02-01"), after, "2008-02-01", false},
		{report.Ref{Kind: report.KindInstrument, ID: "bombings"}, act("succession", "2007-12-18"), between, "2007-12-18", false},
		{report.Ref{Kind: report.KindInstrument, ID: "bombings"}, act("signature", "2008-02-01"), before, "2004-03-04", false},
		{report.Ref{Kind: report.KindInstrument, ID: "bombings"}, act("accession", "2009-02-01"), before, "2004-03-04", true},
		{report.Ref{Kind: report.KindAct, ID: "bombings/cok/accession/2004-03-04"}, nil, before, "2004-03-04", false},

		// What has no date at all.
		{report.Ref{Kind: report.KindEntity, ID: "unodc"}, nil, between, "", false},
		{report.Ref{Kind: report.KindActivity, ID: "nothing"}, nil, between, "", false},
	}
	for _, tt := range tests {
		var changes [][]string
		if tt.change != nil {
			changes = append(changes, tt.change)
		}
		r := load(t, changes...)
		got := between
		if r.BeforeAdoption(tt.ref) {
			got = before
		}
		if r.AfterAdoption(tt.ref) {
			got = after
		}
		until, later := r.ShownUntil(tt.ref)
		if got != tt.want || until.String() != tt.until || later != tt.later {
			t.Errorf("%v with %q: %s, until %q, later %v; want %s, %q, %v", tt.ref, tt.change, got, until, later, tt.want, tt.until, tt.later)
		}
	}
	if got := load(t).Adopted(); got != (report.Date{Year: 2007, Month: 12, Day: 18}) {
		t.Errorf("the resolution was adopted on %s", got)
	}
	r := load(t, []string{"resolution.toml", "adopted_on = 2007-12-18", ""})
	for _, ref := range r.Refs() {
		if r.BeforeAdoption(ref) || r.AfterAdoption(ref) {
			t.Errorf("%v is before or after the adoption, whose day is not known", ref)
		}
	}
}

func TestDepositsSinceAdoption(t *testing.T) {
	r := load(t, []string{"participation/bombings.toml",
		"2004-03-04", "2007-12-18",
		`{ state = "aut", kind = "accession", date = 2000-09-06 }`, `{ state = "aut", kind = "accession", date = 2008-03-01 },
  { state = "aut", kind = "withdrawal", date = 2008-04-01 }`})
	for at, want := range map[report.Date]int{
		{}:                               0, // the one that joined has withdrawn
		{Year: 2008, Month: 12, Day: 31}: 0,
		{Year: 2008, Month: 3, Day: 31}:  1,
		{Year: 2008, Month: 3, Day: 1}:   1,
		{Year: 2008, Month: 2}:           0,
	} {
		if got := r.DepositsSinceAdoption("bombings", at); len(got) != want {
			t.Errorf("up to %s: %v, want %d", at, got, want)
		}
	}
	if got := r.DepositsSinceAdoption("nothing", report.Date{}); got != nil {
		t.Errorf("deposits for no instrument: %v", got)
	}
}

// A status rests on what was before the adoption where all of its evidence does.
func TestOnlyBeforeAdoption(t *testing.T) {
	const old, now = `"activity:vienna-2007"`, `"indicator:states-assisted"`
	tests := []struct {
		name, status, evidence string
		want                   bool
	}{
		{"all before", "under-implementation", old, true},
		{"implemented", "implemented", old, true},
		{"not implemented", "not-implemented", old, true},
		{"one after", "under-implementation", old + ", " + now, false},
		{"one of the same month", "under-implementation", old + `, "money:section-16"`, false},
		{"no evidence", "under-implementation", "", false},
		{"no information", "no-information", old, false},
		{"not due", "not-due", old, false},
	}
	for _, tt := range tests {
		r := load(t,
			[]string{"paragraphs/op04.toml", `status = "under-implementation"`, `status = "` + tt.status + `"`},
			[]string{"paragraphs/op04.toml", `evidence = ["indicator:states-assisted", "activity:vienna-2007"]`, `evidence = [` + tt.evidence + `]`})
		q, _ := r.Record(report.Ref{Kind: report.KindRequest, ID: "op04-a"}).(*report.Request)
		if got := r.OnlyBeforeAdoption(q); got != tt.want {
			t.Errorf("%s: %v", tt.name, got)
		}
	}
}
