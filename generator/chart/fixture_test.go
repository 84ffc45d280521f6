package chart

import (
	"fmt"
	"strconv"
	"strings"
)

// picture is a test case.
type picture struct {
	name    string
	picture Picture
	says    []string // each must be in a text or a title
}

func number(n int64) Value { return Value{N: float64(n), Text: strconv.FormatInt(n, 10)} }

var long = strings.Repeat("a very long name that does not end ", 6) + "Donaudampfschifffahrtsgesellschaftskapitän"

// levels are figures of single days with a baseline and a target.
func levels() Steps {
	return Steps{Date: "Date", Lines: []Line{
		{Name: "Women", Form: Joined, Points: []Point{{On(2007, 12, 31), "2007", number(10)}, {On(2008, 12, 31), "2008", number(12)}, {On(2009, 6, 30), "2009", number(11)}}, Apart: []Day{On(2009, 6, 30)}},
		{Name: "Baseline", Form: Level, Points: []Point{{On(2005, 12, 31), "2005", number(5)}}},
		{Name: "Target", Form: Level, Points: []Point{{On(2015, 12, 31), "2015", number(20)}}},
	}}
}

func steps(lines, editions int) Steps {
	s := Steps{Date: "Date", From: On(2000, 1, 1), To: On(2009, 6, 30)}
	for i := range lines {
		l := Line{Name: fmt.Sprintf("Instrument number %d", i), Short: fmt.Sprintf("Treaty %d", i)}
		for j := range 12 {
			d := On(1999+j, 1+i%12, 5)
			l.Points = append(l.Points, Point{d, d.String(), number(int64(100 + j*3 + i/3))})
		}
		s.Lines = append(s.Lines, l)
	}
	for i := range editions {
		d := On(2009, 6, 30) - Day(i*91)
		s.Rules = append(s.Rules, Rule{d, d.String(), i == 0})
	}
	return s
}

func bars(groups, years int, stacked bool) Bars {
	b := Bars{Category: "Year", Total: "All", Stacked: stacked}
	for y := range years {
		b.Categories = append(b.Categories, Category{Label: fmt.Sprintf("Year %d", 1974+y), Short: strconv.Itoa(1974 + y), Partial: y == years-1, Total: number(int64(y))})
	}
	for g := range groups {
		group := Group{Name: fmt.Sprintf("Group %d", g)}
		for y := range years {
			group.Values = append(group.Values, number(int64((y*7+g*3)%23)))
		}
		b.Groups = append(b.Groups, group)
	}
	return b
}

func timeline(events int) Timeline {
	t := Timeline{
		Columns: TimelineColumns{"No.", "Date", "Activity", "Region", "Kind", "Note"},
		Kinds:   []string{"Workshop", "Conference", "Meeting", "Training", "Visit"}, Hollow: "Planned",
		Rules: []Rule{{On(2008, 7, 31), "31 July 2008", false}, {On(2009, 6, 30), "30 June 2009", true}},
	}
	for i, name := range []string{"Africa", "Americas", "Asia", "Europe", "Oceania"} {
		l := Lane{Name: name}
		for j := range events {
			d := On(2003+(i+j)%6, 1+(j*j)%12, 1+j%28)
			l.Events = append(l.Events, Event{Name: fmt.Sprintf("Event %d-%d", i, j), Kind: j % 5, Start: d, End: d + Day(j%3*100), Date: d.String(), Hollow: j%7 == 0})
		}
		t.Lanes = append(t.Lanes, l)
	}
	return t
}

func money() Money {
	return Money{
		Columns: MoneyColumns{"Period", "Source", "Kind", "Amount"},
		Scale:   "Linear scale", Below: "Below zero",
		Kinds: []string{"Appropriation", "Pledge"},
		Periods: []Period{
			{"2006–2007", []Amount{{"Regular budget", 0, Value{N: 4302005000, Text: "4,302,005,000"}}, {"Final adjustment", 0, Value{N: -113232600, Text: "−113,232,600"}}}},
			{"2008–2009", []Amount{{"Liechtenstein", 1, Value{N: 1400000, Text: "1.4 million"}}, {"Canada", 1, Value{Missing: true, Text: "not reported"}}}},
		},
	}
}

func grid(editions int) StatusGrid {
	g := StatusGrid{Paragraph: "Paragraph", Statuses: []Status{
		{"implemented", "I", "Implemented"}, {"under-implementation", "U", "Under implementation"},
		{"not-implemented", "N", "Not implemented"}, {"overtaken-by-events", "O", "Overtaken by events"},
		{"no-information", "X", "No information"}, {"not-due", "D", "Not due"}, {"no-action-requested", "A", "No action requested"},
	}}
	for e := range editions {
		g.Editions = append(g.Editions, On(2007, 12+e*3, 18).String())
	}
	for p := range 10 {
		r := GridRow{Number: strconv.Itoa(p + 1), Title: fmt.Sprintf("What paragraph %d is about", p+1)}
		for e := range editions {
			r.Status = append(r.Status, g.Statuses[(p+e/2)%7].ID)
		}
		g.Rows = append(g.Rows, r)
	}
	return g
}

func pictures() []picture {
	list := []picture{
		{"steps", steps(5, 4), []string{"Instrument number 3: ", "128 (2008-12-30)", "131 (2009-06-30)", "2009-03-31"}},
		{"steps without editions", steps(5, 0), []string{"Instrument number 0: 130", "130"}},
		{"steps with 30 editions", steps(5, 30), []string{"2009-06-30", "2002-04-09"}},
		{"steps with 16 lines", steps(16, 4), []string{"Treaty 15", "135"}},
		{"steps of one point", Steps{Lines: []Line{{Name: "One", Points: []Point{{On(2008, 3, 4), "4 March", number(7)}}}}}, []string{"One: 7", "2008"}},
		{"points and levels", levels(), []string{"Women: 10 (2007), 12 (2008)", "Target: 20 (2015)", "Baseline: 5 (2005)", "2015"}},
		{"steps of huge values", Steps{Lines: []Line{{Name: "Huge", Points: []Point{
			{On(2008, 3, 4), "4 March", Value{N: 9007199254740993, Text: "9,007,199,254,740,993"}}, {On(2008, 6, 4), "4 June", number(-5)},
			{On(2009, 6, 4), "4 June", Value{N: 9007199254740993, Text: "9,007,199,254,740,993"}}}}}}, []string{"9,007,199,254,740,993"}},
		{"steps with a gap", Steps{Lines: []Line{{Name: "Gap", Points: []Point{
			{On(2007, 1, 1), "2007", number(3)}, {On(2008, 1, 1), "2008", Value{Missing: true, Text: "not reported"}}}}}}, []string{"not reported"}},
		{"steps with long names", Steps{Lines: []Line{{Name: long, Points: []Point{{On(2008, 3, 4), "4 March", number(7)}}}}, Rules: []Rule{{On(2008, 4, 4), long, true}}}, []string{long}},
		{"bars", bars(5, 36, false), []string{"Year 1975, Group 0: 7", "Year 2009, Group 0: 15", "Group 4", "22"}},
		{"bars of one", bars(1, 1, false), []string{"Group 0"}},
		{"bars of two hundred", bars(2, 200, false), []string{"Group 1"}},
		{"stacked bars", bars(5, 36, true), []string{"Year 1975, Group 2: 13", "Group 4"}},
		{"stacked bars of seven", bars(7, 8, true), []string{"Group 6"}},
		{"bars with missing and huge values", Bars{Categories: []Category{{Label: long}, {Label: "Two"}, {Label: "Three"}},
			Groups: []Group{{Name: long, Values: []Value{number(1), {Missing: true, Text: "not reported"}, {N: 1 << 62, Text: "4,611,686,018,427,387,904"}}}}},
			[]string{": not reported", "4,611,686,018,427,387,904", "?"}},
		{"timeline", timeline(7), []string{"Event 0-0", "Event 4-6", "35", "Planned", "Africa", "Visit"}},
		{"timeline of many", timeline(60), []string{"Event 4-59", "300"}},
		{"timeline of one", Timeline{Lanes: []Lane{{long, []Event{{Name: long, Start: On(2008, 1, 1), Date: "2008"}}}}}, []string{long, "1", "2008"}},
		{"money", money(), []string{"Below zero", "Linear scale", "2006–2007, Final adjustment: −113,232,600, Appropriation", "1.4 million", "not reported"}},
		{"money of long names", Money{Scale: long, Kinds: []string{long}, Periods: []Period{{long, []Amount{{long, 0, Value{N: 5, Text: "5"}}}}}}, []string{long, "5"}},
		{"money of zero", Money{Scale: "Linear", Periods: []Period{{"2008", []Amount{{"Nobody", 0, number(0)}}}}}, []string{"Nobody", "0"}},
		{"status", grid(4), []string{"10, 2008-09-18: ", "What paragraph", "Under implementation"}},
		{"status in 30 editions", grid(30), []string{"1, 2015-03-18: ", "2015-"}},
		{"status of an unknown kind", StatusGrid{Editions: []string{"one"}, Statuses: []Status{{"odd", "Z", "Odd"}}, Rows: []GridRow{{Number: "1", Status: []string{"odd"}}, {Number: "2"}}}, []string{"1, one: Odd", "Z"}},
	}
	for _, p := range []Picture{Steps{}, Bars{}, Timeline{}, Money{}, StatusGrid{}} {
		list = append(list, picture{fmt.Sprintf("empty %T", p), p, []string{"Nothing to show"}})
	}
	return list
}

// frames returns the frames in which each picture is drawn.
func frames() []Frame {
	var list []Frame
	for _, width := range []int{Narrow, Wide} {
		for _, rtl := range []bool{false, true} {
			list = append(list, Frame{ID: fmt.Sprintf("c-%d-%t", width, rtl), Title: "A title & more", Desc: "What it <shows>", Empty: "Nothing to show", RTL: rtl, Width: width})
		}
	}
	return list
}
