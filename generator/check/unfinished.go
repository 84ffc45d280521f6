package check

import (
	"strings"

	"rapporteur/generator/catalogue"
	"rapporteur/generator/internal/lazyregexp"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// unfinishedRules returns the two rules about texts that are still to be written. What
// they have in common is placeholder: a text that is one as a whole, as a new report has
// many, is reported once a record; a note to oneself within a text is reported where it
// is. Both names stay, because waivers name rules.
func unfinishedRules() []Rule {
	return []Rule{
		{
			Name:   "text-entered",
			Family: Coverage,
			Warns:  true,
			Issues: true,
			Doc: "No text is still a [placeholder] in square brackets. A new report contains them where text must be entered. " +
				"Each record is reported once, even if several of its texts are missing. " +
				"This is an error in an edition that is being issued, which nobody can change afterwards.",
			Run: textEntered,
		},
		{
			Name:   "placeholder",
			Family: Coverage,
			Warns:  true,
			Issues: true,
			Doc: "No text holds a note to its writer: XXX, ???, ___, TODO, TBC or TBD, a word after #, or words such as [insert number], [insérer le nombre], [à compléter] or (to be checked) in brackets. " +
				"A text that is only a placeholder is found by text-entered. Both are errors in an edition that is being issued.",
			Run: placeholders,
		},
	}
}

func textEntered(p *Pass) {
	seen := make(map[report.Ref]bool)
	for _, t := range p.Texts() {
		for _, l := range append([]report.Lang{p.Report.Meta.Original}, t.Text.Langs()...) {
			if text := t.Text.In(l); seen[t.Ref] || !placeholder(text) && !begun(text, l) {
				continue
			}
			seen[t.Ref] = true
			p.Found(t.Ref, t.Field+"."+string(l), say.F("%s: ‹%s› is not yet entered", p.Name(t.Ref), t.Field), say.F("replace the brackets with the text"))
		}
	}
}

// begun reports whether a text is still what a new report has in its place, or has it
// after a sentence that is there from the beginning.
func begun(s string, lang report.Lang) bool {
	words := catalogue.In(string(lang))
	return strings.Contains(s, words.Say("new-section")) || strings.TrimSpace(s) == words.Say("new-answer")
}

// placeholder reports whether a text is one in square brackets, to be replaced by what
// is to be entered. References such as [note:1] are none.
func placeholder(s string) bool {
	s = strings.TrimRight(strings.TrimSpace(s), ".;。；؛ \u00a0")
	inside, open := strings.CutPrefix(s, "[")
	inside, end := strings.CutSuffix(inside, "]")
	if wide, ok := strings.CutPrefix(s, "［"); ok {
		inside, end = strings.CutSuffix(wide, "］")
		open = ok
	}
	return open && end && !strings.ContainsAny(inside, "[]:［］")
}

var (
	noteToSelf    = lazyregexp.New(`(?:^|[^\pL0-9/(])(X{3,}|x{4,}|TODO|TBD|TBC|FIXME|À COMPLÉTER|À VÉRIFIER|\?{2,}|_{3,})(?:[^\pL0-9/)]|$)`)
	hashNote      = lazyregexp.New(`(?:^|[ \n\x{a0}])(#[ \x{a0}]?\pL[\pL’' ]*)`)
	roundNote     = lazyregexp.New(`(?i)\([ \x{a0}]*((?:à|a) (?:vérifier|verifier|compléter|completer|confirmer|préciser|insérer|ajouter)|to (?:be )?(?:check|checked|verify|verified|complete|completed|confirm|confirmed|insert|inserted|add|added|update|updated)|por (?:confirmar|completar|verificar)|todo|tbc|tbd)[ \x{a0}]*\)`)
	bracketedNote = lazyregexp.New(`(?i)\[[ \x{a0}]*((?:to |à |a |please |prière de )?(?:insert|insérer|inserer|add|ajouter|complete|compléter|completer|completar|insertar|check|vérifier|verifier|confirm|confirmer|confirmed|confirmés?|verify|update|fill|remplir|comment|commentaire|comentario|remarque|query|ask|demander|todo|tbc|tbd|xx+|вставить|дополнить|number|nombre|date|name|nom|number of [^\]]*|nombre de [^\]]*|…|\.\.\.|\?+)(?:[ \x{a0}:][^\]\n]*)?)\]`)
)

func placeholders(p *Pass) {
	for _, t := range p.Texts() {
		if t.Verbatim || t.Cited {
			continue
		}
		for _, l := range t.Text.Langs() {
			raw := t.Text.In(l)
			if placeholder(raw) || !strings.ContainsAny(raw, "XxT?_#[(FÀ") {
				continue
			}
			text := raw
			if t.Prose {
				text = unmarked(raw, p.Parse(raw))
			}
			for _, re := range []*lazyregexp.Regexp{noteToSelf, hashNote, bracketedNote, roundNote} {
				for _, at := range re.FindAllStringSubmatchIndex(text, -1) {
					from, to := at[2], at[3]
					if re == roundNote {
						from, to = at[0], at[1]
					}
					if re == bracketedNote {
						from, to = at[0], at[1]
						if from > 0 && raw[from-1] == '\\' {
							continue
						}
						if strings.Trim(text[at[2]:at[3]], ".…") == "" && quotedAt(text, from) {
							continue // words left out of a quotation
						}
					}
					if re == hashNote && raw[:from] == "" {
						continue
					}
					if inURL(text, from) {
						continue
					}
					p.FoundIn(t.Ref, t.Field+"."+string(l), from, to-from, say.F("%s still says “%s”", p.Name(t.Ref), strings.TrimSpace(text[from:to])), say.F("write what it stands for, or remove it"))
				}
			}
		}
	}
}

// quotedAt reports whether an offset is inside of quotation marks.
func quotedAt(text string, off int) bool {
	before := text[:off]
	return strings.LastIndexAny(before, "“«") > strings.LastIndexAny(before, "”»")
}

func inURL(text string, off int) bool {
	start := strings.LastIndexAny(text[:off], " \n\u00a0") + 1
	return strings.Contains(text[start:off], "://") || strings.HasPrefix(text[start:], "http")
}
