package upload

import (
	"path"
	"regexp"
	"strings"
)

// Values of Cache-Control.
const (
	cacheForever = "public, max-age=31536000, immutable"
	cacheHour    = "public, max-age=3600"
	cacheShort   = "public, max-age=60, must-revalidate"
)

// header is what a server says of an object besides its bytes.
type header struct {
	Type     string `json:"type"`
	Cache    string `json:"cache"`
	Encoding string `json:"encoding,omitempty"` // "gzip" or empty
}

// types are by extension, with the dot. The lists of the system differ from one machine to the
// next.
var types = map[string]string{
	"":             "text/plain; charset=utf-8", // SHA256SUMS, _headers
	".atom":        "application/atom+xml; charset=utf-8",
	".avif":        "image/avif",
	".bib":         "application/x-bibtex; charset=utf-8",
	".css":         "text/css; charset=utf-8",
	".csv":         "text/csv; charset=utf-8",
	".gif":         "image/gif",
	".html":        "text/html; charset=utf-8",
	".ico":         "image/x-icon",
	".jpeg":        "image/jpeg",
	".jpg":         "image/jpeg",
	".js":          "text/javascript; charset=utf-8",
	".json":        "application/json",
	".md":          "text/markdown; charset=utf-8",
	".pdf":         "application/pdf",
	".png":         "image/png",
	".ris":         "application/x-research-info-systems; charset=utf-8",
	".svg":         "image/svg+xml; charset=utf-8",
	".toml":        "application/toml; charset=utf-8",
	".txt":         "text/plain; charset=utf-8",
	".wasm":        "application/wasm",
	".webmanifest": "application/manifest+json",
	".webp":        "image/webp",
	".woff2":       "font/woff2",
	".xml":         "application/xml; charset=utf-8",
	".zip":         "application/zip",
}

// compressed are the files that browsers alone read. Data files are stored as they are, so that
// what a script downloads has the SHA-256 that the site says, whether or not it can decompress.
var compressed = map[string]bool{".css": true, ".html": true, ".js": true, ".svg": true, ".wasm": true}

// hashed finds the SHA-256 of its content in the name of an asset.
var hashed = regexp.MustCompile(`\.[0-9a-f]{64}\.[a-z0-9]+$`)

// headerOf is what is said of a file. editions holds the ids of those that were issued.
func headerOf(name string, editions map[string]bool, gzip bool) header {
	ext := path.Ext(path.Base(name))
	h := header{Type: types[ext], Cache: cacheShort}
	switch {
	case path.Base(name) == "feed.xml":
		h.Type = types[".atom"]
	case h.Type == "":
		h.Type = "application/octet-stream"
	}
	first, _, _ := strings.Cut(name, "/")
	switch {
	case hashed.MatchString(name):
		h.Cache = cacheForever
	case editions[first]:
		h.Cache = cacheHour
	}
	if gzip && compressed[ext] {
		h.Encoding = "gzip"
	}
	return h
}
