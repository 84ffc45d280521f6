package site

import (
	"fmt"
	"os"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"

	"rapporteur/generator/address"
	"rapporteur/generator/diff"
	"rapporteur/generator/prose"
	"rapporteur/generator/report"
	"rapporteur/generator/site/history"
	"rapporteur/generator/site/page"
)

func changesOn(t testing.TB, m *Model, version, lang, path string) *page.Changes {
	t.Helper()
	c, ok := pageAt(t, m, version, lang, path).Body.(*page.Changes)
	if !ok {
		t.Fatalf("%s of %s is no page of changes", path, version)
	}
	return c
}

// entriesOf are the changes on a page, in order, marks of moves left out. Of the
// table of deposits they have anchor and number alone.
func entriesOf(c *page.Changes) []page.ChangeEntry {
	var out []page.ChangeEntry
	for _, s := range c.Sections {
		for _, g := range s.Groups {
			for _, part := range g.Parts {
				for _, e := range part.Entries {
					if !e.Left {
						out = append(out, e)
					}
				}
			}
			for _, row := range g.Deposits {
				for _, d := range row.Acts {
					out = append(out, page.ChangeEntry{Anchor: d.Anchor, Href: "#" + d.Anchor, N: d.N, Kind: d.Kind, Class: d.Class})
				}
			}
		}
	}
	return out
}

func TestComparisons(t *testing.T) {
	t.Parallel()
	m := build(t, three(t))
	for _, c := range []struct{ version, path, from, others string }{
		{"2007-12-18", "changes/", "", ""},
		{"2008-07-31", "changes/", "2007-12-18", "2007-12-18"},
		{"2008-07-31", "changes/2007-12-18/", "2007-12-18", "2007-12-18"},
		{"current", "changes/", "2008-07-31", "2008-07-31 2007-12-18"},
		{"2008-12-31", "changes/2008-07-31/", "2008-07-31", "2008-07-31 2007-12-18"},
		{"current", "changes/2007-12-18/", "2007-12-18", "2008-07-31 2007-12-18"},
		{"draft", "changes/", "2008-12-31", "2008-12-31 2008-07-31 2007-12-18"},
		{"draft", "changes/2007-12-18/", "2007-12-18", "2008-12-31 2008-07-31 2007-12-18"},
	} {
		body := changesOn(t, m, c.version, "fr", c.path)
		var others []string
		for _, o := range body.Comparisons {
			others = append(others, o.ID)
			if o.Self != (o.ID == c.from) || o.Previous != (o.ID == others[0]) {
				t.Errorf("%s/%s: wrong marks on %+v", c.version, c.path, o)
			}
		}
		if body.From.ID != c.from || strings.Join(others, " ") != c.others || body.First != (c.from == "") || body.Bounded {
			t.Errorf("%s/%s compares with %q among %q (first %v, bounded %v)", c.version, c.path, body.From.ID, others, body.First, body.Bounded)
		}
	}
	for _, p := range m.Pages("2008-07-31", "fr") {
		if strings.Contains(p.Path, "2008-12-31") {
			t.Errorf("an older edition has the page %s", p.Path)
		}
	}
}

func TestComparisonsAreBounded(t *testing.T) {
	t.Parallel()
	in := many(t, 6)
	for i := range in.Editions {
		in.Editions[i].Order = i + 1
		in.Editions[i].Report.Edition.AsAt.Year = 2001 + i
	}
	in.Comparisons = 2
	m := build(t, in)
	body := changesOn(t, m, "e6", "en", "changes/")
	var ids []string
	for _, c := range body.Comparisons {
		ids = append(ids, c.ID)
	}
	if got := strings.Join(ids, " "); got != "e5 e4 e1" || !body.Bounded {
		t.Errorf("e6 is compared with %s (bounded %v), want e5 e4 e1", got, body.Bounded)
	}
}

// Two editions of one day are told apart wherever a comparison names them.
func TestEditionsOfOneDay(t *testing.T) {
	t.Parallel()
	for _, id := range []string{"2007-12-18-corr-1", "2007-12-18-rev-1", "second"} {
		corrected := issue(t, id, "2007-12-18", change{"finance.toml", "36819000", "2"},
			change{"sections.toml", "Un texte sans numéro", "Un autre texte sans numéro"},
			change{"report.toml", `status = "issued"`, "status = \"issued\"\nsupersedes = \"2007-12-18\""})
		in := Input{
			Editions: []history.Issued{issue(t, "2007-12-18", "2007-12-18"), corrected, issue(t, "2008-12-31", "2008-12-31")},
			Current:  "2008-12-31",
		}
		m := build(t, in)
		named := false
		for _, g := range pageAt(t, m, "2008-12-31", "fr", "finance/").Body.(*page.Finance).Groups {
			for _, amount := range g.Entries {
				named = named || amount.Since.Name == "18 décembre 2007 ("+id+")"
			}
		}
		if !named {
			t.Errorf("no amount is unchanged since %s", id)
		}
		for lang, days := range map[string][2]string{"fr": {"18 décembre 2007", "31 décembre 2008"}, "en": {"18 December 2007", "31 December 2008"}} {
			second := days[0] + " (" + id + ")"
			for _, c := range []struct{ version, path, from, to string }{
				{id, "changes/2007-12-18/", days[0], second},
				{"2008-12-31", "changes/2007-12-18/", days[0], days[1]},
				{"2008-12-31", "changes/" + id + "/", second, days[1]},
			} {
				p := pageAt(t, m, c.version, lang, c.path)
				body := p.Body.(*page.Changes)
				if body.From.Name != c.from || body.To.Name != c.to {
					t.Errorf("%s/%s/%s compares %q with %q, want %q and %q", c.version, lang, c.path, body.From.Name, body.To.Name, c.from, c.to)
				}
				if !strings.HasSuffix(p.Title, c.from) {
					t.Errorf("%s/%s/%s is called %q", c.version, lang, c.path, p.Title)
				}
				columns := 0
				for _, e := range entriesOf(body) {
					for _, r := range e.Texts {
						columns++
						if r.From != c.from || r.To != c.to {
							t.Errorf("%s/%s/%s: the columns are %q and %q", c.version, lang, c.path, r.From, r.To)
						}
					}
				}
				if c.from == days[0] && columns == 0 {
					t.Errorf("%s/%s/%s has no text side by side", c.version, lang, c.path)
				}
			}
		}
	}
}

// The records in which the same changed are listed as readers look for them: States by
// their names, and not by the ids that stand in the file.
func TestAlsoByName(t *testing.T) {
	t.Parallel()
	m := build(t, Input{
		Editions: []history.Issued{
			issue(t, "2007-12-18", "2007-12-18"),
			issue(t, "2008-12-31", "2008-12-31", change{"states.toml", `cites = [{ source = "other"`, `cites = [{ source = "press"`}),
		},
		Current: "2008-12-31",
	})
	for lang, first := range map[string]string{"fr": "Autriche", "en": "Austria"} {
		found := false
		for _, e := range entriesOf(changesOn(t, m, "2008-12-31", lang, "changes/")) {
			if len(e.Also) < 3 {
				continue
			}
			found = true
			var names []string
			for _, l := range e.Also {
				names = append(names, l.Text.Text)
			}
			plain := collate.New(language.Make(lang), collate.IgnoreCase, collate.IgnoreDiacritics)
			if !slices.IsSortedFunc(names, plain.CompareString) || !slices.Contains(names, first) && e.Record.Text.Text != first {
				t.Errorf("%s: listed as %q", lang, names)
			}
		}
		if !found {
			t.Errorf("%s: nothing is the same in other records", lang)
		}
	}
}

// What was issued later is not an earlier edition, whatever its date: the
// pages of an edition must not change when it comes.
func TestLaterIssueOfAnEarlierDate(t *testing.T) {
	t.Parallel()
	corrected := issue(t, "2007-12-18-corr", "2007-12-18", change{"finance.toml", "36819000", "2"},
		change{"report.toml", `status = "issued"`, "status = \"issued\"\nsupersedes = \"2007-12-18\""})
	in := Input{
		Editions: []history.Issued{issue(t, "2007-12-18", "2007-12-18"), corrected, issue(t, "2008-12-31", "2008-12-31")},
		Current:  "2008-12-31",
	}
	for i, order := range []int{1, 3, 2} {
		in.Editions[i].Order = order
	}
	in.Editions[0].SupersededBy = corrected.ID
	m := build(t, in)
	if got := changesOn(t, m, page.Current, "fr", "changes/"); got.From.ID != "2007-12-18" || len(got.Comparisons) != 1 {
		t.Errorf("compares with %s among %+v", got.From.ID, got.Comparisons)
	}
	in.Editions[1].Order, in.Editions[2].Order = 2, 3
	m = build(t, in)
	if got := changesOn(t, m, page.Current, "fr", "changes/"); got.From.ID != corrected.ID || len(got.Comparisons) != 2 {
		t.Errorf("compares with %s among %+v; the original was superseded", got.From.ID, got.Comparisons)
	}
	for version, want := range map[string]bool{corrected.ID: true, page.Current: false} {
		if n := pageAt(t, m, version, "fr", "").Body.(*page.Home).News; n == nil || n.Corrected != want {
			t.Errorf("what is new in %s is told as %+v, want corrected to be %v", version, n, want)
		}
	}
}

// A draft that corrects an edition which is not the newest is compared with the edition
// that it corrects and those before it, and never with a later one.
func TestDraftOfAnEarlierDate(t *testing.T) {
	t.Parallel()
	in := Input{
		Editions: []history.Issued{
			issue(t, "2007-12-18", "2007-12-18"), issue(t, "2008-07-31", "2008-07-31", change{"finance.toml", "36819000", "2"}),
			issue(t, "2008-12-31", "2008-12-31", change{"finance.toml", "36819000", "3"}),
		},
		Current: "2008-12-31",
	}
	for _, tt := range []struct{ corrects, asAt, previous, compared string }{
		{"2007-12-18", "2007-12-18", "2007-12-18", "2007-12-18"},
		{"2008-07-31", "2008-07-31", "2007-12-18", "2008-07-31 2007-12-18"},
		{"2008-12-31", "2008-12-31", "2008-12-31", "2008-12-31 2008-07-31 2007-12-18"},
	} {
		in.Draft = load(t, change{"report.toml", `id = "2009-01-31"`, `id = "` + tt.corrects + `-corr-1"`},
			change{"report.toml", "as_at = 2008-12-31", "as_at = " + tt.asAt},
			change{"report.toml", `supersedes = "2008-07-31"`, `supersedes = "` + tt.corrects + `"`})
		c := history.New(in.Editions, in.Current, in.Draft, 0, prose.NewCache())[len(in.Editions)]
		var compared []string
		for _, e := range c.Compared {
			compared = append(compared, e.ID)
		}
		if got := strings.Join(compared, " "); c.Previous == nil || c.Previous.ID != tt.previous || got != tt.compared {
			t.Errorf("the draft that corrects %s follows %+v and is compared with %s, want %s and %s", tt.corrects, c.Previous.ID, got, tt.previous, tt.compared)
		}
	}
}

// The pages of the data files of an edition in a folder name the files as they are at its
// commit, at the addresses that those of every edition have.
func TestFilesOfAnEditionInAFolder(t *testing.T) {
	t.Parallel()
	old, corrected := issue(t, "2007-12-18", "2007-12-18"), issue(t, "2007-12-18-corr-1", "2007-12-18", change{"finance.toml", "36819000", "2"})
	corrected.Folder = "data/corrections/2007-12-18-corr-1"
	m := build(t, Input{Editions: []history.Issued{old, corrected}, Current: corrected.ID})
	for version, folder := range map[string]string{old.ID: "data/", page.Current: corrected.Folder + "/"} {
		for path, file := range map[string]string{"data/finance/": "finance.toml", "data/paragraphs/op01/": "paragraphs/op01.toml"} {
			if got := pageAt(t, m, version, "fr", path).Body.(*page.SourceFile).Name; got != folder+file {
				t.Errorf("%s of %s is called %s", path, version, got)
			}
		}
	}
}

func TestChangesAreThoseOfTheComparison(t *testing.T) {
	t.Parallel()
	in := three(t)
	m := build(t, in)
	for _, c := range []struct {
		version, path string
		from, to      *report.Report
	}{
		{"current", "changes/2007-12-18/", in.Editions[0].Report, in.Editions[2].Report},
		{"2008-07-31", "changes/", in.Editions[0].Report, in.Editions[1].Report},
		{"draft", "changes/", in.Editions[2].Report, in.Draft},
	} {
		want := diff.Compare(c.from, c.to)
		if want.Empty() {
			t.Fatal("the editions do not differ")
		}
		for _, lang := range m.Languages {
			body := changesOn(t, m, c.version, lang, c.path)
			entries := entriesOf(body)
			if body.Total != want.Total() || len(entries) != len(want.List) {
				t.Errorf("%s/%s/%s shows %d of %d changes and effects, and says %d of %d", c.version, lang, c.path, len(entries), len(want.List), body.Total, want.Total())
			}
			n := 0
			for _, class := range body.Classes {
				if class.N != want.Count(diff.Class(class.Class)) {
					t.Errorf("%s: counts %d of class %s", c.version, class.N, class.Class)
				}
				n += class.N
			}
			if n != body.Total {
				t.Errorf("%s: classes add up to %d of %d", c.version, n, body.Total)
			}
			seen := make(map[string]bool)
			numbers := make(map[int]bool)
			for _, e := range entries {
				if seen[e.Anchor] || e.Href != "#"+e.Anchor || e.Effect != (e.N == 0) || e.N > 0 && numbers[e.N] {
					t.Errorf("change %d is %s, %s (twice: %v, effect: %v)", e.N, e.Anchor, e.Href, seen[e.Anchor], e.Effect)
				}
				seen[e.Anchor], numbers[e.N] = true, true
			}
			for n := range body.Total {
				if !numbers[n+1] {
					t.Errorf("%s: there is no change %d", c.version, n+1)
				}
			}
		}
	}
}

func TestAnchors(t *testing.T) {
	t.Parallel()
	r := func(kind report.Kind, id string) report.Ref { return report.Ref{Kind: kind, ID: id} }
	for _, c := range []struct {
		change diff.Change
		want   string
	}{
		{diff.Change{Ref: r(report.KindRequest, "op04-a"), Field: "progress"}, "c-op04-a-progress"},
		{diff.Change{Ref: r(report.KindParagraph, "op04"), Field: "status"}, "c-op04-status"},
		{diff.Change{Ref: r(report.KindSource, "press"), Field: "cites[2]"}, "c-source-press-cites-2"},
		{diff.Change{Ref: r(report.KindAct, "a/usa/accession/2008-01-02"), Kind: diff.Added}, "c-act-a-usa-accession-2008-01-02"},
		{diff.Change{Ref: r(report.KindEdition, "edition"), Field: "as_at"}, "c-edition-as_at"},
		{diff.Change{Ref: r(report.KindSection, "intro"), Kind: diff.Moved}, "c-section-intro-moved"},
	} {
		if got := history.AnchorOf(&c.change); got != c.want {
			t.Errorf("%+v is called %s, want %s", c.change.Ref, got, c.want)
		}
	}
	used := make(map[string]int)
	for _, want := range []string{"c-a", "c-a-2", "c-a-3"} {
		if got := address.Unique(used, "c-a"); got != want {
			t.Errorf("the next is %s, want %s", got, want)
		}
	}
}

func TestMovesAreMarkedAtBothPlaces(t *testing.T) {
	t.Parallel()
	const cut = "[[section]]\n"
	data, err := os.ReadFile("../testdata/kitchen-sink/data/sections.toml")
	if err != nil {
		t.Fatal(err)
	}
	parts := strings.Split(string(data), cut)
	moved := slices.Concat(parts[:1], parts[len(parts)-1:], parts[1:len(parts)-1])
	m := build(t, Input{
		Editions: []history.Issued{
			issue(t, "2008-07-31", "2008-07-31"),
			issue(t, "2008-12-31", "2008-12-31", change{"sections.toml", string(data), strings.Join(moved, cut)}),
		},
		Current: "2008-12-31",
	})
	var here, left []page.ChangeEntry
	for _, s := range changesOn(t, m, page.Current, "fr", "changes/").Sections {
		for _, g := range s.Groups {
			for _, part := range g.Parts {
				for _, e := range part.Entries {
					switch {
					case e.Left:
						left = append(left, e)
					case e.Kind == string(diff.Moved):
						here = append(here, e)
					}
				}
			}
		}
	}
	if len(here) != 1 || len(left) != 1 {
		t.Fatalf("%d moves and %d marks where something was moved away", len(here), len(left))
	}
	if here[0].FromAfter == nil || here[0].ToAfter != nil || !here[0].Moved {
		t.Errorf("the move is %+v", here[0])
	}
	if left[0].Href != "#"+here[0].Anchor || left[0].Anchor == here[0].Anchor || left[0].N != 0 || left[0].Record == nil {
		t.Errorf("the mark is %+v", left[0])
	}
}

func TestRedline(t *testing.T) {
	t.Parallel()
	m := build(t, Input{
		Editions: []history.Issued{
			issue(t, "2008-07-31", "2008-07-31", change{"paragraphs/op02.toml", `\\<b>HTML\\</b>`, `\\<i>HTML\\</i> & more`}),
			issue(t, "2008-12-31", "2008-12-31"),
		},
		Current: "2008-12-31",
	})
	for _, e := range entriesOf(changesOn(t, m, page.Current, "fr", "changes/")) {
		if e.Field != "progress" || !strings.Contains(e.Anchor, "op02") {
			continue
		}
		if len(e.Texts) != 1 || e.Texts[0].Foreign {
			t.Fatalf("texts are %+v", e.Texts)
		}
		html := string(e.Texts[0].Inline)
		for _, want := range []string{
			`<del><span class="visually-hidden"> [supprimé : </span>`, "&amp; more", "&lt;<del>", "&gt;HTML&lt;/", "{{ .Site.Title }}",
		} {
			if !strings.Contains(html, want) {
				t.Errorf("%s\ndoes not hold %s", html, want)
			}
		}
		for _, tag := range []string{"p", "del", "ins", "span"} {
			if opened, closed := strings.Count(html, "<"+tag+">")+strings.Count(html, "<"+tag+" "), strings.Count(html, "</"+tag+">"); opened != closed {
				t.Errorf("<%s> is opened %d times and closed %d times", tag, opened, closed)
			}
		}
		return
	}
	t.Error("the answer does not seem to have changed")
}

func TestUnchangedSince(t *testing.T) {
	t.Parallel()
	in := three(t)
	m := build(t, in)
	for _, c := range []struct{ version, path, want string }{
		{"2007-12-18", "sources/press/", " "}, // nothing to say in a first edition
		{"2008-07-31", "states/bra/", "same 2007-12-18"},
		{"current", "states/bra/", "same 2007-12-18"},
		{"draft", "states/bra/", "same 2007-12-18"},
		{"2008-07-31", "activities/workshop/", "new 2007-12-18"},
		{"current", "activities/workshop/", "same 2008-07-31"},
		{"draft", "sources/new/", "new 2008-12-31"},
		{"2008-07-31", "paragraphs/op01/", "changed 2007-12-18"}, // names the activity that was renamed
	} {
		body := reflect.ValueOf(pageAt(t, m, c.version, "fr", c.path).Body).Elem()
		s := body.FieldByName("Record").Interface().(page.Record).Since
		if got := s.State + " " + s.ID; got != c.want {
			t.Errorf("%s/%s is %q, want %q", c.version, c.path, got, c.want)
		}
	}
	// A number that another record holds is part of what a paragraph says.
	in = Input{
		Editions: []history.Issued{
			issue(t, "2008-07-31", "2008-10-31"),
			issue(t, "2008-12-31", "2008-12-31", change{"indicators.toml", "1158", "1159"}),
		},
		Current: "2008-12-31",
	}
	m = build(t, in)
	if s := pageAt(t, m, page.Current, "fr", "paragraphs/op01/").Body.(*page.Paragraph).Since; s.State != "changed" {
		t.Errorf("a paragraph that shows another number is %+v", s)
	}
	if s := pageAt(t, m, page.Current, "fr", "paragraphs/op02/").Body.(*page.Paragraph).Since; s.State != "same" {
		t.Errorf("a paragraph that shows the same is %+v", s)
	}
}

func TestNews(t *testing.T) {
	t.Parallel()
	in := three(t)
	m := build(t, in)
	if n := pageAt(t, m, "2007-12-18", "fr", "").Body.(*page.Home).News; n != nil {
		t.Errorf("the first edition has the news %+v", n)
	}
	for _, c := range []struct {
		version  string
		from, to *report.Report
	}{
		{"2008-07-31", in.Editions[0].Report, in.Editions[1].Report},
		{"current", in.Editions[1].Report, in.Editions[2].Report},
		{"draft", in.Editions[2].Report, in.Draft},
	} {
		want := diff.Compare(c.from, c.to)
		statuses, figures, deposits, activities := 0, 0, 0, 0
		for _, ch := range want.List {
			switch {
			case ch.Class == diff.Status && ch.Field == "status" && !ch.Effect:
				statuses++
			case ch.Derived && ch.Class == diff.Figure && ch.Field != diff.FieldMembers && !ch.Tallied() && len(ch.Texts) == 0,
				ch.Kind == diff.Added && ch.Ref.Kind == report.KindIndicator && ch.Field == "":
				figures++
			case ch.Kind == diff.Added && ch.Ref.Kind == report.KindActivity && ch.Field == "":
				activities++
			case ch.Kind == diff.Added && ch.Ref.Kind == report.KindAct && ch.Field == "" &&
				c.to.Record(ch.Ref).(*report.Act).Kind.Deposits():
				deposits++
			}
		}
		n := pageAt(t, m, c.version, "en", "").Body.(*page.Home).News
		got := 0
		for _, d := range n.Deposits {
			got += d.N
		}
		if n.Total != want.Total() || len(n.Statuses) != statuses || len(n.Figures) != figures || got != deposits || len(n.Activities) != activities {
			t.Errorf("%s: %d changes, %d statuses, %d figures, %d deposits, %d activities; want %d, %d, %d, %d, %d", c.version,
				n.Total, len(n.Statuses), len(n.Figures), got, len(n.Activities), want.Total(), statuses, figures, deposits, activities)
		}
	}
}

func TestTimeline(t *testing.T) {
	t.Parallel()
	m := build(t, three(t))
	targets := make(map[string][]string)
	for _, v := range m.Versions {
		for _, p := range m.Pages(v, "fr") {
			targets[address.Version(v, "fr")+p.Path] = ids(p)
		}
	}
	for _, c := range []struct{ version, want string }{
		{"2007-12-18", "2007-12-18"},
		{"2008-07-31", "2008-07-31 2007-12-18"},
		{"current", "2008-12-31 2008-07-31 2007-12-18"},
		{"draft", "2009-01-31 2008-12-31 2008-07-31 2007-12-18"},
	} {
		self := address.Version(c.version, "fr") + "paragraphs/op01/"
		line := chromeOf(t, m, c.version, "fr", "paragraphs/op01/").Timeline
		var ids []string
		follow := func(href string) {
			t.Helper()
			to, fragment, _ := strings.Cut(href, "#")
			got, ok := targets[path.Join("/", self, to)[1:]+"/"]
			if !ok || fragment != "" && !slices.Contains(got, fragment) {
				t.Errorf("%s leads to %s, which is not there", self, href)
			}
		}
		for _, e := range line.Entries {
			ids = append(ids, e.ID)
			if !e.Exists || e.Status == nil || e.Self != (e.Page == "") || e.Self != (e.Compare == "") || e.First != (e.ID == "2007-12-18") {
				t.Errorf("%s: %+v", c.version, e)
			}
			if !e.Self {
				follow(e.Page)
				follow(e.Compare)
			}
			for _, ch := range e.Changes {
				follow(ch.Href)
			}
			if e.ID == "2008-07-31" && len(e.Changes) == 0 {
				t.Errorf("%s: no changes in the edition that made some", c.version)
			}
		}
		if got := strings.Join(ids, " "); got != c.want {
			t.Errorf("%s: the timeline is %s, want %s", c.version, got, c.want)
		}
	}
	if chromeOf(t, m, page.Current, "fr", "states/bra/").Timeline != nil {
		t.Error("a State has the timeline of a paragraph")
	}
}

func TestSourceChanges(t *testing.T) {
	t.Parallel()
	m := build(t, three(t))
	body := pageAt(t, m, page.Current, "fr", "changes/2007-12-18/source/").Body.(*page.SourceChanges)
	var names []string
	for _, f := range body.Files {
		names = append(names, f.Name)
		if f.Kind != "changed" || f.Plus+f.Minus == 0 || len(f.Hunks) == 0 {
			t.Errorf("%s: %s, +%d −%d, %d hunks", f.Name, f.Kind, f.Plus, f.Minus, len(f.Hunks))
		}
		if f.Name != "data/finance.toml" {
			continue
		}
		html := string(f.Hunks[0].HTML)
		for _, want := range []string{"<del><b>−</b>", `<span class="m">36819001</span>`, `<span class="m">36819000</span>`} {
			if !strings.Contains(html, want) {
				t.Errorf("%s\ndoes not hold %s", html, want)
			}
		}
		if f.Plus != 1 || f.Minus != 1 || f.Hunks[0].Head == "" {
			t.Errorf("+%d −%d at %s", f.Plus, f.Minus, f.Hunks[0].Head)
		}
	}
	want := "data/activities/2007.toml data/finance.toml data/paragraphs/op01.toml data/report.toml data/retired.toml data/sources.toml"
	if got := strings.Join(names, " "); got != want {
		t.Errorf("files are %s\nwant %s", got, want)
	}
}

// Every field that a change may be about has a name in the interface.
func TestFieldsHaveNames(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("../../i18n/en.toml")
	if err != nil {
		t.Fatal(err)
	}
	named := make(map[string]bool)
	for _, m := range regexp.MustCompile(`(?m)^field-(\S+) = `).FindAllStringSubmatch(string(text), -1) {
		named[m[1]] = true
	}
	var fields []string
	for _, v := range []any{
		report.Meta{}, report.Edition{}, report.Withdrawn{}, report.Resolution{}, report.Preambular{}, report.Note{},
		report.Paragraph{}, report.Request{}, report.Section{}, report.Indicator{}, report.Observation{}, report.Activity{},
		report.Publication{}, report.Instrument{}, report.Participation{}, report.Act{}, report.Money{}, report.Entity{},
		report.State{}, report.Source{}, report.Retired{}, report.Footnote{}, report.Image{},
	} {
		for i := range reflect.TypeOf(v).NumField() {
			fields = append(fields, reflect.TypeOf(v).Field(i).Tag.Get("toml"))
		}
	}
	fields = append(fields, "range-to", "per", "content") // of quantities and amounts
	fields = append(fields, diff.FieldParties, history.FieldName(diff.FieldMembers), diff.FieldPartyToAll, diff.FieldLatest, diff.FieldCompleteness)
	for _, f := range fields {
		if f != "" && f != "-" && !named[f] {
			t.Errorf("there is no string field-%s", f)
		}
	}
}

func TestCausesAreLinked(t *testing.T) {
	t.Parallel()
	in := Input{
		Editions: []history.Issued{issue(t, "2008-07-31", "2008-02-28"), issue(t, "2008-12-31", "2008-12-31")},
		Current:  "2008-12-31",
	}
	m := build(t, in)
	want := diff.Compare(in.Editions[0].Report, in.Editions[1].Report)
	n := 0
	for _, ch := range want.List {
		states := make(map[string]bool) // of acts, of which a State has one link
		for _, ref := range ch.Cause {
			if ref.Kind != report.KindAct {
				n++
			} else if state := stateOf(ref); !states[state] {
				states[state] = true
				n++
			}
		}
	}
	got := 0
	for _, e := range entriesOf(changesOn(t, m, page.Current, "en", "changes/")) {
		for _, c := range e.Cause {
			got++
			if c.Text.Text == "" {
				t.Errorf("%s has the cause %+v", e.Anchor, c)
			}
		}
	}
	if n == 0 || got != n {
		t.Errorf("%d of %d causes are shown", got, n)
	}
}

func BenchmarkComparisons(b *testing.B) {
	for _, n := range []int{2, 12, 30} {
		in := many(b, n)
		b.Run(fmt.Sprintf("editions=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				editions := history.New(in.Editions, in.Current, in.Draft, in.Comparisons, prose.NewCache())
				made := make(map[*history.Edition]bool)
				for _, e := range editions {
					made[e] = true
				}
				history.Compare(editions, made)
			}
		})
	}
}
