package publish

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"rapporteur/generator/say"
)

// TestMain makes this program, where a test starts it again, one that publishes without
// end.
func TestMain(m *testing.M) {
	if target := os.Getenv("PUBLISH_TO"); target != "" {
		twoSteps := os.Getenv("PUBLISH_IN_TWO_STEPS") != ""
		fmt.Println("ready")
		for n := 0; ; n++ {
			if err := publishOne(target, strconv.Itoa(n), twoSteps); err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
		}
	}
	os.Exit(m.Run())
}

// pagesOfSmall is the number of pages of the site that publishOne writes.
const pagesOfSmall = 20

// publishOne publishes a small site, each page of which says which one it is.
func publishOne(target, which string, twoSteps bool) (err error) {
	s, err := Begin(context.Background(), target, nil)
	if err != nil {
		return err
	}
	if twoSteps {
		s.exchange = func(_, _ string) error { return errors.ErrUnsupported }
	}
	defer func() { err = errors.Join(err, s.Discard()) }()
	for i := range pagesOfSmall {
		dir := filepath.Join(s.Dir, strconv.Itoa(i%3))
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("page%d.html", i)), []byte(which), 0o644); err != nil {
			return err
		}
	}
	// One folder is the same each time, and moved from site to site where that can be.
	if s.Adopt("kept", []string{"kept/page.html", "kept/more/page.html"}) {
		return s.Swap()
	}
	for _, dir := range []string{"kept", "kept/more"} {
		if err := errors.Join(os.Mkdir(filepath.Join(s.Dir, dir), 0o755), os.WriteFile(filepath.Join(s.Dir, dir, "page.html"), []byte("kept"), 0o644)); err != nil {
			return err
		}
	}
	return s.Swap()
}

// whole returns which site is at target, or an error if it is not a whole one.
func whole(target string) (which string, err error) {
	for i := range pagesOfSmall {
		b, err := os.ReadFile(filepath.Join(target, strconv.Itoa(i%3), fmt.Sprintf("page%d.html", i)))
		if err != nil {
			return "", err
		}
		if i > 0 && string(b) != which {
			return "", fmt.Errorf("page %d is of site %q, others of %q", i, b, which)
		}
		which = string(b)
	}
	if b, err := os.ReadFile(filepath.Join(target, "kept/more/page.html")); string(b) != "kept" {
		return "", fmt.Errorf("the page of the folder that is kept: %q, %v", b, err)
	}
	if !hasMarker(target) {
		return "", errors.New("the marker is missing")
	}
	return which, nil
}

func begin(t *testing.T, target string) *Stage {
	t.Helper()
	s, err := Begin(t.Context(), target, nil)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Discard(); err != nil {
			t.Error(err)
		}
	})
	return s
}

func swap(t *testing.T, s *Stage) {
	t.Helper()
	if err := s.Swap(); err != nil {
		t.Fatal(err)
	}
	if err := s.Discard(); err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func names(t *testing.T, dir string) string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var s []string
	for _, e := range entries {
		s = append(s, e.Name())
	}
	return strings.Join(s, " ")
}

func TestSwapReplacesWholeFolder(t *testing.T) {
	for _, twoSteps := range []bool{false, true} {
		parent := t.TempDir()
		target := filepath.Join(parent, "public")
		for i, page := range []string{"first.html", "second.html"} {
			s := begin(t, target)
			if twoSteps {
				s.exchange = func(_, _ string) error { return errors.ErrUnsupported }
			}
			write(t, s.Dir, page, "x")
			if i == 1 {
				if got, want := names(t, target), Marker+" first.html"; got != want {
					t.Errorf("before the swap the site is %q, want %q", got, want)
				}
			}
			swap(t, s)
			if got, want := names(t, target), Marker+" "+page; got != want {
				t.Errorf("the site is %q, want %q", got, want)
			}
		}
		if got := names(t, parent); got != "public" {
			t.Errorf("next to the site: %q, want nothing", got)
		}
	}
}

func TestDiscardLeavesTheOldSite(t *testing.T) {
	parent := t.TempDir()
	target := filepath.Join(parent, "public")
	write(t, target, Marker, "")
	write(t, target, "old.html", "x")
	s := begin(t, target)
	write(t, s.Dir, "half.html", "x")
	if err := s.Discard(); err != nil {
		t.Fatal(err)
	}
	if got, want := names(t, target), Marker+" old.html"; got != want {
		t.Errorf("the site is %q, want %q", got, want)
	}
	if got := names(t, parent); got != "public" {
		t.Errorf("next to the site: %q, want nothing", got)
	}
}

func TestBeginRefuses(t *testing.T) {
	tests := map[string]struct {
		prepare func(target string) error
		want    string
	}{
		"foreign files": {
			func(target string) error {
				return errors.Join(os.Mkdir(target, 0o755), os.WriteFile(filepath.Join(target, "thesis.doc"), nil, 0o644))
			},
			"contains files that no build wrote; empty it or choose another with --out",
		},
		"a file": {
			func(target string) error { return os.WriteFile(target, nil, 0o644) },
			"this is a file, not a folder; move it",
		},
		"a link": {
			func(target string) error { return os.Symlink(os.TempDir(), target) },
			"this is a link, not a folder; give the folder that it leads to",
		},
		"a marker that is a link": {
			func(target string) error {
				return errors.Join(os.Mkdir(target, 0o755), os.Symlink(os.DevNull, filepath.Join(target, Marker)))
			},
			"contains files that no build wrote",
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			parent := t.TempDir()
			target := filepath.Join(parent, "public")
			if err := tt.prepare(target); err != nil {
				t.Fatal(err)
			}
			_, err := Begin(t.Context(), target, nil)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error is %v, want %q", err, tt.want)
			}
			if got := names(t, parent); got != "public" {
				t.Errorf("next to the target: %q, want nothing", got)
			}
		})
	}
}

func TestBeginRefusesWhatGitKeeps(t *testing.T) {
	bare := t.TempDir()
	for _, name := range []string{"objects", "refs"} {
		if err := os.Mkdir(filepath.Join(bare, name), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	write(t, bare, "HEAD", "ref: refs/heads/main\n")
	work := t.TempDir()
	for _, target := range []string{filepath.Join(bare, "site"), filepath.Join(bare, "objects", "a", "b"), filepath.Join(work, ".git", "x"), filepath.Join(work, ".git")} {
		if _, err := Begin(t.Context(), target, nil); err == nil || !strings.Contains(err.Error(), "git keeps a repository in ") {
			t.Errorf("%s: error is %v", target, err)
		}
	}
	if got := names(t, work); got != "" {
		t.Errorf("made %s", got)
	}
}

func TestBeginParentIsFile(t *testing.T) {
	parent := t.TempDir()
	write(t, parent, "file", "x")
	_, err := Begin(t.Context(), filepath.Join(parent, "file", "public"), nil)
	if err == nil || !strings.Contains(err.Error(), "choose another with --out") {
		t.Errorf("error is %v, want a mention of --out", err)
	}
}

// What somebody put into a site stays, and is not taken for the build's own afterwards.
func TestForeignFilesStay(t *testing.T) {
	target := filepath.Join(t.TempDir(), "public")
	for n := range 3 {
		s := begin(t, target)
		write(t, s.Dir, "page.html", strconv.Itoa(n))
		write(t, s.Dir, fmt.Sprintf("only/%d.html", n), "x")
		swap(t, s)
		if n == 0 {
			write(t, target, "CNAME", "report.example.org\n")
			write(t, target, "only/notes/mine.txt", "mine")
			if err := os.Symlink("page.html", filepath.Join(target, "link")); err != nil {
				t.Fatal(err)
			}
			if err := os.Chmod(filepath.Join(target, "CNAME"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
	if got, want := names(t, target), Marker+" CNAME link only page.html"; got != want {
		t.Errorf("the site is %q, want %q", got, want)
	}
	if got, want := names(t, filepath.Join(target, "only")), "2.html notes"; got != want {
		t.Errorf("only/ is %q, want %q", got, want)
	}
	for name, want := range map[string]string{"CNAME": "report.example.org\n", "only/notes/mine.txt": "mine", "link": "2"} {
		if b, err := os.ReadFile(filepath.Join(target, name)); err != nil || string(b) != want {
			t.Errorf("%s is %q, %v, want %q", name, b, err, want)
		}
	}
	if info, err := os.Stat(filepath.Join(target, "CNAME")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("the mode of CNAME is %v, %v", info.Mode(), err)
	}

	// A file of the same name is not written over.
	s := begin(t, target)
	write(t, s.Dir, "CNAME", "another.example.org")
	err := s.Swap()
	if err == nil || !strings.Contains(err.Error(), "CNAME: no build wrote this file, and the new site has one of the same name; move it away") {
		t.Errorf("error is %v", err)
	}
	if b, err := os.ReadFile(filepath.Join(target, "CNAME")); err != nil || string(b) != "report.example.org\n" {
		t.Errorf("CNAME is %q, %v", b, err)
	}
}

// A site is for readers, whatever the umask of who builds it.
func TestSwapLetsAllRead(t *testing.T) {
	target := filepath.Join(t.TempDir(), "public")
	s := begin(t, target)
	write(t, s.Dir, "a/page.html", "x")
	for _, name := range []string{"a/page.html", "a", ""} {
		mode := os.FileMode(0o700)
		if name == "a/page.html" {
			mode = 0o600
		}
		if err := os.Chmod(filepath.Join(s.Dir, name), mode); err != nil {
			t.Fatal(err)
		}
	}
	swap(t, s)
	for name, want := range map[string]os.FileMode{"": 0o755, "a": 0o755, "a/page.html": 0o644, Marker: 0o644} {
		if info, err := os.Stat(filepath.Join(target, name)); err != nil || info.Mode().Perm() != want {
			t.Errorf("the mode of %q is %v, %v, want %v", name, info.Mode().Perm(), err, want)
		}
	}
}

// Somebody puts a link, a file or another folder in the place of the site while the new
// one is written.
func TestReplacedMeanwhile(t *testing.T) {
	elsewhere := t.TempDir()
	write(t, elsewhere, "precious.txt", "x")
	for name, replace := range map[string]func(target string) error{
		"link":   func(target string) error { return os.Symlink(elsewhere, target) },
		"file":   func(target string) error { return os.WriteFile(target, []byte("precious"), 0o644) },
		"folder": func(target string) error { return os.CopyFS(target, os.DirFS(elsewhere)) },
	} {
		for _, late := range []bool{false, true} {
			t.Run(fmt.Sprint(name, late), func(t *testing.T) {
				target := filepath.Join(t.TempDir(), "public")
				if err := publishOne(target, "0", false); err != nil {
					t.Fatal(err)
				}
				s := begin(t, target)
				write(t, s.Dir, "page.html", "x")
				meanwhile := func() {
					if err := errors.Join(os.RemoveAll(target), replace(target)); err != nil {
						t.Fatal(err)
					}
				}
				if late {
					s.exchange = func(a, b string) error {
						s.exchange = exchange
						meanwhile()
						return exchange(a, b)
					}
				} else {
					meanwhile()
				}
				if err := s.Swap(); err == nil {
					t.Error("it is replaced")
				}
				if err := s.Discard(); err != nil {
					t.Error(err)
				}
				info, err := os.Lstat(target)
				if err != nil || (info.Mode()&os.ModeSymlink != 0) != (name == "link") || info.IsDir() != (name == "folder") {
					t.Errorf("there is now %v, %v", info, err)
				}
				if b, err := os.ReadFile(filepath.Join(elsewhere, "precious.txt")); err != nil || string(b) != "x" {
					t.Errorf("what the link leads to: %q, %v", b, err)
				}
			})
		}
	}
}

// TestAdopt takes over a folder with what somebody put into it, unless it is not there as it
// was made, and puts everything back if the second of two cannot be moved.
func TestAdopt(t *testing.T) {
	target := filepath.Join(t.TempDir(), "public")
	s := begin(t, target)
	if !s.canMove() {
		t.Skip("this system cannot exchange a folder and a link")
	}
	for _, name := range []string{"a/page.html", "b/page.html", "link/page.html", "closed/x/page.html", "there/page.html"} {
		write(t, s.Dir, name, "first")
	}
	swap(t, s)
	write(t, target, "a/own.txt", "mine")
	if err := errors.Join(os.Rename(filepath.Join(target, "link"), filepath.Join(target, "elsewhere")), os.Symlink("elsewhere", filepath.Join(target, "link")), os.Chmod(filepath.Join(target, "closed/x"), 0o700)); err != nil {
		t.Fatal(err)
	}
	was, err := os.Stat(filepath.Join(target, "a"))
	if err != nil {
		t.Fatal(err)
	}
	s = begin(t, target)
	write(t, s.Dir, "there/page.html", "second")
	for name, want := range map[string]bool{"a": true, "b": true, "link": false, "closed": false, "there": false, "missing": false} {
		file := name + "/page.html"
		if name == "closed" {
			file = name + "/x/page.html"
		}
		if got := s.Adopt(name, []string{file}); got != want {
			t.Errorf("%s is taken over: %v, want %v", name, got, want)
		}
	}
	n := 0
	s.exchange = func(a, b string) error {
		if n++; n == 3 { // after the sites and the first folder
			return errors.New("refused")
		}
		return exchange(a, b)
	}
	if err := s.Swap(); err == nil || !strings.Contains(err.Error(), "refused") {
		t.Fatalf("error is %v", err)
	}
	if got := names(t, target); got != Marker+" a b closed elsewhere link there" {
		t.Errorf("after an error there are %s", got)
	}
	if b, err := os.ReadFile(filepath.Join(target, "there/page.html")); string(b) != "first" {
		t.Errorf("after an error it is the site of %q, %v", b, err)
	}
	if err := errors.Join(s.Discard(), os.Remove(filepath.Join(target, "link"))); err != nil {
		t.Fatal(err)
	}

	// A build is killed before the folder is moved: a link is in its place until the next one.
	s, err = Begin(t.Context(), target, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !s.Adopt("a", []string{"a/page.html"}) {
		t.Fatal("a is not taken over")
	}
	n = 0
	s.exchange = func(a, b string) error {
		if n++; n > 1 {
			return nil
		}
		return exchange(a, b)
	}
	if err := errors.Join(s.Swap(), s.lock.unlock()); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Lstat(filepath.Join(target, "a")); err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("instead of a link there is %v, %v", info, err)
	}
	if b, err := os.ReadFile(filepath.Join(target, "a/page.html")); string(b) != "first" {
		t.Errorf("the link leads to %q, %v", b, err)
	}

	s = begin(t, target)
	if !s.Adopt("a", []string{"a/page.html"}) {
		t.Fatal("a is not taken over")
	}
	if err := s.Swap(); err != nil {
		t.Fatal(err)
	}
	// Who has read the link finds the folder also when it has been moved.
	if b, err := os.ReadFile(filepath.Join(s.Dir, "a/page.html")); string(b) != "first" {
		t.Errorf("the link back leads to %q, %v", b, err)
	}
	if err := s.Discard(); err != nil {
		t.Fatal(err)
	}
	is, err := os.Lstat(filepath.Join(target, "a"))
	if err != nil || !os.SameFile(was, is) {
		t.Errorf("a is another folder: %v", err)
	}
	if got := names(t, target); got != Marker+" a elsewhere" {
		t.Errorf("in the site are %s", got)
	}
	if got := names(t, filepath.Join(target, "a")); got != "own.txt page.html" {
		t.Errorf("in the folder are %s", got)
	}
	// The list of the build has its own file, and the foreign one is none of it.
	if foreign, err := foreignFiles(target, nil); err != nil || !slices.Equal(foreign, []string{filepath.Join("a", "own.txt"), filepath.Join("elsewhere", "page.html")}) {
		t.Errorf("foreign are %q, %v", foreign, err)
	}
}

// A name that would be two lines in the list of the files of a build is refused, for the next
// build would take the second for a file of its own.
func TestNameOfTwoLines(t *testing.T) {
	for _, name := range []string{"a\nCNAME", "CNAME\r"} {
		s := begin(t, filepath.Join(t.TempDir(), "public"))
		write(t, s.Dir, name, "x")
		if err := s.Swap(); err == nil || !strings.Contains(err.Error(), "has a control character") {
			t.Errorf("%q: error is %v", name, err)
		}
	}
}

// Left-overs of builds that were killed are deleted, and nothing else.
func TestLeftOvers(t *testing.T) {
	parent := t.TempDir()
	target := filepath.Join(parent, "public")
	write(t, parent, ".public-new-1/"+Marker, stageHead)
	write(t, parent, ".public-new-1/site/page.html", "x")
	if err := os.Mkdir(filepath.Join(parent, ".public-new-2"), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, parent, ".public-new-3/mine.txt", "no build made this")
	write(t, parent, ".public-new-4-old/"+Marker, markerHead)
	write(t, parent, ".public-new-mine/"+Marker, "no build makes such a name")
	write(t, parent, ".public-news-5/"+Marker, "of another site")
	write(t, parent, ".publicity-new-6/"+Marker, "of another site")
	write(t, parent, ".public-new-7", "a file")
	if err := publishOne(target, "0", false); err != nil {
		t.Fatal(err)
	}
	// What was at .public-new-4-old was put in the place of the site, which was missing.
	if got, want := names(t, parent), ".public-new-3 .public-new-7 .public-new-mine .public-news-5 .publicity-new-6 public"; got != want {
		t.Errorf("left are\n%s, want\n%s", got, want)
	}
}

// A build that has nothing to write removes left-overs as well, and makes nothing.
func TestTidy(t *testing.T) {
	parent := t.TempDir()
	target := filepath.Join(parent, "public")
	if err := publishOne(target, "0", false); err != nil {
		t.Fatal(err)
	}
	for left, text := range map[string]string{".": "", ".public-new-1/" + Marker: stageHead, ".public-lock": "process 1 on host\n"} {
		if left != "." {
			write(t, parent, left, text)
		}
		if err := Tidy(t.Context(), target, nil); err != nil {
			t.Fatal(err)
		}
		if which, err := whole(target); names(t, parent) != "public" || which != "0" || err != nil {
			t.Errorf("%q: left are %s, the site is %q, %v", left, names(t, parent), which, err)
		}
	}
}

// A site that a killed build has moved away comes back, also that of earlier versions of
// the program.
func TestMissingSiteComesBack(t *testing.T) {
	for _, old := range []string{".public-new-12/old", ".public-new-12-old"} {
		parent := t.TempDir()
		target := filepath.Join(parent, "public")
		if err := publishOne(target, "0", false); err != nil {
			t.Fatal(err)
		}
		write(t, parent, ".public-new-12/"+Marker, stageHead)
		write(t, parent, ".public-new-12/site/half.html", "")
		if err := os.Rename(target, filepath.Join(parent, old)); err != nil {
			t.Fatal(err)
		}
		s := begin(t, target)
		if which, err := whole(target); err != nil || which != "0" {
			t.Errorf("%s: the site is %q, %v", old, which, err)
		}
		if err := s.Discard(); err != nil {
			t.Fatal(err)
		}
		if got := names(t, parent); got != "public" {
			t.Errorf("%s: left are %s", old, got)
		}
	}
}

// TestKilled kills a process that publishes, at any moment. The site is whole each time,
// and the next build leaves nothing of the dead one. Where folders cannot be exchanged in
// one step, the site may be missing until that next build begins. Where RAPPORTEUR_LONG is
// set it is killed 500 times, and RAPPORTEUR_KILLS says how often in any case.
func TestKilled(t *testing.T) {
	kills := 60
	if os.Getenv("RAPPORTEUR_LONG") != "" {
		kills = 500
	}
	if s := os.Getenv("RAPPORTEUR_KILLS"); s != "" {
		n, err := strconv.Atoi(s)
		if err != nil {
			t.Fatal(err)
		}
		kills = n
	}
	for _, twoSteps := range []bool{false, true} {
		parent := t.TempDir()
		target := filepath.Join(parent, "public")
		if err := publishOne(target, "first", false); err != nil {
			t.Fatal(err)
		}
		missing, left := 0, 0
		for n := range kills {
			cmd := exec.CommandContext(t.Context(), os.Args[0])
			cmd.Env = append(os.Environ(), "PUBLISH_TO="+target)
			if twoSteps {
				cmd.Env = append(cmd.Env, "PUBLISH_IN_TWO_STEPS=1")
			}
			var said strings.Builder
			cmd.Stderr = &said
			ready, err := cmd.StdoutPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			if _, err := ready.Read(make([]byte, 1)); err != nil {
				t.Fatal(err)
			}
			time.Sleep(rand.N(20 * time.Millisecond))
			if err := cmd.Process.Kill(); err != nil {
				t.Fatal(err)
			}
			_ = cmd.Wait()
			if said.Len() > 0 {
				t.Fatalf("kill %d: it said %s", n, said.String())
			}
			if _, err := whole(target); err != nil {
				if _, gone := os.Lstat(target); !twoSteps || !errors.Is(gone, os.ErrNotExist) {
					t.Fatalf("kill %d: %v", n, err)
				}
				missing++
			}
			if names(t, parent) != "public" {
				left++
			}
			s := begin(t, target)
			if _, err := whole(target); err != nil {
				t.Fatalf("kill %d: after the next build began: %v", n, err)
			}
			if err := s.Discard(); err != nil {
				t.Fatal(err)
			}
			if got := names(t, parent); got != "public" {
				t.Fatalf("kill %d: the next build left %s", n, got)
			}
		}
		t.Logf("%d kills, in two steps %v: the site was missing %d times until the next build, %d times something was left", kills, twoSteps, missing, left)
		if left < kills/2 {
			t.Errorf("only %d of %d kills met a build at work", left, kills)
		}
	}
}

// TestReader reads while 50 sites or more are published one after another, until there were
// 10,000 requests: every one is answered, and an open folder holds one site alone.
func TestReader(t *testing.T) {
	target := filepath.Join(t.TempDir(), "public")
	if err := publishOne(target, "first", false); err != nil {
		t.Fatal(err)
	}
	probe := begin(t, target)
	err := probe.exchange(probe.Dir, probe.Dir)
	if errors.Is(err, errors.ErrUnsupported) {
		t.Skip("this system cannot exchange two folders in one step")
	}
	if err := probe.Discard(); err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	var requests atomic.Int64
	ended := 0
	var wg sync.WaitGroup
	wg.Go(func() {
		for {
			select {
			case <-done:
				return
			default:
			}
			root, err := os.OpenRoot(target) // a reader who stays in the folder that was there
			if err != nil {
				t.Error(err)
				return
			}
			which := ""
			for i := range pagesOfSmall {
				name := filepath.Join(strconv.Itoa(i%3), fmt.Sprintf("page%d.html", i))
				if b, err := os.ReadFile(filepath.Join(target, name)); err != nil || len(b) == 0 {
					t.Errorf("%s: %q, %v", name, b, err)
				}
				b, err := root.ReadFile(name)
				if errors.Is(err, os.ErrNotExist) {
					ended++ // it was deleted, which no server that opens by path sees
					break
				}
				if err != nil || i > 0 && string(b) != which {
					t.Errorf("%s is of site %q, others of %q (%v)", name, b, which, err)
				}
				which = string(b)
				requests.Add(1)
			}
			if b, err := os.ReadFile(filepath.Join(target, "kept/more/page.html")); string(b) != "kept" {
				t.Errorf("the page of the folder that is kept: %q, %v", b, err)
			}
			if err := root.Close(); err != nil {
				t.Error(err)
			}
		}
	})
	n := 0
	for ; n < 50 || requests.Load() < 10_000 && !t.Failed(); n++ {
		if err := publishOne(target, strconv.Itoa(n), false); err != nil {
			t.Error(err)
		}
	}
	close(done)
	wg.Wait()
	t.Logf("%d requests during %d publishes; %d times the folder that a reader had opened was gone", requests.Load(), n, ended)
}

// Two builds at once: the second says who it waits for, then publishes; if it may not
// wait, it says who holds the folder.
func TestTwoAtOnce(t *testing.T) {
	target := filepath.Join(t.TempDir(), "public")
	first := begin(t, target)
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	_, err := Begin(ctx, target, nil)
	held := (*HeldError)(nil)
	if !errors.As(err, &held) || !strings.Contains(err.Error(), fmt.Sprintf("process %d on ", os.Getpid())) {
		t.Errorf("error is %v, want who holds the folder", err)
	}
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error is %v, want it to say why it does not wait", err)
	}
	// Another folder in the same place is not held.
	other := begin(t, target+"-too")
	swap(t, other)

	waits := make(chan string, 1)
	result := make(chan error)
	go func() {
		s, err := Begin(context.Background(), target, func(holder say.Text) { waits <- holder.String() })
		if err == nil {
			err = os.WriteFile(filepath.Join(s.Dir, "second.html"), nil, 0o644)
			err = errors.Join(err, s.Swap(), s.Discard())
		}
		result <- err
	}()
	if got := <-waits; !strings.HasPrefix(got, fmt.Sprintf("process %d", os.Getpid())) {
		t.Errorf("it waits for %q", got)
	}
	write(t, first.Dir, "first.html", "x")
	swap(t, first)
	if err := <-result; err != nil {
		t.Error(err)
	}
	if got, want := names(t, target), Marker+" second.html"; got != want {
		t.Errorf("the site is %q, want %q", got, want)
	}
	if got, want := names(t, filepath.Dir(target)), "public public-too"; got != want {
		t.Errorf("left are %q, want %q", got, want)
	}
}

// What a stranger puts in the place of the lock is neither written over nor deleted.
func TestLockOfAStranger(t *testing.T) {
	for name, put := range map[string]func(lock, victim string) error{
		"link":      func(lock, victim string) error { return os.Symlink(victim, lock) },
		"hard link": func(lock, victim string) error { return os.Link(victim, lock) },
		"folder":    func(lock, _ string) error { return os.Mkdir(lock, 0o755) },
		"file":      func(lock, _ string) error { return os.WriteFile(lock, []byte("mine"), 0o644) },
	} {
		parent := t.TempDir()
		write(t, parent, "victim", "precious")
		lock := filepath.Join(parent, ".public-lock")
		if err := put(lock, filepath.Join(parent, "victim")); err != nil {
			t.Fatal(err)
		}
		_, err := Begin(t.Context(), filepath.Join(parent, "public"), nil)
		if err == nil || !strings.Contains(err.Error(), ".public-lock was not left by a build; move it away") {
			t.Errorf("%s: error is %v", name, err)
		}
		if b, err := os.ReadFile(filepath.Join(parent, "victim")); err != nil || string(b) != "precious" {
			t.Errorf("%s: the other file is %q, %v", name, b, err)
		}
		if got := names(t, parent); got != ".public-lock victim" {
			t.Errorf("%s: left are %s", name, got)
		}
	}
}

// Many at once leave a whole site and nothing else.
func TestManyAtOnce(t *testing.T) {
	target := filepath.Join(t.TempDir(), "public")
	var wg sync.WaitGroup
	for n := range 8 {
		wg.Go(func() {
			if err := publishOne(target, strconv.Itoa(n), n%2 == 0); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if _, err := whole(target); err != nil {
		t.Error(err)
	}
	if got := names(t, filepath.Dir(target)); got != "public" {
		t.Errorf("left are %s", got)
	}
}
