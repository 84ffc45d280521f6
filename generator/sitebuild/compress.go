package sitebuild

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"rapporteur/generator/manifest"
	"rapporteur/generator/precompress"
	"rapporteur/generator/reuse"
	"rapporteur/generator/say"
)

// packedPart is the part of a site that are the compressed variants of its files. What they
// hold follows from the files and the program alone.
const packedPart = "compressed"

// content is what some files of a site have in common.
type content struct {
	sum     string   // its SHA-256
	files   []string // whose it is
	earlier string   // a file of the earlier site with this content, whose variants can be taken over; empty if there is none
	sums    []string // of the variants, in the order of precompress.Variants
}

// compress writes the compressed variants of the files of a finished site in the folder dir, or
// takes them over from the earlier site where that had a file of the same content. It adds the
// hashes of what it read and wrote to those of k.taken.
func (e *Earlier) compress(ctx context.Context, dir string, k *keep) error {
	sizes, err := compressible(dir)
	if err != nil {
		return err
	}
	if k.taken == nil {
		k.taken = make(map[string]string)
	}
	var unread []string
	for name := range sizes {
		if k.taken[name] == "" {
			unread = append(unread, name)
		}
	}
	sums, err := reuse.HashFiles(dir, unread)
	if err != nil {
		return err
	}
	maps.Copy(k.taken, sums)
	bySum := make(map[string]*content)
	var all []*content
	for _, name := range slices.Sorted(maps.Keys(sizes)) {
		sum := k.taken[name]
		c := bySum[sum]
		if c == nil {
			c = &content{sum: sum}
			bySum[sum], all = c, append(all, c)
		}
		c.files = append(c.files, name)
	}
	k.parts[packedPart] = reuse.Inputs{"the program": e.common["the program"]}
	if e.Why.IsZero() && len(e.Record.Changed(packedPart, k.parts[packedPart])) == 0 {
		e.packed(bySum, sizes)
	}
	var next atomic.Int64
	var wait sync.WaitGroup
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			for i := int(next.Add(1)) - 1; i < len(all) && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				if err := e.pack(dir, all[i], sizes[all[i].files[0]]); err != nil {
					cancel(err)
				}
			}
		})
	}
	wait.Wait()
	if err := context.Cause(ctx); err != nil {
		return err
	}
	kept := 0
	for _, c := range all {
		if c.earlier != "" {
			kept++
		}
		for _, name := range c.files {
			for i, v := range precompress.Variants(name, sizes[name]) {
				k.taken[v] = c.sums[i]
			}
		}
	}
	k.why = append(k.why, say.F("compressed: %s, %d of which kept", say.N(len(all), "file"), kept))
	return nil
}

// compressible returns the sizes of the files of a site that have variants, by name.
func compressible(dir string) (map[string]int64, error) {
	sizes := make(map[string]int64)
	err := filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil || !d.Type().IsRegular() {
			return err
		}
		name, err := filepath.Rel(dir, file)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		info, err := d.Info()
		if err != nil {
			return err
		}
		if len(precompress.Variants(name, info.Size())) > 0 && !manifest.Own(name) {
			sizes[name] = info.Size()
		}
		return nil
	})
	return sizes, err
}

// packed finds the contents whose variants the earlier site has, as they were written.
func (e *Earlier) packed(bySum map[string]*content, sizes map[string]int64) {
	var wanted []string
	from := make(map[string]string) // file of the earlier site by content
	for name, sum := range e.Record.Files {
		c := bySum[sum]
		if c == nil {
			continue
		}
		variants := precompress.Variants(name, sizes[c.files[0]])
		if len(variants) == 0 || slices.ContainsFunc(variants, func(v string) bool { return e.Record.Files[v] == "" }) {
			continue
		}
		// Of several the first, so that a damaged one is not found by chance.
		if was := from[sum]; was == "" || name < was {
			from[sum] = name
		}
	}
	for sum, name := range from {
		wanted = append(wanted, precompress.Variants(name, sizes[bySum[sum].files[0]])...)
	}
	same := e.Record.Same(wanted)
	for sum, name := range from {
		c := bySum[sum]
		if !slices.ContainsFunc(precompress.Variants(name, sizes[c.files[0]]), func(v string) bool { return !same[v] }) {
			c.earlier = name
		}
	}
}

// pack writes the variants of all files of one content, of that size.
func (e *Earlier) pack(dir string, c *content, size int64) error {
	at := func(name string) string { return filepath.Join(dir, filepath.FromSlash(name)) }
	link := func(from, variant string) error {
		err := reuse.Link(from, at(variant))
		if errors.Is(err, fs.ErrExist) {
			return taken(variant)
		}
		return err
	}
	var data []byte
	for _, name := range c.files {
		for i, variant := range precompress.Variants(name, size) {
			switch {
			case c.earlier != "":
				from := precompress.Variants(c.earlier, size)[i]
				if len(c.sums) == i {
					c.sums = append(c.sums, e.Record.Files[from])
				}
				if err := link(e.Record.Path(from), variant); err != nil {
					return err
				}
			case len(c.sums) > i:
				if err := link(at(precompress.Variants(c.files[0], size)[i]), variant); err != nil {
					return err
				}
			default:
				if data == nil {
					var err error
					if data, err = os.ReadFile(at(name)); err != nil {
						return err
					}
				}
				packed, err := precompress.Pack(variant, data)
				if err != nil {
					return err
				}
				c.sums = append(c.sums, manifest.Sum(packed))
				f, err := os.OpenFile(at(variant), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
				if errors.Is(err, fs.ErrExist) {
					return taken(variant)
				}
				if err != nil {
					return err
				}
				_, err = f.Write(packed)
				if err := errors.Join(err, f.Close()); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// taken is the error for a variant whose name another file has.
func taken(variant string) error {
	return say.Errorf("static/%s has the name of a file that --compress writes; remove it, or leave out --compress", variant)
}

// below returns the files of the earlier site in a folder without the compressed variants, which
// compress takes over.
func (e *Earlier) below(prefix string) []string {
	return slices.DeleteFunc(e.Record.Below(prefix), func(name string) bool {
		of := precompress.Of(name)
		return of != "" && e.Record.Files[of] != ""
	})
}
