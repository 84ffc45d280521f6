package edition

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"rapporteur/generator/say"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
)

// Revision is a resolved revision of the report.
type Revision struct {
	Name    string   // as given
	Commit  string   // 40 digits; empty for a draft in a working tree
	Edition *Edition // nil unless Name is an edition id or "current"
	Draft   bool     // Name is "draft": the working tree, or HEAD in a bare repository
}

// Target is the state that the revision is.
func (v Revision) Target() Target {
	if v.Edition != nil {
		return v.Edition.Target()
	}
	return Target{Commit: v.Commit}
}

// Resolve resolves the name of a revision: "draft", "current" or "HEAD", an
// edition id, a tag, a branch, a remote branch, or the first seven or more
// digits of a commit, whichever matches first. As in git, "~2" behind a name goes
// back two commits, and "^" one, along first parents.
func (r *Repo) Resolve(ctx context.Context, rev string) (Revision, error) {
	found := Revision{Name: rev}
	if rev == "draft" && r.Root != "" {
		found.Draft = true
		return found, nil
	}
	if rev == "draft" || rev == "HEAD" {
		h, err := r.head()
		found.Draft, found.Commit = rev == "draft", h.String()
		return found, err
	}

	series, seriesErr := r.headSeries(ctx)
	if rev == "current" {
		if seriesErr != nil {
			return found, seriesErr
		}
		if found.Edition = series.Current(); found.Edition == nil {
			return found, fail(ErrUnknownRevision, "name a branch or a commit", "no current edition: none has been issued")
		}
	} else if seriesErr == nil {
		found.Edition = series.ByID(rev)
		// The tag of a correction marks a commit whose data/ is that of another edition.
		if e := series.ByID(strings.TrimPrefix(rev, "edition/")); e != nil && e.Tag == rev && e.Folder != "" {
			found.Edition = e
		}
	}
	if found.Edition != nil {
		found.Commit = found.Edition.Commit
		return found, nil
	}

	if name, back := ancestor(rev); back > 0 {
		return r.before(ctx, name, back, rev)
	}
	h, err := r.named(rev)
	if err != nil {
		return found, err
	}
	if h.IsZero() {
		if seriesErr != nil { // it may be the reason why the name is unknown
			return found, seriesErr
		}
		return found, r.unknown(rev, series)
	}
	found.Commit = h.String()
	return found, nil
}

// ancestor splits "HEAD~2" and "main^" into a name and how many commits before it is
// meant; 0 for what has no such end.
func ancestor(rev string) (name string, back int) {
	i := strings.IndexAny(rev, "~^")
	if i <= 0 {
		return rev, 0
	}
	all := steps.FindAllString(rev[i:], -1)
	if strings.Join(all, "") != rev[i:] {
		return rev, 0
	}
	for _, step := range all {
		n := 1
		if len(step) > 1 {
			n, _ = strconv.Atoi(step[1:])
		}
		back += n
	}
	return rev[:i], back
}

var steps = regexp.MustCompile(`~[0-9]{0,6}|\^`)

// before resolves the commit that is so many first parents before another.
func (r *Repo) before(ctx context.Context, name string, back int, rev string) (Revision, error) {
	found, err := r.Resolve(ctx, name)
	if err != nil {
		return Revision{Name: rev}, err
	}
	if found.Draft {
		return Revision{Name: rev}, fail(ErrUnknownRevision, "name HEAD~1 or a commit", "%q: the draft is no commit", rev)
	}
	h := plumbing.NewHash(found.Commit)
	for range back {
		c, err := r.objects.commit(h)
		if err != nil {
			return Revision{Name: rev}, err
		}
		if len(c.ParentHashes) == 0 || r.shallow[h] {
			return Revision{Name: rev}, fail(ErrUnknownRevision, "name a later commit", "%q is before the first commit that is here", rev)
		}
		h = c.ParentHashes[0]
	}
	return Revision{Name: rev, Commit: h.String()}, nil
}

// headSeries returns the series of HEAD, empty if there are no commits.
func (r *Repo) headSeries(ctx context.Context) (*Series, error) {
	s, err := r.Series(ctx, "")
	if errors.Is(err, ErrNoCommits) {
		return &Series{}, nil
	}
	return s, err
}

// named finds a reference or a commit by name. It returns a zero hash if there
// is none.
func (r *Repo) named(rev string) (plumbing.Hash, error) {
	for _, name := range []string{"refs/tags/" + rev, "refs/heads/" + rev, "refs/remotes/" + rev, "refs/remotes/origin/" + rev} {
		ref := plumbing.ReferenceName(name)
		if ref.Validate() != nil { // it could point outside the folder of references
			continue
		}
		h, err := r.ref(ref)
		if errors.Is(err, plumbing.ErrReferenceNotFound) {
			continue
		}
		if err == nil && r.objects.kind(h) != plumbing.CommitObject {
			err = fail(nil, "name a commit", "%s does not point at a commit", name)
		}
		return h, err
	}
	digits := strings.ToLower(rev)
	if len(digits) < 7 || len(digits) > 40 || strings.Trim(digits, "0123456789abcdef") != "" {
		return plumbing.ZeroHash, nil
	}
	if len(digits) == 40 {
		if h := plumbing.NewHash(digits); r.objects.kind(h) == plumbing.CommitObject {
			return h, nil
		}
		return plumbing.ZeroHash, nil
	}
	hashes, err := r.objects.withPrefix(digits)
	switch {
	case err != nil || len(hashes) == 0:
		return plumbing.ZeroHash, err
	case len(hashes) > 1:
		return plumbing.ZeroHash, fail(nil, "give more digits", "%q matches %d commits", rev, len(hashes))
	}
	return hashes[0], nil
}

// maxNear is the maximum number of names suggested for an unknown one.
const maxNear = 3

func (r *Repo) unknown(rev string, series *Series) error {
	names := []string{"draft", "current", "HEAD"}
	for _, e := range series.Editions {
		names = append(names, e.ID)
	}
	r.mu.Lock()
	refs, err := r.refs.IterReferences()
	if err == nil {
		err = refs.ForEach(func(ref *plumbing.Reference) error {
			if n := ref.Name(); n.IsBranch() || n.IsTag() || n.IsRemote() {
				names = append(names, n.Short())
				if branch, ok := strings.CutPrefix(n.Short(), "origin/"); ok {
					names = append(names, branch)
				}
			}
			return nil
		})
	}
	r.mu.Unlock()
	if err != nil {
		return r.unreadable(err)
	}

	type near struct {
		name string
		far  int
	}
	var list []near
	for _, name := range names {
		if far := distance(strings.ToLower(rev), strings.ToLower(name)); rev != "" && far <= max(2, len(rev)/3) {
			list = append(list, near{name, far})
		}
	}
	slices.SortFunc(list, func(a, b near) int { return cmp.Or(cmp.Compare(a.far, b.far), cmp.Compare(a.name, b.name)) })
	list = slices.Compact(list)
	do := say.F("name an edition, a tag, a branch or a commit of at least seven digits")
	if len(list) > 0 {
		var quoted []any
		for _, n := range list[:min(len(list), maxNear)] {
			quoted = append(quoted, fmt.Sprintf("%q", n.name))
		}
		do = say.F("did you mean %s?", say.List{Items: quoted, Between: " or "})
	}
	return fail(ErrUnknownRevision, do, "unknown revision %q in %s", rev, r.Location)
}

// distance returns the number of bytes to insert, delete or replace to turn b
// into a.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}
