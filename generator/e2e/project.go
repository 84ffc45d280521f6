package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// siteFolders are the folders of a repository that Hugo reads.
var siteFolders = []string{"assets", "content", "i18n", "layouts"}

// Project is a repository made for a test.
type Project struct {
	T   testing.TB
	Dir string // the working tree; of a bare repository, the repository
}

// NewProject returns a new repository without commits, with config.toml and the data of
// generator/testdata/FIXTURE. Its site is made with the templates of the program, as those of
// most reports are; OwnTemplates gives it its own.
func NewProject(t testing.TB, fixture string) Project {
	t.Helper()
	return newProject(t, filepath.Join("generator", "testdata", fixture))
}

// NewRealProject is like NewProject, with the data of this repository. The data supersede no edition there,
// because a repository without commits has none.
func NewRealProject(t testing.TB) Project {
	t.Helper()
	p := newProject(t, ".")
	p.Rewrite("data/report.toml", func(s string) string {
		return regexp.MustCompile(`(?m)^supersedes = .*\n`).ReplaceAllString(s, "")
	})
	return p
}

// NewReport returns the repository of a report on a synthetic resolution that init has
// just begun, in the languages given, as init takes them. args are further flags of init.
func NewReport(t testing.TB, languages string, args ...string) Project {
	t.Helper()
	p := Project{t, filepath.Join(t.TempDir(), "report")}
	cmd := Command(t, t.TempDir(), append([]string{"init", p.Dir, "--yes", "--symbol", "A/RES/99/999", "--session", "100", "--paragraphs", "3",
		"--languages", languages, "--as-at", "2045-01-31", "--program", "https://example.org/o/n@" + strings.Repeat("a", 40)}, args...)...)
	cmd.Env = append(cmd.Env, Author("Test", "2045-02-01")...)
	if _, stderr, code := Output(t, cmd); code != ExitOK {
		t.Fatalf("init: exit %d\n%s", code, stderr)
	}
	return p
}

func newProject(t testing.TB, from string) Project {
	t.Helper()
	p := Project{t, t.TempDir()}
	if err := copyConfig(p.Dir, Root(t)); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(p.Dir, "data"), os.DirFS(filepath.Join(Root(t), from, "data"))); err != nil {
		t.Fatal(err)
	}
	// Corrections and the record of editions belong to the history that is not copied.
	for _, name := range []string{"data/corrections", "data/editions.toml"} {
		if err := os.RemoveAll(filepath.Join(p.Dir, filepath.FromSlash(name))); err != nil {
			t.Fatal(err)
		}
	}
	p.Git("init", "-q", "-b", "main")
	return p
}

// copyConfig copies the settings of the site from the repository root to the folder dest.
func copyConfig(dest, root string) error {
	b, err := os.ReadFile(filepath.Join(root, "config.toml"))
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dest, "config.toml"), b, 0o644)
}

// copyTemplates copies what Hugo reads besides config.toml from the repository root to the
// folder dest, so that a repository there has the site's templates as files of its own.
func copyTemplates(dest, root string) error {
	for _, name := range siteFolders {
		if err := os.CopyFS(filepath.Join(dest, name), os.DirFS(filepath.Join(root, name))); err != nil {
			return err
		}
	}
	return nil
}

// OwnTemplates gives the project the site's templates as files of its own.
func (p Project) OwnTemplates() {
	p.T.Helper()
	if err := copyTemplates(p.Dir, Root(p.T)); err != nil {
		p.T.Fatal(err)
	}
}

// quickGit are settings of git for repositories that a test throws away: it does not wait
// for the disk, compresses little and never packs what is there.
const quickGit = "[core]\n\tfsync = none\n\tlooseCompression = 0\n[gc]\n\tauto = 0\n[maintenance]\n\tauto = false\n[pack]\n\tthreads = 1\n\twindow = 0\n\tcompression = 0\n"

// quickMalloc is an environment in which git does not give memory back to the system
// between two objects, only to ask for it again: a third of its processor time.
var quickMalloc = []string{"MALLOC_TRIM_THRESHOLD_=536870912", "MALLOC_TOP_PAD_=16777216"}

// Author is an environment in which git commits for somebody, on a fixed day
// (2001-02-03), without the settings of the user.
func Author(name, day string) []string {
	email := strings.ToLower(name) + "@example.org"
	day += "T12:00:00Z"
	return []string{
		"GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=" + os.DevNull,
		"GIT_AUTHOR_NAME=" + name, "GIT_AUTHOR_EMAIL=" + email, "GIT_AUTHOR_DATE=" + day,
		"GIT_COMMITTER_NAME=" + name, "GIT_COMMITTER_EMAIL=" + email, "GIT_COMMITTER_DATE=" + day,
	}
}

// Git runs git in the project and returns what it printed.
func (p Project) Git(args ...string) string {
	p.T.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = p.Dir
	cmd.Env = append(os.Environ(), Author("Test", "2001-02-01")...)
	out, err := cmd.CombinedOutput()
	if err != nil {
		p.T.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return string(out)
}

// Commit commits all files.
func (p Project) Commit(message string) {
	p.T.Helper()
	p.Git("add", "-A")
	p.Git("commit", "-q", "--allow-empty", "-m", message)
}

// Replace changes a file; the old text must be there.
func (p Project) Replace(name, old, new string) {
	p.T.Helper()
	p.Rewrite(name, func(s string) string {
		if !strings.Contains(s, old) {
			p.T.Fatalf("%s does not hold %q", name, old)
		}
		return strings.ReplaceAll(s, old, new)
	})
}

// Rewrite changes a file.
func (p Project) Rewrite(name string, change func(string) string) {
	p.T.Helper()
	name = filepath.Join(p.Dir, filepath.FromSlash(name))
	b, err := os.ReadFile(name)
	if err != nil {
		p.T.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(change(string(b))), 0o644); err != nil {
		p.T.Fatal(err)
	}
}

// SetKey gives the first line of a TOML file that sets key another value.
func SetKey(toml, key, value string) string {
	at := regexp.MustCompile(`(?m)^` + key + ` = .*$`).FindStringIndex(toml)
	if at == nil {
		return toml
	}
	return toml[:at[0]] + key + " = " + value + toml[at[1]:]
}

// Issue commits the data as an edition.
func (p Project) Issue() {
	p.T.Helper()
	p.Rewrite("data/report.toml", func(s string) string { return strings.ReplaceAll(s, `status = "draft"`, `status = "issued"`) })
	p.Commit("issue")
}

// Precede issues the edition that the data says was withdrawn, whose commit it
// writes there, and the one that the data supersedes.
func (p Project) Precede() {
	p.T.Helper()
	const name = "data/report.toml"
	value := func(s, key string) string {
		m := regexp.MustCompile(`(?m)^` + key + ` = "(.*)"$`).FindStringSubmatch(s)
		if m == nil {
			p.T.Fatalf("%s has no %s", name, key)
		}
		return m[1]
	}
	var whole string
	issue := func(id string) {
		p.Rewrite(name, func(string) string {
			before, _, _ := strings.Cut(whole, "[[withdrawn]]")
			before = strings.Replace(before, `supersedes = "`+value(whole, "supersedes")+`"`, "", 1)
			return SetKey(SetKey(before, "id", `"`+id+`"`), "status", `"issued"`)
		})
		p.Commit("issue " + id)
	}
	p.Rewrite(name, func(s string) string { whole = s; return s })
	_, withdrawn, _ := strings.Cut(whole, "[[withdrawn]]")
	issue(value(withdrawn, "id"))
	commit := strings.TrimSpace(p.Git("rev-parse", "HEAD"))
	issue(value(whole, "supersedes"))
	p.Rewrite(name, func(string) string { return SetKey(whole, "commit", `"`+commit+`"`) })
}

// Build builds the site for an address and returns its folder.
func (p Project) Build(base string) string {
	p.T.Helper()
	return Build(p.T, p.Dir, base, filepath.Join(p.T.TempDir(), "site"), "--components")
}

// Build builds the site of a repository for an address into the folder out,
// which it returns. flags are further flags of the verb.
func Build(t testing.TB, repo, base, out string, flags ...string) string {
	t.Helper()
	if _, stderr, code := Run(t, t.TempDir(), append([]string{"build", "--quiet", "--repo", repo, "--out", out, "--base-url", base}, flags...)...); code != ExitOK {
		t.Fatalf("build: exit %d\n%s", code, stderr)
	}
	return out
}
