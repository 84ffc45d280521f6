package site

import (
	"html/template"
	"strconv"
	"strings"

	"rapporteur/generator/report"
	"rapporteur/generator/site/locale"
	"rapporteur/generator/site/page"
)

// sampler makes what the specimens show. Nothing it makes is, or looks like, a
// fact of the report: texts and names say that they are samples, and links lead
// to the notice that says so.
type sampler struct {
	*leaf
	other *locale.Locale // of the language that specimens of foreign text are in
}

// sampleHref leads to the notice at the head of the page.
const sampleHref = "#sample_"

func newSampler(l *leaf, in func(report.Lang) *locale.Locale) *sampler {
	other := report.Lang("fr")
	if l.lang == other {
		other = "en"
	}
	return &sampler{leaf: l, other: in(other)}
}

// name is a short name, with a number to tell it from others.
func (s *sampler) called(n int) page.Text { return s.plain(s.w.Sample() + " " + strconv.Itoa(n)) }

// say is a sentence in the language of the page.
func (s *sampler) say() page.Text { return s.plain(s.w.SampleText()) }

// foreign is a sentence in another language.
func (s *sampler) foreign() page.Text {
	return page.Text{Text: s.other.SampleText(), Lang: string(s.other.Lang), Dir: locale.Dir(s.other.Lang), Foreign: true}
}

// working is a sentence that is our own translation.
func (s *sampler) working() page.Text {
	t := s.say()
	t.Working = true
	return t
}

// text is a text as prose.
func (s *sampler) text(t page.Text) page.Prose {
	return page.Prose{HTML: template.HTML("<p>" + escape(t.Text) + "</p>"), Lang: t.Lang, Dir: t.Dir, Foreign: t.Foreign, Working: t.Working}
}

// list is prose with what prose can hold.
func (s *sampler) list() page.Prose {
	p := s.text(s.say())
	word := escape(s.w.Sample())
	p.HTML += template.HTML("<ul><li><em>" + word + "</em> 1</li><li><strong>" + word + `</strong> <a href="` + sampleHref + `">2</a></li></ul>`)
	return p
}

func (s *sampler) to(n int, kind report.Kind) page.Link {
	return page.Link{Href: sampleHref, Text: s.called(n), Ref: string(kind) + ":sample", Kind: string(kind)}
}

func (s *sampler) noted(n int, kind report.Kind, note string) page.Link {
	k := s.to(n, kind)
	k.Note = note
	return k
}

// day is a date of long ago, of which the report says nothing.
func (s *sampler) on(month, day int) report.Date {
	return report.Date{Year: 2001, Month: month, Day: day}
}

func (s *sampler) written(month, day int) page.Date { return s.w.Date(s.on(month, day), false) }

func (s *sampler) count(n int64) page.Number { return s.w.Number(n) }

func (s *sampler) qualified(n int64, q report.Qualifier) page.Number {
	return s.w.Quantity(report.Quantity{Value: &n, Qualifier: q})
}

func (s *sampler) backed(v report.Verification) page.Cite {
	return page.Cite{Source: s.noted(1, report.KindSource, s.written(1, 31).Text), Locator: s.w.Locator("para. 12"), Verification: string(v)}
}

func (s *sampler) came() page.Origin {
	return page.Origin{File: "data/sample.toml", Line: 12, Href: sampleHref}
}

// grew is a trend of two values.
func (s *sampler) grew(id string) *page.Trend {
	t := s.trend(id, s.called(1).Text, []sparkPoint{{s.on(1, 31), s.count(1200), false}, {s.on(6, 30), s.count(1250), false}}, false)
	startAt(t, s.on(1, 31), s.w)
	t.Change = s.w.Change(50)
	return t
}

func (s *sampler) mark() page.EditionMark {
	return page.EditionMark{ID: "2001-01-31", Title: s.called(1), AsAt: s.written(1, 31)}
}

func (s *sampler) record(ref string) page.Record {
	return page.Record{
		ID: "sample", Ref: ref, Anchor: "sample",
		Cites:  []page.Cite{s.backed(report.Primary)},
		Gaps:   []page.Gap{{Field: "participants", Reason: string(report.NotFound)}},
		UsedBy: []page.Link{s.to(2, report.KindRequest)},
		Origin: s.came(),
		Since:  page.Since{State: "same", EditionMark: s.mark(), Href: sampleHref},
	}
}

// fill puts samples into HTML.
func (s *sampler) fill(format string) string {
	return strings.NewReplacer(
		"{t}", escape(s.say().Text), "{w}", escape(s.w.Sample()),
		"{1}", escape(s.called(1).Text), "{2}", escape(s.called(2).Text),
	).Replace(format)
}
