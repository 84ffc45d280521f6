package check

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur/generator/report"
)

// Links are what outer links answered, by address. An address that is not
// among them was not followed, or answered well.
type Links map[string]Answer

// Answer is what came of following a link that did not lead to its document.
type Answer struct {
	Gone bool   // the document is not there; else nothing is known of it
	Why  string // continues "a link that …": "answers 404 Not Found"
}

func linkRules() []Rule {
	return []Rule{
		{
			Name:   "dead-link",
			Family: Sources,
			Doc: "What a link leads to is still there. Links are followed only when `check --links` asks for it, because the answer is the network's " +
				"and not the report's. A reader who cannot open a source cannot verify a claim: give the document's new address, or that of an archive.",
			Run: func(p *Pass) {
				followed(p, true, "find where the issuing body has it now, or link to a copy in an archive such as web.archive.org")
			},
		},
		{
			Name:   "unanswered-link",
			Family: Sources,
			Doc: "A link that was followed answers. One that refuses programs, or is slow today, may be right for readers: open it in a browser. " +
				"Like dead-link, this is looked at by `check --links` alone.",
			Warns: true,
			Run:   func(p *Pass) { followed(p, false, "open it in a browser; if it is there, nothing needs to be done") },
		},
	}
}

// followed places what was found by following links: gone is which of the two
// rules asks.
func followed(p *Pass, gone bool, hint string) {
	if len(p.Links) == 0 {
		return
	}
	outer(p, func(ref report.Ref, field, link string, offset, length int) {
		a, found := p.Links[link]
		if !found || a.Gone != gone {
			return
		}
		message := fmt.Sprintf("%s has a link that %s: %s", p.Name(ref), a.Why, link)
		if length == 0 {
			p.Found(ref, field, message, hint)
			return
		}
		p.FoundIn(ref, field, offset, length, message, hint)
	})
}

// outer visits the links of a report that lead out of it, in document order:
// those of sources, of which length is 0, and those in texts.
func outer(p *Pass, visit func(ref report.Ref, field, link string, offset, length int)) {
	for _, s := range p.Report.Sources {
		if s.Link != "" {
			visit(report.Ref{Kind: report.KindSource, ID: s.ID}, "link", s.Link, 0, 0)
		}
	}
	for _, t := range p.Texts() {
		if !t.Prose {
			continue
		}
		for _, l := range t.Text.Langs() {
			s := t.Text.In(l)
			if !strings.Contains(s, "](http") {
				continue
			}
			doc := p.Parse(s)
			for _, link := range doc.Links() {
				if strings.HasPrefix(link.Dest, "http") {
					visit(t.Ref, t.Field+"."+string(l), link.Dest, link.Offset, max(strings.IndexByte(s[link.Offset:], ']'), 1))
				}
			}
		}
	}
}

// Outer are the addresses of the links that lead out of a report, sorted, each
// once.
func Outer(r *report.Report) []string {
	var all []string
	outer(newPass(r, Options{}), func(_ report.Ref, _, link string, _, _ int) { all = append(all, link) })
	slices.Sort(all)
	return slices.Compact(all)
}
