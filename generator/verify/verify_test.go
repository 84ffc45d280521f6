package verify

import (
	"context"
	"errors"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"rapporteur/generator/manifest"
	"rapporteur/generator/precompress"
	"rapporteur/generator/say"
)

// large is a file that has compressed variants.
var large = strings.Repeat("<p>the same again</p>\n", 100)

// packed writes the compressed variants of large, as if they were those of a text.
func packed(t *testing.T, dir, text string) {
	t.Helper()
	for _, name := range precompress.Variants("2001-01-31/fr/large.html", int64(len(large))) {
		data, err := precompress.Pack(name, []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(dir, name), string(data))
	}
}

// builtSite writes a site of two editions with its manifest, and returns both.
func builtSite(t *testing.T) (string, *manifest.Manifest) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"index.html": "root", "404.html": "none", "_headers": "/*", "fr/index.html": "current", "draft/fr/index.html": "draft",
		"2001-01-31/fr/large.html": large, "2001-01-31/fr/index.html": "one\ntwo é three\n", "2001-01-31/fr/a b.csv": "1,2\n", "2001-06-30/fr/r.pdf": "\x00pdf",
	} {
		write(t, filepath.Join(dir, name), text)
	}
	commit := strings.Repeat("a", 40)
	m := &manifest.Manifest{
		Site:    manifest.Site{Address: "/"},
		Program: manifest.Program{Hugo: "v1", Go: "go1"},
		Editions: []manifest.Edition{
			{ID: "2001-01-31", Commit: commit, Tree: commit, Tag: &manifest.Tag{Name: "edition/2001-01-31", Object: commit}},
			{ID: "2001-06-30", Commit: commit, Tree: commit},
		},
	}
	if err := m.Write(dir, nil); err != nil {
		t.Fatal(err)
	}
	return dir, m
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// said is what is wrong, a line for each part and each change.
func said(parts []Part) string {
	var b strings.Builder
	for _, p := range parts {
		b.WriteString(p.Name + ": " + string(p.State) + "\n")
		for _, c := range p.Wrong {
			b.WriteString(c.Path + " " + string(c.State) + ": " + c.What.String() + "\n")
		}
	}
	return b.String()
}

var ids = []string{"2001-01-31", "2001-06-30"}

// Each kind of change of the files is found in its part, in a folder and at an address.
func TestFiles(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(dir string, m *manifest.Manifest)
		want   string
		folder bool // a server does not tell
	}{
		{"nothing", func(string, *manifest.Manifest) {}, "", false},
		{"a byte", func(dir string, _ *manifest.Manifest) {
			write(t, filepath.Join(dir, "2001-01-31/fr/index.html"), "one\ntwo è three\n")
		}, "2001-01-31: altered\n2001-01-31/fr/index.html altered: line 2 says \"two è three\", and the repository gives \"two é three\"\n", false},
		{"an escape sequence", func(dir string, _ *manifest.Manifest) { write(t, filepath.Join(dir, "fr/index.html"), "\x1b[2J") }, `says "\x1b[2J"`, false},
		{"bytes", func(dir string, _ *manifest.Manifest) { write(t, filepath.Join(dir, "index.html"), "\x00\xff") }, "2 bytes are published, and the repository gives 4 others", false},
		{"more", func(dir string, _ *manifest.Manifest) {
			write(t, filepath.Join(dir, "404.html"), strings.Repeat("x", 3<<20))
		}, "404.html altered: it is larger than the repository gives it", false},
		{"a file less", func(dir string, _ *manifest.Manifest) { os.Remove(filepath.Join(dir, "2001-01-31/fr/a b.csv")) }, "2001-01-31/fr/a b.csv missing: the site lacks it", false},
		{"a file more", func(dir string, _ *manifest.Manifest) { write(t, filepath.Join(dir, "2001-06-30/fr/x.html"), "x") }, "2001-06-30: altered\n2001-06-30/fr/x.html extra: the repository does not give it", true},
		{"a hidden file more", func(dir string, _ *manifest.Manifest) { write(t, filepath.Join(dir, ".well-known/x"), "x") }, "site: altered\n.well-known/x extra", true},
		{"a file of the program's own", func(dir string, _ *manifest.Manifest) { write(t, filepath.Join(dir, ".rapporteur"), "x") }, "", false},
		{"a file more that is listed", func(dir string, m *manifest.Manifest) {
			write(t, filepath.Join(dir, "2001-06-30/fr/x.html"), "x")
			m.Write(dir, nil)
		}, "2001-06-30/fr/x.html extra: the repository does not give it", false},
		{"a byte, and the lists with it", func(dir string, m *manifest.Manifest) {
			write(t, filepath.Join(dir, "fr/index.html"), "currant")
			m.Write(dir, nil)
		}, "current: altered\nfr/index.html altered: line 1 says \"currant\"", false},
		{"the list alone", func(dir string, m *manifest.Manifest) {
			m.Files[0].SHA256 = strings.Repeat("0", 64)
			write(t, filepath.Join(dir, manifest.File), string(m.JSON()))
		}, "the file is right, but manifest.json lists another one", false},
		{"the sums alone", func(dir string, _ *manifest.Manifest) { write(t, filepath.Join(dir, manifest.Sums), "") }, "SHA256SUMS altered: it does not follow from manifest.json", false},
		{"a PDF", func(dir string, _ *manifest.Manifest) {
			write(t, filepath.Join(dir, "2001-06-30/fr/r.pdf"), "\x00pdg")
		}, "2001-06-30/fr/r.pdf altered: it is not as manifest.json lists it", false},
		{"a PDF that is not listed", func(dir string, m *manifest.Manifest) {
			m.Files = slices.DeleteFunc(m.Files, func(e manifest.Entry) bool { return strings.HasSuffix(e.Path, ".pdf") })
			write(t, filepath.Join(dir, manifest.File), string(m.JSON()))
		}, "2001-06-30/fr/r.pdf altered: manifest.json does not list it", false},
		{"compressed variants", func(dir string, m *manifest.Manifest) {
			packed(t, dir, large)
			m.Site.Compressed = true
			m.Write(dir, nil)
		}, "", false},
		{"variants that hold something else", func(dir string, m *manifest.Manifest) {
			packed(t, dir, strings.Replace(large, "same", "evil", 1))
			m.Site.Compressed = true
			m.Write(dir, nil)
		}, "2001-01-31: altered\n2001-01-31/fr/large.html.br altered: it is sent compressed in the place of 2001-01-31/fr/large.html, and holds something else\n2001-01-31/fr/large.html.gz altered", false},
		{"variants that hold nothing", func(dir string, m *manifest.Manifest) {
			for _, suffix := range []string{".br", ".gz"} {
				write(t, filepath.Join(dir, "2001-01-31/fr/large.html"+suffix), "no variant")
			}
			m.Site.Compressed = true
			m.Write(dir, nil)
		}, "2001-01-31/fr/large.html.br altered: it is sent", false},
		{"variants that hold more", func(dir string, m *manifest.Manifest) {
			packed(t, dir, large+strings.Repeat("x", 1<<20))
			m.Site.Compressed = true
			m.Write(dir, nil)
		}, "2001-01-31/fr/large.html.br altered: it is sent", false},
		{"variants of which the list knows others", func(dir string, m *manifest.Manifest) {
			packed(t, dir, large)
			m.Site.Compressed = true
			m.Write(dir, nil)
			data, err := precompress.Pack(".gz", []byte(large))
			if err != nil {
				t.Fatal(err)
			}
			data[9]++ // the system that compressed it
			write(t, filepath.Join(dir, "2001-01-31/fr/large.html.gz"), string(data))
		}, "2001-01-31/fr/large.html.gz altered: the file is right, but manifest.json lists another one", false},
		{"variants that are not there", func(dir string, m *manifest.Manifest) {
			m.Site.Compressed = true
			m.Write(dir, nil)
		}, "2001-01-31/fr/large.html.gz missing: the site lacks it", true},
		{"variants of a site without any", func(dir string, m *manifest.Manifest) { packed(t, dir, large) }, "2001-01-31/fr/large.html.gz extra: the repository does not give it", true},
		{"listed variants of a site without any", func(dir string, m *manifest.Manifest) {
			packed(t, dir, large)
			m.Write(dir, nil)
		}, "2001-01-31/fr/large.html.gz extra: the repository does not give it", false},
		{"a link", func(dir string, _ *manifest.Manifest) {
			os.Remove(filepath.Join(dir, "404.html"))
			os.Symlink("index.html", filepath.Join(dir, "404.html"))
		}, "404.html altered: it is a link", true},
	} {
		t.Run(c.name, func(t *testing.T) {
			built, _ := builtSite(t)
			if err := os.Remove(filepath.Join(built, "2001-06-30/fr/r.pdf")); err != nil {
				t.Fatal(err)
			}
			dir, m := builtSite(t)
			c.change(dir, m)
			srv := httptest.NewServer(http.FileServer(http.Dir(dir)))
			defer srv.Close()
			for _, at := range []string{dir, srv.URL + "/"} {
				claimed, err := ReadManifest(t.Context(), at)
				if err != nil {
					t.Fatal(err)
				}
				parts, err := Files(t.Context(), at, built, claimed, []string{"2001-06-30/fr/r.pdf"}, ids, func(say.Text) {})
				if err != nil {
					t.Fatal(err)
				}
				got, want := said(parts), c.want
				if c.folder && at != dir {
					continue
				}
				if want == "" && Bad(parts) || want != "" && !strings.Contains(got, want) {
					t.Errorf("%s: got\n%swant\n%s", at, got, want)
				}
				if len(parts) != 5 {
					t.Errorf("%s: %d parts:\n%s", at, len(parts), got)
				}
			}
		})
	}
}

// What a server cannot give is an error, and no verdict.
func TestServers(t *testing.T) {
	dir, _ := builtSite(t)
	files := http.FileServer(http.Dir(dir))
	elsewhere := httptest.NewServer(files)
	defer elsewhere.Close()
	busy := 0
	for name, c := range map[string]struct {
		serve http.HandlerFunc
		want  string
	}{
		"fine":      {files.ServeHTTP, ""},
		"busy once": {func(w http.ResponseWriter, r *http.Request) { busy++; answer(w, r, busy == 1, files) }, ""},
		"broken":    {func(w http.ResponseWriter, r *http.Request) { answer(w, r, true, files) }, "the server answers 503"},
		"leads away": {func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, elsewhere.URL+r.URL.Path, http.StatusFound)
		}, "it redirects to another host"},
		"leads in turns": {func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, r.URL.Path, http.StatusFound) }, "too many redirects"},
		"asks who it is": {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(401) }, "the server answers 401"},
		"has none":       {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(404) }, "has no manifest.json: it is not the site of a report"},
		"speaks to the terminal": {func(w http.ResponseWriter, _ *http.Request) {
			c, _, err := http.NewResponseController(w).Hijack()
			if err != nil {
				t.Error(err)
				return
			}
			_, _ = c.Write([]byte("HTTP/1.1 503 \x1b[2J\r\nContent-Length: 0\r\n\r\n"))
			c.Close()
		}, "the server answers 503 Service Unavailable"},
		"a page instead": {func(w http.ResponseWriter, _ *http.Request) { w.Write([]byte("<html>")) }, "cannot be read"},
	} {
		srv := httptest.NewServer(c.serve)
		_, err := ReadManifest(t.Context(), srv.URL)
		if (err == nil) != (c.want == "") || err != nil && !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil && strings.Contains(err.Error(), "\x1b") {
			t.Errorf("%s: %q", name, err)
		}
		if gone := errors.Is(err, fs.ErrNotExist); gone != (name == "has none") {
			t.Errorf("%s: gone is %v", name, gone)
		}
		srv.Close()
	}
	for _, location := range []string{"https://user:secret@example.org/", "http:///x/", "https://example.org/?x"} {
		if _, err := ReadManifest(t.Context(), location); err == nil || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: %v", location, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := ReadManifest(ctx, elsewhere.URL); !errors.Is(err, context.Canceled) {
		t.Errorf("interrupted: %v", err)
	}
}

// A file without an end, of which only the manifest of the site says that there is one, is not
// read.
func TestFileWithoutEnd(t *testing.T) {
	built, _ := builtSite(t)
	dir, m := builtSite(t)
	m.Files = append(m.Files, manifest.Entry{Path: "zzz.bin", SHA256: strings.Repeat("0", 64), Size: 1 << 50})
	for i, f := range m.Files {
		if f.Path == "2001-06-30/fr/r.pdf" {
			m.Files[i].Size = 1 << 50
		}
	}
	write(t, filepath.Join(dir, manifest.File), string(m.JSON()))
	files := http.FileServer(http.Dir(dir))
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/zzz.bin" && r.URL.Path != "/2001-06-30/fr/r.pdf" {
			files.ServeHTTP(w, r)
			return
		}
		for block := make([]byte, 1<<20); ; {
			if _, err := w.Write(block); err != nil {
				return
			}
		}
	}))
	defer srv.Close()
	parts, err := Files(t.Context(), srv.URL, built, m, []string{"2001-06-30/fr/r.pdf"}, ids, func(say.Text) {})
	if got := said(parts); err != nil || !strings.Contains(got, "zzz.bin extra: the repository does not give it") || !strings.Contains(got, "2001-06-30/fr/r.pdf altered: it is larger than the repository gives it") {
		t.Errorf("%v\n%s", err, got)
	}
}

func answer(w http.ResponseWriter, r *http.Request, busy bool, files http.Handler) {
	if busy {
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	}
	files.ServeHTTP(w, r)
}

// The manifest is read from a folder, from a file of any name, and from both addresses.
func TestReadManifest(t *testing.T) {
	dir, _ := builtSite(t)
	data, err := os.ReadFile(filepath.Join(dir, manifest.File))
	if err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(t.TempDir(), "published.json")
	write(t, copied, string(data))
	srv := httptest.NewServer(http.StripPrefix("/report", http.FileServer(http.Dir(dir))))
	defer srv.Close()
	for _, at := range []string{dir, dir + "/", copied, srv.URL + "/report", srv.URL + "/report/", srv.URL + "/report/manifest.json"} {
		if m, err := ReadManifest(t.Context(), at); err != nil || len(m.Editions) != 2 {
			t.Errorf("%s: %v", at, err)
		}
	}
}

// Each row of an edition that is not as the repository has it is named.
func TestEditions(t *testing.T) {
	_, computed := builtSite(t)
	other := strings.Repeat("b", 40)
	for _, c := range []struct {
		name   string
		change func(m *manifest.Manifest)
		newer  []manifest.Edition
		want   string
	}{
		{"nothing", func(*manifest.Manifest) {}, nil, "2001-01-31: verified\n2001-06-30: verified\n"},
		{"no tag when it was built", func(m *manifest.Manifest) { m.Editions[0].Tag = nil }, nil, "2001-01-31: verified\n"},
		{"another commit", func(m *manifest.Manifest) { m.Editions[0].Commit = other }, nil, "2001-01-31: altered\n altered: manifest.json has the commit " + other},
		{"another tree", func(m *manifest.Manifest) { m.Editions[0].Tree = other }, nil, "has the data tree " + other},
		{"another dump", func(m *manifest.Manifest) { m.Editions[1].SHA256 = other }, nil, "2001-06-30: altered\n altered: manifest.json has the hash of the canonical dump " + other + ", and the repository none"},
		{"withdrawn", func(m *manifest.Manifest) { m.Editions[0].Withdrawn = true }, nil, "has the withdrawal true, and the repository false"},
		{"a moved tag", func(m *manifest.Manifest) { m.Editions[0].Tag.Object = other }, nil, "the tag edition/2001-01-31 was moved: it was the object bbbbbbbbbbbb"},
		{"a tag that is gone", func(m *manifest.Manifest) {
			m.Editions[1].Tag = &manifest.Tag{Name: "edition/2001-06-30", Object: other}
		}, nil, "the tag edition/2001-06-30, which was there when the site was built, is gone"},
		{"signed by nobody", func(m *manifest.Manifest) {
			m.Editions[1].Signature = &manifest.Signature{Of: "commit", Status: "verified", By: "X"}
		}, nil, "has another signature"},
		{"an edition less", func(m *manifest.Manifest) { m.Editions = m.Editions[:1] }, nil, "2001-06-30: missing\n missing: manifest.json does not list it"},
		{"an edition more", func(m *manifest.Manifest) {
			m.Editions = append(m.Editions, manifest.Edition{ID: "2002-01-31", Commit: other, Tree: other})
		}, nil, "2002-01-31: extra\n extra: no commit in this history issued it"},
		{"an old site", func(*manifest.Manifest) {}, []manifest.Edition{{ID: "2002-01-31", Commit: other}}, "2002-01-31: missing\n missing: commit bbbbbbbbbbbb issued it after the site was built"},
	} {
		_, claimed := builtSite(t)
		c.change(claimed)
		if got := said(Editions(claimed, computed, c.newer)); !strings.Contains(got, c.want) {
			t.Errorf("%s: got\n%swant\n%s", c.name, got, c.want)
		}
	}
}

// An edition whose files are all gone is missing, not altered in each of them.
func TestJoin(t *testing.T) {
	editions := []Part{{Name: "a", State: Verified}, {Name: "b", State: Extra, Wrong: []Change{{"", Extra, say.F("no commit")}}}}
	files := []Part{
		{"a", Altered, 2, []Change{{"a/1", Missing, say.Text{}}, {"a/2", Missing, say.Text{}}}},
		{"b", Altered, 1, []Change{{"b/1", Extra, say.Text{}}}},
		{"site", Verified, 3, nil},
	}
	got := Join(editions, files)
	if want := "a: missing\n missing: the site has none of its files\nb: extra\n extra: no commit\nsite: verified\n"; said(got) != want {
		t.Errorf("got\n%swant\n%s", said(got), want)
	}
	if !Bad(got) || Bad(got[2:]) {
		t.Error("what is wrong is not counted")
	}
}
