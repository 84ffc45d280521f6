package live

import (
	"crypto/subtle"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"strings"

	"rapporteur/generator/problem"
	"rapporteur/generator/say"
)

// Editor answers the page on which records are edited. tab is a random word of the page,
// so that two of them do not share their edits.
type Editor interface {
	// Answer answers a request of the page in JSON.
	Answer(tab string, request []byte) []byte
	// Save writes the edits of a page to the files. ErrChanged says that one of them was
	// changed meanwhile, so that nothing was written.
	Save(tab string) error
	// Fix makes the edit that a problem carries in its file. ErrChanged says that the file is
	// no longer the one with the problem.
	Fix(problem.Problem) error
}

// ErrChanged says that a file is not what it was when it was read.
var ErrChanged = errors.New("changed")

// maxRequest is how long a request of the page may be, in bytes.
const maxRequest = 4 << 20

// edit answers the page on which records are edited. A page of another site can neither
// read the word that begins a session nor send the header that repeats it.
func (s *Server) edit(w http.ResponseWriter, r *http.Request) {
	if s.Editor == nil {
		http.NotFound(w, r)
		return
	}
	if r.Method == http.MethodGet {
		b, err := json.Marshal(map[string]string{"token": s.run + "-" + newTab()})
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		send(w, r, "token.json", http.StatusOK, b)
		return
	}
	tab, ok := s.tab(w, r)
	if !ok {
		return
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxRequest))
	if err != nil {
		http.Error(w, say.F("this is too long to be sent at once, more than %d MB", maxRequest>>20).In(s.Lang), http.StatusRequestEntityTooLarge)
		return
	}
	var q struct {
		Do string `json:"do"`
	}
	if json.Unmarshal(body, &q) == nil && q.Do == "save" {
		answer := map[string]string{}
		if err := s.Editor.Save(tab); err != nil {
			answer["error"] = say.ErrorIn(err, s.Lang)
		}
		b, err := json.Marshal(answer)
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
		reply(w, b)
		return
	}
	reply(w, s.Editor.Answer(tab, body))
}

// tab is the word of the page that sends a request; ok is false where it is not a page of
// this server, which is then told so.
func (s *Server) tab(w http.ResponseWriter, r *http.Request) (tab string, ok bool) {
	run, tab, _ := strings.Cut(r.Header.Get("X-Rapporteur-Token"), "-")
	if subtle.ConstantTimeCompare([]byte(run), []byte(s.run)) != 1 || tab == "" || r.Header.Get("Content-Type") != "application/json" || !sameOrigin(r) {
		http.Error(w, say.F("this is for the editor of the page alone; reload it").In(s.Lang), http.StatusForbidden)
		return "", false
	}
	return tab, true
}

// fix makes the edit of a problem that a page shows. Once it is written, the site is built
// again as after any other change.
func (s *Server) fix(w http.ResponseWriter, r *http.Request) {
	if s.Editor == nil {
		http.NotFound(w, r)
		return
	}
	if _, ok := s.tab(w, r); !ok {
		return
	}
	var q struct {
		Seen    string `json:"seen"`    // the state of which the page is
		Problem int    `json:"problem"` // its number among the problems of that state
	}
	now, _ := s.state()
	err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<10)).Decode(&q)
	if err == nil && (q.Seen != now.id || q.Problem < 0 || q.Problem >= len(now.problems) || now.problems[q.Problem].Edit.IsZero()) {
		err = ErrChanged
	}
	if err == nil {
		err = s.Editor.Fix(now.problems[q.Problem])
	}
	switch {
	case errors.Is(err, ErrChanged):
		http.Error(w, say.F("the file has changed since; try again").In(s.Lang), http.StatusConflict)
	case err != nil:
		http.Error(w, say.ErrorIn(err, s.Lang), http.StatusInternalServerError)
	default:
		reply(w, []byte("{}"))
	}
}

func reply(w http.ResponseWriter, b []byte) {
	w.Header().Set("Content-Type", "application/json")
	// An error means that the browser has closed the connection.
	_, _ = w.Write(b)
}

// sameOrigin reports whether a browser sends the request for a page of this server.
func sameOrigin(r *http.Request) bool {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" && site != "same-origin" {
		return false
	}
	o := r.Header.Get("Origin")
	return o == "" || o == "http://"+r.Host
}
