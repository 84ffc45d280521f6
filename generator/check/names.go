package check

import (
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
	switch v := r.Record(ref).(type) {
	case *report.Meta:
		return "the report"
	case *report.Edition:
		return "the edition " + v.ID
	case *report.Resolution:
		return "the resolution"
	case *report.Preambular:
		return "the preambular paragraph " + v.ID
	case *report.Note:
		return "the footnote " + v.ID
	case *report.Paragraph:
		return fmt.Sprintf("the paragraph %s (%s)", v.Number, v.ID)
	case *report.Request:
		return title("request", v.Summary, v.ID)
	case *report.Section:
		return title("section", v.Heading, v.ID)
	case *report.Indicator:
		return title("indicator", v.Name, v.ID)
	case *report.Observation:
		return fmt.Sprintf("the observation %s of %s", v.ID, p.Name(report.Ref{Kind: report.KindIndicator, ID: v.Indicator.ID}))
	case *report.Activity:
		return title("activity", v.Title, v.ID)
	case *report.Publication:
		return title("publication", v.Title, v.ID)
	case *report.Instrument:
		name := v.Short
		if name.IsZero() {
			name = v.Name
		}
		return title("instrument", name, v.ID)
	case *report.Participation:
		return "the list of acts on " + p.Name(report.Ref{Kind: report.KindInstrument, ID: v.Instrument})
	case *report.Act:
		instrument, _, _ := strings.Cut(ref.ID, "/")
		return fmt.Sprintf("the %s by %s of %s (%s)", v.Kind, p.stateName(v.State), v.Date, instrument)
	case *report.Money:
		return title(string(v.Kind), v.Name, v.ID)
	case *report.Entity:
		return title("entity", v.Name, v.ID)
	case *report.State:
		return title("State", v.Name, v.ID)
	case *report.Source:
		if v.Symbol != "" {
			return fmt.Sprintf("the source %s (%s)", v.Symbol, v.ID)
		}
		return title("source", v.Title, v.ID)
	}
	return ref.String()
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

// title returns the title of a record in all its languages, zero if it has none.
func (p *Pass) title(ref report.Ref) report.Text {
	switch v := p.Report.Record(ref).(type) {
	case *report.Preambular:
		return v.Text
	case *report.Note:
		return v.Text
	case *report.Paragraph:
		return v.Text
	case *report.Request:
		return v.Summary
	case *report.Section:
		return v.Heading
	case *report.Indicator:
		return v.Name
	case *report.Activity:
		return v.Title
	case *report.Publication:
		return v.Title
	case *report.Instrument:
		return v.Name
	case *report.Money:
		return v.Name
	case *report.Entity:
		return v.Name
	case *report.State:
		return v.Name
	case *report.Source:
		return v.Title
	}
	return report.Text{}
}
