package report

import "rapporteur/generator/prose"

const (
	// WordBudget is the number of words that a report of the Secretariat may
	// have in each language, headings and footnotes included.
	WordBudget = 8500
	// The short form may have 250 words for the summary and 25 for the result of each
	// operative paragraph, and always 500: what can be read in two minutes and a half.
	shortFormSummary, shortFormParagraph, shortFormLeast = 250, 25, 500
	// WordsAMinute is how fast a report is taken to be read.
	WordsAMinute = 200
)

// ShortFormBudget is the number of words that the short form may have in each
// language. It grows with the number of operative paragraphs, each of which has a
// sentence there.
func (r *Report) ShortFormBudget() int {
	return max(shortFormLeast, shortFormSummary+shortFormParagraph*len(r.Paragraphs))
}

// ReadingMinutes is how long words take to read, in whole minutes, rounded up.
func ReadingMinutes(words int) int { return (words + WordsAMinute - 1) / WordsAMinute }

// Words counts the words of the report in a language: body, headings and
// footnotes, each footnote once. A text that is missing counts as it is shown,
// in another language. parse reads a text; it may remember those it has read.
func (r *Report) Words(l Lang, parse func(string) prose.Doc) int {
	n := 0
	notes := make(map[prose.Ref]bool)
	add := func(t Text) {
		s, _ := t.Best(l, r.Meta.Original)
		doc := parse(s)
		n += doc.Words()
		for _, ref := range doc.Refs() {
			note := prose.Ref{Kind: ref.Kind, ID: ref.ID, Locator: ref.Locator}
			if ref.Kind != "source" || notes[note] {
				continue
			}
			notes[note] = true
			n += parse(ref.Locator).Words()
			if s := r.Source(ref.ID); s != nil {
				name := s.Symbol
				if name == "" {
					name, _ = s.Title.Best(l, s.Original)
				}
				n += parse(name).Words()
			}
		}
	}
	for _, s := range r.Sections {
		add(s.Heading)
		add(s.Text)
	}
	for _, f := range r.Footnotes {
		add(f.Text)
	}
	for _, p := range r.Paragraphs {
		if left, whole := r.Unassigned(p); whole || len(left) > 0 {
			add(p.Title)
			add(p.Text)
			for _, s := range p.Subparagraphs {
				add(s.Text)
				add(s.Closing)
			}
			add(p.Closing)
		}
		for _, q := range p.Requests {
			// In a chapter by subject the summary is printed only where there is no answer.
			if r.AnsweredIn(Ref{KindRequest, q.ID}) == nil || !q.hasAnswer() {
				add(q.Summary)
			}
			for _, t := range []Text{q.Progress, q.Reason, q.Next} {
				add(t)
			}
		}
	}
	return n
}

// ShortPart is a part of the short form.
type ShortPart struct {
	Ref   Ref    // a section or a request
	Field string // of the text: "text", "progress" or "reason"
	Words int
}

// ShortForm is what the front page says of the implementation, in a language
// and in its order: the summary, and for each operative paragraph the first
// sentence of its answer. Parts without words are left out.
func (r *Report) ShortForm(l Lang, parse func(string) prose.Doc) []ShortPart {
	var parts []ShortPart
	add := func(ref Ref, field string, t Text, count func(prose.Doc) int) {
		s, _ := t.Best(l, r.Meta.Original)
		if n := count(parse(s)); n > 0 {
			parts = append(parts, ShortPart{ref, field, n})
		}
	}
	for _, s := range r.Sections {
		if s.Place == PlaceSummary {
			add(Ref{KindSection, s.ID}, "text", s.Text, prose.Doc.Words)
		}
	}
	for _, p := range r.Paragraphs {
		if q, field := r.answered(p); q != nil {
			add(Ref{KindRequest, q.ID}, field, q.answer(), prose.Doc.SentenceWords)
		}
	}
	return parts
}

// ShortFormWords counts the words of the short form in a language.
func (r *Report) ShortFormWords(l Lang, parse func(string) prose.Doc) int {
	n := 0
	for _, part := range r.ShortForm(l, parse) {
		n += part.Words
	}
	return n
}

// Result is the answer that sums up a paragraph; empty where there is none.
func (r *Report) Result(p *Paragraph) Text {
	if q, _ := r.answered(p); q != nil {
		return q.answer()
	}
	return Text{}
}

// answered is the request whose answer sums up a paragraph, and the field
// that holds the answer: the first request that has the paragraph's status, or
// was implemented where the paragraph is under way, and without one the first
// that has an answer. It is nil where none has.
func (r *Report) answered(p *Paragraph) (first *Request, field string) {
	whole := r.StatusOf(p)
	for _, q := range p.Requests {
		if !q.Verb.Asks() || len(q.answer().Langs()) == 0 {
			continue
		}
		if q.Status == whole || r.Like(q.Status) == Implemented && r.Like(whole) == UnderImplementation {
			return q, q.answerField()
		}
		if first == nil {
			first, field = q, q.answerField()
		}
	}
	return first, field
}

// answer is what was done, and where nothing is said of that, why not.
func (q *Request) answer() Text {
	if q.answerField() == "reason" {
		return q.Reason
	}
	return q.Progress
}

// hasAnswer reports whether something is said in answer to a request.
func (q *Request) hasAnswer() bool {
	return len(q.Progress.Langs())+len(q.Reason.Langs())+len(q.Next.Langs()) > 0
}

func (q *Request) answerField() string {
	if len(q.Progress.Langs()) == 0 && len(q.Reason.Langs()) > 0 {
		return "reason"
	}
	return "progress"
}
