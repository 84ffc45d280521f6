// Package manifest holds the list of what a build wrote and of what it was made from:
// the files manifest.json and SHA256SUMS at the root of a site. docs/manifest.schema.json
// says the same as a JSON Schema. Nothing in a manifest is a proof: "rapporteur verify"
// computes again what it says.
package manifest

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"rapporteur/generator/say"
)

// Names of the two files, from the root of the site.
const (
	File = "manifest.json"
	Sums = "SHA256SUMS"
)

// Format is the number of the format of File. Keys are added without a new number; a
// change that readers must know about raises it.
const Format = 1

// ownFiles is the prefix of the files by which the program recognizes its own folders. They
// mean nothing to readers, and no manifest lists them.
const ownFiles = ".rapporteur"

// Manifest is the content of File.
type Manifest struct {
	Format   int       `json:"format"`
	Site     Site      `json:"site"`
	Program  Program   `json:"program"`
	Editions []Edition `json:"editions"` // in the order of the site, withdrawn ones last
	Files    []Entry   `json:"files"`    // sorted by path; without File and Sums
}

// Site is what the site as a whole was made of.
type Site struct {
	Commit     string `json:"commit,omitempty"`     // of the templates, the settings and the draft; absent where they were not committed
	Address    string `json:"address"`              // with a slash at the end: "https://example.org/report/", or "/" where it is not known
	Repository string `json:"repository,omitempty"` // that links for editing lead to
	PDF        bool   `json:"pdf"`                  // the reports are there as PDFs
	Editor     bool   `json:"editor"`               // the pages on which records are edited are there
	Components bool   `json:"components,omitempty"` // there is a page of components
	Compressed bool   `json:"compressed,omitempty"` // compressed variants are next to the files that have some
}

// Program is what built the site.
type Program struct {
	Version string `json:"version,omitempty"` // of a release: "v1.2.0"
	Commit  string `json:"commit,omitempty"`  // hash; absent where it was not recorded, or the program was built from changed files
	Schema  int    `json:"schema"`            // the newest that it reads
	Hugo    string `json:"hugo"`              // "v0.165.0"
	Go      string `json:"go"`                // "go1.26.0"
}

// Edition is an edition that was issued.
type Edition struct {
	ID        string     `json:"id"`
	Commit    string     `json:"commit"`           // hash of the commit that issued it
	Folder    string     `json:"folder,omitempty"` // of its data at that commit, where it is not data/
	Tree      string     `json:"tree"`             // hash of the git tree of that folder
	SHA256    string     `json:"sha256,omitempty"` // of its canonical dump; absent where it can no longer be read
	Withdrawn bool       `json:"withdrawn,omitempty"`
	Tag       *Tag       `json:"tag,omitempty"` // edition/ID, where it was there when the site was built
	Signature *Signature `json:"signature,omitempty"`
}

// Tag is the tag of an edition.
type Tag struct {
	Name   string `json:"name"`   // "edition/2008-07-31"
	Object string `json:"object"` // hash of what the name points at: of an annotated tag that of the tag, else the commit
}

// Signature is what is known of who signed an edition; absent where nobody did.
type Signature struct {
	Of     string `json:"of"`            // "tag" or "commit"
	Status string `json:"status"`        // "verified", or "unknown" for a key that the report does not name
	By     string `json:"by,omitempty"`  // who signed, as the settings of the report name them
	Key    string `json:"key,omitempty"` // fingerprint of the key
}

// Entry is a file of the site.
type Entry struct {
	Path   string `json:"path"` // from the root of the site, with slashes
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size"` // bytes
}

// Shard is the content of ShardFile: what a part of a site was made of, and its files.
type Shard struct {
	Number int `json:"shard"` // the first is 1
	Of     int `json:"of"`    // how many there are
	Manifest
}

// ShardFile is the name of the list that a part of a site has in the place of File and Sums,
// so that nobody takes it for a site.
const ShardFile = ownFiles + "-shard"

// MaxShards is how many shards a site may have.
const MaxShards = 1000

// Edition returns the edition of that id, nil if there is none.
func (m *Manifest) Edition(id string) *Edition {
	for i := range m.Editions {
		if m.Editions[i].ID == id {
			return &m.Editions[i]
		}
	}
	return nil
}

// JSON is the content of File.
func (m *Manifest) JSON() []byte {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", " ")
	if err := enc.Encode(m); err != nil {
		panic(err) // every value in it can be written as JSON
	}
	return b.Bytes()
}

// Write lists the files of the folder of a finished site in m and writes File and Sums
// there. Anything but a regular file, such as a link, is an error. The SHA-256 of files that
// need not be read may be in known, by path; files of the site that are not in the folder yet
// are further ones.
func (m *Manifest) Write(dir string, known map[string]string, further ...Entry) error {
	var err error
	if m.Files, err = hash(dir, known); err != nil {
		return err
	}
	m.Files = sorted(append(m.Files, further...))
	if m.Editions == nil {
		m.Editions = []Edition{}
	}
	m.Format = Format
	data := m.JSON()
	if err := os.WriteFile(filepath.Join(dir, File), data, 0o644); err != nil {
		return err
	}
	all := append(slices.Clone(m.Files), Entry{Path: File, SHA256: Sum(data)})
	return os.WriteFile(filepath.Join(dir, Sums), SumFile(all), 0o644)
}

// Sum is the SHA-256 of data in hexadecimal digits.
func Sum(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// SumFile is the content of Sums for files, which sha256sum --check reads.
func SumFile(files []Entry) []byte {
	// As sha256sum writes it: these characters are escaped in a name, and its line
	// begins with a backslash.
	escape := strings.NewReplacer("\\", `\\`, "\n", `\n`, "\r", `\r`)
	var b bytes.Buffer
	for _, f := range sorted(slices.Clone(files)) {
		name := escape.Replace(f.Path)
		if name != f.Path {
			b.WriteByte('\\')
		}
		fmt.Fprintf(&b, "%s  %s\n", f.SHA256, name)
	}
	return b.Bytes()
}

// ErrIrregular says that a site holds something that is neither a folder nor a regular file.
var ErrIrregular = say.Errorf("is not a regular file")

// Hash lists the files of the folder of a site with their hashes, sorted by path, without
// File, Sums and the program's own files. The error wraps ErrIrregular for what is neither a
// folder nor a regular file.
func Hash(dir string) ([]Entry, error) { return hash(dir, nil) }

func hash(dir string, known map[string]string) ([]Entry, error) {
	files := []Entry{}
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		rel = filepath.ToSlash(rel)
		switch {
		case d.IsDir():
			return nil
		case rel == File, rel == Sums, Own(rel):
			return nil
		case !utf8.ValidString(rel):
			return say.Errorf("the name of the file %q is not in UTF-8", rel)
		case !d.Type().IsRegular():
			return say.Errorf("%s %v", rel, ErrIrregular)
		}
		var e Entry
		if sum, ok := known[rel]; ok {
			info, err := d.Info()
			if err != nil {
				return err
			}
			e = Entry{SHA256: sum, Size: info.Size()}
		} else if e, err = hashFile(name); err != nil {
			return err
		}
		e.Path = rel
		files = append(files, e)
		return nil
	})
	return sorted(files), err
}

// sorted sorts a list of files by path.
func sorted(files []Entry) []Entry {
	slices.SortFunc(files, func(a, b Entry) int { return strings.Compare(a.Path, b.Path) })
	return files
}

// Own reports whether a file at the root of a site is there only for the program that wrote it.
func Own(name string) bool {
	return path.Dir(name) == "." && strings.HasPrefix(name, ownFiles)
}

func hashFile(name string) (Entry, error) {
	f, err := os.Open(name)
	if err != nil {
		return Entry{}, err
	}
	defer f.Close()
	h := sha256.New()
	n, err := io.Copy(h, f)
	return Entry{SHA256: hex.EncodeToString(h.Sum(nil)), Size: n}, err
}
