package site

import (
	"cmp"
	"slices"
	"strings"

	"rapporteur/generator/report"
	"rapporteur/generator/site/page"
)

// What a source line says of what is above it.
const (
	sourceRead    = "source-read"    // read in the sources
	sourceCounted = "source-counted" // counted from the deposits that the sources record
	sourceOwn     = "source-own"     // of this report itself
	sourceNone    = "source-none"    // no source is given, which check finds
)

// sourceLine is the line that names what something rests on: each source once, with the
// places in it. It is zero where there are no citations.
func (l *pageWriter) sourceLine(key string, cites ...[]report.Cite) page.SourceLine {
	line := page.SourceLine{Key: key}
	type how struct{ source, verification string }
	at := make(map[how]int) // index in line.Cites
	places := make(map[how][]string)
	for _, c := range slices.Concat(cites...) {
		of := how{c.Source, l.verification(c)}
		out := l.cite(c)
		if out.Locator != "" && !slices.Contains(places[of], out.Locator) {
			places[of] = append(places[of], out.Locator)
		}
		if i, seen := at[of]; seen {
			line.Cites[i].Locator = l.w.List(places[of])
			continue
		}
		at[of] = len(line.Cites)
		out.For, out.Note = nil, page.Text{}
		if strings.Contains(out.Source.Text.Text, out.Source.Note) {
			out.Source.Note = "" // a title that gives the date
		}
		line.Cites = append(line.Cites, out)
	}
	var said []string
	for _, c := range line.Cites {
		said = append(said, l.citeText(c))
	}
	switch {
	case key == sourceOwn:
		line.Text = l.w.Say(key)
	case len(said) == 0:
		return page.SourceLine{}
	default:
		line.Text = l.w.Say(key, "Sources", l.w.Series(said))
	}
	return line
}

// verification is how well a claim is known, as readers see it.
func (b *editionWriter) verification(c report.Cite) string {
	if c.Verification == report.Primary && b.Copies[c.Source] {
		return string(report.PrimaryCopy)
	}
	return string(c.Verification)
}

// citeText is a citation as plain text.
func (l *pageWriter) citeText(c page.Cite) string {
	name := cmp.Or(c.Source.Text.Text, l.w.Say("not-consulted"))
	parts := []string{name}
	for _, s := range []string{c.Register.Text, c.Locator} {
		if s != "" {
			parts = append(parts, s)
		}
	}
	text := l.w.List(parts)
	if c.Verification != "" {
		text = l.w.Say("source-verified", "Source", text, "How", l.w.Say("verification-"+c.Verification))
	}
	return text
}

// documents is the line below what rests on many sources: each document once, without
// the places in it.
func (l *pageWriter) documents(cites ...[]report.Cite) page.SourceLine {
	var whole []report.Cite
	for _, c := range slices.Concat(cites...) {
		c.Locator = ""
		whole = append(whole, c)
	}
	return l.sourceLine(sourceRead, whole)
}

// partiesSources is the line below numbers of parties and acts of instruments.
func (l *pageWriter) partiesSources(instruments ...string) page.SourceLine {
	var cites [][]report.Cite
	for _, id := range instruments {
		if p := l.Report.ParticipationIn(id); p != nil {
			cites = append(cites, p.Cites)
			for _, a := range p.Acts {
				if !a.Date.After(l.AsAt) {
					cites = append(cites, a.Cites)
				}
			}
		}
	}
	return l.sourceLine(sourceCounted, cites...)
}

// stateSources is the line below the acts of a State: the sources of those acts, and
// of every instrument that is counted, since that no act is recorded rests on them too.
func (l *pageWriter) stateSources(state string) page.SourceLine {
	var cites [][]report.Cite
	for _, id := range l.Counted {
		cites = append(cites, l.Report.ParticipationIn(id).Cites)
	}
	for _, a := range l.Acts[state] {
		cites = append(cites, a.Cites)
	}
	return l.sourceLine(sourceRead, cites...)
}

// assessed is the line below what this report itself says of the requests.
func (l *pageWriter) assessed() page.SourceLine { return l.sourceLine(sourceOwn) }

// observedIn is the line below the value of an observation: its own sources, and
// those of its indicator.
func (l *pageWriter) observedIn(o *report.Observation) page.SourceLine {
	return l.valueLine(o.Cites, o.Indicator.Cites)
}

// valueLine is the line below a value that was read. Without any citation it says so.
func (l *pageWriter) valueLine(cites ...[]report.Cite) page.SourceLine {
	line := l.sourceLine(sourceRead, cites...)
	if line.Key == "" {
		line = page.SourceLine{Key: sourceNone, Text: l.w.Say(sourceNone)}
	}
	return line
}

// numbersSources is the line below a text for the numbers in it whose sources no
// footnote of the text gives.
func (l *pageWriter) numbersSources(numbers []report.Ref, noted []string) page.SourceLine {
	var read, counted []report.Cite
	for _, ref := range numbers {
		var cites []report.Cite
		switch v := l.Report.Record(ref).(type) {
		case *report.Indicator:
			o, _ := l.Newest(v)
			if o != nil {
				cites = append(cites, o.Cites...)
			}
			cites = append(cites, v.Cites...)
		case *report.Observation:
			cites = append(slices.Clone(v.Cites), v.Indicator.Cites...)
		case *report.Instrument:
			if p := l.Report.ParticipationIn(v.ID); p != nil {
				cites = p.Cites
			}
		}
		if slices.ContainsFunc(cites, func(c report.Cite) bool { return c.Source != "" && slices.Contains(noted, c.Source) }) {
			continue
		}
		if ref.Kind == report.KindInstrument {
			counted = append(counted, cites...)
		} else {
			read = append(read, cites...)
		}
	}
	if len(read) == 0 {
		return l.sourceLine(sourceCounted, counted)
	}
	return l.sourceLine(sourceRead, read, counted)
}
