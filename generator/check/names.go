package check

import (
	"cmp"
	"slices"
	"strings"

	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// Name returns the name of a record for messages, with its id: the activity
// “Symposium on terrorism prevention” (vienna-2007).
func (p *Pass) Name(ref report.Ref) say.Text {
	r := p.Report
	title := func(kind string, t report.Text, id string) say.Text {
		if t.IsZero() {
			return say.F("%s %s", say.F("the "+kind), id)
		}
		return say.F("%s “%s”‹ (%s)›", say.F("the "+kind), p.titled(t), id)
	}
	noun := cmp.Or(ref.Kind.Info().Noun, string(ref.Kind))
	switch v := r.Record(ref).(type) {
	case nil:
		return say.Plain(ref.String())
	case *report.Edition:
		return say.F("the edition %s", v.ID)
	case *report.Paragraph:
		return say.F("the paragraph %s‹ (%s)›", v.Number, v.ID)
	case *report.Subparagraph:
		return say.F("the sub-paragraph %s %s‹ (%s)›", v.Paragraph.Number, v.Label(), v.ID)
	case *report.Column:
		return say.F("the column %s of %s", v.ID, p.Name(r.Parent(ref)))
	case *report.Row:
		return say.F("the row %s of %s", v.ID, p.Name(r.Parent(ref)))
	case *report.Observation:
		return say.F("the observation %s of %s", v.ID, p.Name(r.Parent(ref)))
	case *report.Target:
		return say.F("the target %s of %s", v.ID, p.Name(r.Parent(ref)))
	case *report.Category:
		return title("category", v.Name, ref.ID)
	case *report.Reply:
		return say.F("the reply %s of %s", v.ID, p.Name(v.From))
	case *report.Term:
		return title("term", v.Name, v.ID)
	case *report.Dimension:
		return title("dimension", v.Name, v.ID)
	case *report.Participation:
		return say.F("the list of acts on %s", p.Name(r.Parent(ref)))
	case *report.Act:
		return say.F("%s by %s of %s‹ (%s)›", say.F("the "+strings.ReplaceAll(string(v.Kind), "-", " ")), p.stateName(v.State), v.Date, r.Parent(ref).ID)
	case *report.Money:
		return title(string(v.Kind), v.Name, v.ID)
	case *report.Source:
		if v.Symbol != "" {
			return say.F("the source %s‹ (%s)›", v.Symbol, v.ID)
		}
	}
	if len(ref.Kind.Info().ID) == 0 {
		return say.F("the " + noun)
	}
	name, _ := r.Name(ref)
	return title(noun, name, ref.ID)
}

func (p *Pass) stateName(id string) any {
	if s := p.Report.State(id); s != nil {
		return p.titled(s.Name)
	}
	return id
}

// languageName is the name of a language in a message.
func languageName(l report.Lang) say.Text { return say.F(l.Name()) }

// languageCode is the code of a language in a message: "1,200 words in fr".
func languageCode(l report.Lang) say.Text { return say.F(string(l)) }

// titled is a title in a message.
func (p *Pass) titled(t report.Text) printedTitle { return printedTitle{t, p.Report.Meta.Original} }

type printedTitle struct {
	text     report.Text
	original report.Lang
}

// Say returns a title in a language, or in the original language if it has none in that
// one, shortened if it is long.
func (t printedTitle) Say(lang string) string {
	const most = 60
	s, _ := t.text.Best(report.Lang(lang), t.original)
	words := strings.Fields(s)
	out := ""
	for i, w := range words {
		if i > 0 && len(out)+len(w) > most {
			return out + " …"
		}
		if i > 0 {
			out += " "
		}
		out += w
	}
	return out
}

// title returns the name of a record in all its languages, else its own words,
// zero if it has neither.
func (p *Pass) title(ref report.Ref) report.Text {
	if name, _ := p.Report.Name(ref); !name.IsZero() {
		return name
	}
	words, _ := p.Report.Wording(ref)
	return words
}

// codeKeys are the keys of symbols of documents, references and addresses, in whatever
// kind of record they are.
var codeKeys = []string{"symbol", "draft", "adopted", "resolution", "corresponds_to", "reference", "link"}

// codes calls visit for each symbol, reference and address in a record, with the path and
// the last key of its field.
func (p *Pass) codes(visit func(ref report.Ref, field, key, code string)) {
	rd := p.Report.NewReader()
	for _, e := range p.Report.Entries() {
		if e.Ref.Kind.Info().Part || p.only != nil && !p.only(e.Ref) {
			continue
		}
		for _, leaf := range rd.Leaves(e) {
			key := leaf.Path[strings.LastIndexByte(leaf.Path, '.')+1:]
			if code, ok := leaf.Value.(string); ok && leaf.Form == report.FormWord && slices.Contains(codeKeys, key) {
				visit(e.Ref, leaf.Path, key, code)
			}
		}
	}
}
