package review_test

import (
	"bytes"
	"context"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"

	"rapporteur/generator/check"
	"rapporteur/generator/edition"
	"rapporteur/generator/problem"
	"rapporteur/generator/report"
	"rapporteur/generator/review"
	"rapporteur/generator/say"
)

// slip is one mistake of writers, made in the draft that follows the edition of
// 30 June 2009: 122 of them were tried outside of docs/check.md.
type slip struct {
	name string
	make []change
}

const (
	a9  = "activities/2009.toml"
	a8  = "activities/2008.toml"
	op2 = "paragraphs/op02.toml"
	op4 = "paragraphs/op04.toml"
	opx = "paragraphs/op10.toml"
	nuc = "participation/nuclear-terrorism-2005.toml"
	fin = "finance.toml"
	ind = "indicators.toml"
)

// writersCheck runs every rule on data with the history of this repository.
type writersCheck struct {
	base    map[string]string
	history *check.History
	before  map[string]bool
	loader  *report.Loader
}

func newWritersCheck(t *testing.T) *writersCheck {
	t.Helper()
	ctx := context.Background()
	r, err := edition.Open(ctx, "../..", edition.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	issues, err := r.IssuingCommits(ctx, "")
	if err != nil {
		t.Fatal(err)
	}
	w := &writersCheck{history: new(check.History), loader: report.NewLoader()}
	for _, is := range issues {
		if is.ID > "2009-06-30" {
			continue
		}
		rep, _, err := r.Load(ctx, is.Commit)
		if err != nil {
			t.Fatal(err)
		}
		w.history.Issued = append(w.history.Issued, check.IssuedEdition{Edition: is.ID, Commit: is.Commit, AsAt: is.AsAt, Report: rep})
		if is.ID != "2009-06-30" {
			continue
		}
		w.base = dataOf(t, r.Tree(is.Commit))
	}
	head := w.base["data/report.toml"]
	draft := strings.Replace(head, "id = \"2009-06-30\"\nas_at = 2009-06-30\nstatus = \"issued\"", "id = \"2009-12-31\"\nas_at = 2009-12-31\nstatus = \"draft\"", 1)
	if draft == head {
		t.Fatal("the edition of 30 June 2009 is not what it was")
	}
	w.base["data/report.toml"] = draft
	w.before = make(map[string]bool)
	for _, p := range w.check(w.base) {
		w.before[key(p)] = true
	}
	return w
}

func key(p problem.Problem) string {
	return p.Rule + p.Pos.File + p.Record + p.Field + p.Message.String()
}

func (w *writersCheck) files(s slip) (files map[string]string, first string) {
	return changed(w.base, s.make...)
}

func (w *writersCheck) check(files map[string]string) []problem.Problem {
	rep, ps, err := w.loader.Load(tree(files))
	if err != nil {
		return []problem.Problem{{Rule: "ERROR", Message: say.Of(err)}}
	}
	return review.CheckReport(rep, ps, check.Options{History: w.history}).Problems
}

// added are the problems that the mistake brought.
func (w *writersCheck) added(files map[string]string) []problem.Problem {
	return slices.DeleteFunc(w.check(files), func(p problem.Problem) bool { return w.before[key(p)] })
}

func utf16Bytes(s string) string {
	var b bytes.Buffer
	b.WriteString("\xff\xfe")
	for _, u := range utf16.Encode([]rune(s)) {
		b.WriteByte(byte(u))
		b.WriteByte(byte(u >> 8))
	}
	return b.String()
}

func latin1(s string) string {
	var b bytes.Buffer
	for _, r := range s {
		switch {
		case r < 0x100:
			b.WriteByte(byte(r))
		case r == '’':
			b.WriteByte(0x92)
		default:
			b.WriteByte('?')
		}
	}
	return b.String()
}

// changedIn is the first and the last line of a file that a mistake changed, counted from
// 1 in the file with the mistake.
func changedIn(before, after string) (first, last int) {
	a, b := strings.Split(before, "\n"), strings.Split(after, "\n")
	head := 0
	for head < len(a) && head < len(b) && a[head] == b[head] {
		head++
	}
	tail := 0
	for tail < len(a)-head && tail < len(b)-head && a[len(a)-1-tail] == b[len(b)-1-tail] {
		tail++
	}
	return head + 1, max(len(b)-tail, head+1)
}

// TestWriters makes each mistake in the draft that follows the edition of 30 June 2009, and
// counts how many are found, in the right place, and with a hint.
func TestWriters(t *testing.T) {
	w := newWritersCheck(t)
	silent := map[string]bool{ // known to pass
	}
	elsewhere := map[string]bool{ // found, but not on a line that was changed
		"a long text closed by two marks":              true, // at its beginning
		"a deleted paragraph":                          true, // where it is to be listed as retired
		"an observation of a source after the edition": true, // at the citations
		"money after its source":                       true, // at the citation
		"an issued edition edited":                     true, // at the text, which is the second change
	}
	found, placed, hinted, more := 0, 0, 0, 0
	all := slips()
	const part = 6 // one in so many is made in the usual run
	for i, s := range all {
		if os.Getenv("RAPPORTEUR_LONG") == "" && i%part != 0 {
			continue
		}
		files, first := w.files(s)
		ps := w.added(files)
		if len(ps) == 0 {
			if !silent[s.name] {
				t.Errorf("%s is not found", s.name)
			}
			continue
		}
		found++
		if silent[s.name] {
			t.Errorf("%s is found: take it out of the list", s.name)
		}
		from, to := changedIn(w.base[first], files[first])
		var at *problem.Problem
		for i, p := range ps {
			if p.Pos.File == first && (p.Pos.Line == 0 || p.Pos.Line >= from && p.Pos.Line <= to || w.base[first] == "" || files[first] == "") && at == nil {
				at = &ps[i]
			}
			if strings.Contains(p.Message.String(), "EOF") || strings.Contains(p.Message.String(), "terminator") || strings.Contains(p.Hint.String(), "nanosecond") || strings.Contains(p.Message.String(), "hexadecimal") {
				t.Errorf("%s: the words of the decoder: %s", s.name, p.Message.String())
			}
		}
		if at == nil {
			if !elsewhere[s.name] {
				var b strings.Builder
				_ = problem.WriteText(&b, ps[:min(len(ps), 2)], false)
				t.Errorf("%s is not found on the lines %d to %d of %s, but\n%s", s.name, from, to, first, b.String())
			}
			continue
		}
		placed++
		if at.Hint.String() != "" || !at.Edit.IsZero() {
			hinted++
		} else {
			t.Errorf("%s has no hint: %s", s.name, at.Message.String())
		}
		lines := make(map[int]bool)
		for _, p := range ps {
			if in := p.Pos.File == first && (p.Pos.Line == 0 || p.Pos.Line >= from && p.Pos.Line <= to); !in && !lines[p.Pos.Line] && p.Rule != at.Rule {
				more++
			}
			lines[p.Pos.Line] = true
		}
	}
	t.Logf("%d mistakes: %d found, %d in the right place, %d with a hint; %d other problems", len(all)+1, found, placed, hinted, more)
}
