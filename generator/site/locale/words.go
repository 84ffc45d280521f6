package locale

import (
	"rapporteur/generator/report"
	"rapporteur/generator/site/page"
)

// Word is a word of a list that a report may extend, in the language of the locale; nil
// for none.
func (w *Locale) Word(r *report.Report, list report.TermList, id string) *page.Word {
	if id == "" {
		return nil
	}
	out := new(page.Word)
	if list == report.StatusTerms {
		out.Like = string(r.Like(report.Status(id)))
	}
	if t := r.Term(list, id); t != nil {
		out.Name = Text(t.Name, w.Lang, r.Meta.Original)
	} else {
		out.Key = WordKey(list, id)
	}
	return out
}

// WordKey is the string of the interface for a word of the program.
func WordKey(list report.TermList, word string) string {
	switch list {
	case report.StatusTerms:
		return "status-" + word
	case report.ConditionTerms:
		return "condition-" + word
	case report.ActivityTerms:
		return "activity-" + word
	case report.RegionTerms:
		return "region-" + word
	}
	return ""
}

// Named is what a word is called.
func (w *Locale) Named(r *report.Report, list report.TermList, id string) string {
	if t := r.Term(list, id); t != nil {
		return Text(t.Name, w.Lang, r.Meta.Original).Text
	}
	return w.Say(WordKey(list, id))
}

// Statuses counts by status: a status that the report adds is counted with the one that
// it is like, and named below it.
func (w *Locale) Statuses(r *report.Report, all []report.Status, count map[report.Status]int) []page.StatusCount {
	var out []page.StatusCount
	for _, s := range all {
		c := page.StatusCount{Status: w.Word(r, report.StatusTerms, string(s)), N: count[s]}
		for _, t := range r.TermsOf(report.StatusTerms) {
			if n := count[report.Status(t.ID)]; t.Like == s && n > 0 {
				c.N += n
				c.Own = append(c.Own, page.StatusCount{Status: w.Word(r, report.StatusTerms, t.ID), N: n})
			}
		}
		if c.N > 0 {
			out = append(out, c)
		}
	}
	return out
}
