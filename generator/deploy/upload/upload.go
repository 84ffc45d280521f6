// Package upload sends a finished site to object storage: only what changed, in an order in
// which no page leads to what is not there yet, and such that an interrupted deploy is finished
// by the next one.
package upload

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"sync"
	"time"

	"rapporteur/generator/say"

	"gocloud.dev/blob"
	"gocloud.dev/gcerrors"
)

// Options say how to send.
type Options struct {
	Gzip    bool          // pages, styles and scripts are stored compressed
	Adopt   bool          // files that no deploy put there may be replaced
	Unlock  string        // names the mark of a deploy that no longer runs, as the error about it does; it is removed first
	DryRun  bool          // nothing is changed
	Jobs    int           // files that are sent at once
	Timeout time.Duration // of one request; the storage is given up after it
	Holder  string        // who deploys, for those who find the mark: "process 4711 on host"
	Now     time.Time     // when it begins
}

type deploy struct {
	Options
	bucket *blob.Bucket
	build  *Build
	mark   []byte // of this deploy, in the storage while it writes there
}

// Run sends a build that Check has accepted, and returns what it did or, with DryRun, would do.
func Run(ctx context.Context, bucket *blob.Bucket, build *Build, o Options) (p *Plan, err error) {
	o.Jobs = max(o.Jobs, 1)
	d := &deploy{o, bucket, build, mark{rand.Text(), o.Holder, o.Now.UTC().Truncate(time.Second)}.json()}
	if o.DryRun {
		return d.ready(ctx)
	}
	if p, err = d.ready(ctx); err != nil || len(p.sends)+len(p.remove) == 0 {
		return p, err
	}
	if err := d.lock(ctx); err != nil {
		return nil, err
	}
	defer func() {
		// Also after Ctrl-C: else the next deploy would wait for this one.
		if e := d.unlock(context.WithoutCancel(ctx)); err == nil {
			err = e
		}
	}()
	// Another deploy may have ended between the two.
	if p, err = d.ready(ctx); err != nil {
		return nil, err
	}
	return p, d.carryOut(ctx, p)
}

func (d *deploy) ready(ctx context.Context) (*Plan, error) {
	p, err := d.plan(ctx)
	if err == nil && len(p.foreign) > 0 && !d.Adopt {
		return nil, say.Errorf("the storage holds %s that no deploy put there and that this one would replace, such as %s; nothing was sent; name another place, or replace them with --adopt", say.N(len(p.foreign), "file"), p.foreign[0])
	}
	return p, err
}

// carryOut does what a plan says. Errors say how far it came.
func (d *deploy) carryOut(ctx context.Context, p *Plan) error {
	pending := record{recordFormat, make(map[string]object)}
	for _, r := range []record{p.before, p.after} {
		for name, o := range r.Objects {
			pending.Objects[name] = o
		}
	}
	for _, s := range p.sends {
		o := s.object
		o.Pending = true
		pending.Objects[s.entry.Path] = o
	}
	if err := d.writeRecord(ctx, pending); err != nil {
		return err
	}
	for s := stageAssets; s <= stageLast; s++ {
		if s > stageAssets {
			if err := d.alone(ctx); err != nil {
				return d.stopped(err, s)
			}
		}
		if err := d.sendStage(ctx, p, s); err != nil {
			return d.stopped(err, s)
		}
	}
	there, err := d.list(ctx)
	if err != nil {
		return d.stopped(err, stageLast)
	}
	for _, s := range p.sends {
		if err := d.arrived(ctx, s, there, p.after.Objects); err != nil {
			return d.stopped(err, stageLast)
		}
	}
	if err := d.alone(ctx); err != nil {
		return d.stopped(err, stageLast)
	}
	for _, name := range p.remove {
		err := d.ask(ctx, name, func(ctx context.Context) error { return d.bucket.Delete(ctx, name) })
		if err != nil && gcerrors.Code(err) != gcerrors.NotFound {
			return d.stopped(err, stageLast)
		}
	}
	return d.writeRecord(ctx, p.after)
}

// stopped adds to an error what readers see now.
func (d *deploy) stopped(err error, s stage) error {
	if errors.Is(err, context.Canceled) {
		return err
	}
	if s <= stageNew {
		return say.Errorf("%v; readers still see the site as it was; run this again", err)
	}
	return say.Errorf("%v; some pages are new already, and nothing that they need is missing; run this again to finish", err)
}

// sendStage sends the files of one stage, several at once.
func (d *deploy) sendStage(ctx context.Context, p *Plan, s stage) error {
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	todo := make(chan send)
	var workers sync.WaitGroup
	for range d.Jobs {
		workers.Go(func() {
			for one := range todo {
				if err := d.sendOne(ctx, one); err != nil {
					cancel(err)
				}
			}
		})
	}
	for _, one := range p.sends {
		if one.stage == s && ctx.Err() == nil {
			todo <- one
		}
	}
	close(todo)
	workers.Wait()
	return context.Cause(ctx)
}

func (d *deploy) sendOne(ctx context.Context, s send) error {
	data, err := d.stored(s.entry, s.object.header)
	if err != nil {
		return err
	}
	return d.ask(ctx, s.entry.Path, func(ctx context.Context) error {
		return d.bucket.WriteAll(ctx, s.entry.Path, data, &blob.WriterOptions{
			ContentType: s.object.Type, CacheControl: s.object.Cache, ContentEncoding: s.object.Encoding, DisableContentTypeDetection: true,
		})
	})
}

// arrived makes sure that the storage holds a file as it was sent, and notes its MD5 as listed.
func (d *deploy) arrived(ctx context.Context, s send, there map[string]listed, objects map[string]object) error {
	at, ok := there[s.entry.Path]
	o := s.object
	same := ok && at.size == o.Size
	if same && at.md5 != o.MD5 {
		// What is listed is not always an MD5: not of objects that the storage encrypts, for one.
		var got []byte
		err := d.ask(ctx, s.entry.Path, func(ctx context.Context) (err error) {
			got, err = d.bucket.ReadAll(ctx, s.entry.Path)
			return err
		})
		if err != nil {
			return err
		}
		want, err := d.stored(s.entry, o.header)
		if err != nil {
			return err
		}
		// Some storages decompress what they store compressed when it is read.
		plain, err := d.build.read(s.entry)
		if err != nil {
			return err
		}
		same = bytes.Equal(got, want) || o.Encoding != "" && bytes.Equal(got, plain)
	}
	if !same {
		return say.Errorf("%s is not in the storage as it was sent: something else writes there", s.entry.Path)
	}
	o.MD5 = at.md5
	objects[s.entry.Path] = o
	return nil
}

func (d *deploy) writeRecord(ctx context.Context, r record) error {
	data, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return d.ask(ctx, recordKey, func(ctx context.Context) error {
		return d.bucket.WriteAll(ctx, recordKey, data, &blob.WriterOptions{ContentType: types[".json"], CacheControl: "no-store"})
	})
}

// lock marks the storage as being written to. A deploy that was killed leaves its mark, which
// does not expire: nobody can tell from outside whether a slow deploy still runs.
func (d *deploy) lock(ctx context.Context) error {
	if d.Unlock != "" {
		switch there, err := d.marked(ctx); {
		case err != nil:
			return err
		case there != nil && nameOf(there) != d.Unlock:
			return d.held(there)
		}
		if err := d.remove(ctx, lockKey); err != nil {
			return err
		}
	}
	err := d.ask(ctx, lockKey, func(ctx context.Context) error {
		return d.bucket.WriteAll(ctx, lockKey, d.mark, &blob.WriterOptions{ContentType: types[".json"], CacheControl: "no-store", IfNotExist: true})
	})
	if gcerrors.Code(err) == gcerrors.FailedPrecondition {
		there, err := d.marked(ctx)
		if err != nil {
			return err
		}
		return d.held(there)
	}
	if err != nil {
		return err
	}
	// Some storages do not know the condition, and let both write.
	return d.alone(ctx)
}

// marked returns the mark in the storage, nil if there is none.
func (d *deploy) marked(ctx context.Context) (data []byte, err error) {
	err = d.ask(ctx, lockKey, func(ctx context.Context) (err error) {
		data, err = d.bucket.ReadAll(ctx, lockKey)
		return err
	})
	if gcerrors.Code(err) == gcerrors.NotFound {
		return nil, nil
	}
	return data, err
}

// held is the error for the mark of another deploy.
func (d *deploy) held(there []byte) error {
	if there == nil {
		return say.Errorf("another deploy has just ended there; run this again")
	}
	who, since := say.F("somebody"), say.F("at an unknown time")
	if m, ok := readMark(there); ok {
		who, since = say.Plain(m.Holder), say.F("%s ago, at %s", age(d.Now.Sub(m.Begun)), m.Begun.UTC().Format("2006-01-02 15:04 UTC"))
	}
	return say.Errorf("another deploy is writing there, or was killed and left its mark %s: %s began it %s; nothing was sent; if it no longer runs, run this again with --unlock %s", lockKey, who, since, nameOf(there))
}

// alone makes sure that the mark is still of this deploy.
func (d *deploy) alone(ctx context.Context) error {
	there, err := d.marked(ctx)
	if err == nil && !bytes.Equal(there, d.mark) {
		return say.Errorf("another deploy has begun to write there, so this one stops")
	}
	return err
}

func (d *deploy) unlock(ctx context.Context) error {
	if d.alone(ctx) != nil {
		return nil // not ours
	}
	return d.remove(ctx, lockKey)
}

func (d *deploy) remove(ctx context.Context, name string) error {
	err := d.ask(ctx, name, func(ctx context.Context) error { return d.bucket.Delete(ctx, name) })
	if gcerrors.Code(err) == gcerrors.NotFound {
		return nil
	}
	return err
}

// ask makes a request of the storage, with a limit of time.
func (d *deploy) ask(ctx context.Context, name string, request func(context.Context) error) error {
	limited := ctx
	if d.Timeout > 0 {
		var cancel context.CancelFunc
		limited, cancel = context.WithTimeout(ctx, d.Timeout)
		defer cancel()
	}
	err := request(limited)
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case limited.Err() != nil:
		return say.Errorf("the storage did not answer within %s", d.Timeout.String())
	case slices.Contains([]gcerrors.ErrorCode{gcerrors.NotFound, gcerrors.FailedPrecondition}, gcerrors.Code(err)) && name != "":
		return err // which the caller knows
	case refused(err):
		return say.Errorf("the storage refuses access; check the credentials and what they allow: %v", err)
	case gcerrors.Code(err) == gcerrors.NotFound:
		return say.Errorf("there is no such storage; check its name: %v", err)
	}
	return say.Errorf("the storage cannot be reached, or does not do what it should; check its address and the network: %v", err)
}

// refused reports whether the storage does not let us in. Of S3 gocloud knows one of several codes.
func refused(err error) bool {
	var answer interface{ HTTPStatusCode() int }
	return gcerrors.Code(err) == gcerrors.PermissionDenied ||
		errors.As(err, &answer) && slices.Contains([]int{http.StatusUnauthorized, http.StatusForbidden}, answer.HTTPStatusCode())
}

func hexMD5(sum [16]byte) string { return hex.EncodeToString(sum[:]) }
