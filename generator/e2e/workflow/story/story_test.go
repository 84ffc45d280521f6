package story

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/e2e"
	"rapporteur/generator/e2e/forge"
)

// The stories of docs/workflow.md, each from a clone to the files that a person
// opens. What the program says in them is there word for word; with
// UPDATE=1 it is rewritten.
func TestStories(t *testing.T) {
	told := map[string]string{}
	tell := func(name, text string) { told[name] = maskStory(text) }
	f := forge.New(t)

	// A good edit.
	good := f.Clone(false)
	good.Begin("op04-sentence")
	good.Correct()
	stdout, stderr, code := e2e.Run(t, good.Dir, "check")
	if code != 0 {
		t.Fatalf("check: %s%s", stdout, stderr)
	}
	tell("good-check", "$ rapporteur check\n"+stdout+stderr)
	good.Commit("op04: what is not reported is called so")
	stdout, _, _ = e2e.Run(t, good.Dir, "diff", "main...HEAD")
	tell("good-diff", "$ rapporteur diff main...HEAD\n"+stdout)
	w := f.Check(good.Open())
	if len(w.Failed) > 0 {
		t.Fatalf("%q failed\n%s", w.Failed, w.Said)
	}
	e2e.Holds(t, "the preview", w.Preview(), "was not reported")
	tell("good-summary", w.Summary)

	// A bad edit.
	bad := f.Clone(true)
	bad.Begin("op04-source")
	bad.Replace("data/paragraphs/op04.toml", "The share of specialized sessions is not known.", "The share is not known [source:tpb-slides-2009-04-31].")
	stdout, stderr, code = e2e.Run(t, bad.Dir, "check")
	if code != e2e.ExitFound {
		t.Errorf("check says %d: %s%s", code, stdout, stderr)
	}
	tell("bad-check", "$ rapporteur check\n"+stdout+stderr)
	bad.Commit("op04: the share of sessions")
	w = f.Check(bad.Open())
	e2e.Holds(t, "the preview", w.Preview(), "did you mean tpb-slides-2009-04-30?")
	tell("bad-annotations", lines(w.Said, regexp.MustCompile(`^::`)))
	tell("bad-summary", w.Summary)

	// A release.
	release := f.Clone(false)
	release.Git("switch", "-q", "-c", "autumn")
	stdout, stderr, _ = e2e.Run(t, release.Dir, "release", "--next", "2009-12-31", "--as-at", "2009-12-31",
		"--title.fr", "Fin d’année", "--title.en", "End of the year",
		"--note.fr", "Ce qui était connu le 31 décembre 2009.", "--note.en", "What was known on 31 December 2009.")
	tell("release-next", "$ rapporteur release --next 2009-12-31 --as-at 2009-12-31 \\\n    --title.fr \"Fin d’année\" --title.en \"End of the year\" \\\n"+
		"    --note.fr \"Ce qui était connu le 31 décembre 2009.\" --note.en \"What was known on 31 December 2009.\"\n"+stdout+stderr)
	release.Correct()
	release.Commit("op04: what is not reported is called so")
	stdout, stderr, code = e2e.Run(t, release.Dir, "release", "--commit", "--yes")
	if code != 0 {
		t.Fatalf("release: %s%s", stdout, stderr)
	}
	tell("release", "$ rapporteur release --commit --yes\n"+stderr+stdout)
	p := release.Open()
	if w = f.Check(p); len(w.Failed) > 0 {
		t.Fatalf("%q failed\n%s", w.Failed, w.Said)
	}
	merged := f.Squash(p, "Issue edition 2009-12-31 (#3)")
	for _, e := range e2e.Editions(t) {
		if e.Folder != "" {
			continue // a correction, issued later than where this history ends
		}
		commit := e.Commit
		if e.ID == e2e.IssuedIn {
			commit = f.Issued
		}
		forge.Git(t, f.Origin, "tag", "edition/"+e.ID, commit)
		if e.ID == e2e.IssuedIn {
			break
		}
	}
	e2e.Chromium(t) // the PDFs need one
	w = forge.NewRun(t, "publish.yml", f.Origin, merged, "refs/heads/main", nil)
	w.Run()
	if len(w.Failed) > 0 {
		t.Fatalf("%q failed\n%s", w.Failed, w.Said)
	}
	gh, err := os.ReadFile(w.Gh)
	if err != nil {
		t.Fatal(err)
	}
	e2e.Holds(t, "what gh was asked", string(gh), "release\ncreate\nedition/2009-12-31\n--target\n"+merged+"\n--title\nEdition 2009-12-31\n--notes-file\n",
		"redline-2009-06-30-2009-12-31.html", "62-172-2009-12-31-en.pdf", "62-172-2009-12-31-fr.pdf")
	if n := strings.Count(string(gh), "create"); n != 1 {
		t.Errorf("%d releases were made", n)
	}
	var files []string
	for line := range strings.Lines(string(gh)) {
		if name := strings.TrimSpace(line); strings.Contains(name, "/releases/") {
			files = append(files, "$RUNNER_TEMP"+name[strings.Index(name, "/releases/"):])
		}
	}
	tell("release-gh", "gh release create edition/2009-12-31 --target … --title \"Edition 2009-12-31\" --notes-file "+strings.Join(files, " \\\n    "))
	forge.Git(t, f.Origin, "tag", "edition/2009-12-31", merged) // as gh does
	after := f.Clone(false)
	stdout, _, _ = e2e.Run(t, after.Dir, "editions")
	tell("release-editions", "$ rapporteur editions\n"+stdout)

	// A new report.
	next := filepath.Join(t.TempDir(), "99-999")
	stdout, stderr, code = e2e.Run(t, after.Dir, "init", next, "--symbol", "A/RES/99/999", "--session", "100", "--paragraphs", "3", "--languages", "en,fr", "--as-at", "2045-07-31", "--yes")
	if code != 0 {
		t.Fatalf("init: %s%s", stdout, stderr)
	}
	tell("init", "$ rapporteur init ../99-999 --symbol A/RES/99/999 --session 100 --paragraphs 3 \\\n    --languages en,fr --as-at 2045-07-31 --yes\n"+strings.ReplaceAll(stdout+stderr, next, "../99-999"))
	stdout, stderr, code = e2e.Run(t, next, "check")
	if code != 0 {
		t.Errorf("the new report has errors: %s%s", stdout, stderr)
	}
	tell("init-check", "$ rapporteur check | tail -n 12\n"+tail(stdout, 11)+stderr)
	if _, stderr, code = e2e.Run(t, next, "build"); code != 0 {
		t.Errorf("the new report does not build: %s", stderr)
	}
	if forge.FileSize(filepath.Join(next, "public", "draft", "en", "index.html")) == 0 {
		t.Error("the new report has no front page")
	}
	tell("init-build", "$ rapporteur build\n"+strings.ReplaceAll(stderr, next, "../99-999"))

	compareStories(t, told)
}

// maskStory takes out what differs from machine to machine: commits, times and
// sizes.
func maskStory(s string) string {
	// The Markdown of a comparison keeps GitHub from making a link of a commit.
	s = regexp.MustCompile(`<span>([0-9a-f])</span>([0-9a-f]{11})\b`).ReplaceAllString(s, "$1$2")
	s = regexp.MustCompile(`\b[0-9a-f]{40}\b|\b[0-9a-f]{12}\b`).ReplaceAllString(s, "0123456789ab")
	s = regexp.MustCompile(`in \d+\.\d s`).ReplaceAllString(s, "in … s")
	s = regexp.MustCompile(`(?m)[ \t]+$`).ReplaceAllString(s, "")
	s = regexp.MustCompile(`\d{4}-\d\d-\d\d  (older|current)`).ReplaceAllString(s, "2009-09-01  $1")
	return strings.TrimSpace(s) + "\n"
}

func lines(s string, keep *regexp.Regexp) string {
	var out strings.Builder
	for line := range strings.Lines(s) {
		if keep.MatchString(line) {
			out.WriteString(line)
		}
	}
	return out.String()
}

func tail(s string, n int) string {
	all := slices.Collect(strings.Lines(s))
	return strings.Join(all[max(0, len(all)-n):], "")
}

// compareStories holds the blocks of docs/workflow.md to what was told. A block
// is what is between the fences that follow <!-- told: name -->.
func compareStories(t *testing.T, told map[string]string) {
	t.Helper()
	name := filepath.Join(e2e.Root(t), "docs", "workflow.md")
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	block := regexp.MustCompile("(?s)(<!-- told: ([a-z-]+) -->\n````[a-z]*\n)(.*?)(````\n)")
	seen := map[string]bool{}
	now := block.ReplaceAllStringFunc(string(text), func(found string) string {
		m := block.FindStringSubmatch(found)
		said, ok := told[m[2]]
		if !ok {
			t.Errorf("docs/workflow.md has a block %q that no story tells", m[2])
			return found
		}
		seen[m[2]] = true
		if said != m[3] && os.Getenv("UPDATE") == "" {
			t.Errorf("docs/workflow.md tells %s otherwise; run UPDATE=1 go test ./generator/e2e/workflow/story\n%s", m[2], said)
		}
		return m[1] + said + m[4]
	})
	for name := range told {
		if !seen[name] {
			t.Errorf("docs/workflow.md has no block %q", name)
		}
	}
	if os.Getenv("UPDATE") != "" && now != string(text) {
		if err := os.WriteFile(name, []byte(now), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
