package check

import (
	"slices"
	"strconv"
	"strings"

	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

func paragraphNumber(p *Pass) {
	type numbering struct {
		last   int
		lastID string
		seen   map[string]bool
	}
	all := make(map[*report.ResolutionPart]*numbering) // by the innermost part that numbers again; nil for the resolution
	for _, par := range p.Report.Paragraphs {
		ref := report.Ref{Kind: report.KindParagraph, ID: par.ID}
		part, where := p.numbering(par)
		in := all[part]
		if in == nil {
			in = &numbering{seen: make(map[string]bool)}
			all[part] = in
		}
		digits, _, _ := strings.Cut(par.Number, " ")
		n, err := strconv.Atoi(digits)
		switch {
		case err != nil:
			p.Found(ref, "number", say.F("%q is not the number of a paragraph", par.Number), say.F(`write a number such as "4" or "4 bis"`))
			continue
		case in.seen[par.Number]:
			p.Found(ref, "number", say.F("there is another paragraph %s%s", par.Number, where), say.F("numbers are unique; check which of the two is wrong, or in which part of the resolution one of them is"))
		case n < in.last:
			p.Found(ref, "number", say.F("paragraph %s comes after paragraph %d (%s)", par.Number, in.last, in.lastID),
				say.F("paragraphs are in the order of their ids; check which number is wrong"))
		}
		in.seen[par.Number] = true
		if n > in.last {
			in.last, in.lastID = n, par.ID
		}
	}
}

// numbering is the innermost part of the resolution in which a paragraph has its
// number, and the words for it; nil and none for the resolution itself.
func (p *Pass) numbering(par *report.Paragraph) (part *report.ResolutionPart, where say.Text) {
	parts := p.Report.Numbering(par.Part)
	if len(parts) == 0 {
		return nil, say.Text{}
	}
	part = parts[len(parts)-1]
	return part, say.F(" in %s", p.Name(report.Ref{Kind: report.KindPart, ID: part.ID}))
}

// subparagraphs calls visit for every sub-paragraph with its typed id.
func (p *Pass) subparagraphs(visit func(report.Ref, *report.Subparagraph)) {
	for _, par := range p.Report.Paragraphs {
		for _, s := range par.Subparagraphs {
			visit(report.Ref{Kind: report.KindSubparagraph, ID: s.ID}, s)
		}
	}
}

func subparagraphNumber(p *Pass) {
	type place struct {
		paragraph      *report.Paragraph
		within, number string
	}
	first := make(map[place]string)
	p.subparagraphs(func(ref report.Ref, s *report.Subparagraph) {
		if bare := strings.Trim(s.Number, "().; \u00a0"); bare != s.Number {
			p.Found(ref, "number", say.F("%q has marks that the pages print", s.Number), say.F("write ‹number = %q›", bare))
			return
		}
		at := place{s.Paragraph, s.Within, s.Number}
		if other := first[at]; other != "" {
			where := say.F("in paragraph %s", s.Paragraph.Number)
			if up := s.Paragraph.Subparagraph(s.Within); up != nil {
				where = say.F("%s %s", where, up.Label())
			}
			p.Found(ref, "number", say.F("there is another (%s) %s, %s", s.Number, where, other), say.F("check which of the two is wrong, or in which sub-paragraph one of them is: ‹within›"))
			return
		}
		first[at] = s.ID
	})
}

func numberFollows(p *Pass) {
	if p.Report.Schema < 3 {
		return
	}
	p.paragraphsFollow()
	p.partsFollow()
	for _, par := range p.Report.Paragraphs {
		p.subparagraphsFollow(par, nil)
		for _, s := range par.Subparagraphs {
			p.subparagraphsFollow(par, s)
		}
	}
}

// paragraphsFollow looks for numbers that no paragraph has, and reports all that one numbering
// lacks at the first paragraph after them.
func (p *Pass) paragraphsFollow() {
	type lack struct {
		at      *report.Paragraph
		where   say.Text
		numbers []any
	}
	var lacks []*lack
	of := make(map[*report.ResolutionPart]*lack)
	last := make(map[*report.ResolutionPart]string)
	end := "" // of the numbering before
	var current *report.ResolutionPart
	for _, par := range p.Report.Paragraphs {
		part, where := p.numbering(par)
		if p.further(part) || len(report.FollowingNumbers(par.Number)) == 0 {
			continue
		}
		if part != current {
			end, current = last[current], part
		}
		before, begun := last[part]
		next := []string{"1"}
		if begun {
			next = append(report.FollowingNumbers(before), before)
		} else if part != nil {
			next = append(next, report.FollowingNumbers(end)...)
		}
		last[part] = par.Number
		if slices.Contains(next, par.Number) {
			continue
		}
		if of[part] == nil {
			of[part] = &lack{at: par, where: where}
			lacks = append(lacks, of[part])
		}
		of[part].numbers = append(of[part].numbers, between(before, par.Number)...)
	}
	for _, l := range lacks {
		if len(l.numbers) > 0 { // where numbers decrease, it is the matter of paragraph-number
			p.Found(report.Ref{Kind: report.KindParagraph, ID: l.at.ID}, "number",
				say.F("the numbers of the paragraphs%s leave out %s", l.where, say.List{Items: l.numbers, Last: "and"}),
				say.F("enter what is missing, or correct the number; where it is left out on purpose, say so with a waiver in ‹data/waivers.toml›"))
		}
	}
}

// between are the whole numbers of paragraphs that are left out between two as printed, the
// first of which is empty where nothing is before: "5", or 5 to 9. After 4 and before 4 ter
// it is 4 bis.
func between(before, after string) []any {
	number := func(s string) (n int, bare bool) {
		digits, _, more := strings.Cut(s, " ")
		n, _ = strconv.Atoi(digits)
		return n, !more
	}
	from, _ := number(before)
	to, bare := number(after)
	if from == to {
		following := report.FollowingNumbers(before)
		return []any{following[len(following)-1]}
	}
	from++
	if bare {
		to--
	}
	switch {
	case from > to:
		return nil
	case from == to:
		return []any{strconv.Itoa(from)}
	case from+1 == to:
		return []any{strconv.Itoa(from), strconv.Itoa(to)}
	}
	return []any{say.F("%d to %d", from, to)}
}

// further reports whether a part is a further resolution, or in one.
func (p *Pass) further(part *report.ResolutionPart) bool {
	return part != nil && slices.ContainsFunc(p.Report.Parts(part.ID), func(in *report.ResolutionPart) bool { return in.Kind == report.FurtherResolution })
}

// partsFollow compares the numbers of parts of one kind that are in the same one. The first may
// be any: part B of a resolution is a mandate of its own.
func (p *Pass) partsFollow() {
	type place struct {
		within string
		kind   report.PartKind
	}
	before := make(map[place]*report.ResolutionPart)
	for _, part := range p.Report.Resolution.Parts {
		if part.Number == "" || p.further(part) {
			continue
		}
		at := place{part.Within, part.Kind}
		was := before[at]
		before[at] = part
		if was == nil {
			continue
		}
		next := report.FollowingNumbers(was.Number)
		if len(next) > 0 && !slices.Contains(next, part.Number) {
			ref := report.Ref{Kind: report.KindPart, ID: part.ID}
			p.Found(ref, "number", say.F("%s has the number %s, after %s", p.Name(ref), part.Number, was.Number),
				say.F("%s is expected: enter what is missing, or correct the number; where the text has it so, say so with a waiver in ‹data/waivers.toml›", next[0]))
		}
	}
}

// subparagraphsFollow compares the numbers of the sub-paragraphs that are directly in one, or
// in the paragraph itself where up is nil.
func (p *Pass) subparagraphsFollow(par *report.Paragraph, up *report.Subparagraph) {
	id, where := "", say.F("in paragraph %s", par.Number)
	if up != nil {
		id, where = up.ID, say.F("%s %s", where, up.Label())
	}
	first := []string{"a", "i", "1", "A", "I"}
	roman := false
	before, next, expected := "", first, ""
	seen := make(map[string]bool)
	for _, s := range par.Under(id) {
		ref := report.Ref{Kind: report.KindSubparagraph, ID: s.ID}
		following := report.FollowingNumbers(s.Number)
		if len(following) == 0 { // the numbers of other scripts, and what subparagraph-number reports
			return
		}
		follows := slices.Contains(next, s.Number)
		switch {
		case follows || seen[s.Number]:
		case before == "":
			p.Found(ref, "number", say.F("the first sub-paragraph %s is (%s)", where, s.Number),
				say.F("the first is (a), (i) or (1): enter those before it, or correct the number or ‹within›; where the text has it so, say so with a waiver in ‹data/waivers.toml›"))
		default:
			p.Found(ref, "number", say.F("(%s) comes after (%s) %s", s.Number, before, where),
				say.F("(%s) is expected: enter what is missing, or correct the number or ‹within›; where the text has it so, say so with a waiver in ‹data/waivers.toml›", expected))
		}
		if before == "" {
			roman = s.Number == "i" || s.Number == "I"
		}
		expected = following[0]
		if !roman && len(following) > 2 { // j after i, not the Roman numeral ii
			expected = following[1]
		}
		if !follows && before != "" { // this number may be the wrong one, and the next be right
			for _, n := range next {
				following = append(following, report.FollowingNumbers(n)...)
			}
		}
		before, next = s.Number, following
		seen[s.Number] = true
	}
}
