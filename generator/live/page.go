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

// pages are "bar", "problems" and "missing"; each says what its dot is.
var pages = template.Must(template.New("").Parse(templates))

// mostInBar is how many problems the bar shows; the rest are on their page.
const mostInBar = 5

// bar is what stands above a page of the site.
type bar struct {
	Title  string // what is wrong, in one line
	Bad    bool   // something is wrong in the files being edited, or nothing could be made
	Old    bool   // the page is as it was before
	Err    string // what is wrong beside the problems; may have several lines
	Shown  []finding
	Hidden int // problems that are on their page alone
}

// listing is the page of all problems.
type listing struct {
	Title string
	Err   string
	Front string // path of the front page, with slashes at both ends; empty where there is no site
	Files []filed
}

// filed is what is wrong in a file.
type filed struct {
	Name     string
	Findings []finding
}

// finding is a problem as it is shown.
type finding struct {
	Place, Rule, Message, Hint string
	Warning                    bool
	Line                       int    // 0 where only the file is known
	Before, Marked, After      string // of the line; all empty where it is not known
	Page                       string // path of the page that it would spoil; empty where there is none
}

// missing is the page of an address where there is nothing.
type missing struct {
	Path, Front string
	Instead     string // path of the page that was probably meant; empty where there is none
	Bar         *bar
}

func show(p problem.Problem, front string) finding {
	f := finding{
		Place: problem.Visible(p.Pos.String()), Rule: p.Rule, Warning: p.Severity == problem.Warning,
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

// barView is nil where nothing is wrong.
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
	b := &bar{Old: st.old, Err: st.errText(), Bad: st.err != nil || st.old || problem.Errors(mine) > 0}
	// Without a new site, what is wrong elsewhere is what keeps it away.
	if st.old && len(mine) == 0 {
		mine, others = others, nil
	}
	var parts []string
	if len(mine) > 0 {
		where := mine[0].Pos.File
		if slices.ContainsFunc(mine, func(p problem.Problem) bool { return p.Pos.File != where }) {
			where = "the files that changed"
		}
		parts = append(parts, count(mine)+" in "+problem.Visible(where))
	}
	if len(others) > 0 {
		parts = append(parts, count(others)+" in other files")
	}
	if st.err != nil {
		parts = append([]string{"the page cannot be made anew"}, parts...)
	}
	b.Title = strings.Join(parts, ", ")
	for i, p := range mine {
		if i == mostInBar {
			break
		}
		b.Shown = append(b.Shown, show(p, st.front()))
	}
	b.Hidden = len(st.problems) - len(b.Shown)
	return b
}

// count gives "2 errors and 1 warning".
func count(ps []problem.Problem) string {
	var parts []string
	errs := problem.Errors(ps)
	for _, c := range []struct {
		n    int
		noun string
	}{{errs, "error"}, {len(ps) - errs, "warning"}} {
		switch {
		case c.n == 1:
			parts = append(parts, "1 "+c.noun)
		case c.n > 1:
			parts = append(parts, fmt.Sprintf("%d %ss", c.n, c.noun))
		}
	}
	return strings.Join(parts, " and ")
}

func problemsView(st state) listing {
	l := listing{Err: st.errText(), Front: st.front(), Title: "No problems"}
	switch {
	case len(st.problems) > 0:
		l.Title = count(st.problems)
	case st.err != nil:
		l.Title = "The page cannot be made"
	}
	add := func(name string) {
		f := filed{Name: problem.Visible(name)}
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

// head is what the server adds to the head of every page.
func head(st state) []byte {
	return fmt.Appendf(nil, "<link rel=\"stylesheet\" href=\"%slive.css\">\n<script src=\"%slive.js\" data-seen=\"%s\" defer></script>\n", own, own, st.id)
}

// dress adds to a page of the site the script that waits for the next state,
// and the bar with what is wrong. The security policy of the page is widened
// by what the script needs, which is to listen to this server.
func dress(page []byte, st state) ([]byte, error) {
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
