package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"rapporteur": main})
}

// TestScripts runs the scenarios of testdata/script. Beside the commands of
// testscript they have:
//
//	fixture NAME   copies testdata/NAME and the site's templates to the
//	               working folder
//	commit TEXT [DAY]  commits everything with that message, as of a day
//	               (2001-02-03), the same at every run
//	serve REPO     serves a repository by git's smart HTTP protocol until the
//	               scenario ends, and puts its address in $URL
//	pages DIR      fails unless there are HTML pages below the folder
//	project [DIR]  puts into $PROJECT a repository with this working tree, less
//	               its data; or copies those files to a folder
//	replace FILE OLD NEW  puts NEW in the place of OLD, which is there
func TestScripts(t *testing.T) {
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:           "testdata/script",
		UpdateScripts: os.Getenv("UPDATE_SCRIPTS") != "",
		Setup: func(env *testscript.Env) error {
			for k, v := range map[string]string{
				"HOME":                env.WorkDir,
				"XDG_CACHE_HOME":      filepath.Join(env.WorkDir, ".cache"),
				"GIT_CONFIG_NOSYSTEM": "1",
				"GIT_CONFIG_GLOBAL":   filepath.Join(env.WorkDir, ".gitconfig"),
				"TERM":                "dumb",
			} {
				env.Setenv(k, v)
			}
			config := "[user]\n\tname = Test\n\temail = test@example.org\n[init]\n\tdefaultBranch = main\n[uploadpack]\n\tallowFilter = true\n[advice]\n\tdetachedHead = false\n[commit]\n\tgpgSign = false\n[core]\n\texcludesFile = " +
				filepath.Join(env.WorkDir, ".gitignore-global") + "\n"
			ignored := ".cache/\n.gitconfig\n.gitignore-global\n.tmp/\npublic/\n"
			return firstError(
				os.WriteFile(filepath.Join(env.WorkDir, ".gitconfig"), []byte(config), 0o644),
				os.WriteFile(filepath.Join(env.WorkDir, ".gitignore-global"), []byte(ignored), 0o644),
			)
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"fixture": func(ts *testscript.TestScript, _ bool, args []string) {
				if len(args) != 1 {
					ts.Fatalf("usage: fixture NAME")
				}
				ts.Check(os.CopyFS(ts.MkAbs("data"), os.DirFS(filepath.Join(root, "generator", "testdata", args[0], "data"))))
				ts.Check(copySite(ts.MkAbs("."), root))
			},
			"commit":  commitCmd,
			"serve":   serveCmd,
			"pages":   pagesCmd,
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

// copySite copies what Hugo reads.
func copySite(dest, root string) error {
	b, err := os.ReadFile(filepath.Join(root, "config.toml"))
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dest, "config.toml"), b, 0o644); err != nil {
		return err
	}
	for _, name := range siteFolders {
		if err := os.CopyFS(filepath.Join(dest, name), os.DirFS(filepath.Join(root, name))); err != nil {
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
