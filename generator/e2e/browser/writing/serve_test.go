package writing

import (
	"bufio"
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur/generator/e2e"
)

// livePreview is the verb serve at work on a project.
type livePreview struct {
	t   testing.TB
	url string // with a slash at the end
}

// startPreview runs serve until the test ends, which is as if Ctrl-C were
// pressed.
func startPreview(t testing.TB, dir string) livePreview {
	t.Helper()
	cmd := e2e.Command(t, dir, "serve", "--addr", "127.0.0.1:0")
	var errs bytes.Buffer
	cmd.Stderr = &errs
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	// The test's context ends before its cleanup, and would kill the program.
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("serve ended with %v: %s", cmd.Wait(), errs.String())
	}
	t.Cleanup(func() {
		if err := cmd.Wait(); cmd.ProcessState.ExitCode() != e2e.ExitOK || strings.Contains(errs.String(), "interrupted") {
			t.Errorf("serve ended with %v: %s", err, errs.String())
		}
	})
	return livePreview{t, strings.TrimSuffix(line, "\n")}
}

// get gives a page, and the state that it is of.
func (p livePreview) get(path string) (body, seen string) {
	p.t.Helper()
	res, err := http.Get(p.url + path)
	if err != nil {
		p.t.Fatal(err)
	}
	defer res.Body.Close()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	_, after, _ := strings.Cut(string(b), `data-seen="`)
	seen, _, _ = strings.Cut(after, `"`)
	return string(b), seen
}

// until loads a page again whenever the server says that it should, as a
// browser does, until it holds a text.
func (p livePreview) until(path, want string) (body string) {
	p.t.Helper()
	body, seen := p.get(path)
	for !strings.Contains(body, want) {
		if seen == "" {
			p.t.Fatalf("%s does not wait for changes:\n%s", path, body)
		}
		p.reload(seen)
		body, seen = p.get(path)
	}
	return body
}

// reload waits until the server has a state other than the one that was seen.
func (p livePreview) reload(seen string) {
	p.t.Helper()
	ctx, cancel := context.WithDeadline(p.t.Context(), e2e.Patience(p.t))
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, p.url+"-/events?seen="+seen, nil)
	if err != nil {
		p.t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		p.t.Fatal(err)
	}
	defer res.Body.Close()
	lines := bufio.NewScanner(res.Body)
	for lines.Scan() {
		if lines.Text() == "event: reload" {
			return
		}
	}
	body, _ := p.get("-/problems")
	p.t.Fatalf("no change was told (%v); what is wrong is\n%s", lines.Err(), body)
}

// From save to page: prose, a mistake, its fix, a new record, a template,
// a string, a style sheet, config.toml, and data/ taken away and put back.
func TestServe(t *testing.T) {
	t.Parallel()
	p := e2e.NewProject(t, "small")
	p.OwnTemplates()
	p.Issue()
	view := startPreview(t, p.Dir)
	const page = "draft/fr/paragraphs/op01/"
	home, _ := view.get("")
	if !strings.Contains(home, `lang="fr"`) || !strings.Contains(home, `class="edition-bar edition-bar--draft"`) {
		t.Errorf("the front page of what equals the newest edition is\n%s", home)
	}
	absent := func(body string, texts ...string) {
		t.Helper()
		for _, text := range texts {
			if strings.Contains(body, text) {
				t.Errorf("the page holds %q", text)
			}
		}
	}
	absent(view.until(page, "Aider les États"), "live-bar--bad")
	good, err := os.ReadFile(filepath.Join(p.Dir, "data/paragraphs/op01.toml"))
	if err != nil {
		t.Fatal(err)
	}

	p.Replace("data/paragraphs/op01.toml", "Aider les États", "Seconder les États")
	absent(view.until(page, "Seconder les États"), "Aider les États", "as it was before")

	p.Rewrite("data/paragraphs/op01.toml", func(s string) string { return strings.Replace(s, "id = ", "identity = ", 1) })
	body := view.until(page, "unknown-key")
	for _, want := range []string{"Seconder les États", "data/paragraphs/op01.toml", "<mark>identity</mark>", "This page is as it was before the change"} {
		if !strings.Contains(body, want) {
			t.Errorf("with a mistake the page lacks %q", want)
		}
	}
	if all, _ := view.get("-/problems"); !strings.Contains(all, "<mark>identity</mark>") {
		t.Error("the page of problems lacks the mistake")
	}
	if err := os.WriteFile(filepath.Join(p.Dir, "data/paragraphs/op01.toml"), good, 0o644); err != nil {
		t.Fatal(err)
	}
	absent(view.until(page, "Aider les États"), "unknown-key", "as it was before")

	// What the rules find is on the page that is rebuilt.
	p.Replace("data/paragraphs/op01.toml", "It held", "It *held*")
	view.until(page, "[emphasis]")
	p.Replace("data/paragraphs/op01.toml", "It *held*", "It held")

	p.Rewrite("layouts/paragraph.html", func(s string) string { return strings.Replace(s, "{{", "{{ .NoSuchField }}{{", 1) })
	if body := view.until(page, "NoSuchField"); !strings.Contains(body, "Aider les États") || !strings.Contains(body, "layouts/paragraph.html") {
		t.Errorf("with a broken template the page is\n%s", body)
	}
	p.Replace("layouts/paragraph.html", "{{ .NoSuchField }}", "")
	p.Rewrite("i18n/fr.toml", func(s string) string { return e2e.SetKey(s, "skip-to-content", `"Droit au but"`) })
	absent(view.until(page, "Droit au but"), "NoSuchField")
	p.Replace("config.toml", `title = "Rapporteur"`, `title = "Rapporteuse"`)
	view.until(page, "Rapporteuse</title>")
	before := styleSheet(t, body)
	p.Rewrite("assets/css/base.css", func(s string) string { return s + ".zebra{color:red}" })
	for body, seen := view.get(page); ; body, seen = view.get(page) {
		if now := styleSheet(t, body); now != before {
			if css, _ := view.get("css/" + now); !strings.Contains(css, ".zebra{color:red}") {
				t.Error("the new style sheet is not the new one")
			}
			break
		}
		view.reload(seen)
	}

	if err := os.Rename(filepath.Join(p.Dir, "data"), filepath.Join(p.Dir, "away")); err != nil {
		t.Fatal(err)
	}
	if body := view.until(page, "there is no data/ folder"); !strings.Contains(body, "Aider les États") {
		t.Error("without data/ the page is gone")
	}
	if err := os.Rename(filepath.Join(p.Dir, "away"), filepath.Join(p.Dir, "data")); err != nil {
		t.Fatal(err)
	}
	view.until("draft/fr/", "edition-bar")
	p.Replace("data/paragraphs/op01.toml", "Aider les États", "Soutenir les États")
	absent(view.until(page, "Soutenir les États"), "there is no data/ folder")

	if body, _ := view.get("draft/fr/search/index/forms.json"); body == "" {
		t.Error("there is no index to search")
	}
	if left := p.Git("status", "--porcelain", "--ignored"); strings.Contains(left, "??") || strings.Contains(left, "!!") {
		t.Errorf("serve left files:\n%s", left)
	}
}

func styleSheet(t *testing.T, body string) string {
	t.Helper()
	_, after, _ := strings.Cut(body, "css/main.")
	name, _, ok := strings.Cut(after, ".css")
	if !ok {
		t.Fatalf("the page has no style sheet:\n%s", body)
	}
	return "main." + name + ".css"
}

// A report that cannot be read from the start is shown as soon as it can.
func TestServeBeginsBroken(t *testing.T) {
	t.Parallel()
	p := e2e.NewProject(t, "small")
	p.Replace("data/report.toml", "[report]", "[report")
	view := startPreview(t, p.Dir)
	view.until("draft/en/", "data/report.toml:")
	p.Replace("data/report.toml", "[report", "[report]")
	view.until("draft/en/", `lang="en"`)
	view.until("draft/en/", "edition-bar--draft")
}

// BenchmarkServe measures from the save of a file of the real report to the
// page that shows it, as a browser asks for it.
func BenchmarkServe(b *testing.B) {
	p := e2e.NewRealProject(b)
	p.Git("add", "-A")
	p.Git("commit", "-q", "-m", "first")
	view := startPreview(b, p.Dir)
	view.until("draft/fr/paragraphs/op04/", "<main")
	n := 0
	for b.Loop() {
		n++
		title := fmt.Sprintf("Titre %d.", n)
		p.Rewrite("data/paragraphs/op04.toml", func(s string) string { return e2e.SetKey(s, "title.fr", `"`+title+`"`) })
		view.until("draft/fr/paragraphs/op04/", title)
	}
}
