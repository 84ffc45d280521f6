package check

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/generator/internal/lazyregexp"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

func typeRules() []Rule {
	return slices.Concat(
		[]Rule{
			{
				Name: "no-break-spaces-fr", Family: Style, Warns: true,
				Doc: "In French there is a no-break space before : ; ? ! and inside « », and between the thousands of a number. With a plain space, a line could begin with the sign." + houseStyleFr,
				Run: noBreakSpaces,
			},
			{
				Name: "accents-fr", Family: Style, Warns: true,
				Doc: "Capitals have their accents in French: État, Égypte, Équipe spéciale." + houseStyleFr,
				Run: accentsOnCapitals,
			},
		},
		inEach("apostrophes", Style,
			"The apostrophe is ’ and not the typewriter apostrophe '.",
			"The apostrophe is ’ and not the typewriter apostrophe '.",
			apostrophes),
		inEach("quotation-marks", Style,
			"Quotation marks are “ ” in English.",
			"Quotation marks are « » in French, and “ ” inside them.",
			quotationMarks),
	)
}

func isNoBreak(r rune) bool { return r == '\u00a0' || r == '\u202f' }

func noBreakSpaces(p *Pass) {
	const hint = "write a no-break space (U+00A0) there"
	for _, ps := range p.passages("fr") {
		if ps.chars.has(":;?!") || strings.Contains(ps.text, "«") || strings.Contains(ps.text, "»") {
			p.spacesAroundSigns(ps, say.F(hint))
		}
		if !ps.chars.has(digits) {
			continue
		}
		for i, w := range ps.words {
			next := at(ps.words, i+1)
			_, ok := plainNumber(w.text)
			if _, also := plainNumber(next.text); ok && also && len(w.text) <= 3 && len(next.text) == 3 && ps.between(w, next) == " " {
				p.inEdit(ps, w.off, next.end()-w.off, say.F("separates the number “%s %s” by a plain space", w.text, next.text), say.F(hint), w.text+"\u00a0"+next.text, true)
			}
		}
	}
}

var entityBefore = lazyregexp.New(`&(?:[A-Za-z][A-Za-z0-9]*|#[0-9]+|#[xX][0-9A-Fa-f]+)$`)

func (p *Pass) spacesAroundSigns(ps *passage, hint say.Text) {
	for off, r := range ps.text {
		if r == '«' {
			if after := ps.after(off + len("«")); after != 0 && !isNoBreak(after) {
				size, add := len("«"), "«\u00a0"
				if after == ' ' {
					size++
				}
				p.inEdit(ps, off, size, say.F("has no no-break space after “«”"), hint, add, true)
			}
			continue
		}
		if !strings.ContainsRune(":;?!»", r) {
			continue
		}
		size := utf8.RuneLen(r)
		before, after := ps.before(off), ps.after(off+size)
		switch {
		case before == 0, isNoBreak(before), strings.ContainsRune("?!(", before), ps.inAddress(off):
		case r == ';' && entityBefore.MatchString(ps.text[:off]):
			// The end of an entity of HTML, which rule raw-html is about: a space would hide it.
		case r == ':' && after != 0 && !unicode.IsSpace(after):
			// The colon of an address, a time or a ratio.
		case before == ' ':
			p.inEdit(ps, off-1, 1, say.F("has a plain space before “%c”", r), hint, "\u00a0", true)
		default:
			p.inEdit(ps, off, size, say.F("has no no-break space before “%c”", r), hint, "\u00a0"+string(r), true)
		}
	}
}

func accentsOnCapitals(p *Pass) {
	right := map[string]string{
		"Etat": "État", "Etats": "États", "Egypte": "Égypte", "Ethiopie": "Éthiopie", "Erythrée": "Érythrée", "Equateur": "Équateur",
		"Emirats": "Émirats", "Equipe": "Équipe", "Equipes": "Équipes", "Economie": "Économie", "Ecole": "École", "Education": "Éducation",
		"Edition": "Édition", "Eglise": "Église", "Egalement": "Également", "Etant": "Étant", "Elaborer": "Élaborer", "Elaboration": "Élaboration",
		"Evaluation": "Évaluation", "Evaluer": "Évaluer", "Etude": "Étude", "Etudes": "Études", "Etablir": "Établir", "Etablissement": "Établissement",
		"Echange": "Échange", "Echanges": "Échanges", "Energie": "Énergie", "Ecarter": "Écarter", "Evénement": "Événement", "Iles": "Îles", "Ile": "Île",
	}
	for _, ps := range p.passages("fr") {
		if !ps.chars.has("EI") {
			continue
		}
		for _, w := range ps.words {
			if w.text[0] != 'E' && w.text[0] != 'I' || w.quoted {
				continue
			}
			if s := right[w.text]; s != "" {
				p.in(ps, w.off, len(w.text), say.F("writes “%s” without its accent", w.text), say.F("write %s", s))
			}
		}
	}
}

func apostrophes(p *Pass, lang report.Lang) {
	for _, ps := range p.passages(lang) {
		if !ps.chars.has("'") {
			continue
		}
		for off := strings.IndexByte(ps.text, '\''); off >= 0 && off < len(ps.text); off = nextByte(ps.text, off, '\'') {
			if unicode.IsLetter(ps.before(off)) || unicode.IsDigit(ps.before(off)) {
				p.inEdit(ps, off, 1, say.F("has a typewriter apostrophe"), say.F("write ’ (U+2019)"), "’", true)
			}
		}
	}
}

// nextByte returns the offset of the next c after off, or -1.
func nextByte(s string, off int, c byte) int {
	i := strings.IndexByte(s[off+1:], c)
	if i < 0 {
		return -1
	}
	return off + 1 + i
}

func quotationMarks(p *Pass, lang report.Lang) {
	for _, ps := range p.passages(lang) {
		if !ps.chars.has("\"") && !strings.ContainsAny(ps.text, "“”«»") {
			continue
		}
		hint := say.F("write “ and ”")
		if lang == "fr" {
			hint = say.F("write « and », with no-break spaces inside")
		}
		paired := pairs(ps)
		depth := 0
		for off, r := range ps.text {
			switch {
			case r == '\n':
				depth = 0
			case r == '«':
				depth++
			case r == '»':
				depth--
			}
			wrong := r == '"' || lang == "en" && (r == '«' || r == '»') || lang == "fr" && depth <= 0 && (r == '“' || r == '”')
			if !wrong {
				continue
			}
			right := paired[off]
			switch {
			case lang == "en" && right != 0:
				p.inEdit(ps, off, 1, say.F("has the quotation mark “%c”", r), hint, string(right), true)
			case lang == "fr" && right != 0 && depth > 0:
				p.inEdit(ps, off, 1, say.F("has the quotation mark “%c”", r), hint, string(right), true)
			case lang == "fr" && right == '“':
				p.inEdit(ps, off, 1, say.F("has the quotation mark “%c”", r), hint, "«\u00a0", true)
			case lang == "fr" && right == '”':
				p.inEdit(ps, off, 1, say.F("has the quotation mark “%c”", r), hint, "\u00a0»", true)
			default:
				p.in(ps, off, utf8.RuneLen(r), say.F("has the quotation mark “%c”", r), hint)
			}
		}
	}
}

// pairs are the straight quotation marks of a passage that make pairs, by offset, each with the
// mark that it stands for.
func pairs(ps *passage) map[int]rune {
	marks := make(map[int]rune)
	begin := 0
	for line := range strings.SplitAfterSeq(ps.text, "\n") {
		var at []int
		for i := strings.IndexByte(line, '"'); i >= 0; i = nextByte(line, i, '"') {
			at = append(at, begin+i)
		}
		begin += len(line)
		ok := len(at)%2 == 0
		for i, off := range at {
			before, after := ps.before(off), ps.after(off+1)
			outer, inner := before, after
			if i%2 == 1 {
				outer, inner = after, before
			}
			ok = ok && !unicode.IsLetter(outer) && !unicode.IsDigit(outer) && inner != 0 && !unicode.IsSpace(inner)
		}
		for i, off := range at {
			if ok {
				marks[off] = []rune("“”")[i%2]
			}
		}
	}
	return marks
}
