package diff_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"rapporteur/generator/diff"
	"rapporteur/generator/internal/lawtest"
	"rapporteur/generator/prose"
	"rapporteur/generator/report"
)

// corpus are the reports that laws are tested on, by name.
func corpus() map[string]string {
	return map[string]string{
		"small":   "../report/testdata/small",
		"kitchen": "../testdata/kitchen-sink",
		"verbs":   "../testdata/small",
		"real":    "../..",
	}
}

// files reads the data of a report, with changes: the end of a file's name,
// then pairs of an old and a new text, which must be there.
func files(t testing.TB, dir string, edits ...[]string) fstest.MapFS {
	t.Helper()
	m := fstest.MapFS{}
	root := os.DirFS(dir)
	err := fs.WalkDir(root, "data", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			if name == "data/schema" {
				return fs.SkipDir
			}
			return err
		}
		b, err := fs.ReadFile(root, name)
		m[name] = &fstest.MapFile{Data: b}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range edits {
		f := m["data/"+e[0]]
		if f == nil {
			t.Fatalf("there is no %s", e[0])
		}
		for i := 1; i < len(e); i += 2 {
			if !strings.Contains(string(f.Data), e[i]) {
				t.Fatalf("%s does not hold %q", e[0], e[i])
			}
			f.Data = []byte(strings.Replace(string(f.Data), e[i], e[i+1], 1))
		}
	}
	return m
}

func load(t testing.TB, m fs.FS) *report.Report {
	t.Helper()
	r, ps, err := report.Load(m)
	if err != nil || r == nil {
		t.Fatalf("%v %v", err, ps)
	}
	return r
}

func dump(t testing.TB, r *report.Report) string {
	t.Helper()
	var b bytes.Buffer
	if err := r.Dump(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// small is the smallest report, with changes.
func small(t testing.TB, edits ...[]string) *report.Report {
	t.Helper()
	return load(t, files(t, "../report/testdata/small", edits...))
}

// brief is a change in one line.
func brief(c diff.Change) string {
	s := fmt.Sprintf("%s %s %s %s", c.Kind, c.Class, c.Ref, c.Field)
	if c.Derived {
		s += " derived"
	}
	switch {
	case len(c.Texts) > 0 && c.From.IsZero() && c.To.IsZero():
		for _, t := range c.Texts {
			s += fmt.Sprintf(" %s:%s", t.Lang, inline(t.Words))
		}
	case len(c.Words) > 0:
		s += ": " + inline(c.Words)
	case !c.From.IsZero() || !c.To.IsZero():
		s += fmt.Sprintf(": %s → %s", c.From.English(), c.To.English())
	}
	if n := c.Number; n != nil {
		s += " (" + signed(n.Difference)
		if n.Percent != nil {
			s += fmt.Sprintf(", %+.1f %%", *n.Percent)
		}
		s += ")"
	}
	if c.Incomparable != "" {
		s += " (" + string(c.Incomparable) + ")"
	}
	if c.Effect {
		s += " effect"
	}
	for _, ref := range c.Cause {
		s += " <" + ref.String() + ">"
	}
	for _, p := range c.PrintedIn {
		s += " printed in " + p.Ref.String() + " " + p.Field
	}
	if n := len(c.Also); n > 0 {
		s += fmt.Sprintf(" also in %d from %s", n, c.Also[0])
	}
	for _, ref := range c.Replaces {
		s += " replaces " + ref.String()
	}
	for _, ref := range c.ReplacedBy {
		s += " replaced by " + ref.String()
	}
	return s
}

func inline(words []diff.Segment) string {
	var b strings.Builder
	for _, w := range words {
		text := strings.ReplaceAll(w.Text, "\n", "¶")
		switch w.Op {
		case diff.Delete:
			b.WriteString("{-" + text + "-}")
		case diff.Insert:
			b.WriteString("{+" + text + "+}")
		default:
			b.WriteString(text)
		}
	}
	return b.String()
}

func briefs(c *diff.Changes) []string {
	var list []string
	for _, ch := range c.List {
		list = append(list, brief(ch))
	}
	return list
}

// laws checks what holds of any two reports.
func laws(t testing.TB, a, b *report.Report) *diff.Changes {
	t.Helper()
	if c := diff.Compare(a, a); !c.Empty() || len(c.Patch()) > 0 {
		t.Fatalf("a report differs from itself: %v", briefs(c))
	}
	c, back := diff.Compare(a, b), diff.Compare(b, a)
	if again := diff.Compare(a, b); !cmp.Equal(c, again, cmpopts.IgnoreUnexported(diff.Change{}, diff.Changes{})) {
		t.Fatal("comparing twice gives two results")
	}
	got, err := lawtest.Apply(a, c)
	if err != nil {
		t.Fatalf("apply: %v\n%s", err, strings.Join(briefs(c), "\n"))
	}
	if d := cmp.Diff(dump(t, b), dump(t, got)); d != "" {
		t.Fatalf("what is applied is not what was compared with:\n%s\n%s", d, strings.Join(briefs(c), "\n"))
	}
	if c.Empty() != (dump(t, a) == dump(t, b)) {
		t.Fatalf("empty: %v; %v", c.Empty(), briefs(c))
	}
	count := func(c *diff.Changes, kind diff.Kind) int {
		n := 0
		for _, ch := range c.List {
			if ch.Kind == kind {
				n++
			}
		}
		return n
	}
	swap := map[diff.Kind]diff.Kind{diff.Added: diff.Removed, diff.Removed: diff.Added}
	for _, kind := range diff.Kinds() {
		other := kind
		if k, ok := swap[kind]; ok {
			other = k
		}
		if count(c, kind) != count(back, other) {
			t.Fatalf("%d %s, and with swapped sides %d %s\n%s\n--\n%s", count(c, kind), kind, count(back, other), other,
				strings.Join(briefs(c), "\n"), strings.Join(briefs(back), "\n"))
		}
	}
	for _, ch := range c.List {
		lists := [][]diff.Segment{ch.Words}
		for _, x := range ch.Texts {
			lists = append(lists, x.Words)
			textLaws(t, brief(ch), x)
			// A text of white space alone is there and says nothing.
			if x.From == x.To && x.From != "" && !ch.Derived {
				t.Fatalf("%s: a text that is the same", brief(ch))
			}
		}
		for _, words := range lists {
			for _, w := range words {
				if w.Text == "" {
					t.Fatalf("%s: an empty segment", brief(ch))
				}
			}
		}
	}
	spoken(t, a, b, c)
	mirrored(t, c, back)
	carried(t, a, b, c)
	// The patch is plain JSON, and does the same after it.
	var patch []diff.Op
	raw, err := json.Marshal(c.Patch())
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(raw, &patch); err != nil {
		t.Fatal(err)
	}
	return c
}

// textLaws checks a text: what stayed and what went is the old one, what stayed
// and what came the new; something is marked; the halves of a move hold the same
// words, but for those that are marked in it.
func textLaws(t testing.TB, name string, x diff.TextChange) {
	t.Helper()
	for side, without := range map[string]diff.SegmentOp{x.From: diff.Insert, x.To: diff.Delete} {
		// Of emphasis and links the redline shows no marks.
		if strings.ContainsAny(side, "\\*_[]") {
			continue
		}
		if got := joined(x.Words, without); got != side {
			t.Fatalf("%s: without %s it reads\n%q\nand is\n%q", name, without, got, side)
		}
	}
	marked := false
	var kept [2]map[int]string
	for i := range kept {
		kept[i] = make(map[int]string)
	}
	for _, w := range x.Words {
		marked = marked || w.Op != diff.Equal
		if w.Move > 0 && w.Op == diff.Equal || w.Move == 0 && w.Kept {
			t.Fatalf("%s: %+v", name, w)
		}
		if w.Kept {
			side := 0
			if w.Op == diff.Insert {
				side = 1
			}
			kept[side][w.Move] += w.Text
		}
	}
	if !marked && x.From+x.To != "" {
		t.Fatalf("%s: nothing is marked", name)
	}
	if !maps.Equal(kept[0], kept[1]) {
		t.Fatalf("%s: halves of moves keep %v and %v", name, kept[0], kept[1])
	}
	// Passages hold the same words.
	var was, is strings.Builder
	for _, p := range diff.Passages(x.Words) {
		if len(p.Notes) != len(p.Segments) {
			t.Fatalf("%s: %d notes on %d segments", name, len(p.Notes), len(p.Segments))
		}
		for _, s := range p.Segments {
			if s.Op != diff.Insert && (p.Move == 0 || p.Left) {
				was.WriteString(s.Text)
			}
			if s.Op != diff.Delete && !p.Left {
				is.WriteString(s.Text)
			}
		}
	}
	bare := func(s string) string { return strings.Join(strings.Fields(s), " ") }
	if bare(was.String()) != bare(joined(x.Words, diff.Insert)) || bare(is.String()) != bare(joined(x.Words, diff.Delete)) {
		t.Fatalf("%s: the passages read %q and %q", name, was.String(), is.String())
	}
}

// spoken checks that each side prints the numbers of its own report, and that a text
// that prints another number on the two sides is listed.
func spoken(t testing.TB, a, b *report.Report, c *diff.Changes) {
	t.Helper()
	printed := func(r *report.Report, ref prose.Ref) string {
		if q := r.Printed(prose.Ref{Kind: ref.Kind, ID: ref.ID}); q != nil && q.Value != nil {
			return q.Value.String()
		}
		return ""
	}
	type text struct {
		ref, field string
		lang       report.Lang
	}
	listed := make(map[text]bool)
	for _, ch := range c.List {
		for _, x := range ch.Texts {
			listed[text{ch.Ref.String(), ch.Field, x.Lang}] = true
			for _, s := range x.Words {
				refs := prose.Parse(s.Text).Refs()
				if !s.Reference || len(refs) != 1 || refs[0].Kind != "figure" && refs[0].Kind != "parties" {
					continue
				}
				got := ""
				if s.Printed != nil && s.Printed.Value != nil {
					got = s.Printed.Value.String()
				}
				for r, without := range map[*report.Report]diff.SegmentOp{a: diff.Insert, b: diff.Delete} {
					if want := printed(r, refs[0]); s.Op != without && got != want {
						t.Fatalf("%s: %s %s prints %q, and its report %q", brief(ch), s.Op, s.Text, got, want)
					}
				}
			}
		}
	}
	for _, x := range a.Texts() {
		for _, l := range x.Text.Langs() {
			if !x.Prose || listed[text{x.Ref.String(), x.Field, l}] || b.Record(x.Ref) == nil {
				continue
			}
			for _, ref := range prose.Parse(x.Text.In(l)).Refs() {
				if was, is := printed(a, ref), printed(b, ref); was != is {
					t.Fatalf("%v, %s.%s prints %s as %q and now as %q, and is not listed", x.Ref, x.Field, l, ref, was, is)
				}
			}
		}
	}
}

// mirrored checks that with swapped sides the same words stay, and that those
// that came went.
func mirrored(t testing.TB, c, back *diff.Changes) {
	t.Helper()
	type key struct {
		ref, field string
		lang       report.Lang
	}
	index := func(c *diff.Changes) map[key]diff.TextChange {
		m := make(map[key]diff.TextChange)
		for _, ch := range c.List {
			for _, x := range ch.Texts {
				if !strings.Contains(ch.Field, "[") {
					m[key{ch.Ref.String(), ch.Field, x.Lang}] = x
				}
			}
		}
		return m
	}
	// side is one of the texts, with a sign where the fate of words changes.
	side := func(words []diff.Segment, without diff.SegmentOp) string {
		var b strings.Builder
		last := ""
		for _, w := range words {
			if w.Op == without {
				continue
			}
			fate := "="
			if w.Op != diff.Equal {
				fate = fmt.Sprintf("%v/%v", w.Move > 0, w.Kept)
			}
			if fate != last {
				b.WriteString("<" + fate + ">")
			}
			b.WriteString(w.Text)
			last = fate
		}
		return b.String()
	}
	other := index(back)
	for k, x := range index(c) {
		y := other[k]
		if x.Rewritten != y.Rewritten || x.Reordered != y.Reordered ||
			side(x.Words, diff.Insert) != side(y.Words, diff.Delete) || side(x.Words, diff.Delete) != side(y.Words, diff.Insert) {
			t.Fatalf("%v: with swapped sides\n%s (%v, %v)\nis\n%s (%v, %v)", k, inline(x.Words), x.Rewritten, x.Reordered, inline(y.Words), y.Rewritten, y.Reordered)
		}
	}
}

// carried checks that each leaf that differs is in the values of a change.
func carried(t testing.TB, a, b *report.Report, c *diff.Changes) {
	t.Helper()
	rd := report.NewReader()
	was, is := parts(rd, a), parts(rd, b)
	told := map[bool]map[string]bool{false: {}, true: {}} // by side: To is true
	var value func(to bool, ref report.Ref, field string, v diff.Value)
	value = func(to bool, ref report.Ref, field string, v diff.Value) {
		for _, l := range v.Leaves {
			path := l.Path
			if v.Table {
				path = field + "." + path
			}
			if path == "" {
				path = field
			}
			told[to][part(ref, path, rd.Canonical(l))] = true
		}
		for _, it := range v.Items {
			value(to, ref, field, it)
		}
	}
	for _, ch := range c.List {
		for _, ref := range append([]report.Ref{ch.Ref}, ch.Also...) {
			value(false, ref, ch.Field, ch.From)
			value(true, ref, ch.Field, ch.To)
		}
		for _, x := range ch.Texts {
			// Texts of an item are in From and To as well.
			if path := ch.Field + "." + string(x.Lang); ch.From.IsZero() && ch.To.IsZero() {
				told[false][part(ch.Ref, path, x.From)], told[true][part(ch.Ref, path, x.To)] = true, true
			}
		}
		for _, f := range ch.Fields {
			value(ch.Kind == diff.Added, ch.Ref, f.Field, f.Value)
		}
		if m := ch.Move; m != nil {
			told[false][part(ch.Ref, "paragraph", m.FromParent.ID)], told[true][part(ch.Ref, "paragraph", m.ToParent.ID)] = true, true
		}
	}
	for to, sides := range map[bool][2]map[string]int{false: {was, is}, true: {is, was}} {
		for p, n := range sides[0] {
			if n > sides[1][p] && !told[to][p] {
				t.Errorf("no change holds %q (new: %v)\n%s", p, to, strings.Join(briefs(c), "\n"))
			}
		}
	}
}

// parts counts the leaves of a report, wherever they are in their lists.
func parts(rd *report.Reader, r *report.Report) map[string]int {
	count := make(map[string]int)
	for _, e := range r.Entries() {
		for _, l := range rd.Leaves(e) {
			count[part(e.Ref, l.Path, rd.Canonical(l))]++
		}
	}
	return count
}

var index = regexp.MustCompile(`\[\d+\]`)

func part(ref report.Ref, path, value string) string {
	return ref.String() + " " + index.ReplaceAllString(path, "") + " = " + value
}

func TestItself(t *testing.T) {
	t.Parallel()
	for name, dir := range corpus() {
		t.Run(name, func(t *testing.T) {
			laws(t, load(t, files(t, dir)), load(t, files(t, dir)))
		})
	}
}

// TestAcross compares each report of the corpus with each other.
func TestAcross(t *testing.T) {
	for x, from := range corpus() {
		for y, to := range corpus() {
			if x == y || testing.Short() && (x == "real" || y == "real") {
				continue
			}
			t.Run(x+" to "+y, func(t *testing.T) {
				t.Parallel()
				laws(t, load(t, files(t, from)), load(t, files(t, to)))
			})
		}
	}
}

func signed(n report.Number) string {
	if n.Sign() >= 0 {
		return "+" + n.String()
	}
	return n.String()
}
