package main

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strings"
	"testing"

	jsonpatch "github.com/evanphx/json-patch/v5"

	"rapporteur/generator/diff"
	"rapporteur/generator/problem"
	"rapporteur/generator/report"
)

// TestIssuedPatches checks for each pair of issued editions that an
// implementation of JSON Patch that is not ours makes the document of the one
// into that of the other.
func TestIssuedPatches(t *testing.T) {
	t.Parallel()
	reports := issued(t)
	documents := make(map[string][]byte)
	for id, r := range reports {
		b, err := json.Marshal(r.Document())
		if err != nil {
			t.Fatal(err)
		}
		documents[id] = b
	}
	for _, pair := range neighbours(reports) {
		a, b := pair[0], pair[1]
		x, y := reports[a], reports[b]
		var out bytes.Buffer
		if err := diff.WriteJSON(&out, diff.Compare(x, y)); err != nil {
			t.Fatal(err)
		}
		var decoded struct{ Patch jsonpatch.Patch }
		if err := json.Unmarshal(out.Bytes(), &decoded); err != nil {
			t.Fatal(err)
		}
		got, err := decoded.Patch.Apply(documents[a])
		if err != nil || !jsonpatch.Equal(got, documents[b]) {
			t.Errorf("%s to %s: the patch leads elsewhere: %v", a, b, err)
		}
	}
}

// TestDocumentedFilter runs the program of jq that docs/changes.md gives for
// comments on the lines of a pull request, between two issued editions, and checks
// what it makes of the JSON. Without jq the same is read in Go alone.
func TestDocumentedFilter(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../docs/changes.md")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile(`\| jq '([^']*)'`).FindSubmatch(text)
	if found == nil {
		t.Fatal("docs/changes.md has no program of jq")
	}
	reports := issued(t)
	x, y := reports["2008-12-31"], reports["2009-06-30"]
	c := diff.Compare(x, y)
	c.Locate(x, y)
	var out bytes.Buffer
	if err := diff.WriteJSON(&out, c); err != nil {
		t.Fatal(err)
	}
	type where struct {
		File string
		Line int
	}
	var decoded struct {
		Changes []struct {
			Record, Field, Kind, Class string
			Texts                      []struct {
				To *where `json:"to_place"`
			}
			To *where `json:"to_place"`
		}
	}
	if err := json.Unmarshal(out.Bytes(), &decoded); err != nil {
		t.Fatal(err)
	}
	type comment struct {
		Path, Side, Body string
		Line             int
	}
	var want []comment
	for _, ch := range decoded.Changes {
		at := ch.To
		if len(ch.Texts) > 0 && ch.Texts[0].To != nil {
			at = ch.Texts[0].To
		}
		if at == nil {
			continue
		}
		want = append(want, comment{at.File, "RIGHT", ch.Record + " " + ch.Field + ": " + ch.Kind + ", " + ch.Class, at.Line})
		if f := y.File(at.File); f == nil || at.Line < 1 || at.Line > strings.Count(string(f.Data), "\n")+1 {
			t.Errorf("%s is at %s:%d, where there is nothing", ch.Record, at.File, at.Line)
		}
	}
	if len(want) < 50 {
		t.Fatalf("%d of %d changes have a place", len(want), len(decoded.Changes))
	}
	jq, err := exec.LookPath("jq")
	if err != nil {
		t.Log("jq is not installed: its program was not run")
		return
	}
	run := exec.Command(jq, string(found[1]))
	run.Stdin = &out
	made, err := run.Output()
	if err != nil {
		t.Fatalf("the program of jq fails: %v", err)
	}
	var got []comment
	if err := json.Unmarshal(made, &got); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(got, want) {
		t.Errorf("jq makes %d comments, want %d", len(got), len(want))
	}
}

// TestIssuedPlaces checks for each pair of issued editions that each place of a
// change is on the line of its key, and that of a text on a word that differs.
func TestIssuedPlaces(t *testing.T) {
	t.Parallel()
	reports := issued(t)
	for _, pair := range neighbours(reports) {
		a, b := pair[0], pair[1]
		x, y := reports[a], reports[b]
		c := diff.Compare(x, y)
		c.Locate(x, y)
		for i := range c.List {
			ch := &c.List[i]
			name := a + " to " + b + ": " + ch.Ref.String() + " " + ch.Field
			for side, pos := range []problem.Pos{ch.FromPos, ch.ToPos} {
				absent := ch.Derived || ch.Kind == diff.Added && side == 0 || ch.Kind == diff.Removed && side == 1
				if absent != (pos.Line == 0) {
					t.Errorf("%s: side %d is at %q", name, side, pos)
				}
				if absent {
					continue
				}
				line := lineAt(t, []*report.Report{x, y}[side], pos)
				key := ch.Field
				if i := strings.LastIndexByte(key, '.'); i >= 0 {
					key = key[i+1:]
				}
				key, _, item := strings.Cut(key, "[")
				switch {
				case item: // a line of its own, or all on that of the key
					if !strings.Contains(line, "{") && !strings.Contains(line, "[[") {
						t.Errorf("%s: no item in %q", name, line)
					}
				case key == "": // a record
					file := []*report.Report{x, y}[side].File(pos.File)
					if !strings.Contains(line, "[[") && !strings.Contains(line, "{") && pos.Line != 1 || file == nil {
						t.Errorf("%s: no record in %q", name, line)
					}
				case !strings.Contains(line, key):
					t.Errorf("%s: the key is not in %q", name, line)
				}
			}
			if ch.Derived {
				continue
			}
			for _, text := range ch.Texts {
				if text.FromPos.Line == 0 || text.ToPos.Line == 0 {
					continue
				}
				from, to := lineAt(t, x, text.FromPos), lineAt(t, y, text.ToPos)
				was, _, _ := strings.Cut(from[text.FromPos.Column-1:]+" ", " ")
				is, _, _ := strings.Cut(to[text.ToPos.Column-1:]+" ", " ")
				if was == is {
					t.Errorf("%s: %s differs at %q", name, text.Lang, was)
				}
			}
		}
	}
}

func lineAt(t testing.TB, r *report.Report, pos problem.Pos) string {
	t.Helper()
	f := r.File(pos.File)
	if f == nil {
		t.Fatalf("there is no file %q", pos.File)
	}
	return strings.Split(string(f.Data), "\n")[pos.Line-1]
}
