package e2e

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// Base is the address for which the shared sites are built. Their links are
// relative, so any server can show them.
const Base = "https://example.org/"

// A sharedSite is built when a test first asks for it, once for all that read it: the
// tests of a package, of the packages that run at the same time and of later runs, as long
// as neither the program nor what it builds from has changed.
type sharedSite struct {
	mu  sync.Mutex
	dir string // empty until it is built
}

func (s *sharedSite) get(t testing.TB, name string, repo func() string, flags ...string) string {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.dir == "" {
		from := repo()
		s.dir = Kept(t, "site-"+name, siteKey(t, from, flags), func(dir string) { Build(t, from, Base, dir, flags...) })
	}
	return s.dir
}

// siteKey is a hash of all that a site depends on: the program and siteInputs.
func siteKey(t testing.TB, repo string, flags []string) string {
	t.Helper()
	return fmt.Sprintf("%x", sha256.Sum256([]byte(programHash(t)+siteInputs(t, repo, flags))))[:16]
}

// siteInputs is a hash of what a site is built from: the history of the repository, its
// settings, what is in its working tree, and the flags.
func siteInputs(t testing.TB, repo string, flags []string) string {
	t.Helper()
	h := sha256.New()
	fmt.Fprintln(h, Base, flags)
	for _, args := range [][]string{{"rev-parse", "--verify", "--quiet", "HEAD"}, {"config", "--local", "--list"}} {
		cmd := exec.Command("git", args...)
		cmd.Dir = repo
		out, err := cmd.Output()
		if err != nil && cmd.ProcessState == nil {
			t.Fatal(err)
		}
		fmt.Fprintf(h, "%s\n", out)
	}
	for _, name := range append([]string{"config.toml", "data"}, siteFolders...) {
		err := filepath.WalkDir(filepath.Join(repo, name), func(file string, d fs.DirEntry, err error) error {
			if d == nil && errors.Is(err, fs.ErrNotExist) {
				return nil // the repository takes these of the program's
			}
			if err != nil || d.IsDir() {
				return err
			}
			data, err := os.ReadFile(file)
			rel, _ := filepath.Rel(repo, file)
			fmt.Fprintf(h, "%s %x\n", filepath.ToSlash(rel), sha256.Sum256(data))
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}

var realSite, issuedSite, printed, kitchenSink, small, compressed, twoEditions, sixLanguages, edited sharedSite

// RealSite returns the folder of the site of this repository: that of RAPPORTEUR_REAL_SITE,
// which .ci/run has just built, or one that it builds.
func RealSite(t testing.TB) string {
	t.Helper()
	if dir := os.Getenv("RAPPORTEUR_REAL_SITE"); dir != "" {
		return dir
	}
	return realSite.get(t, "real", func() string { return Root(t) })
}

// IssuedSite returns the folder of the site of AsIssued.
func IssuedSite(t testing.TB) string {
	t.Helper()
	return issuedSite.get(t, "issued", func() string { return AsIssued(t).Dir })
}

// Printed returns the folder of a site with its PDFs, which needs Chromium: of one small
// edition, or where RAPPORTEUR_LONG is set of the real report as in IssuedSite.
func Printed(t testing.TB) string {
	t.Helper()
	Chromium(t)
	return printed.get(t, "printed", func() string {
		if os.Getenv("RAPPORTEUR_LONG") != "" {
			return AsIssued(t).Dir
		}
		p := NewProject(t, "small")
		p.Issue()
		return p.Dir
	}, "--pdf")
}

// KitchenSink returns the folder of a site that reaches every branch of every
// template: two editions that were issued, one that was withdrawn, and a draft
// that has Arabic too.
func KitchenSink(t testing.TB) string {
	t.Helper()
	return kitchenSink.get(t, "kitchen-sink", func() string { return KitchenSinkProject(t).Dir }, "--components")
}

// KitchenSinkProject returns the repository of KitchenSink.
func KitchenSinkProject(t testing.TB) Project {
	t.Helper()
	p := NewProject(t, "kitchen-sink")
	p.Precede()
	p.Issue()
	p.Replace("data/report.toml", `title.en = "`, `title.en = "Draft of `)
	p.Replace("data/report.toml", `languages = ["fr", "en"]`, `languages = ["fr", "en", "ar"]`)
	// One State joined late, and one is no longer counted.
	p.Replace("data/participation/convention.toml", `{ state = "mne", kind = "succession"`, `{ state = "npl", kind = "accession"`)
	// A status, a figure and texts changed.
	p.Replace("data/paragraphs/op02.toml", `status = "not-implemented"`, `status = "under-implementation"`)
	p.Replace("data/indicators.toml", `value = 1158, qualifier = "exact", as_printed = "1,158"`, `value = 1160, qualifier = "exact", as_printed = "1,160"`)
	p.Replace("data/paragraphs/op03.toml", `"C’est fait."`, `"C’est fait en partie."`)
	p.Replace("data/paragraphs/op03.toml", `"It is done."`, `"Most of the work was completed on time."`)
	return p
}

// issuedSmall makes the small report, with its one edition issued.
func issuedSmall(t testing.TB) func() string {
	return func() string {
		p := NewProject(t, "small")
		p.Issue()
		return p.Dir
	}
}

// Small returns the folder of a site with one small edition, of 31 January 2001.
func Small(t testing.TB) string {
	t.Helper()
	return small.get(t, "small", issuedSmall(t), "--components")
}

// Compressed returns the folder of the site of Small with its compressed files.
func Compressed(t testing.TB) string {
	t.Helper()
	return compressed.get(t, "compressed", issuedSmall(t), "--compress")
}

// Edited returns the folder of the site of Small with the editor, for a repository on GitHub.
func Edited(t testing.TB) string {
	t.Helper()
	return edited.get(t, "edited", issuedSmall(t), "--editor", "--editor-source", Root(t), "--repository", "https://github.com/un/report")
}

// SixLanguages returns the folder of a site with one edition of a synthetic report in the
// six languages, of 31 January 2045.
func SixLanguages(t testing.TB) string {
	t.Helper()
	return sixLanguages.get(t, "six-languages", func() string {
		p := NewProject(t, "six-languages")
		p.Issue()
		return p.Dir
	})
}

// TwoEditions returns the folder of a site with two small editions, of 31
// January and 30 June 2001, that differ in a figure, a text and a status.
func TwoEditions(t testing.TB) string {
	t.Helper()
	return twoEditions.get(t, "two-editions", func() string {
		p := NewProject(t, "small")
		p.Issue()
		p.Replace("data/report.toml", "2001-01-31", "2001-06-30")
		p.Replace("data/indicators.toml", "1250", "1300")
		p.Replace("data/paragraphs/op01.toml", "Aider les États", "Aider tous les États")
		p.Issue()
		return p.Dir
	}, "--components")
}

// Place splits the name of a page's file into the version and the language
// it belongs to; a gateway has no language.
func Place(file string) (version, lang string) {
	parts := strings.Split(file, "/")
	isLang := func(s string) bool {
		return slices.Contains([]string{"ar", "zh", "en", "fr", "ru", "es"}, s)
	}
	switch {
	case isLang(parts[0]):
		return "current", parts[0]
	case len(parts) > 2 && isLang(parts[1]):
		return parts[0], parts[1]
	}
	return parts[0], ""
}
