package main

import (
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"syscall"
	"time"
)

// cost is what a process took, its children included.
type cost struct {
	cpu  time.Duration // user and system
	wall time.Duration
	rss  int64 // peak, in bytes
}

// measure runs a command and waits for it with wait4.
func (b *bench) measure(dir, name string, args ...string) (cost, error) {
	cmd := command(dir, name, args...)
	begun := time.Now()
	// check exits with 1 where it finds something, which it does in a synthetic report.
	if err := cmd.Run(); err != nil && (args[0] != "check" || cmd.ProcessState.ExitCode() != 1) {
		return cost{}, fmt.Errorf("%s %s: %w", name, args, err)
	}
	c := cost{cpu: cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), wall: time.Since(begun)}
	if u, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		c.rss = u.Maxrss * 1024 // which Linux counts in kB
	}
	return c, nil
}

// median is the cost in the middle of each measure.
func median(costs []cost) cost {
	cpu, wall, rss := make([]time.Duration, 0), make([]time.Duration, 0), make([]int64, 0)
	for _, c := range costs {
		cpu, wall, rss = append(cpu, c.cpu), append(wall, c.wall), append(rss, c.rss)
	}
	return cost{middle(cpu), middle(wall), middle(rss)}
}

func middle[T cmp.Ordered](list []T) T {
	slices.Sort(list)
	return list[len(list)/2]
}

// report prints the median, and its ratio to a whole fresh build.
func (b *bench) report(name string, costs []cost) { b.reportTo(b.out, name, costs) }

func (b *bench) reportTo(w io.Writer, name string, costs []cost) {
	c := median(costs)
	fmt.Fprintf(w, "%-34s %8.2f s user and system %8.2f s %6d MB", name, c.cpu.Seconds(), c.wall.Seconds(), c.rss/1e6)
	if b.whole.cpu > 0 {
		fmt.Fprintf(w, "  %6.3f of a fresh build", c.cpu.Seconds()/b.whole.cpu.Seconds())
	}
	fmt.Fprintln(w)
}

// count counts the pages, files and bytes of a site.
func count(dir string) (pages, files int, bytes int64, err error) {
	err = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		files, bytes = files+1, bytes+info.Size()
		if filepath.Ext(name) == ".html" {
			pages++
		}
		return nil
	})
	return pages, files, bytes, err
}
