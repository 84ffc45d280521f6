package site

import (
	"rapporteur/generator/operative"
	"rapporteur/generator/report"
)

// verb is the operative verb of a request as the text that asks it has it in the
// language of the page, else the word of the list.
func (b *editionWriter) verb(p *report.Paragraph, q *report.Request) string {
	return operative.OfRequest(b.lang, b.parser.Plain, p, q)
}

// ownVerb is the operative verb of a paragraph that has no request, likewise; empty
// where it has requests or no verb.
func (b *editionWriter) ownVerb(p *report.Paragraph) string {
	if len(p.Requests) > 0 {
		return ""
	}
	return operative.OfParagraph(b.lang, b.parser.Plain, p)
}
