package check

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"rapporteur/generator/report"
)

func typedNumberRules() []Rule {
	return []Rule{
		{
			Name:   "typed-parties",
			Family: Arithmetic,
			Warns:  true,
			Doc: "A number of parties is not typed in a text: [parties:…] counts them at the date of the edition, so that the text and the table agree. " +
				"A number at another date belongs in the counts of the instrument.",
			Run: typedParties,
		},
		{
			Name:   "typed-figure",
			Family: Arithmetic,
			Warns:  true,
			Doc: "A figure of an indicator is not typed in an answer that refers to the indicator: [figure:…] inserts it " +
				"in the format of each language, and is always up to date.",
			Run: typedFigure,
		},
	}
}

var (
	refOrTarget   = regexp.MustCompile(`\[[a-z]+:[^\]]*\]|\]\([^)]*\)`)
	partyNumber   = regexp.MustCompile(`([0-9]+)[ \n\x{a0}\x{202f}]+(?:(?:States|Member States|États|Etats)[ \n\x{a0}]+)?[Pp]art(?:ies|y)\b`)
	groupedNumber = regexp.MustCompile(`[0-9]+(?:[ ,.\x{a0}\x{202f}][0-9]{3})*`)
	figureRef     = regexp.MustCompile(`\[figure:([a-z0-9-]+)`)
)

// answers calls visit for the text of each answer and section in each language,
// with references and link targets replaced by spaces.
func (p *Pass) answers(visit func(t report.TextField, l report.Lang, text string)) {
	for _, t := range p.Texts() {
		if !t.Prose || t.Ref.Kind != report.KindRequest && t.Ref.Kind != report.KindSection {
			continue
		}
		for _, l := range t.Text.Langs() {
			visit(t, l, refOrTarget.ReplaceAllStringFunc(t.Text.In(l), func(s string) string { return strings.Repeat(" ", len(s)) }))
		}
	}
}

func typedParties(p *Pass) {
	r := p.Report
	p.answers(func(t report.TextField, l report.Lang, text string) {
		for _, at := range partyNumber.FindAllStringSubmatchIndex(text, -1) {
			typed := text[at[2]:at[3]]
			message := fmt.Sprintf("the text of %s contains a typed number of parties, %s", p.Name(t.Ref), typed)
			hint := "write [parties:…], which counts them at the date of the edition"
			for _, list := range r.Participation {
				all, members := r.PartiesCount(list.Instrument, r.Edition.AsAt)
				if n, err := strconv.Atoi(typed); err == nil && (n == all || n == members) {
					hint = fmt.Sprintf("write [parties:%s], which counts them at the date of the edition", list.Instrument)
				}
			}
			if id, name := p.instrumentNamed(text[:at[0]], l); id != "" {
				all, _ := r.PartiesCount(id, r.Edition.AsAt)
				hint = fmt.Sprintf("write [parties:%s], which counts them at the date of the edition", id)
				if typed != strconv.Itoa(all) {
					message += fmt.Sprintf(", but according to the acts on “%s” it is %d", name, all)
				}
			}
			p.FoundIn(t.Ref, t.Field+"."+string(l), at[2], at[3]-at[2], message, hint)
		}
	})
}

// instrumentNamed returns the instrument with participation data that a text names
// last, if any.
func (p *Pass) instrumentNamed(text string, l report.Lang) (id, name string) {
	last := -1
	for _, list := range p.Report.Participation {
		in := p.Report.Instrument(list.Instrument)
		for _, n := range []string{in.Short.In(l), in.Name.In(l)} {
			if at := strings.LastIndex(text, n); n != "" && at > last {
				id, name, last = in.ID, n, at
			}
		}
	}
	return id, name
}

func typedFigure(p *Pass) {
	r := p.Report
	strip := strings.NewReplacer(" ", "", ",", "", ".", "", "\u00a0", "", "\u202f", "")
	p.answers(func(t report.TextField, l report.Lang, text string) {
		// Only figures that the text refers to: other equal numbers are coincidence.
		figures := make(map[int64]string)
		add := func(indicator string) {
			if in := r.Indicator(indicator); in != nil {
				for _, o := range in.Observations {
					if o.Quantity.Value != nil {
						figures[*o.Quantity.Value] = in.ID + "/" + o.ID
					}
				}
			}
		}
		if q := r.Request(t.Ref.ID); t.Ref.Kind == report.KindRequest && q != nil {
			for _, e := range q.Evidence {
				if e.Kind == report.KindIndicator {
					add(e.ID)
				}
			}
		}
		for _, m := range figureRef.FindAllStringSubmatch(t.Text.In(l), -1) {
			add(m[1])
		}
		if len(figures) == 0 {
			return
		}
		for _, at := range groupedNumber.FindAllStringIndex(text, -1) {
			n, err := strconv.ParseInt(strip.Replace(text[at[0]:at[1]]), 10, 64)
			id := figures[n]
			if err != nil || id == "" || !isCount(text, at[0], at[1]) {
				continue
			}
			p.FoundIn(t.Ref, t.Field+"."+string(l), at[0], at[1]-at[0], fmt.Sprintf("the text of %s contains the typed number %s, which is the figure %s", p.Name(t.Ref), text[at[0]:at[1]], id), fmt.Sprintf("write [figure:%s]", id))
		}
	})
}

// isCount reports whether the number at text[start:end] is probably a count,
// rather than part of a symbol, a date, a year or the number of a paragraph.
func isCount(text string, start, end int) bool {
	before, after := text[:start], text[end:]
	if strings.HasSuffix(before, "/") || strings.HasSuffix(before, "-") || strings.HasPrefix(after, "/") || strings.HasPrefix(after, "-") {
		return false
	}
	if n, err := strconv.Atoi(text[start:end]); err == nil && n >= 1900 && n < 2100 {
		return false
	}
	words := strings.Fields(before)
	last := ""
	if len(words) > 0 {
		last = strings.ToLower(strings.Trim(words[len(words)-1], "(,.;:"))
	}
	switch last {
	case "paragraph", "paragraphs", "paragraphe", "paragraphes", "para", "par", "page", "section", "chapitre", "résolution", "resolution", "item", "point", "no", "n°":
		return false
	}
	next, _, _ := strings.Cut(strings.TrimSpace(strings.ReplaceAll(after, "\n", " ")), " ")
	next = strings.ToLower(strings.Trim(next, ",.;:"))
	return months["en"][next] == 0 && months["fr"][next] == 0
}
