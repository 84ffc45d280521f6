package preview

import (
	"cmp"
	_ "embed"
	"fmt"
	"html/template"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"rapporteur/generator/diff"
	"rapporteur/generator/problem"
	"rapporteur/generator/say"
)

// Limits on the content of a preview, so that it opens quickly however large the
// pull request is. Content that is left out is listed or counted.
const (
	maxPages    = 60        // each in all its languages
	maxPageSize = 3_500_000 // bytes, all pages together
	maxRedline  = 600_000   // bytes
	maxProblems = 200
	maxFiles    = 1000
	maxDiffs    = 200_000 // bytes, all unified diffs together
)

//go:embed preview.html
var page string

//go:embed preview.css
var ownStyle string

// Written describes a preview that was written.
type Written struct {
	Pages int // number of pages, each in all its languages
	Left  int // number of pages left out
	Bytes int
}

// Write writes a preview.
func Write(w io.Writer, p *Preview) (Written, error) {
	v := view{Preview: p.visible(), Lead: leadOf(p.visible())}
	v.Style = template.CSS(safeStyle(ownStyle + p.Styles)) //nolint:gosec // safeStyle keeps it inside its element
	v.sortProblems()
	if err := v.redline(); err != nil {
		return Written{}, err
	}
	if err := v.pages(); err != nil {
		return Written{}, err
	}
	v.files()
	in := func(t say.Text) string { return t.In(p.Lang) }
	t, err := template.New("preview").Funcs(template.FuncMap{
		"lang":     func() string { return cmp.Or(p.Lang, "en") },
		"say":      func(key string, args ...any) string { return in(say.F(key, args...)) }, //nolint:govet // keys are formats
		"errors":   func(n int) string { return in(say.F("%s", say.N(n, "error"))) },
		"warnings": func(n int) string { return in(say.F("%s", say.N(n, "warning"))) },
		"what":     func(s Side) string { return in(s.What()) },
		"did":      func(what string) string { return in(did[what]) },
		"class":    func(c string) string { return in(class(diff.Class(c))) },
	}).Parse(page)
	if err != nil {
		return Written{}, err
	}
	out := &counter{w: w}
	if err := t.Execute(out, &v); err != nil {
		return Written{}, err
	}
	return Written{Pages: len(v.Shown), Left: len(v.Left), Bytes: out.n}, nil
}

// visible returns a copy without invisible characters in its texts.
func (p *Preview) visible() *Preview {
	c := *p
	sentence := func(s string) string { return visible(strings.ReplaceAll(s, "\n", " ")) }
	c.Reference, c.NoChanges, c.NoPages = visible(c.Reference), sentence(c.NoChanges), sentence(c.NoPages)
	c.Trouble, c.Gone = slices.Clone(c.Trouble), slices.Clone(c.Gone)
	for i, s := range c.Trouble {
		c.Trouble[i] = sentence(s)
	}
	for i, s := range c.Gone {
		c.Gone[i] = pathName(s)
	}
	for _, s := range []*Side{&c.From, &c.To} {
		s.Name, s.Commit, s.Edition = visible(s.Name), visible(s.Commit), visible(s.Edition)
	}
	return &c
}

// counter counts the bytes written to it.
type counter struct {
	w io.Writer
	n int
}

func (c *counter) Write(b []byte) (int, error) {
	n, err := c.w.Write(b)
	c.n += n
	return n, err
}

// view is the data of the template.
type view struct {
	*Preview
	Lead    Lead
	Style   template.CSS
	Found   []item   // those of Problems that are shown
	Rest    []restOf // those of Problems that are not shown, by file
	Old     []item   // those of Before that are shown
	OldRest []restOf // those of Before that are not shown, by file
	Redline template.HTML
	Langs   []languagePages // in the order of Speaks, without those that have no pages
	Shown   []entry
	Left    []left
	Listed  []File
	More    int  // number of files not in Listed
	Diffs   bool // some of Listed have a diff
}

// Lead is the summary at the top of the preview.
type Lead struct {
	Title    string
	From, To string
	Errors   int
	Warnings int
	Classes  []classCount
	Total    int
}

type classCount struct {
	Class string
	N     int
}

// item is a problem prepared for display.
type item struct {
	problem.Problem
	Place, Said         string
	Head, Marked, After string // the line, as split by problem.Excerpt
	Hints               []string
	Href                string // of the page that shows the mistake; empty if it is not in the preview
}

// restOf counts the problems in a file.
type restOf struct {
	File             string
	Errors, Warnings int
}

// entry is a page in the table of contents.
type entry struct {
	Path  string
	Title string
	Lang  string // of the title
	In    []anchor
}

// anchor is a link to a page in a language.
type anchor struct {
	Lang, Name, Href string
}

// languagePages holds the pages in a language.
type languagePages struct {
	Language
	Pages []sheet
}

// sheet is a page in a language.
type sheet struct {
	ID, Path, Title string
	Main            template.HTML
	Others          []anchor
}

// left is a page that was left out.
type left struct{ Path, Title, Why string }

// pathName returns the name of a path for readers.
func pathName(path string) string {
	if path == "" {
		return "front page"
	}
	return visible(path)
}

func (s Side) String() string {
	name := s.Name
	if s.Commit != "" && !strings.HasPrefix(s.Commit, s.Name) {
		name += " (commit " + s.Commit[:min(12, len(s.Commit))] + ")"
	}
	return name
}

// What describes the edition in the data of the side.
func (s Side) What() say.Text {
	switch {
	case s.Edition == "":
		return say.F("its data cannot be read")
	case s.Draft:
		return say.F("draft that is heading for edition %s", s.Edition)
	}
	return say.F("edition %s", s.Edition)
}

func leadOf(p *Preview) Lead {
	l := Lead{From: p.From.String(), To: p.To.String()}
	l.Title = say.F("Preview of %s", l.To).In(p.Lang)
	l.Errors = problem.Errors(p.Problems)
	l.Warnings = len(p.Problems) - l.Errors
	if p.Changes != nil {
		l.Total = p.Changes.Total()
		for _, c := range diff.Classes() {
			if n := p.Changes.Count(c); n > 0 {
				l.Classes = append(l.Classes, classCount{string(c), n})
			}
		}
	}
	return l
}

// visible replaces invisible characters and those that change the direction of the
// text around them. File names may contain anything.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar {
			return '·'
		}
		return r
	}, s)
}

// sortProblems sorts problems by whether their file changed, then by severity, and
// separates those to show from those to count.
func (v *view) sortProblems() {
	changed := make(map[string]bool)
	for _, f := range v.Files {
		changed[f.Name] = true
	}
	rank := func(p problem.Problem) int {
		n := 0
		if !changed[p.Pos.File] {
			n += 2
		}
		return n + int(p.Severity)
	}
	order := func(ps []problem.Problem) ([]item, []restOf) {
		ps = slices.Clone(ps)
		slices.SortStableFunc(ps, func(a, b problem.Problem) int { return rank(a) - rank(b) })
		var shown []item
		var rest []restOf
		for i, p := range ps {
			if i < maxProblems {
				shown = append(shown, itemOf(p, v.Lang))
				continue
			}
			at := slices.IndexFunc(rest, func(r restOf) bool { return r.File == visible(p.Pos.File) })
			if at < 0 {
				at = len(rest)
				rest = append(rest, restOf{File: visible(p.Pos.File)})
			}
			if p.Severity == problem.Error {
				rest[at].Errors++
			} else {
				rest[at].Warnings++
			}
		}
		return shown, rest
	}
	v.Found, v.Rest = order(v.Problems)
	v.Old, v.OldRest = order(v.Before)
}

func itemOf(p problem.Problem, lang string) item {
	it := item{Problem: p, Place: visible(p.Place()), Said: visible(p.Message.In(lang))}
	if p.Edition != "" {
		it.Place = say.F("edition %s: %s", p.Edition, it.Place).In(lang)
	}
	it.Rule, it.Page = visible(p.Rule), visible(p.Page)
	it.Head, it.Marked, it.After = p.Excerpt()
	if it.Marked == "" && p.Pos.Column > 0 {
		it.Marked = "\u00a0"
	}
	if !p.Hint.IsZero() {
		for line := range strings.SplitSeq(p.Hint.In(lang), "\n") {
			it.Hints = append(it.Hints, visible(line))
		}
	}
	return it
}

// Warning reports whether the problem is a warning.
func (it item) Warning() bool { return it.Severity == problem.Warning }

// Excerpt reports whether there is a line to show.
func (it item) Excerpt() bool { return it.Head+it.Marked+it.After != "" }

func (v *view) redline() error {
	if v.Changes == nil {
		return nil
	}
	var b strings.Builder
	if err := diff.WriteHTMLPart(&b, v.Changes.Speaking(v.Lang), 3, maxRedline); err != nil {
		return err
	}
	v.Redline = template.HTML(b.String()) //nolint:gosec // diff escapes its input
	return nil
}

// pages extracts the main parts of as many pages as fit, and rewrites them.
func (v *view) pages() error {
	rw := &rewriter{parts: make(map[string]*part)}
	size := 0
	var parts [][]*part
	for _, p := range v.Pages {
		title := ""
		if len(p.Versions) > 0 {
			title = visible(p.Versions[0].Title)
		}
		if len(v.Shown) == maxPages {
			v.Left = append(v.Left, left{pathName(p.Path), title, say.F("a preview has at most %d pages", maxPages).In(v.Lang)})
			continue
		}
		var cuts []*part
		all := 0
		for _, version := range p.Versions {
			c, err := cut(version, fmt.Sprintf("p%d-%s", len(v.Shown)+1, version.Lang))
			if err != nil {
				return err
			}
			cuts = append(cuts, c)
			all += c.size
		}
		if size+all > maxPageSize {
			v.Left = append(v.Left, left{pathName(p.Path), title, say.F("the file would become too large").In(v.Lang)})
			continue
		}
		size += all
		e := entry{Path: pathName(p.Path), Title: title}
		for _, c := range cuts {
			rw.parts[c.version.At] = c
			e.In = append(e.In, anchor{c.version.Lang, v.languageName(c.version.Lang), "#" + c.anchor})
		}
		if len(cuts) > 0 {
			e.Lang = cuts[0].version.Lang
		}
		v.Shown = append(v.Shown, e)
		parts = append(parts, cuts)
	}
	for _, l := range v.Speaks {
		s := languagePages{Language: l}
		for i, cuts := range parts {
			for _, c := range cuts {
				if c.version.Lang != l.Code {
					continue
				}
				rw.rewrite(c)
				others := slices.DeleteFunc(slices.Clone(v.Shown[i].In), func(a anchor) bool { return a.Lang == l.Code })
				s.Pages = append(s.Pages, sheet{
					ID: c.anchor, Path: v.Shown[i].Path, Title: visible(c.version.Title), Others: others,
					Main: template.HTML(c.render()), //nolint:gosec // the templates escape, and rewrite removes what could run
				})
			}
		}
		if len(s.Pages) > 0 {
			v.Langs = append(v.Langs, s)
		}
	}
	v.linkProblems()
	return nil
}

func (v *view) languageName(code string) string {
	for _, l := range v.Speaks {
		if l.Code == code {
			return l.Name
		}
	}
	return code
}

// linkProblems links each problem to the page that shows the mistake.
func (v *view) linkProblems() {
	at := make(map[string]string)
	for _, e := range v.Shown {
		if len(e.In) > 0 {
			at[e.Path] = e.In[0].Href
		}
	}
	for _, list := range [][]item{v.Found, v.Old} {
		for i := range list {
			page, _, _ := strings.Cut(list[i].Page, "#")
			list[i].Href = at[page]
		}
	}
}

// did says what happened to a file.
var did = map[string]say.Text{"added": say.F("added"), "removed": say.F("removed"), "changed": say.F("changed"), "renamed": say.F("renamed")}

// class is the name of a class of changes.
func class(c diff.Class) say.Text {
	switch c {
	case diff.Substance:
		return say.F("substance")
	case diff.Status:
		return say.F("status")
	case diff.Figure:
		return say.F("figure")
	case diff.Source:
		return say.F("source")
	case diff.Editorial:
		return say.F("editorial")
	case diff.Metadata:
		return say.F("metadata")
	}
	return say.Plain(string(c))
}

// files lists the files that differ. Their diffs are shown only if the changes
// cannot be computed.
func (v *view) files() {
	size := 0
	for _, f := range v.Files {
		if len(v.Listed) == maxFiles {
			v.More++
			continue
		}
		f.Name, f.Was = visible(f.Name), visible(f.Was)
		switch {
		case v.Changes != nil:
			f.Diff = ""
		case size+len(f.Diff) > maxDiffs:
			f.Diff, f.Cut = "", true
		}
		size += len(f.Diff)
		v.Diffs = v.Diffs || f.Diff != ""
		v.Listed = append(v.Listed, f)
	}
}

// Lines returns the lines of the diff of a file.
func (f File) Lines() []Line {
	var lines []Line
	_, text, _ := strings.Cut(f.Diff, "\n@@") // without the names of the sides
	for text := range strings.SplitSeq("@@"+strings.TrimSuffix(text, "\n"), "\n") {
		cells := strings.Split(text, "\t")
		for i := range cells {
			cells[i] = visible(cells[i])
		}
		l := Line{Text: strings.Join(cells, "\t")}
		switch {
		case strings.HasPrefix(text, "+"):
			l.What = "ins"
		case strings.HasPrefix(text, "-"):
			l.What = "del"
		}
		lines = append(lines, l)
	}
	return lines
}

// Line is a line of a diff.
type Line struct {
	Text string
	What string // "ins", "del" or empty
}

// Unchecked reports whether the data of To could not be read at all, so that it
// was not checked.
func (p *Preview) Unchecked() bool { return p.To.Edition == "" && len(p.Problems) == 0 }

// Outside returns the number of files that differ outside data/.
func (v *view) Outside() int {
	n := 0
	for _, f := range v.Files {
		if !strings.HasPrefix(f.Name, "data/") {
			n++
		}
	}
	return n
}

// loads matches the constructs by which a style sheet can load something.
var loads = regexp.MustCompile(`(?is)@import[^;]*;?|url\(\s*["']?([^)]*)\)`)

// safeStyle prevents a style sheet from closing its element and from loading
// anything except data URLs and fragments.
func safeStyle(css string) string {
	css = loads.ReplaceAllStringFunc(css, func(s string) string {
		if m := loads.FindStringSubmatch(s); strings.HasPrefix(strings.ToLower(m[1]), "data:") || strings.HasPrefix(m[1], "#") {
			return s
		}
		return ""
	})
	return strings.ReplaceAll(css, "</", `<\/`)
}
