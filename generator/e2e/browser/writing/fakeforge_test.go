package writing

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"
)

// fakeForge is what the editor asks of GitHub and GitLab, on the loopback interface.
type fakeForge struct {
	*httptest.Server
	mu      sync.Mutex
	files   map[string]string // on the branch main
	mode    string            // what goes wrong: "expired", "rights", "refuse", "slow", "half", "drop"; empty for nothing
	blobs   map[string]string
	tree    map[string]string // of the last tree: contents, empty for a file that is gone
	branch  string            // that was made
	title   string            // of the proposal
	message string            // of the commit
	asked   []string          // methods and paths
	tokens  map[string]bool   // that were sent
}

const forgeToken = "right-token"

func newFakeForge(t *testing.T, files map[string]string) *fakeForge {
	f := &fakeForge{files: maps.Clone(files), blobs: make(map[string]string), tokens: make(map[string]bool)}
	f.Server = httptest.NewServer(http.HandlerFunc(f.answer))
	t.Cleanup(func() {
		f.CloseClientConnections()
		f.Close()
	})
	return f
}

func (f *fakeForge) set(mode string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.mode = mode
}

// made gives what was proposed last, and forgets it.
func (f *fakeForge) made() (title string, tree map[string]string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	title, tree = f.title, f.tree
	f.title, f.tree, f.branch = "", nil, ""
	return title, tree
}

func (f *fakeForge) answer(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Access-Control-Allow-Headers", "Authorization, Private-Token, Content-Type, Accept")
	h.Set("Access-Control-Allow-Methods", "GET, POST")
	if r.Method == http.MethodOptions {
		w.WriteHeader(http.StatusNoContent)
		return
	}
	f.mu.Lock()
	mode := f.mode
	f.asked = append(f.asked, r.Method+" "+r.URL.Path)
	f.mu.Unlock()
	switch {
	case mode == "expired":
		http.Error(w, `{"message":"Bad credentials"}`, http.StatusUnauthorized)
		return
	case mode == "rights" && r.Method == http.MethodPost:
		http.Error(w, `{"message":"Resource not accessible by personal access token"}`, http.StatusForbidden)
		return
	case mode == "refuse" && r.Method == http.MethodPost:
		http.Error(w, `{"message":"Validation Failed"}`, http.StatusUnprocessableEntity)
		return
	case mode == "slow":
		select {
		case <-r.Context().Done():
		case <-time.After(20 * time.Second):
		}
		return
	case mode == "half":
		fmt.Fprint(w, `{"object": {"sha`)
		return
	case mode == "drop":
		h.Set("Content-Length", "1000")
		fmt.Fprint(w, `{"object"`)
		return
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	token := r.Header.Get("Private-Token")
	if token == "" {
		token = strings.TrimPrefix(r.Header.Get("Authorization"), "Bearer ")
	}
	f.tokens[token] = true
	if token != forgeToken {
		http.Error(w, `{"message":"Bad credentials"}`, http.StatusUnauthorized)
		return
	}
	body, _ := io.ReadAll(r.Body)
	var q map[string]any
	_ = json.Unmarshal(body, &q)
	text := func(key string) string { s, _ := q[key].(string); return s }
	say := func(v any) { _ = json.NewEncoder(w).Encode(v) }
	path := r.URL.EscapedPath()
	_, name, isFile := strings.Cut(path, "/contents/")
	if !isFile {
		_, name, isFile = strings.Cut(path, "/repository/files/")
	}
	name, _ = url.PathUnescape(name)
	switch {
	case isFile:
		data, ok := f.files[name]
		if !ok {
			http.Error(w, `{"message":"Not Found"}`, http.StatusNotFound)
			return
		}
		say(map[string]string{"content": base64.StdEncoding.EncodeToString([]byte(data))})
	case strings.HasSuffix(path, "/git/ref/heads/main"):
		say(map[string]any{"object": map[string]string{"sha": "c0ffee"}})
	case strings.HasSuffix(path, "/git/commits/c0ffee"):
		say(map[string]any{"tree": map[string]string{"sha": "7ee"}})
	case strings.HasSuffix(path, "/git/blobs"):
		data, _ := base64.StdEncoding.DecodeString(text("content"))
		sha := fmt.Sprintf("b%d", len(f.blobs))
		f.blobs[sha] = string(data)
		say(map[string]string{"sha": sha})
	case strings.HasSuffix(path, "/git/trees"):
		f.tree = make(map[string]string)
		entries, _ := q["tree"].([]any)
		for _, e := range entries {
			entry, _ := e.(map[string]any)
			sha, _ := entry["sha"].(string)
			name, _ := entry["path"].(string)
			f.tree[name] = f.blobs[sha]
		}
		say(map[string]string{"sha": "7ee2"})
	case strings.HasSuffix(path, "/git/commits"):
		f.message = text("message")
		say(map[string]string{"sha": "c2"})
	case strings.HasSuffix(path, "/git/refs"):
		f.branch = strings.TrimPrefix(text("ref"), "refs/heads/")
		say(map[string]string{"ref": text("ref")})
	case strings.HasSuffix(path, "/pulls"):
		if text("head") != f.branch || text("base") != "main" {
			http.Error(w, `{"message":"Validation Failed"}`, http.StatusUnprocessableEntity)
			return
		}
		f.title = text("title")
		w.WriteHeader(http.StatusCreated)
		say(map[string]string{"html_url": f.URL + "/pull/1"})
	case strings.HasSuffix(path, "/repository/branches/main"):
		say(map[string]any{"commit": map[string]string{"id": "c0ffee"}})
	case strings.HasSuffix(path, "/repository/commits"):
		f.tree, f.branch, f.message = make(map[string]string), text("branch"), text("commit_message")
		actions, _ := q["actions"].([]any)
		for _, e := range actions {
			entry, _ := e.(map[string]any)
			content, _ := entry["content"].(string)
			data, _ := base64.StdEncoding.DecodeString(content)
			name, _ := entry["file_path"].(string)
			f.tree[name] = string(data)
		}
		say(map[string]string{"id": "c2"})
	case strings.HasSuffix(path, "/merge_requests"):
		f.title = text("title")
		say(map[string]string{"web_url": f.URL + "/merge/1"})
	default:
		http.Error(w, `{"message":"Not Found"}`, http.StatusNotFound)
	}
}
