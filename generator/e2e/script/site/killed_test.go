package site

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"rapporteur/generator/e2e"
	"rapporteur/generator/manifest"
)

// TestKilled kills whole builds at random moments. After each kill the folder holds every file
// of the site of one commit or of the other, to the byte, and the next build ends as ever and
// leaves nothing of the dead one. It is run where RAPPORTEUR_LONG is set; RAPPORTEUR_KILLS
// says how often, 500 times without it.
func TestKilled(t *testing.T) {
	if os.Getenv("RAPPORTEUR_LONG") == "" {
		t.Skip("RAPPORTEUR_LONG is not set")
	}
	kills := 500
	if n, err := strconv.Atoi(os.Getenv("RAPPORTEUR_KILLS")); err == nil {
		kills = n
	}
	p := e2e.NewProject(t, "small")
	p.Issue()
	p.Replace("data/report.toml", `id = "2001-01-31"`, `id = "2001-06-30"`)
	p.Replace("data/report.toml", `status = "issued"`, `status = "draft"`)
	p.Commit("draft")
	p.Replace("data/indicators.toml", "1250", "1251")
	p.Commit("another draft")

	parent := t.TempDir()
	out := filepath.Join(parent, "site")
	args := func(rev string, fresh bool) []string {
		list := []string{"build", "--quiet", "--repo", p.Dir, "--rev", rev, "--out", out}
		if fresh {
			list = append(list, "--fresh")
		}
		return list
	}
	build := func(rev string) time.Duration {
		t.Helper()
		began := time.Now()
		if stdout, stderr, code := e2e.Run(t, parent, args(rev, false)...); code != e2e.ExitOK || stdout+stderr != "" {
			t.Fatalf("build of %s: exit %d\n%s%s", rev, code, stdout, stderr)
		}
		return time.Since(began)
	}
	// is returns which of the two sites is there.
	sites := make(map[string][]manifest.Entry)
	is := func() string {
		t.Helper()
		files, err := manifest.Hash(out)
		if err != nil {
			t.Fatal(err)
		}
		for rev, want := range sites {
			if slices.Equal(files, want) {
				if data, err := os.ReadFile(filepath.Join(out, manifest.File)); err != nil || !strings.Contains(string(data), p.Git("rev-parse", rev)[:40]) {
					t.Fatalf("the manifest is not that of %s: %v", rev, err)
				}
				return rev
			}
		}
		t.Fatalf("%d files are there, which are those of neither site", len(files))
		return ""
	}
	revs := []string{"HEAD~1", "HEAD"}
	var took time.Duration
	for _, rev := range revs {
		took = max(took, build(rev))
		files, err := manifest.Hash(out)
		if err != nil {
			t.Fatal(err)
		}
		sites[rev] = files
	}
	if slices.Equal(sites[revs[0]], sites[revs[1]]) {
		t.Fatal("both sites are the same")
	}
	now := revs[1]
	ended, left, older := 0, 0, 0
	for n := range kills {
		next := revs[(slices.Index(revs, now)+1)%2]
		cmd := e2e.Command(t, parent, args(next, rand.N(2) == 0)...)
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(rand.N(took * 5 / 4))
		_ = cmd.Process.Kill() // it may have ended
		if err := cmd.Wait(); err == nil {
			ended++
		}
		if there := is(); there == now {
			older++
		}
		if entries, err := os.ReadDir(parent); err != nil || len(entries) > 1 {
			left++
		}
		now = revs[n%2]
		build(now)
		if there := is(); there != now {
			t.Fatalf("kill %d: after the next build the site is that of %s", n, there)
		}
		if entries, err := os.ReadDir(parent); err != nil || len(entries) != 1 {
			t.Fatalf("kill %d: the next build left %v, %v", n, entries, err)
		}
	}
	t.Logf("%d kills, %d after the build had ended: %d times the old site, %d times the new one; %d times something was left, which the next build removed",
		kills, ended, older, kills-older, left)
	if left < kills/4 {
		t.Errorf("only %d of %d kills met a build that was writing", left, kills)
	}
}
