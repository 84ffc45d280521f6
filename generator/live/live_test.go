package live

import (
	"bufio"
	"context"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"rapporteur/generator/problem"
	"rapporteur/generator/say"
)

const blank = `<!DOCTYPE html><html><head>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'">
</head><body class="x"><p>TEXT</p></body></html>`

// site is a Site that maps paths to contents; a content that begins with "!" is
// an error.
type site map[string]string

func (s site) Front() string { return "draft/fr/" }

func (s site) ReadFile(_ context.Context, name string) ([]byte, error) {
	text, ok := s[name]
	if !ok {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	if msg, bad := strings.CutPrefix(text, "!"); bad {
		return nil, errors.New(msg)
	}
	return []byte(text), nil
}

func page(text string) string { return strings.Replace(blank, "TEXT", text, 1) }

// testServer is a Server whose next outcome the test sets.
type testServer struct {
	t *testing.T
	*Server
	next Outcome
}

func newTestServer(t *testing.T, first Outcome) *testServer {
	s := &testServer{t: t, next: first}
	s.Server = New(func(context.Context) Outcome { return s.next })
	s.Update(t.Context(), nil)
	return s
}

func (s *testServer) save(next Outcome, files ...string) {
	s.next = next
	s.Update(s.t.Context(), files)
}

func (s *testServer) get(path string) (*http.Response, string) {
	s.t.Helper()
	r := httptest.NewRequest(http.MethodGet, "http://127.0.0.1:1313"+path, nil)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	res := w.Result()
	b, err := io.ReadAll(res.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	return res, string(b)
}

// want requests a page and checks its status. The body must contain the texts
// before "" and none of those after it.
func (s *testServer) want(path string, status int, texts ...string) string {
	s.t.Helper()
	res, body := s.get(path)
	if res.StatusCode != status {
		s.t.Errorf("%s: status %d, want %d\n%s", path, res.StatusCode, status, body)
	}
	absent := false
	for _, text := range texts {
		if text == "" {
			absent = true
		} else if strings.Contains(body, text) == absent {
			s.t.Errorf("%s: contains %q: %t\n%s", path, text, absent, body)
		}
	}
	return body
}

func TestServesFiles(t *testing.T) {
	s := newTestServer(t, Outcome{Site: site{"draft/fr/index.html": page("home"), "css/a.css": "a{}", "draft/fr/x.csv": "1,2", "404.html": page("404")}})
	for _, tt := range []struct{ path, location, kind string }{
		{"/", "/draft/fr/", ""},
		{"/draft/fr", "/draft/fr/", ""},
		{"//evil.example/..//draft/fr", "/draft/fr/", ""},
		{"/draft/fr/", "", "text/html; charset=utf-8"},
		{"/draft/fr/index.html", "", "text/html; charset=utf-8"},
		{"/css/a.css", "", "text/css; charset=utf-8"},
		{"/draft/fr/x.csv", "", "text/csv; charset=utf-8"},
		{"/-/live.css", "", "text/css; charset=utf-8"},
		{"/-/live.js", "", "text/javascript; charset=utf-8"},
	} {
		res, body := s.get(tt.path)
		status := http.StatusOK
		if tt.location != "" {
			status = http.StatusFound
		}
		if res.StatusCode != status || res.Header.Get("Location") != tt.location || res.Header.Get("Content-Type") != tt.kind || (body == "") != (tt.location != "") {
			t.Errorf("%s: %d %v\n%s", tt.path, res.StatusCode, res.Header, body)
		}
		if res.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s may be cached by the browser", tt.path)
		}
	}
	s.want("/draft/fr/", 200, "<p>home</p>", `content="connect-src 'self'; default-src 'none'`, `<script src="/-/live.js" data-seen="`, "", "live-bar")
	s.want("/draft/de/<i>/", 404, "Page not found", "/draft/de/&lt;i&gt;/", `href="/draft/fr/"`, "/-/live.js", "", "<i>", "In the draft it is")
	// The path that check prints.
	s.want("/fr/", 404, `In the draft it is at <a href="/draft/fr/">/draft/fr/</a>`)
	s.want("/fr", 404, `In the draft it is at <a href="/draft/fr/">/draft/fr/</a>`)
	s.want("/-/problems", 200, "No problems", `href="/draft/fr/"`)
}

// A policy that already allows connections is not changed.
func TestPolicyIsExtendedOnce(t *testing.T) {
	s := newTestServer(t, Outcome{Site: site{"a.html": strings.Replace(page("x"), "default-src", "connect-src 'self'; default-src", 1)}})
	if body := s.want("/a.html", 200); strings.Count(body, "connect-src") != 1 {
		t.Error(body)
	}
}

func TestRejectsOtherHosts(t *testing.T) {
	s := newTestServer(t, Outcome{Site: site{"index.html": page("secret")}})
	for host, allowed := range map[string]bool{
		"127.0.0.1:1313": true, "127.9.9.9": true, "localhost": true, "LOCALHOST:80": true, "localhost.:1": true, "[::1]:1313": true, "[::1]": true,
		"": false, "evil.example:1313": false, "localhost.evil.example": false, "127.0.0.1.evil.example": false, "192.168.0.1:1313": false, "0.0.0.0:1313": false, "[::]:1": false, "2130706433": false,
	} {
		for _, path := range []string{"/index.html", "/-/problems", "/-/live.js"} {
			r := httptest.NewRequest(http.MethodGet, path, nil)
			r.Host = host
			w := httptest.NewRecorder()
			s.ServeHTTP(w, r)
			if (w.Code == http.StatusOK) != allowed || !allowed && (w.Code != http.StatusForbidden || strings.Contains(w.Body.String(), "secret")) {
				t.Errorf("host %q, %s: %d", host, path, w.Code)
			}
		}
	}
	r := httptest.NewRequest(http.MethodPost, "http://localhost/index.html", nil)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if w.Code != http.StatusMethodNotAllowed {
		t.Errorf("POST: status %d", w.Code)
	}
}

func TestListen(t *testing.T) {
	l, err := Listen("127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	for addr, want := range map[string]string{
		l.Addr().String():    "is in use, perhaps by another 'rapporteur serve'",
		"0.0.0.0:1313":       "would show the draft to other machines",
		":1313":              "would show the draft to other machines",
		"[::]:1313":          "would show the draft to other machines",
		"192.0.2.1:1313":     "would show the draft to other machines",
		"evil.example:1313":  "would show the draft to other machines",
		"127.0.0.1":          "write it like 127.0.0.1:1313",
		"127.0.0.1:99999999": "cannot listen on",
	} {
		if l, err := Listen(addr); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", addr, err, want)
			if l != nil {
				l.Close()
			}
		}
	}
}

// wrong returns a problem in a file.
func wrong(file, message string) problem.Problem {
	return problem.Problem{Rule: "a-rule", Pos: problem.Pos{File: file, Line: 3, Column: 5, Len: 3}, Message: say.Plain(message), Line: `a = "é<b>`, Page: "paragraphs/x/", Hint: say.F("write\nthis")}
}

func TestProblemsOfEditedFile(t *testing.T) {
	s := newTestServer(t, Outcome{Site: site{"index.html": page("one")}})
	all := []problem.Problem{wrong("data/a.toml", "m-a"), wrong("data/b.toml", "m-b1"), wrong("data/b.toml", "m-b2"), wrong("data/c.toml", "m-c")}
	all[2].Severity = problem.Warning
	s.save(Outcome{Site: site{"index.html": page("two")}, Problems: all}, "data/b.toml", "data/new.toml")
	s.want("/index.html", 200, "<p>two</p>", `<aside class="live-bar live-bar--bad"`, "<details open>", "1 error and 1 warning in data/b.toml, 2 errors in other files",
		"m-b1", "m-b2", "data/b.toml:3:5", `<a href="/-/problems">All problems (2 more)</a>`, `href="/draft/fr/paragraphs/x/"`, "", "m-a", "m-c", "as it was before")
	s.want("/missing/", 404, "m-b1")

	// Problems in other files keep the bar closed.
	s.save(Outcome{Site: site{"index.html": page("three")}, Problems: all[:1]}, "data/b.toml")
	s.want("/index.html", 200, "1 error in other files", "<details>", "", "m-a", "live-bar--bad", "<details open>")
	body := s.want("/-/problems", 200, "<h2><bdi>data/a.toml</bdi></h2>", "m-a", "<mark>&#34;é</mark>&lt;b&gt;", "write\nthis")
	if strings.Contains(body, "data/b.toml") {
		t.Error(body)
	}

	// The edited file comes first on the page of all problems.
	s.save(Outcome{Site: site{"index.html": page("four")}, Problems: all}, "data/c.toml")
	body = s.want("/-/problems", 200, "3 errors and 1 warning")
	if strings.Index(body, "m-c") > strings.Index(body, "m-a") || strings.Index(body, "m-a") > strings.Index(body, "m-b1") {
		t.Error(body)
	}

	s.save(Outcome{Site: site{"index.html": page("five")}}, "data/c.toml")
	s.want("/index.html", 200, "<p>five</p>", "", "live-bar\"")
}

func TestManyProblems(t *testing.T) {
	var all []problem.Problem
	for range 40 {
		all = append(all, wrong("data/a.toml", "m-a"))
	}
	s := newTestServer(t, Outcome{Site: site{}})
	s.save(Outcome{Site: site{"index.html": page("x")}, Problems: all}, "data/a.toml")
	body := s.want("/index.html", 200, "40 errors in data/a.toml", "All problems (35 more)")
	if n := strings.Count(body, "m-a"); n != maxInBar {
		t.Errorf("%d are shown", n)
	}
}

// Markup in a file cannot become part of the page.
func TestHostileText(t *testing.T) {
	p := wrong("data/<script>a\u202eb</script>.toml", "<script>m\u202e</script>")
	p.Hint, p.Line, p.Page = say.Plain("</p><script>h"), `</pre><script>l`, "x/\"><script>p"
	s := newTestServer(t, Outcome{Site: site{"index.html": page("x")}})
	for _, next := range []Outcome{
		{Site: site{"index.html": page("x")}, Problems: []problem.Problem{p}},
		{Err: errors.New("<script>e\x00\u202e"), Problems: []problem.Problem{p}},
	} {
		s.save(next, p.Pos.File)
		for _, path := range []string{"/index.html", "/-/problems", "/<script>q"} {
			_, body := s.get(path)
			if strings.Count(body, "<script") != 1 || strings.ContainsAny(body, "\x00\u202e") {
				t.Errorf("%s: %s", path, body)
			}
		}
	}
}

func TestShowsLastGoodPage(t *testing.T) {
	s := newTestServer(t, Outcome{Site: site{"a.html": page("good"), "css/1.css": "one"}})
	s.want("/a.html", 200, "<p>good</p>")
	s.want("/css/1.css", 200, "one")

	// The data cannot be read: all pages stay, including those not yet requested.
	s.next.Site.(site)["b.html"] = page("b")
	s.save(Outcome{Problems: []problem.Problem{wrong("data/x.toml", "m-x")}}, "data/x.toml")
	s.want("/a.html", 200, "<p>good</p>", "m-x", "This page is as it was before the change", "live-bar--bad")
	s.want("/b.html", 200, "<p>b</p>", "m-x")

	// The folder was removed.
	s.save(Outcome{Err: errors.New("there is no data/ folder")}, "data")
	s.want("/a.html", 200, "<p>good</p>", "the page could not be rebuilt", "there is no data/ folder")

	// A template is broken: the page and the files it loads stay, other pages
	// show the error.
	s.save(Outcome{Site: site{"a.html": "!home.html:3: no field", "c.html": "!home.html:3: no field", "css/2.css": "two"}}, "layouts/home.html")
	s.want("/a.html", 200, "<p>good</p>", "home.html:3: no field", "This page is as it was before the change")
	s.want("/css/1.css", 200, "one")
	s.want("/css/2.css", 200, "two")
	s.want("/c.html", 500, "home.html:3: no field", "/-/live.js")

	// A removed record no longer has a page.
	s.save(Outcome{Site: site{}}, "data/x.toml")
	s.want("/a.html", 404, "Page not found")
	s.want("/css/1.css", 200, "one")

	s.save(Outcome{Site: site{"a.html": page("fixed")}}, "data/x.toml")
	s.want("/a.html", 200, "<p>fixed</p>", "", "live-bar\"", "as it was")
}

func TestNoSiteYet(t *testing.T) {
	s := newTestServer(t, Outcome{Err: errors.New("data/report.toml is missing"), Problems: []problem.Problem{wrong("data/x.toml", "m-x")}})
	for _, path := range []string{"/", "/draft/fr/"} {
		s.want(path, 503, "data/report.toml is missing", "m-x", "/-/live.js", "The preview appears here once this is fixed", "", `href="/"`, "draft/fr/paragraphs")
	}
	s.save(Outcome{Site: site{"draft/fr/index.html": page("home")}}, "data/report.toml")
	s.want("/draft/fr/", 200, "<p>home</p>")
}

func TestHead(t *testing.T) {
	s := newTestServer(t, Outcome{Site: site{"a.html": page("x")}})
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(http.MethodHead, "http://localhost/a.html", nil))
	if w.Code != http.StatusOK || w.Body.Len() > 0 || w.Header().Get("Content-Length") == "0" {
		t.Errorf("%d %v %q", w.Code, w.Header(), w.Body)
	}
}

// Every open page reloads after each change, immediately if it missed one.
func TestEvents(t *testing.T) {
	s := newTestServer(t, Outcome{Site: site{"a.html": page("x")}})
	seen := func() string {
		_, after, _ := strings.Cut(s.want("/a.html", 200), `data-seen="`)
		id, _, _ := strings.Cut(after, `"`)
		return id
	}
	srv := httptest.NewServer(s)
	defer srv.Close()
	connect := func(seen string) *bufio.Scanner {
		res, err := http.Get(srv.URL + "/-/events?seen=" + seen)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { res.Body.Close() })
		if kind := res.Header.Get("Content-Type"); kind != "text/event-stream" {
			t.Errorf("the events are %s", kind)
		}
		return bufio.NewScanner(res.Body)
	}
	next := func(events *bufio.Scanner) string {
		for events.Scan() {
			if line := events.Text(); line != "" && !strings.HasPrefix(line, ":") {
				return line
			}
		}
		return ""
	}
	first := seen()
	pages := []*bufio.Scanner{connect(first), connect(first), connect(first)}
	s.save(Outcome{Site: site{"a.html": page("y")}}, "data/a.toml")
	second := seen()
	if first == second {
		t.Fatalf("both states are %s", first)
	}
	for _, p := range append(pages, connect(first), connect("of-another-run"), connect("")) {
		if line := next(p); line != "event: reload" {
			t.Errorf("got %q", line)
		}
	}
	waits := connect(second)
	s.save(Outcome{Err: errors.New("broken")}, "data/a.toml")
	if line := next(waits); line != "event: reload" {
		t.Errorf("after a failed build: got %q", line)
	}
}

// No page of another site may frame a draft, whatever is asked for.
func TestFraming(t *testing.T) {
	s := newTestServer(t, Outcome{Site: site{"draft/fr/index.html": page("draft"), "a.css": "a"}})
	for _, path := range []string{"/draft/fr/", "/a.css", "/nothing/", ownPath + "problems", ownPath + "live.js"} {
		res, _ := s.get(path)
		if p := res.Header.Get("Content-Security-Policy"); !strings.Contains(p, "frame-ancestors 'self'") || res.Header.Get("X-Frame-Options") != "SAMEORIGIN" {
			t.Errorf("%s: the policy is %q, X-Frame-Options %q", path, p, res.Header.Get("X-Frame-Options"))
		}
	}
}

// The pages speak the language of the writer.
func TestInFrench(t *testing.T) {
	s := New(func(context.Context) Outcome {
		p := wrong("data/x.toml", "")
		p.Message, p.Hint = say.F("%s has no status", say.F("the paragraph %s‹ (%s)›", "4", "op04")), say.F("did you mean %s?", "x")
		return Outcome{Problems: []problem.Problem{p}}
	})
	s.Lang = "fr"
	s.Update(t.Context(), nil)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "http://localhost/-/problems", nil))
	page := strings.ReplaceAll(w.Body.String(), "\u00a0", " ")
	for _, want := range []string{`<html lang="fr">`, "<h1>1 erreur</h1>", "le paragraphe 4 (op04) n’a pas d’état d’avancement", "vouliez-vous dire x ?", "<strong class=\"live-problem__kind\">erreur</strong>"} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is not in\n%s", want, page)
		}
	}
}
