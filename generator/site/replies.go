package site

import (
	"strings"

	"rapporteur/generator/chart"
	"rapporteur/generator/report"
	"rapporteur/generator/site/page"
)

// replies makes the list of replies, where there are any.
func (b *editionWriter) replies() {
	l := b.page("replies/")
	list := &page.Replies{States: report.StatesThatReplied(b.Report.Replies)}
	w := l.w
	table := chart.Table{Header: []string{w.Say("field-id"), w.Say("field-from-reply"), w.Say("date"), w.Say("symbol"), w.Say("field-requests"), w.Say("source")}}
	for _, r := range b.Report.Replies {
		e := page.Reply{
			From: l.link(r.From), Date: w.Date(r.Date, false), Symbol: r.Symbol, Requests: l.linksTo(report.KindRequest, r.Requests),
			Text: l.prose(r.Text, r.ID+"-text"), Sources: l.valueLine(r.Cites),
		}
		e.Record = l.record(report.Ref{Kind: report.KindReply, ID: r.ID}, r.Cites, r.Gaps)
		list.Entries = append(list.Entries, e)
		table.Rows = append(table.Rows, []chart.Cell{
			{Text: r.ID}, {Text: e.From.Text.Text}, {Text: e.Date.ISO}, {Text: r.Symbol}, {Text: strings.Join(r.Requests, " ")}, {Text: e.Sources.Text},
		})
	}
	f := page.File{Name: "replies.csv", Data: table.CSV()}
	l.beside = append(l.beside, f)
	list.CSV = f.Name
	list.Footnotes = l.footnotes()
	l.add("replies", w.Title("replies"), "", report.Ref{}, list)
}

// replyLinks leads to replies, named by who replied.
func (l *pageWriter) replyLinks(replies []*report.Reply) []page.ReplyLink {
	var out []page.ReplyLink
	for _, r := range replies {
		out = append(out, page.ReplyLink{Link: l.linkTo(report.KindReply, r.ID), Date: l.w.Date(r.Date, false)})
	}
	return out
}
