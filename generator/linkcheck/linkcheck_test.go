package linkcheck

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/generator/check"
	"rapporteur/generator/say"
)

func TestFollow(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/there", "/moved-to":
		case "/moved":
			http.Redirect(w, r, "/moved-to", http.StatusMovedPermanently)
		case "/get-only":
			if r.Method == http.MethodHead {
				w.WriteHeader(http.StatusMethodNotAllowed)
			}
		case "/refuses":
			w.WriteHeader(http.StatusForbidden)
		default:
			w.WriteHeader(http.StatusNotFound)
		}
	}))
	defer server.Close()
	closed := httptest.NewServer(nil)
	closed.Close()

	var links []string
	for _, path := range []string{"/there", "/moved", "/get-only", "/refuses", "/gone"} {
		links = append(links, server.URL+path)
	}
	got, err := follow(t.Context(), server.Client(), append(links, closed.URL+"/x"))
	if err != nil {
		t.Fatal(err)
	}
	if a := got[closed.URL+"/x"]; a.Gone || !strings.Contains(a.Why.String(), "does not answer (") || strings.Contains(a.Why.String(), "/x") {
		t.Errorf("of a server that is off: %+v", a)
	}
	delete(got, closed.URL+"/x")
	want := check.Links{
		server.URL + "/refuses": {Why: say.F("answers %s", "403 Forbidden")},
		server.URL + "/gone":    {Gone: true, Why: say.F("answers %s", "404 Not Found")},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}

	if _, err := follow(t.Context(), server.Client(), []string{closed.URL}); err == nil || !strings.Contains(err.Error(), "is the network down?") {
		t.Errorf("without a network the error is %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := follow(ctx, server.Client(), links); err != context.Canceled {
		t.Errorf("interrupted, the error is %v", err)
	}
}
