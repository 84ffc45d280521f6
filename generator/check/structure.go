package check

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	"rapporteur/generator/report"
)

func structureRules() []Rule {
	return []Rule{
		{
			Name:   "paragraph-number",
			Family: Structure,
			Doc: "The numbers of paragraphs increase in the order of their ids and are unique; \"4 bis\" follows \"4\". " +
				"Readers cite a paragraph by its number.",
			Run: paragraphNumber,
		},
		{
			Name:   "request-id",
			Family: Structure,
			Doc:    "The id of a request begins with that of its paragraph: op04-a belongs to op04. So the id of a request shows its paragraph.",
			Run:    requestID,
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

func paragraphNumber(p *Pass) {
	last, lastID := 0, ""
	seen := make(map[string]bool)
	for _, par := range p.Report.Paragraphs {
		ref := report.Ref{Kind: report.KindParagraph, ID: par.ID}
		digits, _, _ := strings.Cut(par.Number, " ")
		n, err := strconv.Atoi(digits)
		switch {
		case err != nil:
			p.Found(ref, "number", fmt.Sprintf("%q is not the number of a paragraph", par.Number), `write a number such as "4" or "4 bis"`)
			continue
		case seen[par.Number]:
			p.Found(ref, "number", fmt.Sprintf("there is another paragraph %s", par.Number), "numbers are unique; check which of the two is wrong")
		case n < last:
			p.Found(ref, "number", fmt.Sprintf("paragraph %s comes after paragraph %d (%s)", par.Number, last, lastID),
				"paragraphs are in the order of their ids; check which number is wrong")
		}
		seen[par.Number] = true
		if n > last {
			last, lastID = n, par.ID
		}
	}
}

func requestID(p *Pass) {
	p.requests(func(ref report.Ref, q *report.Request) {
		if !strings.HasPrefix(q.ID, q.Paragraph.ID+"-") {
			p.Found(ref, "id", fmt.Sprintf("%s is in paragraph %s, but its id does not begin with %s-", p.Name(ref), q.Paragraph.Number, q.Paragraph.ID),
				fmt.Sprintf("id = %q, if that is not taken and the old id was never issued", q.Paragraph.ID+"-a"))
		}
	})
}

func originalTitle(p *Pass) {
	r := p.Report
	for _, t := range p.Texts() {
		if !t.Cited {
			continue
		}
		if _, original := r.Name(t.Ref); original != "" && t.Text.In(original) == "" {
			p.Found(t.Ref, "title", fmt.Sprintf("%s has original = %q, but no title in that language", p.Name(t.Ref), original),
				fmt.Sprintf("add title.%s = \"…\", or correct original", original))
		}
	}
}

func activityFile(p *Pass) {
	for _, a := range p.Report.Activities {
		ref := report.Ref{Kind: report.KindActivity, ID: a.ID}
		file, _ := p.Report.FileOf(ref)
		year := strings.TrimSuffix(path.Base(file), ".toml")
		if !a.Start.IsZero() && year != fmt.Sprintf("%04d", a.Start.Year) {
			p.Found(ref, "start", fmt.Sprintf("%s began in %d, but is in the file of %s", p.Name(ref), a.Start.Year, year),
				fmt.Sprintf("move it to data/activities/%04d.toml, or correct start", a.Start.Year))
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
