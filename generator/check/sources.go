package check

import (
	"fmt"
	"net/url"
	"rapporteur/generator/say"
	"reflect"
	"slices"
	"strings"

	"rapporteur/generator/report"
)

func sourceRules() []Rule {
	return []Rule{
		{
			Name:   "primary-source",
			Family: Sources,
			Doc: "A claim is primary if it was verified in a document of the body concerned. A source of the kind other, such as a database, a study or a copy, " +
				"is not such a document, so a claim that cites it is secondary or derived.",
			Run: primarySource,
		},
		{
			Name:   "cited-once",
			Family: Sources,
			Doc:    "A record cites a place in a source only once for the same fields. Two citations that differ only in their verification contradict each other.",
			Run:    citedOnce,
		},
		{
			Name:   "cited-field",
			Family: Sources,
			Doc:    "A citation is for fields that have a value or a gap. Otherwise the value was removed, or the citation names the wrong field.",
			Run:    citedField,
		},
		{
			Name:   "source-of-itself",
			Family: Sources,
			Doc:    "The note of a source does not cite that source.",
			Run:    sourceOfItself,
		},
		{
			Name:   "dated-source",
			Family: Sources,
			Doc: "In an issued edition, a figure, an amount or a publication cites at least one source with a date. Otherwise nothing shows that it was known at the date of the edition. " +
				"This does not apply to public acts (deposits, signatures, resolutions, meetings held) and to records marked as context.",
			Run: datedSource,
		},
		{
			Name:   "source-once",
			Family: Sources,
			Doc:    "Each document has one record: no two sources have the same symbol or the same link.",
			Run:    sourceOnce,
		},
		{
			Name:   "source-place",
			Family: Sources,
			Doc:    "A source that was not seen has no link, because link and seen_at say where it was consulted.",
			Run:    sourcePlace,
		},
		{
			Name:   "link-host",
			Family: Sources,
			Doc: "A link leads to the body that issued the source, to the United Nations or to a web archive, and not to other copies, which may disappear, change or be unlawful. " +
				"A host belongs to the publisher if the name that was registered is the publisher's acronym, or words with which a part of its name begins or ends. Other places where a source was consulted are in seen_at and are not linked. A report may add hosts, as of an official gazette: link_hosts in data/report.toml.",
			Run: linkHost,
		},
	}
}

func primarySource(p *Pass) {
	for _, c := range p.Cites() {
		s := p.Report.Source(c.Cite.Source)
		if s != nil && s.Kind == report.Other && c.Cite.Verification == report.Primary {
			p.Found(c.Ref, c.Field+".verification", say.F("%s is of the kind other, so %s cannot cite it as primary", p.Name(report.Ref{Kind: report.KindSource, ID: s.ID}), p.Name(c.Ref)),
				say.F(`write ‹verification = "secondary"›, or correct the kind of the source`))
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
			p.Found(c.Ref, c.Field, say.F("%s cites %s twice for the same fields", p.Name(c.Ref), p.Name(report.Ref{Kind: report.KindSource, ID: c.Cite.Source})),
				say.F("remove one of the two, or distinguish them with ‹locator› or ‹for›"))
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
			p.Found(c.Ref, fmt.Sprintf("%s.for[%d]", c.Field, i), say.F("a citation of %s is for ‹%s›, which has no value", p.Name(c.Ref), field),
				say.F("name the field that the source supports, or remove the citation"))
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
					p.FoundIn(t.Ref, t.Field+"."+string(l), ref.Offset, ref.Len, say.F("the note of %s cites that source itself", p.Name(t.Ref)), say.F("remove the reference, or cite another source"))
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
			p.Found(ref, field+"cites[0].source", say.F("%s has no date, so nothing shows that %s was known on %s", p.Name(report.Ref{Kind: report.KindSource, ID: undated}), p.Name(ref), r.Edition.AsAt),
				say.F("find the date of the source (a year is enough; add ‹inferred = true› if it is inferred), or cite another"))
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
			p.Found(ref, "symbol", say.F("the source %s has the symbol %s, as has the source %s", s.ID, s.Symbol, first), say.F("keep one record for each document, and cite it with locators"))
		} else {
			symbols[s.Symbol] = s.ID
		}
		if first := links[s.Link]; first != "" && s.Link != "" {
			p.Found(ref, "link", say.F("the source %s has the same link as the source %s", s.ID, first), say.F("keep one record for each document; otherwise check which of the two links is wrong"))
		} else {
			links[s.Link] = s.ID
		}
	}
}

func sourcePlace(p *Pass) {
	for _, s := range p.Report.Sources {
		if s.Access == report.NotSeen && s.Link != "" {
			ref := report.Ref{Kind: report.KindSource, ID: s.ID}
			p.Found(ref, "link", say.F("%s was not seen, so it must not have a link", p.Name(ref)), say.F(`write ‹access = "seen" or "partly-seen"› once it has been consulted, or remove the link`))
		}
	}
}

func linkHost(p *Pass) {
	for _, s := range p.Report.Sources {
		if s.Link == "" || p.Report.AtIssuer(s, s.Link) {
			continue
		}
		u, err := url.Parse(s.Link)
		if err != nil || report.IsArchive(strings.ToLower(u.Hostname())) {
			continue
		}
		host := strings.ToLower(u.Hostname())
		ref := report.Ref{Kind: report.KindSource, ID: s.ID}
		p.Found(ref, "link", say.F("%s links to %s, which does not belong to its publisher, the United Nations or a web archive", p.Name(ref), host),
			say.F("move it to ‹seen_at = %q›", host+strings.TrimSuffix(u.Path, "/")))
	}
}
