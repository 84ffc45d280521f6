package main

import (
	"net/http"
	"net/http/cgi"
	"net/http/httptest"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// serveCmd serves a repository on a free port of the loopback interface by
// git's own smart HTTP backend, until the scenario ends.
func serveCmd(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: serve REPO")
	}
	execPath, err := exec.Command("git", "--exec-path").Output()
	ts.Check(err)
	repo := ts.MkAbs(args[0])
	srv := httptest.NewServer(http.Handler(&cgi.Handler{
		Path: filepath.Join(strings.TrimSpace(string(execPath)), "git-http-backend"),
		Env: []string{
			"GIT_PROJECT_ROOT=" + filepath.Dir(repo),
			"GIT_HTTP_EXPORT_ALL=1",
			"GIT_CONFIG_NOSYSTEM=1",
			"GIT_CONFIG_COUNT=1",
			"GIT_CONFIG_KEY_0=safe.directory",
			"GIT_CONFIG_VALUE_0=*",
		},
	}))
	ts.Defer(srv.Close)
	ts.Setenv("URL", srv.URL+"/"+filepath.Base(repo))
}
