package portal

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"rapporteur/generator/catalogue"
	"rapporteur/generator/published"
	"rapporteur/generator/report"
)

// Options says how reports are read.
type Options struct {
	Dir      string        // absolute, of the list, from which folders are named
	Cache    string        // folder for the last known copies; empty to keep none
	Today    report.Date   // day that copies are marked with
	Timeout  time.Duration // for one report, with all redirects; 0 means 20 s
	Parallel int           // reports read at a time; 0 means 16
	Step     func(done, all int)
}

const maxRedirects = 5

// Reading is what was read of a report.
type Reading struct {
	Entry
	Path    string            // absolute, of the folder that it is read from; empty where it is read from its URL
	Report  *published.Report // nil where there is not even a copy
	Base    string            // of the site, with a slash at the end: where the list or redirects lead; empty for a folder without url
	Trouble *Trouble          // why the report could not be read; nil where it was
	CopyOf  report.Date       // where Report is a copy: the day on which it was read
}

// Trouble is why a report could not be read.
type Trouble struct {
	Key    string // of the string that readers see: "portal-trouble-" and what follows
	Args   []any  // of the string, names and values in turn
	Detail string // for those who build the portal
}

func (t *Trouble) Error() string { return t.Detail }

// in is what the console says of it: the detail in English, and what the pages of the
// portal say in another language.
func (t *Trouble) in(lang string) string {
	if lang == "" || lang == "en" {
		return t.Detail
	}
	return catalogue.In(lang).Say(t.Key, t.Args...)
}

func trouble(key, detail string, args ...any) *Trouble {
	return &Trouble{Key: "portal-trouble-" + key, Args: args, Detail: detail}
}

// Read reads all reports of a list, several at a time; the readings are in its order.
// The error is about the cache or the context: why a report cannot be read is in its
// Reading.
func Read(ctx context.Context, l *List, o Options) ([]Reading, error) {
	if o.Timeout == 0 {
		o.Timeout = 20 * time.Second
	}
	if o.Parallel == 0 {
		o.Parallel = 16
	}
	r := newReader(o)
	defer r.direct.CloseIdleConnections()
	defer r.guarded.CloseIdleConnections()
	readings, errs := make([]Reading, len(l.Reports)), make([]error, len(l.Reports))
	work := make(chan int)
	var wait sync.WaitGroup
	var mu sync.Mutex
	done := 0
	for range min(o.Parallel, len(l.Reports)) {
		wait.Go(func() {
			for i := range work {
				readings[i], errs[i] = r.read(ctx, l.Reports[i])
				mu.Lock()
				done++
				if o.Step != nil {
					o.Step(done, len(l.Reports))
				}
				mu.Unlock()
			}
		})
	}
	for i := range l.Reports {
		work <- i
	}
	close(work)
	wait.Wait()
	return readings, errors.Join(append(errs, ctx.Err())...)
}

// reader reads reports.
type reader struct {
	Options
	direct, guarded *http.Client
}

func newReader(o Options) *reader {
	client := func(control func(network, address string, c syscall.RawConn) error) *http.Client {
		dialer := &net.Dialer{Timeout: o.Timeout, Control: control}
		return &http.Client{
			Transport: &http.Transport{
				Proxy: http.ProxyFromEnvironment, DialContext: dialer.DialContext, ForceAttemptHTTP2: true,
				MaxIdleConnsPerHost: 4, MaxResponseHeaderBytes: 64 << 10, IdleConnTimeout: 10 * time.Second,
			},
			// Redirects are followed one by one, because each is checked.
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		}
	}
	return &reader{Options: o, direct: client(nil), guarded: client(publicOnly)}
}

// errPrivate refuses an address of a private network. The list may name such an
// address; a site in the list must not redirect to one.
var errPrivate = errors.New("the redirect leads into a private network")

func publicOnly(_, address string, _ syscall.RawConn) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return err
	}
	ip := net.ParseIP(host)
	if ip == nil || !ip.IsGlobalUnicast() || ip.IsPrivate() {
		return errPrivate
	}
	return nil
}

func (r *reader) read(ctx context.Context, e Entry) (Reading, error) {
	out := Reading{Entry: e, Base: e.URL}
	var data []byte
	var err error
	if e.Folder != "" {
		out.Path = filepath.FromSlash(e.Folder)
		if !filepath.IsAbs(out.Path) {
			out.Path = filepath.Join(r.Dir, out.Path)
		}
		data, err = r.file(out.Path)
	} else {
		data, out.Base, err = r.fetch(ctx, e.URL)
	}
	if err == nil {
		out.Report, err = published.Parse(data)
	}
	if err == nil {
		return out, r.keep(e, out.Base, data)
	}
	if ctx.Err() != nil {
		return out, nil // Read returns it
	}
	out.Trouble = explain(err)
	return r.copyOf(out)
}

// explain says why a report cannot be read.
func explain(err error) *Trouble {
	var known *Trouble
	var wrong *published.Error
	switch {
	case errors.As(err, &known):
		return known
	case errors.As(err, &wrong) && wrong.Newer > 0:
		return trouble("format", wrong.Error(), "N", wrong.Newer)
	case errors.As(err, &wrong) && wrong.Where != "":
		return trouble("content", published.File+": "+wrong.Error(), "Where", wrong.Where)
	case errors.As(err, &wrong):
		return trouble("file", published.File+": "+wrong.Error())
	case errors.Is(err, errPrivate):
		return trouble("redirect", errPrivate.Error())
	}
	return trouble("address", err.Error())
}

// file reads the report of a built site in a folder.
func (r *reader) file(folder string) ([]byte, error) {
	f, err := os.Open(filepath.Join(folder, published.File))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		if info, err := os.Stat(folder); err != nil || !info.IsDir() {
			return nil, trouble("folder", "there is no such folder")
		}
		return nil, missing()
	case err != nil:
		return nil, trouble("folder", err.Error())
	}
	defer f.Close()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return nil, trouble("folder", published.File+" is not a file")
	}
	return limited(f)
}

func missing() *Trouble {
	return trouble("missing", "there is no "+published.File+": it is not the site of a report, or was built with a program that wrote none")
}

// limited reads up to the largest size that a file may have.
func limited(from io.Reader) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(from, published.MaxSize+1))
	if err == nil && len(data) > published.MaxSize {
		return nil, trouble("size", fmt.Sprintf("%s is larger than %d kB", published.File, published.MaxSize/1024))
	}
	return data, err
}

// fetch reads the report of a site. base is the site's address after redirects.
func (r *reader) fetch(ctx context.Context, site string) (data []byte, base string, err error) {
	ctx, cancel := context.WithTimeout(ctx, r.Timeout)
	defer cancel()
	for try := 0; ; try++ {
		var again bool
		data, base, again, err = r.follow(ctx, site)
		if err == nil || !again || try == 1 || ctx.Err() != nil {
			break
		}
		// A busy server is asked once more.
		select {
		case <-ctx.Done():
		case <-time.After(r.Timeout / 20):
		}
	}
	if errors.Is(ctx.Err(), context.DeadlineExceeded) && err != nil {
		err = trouble("time", fmt.Sprintf("no complete answer within %g s", r.Timeout.Seconds()), "N", int(max(1, r.Timeout.Seconds())))
	}
	if base == "" {
		base = site
	}
	return data, base, err
}

// follow requests the file, from one redirect to the next. again says that it may be
// worth requesting it once more.
func (r *reader) follow(ctx context.Context, site string) (data []byte, base string, again bool, err error) {
	first, err := url.Parse(site + published.File)
	if err != nil {
		return nil, "", false, err
	}
	at := first
	for range maxRedirects + 1 {
		client := r.direct
		if at.Host != first.Host {
			client = r.guarded
		}
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
		if err != nil {
			return nil, "", false, err
		}
		req.Header.Set("User-Agent", "Mozilla/5.0 (compatible; rapporteur portal)")
		req.Header.Set("Accept", "application/json")
		answer, err := client.Do(req)
		if err != nil {
			var outer *url.Error
			if errors.As(err, &outer) {
				err = outer.Err // the message begins with the address already
			}
			return nil, "", !errors.Is(err, errPrivate), err
		}
		to, err := next(at, answer)
		if err != nil || to != nil {
			answer.Body.Close()
			if err != nil {
				return nil, "", false, err
			}
			at = to
			continue
		}
		data, again, err := content(answer)
		// Where redirects keep the name of the file, the site is where they lead.
		base, kept := strings.CutSuffix(at.String(), published.File)
		if !kept || at.RawQuery != "" {
			base = site
		}
		return data, base, again, err
	}
	return nil, "", false, trouble("redirect", fmt.Sprintf("more than %d redirects", maxRedirects))
}

// next is where a redirect leads; nil where the answer is not a redirect.
func next(at *url.URL, answer *http.Response) (*url.URL, error) {
	switch answer.StatusCode {
	case http.StatusMovedPermanently, http.StatusFound, http.StatusSeeOther, http.StatusTemporaryRedirect, http.StatusPermanentRedirect:
	default:
		return nil, nil
	}
	to, err := answer.Location()
	switch {
	case err != nil:
		return nil, trouble("redirect", "a redirect leads nowhere")
	case to.Scheme != "https" && (to.Scheme != "http" || at.Scheme == "https"):
		return nil, trouble("redirect", fmt.Sprintf("a redirect leads from %s to %s", at.Scheme, to.Scheme))
	case to.User != nil:
		return nil, trouble("redirect", "a redirect leads to an address with a name in it")
	}
	to.Fragment = ""
	return to, nil
}

// content reads an answer that is not a redirect.
func content(answer *http.Response) (data []byte, again bool, err error) {
	defer answer.Body.Close()
	switch code := answer.StatusCode; {
	case code == http.StatusOK:
		data, err = limited(answer.Body)
		var known *Trouble
		return data, err != nil && !errors.As(err, &known), err
	case code == http.StatusNotFound || code == http.StatusGone:
		return nil, false, missing()
	default:
		return nil, code == http.StatusTooManyRequests || code >= 500, trouble("answer", "the server answered "+answer.Status, "N", code)
	}
}

// kept is a copy in the cache.
type kept struct {
	Name string          `json:"name"` // of the report in the list
	Base string          `json:"base"`
	Read published.Day   `json:"read"`
	JSON json.RawMessage `json:"report"`
}

func (r *reader) copyFile(e Entry) string {
	return filepath.Join(r.Cache, fmt.Sprintf("%x", sha256.Sum256([]byte(e.Name())))[:32]+".json")
}

// keep puts what was read in the cache.
func (r *reader) keep(e Entry, base string, data []byte) error {
	if r.Cache == "" {
		return nil
	}
	out, err := json.Marshal(kept{e.Name(), base, published.Day{Date: r.Today}, data})
	if err != nil {
		return err
	}
	if err := os.MkdirAll(r.Cache, 0o755); err != nil {
		return err
	}
	// A copy is complete or absent, even if the program is killed.
	f, err := os.CreateTemp(r.Cache, "copy-")
	if err != nil {
		return err
	}
	_, err = f.Write(out)
	if err = errors.Join(err, f.Close()); err == nil {
		err = os.Rename(f.Name(), r.copyFile(e))
	}
	if err != nil {
		return errors.Join(err, os.Remove(f.Name()))
	}
	return nil
}

// copyOf puts the last known copy of a report into a reading, if there is one that can
// still be read.
func (r *reader) copyOf(out Reading) (Reading, error) {
	if r.Cache == "" {
		return out, nil
	}
	data, err := os.ReadFile(r.copyFile(out.Entry))
	if errors.Is(err, fs.ErrNotExist) {
		return out, nil
	}
	if err != nil {
		return out, err
	}
	var k kept
	if err := json.Unmarshal(data, &k); err != nil || k.Name != out.Name() || k.Read.IsZero() {
		return out, nil
	}
	rep, err := published.Parse(k.JSON)
	if err != nil {
		return out, nil
	}
	out.Report, out.CopyOf = rep, k.Read.Date
	// A base that came from a redirect is used while the site cannot be asked again.
	if u, err := url.Parse(k.Base); err == nil && out.Folder == "" && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" {
		out.Base = k.Base
	}
	return out, nil
}
