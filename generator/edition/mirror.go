package edition

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	git "github.com/go-git/go-git/v5"
	"github.com/go-git/go-git/v5/config"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/transport"

	"rapporteur/generator/credentials"
)

var (
	scpURL     = regexp.MustCompile(`^[\w.-]+@[\w.-]+:.`)
	unsafeName = regexp.MustCompile(`[^\w.-]+`)
)

// remote is the location of a repository given as a URL.
type remote struct {
	scheme string
	raw    string   // as given
	url    *url.URL // nil for the scp-like form of ssh: git@host:path
}

// parseRemote parses location and reports whether it is a URL rather than a
// path. A malformed URL has an empty scheme.
func parseRemote(location string) (remote, bool) {
	if scheme, _, ok := strings.Cut(location, "://"); ok {
		u, err := url.Parse(location)
		if err != nil {
			return remote{}, true
		}
		return remote{strings.ToLower(scheme), location, u}, true
	}
	if scpURL.MatchString(location) {
		return remote{"ssh", location, nil}, true
	}
	return remote{}, false
}

// shown returns the URL without what may be a secret in it.
func (r remote) shown() string { return credentials.Redact(r.raw) }

// folder returns the name of the cache folder for its copy. It does not depend
// on a password or token, so that a new one does not create a new copy, and shows none.
func (r remote) folder() string {
	name := credentials.Without(r.raw)
	if r.url != nil {
		u := url.URL{Scheme: r.url.Scheme, Host: r.url.Host, Path: r.url.Path, RawPath: r.url.RawPath}
		if r.scheme == "ssh" && r.url.User != nil {
			u.User = url.User(r.url.User.Username())
		}
		name = u.String()
	}
	sum := sha256.Sum256([]byte(name))
	base := strings.TrimSuffix(path.Base(strings.TrimRight(name, "/")), ".git")
	base = unsafeName.ReplaceAllString(base, "-")
	return strings.Trim(base, ".-") + "-" + hex.EncodeToString(sum[:6]) + ".git"
}

// mirror updates the cached copy of a remote, or creates it, and returns its
// folder.
func mirror(ctx context.Context, r remote, opt Options) (string, error) {
	switch r.scheme {
	case "https", "http", "ssh", "file":
	case "":
		// Not quoted, because a part of it may be a password.
		return "", fail(nil, "write it like https://example.org/report.git", "the URL of the repository is malformed")
	default:
		return "", fail(nil, "use https, ssh or file, or clone it and give the path", "%s cannot be read over %s", r.shown(), r.scheme)
	}
	useOwnClient()
	if opt.CacheDir == "" {
		return "", fail(nil, "clone it and give the path", "no cache folder for a copy of %s", r.shown())
	}
	dir := filepath.Join(opt.CacheDir, r.folder())
	_, err := os.Lstat(dir)
	known := err == nil
	if !opt.Fresh && isGitDir(dir) {
		if suspect, err := fetch(ctx, r, dir, opt.Progress); !suspect {
			return dir, err
		}
	}

	// The copy is made in a temporary folder so that an interrupted one is never
	// used.
	cannot := func(err error) error {
		return fail(err, "free some space or choose another cache folder", "the copy of %s cannot be stored in %s (%v)", r.shown(), opt.CacheDir, err)
	}
	if err := os.MkdirAll(opt.CacheDir, 0o700); err != nil {
		return "", cannot(err)
	}
	aside, err := os.MkdirTemp(opt.CacheDir, ".new-")
	if err != nil {
		return "", cannot(err)
	}
	defer os.RemoveAll(aside)
	if _, err := git.PlainInit(aside, true); err != nil {
		return "", cannot(err)
	}
	if _, err := fetch(ctx, r, aside, opt.Progress); err != nil {
		return "", err
	}
	if known {
		if err := os.RemoveAll(dir); err != nil {
			return "", cannot(err)
		}
	}
	if err := os.Rename(aside, dir); err != nil && !isGitDir(dir) { // another process may have been faster
		return "", cannot(err)
	}
	return dir, nil
}

// fetch makes the references in dir equal to those of the remote. If it fails,
// suspect reports whether the fault may be in dir rather than the remote.
func fetch(ctx context.Context, r remote, dir string, progress io.Writer) (suspect bool, err error) {
	if progress != nil {
		progress = &heard{to: progress}
	}
	repo, err := git.PlainOpen(dir)
	if err != nil {
		return true, r.explain(ctx, err)
	}
	// The remote is not written to the configuration: its URL may contain a password.
	from := git.NewRemote(repo.Storer, &config.RemoteConfig{Name: "origin", URLs: []string{r.raw}})
	refs, err := from.ListContext(ctx, &git.ListOptions{})
	if err != nil {
		return false, r.explain(ctx, err)
	}
	specs := []config.RefSpec{"+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*"}
	var head *plumbing.Reference
	for _, ref := range refs {
		if ref.Name() == plumbing.HEAD {
			head = ref
		}
	}
	if head != nil && !head.Target().IsBranch() && !head.Target().IsTag() { // go-git may return any reference for a detached HEAD
		specs = append(specs, config.RefSpec("+"+head.Target()+":"+head.Target()))
	}
	err = from.FetchContext(ctx, &git.FetchOptions{
		RefSpecs: specs, Tags: git.NoTags, Force: true, Prune: true, Progress: progress,
	})
	if err != nil && !errors.Is(err, git.NoErrAlreadyUpToDate) {
		return true, r.explain(ctx, err)
	}
	if head != nil {
		if err := repo.Storer.SetReference(head); err != nil {
			return true, r.explain(ctx, err)
		}
	}
	return false, nil
}

// explain turns an error of go-git into an *Error.
func (r remote) explain(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	const own = "clone it with git and give the path of the clone"
	switch {
	case errors.Is(err, transport.ErrEmptyRemoteRepository):
		return fail(ErrNoCommits, "push the report there first", "%s has no commits yet", r.shown())
	case errors.Is(err, transport.ErrRepositoryNotFound):
		return fail(err, "check the URL; if it is private, "+own, "no repository found at %s", r.shown())
	case errors.Is(err, transport.ErrAuthenticationRequired), errors.Is(err, transport.ErrAuthorizationFailed),
		errors.Is(err, transport.ErrInvalidAuthMethod):
		return fail(err, own, "%s requires authentication", r.shown())
	}
	if unexpected := new(plumbing.UnexpectedError); errors.As(err, &unexpected) && errors.Is(unexpected.Err, plumbing.ErrReferenceNotFound) {
		return fail(err, "check out a branch there, or "+own, "the HEAD of %s is a commit that is not on any branch", r.shown())
	}
	cause := err.Error()
	if on := new(url.Error); errors.As(err, &on) { // its text would repeat the URL
		cause = on.Err.Error()
	}
	if r.url != nil {
		password, _ := r.url.User.Password()
		for _, secret := range []string{password, url.QueryEscape(password), r.url.RawQuery} {
			if secret != "" {
				cause = strings.ReplaceAll(cause, secret, "xxxxx")
			}
		}
	}
	cause = credentials.Redact(plain(cause))
	return fail(err, "check the URL and the connection, or "+own, "%s cannot be reached (%s)", r.shown(), cause)
}
