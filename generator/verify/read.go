package verify

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"rapporteur/generator/manifest"
	"rapporteur/generator/precompress"
	"rapporteur/generator/say"
)

// timeout is how long one file of a site may take.
const timeout = time.Minute

// place is a site to read, in a folder or at a URL.
type place struct {
	dir    string   // empty for a URL
	base   *url.URL // with a slash at its end
	client *http.Client
}

// IsURL reports whether a location is a URL, and not a path.
func IsURL(location string) bool {
	return strings.HasPrefix(location, "https://") || strings.HasPrefix(location, "http://")
}

func open(location string) (*place, error) {
	if !IsURL(location) {
		return &place{dir: location}, nil
	}
	u, err := url.Parse(location)
	if err != nil || u.Host == "" || u.RawQuery != "" || u.Fragment != "" {
		return nil, say.Errorf("the address of a site is written like https://example.org/report/, without a query")
	}
	if u.User != nil {
		return nil, say.Errorf("an address with a password is refused, because it would be printed; verify a copy of the site in a folder")
	}
	if !strings.HasSuffix(u.Path, "/") {
		u.Path += "/"
	}
	return &place{base: u, client: &http.Client{
		Timeout: timeout,
		CheckRedirect: func(to *http.Request, via []*http.Request) error {
			switch first := via[0].URL; {
			case len(via) > 5:
				return say.Errorf("there are too many redirects")
			case to.URL.Host != first.Host || first.Scheme == "https" && to.URL.Scheme != "https":
				return say.Errorf("it redirects to another host, %s://%s; verify that address instead", to.URL.Scheme, to.URL.Host)
			}
			return nil
		},
	}}, nil
}

// ReadManifest reads the manifest of a site: location is a folder, the address of a site,
// or the path or the address of the manifest itself, which ends in ".json". A folder
// without one gives an error that wraps fs.ErrNotExist.
func ReadManifest(ctx context.Context, location string) (*manifest.Manifest, error) {
	dir, name := location, manifest.File
	if path.Ext(location) == ".json" {
		if IsURL(location) {
			dir, name = location[:strings.LastIndex(location, "/")+1], path.Base(location)
		} else {
			dir, name = filepath.Split(location)
		}
	}
	p, err := open(dir)
	if err != nil {
		return nil, err
	}
	data, err := p.read(ctx, name, manifest.MaxSize)
	if errors.Is(err, syscall.ENOTDIR) {
		err = fs.ErrNotExist
	}
	if errors.Is(err, fs.ErrNotExist) {
		return nil, say.Errorf("%s has no %s: it is not the site of a report, or was built by a program that wrote none: %v", dir, name, fs.ErrNotExist)
	}
	if err != nil {
		return nil, say.Errorf("%s of %s cannot be read: %v", name, dir, err)
	}
	m, err := manifest.Parse(data)
	if err != nil {
		return nil, say.Errorf("%s of %s: %v", name, dir, err)
	}
	return m, nil
}

// errEncoding says that what a server has compressed cannot be read.
var errEncoding = say.Errorf("it is compressed in a way that cannot be read")

// errLarge says that a file is larger than the manifest allows.
var errLarge = say.Errorf("it is larger than it can be")

// read reads a file of the site up to a size. It returns fs.ErrNotExist for one that is not
// there.
func (p *place) read(ctx context.Context, name string, most int64) ([]byte, error) {
	if p.dir != "" {
		file := filepath.Join(p.dir, filepath.FromSlash(name))
		info, err := os.Lstat(file)
		if err != nil {
			return nil, err
		}
		if !info.Mode().IsRegular() {
			return nil, say.Errorf("it %v", manifest.ErrIrregular)
		}
		f, err := os.Open(file)
		if err != nil {
			return nil, err
		}
		defer f.Close()
		return limited(f, most)
	}
	data, again, err := p.get(ctx, name, most)
	if err != nil && again && ctx.Err() == nil {
		data, _, err = p.get(ctx, name, most)
	}
	return data, err
}

// get asks for a file once; again says that it may be worth asking once more. The page of a
// folder is asked for by the address of the folder, as readers do.
func (p *place) get(ctx context.Context, name string, most int64) (data []byte, again bool, err error) {
	if path.Base(name) == "index.html" {
		name = strings.TrimSuffix(name, "index.html")
	}
	at := *p.base
	at.Path += name // escaped when it is printed
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
	if err != nil {
		return nil, false, err
	}
	// What most browsers get, of a file that a server has in several forms; a form itself as it is.
	req.Header.Set("Accept-Encoding", precompress.Accepted)
	packed := precompress.Of(name) != ""
	if packed {
		req.Header.Set("Accept-Encoding", "identity")
	}
	resp, err := p.client.Do(req)
	if err != nil {
		var of *url.Error
		if errors.As(err, &of) { // its text would repeat the address
			err = of.Err
		}
		return nil, true, err
	}
	defer resp.Body.Close()
	switch {
	case resp.StatusCode == http.StatusNotFound || resp.StatusCode == http.StatusGone:
		return nil, false, fs.ErrNotExist
	case resp.StatusCode != http.StatusOK:
		return nil, resp.StatusCode >= 500 || resp.StatusCode == http.StatusTooManyRequests, say.Errorf("the server answers %s", strings.TrimSpace(strconv.Itoa(resp.StatusCode)+" "+http.StatusText(resp.StatusCode)))
	}
	if data, err = limited(resp.Body, most); err != nil || packed { // some servers call a form itself compressed
		return data, true, err
	}
	plain, err := precompress.Decode(strings.ToLower(resp.Header.Get("Content-Encoding")), bytes.NewReader(data))
	if err == nil {
		data, err = limited(plain, most)
	}
	if err != nil && !errors.Is(err, errLarge) {
		err = errors.Join(errEncoding, err)
	}
	return data, true, err
}

func limited(from io.Reader, most int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(from, most+1))
	if err == nil && int64(len(data)) > most {
		return nil, errLarge
	}
	return data, err
}

// names lists the files in the folder of a site; of a URL they are not known.
func (p *place) names() ([]string, error) {
	var names []string
	if p.dir == "" {
		return nil, nil
	}
	err := filepath.WalkDir(p.dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(p.dir, file)
		names = append(names, filepath.ToSlash(rel))
		return err
	})
	return names, err
}

// unserved reports whether many hosts do not serve a file: hidden files, and those that say
// how to serve the others.
func unserved(name string) bool {
	return strings.HasPrefix(name, ".") || strings.Contains(name, "/.") || name == "_headers" || name == "_redirects"
}
