// Package check checks reports against rules. A rule is a value: to add one, add
// it to the list of its family and its test cases to testdata/<rule>.txtar. The
// rules enforced by report.Load are listed too, so that all rules are documented
// in one place.
package check

import (
	"cmp"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"rapporteur/generator/problem"
	"rapporteur/generator/prose"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// Rule is a requirement for reports.
type Rule struct {
	Name   string      // as shown in problems: "known-at-date"
	Family string      // one of Families
	Doc    string      // what it requires and why, in full sentences
	Warns  bool        // problems are warnings, because the data may be correct
	Drafts bool        // problems of a draft may be warnings, because it is not complete yet
	Issues bool        // problems of an edition that is being issued are errors, though those of a draft are warnings
	Run    func(*Pass) // nil if report.Load enforces the rule

	whole bool // of a family of rules about texts, but it compares the texts of several records
}

// The families of rules.
const (
	Structure  = "structure"  // files, keys, types, ranges, ids
	References = "references" // references between records
	Time       = "time"       // order of dates, facts known at a date
	Arithmetic = "arithmetic" // numbers that must agree
	Sources    = "sources"    // citations and sources
	Editions   = "editions"   // issued editions do not change
	Languages  = "languages"  // consistency between published languages
	Form       = "form"       // parts of a report
	Style      = "style"      // house style of the Secretariat
	Safety     = "safety"     // text that could deceive a browser or a reader
	Coverage   = "coverage"   // answers to paragraphs and requests
)

// Families returns the families in the order of the reference page.
func Families() []string {
	return []string{Structure, References, Time, Arithmetic, Sources, Editions, Languages, Form, Style, Safety, Coverage}
}

// Rules returns all rules, sorted by name.
func Rules() []Rule {
	rules := slices.Concat(
		loadRules(),
		structureRules(),
		referenceRules(),
		termRules(),
		replyRules(),
		dateRules(),
		participationRules(),
		markupRules(),
		leftoverRules(), unfinishedRules(),
		earlierRules(),
		arithmeticRules(), printedRules(), observationRules(),
		breakdownRules(),
		typedNumberRules(), currencyRules(),
		citationRules(),
		sourceRules(),
		issuedRules(), recordedRules(), retiredRules(), withdrawnRules(), correctionRules(),
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

// Options holds information other than the report that some rules use.
type Options struct {
	History *History // the editions issued before; nil if unknown
	Links   Links    // the links that failed; nil if links were not checked

	// Cut says that the editions issued before could not be read: not that there are none.
	Cut bool

	// Of limits the texts, citations and codes that rules see to those of some records; nil
	// for all. It is for rules that judge each text on its own.
	Of func(report.Ref) bool

	// File limits the bytes that rules see, likewise, to those of one file; empty for all.
	File string
}

// Run runs rules on a report and returns the problems found, sorted. Without a
// history, most rules about editions find nothing.
func Run(r *report.Report, rules []Rule) []problem.Problem {
	return Options{}.Run(r, rules)
}

// Run is like the function Run, but with the information in o.
func (o Options) Run(r *report.Report, rules []Rule) []problem.Problem {
	return o.Begin(r).Next(rules)
}

// Running is a check that is made in parts, so that who has to answer meanwhile can.
type Running struct{ pass *Pass }

// Begin begins to check a report.
func (o Options) Begin(r *report.Report) *Running { return &Running{newPass(r, o)} }

// Next runs rules and returns the problems that they found, sorted.
func (r *Running) Next(rules []Rule) []problem.Problem {
	found := make([][]problem.Problem, len(rules)) // by rule
	var next atomic.Int64
	work := func() {
		p := *r.pass
		for i := int(next.Add(1)) - 1; i < len(rules); i = int(next.Add(1)) - 1 {
			if rules[i].Run == nil {
				continue
			}
			p.rule, p.problems = rules[i], nil
			rules[i].Run(&p)
			found[i] = p.problems
		}
	}
	var others sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(rules)) - 1 {
		others.Go(work)
	}
	work()
	others.Wait()
	return problem.Sort(slices.Concat(found...))
}

// JudgesTexts reports whether the rule looks at each text on its own, so that it can be
// run for one record: see Options.Of.
func (rule Rule) JudgesTexts() bool {
	switch rule.Family {
	case Style, Languages, Safety:
		return !rule.whole
	}
	return false
}

func newPass(r *report.Report, o Options) *Pass {
	p := &Pass{Report: r, History: o.History, Links: o.Links, cut: o.Cut, prose: r.Prose(), only: o.Of, file: o.File}
	p.texts = sync.OnceValue(func() []report.TextField { return r.TextsOf(o.Of) })
	p.cites = sync.OnceValue(func() []report.CiteField { return r.CitesFor(o.Of) })
	p.styled = sync.OnceValue(p.allPassages)
	p.answered = sync.OnceValue(p.allAnswers)
	return p
}

// of is the run of the same rule on another report with the same history.
func (p *Pass) of(r *report.Report) *Pass {
	other := newPass(r, Options{History: p.History})
	other.rule = p.rule
	return other
}

// Pass is the run of a rule on a report. It is passed to Rule.Run.
type Pass struct {
	Report  *report.Report
	History *History // nil if unknown
	Links   Links    // nil if links were not checked

	cut  bool                  // as Options.Cut
	only func(report.Ref) bool // as Options.Of
	file string                // as Options.File
	rule Rule

	// These are shared with the runs of other rules.
	prose    *prose.Cache
	texts    func() []report.TextField
	cites    func() []report.CiteField
	styled   func() map[report.Lang][]*passage
	answered func() []answer

	lastText textPlace // the text of the last call of FoundIn
	repeats  int       // number of consecutive calls of FoundIn for lastText
	problems []problem.Problem
}

// Found reports that a field of a record breaks the rule. An empty field means
// the whole record. The hint may be empty.
func (p *Pass) Found(ref report.Ref, field string, message, hint say.Text) {
	p.problems = append(p.problems, p.Report.Problem(p.rule.Name, p.severity(), ref, field, message, hint))
}

// FoundAs is like Found, with a severity that is not that of the rule.
func (p *Pass) FoundAs(severity problem.Severity, ref report.Ref, field string, message, hint say.Text) {
	p.problems = append(p.problems, p.Report.Problem(p.rule.Name, severity, ref, field, message, hint))
}

// foundAt reports that a value of a file that does not belong to a record breaks
// the rule.
func (p *Pass) foundAt(file, path string, message, hint say.Text) {
	p.problems = append(p.problems, p.Report.ProblemIn(p.rule.Name, p.severity(), file, path, message, hint))
}

// untranslated is the severity of a text that is missing in a language other than the
// original: a warning while the edition is being written, and an error in one that is
// being issued, for an issued edition is complete. One that was issued before stays as
// it is.
func (p *Pass) untranslated() problem.Severity {
	if p.issuing() {
		return problem.Error
	}
	return problem.Warning
}

// issuing reports whether the report is an edition that is being issued: it says that it
// is issued, and no commit before has.
func (p *Pass) issuing() bool {
	e := p.Report.Edition
	return e.Status == report.Issued && !p.cut && p.History.issued(e.ID) == nil
}

func (p *Pass) severity() problem.Severity {
	if p.rule.Warns && !(p.rule.Issues && p.History != nil && p.issuing()) {
		return problem.Warning
	}
	return problem.Error
}

// Texts returns all texts of the report, in document order.
func (p *Pass) Texts() []report.TextField { return p.texts() }

// Cites returns all citations of the report, in document order.
func (p *Pass) Cites() []report.CiteField { return p.cites() }

// Parse parses a prose or verbatim text. The result is cached for all rules.
func (p *Pass) Parse(text string) prose.Doc { return p.prose.Parse(text) }

// requests calls visit for every request with its typed id.
func (p *Pass) requests(visit func(report.Ref, *report.Request)) {
	for _, par := range p.Report.Paragraphs {
		for _, q := range par.Requests {
			visit(report.Ref{Kind: report.KindRequest, ID: q.ID}, q)
		}
	}
}
