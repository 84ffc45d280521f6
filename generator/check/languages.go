package check

import (
	"fmt"

	"rapporteur/generator/report"
)

func languageRules() []Rule {
	return []Rule{
		{
			Name: "translated",
			Doc: "What we write ourselves stands in every published language; what is quoted has at least a working translation. " +
				"Titles of what is cited need none.",
			Run: translated,
		},
		{
			Name: "equal-paragraphs",
			Doc:  "A text has the same number of paragraphs in each language, since links lead to a paragraph by its number.",
			Run:  equalParagraphs,
		},
	}
}

func translated(p *Pass) {
	for _, t := range p.Report.Texts() {
		if t.Cited || t.Ref.Kind == report.KindState {
			continue
		}
		for _, l := range p.Report.Meta.Languages {
			if t.Text.In(l) == "" {
				p.Warn(t.Ref, t.Field, fmt.Sprintf("%s has no text in %s", t.Field, l), fmt.Sprintf("add %s.%s", t.Field, l))
			}
		}
	}
}

func equalParagraphs(p *Pass) {
	original := p.Report.Meta.Original
	for _, t := range p.Report.Texts() {
		if !t.Prose {
			continue
		}
		text, from := t.Text.Best(original, original)
		want := len(p.parser.Parse(text).Paragraphs())
		for _, l := range t.Text.Langs() {
			if got := len(p.parser.Parse(t.Text.In(l)).Paragraphs()); got != want {
				p.Error(t.Ref, t.Field+"."+string(l), fmt.Sprintf("text has %d paragraphs in %s and %d in %s", want, from, got, l),
					"part the two texts alike; an item of a list counts as a paragraph")
			}
		}
	}
}
