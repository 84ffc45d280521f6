package report

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"rapporteur/generator/prose"
)

// Under returns the sub-paragraphs directly in the one with an id, in the order of the
// text; of the paragraph itself for an empty id.
func (p *Paragraph) Under(id string) []*Subparagraph {
	var under []*Subparagraph
	for _, s := range p.Subparagraphs {
		if s.Within == id {
			under = append(under, s)
		}
	}
	return under
}

// Subparagraph is the sub-paragraph of p with that id, or nil.
func (p *Paragraph) Subparagraph(id string) *Subparagraph {
	for _, s := range p.Subparagraphs {
		if s.ID == id {
			return s
		}
	}
	return nil
}

// path is the sub-paragraphs in which s is, outermost first, and s itself.
func (s *Subparagraph) path() []*Subparagraph {
	var path []*Subparagraph
	for up := s; up != nil && len(path) <= len(s.Paragraph.Subparagraphs); up = s.Paragraph.Subparagraph(up.Within) {
		path = append(path, up)
	}
	slices.Reverse(path)
	return path
}

// Numbers are the numbers of the sub-paragraphs in which s is, outermost first, and its
// own: "b", "i".
func (s *Subparagraph) Numbers() []string {
	var numbers []string
	for _, up := range s.path() {
		numbers = append(numbers, up.Number)
	}
	return numbers
}

// Label is how English cites a sub-paragraph within its paragraph: "(b) (i)".
func (s *Subparagraph) Label() string { return "(" + strings.Join(s.Numbers(), ") (") + ")" }

// Requests are the requests that a sub-paragraph makes, and those in it, in the order
// of the file.
func (s *Subparagraph) Requests() []*Request {
	var all []*Request
	for _, q := range s.Paragraph.Requests {
		if from := s.Paragraph.Subparagraph(q.Subparagraph); from != nil && slices.Contains(from.path(), s) {
			all = append(all, q)
		}
	}
	return all
}

// InOrder are the requests of a paragraph in the order of its text: those of the paragraph
// itself, and then those of each sub-paragraph, before those in it. Requests of one place
// stay as they are in the file.
func (p *Paragraph) InOrder() []*Request {
	var order []*Request
	done := make(map[string]bool)
	var of func(id string)
	of = func(id string) {
		if done[id] {
			return
		}
		done[id] = true
		for _, q := range p.Requests {
			if q.Subparagraph == id || id == "" && p.Subparagraph(q.Subparagraph) == nil {
				order = append(order, q)
			}
		}
		for _, s := range p.Under(id) {
			of(s.ID)
		}
	}
	of("")
	for _, s := range p.Subparagraphs {
		of(s.ID) // its parent does not exist
	}
	return order
}

// StatusOfSub is like StatusOf, over the requests of the sub-paragraph.
func (r *Report) StatusOfSub(s *Subparagraph) Status { return r.statusOf(s.Requests()) }

// Part is the part of the resolution with that id, or nil.
func (r *Report) Part(id string) *ResolutionPart { return lookup[ResolutionPart](r, KindPart, id) }

// Parts are the parts of the resolution in which a part with an id is, outermost
// first, and that part itself. They are none for an empty id.
func (r *Report) Parts(id string) []*ResolutionPart {
	var parts []*ResolutionPart
	for part := r.Part(id); part != nil && len(parts) <= len(r.Resolution.Parts); part = r.Part(part.Within) {
		parts = append(parts, part)
	}
	slices.Reverse(parts)
	return parts
}

// Numbering are the parts of the resolution that the number of a paragraph in a part
// depends on: all in which it is, without headings.
func (r *Report) Numbering(part string) []*ResolutionPart {
	return slices.DeleteFunc(r.Parts(part), func(p *ResolutionPart) bool { return p.Kind == HeadingPart })
}

// sortParagraphs puts the operative paragraphs in the order of the resolution: by part,
// then by the number as printed.
func (r *Report) sortParagraphs() {
	parts, place := make(map[string]*ResolutionPart), make(map[string]int)
	for i, p := range r.Resolution.Parts {
		parts[p.ID], place[p.ID] = p, i
	}
	paths := make(map[string][]int) // the places of the parts around a paragraph, outermost first
	for _, par := range r.Paragraphs {
		if _, known := paths[par.Part]; known {
			continue
		}
		var path []int
		p := parts[par.Part]
		for n := 0; p != nil && n <= len(parts); n++ { // a part may be within itself, which Load reports
			if p.Kind != HeadingPart { // under which the numbers go on
				path = append(path, place[p.ID])
			}
			p = parts[p.Within]
		}
		slices.Reverse(path)
		paths[par.Part] = path
	}
	slices.SortStableFunc(r.Paragraphs, func(a, b *Paragraph) int {
		return cmp.Or(slices.Compare(paths[a.Part], paths[b.Part]), CompareNumbers(a.Number, b.Number))
	})
}

// latinNumbers are the words after a number that was put in between, in their order.
var latinNumbers = []string{"", "bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "novies", "decies"}

// CompareNumbers compares numbers of paragraphs as printed: 4, 4 bis, 5, 10. What
// is not a number comes first.
func CompareNumbers(a, b string) int {
	m, x := splitNumber(a)
	n, y := splitNumber(b)
	return cmp.Or(cmp.Compare(m, n), cmp.Compare(slices.Index(latinNumbers, x), slices.Index(latinNumbers, y)), cmp.Compare(x, y))
}

// FollowingNumbers are the numbers, as printed, that may come next after one: after 4 first 5,
// then 4 bis; after (i) first ii, then j and i bis. There are none where that is not known.
func FollowingNumbers(number string) []string {
	base, word, _ := strings.Cut(number, " ")
	following := prose.Following(base)
	at := slices.Index(latinNumbers, strings.ToLower(word))
	if len(following) == 0 || at < 0 {
		return nil
	}
	if at+1 < len(latinNumbers) {
		following = append(following, base+" "+latinNumbers[at+1])
	}
	return following
}

// splitNumber is the number at the head of one as printed, -1 where there is none, and
// what is after it in lower case.
func splitNumber(s string) (n int, rest string) {
	s = strings.ToLower(strings.TrimSpace(s))
	end := 0
	for end < len(s) && s[end] >= '0' && s[end] <= '9' {
		end++
	}
	n, err := strconv.Atoi(s[:end])
	if err != nil {
		return -1, s
	}
	return n, strings.TrimSpace(s[end:])
}
