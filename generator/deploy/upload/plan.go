package upload

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"context"
	"crypto/md5"
	"encoding/hex"
	"encoding/json"
	"io"
	"path"
	"slices"
	"strings"

	"rapporteur/generator/manifest"
	"rapporteur/generator/say"

	"gocloud.dev/blob"
	"gocloud.dev/gcerrors"
)

// Names of the objects that a deploy keeps for itself.
const (
	recordKey = ".rapporteur-deploy.json"
	lockKey   = ".rapporteur-deploy.lock"
)

// recordFormat is the number of the format of the record; one from a newer program is refused.
const recordFormat = 1

// record is what deploys put into the storage. It is written before anything else is sent, with
// what is about to be, so that after an interruption nothing is forgotten, and at the end.
type record struct {
	Format  int               `json:"format"`
	Objects map[string]object `json:"objects"` // by path
}

// object is a file as it is stored.
type object struct {
	SHA256 string `json:"sha256"` // of the file, not compressed
	header
	Size    int64  `json:"size"`          // as stored
	MD5     string `json:"md5,omitempty"` // as the storage lists it; empty where it lists none
	Pending bool   `json:"pending,omitempty"`
}

// listed is what a listing says of an object.
type listed struct {
	size int64
	md5  string
}

// stage is when a file is sent. What a page needs is there before the page.
type stage int

const (
	stageAssets   stage = iota // style sheets, scripts, pictures, data
	stageNew                   // pages at new addresses, to which nothing leads yet
	stagePages                 // pages that take the place of others
	stageLists                 // what announces pages: feeds, the list of editions, the map of the site
	stageManifest              // the sums and, alone, the manifest
	stageLast
)

func stageOf(name string, there bool) stage {
	switch base := path.Base(name); {
	case name == manifest.Sums:
		return stageManifest
	case name == manifest.File:
		return stageLast
	case strings.HasSuffix(name, ".html") && !there:
		return stageNew
	case strings.HasSuffix(name, ".html"):
		return stagePages
	case base == "feed.xml" || !strings.Contains(name, "/") && slices.Contains([]string{"sitemap.xml", "editions.json", "portal.json", "robots.txt"}, name):
		return stageLists
	}
	return stageAssets
}

// send is a file to send.
type send struct {
	entry  manifest.Entry
	object object
	stage  stage
}

// Plan is what a deploy will do.
type Plan struct {
	Files    int   // of the build
	Bytes    int64 // to send, as stored
	Restored int   // that somebody else changed or removed since they were put there
	sends    []send
	remove   []string // sorted
	after    record   // when all is done; MD5 as far as it is known
	foreign  []string // objects that no deploy put there and that have the name of a file
	before   record
}

// Sends are the files to send, in this order.
func (p *Plan) Sends() []string {
	names := make([]string, len(p.sends))
	for i, s := range p.sends {
		names[i] = s.entry.Path
	}
	return names
}

// Removes are the files that an earlier deploy put there and that the build no longer has.
func (p *Plan) Removes() []string { return p.remove }

// plan compares a build with what the storage holds.
func (d *deploy) plan(ctx context.Context) (*Plan, error) {
	old, err := d.readRecord(ctx)
	if err != nil {
		return nil, err
	}
	there, err := d.list(ctx)
	if err != nil {
		return nil, err
	}
	editions := make(map[string]bool)
	for _, e := range d.build.manifest.Editions {
		editions[e.ID] = true
	}
	p := &Plan{Files: len(d.build.files), before: old, after: record{recordFormat, make(map[string]object)}}
	for _, e := range d.build.files {
		was, ours := old.Objects[e.Path]
		at, exists := there[e.Path]
		o := object{SHA256: e.SHA256, header: headerOf(e.Path, editions, d.Gzip)}
		same := ours && was.SHA256 == o.SHA256 && was.header == o.header
		kept := exists && at.size == was.Size && (was.MD5 == "" || at.md5 == was.MD5)
		if same && kept && was.Pending {
			// An interrupted deploy may or may not have sent it.
			if kept, err = d.has(ctx, e.Path, o.header); err != nil {
				return nil, err
			}
		}
		if same && kept {
			was.Pending = false
			p.after.Objects[e.Path] = was
			continue
		}
		switch {
		case !ours && exists:
			p.foreign = append(p.foreign, e.Path)
		case ours && !was.Pending && !kept:
			p.Restored++
		}
		data, err := d.stored(e, o.header)
		if err != nil {
			return nil, err
		}
		sum := md5.Sum(data)
		o.Size, o.MD5 = int64(len(data)), hexMD5(sum)
		p.Bytes += o.Size
		p.after.Objects[e.Path] = o
		p.sends = append(p.sends, send{e, o, stageOf(e.Path, exists)})
	}
	slices.SortStableFunc(p.sends, func(a, b send) int { return cmp.Compare(a.stage, b.stage) })
	for name := range old.Objects {
		if _, ok := p.after.Objects[name]; ok {
			continue
		}
		if _, exists := there[name]; exists {
			p.remove = append(p.remove, name)
		}
	}
	slices.Sort(p.remove)
	return p, nil
}

// stored returns the bytes to store for a file.
func (d *deploy) stored(e manifest.Entry, h header) ([]byte, error) {
	data, err := d.build.read(e)
	if err != nil || h.Encoding == "" {
		return data, err
	}
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// has reports whether an object has a header.
func (d *deploy) has(ctx context.Context, name string, h header) (bool, error) {
	var a *blob.Attributes
	err := d.ask(ctx, name, func(ctx context.Context) (err error) {
		a, err = d.bucket.Attributes(ctx, name)
		return err
	})
	if err != nil {
		return false, err
	}
	return header{a.ContentType, a.CacheControl, a.ContentEncoding} == h, nil
}

// list returns all objects, by path.
func (d *deploy) list(ctx context.Context) (map[string]listed, error) {
	there := make(map[string]listed)
	for token := blob.FirstPageToken; len(token) > 0; {
		var page []*blob.ListObject
		err := d.ask(ctx, "", func(ctx context.Context) (err error) {
			page, token, err = d.bucket.ListPage(ctx, token, 1000, nil)
			return err
		})
		if err != nil {
			return nil, err
		}
		for _, o := range page {
			if !o.IsDir {
				there[o.Key] = listed{o.Size, hex.EncodeToString(o.MD5)}
			}
		}
	}
	return there, nil
}

func (d *deploy) readRecord(ctx context.Context) (record, error) {
	var data []byte
	err := d.ask(ctx, recordKey, func(ctx context.Context) (err error) {
		data, err = d.bucket.ReadAll(ctx, recordKey)
		return err
	})
	if gcerrors.Code(err) == gcerrors.NotFound {
		return record{Format: recordFormat}, nil
	}
	if err != nil {
		return record{}, err
	}
	var r record
	dec := json.NewDecoder(bytes.NewReader(data))
	if err := dec.Decode(&r); err != nil {
		return r, say.Errorf("%s in the storage is damaged: %v; delete it there, then run this again with --adopt", recordKey, err)
	}
	if _, err := dec.Token(); err != io.EOF || r.Format != recordFormat {
		return r, say.Errorf("%s in the storage is damaged: %v; delete it there, then run this again with --adopt", recordKey, say.F("its format is %d, not %d", r.Format, recordFormat))
	}
	return r, nil
}
