package upload

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"rapporteur/generator/manifest"

	"gocloud.dev/blob"
	"gocloud.dev/blob/memblob"
)

var asset = "css/main." + strings.Repeat("0a", 32) + ".css"

// whole is what is sent of site at first.
var whole = "2001/data/a.csv " + asset + " 2001/en/index.html en/index.html index.html editions.json en/feed.xml SHA256SUMS manifest.json"

// site writes a build with these files besides its own.
func site(t *testing.T, more map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	files := map[string]string{
		"index.html": "<p>root", asset: "p{}", "en/index.html": "<p>now", "2001/en/index.html": "<p>2001",
		"2001/data/a.csv": "a", "en/feed.xml": "<feed/>", "editions.json": "{}", ".rapporteur": "ours",
	}
	for name, text := range more {
		if files[name] = text; text == "" {
			delete(files, name)
		}
	}
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	m := manifest.Manifest{
		Site: manifest.Site{Address: "/", Compressed: more["large.html.gz"] != ""}, Program: manifest.Program{Schema: 3, Hugo: "v1", Go: "go1"},
		Editions: []manifest.Edition{{ID: "2001", Commit: strings.Repeat("a", 40), Tree: strings.Repeat("a", 40)}},
	}
	if err := m.Write(dir, nil); err != nil {
		t.Fatal(err)
	}
	return dir
}

func run(t *testing.T, b *blob.Bucket, dir string, o Options) (*Plan, error) {
	t.Helper()
	build, err := Check(dir)
	if err != nil {
		t.Fatal(err)
	}
	return Run(t.Context(), b, build, o)
}

// sent deploys and compares what was sent and removed.
func sent(t *testing.T, b *blob.Bucket, dir string, o Options, send, remove string) {
	t.Helper()
	p, err := run(t, b, dir, o)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(p.Sends(), " "); got != send {
		t.Errorf("sends %s\nwant  %s", got, send)
	}
	if got := strings.Join(p.Removes(), " "); got != remove {
		t.Errorf("removes %q, want %q", got, remove)
	}
}

// same fails unless the storage holds the build and nothing else but what is named.
func same(t *testing.T, b *blob.Bucket, dir string, besides ...string) {
	t.Helper()
	build, err := Check(dir)
	if err != nil {
		t.Fatal(err)
	}
	there, err := (&deploy{bucket: b}).list(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range build.files {
		got, err := b.ReadAll(t.Context(), e.Path)
		if err != nil || manifest.Sum(got) != e.SHA256 {
			t.Errorf("%s is %q, %v", e.Path, got, err)
		}
		delete(there, e.Path)
	}
	for _, name := range append(besides, recordKey) {
		if _, ok := there[name]; !ok {
			t.Errorf("%s is gone", name)
		}
		delete(there, name)
	}
	for name := range there {
		t.Errorf("%s is left", name)
	}
}

func fill(t *testing.T, b *blob.Bucket, name, text string) {
	t.Helper()
	if err := b.WriteAll(t.Context(), name, []byte(text), nil); err != nil {
		t.Fatal(err)
	}
}

func TestDeploy(t *testing.T) {
	b := memblob.OpenBucket(nil)
	fill(t, b, "other/file.txt", "of somebody else")
	first := site(t, nil)
	sent(t, b, first, Options{DryRun: true}, whole, "")
	if there, _ := (&deploy{bucket: b}).list(t.Context()); len(there) != 1 {
		t.Fatalf("--dry-run left %v", there)
	}
	sent(t, b, first, Options{Jobs: 4}, whole, "")
	same(t, b, first, "other/file.txt")
	sent(t, b, first, Options{}, "", "")

	for name, want := range map[string]header{
		asset:                {"text/css; charset=utf-8", cacheForever, ""},
		"2001/en/index.html": {"text/html; charset=utf-8", cacheHour, ""},
		"en/index.html":      {"text/html; charset=utf-8", cacheShort, ""},
		"en/feed.xml":        {"application/atom+xml; charset=utf-8", cacheShort, ""},
	} {
		a, err := b.Attributes(t.Context(), name)
		if err != nil || (header{a.ContentType, a.CacheControl, a.ContentEncoding}) != want {
			t.Errorf("%s: %+v, %v", name, a, err)
		}
	}

	// An edition more, and a page less.
	second := site(t, map[string]string{"2002/en/index.html": "<p>2002", "en/index.html": "<p>newer", "2001/data/a.csv": ""})
	sent(t, b, second, Options{}, "2002/en/index.html en/index.html SHA256SUMS manifest.json", "2001/data/a.csv")
	same(t, b, second, "other/file.txt")

	// Changed and removed behind our back.
	fill(t, b, "en/index.html", "<p>other")
	if err := b.Delete(t.Context(), "editions.json"); err != nil {
		t.Fatal(err)
	}
	p, err := run(t, b, second, Options{})
	if err != nil || p.Restored != 2 || len(p.Sends()) != 2 {
		t.Errorf("%+v, %v", p, err)
	}
	same(t, b, second, "other/file.txt")

	// What a build has compressed is not sent: no storage chooses between files.
	large := strings.Repeat("<p>large", 1000)
	packed := map[string]string{"2002/en/index.html": "<p>2002", "en/index.html": "<p>newer", "2001/data/a.csv": "", "large.html": large, "large.html.gz": "gz", "large.html.br": "br", "own.html.gz": "gz"}
	sent(t, b, site(t, packed), Options{}, "own.html.gz large.html SHA256SUMS manifest.json", "")
	sent(t, b, second, Options{}, "SHA256SUMS manifest.json", "large.html own.html.gz")

	// Compressed: what browsers alone read is sent again.
	p, err = run(t, b, second, Options{Gzip: true})
	if err != nil || len(p.Sends()) != 5 {
		t.Errorf("%v, %v", p, err)
	}
	a, err := b.Attributes(t.Context(), "index.html")
	if err != nil || a.ContentEncoding != "gzip" {
		t.Errorf("%+v, %v", a, err)
	}
	sent(t, b, second, Options{Gzip: true}, "", "")
}

// Whatever file a deploy is interrupted at, the next one ends right, and no page is there
// without what comes before it.
func TestInterrupted(t *testing.T) {
	old, next := site(t, map[string]string{"old.html": "old"}), site(t, map[string]string{"2002/en/index.html": "<p>2002", "en/index.html": "<p>newer", "2002/data/a.csv": "b"})
	build, err := Check(next)
	if err != nil {
		t.Fatal(err)
	}
	for stop := stageAssets; stop <= stageLast; stop++ {
		b := memblob.OpenBucket(nil)
		if _, err := run(t, b, old, Options{}); err != nil {
			t.Fatal(err)
		}
		begun := time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)
		d := &deploy{Options{Jobs: 1}, b, build, mark{"killed", "process 7 on here\x1b", begun}.json()}
		p, err := d.ready(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		if err := d.lock(ctx); err != nil {
			t.Fatal(err)
		}
		p.sends = slices.DeleteFunc(p.sends, func(s send) bool { return s.stage > stop })
		p.sends = append(p.sends, send{entry: manifest.Entry{Path: "fails"}, stage: stop})
		if err := d.carryOut(ctx, p); err == nil {
			t.Fatal("it is not interrupted")
		}
		cancel()
		_, err = run(t, b, next, Options{Now: begun.Add(125 * time.Minute), Unlock: "00000000"})
		name := nameOf(d.mark)
		if err == nil || !strings.Contains(err.Error(), "process 7 on here began it 2 h 5 min ago, at 2001-02-03 04:05 UTC; nothing was sent; if it no longer runs, run this again with --unlock "+name) {
			t.Errorf("a mark that was left: %v", err)
		}
		if _, err := run(t, b, next, Options{Unlock: name}); err != nil {
			t.Fatal(err)
		}
		same(t, b, next)
	}
}

// list puts a file first in the manifest of a build.
func list(dir, path string) error {
	name := dir + "/manifest.json"
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	entry := `"files": [{"path": "` + path + `", "sha256": "` + strings.Repeat("0", 64) + `", "size": 1},`
	return os.WriteFile(name, []byte(strings.Replace(string(data), `"files": [`, entry, 1)), 0o644)
}

// Whatever a mark holds, it is named, and the deploy that finds it can take its place.
func TestMarks(t *testing.T) {
	begun := time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)
	for text, want := range map[string]string{
		"": "somebody began it at an unknown time", "{}": "somebody began it", "KILLED": "somebody began it", "[]": "somebody began it",
		string(mark{"x", "here", begun}.json()):                                           "here began it 0 min ago, at 2001-02-03 04:05 UTC",
		string(mark{"x", "here", begun.Add(time.Hour)}.json()):                            "here began it 0 min ago",
		string(mark{"x", "here", begun.Add(-75 * time.Hour)}.json()):                      "here began it 3 days ago",
		`{"holder": "` + strings.Repeat("x", 400) + `", "begun": "2001-02-03T04:05:06Z"}`: ": " + strings.Repeat("x", 300) + " began it",
	} {
		b := memblob.OpenBucket(nil)
		fill(t, b, lockKey, text)
		dir := site(t, nil)
		_, err := run(t, b, dir, Options{Now: begun})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", text, err)
			continue
		}
		_, name, _ := strings.Cut(err.Error(), "--unlock ")
		if _, err := run(t, b, dir, Options{Now: begun, Unlock: name}); err != nil {
			t.Errorf("%q: %v", text, err)
		}
		same(t, b, dir)
	}
	b := memblob.OpenBucket(nil)
	sent(t, b, site(t, nil), Options{Unlock: "0123abcd"}, whole, "") // of a mark that is gone
}

func TestRefused(t *testing.T) {
	b := memblob.OpenBucket(nil)
	fill(t, b, "index.html", "of somebody else")
	dir := site(t, nil)
	if _, err := run(t, b, dir, Options{}); err == nil || !strings.Contains(err.Error(), "such as index.html") {
		t.Errorf("a file of somebody else: %v", err)
	}
	if _, err := run(t, b, dir, Options{Adopt: true}); err != nil {
		t.Error(err)
	}
	same(t, b, dir)

	for name, change := range map[string]func(string) error{
		"en/index.html differs":    func(f string) error { return os.WriteFile(f+"/en/index.html", []byte("<p>NOW"), 0o644) },
		"en/index.html is missing": func(f string) error { return os.Remove(f + "/en/index.html") },
		"en/more is not listed":    func(f string) error { return os.WriteFile(f+"/en/more", nil, 0o644) },
		"SHA256SUMS differs":       func(f string) error { return os.WriteFile(f+"/SHA256SUMS", nil, 0o644) },
		"no finished build":        func(f string) error { return os.Remove(f + "/manifest.json") },
		"is damaged":               func(f string) error { return os.Truncate(f+"/manifest.json", 100) },
		"manifest.json is not a regular file": func(f string) error {
			return errors.Join(os.Remove(f+"/manifest.json"), os.Symlink("/dev/zero", f+"/manifest.json"))
		},
		"en/link is not a regular file":      func(f string) error { return os.Symlink("/etc", f+"/en/link") },
		"no valid files[0].path":             func(f string) error { return list(f, "../evil") },
		".rapporteur-deploy.json is missing": func(f string) error { return list(f, recordKey) },
	} {
		f := site(t, nil)
		if err := change(f); err != nil {
			t.Fatal(err)
		}
		if _, err := Check(f); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}

	// A build into the folder while it is sent.
	build, err := Check(dir)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(dir+"/index.html", []byte("x"), 0o644); err != nil {
		t.Fatal(err)
	}
	if _, err := Run(t.Context(), memblob.OpenBucket(nil), build, Options{}); err == nil || !strings.Contains(err.Error(), "index.html changed in") {
		t.Errorf("%v", err)
	}
}
