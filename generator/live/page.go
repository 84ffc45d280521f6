package live

import (
	"bytes"
	_ "embed"
	"fmt"
	"html/template"
	"slices"
	"strings"

	"rapporteur/generator/problem"
)

//go:embed live.js
var script string

//go:embed live.css
var styles string

//go:embed live.html
var templates string

// pages contains the templates "bar", "problems" and "missing". A comment before
// each names the type of its dot.
var pages = template.Must(template.New("").Parse(templates))

// maxInBar is the number of problems shown in the bar. The page of all problems
// shows the others.
const maxInBar = 5

// bar is shown at the top of a page of the site.
type bar struct {
	Title  string // one line that counts the problems
	Bad    bool   // there are errors in the files being edited, or the build failed
	Stale  bool   // the page is from an earlier build
	Err    string // other errors; may have several lines
	Shown  []finding
	Hidden int // number of problems not in Shown
}

// listing is the page of all problems.
type listing struct {
	Title string
	Err   string
	Front string // path of the front page, with slashes at both ends; empty if there is no site
	Files []fileFindings
}

// fileFindings holds the problems in one file.
type fileFindings struct {
	Name     string
	Findings []finding
}

// finding is a problem prepared for display.
type finding struct {
	Place, Rule, Message, Hint string
	Warning                    bool
	Line                       int    // 0 for the whole file
	Before, Marked, After      string // the line, as split by problem.Excerpt; all empty if there is none
	Page                       string // path of the page that shows the mistake; empty if there is none
}

// missing is the page shown for a path that does not exist.
type missing struct {
	Path, Front string
	Instead     string // path of the page that was probably meant; may be empty
	Bar         *bar
}

func show(p problem.Problem, front string) finding {
	f := finding{
		Place: problem.Visible(p.Place()), Rule: p.Rule, Warning: p.Severity == problem.Warning,
		Message: problem.Visible(p.Message), Hint: visibleLines(p.Hint), Line: p.Pos.Line,
	}
	if p.Edition != "" {
		f.Message = "edition " + p.Edition + ": " + f.Message
	}
	if p.Line != "" {
		f.Before, f.Marked, f.After = p.Excerpt()
	}
	if p.Page != "" && front != "" {
		f.Page = front + p.Page
	}
	return f
}

func visibleLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = problem.Visible(l)
	}
	return strings.Join(lines, "\n")
}

func (st state) front() string {
	if st.site == nil {
		return ""
	}
	return "/" + st.site.Front()
}

func (st state) errText() string {
	if st.err == nil {
		return ""
	}
	return visibleLines(strings.TrimSpace(st.err.Error()))
}

// barView returns nil if nothing is wrong.
func barView(st state) *bar {
	if st.err == nil && len(st.problems) == 0 {
		return nil
	}
	var mine, others []problem.Problem
	for _, file := range st.edited {
		for _, p := range st.problems {
			if p.Pos.File == file {
				mine = append(mine, p)
			}
		}
	}
	for _, p := range st.problems {
		if !slices.Contains(st.edited, p.Pos.File) {
			others = append(others, p)
		}
	}
	b := &bar{Stale: st.stale, Err: st.errText(), Bad: st.err != nil || st.stale || problem.Errors(mine) > 0}
	// If the build failed and the edited files are correct, the problems in
	// other files are the cause.
	if st.stale && len(mine) == 0 {
		mine, others = others, nil
	}
	var parts []string
	if len(mine) > 0 {
		where := mine[0].Pos.File
		if slices.ContainsFunc(mine, func(p problem.Problem) bool { return p.Pos.File != where }) {
			where = "the files that changed"
		}
		parts = append(parts, problem.Count(mine)+" in "+problem.Visible(where))
	}
	if len(others) > 0 {
		parts = append(parts, problem.Count(others)+" in other files")
	}
	if st.err != nil {
		parts = append([]string{"the page could not be rebuilt"}, parts...)
	}
	b.Title = strings.Join(parts, ", ")
	for i, p := range mine {
		if i == maxInBar {
			break
		}
		b.Shown = append(b.Shown, show(p, st.front()))
	}
	b.Hidden = len(st.problems) - len(b.Shown)
	return b
}

func problemsView(st state) listing {
	l := listing{Err: st.errText(), Front: st.front(), Title: "No problems"}
	switch {
	case len(st.problems) > 0:
		l.Title = problem.Count(st.problems)
	case st.err != nil:
		l.Title = "The page could not be built"
	}
	add := func(name string) {
		f := fileFindings{Name: problem.Visible(name)}
		for _, p := range st.problems {
			if p.Pos.File == name {
				f.Findings = append(f.Findings, show(p, l.Front))
			}
		}
		if len(f.Findings) > 0 {
			l.Files = append(l.Files, f)
		}
	}
	// The files being edited come first.
	done := make(map[string]bool)
	for _, name := range st.edited {
		add(name)
		done[name] = true
	}
	for _, p := range st.problems {
		if !done[p.Pos.File] {
			done[p.Pos.File] = true
			add(p.Pos.File)
		}
	}
	return l
}

func missingView(st state, path, instead string) missing {
	return missing{Path: problem.Visible(path), Front: st.front(), Instead: instead, Bar: barView(st)}
}

// head returns the elements that the server adds to the head of every page.
func head(st state) []byte {
	return fmt.Appendf(nil, "<link rel=\"stylesheet\" href=\"%slive.css\">\n<script src=\"%slive.js\" data-seen=\"%s\" defer></script>\n", ownPath, ownPath, st.id)
}

// addToPage adds the reload script and the bar of problems to a page of the
// site. It extends the page's content security policy so that the script may
// connect to this server.
func addToPage(page []byte, st state) ([]byte, error) {
	const policy = `http-equiv="Content-Security-Policy" content="`
	if before, after, ok := bytes.Cut(page, []byte(policy)); ok {
		if value, _, _ := bytes.Cut(after, []byte(`"`)); !bytes.Contains(value, []byte("connect-src")) {
			page = slices.Concat(before, []byte(policy+"connect-src 'self'; "), after)
		}
	}
	page = bytes.Replace(page, []byte("</head>"), append(head(st), "</head>"...), 1)
	view := barView(st)
	if view == nil {
		return page, nil
	}
	var b bytes.Buffer
	if err := pages.ExecuteTemplate(&b, "bar", view); err != nil {
		return nil, err
	}
	at := bytes.Index(page, []byte("<body"))
	if at >= 0 {
		if end := bytes.IndexByte(page[at:], '>'); end >= 0 {
			at += end + 1
		}
	} else {
		at = 0
	}
	return slices.Concat(page[:at], b.Bytes(), page[at:]), nil
}
