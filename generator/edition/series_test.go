package edition

import (
	"context"
	"errors"
	"fmt"
	"testing"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/object"
)

func TestSeries(t *testing.T) {
	const (
		one = "2007-12-18"
		two = "2008-07-31"
	)
	more := func(files map[string]string) map[string]string {
		return with(files, "data/finance.toml", "# more\n")
	}
	tests := []struct {
		name string
		make func(m *maker) plumbing.Hash
		want string
	}{
		{"no report", func(m *maker) plumbing.Hash {
			return m.commit("a", map[string]string{"README.md": "nothing yet\n"})
		}, ""},
		{"draft only", func(m *maker) plumbing.Hash {
			a := m.commit("a", map[string]string{"README.md": "nothing yet\n"})
			return m.commit("b", draft(one), a)
		}, ""},
		{"straight", func(m *maker) plumbing.Hash {
			a := m.commit("draft 1", draft(one))
			b := m.commit("issue 1", issued(one), a)
			c := m.commit("no data", with(issued(one), "LICENSE", "free\n"), b)
			d := m.commit("draft 2", draft(two), c)
			e := m.commit("issue 2", issued(two), d)
			return m.commit("draft 3", draft("2008-12-31"), e)
		}, "2007-12-18 by issue 1, older\n2008-07-31 by issue 2, current\n"},
		{"first commit", func(m *maker) plumbing.Hash {
			return m.commit("a", issued(one))
		}, "2007-12-18 by a, current\n"},
		{"changed after issue", func(m *maker) plumbing.Hash {
			a := m.commit("a", issued(one))
			return m.commit("b", more(issued(one)), a)
		}, "2007-12-18 by a, current\n"},
		{"issued twice in a line", func(m *maker) plumbing.Hash {
			a := m.commit("a", issued(one))
			b := m.commit("back", draft(one), a)
			return m.commit("again", more(issued(one)), b)
		}, "2007-12-18 by a, current\n"},
		{"merged", func(m *maker) plumbing.Hash {
			a := m.commit("a", draft(one))
			b := m.commit("issue on a branch", issued(one), a)
			c := m.commit("docs on main", with(draft(one), "LICENSE", "free\n"), a)
			return m.commit("merge", with(issued(one), "LICENSE", "free\n"), c, b)
		}, "2007-12-18 by issue on a branch, current\n"},
		{"merged where only the merge says so", func(m *maker) plumbing.Hash {
			a := m.commit("a", draft(one))
			b := m.commit("left", draft(one), a)
			c := m.commit("right", more(draft(one)), a)
			return m.commit("merge", more(issued(one)), b, c)
		}, "2007-12-18 by merge, current\n"},
		{"swapped merge", func(m *maker) plumbing.Hash {
			a := m.commit("a", draft(one))
			b := m.commit("issue", issued(one), a)
			c := m.commit("local", with(draft(one), "LICENSE", "free\n"), a)
			d := m.commit("merge of main into local", with(issued(one), "LICENSE", "free\n"), c, b)
			return m.commit("next", draft(two), d)
		}, "2007-12-18 by issue, current\n"},
		{"squashed", func(m *maker) plumbing.Hash {
			a := m.commit("a", draft(one))
			m.commit("on the branch, dropped", issued(one), a)
			return m.commit("squash", issued(one), a)
		}, "2007-12-18 by squash, current\n"},
		{"rebased", func(m *maker) plumbing.Hash {
			a := m.commit("a", draft(one))
			m.commit("on the branch, dropped", issued(one), a)
			b := m.commit("b", with(draft(one), "LICENSE", "free\n"), a)
			return m.commit("rebased", with(issued(one), "LICENSE", "free\n"), b)
		}, "2007-12-18 by rebased, current\n"},
		{"cherry-picked with equal data", func(m *maker) plumbing.Hash {
			a := m.commit("a", draft(one))
			b := m.commit("on a branch", issued(one), a)
			c := m.commit("on main", with(issued(one), "LICENSE", "free\n"), a)
			return m.commit("merge", with(issued(one), "LICENSE", "free\n"), c, b)
		}, "2007-12-18 by on main, current\n"},
		{"cherry-picked, both on branches", func(m *maker) plumbing.Hash {
			a := m.commit("a", draft(one))
			b := m.commit("deep", issued(one), a)
			c := m.commit("between", draft(one), a)
			d := m.commit("between merged", issued(one), c, b)
			e := m.commit("near", with(issued(one), "LICENSE", "free\n"), a)
			f := m.commit("merge deep", with(issued(one), "a", "a"), m.commit("x", draft(one), a), d)
			return m.commit("merge near", issued(one), f, e)
		}, "2007-12-18 by near, current\n"},
		{"many parents, and one twice", func(m *maker) plumbing.Hash {
			a := m.commit("a", draft(one))
			b := m.commit("b", issued(one), a)
			c := m.commit("c", draft(one), a)
			d := m.commit("d", draft(one), a, a)
			return m.commit("octopus", issued(one), c, d, b)
		}, "2007-12-18 by b, current\n"},
		{"two roots", func(m *maker) plumbing.Hash {
			a := m.commit("a", issued(one))
			b := m.commit("b", issued(two))
			return m.commit("joined", draft("2008-12-31"), a, b)
		}, "2007-12-18 by a, older\n2008-07-31 by b, current\n"},
		{"by as_at, not by issue", func(m *maker) plumbing.Hash {
			a := m.commit("a", issued(two))
			return m.commit("b", issued(one), a)
		}, "2007-12-18 by b, older\n2008-07-31 by a, current\n"},
		{"one day, latest issued is current", func(m *maker) plumbing.Hash {
			a := m.commit("a", state("z", "issued", one))
			return m.commit("b", state("b", "issued", one), a)
		}, "z by a, older\nb by b, current\n"},
		{"corrected", func(m *maker) plumbing.Hash {
			a := m.commit("a", issued(one))
			b := m.commit("b", issued(two), a)
			return m.commit("c", state("corr-1", "issued", two, `supersedes = "2008-07-31"`), b)
		}, "2007-12-18 by a, older\n2008-07-31 by b, superseded by corr-1\ncorr-1 by c, current\n"},
		{"withdrawn", func(m *maker) plumbing.Hash {
			a := m.commit("a", issued(one))
			b := m.commit("b", issued(two), a)
			return m.commit("c", draft("2008-12-31", "[[withdrawn]]\nid = '2008-07-31'"), b)
		}, "2007-12-18 by a, current\n2008-07-31 by b, withdrawn\n"},
		{"correction withdrawn", func(m *maker) plumbing.Hash {
			a := m.commit("a", issued(one))
			b := m.commit("b", state("corr-1", "issued", one, `supersedes = "2007-12-18"`), a)
			return m.commit("c", draft(two, "[[withdrawn]]\nid = 'corr-1'\ncommit = '"+b.String()+"'"), b)
		}, "2007-12-18 by a, current\ncorr-1 by b, withdrawn\n"},
		{"corrected what was withdrawn", func(m *maker) plumbing.Hash {
			a := m.commit("a", issued(one))
			return m.commit("b", state("corr-1", "issued", one, `supersedes = "2007-12-18"`, "[[withdrawn]]\nid = '2007-12-18'"), a)
		}, "corr-1 by b, current\n2007-12-18 by a, withdrawn\n"},
		{"one id, different data, withdrawn", func(m *maker) plumbing.Hash {
			a := m.commit("a", issued(one))
			b := m.commit("b", more(issued(one)))
			return m.commit("c", draft(two, "[[withdrawn]]\nid = '2007-12-18'\ncommit = '"+a.String()+"'"), a, b)
		}, "2007-12-18 by a, withdrawn\n"},
		{"not TOML on the way", func(m *maker) plumbing.Hash {
			a := m.commit("a", map[string]string{"data/report.toml": "[edition]\nstatus = \"issued\"\nid = \n"})
			return m.commit("b", issued(one), a)
		}, "2007-12-18 by b, current\n"},
		{"not TOML at the tip", func(m *maker) plumbing.Hash {
			a := m.commit("a", issued(one))
			b := m.commit("b", draft(two, "[[withdrawn]]\nid = '2007-12-18'"), a)
			return m.commit("c", map[string]string{"data/report.toml": "<<<<<<< HEAD\n"}, b)
		}, "2007-12-18 by a, withdrawn\n"},
		{"a link, a folder, a file for data", func(m *maker) plumbing.Hash {
			a := m.commit("a", map[string]string{"data/report.toml": "-> ../other.toml"})
			b := m.commit("b", map[string]string{"data/report.toml/x": "x"}, a)
			c := m.commit("c", map[string]string{"data": "a file"}, b)
			return m.commit("d", issued(one), c)
		}, "2007-12-18 by d, current\n"},
		{"tagged", func(m *maker) plumbing.Hash {
			a := m.commit("a", issued(one))
			b := m.commit("b", issued(two), a)
			m.ref("refs/tags/edition/"+one, a)
			m.ref("refs/tags/edition/"+two, m.put(&object.Tag{
				Name: "edition/" + two, Message: "annotated\n", TargetType: plumbing.CommitObject, Target: b,
			}))
			return b
		}, "2007-12-18 by a, older, tag edition/2007-12-18\n2008-07-31 by b, current, tag edition/2008-07-31\n"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m := newMaker(t)
			tip := test.make(m)
			s, err := m.at(tip).Series(t.Context(), "")
			if err != nil {
				t.Fatal(err)
			}
			check(t, m.lines(s), test.want)
			if s.Tip != tip.String() {
				t.Errorf("tip %s, want %s", s.Tip, tip)
			}
		})
	}
}

func TestSeriesErrors(t *testing.T) {
	tests := []struct {
		name string
		make func(m *maker) (tip plumbing.Hash, want []string)
	}{
		{"one id, different data", func(m *maker) (plumbing.Hash, []string) {
			a := m.commit("a", draft("one"))
			b := m.commit("b", state("one", "issued", "2008-07-31"), a)
			c := m.commit("c", state("one", "issued", "2008-08-31"), a)
			return m.commit("d", state("one", "issued", "2008-08-31"), c, b),
				[]string{`"one"`, short(b.String()), short(c.String()), "2009-01-01", "withdraw"}
		}},
		{"tag elsewhere", func(m *maker) (plumbing.Hash, []string) {
			a := m.commit("a", draft("2008-07-31"))
			b := m.commit("b", issued("2008-07-31"), a)
			m.ref("refs/tags/edition/2008-07-31", a)
			return b, []string{"edition/2008-07-31", short(a.String()), short(b.String()), "Keep the tag"}
		}},
		{"tag without its commit", func(m *maker) (plumbing.Hash, []string) {
			a := m.commit("a", issued("2008-07-31"))
			m.ref("refs/tags/edition/2008-07-31", plumbing.NewHash("0123456789012345678901234567890123456789"))
			return a, []string{"012345678901", "missing", "git fsck"}
		}},
		{"withdrawn, never issued", func(m *maker) (plumbing.Hash, []string) {
			return m.commit("a", draft("2008-07-31", "[[withdrawn]]\nid = '2007-12-81'")), []string{`"2007-12-81"`, "no commit", "correct the id"}
		}},
		{"withdrawn of another commit", func(m *maker) (plumbing.Hash, []string) {
			a := m.commit("a", issued("2007-12-18"))
			return m.commit("b", draft("2008-07-31", "[[withdrawn]]\nid = '2007-12-18'\ncommit = '0123456789012345'"), a),
				[]string{"012345678901", short(a.String()), "correct the commit"}
		}},
		{"supersedes nothing", func(m *maker) (plumbing.Hash, []string) {
			return m.commit("a", issued("2008-07-31", `supersedes = "2008-07-13"`)), []string{`"2008-07-31"`, `"2008-07-13"`, "withdraw"}
		}},
		{"supersedes itself", func(m *maker) (plumbing.Hash, []string) {
			return m.commit("a", issued("2008-07-31", `supersedes = "2008-07-31"`)), []string{"not an earlier edition"}
		}},
		{"missing parent", func(m *maker) (plumbing.Hash, []string) {
			return m.commit("a", draft("2008-07-31"), plumbing.NewHash("0123456789012345678901234567890123456789")),
				[]string{"012345678901", "missing", "git fsck"}
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			m := newMaker(t)
			tip, want := test.make(m)
			_, err := m.at(tip).Series(t.Context(), "")
			checkError(t, err, want...)
		})
	}
}

func TestSeriesOfARevision(t *testing.T) {
	m := newMaker(t)
	a := m.commit("a", issued("2007-12-18"))
	b := m.commit("b", issued("2008-07-31"), a)
	c := m.commit("c", draft("2008-12-31"), b)
	m.ref("refs/heads/old", a)
	r := m.at(c)
	for rev, want := range map[string]string{
		"":           "2007-12-18 by a, older\n2008-07-31 by b, current\n",
		"HEAD":       "2007-12-18 by a, older\n2008-07-31 by b, current\n",
		"old":        "2007-12-18 by a, current\n",
		"2007-12-18": "2007-12-18 by a, current\n",
		b.String():   "2007-12-18 by a, older\n2008-07-31 by b, current\n",
	} {
		s, err := r.Series(t.Context(), rev)
		if err != nil {
			t.Fatal(err)
		}
		check(t, m.lines(s), want)
	}
}

func TestSeriesStops(t *testing.T) {
	m := newMaker(t)
	r := m.at(m.commit("a", draft("2008-07-31")))
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := r.Series(ctx, ""); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want it to stop", err)
	}
}

// More editions than fit in one word of a set, on two branches that are merged
// repeatedly.
func TestSeriesOfManyEditions(t *testing.T) {
	m := newMaker(t)
	tip := m.commit("root", draft("e0"))
	side := tip
	const n = 150
	for i := range n {
		files := state(fmt.Sprintf("e%d", i), "issued", "2008-07-31", fmt.Sprintf("title.en = '%d'", i))
		if i%3 == 0 {
			side = m.commit("side", files, side)
			tip = m.commit("merge", files, tip, side)
			continue
		}
		tip = m.commit("main", files, tip)
		side = m.commit("back", files, side, tip)
	}
	s, err := m.at(tip).Series(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	if len(s.Editions) != n {
		t.Fatalf("got %d editions, want %d", len(s.Editions), n)
	}
	for i, e := range s.Editions {
		if want := fmt.Sprintf("e%d", i); e.ID != want || e.Order != i+1 {
			t.Errorf("edition %d is %s, of order %d", i, e.ID, e.Order)
		}
	}
}

// The histories have 20 editions; every commit has its own tree, every tenth its
// own report.toml, and every fifth is a merge.
func BenchmarkSeries(b *testing.B) {
	for _, n := range []int{100, 1000, 10000} {
		b.Run(fmt.Sprintf("commits=%d", n), func(b *testing.B) {
			m := newMaker(b)
			files := draft("e0")
			for i := range 30 {
				files[fmt.Sprintf("data/paragraphs/op%02d.toml", i)] = fmt.Sprintf("id = 'op%02d'\n", i)
				files[fmt.Sprintf("docs/page%02d.md", i)] = "page\n"
			}
			tip := m.commit("root", files)
			for i := 1; i < n; i++ {
				edition := i * 20 / n
				status := "draft"
				if i%(n/20) > n/40 {
					status = "issued"
				}
				for name, body := range state(fmt.Sprintf("e%d", edition), status, "2008-07-31", fmt.Sprintf("# %d", i/10)) {
					files[name] = body
				}
				files["data/paragraphs/op01.toml"] = fmt.Sprintf("id = 'op01'\n# %d\n", i)
				next := m.commit("main", files, tip)
				if i%5 == 0 {
					next = m.commit("merge", files, next, m.commit("side", files, tip))
				}
				tip = next
			}
			r := m.at(tip)
			b.ReportAllocs()
			for b.Loop() {
				r.series = map[plumbing.Hash]*Series{}
				r.objects = newObjects(false, m.store)
				s, err := r.Series(b.Context(), "")
				if err != nil || len(s.Editions) != 20 {
					b.Fatal(s, err)
				}
			}
		})
	}
}
