package live

import (
	"bytes"
	"cmp"
	_ "embed"
	"fmt"
	"html/template"
	"slices"
	"strings"
	"sync"

	"rapporteur/generator/problem"
	"rapporteur/generator/say"
)

//go:embed live.js
var script string

//go:embed live.css
var styles string

//go:embed live.html
var templates string

// pages contains the templates "bar", "problems" and "missing". A comment before
// each names the type of its dot.
var pages sync.Map // of *template.Template by language

// pagesIn returns the templates in a language.
func pagesIn(lang string) *template.Template {
	lang = cmp.Or(lang, "en")
	if t, ok := pages.Load(lang); ok {
		return t.(*template.Template)
	}
	t := template.Must(template.New("").Funcs(template.FuncMap{
		"lang": func() string { return lang },
		"say":  func(key string, args ...any) string { return say.F(key, args...).In(lang) }, //nolint:govet // keys are formats
	}).Parse(templates))
	pages.Store(lang, t)
	return t
}

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
	Fix                        string // what the edit that it carries does; empty if it has none
	Number                     int    // among the problems of the state
}

// missing is the page shown for a path that does not exist.
type missing struct {
	Path, Front string
	Instead     string // path of the page that was probably meant; may be empty
	Bar         *bar
}

func show(p problem.Problem, st state) finding {
	front, lang := st.front(), st.lang
	f := finding{
		Place: problem.Visible(p.Place()), Rule: p.Rule, Warning: p.Severity == problem.Warning,
		Message: problem.Visible(p.Message.In(lang)), Hint: visibleLines(p.Hint.In(lang)), Line: p.Pos.Line,
	}
	if p.Edition != "" {
		f.Message = say.F("edition %s: %s", p.Edition, f.Message).In(lang)
	}
	if p.Line != "" {
		f.Before, f.Marked, f.After = p.Excerpt()
	}
	if p.Page != "" && front != "" {
		f.Page = p.In(front) + p.Page
	}
	if !p.Edit.IsZero() && p.Edition == "" {
		f.Fix = problem.Visible(p.Edit.Words().In(lang))
		f.Number = slices.IndexFunc(st.problems, func(q problem.Problem) bool { return q.Rule == p.Rule && q.Edit == p.Edit })
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
	return visibleLines(strings.TrimSpace(say.ErrorIn(st.err, st.lang)))
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
	var parts []any
	if len(mine) > 0 {
		file := mine[0].Pos.File
		where := say.Plain(problem.Visible(file))
		if slices.ContainsFunc(mine, func(p problem.Problem) bool { return p.Pos.File != file }) {
			where = say.F("the files that changed")
		}
		parts = append(parts, say.F("%s in %s", problem.Count(mine), where))
	}
	if len(others) > 0 {
		parts = append(parts, say.F("%s in other files", problem.Count(others)))
	}
	if st.err != nil {
		parts = append([]any{say.F("the page could not be rebuilt")}, parts...)
	}
	b.Title = say.List{Items: parts}.Say(cmp.Or(st.lang, "en"))
	for i, p := range mine {
		if i == maxInBar {
			break
		}
		b.Shown = append(b.Shown, show(p, st))
	}
	b.Hidden = len(st.problems) - len(b.Shown)
	return b
}

func problemsView(st state) listing {
	l := listing{Err: st.errText(), Front: st.front(), Title: say.F("No problems").In(st.lang)}
	switch {
	case len(st.problems) > 0:
		l.Title = problem.Count(st.problems).In(st.lang)
	case st.err != nil:
		l.Title = say.F("The page could not be built").In(st.lang)
	}
	add := func(name string) {
		f := fileFindings{Name: problem.Visible(name)}
		for _, p := range st.problems {
			if p.Pos.File == name {
				f.Findings = append(f.Findings, show(p, st))
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
	if err := pagesIn(st.lang).ExecuteTemplate(&b, "bar", view); err != nil {
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
