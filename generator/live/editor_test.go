package live

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"rapporteur/generator/problem"
)

type echo struct {
	saved error
	fixed string
}

func (e *echo) Answer(tab string, request []byte) []byte {
	return []byte(`{"id":"` + tab + `"}`)
}

func (e *echo) Save(string) error { return e.saved }

func (e *echo) Fix(p problem.Problem) error { e.fixed = p.Edit.New; return e.saved }

// The editor answers the pages of this server alone, each with a word of its own.
func TestEditor(t *testing.T) {
	s := New(func(context.Context) Outcome { return Outcome{} })
	e := &echo{saved: ErrChanged}
	s.Editor = e
	ask := func(method, body string, header ...string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(method, "http://127.0.0.1:1313/-/editor", strings.NewReader(body))
		for i := 0; i < len(header); i += 2 {
			r.Header.Set(header[i], header[i+1])
		}
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		return w
	}
	begin := func() string {
		var a map[string]string
		if err := json.Unmarshal(ask("GET", "").Body.Bytes(), &a); err != nil {
			t.Fatal(err)
		}
		return a["token"]
	}
	token := begin()
	if other := begin(); token == "" || token == other {
		t.Errorf("two pages have the words %q and %q", token, other)
	}
	const js = "application/json"
	for _, c := range []struct {
		name   string
		header []string
		code   int
	}{
		{"its own page", []string{"Content-Type", js, "X-Rapporteur-Token", token}, http.StatusOK},
		{"its own page, as browsers say", []string{"Content-Type", js, "X-Rapporteur-Token", token, "Origin", "http://127.0.0.1:1313", "Sec-Fetch-Site", "same-origin"}, http.StatusOK},
		{"no word", []string{"Content-Type", js}, http.StatusForbidden},
		{"a made-up word", []string{"Content-Type", js, "X-Rapporteur-Token", "AAAA-BBBB"}, http.StatusForbidden},
		{"the word of the run alone", []string{"Content-Type", js, "X-Rapporteur-Token", s.run}, http.StatusForbidden},
		{"a form of another site", []string{"Content-Type", "text/plain", "X-Rapporteur-Token", token}, http.StatusForbidden},
		{"another origin", []string{"Content-Type", js, "X-Rapporteur-Token", token, "Origin", "https://evil.example"}, http.StatusForbidden},
		{"another site", []string{"Content-Type", js, "X-Rapporteur-Token", token, "Sec-Fetch-Site", "cross-site"}, http.StatusForbidden},
	} {
		if w := ask("POST", `{"do":"load"}`, c.header...); w.Code != c.code || w.Header().Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s: %d %s, want %d", c.name, w.Code, w.Body, c.code)
		}
	}
	if w := ask("POST", `{"do":"save"}`, "Content-Type", js, "X-Rapporteur-Token", token); !strings.Contains(w.Body.String(), `"error":"changed"`) {
		t.Errorf("a save over changed files answers %s", w.Body)
	}
	e.saved = errors.New("the disk is full")
	if w := ask("POST", `{"do":"save"}`, "Content-Type", js, "X-Rapporteur-Token", token); !strings.Contains(w.Body.String(), "the disk is full") {
		t.Errorf("a save that fails answers %s", w.Body)
	}
	// The page shows what this says.
	if w := ask("POST", strings.Repeat("x", 5<<20), "Content-Type", js, "X-Rapporteur-Token", token); w.Code != http.StatusRequestEntityTooLarge || !strings.Contains(w.Body.String(), "more than 4 MB") {
		t.Errorf("a request that is too long answers %d: %s", w.Code, w.Body)
	}
	// The fix of a problem is made for a page that shows the newest state, and for no other.
	e.saved = nil
	build := s.build
	s.build = func(ctx context.Context) Outcome {
		out := build(ctx)
		out.Problems = []problem.Problem{{Rule: "no-edit"}, {Rule: "typo", Edit: problem.Edit{File: "data/x.toml", New: "right"}}}
		return out
	}
	s.Update(t.Context(), nil)
	fix := func(body string, header ...string) *httptest.ResponseRecorder {
		r := httptest.NewRequest("POST", "http://127.0.0.1:1313/-/fix", strings.NewReader(body))
		r.Header.Set("Content-Type", js)
		for i := 0; i < len(header); i += 2 {
			r.Header.Set(header[i], header[i+1])
		}
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		return w
	}
	now, _ := s.state()
	for _, c := range []struct {
		body string
		code int
	}{
		{`{"seen":"` + now.id + `","problem":0}`, http.StatusConflict},
		{`{"seen":"` + now.id + `","problem":2}`, http.StatusConflict},
		{`{"seen":"` + now.id + `","problem":-1}`, http.StatusConflict},
		{`{"seen":"another","problem":1}`, http.StatusConflict},
		{`{`, http.StatusInternalServerError},
	} {
		if w := fix(c.body, "X-Rapporteur-Token", token); w.Code != c.code || e.fixed != "" {
			t.Errorf("%s is answered with %d: %s", c.body, w.Code, w.Body)
		}
	}
	right := `{"seen":"` + now.id + `","problem":1}`
	if w := fix(right); w.Code != http.StatusForbidden || e.fixed != "" {
		t.Errorf("a page of another site is answered with %d", w.Code)
	}
	if w := fix(right, "X-Rapporteur-Token", token); w.Code != http.StatusOK || e.fixed != "right" {
		t.Errorf("%s is answered with %d: %s", right, w.Code, w.Body)
	}
	r := httptest.NewRequest("GET", "http://evil.example/-/editor", nil)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if w.Code != http.StatusForbidden {
		t.Errorf("another host is answered with %d", w.Code)
	}
}
