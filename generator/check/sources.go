package check

import (
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"rapporteur/generator/report"
)

func sourceRules() []Rule {
	return []Rule{
		{
			Name:   "primary-source",
			Family: Sources,
			Doc: "A claim is primary where it was seen in a document of the body that did it. A source of the kind other, somebody's database, study or copy, " +
				"is none, so what rests on it alone is secondary or derived.",
			Run: primarySource,
		},
		{
			Name:   "cited-once",
			Family: Sources,
			Doc:    "A record cites a place in a source once for the same fields. Two citations that differ in nothing but how they are verified contradict each other.",
			Run:    citedOnce,
		},
		{
			Name:   "cited-field",
			Family: Sources,
			Doc:    "A citation stands for fields that have a value, or whose gap it explains. A citation for nothing is left from a value that was taken out, or names the wrong field.",
			Run:    citedField,
		},
		{
			Name:   "source-of-itself",
			Family: Sources,
			Doc:    "What a record of a source says does not rest on that source by a reference to itself.",
			Run:    sourceOfItself,
		},
		{
			Name:   "dated-source",
			Family: Sources,
			Doc: "In an issued edition, a figure, an amount or a publication that rests on sources without a date alone cannot be shown to have been known at the date of the edition. " +
				"Public acts may rest on one: deposits, signatures, resolutions, meetings held; and so may what is marked as context.",
			Run: datedSource,
		},
		{
			Name:   "source-once",
			Family: Sources,
			Doc:    "A document has one record: no two sources have the same symbol or the same link.",
			Run:    sourceOnce,
		},
		{
			Name:   "source-place",
			Family: Sources,
			Doc:    "A source that was not seen has no place where it was read; link and seen_at say where somebody read it.",
			Run:    sourcePlace,
		},
		{
			Name:   "link-host",
			Family: Sources,
			Doc: "A link leads to the body that issued the source, to the United Nations or to an archive of the web, and to nobody else's copy: such copies vanish, change and may be unlawful. " +
				"A host is that of the publisher where its name is part of the publisher's, or the publisher's acronym. Other places where a source was read stand in seen_at and are not linked.",
			Run: linkHost,
		},
	}
}

func primarySource(p *Pass) {
	for _, c := range p.Cites() {
		s := p.Report.Source(c.Cite.Source)
		if s != nil && s.Kind == report.Other && c.Cite.Verification == report.Primary {
			p.Found(c.Ref, c.Field+".verification", fmt.Sprintf("%s is of the kind other, so %s is not primary by it", p.Name(report.Ref{Kind: report.KindSource, ID: s.ID}), p.Name(c.Ref)),
				`write verification = "secondary", or correct the kind of the source`)
		}
	}
}

func citedOnce(p *Pass) {
	type claim struct {
		ref             report.Ref
		list            string
		source, locator string
		fields          string
	}
	seen := make(map[claim]bool)
	for _, c := range p.Cites() {
		list, _, _ := strings.Cut(c.Field, "cites[")
		k := claim{c.Ref, list, c.Cite.Source, c.Cite.Locator, strings.Join(c.Cite.For, " ")}
		if c.Cite.Source == "" {
			continue
		}
		if seen[k] {
			p.Found(c.Ref, c.Field, fmt.Sprintf("%s cites %s twice for the same", p.Name(c.Ref), p.Name(report.Ref{Kind: report.KindSource, ID: c.Cite.Source})),
				"take one of the two out, or say with locator or for how they differ")
		}
		seen[k] = true
	}
}

func citedField(p *Pass) {
	gaps := make(map[report.Ref][]string)
	for _, g := range p.Report.Gaps() {
		gaps[g.Ref] = append(gaps[g.Ref], g.Gap.Field)
	}
	for _, c := range p.Cites() {
		for _, i := range c.Absent {
			field := c.Cite.For[i]
			if slices.ContainsFunc(gaps[c.Ref], func(g string) bool {
				return g == field || strings.HasPrefix(field, g+".") || strings.HasPrefix(g, field+".")
			}) {
				continue
			}
			p.Found(c.Ref, fmt.Sprintf("%s.for[%d]", c.Field, i), fmt.Sprintf("a citation of %s stands for %s, which has no value", p.Name(c.Ref), field),
				"name the field that the source speaks of, or take the citation out")
		}
	}
}

func sourceOfItself(p *Pass) {
	for _, t := range p.Texts() {
		if t.Ref.Kind != report.KindSource || !t.Prose {
			continue
		}
		for _, l := range t.Text.Langs() {
			for _, ref := range p.Parse(t.Text.In(l)).Refs() {
				if ref.Kind == "source" && ref.ID == t.Ref.ID {
					p.FoundIn(t.Ref, t.Field+"."+string(l), ref.Offset, ref.Len, fmt.Sprintf("the note of %s cites that source itself", p.Name(t.Ref)), "take the reference out, or cite what says so")
				}
			}
		}
	}
}

func datedSource(p *Pass) {
	r := p.Report
	if r.Edition.Status != report.Issued {
		return
	}
	look := func(ref report.Ref, field string, cites []report.Cite) {
		undated := ""
		for _, c := range cites {
			s := r.Source(c.Source)
			if s == nil || !s.Date.IsZero() || c.Verification == report.Unverified {
				return
			}
			undated = s.ID
		}
		if undated != "" {
			p.Found(ref, field+"cites[0].source", fmt.Sprintf("%s has no date, so nothing shows that %s was known on %s", p.Name(report.Ref{Kind: report.KindSource, ID: undated}), p.Name(ref), r.Edition.AsAt),
				"find the date of the source (a year will do; inferred = true where it is inferred), or cite another")
		}
	}
	for _, ref := range r.Refs() {
		record := r.Record(ref)
		if isContext(record) {
			continue
		}
		switch v := record.(type) {
		case *report.Observation:
			look(ref, "", v.Cites)
		case *report.Publication:
			look(ref, "", v.Cites)
		case *report.Money:
			look(ref, "", v.Cites)
		case *report.Instrument:
			for i, c := range v.Counts {
				look(ref, fmt.Sprintf("count[%d].", i), c.Cites)
			}
		}
	}
}

// isContext reports whether a record is marked as background.
func isContext(record any) bool {
	if record == nil {
		return false
	}
	f := reflect.ValueOf(record).Elem().FieldByName("Context")
	return f.IsValid() && f.Bool()
}

func sourceOnce(p *Pass) {
	symbols, links := make(map[string]string), make(map[string]string)
	for _, s := range p.Report.Sources {
		ref := report.Ref{Kind: report.KindSource, ID: s.ID}
		if first := symbols[s.Symbol]; first != "" && s.Symbol != "" {
			p.Found(ref, "symbol", fmt.Sprintf("the source %s has the symbol %s, as has the source %s", s.ID, s.Symbol, first), "a document has one record; cite it from everywhere, with a locator")
		} else {
			symbols[s.Symbol] = s.ID
		}
		if first := links[s.Link]; first != "" && s.Link != "" {
			p.Found(ref, "link", fmt.Sprintf("the source %s has the same link as the source %s", s.ID, first), "a document has one record; look which of the two links is wrong")
		} else {
			links[s.Link] = s.ID
		}
	}
}

func sourcePlace(p *Pass) {
	for _, s := range p.Report.Sources {
		if s.Access == report.NotSeen && s.Link != "" {
			ref := report.Ref{Kind: report.KindSource, ID: s.ID}
			p.Found(ref, "link", fmt.Sprintf("%s was not seen, so it has no link that anybody followed", p.Name(ref)), `write access = "seen" or "partly-seen" once it was read, or take the link out`)
		}
	}
}

// openHosts are the hosts to which a link may lead whoever published the
// source.
func openHosts() []string {
	return []string{
		// The United Nations: documents, press service, offices and funds.
		"un.org", "unodc.org", "unvienna.org", "unog.ch", "ohchr.org", "undp.org", "unesco.org", "unicri.it",
		// Archives of the web, which keep what the issuing body showed.
		"archive.org", "archive.today", "webarchive.org.uk", "perma.cc",
		// Official gazettes under a name that is not that of their State.
		"officielebekendmakingen.nl",
	}
}

func linkHost(p *Pass) {
	hosts := openHosts()
	acronyms := make(map[string][]string) // by folded name of the entity
	for _, e := range p.Report.Entities {
		for _, l := range e.Name.Langs() {
			name := letters(e.Name.In(l))
			for _, k := range e.Acronym.Langs() {
				acronyms[name] = append(acronyms[name], letters(e.Acronym.In(k)))
			}
		}
	}
	for _, s := range p.Report.Sources {
		u, err := url.Parse(s.Link)
		if s.Link == "" || err != nil {
			continue
		}
		host := strings.ToLower(u.Hostname())
		if slices.ContainsFunc(hosts, func(h string) bool { return host == h || strings.HasSuffix(host, "."+h) }) || publishes(host, s.Publisher, acronyms) {
			continue
		}
		ref := report.Ref{Kind: report.KindSource, ID: s.ID}
		p.Found(ref, "link", fmt.Sprintf("%s links to %s, which is neither its publisher's, nor the United Nations', nor an archive's", p.Name(ref), host),
			fmt.Sprintf("move it: seen_at = %q", host+strings.TrimSuffix(u.Path, "/")))
	}
}

// publishes reports whether a host bears the name of a publisher: one of its
// labels, less the last, is in the name, or is its acronym.
func publishes(host string, publisher report.Text, acronyms map[string][]string) bool {
	labels := strings.Split(host, ".")
	for _, label := range labels[:len(labels)-1] {
		label = letters(label)
		if len(label) < 3 || label == "www" || label == "com" || label == "org" || label == "edu" {
			continue
		}
		for _, l := range publisher.Langs() {
			name := publisher.In(l)
			if strings.Contains(letters(name), label) || slices.Contains(acronyms[letters(name)], label) || slices.Contains(initials(name), label) {
				return true
			}
		}
	}
	return false
}

// letters are the letters and digits of s, in lower case and without accents.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, norm.NFD.String(s))
}

// initials are those of the capitalized words of each part of a name.
func initials(name string) []string {
	var all []string
	for part := range strings.SplitSeq(name, ",") {
		s := ""
		for w := range strings.FieldsSeq(part) {
			if r := []rune(w)[0]; unicode.IsUpper(r) {
				s += string(unicode.ToLower(r))
			}
		}
		all = append(all, s)
	}
	return all
}
