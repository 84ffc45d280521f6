package check

import (
	"rapporteur/generator/say"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/generator/report"
)

func resolutionRules() []Rule {
	return slices.Concat(
		inEach("operative-form", Form,
			"An operative paragraph begins with a verb in the present tense (“Requests”, “Also invites”) and ends with a semicolon, the last one with a full stop, one with sub-paragraphs before them with a colon.",
			"An operative paragraph begins with a verb in the present tense (“Prie”, “Invite”) and ends with a semicolon, the last one with a full stop, one with sub-paragraphs before them with a colon.",
			operativeForm),
		inEach("preambular-form", Form,
			"A preambular paragraph begins with a participle or an adjective (“Recalling”, “Deeply concerned”, “Aware”) and ends with a comma.",
			"A preambular paragraph begins with a participle or an adjective (“Rappelant”, “Consciente”) and ends with a comma.",
			preambularForm),
	)
}

func operativeForm(p *Pass, lang report.Lang) {
	for i, par := range p.Report.Paragraphs {
		part, _ := p.numbering(par)
		if p.inAnnex(par.Part) {
			continue
		}
		end := ";"
		if next := i + 1; next == len(p.Report.Paragraphs) {
			end = ".;"
		} else if after, _ := p.numbering(p.Report.Paragraphs[next]); after != part {
			end = ".;" // the last one of a part
		}
		if len(par.Subparagraphs) > 0 {
			end = ":,;" // before its sub-paragraphs
		}
		example := map[report.Lang]string{"en": "Requests, Invites, Welcomes", "fr": "Prie, Invite, Se félicite"}[lang]
		p.form(report.Ref{Kind: report.KindParagraph, ID: par.ID}, par.Text, lang, end, inPresent, say.F("a verb in the present tense"), example)
	}
}

func preambularForm(p *Pass, lang report.Lang) {
	for _, par := range p.Report.Resolution.Preamble {
		if p.inAnnex(par.Part) {
			continue
		}
		example := map[report.Lang]string{"en": "Recalling, Noting, Deeply concerned", "fr": "Rappelant, Notant, Consciente"}[lang]
		p.form(report.Ref{Kind: report.KindPreambular, ID: par.ID}, par.Text, lang, ",", isParticiple, say.F("a participle"), example)
	}
}

// inAnnex reports whether a part of the resolution is an annex or in one, whose paragraphs
// have the form of a declaration or a plan.
func (p *Pass) inAnnex(part string) bool {
	return slices.ContainsFunc(p.Report.Parts(part), func(p *report.ResolutionPart) bool { return p.Kind == report.AnnexPart })
}

// form checks the first words and the last character of a paragraph.
func (p *Pass) form(ref report.Ref, t report.Text, lang report.Lang, ends string, opens func([]word, report.Lang) bool, called say.Text, example string) {
	raw := t.In(lang)
	if raw == "" {
		return
	}
	text := unmarked(raw, p.Parse(raw))
	field := "text." + string(lang)
	words := wordsOf(text)
	if len(words) == 0 {
		return
	}
	if first := words[0]; !opens(words, lang) {
		p.FoundIn(ref, field, first.off, len(first.text), say.F("%s begins with “%s”, which is not %s", p.Name(ref), first.text, called), say.F("begin with %s: %s", called, example))
	}
	trimmed := strings.TrimRightFunc(text, func(r rune) bool { return r == nothing || unicode.IsSpace(r) })
	last, n := utf8.DecodeLastRuneInString(trimmed)
	continues := ends[0] == ':' && unicode.IsLetter(last) // into its sub-paragraphs, as in "Affirms further the necessity"
	if !strings.ContainsRune(ends, last) && !continues {
		want := ends[:1]
		p.FoundIn(ref, field, len(trimmed)-n, n, say.F("%s ends with “%c” and not with “%s”", p.Name(ref), last, want), say.F("end it with “%s”", want))
	}
}

// inPresent reports whether a paragraph begins with a verb in the present tense,
// possibly after adverbs.
func inPresent(ws []word, lang report.Lang) bool {
	i := 0
	if lang == "en" {
		for adverbs := oneOf("also further again once strongly urgently strenuously reiterates"); adverbs[strings.ToLower(at(ws, i).text)] || strings.HasSuffix(at(ws, i).text, "ly"); i++ {
			if strings.HasSuffix(at(ws, i).text, "s") {
				return true
			}
		}
		verb := at(ws, i).text
		return strings.HasSuffix(verb, "s") && !strings.HasSuffix(verb, "ss") && !oneOf("this its his is was has")[strings.ToLower(verb)]
	}
	if strings.EqualFold(at(ws, 0).text, "se") || at(ws, 0).text == "S" {
		i++
	}
	verb := strings.ToLower(at(ws, i).text)
	irregular := oneOf("prend rend sait reconnaît fait convient maintient souscrit attend accueille tient entend admet met permet soutient retient requiert enjoint veut réjouit applaudit appartient")
	if irregular[verb] {
		return true
	}
	return strings.HasSuffix(verb, "e") && !oneOf("le de que une cette ce elle la notre leur")[verb]
}

// isParticiple reports whether a paragraph begins with a participle or with an
// adjective used like one, possibly after adverbs.
func isParticiple(ws []word, lang report.Lang) bool {
	if lang == "en" {
		adjectives := oneOf("aware mindful conscious cognizant desirous determined resolute anxious appreciative")
		for i := range 4 {
			w := strings.ToLower(at(ws, i).text)
			if strings.HasSuffix(w, "ing") || strings.HasSuffix(w, "ed") && len(w) > 4 || adjectives[w] {
				return true
			}
			if !strings.HasSuffix(w, "ly") && w != "also" && w != "further" && w != "again" {
				return false
			}
		}
		return false
	}
	for i := range 4 {
		w := strings.ToLower(at(ws, i).text)
		for _, end := range []string{"ant", "ée", "ue", "euse", "ente", "ise", "ie"} {
			if strings.HasSuffix(w, end) && w != "que" {
				return true
			}
		}
		if !strings.HasSuffix(w, "ment") && w != "se" && w != "s" && w != "en" && w != "y" {
			return false
		}
	}
	return false
}
