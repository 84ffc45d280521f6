package site

import (
	"cmp"
	"html/template"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"rapporteur/generator/report"
	"rapporteur/generator/site/derived"
	"rapporteur/generator/site/locale"
	"rapporteur/generator/site/page"
)

// components adds the page that shows each component, with values of the pages
// of the site in the same language.
func (m *Model) components(l *pageWriter) {
	body := page.NewComponents("specimens_", func() []page.Component {
		s := m.specimens(l.w)
		return slices.Concat(s.frame(), s.marks(), s.records(), s.answers(), s.comparisons(), s.tools())
	})
	l.add("components", l.w.Title("components"), "", report.Ref{}, body)
}

// specimens are the values that the templates print, by type, in the order of
// the pages: pointers to structs.
type specimens struct {
	w      *locale.Locale
	values map[reflect.Type][]any
}

// specimens collects the values of every page in a language and of what
// surrounds it, those of the first version first.
func (m *Model) specimens(w *locale.Locale) *specimens {
	s := &specimens{w, make(map[reflect.Type][]any)}
	lang := string(w.Lang)
	for _, version := range m.Versions {
		for _, p := range m.Pages(version, lang) {
			if p.Kind == "components" {
				continue
			}
			s.collect(reflect.ValueOf(p))
			if c, err := m.Chrome(version, p); err == nil {
				s.collect(reflect.ValueOf(&pageFrame{p, c}))
			}
		}
	}
	for _, g := range m.Gateways() {
		s.collect(reflect.ValueOf(&g))
	}
	return s
}

// pageFrame is what the partial of the edition bar prints.
type pageFrame struct {
	Page   *page.Page
	Chrome *page.Chrome
}

func (s *specimens) collect(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer, reflect.Interface:
		if !v.IsNil() {
			s.collect(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			s.collect(v.Index(i))
		}
	case reflect.Struct:
		s.values[v.Type()] = append(s.values[v.Type()], v.Addr().Interface())
		for i := range v.NumField() {
			// The page itself is collected once, without its frame.
			if f := v.Type().Field(i); f.IsExported() && f.Type != reflect.TypeFor[*page.Page]() {
				s.collect(v.Field(i))
			}
		}
	}
}

// states returns, for each state that occurs, the first value that is in it.
// A value with an empty state is left out; dot is what the partial prints of
// it, the value itself where dot is nil.
func states[T any](s *specimens, partial string, state func(*T) string, dot func(*T) any) []page.Specimen {
	var out []page.Specimen
	for _, v := range s.values[reflect.TypeFor[T]()] {
		v := v.(*T)
		name := state(v)
		if name == "" || slices.ContainsFunc(out, func(x page.Specimen) bool { return x.Name == name }) {
			continue
		}
		x := page.Specimen{Name: name, Partial: partial, Dot: *v}
		if dot != nil {
			x.Dot = dot(v)
		}
		out = append(out, x)
	}
	return out
}

// first returns the first value that holds, in a state of that name.
func first[T any](s *specimens, partial, name string, holds func(*T) bool, dot func(*T) any) []page.Specimen {
	return states(s, partial, func(v *T) string { return when(holds(v), name) }, dot)
}

// when returns s if a condition holds, else an empty string.
func when(holds bool, s string) string {
	if holds {
		return s
	}
	return ""
}

// written says in which language a text is.
func written(text string, foreign, working bool) string {
	switch {
	case text == "":
		return ""
	case foreign:
		return "not translated"
	case working:
		return "our translation"
	}
	return "own language"
}

// frame is what surrounds a page.
func (s *specimens) frame() []page.Component {
	listed := false
	bar := func(f *pageFrame) any {
		c := *f.Chrome
		if listed {
			c.Selector = nil
		}
		listed = listed || c.Selector != nil
		return pageFrame{f.Page, &c}
	}
	return []page.Component{
		{
			Name: "shell", Title: "Frame of the page", Around: true,
			Use:      "Around every page: the link that skips to the content, the head with the name of the site, the foot with the notice.",
			Partials: []string{"head", "assets", "notice", "site-header", "site-footer"}, Styles: []string{"shell"},
		},
		{
			Name: "language-bar", Title: "Language bar", Around: true,
			Use:    "In the head of every page, the six languages under their own names: that of the page, those with a link, and those in which the edition is not published.",
			Styles: []string{"language-bar"},
		},
		{
			Name: "site-nav", Title: "Main menu", Around: true,
			Use:      "Next to every page; on a phone it is folded.",
			Partials: []string{"site-nav"}, Styles: []string{"site-nav"},
		},
		{
			Name: "breadcrumb", Title: "Breadcrumb", Around: true,
			Use:      "Above the title of every page but the front page.",
			Partials: []string{"breadcrumb"},
		},
		{
			Name: "edition-bar", Title: "Edition bar",
			Use:      "Above every page: which edition it shows, whether there is a newer one, and the same page in other editions, which the first specimen alone lists here. The bar of a current page is the one above this page.",
			Partials: []string{"edition-bar"}, Styles: []string{"edition-bar"},
			States: states(s, "edition-bar.html", func(f *pageFrame) string { return when(f.Chrome.State != "current", f.Chrome.State) }, bar),
		},
		{
			Name: "page-head", Title: "Title of the page", Around: true,
			Use:      "The one first-level heading, with what kind of record it names above it, and with a note where it is a translation.",
			Partials: []string{"page-head"},
		},
		{
			Name: "masthead", Title: "Masthead",
			Use:      "The head of the front page, of the report and of the resolution, under our own reference: it holds the first-level heading, of which a page has one.",
			Partials: []string{"masthead", "masthead-front", "masthead-report", "masthead-resolution", "masthead-origin"}, Styles: []string{"masthead"},
			Where: []page.NavLink{{Key: "nav-home", Href: "../"}, {Key: "nav-report", Href: "../report/"}, {Key: "nav-resolution", Href: "../resolution/"}},
		},
		{
			Name: "page-foot", Title: "Permanent address", Around: true,
			Use:      "Below every page that can be cited: its address for good, a button that copies it, and where the address of the repository is known, the ways to edit the data and to report an error.",
			Partials: []string{"page-foot"}, Styles: []string{"cite"},
		},
		{
			Name: "paper", Title: "On paper",
			Use:      "On the front page and on the report: the way to the PDF; without one, the front page leads to the report, and the report has a button that prints it where a script runs.",
			Partials: []string{"paper"}, Styles: []string{"paper"},
			States: states(s, "paper.html", func(p *page.Paper) string {
				return cmp.Or(when(p.PDF != "", "with a PDF"), when(p.Report != "", "on the front page"))
			}, func(p *page.Paper) any { return p }),
		},
	}
}

// marks are statuses and the small words that say how far something holds.
func (s *specimens) marks() []page.Component {
	var all []page.Specimen
	for _, st := range derived.Statuses() {
		all = append(all, page.Specimen{Name: string(st), Partial: "status.html", Dot: &page.Word{Key: locale.WordKey(report.StatusTerms, string(st)), Like: string(st)}})
	}
	all = append(all, first(s, "status.html", "of the report's own", func(w *page.Word) bool { return w.Like != "" && w.Name.Text != "" }, func(w *page.Word) any { return w })...)
	textState := func(t *page.Text) string { return written(t.Text, t.Foreign, t.Working) }
	dates := states(s, "date-or-gap.html", func(d *page.Date) string {
		if d.Inferred {
			return "inferred"
		}
		return map[int]string{0: "not reported", 4: "year", 7: "month", 10: "day"}[len(d.ISO)]
	}, nil)
	spans := states(s, "span.html", func(p *page.Span) string {
		return when(p.From.ISO != p.To.ISO, "span"+when(p.Inferred, ", inferred"))
	}, nil)
	return []page.Component{
		{
			Name: "status", Title: "Status", States: all,
			Use:      "How far a request or a paragraph is implemented. The shape, the word and the colour each say it alone.",
			Partials: []string{"status", "status-icon", "word"}, Styles: []string{"status"},
		},
		{
			Name: "status-counts", Title: "Statuses counted",
			Use:      "How many paragraphs or requests have each status, in the fixed order of statuses.",
			Partials: []string{"status-counts"}, Styles: []string{"status"},
			States: first(s, "status-counts.html", "of the paragraphs", func(h *page.Home) bool { return true }, func(h *page.Home) any { return h.Statuses }),
		},
		{
			Name: "text", Title: "Text in its language",
			Use:      "A title, a name or a sentence from the data. Where there is none in the language of the page, it is shown in its own language, marked and with a note, never silently; a heading or a cell whose table says it once leaves the note out.",
			Partials: []string{"text", "name"}, Styles: []string{"marks"},
			States: append(states(s, "text.html", textState, nil),
				first(s, "name.html", "not translated, without the note", func(t *page.Text) bool { return t.Foreign }, nil)...),
		},
		{
			Name: "prose", Title: "Authored text",
			Use:      "Paragraphs of an answer or a section.",
			Partials: []string{"prose"}, Styles: []string{"marks"},
			States: states(s, "prose.html", func(p *page.Prose) string { return written(string(p.HTML), p.Foreign, p.Working) }, nil),
		},
		{
			Name: "verbatim", Title: "Text of the resolution",
			Use:      "What the resolution says, set apart from what the report says.",
			Partials: []string{"verbatim", "quoted-mark"}, Styles: []string{"document"},
			States: first(s, "verbatim.html", "quoted", func(o *page.OperativeText) bool { return true }, func(o *page.OperativeText) any { return o.Text }),
		},
		{
			Name: "operative-text", Title: "Operative paragraph",
			Use:      "An operative paragraph with its sub-paragraphs, as the resolution letters them.",
			Partials: []string{"operative-text", "subparagraphs"}, Styles: []string{"document"},
			States: first(s, "operative-text.html", "with sub-paragraphs", func(o *page.OperativeText) bool { return len(o.Subs) > 0 }, func(o *page.OperativeText) any { return *o }),
		},
		{
			Name: "part-of-resolution", Title: "Part of a resolution",
			Use:      "The head of a part, an annex or a further resolution.",
			Partials: []string{"part-of-resolution"}, Styles: []string{"document"},
			States: first(s, "part-of-resolution.html", "annex", func(o *page.PartOfResolution) bool { return o.Label.Text != "" }, func(o *page.PartOfResolution) any { return *o }),
		},
		{
			Name: "report-table", Title: "Table of the report",
			Use:      "A table in the report's own text: its number and caption above, what it rests on below, and its values as a file. It scrolls where it is wider than the page.",
			Partials: []string{"report-table"}, Styles: []string{"table"},
			States: first(s, "report-table.html", "with an empty cell", func(t *page.ReportTable) bool { return len(t.Columns) > 2 }, func(t *page.ReportTable) any { return *t }),
		},
		{
			Name: "asks-nothing", Title: "A paragraph that asks nothing",
			Use:      "In the place of requests, where a paragraph has none.",
			Partials: []string{"asks-nothing"}, Styles: []string{"document"},
			States: first(s, "asks-nothing.html", "with its verb", func(p *page.Part) bool { return p.AsksNothing && p.Verb != "" }, func(p *page.Part) any { return *p }),
		},
		{
			Name: "number", Title: "Number",
			Use:      "Every quantity, with what the source says of its exactness; what is not known is not reported, never zero.",
			Partials: []string{"number"}, Styles: []string{"marks"},
			States: states(s, "number.html", func(n *page.Number) string {
				if n.Text == "" {
					return "not reported"
				}
				return cmp.Or(when(n.Currency != "", "money"), when(n.AsPrinted != "", "as printed by the source"),
					when(n.RoundedTo != "", "rounded"), n.Qualifier, "exact")
			}, nil),
		},
		{
			Name: "date", Title: "Date",
			Use:      "A day, a month or a year, as exact as it is known.",
			Partials: []string{"date", "date-or-gap", "span"}, Styles: []string{"marks"},
			States: append(dates, spans...),
		},
		{
			Name: "link", Title: "Link to a record",
			Use:      "The name of a record and where it leads, followed by the number of a paragraph, the acronym of an organization or a date.",
			Partials: []string{"link", "anchor", "links"}, Styles: []string{"lists", "marks"},
			States: append(states(s, "link.html", func(k *page.Link) string {
				return cmp.Or(when(k.Text.Text == "", ""), when(k.Href == "" && k.Text.Text != "", "leads nowhere"), when(k.Text.Foreign, "not translated"),
					when(k.Note != "", k.Kind))
			}, nil), first(s, "links.html", "several in a line", func(r *page.RequestBox) bool { return len(r.Addressees) > 1 }, func(r *page.RequestBox) any { return r.Addressees })...),
		},
		{
			Name: "since", Title: "Since when",
			Use:      "Since when a record says what it says; above a list, since when those of it do that say nothing else.",
			Partials: []string{"since", "since-usual"}, Styles: []string{"changes"},
			States: append(states(s, "since.html", func(x *page.Since) string { return x.State }, nil),
				first(s, "since-usual.html", "of a list", func(p *page.Paragraph) bool { return p.Usual.State != "" }, func(p *page.Paragraph) any { return p.Usual })...),
		},
		{
			Name: "small-marks", Title: "Tag, hint and notice",
			Use:    "A tag names the kind or state of an entry; a hint explains a list; a notice says what to do.",
			Styles: []string{"marks"},
			States: []page.Specimen{
				{Name: "tag", HTML: markup(`<p><span class="tag">`, s.w.Say("planned"), `</span></p>`)},
				{Name: "hint", HTML: markup(`<p class="hint">`, s.w.Say("completeness-hint"), `</p>`)},
				{Name: "notice", HTML: markup(`<p class="notice">`, s.w.Say("notice"), `</p>`)},
			},
		},
	}
}

// markup puts a text, escaped, between a start and an end.
func markup(start, text, end string) template.HTML {
	return template.HTML(start + template.HTMLEscapeString(text) + end)
}

// records are what is below a record.
func (s *specimens) records() []page.Component {
	standing := func(name, key string) page.Specimen {
		return page.Specimen{Name: name, HTML: markup(`<p><span class="standing standing--`+name+`" aria-hidden="true"></span> `, s.w.Say(key), `</p>`)}
	}
	var notes []page.Footnote
	for i, x := range states(s, "", func(n *page.Footnote) string {
		return cmp.Or(when(n.Loose, "loose"), when(n.Text.HTML != "", "text"), "source")
	}, nil) {
		note := x.Dot.(page.Footnote)
		note.Number = strconv.Itoa(i + 1)
		note.ID, note.Back = "fn-"+note.Number, "fnref-"+note.Number
		notes = append(notes, note)
	}
	return []page.Component{
		{
			Name: "cites", Title: "Sources",
			Use:      "The sources of a record: primary, secondary for some of its fields, derived, published later, and memory alone.",
			Partials: []string{"cites", "cite", "field"}, Styles: []string{"record", "marks"},
			States: states(s, "cites.html", func(c *page.Cite) string {
				return when(c.Verification != "", c.Verification+when(len(c.For) > 0, ", for some fields")+when(c.Later, ", published later"))
			}, func(c *page.Cite) any { return []page.Cite{*c} }),
		},
		{
			Name: "gaps", Title: "Not reported",
			Use:      "What is not known of a record, and why.",
			Partials: []string{"gaps"}, Styles: []string{"record"},
			States: states(s, "gaps.html", func(g *page.Gap) string { return g.Reason + when(g.Note.HTML != "", ", with a note") }, func(g *page.Gap) any { return []page.Gap{*g} }),
		},
		{
			Name: "used-by", Title: "Mentioned in",
			Use:      "The records that cite a record or rest on it.",
			Partials: []string{"used-by"}, Styles: []string{"record"},
			States: first(s, "used-by.html", "several", func(r *page.Record) bool { return len(r.UsedBy) > 1 }, func(r *page.Record) any { return r.UsedBy }),
		},
		{
			Name: "origin", Title: "Place in the data",
			Use:      "The file and the line that a record comes from.",
			Partials: []string{"origin"}, Styles: []string{"record"},
			States: first(s, "origin.html", "file and line", func(o *page.Origin) bool { return o.File != "" }, nil),
		},
		{
			Name: "record", Title: "Foot of a record",
			Use:      "Below a record: what is not reported, its sources, what mentions it, since when, and its place in the data. Where records share a page it is folded.",
			Partials: []string{"record", "record-small", "record-fold", "fields"}, Styles: []string{"record"},
			States: append(
				first(s, "record.html", "on a page of its own", func(r *page.Record) bool { return r.Anchor == "" && len(r.Cites) > 0 && len(r.UsedBy) > 0 }, nil),
				first(s, "record-small.html", "folded", func(r *page.Record) bool { return r.Anchor != "" && len(r.Cites) > 0 }, nil)...),
		},
		{
			Name: "source-line", Title: "Source line",
			Use:      "Right below numbers, a table or a picture: what they rest on, unfolded, on paper too.",
			Partials: []string{"source-line"}, Styles: []string{"marks"},
			States: states(s, "source-line.html", func(x *page.SourceLine) string { return strings.TrimPrefix(x.Key, "source-") }, nil),
		},
		{
			Name: "in-force", Title: "Entry into force",
			Use:      "The day, or that the instrument was not in force.",
			Partials: []string{"in-force"}, Styles: []string{"marks"},
			States: states(s, "in-force.html", func(e *page.InstrumentEntry) string {
				return cmp.Or(when(e.NotInForce, "not in force"), when(e.InForce.Text != "", "in force"), "not reported")
			}, nil),
		},
		{
			Name: "footnotes", Title: "Footnotes",
			Use:      "Numbered in the order of first mention, with the way back to it; those of the resolution say that they are.",
			Partials: []string{"footnotes", "footnote-list"}, Styles: []string{"document"},
			States: []page.Specimen{{Name: "of a source, of the resolution, without a mention", Partial: "footnotes.html", Dot: notes}},
		},
		{
			Name: "parties-table", Title: "Table",
			Use:      "Figures in rows, numbers at the end of their column. It scrolls by itself where it is wider than the page. On the front page each row has its trend.",
			Partials: []string{"parties-table", "adoption"}, Styles: []string{"table"},
			States: first(s, "parties-table.html", "on the front page", func(h *page.Home) bool { return len(h.Parties.Entries) > 0 }, func(h *page.Home) any { return h.Parties }),
		},
		{
			Name: "register", Title: "Register",
			Use:      "Records in rows, each with its sources, that a script puts in order by a column and narrows to the rows with a word. Below its values each has what else it says. On a phone each record is a card.",
			Partials: []string{"table-filter", "row-sources", "record-rest", "figure-cells"}, Styles: []string{"table", "standings"},
			Where:  []page.NavLink{{Key: "nav-publications", Href: "../publications/"}, {Key: "nav-entities", Href: "../entities/"}, {Key: "nav-indicators", Href: "../indicators/"}, {Key: "nav-finance", Href: "../finance/"}},
			States: first(s, "row-sources.html", "sources of a row", func(r *page.Record) bool { return r.Anchor != "" && len(r.Cites) > 1 }, func(r *page.Record) any { return r.Cites }),
		},
		{
			Name: "standings", Title: "Matrix of States and instruments",
			Use:    "What each State did about each instrument: a sign, and the date where it fits. The heads of the columns stay in view.",
			Styles: []string{"standings"}, Where: []page.NavLink{{Key: "nav-states", Href: "../states/"}},
			States: []page.Specimen{
				standing("party", "stand-party"), standing("signature", "stand-signature"), standing("provisional", "stand-provisional"), standing("withdrawal", "stand-withdrawal"), standing("none", "not-reported"),
			},
		},
		{
			Name: "parties-by-edition", Title: "Parties in each edition",
			Use:      "On the page of an instrument: how many parties each edition counted, and which States joined or left since the one before. Many names are folded away.",
			Partials: []string{"parties-by-edition", "joined"}, Styles: []string{"standings", "table"},
			States: states(s, "parties-by-edition.html", func(e *page.EditionParties) string {
				return cmp.Or(when(!e.Counted, "not counted"), when(e.First, "the first"), when(len(e.Left) > 0, "a State is no longer counted"),
					when(len(e.Joined) > 0, "States joined"), "no change")
			}, func(e *page.EditionParties) any { return []page.EditionParties{*e} }),
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
			Use:    "TOML as it is in the data, coloured, each line with a number that can be linked.",
			Styles: []string{"chroma"}, Where: []page.NavLink{{Key: "nav-data", Href: "../data/"}},
		},
		{
			Name: "rules", Title: "Rule of the data",
			Use:    "A rule with an example of what breaks it and what follows it.",
			Styles: []string{"rules"}, Where: []page.NavLink{{Key: "rules-link", Href: "../rules/"}},
		},
	}
}

// answers are what says how a paragraph was implemented.
func (s *specimens) answers() []page.Component {
	type reading struct {
		Short, Whole page.Reading
		Href         string
	}
	home := func(partial, name string, dot func(*page.Home) any) []page.Specimen {
		return first(s, partial, name, func(*page.Home) bool { return true }, dot)
	}
	quoted := func(p *page.Part) bool { return p.Quote != nil }
	return []page.Component{
		{
			Name: "status-strip", Title: "Statuses in a row",
			Use:      "At the head of the front page: every operative paragraph by its number and its sign, each the way to its page.",
			Partials: []string{"status-strip"}, Styles: []string{"glance"},
			States: home("status-strip.html", "of the report", func(h *page.Home) any { return h.Paragraphs }),
		},
		{
			Name: "reading", Title: "Length of a text",
			Use:      "How long the report in brief and the whole report are, against the words that they may have, and the minutes that they take.",
			Partials: []string{"reading"}, Styles: []string{"glance"},
			States: home("reading.html", "both", func(h *page.Home) any { return reading{h.Short, h.Whole, "../report/"} }),
		},
		{
			Name: "carried", Title: "Carried over",
			Use:      "Above an answer or a section that was not updated since an earlier report: which one, and its date.",
			Partials: []string{"carried"}, Styles: []string{"marks"},
			States: states(s, "carried.html", func(c *page.Continued) string {
				return cmp.Or(when(c.Href != "", "the earlier report is published"), "its address is not known")
			}, func(c *page.Continued) any { return c }),
		},
		{
			Name: "glance", Title: "Paragraphs at a glance",
			Use:      "The operative paragraphs, each with its result in a sentence, who is asked, what is due and its status.",
			Partials: []string{"paragraph-list"}, Styles: []string{"glance"},
			States: home("paragraph-list.html", "of the report", func(h *page.Home) any { return h.Paragraphs }),
		},
		{
			Name: "figures", Title: "Key figures",
			Use:      "On the front page: a number large, what it counts, its day, a small picture of those before and the difference.",
			Partials: []string{"trend"}, Styles: []string{"figures"},
			States: states(s, "trend.html", func(t *page.Trend) string {
				return when(t.Change != "", cmp.Or(when(t.Day, "difference since a day"), "difference since a month or a year"))
			}, nil),
			Where: []page.NavLink{{Key: "nav-home", Href: "../"}},
		},
		{
			Name: "breakdown", Title: "Categories of a figure",
			Use:      "After the day of a figure or a target: the categories that it is of. Those of the whole have none.",
			Partials: []string{"breakdown"}, Styles: []string{"figures"},
			States: first(s, "breakdown.html", "of two dimensions", func(o *page.Observation) bool { return len(o.Parts) > 1 }, func(o *page.Observation) any { return o.Parts }),
		},
		{
			Name: "replies", Title: "Replies",
			Use:      "With a request and on the page of a State: who replied to a request for information, and when.",
			Partials: []string{"replies"}, Styles: []string{"record"},
			States: first(s, "replies.html", "several", func(r *page.RequestBox) bool { return len(r.Replies) > 1 }, func(r *page.RequestBox) any { return r.Replies }),
		},
		{
			Name: "request", Title: "Request",
			Use:      "On the page of its paragraph: what is asked of whom, how far it is, the answer and what it rests on.",
			Partials: []string{"request", "rests-earlier"}, Styles: []string{"request"},
			States: states(s, "request.html", func(r *page.RequestBox) string {
				return cmp.Or(when(r.Opens != nil, "below the heading of a sub-paragraph"), when(len(r.Evidence) > 0, "answered, with evidence"), when(r.Progress.HTML != "", "answered"), "without an answer")
			}, nil),
		},
		{
			Name: "image", Title: "Image",
			Use:      "A picture in the report's own text, on white in both modes, with its number, caption, sources and licence.",
			Partials: []string{"images"}, Styles: []string{"figures"},
			States: states(s, "images.html", func(i *page.Image) string {
				return cmp.Or(when(i.Src == "", "whose file cannot be shown"), "with its file")
			},
				func(i *page.Image) any {
					moved := *i
					if moved.Src != "" {
						moved.Src = "../report/" + moved.Src
					}
					return []page.Image{moved}
				}),
		},
		{
			Name: "part", Title: "Part of the report",
			Use:      "A section of the report with numbered paragraphs, and its line in the contents.",
			Partials: []string{"contents", "part", "part-heading", "blocks"}, Styles: []string{"document"},
			States: append(first(s, "contents.html", "contents", quoted, func(p *page.Part) any { return []page.Part{*p} }),
				first(s, "part.html", "answer to a paragraph", quoted, nil)...),
		},
		{
			Name: "answer", Title: "Answer in a chapter by subject",
			Use:      "What an answer answers, in the margin where there is room for one and above it otherwise; then the answer and what is not reported.",
			Partials: []string{"answer"}, Styles: []string{"document"},
			States: states(s, "answer.html", func(r *page.RequestBox) string {
				switch {
				case r.Margin == nil:
					return ""
				case r.AsksNothing:
					return "to a paragraph that asks nothing"
				case len(r.Gaps) > 0:
					return "with what is not reported"
				}
				return cmp.Or(when(len(r.Blocks) > 0, "with text"), "without text")
			}, nil),
		},
		{
			Name: "box", Title: "Box of the report",
			Use:      "Framed text with a title and a number of its own, within a section.",
			Partials: []string{"part"}, Styles: []string{"document"},
			States: first(s, "part.html", "box", func(p *page.Part) bool { return p.Kind == string(report.BoxSection) }, func(p *page.Part) any {
				alone := *p
				alone.Level = 3 // below the heading of the component
				return &alone
			}),
		},
		{
			Name: "recommendation", Title: "Recommendation",
			Use:      "Numbered paragraphs in bold, with those to whom they are addressed and the requests that they follow from; and the list of all of them.",
			Partials: []string{"recommendation", "recommendation-addressees", "recommendations"}, Styles: []string{"document"},
			States: append(first(s, "recommendation.html", "with requests", func(p *page.Part) bool { return len(p.FollowsFrom) > 0 }, nil),
				first(s, "recommendations.html", "list", func(r *page.Report) bool { return len(r.Recommendations) > 0 }, func(r *page.Report) any { return r.Recommendations })...),
		},
	}
}

// comparisons are what shows the changes between editions.
func (s *specimens) comparisons() []page.Component {
	type tabs struct{ Words, Source string }
	type parts struct {
		Parts []page.ChangePart
		Level int
	}
	entry := func(e page.ChangeEntry) any { return parts{[]page.ChangePart{{Entries: []page.ChangeEntry{e}}}, 3} }
	// Reports rarely move a record.
	record := &page.Link{Text: page.Text{Text: s.w.Say("paragraph-n", "N", "1"), Lang: string(s.w.Lang), Dir: locale.Dir(s.w.Lang)}}
	moved := []page.Specimen{
		{Name: "moved", Partial: "change-parts.html", Dot: entry(page.ChangeEntry{N: 1, Kind: "moved", Class: "editorial", Record: record, Moved: true, FromAfter: record})},
		{Name: "moved, at the place it left", Partial: "change-parts.html", Dot: entry(page.ChangeEntry{Kind: "moved", Class: "editorial", Record: record, Left: true, ToAfter: record})},
	}
	return []page.Component{
		{
			Name: "redline", Title: "Redline",
			Use:      "A text before and after: what was deleted and what was inserted, in words, colour and line; in one, or side by side where the reader asks for it.",
			Partials: []string{"redline"}, Styles: []string{"changes"},
			States: states(s, "redline.html", func(r *page.Redline) string {
				return cmp.Or(when(r.Rewritten, "rewritten"), when(r.Foreign, "in another language"), "some words")
			}, nil),
		},
		{
			Name: "change", Title: "Change",
			Use:      "One change: of a status, a text, a figure with its difference, a list; a record that was added; one that moved, and the mark at the place it left.",
			Partials: []string{"change-group", "change-deposits", "change-parts", "change", "change-title", "change-class", "change-body", "change-value", "plain-name"}, Styles: []string{"changes"},
			States: slices.Concat(
				states(s, "change-parts.html", func(e *page.ChangeEntry) string { return when(!e.Moved && !e.Left, e.Kind+", "+e.Class) }, func(e *page.ChangeEntry) any { return entry(*e) }),
				first(s, "change-group.html", "a group of changes to a record", func(g *page.ChangeGroup) bool { return len(g.Parts) > 0 }, func(g *page.ChangeGroup) any { return *g }),
				first(s, "change-deposits.html", "signatures and deposits by State", func(g *page.ChangeGroup) bool { return len(g.Deposits) > 0 }, func(g *page.ChangeGroup) any { return g.Deposits }),
				first(s, "change-parts.html", "of a record inside another", func(p *page.ChangePart) bool { return p.Link != nil }, func(p *page.ChangePart) any { return parts{[]page.ChangePart{*p}, 3} }),
				moved),
		},
		{
			Name: "change-tabs", Title: "Tabs",
			Use:      "Two pages of one comparison: in words and in TOML.",
			Partials: []string{"change-tabs"}, Styles: []string{"changes"},
			States: first(s, "change-tabs.html", "the first is the page itself", func(c *page.Changes) bool { return c.Source != "" }, func(c *page.Changes) any { return tabs{"./", c.Source} }),
		},
		{
			Name: "status-changes", Title: "Changes of status",
			Use:      "Which paragraphs and requests have another status than before.",
			Partials: []string{"status-changes"}, Styles: []string{"changes"},
			States: states(s, "status-changes.html", func(c *page.StatusChange) string { return cmp.Or(when(c.From == nil, "new"), "changed") },
				func(c *page.StatusChange) any { return []page.StatusChange{*c} }),
		},
		{
			Name: "news", Title: "What is new",
			Use:      "On the front page: what the edition changed, in short.",
			Partials: []string{"news"}, Styles: []string{"changes"},
			States: first(s, "news.html", "since the edition before", func(n *page.News) bool { return n.Total > 0 }, func(n *page.News) any { return n }),
		},
		{
			Name: "past", Title: "Earlier editions of a paragraph",
			Use:      "At the head of a paragraph: its status in the editions before, and whether it has changed since.",
			Partials: []string{"past"}, Styles: []string{"record"},
			States: first(s, "past.html", "of a paragraph", func(p *page.Paragraph) bool { return len(p.Past) > 0 }, func(p *page.Paragraph) any { return p.Past }),
		},
		{
			Name: "timeline", Title: "Timeline",
			Use:      "Below a paragraph: its status in each edition, and what each changed.",
			Partials: []string{"timeline"}, Styles: []string{"changes"},
			States: first(s, "timeline.html", "of a paragraph", func(t *page.Timeline) bool { return len(t.Entries) > 0 }, func(t *page.Timeline) any { return t }),
		},
		{
			Name: "picture", Title: "Picture",
			Use:      "Values drawn when the site is built, narrow and wide, without colour as the only sign; what it shows is given below it in words, as a table and as a file.",
			Partials: []string{"picture"}, Styles: []string{"picture", "chart"},
			States: states(s, "picture.html", func(p *page.Picture) string { return p.ID }, nil),
		},
	}
}

// tools are what readers search, copy and turn pages with.
func (s *specimens) tools() []page.Component {
	hit := `<ol class="search-results"><li class="search-hit"><h3 class="search-hit__title"><a href=""><mark>`
	return []page.Component{
		{
			Name: "cite-box", Title: "How to cite",
			Use:      "At the foot of a page that can be cited, folded: the citation in words and in three forms for programs.",
			Partials: []string{"cite-box"}, Styles: []string{"cite"},
			States: first(s, "cite-box.html", "folded", func(*page.Citation) bool { return true }, func(c *page.Citation) any { return c }),
		},
		{
			Name: "button", Title: "Button",
			Use:    "For what a script does on the page itself; what leads to another page is a link.",
			Styles: []string{"cite", "search"},
			States: []page.Specimen{
				{Name: "small", HTML: markup(`<p><button class="copy-link" type="button">`, s.w.Say("cite-copy"), `</button></p>`)},
				{Name: "large", HTML: markup(`<p><button class="search-more" type="button">`, s.w.Say("search-more"), `</button></p>`)},
			},
		},
		{
			Name: "search", Title: "Search",
			Use:      "The form of the search page. assets/js/search.js makes the hits as the second specimen shows.",
			Partials: []string{"search-form"}, Styles: []string{"search"},
			States: append(first(s, "search-form.html", "form", func(*page.Search) bool { return true }, func(b *page.Search) any { return b }), page.Specimen{
				Name: "hit", HTML: markup(hit, s.w.Say("kind-activity"), `</mark></a></h3>`) +
					markup(`<p class="search-hit__meta"><span class="search-hit__kind">`, s.w.Say("kind-activity"), `</span> `) +
					markup(`<span class="search-hit__context">`, s.w.Say("paragraph-n", "N", "1"), `</span></p></li></ol>`),
			}),
		},
		{
			Name: "edit", Title: "Problem in a form",
			Use:    "Beside a field of the editor: what check says of it. assets/js/edit.js makes the form.",
			Styles: []string{"edit"},
			States: []page.Specimen{
				{Name: "error", HTML: markup(`<div class="edit"><ul class="edit__problems" role="list"><li><strong>`, s.w.Say("edit-error"), `:</strong> …</li></ul></div>`)},
				{Name: "warning", HTML: markup(`<div class="edit"><ul class="edit__problems" role="list"><li class="edit__warning"><strong>`, s.w.Say("edit-warning"), `:</strong> …</li></ul></div>`)},
			},
		},
		{
			Name: "previous-next", Title: "Previous and next",
			Use:      "Below a paragraph: the way to its neighbours; the first and the last have one of them.",
			Partials: []string{"previous-next"}, Styles: []string{"request"},
			States: first(s, "previous-next.html", "both", func(p *page.Paragraph) bool { return p.Previous != nil && p.Next != nil }, func(p *page.Paragraph) any { return p }),
		},
		{
			Name: "gateway", Title: "Choice of a language",
			Use:      "On the page at the root of the site and of an edition, and on that of an address that does not exist.",
			Partials: []string{"choices"}, Styles: []string{"gateway"},
			States: first(s, "choices.html", "the languages of the site", func(*page.Gateway) bool { return true }, nil),
		},
	}
}
