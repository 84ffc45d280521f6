package edition

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"

	"rapporteur/generator/report"
)

// Series returns the editions issued in the history of rev, a name accepted by
// Resolve. An empty rev means HEAD.
func (r *Repo) Series(ctx context.Context, rev string) (*Series, error) {
	tip, err := r.tip(ctx, rev)
	if err != nil {
		return nil, err
	}
	return r.seriesAt(ctx, tip)
}

func (r *Repo) tip(ctx context.Context, rev string) (plumbing.Hash, error) {
	if rev == "" || rev == "HEAD" {
		return r.head()
	}
	found, err := r.Resolve(ctx, rev)
	if err != nil {
		return plumbing.ZeroHash, err
	}
	if found.Commit == "" {
		return r.head()
	}
	return plumbing.NewHash(found.Commit), nil
}

func (r *Repo) seriesAt(ctx context.Context, tip plumbing.Hash) (*Series, error) {
	r.mu.Lock()
	s := r.series[tip]
	r.mu.Unlock()
	if s != nil {
		return s, nil
	}
	h, err := r.history(ctx, tip)
	if err != nil {
		return nil, err
	}
	if s, err = r.findSeries(h); err != nil {
		return nil, err
	}
	r.mu.Lock()
	r.series[tip] = s
	r.mu.Unlock()
	return s, nil
}

func (r *Repo) findSeries(h history) (*Series, error) {
	s := &Series{Tip: h[len(h)-1].hash.String()}
	issuers := h.issuers()
	for _, w := range h.withdrawn() {
		full, err := withdrawn(h, issuers[w.ID], w)
		if err != nil {
			return nil, err
		}
		full.Since, full.Author = h.withdrawnSince(w.ID)
		s.Withdrawn = append(s.Withdrawn, full)
	}
	for _, id := range slices.Sorted(maps.Keys(issuers)) {
		if s.isWithdrawn(id) {
			continue
		}
		is, err := nearest(h, id, issuers[id], r.tagged(id))
		if err != nil {
			return nil, err
		}
		e := &Edition{
			ID:         id,
			AsAt:       is.header.AsAt,
			Commit:     h[is.at].hash.String(),
			Folder:     is.folder,
			Committed:  h[is.at].when,
			Order:      is.at,
			Supersedes: is.header.Supersedes,
			Kind:       is.header.Kind,
			AddsTo:     is.header.AddsTo,
		}
		if err := r.setTag(e, h); err != nil {
			return nil, err
		}
		s.Editions = append(s.Editions, e)
	}
	return s, s.settle()
}

// withdrawn completes an entry of data/report.toml from the commit that issued
// the edition. It fails if there is no such commit, since the edition would
// remain visible.
func withdrawn(h history, issuers []issuer, w report.Withdrawn) (Withdrawn, error) {
	if len(issuers) == 0 {
		return Withdrawn{}, fail(nil, "correct the id of that [[withdrawn]]",
			"data/report.toml withdraws edition %q, which no commit in this history issued", w.ID)
	}
	for _, is := range issuers {
		c := h[is.at]
		if strings.HasPrefix(c.hash.String(), strings.ToLower(w.Commit)) {
			w.Commit = c.hash.String()
			return Withdrawn{Withdrawn: w, Folder: is.folder, AsAt: is.header.AsAt, Committed: c.when}, nil
		}
	}
	return Withdrawn{}, fail(nil, "correct the commit of that [[withdrawn]]",
		"data/report.toml withdraws edition %q issued by commit %s, but commit %s issued it",
		w.ID, short(w.Commit), short(h[issuers[0].at].hash.String()))
}

// nearest chooses among the commits that issue one edition. They are the same
// edition if they have the same data, as after a cherry-pick; the one that is tagged or
// else the one nearest to the first-parent line is used. Different data is an error.
func nearest(h history, id string, issuers []issuer, tagged plumbing.Hash) (issuer, error) {
	best := issuers[0]
	if len(issuers) == 1 {
		return best, nil
	}
	turns := h.turns()
	for _, is := range issuers[1:] {
		if is.data != best.data {
			a, b := h[best.at], h[is.at]
			return best, fail(errTwoIssuers,
				"withdraw one of them in data/report.toml and issue the report again under a new id",
				"edition %q is issued by two commits with different data: %s of %s and %s of %s", id,
				short(a.hash.String()), a.when.Format("2006-01-02"), short(b.hash.String()), b.when.Format("2006-01-02"))
		}
		if h[best.at].hash != tagged && (h[is.at].hash == tagged || turns[is.at] < turns[best.at]) {
			best = is
		}
	}
	return best, nil
}

// tagged is the commit that the tag of an edition marks, zero if there is none.
func (r *Repo) tagged(id string) plumbing.Hash {
	h, err := r.ref(plumbing.NewTagReferenceName("edition/" + id))
	if err != nil {
		return plumbing.ZeroHash
	}
	return h
}

// setTag sets the tag of an edition, if there is one. It fails if the tag points
// at another commit.
func (r *Repo) setTag(e *Edition, in history) error {
	tag := "edition/" + e.ID
	h, err := r.ref(plumbing.NewTagReferenceName(tag))
	if errors.Is(err, plumbing.ErrReferenceNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if h.String() != e.Commit {
		l := Lost{ID: e.ID, Tag: tag, Commit: h.String(), Here: e.Commit, Inside: slices.ContainsFunc(in, func(c commit) bool { return c.hash == h }), Other: r.objects.kind(h) != plumbing.CommitObject}
		return fail(nil, l.Remedy(), "%s", l.Problem())
	}
	e.Tag = tag
	return nil
}
