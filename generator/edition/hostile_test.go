package edition

import (
	"bytes"
	"io"
	"io/fs"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
)

// A server may call its references whatever it likes: no file is written outside of the copy,
// nor in the place of what git keeps there itself.
func TestNamesOfReferences(t *testing.T) {
	for _, evil := range []string{"refs/heads/../../../../pwned", "refs/heads/../../config", "refs/tags/../../HEAD", "refs/heads/../../objects/info/alternates", "refs/heads/a/../../../hooks/x", `refs/heads/..\..\pwned`, "refs/heads//pwned", "refs/heads/pwned.lock"} {
		work, bare, location := newServed(t, "")
		name := evil[:strings.Index(evil[5:], "/")+6]
		name += strings.Repeat("a", len(evil)-len(name))
		runGit(t, work, "update-ref", name, "HEAD")
		runGit(t, bare, "fetch", "-q", work, "+refs/*:refs/*")
		runGit(t, bare, "pack-refs", "--all")
		from := changed(t, location, func(res *http.Response) error {
			body, err := io.ReadAll(res.Body)
			if err != nil {
				return err
			}
			if res.Request.Method == http.MethodGet {
				if !bytes.Contains(body, []byte(name)) {
					t.Errorf("%s is not served", name)
				}
				body = bytes.ReplaceAll(body, []byte(name), []byte(evil))
			}
			res.Body = io.NopCloser(bytes.NewReader(body))
			return nil
		})
		outer := tempDir(t)
		cache := filepath.Join(outer, "a", "b", "c", "cache")
		r, err := Open(t.Context(), from, Options{CacheDir: cache})
		t.Logf("%s: %v", evil, err)
		if err == nil {
			if got := ids(t, r, ""); got != both {
				t.Errorf("%s: got %q", evil, got)
			}
			r.Close()
		}
		err = filepath.WalkDir(outer, func(file string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			rel, _ := filepath.Rel(cache, file)
			t.Log(rel)
			if strings.HasPrefix(rel, "..") || strings.Contains(rel, "alternates") || strings.Contains(rel, "hooks") {
				t.Errorf("%s: %s was written", evil, rel)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
