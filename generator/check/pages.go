package check

import (
	"path"
	"slices"
	"strings"

	"rapporteur/generator/address"
	"rapporteur/generator/problem"
	"rapporteur/generator/report"
)

// Pages sets the page of each problem: the one that shows its record. r may be
// nil if the data could not be read; then the page is derived from the record and
// the file. A language in which the report is not published has no pages.
func Pages(r *report.Report, ps []problem.Problem) {
	for i := range ps {
		ps[i].Page = page(r, ps[i])
		if r != nil && !slices.Contains(r.Meta.Languages, report.Lang(ps[i].Lang)) {
			ps[i].Lang = ""
		}
	}
}

func page(r *report.Report, p problem.Problem) string {
	ref := report.ParseRef(p.Record)
	if ref.Kind == report.KindEdition {
		return address.List(report.KindReport)
	}
	if r != nil {
		if to, ok := address.Of(r, ref); ok {
			return to.Page
		}
	}
	for _, k := range report.Kinds() {
		if ok, _ := path.Match(k.File, p.Pos.File); !ok {
			continue
		}
		if k.Key == "" && k.Display == report.OwnPage {
			return k.Page + strings.TrimSuffix(path.Base(p.Pos.File), ".toml") + "/"
		}
		return k.Page
	}
	return ""
}
