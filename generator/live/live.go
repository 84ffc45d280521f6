// Package live serves a preview of a site to its authors. It watches the files,
// has the site rebuilt when they change, and makes open pages reload. Problems
// in the files are shown at the top of each page; a page that can no longer be
// built is shown as it was. The caller builds the site.
package live

import (
	"bytes"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"rapporteur/generator/problem"
	"rapporteur/generator/say"
)

// Site is one build of the site. It must be safe for concurrent use.
type Site interface {
	// Front returns the path of the front page: "draft/fr/".
	Front() string
	// ReadFile returns a file by its path from the root of the site. The error
	// is fs.ErrNotExist if there is no such file; any other error means that it
	// could not be built.
	ReadFile(ctx context.Context, name string) ([]byte, error)
}

// Outcome is the result of a build.
type Outcome struct {
	Site     Site              // nil if the build failed; the previous site is then still shown
	Problems []problem.Problem // sorted
	Err      error             // any other error; may be nil
}

// Server serves the last successful build and the problems of the latest one.
// It rejects requests whose Host is not this machine, so that a web page cannot
// read the draft by resolving its own host name to this address.
type Server struct {
	Lang string // of messages to the writer; English if empty. Set it before the first Update
	// Editor answers the page on which records are edited; nil where there is none. It is
	// set before the first request.
	Editor Editor

	build func(context.Context) Outcome
	run   string // random id of this run of the program

	mu      sync.Mutex
	now     state
	changed chan struct{}     // closed when now is replaced
	good    map[string][]byte // each file as last served, by path
	shown   string            // path of the page that was last served
}

// state is the result of one Update.
type state struct {
	id       string // unique
	site     Site   // nil if no build has succeeded yet
	stale    bool   // site is from an earlier state, because this build failed
	problems []problem.Problem
	err      error
	edited   []string // the changed files, most recent first
	lang     string   // of the reader; English if empty
}

// New returns a Server. It has nothing to show before the first Update.
func New(build func(context.Context) Outcome) *Server {
	return &Server{build: build, run: rand.Text(), changed: make(chan struct{}), good: make(map[string][]byte)}
}

// Update rebuilds the site and reloads all open pages. files are the changed
// files, most recent first; none the first time. Update must not be called
// concurrently.
func (s *Server) Update(ctx context.Context, files []string) Outcome {
	out := s.build(ctx)
	s.mu.Lock()
	defer s.mu.Unlock()
	n, _ := strconv.Atoi(strings.TrimPrefix(s.now.id, s.run+"-"))
	next := state{id: fmt.Sprintf("%s-%d", s.run, n+1), site: out.Site, problems: out.Problems, err: out.Err, edited: s.now.edited, lang: s.Lang}
	if next.site == nil {
		next.site, next.stale = s.now.site, true
	}
	if len(files) > 0 {
		next.edited = slices.Clone(files)
	}
	s.now = next
	close(s.changed)
	s.changed = make(chan struct{})
	return out
}

func (s *Server) state() (state, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now, s.changed
}

// ownPath is the prefix of the paths that belong to the server, not the site.
const ownPath = "/-/"

func newTab() string { return rand.Text() }

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !isHere(r.Host) {
		http.Error(w, say.F("this preview answers only requests to localhost or 127.0.0.1").In(s.Lang), http.StatusForbidden)
		return
	}
	var answer http.HandlerFunc
	switch {
	case r.URL.Path == ownPath+"editor" && (r.Method == http.MethodGet || r.Method == http.MethodPost):
		answer = s.edit
	case r.URL.Path == ownPath+"fix" && r.Method == http.MethodPost:
		answer = s.fix
	}
	if answer != nil {
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Cross-Origin-Resource-Policy", "same-origin")
		answer(w, r)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, say.F("this preview is read-only").In(s.Lang), http.StatusMethodNotAllowed)
		return
	}
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	// A page of another site may not show a draft within it and lead clicks there.
	h.Set("X-Frame-Options", "SAMEORIGIN")
	h.Set("Content-Security-Policy", "frame-ancestors 'self'")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	switch r.URL.Path {
	case ownPath + "events":
		s.events(w, r)
	case ownPath + "live.js":
		send(w, r, r.URL.Path, http.StatusOK, []byte(script))
	case ownPath + "live.css":
		send(w, r, r.URL.Path, http.StatusOK, []byte(styles))
	case ownPath + "problems":
		st, _ := s.state()
		s.message(w, r, st, http.StatusOK, "problems", problemsView(st))
	default:
		s.file(w, r)
	}
}

// events sends a page the server-sent event that makes it reload: immediately if
// the page is not of the latest state, else at the next one.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	seen := r.URL.Query().Get("seen")
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	send := func(text string) bool {
		_, err := fmt.Fprint(w, text)
		return err == nil && out.Flush() == nil
	}
	if !send(": connected\n\n") {
		return
	}
	for {
		st, changed := s.state()
		if st.id != seen {
			send("event: reload\ndata: " + st.id + "\n\n")
			return
		}
		select {
		case <-changed:
		case <-r.Context().Done():
			return
		}
	}
}

// file serves a file of the site.
func (s *Server) file(w http.ResponseWriter, r *http.Request) {
	st, _ := s.state()
	if st.site == nil {
		s.message(w, r, st, http.StatusServiceUnavailable, "problems", problemsView(st))
		return
	}
	name := strings.TrimPrefix(path.Clean("/"+r.URL.Path), "/")
	if name == "" {
		redirect(w, "/"+st.site.Front())
		return
	}
	if strings.HasSuffix(r.URL.Path, "/") {
		name += "/index.html"
	}
	b, err := s.read(r.Context(), st.site, name)
	if errors.Is(err, fs.ErrNotExist) && !strings.HasSuffix(r.URL.Path, "/") {
		if _, err := s.read(r.Context(), st.site, name+"/index.html"); err == nil {
			redirect(w, "/"+name+"/")
			return
		}
	}
	html := strings.HasSuffix(name, ".html")
	before, shown := s.before(name)
	switch {
	case err == nil:
		s.remember(name, b)
	case errors.Is(err, fs.ErrNotExist) && (html || !shown):
		s.message(w, r, st, http.StatusNotFound, "missing", missingView(st, r.URL.Path, s.instead(r.Context(), st.site, name)))
		return
	case !errors.Is(err, fs.ErrNotExist) && !shown:
		st.err = errors.Join(st.err, err)
		s.message(w, r, st, http.StatusInternalServerError, "problems", problemsView(st))
		return
	default:
		// A page that cannot be built is served as it was, with the files that
		// it loads.
		b = before
		if html {
			st.err, st.stale = errors.Join(st.err, err), true
		}
	}
	if html {
		if b, err = addToPage(b, st); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
	}
	send(w, r, name, http.StatusOK, b)
}

// instead returns the path of the page in the draft if name is the path of the
// same page in the current edition, as check prints it; "" if there is none.
func (s *Server) instead(ctx context.Context, site Site, name string) string {
	version, _, _ := strings.Cut(site.Front(), "/")
	page := version + "/" + strings.TrimSuffix(name, "/index.html")
	if _, err := s.read(ctx, site, page+"/index.html"); errors.Is(err, fs.ErrNotExist) {
		return ""
	}
	return "/" + page + "/"
}

// read returns a file of a site. It is not cancelled with the request, so that
// the page is ready for the next one.
func (s *Server) read(ctx context.Context, site Site, name string) ([]byte, error) {
	return site.ReadFile(context.WithoutCancel(ctx), name)
}

func (s *Server) before(name string) ([]byte, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	b, ok := s.good[name]
	return b, ok
}

func (s *Server) remember(name string, b []byte) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.good[name] = b
	if strings.HasSuffix(name, ".html") {
		s.shown = name
	}
}

// Shown is the path of the page that was last served, which is asked for again after an
// Update: a build may have it ready. It is empty before the first page.
func (s *Server) Shown() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.shown
}

// message serves one of the server's own pages.
func (s *Server) message(w http.ResponseWriter, r *http.Request, st state, code int, name string, view any) {
	var b bytes.Buffer
	if err := pagesIn(s.Lang).ExecuteTemplate(&b, name, view); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'self'")
	html := bytes.Replace(b.Bytes(), []byte("</head>"), append(head(st), "</head>"...), 1)
	send(w, r, name+".html", code, html)
}

func send(w http.ResponseWriter, r *http.Request, name string, code int, b []byte) {
	w.Header().Set("Content-Type", contentType(path.Ext(name)))
	w.Header().Set("Content-Length", strconv.Itoa(len(b)))
	w.WriteHeader(code)
	if r.Method == http.MethodGet {
		// An error means that the browser has closed the connection.
		_, _ = w.Write(b)
	}
}

// contentType does not use mime.TypeByExtension, which depends on the machine.
func contentType(ext string) string {
	switch ext {
	case ".html":
		return "text/html; charset=utf-8"
	case ".css":
		return "text/css; charset=utf-8"
	case ".js":
		return "text/javascript; charset=utf-8"
	case ".json":
		return "application/json"
	case ".svg":
		return "image/svg+xml"
	case ".png":
		return "image/png"
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".webp":
		return "image/webp"
	case ".csv":
		return "text/csv; charset=utf-8"
	case ".xml":
		return "application/xml"
	case ".txt", ".toml":
		return "text/plain; charset=utf-8"
	}
	return "application/octet-stream"
}

// redirect redirects to a path from the root.
func redirect(w http.ResponseWriter, to string) {
	w.Header().Set("Location", (&url.URL{Path: to}).String())
	w.WriteHeader(http.StatusFound)
}

// Settle is the time for which files must be unchanged before they are read:
// editors write a file in several steps.
const Settle = 50 * time.Millisecond
