package edition

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// runGit runs git in dir, without the user's settings.
func runGit(t testing.TB, dir string, args ...string) string {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = dir
	cmd.Env = append(gitEnv(),
		"GIT_AUTHOR_NAME=Test", "GIT_AUTHOR_EMAIL=test@example.org", "GIT_AUTHOR_DATE=2009-01-01T00:00:00Z",
		"GIT_COMMITTER_NAME=Test", "GIT_COMMITTER_EMAIL=test@example.org", "GIT_COMMITTER_DATE=2009-01-01T00:00:00Z")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("git %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return strings.TrimSpace(string(out))
}

func gitEnv() []string {
	return []string{
		"PATH=" + os.Getenv("PATH"), "SystemRoot=" + os.Getenv("SystemRoot"),
		"GIT_CONFIG_NOSYSTEM=1", "GIT_CONFIG_GLOBAL=" + os.DevNull, "GIT_TERMINAL_PROMPT=0",
		// Background maintenance would outlive the folder of the test.
		"GIT_CONFIG_COUNT=2", "GIT_CONFIG_KEY_0=gc.auto", "GIT_CONFIG_VALUE_0=0",
		"GIT_CONFIG_KEY_1=maintenance.auto", "GIT_CONFIG_VALUE_1=false",
	}
}

// newGit creates a repository with two editions and a draft and returns its
// folder, with symbolic links resolved.
func newGit(t testing.TB) string {
	t.Helper()
	dir := tempDir(t)
	runGit(t, dir, "init", "-q", "-b", "main")
	commitFiles(t, dir, draft("2007-12-18"))
	commitFiles(t, dir, issued("2007-12-18"))
	commitFiles(t, dir, draft("2008-07-31"))
	commitFiles(t, dir, issued("2008-07-31"))
	commitFiles(t, dir, draft("2008-12-31"))
	return dir
}

func tempDir(t testing.TB) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// commitFiles commits files and returns the hash.
func commitFiles(t testing.TB, dir string, files map[string]string) string {
	t.Helper()
	for name, body := range files {
		writeFile(t, filepath.Join(dir, name), body)
	}
	runGit(t, dir, "add", ".")
	runGit(t, dir, "commit", "-q", "-m", "a commit")
	return runGit(t, dir, "rev-parse", "HEAD")
}

func writeFile(t testing.TB, name, body string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	os.Remove(name) // git makes its objects read-only
	if err := os.WriteFile(name, []byte(body), 0o666); err != nil {
		t.Fatal(err)
	}
}

func open(t testing.TB, location string) *Repo {
	t.Helper()
	r, err := Open(t.Context(), location, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { r.Close() })
	return r
}

// ids lists the editions in the history of rev, or returns the error text.
func ids(t testing.TB, r *Repo, rev string) string {
	t.Helper()
	s, err := r.Series(t.Context(), rev)
	if err != nil {
		return err.Error()
	}
	var list []string
	for _, e := range s.Editions {
		list = append(list, e.ID)
	}
	return strings.Join(list, " ")
}

const both = "2007-12-18 2008-07-31"

func TestOpen(t *testing.T) {
	dir := newGit(t)
	writeFile(t, filepath.Join(dir, "a/b/c.txt"), "in no commit")
	side := tempDir(t)
	runGit(t, dir, "worktree", "add", "-q", "--detach", filepath.Join(side, "linked"), "HEAD~1")
	runGit(t, dir, "clone", "-q", "--bare", dir, filepath.Join(side, "bare.git"))
	runGit(t, dir, "clone", "-q", "--separate-git-dir", filepath.Join(side, "apart"), dir, filepath.Join(side, "tree"))
	runGit(t, dir, "-c", "protocol.file.allow=always", "clone", "-q", "--shared", dir, filepath.Join(side, "shared"))
	runGit(t, dir, "clone", "-q", "--no-local", dir, filepath.Join(side, "packed"))
	runGit(t, filepath.Join(side, "packed"), "pack-refs", "--all")
	if err := os.Symlink(filepath.Join(dir, "a"), filepath.Join(side, "link")); err != nil {
		t.Fatal(err)
	}
	// A path in alternates is relative to the objects folder.
	runGit(t, dir, "clone", "-q", "--shared", dir, filepath.Join(side, "relative"))
	rel, err := filepath.Rel(filepath.Join(side, "relative/.git/objects"), filepath.Join(dir, ".git/objects"))
	if err != nil {
		t.Fatal(err)
	}
	writeFile(t, filepath.Join(side, "relative/.git/objects/info/alternates"), "# borrowed\n"+rel+"\n")
	runGit(t, dir, "clone", "-q", "--shared", filepath.Join(side, "relative"), filepath.Join(side, "twice"))

	tests := []struct{ name, path, root string }{
		{"working tree", dir, dir},
		{"folder inside", filepath.Join(dir, "a/b"), dir},
		{"file inside", filepath.Join(dir, "a/b/c.txt"), dir},
		{"link to a folder inside", filepath.Join(side, "link/b"), dir},
		{"its .git", filepath.Join(dir, ".git"), dir},
		{"linked worktree", filepath.Join(side, "linked"), filepath.Join(side, "linked")},
		{"folder in a linked worktree", filepath.Join(side, "linked/data"), filepath.Join(side, "linked")},
		{"bare", filepath.Join(side, "bare.git"), ""},
		{"folder in a bare one", filepath.Join(side, "bare.git/refs"), ""},
		{"separate git dir", filepath.Join(side, "tree"), filepath.Join(side, "tree")},
		{"shared", filepath.Join(side, "shared"), filepath.Join(side, "shared")},
		{"shared, relative", filepath.Join(side, "relative"), filepath.Join(side, "relative")},
		{"shared, through another", filepath.Join(side, "twice"), filepath.Join(side, "twice")},
		{"packed", filepath.Join(side, "packed"), filepath.Join(side, "packed")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r := open(t, test.path)
			if r.Root != test.root {
				t.Errorf("root %q, want %q", r.Root, test.root)
			}
			if got := ids(t, r, ""); got != both {
				t.Errorf("got %q", got)
			}
			if (r.WorkingTree() != nil) != (test.root != "") {
				t.Errorf("working tree %v of root %q", r.WorkingTree(), test.root)
			}
			s, err := r.Series(t.Context(), "")
			if err != nil {
				t.Fatal(err)
			}
			b, err := fs.ReadFile(r.Tree(s.Current().Commit), "data/report.toml")
			if err != nil || !strings.Contains(string(b), `id = "2008-07-31"`) {
				t.Errorf("report.toml of the current edition: %q, %v", b, err)
			}
		})
	}

	for location, from := range map[string]string{"": dir, ".": filepath.Join(dir, "a"), "../bare.git/..": filepath.Join(side, "linked")} {
		r, err := Open(t.Context(), location, Options{Dir: from})
		if location == "../bare.git/.." {
			checkError(t, err, "not in a git repository")
			continue
		}
		if err != nil || r.Root != dir {
			t.Errorf("%q from %s: %v", location, from, err)
		}
	}

	r := open(t, dir)
	b, err := fs.ReadFile(r.WorkingTree(), "a/b/c.txt")
	if err != nil || string(b) != "in no commit" {
		t.Errorf("the working tree has %q, %v", b, err)
	}
	// A linked worktree has its own HEAD.
	head, err := open(t, filepath.Join(side, "linked")).Resolve(t.Context(), "HEAD")
	if want := runGit(t, dir, "rev-parse", "HEAD~1"); err != nil || head.Commit != want {
		t.Errorf("HEAD of the linked worktree is %v, %v, want %s", head.Commit, err, want)
	}
}

func TestOpenErrors(t *testing.T) {
	configured := func(lines ...string) func(t *testing.T) string {
		return func(t *testing.T) string {
			dir := newGit(t)
			config := filepath.Join(dir, ".git/config")
			b, err := os.ReadFile(config)
			if err != nil {
				t.Fatal(err)
			}
			writeFile(t, config, string(b)+strings.Join(lines, "\n")+"\n")
			return dir
		}
	}
	v1 := "[core]\nrepositoryformatversion = 1"
	tests := []struct {
		name string
		make func(t *testing.T) string
		want []string // none if it opens and has both editions
	}{
		{"no repository", func(t *testing.T) string { return tempDir(t) }, []string{"not in a git repository", "--repo"}},
		{"no folder", func(t *testing.T) string { return filepath.Join(tempDir(t), "none") }, []string{"not found", "check the path"}},
		{"empty .git", func(t *testing.T) string {
			dir := tempDir(t)
			if err := os.Mkdir(filepath.Join(dir, ".git"), 0o777); err != nil {
				t.Fatal(err)
			}
			return dir
		}, []string{"not in a git repository"}},
		{"linked worktree without its repository", func(t *testing.T) string {
			dir := tempDir(t)
			writeFile(t, filepath.Join(dir, ".git"), "gitdir: ../gone/.git/worktrees/a\n")
			return dir
		}, []string{"was not found", "git worktree repair"}},
		{".git that is another file", func(t *testing.T) string {
			dir := tempDir(t)
			writeFile(t, filepath.Join(dir, ".git"), "hello\n")
			return dir
		}, []string{"was not found"}},
		{"sha256", func(t *testing.T) string {
			dir := tempDir(t)
			runGit(t, dir, "init", "-q", "--object-format=sha256")
			commitFiles(t, dir, issued("2008-07-31"))
			return dir
		}, []string{"SHA-256", "--object-format=sha1"}},
		{"reftable", configured(v1, "[extensions]", "refStorage = reftable"), []string{"reftable", "git refs migrate"}},
		{"unknown extension", configured(v1, "[extensions]", "compatObjectFormat = sha256"), []string{"compatObjectFormat", "clone it"}},
		{"unknown format", configured("[core]", "repositoryformatversion = 2"), []string{"format version 2", "clone it"}},
		{"malformed configuration", configured("[core"), []string{"config cannot be read", "correct the file"}},
		{"harmless extensions", configured(v1, "[extensions]", "worktreeConfig = true", "preciousObjects = true",
			"relativeWorktrees = true", "objectFormat = sha1", "refStorage = files", "noop = x"), nil},
		{"per-worktree configuration", func(t *testing.T) string {
			dir := newGit(t)
			runGit(t, dir, "sparse-checkout", "set", "data")
			return dir
		}, nil},
		{"alternates missing", func(t *testing.T) string {
			dir := newGit(t)
			writeFile(t, filepath.Join(dir, ".git/objects/info/alternates"), "/nowhere/objects\n")
			return dir
		}, []string{"/nowhere/objects", "--shared"}},
		{"its own alternate", func(t *testing.T) string {
			dir := newGit(t)
			writeFile(t, filepath.Join(dir, ".git/objects/info/alternates"), ".\n")
			return dir
		}, []string{"borrows objects"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			dir := test.make(t)
			if test.want == nil {
				if got := ids(t, open(t, dir), ""); got != both {
					t.Errorf("got %q", got)
				}
				return
			}
			_, err := Open(t.Context(), dir, Options{})
			checkError(t, err, test.want...)
		})
	}
}

func TestUnreadableHistory(t *testing.T) {
	object := func(dir, rev string) string {
		h := runGit(t, dir, "rev-parse", rev)
		return filepath.Join(dir, ".git/objects", h[:2], h[2:])
	}
	allowFilter := func(t *testing.T) string {
		dir := newGit(t)
		runGit(t, dir, "config", "uploadpack.allowFilter", "true")
		return dir
	}
	tests := []struct {
		name string
		make func(t *testing.T) string
		want []string
	}{
		{"no commits", func(t *testing.T) string {
			dir := tempDir(t)
			runGit(t, dir, "init", "-q", "-b", "main")
			return dir
		}, []string{`branch "main"`, "no commits yet", "commit the report first"}},
		{"shallow", func(t *testing.T) string {
			dir := filepath.Join(tempDir(t), "clone")
			runGit(t, ".", "clone", "-q", "--depth=2", "file://"+newGit(t), dir)
			return dir
		}, []string{"shallow", "git fetch --unshallow", "fetch-depth: 0"}},
		{"partial", func(t *testing.T) string {
			dir := filepath.Join(tempDir(t), "clone")
			runGit(t, ".", "clone", "-q", "--filter=blob:none", "file://"+allowFilter(t), dir)
			return dir
		}, []string{"partial clone", "git fetch --refetch --no-filter origin"}},
		{"partial without trees", func(t *testing.T) string {
			dir := filepath.Join(tempDir(t), "clone")
			runGit(t, ".", "clone", "-q", "--bare", "--filter=tree:0", "file://"+allowFilter(t), dir)
			return dir
		}, []string{"partial clone"}},
		{"damaged commit", func(t *testing.T) string {
			dir := newGit(t)
			writeFile(t, object(dir, "HEAD~2"), "rubbish")
			return dir
		}, []string{"damaged", "git fsck"}},
		{"empty object", func(t *testing.T) string {
			dir := newGit(t)
			writeFile(t, object(dir, "HEAD~2:data/report.toml"), "")
			return dir
		}, []string{"damaged", "git fsck"}},
		{"object with other content", func(t *testing.T) string {
			dir := newGit(t)
			b, err := os.ReadFile(object(dir, "HEAD:README.md"))
			if err != nil {
				t.Fatal(err)
			}
			writeFile(t, object(dir, "HEAD~1:data/report.toml"), string(b))
			return dir
		}, []string{"damaged", "content and hash differ"}},
		{"missing object", func(t *testing.T) string {
			dir := newGit(t)
			if err := os.Remove(object(dir, "HEAD~1:data/report.toml")); err != nil {
				t.Fatal(err)
			}
			return dir
		}, []string{"missing", "git fsck"}},
		{"damaged pack", func(t *testing.T) string {
			dir := newGit(t)
			runGit(t, dir, "gc", "-q")
			packs, err := filepath.Glob(filepath.Join(dir, ".git/objects/pack/*.pack"))
			if err != nil || len(packs) != 1 {
				t.Fatal(packs, err)
			}
			b, err := os.ReadFile(packs[0])
			if err != nil {
				t.Fatal(err)
			}
			for i := 20; i < len(b)-20; i++ {
				b[i] ^= 0x55
			}
			writeFile(t, packs[0], string(b))
			return dir
		}, []string{"damaged", "git fsck"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := open(t, test.make(t)).Series(t.Context(), "")
			checkError(t, err, test.want...)
			if test.name == "no commits" != errors.Is(err, ErrNoCommits) {
				t.Errorf("%v is ErrNoCommits: %v", err, errors.Is(err, ErrNoCommits))
			}
		})
	}
}

// The advice in the errors works.
func TestRemedies(t *testing.T) {
	from := newGit(t)
	runGit(t, from, "config", "uploadpack.allowFilter", "true")

	shallow := filepath.Join(tempDir(t), "clone")
	runGit(t, ".", "clone", "-q", "--depth=2", "file://"+from, shallow)
	runGit(t, shallow, "fetch", "-q", "--unshallow")
	if got := ids(t, open(t, shallow), ""); got != both {
		t.Errorf("after --unshallow: %s", got)
	}

	partial := filepath.Join(tempDir(t), "clone")
	runGit(t, ".", "clone", "-q", "--filter=blob:none", "file://"+from, partial)
	runGit(t, partial, "fetch", "-q", "--refetch", "--no-filter", "origin")
	if got := ids(t, open(t, partial), ""); got != both {
		t.Errorf("after --refetch: %s", got)
	}
}

func TestResolve(t *testing.T) {
	dir := newGit(t)
	runGit(t, dir, "branch", "feature/maps", "HEAD~1")
	runGit(t, dir, "tag", "v1", "HEAD~2")
	runGit(t, dir, "tag", "-a", "-m", "annotated", "v2", "HEAD~1")
	runGit(t, dir, "tag", "both", "HEAD~1")
	runGit(t, dir, "branch", "both", "HEAD~2")
	runGit(t, dir, "tag", "tree", "HEAD^{tree}")
	runGit(t, dir, "branch", "2007-12-18", "HEAD")
	runGit(t, dir, "update-ref", "refs/remotes/origin/review", "HEAD~3")
	at := func(rev string) string { return runGit(t, dir, "rev-parse", rev) }
	first, head := at("HEAD~4"), at("HEAD")

	for _, pack := range []bool{false, true} {
		if pack {
			runGit(t, dir, "gc", "-q", "--prune=now")
		}
		r := open(t, dir)
		for rev, want := range map[string]string{
			"HEAD":                            head,
			"main":                            head,
			"current":                         at("HEAD~1"),
			"2007-12-18":                      at("HEAD~3"), // the edition, not the branch
			"feature/maps":                    at("HEAD~1"),
			"v1":                              at("HEAD~2"),
			"v2":                              at("HEAD~1"),
			"both":                            at("HEAD~1"), // the tag
			"origin/review":                   at("HEAD~3"),
			"review":                          at("HEAD~3"),
			"HEAD~1":                          at("HEAD~1"),
			"HEAD~":                           at("HEAD~1"),
			"main^^":                          at("HEAD~2"),
			"v1~2":                            first,
			"current~1^":                      at("HEAD~3"),
			first:                             first,
			first[:7]:                         first,
			first[:12]:                        first,
			first[:39]:                        first,
			strings.ToUpper(at("HEAD~3")[:8]): at("HEAD~3"),
		} {
			got, err := r.Resolve(t.Context(), rev)
			if err != nil || got.Commit != want || got.Draft || got.Name != rev {
				t.Errorf("packed %v: %s: got %+v, %v, want %s", pack, rev, got, err, want)
			}
			if isEdition := rev == "current" || rev == "2007-12-18"; isEdition != (got.Edition != nil) {
				t.Errorf("%s: edition %v", rev, got.Edition)
			}
		}
		if got, err := r.Resolve(t.Context(), "draft"); err != nil || !got.Draft || got.Commit != "" {
			t.Errorf("draft of a working tree: %+v, %v", got, err)
		}
		for rev, want := range map[string]string{
			"2008-07-13":              `did you mean "2008-07-31"`,
			"featur/map":              `did you mean "feature/maps"`,
			"reveiw":                  `did you mean "review"`,
			"something-else-entirely": "name an edition",
			first[:6]:                 "unknown revision",
			"0123456789":              "unknown revision",
			"0123456789012345678901234567890123456789": "unknown revision",
			at("HEAD:README.md"):                       "unknown revision",
			"feature":                                  "unknown revision",
			"../../config":                             "unknown revision",
			"a..b":                                     "unknown revision",
			"":                                         "name an edition",
			"HEAD~99":                                  "before the first commit",
			"draft~1":                                  "the draft is no commit",
			"~1":                                       "unknown revision",
			"HEAD~x":                                   "unknown revision",
			"tree":                                     "does not point at a commit",
		} {
			got, err := r.Resolve(t.Context(), rev)
			checkError(t, err, want)
			if rev != "tree" && !errors.Is(err, ErrUnknownRevision) {
				t.Errorf("%s: got %v, %v", rev, got, err)
			}
		}
	}

	bare := filepath.Join(tempDir(t), "bare.git")
	runGit(t, ".", "clone", "-q", "--bare", dir, bare)
	if got, err := open(t, bare).Resolve(t.Context(), "draft"); err != nil || !got.Draft || got.Commit != head {
		t.Errorf("draft of a bare repository: %+v, %v", got, err)
	}
}

// A commit that is not on any branch is found by its hash.
func TestResolveUnreachableCommit(t *testing.T) {
	dir := newGit(t)
	h := runGit(t, dir, "commit-tree", "-m", "alone", "HEAD^{tree}")
	got, err := open(t, dir).Resolve(t.Context(), h[:7])
	if err != nil || got.Commit != h {
		t.Errorf("got %v, %v, want %s", got.Commit, err, h)
	}
}

// An error in the series does not prevent a branch from being resolved.
func TestResolveWithBrokenSeries(t *testing.T) {
	m := newMaker(t)
	a := m.commit("a", draft("one"))
	b := m.commit("b", state("one", "issued", "2008-07-31"), a)
	c := m.commit("c", state("one", "issued", "2008-08-31"), a)
	r := m.at(m.commit("d", state("one", "issued", "2008-08-31"), c, b))
	m.ref("refs/heads/before", a)
	if got, err := r.Resolve(t.Context(), "before"); err != nil || got.Commit != a.String() {
		t.Errorf("got %v, %v", got, err)
	}
	for _, rev := range []string{"current", "one", "none"} {
		if _, err := r.Resolve(t.Context(), rev); !errors.Is(err, errTwoIssuers) {
			t.Errorf("%s: got %v, want the error of the series", rev, err)
		}
	}
}
