package diff

import (
	"strings"

	"rapporteur/generator/report"
)

// nameOf is what people call a record, in the languages that it has a name
// in. Where it has none the texts are empty.
func nameOf(r *report.Report, e report.Entry) report.Text {
	switch v := e.Record.(type) {
	case *report.Meta:
		return v.Title
	case *report.Edition:
		return v.Title
	case *report.Resolution:
		return v.Title
	case *report.Paragraph:
		return v.Title
	case *report.Request:
		return v.Summary
	case *report.Section:
		return v.Heading
	case *report.Indicator:
		return v.Name
	case *report.Observation:
		if v.Indicator != nil {
			return each(v.Indicator.Name, func(s string, _ report.Lang) string { return s + ", " + until(v.Period) })
		}
	case *report.Activity:
		return v.Title
	case *report.Publication:
		return v.Title
	case *report.Instrument:
		return shortName(v)
	case *report.Participation:
		if in := r.Instrument(v.Instrument); in != nil {
			return shortName(in)
		}
	case *report.Act:
		instrument, _, _ := strings.Cut(e.Ref.ID, "/")
		s, in := r.State(v.State), r.Instrument(instrument)
		if s != nil && in != nil {
			short := shortName(in)
			return each(s.Name, func(name string, l report.Lang) string {
				if short.In(l) == "" {
					return name
				}
				return name + ", " + short.In(l)
			})
		}
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

func shortName(in *report.Instrument) report.Text {
	if !in.Short.IsZero() {
		return in.Short
	}
	return in.Name
}

func until(p report.Period) string {
	if p.To.IsZero() {
		return p.From.String()
	}
	return p.To.String()
}

// each is t with every text that there is replaced.
func each(t report.Text, f func(string, report.Lang) string) report.Text {
	for l, s := range map[report.Lang]*string{"ar": &t.Ar, "zh": &t.Zh, "en": &t.En, "fr": &t.Fr, "ru": &t.Ru, "es": &t.Es} {
		if *s != "" {
			*s = f(*s, l)
		}
	}
	return t
}
