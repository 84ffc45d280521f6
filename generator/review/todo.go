package review

import (
	"context"
	"io/fs"

	"rapporteur/generator/check"
	"rapporteur/generator/edition"
	"rapporteur/generator/problem"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// Left is what is left to do before the draft can be issued.
type Left struct {
	Edition report.Edition // of the draft
	Issued  bool           // the data is an edition that was issued, so that there is no draft
	Groups  []check.Group  // those that are not empty
	Others  int            // warnings that belong to no group
	Waived  int
	LeftOut say.Text // as in problem.Findings
}

// Refused is the number of errors, for which release refuses to issue the edition.
func (l *Left) Refused() (n int) {
	for _, g := range l.Groups {
		n += problem.Errors(g.Problems)
	}
	return n
}

// Todo finds what is left to do. It judges the draft at a target as release does: as if it
// said that it is issued.
func Todo(ctx context.Context, r *edition.Repo, at edition.Target) (*Left, error) {
	rep, found, err := at.Load(ctx, r)
	if err != nil {
		return nil, err
	}
	if rep == nil {
		c := CheckReport(nil, found, check.Options{})
		left := new(Left)
		left.Groups, left.Others = check.Todo(nil, nil, c.Problems)
		return left, nil
	}
	left := &Left{Edition: rep.Edition}
	history, unread := readHistory(ctx, r, at)
	options, inFolders, cut, err := compared(ctx, r, at, history, unread)
	if err != nil {
		return nil, err
	}
	if cut != nil {
		left.LeftOut = notCompared(cut)
	}
	if rep.Edition.Status == report.Issued {
		left.Issued = true
		return left, nil
	}
	issued, found, err := asIssued(at.Tree(r), rep)
	if err != nil {
		return nil, err
	}
	c := CheckReport(issued, found, options)
	left.Waived = c.Waived
	var all []problem.Problem
	for _, p := range c.Problems {
		// The record of earlier editions is written by release.
		if p.Rule != "edition-recorded" {
			all = append(all, p)
		}
	}
	// What is carried over is a matter of drafts alone.
	var carried []check.Rule
	for _, rule := range check.Rules() {
		if rule.Name == "carried-updated" {
			carried = append(carried, rule)
		}
	}
	drafted, waived := check.Waive(rep, options.Run(rep, carried), true)
	left.Waived += len(waived)
	for _, p := range drafted {
		if p.Rule == "carried-updated" {
			all = append(all, p)
		}
	}
	check.Pages(rep, all)
	left.Groups, left.Others = check.Todo(rep, history, append(all, inFolders...))
	for _, g := range left.Groups {
		check.Pages(rep, g.Problems)
		for i := range g.Problems {
			g.Problems[i].Pos.File = at.Path(g.Problems[i].Pos.File)
		}
	}
	return left, nil
}

// asIssued is the draft as it would be if it said that it is issued.
func asIssued(tree fs.FS, draft *report.Report) (*report.Report, []problem.Problem, error) {
	const name = "data/report.toml"
	data, err := fs.ReadFile(tree, name)
	if err != nil {
		return nil, nil, err
	}
	edit := draft.ValueEdit(report.Ref{Kind: report.KindEdition, ID: "edition"}, "status", `"`+string(report.Issued)+`"`, true)
	after, _ := problem.Apply(data, []problem.Edit{edit})
	return report.Load(&editedTree{FS: tree, files: map[string][]byte{name: after}})
}
