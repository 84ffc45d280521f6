package serve_test

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"rapporteur/generator/e2e"
	"rapporteur/generator/edition"
	"rapporteur/generator/serve"
)

// A page is shown with the reference that leads nowhere marked where it is, and with the
// problem.
func TestAstray(t *testing.T) {
	t.Parallel()
	p := e2e.NewProject(t, "small")
	p.Replace("data/paragraphs/op01.toml", "[source:office-2001,", "[source:ofice-2001,")
	p.Commit("draft")
	ctx, stop := context.WithCancel(t.Context())
	out, in := io.Pipe()
	done := make(chan error, 1)
	go func() {
		done <- serve.Run(ctx, serve.Options{
			Addr: "127.0.0.1:0", Stdout: in, Stderr: io.Discard, Now: time.Now, Lang: "en",
			Open: func(ctx context.Context) (*edition.Repo, error) { return edition.Open(ctx, p.Dir, edition.Options{}) },
		})
		in.Close()
	}()
	defer func() {
		stop()
		if err := <-done; err != nil {
			t.Error(err)
		}
	}()
	address, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatal(err)
	}
	page := get(t, strings.TrimSpace(address)+"draft/en/paragraphs/op01/")
	for _, want := range []string{"[source:ofice-2001, para. 3] (there is no such record)</mark>", "2 errors"} {
		if !strings.Contains(page, want) {
			t.Errorf("the page does not say %q:\n%s", want, page)
		}
	}
	if problems := get(t, strings.TrimSpace(address)+"-/problems"); !strings.Contains(problems, "there is no source") {
		t.Errorf("the page of problems does not name it:\n%s", problems)
	}
}

func get(t *testing.T, url string) string {
	t.Helper()
	resp, err := http.Get(url)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}
