package edition

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"rapporteur/generator/report"
)

// signing makes git in dir sign with a new key of SSH.
func signing(t *testing.T, dir string) {
	t.Helper()
	if _, err := exec.LookPath("ssh-keygen"); err != nil {
		t.Skip("there is no ssh-keygen")
	}
	key := filepath.Join(t.TempDir(), "key")
	if out, err := exec.Command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", key).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	runGit(t, dir, "config", "gpg.format", "ssh")
	runGit(t, dir, "config", "user.signingKey", key)
}

// What is signed is what git signed: git itself verifies each signature that is taken
// apart here, over the same bytes.
func TestSigned(t *testing.T) {
	dir := newGit(t)
	signing(t, dir)
	runGit(t, dir, "tag", "-s", "-m", "It is issued.\n\nWith more words.", "edition/2007-12-18", "HEAD~3")
	runGit(t, dir, "tag", "-a", "-m", "not signed", "edition/2008-07-31", "HEAD~1")
	runGit(t, dir, "commit", "-q", "--allow-empty", "-S", "-m", "Signed\n\ngpgsig in the message\n gpgsig x")
	writeFile(t, filepath.Join(dir, "data/report.toml"), issued("2009-06-30")["data/report.toml"])
	runGit(t, dir, "commit", "-q", "-S", "-a", "-m", "Signed\n\ngpgsig in the message\n gpgsig x")
	r := open(t, dir)
	s, err := r.Series(t.Context(), "")
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]string{"2007-12-18": "tag", "2008-07-31": "", "2009-06-30": "commit"} {
		list, err := r.Signed(s.ByID(id))
		if err != nil {
			t.Fatal(err)
		}
		var of []string
		for _, l := range list {
			of = append(of, l.Of)
			if !l.Wrong.IsZero() {
				t.Errorf("%s: %s", id, l.Wrong)
			}
			checkSSH(t, l)
		}
		if strings.Join(of, " ") != want {
			t.Errorf("%s: signed are %v, want %q", id, of, want)
		}
	}

	// A tag that was signed for one edition and is called by the name of another.
	signedTag := runGit(t, dir, "rev-parse", "edition/2007-12-18")
	runGit(t, dir, "update-ref", "refs/tags/edition/2009-06-30", signedTag)
	e := *s.ByID("2009-06-30")
	e.Tag = "edition/2009-06-30"
	if list, err := r.Signed(&e); err != nil || len(list) != 2 || list[0].Wrong.String() != "it is of a tag that is called edition/2007-12-18" {
		t.Errorf("%+v, %v", list, err)
	}
}

// checkSSH verifies a signature with ssh-keygen, which knows nothing of this program.
func checkSSH(t *testing.T, s Signed) {
	t.Helper()
	sig := filepath.Join(t.TempDir(), "sig")
	if err := os.WriteFile(sig, s.Signature, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("ssh-keygen", "-Y", "check-novalidate", "-n", "git", "-s", sig)
	cmd.Stdin = strings.NewReader(string(s.Payload))
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Errorf("the signature of the %s: %v: %s", s.Of, err, out)
	}
}

// A commit that carries headers which few programs know is signed with them.
func TestSignedCommitHeaders(t *testing.T) {
	raw := "tree 1\nauthor a\ncommitter c\nencoding latin-1\ngpgsig -----BEGIN SSH SIGNATURE-----\n AAAA\n -----END SSH SIGNATURE-----\nmergetag object 2\n type commit\n \n mergetag text\ngpgsig-sha256 -----BEGIN\n x\n\nmessage\n\ngpgsig y\n"
	s := signedCommit([]byte(raw))
	if want := "-----BEGIN SSH SIGNATURE-----\nAAAA\n-----END SSH SIGNATURE-----\n"; string(s.Signature) != want {
		t.Errorf("%q", s.Signature)
	}
	if want := "tree 1\nauthor a\ncommitter c\nencoding latin-1\nmergetag object 2\n type commit\n \n mergetag text\n\nmessage\n\ngpgsig y\n"; string(s.Payload) != want {
		t.Errorf("%q, want %q", s.Payload, want)
	}
	if s := signedCommit([]byte("tree 1\n\ngpgsig x\n")); s.Signature != nil {
		t.Errorf("%q", s.Signature)
	}
}

// The keys are those of the default branch of the original, whatever is checked out.
func TestDefaultBranch(t *testing.T) {
	dir := newGit(t)
	main := runGit(t, dir, "rev-parse", "main")
	runGit(t, dir, "checkout", "-q", "-b", "other")
	commitFiles(t, dir, map[string]string{"x": "x"})
	clone := filepath.Join(tempDir(t), "clone")
	runGit(t, dir, "clone", "-q", "-b", "other", dir, clone)
	for name, c := range map[string]struct{ dir, commit, branch string }{
		"a repository": {dir, main, "main"},
		"a clone":      {clone, runGit(t, dir, "rev-parse", "other"), "origin/other"},
	} {
		if commit, branch, err := open(t, c.dir).DefaultBranch(); err != nil || commit != c.commit || branch != c.branch {
			t.Errorf("%s: %s %s, %v", name, commit, branch, err)
		}
	}
	runGit(t, clone, "symbolic-ref", "-d", "refs/remotes/origin/HEAD")
	if commit, branch, err := open(t, clone).DefaultBranch(); err != nil || commit != main || branch != "origin/main" {
		t.Errorf("without origin/HEAD: %s %s, %v", commit, branch, err)
	}
	empty := tempDir(t)
	runGit(t, empty, "init", "-q")
	if commit, branch, err := open(t, empty).DefaultBranch(); err != nil || commit+branch != "" {
		t.Errorf("without a commit: %s %s, %v", commit, branch, err)
	}
}

// A working tree is that of a commit only if every file is.
func TestUnchanged(t *testing.T) {
	for name, c := range map[string]struct {
		change func(dir string)
		same   bool
	}{
		"as committed":                {func(string) {}, true},
		"another file":                {func(dir string) { writeFile(t, filepath.Join(dir, "notes.txt"), "x") }, true},
		"schemas":                     {func(dir string) { writeFile(t, filepath.Join(dir, "data/schema/x.json"), "x") }, true},
		"a byte":                      {func(dir string) { writeFile(t, filepath.Join(dir, "data/report.toml"), "x") }, false},
		"staged":                      {func(dir string) { writeFile(t, filepath.Join(dir, "data/x.toml"), "x"); runGit(t, dir, "add", ".") }, false},
		"a file more":                 {func(dir string) { writeFile(t, filepath.Join(dir, "data/deep/x.toml"), "x") }, false},
		"a hidden file more":          {func(dir string) { writeFile(t, filepath.Join(dir, "static/.well-known/x"), "x") }, false},
		"a folder that was not there": {func(dir string) { writeFile(t, filepath.Join(dir, "layouts/home.html"), "x") }, false},
		"a file less":                 {func(dir string) { os.Remove(filepath.Join(dir, "data/report.toml")) }, false},
		"a link": {func(dir string) {
			os.Rename(filepath.Join(dir, "data"), filepath.Join(dir, "away"))
			os.Symlink("away", filepath.Join(dir, "data"))
		}, false},
	} {
		dir := newGit(t)
		c.change(dir)
		want := ""
		if c.same {
			want = runGit(t, dir, "rev-parse", "HEAD")
		}
		if got, err := open(t, dir).Unchanged("data", "layouts", "static", "config.toml"); err != nil || got != want {
			t.Errorf("%s: %q, %v, want %q", name, got, err, want)
		}
	}
}

// The hash of the data is what git says it is.
func TestDataTree(t *testing.T) {
	dir := newGit(t)
	head := runGit(t, dir, "rev-parse", "HEAD")
	if got, err := open(t, dir).DataTree(Target{Commit: head}); err != nil || got != runGit(t, dir, "rev-parse", "HEAD:data") {
		t.Errorf("%s, %v", got, err)
	}
}

// What was published and is no longer there is found, also where nothing was ever
// committed.
func TestLostPublished(t *testing.T) {
	dir := newGit(t)
	rows := []report.Recorded{
		{ID: "2007-12-18", Commit: runGit(t, dir, "rev-parse", "HEAD~3")},
		{ID: "2008-07-31", Commit: runGit(t, dir, "rev-parse", "HEAD~1")},
	}
	for _, c := range []struct {
		name   string
		change func()
		rows   []report.Recorded
		want   string // what each problem holds, between lines
	}{
		{"as it was", func() {}, rows, ""},
		{"another commit", func() {}, []report.Recorded{{ID: "2007-12-18", Commit: rows[1].Commit}}, "site/manifest.json records that commit"},
		{"an edition of another report", func() {}, []report.Recorded{{ID: "2001-01-31", Commit: strings.Repeat("1", 40)}}, "the edition 2001-01-31, which site/manifest.json records"},
		{"one commit less", func() { runGit(t, dir, "reset", "-q", "--hard", "HEAD~2") }, rows, "the edition 2008-07-31, which site/manifest.json records"},
		{"no commit", func() { runGit(t, dir, "checkout", "-q", "--orphan", "new") }, rows, "the edition 2007-12-18, \nthe edition 2008-07-31, "},
	} {
		c.change()
		lost, err := open(t, dir).LostPublished(t.Context(), Target{}, "site/manifest.json", c.rows)
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		if c.want != "" {
			want = strings.Split(c.want, "\n")
		}
		if len(lost) != len(want) {
			t.Errorf("%s: %v", c.name, lost)
			continue
		}
		for i, l := range lost {
			if text := l.Problem().String() + "; " + l.Remedy().String(); !strings.Contains(text, want[i]) || strings.Contains(text, "Keep the row") {
				t.Errorf("%s: %s", c.name, text)
			}
		}
	}
	// A tag alone is a witness, too, where nothing is committed.
	runGit(t, dir, "tag", "edition/2007-12-18", rows[0].Commit)
	if lost, err := open(t, dir).LostEditions(t.Context(), Target{}); err != nil || len(lost) != 1 || lost[0].ID != "2007-12-18" {
		t.Errorf("%v, %v", lost, err)
	}
}

// A withdrawal on the branch is found, though a later commit took it back.
func TestWithdrawals(t *testing.T) {
	dir := newGit(t)
	first := runGit(t, dir, "rev-parse", "HEAD~3")
	plain := draft("2008-12-31")["data/report.toml"]
	gone := "\n[[withdrawn]]\nid = \"2007-12-18\"\ncommit = \"" + first + "\"\n[[withdrawn]]\nid = \"2001-01-31\"\ncommit = \"11\"\n"
	writeFile(t, filepath.Join(dir, "data/report.toml"), plain+gone)
	runGit(t, dir, "commit", "-q", "-a", "-m", "withdraw")
	commitFiles(t, dir, map[string]string{"data/report.toml": plain})
	list, err := open(t, dir).Withdrawals(t.Context(), "")
	if err != nil || len(list) != 1 || list[0].ID != "2007-12-18" || list[0].Commit != first {
		t.Errorf("%v, %v", list, err)
	}
}

func TestHolds(t *testing.T) {
	dir := newGit(t)
	first := runGit(t, dir, "rev-parse", "HEAD~3")
	runGit(t, dir, "checkout", "-q", "--orphan", "new")
	runGit(t, dir, "commit", "-q", "-m", "all")
	r := open(t, dir)
	for _, c := range []struct {
		commit, rev      string
		there, inHistory bool
	}{{first, "main", true, true}, {first, "", true, false}, {strings.Repeat("1", 40), "", false, false}} {
		if there, in, err := r.Holds(t.Context(), c.commit, c.rev); err != nil || there != c.there || in != c.inHistory {
			t.Errorf("%+v: %v %v, %v", c, there, in, err)
		}
	}
}
