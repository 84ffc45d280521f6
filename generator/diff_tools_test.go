package main

import (
	"bytes"
	"encoding/json"
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
	for a, x := range reports {
		for b, y := range reports {
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
}

// TestIssuedPlaces checks for each pair of issued editions that each place of a
// change is on the line of its key, and that of a text on a word that differs.
func TestIssuedPlaces(t *testing.T) {
	t.Parallel()
	reports := issued(t)
	for a, x := range reports {
		for b, y := range reports {
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
						if !strings.Contains(line, "{") {
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
}

func lineAt(t testing.TB, r *report.Report, pos problem.Pos) string {
	t.Helper()
	f := r.File(pos.File)
	if f == nil {
		t.Fatalf("there is no file %q", pos.File)
	}
	return strings.Split(string(f.Data), "\n")[pos.Line-1]
}
