package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"rapporteur/generator/console"
	"rapporteur/generator/e2e"

	"github.com/google/go-cmp/cmp"
)

// mistake is what a writer may well do to the data, and what is found.
type mistake struct {
	title string
	file  string // below data/, where it is found and edited
	edits []edited
	down  int    // lines from the first that was changed to the one where it is found
	rule  string // empty if a waiver allows it
	// issued leaves the report as it was issued; else it is the draft of the
	// next edition.
	issued bool
}

// edited replaces a text that occurs once in a file.
type edited struct {
	old, new string
	file     string // below data/; empty for that of the mistake, which the first edit is in
}

// nextEdition makes the data those of a draft.
var nextEdition = []edited{
	{file: "report.toml", old: "id = \"2009-06-30\"\nas_at = 2009-06-30\nstatus = \"issued\"", new: "id = \"2009-09-30\"\nas_at = 2009-09-30\nstatus = \"draft\""},
	{file: "sections.toml", old: "juin 2009, avant la clôture", new: "septembre 2009, avant la clôture"},
	{file: "sections.toml", old: "June 2009, before the sixty-third", new: "September 2009, before the sixty-third"},
}

// TestMistakes makes each mistake in a copy of the real data, with the history
// of this repository, and runs check. What it prints is in docs/check.md
// below a mark; UPDATE=1 writes it there.
func TestMistakes(t *testing.T) {
	t.Parallel()
	p := &mistaken{t, e2e.Clone(t).Dir}
	var page strings.Builder
	if out, talk := p.check(nextEdition, "report.toml"); out != "" {
		t.Fatalf("the draft has problems before any mistake is made:\n%s%s", out, talk)
	}
	for i, m := range mistakes() {
		t.Run(m.title, func(t *testing.T) {
			p.t = t
			edits := m.edits
			if !m.issued {
				edits = append(slices.Clone(nextEdition), edits...)
			}
			out, talk := p.check(edits, m.file)
			place := fmt.Sprintf("data/%s:%d:", m.file, p.line(m))
			switch {
			case m.rule == "" && out != "":
				t.Errorf("this was to be waived:\n%s", out)
			case m.rule != "" && !found(out, place, m.rule):
				t.Errorf("%s is not found at %s, but\n%s", m.rule, place, out)
			}
			if out != "" {
				out += "\n"
			}
			fmt.Fprintf(&page, "\n### %d. %s\n\n```diff\n%s```\n\n```\n%s%s```\n", i+1, m.title, p.shown(m), out, talk)
		})
	}
	const name, mark = "../docs/check.md", "<!-- What follows is written by UPDATE=1 go test -run TestMistakes ./generator -->\n"
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	head, was, ok := strings.Cut(string(b), mark)
	if !ok {
		t.Fatalf("%s has no line\n%s", name, mark)
	}
	if os.Getenv("UPDATE") != "" {
		if err := os.WriteFile(name, []byte(head+mark+page.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(was, page.String()); diff != "" {
		t.Errorf("docs/check.md is stale; run: UPDATE=1 go test -run TestMistakes ./generator\n%s", diff)
	}
}

// mistaken is the copy of the data in which mistakes are made.
type mistaken struct {
	t   *testing.T
	dir string
}

func (p *mistaken) path(file string) string {
	return filepath.Join(p.dir, "data", filepath.FromSlash(file))
}

// text is a file as it was issued; empty where there is none.
func (p *mistaken) text(file string) string {
	b, err := os.ReadFile(p.path(file))
	if err != nil && !os.IsNotExist(err) {
		p.t.Fatal(err)
	}
	return string(b)
}

// check makes edits, runs check and takes them back.
func (p *mistaken) check(edits []edited, file string) (out, talk string) {
	p.t.Helper()
	was, now := make(map[string]string), make(map[string]string)
	for _, e := range edits {
		name := e.in(file)
		if _, ok := was[name]; !ok {
			was[name] = p.text(name)
			now[name] = was[name]
		}
		now[name] = e.make(p.t, now[name])
	}
	for name, text := range now {
		if err := os.WriteFile(p.path(name), []byte(text), 0o644); err != nil {
			p.t.Fatal(err)
		}
	}
	var stdout, stderr bytes.Buffer
	err := run(p.t.Context(), console.System{Stdin: strings.NewReader(""), Stdout: &stdout, Stderr: &stderr, Dir: p.dir}, []string{"check"})
	if err != nil && !errors.Is(err, console.ErrFound) {
		p.t.Error(err)
	}
	for name, text := range was {
		err := os.WriteFile(p.path(name), []byte(text), 0o644)
		if text == "" {
			err = os.Remove(p.path(name))
		}
		if err != nil {
			p.t.Fatal(err)
		}
	}
	return stdout.String(), stderr.String()
}

func (e edited) in(file string) string {
	if e.file != "" {
		return e.file
	}
	return file
}

func (e edited) make(t *testing.T, text string) string {
	t.Helper()
	if e.old == "" && text == "" {
		return e.new
	}
	if n := strings.Count(text, e.old); n != 1 {
		t.Fatalf("%q stands %d times in the file, want 1", e.old, n)
	}
	return strings.Replace(text, e.old, e.new, 1)
}

// line is the number of the line where a mistake is to be found.
func (p *mistaken) line(m mistake) int {
	p.t.Helper()
	e, before := m.edits[0], p.text(m.file)
	after := e.make(p.t, before)
	same := 0
	for same < len(e.old) && same < len(e.new) && e.old[same] == e.new[same] {
		same++
	}
	return 1 + strings.Count(after[:strings.Index(before, e.old)+same], "\n") + m.down
}

func found(out, place, rule string) bool {
	for line := range strings.Lines(out) {
		if strings.HasPrefix(line, place) && strings.HasSuffix(line, "["+rule+"]\n") {
			return true
		}
	}
	return false
}

// shown is what was edited, line by line, before and after. Characters that
// a page cannot show are named.
func (p *mistaken) shown(m mistake) string {
	var b strings.Builder
	last := ""
	for _, e := range m.edits {
		text := p.text(e.in(m.file))
		if name := e.in(m.file); name != last {
			fmt.Fprintf(&b, "--- data/%s\n", name)
			last = name
		}
		start := strings.Index(text, e.old)
		end := start + len(e.old)
		from := strings.LastIndexByte(text[:start], '\n') + 1
		to := len(text)
		if i := strings.IndexByte(text[end:], '\n'); i >= 0 {
			to = end + i
		}
		before := strings.Split(text[from:to], "\n")
		after := strings.Split(text[from:start]+e.new+text[end:to], "\n")
		var above, below []string // the line before and behind, where the edit names it
		for len(before) > 0 && len(after) > 0 && before[0] == after[0] {
			above = before[:1]
			before, after = before[1:], after[1:]
		}
		for len(before) > 0 && len(after) > 0 && before[len(before)-1] == after[len(after)-1] {
			below = before[len(before)-1:]
			before, after = before[:len(before)-1], after[:len(after)-1]
		}
		for _, line := range above {
			fmt.Fprintf(&b, " %s\n", named(line))
		}
		if text == "" {
			before = nil
		}
		for _, line := range before {
			fmt.Fprintf(&b, "-%s\n", named(line))
		}
		for _, line := range after {
			fmt.Fprintf(&b, "+%s\n", named(line))
		}
		for _, line := range below {
			fmt.Fprintf(&b, " %s\n", named(line))
		}
	}
	return b.String()
}

func named(line string) string {
	var b strings.Builder
	for _, r := range line {
		if unicode.Is(unicode.Cf, r) || r == '\u00a0' {
			fmt.Fprintf(&b, "‹U+%04X›", r)
			continue
		}
		b.WriteRune(r)
	}
	return strings.ToValidUTF8(b.String(), "‹?›")
}
