package check

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur/generator/operative"
	"rapporteur/generator/problem"
	"rapporteur/generator/prose"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

func coverageRules() []Rule {
	return []Rule{
		{
			Name:   "paragraph-requests",
			Family: Coverage,
			Doc: "Every operative paragraph has a request for each thing that it requests, so that every paragraph has a status. " +
				"A paragraph that asks nothing of anybody may do without: then it has a verb of its own, such as reaffirms or decides. " +
				"A report fulfils its mandate when every paragraph is answered.",
			Run: paragraphRequests,
		},
		{
			Name:   "verb-printed",
			Family: Coverage,
			Warns:  true,
			Doc: "The operative verb of a request, or of a paragraph without requests, is in the text of the paragraph in the original language, in a form that the United Nations uses for it. " +
				"Where the text has another form, verb_printed gives it.",
			Run: verbPrinted,
		},
		{
			Name:   "reason-given",
			Family: Coverage,
			Doc:    "A request that is not implemented or is overtaken by events gives the reason, at least in the original language.",
			Run:    reasonGiven,
		},
		{
			Name:   "evidence-against",
			Family: Coverage,
			Doc: "A request with the status no-information has no evidence from after the adoption of the resolution. What happened before may be listed as the starting point. " +
				"Nor does its answer count the parties to an instrument, with [parties:…], [deposits:…] or [depositors:…], that States joined since: a deposit is evidence that a State became a party.",
			Run: evidenceAgainst,
		},
		{
			Name:   "evidence-time",
			Family: Time,
			Doc: "What happened before the resolution was adopted carries no status but no-information, under which it may stand as the starting point. " +
				"So of the evidence for a request that is implemented, under implementation, not implemented or overtaken by events, at least one piece reaches the day of adoption: " +
				"an activity by its last day, an indicator by its latest period, a publication by its date, an amount by the decision or the end of the period in which it was paid, " +
				"an instrument by its latest deposit. What is later than the edition is not counted, and what has no date shows nothing. " +
				"A month or a year that contains the day of adoption is enough. The rule finds nothing if the day of adoption is not reported.",
			Run: evidenceTime,
		},
		{
			Name:   "next-open",
			Family: Coverage,
			Doc:    "Only an open request has a next step: not one that is implemented, overtaken by events or requires no action.",
			Run:    nextOpen,
		},
		{
			Name:   "reported-by",
			Family: Coverage,
			Doc: "The entity that reported on a request is one of its addressees, or is named with them, or is part of one of them or contains one. " +
				"If the answer was compiled from other accounts, reported_by is left out.",
			Run: reportedBy,
		},
		{
			Name:   "answered",
			Family: Coverage,
			Drafts: true,
			Doc: "Every request has a status, and every request for action has an answer in the original language. " +
				"In the other languages of the report an answer that is missing is a warning while the edition is a draft, and an error when it is issued. " +
				"If there is nothing to report, the answer says so; it may give a reason instead of progress.",
			Run: answered,
		},
		{
			Name:   "no-action-requested",
			Family: Coverage,
			Doc:    "The status no-action-requested is used for paragraphs that commend, recognize or thank, and only for those.",
			Run:    noActionRequested,
		},
		{
			Name:   "not-due",
			Family: Coverage,
			Doc:    "A request that is not due says when it is due: a day or a session.",
			Run:    notDue,
		},
		{
			Name:   "evidence",
			Family: Coverage,
			Doc: "A request that is implemented or under implementation names evidence. Records marked as context are background and never evidence, " +
				"and planned activities are not yet evidence.",
			Run: evidence,
		},
	}
}

func answered(p *Pass) {
	p.requests(func(ref report.Ref, q *report.Request) {
		if q.Status == "" {
			p.Found(ref, "status", say.F("%s has no status", p.Name(ref)), say.F(`add it; if nothing is known, write ‹status = "no-information"›`))
		}
		if !q.Verb.Asks() {
			return
		}
		for _, l := range p.Report.Meta.Languages {
			if hasNoAnswer(q, l) {
				severity := problem.Error
				if original := p.Report.Meta.Original; l != original {
					if len(q.Progress.Langs()) == 0 && len(q.Reason.Langs()) == 0 {
						continue // there is nothing to translate yet
					}
					severity = p.untranslated()
				}
				p.FoundAs(severity, ref, "progress", say.F("%s has no answer in %s", p.Name(ref), languageName(l)), say.F("add ‹progress.%s›, or ‹reason.%s› if there is nothing to report", l, l))
				p.problems[len(p.problems)-1].Lang = string(l)
			}
		}
	})
}

// hasNoAnswer reports whether a request that asks for something has no answer in a language.
func hasNoAnswer(q *report.Request, l report.Lang) bool {
	return q.Verb.Asks() && q.Progress.In(l) == "" && q.Reason.In(l) == ""
}

func noActionRequested(p *Pass) {
	p.requests(func(ref report.Ref, q *report.Request) {
		switch none := p.Report.Like(q.Status) == report.NoActionRequested; {
		case none && q.Verb.Asks():
			p.Found(ref, "status", say.F("%s begins with %s, which requests action, so its status cannot be ‹no-action-requested›", p.Name(ref), q.Verb), say.F(`give its status; if nothing is known, write ‹status = "no-information"›`))
		case !none && !q.Verb.Asks() && q.Status != "":
			p.Found(ref, "status", say.F("%s begins with %s, which requests no action, so its status must be ‹no-action-requested›", p.Name(ref), q.Verb), say.F(`‹status = "no-action-requested"›`))
		}
	})
}

func notDue(p *Pass) {
	p.requests(func(ref report.Ref, q *report.Request) {
		if p.Report.Like(q.Status) == report.NotDue && q.Due.Date.IsZero() && q.Due.Session.IsZero() {
			p.Found(ref, "status", say.F("%s is not due, but does not say when it will be", p.Name(ref)), say.F("add ‹due.date = 2009-05-01›, or ‹due.session.%s› and its translations", p.Report.Meta.Original))
		}
		if p.Report.Like(q.Status) == report.NotDue && !q.Due.Date.IsZero() && q.Due.Date.Before(p.Report.Edition.AsAt) {
			p.Found(ref, "due.date", say.F("%s was due on %s, before the date of the edition, %s", p.Name(ref), q.Due.Date, p.Report.Edition.AsAt),
				say.F("give its current status"))
		}
	})
}

func evidence(p *Pass) {
	r := p.Report
	p.requests(func(ref report.Ref, q *report.Request) {
		if len(q.Evidence) == 0 && (p.Report.Like(q.Status) == report.Implemented || p.Report.Like(q.Status) == report.UnderImplementation) {
			p.Found(ref, "status", say.F("%s is %s, but has no evidence", p.Name(ref), q.Status), say.F(`add ‹evidence = ["activity:…"]›; if nothing is known, write ‹status = "no-information"›`))
		}
		for i, e := range q.Evidence {
			record := r.Record(e)
			a, _ := record.(*report.Activity)
			field := fmt.Sprintf("evidence[%d]", i)
			if isContext(record) {
				p.Found(ref, field, say.F("%s is marked as context, so it cannot be evidence", p.Name(e)), say.F("remove it from ‹evidence›; if it is more than background, remove ‹context = true› from its record"))
			}
			if a != nil && a.Planned {
				p.Found(ref, field, say.F("%s is planned, so it is not evidence yet", p.Name(e)), say.F("remove it from ‹evidence›; it may be mentioned in ‹next›"))
			}
		}
	})
}

func evidenceTime(p *Pass) {
	r := p.Report
	adopted := r.Adopted()
	if adopted.IsZero() {
		return
	}
	p.requests(func(ref report.Ref, q *report.Request) {
		if !p.Report.Like(q.Status).Claims() || len(q.Evidence) == 0 {
			return
		}
		var pieces []any
		undated := false
		for _, e := range q.Evidence {
			d, later := r.ShownUntil(e)
			switch {
			case d.IsZero() && later:
				pieces = append(pieces, say.F("%s, after the date of the edition, %s", p.Name(e), r.Edition.AsAt))
			case d.IsZero():
				pieces, undated = append(pieces, say.F("%s, no known date", p.Name(e))), true
			case !r.BeforeAdoption(e):
				return
			default:
				pieces = append(pieces, say.F("%s, %s", p.Name(e), d))
			}
		}
		hint := say.F(`write ‹status = "no-information"› and keep the evidence as the starting point, or add evidence from after the adoption`)
		if undated {
			hint = say.F("%s; if what has no date happened after it, add the date", hint)
		}
		p.Found(ref, "status", say.F("%s is %s, but none of its evidence shows anything since the resolution was adopted on %s: %s", p.Name(ref), q.Status, adopted, say.List{Items: pieces, Between: "; "}), hint)
	})
}

func paragraphRequests(p *Pass) {
	for _, par := range p.Report.Paragraphs {
		ref := report.Ref{Kind: report.KindParagraph, ID: par.ID}
		request := say.F("add one for each thing that it requests‹:\n[[request]]\nid = %q\nverb = \"requests\"›", par.ID+"-a")
		switch {
		case len(par.Requests) == 0 && par.Verb == "":
			p.Found(ref, "", say.F("%s has no request, so it cannot be answered", p.Name(ref)), say.F("%s\nor, where it asks nothing of anybody, give it a verb of its own: ‹verb = \"reaffirms\"›", request))
		case len(par.Requests) == 0 && par.Verb.Asks():
			p.Found(ref, "verb", say.F("%s has no request, but %s asks for action", p.Name(ref), par.Verb), request)
		case len(par.Requests) > 0 && par.Verb != "":
			p.Found(ref, "verb", say.F("%s has a verb of its own beside those of its requests", p.Name(ref)), say.F("remove it; each request has a verb"))
		}
	}
}

func reasonGiven(p *Pass) {
	p.requests(func(ref report.Ref, q *report.Request) {
		l := p.Report.Meta.Original
		if (p.Report.Like(q.Status) == report.NotImplemented || p.Report.Like(q.Status) == report.OvertakenByEvents) && q.Reason.In(l) == "" {
			p.Found(ref, "status", say.F("%s is %s, but gives no reason", p.Name(ref), q.Status), say.F("add ‹reason.%s›, and its translations", l))
		}
	})
}

func evidenceAgainst(p *Pass) {
	r := p.Report
	p.requests(func(ref report.Ref, q *report.Request) {
		if p.Report.Like(q.Status) != report.NoInformation {
			return
		}
		for _, e := range q.Evidence {
			if r.AfterAdoption(e) {
				d, _ := r.ShownUntil(e)
				p.Found(ref, "status", say.F("%s has the status ‹no-information›, but names %s as evidence, which is from %s, after the adoption of the resolution on %s", p.Name(ref), p.Name(e), d, r.Adopted()),
					say.F("give the status that the evidence shows; if it shows nothing about this request, remove it from ‹evidence›"))
				return
			}
		}
		if id, n := p.joinedSince(q); n > 0 {
			p.Found(ref, "status", say.F("%s has the status ‹no-information›, but its answer counts the parties to %s, for which %s made after the adoption of the resolution on %s", p.Name(ref), p.Name(report.Ref{Kind: report.KindInstrument, ID: id}), deposits(n), r.Adopted()),
				say.F("give the status that the deposits show, with ‹evidence = [%q]›", "instrument:"+id))
		}
	})
}

// joinedSince returns the first instrument whose parties the answer to a request
// counts and that States joined after the adoption of the resolution, and the number
// of their deposits.
func (p *Pass) joinedSince(q *report.Request) (instrument string, n int) {
	for _, l := range q.Progress.Langs() {
		for _, ref := range p.Parse(q.Progress.In(l)).Refs() {
			c, ok := report.TallyOf(ref)
			if !ok || c.Adoption {
				continue
			}
			for _, list := range p.Report.Participation {
				if c.Instrument != "" && c.Instrument != list.Instrument {
					continue
				}
				if n := len(p.Report.DepositsSinceAdoption(list.Instrument, p.Report.Edition.AsAt)); n > 0 {
					return list.Instrument, n
				}
			}
		}
	}
	return "", 0
}

func deposits(n int) say.Text {
	if n == 1 {
		return say.F("a deposit was")
	}
	return say.F("%d deposits were", n)
}

func nextOpen(p *Pass) {
	p.requests(func(ref report.Ref, q *report.Request) {
		if q.Next.IsZero() {
			return
		}
		if p.Report.Like(q.Status) == report.Implemented || p.Report.Like(q.Status) == report.OvertakenByEvents || p.Report.Like(q.Status) == report.NoActionRequested {
			p.Found(ref, "next", say.F("%s is %s, but has a next step", p.Name(ref), q.Status), say.F("check which of the two is wrong"))
		}
	})
}

func reportedBy(p *Pass) {
	r := p.Report
	// above returns an entity and those that it is part of.
	above := func(id string) []string {
		var ids []string
		for e := r.Entity(id); e != nil; e = r.Entity(e.Parent) {
			ids = append(ids, e.ID)
		}
		return ids
	}
	p.requests(func(ref report.Ref, q *report.Request) {
		if q.ReportedBy == "" {
			return
		}
		for _, to := range slices.Concat(q.Addressees, q.With) {
			if to.Kind == report.KindEntity && (slices.Contains(above(to.ID), q.ReportedBy) || slices.Contains(above(q.ReportedBy), to.ID)) {
				return
			}
		}
		p.Found(ref, "reported_by", say.F("%s is not addressed to %s or a related entity", p.Name(ref), p.Name(report.Ref{Kind: report.KindEntity, ID: q.ReportedBy})),
			say.F("remove ‹reported_by› if the answer was compiled from public sources"))
	})
}

func verbPrinted(p *Pass) {
	original := p.Report.Resolution.Original
	for _, par := range p.Report.Paragraphs {
		plain := func(s string) string { return p.Parse(s).PlainText(func(prose.Ref) string { return "" }) }
		text := plain(par.Text.In(original))
		if text == "" || placeholder(text) {
			continue // what is not entered says nothing yet
		}
		texts := []report.Text{par.Text}
		for _, s := range par.Subparagraphs {
			texts = append(texts, s.Text, s.Closing)
		}
		texts = append(texts, par.Closing)
		clauses := operative.Texts(original, plain, texts...)
		for _, t := range texts[1:] {
			text += "\n" + plain(t.In(original))
		}
		look := func(ref report.Ref, verb report.Verb, printed report.Text) {
			form := printed.In(original)
			switch {
			case verb == "" || verb == report.NoVerb:
			case form != "":
				if !strings.Contains(strings.ToLower(text), strings.ToLower(form)) {
					p.Found(ref, "verb_printed."+string(original), say.F("“%s” is not in the text of %s", form, p.Name(report.Ref{Kind: report.KindParagraph, ID: par.ID})), say.F("copy the verb from the text, with what qualifies it"))
				}
			case !slices.ContainsFunc(clauses, func(c operative.Clause) bool { return slices.Contains(c.Verbs, verb) }):
				hint := say.F("give the verb of the text")
				if len(clauses) > 0 {
					hint = say.F("the text says “%s”, which is %s", clauses[0].Words, either(clauses[0].Verbs))
				}
				p.Found(ref, "verb", say.F("the text of %s does not say %s", p.Name(report.Ref{Kind: report.KindParagraph, ID: par.ID}), verb),
					say.F("%s; where it has a form that the list does not know, add ‹verb_printed.%s› with the words of the text", hint, original))
			}
		}
		ref := report.Ref{Kind: report.KindParagraph, ID: par.ID}
		look(ref, par.Verb, par.VerbPrinted)
		for _, q := range par.Requests {
			look(report.Ref{Kind: report.KindRequest, ID: q.ID}, q.Verb, q.VerbPrinted)
		}
	}
}

// either lists verbs: "notes or takes-note".
func either(verbs []report.Verb) say.Text {
	return say.F("%s", say.List{Items: say.Words(verbs, "").Items, Between: " or "})
}
