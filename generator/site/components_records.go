package site

import (
	"html/template"
	"strconv"

	"rapporteur/generator/chart"
	"rapporteur/generator/diff"
	"rapporteur/generator/report"
	"rapporteur/generator/site/page"
	"rapporteur/generator/site/source"
)

// records are what stands behind a record.
func (s *sampler) records() []page.Component {
	var gaps []page.Gap
	for i, r := range []report.GapReason{report.NotFound, report.NotStated, report.GapNotDue, report.NotApplicable} {
		gaps = append(gaps, page.Gap{Field: []string{"participants", "outcome", "next", "city"}[i], Reason: string(r)})
	}
	gaps[0].Note = s.text(s.say())
	some := s.backed(report.Secondary)
	some.For, some.Note = []string{"start", "progress.fr"}, s.say()
	later := s.backed(report.Primary)
	later.Later = true
	cites := []page.Cite{s.backed(report.Primary), some, s.backed(report.Derived), later, {Verification: string(report.Unverified)}}
	joined := func(n int, act string) page.Joined {
		return page.Joined{State: s.to(n, report.KindState), Member: true, Act: act, Date: s.written(1, 30)}
	}
	late := joined(3, "accession")
	late.Member, late.Late = false, true
	standing := func(of string) page.Specimen {
		return page.Specimen{Name: of, HTML: s.html(`<p><span class="standing standing--` + of + `" aria-hidden="true"></span> {1}</p>`)}
	}
	return []page.Component{
		{
			Name: "cites", Title: "Sources",
			Use:      "The sources of a record: primary, secondary for some of its fields, derived, published later, and memory alone.",
			Partials: []string{"cites", "cite", "field"}, Styles: []string{"record", "marks"},
			States: []page.Specimen{{Name: "primary, secondary, derived, later, unverified", Partial: "cites.html", Dot: cites}},
		},
		{
			Name: "gaps", Title: "Not reported",
			Use:      "What is not known of a record, and why.",
			Partials: []string{"gaps"}, Styles: []string{"record"},
			States: []page.Specimen{{Name: "not-found with a note, not-stated, not-due, not-applicable", Partial: "gaps.html", Dot: gaps}},
		},
		{
			Name: "used-by", Title: "Mentioned in",
			Use:      "The records that cite a record or rest on it.",
			Partials: []string{"used-by"}, Styles: []string{"record"},
			States: []page.Specimen{{Name: "two", Partial: "used-by.html", Dot: []page.Link{s.to(1, report.KindRequest), s.to(2, report.KindActivity)}}},
		},
		{
			Name: "origin", Title: "Place in the data",
			Use:      "The file and the line that a record comes from.",
			Partials: []string{"origin"}, Styles: []string{"record"},
			States: []page.Specimen{{Name: "file and line", Partial: "origin.html", Dot: s.came()}},
		},
		{
			Name: "record", Title: "Foot of a record",
			Use:      "Below a record: what is not reported, its sources, what mentions it, since when, and its place in the data. Where records share a page it is folded.",
			Partials: []string{"record", "record-small"}, Styles: []string{"record"},
			States: []page.Specimen{
				{Name: "on a page of its own", Partial: "record.html", Dot: s.record("activity:sample")},
				{Name: "folded", Partial: "record-small.html", Dot: s.record("money:sample")},
			},
		},
		{
			Name: "footnotes", Title: "Footnotes",
			Use:      "Numbered in the order of first mention, with the way back to it.",
			Partials: []string{"footnotes"}, Styles: []string{"document"},
			States: []page.Specimen{
				{Name: "mention", HTML: s.html(`<p>{t}<sup class="fn"><a href="#fn-1" id="fnref-1" role="doc-noteref">1</a></sup></p>`)},
				{Name: "notes: of a source, and of the resolution without a mention", Partial: "footnotes.html", Dot: []page.Footnote{
					{Number: 1, ID: "fn-1", Cite: s.backed(report.Primary)}, {Number: 2, ID: "fn-2", Loose: true, Text: s.text(s.say())},
				}},
			},
		},
		{
			Name: "parties-table", Title: "Table",
			Use:      "Figures in rows, numbers at the end of their column. It scrolls by itself where it is wider than the page. On the front page each row has its trend.",
			Partials: []string{"parties-table"}, Styles: []string{"table"},
			States: []page.Specimen{{Name: "with a number that is not reported", Partial: "parties-table.html", Dot: []page.InstrumentEntry{
				{Link: s.to(1, report.KindInstrument), Parties: s.count(1250), Members: s.count(1249), Signatories: s.count(8150), Trend: s.grew("trend-sample-table")},
				{Link: s.to(2, report.KindInstrument), Parties: s.count(12), Members: s.count(12), Trend: s.grew("trend-sample-table-2")},
			}}},
		},
		{
			Name: "standings", Title: "Matrix of States and instruments",
			Use:    "Where each State stands towards each instrument: a sign, and the date where it fits. The heads of the columns stay in view.",
			Styles: []string{"standings"}, Where: []page.NavLink{{Key: "nav-states", Href: "../states/"}},
			States: []page.Specimen{
				standing("party"), standing("signature"), standing("withdrawal"), standing("none"),
			},
		},
		{
			Name: "parties-by-edition", Title: "Parties at each edition",
			Use:      "On the page of an instrument: how many parties each edition counted, and which States joined or left since the one before. Many names are folded away.",
			Partials: []string{"parties-by-edition", "joined"}, Styles: []string{"standings", "table"},
			States: []page.Specimen{{Name: "a draft, this edition, one without a change, one with a State that is counted no more, the first, and one that did not count", Partial: "parties-by-edition.html", Dot: []page.EditionParties{
				{Draft: true, AsAt: s.written(6, 30), Counted: true, Parties: s.count(8), Members: s.count(7), Fold: true, Joined: []page.Joined{joined(1, "accession"), joined(2, "ratification")}},
				{Self: true, AsAt: s.written(5, 31), Counted: true, Parties: s.count(6), Members: s.count(5), Joined: []page.Joined{late, joined(4, "succession")}},
				{AsAt: s.written(4, 30), Counted: true, Parties: s.count(4), Members: s.count(4)},
				{AsAt: s.written(3, 31), Counted: true, Parties: s.count(4), Members: s.count(4), Left: []page.Link{s.to(5, report.KindState)}},
				{AsAt: s.written(2, 28), Counted: true, Parties: s.count(5), Members: s.count(5), First: true},
				{AsAt: s.written(1, 31)},
			}}},
		},
		{
			Name: "matrix", Title: "Wide table",
			Use:    "A table whose heading row and first column stay in view.",
			Styles: []string{"table"}, Where: []page.NavLink{{Key: "parity-link", Href: "../parity/"}},
		},
		{
			Name: "lists", Title: "Lists of records",
			Use:    "Activities by year, organizations, editions: each entry a title and a line of facts.",
			Styles: []string{"lists"},
			Where:  []page.NavLink{{Key: "nav-activities", Href: "../activities/"}, {Key: "nav-entities", Href: "../entities/"}, {Key: "nav-editions", Href: "../editions/"}},
		},
		{
			Name: "code", Title: "Data file",
			Use:    "TOML as it stands in the data, coloured, each line with a number that can be linked.",
			Styles: []string{"chroma"},
			States: []page.Specimen{{Name: "TOML", HTML: s.code("# " + s.w.Sample() + "\nid = \"sample\"\nnumber = \"1\"\ndate = 2001-01-31\nvalue = 1250\ntext.en = \"\"\"Sample\n[source:sample, para. 12]\"\"\"\n")}},
		},
	}
}

func (s *sampler) code(toml string) template.HTML {
	h := source.NewHighlighter()
	h.Done[toml] = new(source.Highlighted)
	h.Highlight(toml)
	return template.HTML(`<section class="code" tabindex="0" aria-label="sample.toml" dir="ltr">`) + h.Done[toml].Html + "</section>"
}

// answers are what says how a paragraph was implemented.
func (s *sampler) answers() []page.Component {
	n := s.count(1250)
	box := page.RequestBox{
		Record: s.record("request:sample"), Verb: "requests", Addressees: []page.Link{s.to(1, report.KindEntity)}, With: []page.Link{s.to(2, report.KindEntity)},
		Condition: "within-mandate", Summary: s.called(1), Status: string(report.UnderImplementation),
		DueDate: s.written(6, 30), Progress: s.list(), Next: s.text(s.say()),
		Evidence: []page.Evidence{
			{Link: s.noted(1, report.KindIndicator, ""), Number: &n, Unit: s.plain(s.w.Sample()), As: s.w.Span(report.Date{}, s.on(1, 31), false), Cites: []page.Cite{s.backed(report.Primary)}},
			{Link: s.noted(2, report.KindActivity, s.written(1, 31).Text)},
		},
	}
	bare := page.RequestBox{
		Record: page.Record{ID: "sample-bare", Anchor: "sample-bare", Ref: "request:sample-bare", Origin: s.came()}, Verb: "commends", Summary: s.foreign(),
		Status: string(report.NoInformation), Reason: s.text(s.foreign()),
	}
	block := func(n int, id string, t page.Text) page.NumberedBlock {
		p := s.text(t)
		return page.NumberedBlock{Number: n, ID: id, HTML: p.HTML, Lang: p.Lang, Dir: p.Dir, Foreign: p.Foreign}
	}
	part := page.Part{
		Anchor: "sample-part", Level: 3, Letter: "A", Heading: s.called(1), First: 1, Last: 2,
		Quote:  &page.OperativeText{ID: "sample", Number: "1", Link: s.to(1, report.KindParagraph), Text: s.text(s.say()), Status: string(report.Implemented)},
		Blocks: []page.NumberedBlock{block(1, "sample-part-1", s.say()), block(2, "sample-part-2", s.foreign())},
		Since:  page.Since{State: "same", EditionMark: s.mark()},
	}
	var strip []page.ParagraphEntry
	for i, st := range statuses() {
		strip = append(strip, page.ParagraphEntry{Link: s.to(i+1, report.KindParagraph), Number: strconv.Itoa(i + 1), Status: string(st)})
	}
	trend := s.grew("trend-sample")
	year := *trend
	startAt(&year, report.Date{Year: 2001}, s.w)
	reading := struct {
		Short, Whole page.Reading
		Href         string
	}{page.Reading{Words: s.count(120), Budget: s.count(400), Minutes: 1}, page.Reading{Words: s.count(1250), Budget: s.count(8150), Minutes: 5}, sampleHref}
	before := page.Continued{Reference: "0/0", Edition: "2001-01-31", AsAt: s.written(1, 31)}
	linked := before
	linked.Href = sampleHref
	return []page.Component{
		{
			Name: "status-strip", Title: "Statuses in a row",
			Use:      "At the head of the front page: every operative paragraph by its number and its sign, each the way to its page.",
			Partials: []string{"status-strip"}, Styles: []string{"glance"},
			States: []page.Specimen{{Name: "one of each status", Partial: "status-strip.html", Dot: strip}},
		},
		{
			Name: "reading", Title: "Length of a text",
			Use:      "How long the report in short and the whole report are, against the words that they may have, and the minutes that they take.",
			Partials: []string{"reading"}, Styles: []string{"glance"},
			States: []page.Specimen{{Name: "both", Partial: "reading.html", Dot: reading}},
		},
		{
			Name: "carried", Title: "Carried over",
			Use:      "Above an answer or a section that stands as in an earlier report: which one, and its date.",
			Partials: []string{"carried"}, Styles: []string{"marks"},
			States: []page.Specimen{
				{Name: "the earlier report is published", Partial: "carried.html", Dot: &linked},
				{Name: "its address is not known", Partial: "carried.html", Dot: &before},
			},
		},
		{
			Name: "glance", Title: "Paragraphs at a glance",
			Use:      "The operative paragraphs, each with its result in a sentence, who is asked, what is due and its status.",
			Partials: []string{"paragraph-list"}, Styles: []string{"glance"},
			States: []page.Specimen{{Name: "answered, and without an answer", Partial: "paragraph-list.html", Dot: []page.ParagraphEntry{
				{Link: s.to(1, report.KindParagraph), Number: "1", Status: string(report.Implemented), Done: 2, Due: 3, Result: s.say(), Addressees: []page.Link{s.to(3, report.KindEntity)}},
				{Link: s.to(2, report.KindParagraph), Number: "2", Status: string(report.NotDue), Next: page.Milestone{Text: s.plain(s.written(6, 30).Text)}},
			}}},
		},
		{
			Name: "figures", Title: "Key figures",
			Use:      "On the front page: a number large, what it counts, its day, a small picture of those before and the difference.",
			Partials: []string{"trend"}, Styles: []string{"figures"},
			States: []page.Specimen{
				{Name: "picture of a trend", HTML: trend.SVG},
				{Name: "difference since a day", Partial: "trend.html", Dot: *trend},
				{Name: "difference since a year", Partial: "trend.html", Dot: year},
			},
			Where: []page.NavLink{{Key: "nav-home", Href: "../"}},
		},
		{
			Name: "request", Title: "Request",
			Use:      "On the page of its paragraph: what is asked of whom, how far it is, the answer and what it rests on.",
			Partials: []string{"request"}, Styles: []string{"request"},
			States: []page.Specimen{
				{Name: "answered, with evidence", Partial: "request.html", Dot: box},
				{Name: "without an answer", Partial: "request.html", Dot: bare},
			},
		},
		{
			Name: "part", Title: "Part of the report",
			Use:      "A section of the report with numbered paragraphs, and its line in the contents.",
			Partials: []string{"contents", "part", "part-heading", "blocks"}, Styles: []string{"document"},
			States: []page.Specimen{
				{Name: "contents", Partial: "contents.html", Dot: []page.Part{part}},
				{Name: "answer to a paragraph", Partial: "part.html", Dot: part},
			},
		},
	}
}

// comparisons are what shows the changes between editions.
func (s *sampler) comparisons() []page.Component {
	w := &changeWriter{leaf: s.leaf, old: s.leaf}
	name := s.w.Sample()
	words := func(rewritten bool) page.Redline {
		return w.redline(&diff.TextChange{Lang: s.lang, From: name, To: name, Rewritten: rewritten, Words: []diff.Segment{
			{Text: name + " "}, {Op: diff.Delete, Text: "1"}, {Op: diff.Insert, Text: "2"}, {Text: " " + s.say().Text},
		}})
	}
	foreign := w.redline(&diff.TextChange{Lang: s.other.Lang, From: "1", To: "2", Words: []diff.Segment{
		{Text: s.foreign().Text}, {Op: diff.Insert, Text: " " + s.other.Sample()},
	}})
	record := s.to(1, report.KindActivity)
	entry := func(n int, kind, class string, e page.ChangeEntry) page.ChangeEntry {
		e.N, e.Href, e.Kind, e.Class = n, sampleHref, kind, class
		return e
	}
	status := func(k string) page.ChangeValue { return page.ChangeValue{Key: "status-" + k} }
	entries := []page.ChangeEntry{
		entry(1, "changed", "status", page.ChangeEntry{Field: "status", From: status("not-due"), To: status("implemented")}),
		entry(2, "changed", "substance", page.ChangeEntry{Field: "progress.fr", Texts: []page.Redline{words(false)}}),
		entry(3, "changed", "figure", page.ChangeEntry{
			Field: "value", From: page.ChangeValue{Number: s.count(1250)}, To: page.ChangeValue{Number: s.count(1300)}, Difference: s.w.Signed(50), Percent: "+4",
			Cause: []page.Link{s.to(2, report.KindAct)},
		}),
		entry(4, "changed", "source", page.ChangeEntry{Field: "addressees", Items: []page.ChangeItem{{Op: "delete", Link: s.to(3, report.KindEntity)}, {Op: "insert", Link: s.to(4, report.KindEntity)}}}),
		entry(5, "added", "substance", page.ChangeEntry{Record: &record, Fields: []page.ChangeField{{Field: "city", Value: page.ChangeValue{Text: s.called(5)}}}}),
		entry(6, "moved", "editorial", page.ChangeEntry{Record: &record, Moved: true, FromAfter: &record}),
		entry(0, "moved", "metadata", page.ChangeEntry{Record: &record, Left: true, ToAfter: &record}),
	}
	changes := []page.StatusChange{
		{Link: s.to(1, report.KindParagraph), Change: sampleHref, From: string(report.NotDue), To: string(report.UnderImplementation)},
		{Link: s.to(2, report.KindRequest), Change: sampleHref, To: string(report.Implemented)},
	}
	inside := s.to(2, report.KindRequest)
	first, second := s.mark(), s.mark()
	first.ID = "2000-01-31"
	return []page.Component{
		{
			Name: "redline", Title: "Redline",
			Use:      "A text before and after: what went and what came, in words, colour and line; in one, or side by side where the reader asks for it.",
			Partials: []string{"redline"}, Styles: []string{"changes"},
			States: []page.Specimen{
				{Name: "some words", Partial: "redline.html", Dot: words(false)},
				{Name: "rewritten", Partial: "redline.html", Dot: words(true)},
				{Name: "in another language", Partial: "redline.html", Dot: foreign},
			},
		},
		{
			Name: "change", Title: "Change",
			Use:      "One change: of a status, a text, a figure with its difference, a list; a record that came; one that moved, and the mark at the place it left.",
			Partials: []string{"change-parts", "change", "change-title", "change-class", "change-body", "change-value", "plain-name"}, Styles: []string{"changes"},
			States: []page.Specimen{{Name: "status, substance, figure, source, added, moved, left", Partial: "change-parts.html", Dot: struct {
				Parts []page.ChangePart
				Level int
			}{[]page.ChangePart{{Link: &inside, Entries: entries}}, 3}}},
		},
		{
			Name: "change-tabs", Title: "Tabs",
			Use:      "Two pages of one comparison: in words and in TOML.",
			Partials: []string{"change-tabs"}, Styles: []string{"changes"},
			States: []page.Specimen{{Name: "the first is the page itself", Partial: "change-tabs.html", Dot: struct{ Words, Source string }{"./", sampleHref}}},
		},
		{
			Name: "status-changes", Title: "Changes of status",
			Use:      "Which paragraphs and requests have another status than before.",
			Partials: []string{"status-changes"}, Styles: []string{"changes"},
			States: []page.Specimen{{Name: "changed, and new", Partial: "status-changes.html", Dot: changes}},
		},
		{
			Name: "news", Title: "What is new",
			Use:      "On the front page: what the edition changed, in short.",
			Partials: []string{"news"}, Styles: []string{"changes"},
			States: []page.Specimen{{Name: "of each kind", Partial: "news.html", Dot: &page.News{
				From: s.mark(), Href: sampleHref, Total: 12, Statuses: changes, More: 3,
				Figures:    []page.FigureChange{{Link: s.to(1, report.KindIndicator), Change: sampleHref, From: page.ChangeValue{Number: s.count(1250)}, To: page.ChangeValue{Number: s.count(1300)}, Difference: s.w.Signed(50)}},
				Deposits:   []page.DepositCount{{Link: s.to(1, report.KindInstrument), Change: sampleHref, N: 4}},
				Activities: []page.Link{s.noted(1, report.KindActivity, s.written(1, 31).Text)},
			}}},
		},
		{
			Name: "timeline", Title: "Timeline",
			Use:      "Below a paragraph: its status in each edition, and what each changed.",
			Partials: []string{"timeline"}, Styles: []string{"changes"},
			States: []page.Specimen{{Name: "itself with changes, the first, and an edition without it", Partial: "timeline.html", Dot: &page.Timeline{Entries: []page.TimelineEntry{
				{
					EditionMark: s.mark(), Self: true, Exists: true, Status: string(report.Implemented), Requests: []page.StatusCount{{Status: string(report.Implemented), N: 2}},
					Changes: []page.TimelineChange{{Href: sampleHref, Kind: "changed", Class: "status", Field: "status"}},
				},
				{EditionMark: first, Exists: true, First: true, Status: string(report.NotDue), Page: sampleHref, Compare: sampleHref},
				{EditionMark: second},
			}}}},
		},
	}
}

// pictures are one of each kind.
func (s *sampler) pictures(withRules bool) []page.Component {
	var rules []page.NavLink
	if withRules {
		rules = []page.NavLink{{Key: "rules-link", Href: "../rules/"}}
	}
	a := s.artist()
	name := s.w.Sample()
	value := func(n int64) chart.Value { return chart.Value{N: n, Text: s.count(n).Text} }
	on := func(month, d int) chart.Day { return day(s.on(month, d)) }
	point := func(month, d int, n int64) chart.Point {
		return chart.Point{Day: on(month, d), Date: s.written(month, d).Text, Value: value(n)}
	}
	missing := chart.Value{Text: s.w.Say("not-reported"), Missing: true}
	grid := chart.StatusGrid{Paragraph: name, Editions: []string{"2000-01-31", "2001-01-31"}}
	for i, st := range statuses() {
		id := string(st)
		grid.Statuses = append(grid.Statuses, chart.Status{ID: id, Letter: s.w.Letter(id), Word: s.w.Say("status-" + id)})
		grid.Rows = append(grid.Rows, chart.GridRow{Number: string(rune('1' + i)), Title: name, Status: []string{string(report.NoInformation), id}})
	}
	kinds := []struct {
		id string
		p  chart.Picture
	}{
		{"steps", chart.Steps{
			Date: name, Lines: []chart.Line{
				{Name: s.called(1).Text, Points: []chart.Point{point(1, 31, 4), point(6, 30, 9)}},
				{Name: s.called(2).Text, Points: []chart.Point{point(1, 31, 2), point(3, 31, 5)}},
			},
			Rules: []chart.Rule{{Day: on(6, 30), Label: s.written(6, 30).Text, Strong: true}},
		}},
		{"bars", chart.Bars{
			Category: name, Categories: []chart.Category{{Label: "2000"}, {Label: "2001", Partial: true}, {Label: "2002"}},
			Groups: []chart.Group{{Name: s.called(1).Text, Values: []chart.Value{value(4), value(7), missing}}},
		}},
		{"timeline", chart.Timeline{
			Columns: chart.TimelineColumns{Number: name, Date: name, Name: name, Lane: name, Kind: name, Note: name},
			Kinds:   []string{s.called(1).Text, s.called(2).Text}, Hollow: s.called(3).Text,
			Lanes: []chart.Lane{
				{Name: s.called(4).Text, Events: []chart.Event{{Name: name, Start: on(1, 30), End: on(1, 31), Date: s.written(1, 31).Text}}},
				{Name: s.called(5).Text, Events: []chart.Event{{Name: name, Kind: 1, Start: on(6, 30), End: on(6, 30), Date: s.written(6, 30).Text, Hollow: true}}},
			},
		}},
		{"money", chart.Money{
			Columns: chart.MoneyColumns{Period: name, Source: name, Kind: name, Amount: name}, Linear: name,
			Kinds:   []string{s.called(1).Text, s.called(2).Text},
			Periods: []chart.Period{{Label: "2001", Amounts: []chart.Amount{{Source: s.called(3).Text, Value: value(1250)}, {Source: s.called(4).Text, Kind: 1, Value: value(8150)}}}},
		}},
		{"status-grid", grid},
	}
	c := page.Component{
		Name: "picture", Title: "Picture",
		Use:      "Values drawn when the site is built, narrow and wide, without colour as the only sign; what it shows stands below in words, as a table and as a file.",
		Partials: []string{"picture"}, Styles: []string{"picture", "chart"},
	}
	for i, k := range kinds {
		pic := a.picture(k.id, s.called(i+1).Text, s.say().Text, k.p, k.p.Data())
		c.States = append(c.States, page.Specimen{Name: k.id, Partial: "picture.html", Dot: pic})
	}
	return []page.Component{c, {
		Name: "rules", Title: "Rule of the data",
		Use:    "A rule with an example of what breaks it and what keeps it.",
		Styles: []string{"rules"}, Where: rules,
	}}
}
