package check

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	"rapporteur/generator/internal/lazyregexp"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

func structureRules() []Rule {
	return []Rule{
		{
			Name:   "paragraph-number",
			Family: Structure,
			Doc: "The numbers of paragraphs are unique; in a report of schema 1 or 2 they also increase in the order of their ids. \"4 bis\" follows \"4\". " +
				"Paragraphs of a part, of an annex and of a further resolution are numbered from 1 again. Readers cite a paragraph by its number.",
			Run: paragraphNumber,
		},
		{
			Name:   "subparagraph-number",
			Family: Structure,
			Doc:    "The numbers of sub-paragraphs are unique where they stand together: one (a) in a paragraph, one (i) in that (a). They are written as printed, without brackets.",
			Run:    subparagraphNumber,
		},
		{
			Name:   "number-follows",
			Family: Structure,
			Doc: "In a report of schema 3 no number of the resolution is left out: (c) follows (b) and (ii) follows (i) where sub-paragraphs stand together, 7 or 6 bis follows 6, " +
				"part II follows part I. Sub-paragraphs begin with (a), (i) or 1, paragraphs with 1, those of a part with 1 or where the part before it ends. " +
				"Further resolutions, of which a report may answer some paragraphs only, are not judged. A gap is most often a paragraph that was forgotten or a number that was mistyped; " +
				"where the text itself has it, or the report leaves something out on purpose, a waiver says so.",
			Warns: true,
			Run:   numberFollows,
		},
		{
			Name:   "subparagraph-place",
			Family: Structure,
			Doc: "A sub-paragraph is in one of its own paragraph that is before it in the file, a request is made by one of its own paragraph, " +
				"and closing words come after sub-paragraphs.",
			Run: subparagraphPlace,
		},
		{
			Name:   "subparagraph-id",
			Family: Structure,
			Doc:    "The id of a sub-paragraph begins with that of its paragraph: op04-b belongs to op04.",
			Run:    subparagraphID,
		},
		{
			Name:   "resolution-part",
			Family: Structure,
			Doc:    "A heading has its words, a further resolution its symbol, and nothing else has a symbol or a date of adoption of its own. Something is in each.",
			Run:    resolutionPart,
		},
		{
			Name:   "table-cells",
			Family: Structure,
			Doc:    "A table has columns and rows, and each row a cell for each column, so that nothing is read under the wrong heading. A cell with nothing in it is written as \"\".",
			Run:    tableCells,
		},
		{
			Name:   "section-place",
			Family: Structure,
			Doc: "A section is within one of the same place that is a text, and has a heading of its own. The summary is not divided. " +
				"A box is within a section; a recommendation too, unless its place is that of the recommendations.",
			Run: sectionPlace,
		},
		{
			Name:   "section-register",
			Family: Structure,
			Doc: "A table made from records is in a section of the annexes, or in one that is within another, which is a text. A caption is that of such a table. " +
				"Its section is not called as a table in data/tables/ is, so that [table:…] names one of them. There are records of which it is made.",
			Run: sectionRegister,
		},
		{
			Name:   "recommendation",
			Family: Structure,
			Doc:    "A recommendation says to whom it is addressed: entities and States, or others in words. Nothing else does, or names the requests that it follows from.",
			Run:    recommendation,
		},
		{
			Name:   "section-answers",
			Family: Structure,
			Doc: "What a section answers is answered in no other one. A section with answers is a text, where the answers are: its place is \"before-answers\" or \"answers\". " +
				"It names requests, and a paragraph only where that asks nothing.",
			Run: sectionAnswers,
		},
		{
			Name:   "request-id",
			Family: Structure,
			Doc:    "The id of a request begins with that of its paragraph: op04-a belongs to op04. So the id of a request shows its paragraph.",
			Run:    requestID,
		},
		{
			Name:   "portable-id",
			Family: Structure,
			Doc: "An id that names a folder or a file is none of the names that Windows keeps for devices: con, prn, aux, nul, com0 to com9, lpt0 to lpt9. " +
				"There the repository could not be checked out, nor the site be written.",
			Run: portableID,
		},
		{
			Name:   "original-title",
			Family: Structure,
			Doc:    "A cited title is given at least in the language in which it was printed, which the record names as original.",
			Run:    originalTitle,
		},
		{
			Name:   "activity-file",
			Family: Time,
			Doc:    "An activity is in the file of the year in which it began.",
			Run:    activityFile,
		},
	}
}

func subparagraphPlace(p *Pass) {
	for _, par := range p.Report.Paragraphs {
		if !par.Closing.IsZero() && len(par.Subparagraphs) == 0 {
			p.Found(report.Ref{Kind: report.KindParagraph, ID: par.ID}, "closing", say.F("paragraph %s has closing words, but no sub-paragraphs before them", par.Number),
				say.F("put the words at the end of text, or add the sub-paragraphs: ‹[[subparagraph]]›"))
		}
		seen := make(map[string]bool)
		for _, s := range par.Subparagraphs {
			ref := report.Ref{Kind: report.KindSubparagraph, ID: s.ID}
			if !s.Closing.IsZero() && len(par.Under(s.ID)) == 0 {
				p.Found(ref, "closing", say.F("%s has closing words, but no sub-paragraphs in it", p.Name(ref)),
					say.F("put the words at the end of text, or say ‹within = %q› in those that are in it", s.ID))
			}
			switch {
			case s.Within == "" || seen[s.Within]:
			case par.Subparagraph(s.Within) == nil:
				p.Found(ref, "within", say.F("%s is in %q, which is not in paragraph %s", p.Name(ref), s.Within, par.Number), say.F("name a sub-paragraph of the same paragraph, or leave ‹within› out"))
			default:
				p.Found(ref, "within", say.F("%s is before %q, in which it is", p.Name(ref), s.Within), say.F("sub-paragraphs are in the order of the text: put it after the other one"))
			}
			seen[s.ID] = true
		}
		for _, q := range par.Requests {
			if q.Subparagraph != "" && par.Subparagraph(q.Subparagraph) == nil {
				ref := report.Ref{Kind: report.KindRequest, ID: q.ID}
				p.Found(ref, "subparagraph", say.F("%s is made by %q, which is not in paragraph %s", p.Name(ref), q.Subparagraph, par.Number), say.F("name a sub-paragraph of the same paragraph"))
			}
		}
	}
}

func subparagraphID(p *Pass) {
	p.subparagraphs(func(ref report.Ref, s *report.Subparagraph) {
		if !strings.HasPrefix(s.ID, s.Paragraph.ID+"-") {
			p.Found(ref, "id", say.F("%s is in paragraph %s, but its id does not begin with %s-", p.Name(ref), s.Paragraph.Number, s.Paragraph.ID),
				say.F("‹id = %q›, if that is not taken and the old id was never issued", s.Paragraph.ID+"-"+strings.ToLower(s.Number)))
		}
	})
}

func resolutionPart(p *Pass) {
	filled := make(map[string]bool)
	for _, par := range p.Report.Paragraphs {
		for _, part := range p.Report.Parts(par.Part) {
			filled[part.ID] = true
		}
	}
	for _, part := range p.Report.Resolution.Parts {
		ref := report.Ref{Kind: report.KindPart, ID: part.ID}
		further := part.Kind == report.FurtherResolution
		switch {
		case part.Kind == report.HeadingPart && part.Heading.IsZero():
			p.Found(ref, "kind", say.F("%s is a heading without words", p.Name(ref)), say.F(`add ‹heading.%s = "…"›`, p.Report.Resolution.Original))
		case further && part.Symbol == "":
			p.Found(ref, "kind", say.F("%s is a further resolution without a symbol", p.Name(ref)), say.F(`add ‹symbol = "A/RES/58/316"›`))
		case further && part.Within != "":
			p.Found(ref, "within", say.F("%s is a further resolution and cannot be in a part of another", p.Name(ref)), say.F("leave ‹within› out"))
		case !further && part.Symbol != "":
			p.Found(ref, "symbol", say.F("%s has a symbol, but is not a further resolution", p.Name(ref)), say.F(`write ‹kind = "resolution"›, or remove the symbol`))
		case !further && !part.AdoptedOn.IsZero():
			p.Found(ref, "adopted_on", say.F("%s has a date of adoption, but is not a further resolution", p.Name(ref)), say.F(`write ‹kind = "resolution"›, or remove the date`))
		case !filled[part.ID]:
			p.Found(ref, "id", say.F("%s has no paragraph, so no page shows it", p.Name(ref)), say.F("write ‹part = %q› in those that are in it", part.ID))
		}
	}
}

func sectionPlace(p *Pass) {
	r := p.Report
	for _, s := range r.Sections {
		ref := report.Ref{Kind: report.KindSection, ID: s.ID}
		is := p.Name(ref)
		up := r.Section(s.Within)
		box, advice := s.Is(report.BoxSection), s.Is(report.RecommendationSection)
		switch {
		case up == nil && box:
			p.Found(ref, "kind", say.F("%s is a box in no section", is), say.F(`name the section that it is in: ‹within = "…"›`))
		case up == nil && advice && s.Place != report.PlaceRecommendations:
			p.Found(ref, "kind", say.F("%s is a recommendation in no section", is),
				say.F(`name the section that it is in: ‹within = "…"›, or write ‹place = %q›`, report.PlaceRecommendations))
		case up == nil:
		case up.Place != s.Place:
			p.Found(ref, "within", say.F("%s is in %q, whose place is %q, but has the place %q", is, up.ID, up.Place, s.Place), say.F("write ‹place = %q›, or name a section of its own place", up.Place))
		case s.Place == report.PlaceSummary:
			p.Found(ref, "within", say.F("%s divides the summary, which is one text", is), say.F("leave ‹within› out, or put it into the text of the summary"))
		case !up.Is(report.TextSection):
			p.Found(ref, "within", say.F("%s is in %q, which is a %s and holds no sections", is, up.ID, up.Kind), say.F("name the section in which %q is", up.ID))
		}
		switch {
		case box && s.Heading.IsZero():
			p.Found(ref, "", say.F("%s is a box without a title", is), say.F(`add ‹heading.%s = "…"›`, r.Meta.Original))
		case up != nil && !box && !advice && s.Heading.IsZero():
			p.Found(ref, "", say.F("%s is in another section, but has no heading", is), say.F(`add ‹heading.%s = "…"›, or put its text into the other section`, r.Meta.Original))
		case advice && !s.Heading.IsZero():
			p.Found(ref, "heading", say.F("%s is a recommendation and has a heading, which is not printed", is), say.F("remove it; its paragraphs are numbered in the text of the report"))
		}
	}
}

func sectionRegister(p *Pass) {
	r := p.Report
	for _, s := range r.Sections {
		ref := report.Ref{Kind: report.KindSection, ID: s.ID}
		is := p.Name(ref)
		switch {
		case s.Register == "" && !s.Caption.IsZero():
			p.Found(ref, "caption", say.F("%s has a caption, but no table made from records", is), say.F(`say of which: ‹register = "parties"›, or remove it; a section has a heading`))
		case s.Register == "":
		case !s.Is(report.TextSection):
			p.Found(ref, "register", say.F("%s is a %s and has a table made from records", is, s.Kind), say.F("put ‹register› into a section that is a text"))
		case s.Place != report.PlaceAnnex && s.Within == "":
			p.Found(ref, "register", say.F("%s has a table made from records, but is neither an annex nor within another section", is),
				say.F(`write ‹place = %q›, or name the section that it is in: ‹within = "…"›`, report.PlaceAnnex))
		case r.Table(s.ID) != nil:
			p.Found(ref, "register", say.F("[table:%s] is the table made from records in %s, and that of ‹data/tables/%s.toml›", s.ID, is, s.ID), say.F("give the other table another id, if it was never issued, or the section"))
		case !r.HasRegister(s.Register):
			p.Found(ref, "register", say.F("%s lists %s, but there is nothing to list", is, s.Register), say.F("add the records, or remove ‹register›"))
		}
	}
}

func recommendation(p *Pass) {
	for _, s := range p.Report.Sections {
		ref := report.Ref{Kind: report.KindSection, ID: s.ID}
		if s.Is(report.RecommendationSection) {
			if len(s.Addressees) == 0 && s.AddressedTo.IsZero() {
				p.Found(ref, "", say.F("%s does not say to whom it is addressed", p.Name(ref)),
					say.F(`add ‹addressees = ["…"]› with ids of entities and States, or ‹addressed_to.%s = "…"› in words`, p.Report.Meta.Original))
			}
			continue
		}
		for field, given := range map[string]bool{"addressees": len(s.Addressees) > 0, "addressed_to": !s.AddressedTo.IsZero(), "requests": len(s.Requests) > 0} {
			if given {
				p.Found(ref, field, say.F("%s has ‹%s›, but is no recommendation", p.Name(ref), field), say.F("write ‹kind = %q›, or remove ‹%s›", report.RecommendationSection, field))
			}
		}
	}
}

func sectionAnswers(p *Pass) {
	r := p.Report
	first := make(map[report.Ref]*report.Section)
	for _, s := range r.PrintedSections() {
		ref := report.Ref{Kind: report.KindSection, ID: s.ID}
		is := p.Name(ref)
		switch {
		case len(s.Answers) == 0:
			continue
		case !s.Is(report.TextSection):
			p.Found(ref, "answers", say.F("%s is a %s, which answers nothing", is, s.Kind), say.F("name the requests in the section that it is in"))
			continue
		case s.Place != report.PlaceBeforeAnswers && s.Place != report.PlaceAnswers:
			p.Found(ref, "answers", say.F("%s has answers, but its place is %q", is, s.Place),
				say.F("write ‹place = %q, or %q›", report.PlaceAnswers, report.PlaceBeforeAnswers))
		}
		for i, to := range s.Answers {
			field := fmt.Sprintf("answers[%d]", i)
			other := first[to]
			par := r.Paragraph(to.ID)
			switch {
			case other == s:
				p.Found(ref, field, say.F("%s is there twice", to), say.F("each answer is printed once: remove one of the two"))
			case other != nil:
				p.Found(ref, field, say.F("%s is answered in section %q as well", to, other.ID), say.F("each answer is printed once: remove it from one of the two sections"))
			case to.Kind == report.KindParagraph && par != nil && len(par.Requests) > 0:
				var ids []string
				for _, q := range par.InOrder() {
					ids = append(ids, strconv.Quote(q.ID))
				}
				p.Found(ref, field, say.F("paragraph %s has requests, which are answered one by one", par.Number), say.F("name those that are answered here: %s", strings.Join(ids, ", ")))
			}
			if other == nil {
				first[to] = s
			}
		}
	}
}

func tableCells(p *Pass) {
	r := p.Report
	for _, t := range r.Tables {
		ref := report.Ref{Kind: report.KindTable, ID: t.ID}
		switch {
		case len(t.Columns) == 0:
			p.Found(ref, "", say.F("%s has no columns", p.Name(ref)), say.F(`add one‹: [[column]] with an id and heading.%s = "…"›`, r.Meta.Original))
			continue
		case len(t.Rows) == 0:
			p.Found(ref, "", say.F("%s has no rows", p.Name(ref)), say.F("add one‹: [[row]] with an id and cells.%s = …›", t.Columns[0].ID))
			continue
		}
		for _, row := range t.Rows {
			at := report.Ref{Kind: report.KindRow, ID: t.ID + "/" + row.ID}
			for i, c := range t.Columns {
				field := "cells." + c.ID
				if _, written := r.Where(at, field); !written {
					p.Found(at, "", say.F("%s has no cell for the column %s", p.Name(at), c.ID), say.F(`add ‹%s = …›, or ‹%s = ""› where it has nothing there`, field, field))
					continue
				}
				if i == 0 && row.Cells.Of(c.ID).IsZero() {
					p.Found(at, field, say.F("%s has nothing in its first cell, by which readers find it", p.Name(at)), say.F("write what the row is about"))
				}
			}
		}
	}
}

func requestID(p *Pass) {
	p.requests(func(ref report.Ref, q *report.Request) {
		if !strings.HasPrefix(q.ID, q.Paragraph.ID+"-") {
			p.Found(ref, "id", say.F("%s is in paragraph %s, but its id does not begin with %s-", p.Name(ref), q.Paragraph.Number, q.Paragraph.ID),
				say.F("‹id = %q›, if that is not taken and the old id was never issued", q.Paragraph.ID+"-a"))
		}
	})
}

// device are the names that Windows keeps, also with an extension.
var device = lazyregexp.New(`^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$`)

func portableID(p *Pass) {
	for _, ref := range p.Report.Refs() {
		if !device.MatchString(ref.ID) {
			continue
		}
		if info := ref.Kind.Info(); info.Display == report.OwnPage || ref.Kind == report.KindEdition {
			p.Found(ref, "id", say.F("%s has an id that cannot name a file on Windows: %s", p.Name(ref), ref.ID),
				say.F("choose another, such as %s-1, if the old id was never issued", ref.ID))
		}
	}
}

func originalTitle(p *Pass) {
	r := p.Report
	for _, t := range p.Texts() {
		if !t.Cited {
			continue
		}
		if _, original := r.Name(t.Ref); original != "" && t.Text.In(original) == "" {
			p.Found(t.Ref, "title", say.F("%s has ‹original = %q›, but no title in that language", p.Name(t.Ref), original),
				say.F(`add ‹title.%s = "…"›, or correct ‹original›`, original))
		}
	}
}

func activityFile(p *Pass) {
	for _, a := range p.Report.Activities {
		ref := report.Ref{Kind: report.KindActivity, ID: a.ID}
		file, _ := p.Report.FileOf(ref)
		year := strings.TrimSuffix(path.Base(file), ".toml")
		if !a.Start.IsZero() && year != fmt.Sprintf("%04d", a.Start.Year) {
			p.Found(ref, "start", say.F("%s began in %d, but is in the file of %s", p.Name(ref), a.Start.Year, year),
				say.F("move it to ‹data/activities/%04d.toml›, or correct start", a.Start.Year))
		}
	}
}

// twice calls visit for the items of a list that already occurred in it.
func twice[T comparable](list []T, visit func(i int, v T)) {
	seen := make(map[T]bool, len(list))
	for i, v := range list {
		if seen[v] {
			visit(i, v)
		}
		seen[v] = true
	}
}
