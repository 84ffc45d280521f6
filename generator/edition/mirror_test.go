package edition

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"net/http"
	"net/http/cgi"
	"net/http/httptest"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// serve serves the bare repositories in a folder over HTTP on loopback. If
// password is not empty, it requires it.
func serve(t testing.TB, folder, password string) *httptest.Server {
	t.Helper()
	git, err := exec.LookPath("git")
	if err != nil {
		t.Fatal(err)
	}
	backend := &cgi.Handler{
		Path: git, Args: []string{"http-backend"},
		Env:    append(gitEnv(), "GIT_PROJECT_ROOT="+folder, "GIT_HTTP_EXPORT_ALL=1"),
		Stderr: t.Output(),
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) {
		if _, given, _ := req.BasicAuth(); given != password {
			w.Header().Set("WWW-Authenticate", `Basic realm="git"`)
			http.Error(w, "requires authentication", http.StatusUnauthorized)
			return
		}
		// git http-backend treats a chunked body as empty.
		if req.ContentLength < 0 {
			var body bytes.Buffer
			if _, err := body.ReadFrom(req.Body); err != nil {
				t.Error(err)
			}
			req.Body, req.ContentLength, req.TransferEncoding = nopCloser{&body}, int64(body.Len()), nil
		}
		backend.ServeHTTP(w, req)
	}))
	t.Cleanup(server.Close)
	return server
}

type nopCloser struct{ *bytes.Buffer }

func (nopCloser) Close() error { return nil }

// newServed creates a repository and a served bare clone of it, and returns both
// folders and the URL of the clone.
func newServed(t testing.TB, password string) (work, bare, location string) {
	t.Helper()
	work = newGit(t)
	folder := tempDir(t)
	bare = filepath.Join(folder, "report.git")
	runGit(t, work, "clone", "-q", "--bare", work, bare)
	runGit(t, work, "remote", "add", "origin", bare)
	return work, bare, serve(t, folder, password).URL + "/report.git"
}

func openURL(t testing.TB, location, cache string) *Repo {
	t.Helper()
	r, err := Open(t.Context(), location, Options{CacheDir: cache})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

func folders(t testing.TB, cache string) int {
	t.Helper()
	entries, err := os.ReadDir(cache)
	if err != nil {
		t.Fatal(err)
	}
	return len(entries)
}

func TestURL(t *testing.T) {
	work, bare, location := newServed(t, "")
	cache := filepath.Join(tempDir(t), "not/made/yet")
	r := openURL(t, location, cache)
	if r.Root != "" || r.WorkingTree() != nil || r.Location != location {
		t.Errorf("root %q, location %q", r.Root, r.Location)
	}
	if got := ids(t, r, ""); got != both {
		t.Errorf("got %q", got)
	}

	// The next time, new references are there and deleted ones are not.
	runGit(t, work, "tag", "gone", "HEAD~1")
	runGit(t, work, "branch", "gone-too", "HEAD~1")
	runGit(t, work, "push", "-q", "origin", "gone", "gone-too")
	openURL(t, location, cache)
	commitFiles(t, work, issued("2008-12-31"))
	runGit(t, work, "tag", "-a", "-m", "x", "edition/2008-12-31")
	runGit(t, work, "push", "-q", "origin", "main", "edition/2008-12-31", ":gone", ":gone-too")
	r = openURL(t, location, cache)
	s, err := r.Series(t.Context(), "")
	if err != nil || len(s.Editions) != 3 || s.Current().Tag != "edition/2008-12-31" {
		t.Fatalf("got %v, %v", s, err)
	}
	for _, rev := range []string{"gone", "gone-too"} {
		if _, err := r.Resolve(t.Context(), rev); !errors.Is(err, ErrUnknownRevision) {
			t.Errorf("%s is still there: %v", rev, err)
		}
	}
	// Nothing has changed.
	if got := ids(t, openURL(t, location, cache), "main"); got != both+" 2008-12-31" {
		t.Errorf("got %q", got)
	}

	// A forced push, and another default branch.
	runGit(t, work, "reset", "-q", "--hard", "HEAD~2")
	commitFiles(t, work, draft("2009-06-30"))
	runGit(t, work, "branch", "next", "HEAD~3")
	runGit(t, work, "push", "-q", "--force", "origin", "main", "next", ":edition/2008-12-31")
	if got := ids(t, openURL(t, location, cache), ""); got != both {
		t.Errorf("after a forced push: got %q", got)
	}
	runGit(t, bare, "symbolic-ref", "HEAD", "refs/heads/next")
	if got := ids(t, openURL(t, location, cache), ""); got != "2007-12-18" {
		t.Errorf("after HEAD moved: got %q", got)
	}
	// A detached HEAD, as in a workflow's checkout.
	alone := runGit(t, bare, "commit-tree", "-m", "no branch", "-p", "main", "main^{tree}")
	runGit(t, bare, "update-ref", "--no-deref", "HEAD", alone)
	_, err = Open(t.Context(), location, Options{CacheDir: cache})
	checkError(t, err, "is not on any branch", "check out a branch")
	runGit(t, bare, "update-ref", "refs/remotes/pull/1/merge", alone)
	r = openURL(t, location, cache)
	head, err := r.Resolve(t.Context(), "HEAD")
	if err != nil || head.Commit != alone {
		t.Errorf("detached HEAD: got %v, %v, want %s", head.Commit, err, alone)
	}
	if got := ids(t, r, ""); got != both {
		t.Errorf("detached HEAD: got %q", got)
	}
	if n := folders(t, cache); n != 1 {
		t.Errorf("%d folders in the cache, want 1", n)
	}
}

func TestURLOfAFile(t *testing.T) {
	work := newGit(t)
	cache := tempDir(t)
	location := "file://" + filepath.ToSlash(work)
	if got := ids(t, openURL(t, location, cache), ""); got != both {
		t.Errorf("got %q", got)
	}
	commitFiles(t, work, issued("2008-12-31"))
	if got := ids(t, openURL(t, location, cache), ""); got != both+" 2008-12-31" {
		t.Errorf("got %q", got)
	}
}

func TestURLWithPassword(t *testing.T) {
	_, _, location := newServed(t, "hunter2")
	u, err := url.Parse(location)
	if err != nil {
		t.Fatal(err)
	}
	cache := tempDir(t)
	_, err = Open(t.Context(), location, Options{CacheDir: cache})
	checkError(t, err, "requires authentication", "give the path of the clone")

	u.User = url.UserPassword("reader", "hunter2")
	r := openURL(t, u.String(), cache)
	if got := ids(t, r, ""); got != both {
		t.Errorf("got %q", got)
	}
	if strings.Contains(r.Location, "hunter2") {
		t.Errorf("location %q contains the password", r.Location)
	}
	err = filepath.WalkDir(cache, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := os.ReadFile(name)
		if bytes.Contains(b, []byte("hunter2")) || strings.Contains(name, "hunter2") {
			t.Errorf("%s contains the password", name)
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}

	u.User = url.UserPassword("reader", "hunter3")
	_, err = Open(t.Context(), u.String(), Options{CacheDir: cache})
	checkError(t, err, "requires authentication")
	u.Host = "127.0.0.1:1"
	_, err = Open(t.Context(), u.String(), Options{CacheDir: cache})
	checkError(t, err, "cannot be reached", "127.0.0.1:1", "check the URL")
	if strings.Contains(err.Error(), "hunter3") {
		t.Errorf("%q contains the password", err)
	}
}

func TestURLErrors(t *testing.T) {
	_, bare, location := newServed(t, "")
	empty := filepath.Join(filepath.Dir(bare), "empty.git")
	runGit(t, ".", "init", "-q", "--bare", empty)
	plain := httptest.NewServer(http.NotFoundHandler())
	t.Cleanup(plain.Close)
	broken := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Write([]byte("<!doctype html><title>a web page</title>"))
	}))
	t.Cleanup(broken.Close)
	blocked := filepath.Join(tempDir(t), "file")
	writeFile(t, blocked, "not a folder")

	for _, test := range []struct {
		name, location string
		cache          string
		want           []string
	}{
		{"none there", strings.Replace(location, "report", "none", 1), "", []string{"none.git", "check the URL"}},
		{"no git server", plain.URL + "/report.git", "", []string{"no repository found", "check the URL"}},
		{"a web page", broken.URL + "/report.git", "", []string{"cannot be reached", "check the URL"}},
		{"nobody listens", "http://127.0.0.1:1/report.git", "", []string{"cannot be reached", "check the URL"}},
		{"empty", strings.Replace(location, "report", "empty", 1), "", []string{"no commits yet", "push"}},
		{"no folder", "file:///nowhere/report.git", "", []string{"file:///nowhere/report.git", "check the URL"}},
		{"malformed", "https://me:hunter2%zz@example.org/", "", []string{"malformed", "https://example.org"}},
		{"old protocol", "git://127.0.0.1/report.git", "", []string{"over git", "https"}},
		{"cache that cannot be written", location, blocked, []string{blocked, "another cache folder"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			cache := test.cache
			if cache == "" {
				cache = tempDir(t)
			}
			_, err := Open(t.Context(), test.location, Options{CacheDir: cache})
			checkError(t, err, test.want...)
			if strings.Contains(err.Error(), "hunter2") {
				t.Errorf("%q contains the password", err)
			}
			if test.cache == "" && folders(t, cache) != 0 {
				t.Error("files are left in the cache")
			}
		})
	}
	if _, err := Open(t.Context(), location, Options{}); err == nil {
		t.Error("a URL without a cache folder opens")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Open(ctx, location, Options{CacheDir: tempDir(t)}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want it to stop", err)
	}
}

// Two builds at the same time may both create the copy.
func TestURLAtOnce(t *testing.T) {
	_, _, location := newServed(t, "")
	cache := tempDir(t)
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			r, err := Open(t.Context(), location, Options{CacheDir: cache})
			if err != nil {
				t.Error(err)
				return
			}
			defer r.Close()
			if got := ids(t, r, ""); got != both {
				t.Errorf("got %q", got)
			}
		})
	}
	wg.Wait()
	if n := folders(t, cache); n != 1 {
		t.Errorf("%d folders in the cache, want 1", n)
	}
}

func TestURLOfAShallowClone(t *testing.T) {
	clone := filepath.Join(tempDir(t), "clone")
	runGit(t, ".", "clone", "-q", "--depth=2", "file://"+newGit(t), clone)
	r, err := Open(t.Context(), "file://"+filepath.ToSlash(clone), Options{CacheDir: tempDir(t)})
	if err == nil {
		defer r.Close()
		_, err = r.Series(t.Context(), "")
	}
	checkError(t, err, "the original is shallow")
}

// A damaged copy is replaced, or the error says what to do.
func TestURLWithDamagedCopy(t *testing.T) {
	work, _, location := newServed(t, "")
	cache := tempDir(t)
	openURL(t, location, cache).Close()
	packs, err := filepath.Glob(filepath.Join(cache, "*/objects/pack/*"))
	if err != nil || len(packs) == 0 {
		t.Fatal(packs, err)
	}
	for _, p := range packs {
		if filepath.Ext(p) == ".idx" {
			writeFile(t, p, "rubbish")
		}
	}
	commitFiles(t, work, issued("2008-12-31"))
	runGit(t, work, "push", "-q", "origin", "main")
	_, err = openURL(t, location, cache).Series(t.Context(), "")
	checkError(t, err, "damaged", "delete the copy "+cache)

	// Fresh replaces it in any case.
	r, err := Open(t.Context(), location, Options{CacheDir: cache, Fresh: true})
	if err != nil {
		t.Fatal(err)
	}
	if got := ids(t, r, ""); got != both+" 2008-12-31" {
		t.Errorf("got %q", got)
	}
	r.Close()

	heads, err := filepath.Glob(filepath.Join(cache, "*/HEAD"))
	if err != nil || len(heads) != 1 {
		t.Fatal(heads, err)
	}
	if err := os.Remove(heads[0]); err != nil {
		t.Fatal(err)
	}
	if got := ids(t, openURL(t, location, cache), ""); got != both+" 2008-12-31" {
		t.Errorf("got %q", got)
	}
}

func TestParseRemote(t *testing.T) {
	for location, want := range map[string]string{
		"https://example.org/a/report.git":    "https report",
		"HTTPS://example.org/a/report.git/":   "https report",
		"ssh://git@example.org:2222/~/report": "ssh report",
		"git@example.org:a/report.git":        "ssh report",
		"file:///srv/report.git":              "file report",
		"https://example.org/a b/ü.git":       "https C3-BC",
		"git://example.org/report.git":        "git report",
		".":                                   "path",
		"/srv/report.git":                     "path",
		`C:\reports\a`:                        "path",
		"reports/a:b":                         "path",
	} {
		r, ok := parseRemote(location)
		got := "path"
		if ok {
			name := r.folder()
			got = r.scheme + " " + name[:max(len(name)-len("-0123456789ab.git"), 0)]
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", location, got, want)
		}
	}
	a, _ := parseRemote("https://me:one@example.org/report.git")
	b, _ := parseRemote("https://me:two@example.org/report.git")
	c, _ := parseRemote("https://example.org/other/report.git")
	if a.folder() != b.folder() || a.folder() == c.folder() {
		t.Errorf("folders %s, %s, %s: want the first two equal", a.folder(), b.folder(), c.folder())
	}
}
