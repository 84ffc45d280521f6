package main

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"rapporteur/generator/console"
	"rapporteur/generator/e2e"
)

// Limits of one command over a hostile tree. A build of so small a report takes a second.
const (
	fuzzTime   = time.Minute
	fuzzMemory = 1 << 30
)

// FuzzCommands runs whole commands in a repository, one file of which holds whatever the
// fuzzer makes up, in the working tree and in a commit: check, diff in its formats,
// document, editions, preview and build. None may crash, hang, need more than 1 GB, or end
// with another exit code than those documented, and an error is told. Neither a preview nor
// a comparison may hold a script.
func FuzzCommands(f *testing.F) {
	var names []string
	root := filepath.Join("testdata", "small")
	err := filepath.WalkDir(filepath.Join(root, "data"), func(name string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			name, err = filepath.Rel(root, name)
			names = append(names, filepath.ToSlash(name))
		}
		return err
	})
	if err != nil {
		f.Fatal(err)
	}
	names = append(names, "config.toml", "content/about.md", "data/unknown.toml", "data/images/a.svg", "layouts/baseof.html", "i18n/en.toml", "program.toml", "data/editions.toml")
	// Each takes seconds, so a usual run of the tests has two.
	f.Add(uint8(slices.Index(names, "data/sections.toml")), uint8(10), []byte("[[section]]\nid = \"a\"\ntext.en = \""+strings.Repeat("- ", 300)+"</main><script>alert(1)</script>[x](javascript:alert(1))\"\n"))
	f.Add(uint8(slices.Index(names, "config.toml")), uint8(9), []byte("[security.exec]\nallow = [\".*\"]\n[module]\n[[module.imports]]\npath = \"example.org/x\"\n"))
	for i, name := range names {
		if flag.Lookup("test.fuzz").Value.String() == "" {
			break
		}
		whole, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
		if err != nil {
			whole = []byte("title = \"x\"\n")
		}
		f.Add(uint8(i), uint8(i), whole)
		for _, s := range []string{
			"", "\x00", "\xff\xfe", "a = " + strings.Repeat("[", 100), strings.Repeat("- ", 300), "version https://git-lfs.github.com/spec/v1\n",
			"<<<<<<< HEAD\n=======\n>>>>>>> x\n", "{{ getenv \"HOME\" }}{{ partial \"x\" }}", "<script>alert(1)</script>", "[x](javascript:alert(1))", "\u202e\u2066=cmd|' /C calc'!A0",
		} {
			f.Add(uint8(i), uint8(i+len(s)), []byte(s))
			f.Add(uint8(i), uint8(i+len(s)+1), bytes.Replace(whole, []byte(`en = "`), []byte(`en = "`+strings.NewReplacer("\"", "'", "\n", `\n`, "\x00", `\u0000`, "\xff\xfe", "").Replace(s)), 1))
		}
	}
	p := e2e.NewProject(f, "small")
	p.Issue()
	out := f.TempDir()
	// What is in use is measured, not what a process with much memory leaves uncollected.
	percent := debug.SetGCPercent(100)
	f.Cleanup(func() { debug.SetGCPercent(percent) })
	runtime.GC()
	f.Fuzz(func(t *testing.T, which, command uint8, data []byte) {
		if len(data) > 64<<10 {
			return
		}
		name := filepath.Join(p.Dir, filepath.FromSlash(names[int(which)%len(names)]))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil { // git removes a folder with its last file
			t.Fatal(err)
		}
		before, missing := os.ReadFile(name)
		if err := os.WriteFile(name, data, 0o644); err != nil {
			t.Fatal(err)
		}
		p := e2e.Project{T: t, Dir: p.Dir}
		p.Commit("hostile")
		defer func() {
			if missing != nil {
				_ = os.Remove(name)
			} else if err := os.WriteFile(name, before, 0o644); err != nil {
				t.Fatal(err)
			}
			p.Git("reset", "-q", "--hard", "HEAD~1")
		}()
		preview := filepath.Join(out, "preview.html")
		// One command for each input: Go takes one of more than ten seconds for a deadlock.
		commands := [][]string{
			{"check"}, {"check", "--format", "json"}, {"check", "--since", "HEAD~1", "--format", "sarif"}, {"editions"}, {"document"},
			{"diff", "current", "draft"}, {"diff", "--format", "markdown", "HEAD~1", "HEAD"}, {"diff", "--format", "html", "HEAD~1", "HEAD"}, {"diff", "--format", "json", "HEAD", "HEAD~1"},
			{"build", "--rev", "HEAD", "--quiet", "--out", filepath.Join(out, "site")}, {"preview", "HEAD~1..HEAD", "--out", preview},
		}
		args := commands[int(command)%len(commands)]
		var stdout, stderr bytes.Buffer
		sys := console.System{Stdin: strings.NewReader(""), Stdout: &stdout, Stderr: &stderr, Dir: p.Dir, Cache: filepath.Join(out, "cache"), Now: time.Now}
		ctx, cancel := context.WithTimeout(t.Context(), fuzzTime)
		code := exitCode(sys, run(ctx, sys, args))
		if ctx.Err() != nil {
			t.Errorf("%v takes longer than %v", args, fuzzTime)
		}
		cancel()
		if !slices.Contains([]int{exitOK, exitFound, exitTrouble}, code) || code != exitOK && stdout.Len()+stderr.Len() == 0 {
			t.Errorf("%v: exit %d, and it says nothing", args, code)
		}
		if strings.Contains(stderr.String(), "goroutine ") {
			t.Errorf("%v prints a stack:\n%s", args, stderr.String())
		}
		if slices.Contains(args, "html") && bytes.Contains(bytes.ToLower(stdout.Bytes()), []byte("<script")) {
			t.Errorf("%v writes a script", args)
		}
		var m runtime.MemStats
		if runtime.ReadMemStats(&m); m.HeapInuse > fuzzMemory {
			t.Errorf("%v: %d MB are in use", args, m.HeapInuse>>20)
		}
		if args[0] != "preview" {
			return
		}
		if b, err := os.ReadFile(preview); err != nil || bytes.Contains(bytes.ToLower(b), []byte("<script")) {
			t.Errorf("the preview is missing or holds a script: %v", err)
		}
	})
}
