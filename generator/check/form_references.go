package check

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"rapporteur/generator/report"
)

func referenceFormRules() []Rule {
	return slices.Concat(
		inEach("paragraph-there", Form,
			"A paragraph that the report refers to, as in “paragraph 6”, is an operative paragraph of the resolution. A paragraph of another document is named with that document.",
			"A paragraph that the report refers to, as in “paragraphe 6”, is an operative paragraph of the resolution. A paragraph of another document is named with that document.",
			paragraphThere),
		inEach("no-page-references", Form,
			"References lead to paragraphs and not to pages, which differ from language to language.",
			"References lead to paragraphs and not to pages, which differ from language to language.",
			noPageReferences),
		inEach("subdivisions", Form,
			"What is divided inside a paragraph is counted (a), (b), (c), and below that (i), (ii), (iii).",
			"What is divided inside a paragraph is counted a), b), c), and below that i), ii), iii).",
			subdivisions),
		[]Rule{{
			Name: "symbols", Family: Form, Warns: true,
			Doc: "Symbols of documents are well formed, in fields and in texts: A/RES/62/172, A/63/89/Add.1, A/63/89/Corr.1, E/2007/28/Rev.1, S/RES/1373 (2001)." + houseStyle,
			Run: symbols,
		}},
	)
}

func paragraphThere(p *Pass, lang report.Lang) {
	numbers := make(map[string]bool)
	last := ""
	for _, par := range p.Report.Paragraphs {
		numbers[strings.ToLower(par.Number)] = true
		last = par.Number
	}
	own := resolutionNumber(p.Report.Meta.Mandate.Resolution)
	heads := oneOf("paragraph paragraphs para paras")
	if lang == "fr" {
		heads = oneOf("paragraphe paragraphes par")
	}
	joins := oneOf("and or to et ou à au")
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
				if joins[next.text] {
					continue
				}
				for part := range strings.SplitSeq(next.text, "-") {
					if _, ok := plainNumber(part); !ok {
						j = len(ps.words)
						break
					}
					if !numbers[part] && !numbers[part+" "+at(ps.words, j+1).text] {
						p.in(ps, next.off, len(next.text), fmt.Sprintf("refers to paragraph %s, which the resolution does not have", part),
							fmt.Sprintf("its last paragraph is %s; name the document where a paragraph of another one is meant", last))
					}
				}
			}
		}
	}
}

// elsewhere reports whether the paragraph that word i speaks of is one of
// another document, which the same sentence names.
func (ps *passage) elsewhere(i int, own string, lang report.Lang) bool {
	documents := oneOf("resolution résolution decision décision report rapport note letter lettre document article convention protocol protocole declaration déclaration annex annexe plan strategy stratégie charter charte statement budget")
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
			// A number that is not ours; without a number ours is meant.
			if strings.ContainsAny(next, "0123456789") && next != own {
				return true
			}
		case documents[w] && j > i && j-i <= 6:
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
			p.in(ps, w.off, next.end()-w.off, fmt.Sprintf("refers to “%s”", ps.text[w.off:next.end()]), "name the paragraph instead, or put the page into the reference: [source:id, p. 12]")
		}
	}
}

func subdivisions(p *Pass, lang report.Lang) {
	letter := regexp.MustCompile(`(?:^|[\s\x{a0}])(\(?)([a-h]|i{1,3}|iv|vi{0,3})\)`)
	for _, ps := range p.passages(lang) {
		if !ps.chars.has(")") {
			continue
		}
		for _, m := range letter.FindAllStringSubmatchIndex(ps.text, -1) {
			mark := ps.text[m[4]:m[5]]
			open := m[2] < m[3]
			switch {
			case lang == "fr" && open:
				p.in(ps, m[2], m[1]-m[2], fmt.Sprintf("counts “(%s)” with two brackets", mark), fmt.Sprintf("write %s)", mark))
			case lang == "en" && !open && !inBrackets(ps.text[max(0, m[4]-200):m[4]]):
				p.in(ps, m[4], m[1]-m[4], fmt.Sprintf("counts “%s)” with one bracket", mark), fmt.Sprintf("write (%s)", mark))
			}
		}
	}
}

// inBrackets reports whether a bracket is open at the end of a text.
func inBrackets(before string) bool {
	return strings.LastIndexByte(before, '(') > strings.LastIndexByte(before, ')')
}

// symbolShape knows the symbols of documents of the United Nations.
type symbolShape struct {
	series *regexp.Regexp // what begins like a symbol, well formed or not
	whole  *regexp.Regexp // a symbol without what follows its number
	suffix *regexp.Regexp // what may follow: "/Add.1"
	loose  *regexp.Regexp // what somebody who meant a suffix wrote
	joined *regexp.Regexp // a series without the point before its number: "C3"
}

func newSymbolShape() symbolShape {
	return symbolShape{
		series: regexp.MustCompile(`(?i)^(?:A|S|E|ST|T)[/-](?:(?:RES|C\.?\d+|CN\.?\d+|PV|AC\.?\d+|CONF\.?\d+|SC|PRST|INF|DEC|SGB|BUR|L)[/.-]|S-\d+/|\d)`),
		whole: regexp.MustCompile(`^(?:A|S|E|ST|T)(?:/(?:RES|DEC|C\.\d+|CN\.\d+|AC\.\d+|CONF\.\d+|PRST|INF|SGB|BUR|SC\.\d+|S-\d+|ES-\d+))*` +
			`(?:/\d+)*(?:/(?:PV|SR|CRP|WP|L|INF|NGO|RES)\.\d+)*(?:/\d+)*(?: \(\d{4}\))?(?: [A-Z])?$`),
		suffix: regexp.MustCompile(`/(?:Add|Corr|Rev|Mod|Amend|Summary)\.\d+$`),
		loose:  regexp.MustCompile(`(?i)[ /.-](add|corr|rev)[ ./]*(\d+)$`),
		joined: regexp.MustCompile(`/(C|CN|AC|CONF)(\d)`),
	}
}

// mend says what is wrong with a symbol, and gives a better one where that is
// plain; "" says that nothing is.
func (sh symbolShape) mend(s string) (better string, wrong bool) {
	base := s
	for sh.suffix.MatchString(base) {
		base = base[:sh.suffix.FindStringIndex(base)[0]]
	}
	if sh.whole.MatchString(base) || strings.Contains(base, "-S/") || strings.Contains(base, "–S/") {
		return "", false
	}
	mended := s
	if m := sh.loose.FindStringSubmatchIndex(s); m != nil {
		word := strings.ToLower(s[m[2]:m[3]])
		mended = s[:m[0]] + "/" + strings.ToUpper(word[:1]) + word[1:] + "." + s[m[4]:m[5]]
	}
	head, tail := mended, ""
	if i := sh.suffix.FindStringIndex(mended); i != nil {
		head, tail = mended[:i[0]], mended[i[0]:]
	}
	head = strings.ReplaceAll(strings.ToUpper(head), "-", "/")
	head = sh.joined.ReplaceAllString(head, "/$1.$2")
	head = strings.Join(strings.Fields(head), " ")
	mended = head + tail
	if mended == s || !sh.whole.MatchString(head) {
		return "", true
	}
	return mended, true
}

func symbols(p *Pass) {
	sh := newSymbolShape()
	r := p.Report
	field := func(ref report.Ref, field, s string) {
		if !sh.series.MatchString(s) {
			return
		}
		if better, wrong := sh.mend(s); wrong {
			p.Found(ref, field, fmt.Sprintf("%s has the symbol %q, which is not well formed", p.Name(ref), s), symbolHint(better))
		}
	}
	field(report.Ref{Kind: report.KindReport, ID: string(report.KindReport)}, "mandate.resolution", r.Meta.Mandate.Resolution)
	field(report.Ref{Kind: report.KindReport, ID: string(report.KindReport)}, "corresponds_to", r.Meta.CorrespondsTo)
	field(report.Ref{Kind: report.KindResolution, ID: string(report.KindResolution)}, "draft", r.Resolution.Draft)
	field(report.Ref{Kind: report.KindResolution, ID: string(report.KindResolution)}, "adopted", r.Resolution.Adopted)
	for _, v := range r.Publications {
		field(report.Ref{Kind: report.KindPublication, ID: v.ID}, "symbol", v.Symbol)
	}
	for _, v := range r.Sources {
		field(report.Ref{Kind: report.KindSource, ID: v.ID}, "symbol", v.Symbol)
	}
	for _, l := range []report.Lang{"en", "fr"} {
		for _, ps := range p.passages(l) {
			if !ps.chars.has(digits) {
				continue
			}
			for i, w := range ps.words {
				if len(w.text) < 4 || !w.opaque() || !sh.series.MatchString(w.text) {
					continue
				}
				// Behind a space what was meant as a part of the symbol is lost.
				s, end := w.text, w.end()
				if next := at(ps.words, i+1); ps.between(w, next) == " " && sh.loose.MatchString(" "+next.text) {
					s, end = s+" "+next.text, next.end()
				}
				if better, wrong := sh.mend(s); wrong {
					p.in(ps, w.off, end-w.off, "writes the symbol "+strconv.Quote(s)+", which is not well formed", symbolHint(better))
				}
			}
		}
	}
}

func symbolHint(better string) string {
	if better != "" {
		return "write " + better
	}
	return "symbols are written like A/RES/62/172, A/63/89/Add.1 or S/RES/1373 (2001)"
}
