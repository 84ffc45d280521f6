// Package check holds the rules that a report should keep beyond what
// report.Load asks of it. A rule is a value; to add one is to write it into
// the list of its family, one file for each family.
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
	Name string // as it stands in problems: "known-at-date"
	Doc  string // what it asks and why, in whole sentences
	Run  func(*Pass)
}

// Rules are all rules, by name.
func Rules() []Rule {
	rules := slices.Concat(dateRules(), coverageRules(), citationRules(), gapRules(), languageRules())
	slices.SortFunc(rules, func(a, b Rule) int { return cmp.Compare(a.Name, b.Name) })
	return rules
}

// Run runs rules over a report and returns what they found, sorted.
func Run(r *report.Report, rules []Rule) []problem.Problem {
	p := &Pass{Report: r, parser: prose.NewParser()}
	for _, rule := range rules {
		p.rule = rule.Name
		rule.Run(p)
	}
	return problem.Sort(p.problems)
}

// Pass is a rule at work on a report.
type Pass struct {
	Report *report.Report

	rule     string
	parser   *prose.Parser
	problems []problem.Problem
}

// Error reports that a field of a record breaks the rule. A record as a whole
// is meant where field is empty.
func (p *Pass) Error(ref report.Ref, field, message, hint string) {
	p.problems = append(p.problems, p.Report.Problem(p.rule, problem.Error, ref, field, message, hint))
}

// Warn reports what may be right, but should be looked at.
func (p *Pass) Warn(ref report.Ref, field, message, hint string) {
	p.problems = append(p.problems, p.Report.Problem(p.rule, problem.Warning, ref, field, message, hint))
}

// requests visits every request with its typed id.
func (p *Pass) requests(visit func(report.Ref, *report.Request)) {
	for _, par := range p.Report.Paragraphs {
		for _, q := range par.Requests {
			visit(report.Ref{Kind: report.KindRequest, ID: q.ID}, q)
		}
	}
}
