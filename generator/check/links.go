package check

import (
	"slices"
	"strings"

	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// Links holds the external links that failed, by URL. Links that are not in it
// were not checked, or work.
type Links map[string]Answer

// Answer describes the failure of a link.
type Answer struct {
	Gone bool     // the document no longer exists; otherwise unknown
	Why  say.Text // completes "a link that …": "answers 404 Not Found"
}

func linkRules() []Rule {
	return []Rule{
		{
			Name:   "dead-link",
			Family: Sources,
			Doc: "The target of a link exists. Links are checked only with `check --links`, because the result depends on the network " +
				"and not on the report. A reader who cannot open a source cannot verify a claim: give the new address of the document, or that of a copy in an archive.",
			Run: func(p *Pass) {
				failedLinks(p, true, say.F("find its new address at the issuing body, or link to a copy in an archive such as web.archive.org"))
			},
		},
		{
			Name:   "unanswered-link",
			Family: Sources,
			Doc: "The server of a link responds. A server that rejects programs or is temporarily slow may work for readers: open the link in a browser. " +
				"Like dead-link, this is checked only with `check --links`.",
			Warns: true,
			Run: func(p *Pass) {
				failedLinks(p, false, say.F("open it in a browser; if it works, nothing needs to be done"))
			},
		},
	}
}

// failedLinks reports the failed links. gone says which of the two rules is run.
func failedLinks(p *Pass, gone bool, hint say.Text) {
	if len(p.Links) == 0 {
		return
	}
	externalLinks(p, func(ref report.Ref, field, link string, offset, length int) {
		a, found := p.Links[link]
		if !found || a.Gone != gone {
			return
		}
		message := say.F("%s has a link that %s: %s", p.Name(ref), a.Why, link)
		if length == 0 {
			p.Found(ref, field, message, hint)
			return
		}
		p.FoundIn(ref, field, offset, length, message, hint)
	})
}

// externalLinks calls visit for each external link of a report, in document order:
// those of sources, with length 0, then those in texts.
func externalLinks(p *Pass, visit func(ref report.Ref, field, link string, offset, length int)) {
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

// ExternalLinks returns the URLs of the external links of a report, sorted and
// without duplicates.
func ExternalLinks(r *report.Report) []string {
	var all []string
	externalLinks(newPass(r, Options{}), func(_ report.Ref, _, link string, _, _ int) { all = append(all, link) })
	slices.Sort(all)
	return slices.Compact(all)
}
