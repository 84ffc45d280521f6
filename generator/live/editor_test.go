package live

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

type echo struct{ saved error }

func (e *echo) Answer(tab string, request []byte) []byte {
	return []byte(`{"id":"` + tab + `"}`)
}

func (e *echo) Save(string) error { return e.saved }

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
	r := httptest.NewRequest("GET", "http://evil.example/-/editor", nil)
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	if w.Code != http.StatusForbidden {
		t.Errorf("another host is answered with %d", w.Code)
	}
}
