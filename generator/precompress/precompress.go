// Package precompress makes the compressed variants of the files of a site, "index.html.br" and
// "index.html.gz" next to "index.html", for servers that send such files as they are.
package precompress

import (
	"bytes"
	"compress/gzip"
	"errors"
	"io"
	"path"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
)

// Brotli at 11 makes pages a further tenth smaller than at 5, in ninety times the time.
const (
	brotliLevel = 5
	gzipLevel   = gzip.BestCompression
)

// least is the size in bytes from which a file has variants. A smaller one fits into a packet
// as it is.
const least = 1 << 10

// compressible are the files that have variants, by extension. Pictures, PDFs and ZIP files are
// compressed in themselves.
var compressible = map[string]bool{
	".bib": true, ".css": true, ".csv": true, ".html": true, ".js": true, ".json": true, ".ris": true,
	".svg": true, ".toml": true, ".txt": true, ".wasm": true, ".webmanifest": true, ".xml": true,
}

// suffixes of the variants, the better one first, with the names of their encodings in HTTP.
var suffixes = []struct{ suffix, encoding string }{{".br", "br"}, {".gz", "gzip"}}

// Accepted are the encodings that Decode reads, as a request asks for them.
const Accepted = "br, gzip"

// Variants are the names of the variants of a file of that size in bytes.
func Variants(name string, size int64) []string {
	if size < least || !compressible[path.Ext(name)] {
		return nil
	}
	var out []string
	for _, s := range suffixes {
		out = append(out, name+s.suffix)
	}
	return out
}

// Of returns the name of the file of which a name is that of a variant, "" if it is of none.
func Of(variant string) string {
	for _, s := range suffixes {
		if name, ok := strings.CutSuffix(variant, s.suffix); ok && compressible[path.Ext(name)] {
			return name
		}
	}
	return ""
}

// writer compresses.
type writer interface {
	io.WriteCloser
	Reset(io.Writer)
}

// Writers are used again: each has tables of megabytes.
var (
	brotlis = sync.Pool{New: func() any { return brotli.NewWriterLevel(nil, brotliLevel) }}
	gzips   = sync.Pool{New: func() any {
		w, err := gzip.NewWriterLevel(nil, gzipLevel)
		if err != nil {
			panic(err) // there is such a level
		}
		return w
	}}
)

// Pack returns what a variant of some content holds. The same content gives the same bytes.
func Pack(variant string, data []byte) ([]byte, error) {
	pool := &gzips
	if path.Ext(variant) == ".br" {
		pool = &brotlis
	}
	w := pool.Get().(writer)
	defer pool.Put(w)
	var b bytes.Buffer
	w.Reset(&b)
	_, err := w.Write(data)
	if err := errors.Join(err, w.Close()); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// Unpack returns up to one byte more than most of what a variant holds. It may come from
// anywhere.
func Unpack(variant string, data []byte, most int64) ([]byte, error) {
	for _, s := range suffixes {
		if strings.HasSuffix(variant, s.suffix) {
			r, err := Decode(s.encoding, bytes.NewReader(data))
			if err != nil {
				return nil, err
			}
			return io.ReadAll(io.LimitReader(r, most+1))
		}
	}
	return nil, errors.ErrUnsupported
}

// Decode reads what is sent with a Content-Encoding, as it is if that is empty.
func Decode(encoding string, from io.Reader) (io.Reader, error) {
	switch encoding {
	case "", "identity":
		return from, nil
	case "br":
		return brotli.NewReader(from), nil
	case "gzip", "x-gzip":
		return gzip.NewReader(from)
	}
	return nil, errors.ErrUnsupported
}
