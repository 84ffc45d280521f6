package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"net/http"
	"net/http/cgi"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	jsonpatch "github.com/evanphx/json-patch/v5"
	"github.com/rogpeppe/go-internal/testscript"
)

// MainOfScripts runs the tests of a package with Scripts, and ends the process. It
// makes rapporteur a command of scenarios; Scripts has them find the program itself.
func MainOfScripts(m *testing.M) {
	testscript.Main(tests{m}, map[string]func(){"rapporteur": func() {
		fmt.Fprintln(os.Stderr, "the scenario has changed PATH, and does not find the program")
		os.Exit(1)
	}})
}

// tests are those of a package, with what they leave removed after them.
type tests struct{ *testing.M }

func (m tests) Run() int { return Main(m.M) }

// Scripts runs the scenarios of testdata/script, in which rapporteur is a
// command. Besides the commands of testscript they have:
//
//	fixture NAME   copies generator/testdata/NAME and config.toml to the working folder
//	templates      copies the site's templates there, which the program has otherwise
//	commit TEXT [DAY]  commits everything with that message, as of a day
//	               (2001-02-03), the same at every run
//	serve REPO     serves a repository by git's smart HTTP protocol until the
//	               scenario ends, and puts its address in $URL
//	host DIR       serves the files of a folder on loopback until the scenario ends, and
//	               puts the address in $SITE
//	pages DIR      fails unless there are HTML pages below the folder
//	project [DIR]  puts into $PROJECT a repository with this working tree, less
//	               its data; or copies those files to a folder
//	patched FROM DIFF TO  fails unless the patch in DIFF, which is what diff --format
//	               json writes, makes the document FROM into the document TO, as an
//	               implementation of JSON Patch has it that is not ours
//	replace FILE OLD NEW  puts NEW in the place of OLD, which is there
func Scripts(t *testing.T) {
	root, bin := Root(t), t.TempDir()
	if err := os.Symlink(Program(t), filepath.Join(bin, "rapporteur")); err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
		Setup: func(e *testscript.Env) error {
			for k, v := range map[string]string{
				"HOME":                e.WorkDir,
				"XDG_CACHE_HOME":      filepath.Join(e.WorkDir, ".cache"),
				"GIT_CONFIG_NOSYSTEM": "1",
				"GIT_CONFIG_GLOBAL":   filepath.Join(e.WorkDir, ".gitconfig"),
				"TERM":                "dumb",
			} {
				e.Setenv(k, v)
			}
			e.Setenv("PATH", bin+string(os.PathListSeparator)+e.Getenv("PATH"))
			e.Vars = slices.Concat(e.Vars, Memory(), English(), quickMalloc)
			config := "[user]\n\tname = Test\n\temail = test@example.org\n[init]\n\tdefaultBranch = main\n[uploadpack]\n\tallowFilter = true\n[advice]\n\tdetachedHead = false\n[commit]\n\tgpgSign = false\n[core]\n\texcludesFile = " +
				filepath.Join(e.WorkDir, ".gitignore-global") + "\n" + quickGit
			ignored := ".cache/\n.gitconfig\n.gitignore-global\n.tmp/\npublic/\n"
			return firstError(
				os.WriteFile(filepath.Join(e.WorkDir, ".gitconfig"), []byte(config), 0o644),
				os.WriteFile(filepath.Join(e.WorkDir, ".gitignore-global"), []byte(ignored), 0o644),
			)
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"fixture": func(ts *testscript.TestScript, _ bool, args []string) {
				if len(args) != 1 {
					ts.Fatalf("usage: fixture NAME")
				}
				ts.Check(os.CopyFS(ts.MkAbs("data"), os.DirFS(filepath.Join(root, "generator", "testdata", args[0], "data"))))
				ts.Check(copyConfig(ts.MkAbs("."), root))
			},
			"templates": func(ts *testscript.TestScript, _ bool, args []string) {
				if len(args) != 0 {
					ts.Fatalf("usage: templates")
				}
				ts.Check(copyTemplates(ts.MkAbs("."), root))
			},
			"commit":  commitCmd,
			"serve":   serveCmd,
			"host":    hostCmd,
			"pages":   pagesCmd,
			"patched": patchedCmd,
			"project": projectCmd(t, root),
			"replace": replaceCmd,
		},
	})
}

func firstError(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// commitCmd commits all there is, with dates that do not depend on the clock.
func commitCmd(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) < 1 || len(args) > 2 {
		ts.Fatalf("usage: commit TEXT [DAY]")
	}
	day := "2001-01-01"
	if len(args) == 2 {
		day = args[1]
	}
	ts.Setenv("GIT_AUTHOR_DATE", day+"T12:00:00Z")
	ts.Setenv("GIT_COMMITTER_DATE", day+"T12:00:00Z")
	ts.Check(ts.Exec("git", "add", "-A"))
	ts.Check(ts.Exec("git", "commit", "-q", "--allow-empty", "-m", args[0]))
}

func pagesCmd(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: [!] pages DIR")
	}
	n := 0
	err := filepath.WalkDir(ts.MkAbs(args[0]), func(_ string, d fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(d.Name()) == ".html" {
			n++
		}
		return err
	})
	if neg != (err != nil || n == 0) {
		ts.Fatalf("%s has %d pages (%v)", args[0], n, err)
	}
}

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

func hostCmd(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 1 {
		ts.Fatalf("usage: host DIR")
	}
	srv := httptest.NewServer(http.FileServer(http.Dir(ts.MkAbs(args[0]))))
	ts.Defer(srv.Close)
	ts.Setenv("SITE", srv.URL+"/")
}

func projectCmd(t *testing.T, root string) func(*testscript.TestScript, bool, []string) {
	dir := t.TempDir()
	prepare := sync.OnceValue(func() error { return CopyProgram(dir, root) })
	return func(ts *testscript.TestScript, _ bool, args []string) {
		ts.Check(prepare())
		switch len(args) {
		case 0:
			ts.Setenv("PROJECT", dir)
		case 1:
			entries, err := os.ReadDir(dir)
			ts.Check(err)
			for _, e := range entries {
				from, to := filepath.Join(dir, e.Name()), filepath.Join(ts.MkAbs(args[0]), e.Name())
				if e.Name() == ".git" {
					continue
				}
				if _, err := os.Stat(to); err == nil {
					continue
				}
				if e.IsDir() {
					ts.Check(os.CopyFS(to, os.DirFS(from)))
					continue
				}
				data, err := os.ReadFile(from)
				ts.Check(err)
				ts.Check(os.WriteFile(to, data, 0o644))
			}
		default:
			ts.Fatalf("usage: project [DIR]")
		}
	}
}

// CopyProgram makes in dir a repository with the files of the working tree at
// root as they are, committed or not, less its data.
func CopyProgram(dir, root string) error {
	git := func(dir string, args ...string) ([]byte, error) {
		cmd := exec.Command("git", args...)
		cmd.Dir = dir
		return cmd.Output()
	}
	names, err := git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	if err != nil {
		return err
	}
	for name := range strings.SplitSeq(string(names), "\x00") {
		from, to := filepath.Join(root, name), filepath.Join(dir, name)
		info, err := os.Stat(from)
		if name == "" || strings.HasPrefix(name, "data/") || os.IsNotExist(err) {
			continue
		}
		data, readErr := os.ReadFile(from)
		if err := firstError(err, readErr, os.MkdirAll(filepath.Dir(to), 0o755)); err != nil {
			return err
		}
		if err := os.WriteFile(to, data, info.Mode().Perm()); err != nil {
			return err
		}
	}
	for _, args := range [][]string{
		{"init", "-q"}, {"add", "-A"},
		{"-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgSign=false", "commit", "-q", "-m", "The program"},
	} {
		if _, err := git(dir, args...); err != nil {
			return err
		}
	}
	return nil
}

// patchedCmd applies a patch as a user of the program does: with what it wrote alone.
func patchedCmd(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: [!] patched FROM DIFF TO")
	}
	var changes struct{ Patch json.RawMessage }
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[1])), &changes))
	patch, err := jsonpatch.DecodePatch(changes.Patch)
	ts.Check(err)
	options := jsonpatch.NewApplyOptions()
	options.EnsurePathExistsOnAdd, options.AllowMissingPathOnRemove = false, false
	got, err := patch.ApplyWithOptions([]byte(ts.ReadFile(args[0])), options)
	if !neg {
		ts.Check(err)
	}
	if same := err == nil && jsonpatch.Equal(got, []byte(ts.ReadFile(args[2]))); same == neg {
		ts.Fatalf("the patch in %s leads from %s to %s: %v", args[1], args[0], args[2], same)
	}
}

func replaceCmd(ts *testscript.TestScript, _ bool, args []string) {
	if len(args) != 3 {
		ts.Fatalf("usage: replace FILE OLD NEW")
	}
	name := ts.MkAbs(args[0])
	data, err := os.ReadFile(name)
	ts.Check(err)
	if !bytes.Contains(data, []byte(args[1])) {
		ts.Fatalf("%s does not hold %q", args[0], args[1])
	}
	ts.Check(os.WriteFile(name, bytes.ReplaceAll(data, []byte(args[1]), []byte(args[2])), 0o644))
}
