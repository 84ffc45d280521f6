package check

import (
	"fmt"

	"rapporteur/generator/report"
)

func coverageRules() []Rule {
	return []Rule{
		{
			Name: "answered",
			Doc: "Every request has a status, and every request that asks for something has an answer in every published language. " +
				"Where there is nothing to say, the answer says so: a reason may stand in place of progress.",
			Run: answered,
		},
		{
			Name: "no-action-requested",
			Doc:  "The status no-action-requested belongs to what commends, recognizes or thanks, always and to nothing else.",
			Run:  noActionRequested,
		},
		{
			Name: "not-due",
			Doc:  "A request that is not due says when it is: a day or a session.",
			Run:  notDue,
		},
		{
			Name: "evidence",
			Doc: "A request that is implemented or under implementation names evidence. What is marked as context is background and never evidence, " +
				"and what is only planned is none yet.",
			Run: evidence,
		},
	}
}

func answered(p *Pass) {
	p.requests(func(ref report.Ref, q *report.Request) {
		if q.Status == "" {
			p.Error(ref, "status", "request has no status", `add it; where nothing is known write status = "no-information"`)
		}
		if !q.Verb.Asks() {
			return
		}
		for _, l := range p.Report.Meta.Languages {
			if q.Progress.In(l) == "" && q.Reason.In(l) == "" {
				p.Error(ref, "progress", fmt.Sprintf("request has no answer in %s", l), fmt.Sprintf("add progress.%s, or reason.%s where nothing can be said", l, l))
			}
		}
	})
}

func noActionRequested(p *Pass) {
	p.requests(func(ref report.Ref, q *report.Request) {
		switch none := q.Status == report.NoActionRequested; {
		case none && q.Verb.Asks():
			p.Error(ref, "status", fmt.Sprintf("what %s asks for something, so its status cannot be no-action-requested", q.Verb), "")
		case !none && !q.Verb.Asks() && q.Status != "":
			p.Error(ref, "status", fmt.Sprintf("what %s asks for nothing, so its status is no-action-requested", q.Verb), "")
		}
	})
}

func notDue(p *Pass) {
	p.requests(func(ref report.Ref, q *report.Request) {
		if q.Status == report.NotDue && q.Due.Date.IsZero() && q.Due.Session.IsZero() {
			p.Error(ref, "status", "request is not due, but does not say when it is", "add due.date = 2009-05-01, or due.session.fr and its translations")
		}
		if q.Status == report.NotDue && !q.Due.Date.IsZero() && q.Due.Date.Before(p.Report.Edition.AsAt) {
			p.Error(ref, "due.date", fmt.Sprintf("request fell due on %s, before the date of the edition, %s", q.Due.Date, p.Report.Edition.AsAt),
				"give it the status that it has now")
		}
	})
}

func evidence(p *Pass) {
	r := p.Report
	p.requests(func(ref report.Ref, q *report.Request) {
		if len(q.Evidence) == 0 && (q.Status == report.Implemented || q.Status == report.UnderImplementation) {
			p.Error(ref, "status", fmt.Sprintf("the status is %s, but no evidence is named", q.Status), `add evidence = ["activity:…"], or claim less`)
		}
		for i, e := range q.Evidence {
			context, planned := false, false
			switch v := r.Record(e).(type) {
			case *report.Activity:
				context, planned = v.Context, v.Planned
			case *report.Publication:
				context = v.Context
			case *report.Money:
				context = v.Context
			}
			field := fmt.Sprintf("evidence[%d]", i)
			if context {
				p.Error(ref, field, fmt.Sprintf("%s is context and never evidence", e), "take it out of evidence")
			}
			if planned {
				p.Error(ref, field, fmt.Sprintf("%s is planned, so it shows nothing yet", e), "take it out of evidence; it may stand in next")
			}
		}
	})
}
