package main

import (
	"bytes"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"rapporteur/generator/console"
	"rapporteur/generator/e2e"
)

const secret = "hunter2"

// TestCredentials gives every verb addresses with a user name, a password or a token,
// of a server that works, one that refuses, and none, and looks for them in what it
// prints and in every file that it writes.
func TestCredentials(t *testing.T) {
	t.Parallel()
	p := e2e.NewProject(t, "small")
	p.Issue()
	p.Replace("data/report.toml", "2001-01-31", "2001-02-28")
	p.Commit("draft")
	served := t.TempDir()
	p.Git("clone", "-q", "--bare", p.Dir, filepath.Join(served, "report.git"))
	e2e.Project{T: t, Dir: filepath.Join(served, "report.git")}.Git("update-server-info")
	// What a server says when it refuses may repeat the address.
	refusing := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		http.Error(w, "no access for "+r.URL.String()+" with "+r.Header.Get("Authorization"), http.StatusForbidden)
	}))
	t.Cleanup(refusing.Close)
	host := strings.TrimPrefix(refusing.URL, "http://")
	file := "file://me:" + secret + "@" + filepath.ToSlash(served) + "/report.git"
	addresses := []string{
		"http://me:" + secret + "@" + host + "/report.git",
		"http://" + host + "/report.git?token=" + secret,
		"http://me:a/" + secret + "@" + host + "/report.git",
		"https://me:" + secret + "@127.0.0.1:1/report.git",
		"https://me:" + secret + "%zz@127.0.0.1:1/report.git",
		"me:" + secret + "@example.org:report.git",
		"https://me:a " + secret + "@example.org/",
		file,
	}
	// For each verb, its command lines with an address in each place that takes one, and
	// in one that takes none. %s is the address.
	lines := map[string][]string{
		"build":      {"--repo %s", "--repository %s", "--repository=%s", "--base-url %s", "--rev %s", "--shard %s", "%s"},
		"carry-over": {"new --from %s --yes", "new --link %s --yes", "new --program %s --yes", "new --program %s@0123456789012345678901234567890123456789 --yes"},
		"check":      {"--repo %s", "--rev %s", "--since %s", "%s"},
		"diff":       {"%s", "%s@draft", "--repo %s current draft", "%s@current %s@draft", "%s..%s", "%s...%s", "--format markdown %s@current %s@draft", "--format json %s@current %s@draft", "--format html %s@current %s@draft", "--class %s"},
		"document":   {"%s", "--repo %s", "--repo %s current"},
		"editions":   {"--repo %s", "--rev %s"},
		"explain":    {"%s"},
		"git-diff":   {"a %s x 1 b x 2"},
		"help":       {"%s"},
		"merge":      {"%s", "--shard %s"},
		"init":       {"new --from %s --yes", "new --program %s --yes", "new --symbol %s --yes", "%s"},
		"lsp":        {"--repo %s", "--lang %s", "%s"},
		"new":        {"%s", "source --set %s", "source --link %s", "source --link %s --dry-run --id a --title.en A --publisher un --seen-at %s"},
		"pdf":        {"--repo %s --out x.pdf", "--base-url %s --out x.pdf", "%s --out x.pdf"},
		"portal":     {"--list %s", "--list portal.toml"},
		"preview":    {"--repo %s --out x.html", "%s --out x.html", "%s@current..%s@nowhere --out x.html"},
		"release":    {"%s", "--as-at %s", "--withdraw %s --reason x"},
		"schema":     {"%s"},
		"serve":      {"--repo %s", "--addr %s"},
		"todo":       {"--repo %s", "--rev %s", "%s"},
		"upgrade":    {"--from %s", "--to %s", "--release %s"},
		"verify":     {"%s", "--repo %s .", "--rev %s ."},
		"version":    {"%s"},
	}
	for _, c := range commands() {
		if lines[c.name] == nil {
			t.Errorf("lines has no command line of %s: add some, with %%s for each argument that may be an address", c.name)
		}
	}
	for verb, lines := range lines {
		dir := t.TempDir()
		if err := os.CopyFS(filepath.Join(dir, "report"), os.DirFS(p.Dir)); err != nil {
			t.Fatal(err)
		}
		for _, address := range addresses {
			cache := t.TempDir()
			list := "title.en = \"Reports\"\nbase = \"/\"\n[[report]]\nsite = \"" + address + "\"\n"
			if err := os.WriteFile(filepath.Join(dir, "report", "portal.toml"), []byte(list), 0o644); err != nil {
				t.Fatal(err)
			}
			before := files(t, dir)
			for _, line := range lines {
				args := []string{verb}
				for word := range strings.FieldsSeq(line) {
					args = append(args, strings.ReplaceAll(word, "%s", address))
				}
				var out, errs bytes.Buffer
				sys := console.System{Stdin: strings.NewReader(""), Stdout: &out, Stderr: &errs, Dir: filepath.Join(dir, "report"), Cache: cache, Browser: "none", Now: time.Now}
				code := exitCode(sys, run(t.Context(), sys, args))
				for _, s := range []string{out.String(), errs.String()} {
					if strings.Contains(s, secret) {
						t.Errorf("%s %s: exit %d, prints\n%s", verb, line, code, s)
					}
				}
				if verb == "diff" && address == file && strings.Contains(line, "@draft") && code != exitOK {
					t.Errorf("%s: exit %d\n%s", line, code, errs.String())
				}
			}
			for name, data := range files(t, dir) {
				if (strings.Contains(data, secret) || strings.Contains(name, secret)) && before[name] != data && filepath.Base(name) != "portal.toml" {
					t.Errorf("%s with %s: it is in %s", verb, address, name)
				}
			}
			for name, data := range files(t, cache) {
				if strings.Contains(data, secret) || strings.Contains(name, secret) {
					t.Errorf("%s with %s: it is in %s in the cache", verb, address, name)
				}
			}
		}
	}
}

// files are the files below a folder, by their names.
func files(t *testing.T, dir string) map[string]string {
	t.Helper()
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		b, err := os.ReadFile(name)
		all[name] = string(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}
