package review_test

import (
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"rapporteur/generator/check"
	"rapporteur/generator/problem"
	"rapporteur/generator/report"
)

var (
	pasted     = regexp.MustCompile("(?m)^<!-- (?:paste in )?(data/\\S+): (at the end|in the list|changed|a new file|below [^>]*?|at the end, without [^>]*?) -->\n```[a-z]+\n((?s:.*?))^```$")
	lastRecord = regexp.MustCompile(`(?m)^\[\[[a-z]+\]\]$`)
)

// Each block that the guide for writers has for the twelve edits, in English and in French,
// loads where the guide says that it goes, and passes check: it brings no problem that the
// draft did not have but that nothing cites it yet.
func TestBlocksOfTheGuide(t *testing.T) {
	draft := make(map[string]string)
	err := fs.WalkDir(os.DirFS("../.."), "data", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() && (name == "data/schema" || name == report.CorrectionsFolder) {
			return fs.SkipDir
		}
		if d.IsDir() || name == report.LedgerFile {
			return nil
		}
		data, err := os.ReadFile("../../" + name)
		draft[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	begun := draft["data/report.toml"]
	for old, new := range map[string]string{`(?m)^id = "[0-9a-z-]+"$`: `id = "2009-12-31"`, `(?m)^as_at = .*$`: "as_at = 2009-12-31", `(?m)^status = .*$`: `status = "draft"`, `(?m)^(?:kind|supersedes) = .*\n`: ""} {
		begun = regexp.MustCompile(old).ReplaceAllString(begun, new)
	}
	draft["data/report.toml"] = begun
	problems := func(t *testing.T, files map[string]string) []problem.Problem {
		m := fstest.MapFS{}
		for name, text := range files {
			m[name] = &fstest.MapFile{Data: []byte(text)}
		}
		rep, found, err := report.Load(m)
		if err != nil {
			t.Fatal(err)
		}
		if rep != nil {
			found = append(found, check.Run(rep, check.Rules())...)
		}
		return found
	}
	key := func(p problem.Problem) string {
		return p.Rule + " " + p.Record + " " + p.Field + " " + p.Message.String()
	}
	had := make(map[string]bool)
	for _, p := range problems(t, draft) {
		had[key(p)] = true
	}
	kinds := []string{"activity", "source", "indicator.observation", "publication", "state", "money", "footnote", "retired", "request"}
	for _, guide := range []string{"CONTRIBUTING.md", "CONTRIBUTING.fr.md"} {
		text, err := os.ReadFile("../../docs/" + guide)
		if err != nil {
			t.Fatal(err)
		}
		all := pasted.FindAllStringSubmatch(string(text), -1)
		source := ""
		seen := make(map[string]bool)
		for _, m := range all {
			if m[1] == "data/sources.toml" {
				source = m[3]
			}
		}
		if source == "" {
			t.Fatalf("%s has no block with a source", guide)
		}
		for _, m := range all {
			name, how, block := m[1], m[2], m[3]
			if how == "changed" || how == "in the list" {
				if how == "in the list" {
					seen["act"] = true
				}
				continue // the walk through the guide tries them
			}
			files := make(map[string]string)
			for n, s := range draft {
				files[n] = s
			}
			if name != "data/sources.toml" {
				files["data/sources.toml"] += "\n" + source
			}
			for _, k := range kinds {
				seen[k] = seen[k] || strings.HasPrefix(block, "[["+k+"]]")
			}
			switch {
			case how == "a new file":
				if files[name] != "" {
					t.Errorf("%s: %s is there already", guide, name)
				}
				seen["paragraph"] = true
				files[name] = block
			case strings.HasPrefix(how, "below "):
				line := strings.TrimPrefix(how, "below ")
				before, after, ok := strings.Cut(files[name], "\n"+line+"\n")
				if !ok {
					t.Fatalf("%s: %s has no line %s", guide, name, line)
				}
				// Behind the records that belong to it.
				outer, _, _ := strings.Cut(strings.TrimPrefix(strings.SplitN(block, "\n", 2)[0], "[["), ".")
				end := strings.Index(after, "\n[["+outer+"]]\n")
				if end < 0 {
					end = len(after)
				}
				files[name] = before + "\n" + line + "\n" + after[:end] + "\n" + block + after[end:]
			default:
				if _, gone, ok := strings.Cut(how, ", without "); ok {
					kind, id, _ := strings.Cut(gone, " ")
					file := (report.Kind(kind)).Info().File
					at := strings.Index(files[file], "[["+kind+"]]\nid = \""+id+"\"\n")
					if at < 0 {
						t.Fatalf("%s: %s has no %s", guide, file, gone)
					}
					end := len(files[file])
					if next := lastRecord.FindStringIndex(files[file][at+1:]); next != nil {
						end = at + 1 + next[0]
					}
					files[file] = files[file][:at] + files[file][end:]
				}
				files[name] = strings.TrimRight(files[name], "\n") + "\n\n" + block
			}
			for _, p := range problems(t, files) {
				if !had[key(p)] && !strings.HasPrefix(p.Rule, "unused-") {
					t.Errorf("%s, %s:\n%s%s [%s]", guide, name, block, key(p), p.Hint.String())
				}
			}
		}
		for _, k := range append(slices.Clone(kinds), "act", "paragraph") {
			if !seen[k] {
				t.Errorf("%s has no block with %s", guide, k)
			}
		}
	}
}
