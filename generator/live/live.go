// Package live shows a site to the person who writes it: it watches the files,
// has the site made anew when one of them changed, and tells the browser. What
// is wrong with the files stands on top of the page; a page that can no longer
// be made stays as it was. How a site is made is not known here.
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
)

// Site is one state of the pages. It may be asked by several goroutines.
type Site interface {
	// Front is the path of the page that a reader meets first: "draft/fr/".
	Front() string
	// ReadFile gives a file by its path from the root of the site. The error
	// is fs.ErrNotExist where there is none; another says why it cannot be
	// made.
	ReadFile(ctx context.Context, name string) ([]byte, error)
}

// Outcome is what came of reading the files.
type Outcome struct {
	Site     Site              // nil where the files make none; the one before is then shown on
	Problems []problem.Problem // sorted
	Err      error             // what is wrong beside the problems; nil where nothing is
}

// Server shows the newest site that could be made, and what is wrong. Only
// requests that name this machine as their host are answered, so that no page
// of elsewhere can read the draft by giving its own name this address.
type Server struct {
	build func(context.Context) Outcome
	run   string // differs from that of every other run of the program

	mu      sync.Mutex
	now     state
	changed chan struct{}     // closed when now is replaced
	good    map[string][]byte // each file as it was last shown, by path
}

// state is what is shown between two changes of the files.
type state struct {
	id       string // differs from that of every other state
	site     Site   // nil where none was ever made
	old      bool   // the site is of an earlier state, as this one makes none
	problems []problem.Problem
	err      error
	edited   []string // the files that changed, the last first
}

// New returns a Server with nothing to show before the first Update.
func New(build func(context.Context) Outcome) *Server {
	return &Server{build: build, run: rand.Text(), changed: make(chan struct{}), good: make(map[string][]byte)}
}

// Update has the site made anew and lets all open pages load again. Files are
// those that changed, the last first; none at the first time. It must not run
// twice at a time.
func (s *Server) Update(ctx context.Context, files []string) Outcome {
	made := s.build(ctx)
	s.mu.Lock()
	defer s.mu.Unlock()
	n, _ := strconv.Atoi(strings.TrimPrefix(s.now.id, s.run+"-"))
	next := state{id: fmt.Sprintf("%s-%d", s.run, n+1), site: made.Site, problems: made.Problems, err: made.Err, edited: s.now.edited}
	if next.site == nil {
		next.site, next.old = s.now.site, true
	}
	if len(files) > 0 {
		next.edited = slices.Clone(files)
	}
	s.now = next
	close(s.changed)
	s.changed = make(chan struct{})
	return made
}

func (s *Server) state() (state, <-chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now, s.changed
}

// own is the folder of the addresses that are the server's, not the site's.
const own = "/-/"

// ServeHTTP answers a browser on this machine.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !isHere(r.Host) {
		http.Error(w, "this preview answers to localhost and 127.0.0.1 alone", http.StatusForbidden)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "this preview is for reading", http.StatusMethodNotAllowed)
		return
	}
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	switch r.URL.Path {
	case own + "events":
		s.events(w, r)
	case own + "live.js":
		send(w, r, r.URL.Path, http.StatusOK, []byte(script))
	case own + "live.css":
		send(w, r, r.URL.Path, http.StatusOK, []byte(styles))
	case own + "problems":
		st, _ := s.state()
		s.message(w, r, st, http.StatusOK, "problems", problemsView(st))
	default:
		s.file(w, r)
	}
}

// events tells a page, by server-sent events, when it is to load again: at
// once if it is not of the newest state.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	seen := r.URL.Query().Get("seen")
	w.Header().Set("Content-Type", "text/event-stream")
	out := http.NewResponseController(w)
	say := func(text string) bool {
		_, err := fmt.Fprint(w, text)
		return err == nil && out.Flush() == nil
	}
	if !say(": connected\n\n") {
		return
	}
	for {
		st, changed := s.state()
		if st.id != seen {
			say("event: reload\ndata: " + st.id + "\n\n")
			return
		}
		select {
		case <-changed:
		case <-r.Context().Done():
			return
		}
	}
}

// file answers with a file of the site.
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
		// A page that cannot be made stays as it was, and so does what it
		// loads.
		b = before
		if html {
			st.err, st.old = errors.Join(st.err, err), true
		}
	}
	if html {
		if b, err = dress(b, st); err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
	}
	send(w, r, name, http.StatusOK, b)
}

// instead is the path of the draft's own page where the name is that of the
// same page in the current edition, as check prints it; empty where there is
// none.
func (s *Server) instead(ctx context.Context, site Site, name string) string {
	version, _, _ := strings.Cut(site.Front(), "/")
	page := version + "/" + strings.TrimSuffix(name, "/index.html")
	if _, err := s.read(ctx, site, page+"/index.html"); errors.Is(err, fs.ErrNotExist) {
		return ""
	}
	return "/" + page + "/"
}

// read gives a file of a site. A page that nobody waits for any more is made
// all the same: whoever comes next finds it.
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
}

// message answers with a page of the server's own.
func (s *Server) message(w http.ResponseWriter, r *http.Request, st state, code int, name string, view any) {
	var b bytes.Buffer
	if err := pages.ExecuteTemplate(&b, name, view); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'")
	html := bytes.Replace(b.Bytes(), []byte("</head>"), append(head(st), "</head>"...), 1)
	send(w, r, name+".html", code, html)
}

func send(w http.ResponseWriter, r *http.Request, name string, code int, b []byte) {
	w.Header().Set("Content-Type", contentType(path.Ext(name)))
	w.Header().Set("Content-Length", strconv.Itoa(len(b)))
	w.WriteHeader(code)
	if r.Method == http.MethodGet {
		// The browser has gone away; there is nobody to tell.
		_, _ = w.Write(b)
	}
}

// contentType does not ask the machine, which may know other types than the
// next one.
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
	case ".csv":
		return "text/csv; charset=utf-8"
	case ".xml":
		return "application/xml"
	case ".txt", ".toml":
		return "text/plain; charset=utf-8"
	}
	return "application/octet-stream"
}

// redirect leads to a path from the root.
func redirect(w http.ResponseWriter, to string) {
	w.Header().Set("Location", (&url.URL{Path: to}).String())
	w.WriteHeader(http.StatusFound)
}

// Settle is how long files must have stayed as they are before they are read:
// an editor writes a file in several steps.
const Settle = 50 * time.Millisecond
