// Package check holds the rules that a report should keep. A rule is a value;
// to add one is to write it into the list of its family, and its cases into
// testdata/<rule>.txtar. The rules that report.Load keeps by itself are listed
// too, so that there is one place where every rule is explained.
package check

import (
	"cmp"
	"slices"

	"rapporteur/generator/problem"
	"rapporteur/generator/prose"
	"rapporteur/generator/report"
)

// Rule is one thing that a report should keep.
type Rule struct {
	Name   string      // as it stands in problems: "known-at-date"
	Family string      // one of Families
	Doc    string      // what it asks and why, in whole sentences
	Warns  bool        // what it finds may be right, but should be looked at
	Run    func(*Pass) // nil where report.Load keeps the rule
}

// The families of rules.
const (
	Structure  = "structure"  // files, keys, types, ranges, ids
	References = "references" // what records say of each other
	Time       = "time"       // the order of dates, what was known when
	Arithmetic = "arithmetic" // numbers that should agree
	Sources    = "sources"    // what claims rest on
	Editions   = "editions"   // what was issued stays as it was
	Languages  = "languages"  // the same in every published language
	Form       = "form"       // the parts of a report
	Style      = "style"      // the house style of the Secretariat
	Safety     = "safety"     // what a browser or a reader could be deceived by
	Coverage   = "coverage"   // each paragraph and each request is answered
)

// Families are the families in the order of the reference.
func Families() []string {
	return []string{Structure, References, Time, Arithmetic, Sources, Editions, Languages, Form, Style, Safety, Coverage}
}

// Rules are all rules, by name.
func Rules() []Rule {
	rules := slices.Concat(
		loadRules(),
		structureRules(),
		referenceRules(),
		dateRules(),
		participationRules(),
		arithmeticRules(),
		typedNumberRules(),
		citationRules(),
		sourceRules(),
		editionRules(),
		coverageRules(),
		gapRules(),
		carriedRules(),
		languageRules(),
		waiverRules(),
		formRules(),
		styleRules(),
		safetyRules(),
		linkRules(),
	)
	slices.SortFunc(rules, func(a, b Rule) int { return cmp.Compare(a.Name, b.Name) })
	return rules
}

// Options are what rules may know beyond the report.
type Options struct {
	History *History // what was issued before; nil where that is not known
	Links   Links    // what outer links answered; nil where nobody followed them
}

// Run runs rules over a report and returns what they found, sorted. Without a
// history the rules about editions find little.
func Run(r *report.Report, rules []Rule) []problem.Problem {
	return Options{}.Run(r, rules)
}

// Run is as the function Run, with what o knows.
func (o Options) Run(r *report.Report, rules []Rule) []problem.Problem {
	p := newPass(r, o)
	for _, rule := range rules {
		if rule.Run == nil {
			continue
		}
		p.rule = rule
		rule.Run(p)
	}
	return problem.Sort(p.problems)
}

func newPass(r *report.Report, o Options) *Pass {
	return &Pass{Report: r, History: o.History, Links: o.Links, prose: prose.NewCache()}
}

// Pass is a rule at work on a report.
type Pass struct {
	Report  *report.Report
	History *History // nil where it is not known
	Links   Links    // nil where nobody followed them

	rule     Rule
	prose    *prose.Cache
	texts    []report.TextField // nil until somebody asks
	cites    []report.CiteField
	styled   map[report.Lang][]*passage // nil until somebody asks
	busy     textPlace                  // where FoundIn last found something, and how often
	times    int
	problems []problem.Problem
}

// Found reports that a field of a record breaks the rule. A record as a whole
// is meant where field is empty. The hint may be empty.
func (p *Pass) Found(ref report.Ref, field, message, hint string) {
	p.problems = append(p.problems, p.Report.Problem(p.rule.Name, p.severity(), ref, field, message, hint))
}

func (p *Pass) severity() problem.Severity {
	if p.rule.Warns {
		return problem.Warning
	}
	return problem.Error
}

// Texts are all texts of the report, in the order of the document.
func (p *Pass) Texts() []report.TextField {
	if p.texts == nil {
		p.texts = p.Report.Texts()
	}
	return p.texts
}

// Cites are all citations of the report, in the order of the document.
func (p *Pass) Cites() []report.CiteField {
	if p.cites == nil {
		p.cites = p.Report.Cites()
	}
	return p.cites
}

// Parse is a prose or verbatim text, parsed once for all rules.
func (p *Pass) Parse(text string) prose.Doc { return p.prose.Parse(text) }

// requests visits every request with its typed id.
func (p *Pass) requests(visit func(report.Ref, *report.Request)) {
	for _, par := range p.Report.Paragraphs {
		for _, q := range par.Requests {
			visit(report.Ref{Kind: report.KindRequest, ID: q.ID}, q)
		}
	}
}
