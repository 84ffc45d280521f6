package check

import (
	"rapporteur/generator/say"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/generator/report"
)

func wordRules() []Rule {
	return slices.Concat(
		[]Rule{{
			Name: "spelling-ize-en", Family: Style, Warns: true,
			Doc: "Words that may end in -ize or -ise are spelled with z: organize, recognize, authorization. " +
				"Other words keep their s: advise, exercise, supervise, analyse." + houseStyle,
			Run: spellingIze,
		}},
		inEach("acronym-stops", Style,
			"Acronyms have no full stops: UNEP.",
			"Acronyms have no full stops: PNUE.",
			acronymStops),
		inEach("acronym-spelled-out", Style,
			"An acronym is spelled out at its first use in reading order: the International Atomic Energy Agency (IAEA).",
			"An acronym is spelled out at its first use in reading order: l’Agence internationale de l’énergie atomique (AIEA).",
			acronymsSpelledOut),
		inEach("never-abbreviated", Style,
			"The United Nations, the General Assembly, the Security Council, the Economic and Social Council and the Secretary-General are never abbreviated.",
			"The names Organisation des Nations Unies, Assemblée générale, Conseil de sécurité, Conseil économique et social and Secrétaire général are never abbreviated.",
			neverAbbreviated),
	)
}

func spellingIze(p *Pass) {
	stems := oneOf(`actual apolog author agon amort antagon bapt brutal capital categor central character civil collectiv colon
		commercial compartmental computer conceptual constitutional context contextual critic crimin criminal crystall custom
		decentral decriminal demilitar demobil democrat demonet depolitic destabil desensit digit disorgan dramat econom
		emphas energ equal extern external factor familiar fertil final formal fratern general global harmon homogen hospital human
		hybrid ideal immun incentiv individual industrial initial institutional intern internal international ital item
		jeopard legal legitim liberal local magnet marginal material maxim mechan memor militar minim mobil modern modular monet
		monopol moral motor national natural neutral normal operational optim organ ostrac particular patron penal
		personal pluralis polar politic popular priorit privat professional proportional public radical random rational real
		reauthor recogn reorgan regional regular revital revolution ritual sanit scrutin sensit serial social special stabil standard
		steril subsid summar symbol sympath synchron synthes system systemat territorial terror theor tranquil traumat trivial unauthor
		underutil unorgan unrecogn urban util vandal verbal victim visual vital vocal weapon western`)
	endings := []string{"isations", "isation", "isational", "isable", "ising", "ised", "ises", "isers", "iser", "ise"}
	for _, ps := range p.passages("en") {
		if !strings.Contains(ps.text, "is") {
			continue
		}
		for i, w := range ps.words {
			if len(w.text) < 6 || w.quoted || w.opaque() {
				continue
			}
			lower := strings.ToLower(w.text)
			part := lower[strings.LastIndexByte(lower, '-')+1:]
			for _, e := range endings {
				if !strings.HasSuffix(part, e) || !stems[strings.TrimSuffix(part, e)] {
					continue
				}
				if named(w) && properName(ps, i) {
					break
				}
				at := len(w.text) - len(e) + 1
				p.in(ps, w.off, len(w.text), say.F("spells “%s” with s", w.text), say.F("write %sz%s", w.text[:at], w.text[at+1:]))
				break
			}
		}
	}
}

// properName reports whether word i is part of the name of an organization, which
// keeps its own spelling.
func properName(ps *passage, i int) bool {
	next := at(ps.words, i+1).text
	return next == "for" && at(ps.words, i+2).text == "Economic" || next == "internationale" || next == "de" || next == "du" || next == "des"
}

func acronymStops(p *Pass, lang report.Lang) {
	never := abbreviations(lang)
	for _, ps := range p.passages(lang) {
		if !ps.chars.has(".") {
			continue
		}
		for _, w := range ps.words {
			if len(w.text) < 3 || w.text[1] != '.' || w.quoted {
				continue
			}
			letters := strings.Split(w.text, ".")
			if slices.ContainsFunc(letters, func(l string) bool {
				r, n := utf8.DecodeRuneInString(l)
				return n != len(l) || !unicode.IsUpper(r)
			}) {
				continue
			}
			// Another rule covers names that are never abbreviated; some other names are
			// written with full stops.
			if joined := strings.Join(letters, ""); never[joined] != "" || joined == "DC" || joined == "PO" {
				continue
			}
			end := w.end()
			if strings.HasPrefix(ps.text[end:], ".") {
				end++
			}
			p.in(ps, w.off, end-w.off, say.F("writes “%s” with full stops", ps.text[w.off:end]), say.F("write %s", strings.Join(letters, "")))
		}
	}
}

// abbreviations returns the abbreviations of names that are never abbreviated.
func abbreviations(lang report.Lang) map[string]string {
	if lang == "fr" {
		return map[string]string{
			"ONU": "Organisation des Nations Unies", "NU": "Nations Unies",
			"AG": "Assemblée générale", "AGNU": "Assemblée générale",
			"CS": "Conseil de sécurité", "CSNU": "Conseil de sécurité",
			"ECOSOC": "Conseil économique et social", "SG": "Secrétaire général", "SGNU": "Secrétaire général",
		}
	}
	return map[string]string{
		"UN": "United Nations", "UNO": "United Nations",
		"GA": "General Assembly", "UNGA": "General Assembly",
		"SC": "Security Council", "UNSC": "Security Council",
		"ECOSOC": "Economic and Social Council", "SG": "Secretary-General", "UNSG": "Secretary-General",
	}
}

func neverAbbreviated(p *Pass, lang report.Lang) {
	full := abbreviations(lang)
	names := oneOf("Women Habitat News Chronicle Volunteers Femmes")
	for _, ps := range p.passages(lang) {
		for i, w := range ps.words {
			if len(w.text) < 2 || !unicode.IsUpper(rune(w.text[0])) || w.quoted {
				continue
			}
			short := w.text
			if head, tail, cut := strings.Cut(short, "-"); cut && tail != "" && unicode.IsLower([]rune(tail)[0]) {
				short = head
			}
			if strings.Contains(short, ".") {
				short = strings.ReplaceAll(short, ".", "")
			}
			name := full[short]
			if name == "" || names[at(ps.words, i+1).text] {
				continue
			}
			p.in(ps, w.off, len(w.text), say.F("abbreviates “%s”", name), say.F("write %s in full", name))
		}
	}
}

func acronymsSpelledOut(p *Pass, lang report.Lang) {
	names := make(map[string]string) // acronym → name of the entity
	for _, e := range p.Report.Entities {
		for part := range strings.SplitSeq(e.Acronym.In(lang), "/") {
			names[part] = e.Name.In(lang)
		}
	}
	// Acronyms that need no explanation.
	known := oneOf("AIDS HIV DNA VIH SIDA ADN ISO PDF CD ROM DVD")
	for short := range abbreviations(lang) {
		known[short] = true
	}
	for _, ps := range inReadingOrder(p.Report, p.passages(lang)) {
		if !ps.body() || ps.field == "short."+string(lang) {
			continue
		}
		for i, w := range ps.words {
			if len(w.text) < 2 || w.quoted || !unicode.IsUpper(rune(w.text[0])) || strings.Contains(w.text, "/") && strings.ContainsAny(w.text, digits) {
				continue
			}
			for part := range strings.FieldsFuncSeq(w.text, func(r rune) bool { return r == '/' || r == '-' }) {
				if !isAcronym(part) || known[part] || isCurrency(ps, i) || besideCurrency(ps, w) {
					continue
				}
				known[part] = true
				if ps.before(w.off) == '(' {
					continue
				}
				hint := say.F("write the name in full at its first use, followed by the acronym in parentheses")
				if name := names[part]; name != "" {
					hint = say.F("write %s (%s) at its first use", name, part)
				}
				p.in(ps, w.off+strings.Index(w.text, part), len(part), say.F("uses “%s” before it is spelled out", part), hint)
			}
		}
	}
}

// isAcronym reports whether a word is all capitals, but not a Roman number.
func isAcronym(s string) bool {
	roman, n := true, 0
	for _, r := range s {
		if !unicode.IsUpper(r) {
			return false
		}
		roman = roman && strings.ContainsRune("IVXLC", r)
		n++
	}
	return n > 1 && !roman
}

// besideCurrency reports whether a word touches the sign of a currency and says whose it
// is: US$, $US, R$.
func besideCurrency(ps *passage, w word) bool {
	return unicode.Is(unicode.Sc, ps.after(w.end())) || unicode.Is(unicode.Sc, ps.before(w.off))
}

// isCurrency reports whether word i is a currency code next to a number.
func isCurrency(ps *passage, i int) bool {
	digit := func(w word) bool { return w.text != "" && w.text[0] >= '0' && w.text[0] <= '9' }
	return len(ps.words[i].text) == 3 && (digit(at(ps.words, i-1)) || digit(at(ps.words, i+1)))
}

// inReadingOrder returns passages in the order of the report: its parts first, each answer
// after the section that gives it, then the registers.
func inReadingOrder(r *report.Report, list []*passage) []*passage {
	printed := make(map[string]int)     // by section
	answers := make(map[report.Ref]int) // in their section, from 1
	for i, s := range r.PrintedSections() {
		printed[s.ID] = i
		for j, a := range r.Answers(s) {
			if a.Request != nil {
				answers[report.Ref{Kind: report.KindRequest, ID: a.Request.ID}] = j + 1
			}
		}
	}
	section := func(s *report.Section, answer int) []int {
		rank := slices.Index(report.Places(), s.Place)
		if s.Place == report.PlaceRecommendations || s.Place == report.PlaceAnnex {
			rank = len(report.Places())
		}
		return []int{1, rank, printed[s.ID], answer}
	}
	rank := func(ps *passage) []int {
		switch ps.ref.Kind {
		case report.KindReport, report.KindEdition:
			return []int{0}
		case report.KindParagraph, report.KindSubparagraph, report.KindRequest:
			if s := r.AnsweredIn(ps.ref); s != nil {
				return section(s, answers[ps.ref])
			}
			return []int{1, slices.Index(report.Places(), report.PlaceAnswers), len(printed)}
		case report.KindSection:
			return section(r.Section(ps.ref.ID), 0)
		}
		return []int{2}
	}
	sorted := slices.Clone(list)
	slices.SortStableFunc(sorted, func(a, b *passage) int { return slices.Compare(rank(a), rank(b)) })
	return sorted
}
