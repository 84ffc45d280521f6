package check

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"rapporteur/generator/internal/lazyregexp"
	"rapporteur/generator/numeral"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

func typedNumberRules() []Rule {
	return []Rule{
		{
			Name:   "typed-parties",
			Family: Arithmetic,
			Warns:  true,
			Doc: "A number of parties is not typed in a text: [parties:…] counts them at the date of the edition, so that the text and the table agree. " +
				"A number at another date belongs in the counts of the instrument. " +
				"Found are “55 parties”, “55 States parties”, “the number of parties rose to 55” and, in a sentence that names an instrument whose acts the report has, “55 States had ratified it” and the like, " +
				"in English and in French. From schema 3 on deposits and those who made them are counted too: “51 deposits”, “51 instruments were deposited” and “33 States deposited” are found where the number is one that [deposits:…] or [depositors:…] counts, " +
				"or the sentence says since when. Numbers in words are read from ten on (“fifty-five parties”).",
			Run: typedParties,
		},
		{
			Name:   "typed-figure",
			Family: Arithmetic,
			Warns:  true,
			Doc: "A figure of an indicator is not typed in an answer that refers to the indicator: [figure:…] inserts it " +
				"in the format of each language, and is always up to date. " +
				"A typed number that contradicts the figures is found if it counts the unit of the indicator (“8,250 criminal justice officials”) in a sentence that speaks of it: " +
				"one that refers to the indicator, cites a source of its figures or, in an answer that refers to the indicator, names no source or record. " +
				"“More than”, “some” and the like allow for what they say. Numbers in words are read from ten on, where the unit follows (“twelve criminal justice officials”). Not found are parts of a whole (“14 of the countries”), differences (“21 more countries”), percentages, sums of money, votes and numbers without the unit.",
			Run: typedFigure,
		},
	}
}

var (
	refOrTarget   = lazyregexp.New(`\[[a-z]+:[^\]]*\]|\]\([^)]*\)`)
	partyNumber   = lazyregexp.New(`([0-9]+)[ \n\x{a0}\x{202f}]+(?:(?:States|Member States|États|Etats)[ \n\x{a0}]+)?[Pp]art(?:ies|y)\b`)
	groupedNumber = lazyregexp.New(`[0-9]+(?:[ ,.\x{a0}\x{202f}][0-9]{3})*(?:[.,][0-9]{1,2}\b)?`)
	figureRef     = lazyregexp.New(`\[figure:([a-z0-9-]+)`)
	sourceRef     = lazyregexp.New(`\[source:([a-z0-9-]+)`)
	instrumentRef = lazyregexp.New(`(?:\[parties|\]\(instrument):([a-z0-9-]+)`)
	recordLink    = lazyregexp.New(`\]\([a-z]+:`)
	sentenceEnd   = lazyregexp.New(`[.!?…][»”"’)\x{a0}]*(?:[ \n]+[\p{Lu}«“\[]|$)|\n[ \t]*\n|\n[ \t]*(?:[-*+]|[0-9]+[.)])[ \t]`)
)

// answer is the text of an answer or section in one language.
type answer struct {
	report.TextField
	lang report.Lang
	text string // with numbers in digits
}

// answers calls visit for the text of each answer and section in each language,
// with references and link targets replaced by spaces, and numbers in words by digits;
// offsets are those of the text itself.
func (p *Pass) answers(visit func(t report.TextField, l report.Lang, text string)) {
	for _, a := range p.answered() {
		visit(a.TextField, a.lang, a.text)
	}
}

func (p *Pass) allAnswers() (all []answer) {
	for _, t := range p.Texts() {
		if !t.Prose || t.Ref.Kind != report.KindRequest && t.Ref.Kind != report.KindSection {
			continue
		}
		for _, l := range t.Text.Langs() {
			text := refOrTarget.ReplaceAllStringFunc(t.Text.In(l), func(s string) string { return strings.Repeat(" ", len(s)) })
			all = append(all, answer{t, l, inDigits(text, l)})
		}
	}
	return all
}

// inDigits returns a text with its numbers in words from ten on in digits, with spaces
// after them, so that it has the same length. Below ten they are often no count: “the two
// parties”.
func inDigits(text string, l report.Lang) string {
	found := numeral.Find(text, string(l))
	for _, n := range slices.Backward(found) {
		s := strconv.FormatInt(n.Value, 10)
		if n.Value >= 10 && len(s) <= n.To-n.From {
			text = text[:n.From] + s + strings.Repeat(" ", n.To-n.From-len(s)) + text[n.To:]
		}
	}
	return text
}

// extent is the end of the number that begins at text[from] and ends before to with its
// digits, in the text as it was before inDigits.
func extent(raw, text string, from, to int) int {
	end := to
	for i := to; i < len(text) && text[i] == ' ' && raw[from] != text[from]; i++ {
		if raw[i] != ' ' {
			end = i + 1
		}
	}
	return end
}

// typed adds a problem with the number at text[from:to] of an answer.
func (p *Pass) typed(t report.TextField, l report.Lang, text string, from, to int, message, hint say.Text) {
	p.FoundIn(t.Ref, t.Field+"."+string(l), from, extent(t.Text.In(l), text, from, to)-from, message, hint)
}

func typedParties(p *Pass) {
	r := p.Report
	p.answers(func(t report.TextField, l report.Lang, text string) {
		for _, at := range partyNumber.FindAllStringSubmatchIndex(text, -1) {
			typed := text[at[2]:at[3]]
			message := say.F("the text of %s contains a typed number of parties, %s", p.Name(t.Ref), typed)
			hint := say.F("write [parties:…], which counts them at the date of the edition")
			for _, list := range r.Participation {
				all, members := r.PartiesCount(list.Instrument, r.Edition.AsAt)
				if n, err := strconv.Atoi(typed); err == nil && (n == all || n == members) {
					hint = say.F("write [parties:%s], which counts them at the date of the edition", list.Instrument)
				}
			}
			if ref := p.tallied(typed, report.TallyParties); !ref.IsZero() {
				hint = say.F("write %s, which counts them", ref)
			}
			if id, name := p.instrumentCounted(t.Text.In(l), text, at[0], at[1], l); id != "" {
				all, _ := r.PartiesCount(id, r.Edition.AsAt)
				hint = say.F("write [parties:%s], which counts them at the date of the edition", id)
				if typed != strconv.Itoa(all) {
					message = say.F("%s, but according to the acts on “%s” it is %d", message, name, all)
				}
			}
			p.typed(t, l, text, at[2], at[3], message, hint)
		}
		p.typedJoined(t, l, text)
		p.typedDeposits(t, l, text)
	})
}

// tallied is the reference that counts a typed number, of parties at adoption or to all
// instruments, of deposits or of depositors; empty where none does.
func (p *Pass) tallied(typed string, kind report.TallyKind) say.Text {
	n, err := strconv.Atoi(typed)
	if err != nil || p.Report.Schema < 3 {
		return say.Text{}
	}
	of := []report.Tally{{Kind: kind}}
	if kind == report.TallyParties {
		of = append(of, report.Tally{Kind: kind, Adoption: true})
	}
	for _, list := range p.Report.Participation {
		// Parties on the day of the edition are looked for apart, in every schema.
		of = append(of, report.Tally{Kind: kind, Instrument: list.Instrument, Adoption: kind == report.TallyParties})
	}
	for _, t := range of {
		if total, ok := p.Report.Total(t); ok && total == n {
			return say.Plain(t.Reference().String())
		}
	}
	return say.Text{}
}

// Numbers of deposits and of States that made them, and words that say since when.
var (
	depositNumber   = lazyregexp.New(`(?:^|[^\pL0-9])([0-9]+)[ \n\x{a0}\x{202f}]+(?:(?:new|further|additional|nouveaux|autres)[ \n\x{a0}]+)?(?:deposits?|dépôts?|instruments?[ \n\x{a0}]+(?:(?:were|was|have|had|has|been|ont|avaient|a|avait|été)[ \n\x{a0}]+)*(?:deposited|déposés?))(?:[^\pL]|$)`)
	depositorNumber = lazyregexp.New(`(?:^|[^\pL0-9])([0-9]+)[ \n\x{a0}\x{202f}]+(?:(?:Member[ \n\x{a0}]+)?States|États(?:[ \n\x{a0}]+Membres)?)[ \n\x{a0}]+(?:(?:have|had|ont|avaient)[ \n\x{a0}]+)?(?:deposited|déposé|made[ \n\x{a0}]+(?:their[ \n\x{a0}]+)?deposits)(?:[^\pL]|$)`)
	sinceWhen       = lazyregexp.New(`(?i)(?:^|[^\pL])(?:since|depuis)(?:[^\pL]|$)`)
)

// typedDeposits finds numbers of deposits since the adoption, and of those who made them.
func (p *Pass) typedDeposits(t report.TextField, l report.Lang, text string) {
	if p.Report.Schema < 3 || len(p.Report.Participation) == 0 {
		return
	}
	for _, of := range []struct {
		kind   report.TallyKind
		number *lazyregexp.Regexp
		what   say.Text
	}{{report.TallyDeposits, depositNumber, say.F("deposits")}, {report.TallyDepositors, depositorNumber, say.F("States that made deposits")}} {
		for _, at := range of.number.FindAllStringSubmatchIndex(text, -1) {
			typed := text[at[2]:at[3]]
			ref := p.tallied(typed, of.kind)
			in := statementAt(statementsOf(t.Text.In(l)), at[2])
			if ref.IsZero() && !sinceWhen.MatchString(text[in.from:in.to]) {
				continue // of another time
			}
			if ref.IsZero() {
				ref = say.Plain(report.Tally{Kind: of.kind}.Reference().String())
			}
			p.typed(t, l, text, at[2], at[3], say.F("the text of %s contains a typed number of %s, %s", p.Name(t.Ref), of.what, typed),
				say.F("write %s, which counts them from the day of adoption to that of the edition", ref))
		}
	}
}

// Other ways to say a number of parties. The number is the first group that matched.
var (
	partiesThen  = lazyregexp.New(`(?:number of (?:States )?parties|nombre (?:de|d’États) parties)(?:[ \n\x{a0}]+(?:had|has|was|is|now|stood|stands|rose|grew|increased|went|reached|risen|grown|est|était|passe|passait|passé|atteint|atteignait|porté|de|à|at|to))+[ \n\x{a0}]+([0-9]+)\b`)
	statesJoined = lazyregexp.New(`(?:^|[^\pL0-9])([0-9]+)[ \n\x{a0}]+(?:Member[ \n\x{a0}]+)?(?:States|États(?:[ \n\x{a0}]+Membres)?)(?:[ \n\x{a0}]+(?:are|were|is|had|have|has|been|become|now|already|en|y|sont|étaient|ont|avaient|l’ont|l’avaient|devenus|déjà|been))*[ \n\x{a0}]+(?:party|parties|partie|ratified|acceded|ratifiée|ratifié|adhéré)(?:[^\pL]|$)`)
)

// typedJoined finds numbers of parties to an instrument that the sentence names.
func (p *Pass) typedJoined(t report.TextField, l report.Lang, text string) {
	raw := t.Text.In(l)
	var all []statement
	for _, re := range []*lazyregexp.Regexp{partiesThen, statesJoined} {
		for _, at := range re.FindAllStringSubmatchIndex(text, -1) {
			if all == nil {
				all = statementsOf(raw)
			}
			in := statementAt(all, at[2])
			id, name := p.instrumentNamed(text[in.from:in.to], l)
			if m := instrumentRef.FindStringSubmatch(raw[in.from:in.to]); id == "" && m != nil && p.Report.ParticipationIn(m[1]) != nil {
				id = m[1]
				name = p.Report.Instrument(id).Short.In(l)
			}
			if already := partyNumber.FindStringIndex(text[at[2]:min(len(text), at[3]+60)]); id == "" || already != nil && already[0] == 0 {
				continue // no instrument, or already found
			}
			all, _ := p.Report.PartiesCount(id, p.Report.Edition.AsAt)
			typed := text[at[2]:at[3]]
			message := say.F("the text of %s contains a typed number of parties, %s", p.Name(t.Ref), typed)
			if typed != strconv.Itoa(all) {
				message = say.F("%s, but according to the acts on “%s” it is %d", message, name, all)
			}
			p.typed(t, l, text, at[2], at[3], message, say.F("write [parties:%s], which counts them at the date of the edition", id))
		}
	}
}

// statement is a sentence: a part of a text, from one offset to another, with the sources and the
// indicators that it refers to. Paragraphs and list items end sentences.
type statement struct {
	from, to       int
	cites, figures map[string]bool
	links          bool // to a record
}

// statementsOf splits a text in TOML into sentences.
func statementsOf(text string) []statement {
	var all []statement
	add := func(from, to int) {
		s := statement{from: from, to: to, cites: make(map[string]bool), figures: make(map[string]bool)}
		for _, m := range sourceRef.FindAllStringSubmatch(text[from:to], -1) {
			s.cites[m[1]] = true
		}
		for _, m := range figureRef.FindAllStringSubmatch(text[from:to], -1) {
			s.figures[m[1]] = true
		}
		s.links = recordLink.MatchString(text[from:to])
		all = append(all, s)
	}
	start := 0
	for _, m := range sentenceEnd.FindAllStringIndex(text, -1) {
		// The match ends with the first letter of the next sentence.
		_, n := utf8.DecodeLastRuneInString(text[:m[1]])
		end := max(m[1]-n, m[0]+1)
		add(start, end)
		start = end
	}
	if start < len(text) {
		add(start, len(text))
	}
	return all
}

// statementAt returns the sentence in which an offset is.
func statementAt(all []statement, at int) statement {
	i, _ := slices.BinarySearchFunc(all, at, func(s statement, at int) int {
		if s.to <= at {
			return -1
		}
		return 1
	})
	return all[min(i, len(all)-1)]
}

// partiesTo is what comes between “55 parties” and the name of the instrument.
var partiesTo = lazyregexp.New(`^[ \n\x{a0}]+(?:to|à|au|aux)(?:[ \n\x{a0}]|$)`)

// instrumentCounted returns the instrument of which the parties at text[from:to] are: the
// one that follows in “55 parties to the Convention”, else the one that the text before
// names last. What the sentence says of another instrument thereafter is not looked at.
func (p *Pass) instrumentCounted(raw, text string, from, to int, l report.Lang) (id, name string) {
	after := text[to:max(to, statementAt(statementsOf(raw), from).to)]
	if i := strings.IndexAny(after, ",;:()"+digits); i >= 0 {
		after = after[:i]
	}
	if partiesTo.MatchString(after) {
		if id, name = p.instrumentFirst(after, l); id != "" {
			return id, name
		}
	}
	return p.instrumentNamed(text[:from], l)
}

// instrumentFirst returns the instrument with participation data that a text names first,
// if any.
func (p *Pass) instrumentFirst(text string, l report.Lang) (id, name string) {
	first := len(text)
	for _, list := range p.Report.Participation {
		in := p.Report.Instrument(list.Instrument)
		for _, n := range []string{in.Short.In(l), in.Name.In(l)} {
			if at := strings.Index(text, n); n != "" && at >= 0 && (at < first || at == first && len(n) > len(name)) {
				id, name, first = in.ID, n, at
			}
		}
	}
	return id, name
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
	p.answers(func(t report.TextField, l report.Lang, text string) {
		raw := t.Text.In(l)
		// Only figures that the text refers to: other equal numbers are coincidence.
		figures := make(map[string]string) // by the number as a fraction
		named := make(map[string]bool)
		add := func(indicator string) {
			if in := r.Indicator(indicator); in != nil {
				named[indicator] = true
				for _, o := range in.Observations {
					if o.Quantity.Value != nil {
						figures[o.Quantity.Value.Rat().RatString()] = in.ID + "/" + o.ID
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
		for _, m := range figureRef.FindAllStringSubmatch(raw, -1) {
			add(m[1])
		}
		var all []statement
		for _, at := range groupedNumber.FindAllStringIndex(text, -1) {
			typed := text[at[0]:at[1]]
			n, err := typedNumber(typed)
			if err != nil || !isCount(text, at[0], at[1]) {
				continue
			}
			inWords := raw[at[0]] != text[at[0]]
			if id := figures[n.Rat().RatString()]; id != "" && !inWords && !otherUnit(text, at[0], at[1]) {
				p.typed(t, l, text, at[0], at[1], say.F("the text of %s contains the typed number %s, which is the figure %s", p.Name(t.Ref), typed, id), say.F("write [figure:%s]", id))
				continue
			}
			if all == nil {
				all = statementsOf(raw)
			}
			o, equal := p.figureOf(statementAt(all, at[0]), text, at[0], at[1], n, l, named)
			if o == nil {
				continue
			}
			id := o.Indicator.ID + "/" + o.ID
			if equal {
				p.typed(t, l, text, at[0], at[1], say.F("the text of %s contains the typed number %s, which is the figure %s", p.Name(t.Ref), typed, id), say.F("write [figure:%s]", id))
				continue
			}
			p.typed(t, l, text, at[0], at[1],
				say.F("the text of %s contains the typed number %s, but according to %s it is %s", p.Name(t.Ref), typed, p.Name(report.Ref{Kind: report.KindIndicator, ID: o.Indicator.ID}), said(o.Quantity)),
				say.F("write [figure:%s]; if it counts something else, make it a figure of its own", id))
		}
	})
}

var typedDecimals = lazyregexp.New(`[.,]([0-9]{1,2})$`)

// typedNumber reads a number in a text: what separates three digits groups them, and
// one or two digits after a point or a comma are decimals.
func typedNumber(s string) (report.Number, error) {
	decimals := ""
	if m := typedDecimals.FindStringSubmatch(s); m != nil {
		s, decimals = strings.TrimSuffix(s, m[0]), "."+m[1]
	}
	return report.ParseNumber(strings.NewReplacer(" ", "", ",", "", ".", "", "\u00a0", "", "\u202f", "").Replace(s) + decimals)
}

// figureOf returns the figure that a typed number at text[start:end], in statement s, speaks of, and
// whether it is equal to it; nil if there is none, or if words such as “more than”
// make the two agree. named are the indicators that the text refers to.
func (p *Pass) figureOf(s statement, text string, start, end int, n report.Number, l report.Lang, named map[string]bool) (o *report.Observation, equal bool) {
	alone := len(s.cites) == 0 && len(s.figures) == 0 && !s.links
	if alone && len(named) == 0 {
		return nil, false
	}
	const near = 200 // bytes around a number that say what it counts
	qualifier, partial := wordsBefore(text[max(s.from, start-near):start])
	if partial {
		return nil, false
	}
	after := text[end:max(end, min(s.to, end+near))]
	typed := spanOf(report.Quantity{Value: &n, Qualifier: qualifier})
	for _, in := range p.Report.Indicators {
		if !countsUnit(after, in.Unit.In(l), l) {
			continue
		}
		spoken := s.figures[in.ID] || alone && named[in.ID]
		for i := len(in.Observations) - 1; i >= 0; i-- {
			ob := in.Observations[i]
			byItsSource := slices.ContainsFunc(slices.Concat(ob.Cites, in.Cites), func(c report.Cite) bool { return s.cites[c.Source] })
			if ob.Quantity.Value == nil || !spoken && !byItsSource {
				continue
			}
			is := spanOf(ob.Quantity)
			switch {
			case ob.Quantity.Value.Cmp(n) == 0:
				return ob, true
			case qualifier != report.Exact && !typed.exceeds(is) && !is.exceeds(typed):
				return nil, false
			case o == nil:
				o = ob
			}
		}
	}
	return o, false
}

// wordsBefore reads what is said before a number: how exact it is, and whether it is
// part of a whole or a share, so that it is not the figure itself.
func wordsBefore(before string) (q report.Qualifier, partial bool) {
	words := strings.Fields(strings.ToLower(strings.ReplaceAll(before, "\u00a0", " ")))
	last := func(i int) string {
		if i < len(words) {
			return strings.Trim(words[len(words)-1-i], "(,;:")
		}
		return ""
	}
	switch last(1) + " " + last(0) {
	case "total of", "total de", "nombre de":
		return report.Exact, false
	case "more than", "at least", "no fewer", "plus de", "au moins", "plus d’":
		return report.AtLeast, false
	case "less than", "fewer than", "at most", "up to", "moins de", "au plus":
		return report.LessThan, false
	case "of the", "out of", "parmi les", "sur les":
		return report.Exact, true
	case "près de":
		return report.About, false
	}
	switch last(0) {
	case "over", "above":
		return report.AtLeast, false
	case "some", "about", "around", "nearly", "almost", "approximately", "quelque", "environ", "presque":
		return report.About, false
	case "of", "des", "sur", "from", "another", "d’autres", "autres", "other", "these", "those", "ces", "dont":
		return report.Exact, true
	}
	return report.Exact, false
}

// countsUnit reports whether the text after a number names a unit among its first
// words, before anything else is counted: "criminal justice officials".
func countsUnit(after, unit string, l report.Lang) bool {
	want := wordsOf(unit)
	if len(want) == 0 {
		return false
	}
	if i := strings.IndexAny(after, ".,;:()[]!?"); i >= 0 {
		after = after[:i]
	}
	words := wordsOf(after)
	const between = 3 // words that may come before the unit
	for i := 0; i <= between && i+len(want) <= len(words); i++ {
		w := strings.ToLower(words[i].text)
		same := true
		for j := range want {
			same = same && strings.EqualFold(words[i+j].text, want[j].text)
		}
		next := strings.ToLower(at(words, i+len(want)).text)
		if same {
			return next != "more" && next != "fewer" && !(l == "fr" && next == "de" && slices.Contains([]string{"plus", "moins"}, strings.ToLower(at(words, i+len(want)+1).text)))
		}
		if strings.ContainsAny(w, digits) || notUnit[w] {
			return false
		}
	}
	return false
}

// notUnit are words after a number that show that it does not count what follows.
var notUnit = oneOf("more fewer additional further other others new of in from to and or per cent by per at on for the with " +
	"autres nouveaux nouvelles supplémentaires des de du d’ en dans sur et ou pour par cent au aux à les le la avec parmi")

var (
	moneyBefore = lazyregexp.New(`(?:\p{Sc}|\b(?:USD|EUR|CHF|GBP|US))[ \n\x{a0}\x{202f}]*$`)
	unitAfter   = lazyregexp.New(`^[ \n\x{a0}\x{202f}]*(?:\p{Sc}|%|(?:USD|EUR|CHF|GBP|per cent|pour cent|dollars?|US dollars?|euros?|millions?|billions?|milliards?|votes?|voix|abstentions?)(?:[^\pL]|$))`)
	votesBefore = lazyregexp.New(`(?:votes|voix)[ \n\x{a0}]+(?:to|against|contre)[ \n\x{a0}]+$`)
)

// otherUnit reports whether the number at text[start:end] is a sum of money, a share or
// a number of votes, so that it is not a figure only because the two are equal.
func otherUnit(text string, start, end int) bool {
	return moneyBefore.MatchString(text[:start]) || unitAfter.MatchString(text[end:]) || votesBefore.MatchString(text[:start])
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
