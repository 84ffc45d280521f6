package main

import (
	"bytes"
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
)

// rapporteur runs the program as main does, in the folder dir.
func rapporteur(t testing.TB, dir string, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	sys := system{
		stdin: strings.NewReader(""), stdout: &out, stderr: &errs, dir: dir, cache: filepath.Join(dir, ".cache"),
		now: func() time.Time { return time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC) },
	}
	code = exitCode(sys, run(context.Background(), sys, args))
	return out.String(), errs.String(), code
}

// project is a new repository with the site's templates and the data/ of a
// folder.
type project struct {
	t   testing.TB
	dir string
}

func newProject(t testing.TB, fixture string) project {
	t.Helper()
	p := project{t, t.TempDir()}
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	if err := copySite(p.dir, root); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(filepath.Join(p.dir, "data"), os.DirFS(filepath.Join(fixture, "data"))); err != nil {
		t.Fatal(err)
	}
	p.git("init", "-q", "-b", "main")
	return p
}

func (p project) git(args ...string) string {
	p.t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = p.dir
	cmd.Env = append(os.Environ(),
		"GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL="+os.DevNull,
		"GIT_AUTHOR_NAME=Test", "GIT_AUTHOR_EMAIL=test@example.org", "GIT_AUTHOR_DATE=2001-02-01T12:00:00Z",
		"GIT_COMMITTER_NAME=Test", "GIT_COMMITTER_EMAIL=test@example.org", "GIT_COMMITTER_DATE=2001-02-01T12:00:00Z")
	out, err := cmd.CombinedOutput()
	if err != nil {
		p.t.Fatalf("git %v: %v\n%s", args, err, out)
	}
	return string(out)
}

// replace changes a file; the old text must be there.
func (p project) replace(name, old, new string) {
	p.t.Helper()
	p.rewrite(name, func(s string) string {
		if !strings.Contains(s, old) {
			p.t.Fatalf("%s does not hold %q", name, old)
		}
		return strings.ReplaceAll(s, old, new)
	})
}

func (p project) rewrite(name string, change func(string) string) {
	p.t.Helper()
	name = filepath.Join(p.dir, filepath.FromSlash(name))
	b, err := os.ReadFile(name)
	if err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(change(string(b))), 0o644); err != nil {
		p.t.Fatal(err)
	}
}

// edit gives the first line of a TOML file that sets key another value.
func edit(toml, key, value string) string {
	at := regexp.MustCompile(`(?m)^` + key + ` = .*$`).FindStringIndex(toml)
	if at == nil {
		return toml
	}
	return toml[:at[0]] + key + " = " + value + toml[at[1]:]
}

// issue commits the data as an edition.
func (p project) issue() {
	p.t.Helper()
	b, err := os.ReadFile(filepath.Join(p.dir, "data", "report.toml"))
	if err != nil {
		p.t.Fatal(err)
	}
	if strings.Contains(string(b), `status = "draft"`) {
		p.replace("data/report.toml", `status = "draft"`, `status = "issued"`)
	}
	p.git("add", "-A")
	p.git("commit", "-q", "-m", "issue")
}

// precede issues the edition that the data says was withdrawn, whose commit it
// puts there, and the one that the data supersedes.
func (p project) precede() {
	p.t.Helper()
	const name = "data/report.toml"
	value := func(s, key string) string {
		m := regexp.MustCompile(`(?m)^` + key + ` = "(.*)"$`).FindStringSubmatch(s)
		if m == nil {
			p.t.Fatalf("%s has no %s", name, key)
		}
		return m[1]
	}
	var whole string
	issue := func(id string) {
		p.rewrite(name, func(string) string {
			before, _, _ := strings.Cut(whole, "[[withdrawn]]")
			before = strings.Replace(before, `supersedes = "`+value(whole, "supersedes")+`"`, "", 1)
			return edit(edit(before, "id", `"`+id+`"`), "status", `"issued"`)
		})
		p.git("add", "-A")
		p.git("commit", "-q", "-m", "issue "+id)
	}
	p.rewrite(name, func(s string) string { whole = s; return s })
	_, withdrawn, _ := strings.Cut(whole, "[[withdrawn]]")
	issue(value(withdrawn, "id"))
	commit := strings.TrimSpace(p.git("rev-parse", "HEAD"))
	issue(value(whole, "supersedes"))
	p.rewrite(name, func(string) string { return edit(whole, "commit", `"`+commit+`"`) })
}

// build builds the site for an address and returns its folder.
func (p project) build(base string) string {
	p.t.Helper()
	return buildSite(p.t, p.dir, base, "--components")
}

func buildSite(t testing.TB, repo, base string, flags ...string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "site")
	if _, stderr, code := rapporteur(t, t.TempDir(), append([]string{"build", "--quiet", "--repo", repo, "--out", out, "--base-url", base}, flags...)...); code != exitOK {
		t.Fatalf("build: exit %d\n%s", code, stderr)
	}
	return out
}

func printFaults(t *testing.T, faults []string) {
	t.Helper()
	for i, f := range faults {
		if i == 40 {
			t.Errorf("and %d more", len(faults)-i)
			break
		}
		t.Error(f)
	}
}

// The real site and a report that reaches every branch of every template are
// checked page by page, at the root of a host and below it.
func TestEveryPage(t *testing.T) {
	root, err := filepath.Abs("..")
	if err != nil {
		t.Fatal(err)
	}
	sink := newProject(t, "testdata/kitchen-sink")
	sink.precede()
	sink.issue()
	sink.replace("data/report.toml", `title.en = "`, `title.en = "Draft of `)
	for name, build := range map[string]func(base string) string{
		"real":         func(base string) string { return buildSite(t, root, base) },
		"kitchen sink": sink.build,
	} {
		for _, base := range []string{"https://example.org/", "https://example.org/repo/"} {
			t.Run(name+" at "+base, func(t *testing.T) {
				dir := build(base)
				pages := readSite(t, dir)
				if len(pages) < 50 {
					t.Errorf("there are %d pages", len(pages))
				}
				printFaults(t, checkSite(dir, base, pages))
			})
		}
	}
}

func TestAddingAnEditionLeavesTheOthers(t *testing.T) {
	p := newProject(t, "testdata/small")
	p.issue()
	before := readSite(t, p.build("/"))
	p.replace("data/report.toml", "2001-01-31", "2001-06-30")
	p.replace("data/indicators.toml", "1250", "1300")
	p.replace("data/report.toml", "Test report", "Second report")
	p.issue()
	after := readSite(t, p.build("/"))

	compared := 0
	for file, old := range before {
		version, _ := place(file)
		if version != "2001-01-31" {
			continue
		}
		if old.main == "" || after[file] == nil || after[file].main != old.main {
			t.Errorf("<main> of %s has changed", file)
		}
		compared++
	}
	if compared < 20 {
		t.Errorf("only %d pages were compared", compared)
	}
	for file, now := range after {
		rest, ok := strings.CutPrefix(file, "2001-06-30/")
		if _, lang := place(file); !ok || lang == "" {
			continue
		}
		if current := after[rest]; current == nil || current.main != now.main {
			t.Errorf("<main> of %s is not that of the current page", file)
		}
	}
	if !strings.Contains(after["fr/indicators/index.html"].main, "1\u202f300") && !strings.Contains(after["fr/indicators/index.html"].main, "1\u00a0300") {
		t.Error("the current page does not show the new figure")
	}
}

func TestUnpublishedLanguagesAreLeftOut(t *testing.T) {
	p := newProject(t, "testdata/small")
	p.replace("data/report.toml", `languages = ["fr", "en"]`, `languages = ["fr"]`)
	p.issue()
	p.replace("data/report.toml", "2001-01-31", "2001-06-30")
	p.replace("data/report.toml", `languages = ["fr"]`, `languages = ["fr", "en"]`)
	p.issue()
	dir := p.build("/")
	for name, want := range map[string]bool{
		"2001-01-31/fr/index.html": true,
		"2001-01-31/en":            false,
		"2001-06-30/en/index.html": true,
		"en/about/index.html":      true,
		"ar":                       false,
		"2001-06-30/ar":            false,
	} {
		if _, err := os.Stat(filepath.Join(dir, filepath.FromSlash(name))); (err == nil) != want {
			t.Errorf("%s: there is %v, want %v", name, err == nil, want)
		}
	}
	printFaults(t, checkSite(dir, "/", readSite(t, dir)))
}

// Hugo does not promise that a Go value keeps its type on the way to the
// templates, nor that a missing template is an error.
func TestMistakesInTemplatesFailTheBuild(t *testing.T) {
	tests := map[string]struct {
		spoil func(p project)
		want  string
	}{
		"a field that does not exist": {
			func(p project) {
				p.replace("layouts/finance.html", `{{ define "main" }}`, `{{ define "main" }}{{ .Params.page.Body.Grupos }}`)
			},
			"Grupos",
		},
		"a page kind without a template": {
			func(p project) {
				if err := os.Remove(filepath.Join(p.dir, "layouts", "finance.html")); err != nil {
					p.t.Fatal(err)
				}
			},
			`no template for "/finance"`,
		},
		"an interface string that is missing": {
			func(p project) {
				p.replace("layouts/finance.html", `{{ define "main" }}`, `{{ define "main" }}{{ T "no-such-string" }}`)
			},
			"no-such-string",
		},
		"a dead link in an authored page": {
			func(p project) {
				name := filepath.Join(p.dir, "content", "about.fr.md")
				f, err := os.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0)
				if err != nil {
					p.t.Fatal(err)
				}
				defer f.Close()
				if _, err := f.WriteString("\n[x](/paragraphs/op99)\n"); err != nil {
					p.t.Fatal(err)
				}
			},
			"/paragraphs/op99",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			p := newProject(t, "testdata/small")
			tt.spoil(p)
			_, stderr, code := rapporteur(t, p.dir, "build")
			if code != exitTrouble || !strings.Contains(stderr, tt.want) {
				t.Errorf("exit %d, want %d and %q:\n%s", code, exitTrouble, tt.want, stderr)
			}
			if _, err := os.Stat(filepath.Join(p.dir, "public")); err == nil {
				t.Error("a site was written all the same")
			}
		})
	}
}

// What looks like a template, a shortcode or HTML in the data is text.
func TestProseIsText(t *testing.T) {
	p := newProject(t, "testdata/small")
	hostile := `{{ .Site }} {{< ref >}} {{% x %}} <script>alert(1)</script> <b>bold</b> &amp; {{ printf }}`
	p.replace("data/paragraphs/op01.toml", "Aider les États", hostile)
	p.replace("data/activities/2000.toml", "Test workshop", "Test "+hostile)
	dir := p.build("/")
	pages := readSite(t, dir)
	printFaults(t, checkSite(dir, "/", pages))
	for _, file := range []string{"draft/fr/paragraphs/op01/index.html", "draft/en/activities/vienna-2000/index.html", "draft/fr/data/paragraphs/op01/index.html"} {
		if pages[file] == nil || !strings.Contains(pages[file].text, hostile) {
			t.Errorf("%s does not show %s", file, hostile)
		}
	}
}

// On a terminal the program says what it is doing, and wipes it away at the
// end; --quiet and files get none of it.
func TestProgress(t *testing.T) {
	p := newProject(t, "testdata/small")
	p.issue()
	for _, quiet := range []bool{false, true} {
		var out, errs bytes.Buffer
		sys := system{stdout: &out, stderr: &errs, dir: p.dir, terminal: true, now: time.Now}
		args := []string{"build", "--out", filepath.Join(t.TempDir(), "site")}
		if quiet {
			args = append(args, "--quiet")
		}
		if err := run(t.Context(), sys, args); err != nil {
			t.Fatal(err)
		}
		shown := strings.Contains(errs.String(), "edition 2001-01-31 (1 of 1) …") && strings.Contains(errs.String(), "writing the pages …\r\x1b[K")
		if shown == quiet || quiet && errs.Len() > 0 {
			t.Errorf("quiet %v: said %q", quiet, errs.String())
		}
	}
}
