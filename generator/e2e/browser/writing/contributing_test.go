package writing

import (
	"bytes"
	"image/png"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"

	"rapporteur/generator/check"
	"rapporteur/generator/e2e"
)

// guideStep is a part of docs/CONTRIBUTING.md with what it asks a writer to
// change.
type guideStep struct {
	heading string
	edits   []guideEdit // in the order in which they are there
}

// guideEdit is a block below a mark <!-- FILE: HOW -->.
type guideEdit struct {
	file string // from the root of the repository
	how  string // "changed", "at the end" or "in the list"
	text string // the block as it is copied
}

var (
	guideHeading = regexp.MustCompile(`(?m)^## (.*)$`)
	guideBlock   = regexp.MustCompile("(?m)^<!-- (data/\\S+): (.*) -->\n```([a-z]+)\n((?s:.*?))^```$")
	guideCheck   = regexp.MustCompile("(?m)^<!-- check: (data/\\S+), (\"\\S+\") becomes (\"\\S+\") -->\n```\n((?s:.*?))^```$")
)

func readGuide(t *testing.T) string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(e2e.Root(t), "docs", "CONTRIBUTING.md"))
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// guideSteps are the parts that change the data, in the order of the guide.
func guideSteps(guide string) []guideStep {
	var steps []guideStep
	heads := guideHeading.FindAllStringSubmatchIndex(guide, -1)
	for i, at := range heads {
		end := len(guide)
		if i+1 < len(heads) {
			end = heads[i+1][0]
		}
		step := guideStep{heading: guide[at[2]:at[3]]}
		for _, m := range guideBlock.FindAllStringSubmatch(guide[at[1]:end], -1) {
			step.edits = append(step.edits, guideEdit{m[1], m[2], m[4]})
		}
		if step.edits != nil {
			steps = append(steps, step)
		}
	}
	return steps
}

// make does to a file what the guide says.
func (e guideEdit) make(t testing.TB, text string) string {
	t.Helper()
	switch e.how {
	case "at the end":
		return strings.TrimRight(text, "\n") + "\n\n" + e.text
	case "in the list":
		if n := strings.Count(text, "\n]\n"); n != 1 {
			t.Fatalf("%s has %d lines with a single ], want 1", e.file, n)
		}
		return strings.Replace(text, "\n]\n", "\n"+e.text+"]\n", 1)
	case "changed":
		var old, new string
		for line := range strings.Lines(e.text) {
			switch line[0] {
			case '-':
				old += line[1:]
			case '+':
				new += line[1:]
			default:
				t.Fatalf("%s: the line begins neither with - nor with +: %s", e.file, line)
			}
		}
		if n := strings.Count(text, old); n != 1 {
			t.Fatalf("%s holds this %d times, want 1:\n%s", e.file, n, old)
		}
		return strings.Replace(text, old, new, 1)
	}
	t.Fatalf("%s: a block is to be put %q, and nobody knows how", e.file, e.how)
	return ""
}

// writer is somebody who follows the guide, in the report as it was issued.
type writer struct{ e2e.Project }

// follow makes the changes of a step.
func (p writer) follow(step guideStep) {
	p.T.Helper()
	for _, e := range step.edits {
		p.Rewrite(e.file, func(s string) string { return e.make(p.T, s) })
	}
}

// The guide is followed exactly, one part after the other. After each
// the check is silent, and the comparison shows what the part was about.
func TestContributingIsRight(t *testing.T) {
	t.Parallel()
	shown := map[string][]string{
		"Which edition you are writing": {"status (changed, metadata): [-issued-] {+draft+}"},
		"1. Change a sentence": {
			"en: … year 2008 [source:tpb-slides-2009-04-30]. The share of specialized sessions is not{+ yet+} known.",
			"fr: … 2008 [source:tpb-slides-2009-04-30]. La part des sessions spécialisées n’est pas{+ encore+} connue.",
		},
		"2. Add an activity":       {"activity:vienna-focal-points-workshop-2009  International workshop", "source:uniscp583"},
		"3. Record a ratification": {"number of parties (changed, counted, figure): [-54-] {+55+}", "because of Belgium"},
		"6. Release an edition":    {"status (changed, metadata): [-draft-] {+issued+}", "en: [-Before the session closes-]{+At the end of 2009+}"},
	}
	p := writer{e2e.AsIssued(t)}
	for _, step := range guideSteps(readGuide(t)) {
		want, ok := shown[step.heading]
		if !ok {
			t.Errorf("what %q changes is not known", step.heading)
		}
		delete(shown, step.heading)
		p.follow(step)
		out, talk, code := e2e.Run(t, p.Dir, "check")
		if out != "" || code != e2e.ExitOK {
			t.Fatalf("after %q the check says (exit %d)\n%s%s", step.heading, code, out, talk)
		}
		before := strings.TrimSpace(p.Git("rev-parse", "HEAD"))
		p.Commit(step.heading)
		out, talk, code = e2e.Run(t, p.Dir, "diff", before+"..HEAD")
		if code != e2e.ExitOK {
			t.Fatalf("after %q diff ends with %d\n%s", step.heading, code, talk)
		}
		for _, w := range want {
			if !strings.Contains(out, w) {
				t.Errorf("after %q the comparison does not say %q:\n%s", step.heading, w, out)
			}
		}
	}
	for heading := range shown {
		t.Errorf("the guide has no %q", heading)
	}
	out, talk, _ := e2e.Run(t, p.Dir, "editions")
	if !regexp.MustCompile(`(?m)^2009-12-31 .* current`).MatchString(out) {
		t.Errorf("the edition is not issued:\n%s%s", out, talk)
	}
}

// What the guide shows of the check is what the check says.
func TestContributingShowsTheCheck(t *testing.T) {
	t.Parallel()
	guide := readGuide(t)
	p := writer{e2e.AsIssued(t)}
	p.mistake(guide)
	m := guideCheck.FindStringSubmatch(guide)
	out, _, code := e2e.Run(t, p.Dir, "check")
	if code != e2e.ExitFound || out != m[4] {
		t.Errorf("the guide shows\n%s\nand the check says (exit %d)\n%s", m[4], code, out)
	}
}

// mistake follows the guide up to the ratification, and makes the mistake that
// it shows.
func (p writer) mistake(guide string) {
	p.T.Helper()
	for _, step := range guideSteps(guide) {
		if !strings.HasPrefix(step.heading, "6.") {
			p.follow(step)
		}
	}
	m := guideCheck.FindStringSubmatch(guide)
	if m == nil {
		p.T.Fatal("the guide shows no message of the check")
	}
	p.Replace(m[1], m[2], m[3])
}

// Whatever the guide names is there: files, pictures, parts of the page, verbs
// and their flags, rules, keys.
func TestContributingNamesWhatThereIs(t *testing.T) {
	t.Parallel()
	guide := readGuide(t)
	there := func(name string) bool {
		_, err := os.Stat(filepath.Join(e2e.Root(t), filepath.FromSlash(name)))
		return err == nil
	}
	anchors := map[string]bool{}
	for _, m := range guideHeading.FindAllStringSubmatch(guide, -1) {
		anchors[strings.ReplaceAll(regexp.MustCompile(`[^a-z0-9 -]`).ReplaceAllString(strings.ToLower(m[1]), ""), " ", "-")] = true
	}
	counted := map[string]int{}
	for _, m := range regexp.MustCompile(`\]\(([^)\s]+)\)`).FindAllStringSubmatch(guide, -1) {
		target := m[1]
		switch {
		case strings.HasPrefix(target, "https://"):
		case strings.HasPrefix(target, "#"):
			if !anchors[target[1:]] {
				t.Errorf("the guide has no part %s", target)
			}
		case strings.HasPrefix(target, "activity:"):
			// A link as a writer types it, to a record that they can look up.
			named, err := filepath.Glob(filepath.Join(e2e.Root(t), "data", "activities", "*.toml"))
			if err != nil {
				t.Fatal(err)
			}
			id := "\nid = \"" + strings.TrimPrefix(target, "activity:") + "\"\n"
			if !slices.ContainsFunc(named, func(name string) bool {
				data, err := os.ReadFile(name)
				return err == nil && strings.Contains(string(data), id)
			}) {
				t.Errorf("there is no %s, which the guide links to", target)
			}
		case !there(filepath.Join("docs", target)):
			t.Errorf("%s, which the guide links to, is not there", target)
		}
		counted["links"]++
	}
	for _, m := range regexp.MustCompile("`((?:data|docs|generator|content)/[^`\\s]*)`").FindAllStringSubmatch(guide, -1) {
		if !there(m[1]) {
			t.Errorf("%s, which the guide names, is not there", m[1])
		}
		counted["files"]++
	}
	for _, m := range regexp.MustCompile("`go run \\./generator ([^`]*)`").FindAllStringSubmatch(guide, -1) {
		words := strings.Fields(m[1])
		usage, _, code := e2e.Run(t, t.TempDir(), "help", words[0])
		if code != e2e.ExitOK {
			t.Errorf("there is no command %s", words[0])
		}
		for _, w := range words[1:] {
			if strings.HasPrefix(w, "--") && !strings.Contains(usage, w) {
				t.Errorf("%s has no %s", words[0], w)
			}
		}
		counted["verbs"]++
	}
	var rules []string
	for _, r := range check.Rules() {
		rules = append(rules, r.Name)
	}
	for _, m := range regexp.MustCompile("`[^`]*\\[([a-z-]+)\\]`").FindAllStringSubmatch(guide, -1) {
		if !slices.Contains(rules, m[1]) {
			t.Errorf("there is no rule %s", m[1])
		}
		counted["rules"]++
	}
	for _, m := range regexp.MustCompile("(?m)^```toml\n((?s:.*?))^```$").FindAllStringSubmatch(guide, -1) {
		text := m[1]
		if strings.HasPrefix(text, " ") {
			text = "act = [\n" + text + "]\n"
		}
		var v map[string]any
		if _, err := toml.Decode(text, &v); err != nil {
			t.Errorf("this is no TOML: %v\n%s", err, m[1])
		}
		counted["blocks"]++
	}
	for what, least := range map[string]int{"links": 30, "files": 8, "verbs": 8, "rules": 9, "blocks": 4} {
		if counted[what] < least {
			t.Errorf("%d %s were found in the guide, want %d or more", counted[what], what, least)
		}
	}
}

// What the guide quotes of messages is what the program says: it is among
// the mistakes of docs/check.md or in the source of the rules.
func TestContributingQuotesMessages(t *testing.T) {
	t.Parallel()
	said, err := os.ReadFile(filepath.Join(e2e.Root(t), "docs", "check.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, pattern := range []string{"check/*.go", "report/*.go"} {
		files, err := filepath.Glob(filepath.Join(e2e.Root(t), "generator", pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range files {
			b, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			said = append(said, b...)
		}
	}
	_, table, _ := strings.Cut(readGuide(t), "## When it goes wrong")
	table, _, _ = strings.Cut(table, "\n## ")
	quoted := 0
	for _, row := range regexp.MustCompile(`(?m)^\| (.*?) \|`).FindAllStringSubmatch(table, -1) {
		for _, m := range regexp.MustCompile("`([^`\\[]+)`").FindAllStringSubmatch(row[1], -1) {
			for part := range strings.SplitSeq(m[1], " … ") {
				if !bytes.Contains(said, []byte(part)) {
					t.Errorf("no message holds %q", part)
				}
				quoted++
			}
		}
	}
	if quoted < 8 {
		t.Errorf("%d messages were found in the table, want 8 or more", quoted)
	}
}

// Each picture of the guide is one that people can see, and small; and no
// picture lies there that the guide does not show.
func TestContributingPictures(t *testing.T) {
	t.Parallel()
	guide := readGuide(t)
	files, err := filepath.Glob(filepath.Join(e2e.Root(t), "docs", "pictures", "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("there are no pictures: %v", err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		base := filepath.Base(name)
		if !regexp.MustCompile(`!\[[^]]{15,}\]\(pictures/` + regexp.QuoteMeta(base) + `\)`).MatchString(guide) {
			t.Errorf("the guide does not show %s, or not in words too", base)
		}
		if len(b) >= 150_000 {
			t.Errorf("%s has %d bytes, want less than 150,000", base, len(b))
		}
		im, err := png.DecodeConfig(bytes.NewReader(b))
		if err != nil || im.Width < 600 || im.Height < 100 {
			t.Errorf("%s is no picture to look at: %d by %d pixels, %v", base, im.Width, im.Height, err)
		}
	}
	if n := strings.Count(guide, "](pictures/"); n != len(files) {
		t.Errorf("the guide shows %d pictures, and there are %d", n, len(files))
	}
}
