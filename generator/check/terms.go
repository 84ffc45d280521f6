package check

import (
	"fmt"
	"rapporteur/generator/say"
	"reflect"
	"slices"
	"strings"

	"rapporteur/generator/report"
)

func termRules() []Rule {
	return []Rule{
		{
			Name:   "term",
			Family: References,
			Doc: "A term adds a word to a list of the program: it repeats none that the list has, nor another term, and a status says which status of the program it is like. " +
				"It is counted with that one, and has its sign and colour.",
			Run: term,
		},
		{
			Name:   "unused-term",
			Family: References,
			Warns:  true,
			Doc:    "Every term is used by a record. Otherwise the pages explain a word that readers meet nowhere.",
			Run:    unusedTerm,
		},
		{
			Name:   "unused-host",
			Family: References,
			Warns:  true,
			Doc:    "Every host in link_hosts of the report is one that a link leads to, and that links could not lead to without it.",
			Run:    unusedHost,
		},
	}
}

func term(p *Pass) {
	type named struct {
		list report.TermList
		lang report.Lang
		name string
	}
	seen := make(map[named]string)
	for _, t := range p.Report.Terms {
		ref := report.Ref{Kind: report.KindTerm, ID: t.ID}
		switch {
		case slices.Contains(t.List.Words(), t.ID):
			p.Found(ref, "id", say.F("the list of the program has %q already", t.ID), say.F("remove the term, and use the word as it is"))
		case t.List == report.StatusTerms && t.Like == "":
			p.Found(ref, "list", say.F("%s does not say which status it is like", p.Name(ref)), say.F("add ‹like›, one of: ‹%s›", strings.Join(report.StatusTerms.Words(), ", ")))
		case t.List != report.StatusTerms && t.Like != "":
			p.Found(ref, "like", say.F("%s is no status, so it is not counted like one", p.Name(ref)), say.F("remove ‹like›"))
		}
		for _, l := range t.Name.Langs() {
			key := named{t.List, l, strings.ToLower(t.Name.In(l))}
			if other, twice := seen[key]; twice {
				p.Found(ref, "name."+string(l), say.F("%s has the name of the term %s", p.Name(ref), other), say.F("readers cannot tell them apart; use one of the two"))
			}
			seen[key] = t.ID
		}
	}
}

func unusedTerm(p *Pass) {
	used := make(map[string]bool)
	for _, ref := range p.Report.Refs() {
		v := reflect.ValueOf(p.Report.Record(ref)).Elem()
		for i := range v.NumField() {
			if list := report.Extends(v.Field(i).Type()); list != "" && ref.Kind != report.KindTerm {
				used[string(list)+" "+v.Field(i).String()] = true
			}
		}
	}
	for _, t := range p.Report.Terms {
		if ref := (report.Ref{Kind: report.KindTerm, ID: t.ID}); !used[string(t.List)+" "+t.ID] {
			p.Found(ref, "id", say.F("%s is not used by any record", p.Name(ref)), say.F("write it where it belongs, or remove it"))
		}
	}
}

func unusedHost(p *Pass) {
	ref := report.Ref{Kind: report.KindReport, ID: string(report.KindReport)}
	for i, host := range p.Report.Meta.LinkHosts {
		without := *p.Report
		without.Meta.LinkHosts = slices.Delete(slices.Clone(without.Meta.LinkHosts), i, i+1)
		needed := slices.ContainsFunc(p.Report.Sources, func(s *report.Source) bool {
			return slices.ContainsFunc([]string{s.Link, s.SeenAt}, func(address string) bool {
				return address != "" && p.Report.AtIssuer(s, address) && !without.AtIssuer(s, address)
			})
		})
		externalLinks(p, func(_ report.Ref, _, link string, _, _ int) {
			needed = needed || strings.Contains(link, host) && !without.AtIssuer(&report.Source{}, link)
		})
		if !needed {
			p.Found(ref, fmt.Sprintf("link_hosts[%d]", i), say.F("no link needs %q among the hosts", host), say.F("remove it"))
		}
	}
}
