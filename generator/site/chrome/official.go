package chrome

import (
	"rapporteur/generator/report"
	"rapporteur/generator/site/locale"
	"rapporteur/generator/site/page"
)

// Official is what makes a report the official one, in a language; nil for a
// reconstruction.
func Official(r *report.Report, lang string) *page.Official {
	if !r.Meta.Official {
		return nil
	}
	o := new(page.Official)
	if e := r.Entity(r.Meta.OfficialBy); e != nil {
		o.By = locale.Text(e.Name, report.Lang(lang), r.Meta.Original)
	}
	return o
}

// Official says whether authored pages are those of an official report, as the edition
// is that shows them; nil for a reconstruction.
func (site *Site) Official(lang string) *page.Official {
	v, _ := site.FrontEdition()
	return Official(v.Report, lang)
}

// RelationOf is what an edition is to another one.
func RelationOf(e report.Edition) page.Relation {
	if e.Kind == "" || e.Kind == report.OrdinaryEdition || e.RelatesTo() == "" {
		return page.Relation{}
	}
	return page.Relation{Kind: string(e.Kind), To: e.RelatesTo()}
}
