package site

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/generator/prose"
	"rapporteur/generator/report"
	"rapporteur/generator/site/derived"
	"rapporteur/generator/site/locale"
	"rapporteur/generator/site/page"
)

// The number of words that the front page gives is that of what it shows.
func TestReadingIsOfWhatIsShown(t *testing.T) {
	t.Parallel()
	r := load(t)
	m := build(t, Input{Draft: r})
	h := pageAt(t, m, page.Draft, "en", "").Body.(*page.Home)
	want := 0
	for _, s := range r.Sections {
		if s.Place == report.PlaceSummary {
			want += prose.Parse(s.Text.In("en")).Words()
		}
	}
	for _, e := range h.Paragraphs {
		want += prose.CountWords(e.Result.Text)
	}
	if want == 0 || h.Short.Words.Value != report.Integer(want) || h.Short.Budget.Text != "500" || h.Short.Minutes != 1 {
		t.Errorf("the short form is %+v, want %d words", h.Short, want)
	}
	document := pageAt(t, m, page.Draft, "en", "report/").Body.(*page.Report)
	if h.Whole.Words != document.Words || h.Whole.Budget.Text != "8,500" {
		t.Errorf("the report is %+v, on its own page %v words", h.Whole, document.Words)
	}
	for words, want := range map[int]int{0: 0, 1: 1, 200: 1, 201: 2, 500: 3} {
		if got := report.ReadingMinutes(words); got != want {
			t.Errorf("%d words take %d minutes, want %d", words, got, want)
		}
	}
}

func plainBook(t testing.TB) *editionWriter {
	p := prose.NewCache()
	return &editionWriter{Facts: derived.New(load(t), p), lang: "en", w: locale.New("en"), parser: p}
}

func TestMilestone(t *testing.T) {
	t.Parallel()
	b := plainBook(t)
	open := func(next string) *report.Request {
		return &report.Request{Verb: "requests", Status: report.UnderImplementation, Next: report.Text{En: next}}
	}
	due := func(status report.Status, day report.Date, session string) *report.Request {
		return &report.Request{Verb: "requests", Status: status, Due: report.Due{Date: day, Session: report.Text{En: session}}}
	}
	gap := func(reason report.GapReason) *report.Request {
		return &report.Request{Verb: "requests", Gaps: []report.Gap{{Field: "next", Reason: reason}}}
	}
	day := report.Date{Year: 2009, Month: 4, Day: 30}
	for _, c := range []struct {
		name     string
		requests []*report.Request
		want     string
		missing  bool
	}{
		{"nothing said", []*report.Request{open("")}, "", false},
		{"a step", []*report.Request{open(""), open("A *course* follows [source:a]. Then more.")}, "A course follows.", false},
		{"a time goes before a step", []*report.Request{open("A course follows."), due(report.NotDue, day, "")}, "30 April 2009", false},
		{"a session goes before a day", []*report.Request{due(report.NotDue, day, "Next session")}, "Next session", false},
		{"a time that has passed", []*report.Request{due(report.Implemented, day, "")}, "", false},
		{"looked for", []*report.Request{open(""), gap(report.NotFound)}, "", true},
		{"looked for in one, known of another", []*report.Request{gap(report.NotFound), open("A course follows.")}, "A course follows.", false},
		{"does not apply", []*report.Request{gap(report.NotApplicable)}, "", false},
	} {
		got := b.milestone(&report.Paragraph{Requests: c.requests})
		if got.Text.Text != c.want || got.Missing != c.missing {
			t.Errorf("%s: %+v, want %q, missing %v", c.name, got, c.want, c.missing)
		}
	}
}

func TestFigureTrend(t *testing.T) {
	t.Parallel()
	number := func(n int64, q report.Qualifier) report.Quantity {
		return report.Quantity{Value: new(report.Integer(n)), Qualifier: q}
	}
	since := func(q report.Quantity, from, to report.Date) *report.Observation {
		return &report.Observation{Period: report.Period{From: from, To: to}, Quantity: q}
	}
	year := func(q report.Quantity, y int) *report.Observation {
		return since(q, report.Date{Year: y, Month: 1, Day: 1}, report.Date{Year: y, Month: 12, Day: 31})
	}
	women := func(o *report.Observation) *report.Observation {
		o.By = report.Breakdown{"sex/female"}
		return o
	}
	from := report.Date{Year: 2003, Month: 1}
	early, late := report.Date{Year: 2007, Month: 7, Day: 6}, report.Date{Year: 2008, Month: 9, Day: 3}
	rounded := number(100, "")
	rounded.RoundedTo = report.Integer(50)
	for _, c := range []struct {
		name                    string
		observations            []*report.Observation
		trend                   bool
		change, since, previous string
		apart                   report.Incomparable
	}{
		{"one", []*report.Observation{since(number(137, ""), from, early)}, false, "", "", "", ""},
		{"exact", []*report.Observation{since(number(137, ""), from, early), since(number(1158, "exact"), from, late)}, true, "+1,021", "6 July 2007", "137", ""},
		{"fewer", []*report.Observation{since(number(137, ""), from, early), since(number(130, ""), from, late)}, true, "−7", "6 July 2007", "137", ""},
		{"the same", []*report.Observation{since(number(137, ""), from, early), since(number(137, ""), from, late)}, true, "±0", "6 July 2007", "137", ""},
		{"about", []*report.Observation{since(number(137, "about"), from, early), since(number(158, ""), from, late)}, false, "", "", "137", report.Approximate},
		{"rounded", []*report.Observation{since(rounded, from, early), since(number(158, ""), from, late)}, false, "", "", "100", report.Rounded},
		{"without a first day", []*report.Observation{since(number(137, ""), from, early), since(number(158, ""), report.Date{}, late)}, false, "", "", "137", report.UnknownFirstDay},
		{"since another day", []*report.Observation{since(number(137, ""), from, early), since(number(158, ""), report.Date{Year: 2004}, late)}, false, "", "", "137", report.OtherSpan},
		{"one that is not comparable between", []*report.Observation{since(number(130, ""), from, report.Date{Year: 2006}), since(number(137, "about"), from, early), since(number(158, ""), from, late)}, true, "+28", "2006", "130", ""},
		{"years", []*report.Observation{year(number(5, ""), 2006), year(number(8, ""), 2007)}, true, "+3", "2006", "5", ""},
		{"a month", []*report.Observation{since(number(5, ""), from, report.Date{Year: 2006, Month: 5}), since(number(8, ""), from, early)}, true, "+3", "May 2006", "5", ""},
		{"of another kind", []*report.Observation{year(number(129, ""), 2006), since(number(137, ""), from, early)}, false, "", "", "129", report.OtherSpan},
		{"a gap between", []*report.Observation{year(number(5, ""), 2005), year(report.Quantity{}, 2006), year(number(8, ""), 2007)}, true, "+3", "2005", "5", ""},
		{"of other categories between", []*report.Observation{since(number(5, ""), from, report.Date{Year: 2006}), women(since(number(3, ""), from, early)), since(number(8, ""), from, early)}, true, "+3", "2006", "5", ""},
		{"of categories alone", []*report.Observation{women(since(number(5, ""), from, report.Date{Year: 2006})), women(since(number(8, ""), from, early))}, true, "+3", "2006", "5", ""},
		{"after the edition", []*report.Observation{since(number(5, ""), from, early), since(number(8, ""), from, report.Date{Year: 2009, Month: 6, Day: 1})}, false, "", "", "", ""},
	} {
		l := plainBook(t).page("")
		in := &report.Indicator{ID: "x", Name: report.Text{En: "Name"}, Observations: c.observations}
		for _, o := range c.observations {
			o.Indicator = in
		}
		f, ok := l.keyFigure(in)
		if !ok || (f.Trend != nil) != c.trend {
			t.Errorf("%s: %+v, want a trend: %v", c.name, f, c.trend)
			continue
		}
		if f.Previous.Text != c.previous {
			t.Errorf("%s: before it was %q, want %q", c.name, f.Previous.Text, c.previous)
		}
		if want := l.w.Incomparable(c.apart); (c.apart != "") != (f.Apart != "") || c.apart != "" && f.Apart != want {
			t.Errorf("%s: said of the two: %q, want %q", c.name, f.Apart, want)
		}
		if f.Trend == nil {
			continue
		}
		if f.Trend.SVG == "" || f.Trend.Change != c.change || f.Trend.Since.Text != c.since {
			t.Errorf("%s: %q since %q, want %q since %q", c.name, f.Trend.Change, f.Trend.Since.Text, c.change, c.since)
		}
	}
}

// The front page says what a figure is to reach next, and on what that rests.
func TestNextTarget(t *testing.T) {
	t.Parallel()
	ten, at := report.Integer(10), report.Date{Year: 2008, Month: 7, Day: 31}
	target := func(id string, year int, by ...string) *report.Target {
		goal := &report.Target{ID: id, Quantity: report.Quantity{Value: &ten}, By: by}
		if year > 0 {
			goal.Date = report.Date{Year: year, Month: 12, Day: 31}
		}
		return goal
	}
	empty := &report.Target{ID: "empty", Date: report.Date{Year: 2009}}
	for _, tt := range []struct {
		want    string
		targets []*report.Target
	}{
		{"", nil},
		{"", []*report.Target{empty, target("women", 2010, "sex/female")}},
		{"2010", []*report.Target{target("2015", 2015), target("2010", 2010), target("2006", 2006), target("undated", 0)}},
		{"undated", []*report.Target{target("2006", 2006), target("undated", 0)}},
		{"2007", []*report.Target{target("2006", 2006), target("2007", 2007)}},
	} {
		got := ""
		if goal := nextTarget(&report.Indicator{Targets: tt.targets}, at); goal != nil {
			got = goal.ID
		}
		if got != tt.want {
			t.Errorf("the next target is %q, want %q", got, tt.want)
		}
	}

	in := issue(t, "2008-07-31", "2008-07-31", change{"paragraphs/op03.toml", `evidence = ["indicator:states-assisted"]`, `evidence = ["indicator:trained"]`},
		change{"indicators.toml", `cites = [{ source = "official-seen", verification = "primary" }]

[[indicator.target]]
id = "2010-women"`, `cites = [{ source = "official-seen", locator = "p. 99", verification = "primary" }]

[[indicator.target]]
id = "2010-women"`})
	m := build(t, Input{Draft: in.Report})
	shown := false
	for _, f := range pageAt(t, m, page.Draft, "en", "").Body.(*page.Home).Figures {
		if f.Link.Text.Text != "Persons trained" {
			if f.Target != nil {
				t.Errorf("%s has the target %+v", f.Link.Text.Text, f.Target)
			}
			continue
		}
		shown = true
		if f.Target == nil || f.Target.Number.Text != "1,000" || f.Target.Number.Qualifier != "at-least" || f.Target.Until.Text != "31 December 2010" {
			t.Errorf("the target is %+v", f.Target)
		}
		if !strings.Contains(f.Sources.Text, "99") {
			t.Errorf("the source of the target is not among %q", f.Sources.Text)
		}
	}
	if !shown {
		t.Error("the figure is not on the front page")
	}
	found := false
	for _, d := range findable(t, m, in.Report, "en") {
		found = found || d.Title == "Persons trained" && strings.Contains(d.Text, "Target for 31 December 2010") && strings.Contains(d.Text, "1,000")
	}
	if !found {
		t.Error("the search does not find the target")
	}
}

// The report names who replied to what a request is about, below its answer.
func TestRepliesInReport(t *testing.T) {
	t.Parallel()
	m := build(t, Input{Draft: load(t)})
	replies := make(map[string]string)
	var walk func(parts []page.Part)
	walk = func(parts []page.Part) {
		for _, p := range parts {
			for _, q := range p.Requests {
				for _, r := range q.Replies {
					replies[q.ID] += r.Link.Text.Text + ", " + r.Date.Text + ", " + r.Link.Href + "; "
				}
				if len(q.Replies) > 0 && q.StatesReplied != 1 {
					t.Errorf("%s: %d States replied", q.ID, q.StatesReplied)
				}
			}
			walk(p.Parts)
		}
	}
	walk(pageAt(t, m, page.Draft, "en", "report/").Body.(*page.Report).Parts)
	want := map[string]string{
		"op01-b": "France, 14 May 2008, ../replies/#fra-2008; Agency, June 2008, ../replies/#agency-2008; ",
		"op01-c": "France, 14 May 2008, ../replies/#fra-2008; ",
	}
	if diff := cmp.Diff(want, replies); diff != "" {
		t.Error(diff)
	}
}

// In a list a paragraph has its printed number and, apart from it, the part on which that
// depends; together they are what citations say.
func TestNumbersInLists(t *testing.T) {
	t.Parallel()
	seen := false
	for _, e := range pageAt(t, build(t, Input{Draft: load(t)}), page.Draft, "en", "").Body.(*page.Home).Paragraphs {
		if strings.Contains(e.Printed, e.Part) && e.Part != "" || (e.Part == "") != (e.Number == e.Printed) || !strings.Contains(e.Number, e.Printed) || !strings.Contains(e.Number, e.Part) {
			t.Errorf("%q is %q in %q", e.Number, e.Printed, e.Part)
		}
		seen = seen || e.Part != ""
	}
	if !seen {
		t.Error("no paragraph is in a part")
	}
}
