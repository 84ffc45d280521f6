package check

import (
	"fmt"
	"slices"

	"rapporteur/generator/report"
)

func coverageRules() []Rule {
	return []Rule{
		{
			Name:   "paragraph-requests",
			Family: Coverage,
			Doc: "Every operative paragraph is divided into what it asks, commends or recognizes: at least one request, so that none is left without a status. " +
				"The mandate is answered when every paragraph is.",
			Run: paragraphRequests,
		},
		{
			Name:   "reason-given",
			Family: Coverage,
			Doc:    "A request that is not implemented, or that events have overtaken, says why in the original language.",
			Run:    reasonGiven,
		},
		{
			Name:   "evidence-against",
			Family: Coverage,
			Doc:    "A request of which nothing is known has no evidence, and what has evidence is not without information.",
			Run:    evidenceAgainst,
		},
		{
			Name:   "next-open",
			Family: Coverage,
			Doc:    "A next step belongs to a request that is open: not to one that is implemented, overtaken by events, or asks for nothing.",
			Run:    nextOpen,
		},
		{
			Name:   "reported-by",
			Family: Coverage,
			Doc: "Who reported on a request is one of those whom it addresses or names beside them, or belongs to one of them or has one of them in it. " +
				"Where somebody else's account was read, we compiled the answer, and reported_by is left out.",
			Run: reportedBy,
		},
		{
			Name:   "answered",
			Family: Coverage,
			Doc: "Every request has a status, and every request that asks for something has an answer in every published language. " +
				"Where there is nothing to say, the answer says so: a reason may stand in place of progress.",
			Run: answered,
		},
		{
			Name:   "no-action-requested",
			Family: Coverage,
			Doc:    "The status no-action-requested belongs to what commends, recognizes or thanks, always and to nothing else.",
			Run:    noActionRequested,
		},
		{
			Name:   "not-due",
			Family: Coverage,
			Doc:    "A request that is not due says when it is: a day or a session.",
			Run:    notDue,
		},
		{
			Name:   "evidence",
			Family: Coverage,
			Doc: "A request that is implemented or under implementation names evidence. What is marked as context is background and never evidence, " +
				"and what is only planned is none yet.",
			Run: evidence,
		},
	}
}

func answered(p *Pass) {
	p.requests(func(ref report.Ref, q *report.Request) {
		if q.Status == "" {
			p.Found(ref, "status", p.Name(ref)+" has no status", `add it; where nothing is known write status = "no-information"`)
		}
		if !q.Verb.Asks() {
			return
		}
		for _, l := range p.Report.Meta.Languages {
			if q.Progress.In(l) == "" && q.Reason.In(l) == "" {
				p.Found(ref, "progress", fmt.Sprintf("%s has no answer in %s", p.Name(ref), tongue(l)), fmt.Sprintf("add progress.%s, or reason.%s where nothing can be said", l, l))
			}
		}
	})
}

func noActionRequested(p *Pass) {
	p.requests(func(ref report.Ref, q *report.Request) {
		switch none := q.Status == report.NoActionRequested; {
		case none && q.Verb.Asks():
			p.Found(ref, "status", fmt.Sprintf("%s begins with %s, which asks for something, so its status cannot be no-action-requested", p.Name(ref), q.Verb), `write what is known of it; where nothing is, status = "no-information"`)
		case !none && !q.Verb.Asks() && q.Status != "":
			p.Found(ref, "status", fmt.Sprintf("%s begins with %s, which asks for nothing, so its status is no-action-requested", p.Name(ref), q.Verb), `status = "no-action-requested"`)
		}
	})
}

func notDue(p *Pass) {
	p.requests(func(ref report.Ref, q *report.Request) {
		if q.Status == report.NotDue && q.Due.Date.IsZero() && q.Due.Session.IsZero() {
			p.Found(ref, "status", p.Name(ref)+" is not due, but does not say when it is", "add due.date = 2009-05-01, or due.session.fr and its translations")
		}
		if q.Status == report.NotDue && !q.Due.Date.IsZero() && q.Due.Date.Before(p.Report.Edition.AsAt) {
			p.Found(ref, "due.date", fmt.Sprintf("%s fell due on %s, before the date of the edition, %s", p.Name(ref), q.Due.Date, p.Report.Edition.AsAt),
				"give it the status that it has now")
		}
	})
}

func evidence(p *Pass) {
	r := p.Report
	p.requests(func(ref report.Ref, q *report.Request) {
		if len(q.Evidence) == 0 && (q.Status == report.Implemented || q.Status == report.UnderImplementation) {
			p.Found(ref, "status", fmt.Sprintf("%s is %s, but no evidence is named", p.Name(ref), q.Status), `add evidence = ["activity:…"]; where nothing is known, status = "no-information"`)
		}
		for i, e := range q.Evidence {
			record := r.Record(e)
			a, _ := record.(*report.Activity)
			field := fmt.Sprintf("evidence[%d]", i)
			if isContext(record) {
				p.Found(ref, field, fmt.Sprintf("%s is context and never evidence", p.Name(e)), "take it out of evidence; where it is more than background, take context = true out of its record")
			}
			if a != nil && a.Planned {
				p.Found(ref, field, fmt.Sprintf("%s is planned, so it shows nothing yet", p.Name(e)), "take it out of evidence; it may stand in next")
			}
		}
	})
}

func paragraphRequests(p *Pass) {
	for _, par := range p.Report.Paragraphs {
		if len(par.Requests) == 0 {
			ref := report.Ref{Kind: report.KindParagraph, ID: par.ID}
			p.Found(ref, "", p.Name(ref)+" has no request, so nothing answers it", fmt.Sprintf("add one for each thing that it asks:\n[[request]]\nid = %q\nverb = \"requests\"", par.ID+"-a"))
		}
	}
}

func reasonGiven(p *Pass) {
	p.requests(func(ref report.Ref, q *report.Request) {
		l := p.Report.Meta.Original
		if (q.Status == report.NotImplemented || q.Status == report.OvertakenByEvents) && q.Reason.In(l) == "" {
			p.Found(ref, "status", fmt.Sprintf("%s is %s, but no reason is given", p.Name(ref), q.Status), fmt.Sprintf("add reason.%s, and its translations", l))
		}
	})
}

func evidenceAgainst(p *Pass) {
	p.requests(func(ref report.Ref, q *report.Request) {
		if q.Status == report.NoInformation && len(q.Evidence) > 0 {
			p.Found(ref, "status", fmt.Sprintf("%s is without information, but names %s as evidence", p.Name(ref), p.Name(q.Evidence[0])), "give it the status that the evidence shows, or take the evidence out")
		}
	})
}

func nextOpen(p *Pass) {
	p.requests(func(ref report.Ref, q *report.Request) {
		if q.Next.IsZero() {
			return
		}
		if q.Status == report.Implemented || q.Status == report.OvertakenByEvents || q.Status == report.NoActionRequested {
			p.Found(ref, "next", fmt.Sprintf("%s is %s, but has a next step", p.Name(ref), q.Status), "look which of the two is wrong")
		}
	})
}

func reportedBy(p *Pass) {
	r := p.Report
	// above are an entity and those that it belongs to.
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
		p.Found(ref, "reported_by", fmt.Sprintf("%s addresses nobody of whom %s is part", p.Name(ref), p.Name(report.Ref{Kind: report.KindEntity, ID: q.ReportedBy})),
			"take reported_by out where the answer was compiled from public sources")
	})
}
