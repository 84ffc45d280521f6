package check

import (
	"rapporteur/generator/say"
	"strings"

	"rapporteur/generator/report"
)

func repeatRules() []Rule {
	return inEach("repeated-word", Style,
		"No word is there twice in a row: “the the”, “of of”. “That that” and “had had” may be right. No space stands before a full stop or a comma, and no two between words.",
		"No word is there twice in a row: « de de », « le le ». « nous nous » and « vous vous » may be right. No space stands before a full stop or a comma, and no two between words.",
		repeatedWord)
}

var twiceRight = map[report.Lang]map[string]bool{
	"en": oneOf("that had is her"),
	"fr": oneOf("nous vous elles faire"),
}

func repeatedWord(p *Pass, lang report.Lang) {
	for _, ps := range p.passages(lang) {
		for i := 1; i < len(ps.words); i++ {
			a, b := ps.words[i-1], ps.words[i]
			gap := ps.text[a.end():b.off]
			if !strings.EqualFold(a.text, b.text) || strings.Trim(gap, " ") != "" || gap == "" || strings.ContainsAny(a.text, digits+"\x02") || a.quoted || twiceRight[lang][strings.ToLower(a.text)] {
				continue
			}
			if a.text != strings.ToLower(a.text) && !a.opens {
				continue // a name: "Baden Baden"
			}
			p.in(ps, a.off, b.end()-a.off, say.F("has “%s” twice in a row", a.text), say.F("remove one of the two"))
		}
		for off := 1; off+1 < len(ps.text); off++ {
			if ps.text[off] != ' ' || ps.raw[off] != ' ' || ps.text[off-1] == ' ' || ps.text[off-1] == nothing || ps.text[off-1] == '\n' {
				continue
			}
			next := ps.text[off+1]
			if (next == '.' || next == ',') && (off+2 == len(ps.text) || strings.IndexByte(" \n\x01", ps.text[off+2]) >= 0) {
				p.inEdit(ps, off, 2, say.F("has a space before “%c”", next), say.F("remove the space"), string(next), false)
			}
			if next == ' ' && ps.raw[off+1] == ' ' && off+2 < len(ps.text) && ps.raw[off+2] != '\n' {
				n := len(ps.raw[off:]) - len(strings.TrimLeft(ps.raw[off:], " "))
				if off+n < len(ps.raw) && ps.raw[off+n] != '\n' {
					p.inEdit(ps, off, n, say.F("has more than one space between two words"), say.F("write one"), " ", false)
				}
			}
		}
	}
}
