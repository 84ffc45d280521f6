package check

import (
	"path"
	"strings"

	"rapporteur/generator/address"
	"rapporteur/generator/problem"
	"rapporteur/generator/report"
)

// Pages sets the page of each problem: the one that shows its record. r may be
// nil if the data could not be read; then the page is derived from the record and
// the file.
func Pages(r *report.Report, ps []problem.Problem) {
	for i := range ps {
		ps[i].Page = page(r, ps[i])
	}
}

func page(r *report.Report, p problem.Problem) string {
	ref := report.ParseRef(p.Record)
	switch ref.Kind {
	case report.KindEdition:
		return address.List(report.KindReport)
	case report.KindParticipation:
		return address.List(report.KindInstrument) + ref.ID + "/"
	}
	if r != nil {
		if to, ok := address.Of(r, ref); ok {
			return to.Page
		}
	}
	dir, base := path.Split(p.Pos.File)
	name := strings.TrimSuffix(base, ".toml")
	switch {
	case name == base: // not a file of the report
		return ""
	case dir == "data/paragraphs/":
		return address.List(report.KindParagraph) + name + "/"
	case dir == "data/participation/":
		return address.List(report.KindInstrument) + name + "/"
	case dir == "data/activities/":
		return address.List(report.KindActivity)
	case dir == "data/":
		return address.List(listed(name))
	}
	return ""
}

// listed returns the kind of record in a file directly under data/, "" if no page
// shows it.
func listed(name string) report.Kind {
	switch name {
	case "report", "sections":
		return report.KindReport
	case "resolution":
		return report.KindResolution
	case "indicators":
		return report.KindIndicator
	case "publications":
		return report.KindPublication
	case "instruments":
		return report.KindInstrument
	case "finance":
		return report.KindMoney
	case "entities":
		return report.KindEntity
	case "states":
		return report.KindState
	case "sources":
		return report.KindSource
	}
	return ""
}
