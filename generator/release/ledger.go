package release

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"slices"

	"rapporteur/generator/edition"
	"rapporteur/generator/report"
)

// ledger returns the content of report.LedgerFile with a row for every edition that is on
// the branch to merge into, and how many rows are new. The commits of that branch stay,
// while those of this one may change when the pull request is squashed or rebased, so that
// only the former are recorded. Where that branch is not known, nothing is added.
func (rl *releaser) ledger(ctx context.Context) (data []byte, added []report.Recorded, err error) {
	data, err = fs.ReadFile(rl.repo.WorkingTree(), report.LedgerFile)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, nil, err
	}
	if rl.git.base == "" {
		return data, nil, nil
	}
	series, err := rl.repo.Series(ctx, rl.git.baseCommit)
	if err != nil {
		return nil, nil, err
	}
	type issued struct {
		id, commit string
		target     edition.Target
		order      int
	}
	var all []issued
	for _, e := range series.Editions {
		all = append(all, issued{e.ID, e.Commit, e.Target(), e.Order})
	}
	for _, w := range series.Withdrawn {
		all = append(all, issued{w.ID, w.Commit, w.Target(), 0})
	}
	slices.SortStableFunc(all, func(a, b issued) int { return cmp.Compare(a.order, b.order) })
	for _, e := range all {
		if slices.ContainsFunc(rl.report.Recorded, func(r report.Recorded) bool { return r.ID == e.id }) {
			continue
		}
		row := report.Recorded{ID: e.id, Commit: e.commit}
		rep, _, err := e.target.Load(ctx, rl.repo)
		if missing := (*report.MissingError)(nil); err != nil && !errors.As(err, &missing) {
			return nil, nil, err
		}
		if rep != nil { // a withdrawn edition may be one that cannot be read
			row.SHA256 = rep.Digest()
		}
		added = append(added, row)
	}
	if len(added) > 0 {
		data = report.AppendLedger(data, added)
	}
	return data, added, nil
}
