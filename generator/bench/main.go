// Command bench makes histories of synthetic reports and times how Rapporteur builds them,
// next to what a user would pick instead. See README.md.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"rapporteur-bench/history"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	// Hugo is a library here, so that what it costs is measured as a process of its own.
	if len(args) > 0 && args[0] == "hugo" {
		return hugo(args[1], args[2])
	}
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	var s history.Size
	flags.IntVar(&s.Records, "records", 200, "records in each edition")
	flags.IntVar(&s.Editions, "editions", 10, "editions")
	flags.IntVar(&s.Languages, "languages", 2, "languages, at most 6")
	flags.IntVar(&s.Commits, "commits", 0, "commits before each edition but the first")
	runs := flags.Int("runs", 3, "how often each thing is measured")
	program := flags.String("program", "", "program to measure; it is built from ../.. if none is given")
	floor := flags.Bool("floor", false, "measure Hugo alone on the same pages, and copying the bytes")
	rivals := flags.Bool("rivals", false, "measure a loop of git worktree with plain Hugo, and Antora if npm can install it")
	dir := flags.String("dir", "", "folder to work in, which is kept; a temporary one if none is given")
	only := flags.Bool("history", false, "write the history into -dir/rapporteur and do no more")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if s.Records < 20 || s.Editions < 2 || s.Languages < 1 || s.Languages > len(history.Languages) {
		return errors.New("give at least 20 records, two editions and a language, and at most 6 languages")
	}
	if *dir == "" {
		temp, err := os.MkdirTemp("", "bench-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(temp)
		*dir = temp
	}
	var err error
	if *dir, err = filepath.Abs(*dir); err != nil {
		return err
	}
	b := bench{Size: s, dir: *dir, runs: *runs, program: *program, out: os.Stdout}
	if err := b.repository(history.Rapporteur); err != nil || *only {
		return err
	}
	if b.program == "" {
		b.program = filepath.Join(*dir, "program")
		if out, err := exec.Command("go", "build", "-C", "../..", "-o", b.program, "./generator").CombinedOutput(); err != nil {
			return fmt.Errorf("go build: %w\n%s", err, out)
		}
	}
	fmt.Fprintln(b.out, s)
	if s.Commits > 0 {
		return b.commits()
	}
	if err := b.builds(); err != nil {
		return err
	}
	if *floor {
		if err := b.floor(); err != nil {
			return err
		}
	}
	if *rivals {
		return errors.Join(b.worktrees(), b.antora())
	}
	return nil
}

// bench measures one size.
type bench struct {
	history.Size
	dir     string
	runs    int
	program string
	out     io.Writer
	whole   cost // of a whole fresh build, which everything else is compared with
}

func (b *bench) path(names ...string) string {
	return filepath.Join(append([]string{b.dir}, names...)...)
}

// repository makes the history in one of its forms, with a working tree.
func (b *bench) repository(f history.Flavour) error {
	dir := b.path(string(f))
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	if err := command("", "git", "init", "-q", "-b", "main", dir).Run(); err != nil {
		return err
	}
	cmd := command(dir, "git", "fast-import", "--quiet", "--done")
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	if err := errors.Join(b.FastImport(in, f), in.Close(), cmd.Wait()); err != nil {
		return err
	}
	return command(dir, "git", "reset", "-q", "--hard").Run()
}

// command is a command whose errors are shown.
func command(dir, name string, args ...string) *exec.Cmd {
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Stderr = dir, os.Stderr
	return cmd
}

// builds measures the builds of Rapporteur. In each run a fresh build comes first, of all
// editions but the last, so that what follows is compared with one of the same minutes.
func (b *bench) builds() error {
	repo, site := b.path(string(history.Rapporteur)), b.path("site")
	last := "edition/" + history.ID(b.Editions-1)
	reset := func(to string) func() error {
		return func() error { return command(repo, "git", "reset", "-q", "--hard", to).Run() }
	}
	steps := []struct {
		name    string // empty where it is not measured
		prepare func() error
		fresh   bool
	}{
		{"whole fresh build", func() error {
			return errors.Join(reset(last+"~1")(), command(repo, "git", "tag", "-d", last).Run(), os.RemoveAll(site))
		}, true},
		{"one edition added", func() error { return b.repository(history.Rapporteur) }, false},
		{"nothing changed", func() error { return nil }, false},
		{"", func() error { return b.draft("draft") }, false},
		{"one word changed in the draft", func() error { return b.draft("another draft") }, false},
	}
	costs := make([][]cost, len(steps))
	for range b.runs {
		for i, s := range steps {
			if err := s.prepare(); err != nil {
				return err
			}
			args := []string{"build", "--quiet", "--repo", repo, "--out", site}
			if s.fresh {
				args = append(args, "--fresh")
			}
			c, err := b.measure("", b.program, args...)
			if err != nil {
				return err
			}
			costs[i] = append(costs[i], c)
			if i == 0 {
				b.whole = median(costs[0])
			}
			if s.name != "" {
				fmt.Fprint(os.Stderr, "run: ")
				b.reportTo(os.Stderr, s.name, []cost{c})
			}
		}
	}
	pages, files, bytes, err := count(site)
	if err != nil {
		return err
	}
	fmt.Fprintf(b.out, "%d pages, %d files, %.1f MB\n", pages, files, float64(bytes)/1e6)
	for i, s := range steps {
		if s.name != "" {
			b.report(s.name, costs[i])
		}
	}
	return nil
}

// commits measures what reads a history without building it.
func (b *bench) commits() error {
	for _, verb := range []string{"editions", "check"} {
		var costs []cost
		for range b.runs {
			c, err := b.measure("", b.program, verb, "--repo", b.path(string(history.Rapporteur)))
			if err != nil {
				return err
			}
			costs = append(costs, c)
		}
		b.report(verb, costs)
	}
	return nil
}

// draft changes one word in the working tree: in the introduction of the report.
func (b *bench) draft(text string) error {
	name := b.path(string(history.Rapporteur), "data", "sections.toml")
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	lines := strings.Split(string(data), "\n")
	i := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(l, "text.en = ") })
	lines[i] = fmt.Sprintf("text.en = %q", text)
	if err := os.WriteFile(name, []byte(strings.Join(lines, "\n")), 0o644); err != nil {
		return err
	}
	// A draft heads for an edition of its own.
	name = b.path(string(history.Rapporteur), "data", "report.toml")
	if data, err = os.ReadFile(name); err != nil {
		return err
	}
	text = strings.NewReplacer(history.ID(b.Editions-1), history.ID(b.Editions), `"issued"`, `"draft"`).Replace(string(data))
	return os.WriteFile(name, []byte(text), 0o644)
}
