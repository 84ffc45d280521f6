package edition

import (
	"io"
	"io/fs"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"
)

// A server that falls silent, before its answer or in the midst of it, is given up.
func TestSilentServer(t *testing.T) {
	for _, begun := range []bool{false, true} {
		ended := make(chan struct{})
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			if begun {
				_, _ = w.Write([]byte("001e# service=git-upload-pack\n"))
				_ = http.NewResponseController(w).Flush()
			}
			<-ended
		}))
		res, err := newClient(100 * time.Millisecond).Get(server.URL)
		if begun && err == nil {
			_, err = io.ReadAll(res.Body)
		}
		if err == nil {
			t.Errorf("begun %v: it is waited for", begun)
		}
		close(ended)
		server.Close()
	}
}

// No redirect to another scheme is followed, for a password that is meant for one server
// must not be sent in the open, and a file of this machine must not be read.
func TestRedirects(t *testing.T) {
	for _, to := range []string{"file:///etc/passwd", "ssh://git@127.0.0.1/report.git", "ftp://127.0.0.1/report.git"} {
		server := httptest.NewServer(http.RedirectHandler(to, http.StatusFound))
		_, err := Open(t.Context(), server.URL+"/report.git", Options{CacheDir: tempDir(t)})
		checkError(t, err, "cannot be reached", "unsupported scheme")
		server.Close()
	}
}

// What a server says is shown as git shows it: no line begins as one of a forge's commands,
// and no character changes how a terminal shows others.
func TestHeard(t *testing.T) {
	var out strings.Builder
	h := &heard{to: &out}
	for _, s := range []string{"Counting: 10%\rCounting: 100%\n::error::x\n\x1b[2J\u202e\xff", "\n" + strings.Repeat("x", 5000) + "\n"} {
		if n, err := h.Write([]byte(s)); n != len(s) || err != nil {
			t.Errorf("%d, %v", n, err)
		}
	}
	want := "remote: Counting: 10%\rremote: Counting: 100%\nremote: ::error::x\nremote: \uFFFD[2J\uFFFD\uFFFD\nremote: " + strings.Repeat("x", 1000) + "\n"
	if out.String() != want {
		t.Errorf("got %q", out.String())
	}
}

// A fetch that breaks off leaves the copy as it was.
func TestBrokenFetchLeavesTheCopy(t *testing.T) {
	work, _, location := newServed(t, "")
	breaks := false
	from := changed(t, location, func(res *http.Response) error {
		if breaks && res.Request.Method == http.MethodPost {
			res.Body = io.NopCloser(io.MultiReader(io.LimitReader(res.Body, 200), iotest.ErrReader(io.ErrUnexpectedEOF)))
		}
		return nil
	})
	cache := tempDir(t)
	if got := ids(t, openURL(t, from, cache), ""); got != both {
		t.Fatalf("got %q", got)
	}
	before := refsIn(t, cache)
	commitFiles(t, work, issued("2008-12-31"))
	runGit(t, work, "push", "-q", "origin", "main")
	breaks = true
	if _, err := Open(t.Context(), from, Options{CacheDir: cache}); err == nil {
		t.Fatal("a fetch that breaks off passes for a whole one")
	}
	if after := refsIn(t, cache); after != before {
		t.Errorf("the references of the copy were\n%s and are\n%s", before, after)
	}
	if n := folders(t, cache); n != 1 {
		t.Errorf("%d folders in the cache, want 1", n)
	}
	breaks = false
	if got := ids(t, openURL(t, from, cache), ""); got != both+" 2008-12-31" {
		t.Errorf("the next time: got %q", got)
	}
}

// changed serves a repository at another address, with its answers as change makes them.
func changed(t *testing.T, location string, change func(*http.Response) error) string {
	t.Helper()
	from, err := url.Parse(location)
	if err != nil {
		t.Fatal(err)
	}
	proxy := &httputil.ReverseProxy{
		Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(&url.URL{Scheme: from.Scheme, Host: from.Host})
		},
		ModifyResponse: change,
		FlushInterval:  -1,                         // what comes before an answer breaks off is sent
		ErrorLog:       log.New(io.Discard, "", 0), // which would name it
	}
	server := httptest.NewServer(proxy)
	t.Cleanup(server.Close)
	return server.URL + from.Path
}

// refsIn are the references of the copies in a cache.
func refsIn(t *testing.T, cache string) string {
	t.Helper()
	var all strings.Builder
	err := filepath.WalkDir(cache, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.Contains(filepath.ToSlash(name), "/refs/") && d.Name() != "packed-refs" && d.Name() != "HEAD" {
			return err
		}
		b, err := os.ReadFile(name)
		all.WriteString(name + " " + string(b))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all.String()
}
