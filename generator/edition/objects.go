package edition

import (
	"crypto/sha1"
	"encoding/hex"
	"errors"
	"io"
	"strconv"
	"sync"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/object"
	"github.com/go-git/go-git/v5/plumbing/storer"

	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// maxObject is the greatest size of an object, in bytes, that is read: a small pack can hold a
// much larger one, and reading it takes several times its size of memory. Only those are read
// of which a site is made. report.Limit raises it.
const maxObject = 32 << 20

// objects reads the objects of a repository. It is safe for concurrent use. The
// slices it returns are shared and must not be changed.
type objects struct {
	mu      sync.Mutex // go-git's storages share file offsets
	stores  []storer.EncodedObjectStorer
	partial bool     // the repository is a partial clone
	repair  say.Text // what to do about a damaged object

	trees map[plumbing.Hash]*object.Tree
	blobs map[plumbing.Hash][]byte
}

func newObjects(partial bool, stores ...storer.EncodedObjectStorer) *objects {
	return &objects{
		stores:  stores,
		partial: partial,
		repair:  say.F("run \"git fsck\" to see the extent, then clone the repository again"),
		trees:   map[plumbing.Hash]*object.Tree{},
		blobs:   map[plumbing.Hash][]byte{},
	}
}

func (o *objects) commit(h plumbing.Hash) (*object.Commit, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	obj, err := o.read(plumbing.CommitObject, h)
	if err != nil {
		return nil, err
	}
	c := new(object.Commit)
	if err := c.Decode(obj); err != nil {
		return nil, o.damaged(h, err)
	}
	return c, nil
}

// tree returns a tree and caches it.
func (o *objects) tree(h plumbing.Hash) (*object.Tree, error) {
	o.mu.Lock()
	t, ok := o.trees[h]
	o.mu.Unlock()
	if ok {
		return t, nil
	}
	t, err := o.treeOnce(h)
	if err == nil {
		o.mu.Lock()
		o.trees[h] = t
		o.mu.Unlock()
	}
	return t, err
}

// treeOnce returns a tree without caching it, for trees that are read only once,
// such as the roots of a long history.
func (o *objects) treeOnce(h plumbing.Hash) (*object.Tree, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	obj, err := o.read(plumbing.TreeObject, h)
	if err != nil {
		return nil, err
	}
	t := new(object.Tree)
	if err := t.Decode(obj); err != nil {
		return nil, o.damaged(h, err)
	}
	return t, nil
}

func (o *objects) blob(h plumbing.Hash) ([]byte, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if b, ok := o.blobs[h]; ok {
		return b, nil
	}
	obj, err := o.read(plumbing.BlobObject, h)
	if err != nil {
		return nil, err
	}
	b, err := content(obj)
	if err != nil {
		return nil, o.damaged(h, err)
	}
	o.blobs[h] = b
	return b, nil
}

// peel follows annotated tags to the object they point at.
func (o *objects) peel(h plumbing.Hash) (plumbing.Hash, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	for {
		obj, err := o.read(plumbing.AnyObject, h)
		if err != nil {
			return h, err
		}
		if obj.Type() != plumbing.TagObject {
			return h, nil
		}
		tag := new(object.Tag)
		if err := tag.Decode(obj); err != nil {
			return h, o.damaged(h, err)
		}
		h = tag.Target
	}
}

// kind returns the type of an object, InvalidObject if it is not found.
func (o *objects) kind(h plumbing.Hash) plumbing.ObjectType {
	o.mu.Lock()
	defer o.mu.Unlock()
	obj, err := o.read(plumbing.AnyObject, h)
	if err != nil {
		return plumbing.InvalidObject
	}
	return obj.Type()
}

// read returns an object after checking its content against its hash. go-git
// does not, so it would return a damaged object without an error.
func (o *objects) read(t plumbing.ObjectType, h plumbing.Hash) (plumbing.EncodedObject, error) {
	for _, s := range o.stores {
		if size, err := s.EncodedObjectSize(h); err == nil && size > report.Limit(maxObject) {
			return nil, fail(nil, report.OrRaise(say.F("take the file out of the report, or out of the history if an edition holds it")),
				"object %s of the repository is larger than %d MiB", short(h.String()), report.Limit(maxObject)>>20)
		}
		obj, err := s.EncodedObject(t, h)
		if errors.Is(err, plumbing.ErrObjectNotFound) {
			continue
		}
		if err != nil {
			return nil, o.damaged(h, err)
		}
		b, err := content(obj)
		if err != nil {
			return nil, o.damaged(h, err)
		}
		if sum(obj.Type(), b) != h {
			return nil, o.damaged(h, say.Errorf("content and hash differ"))
		}
		return obj, nil
	}
	if o.partial {
		return nil, fail(plumbing.ErrObjectNotFound,
			"run \"git fetch --refetch --no-filter origin\", or clone it again without --filter",
			"this is a partial clone without object %s", short(h.String()))
	}
	return nil, fail(plumbing.ErrObjectNotFound, o.repair,
		"object %s is missing from the repository", short(h.String()))
}

func (o *objects) damaged(h plumbing.Hash, cause error) *Error {
	return fail(cause, o.repair,
		"object %s of the repository is damaged (%v)", short(h.String()), cause)
}

func content(obj plumbing.EncodedObject) ([]byte, error) {
	r, err := obj.Reader()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	b := make([]byte, obj.Size())
	if _, err := io.ReadFull(r, b); err != nil {
		return nil, err
	}
	return b, nil
}

func sum(t plumbing.ObjectType, b []byte) plumbing.Hash {
	d := sha1.New()
	io.WriteString(d, t.String()+" "+strconv.Itoa(len(b))+"\x00")
	d.Write(b)
	return plumbing.Hash(d.Sum(nil))
}

// withPrefix returns the commits whose hash begins with the given hexadecimal
// digits, in no particular order.
func (o *objects) withPrefix(digits string) ([]plumbing.Hash, error) {
	whole, err := hex.DecodeString(digits[:len(digits)/2*2])
	if err != nil {
		return nil, err
	}
	o.mu.Lock()
	defer o.mu.Unlock()
	found := map[plumbing.Hash]bool{}
	for _, s := range o.stores {
		index, ok := s.(interface {
			HashesWithPrefix([]byte) ([]plumbing.Hash, error)
		})
		if !ok {
			continue
		}
		hashes, err := index.HashesWithPrefix(whole)
		if err != nil {
			return nil, err
		}
		for _, h := range hashes {
			if h.String()[:len(digits)] != digits {
				continue
			}
			if obj, err := o.read(plumbing.AnyObject, h); err == nil && obj.Type() == plumbing.CommitObject {
				found[h] = true
			}
		}
	}
	var list []plumbing.Hash
	for h := range found {
		list = append(list, h)
	}
	return list, nil
}
