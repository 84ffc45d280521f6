// Package review checks a report at a revision: it reads the report and the editions
// before it, runs every rule, and separates new problems from those that were there
// before a change.
package review

import (
	"cmp"
	"context"
	"errors"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"rapporteur/generator/check"
	"rapporteur/generator/edition"
	"rapporteur/generator/linkcheck"
	"rapporteur/generator/problem"
	"rapporteur/generator/report"
	"rapporteur/generator/say"

	"github.com/aymanbagabas/go-udiff"
)

// Result is what the rules found at a target.
type Result struct {
	problem.Findings
	Report *report.Report // nil if it could not be read
	Cut    error          // why the editions issued before could not be read, so that they were not compared; else nil
	links  check.Links    // of external links; nil if they were not checked
}

// Check reads the report at a target and runs every rule. ask requests the external
// links; if it is nil they are not checked.
func Check(ctx context.Context, r *edition.Repo, at edition.Target, ask linkcheck.Checker) (*Result, error) {
	// The editions are read while the report is.
	var history *check.History
	var unread error
	var reading sync.WaitGroup
	early, stop := context.WithCancel(ctx)
	defer stop()
	reading.Go(func() { history, unread = readHistory(early, r, at) })
	rep, ps, err := at.Load(ctx, r)
	if rep == nil {
		stop() // nothing is compared with them
	}
	reading.Wait()
	if err != nil {
		return nil, err
	}
	return checkLoaded(ctx, r, at, rep, ps, ask, func() (*check.History, error) { return history, unread })
}

// CheckLoaded runs every rule on a report whose history is that of a target. rep
// is nil if it could not be read; ps are the problems of reading it; ask is as in
// Check.
func CheckLoaded(ctx context.Context, r *edition.Repo, at edition.Target, rep *report.Report, ps []problem.Problem, ask linkcheck.Checker) (*Result, error) {
	return checkLoaded(ctx, r, at, rep, ps, ask, func() (*check.History, error) { return readHistory(ctx, r, at) })
}

func checkLoaded(ctx context.Context, r *edition.Repo, at edition.Target, rep *report.Report, ps []problem.Problem, ask linkcheck.Checker, history func() (*check.History, error)) (*Result, error) {
	var options check.Options
	var inFolders []problem.Problem
	var cut error
	if rep != nil {
		read, err := history()
		if options, inFolders, cut, err = compared(ctx, r, at, read, err); err != nil {
			return nil, err
		}
		if ask != nil {
			if options.Links, err = ask(ctx, check.ExternalLinks(rep)); err != nil {
				return nil, err
			}
		}
	}
	c := CheckReport(rep, ps, options)
	if cut != nil {
		c.Cut = cut
		c.LeftOut = notCompared(cut)
	}
	if rep == nil {
		c.frontOf(at.Tree(r))
	}
	for i := range c.Problems {
		c.Problems[i].Pos.File = at.Path(c.Problems[i].Pos.File)
	}
	c.Problems = problem.Sort(append(c.Problems, inFolders...))
	return c, nil
}

// compared is what a state is compared with, after readHistory and in the folders of
// corrections, whose problems it returns. cut is why the editions issued before could not
// be read, on a shallow clone.
func compared(ctx context.Context, r *edition.Repo, at edition.Target, history *check.History, unread error) (options check.Options, inFolders []problem.Problem, cut, err error) {
	options.History = history
	if errors.Is(unread, edition.ErrShallow) {
		cut, options.Cut = unread, true
	} else if unread != nil {
		return options, nil, nil, unread
	}
	inFolders, err = corrections(ctx, r, at, options)
	return options, inFolders, cut, err
}

// notCompared says what was not judged where the editions issued before cannot be read.
func notCompared(why error) say.Text {
	return say.F("what compares with the editions issued before was not judged (that they are unchanged, that ids stay, that translations follow their originals): %s", why)
}

// corrections reads the folders of report.CorrectionsFolder that a state has, enters them
// in its history, and returns their problems. A folder that the first parent of the state
// has issued already is judged as any other issued edition: it can be read, and has not
// changed. A new one has to keep every rule; where it is not known which are new, none is.
func corrections(ctx context.Context, r *edition.Repo, at edition.Target, options check.Options) ([]problem.Problem, error) {
	folders, err := r.Corrections(at)
	if err != nil || len(folders) == 0 {
		return nil, err
	}
	h, before := options.History, make(map[string]bool)
	switch parent, err := r.Resolve(ctx, cmp.Or(at.Commit, "HEAD")+"~1"); {
	case options.Cut:
		// Which of them are new is not known.
		for _, t := range folders {
			before[t.Folder] = true
		}
	case err == nil:
		issued, err := r.IssuingCommits(ctx, parent.Commit)
		if err != nil {
			return nil, err
		}
		for _, is := range issued {
			before[is.Folder] = true
		}
	case !errors.Is(err, edition.ErrUnknownRevision) && !errors.Is(err, edition.ErrNoCommits):
		return nil, err
	}
	var all []problem.Problem
	for _, t := range folders {
		rep, ps, err := t.Load(ctx, r)
		if missing := (*report.MissingError)(nil); errors.As(err, &missing) {
			ps = []problem.Problem{{Rule: "correction-folder", Pos: problem.Pos{File: t.Path(missing.File)}, Message: say.Of(missing), Hint: say.F("restore the whole folder, or remove what is left of it if it was never issued")}}
		} else if err != nil {
			return nil, err
		}
		if h != nil {
			h.Corrections = append(h.Corrections, check.Correction{Folder: t.Folder, Report: rep})
		}
		if before[t.Folder] {
			ps = slices.DeleteFunc(ps, func(p problem.Problem) bool { return p.Severity != problem.Error })
		} else if rep != nil {
			part := new(check.History)
			if h != nil {
				part.Issued = h.Issued
			}
			part.Part = true
			ps = CheckReport(rep, ps, check.Options{History: part}).Problems
		}
		for _, p := range ps {
			p.Pos.File, p.Page, p.Edition = t.Path(p.Pos.File), "", path.Base(t.Folder)
			all = append(all, p)
		}
	}
	return all, nil
}

// frontOf finds the default language of a report that could not be read. Where it is
// not known, no problem names a page.
func (c *Result) frontOf(tree fs.FS) {
	if data, err := fs.ReadFile(tree, report.KindReport.Info().File); err == nil {
		if h, err := report.Peek(data); err == nil && len(h.Languages) > 0 {
			c.Front = "/" + string(h.Languages[0]) + "/"
			for i := range c.Problems {
				if !slices.Contains(h.Languages, report.Lang(c.Problems[i].Lang)) {
					c.Problems[i].Lang = ""
				}
			}
			return
		}
	}
	for i := range c.Problems {
		c.Problems[i].Page = ""
	}
}

// CheckReport runs every rule and adds their problems to ps, the problems of reading
// the report. The report is nil if it could not be read.
func CheckReport(rep *report.Report, ps []problem.Problem, options check.Options) *Result {
	c := &Result{Report: rep, links: options.Links}
	if rep != nil {
		c.Front = "/" + string(rep.Meta.Languages[0]) + "/"
		ps = append(ps, options.Run(rep, check.Rules())...)
		var waived []problem.Problem
		ps, waived = check.Waive(rep, ps, options.Cut)
		c.Waived = len(waived)
	}
	check.Pages(rep, ps)
	c.Problems = problem.Sort(ps)
	return c
}

// readHistory reads the editions issued before a target, nil in a repository
// without commits.
func readHistory(ctx context.Context, r *edition.Repo, at edition.Target) (*check.History, error) {
	lost, err := r.LostEditions(ctx, at)
	if err != nil {
		return nil, err
	}
	issues, err := r.IssuingCommits(ctx, at.Commit)
	none := errors.Is(err, edition.ErrNoCommits)
	if none && len(lost) == 0 {
		return nil, nil
	}
	if err != nil && !none {
		return nil, err
	}
	h := new(check.History)
	if !none {
		if h.Withdrawn, err = r.Withdrawals(ctx, at.Commit); err != nil {
			return nil, err
		}
	}
	for _, l := range lost {
		h.Lost = append(h.Lost, check.LostEdition{Edition: l.ID, File: l.File, Row: l.Row, Problem: l.Problem(), Remedy: l.Remedy()})
	}
	for _, is := range issues {
		rep, _, err := is.Target().Load(ctx, r)
		if missing := (*report.MissingError)(nil); err != nil && !errors.As(err, &missing) {
			return nil, say.Errorf("edition %s: %v", is.ID, err)
		}
		h.Issued = append(h.Issued, check.IssuedEdition{Edition: is.ID, Commit: is.Commit, Folder: is.Folder, AsAt: is.AsAt, Report: rep})
	}
	return h, nil
}

// KeepSince keeps the problems that are new since base, as SplitSince finds them, and
// sets Unchanged to the number of the others.
func (c *Result) KeepSince(ctx context.Context, r *edition.Repo, at, base edition.Target) error {
	added, before, err := c.SplitSince(ctx, r, at, base)
	if err == nil {
		c.Problems, c.Unchanged = added, c.Unchanged+len(before)
	}
	return err
}

// SplitSince splits the problems into new and existing ones. New are those on lines
// that changed between base and at, and those that base did not have: a change may
// cause a problem on a line that it did not touch.
func (c *Result) SplitSince(ctx context.Context, r *edition.Repo, at, base edition.Target) (added, before []problem.Problem, err error) {
	// A link that is dead now counts as dead at base too.
	known := func(context.Context, []string) (check.Links, error) { return c.links, nil }
	then, err := Check(ctx, r, base, known)
	if missing := (*report.MissingError)(nil); errors.As(err, &missing) {
		then = new(Result)
	} else if err != nil {
		return nil, nil, err
	}
	had := make(map[bareProblem]int)
	for _, p := range then.Problems {
		p.Pos.File = base.Name(p.Pos.File)
		had[bare(p)]++
	}
	changed := make(map[string]func(line int) bool)
	for _, p := range c.Problems {
		same := p
		same.Pos.File = at.Name(p.Pos.File)
		old := had[bare(same)] > 0
		if old {
			had[bare(same)]--
		}
		if old && p.Pos.Line > 0 {
			name := same.Pos.File
			if changed[name] == nil {
				if changed[name], err = changedLines(base.Tree(r), at.Tree(r), name); err != nil {
					return nil, nil, err
				}
			}
			old = !changed[name](p.Pos.Line)
		}
		if old {
			before = append(before, p)
		} else {
			added = append(added, p)
		}
	}
	return added, before, nil
}

// bareProblem is a problem without its line, which moves when lines are added above it.
type bareProblem struct {
	rule     string
	severity problem.Severity
	file     string
	record   string
	field    string
	message  string // in English
}

func bare(p problem.Problem) bareProblem {
	return bareProblem{p.Rule, p.Severity, p.Pos.File, p.Record, p.Field, p.Message.String()}
}

// changedLines returns a function that reports whether a line of a file, counted from
// 1, changed. In a new file every line did.
func changedLines(before, after fs.FS, name string) (func(line int) bool, error) {
	old, err := ReadText(before, name)
	if errors.Is(err, fs.ErrNotExist) {
		return func(int) bool { return true }, nil
	}
	if err != nil {
		return nil, err
	}
	now, err := ReadText(after, name)
	if err != nil {
		return nil, err
	}
	changed := make(map[int]bool)
	shift, counted, lines := 0, 0, 0 // lines of old before counted
	for _, e := range udiff.Lines(old, now) {
		lines += strings.Count(old[counted:e.Start], "\n")
		counted = e.Start
		removed := strings.Count(old[e.Start:e.End], "\n")
		added := strings.Count(e.New, "\n")
		if e.New != "" && !strings.HasSuffix(e.New, "\n") {
			added++ // the last line has no end
		}
		for i := range added {
			changed[lines+shift+i+1] = true
		}
		shift += added - removed
	}
	return func(line int) bool { return changed[line] }, nil
}

// ReadText reads as much of a file as report.Load does.
func ReadText(fsys fs.FS, name string) (string, error) {
	const most = 16 << 20
	f, err := fsys.Open(name)
	if err != nil {
		return "", err
	}
	defer f.Close()
	var b strings.Builder
	_, err = io.Copy(&b, io.LimitReader(f, most))
	return b.String(), err
}
