package site

import (
	"html/template"

	"rapporteur/generator/report"
	"rapporteur/generator/site/locale"
	"rapporteur/generator/site/page"
)

// components makes the page that shows the components; withRules says that
// the site has a page of rules.
func (p *press) components(l *leaf, withRules bool) {
	s := newSampler(l, p.in)
	body := &page.Components{Anchor: sampleHref[1:]}
	body.Entries = append(body.Entries, s.frame()...)
	body.Entries = append(body.Entries, s.marks()...)
	body.Entries = append(body.Entries, s.records()...)
	body.Entries = append(body.Entries, s.answers()...)
	body.Entries = append(body.Entries, s.comparisons()...)
	body.Entries = append(body.Entries, s.pictures(withRules)...)
	body.Entries = append(body.Entries, s.tools()...)
	l.add("components", l.w.Title("components"), "", report.Ref{}, body)
}

// barSpecimen is what the partial of the edition bar asks for.
type barSpecimen struct {
	Page   *page.Page
	Chrome *page.Chrome
}

// frame is what surrounds a page.
func (s *sampler) frame() []page.Component {
	p := &page.Page{Edition: page.EditionBox{ID: "2001-01-31", AsAt: s.written(1, 31)}}
	draft := &page.Page{Edition: page.EditionBox{ID: "2001-06-30", Draft: true, AsAt: s.written(6, 30)}}
	bar := func(p *page.Page, c *page.Chrome) barSpecimen { return barSpecimen{p, c} }
	newer := &page.Link{Href: sampleHref, Text: s.plain("2001-06-30")}
	noted := *newer
	noted.Note = s.written(6, 30).Text
	choice := []page.EditionLink{
		{ID: "2001-06-30", Title: s.called(2), Href: sampleHref, Current: true, Exists: true},
		{ID: "2001-01-31", Title: s.called(1), Href: sampleHref, Self: true, Exists: true},
		{ID: "2000-01-31", Title: s.called(0), Href: sampleHref},
	}
	return []page.Component{
		{
			Name: "shell", Title: "Frame of the page", Around: true,
			Use:      "Around every page: the link that skips to the content, the head with the name of the site, the foot with the notice.",
			Partials: []string{"head", "assets", "site-header", "site-footer"}, Styles: []string{"shell"},
		},
		{
			Name: "language-bar", Title: "Language bar", Around: true,
			Use:    "In the head of every page, the six languages under their own names: that of the page, those with a link, and those in which the edition is not published.",
			Styles: []string{"language-bar"},
		},
		{
			Name: "site-nav", Title: "Main menu", Around: true,
			Use:      "Beside every page; on a phone it is folded.",
			Partials: []string{"site-nav"}, Styles: []string{"site-nav"},
		},
		{
			Name: "breadcrumb", Title: "Breadcrumb", Around: true,
			Use:      "Above the title of every page but the front page.",
			Partials: []string{"breadcrumb"},
		},
		{
			Name: "edition-bar", Title: "Edition bar",
			Use:      "Above every page: which edition it shows, whether there is a newer one, and the same page in other editions. A page of the current edition has the plain bar that stands above this page.",
			Partials: []string{"edition-bar"}, Styles: []string{"edition-bar"},
			States: []page.Specimen{
				{Name: "earlier, with the list of editions", Partial: "edition-bar.html", Dot: bar(p, &page.Chrome{State: "earlier", Newer: newer, NewerExists: true, Editions: choice, All: sampleHref})},
				{Name: "superseded; the newer edition lacks the page", Partial: "edition-bar.html", Dot: bar(p, &page.Chrome{State: "superseded", SupersededBy: &noted, Newer: newer})},
				{Name: "draft", Partial: "edition-bar.html", Dot: bar(draft, &page.Chrome{State: "draft"})},
			},
		},
		{
			Name: "page-head", Title: "Title of the page", Around: true,
			Use:      "The one first-level heading, with what kind of record it names above it, and with a note where it is a translation.",
			Partials: []string{"page-head"},
		},
		{
			Name: "masthead", Title: "Masthead",
			Use:      "The head of the front page, of the report and of the resolution, under our own reference: it holds the first-level heading, of which a page has one.",
			Partials: []string{"masthead", "masthead-front", "masthead-report", "masthead-resolution"}, Styles: []string{"masthead"},
			Where: []page.NavLink{{Key: "nav-home", Href: "../"}, {Key: "nav-report", Href: "../report/"}, {Key: "nav-resolution", Href: "../resolution/"}},
		},
		{
			Name: "page-foot", Title: "Permanent address", Around: true,
			Use:      "Below every page that can be cited: its address for good, a button that copies it, and where the address of the repository is known, the ways to mend the data and to report an error.",
			Partials: []string{"page-foot"}, Styles: []string{"cite"},
		},
		{
			Name: "paper", Title: "On paper",
			Use:      "On the front page and on the report: the way to the PDF; without one, the front page leads to the report, and the report has a button that prints it where a script runs.",
			Partials: []string{"paper"}, Styles: []string{"paper"},
			States: []page.Specimen{{Name: "with a PDF", Partial: "paper.html", Dot: &page.Paper{PDF: sampleHref}}},
			Where:  []page.NavLink{{Key: "nav-home", Href: "../"}, {Key: "nav-report", Href: "../report/"}},
		},
	}
}

// marks are statuses and the small words that say how far something holds.
func (s *sampler) marks() []page.Component {
	var all []page.Specimen
	var counts []page.StatusCount
	for i, st := range statuses() {
		all = append(all, page.Specimen{Name: string(st), Partial: "status.html", Dot: string(st)})
		counts = append(counts, page.StatusCount{Status: string(st), N: i + 1})
	}
	inferred := s.w.Date(s.on(1, 31), true)
	printed := s.count(8150)
	printed.AsPrinted = s.w.Sample()
	rounded, money := s.count(8000), s.count(1250000)
	rounded.Rounded, money.Currency = true, "USD"
	foreignLink := page.Link{Href: sampleHref, Text: s.foreign()}
	number := func(name string, n page.Number) page.Specimen {
		return page.Specimen{Name: name, Partial: "number.html", Dot: n}
	}
	date := func(name string, d page.Date) page.Specimen {
		return page.Specimen{Name: name, Partial: "date-or-gap.html", Dot: d}
	}
	span := func(name string, sp page.Span) page.Specimen {
		return page.Specimen{Name: name, Partial: "span.html", Dot: sp}
	}
	text := func(name string, t page.Text) page.Specimen {
		return page.Specimen{Name: name, Partial: "text.html", Dot: t}
	}
	prose := func(name string, p page.Prose) page.Specimen {
		return page.Specimen{Name: name, Partial: "prose.html", Dot: p}
	}
	since := func(state, href string) page.Specimen {
		return page.Specimen{Name: state, Partial: "since.html", Dot: page.Since{State: state, EditionMark: s.mark(), Href: href}}
	}
	return []page.Component{
		{
			Name: "status", Title: "Status", States: all,
			Use:      "How far a request or a paragraph is implemented. The shape, the word and the colour each say it alone.",
			Partials: []string{"status", "status-icon"}, Styles: []string{"status"},
		},
		{
			Name: "status-counts", Title: "Statuses counted", States: []page.Specimen{{Name: "all seven", Partial: "status-counts.html", Dot: counts}},
			Use:      "How many paragraphs or requests have each status, in the fixed order of statuses.",
			Partials: []string{"status-counts"}, Styles: []string{"status"},
		},
		{
			Name: "text", Title: "Text in its language",
			Use:      "A title, a name or a sentence from the data. Where the page's language has none it stands in its own language, marked and with a note, never silently; a heading or a cell whose table says it once leaves the note out.",
			Partials: []string{"text", "name"}, Styles: []string{"marks"},
			States: []page.Specimen{
				text("own language", s.say()), text("not translated", s.foreign()), text("our translation", s.working()),
				{Name: "not translated, without the note", Partial: "name.html", Dot: s.foreign()},
			},
		},
		{
			Name: "prose", Title: "Authored text",
			Use:      "Paragraphs of an answer or a section.",
			Partials: []string{"prose"}, Styles: []string{"marks"},
			States: []page.Specimen{
				prose("own language", s.list()), prose("not translated", s.text(s.foreign())), prose("our translation", s.text(s.working())),
			},
		},
		{
			Name: "verbatim", Title: "Words of the resolution",
			Use:      "What the resolution says, set apart from what the report says.",
			Partials: []string{"verbatim"}, Styles: []string{"document"},
			States: []page.Specimen{{Name: "quoted", Partial: "verbatim.html", Dot: s.text(s.say())}},
		},
		{
			Name: "number", Title: "Number",
			Use:      "Every quantity, with what the source says of its exactness; what is not known is not reported, never nought.",
			Partials: []string{"number"}, Styles: []string{"marks"},
			States: []page.Specimen{
				number("exact", s.count(8150)), number("below nought", s.count(-1200)),
				number("about", s.qualified(8150, report.About)), number("more-than", s.qualified(8150, report.MoreThan)),
				number("less-than", s.qualified(8150, report.LessThan)), number("at-least", s.qualified(8150, report.AtLeast)),
				number("rounded", rounded), number("as printed by the source", printed), number("money", money), number("not reported", page.Number{}),
			},
		},
		{
			Name: "date", Title: "Date",
			Use:      "A day, a month or a year, as exact as it is known.",
			Partials: []string{"date", "date-or-gap", "span"}, Styles: []string{"marks"},
			States: []page.Specimen{
				date("day", s.written(1, 31)), date("month", s.written(1, 0)), date("year", s.written(0, 0)), date("inferred", inferred), date("not reported", page.Date{}),
				span("from day to day", s.w.Span(s.on(1, 30), s.on(1, 31), false)), span("from month to month", s.w.Span(s.on(1, 30), s.on(6, 30), false)),
				span("inferred span", s.w.Span(s.on(1, 30), s.on(1, 31), true)),
			},
		},
		{
			Name: "link", Title: "Link to a record",
			Use:      "The name of a record and where it leads, with the number of a paragraph, the acronym of an organization or a date beside it.",
			Partials: []string{"link", "anchor", "links"}, Styles: []string{"lists", "marks"},
			States: []page.Specimen{
				{Name: "paragraph", Partial: "link.html", Dot: s.noted(1, report.KindParagraph, s.w.Locator("para. 1"))},
				{Name: "dated", Partial: "link.html", Dot: s.noted(2, report.KindActivity, s.written(1, 31).Text)},
				{Name: "not translated", Partial: "link.html", Dot: foreignLink},
				{Name: "leads nowhere", Partial: "link.html", Dot: page.Link{Text: s.called(3)}},
				{Name: "several in a line", Partial: "links.html", Dot: []page.Link{s.to(4, report.KindEntity), s.to(5, report.KindEntity)}},
			},
		},
		{
			Name: "since", Title: "Since when",
			Use:      "Since when a record says what it says.",
			Partials: []string{"since"}, Styles: []string{"changes"},
			States: []page.Specimen{since("same", sampleHref), since("changed", sampleHref), since("new", "")},
		},
		{
			Name: "small-marks", Title: "Tag, hint and notice",
			Use:    "A tag names the kind or state of an entry; a hint explains a list; a notice says what to do.",
			Styles: []string{"marks"},
			States: []page.Specimen{
				{Name: "tag", HTML: s.html(`<p><span class="tag">{1}</span></p>`)},
				{Name: "hint", HTML: s.html(`<p class="hint">{t}</p>`)},
				{Name: "notice", HTML: s.html(`<p class="notice">{t}</p>`)},
			},
		},
	}
}

// tools are what readers search, copy and turn pages with.
func (s *sampler) tools() []page.Component {
	c := citable{
		key: "sample", lang: string(s.lang), title: s.w.Sample() + " 1 [" + s.w.Say("reconstruction") + "]",
		reference: "0/0", edition: "2001-01-31", asAt: s.written(1, 31).Text, issued: s.on(1, 31), address: "/" + sampleHref,
		strings: s.w.Strings,
	}
	previous, next := s.to(1, report.KindParagraph), s.to(3, report.KindParagraph)
	choices := page.Gateway{Default: page.Choice{Lang: "fr"}}
	for _, l := range report.Langs {
		choices.Choices = append(choices.Choices, page.Choice{Lang: string(l), Name: locale.NativeName(l), Dir: locale.Dir(l), Href: sampleHref})
	}
	return []page.Component{
		{
			Name: "cite-box", Title: "How to cite",
			Use:      "At the foot of a page that is one to cite, folded: the citation in words and in three forms for programs.",
			Partials: []string{"cite-box"}, Styles: []string{"cite"},
			States: []page.Specimen{{Name: "folded", Partial: "cite-box.html", Dot: &page.Citation{
				Text: c.text(), Forms: []page.CitationForm{{Name: "BibTeX", Text: c.bibTeX()}, {Name: "RIS", Text: c.ris()}, {Name: "CSL-JSON", Text: c.cslJSON()}},
			}}},
		},
		{
			Name: "button", Title: "Button",
			Use:    "For what a script does on the page itself; what leads to another page is a link.",
			Styles: []string{"cite", "search"},
			States: []page.Specimen{
				{Name: "small", HTML: s.html(`<p><button class="copy-link" type="button">{1}</button></p>`)},
				{Name: "large", HTML: s.html(`<p><button class="search-more" type="button">{1}</button></p>`)},
			},
		},
		{
			Name: "search", Title: "Search",
			Use:      "The form of the search page. assets/js/search.js makes the hits as the second specimen shows.",
			Partials: []string{"search-form"}, Styles: []string{"search"},
			States: []page.Specimen{
				{Name: "form", Partial: "search-form.html", Dot: &page.Search{Root: "../", Kinds: []page.SearchKind{
					{Kind: string(report.KindParagraph), Key: "nav-paragraphs"}, {Kind: string(report.KindActivity), Key: "nav-activities"},
				}}},
				{Name: "hit", HTML: s.html(`<ol class="search-results"><li class="search-hit"><h3 class="search-hit__title"><a href="` + sampleHref + `"><mark>{w}</mark> 1</a></h3>` +
					`<p class="search-hit__meta"><span class="search-hit__kind">{w}</span> <span class="search-hit__context">{2}</span></p>` +
					`<p class="search-hit__text">{t} <mark>{w}</mark></p></li></ol>`)},
			},
		},
		{
			Name: "previous-next", Title: "Previous and next",
			Use:      "Below a paragraph: the way to its neighbours; the first and the last have one of them.",
			Partials: []string{"previous-next"}, Styles: []string{"request"},
			States: []page.Specimen{{Name: "both", Partial: "previous-next.html", Dot: &page.Paragraph{Previous: &previous, Next: &next}}},
		},
		{
			Name: "gateway", Title: "Choice of a language",
			Use:      "On the page at the root of the site and of an edition, and on that of an address that does not exist.",
			Partials: []string{"choices"}, Styles: []string{"gateway"},
			States: []page.Specimen{{Name: "all six", Partial: "choices.html", Dot: choices}},
		},
	}
}

// html is what has no partial. In it {t} stands for the sentence, {w} for the
// word and {1} and {2} for names.
func (s *sampler) html(format string) template.HTML {
	return template.HTML(s.fill(format))
}
