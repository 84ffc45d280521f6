package site

import (
	"strings"

	"rapporteur/generator/address"
	"rapporteur/generator/report"
	"rapporteur/generator/site/history"
	"rapporteur/generator/site/page"
	"rapporteur/generator/site/source"
)

// sourceChanges makes the page that shows a pair in TOML.
func (b *editionWriter) sourceChanges(p *history.Comparison) {
	if len(p.Files) == 0 {
		return
	}
	l := b.page(p.Path() + "source/")
	body := &page.SourceChanges{From: b.mark(p.From), To: b.mark(p.To), Back: address.Relative(l.path, p.Path(), "")}
	sums := []string{b.kindOfReport()}
	for _, f := range p.Files {
		sums = append(sums, f.Sum)
		s := page.SourceChange{
			Anchor: "f-" + strings.NewReplacer("/", "-", ".", "-").Replace(f.Name),
			Name:   f.Name,
			Kind:   f.Kind,
			Plus:   f.Plus,
			Minus:  f.Minus,
			Hunks:  f.Hunks,
			More:   f.More,
		}
		if f.Kind != "removed" {
			s.Link = address.Relative(l.path, address.File(f.Name), "")
		}
		body.Files = append(body.Files, s)
	}
	body.Sum = source.Sum(sums...)
	title := l.w.Say("title-changes-source", "Date", body.From.Name)
	l.add("source-changes", title, "", report.Ref{}, body)
}

// kindOfReport is what the notice on a page at the address of its content says besides.
func (b *editionWriter) kindOfReport() string {
	if !b.Report.Meta.Official {
		return ""
	}
	return "official " + b.Report.Meta.OfficialBy
}
