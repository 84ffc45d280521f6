package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"rapporteur/generator/console"
	"rapporteur/generator/e2e"
	"rapporteur/generator/manifest"
)

// oddRepository is a form that a repository may have.
type oddRepository struct {
	name string
	make func(o oddMaker) (repo string)
	// What editions, check and build say where they do not do as in an ordinary clone: each is
	// in their one line, of exit status 2.
	want []string
	// The verbs that end with exit status 0 nevertheless, with words that they say; none if
	// they do as in an ordinary clone.
	reads map[string]string
	// In the one problem of check, which ends with exit status 1 while editions are read as
	// ever.
	found []string
}

// oddMaker makes one odd repository.
type oddMaker struct {
	e2e.Project        // the ordinary repository; its folder may be changed
	side        string // an empty folder
}

// clone clones the ordinary repository and returns the clone.
func (o oddMaker) clone(args ...string) string {
	to := filepath.Join(o.side, "clone")
	o.Git(append(append([]string{"-c", "protocol.file.allow=always", "clone", "-q"}, args...), to)...)
	return to
}

// in runs git in a folder.
func (o oddMaker) in(dir string, args ...string) string {
	o.T.Helper()
	return strings.TrimSpace(e2e.Project{T: o.T, Dir: dir}.Git(args...))
}

func (o oddMaker) write(name, text string) {
	o.T.Helper()
	name = filepath.Join(o.Dir, filepath.FromSlash(name))
	err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.RemoveAll(name), os.WriteFile(name, []byte(text), 0o644))
	if err != nil {
		o.T.Fatal(err)
	}
}

// tree makes a tree of rows as git ls-tree prints them.
func (o oddMaker) tree(rows string) string {
	o.T.Helper()
	cmd := exec.Command("git", "-C", o.Dir, "mktree")
	cmd.Stdin = strings.NewReader(rows)
	out, err := cmd.Output()
	o.must(err)
	return strings.TrimSpace(string(out))
}

// object is the file of a loose object.
func (o oddMaker) object(rev string) string {
	h := o.in(o.Dir, "rev-parse", rev)
	return filepath.Join(".git", "objects", h[:2], h[2:])
}

func (o oddMaker) must(err error) {
	o.T.Helper()
	if err != nil {
		o.T.Fatal(err)
	}
}

// configured adds lines to the configuration of the repository.
func configured(lines string) func(o oddMaker) string {
	return func(o oddMaker) string {
		o.Rewrite(".git/config", func(s string) string { return s + lines })
		return o.Dir
	}
}

// evil is a program that leaves a file, whose name follows.
const evil = "touch "

var oddRepositories = []oddRepository{
	{name: "loose objects", make: func(o oddMaker) string { return o.Dir }},
	{name: "packed objects and references", make: func(o oddMaker) string {
		o.Git("gc", "-q", "--prune=now")
		o.Git("pack-refs", "--all")
		return o.Dir
	}},
	{name: "long chains of deltas", make: func(o oddMaker) string {
		o.Git("repack", "-adfq", "--depth=250", "--window=250")
		return o.Dir
	}},
	{name: "commit graph and index of several packs", make: func(o oddMaker) string {
		o.Git("repack", "-dq")
		o.Git("commit-graph", "write", "--reachable")
		o.Git("multi-pack-index", "write")
		return o.Dir
	}},
	{name: "alternates", make: func(o oddMaker) string { return o.clone("--shared", o.Dir) }},
	{name: "alternates of alternates", make: func(o oddMaker) string {
		first := o.clone("--shared", o.Dir)
		o.in(first, "clone", "-q", "--shared", first, filepath.Join(o.side, "second"))
		return filepath.Join(o.side, "second")
	}},
	{name: "alternates that are gone", make: func(o oddMaker) string {
		o.write(".git/objects/info/alternates", "/nowhere/objects\n")
		return o.Dir
	}, want: []string{"/nowhere/objects", "--shared"}},
	{name: "its own alternate", make: func(o oddMaker) string {
		o.write(".git/objects/info/alternates", ".\n")
		return o.Dir
	}, want: []string{"borrows objects", "clone"}},
	{name: "linked worktree", make: func(o oddMaker) string {
		o.Git("worktree", "add", "-q", "--detach", filepath.Join(o.side, "tree"))
		return filepath.Join(o.side, "tree")
	}},
	{name: "linked worktree without its repository", make: func(o oddMaker) string {
		o.Git("worktree", "add", "-q", "--detach", filepath.Join(o.side, "tree"))
		o.must(os.Rename(o.Dir, o.Dir+"-gone"))
		return filepath.Join(o.side, "tree")
	}, want: []string{"was not found", "git worktree repair"}},
	{name: "separate git folder", make: func(o oddMaker) string {
		return o.clone("--separate-git-dir", filepath.Join(o.side, "git"), o.Dir)
	}},
	{name: "submodule of another repository", make: func(o oddMaker) string {
		outer := e2e.Project{T: o.T, Dir: o.side}
		outer.Git("init", "-q")
		outer.Git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", o.Dir, "report")
		return filepath.Join(o.side, "report")
	}},
	{name: "bare", make: func(o oddMaker) string { return o.clone("--bare", o.Dir) }},
	{name: "mirror", make: func(o oddMaker) string { return o.clone("--mirror", o.Dir) }},
	{name: "at a URL", make: func(o oddMaker) string { return "file://" + o.Dir }},
	{name: "folder in the working tree", make: func(o oddMaker) string { return filepath.Join(o.Dir, "data", "paragraphs") }},
	{name: "link to the working tree", make: func(o oddMaker) string {
		o.must(os.Symlink(o.Dir, filepath.Join(o.side, "link")))
		return filepath.Join(o.side, "link")
	}},
	{name: "detached HEAD", make: func(o oddMaker) string {
		o.Git("checkout", "-q", "--detach")
		return o.Dir
	}},
	{name: "HEAD that is a link", make: func(o oddMaker) string {
		head := filepath.Join(o.Dir, ".git", "HEAD")
		o.must(errors.Join(os.Remove(head), os.Symlink("refs/heads/main", head)))
		return o.Dir
	}},
	{name: "branch without commits", make: func(o oddMaker) string {
		o.Git("checkout", "-q", "--orphan", "new")
		return o.Dir
	}, want: []string{`"new"`, "no commits yet", "commit the report first"}, reads: map[string]string{"check": "no problems"}},
	{name: "no commit", make: func(o oddMaker) string {
		o.must(os.RemoveAll(filepath.Join(o.Dir, ".git")))
		o.Git("init", "-q", "-b", "main")
		return o.Dir
	}, want: []string{`"main"`, "no commits yet", "commit the report first"}, reads: map[string]string{"check": "no problems"}},
	{name: "shallow", make: func(o oddMaker) string {
		return o.clone("--depth=1", "file://"+o.Dir)
	}, want: []string{"shallow", "git fetch --unshallow"}, reads: map[string]string{"check": "git fetch --unshallow"}},
	{name: "without blobs", make: func(o oddMaker) string {
		return o.clone("--bare", "--filter=blob:none", "file://"+o.Dir)
	}, want: []string{"partial clone", "git fetch --refetch --no-filter origin"}},
	{name: "without trees", make: func(o oddMaker) string {
		return o.clone("--bare", "--filter=tree:0", "file://"+o.Dir)
	}, want: []string{"partial clone", "git fetch --refetch --no-filter origin"}},
	{name: "sparse, with the data", make: func(o oddMaker) string {
		o.Git("sparse-checkout", "set", "data")
		return o.Dir
	}},
	{name: "sparse, without some of the data", make: func(o oddMaker) string {
		o.Git("update-index", "-q", "--refresh") // else git leaves the file, of which it does not know that it is the committed one
		o.Git("sparse-checkout", "set", "--no-cone", "/*", "!/data/sources.toml")
		return o.Dir
	}, want: []string{"sparse checkout", "data/sources.toml", "git sparse-checkout add data"}, reads: map[string]string{"editions": ""}},
	{name: "grafts", make: func(o oddMaker) string {
		o.write(".git/info/grafts", o.in(o.Dir, "rev-parse", "HEAD")+"\n")
		return o.Dir
	}},
	{name: "replace references", make: func(o oddMaker) string {
		o.Git("replace", "HEAD~2", "HEAD~1")
		return o.Dir
	}},
	{name: "SHA-256", make: func(o oddMaker) string {
		o.must(os.RemoveAll(filepath.Join(o.Dir, ".git")))
		o.Git("init", "-q", "-b", "main", "--object-format=sha256")
		o.Commit("all")
		return o.Dir
	}, want: []string{"SHA-256", "git init --object-format=sha1"}},
	// git 2.45 makes such repositories; an older one can only say that this is one.
	{name: "reftable", make: configured("[core]\n\trepositoryformatversion = 1\n[extensions]\n\trefStorage = reftable\n"), want: []string{"reftable", "git refs migrate --ref-format=files"}},
	{name: "extension that nobody knows", make: configured("[core]\n\trepositoryformatversion = 1\n[extensions]\n\tfuture = true\n"), want: []string{"future", "clone it"}},
	{name: "configuration that cannot be read", make: configured("[core\n"), want: []string{"config cannot be read", "correct the file"}},
	{name: "submodule outside the data", make: func(o oddMaker) string {
		o.Git("update-index", "--add", "--cacheinfo", "160000,"+o.in(o.Dir, "rev-parse", "HEAD")+",module")
		return o.Dir
	}},
	{name: "submodule in the place of data", make: func(o oddMaker) string {
		o.must(os.RemoveAll(filepath.Join(o.Dir, "data")))
		o.Git("rm", "-qr", "--cached", "data")
		o.Git("update-index", "--add", "--cacheinfo", "160000,"+o.in(o.Dir, "rev-parse", "HEAD")+",data")
		o.Git("commit", "-qm", "submodule")
		return o.clone("--bare", o.Dir)
	}, want: []string{"data/ is a submodule", "put the folder itself there"}, reads: map[string]string{"editions": ""}},
	{name: "submodule in the data", make: func(o oddMaker) string {
		o.must(os.RemoveAll(filepath.Join(o.Dir, "data", "paragraphs")))
		o.Git("rm", "-qr", "--cached", "data/paragraphs")
		o.Git("update-index", "--add", "--cacheinfo", "160000,"+o.in(o.Dir, "rev-parse", "HEAD")+",data/paragraphs")
		o.Git("commit", "-qm", "submodule")
		return o.clone("--bare", o.Dir)
	}, found: []string{"data/paragraphs", "a link or a submodule", "put the folder itself here"}},
	{name: "pointer of LFS", make: func(o oddMaker) string {
		o.write("data/sources.toml", "version https://git-lfs.github.com/spec/v1\noid sha256:"+strings.Repeat("0", 64)+"\nsize 12\n")
		o.Commit("LFS")
		return o.Dir
	}, found: []string{"data/sources.toml", "pointer of Git LFS", "git lfs pull"}},
	{name: "link in the place of data", make: func(o oddMaker) string {
		o.must(errors.Join(os.Rename(filepath.Join(o.Dir, "data"), filepath.Join(o.Dir, "real")), os.Symlink("real", filepath.Join(o.Dir, "data"))))
		o.Commit("link")
		return o.Dir
	}, want: []string{"data/ is a symbolic link", "put the folder itself there"}, reads: map[string]string{"editions": ""}},
	{name: "link in the data", make: func(o oddMaker) string {
		o.must(errors.Join(os.Rename(filepath.Join(o.Dir, "data", "sources.toml"), filepath.Join(o.Dir, "sources.toml")), os.Symlink("../sources.toml", filepath.Join(o.Dir, "data", "sources.toml"))))
		o.Commit("link")
		return o.Dir
	}, found: []string{"data/sources.toml", "not a regular file", "put the file itself here"}},
	{name: "link that leads nowhere outside the data", make: func(o oddMaker) string {
		o.must(os.Symlink("/nowhere", filepath.Join(o.Dir, "notes")))
		return o.Dir
	}},
	{name: "names that differ in case alone", make: func(o oddMaker) string {
		o.write("data/Sources.toml", "")
		o.Commit("case")
		return o.Dir
	}, found: []string{"data/Sources.toml", "not read", "data/sources.toml"}},
	{name: "names that are not text outside the data", make: func(o oddMaker) string {
		o.write("notes/\xff\nx", "")
		return o.Dir
	}},
	{name: "a few trees that are a billion files", make: func(o oddMaker) string {
		row := "100644 blob " + o.in(o.Dir, "rev-parse", "HEAD:data/sources.toml")
		for range 9 {
			var rows strings.Builder
			for i := range 10 {
				fmt.Fprintf(&rows, "%s\t%d\n", row, i)
			}
			row = "040000 tree " + o.tree(rows.String())
		}
		data := o.tree(o.in(o.Dir, "ls-tree", "HEAD:data") + "\n" + row + "\tbomb\n")
		root := o.tree("040000 tree " + data + "\tdata\n")
		o.Git("update-ref", "refs/heads/bomb", o.in(o.Dir, "commit-tree", "-p", "HEAD", "-m", "bomb", root))
		bare := o.clone("--bare", o.Dir)
		o.in(bare, "symbolic-ref", "HEAD", "refs/heads/bomb")
		return bare
	}, found: []string{"data/bomb/", "at most 20000 files", "RAPPORTEUR_LIMITS=2"}},
	{name: "many merges", make: func(o oddMaker) string {
		for i := range 10 {
			o.Git("checkout", "-q", "-b", fmt.Sprint("side", i), "HEAD~1")
			o.write(fmt.Sprint("notes/", i), "x")
			o.Git("add", "notes")
			o.Git("commit", "-qm", "side")
			o.Git("checkout", "-q", "main")
			o.Git("merge", "-q", "--no-ff", "-m", "merge", fmt.Sprint("side", i))
		}
		return o.Dir
	}},
	{name: "a merge of four branches", make: func(o oddMaker) string {
		for i := range 3 {
			o.Git("checkout", "-q", "-b", fmt.Sprint("side", i), "HEAD~1")
			o.write(fmt.Sprint("notes/", i), "x")
			o.Git("add", "notes")
			o.Git("commit", "-qm", "side")
			o.Git("checkout", "-q", "main")
		}
		o.Git("merge", "-q", "-m", "octopus", "side0", "side1", "side2")
		return o.Dir
	}},
	{name: "two histories without a common commit", make: func(o oddMaker) string {
		other := o.in(o.Dir, "commit-tree", "-m", "other", o.tree(""))
		o.Git("merge", "-q", "--allow-unrelated-histories", "-s", "ours", "-m", "join", other)
		return o.Dir
	}},
	{name: "interrupted merge", make: func(o oddMaker) string {
		o.Git("checkout", "-q", "-b", "side", "HEAD~1")
		o.Replace("data/sections.toml", "text.en = \"", "text.en = \"Theirs. ")
		o.Git("commit", "-qam", "theirs")
		o.Git("checkout", "-q", "main")
		o.Replace("data/sections.toml", "text.en = \"", "text.en = \"Ours. ")
		o.Git("commit", "-qam", "ours")
		if out, err := exec.Command("git", "-C", o.Dir, "-c", "user.name=x", "-c", "user.email=x", "merge", "-q", "side").CombinedOutput(); err == nil {
			o.T.Fatalf("there is no conflict: %s", out)
		}
		return o.Dir
	}, found: []string{"data/sections.toml", "conflict"}},
	{name: "interrupted rebase, without a conflict", make: func(o oddMaker) string {
		o.write(".git/rebase-merge/head-name", "refs/heads/main\n")
		return o.Dir
	}},
	{name: "locks that a killed git left", make: func(o oddMaker) string {
		for _, name := range []string{"index.lock", "HEAD.lock", "packed-refs.lock", "refs/heads/main.lock", "shallow.lock"} {
			o.write(".git/"+name, "")
		}
		return o.Dir
	}},
	{name: "no index", make: func(o oddMaker) string {
		o.must(os.Remove(filepath.Join(o.Dir, ".git", "index")))
		return o.Dir
	}},
	{name: "lines that end in CR LF", make: func(o oddMaker) string {
		return o.clone("-c", "core.autocrlf=true", o.Dir)
	}},
	{name: "messages in another encoding", make: func(o oddMaker) string {
		o.Git("-c", "i18n.commitEncoding=ISO-8859-1", "commit", "-q", "--allow-empty", "-m", "\xe9dition")
		return o.Dir
	}},
	{name: "dates before 1970 and after 2100", make: func(o oddMaker) string {
		for _, date := range []string{"4102444800 +1400", "0 -1200"} {
			cmd := exec.Command("git", "-C", o.Dir, "-c", "user.name=x", "-c", "user.email=x", "commit", "-q", "--allow-empty", "-m", "date")
			cmd.Env = append(os.Environ(), "GIT_COMMITTER_DATE=@"+date, "GIT_AUTHOR_DATE=@"+date)
			if out, err := cmd.CombinedOutput(); err != nil {
				o.T.Fatalf("%v: %s", err, out)
			}
		}
		return o.Dir
	}},
	{name: "corrupt commit", make: func(o oddMaker) string {
		o.write(o.object("HEAD~1"), "rubbish")
		return o.Dir
	}, want: []string{"damaged", "git fsck"}},
	{name: "object with the content of another", make: func(o oddMaker) string {
		data, err := os.ReadFile(filepath.Join(o.Dir, o.object("HEAD:config.toml")))
		o.must(err)
		o.write(o.object("HEAD~1:data/report.toml"), string(data))
		return o.Dir
	}, want: []string{"damaged", "content and hash differ", "git fsck"}},
	{name: "missing object", make: func(o oddMaker) string {
		o.must(os.Remove(filepath.Join(o.Dir, o.object("HEAD~1:data/report.toml"))))
		return o.Dir
	}, want: []string{"missing", "git fsck"}},
	{name: "missing tree", make: func(o oddMaker) string {
		o.must(os.Remove(filepath.Join(o.Dir, o.object("HEAD~1:data"))))
		return o.Dir
	}, want: []string{"missing", "git fsck"}},
	{name: "pack that was cut off", make: func(o oddMaker) string {
		o.Git("gc", "-q", "--prune=now")
		packs, err := filepath.Glob(filepath.Join(o.Dir, ".git", "objects", "pack", "*.pack"))
		o.must(err)
		info, err := os.Stat(packs[0])
		o.must(errors.Join(err, os.Chmod(packs[0], 0o644), os.Truncate(packs[0], info.Size()/2)))
		return o.Dir
	}, want: []string{"object", "git fsck"}},
	{name: "no HEAD", make: func(o oddMaker) string {
		o.must(os.Remove(filepath.Join(o.Dir, ".git", "HEAD")))
		return o.Dir
	}, want: []string{"not in a git repository", "--repo"}},
	{name: "branch that a power cut emptied", make: func(o oddMaker) string {
		o.write(".git/refs/heads/main", "")
		return o.Dir
	}, want: []string{"refs/heads/main is damaged", "git fetch"}},
	{name: "tag that a power cut emptied", make: func(o oddMaker) string {
		o.write(".git/refs/tags/x", "")
		return o.Dir
	}, want: []string{"refs/tags/x is damaged", "git fetch"}},
	{name: "branch that names no object", make: func(o oddMaker) string {
		o.write(".git/refs/heads/main", strings.Repeat("1", 40)+"\n")
		return o.Dir
	}, want: []string{"1111111", "missing", "git fsck"}},
	{name: "report in a subfolder", make: func(o oddMaker) string {
		o.must(os.MkdirAll(filepath.Join(o.Dir, "reports", "one"), 0o755))
		o.Git("mv", "data", "config.toml", "reports/one")
		o.Commit("move")
		return o.Dir
	}, want: []string{"reports/one/", "at the root of the repository", "rapporteur init"}, reads: map[string]string{"editions": ""}},
	{name: "no report", make: func(o oddMaker) string {
		o.Git("rm", "-rq", "data")
		o.Commit("delete")
		return o.clone("--bare", o.Dir)
	}, want: []string{"there is no data/ folder"}, reads: map[string]string{"editions": ""}},
	{name: "a bundle", make: func(o oddMaker) string {
		name := filepath.Join(o.side, "report.bundle")
		o.Git("bundle", "create", "-q", name, "main")
		return name
	}, want: []string{"report.bundle", "not in a git repository", "--repo"}},
	{name: "no repository", make: func(o oddMaker) string { return o.side }, want: []string{"not in a git repository", "--repo"}},
	{name: "programs in its configuration", make: func(o oddMaker) string {
		ran := filepath.Join(o.side, "ran")
		o.write(".gitattributes", "* filter=x diff=x merge=x ident\n")
		for _, hook := range []string{"post-checkout", "reference-transaction", "post-index-change", "pre-auto-gc", "fsmonitor-watchman"} {
			o.write(".git/hooks/"+hook, "#!/bin/sh\ntouch "+ran+"\n")
			o.must(os.Chmod(filepath.Join(o.Dir, ".git", "hooks", hook), 0o755))
		}
		command := evil + ran
		return configured("[core]\n\tfsmonitor = " + quoteConfig(command) + "\n\tsshCommand = " + quoteConfig(command) + "\n\teditor = " + quoteConfig(command) + "\n\tpager = " + quoteConfig(command) +
			"\n[filter \"x\"]\n\tclean = " + quoteConfig(command) + "\n\tsmudge = " + quoteConfig(command) + "\n\tprocess = " + quoteConfig(command) + "\n\trequired = true\n[diff \"x\"]\n\ttextconv = " + quoteConfig(command) + "\n\tcommand = " + quoteConfig(command) +
			"\n[merge \"x\"]\n\tdriver = " + quoteConfig(command) + "\n[credential]\n\thelper = " + quoteConfig("!"+command) + "\n[include]\n\tpath = /dev/zero\n[gpg]\n\tprogram = " + quoteConfig(command) + "\n[uploadpack]\n\tpackObjectsHook = " + quoteConfig(command) + "\n")(o)
	}},
}

func hasKey(m map[string]string, key string) bool { _, ok := m[key]; return ok }

func quoteConfig(s string) string { return `"` + s + `"` }

// TestOddRepositories makes repositories of every form that git or an accident gives them. Each
// is read as an ordinary clone of the same history is, to the byte, or gets one line that
// names what is wrong and what to do. Where RAPPORTEUR_LONG is set, sites are built as well.
func TestOddRepositories(t *testing.T) {
	base := e2e.NewProject(t, "small")
	base.Commit("draft")
	base.Issue()
	base.Rewrite("data/report.toml", func(s string) string {
		return e2e.SetKey(e2e.SetKey(e2e.SetKey(s, "id", `"2001-06-30"`), "as_at", "2001-06-30"), "status", `"draft"`)
	})
	base.Commit("next draft")
	base.Git("config", "uploadpack.allowFilter", "true")
	build := os.Getenv("RAPPORTEUR_LONG") != ""
	ordinary := look(t, base.Dir, build)
	for _, l := range ordinary {
		if l.code != exitOK {
			t.Fatalf("%s of an ordinary clone: %s", l.verb, l.stderr)
		}
	}
	for _, odd := range oddRepositories {
		t.Run(odd.name, func(t *testing.T) {
			if !build { // Hugo runs once at a time
				t.Parallel()
			}
			dir := filepath.Join(t.TempDir(), "repository")
			if err := os.CopyFS(dir, os.DirFS(base.Dir)); err != nil {
				t.Fatal(err)
			}
			o := oddMaker{e2e.Project{T: t, Dir: dir}, t.TempDir()}
			repo := odd.make(o)
			for i, got := range look(t, repo, build) {
				t.Logf("%s: exit %d\n%s%s", got.verb, got.code, got.stdout, got.stderr)
				switch want, said := ordinary[i], odd.reads[got.verb]; {
				case said != "":
					if got.code != exitOK || !strings.Contains(got.stdout+got.stderr, said) {
						t.Errorf("%s says\n%s\n%s, want %q in it", got.verb, got.stdout, got.stderr, said)
					}
				case odd.want != nil && !hasKey(odd.reads, got.verb):
					got.refuses(t, odd.want)
				case odd.found != nil:
					got.finds(t, want, odd.found)
				case got != want:
					t.Errorf("%s says\n%s\n%s, and of an ordinary clone\n%s\n%s", got.verb, got.stdout, got.stderr, want.stdout, want.stderr)
				}
			}
			if _, err := os.Lstat(filepath.Join(o.side, "ran")); err == nil {
				t.Error("a program that the repository names was run")
			}
		})
	}
	t.Logf("%d forms", len(oddRepositories))
}

// looked is what a verb said of a repository.
type looked struct {
	verb           string
	code           int
	stdout, stderr string
}

// look runs the verbs on a repository. What build says is the hashes of the files of the site.
func look(t *testing.T, repo string, build bool) []looked {
	t.Helper()
	out := filepath.Join(t.TempDir(), "site")
	verbs := [][]string{{"editions", "--repo", repo}, {"check", "--repo", repo}}
	if build {
		verbs = append(verbs, []string{"build", "--rev", "HEAD", "--quiet", "--repo", repo, "--out", out})
	}
	var all []looked
	for _, args := range verbs {
		var stdout, stderr bytes.Buffer
		sys := console.System{Stdin: strings.NewReader(""), Stdout: &stdout, Stderr: &stderr, Dir: t.TempDir(), Cache: filepath.Join(t.TempDir(), "cache"), Now: time.Now}
		code := exitCode(sys, run(t.Context(), sys, args))
		// What a server says of its work is no part of the answer.
		said := regexp.MustCompile(`(?m)^remote: .*\n`).ReplaceAllString(strings.ReplaceAll(stderr.String(), "\r", "\n"), "")
		l := looked{args[0], code, stdout.String(), said}
		if files, err := manifest.Hash(out); l.verb == "build" && code == exitOK {
			if err != nil {
				t.Fatal(err)
			}
			l.stdout, l.stderr = string(manifest.SumFile(files)), ""
		}
		all = append(all, l)
	}
	return all
}

// refuses fails unless the verb ended with one line that holds some words, and nothing else.
func (l looked) refuses(t *testing.T, words []string) {
	t.Helper()
	line, rest, _ := strings.Cut(l.stderr, "\n")
	if l.code != exitTrouble || l.stdout != "" || rest != "" {
		t.Errorf("%s: exit %d, want one line and exit %d; it says\n%s%s", l.verb, l.code, exitTrouble, l.stdout, l.stderr)
	}
	for _, w := range words {
		if !strings.Contains(line, w) {
			t.Errorf("%s says %q, want %q in it", l.verb, line, w)
		}
	}
}

// finds fails unless check found a problem that holds some words, build refuses what cannot be
// read, and editions says what it says of an ordinary clone.
func (l looked) finds(t *testing.T, ordinary looked, words []string) {
	t.Helper()
	if l.verb == "editions" {
		if l.code != exitOK || l.stdout != ordinary.stdout {
			t.Errorf("editions: exit %d\n%s%s", l.code, l.stdout, l.stderr)
		}
		return
	}
	if l.code != exitFound {
		t.Errorf("%s: exit %d", l.verb, l.code)
	}
	for _, w := range words {
		if !strings.Contains(l.stdout+l.stderr, w) {
			t.Errorf("%s says\n%s%s, want %q in it", l.verb, l.stdout, l.stderr, w)
		}
	}
}
