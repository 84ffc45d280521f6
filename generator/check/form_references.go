package check

import (
	"slices"
	"strconv"
	"strings"

	"rapporteur/generator/internal/lazyregexp"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

func referenceFormRules() []Rule {
	return slices.Concat(
		inEach("paragraph-there", Form,
			"A paragraph referred to as “paragraph 6” is an operative paragraph of the resolution. A reference to a paragraph of another document names that document.",
			"A paragraph referred to as “paragraphe 6” is an operative paragraph of the resolution. A reference to a paragraph of another document names that document.",
			paragraphThere),
		inEach("no-page-references", Form,
			"References are to paragraphs and not to pages, which differ between languages.",
			"References are to paragraphs and not to pages, which differ between languages.",
			noPageReferences),
		inEach("subdivisions", Form,
			"Subdivisions of a paragraph are numbered (a), (b), (c), and below that (i), (ii), (iii).",
			"Subdivisions of a paragraph are numbered a), b), c), and below that i), ii), iii).",
			subdivisions),
		[]Rule{{
			Name: "symbols", Family: Form, Warns: true,
			Doc: "Document symbols are well formed, in fields and in texts: A/RES/70/1, A/63/89/Add.1, A/63/89/Corr.1, E/2007/28/Rev.1, S/RES/1373 (2001)." + houseStyle,
			Run: symbols,
		}},
	)
}

func paragraphThere(p *Pass, lang report.Lang) {
	numbers := make(map[string]bool)
	last, greatest := "", 0
	for _, par := range p.Report.Paragraphs {
		numbers[strings.ToLower(par.Number)] = true
		// Parts and annexes have numbers of their own, so the last one may be a paragraph 1.
		digits, _, _ := strings.Cut(par.Number, " ")
		if n, err := strconv.Atoi(digits); err != nil || n >= greatest {
			last, greatest = par.Number, n
		}
	}
	highest := say.F("its last paragraph is")
	if slices.ContainsFunc(p.Report.Paragraphs, func(par *report.Paragraph) bool { return len(p.Report.Numbering(par.Part)) > 0 }) {
		highest = say.F("the highest number in it is")
	}
	own := report.MandateNumber(p.Report.Meta.Mandate.Resolution)
	heads := oneOf("paragraph paragraphs para paras")
	if lang == "fr" {
		heads = oneOf("paragraphe paragraphes par")
	}
	for _, ps := range p.passages(lang) {
		if !ps.chars.has(digits) || !ps.body() {
			continue
		}
		for i, w := range ps.words {
			if !heads[strings.ToLower(w.text)] || ps.elsewhere(i, own, lang) {
				continue
			}
			for j := i + 1; j < len(ps.words); j++ {
				next := ps.words[j]
				if numberJoins[next.text] {
					continue
				}
				for part := range strings.SplitSeq(next.text, "-") {
					if _, ok := plainNumber(part); !ok {
						j = len(ps.words)
						break
					}
					if !numbers[part] && !numbers[part+" "+at(ps.words, j+1).text] {
						p.in(ps, next.off, len(next.text), say.F("refers to paragraph %s, which the resolution does not have", part),
							say.F("%s %s; for a paragraph of another document, name that document", highest, last))
					}
				}
			}
		}
	}
}

var documentWords = oneOf("resolution résolution decision décision report rapport note letter lettre document article convention protocol protocole declaration déclaration annex annexe plan strategy stratégie charter charte statement budget")

// elsewhere reports whether word i refers to a paragraph of another document,
// which the same sentence names.
func (ps *passage) elsewhere(i int, own string, lang report.Lang) bool {
	from, to := i, i
	for from > 0 && i-from < 10 && !ps.words[from].opens {
		from--
	}
	for to+1 < len(ps.words) && to-i < 14 && !ps.words[to+1].opens {
		to++
	}
	for j := from; j <= to; j++ {
		w := strings.ToLower(ps.words[j].text)
		next := at(ps.words, j+1).text
		switch {
		case w == "resolution" || w == "résolution":
			// Another number; without a number it is our resolution.
			if strings.ContainsAny(next, "0123456789") && next != own {
				return true
			}
		case documentWords[w] && j > i && j-i <= 6:
			return true
		case strings.Count(w, "/") >= 2 && ps.words[j].opaque() && !strings.HasSuffix(strings.ToLower(own), w) && !strings.HasSuffix(w, "/"+own):
			return true
		}
	}
	return false
}

func noPageReferences(p *Pass, lang report.Lang) {
	pages := oneOf("page pages p pp")
	for _, ps := range p.passages(lang) {
		if !ps.chars.has(digits) || !ps.prose || !ps.body() {
			continue
		}
		for i, w := range ps.words {
			if !pages[strings.ToLower(w.text)] || w.quoted {
				continue
			}
			next := at(ps.words, i+1)
			if next.text == "" || next.text[0] < '0' || next.text[0] > '9' || strings.Trim(ps.between(w, next), " .\u00a0") != "" {
				continue
			}
			p.in(ps, w.off, next.end()-w.off, say.F("refers to “%s”", ps.text[w.off:next.end()]), say.F("name the paragraph instead, or put the page in the reference: [source:id, p. 12]"))
		}
	}
}

var subdivision = lazyregexp.New(`(?:^|[\s\x{a0}])(\(?)([a-h]|i{1,3}|iv|vi{0,3})\)`)

func subdivisions(p *Pass, lang report.Lang) {
	for _, ps := range p.passages(lang) {
		if !ps.chars.has(")") {
			continue
		}
		for _, m := range subdivision.FindAllStringSubmatchIndex(ps.text, -1) {
			mark := ps.text[m[4]:m[5]]
			open := m[2] < m[3]
			switch {
			case lang == "fr" && open:
				p.in(ps, m[2], m[1]-m[2], say.F("numbers “(%s)” with two brackets", mark), say.F("write %s)", mark))
			case lang == "en" && !open && !inBrackets(ps.text[max(0, m[4]-200):m[4]]):
				p.in(ps, m[4], m[1]-m[4], say.F("numbers “%s)” with one bracket", mark), say.F("write (%s)", mark))
			}
		}
	}
}

// inBrackets reports whether a parenthesis is open at the end of a text.
func inBrackets(before string) bool {
	return strings.LastIndexByte(before, '(') > strings.LastIndexByte(before, ')')
}

// Patterns of the document symbols of the United Nations.
var (
	// symbolSeries matches the beginning of a symbol, well formed or not.
	symbolSeries = lazyregexp.New(`(?i)^(?:A|S|E|ST|T)[/-](?:(?:RES|C\.?\d+|CN\.?\d+|PV|AC\.?\d+|CONF\.?\d+|SC|PRST|INF|DEC|SGB|BUR|L)[/.-]|S-\d+/|\d)`)
	// symbolBase matches a well-formed symbol without suffixes.
	symbolBase = lazyregexp.New(`^(?:A|S|E|ST|T)(?:/(?:RES|DEC|C\.\d+|CN\.\d+|AC\.\d+|CONF\.\d+|PRST|INF|SGB|BUR|SC\.\d+|S-\d+|ES-\d+))*` +
		`(?:/\d+)*(?:/(?:PV|SR|CRP|WP|L|INF|NGO|RES)\.\d+)*(?:/\d+)*(?: (?:[A-Z](?:-[A-Z])? )?\((?:\d{4}|(?:E?S-)?[IVXLC]+)\))?(?: [A-Z](?:-[A-Z])?)?$`)
	// symbolSuffix matches a well-formed suffix: "/Add.1".
	symbolSuffix = lazyregexp.New(`/(?:Add|Corr|Rev|Mod|Amend|Summary)\.\d+$`)
	// symbolLoose matches a malformed suffix: " Add 1".
	symbolLoose = lazyregexp.New(`(?i)[ /.-](add|corr|rev)[ ./]*(\d+)$`)
	// symbolJoined matches a series without the full stop before its number: "C3".
	symbolJoined = lazyregexp.New(`/(C|CN|AC|CONF)(\d)`)
)

// correctSymbol reports whether a symbol is malformed, and returns a corrected
// one, or "" if the correction is not obvious.
func correctSymbol(s string) (better string, wrong bool) {
	base := s
	for symbolSuffix.MatchString(base) {
		base = base[:symbolSuffix.FindStringIndex(base)[0]]
	}
	if symbolBase.MatchString(base) || strings.Contains(base, "-S/") || strings.Contains(base, "–S/") {
		return "", false
	}
	better = s
	if m := symbolLoose.FindStringSubmatchIndex(s); m != nil {
		word := strings.ToLower(s[m[2]:m[3]])
		better = s[:m[0]] + "/" + strings.ToUpper(word[:1]) + word[1:] + "." + s[m[4]:m[5]]
	}
	head, tail := better, ""
	if i := symbolSuffix.FindStringIndex(better); i != nil {
		head, tail = better[:i[0]], better[i[0]:]
	}
	head = strings.ReplaceAll(strings.ToUpper(head), "-", "/")
	head = symbolJoined.ReplaceAllString(head, "/$1.$2")
	head = strings.Join(strings.Fields(strings.Replace(head, "(", " (", 1)), " ")
	better = head + tail
	if better == s || !symbolBase.MatchString(head) {
		return "", true
	}
	return better, true
}

func symbols(p *Pass) {
	p.codes(func(ref report.Ref, field, key, s string) {
		if key == "reference" || key == "link" || !symbolSeries.MatchString(s) {
			return
		}
		if better, wrong := correctSymbol(s); wrong {
			p.Found(ref, field, say.F("%s has the malformed symbol %q", p.Name(ref), s), symbolHint(better))
		}
	})
	for _, l := range []report.Lang{"en", "fr"} {
		for _, ps := range p.passages(l) {
			if !ps.chars.has(digits) {
				continue
			}
			for i, w := range ps.words {
				if len(w.text) < 4 || !w.opaque() || !symbolSeries.MatchString(w.text) {
					continue
				}
				// A suffix after a space was meant as part of the symbol.
				s, end := w.text, w.end()
				if next := at(ps.words, i+1); ps.between(w, next) == " " && symbolLoose.MatchString(" "+next.text) {
					s, end = s+" "+next.text, next.end()
				}
				if better, wrong := correctSymbol(s); wrong {
					p.in(ps, w.off, end-w.off, say.F("contains the malformed symbol %s", strconv.Quote(s)), symbolHint(better))
				}
			}
		}
	}
}

func symbolHint(better string) say.Text {
	if better != "" {
		return say.F("write %s", better)
	}
	return say.F("symbols are written like A/RES/70/1, A/63/89/Add.1 or S/RES/1373 (2001)")
}
