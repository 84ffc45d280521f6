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
			Doc: "A number of parties is not typed into a text: [parties:…] counts them at the date of the edition, so that the text cannot say another number than the table. " +
				"A number at another date belongs to the counts of the instrument.",
			Run: typedParties,
		},
		{
			Name:   "typed-figure",
			Family: Arithmetic,
			Warns:  true,
			Doc: "A figure that an indicator holds is not typed into an answer that rests on the indicator: [figure:…] gives it " +
				"in the form of each language, and changes with it.",
			Run: typedFigure,
		},
	}
}

// answers visits what we say of the state of things: answers and sections,
// in each language, with references and the targets of links made blank.
func (p *Pass) answers(visit func(t report.TextField, l report.Lang, text string)) {
	blank := regexp.MustCompile(`\[[a-z]+:[^\]]*\]|\]\([^)]*\)`)
	for _, t := range p.Texts() {
		if !t.Prose || t.Ref.Kind != report.KindRequest && t.Ref.Kind != report.KindSection {
			continue
		}
		for _, l := range t.Text.Langs() {
			visit(t, l, blank.ReplaceAllStringFunc(t.Text.In(l), func(s string) string { return strings.Repeat(" ", len(s)) }))
		}
	}
}

func typedParties(p *Pass) {
	r := p.Report
	number := regexp.MustCompile(`([0-9]+)[ \n\x{a0}\x{202f}]+(?:(?:States|Member States|États|Etats)[ \n\x{a0}]+)?[Pp]art(?:ies|y)\b`)
	p.answers(func(t report.TextField, l report.Lang, text string) {
		for _, at := range number.FindAllStringSubmatchIndex(text, -1) {
			typed := text[at[2]:at[3]]
			message := fmt.Sprintf("the text of %s types a number of parties, %s", p.Name(t.Ref), typed)
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
					message += fmt.Sprintf(", but the acts on “%s” count %d", name, all)
				}
			}
			p.FoundIn(t.Ref, t.Field+"."+string(l), at[2], at[3]-at[2], message, hint)
		}
	})
}

// instrumentNamed is the instrument with data on who is party that a text
// names last, if any.
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
	number := regexp.MustCompile(`[0-9]+(?:[ ,.\x{a0}\x{202f}][0-9]{3})*`)
	figure := regexp.MustCompile(`\[figure:([a-z0-9-]+)`)
	strip := strings.NewReplacer(" ", "", ",", "", ".", "", "\u00a0", "", "\u202f", "")
	p.answers(func(t report.TextField, l report.Lang, text string) {
		// Only what the text rests on: 54 is a coincidence elsewhere.
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
		for _, m := range figure.FindAllStringSubmatch(t.Text.In(l), -1) {
			add(m[1])
		}
		if len(figures) == 0 {
			return
		}
		for _, at := range number.FindAllStringIndex(text, -1) {
			n, err := strconv.ParseInt(strip.Replace(text[at[0]:at[1]]), 10, 64)
			id := figures[n]
			if err != nil || id == "" || !standsAlone(text, at[0], at[1]) {
				continue
			}
			p.FoundIn(t.Ref, t.Field+"."+string(l), at[0], at[1]-at[0], fmt.Sprintf("the text of %s types %s, which is the figure %s", p.Name(t.Ref), text[at[0]:at[1]], id), fmt.Sprintf("write [figure:%s]", id))
		}
	})
}

// standsAlone reports whether the number at text[start:end] is a count, as
// far as what stands beside it tells: no part of a symbol, day, year or
// number of a paragraph.
func standsAlone(text string, start, end int) bool {
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
	months := "january february march april may june july august september october november december " +
		"janvier février mars avril mai juin juillet août septembre octobre novembre décembre"
	return next == "" || !strings.Contains(" "+months+" ", " "+strings.ToLower(strings.Trim(next, ",.;:"))+" ")
}
