package check

import (
	"cmp"
	"fmt"
	"strings"

	"rapporteur/generator/report"
)

// Name returns the name of a record for messages, with its id: the activity
// “Symposium on terrorism prevention” (vienna-2007).
func (p *Pass) Name(ref report.Ref) string {
	r := p.Report
	title := func(kind string, t report.Text, id string) string {
		s := p.short(t)
		if s == "" {
			return fmt.Sprintf("the %s %s", kind, id)
		}
		return fmt.Sprintf("the %s “%s” (%s)", kind, s, id)
	}
	noun := cmp.Or(ref.Kind.Info().Noun, string(ref.Kind))
	switch v := r.Record(ref).(type) {
	case nil:
		return ref.String()
	case *report.Edition:
		return "the edition " + v.ID
	case *report.Paragraph:
		return fmt.Sprintf("the paragraph %s (%s)", v.Number, v.ID)
	case *report.Subparagraph:
		return fmt.Sprintf("the sub-paragraph %s %s (%s)", v.Paragraph.Number, v.Label(), v.ID)
	case *report.Column:
		return fmt.Sprintf("the column %s of %s", v.ID, p.Name(r.Parent(ref)))
	case *report.Row:
		return fmt.Sprintf("the row %s of %s", v.ID, p.Name(r.Parent(ref)))
	case *report.Observation:
		return fmt.Sprintf("the observation %s of %s", v.ID, p.Name(r.Parent(ref)))
	case *report.Target:
		return fmt.Sprintf("the target %s of %s", v.ID, p.Name(r.Parent(ref)))
	case *report.Category:
		return title("category", v.Name, ref.ID)
	case *report.Reply:
		return fmt.Sprintf("the reply %s of %s", v.ID, p.Name(v.From))
	case *report.Term:
		return title("term", v.Name, v.ID)
	case *report.Dimension:
		return title("dimension", v.Name, v.ID)
	case *report.Participation:
		return "the list of acts on " + p.Name(r.Parent(ref))
	case *report.Act:
		return fmt.Sprintf("the %s by %s of %s (%s)", strings.ReplaceAll(string(v.Kind), "-", " "), p.stateName(v.State), v.Date, r.Parent(ref).ID)
	case *report.Money:
		return title(string(v.Kind), v.Name, v.ID)
	case *report.Source:
		if v.Symbol != "" {
			return fmt.Sprintf("the source %s (%s)", v.Symbol, v.ID)
		}
	}
	if len(ref.Kind.Info().ID) == 0 {
		return "the " + noun
	}
	name, _ := r.Name(ref)
	return title(noun, name, ref.ID)
}

func (p *Pass) stateName(id string) string {
	if s := p.Report.State(id); s != nil {
		return p.short(s.Name)
	}
	return id
}

// short returns a title in English, the language of messages, shortened if it is
// long.
func (p *Pass) short(t report.Text) string {
	const most = 60
	s, _ := t.Best("en", p.Report.Meta.Original)
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
