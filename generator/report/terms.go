package report

import (
	"reflect"
	"slices"

	"rapporteur/generator/say"
)

// TermList is a list of the program that a report may extend.
type TermList string

const (
	StatusTerms    TermList = "status"    // of requests
	ConditionTerms TermList = "condition" // of requests
	ActivityTerms  TermList = "activity"  // kinds of activities
	RegionTerms    TermList = "region"    // of States
)

func (TermList) values() []string {
	return list(StatusTerms, ConditionTerms, ActivityTerms, RegionTerms)
}

// termLists are the lists by the type that holds their words.
var termLists = map[reflect.Type]TermList{
	reflect.TypeFor[Status]():       StatusTerms,
	reflect.TypeFor[Condition]():    ConditionTerms,
	reflect.TypeFor[ActivityKind](): ActivityTerms,
	reflect.TypeFor[Region]():       RegionTerms,
}

// Extends is the list that terms of a report extend with values of a type; empty where
// the values are fixed.
func Extends(t reflect.Type) TermList { return termLists[t] }

// Words are the words that the program has in a list.
func (l TermList) Words() []string {
	for t, of := range termLists {
		if of == l {
			return Values(t)
		}
	}
	return nil
}

// termUse is a word that is not in a list of the program, so that it must be a term.
type termUse struct {
	record Ref
	place  span
	list   TermList
	field  string
	word   string
}

// Term is the term with that id in a list, nil where the report has none.
func (r *Report) Term(list TermList, id string) *Term {
	if t := lookup[Term](r, KindTerm, id); t != nil && t.List == list {
		return t
	}
	return nil
}

// TermsOf are the terms of a list, in the order of their file.
func (r *Report) TermsOf(list TermList) []*Term {
	var some []*Term
	for _, t := range r.Terms {
		if t.List == list {
			some = append(some, t)
		}
	}
	return some
}

// Like is the status of the program with which a status is counted: itself, or for a
// term of the report the one that it is like.
func (r *Report) Like(s Status) Status {
	if t := r.Term(StatusTerms, string(s)); t != nil {
		return t.Like
	}
	return s
}

// terms looks up the words that are in no list of the program.
func (l *linker) terms() {
	known := func(list TermList) []string {
		words := list.Words()
		if l.report.Schema >= 3 {
			for _, t := range l.report.TermsOf(list) {
				words = append(words, t.ID)
			}
		}
		return words
	}
	for _, p := range l.files {
		for _, use := range p.terms {
			words := known(use.list)
			if slices.Contains(words, use.word) || l.mayHold(Ref{KindTerm, use.word}) {
				continue
			}
			l.found(p, "unknown-value", use.record, use.place, say.F("%s cannot be %q", use.field, use.word), didYouMean(use.word, words, oneOf(words)))
		}
	}
}
