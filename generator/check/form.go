package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"rapporteur/generator/prose"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// formRules returns the rules on the parts of a report of the Secretary-General
// and on its references.
func formRules() []Rule {
	return slices.Concat([]Rule{
		{
			Name: "word-budget", Family: Form, Warns: true,
			Doc: "A report written in the Secretariat has at most 8,500 words in each language, including headings, footnotes, boxes and the words of tables; there is a warning from 90 per cent. " +
				"The rule in force in 2008 counted pages." + houseStyle,
			Run: wordsInBudget,
		},
		{
			Name: "short-form-budget", Family: Form, Warns: true,
			Doc: "The short form, shown on the front page, has at most 500 words in each language where the resolution has up to ten operative paragraphs, and 25 more for each further paragraph; there is a warning from 90 per cent. " +
				"It consists of the summary and, for each operative paragraph, the first sentence of the answer. " +
				"At 200 words a minute, 500 words take two and a half minutes, which is as long as a reader in a hurry has. " +
				"Words are counted between spaces; in Chinese, which has none, two characters count as a word.",
			Run: shortFormInBudget,
		},
		{
			Name: "official-issuer", Family: Form,
			Doc: "An official report names the entity that issues it, and only an official report does. Pages and citations name it as the publisher.",
			Run: officialIssuer,
		},
		{
			Name: "summary-there", Family: Form, Warns: true,
			Doc: "A report has a summary: a section with place = \"summary\"." + houseStyle,
			Run: func(p *Pass) { p.partThere(report.PlaceSummary, "summary", "Résumé", "Summary") },
		},
		{
			Name: "conclusions-there", Family: Form, Warns: true,
			Doc: "A report ends with conclusions: a section with place = \"conclusions\"." + houseStyle,
			Run: func(p *Pass) { p.partThere(report.PlaceConclusions, "conclusions", "Conclusions", "Conclusions") },
		},
		{
			Name: "mandate-named", Family: Form, Warns: true,
			Doc: "The introduction names the resolution and the paragraph that request the report, in each language." + houseStyle,
			Run: mandateNamed,
		},
		{
			Name: "long-quotation", Family: Form, Warns: true,
			Doc: "An answer does not repeat the resolution at length, because the page shows it next to the answer. Thirty consecutive words from the resolution are too many." + houseStyle,
			Run: longQuotation,
		},
		{
			Name: "emphasis", Family: Form, Warns: true,
			Doc: "Italics and bold are not used for emphasis. Titles of sources and publications may be in italics." + houseStyle,
			Run: emphasis,
		},
	}, referenceFormRules(), resolutionRules())
}

func wordsInBudget(p *Pass) {
	r := p.Report
	for _, l := range r.Meta.Languages {
		says := budgeted(say.F("the report"), r.Words(l, p.Parse), report.WordBudget, l)
		if says.IsZero() {
			continue
		}
		// Report it at the longest section, which is the easiest to shorten.
		var longest *report.Section
		for _, s := range r.Sections {
			if longest == nil || len(s.Text.In(l)) > len(longest.Text.In(l)) {
				longest = s
			}
		}
		ref, field := report.Ref{Kind: report.KindReport, ID: string(report.KindReport)}, ""
		if longest != nil {
			ref, field = report.Ref{Kind: report.KindSection, ID: longest.ID}, "text."+string(l)
			says = say.F("%s; %s is its longest part", says, p.Name(ref))
		}
		p.Found(ref, field, says, say.F("shorten it‹, or say in data/waivers.toml why it must be so long›"))
	}
}

func shortFormInBudget(p *Pass) {
	r := p.Report
	for _, l := range r.Meta.Languages {
		says := budgeted(say.F("the short form"), r.ShortFormWords(l, p.Parse), r.ShortFormBudget(), l)
		if says.IsZero() {
			continue
		}
		var longest report.ShortPart
		for _, part := range r.ShortForm(l, p.Parse) {
			if part.Words > longest.Words {
				longest = part
			}
		}
		says = say.F("%s; %s has most of them, %d", says, p.Name(longest.Ref), longest.Words)
		p.Found(longest.Ref, longest.Field+"."+string(l), says, say.F("shorten the summary, or the first sentence of a long answer‹, or say in data/waivers.toml why it must be so long›"))
	}
}

// budgeted says how many words there are, or returns "" if they are less than 90
// per cent of the budget.
func budgeted(what say.Text, words, budget int, l report.Lang) say.Text {
	switch {
	case words*10 < budget*9:
		return say.Text{}
	case words > budget:
		return say.F("%s has %d words in %s, %d more than allowed", what, words, languageCode(l), words-budget)
	}
	return say.F("%s has %d words in %s, of %d allowed", what, words, languageCode(l), budget)
}

// partThere reports a problem if the report has no section at a place.
func (p *Pass) partThere(place report.Place, called, fr, en string) {
	ref := report.Ref{Kind: report.KindReport, ID: string(report.KindReport)}
	for _, s := range p.Report.Sections {
		if s.Place == place {
			return
		}
		if place != report.PlaceSummary || ref.Kind == report.KindReport {
			ref = report.Ref{Kind: report.KindSection, ID: s.ID}
		}
	}
	hint := say.F("add to ‹data/sections.toml\n[[section]]\nid = %q\nplace = %q›", called, place)
	for _, l := range p.Report.Meta.Languages {
		hint = say.F("%s‹\nheading.%s = %q\ntext.%s = \"…\"›", hint, l, cmp.Or(map[report.Lang]string{"fr": fr, "en": en}[l], "…"), l)
	}
	p.Found(ref, "", say.F("the report has no section for its %s", called), hint)
}

func mandateNamed(p *Pass) {
	r := p.Report
	par := r.Paragraph(r.Meta.Mandate.Paragraph)
	if par == nil || r.Meta.Mandate.Resolution == "" {
		return
	}
	resolution := report.MandateNumber(r.Meta.Mandate.Resolution)
	number := wordsOf(resolution)                // several of "242 (1967)"
	symbol := wordsOf(r.Meta.Mandate.Resolution) // and of "S/RES/242 (1967)"
	introduced := false
	for _, l := range r.Meta.Languages {
		if l != "en" && l != "fr" {
			continue
		}
		word := map[report.Lang]string{"en": "paragraph", "fr": "paragraphe"}[l]
		var first *passage
		named := false
		for _, ps := range p.passages(l) {
			if ps.ref.Kind != report.KindSection || r.Section(ps.ref.ID).Place != report.PlaceIntroduction || !ps.prose {
				continue
			}
			introduced = true
			if first == nil {
				first = ps
			}
			a, b := false, false
			for i, w := range ps.words {
				a = a || w.text == r.Meta.Mandate.Resolution || beginsWith(ps.words[i:], symbol) || beginsWith(ps.words[i:], number)
				b = b || strings.EqualFold(w.text, word) && at(ps.words, i+1).text == par.Number
			}
			named = named || a && b
		}
		if first != nil && !named {
			p.in(first, 0, len(at(first.words, 0).text), say.F("does not name paragraph %s of resolution %s, which requests the report", par.Number, resolution),
				map[report.Lang]say.Text{
					"en": say.F("begin with: %s", fmt.Sprintf("In paragraph %s of its resolution %s %s requested …", par.Number, resolution, organs[report.OrganOf(r.Meta.Mandate.Resolution)].en)),
					"fr": say.F("begin with: %s", fmt.Sprintf("Au paragraphe %s de sa résolution %s, %s a prié …", par.Number, resolution, organs[report.OrganOf(r.Meta.Mandate.Resolution)].fr)),
				}[l])
		}
	}
	if !introduced && len(r.Sections) > 0 {
		p.Found(report.Ref{Kind: report.KindSection, ID: r.Sections[0].ID}, "", say.F("the report has no introduction that names its mandate"),
			say.F(`add a section with ‹place = "introduction"›`))
	}
}

// organs are the organs that adopt resolutions, by the ids of report.OrganOf, with their
// articles; that of a symbol that is not known is the General Assembly.
var organs = map[string]struct{ en, fr string }{
	"":                     {"the General Assembly", "l’Assemblée générale"},
	"general-assembly":     {"the General Assembly", "l’Assemblée générale"},
	"security-council":     {"the Security Council", "le Conseil de sécurité"},
	"ecosoc":               {"the Economic and Social Council", "le Conseil économique et social"},
	"human-rights-council": {"the Human Rights Council", "le Conseil des droits de l’homme"},
}

// beginsWith reports whether words begin with some others.
func beginsWith(words, start []word) bool {
	for i, w := range start {
		if at(words, i).text != w.text {
			return false
		}
	}
	return len(start) > 0
}

func longQuotation(p *Pass) {
	const most = 30
	for _, l := range []report.Lang{"en", "fr"} {
		rows := make(map[string]bool) // sequences of words in the resolution
		row := func(ws []word) string {
			var b strings.Builder
			for _, w := range ws {
				b.WriteString(strings.ToLower(w.text))
				b.WriteByte(' ')
			}
			return b.String()
		}
		for _, t := range p.Texts() {
			if s := t.Text.In(l); t.Verbatim && s != "" {
				ws := wordsOf(unmarked(s, p.Parse(s)))
				for i := 0; i+most <= len(ws); i++ {
					rows[row(ws[i:i+most])] = true
				}
			}
		}
		if len(rows) == 0 {
			continue
		}
		for _, ps := range p.passages(l) {
			for i := 0; i+most <= len(ps.words); i++ {
				if rows[row(ps.words[i:i+most])] {
					p.in(ps, ps.words[i].off, ps.words[i+most-1].end()-ps.words[i].off, say.F("repeats more than %d words of the resolution", most-1),
						say.F("say briefly what was done; the page shows the paragraph next to the answer"))
					break
				}
			}
		}
	}
}

func emphasis(p *Pass) {
	titles := make(map[string]bool)
	for _, t := range p.Texts() {
		if t.Cited {
			for _, l := range t.Text.Langs() {
				titles[t.Text.In(l)] = true
			}
		}
	}
	for _, t := range p.Texts() {
		if !t.Prose {
			continue
		}
		for _, l := range t.Text.Langs() {
			s := t.Text.In(l)
			if !strings.ContainsAny(s, "*_") {
				continue
			}
			p.Parse(s).Walk(func(in prose.Inline) {
				if in.Kind != prose.Emphasis && in.Kind != prose.Strong {
					return
				}
				text := prose.Doc{Blocks: []prose.Block{{Inlines: in.Children}}}.PlainText(nil)
				if text == "" || in.Kind == prose.Emphasis && titles[text] {
					return
				}
				form := say.F("italics")
				if in.Kind == prose.Strong {
					form = say.F("bold")
				}
				n := len(text)
				if !strings.HasPrefix(s[in.Offset:], text) {
					n = 1
				}
				p.FoundIn(t.Ref, t.Field+"."+string(l), in.Offset, n, say.F("%s emphasizes “%s” with %s", p.Name(t.Ref), text, form), say.F("remove the * or _ around it"))
			})
		}
	}
}

func officialIssuer(p *Pass) {
	m, ref := p.Report.Meta, report.Ref{Kind: report.KindReport, ID: "report"}
	switch {
	case m.Official && m.OfficialBy == "":
		p.Found(ref, "official", say.F("the report is official, but does not say who issues it"), say.F(`add ‹official_by = "ID"›‹, an entity such as secretary-general›; ‹'rapporteur new entity --id secretary-general'› adds it`))
	case !m.Official && m.OfficialBy != "":
		p.Found(ref, "official_by", say.F("%s is named as the one that issues the report, but the report is a reconstruction", p.Name(report.Ref{Kind: report.KindEntity, ID: m.OfficialBy})), say.F("add ‹official = true›, or remove ‹official_by›"))
	}
}
