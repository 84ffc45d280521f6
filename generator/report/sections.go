package report

import "slices"

// Is reports whether the section is of a kind; without a kind it is text.
func (s *Section) Is(kind SectionKind) bool {
	return s.Kind == kind || s.Kind == "" && kind == TextSection
}

// Places are where sections are in the report, in the order in which it prints them.
func Places() []Place {
	return []Place{PlaceSummary, PlaceIntroduction, PlaceBeforeAnswers, PlaceAnswers, PlaceConclusions, PlaceRecommendations, PlaceAnnex}
}

// SectionsIn are the sections of a place that are in no other, in the order in which the
// report prints them: as in the file, with recommendations after the rest.
func (r *Report) SectionsIn(place Place) []*Section {
	var texts, recommendations []*Section
	for _, s := range r.Sections {
		switch {
		case s.Place != place || s.Within != "":
		case s.Is(RecommendationSection):
			recommendations = append(recommendations, s)
		default:
			texts = append(texts, s)
		}
	}
	return append(texts, recommendations...)
}

// SectionsWithin are the sections directly in another, in the order of the file.
func (r *Report) SectionsWithin(id string) []*Section {
	var in []*Section
	for _, s := range r.Sections {
		if s.Within == id && id != "" {
			in = append(in, s)
		}
	}
	return in
}

// PrintedSections are the sections in the order in which the report prints them, each
// before those that are in it.
func (r *Report) PrintedSections() []*Section {
	var all []*Section
	var add func(list []*Section)
	add = func(list []*Section) {
		for _, s := range list {
			if !slices.Contains(all, s) { // a section may be within itself, which Load reports
				all = append(all, s)
				add(r.SectionsWithin(s.ID))
			}
		}
	}
	for _, place := range Places() {
		add(r.SectionsIn(place))
	}
	return all
}

// SectionDepth is in how many others a section is: 0 for one in none.
func (r *Report) SectionDepth(s *Section) int {
	depth := 0
	for up := r.Section(s.Within); up != nil && depth < len(r.Sections); up = r.Section(up.Within) {
		depth++
	}
	return depth
}

// HasRegister reports whether there is anything of which a table may be made. Deposits may
// all be older than the resolution, which the table says.
func (r *Report) HasRegister(k RegisterKind) bool {
	switch k {
	case RequestRegister:
		return len(r.Paragraphs) > 0
	case PartyRegister:
		return len(r.Participation) > 0
	case DepositRegister:
		return len(r.Participation) > 0 && r.adoptedBy(r.Edition.AsAt)
	case ActivityRegister:
		return len(r.Activities) > 0
	case PublicationRegister:
		return len(r.Publications) > 0
	case MoneyRegister:
		return len(r.Money) > 0
	}
	return false
}

// Answer is what a section answers: a request, or a paragraph that asks nothing.
type Answer struct {
	Paragraph *Paragraph
	Request   *Request // of the paragraph; nil where that asks nothing
}

// Answers are what a section answers, in its order. What an earlier section answers, and
// what is not there, is left out.
func (r *Report) Answers(s *Section) []Answer {
	var all []Answer
	seen := make(map[Ref]bool)
	for _, ref := range s.Answers {
		if seen[ref] || r.AnsweredIn(ref) != s {
			continue
		}
		seen[ref] = true
		if q := r.Request(ref.ID); ref.Kind == KindRequest && q != nil {
			all = append(all, Answer{q.Paragraph, q})
		} else if p := r.Paragraph(ref.ID); ref.Kind == KindParagraph && p != nil {
			all = append(all, Answer{Paragraph: p})
		}
	}
	return all
}

// AnsweredIn is the section that answers a request, or a paragraph that asks nothing; nil
// where the chapter by paragraph does. Where several do, it is the one that is printed
// first.
func (r *Report) AnsweredIn(ref Ref) *Section {
	if r.index == nil { // made by hand
		return nil
	}
	return r.index.answered[ref]
}

// findAnswers enters which section answers what.
func (r *Report) findAnswers() {
	r.index.answered = make(map[Ref]*Section)
	for _, s := range r.PrintedSections() {
		if !s.Is(TextSection) {
			continue
		}
		for _, ref := range s.Answers {
			if r.index.answered[ref] == nil {
				r.index.answered[ref] = s
			}
		}
	}
}

// Unassigned are the requests of a paragraph that no section answers, in the order of its
// text; they are in the chapter by paragraph. Whole says that no section answers any, so
// that the paragraph is there as a whole.
func (r *Report) Unassigned(p *Paragraph) (requests []*Request, whole bool) {
	whole = r.AnsweredIn(Ref{KindParagraph, p.ID}) == nil
	for _, q := range p.InOrder() {
		if r.AnsweredIn(Ref{KindRequest, q.ID}) != nil {
			whole = false
			continue
		}
		requests = append(requests, q)
	}
	return requests, whole
}
