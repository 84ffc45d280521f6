package check

import (
	"slices"
	"strings"

	"rapporteur/generator/internal/lazyregexp"
	"rapporteur/generator/prose"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// markupRules returns the rules about what a writer meant as markup and what would be
// printed as it is written.
func markupRules() []Rule {
	return []Rule{
		{
			Name:   "reference-form",
			Family: References,
			Doc: "A reference has the form [source:id], [figure:id] or the like, and a link the form [text](kind:id). " +
				"With other brackets, a capital, a space, an equals sign or no colon it is printed as it is written, in every language alike. " +
				"Found is what stands in brackets and holds the id of a record, or a kind of reference and a colon.",
			Run: referenceForm,
		},
		{
			Name:   "markdown-form",
			Family: Form,
			Warns:  true,
			Doc: "Lists, bold words and addresses are written so that the pages show them: a list with - and a space, bold words between two pairs of asterisks, an address as a link with https://. " +
				"Bullets and tables of a word processor, a pair of asterisks without the other and www. are printed as they are written.",
			Run: markdownForm,
		},
	}
}

// referenceKinds are the words that people write for the kinds of references, and how
// the reference is written; links where it is a link to a record.
var referenceKinds = map[string]string{
	"source": "source", "sources": "source", "src": "source", "figure": "figure", "figures": "figure", "fig": "figure", "chiffre": "figure", "indicator": "figure", "indicateur": "figure",
	"parties": "parties", "party": "parties", "note": "note", "notes": "note", "table": "table", "tables": "table", "tableau": "table", "image": "image", "images": "image",
}

var (
	bracketed = lazyregexp.New(`[\[({]([^\[\](){}\n]{1,200})[\])}]`)
	kindAndID = lazyregexp.New(`^[ \x{a0}\x{202f}]*(?:(\pL+)([ \x{a0}\x{202f}]*[:=][ \x{a0}\x{202f}]*|[ \x{a0}\x{202f}]+))?([a-z0-9]+(?:[-/][a-z0-9]+)*)((?:,[^,]*)?)[ \x{a0}\x{202f}]*$`)
	doubled   = lazyregexp.New(`\[(\[(?:source|figure|parties|deposits|depositors|table|image|note):[^\[\]\n]+\])\]`)
	loose     = lazyregexp.New(`(?:^|[ \n\x{a0}(])(\[?((?:source|figure|parties|table|image):[a-z0-9]+(?:[-/][a-z0-9]+)*)\]?)`)
	partedURL = lazyregexp.New(`\][ \n\x{a0}]+\(((?:https?://|[a-z]+:[a-z0-9])[^\s()]*)\)`)
)

func referenceForm(p *Pass) {
	kinds := make(map[string][]report.Kind) // of the records with an id
	for _, ref := range p.Report.Refs() {
		if !strings.Contains(ref.ID, "/") {
			kinds[ref.ID] = append(kinds[ref.ID], ref.Kind)
		}
	}
	for _, t := range p.Texts() {
		if !t.Prose || t.Verbatim {
			continue
		}
		for _, l := range t.Text.Langs() {
			raw := t.Text.In(l)
			if !strings.ContainsAny(raw, "[({:") {
				continue
			}
			text := unmarked(raw, p.Parse(raw))
			field := t.Field + "." + string(l)
			for _, at := range doubled.FindAllStringSubmatchIndex(raw, -1) {
				if !strings.HasPrefix(raw[at[1]:], "(") && !strings.HasSuffix(raw[:at[0]], `\`) {
					p.foundEdit(t.Ref, field, at[0], at[1]-at[0], say.F("%s has two pairs of brackets around a reference, of which one is printed", p.Name(t.Ref)),
						say.F("write %s", raw[at[2]:at[3]]), raw[at[2]:at[3]])
				}
			}
			var found [][]int // what is in brackets and was meant as a reference
			for _, at := range partedURL.FindAllStringSubmatchIndex(text, -1) {
				p.foundEdit(t.Ref, field, at[0]+1, at[1]-at[0]-1, say.F("%s has a space between the text of a link and its address, so that it is no link", p.Name(t.Ref)),
					say.F("write [text](address) without a space between the brackets"), "("+text[at[2]:at[3]]+")")
			}
			for _, at := range bracketed.FindAllStringSubmatchIndex(text, -1) {
				if at[0] > 0 && raw[at[0]-1] == '\\' {
					continue // the bracket itself is meant
				}
				inside := text[at[2]:at[3]]
				if before := strings.TrimRight(text[:at[0]], " \n\u00a0"); text[at[0]] == '(' && strings.HasSuffix(before, "]") && before != text[:at[0]] {
					continue // a link with a space, found above
				}
				right, ok := meantReference(inside, text[at[0]], kinds)
				if !ok {
					continue
				}
				found = append(found, at)
				hint := say.F("write %s", right)
				if right == "" {
					hint = say.F("write [source:id], [figure:id], [parties:id], [table:id], [image:id] or [note:1]; a link to a record is [text](kind:id)")
				}
				p.foundEdit(t.Ref, field, at[0], at[1]-at[0], say.F("%s has %s, which is no reference and is printed as it is written", p.Name(t.Ref), strings.ReplaceAll(text[at[0]:at[1]], "\u00a0", " ")),
					hint, right)
			}
			for _, at := range loose.FindAllStringSubmatchIndex(text, -1) {
				inside := text[at[4]:at[5]]
				if slices.ContainsFunc(found, func(f []int) bool { return f[0] <= at[2] && at[3] <= f[1] }) || strings.HasSuffix(raw[:at[2]], `\`) {
					continue
				}
				if right, ok := meantReference(inside, '(', kinds); ok && right != "" {
					p.foundEdit(t.Ref, field, at[2], at[3]-at[2], say.F("%s has %s, which is no reference and is printed as it is written", p.Name(t.Ref), text[at[2]:at[3]]),
						say.F("write %s", right), right)
				}
			}
		}
	}
}

// meantReference reports whether what is in brackets was meant as a reference, and
// how that is written; "" where it is not certain.
func meantReference(inside string, open byte, kinds map[string][]report.Kind) (right string, ok bool) {
	m := kindAndID.FindStringSubmatch(inside)
	if m == nil {
		return "", false
	}
	word, between, id, locator := m[1], m[2], m[3], m[4]
	kind := referenceKinds[strings.ToLower(word)]
	of := kinds[id]
	isKind := kind != "" || report.Kind(strings.ToLower(word)).Info().Linked
	joined := strings.ContainsAny(between, ":=")
	bare, _, _ := strings.Cut(id, "/")
	if len(of) == 0 {
		of = kinds[bare]
	}
	known := len(of) > 0
	switch {
	case word == "" && (!known || open == '(' || !strings.ContainsAny(id, "-0123456789")):
		return "", false // a word in brackets
	case word != "" && !isKind:
		return "", false
	case word != "" && !known && (open == '(' || !joined):
		return "", false // "(source: the Office)", "[note 3]"
	case word != "" && known && !joined && open == '(' && !strings.ContainsAny(id, "-"):
		return "", false // "(note unodc)"
	}
	if kind == "" || !slices.Contains([]string{"note", "image", "table"}, kind) {
		switch {
		case slices.Contains(of, report.KindSource) && (kind == "" || kind == "source"):
			kind = "source"
		case slices.Contains(of, report.KindIndicator) && (kind == "" || kind == "figure"):
			kind = "figure"
		case slices.Contains(of, report.KindInstrument) && kind == "parties":
		case !known:
		case len(of) == 1 && of[0] == report.KindIndicator:
			kind = "figure"
		case len(of) == 1 && of[0] == report.KindSource:
			kind = "source"
		default:
			return "", true // of an activity: the words of the link are missing
		}
	}
	if kind == "" {
		return "", true
	}
	if locator != "" && kind != "source" {
		return "", true
	}
	if locator != "" {
		locator = ", " + strings.TrimLeft(locator[1:], " \u00a0")
	}
	return "[" + kind + ":" + id + locator + "]", true
}

// foundEdit is as FoundIn, with an edit that somebody has to look at; none where it is
// empty.
func (p *Pass) foundEdit(ref report.Ref, field string, off, n int, message, hint say.Text, edit string) {
	count := len(p.problems)
	p.FoundIn(ref, field, off, n, message, hint)
	if edit != "" && len(p.problems) > count {
		p.problems[count].Edit = p.Report.TextEdit(ref, field, off, n, edit, false)
	}
}

var (
	wordBullet = lazyregexp.New(`(?m)^[ \t]*([•·▪◦‣●○■–—])[ \t\x{a0}]+\S`)
	bareWWW    = lazyregexp.New(`(?:^|[^/\pL0-9.@])(www\.[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[^\s)\]]*)?)`)
	pipeRows   = lazyregexp.New(`(?m)^[ \t]*\|?[^|\n]+\|[^|\n]+\|[^\n]*\n[ \t]*\|?[^|\n]+\|[^|\n]+\|`)
	tabbed     = lazyregexp.New(`(?m)^[^\t\n]+\t[^\t\n]`)
)

func markdownForm(p *Pass) {
	for _, t := range p.Texts() {
		if !t.Prose || t.Verbatim {
			continue
		}
		for _, l := range t.Text.Langs() {
			p.markdown(t.Ref, t.Field+"."+string(l), t.Text.In(l))
		}
	}
}

func (p *Pass) markdown(ref report.Ref, field, raw string) {
	doc := p.Parse(raw)
	bullets := wordBullet.FindAllStringSubmatchIndex(raw, -1)
	for _, at := range bullets {
		sign := raw[at[2]:at[3]]
		if dash := sign == "–" || sign == "—"; dash && (len(bullets) < 2 || !startsBlock(raw, at[0]) && !listed(raw, bullets)) {
			continue // a dash in a sentence, at the beginning of a line
		}
		p.FoundIn(ref, field, at[2], len(sign), say.F("%s begins a line with “%s”, which makes no list: the lines are joined", p.Name(ref), sign),
			say.F("begin each item with - and a space, and leave a blank line before the list"))
	}
	doc.Walk(func(in prose.Inline) {
		if in.Kind != prose.Text || !strings.Contains(in.Text, "**") {
			return
		}
		if i := strings.Index(raw[in.Offset:], "**"); i >= 0 {
			p.FoundIn(ref, field, in.Offset+i, 2, say.F("%s has ** that is not closed, or not beside a word, so that it is printed", p.Name(ref)),
				say.F("write **words** without spaces inside, or remove the asterisks"))
		}
	})
	text := ""
	if strings.Contains(raw, "www.") {
		text = unmarked(raw, doc)
		for _, at := range bareWWW.FindAllStringSubmatchIndex(text, -1) {
			address := strings.TrimRight(text[at[2]:at[3]], ".,;:!?")
			p.FoundIn(ref, field, at[2], len(address), say.F("%s names %s, which is no link", p.Name(ref), address), say.F("write [%s](https://%s)", address, address))
		}
	}
	if at := tabbed.FindStringIndex(raw); at != nil {
		p.FoundIn(ref, field, at[1]-2, 1, say.F("%s has columns parted by tabs, which are printed as one line", p.Name(ref)), say.F("write it as a list, or from schema 3 on as a table‹ in data/tables/›"))
	}
	if at := pipeRows.FindStringIndex(raw); at != nil && !slices.ContainsFunc(doc.Issues, func(is prose.Issue) bool { return strings.HasPrefix(is.Message.Format, "tables") }) {
		line, _, _ := strings.Cut(raw[at[0]:], "\n")
		p.FoundIn(ref, field, at[0], len(line), say.F("%s has columns parted by |, which are printed as they are written", p.Name(ref)), say.F("write it as a list, or from schema 3 on as a table‹ in data/tables/›"))
	}
}

// startsBlock reports whether a line is the first of a paragraph.
func startsBlock(raw string, off int) bool {
	before := strings.TrimRight(raw[:off], " \t")
	return before == "" || strings.HasSuffix(before, "\n\n") || strings.HasSuffix(strings.TrimRight(before, "\n"), ":")
}

// listed reports whether the first of some bullets begins a paragraph, so that those
// after it are of one list.
func listed(raw string, bullets [][]int) bool { return startsBlock(raw, bullets[0][0]) }
