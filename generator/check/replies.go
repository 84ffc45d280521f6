package check

import (
	"rapporteur/generator/say"

	"rapporteur/generator/report"
)

func replyRules() []Rule {
	return []Rule{{
		Name:   "reply",
		Family: Time,
		Doc:    "A reply is not later than the date of the edition, and is entered once: no two are of one State or organization, of one date and of the same symbol.",
		Run:    reply,
	}}
}

func reply(p *Pass) {
	type of struct {
		from   report.Ref
		date   report.Date
		symbol string
	}
	seen := make(map[of]string)
	for _, r := range p.Report.Replies {
		ref := report.Ref{Kind: report.KindReply, ID: r.ID}
		if r.Date.First().After(p.Report.Edition.AsAt) {
			p.Found(ref, "date", say.F("%s is of %s, later than the edition, which is as at %s", p.Name(ref), r.Date, p.Report.Edition.AsAt), say.F("check which of the two dates is wrong"))
		}
		key := of{r.From, r.Date, r.Symbol}
		if other, twice := seen[key]; twice && !r.Date.IsZero() {
			p.Found(ref, "from", say.F("%s and the reply %s are of one date and the same symbol", p.Name(ref), other), say.F("remove one of the two, or say what tells them apart"))
		}
		seen[key] = r.ID
	}
}
