package edition

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/object"
	"github.com/go-git/go-git/v5/plumbing/storer"

	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// Signed is an object of git that somebody signed.
type Signed struct {
	Of        string   // "tag" or "commit"
	Object    string   // its hash
	Payload   []byte   // what the signature is of
	Signature []byte   // in its armour
	Wrong     say.Text // why it can be no signature of the edition, whatever it says; none otherwise
}

// Signed returns the signatures of an edition: that of its tag, if it is an annotated one,
// before that of the commit that issued it.
func (r *Repo) Signed(e *Edition) ([]Signed, error) {
	var list []Signed
	if e.Tag != "" {
		at, err := r.TagObject(e.ID)
		if err != nil {
			return nil, err
		}
		h := plumbing.NewHash(at)
		if r.objects.kind(h) == plumbing.TagObject {
			raw, err := r.objects.raw(plumbing.TagObject, h)
			if err != nil {
				return nil, err
			}
			if s := signedTag(raw); s.Signature != nil {
				s.Object = at
				if name := header(s.Payload, "tag"); name != e.Tag {
					s.Wrong = say.F("it is of a tag that is called %s", name)
				} else if header(s.Payload, "object") != e.Commit {
					s.Wrong = say.F("it is of a tag of another object")
				}
				list = append(list, s)
			}
		}
	}
	raw, err := r.objects.raw(plumbing.CommitObject, plumbing.NewHash(e.Commit))
	if err != nil {
		return nil, err
	}
	if s := signedCommit(raw); s.Signature != nil {
		s.Object = e.Commit
		list = append(list, s)
	}
	return list, nil
}

// TagObject is the hash of what the tag of an edition points at, which is the tag itself
// where it is an annotated one; empty if there is none.
func (r *Repo) TagObject(id string) (string, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	ref, err := r.refs.Reference(plumbing.NewTagReferenceName("edition/" + id))
	if errors.Is(err, plumbing.ErrReferenceNotFound) {
		return "", nil
	}
	if err != nil {
		return "", r.unreadable(err)
	}
	return ref.Hash().String(), nil
}

// header is the value of the first header of that name of an object; empty if it has none.
func header(raw []byte, name string) string {
	for line := range bytes.SplitSeq(raw, []byte("\n")) {
		if len(line) == 0 {
			break
		}
		if value, ok := bytes.CutPrefix(line, []byte(name+" ")); ok {
			return string(value)
		}
	}
	return ""
}

// signedCommit takes a commit apart as git does: the signature is a header, and what it is
// of is everything else. The objects of go-git are not used, because they are encoded again
// without headers that they do not know.
func signedCommit(raw []byte) Signed {
	s := Signed{Of: "commit"}
	var payload, signature bytes.Buffer
	rest, in, ours := raw, false, false
	for len(rest) > 0 {
		line := rest
		if end := bytes.IndexByte(rest, '\n'); end >= 0 {
			line = rest[:end+1]
		}
		if len(line) == 1 {
			break // the message follows
		}
		rest = rest[len(line):]
		switch {
		case in && line[0] == ' ':
			if ours {
				signature.Write(line[1:])
			}
			continue
		case bytes.HasPrefix(line, []byte("gpgsig ")):
			in, ours = true, true
			signature.Write(line[len("gpgsig "):])
			continue
		case bytes.HasPrefix(line, []byte("gpgsig-sha256 ")):
			in, ours = true, false
			continue
		}
		in = false
		payload.Write(line)
	}
	if signature.Len() > 0 {
		payload.Write(rest)
		s.Payload, s.Signature = payload.Bytes(), signature.Bytes()
	}
	return s
}

// signedTag takes a tag apart as git does: the signature is at its end, from the last
// line that begins one.
func signedTag(raw []byte) Signed {
	s := Signed{Of: "tag"}
	match := -1
	for at := 0; at < len(raw); {
		for _, begin := range []string{"-----BEGIN PGP SIGNATURE-----", "-----BEGIN PGP MESSAGE-----", "-----BEGIN SSH SIGNATURE-----", "-----BEGIN SIGNED MESSAGE-----"} {
			if bytes.HasPrefix(raw[at:], []byte(begin)) {
				match = at
			}
		}
		end := bytes.IndexByte(raw[at:], '\n')
		if end < 0 {
			break
		}
		at += end + 1
	}
	if match >= 0 {
		s.Payload, s.Signature = raw[:match], raw[match:]
	}
	return s
}

// raw is the content of an object.
func (o *objects) raw(t plumbing.ObjectType, h plumbing.Hash) ([]byte, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	obj, err := o.read(t, h)
	if err != nil {
		return nil, err
	}
	b, err := content(obj)
	if err != nil {
		return nil, o.damaged(h, err)
	}
	return b, nil
}

// DataTree is the hash of the git tree of a target in a commit: of data/, or of the folder
// of a correction.
func (r *Repo) DataTree(t Target) (string, error) {
	c, err := r.objects.commit(plumbing.NewHash(t.Commit))
	if err != nil {
		return "", err
	}
	tree, err := dataTree(r.objects, c.TreeHash)
	if err == nil && t.Folder != "" {
		tree, err = r.subtree(tree, strings.TrimPrefix(t.Folder, "data/"))
	}
	return tree.String(), err
}

// DefaultBranch is the newest commit of the default branch, and what it is called. Of a
// clone that is the branch that the original has as its HEAD; where a clone does not know
// that, as in a workflow, main or master of the original, then of the repository itself,
// and then HEAD. Both are empty where there is no commit.
func (r *Repo) DefaultBranch() (commit, name string, err error) {
	for _, ref := range []plumbing.ReferenceName{
		"refs/remotes/origin/HEAD", "refs/remotes/origin/main", "refs/remotes/origin/master",
		"refs/heads/main", "refs/heads/master", plumbing.HEAD,
	} {
		r.mu.Lock()
		is, err := storer.ResolveReference(r.refs, ref)
		r.mu.Unlock()
		if errors.Is(err, plumbing.ErrReferenceNotFound) {
			continue
		}
		if err != nil {
			return "", "", r.unreadable(err)
		}
		h, err := r.objects.peel(is.Hash())
		return h.String(), is.Name().Short(), err
	}
	return "", "", nil
}

// Holds reports whether a commit, 40 digits, is in the repository, and whether it is in
// the history of rev, a name accepted by Resolve.
func (r *Repo) Holds(ctx context.Context, commit, rev string) (there, inHistory bool, err error) {
	h := plumbing.NewHash(commit)
	if r.objects.kind(h) != plumbing.CommitObject {
		return false, false, nil
	}
	tip, err := r.tip(ctx, rev)
	if errors.Is(err, ErrNoCommits) {
		return true, false, nil
	}
	if err != nil {
		return true, false, err
	}
	of, _, err := r.ancestors(ctx, tip)
	return true, of[h] != nil, err
}

// Unchanged returns the commit of HEAD if the working tree has the same files as it at
// names, which are files and folders, and what is below them; else it is empty. The
// schemas that "rapporteur schema --write" makes count only where they are committed. A
// working tree whose line ends git turned is not the same.
func (r *Repo) Unchanged(names ...string) (string, error) {
	if r.Root == "" {
		return "", nil
	}
	head, err := r.head()
	if errors.Is(err, ErrNoCommits) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	c, err := r.objects.commit(head)
	if err != nil {
		return "", err
	}
	root, err := r.objects.treeOnce(c.TreeHash)
	if err != nil {
		return "", err
	}
	for _, name := range names {
		e, ok := lookup(root, name)
		if !ok {
			if _, err := os.Lstat(filepath.Join(r.Root, name)); err == nil {
				return "", nil
			}
			continue
		}
		same, err := r.sameOnDisk(filepath.Join(r.Root, name), e)
		if err != nil || !same {
			return "", err
		}
	}
	return head.String(), nil
}

// sameOnDisk reports whether a file or a folder is as an entry of a tree has it.
func (r *Repo) sameOnDisk(file string, e object.TreeEntry) (bool, error) {
	info, err := os.Lstat(file)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	what := entry{mode: e.Mode, hash: e.Hash, objects: r.objects}
	switch {
	case info.Mode().Type() != what.Type():
		return false, nil
	case !info.IsDir() && what.Type().IsRegular():
		want, err := r.objects.blob(e.Hash)
		if err != nil || int64(len(want)) != info.Size() {
			return false, err
		}
		is, err := os.ReadFile(file)
		return bytes.Equal(is, want), err
	case !info.IsDir():
		return false, nil // a link is nothing that a site is made of
	}
	tree, err := r.objects.treeOnce(e.Hash)
	if err != nil {
		return false, err
	}
	for _, sub := range tree.Entries {
		if same, err := r.sameOnDisk(filepath.Join(file, sub.Name), sub); err != nil || !same {
			return false, err
		}
	}
	entries, err := os.ReadDir(file)
	if err != nil {
		return false, err
	}
	return !slices.ContainsFunc(entries, func(d fs.DirEntry) bool {
		_, committed := lookup(tree, d.Name())
		return !committed && !(d.Name() == "schema" && e.Name == "data")
	}), nil
}

// Withdrawals returns the editions that the history of rev withdraws along its first
// parents, in the order in which it did: what was on that line was published. A name that
// no commit issued is left out.
func (r *Repo) Withdrawals(ctx context.Context, rev string) ([]report.Withdrawn, error) {
	tip, err := r.tip(ctx, rev)
	if err != nil {
		return nil, err
	}
	h, err := r.history(ctx, tip)
	if err != nil {
		return nil, err
	}
	issuers := h.issuers()
	var list []report.Withdrawn
	for i := len(h) - 1; ; i = h[i].parents[0] {
		if h[i].header != nil {
			for _, w := range slices.Backward(h[i].header.Withdrawn) {
				if len(issuers[w.ID]) == 0 {
					continue
				}
				list = slices.DeleteFunc(list, func(had report.Withdrawn) bool { return had.ID == w.ID })
				list = append(list, w)
			}
		}
		if len(h[i].parents) == 0 {
			break
		}
	}
	slices.Reverse(list)
	return list, nil
}
