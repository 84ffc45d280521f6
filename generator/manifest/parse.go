package manifest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"rapporteur/generator/say"
)

// MaxSize is the size in bytes up to which a manifest is read: that of some 400,000
// files.
const MaxSize = 64 << 20

// Limits of what Parse accepts, besides MaxSize.
const (
	maxText     = 1000 // bytes of a text
	maxPath     = 4096
	maxEditions = 10_000
)

var (
	hashForm    = regexp.MustCompile(`^(?:[0-9a-f]{40}|[0-9a-f]{64})$`)
	editionForm = regexp.MustCompile(`^[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*$`)
	folderForm  = regexp.MustCompile(`^data/corrections/[A-Za-z0-9._-]+$`)
)

// Read reads File or another list of this package in the folder of a site. Anything but a
// regular file, which might have no end, is an error.
func Read(dir, name string) ([]byte, error) {
	name = filepath.Join(dir, name)
	info, err := os.Lstat(name)
	switch {
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, say.Errorf("%s %v", name, ErrIrregular)
	case info.Size() > MaxSize:
		return nil, say.Errorf("%s: %v", name, say.Errorf("it is larger than %d MB", MaxSize>>20))
	}
	return os.ReadFile(name)
}

// Parse reads a manifest, which may come from anywhere. What it accepts is complete and within
// the limits: paths are unique and stay within the site, hashes are hashes, texts have no
// control characters. Unknown keys are ignored.
func Parse(data []byte) (*Manifest, error) {
	m := new(Manifest)
	if err := parse(data, m, m); err != nil {
		return nil, err
	}
	return m, nil
}

// ParseShard reads the list of a shard as Parse does a manifest.
func ParseShard(data []byte) (*Shard, error) {
	s := new(Shard)
	if err := parse(data, s, &s.Manifest); err != nil {
		return nil, err
	}
	if s.Number < 1 || s.Of < s.Number || s.Of > MaxShards {
		return nil, say.Errorf("it has no valid %s", "shard")
	}
	return s, nil
}

// parse decodes data into a value of which m is a part.
func parse(data []byte, into any, m *Manifest) error {
	switch {
	case len(data) > MaxSize:
		return say.Errorf("it is larger than %d MB", MaxSize>>20)
	case !utf8.Valid(data):
		return say.Errorf("it is not in UTF-8")
	}
	err := decode(data, into)
	if err != nil {
		// Another format may have other values in the keys of this one.
		var head struct{ Format int }
		if decode(data, &head) != nil {
			return err
		}
		m.Format = head.Format
	}
	switch {
	case m.Format < 1:
		return say.Errorf("its format is missing, so it is not the manifest of a site")
	case m.Format > Format:
		return say.Errorf("its format is %d, and this program reads up to %d; use a newer one", m.Format, Format)
	case err != nil:
		return err
	}
	if where := m.wrong(); where != "" {
		return say.Errorf("it has no valid %s", where)
	}
	return nil
}

func decode(data []byte, to any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	if err := d.Decode(to); err != nil {
		return say.Errorf("it cannot be read: %v", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return say.Errorf("there is more after its end")
	}
	return nil
}

// wrong names the first key whose value is not valid; empty if all are.
func (m *Manifest) wrong() string {
	optional := func(form *regexp.Regexp, s string) bool { return s == "" || form.MatchString(s) }
	switch s, p := m.Site, m.Program; {
	case !optional(hashForm, s.Commit):
		return "site.commit"
	case !text(s.Address) || !strings.HasSuffix(s.Address, "/"):
		return "site.address"
	case !text(s.Repository):
		return "site.repository"
	case !text(p.Version):
		return "program.version"
	case !optional(hashForm, p.Commit):
		return "program.commit"
	case !text(p.Hugo):
		return "program.hugo"
	case !text(p.Go):
		return "program.go"
	case len(m.Editions) > maxEditions:
		return "number of editions"
	}
	seen := make(map[string]bool)
	for i, e := range m.Editions {
		at := fmt.Sprintf("editions[%d].", i)
		switch {
		case !editionForm.MatchString(e.ID) || len(e.ID) > 100 || seen[e.ID]:
			return at + "id"
		case !hashForm.MatchString(e.Commit):
			return at + "commit"
		case !optional(folderForm, e.Folder):
			return at + "folder"
		case !hashForm.MatchString(e.Tree):
			return at + "tree"
		case e.SHA256 != "" && !isSum(e.SHA256):
			return at + "sha256"
		case e.Tag != nil && (e.Tag.Name != "edition/"+e.ID || !hashForm.MatchString(e.Tag.Object)):
			return at + "tag"
		case e.Signature != nil && !e.Signature.valid():
			return at + "signature"
		}
		seen[e.ID] = true
	}
	last := ""
	for i, f := range m.Files {
		at := func() string { return fmt.Sprintf("files[%d].", i) }
		switch {
		case !fs.ValidPath(f.Path) || f.Path == "." || f.Path <= last || len(f.Path) > maxPath || f.Path == File || f.Path == Sums:
			return at() + "path"
		case !isSum(f.SHA256):
			return at() + "sha256"
		case f.Size < 0:
			return at() + "size"
		}
		last = f.Path
	}
	return ""
}

// isSum reports whether s is a SHA-256 in hexadecimal digits.
func isSum(s string) bool {
	return len(s) == 64 && strings.Trim(s, "0123456789abcdef") == ""
}

func (s *Signature) valid() bool {
	return (s.Of == "tag" || s.Of == "commit") && (s.Status == "verified" || s.Status == "unknown") && text(s.By) && text(s.Key)
}

// text reports whether s can be shown: it is no longer than a line or two, and nothing in
// it changes how other text is shown.
func text(s string) bool {
	return len(s) <= maxText && !strings.ContainsFunc(s, func(r rune) bool {
		return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029'
	})
}
