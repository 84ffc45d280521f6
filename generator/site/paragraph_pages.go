package site

import (
	"slices"

	"rapporteur/generator/address"
	"rapporteur/generator/prose"
	"rapporteur/generator/report"
	"rapporteur/generator/site/derived"
	"rapporteur/generator/site/page"
)

// summary is the summary of the report.
func (l *pageWriter) summary() page.Prose {
	var out page.Prose
	for _, s := range l.Report.Sections {
		if s.Place != report.PlaceSummary {
			continue
		}
		p := l.prose(s.Text, s.ID)
		p.HTML = out.HTML + p.HTML
		out = p
	}
	return out
}

// corresponds is the official document that the report corresponds to.
func (l *pageWriter) corresponds() page.Cite {
	symbol := l.Report.Meta.CorrespondsTo
	if symbol == "" {
		return page.Cite{}
	}
	out := page.Cite{Verification: string(report.Unverified), Access: string(report.NotSeen)}
	for _, c := range l.Report.Meta.Cites {
		if slices.Contains(c.For, "corresponds_to") {
			out = l.cite(c)
		}
	}
	for _, s := range l.Report.Sources {
		if s.Symbol == symbol {
			out.Source = l.linkTo(report.KindSource, s.ID)
			out.Access = string(s.Access)
			out.Later = s.Date.After(l.AsAt)
		}
	}
	out.Source.Text = l.plain(symbol)
	return out
}

// paragraphs makes the list of operative paragraphs and a page for each.
func (b *editionWriter) paragraphs() {
	l := b.page("paragraphs/")
	list := &page.Paragraphs{Entries: l.entries(), Statuses: l.statuses()}
	list.Done, list.Due = l.completeness()
	list.Assessed = l.assessed()
	list.History = l.statusPicture()
	list.Terms = l.terms()
	list.Footnotes = l.footnotes()
	l.add("paragraphs", l.w.Title("paragraphs"), "", report.Ref{}, list)
	for i, p := range b.Report.Paragraphs {
		b.paragraph(i, p)
	}
}

func (b *editionWriter) paragraph(i int, p *report.Paragraph) {
	ref := report.Ref{Kind: report.KindParagraph, ID: p.ID}
	l := b.page("paragraphs/" + p.ID + "/")
	body := &page.Paragraph{
		Number:  l.number(p),
		Title:   l.title(p),
		Text:    l.operativeText(p.Text),
		Subs:    l.subparagraphs(p, ""),
		Closing: l.verbatim(p.Closing, ""),
		Status:  l.status(string(l.Report.StatusOf(p))),
		Earlier: l.earlier(p),
	}
	if original := l.Report.Resolution.Original; body.Text.Working && p.Text.In(original) != "" {
		held := l.inLanguage(p.Text.In(original), original, "")
		held.HTML += l.held(p, "", original) + l.inLanguage(p.Closing.In(original), original, "").HTML
		body.Original = &held
	}
	body.Done, body.Due = l.Report.Completeness(p)
	before := ""
	for _, q := range p.InOrder() {
		box := l.request(p, q)
		box.Level = 3
		if s := p.Subparagraph(q.Subparagraph); s != nil {
			box.Level = 4
			if s.ID != before {
				box.Opens = l.subparagraphHead(s)
			}
		}
		before = q.Subparagraph
		body.Requests = append(body.Requests, box)
	}
	body.Verb, body.InReport = l.ownVerb(p), l.inReport(ref)
	if i > 0 {
		body.Previous = l.linkIfAny(report.KindParagraph, l.Report.Paragraphs[i-1].ID)
	}
	if i+1 < len(l.Report.Paragraphs) {
		body.Next = l.linkIfAny(report.KindParagraph, l.Report.Paragraphs[i+1].ID)
	}
	body.Record = l.record(ref, p.Cites, p.Gaps)
	if b.id != page.Draft {
		body.Permanent = address.Version(b.id, string(l.lang)) + l.path
	}
	body.Footnotes = l.footnotes()
	body.Changed = l.changed(ref)
	body.Past = l.past(ref)
	var requests []*page.Record
	for i := range body.Requests {
		requests = append(requests, &body.Requests[i].Record)
	}
	body.Usual = usual(requests)
	l.add("paragraph", body.Title.Text, l.result(p).Text, ref, body)
}

// request is a request with its answer as prose.
func (l *pageWriter) request(p *report.Paragraph, q *report.Request) page.RequestBox {
	box := l.requestHead(p, q)
	box.Progress = l.prose(q.Progress, q.ID)
	box.Reason = l.prose(q.Reason, q.ID+"-reason")
	box.Next = l.prose(q.Next, q.ID+"-next")
	l.requestFoot(q, &box)
	return box
}

// earlier reports whether the status of a paragraph in an issued edition rests on
// nothing but what was over before the resolution was adopted: each of its requests
// that has such a status does. Of a draft check says so, and it can still be changed.
func (b *editionWriter) earlier(p *report.Paragraph) bool {
	if !b.Report.Like(b.Report.StatusOf(p)).Claims() {
		return false
	}
	for _, q := range p.Requests {
		if b.Report.Like(q.Status).Claims() && !b.restsEarlier(q) {
			return false
		}
	}
	return true
}

func (b *editionWriter) restsEarlier(q *report.Request) bool {
	return b.Report.Edition.Status == report.Issued && b.Report.OnlyBeforeAdoption(q)
}

func (l *pageWriter) requestHead(p *report.Paragraph, q *report.Request) page.RequestBox {
	var earlier page.Date
	if l.restsEarlier(q) {
		earlier = l.w.Date(l.Report.Adopted(), false)
	}
	return page.RequestBox{
		Earlier:    earlier,
		Of:         l.askedIn(p, q),
		Verb:       l.verb(p, q),
		Addressees: l.links(q.Addressees),
		With:       l.links(q.With),
		Condition:  l.w.Word(l.Report, report.ConditionTerms, string(q.Condition)),
		Summary:    l.text(q.Summary),
		Status:     l.status(derived.Status(q)),
		DueDate:    l.w.Date(q.Due.Date, false),
		DueSession: l.text(q.Due.Session),
		Carried:    l.carried(q.Carried),
	}
}

// askedIn leads to the sub-paragraph that makes a request; nil where the paragraph
// itself does.
func (l *pageWriter) askedIn(p *report.Paragraph, q *report.Request) *page.Link {
	s := p.Subparagraph(q.Subparagraph)
	if s == nil {
		return nil
	}
	k := l.linkTo(report.KindSubparagraph, s.ID)
	k.Text = l.plain(l.subparagraphLabel(s))
	return &k
}

// subparagraphHead is the heading of the requests of a sub-paragraph.
func (l *pageWriter) subparagraphHead(s *report.Subparagraph) *page.SubparagraphHead {
	head := &page.SubparagraphHead{Link: l.linkTo(report.KindSubparagraph, s.ID), Title: l.text(s.Title)}
	head.Link.Text = l.plain(l.subparagraphLabel(s))
	if len(s.Requests()) > 1 {
		head.Status = l.status(string(l.Report.StatusOfSub(s)))
	}
	return head
}

func (l *pageWriter) requestFoot(q *report.Request, box *page.RequestBox) {
	for i, ref := range q.Evidence {
		e := l.evidence(ref)
		// Lines below one another with the same source name it once.
		if i > 0 && len(box.Evidence[i-1].Cites) == 1 {
			before := box.Evidence[i-1].Cites[0].Source.Href
			for j := range e.Cites {
				e.Cites[j].Same = before != "" && e.Cites[j].Source.Href == before
			}
		}
		box.Evidence = append(box.Evidence, e)
	}
	replies := l.Report.RepliesTo(q.ID)
	box.Replies, box.StatesReplied = l.replyLinks(replies), report.StatesThatReplied(replies)
	box.ReportedBy = l.linkIfAny(report.KindEntity, q.ReportedBy)
	box.Record = l.record(report.Ref{Kind: report.KindRequest, ID: q.ID}, q.Cites, q.Gaps)
	box.Anchor = q.ID
	box.InReport = l.inReport(report.Ref{Kind: report.KindRequest, ID: q.ID})
}

func (l *pageWriter) evidence(ref report.Ref) page.Evidence {
	e := page.Evidence{Link: l.link(ref), Before: l.Report.BeforeAdoption(ref)}
	n, span := l.gist(ref)
	cites := l.Report.CitesOf(ref)
	switch v := l.Report.Record(ref).(type) {
	case *report.Indicator:
		e.Unit = l.text(v.Unit)
		if o, _ := l.Newest(v); o != nil {
			n, span = l.w.Quantity(o.Quantity), l.w.Observed(o)
			cites = slices.Concat(cites, o.Cites)
		}
	case *report.Instrument:
		span = l.w.Span(l.AsAt, l.AsAt, false)
		if p := l.Report.ParticipationIn(v.ID); p != nil {
			n = l.w.Count(l.Parties[v.ID].Parties)
			cites = slices.Concat(cites, p.Cites)
		}
	}
	if n.Text != "" {
		e.Number = &n
	}
	e.As, e.Cites = span, l.cites(cites)
	return e
}

// entries are the operative paragraphs as lists show them.
func (l *pageWriter) entries() []page.ParagraphEntry {
	var out []page.ParagraphEntry
	for _, p := range l.Report.Paragraphs {
		e := page.ParagraphEntry{
			Link:    l.linkTo(report.KindParagraph, p.ID),
			Number:  l.number(p),
			Printed: p.Number,
			Part:    l.numberingPart(p),
			Status:  l.status(string(l.Report.StatusOf(p))),
			Earlier: l.earlier(p),
			Result:  l.result(p),
			Next:    l.milestone(p),
		}
		e.Done, e.Due = l.Report.Completeness(p)
		seen := make(map[report.Ref]bool)
		for _, q := range p.InOrder() {
			for _, a := range q.Addressees {
				if !seen[a] {
					seen[a] = true
					e.Addressees = append(e.Addressees, l.link(a))
				}
			}
			entry := page.RequestEntry{Link: l.linkTo(report.KindRequest, q.ID), Status: l.status(derived.Status(q)), Earlier: l.restsEarlier(q)}
			if s := p.Subparagraph(q.Subparagraph); s != nil {
				entry.Of = l.subparagraphLabel(s)
			}
			e.Requests = append(e.Requests, entry)
		}
		out = append(out, e)
	}
	return out
}

// result is the first sentence of the answer that represents a paragraph.
func (b *editionWriter) result(p *report.Paragraph) page.Text { return b.sentence(b.Report.Result(p)) }

// sentence is the first sentence of a text, without marks and notes.
func (b *editionWriter) sentence(authored report.Text) page.Text {
	t := b.text(authored)
	t.Text = prose.FirstSentence(b.plainText(t))
	return t
}

// completeness adds up that of all paragraphs.
func (b *editionWriter) completeness() (done, due int) {
	for _, p := range b.Report.Paragraphs {
		d, n := b.Report.Completeness(p)
		done, due = done+d, due+n
	}
	return done, due
}

// statuses counts the paragraphs by status; those that none has are left out.
func (b *editionWriter) statuses() []page.StatusCount { return b.statusesOf(b.Report) }

func (b *editionWriter) statusesOf(r *report.Report) []page.StatusCount {
	n := make(map[report.Status]int)
	for _, p := range r.Paragraphs {
		n[r.StatusOf(p)]++
	}
	return b.w.Statuses(r, derived.Statuses(), n)
}

// status is a status as pages show it.
func (b *editionWriter) status(id string) *page.Word {
	return b.w.Word(b.Report, report.StatusTerms, id)
}

// terms are the words that the report adds to the lists of the program.
func (l *pageWriter) terms() []page.TermEntry {
	var out []page.TermEntry
	for _, t := range l.Report.Terms {
		e := page.TermEntry{Word: *l.w.Word(l.Report, t.List, t.ID), List: string(t.List), Note: l.prose(t.Note, t.ID+"-note")}
		e.Record = l.record(report.Ref{Kind: report.KindTerm, ID: t.ID}, nil, nil)
		out = append(out, e)
	}
	return out
}
