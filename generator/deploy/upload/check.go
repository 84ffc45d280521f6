package upload

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"

	"rapporteur/generator/manifest"
	"rapporteur/generator/precompress"
	"rapporteur/generator/say"
)

// Build is a finished site in a folder.
type Build struct {
	dir      string
	manifest *manifest.Manifest
	files    []manifest.Entry // those to send, with the manifest and the list of sums
}

// Check reads a build. The error says what is not as its manifest says, so that nothing damaged
// or half-written is sent.
func Check(dir string) (*Build, error) {
	data, err := manifest.Read(dir, manifest.File)
	if os.IsNotExist(err) {
		return nil, say.Errorf("%s holds no finished build: it has no %s; build the site first", dir, manifest.File)
	}
	if err != nil {
		return nil, err
	}
	m, err := manifest.Parse(data)
	if err != nil {
		return nil, say.Errorf("%s in %s is damaged: %v; build the site again", manifest.File, dir, err)
	}
	found, err := manifest.Hash(dir)
	if err != nil {
		return nil, err
	}
	if wrong := differences(m.Files, found); len(wrong) > 0 {
		more := say.Text{}
		if rest := len(wrong) - maxNamed; rest > 0 {
			wrong, more = wrong[:maxNamed], say.F(" and %s more", say.N(rest, "file"))
		}
		return nil, say.Errorf("the build in %s is not what its manifest says: %s%s; nothing was sent; build the site again", dir, say.List{Items: wrong, Last: ""}, more)
	}
	files := append(m.Files[:len(m.Files):len(m.Files)], manifest.Entry{Path: manifest.File, SHA256: manifest.Sum(data), Size: int64(len(data))})
	sums, err := manifest.Read(dir, manifest.Sums)
	if err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	if !bytes.Equal(sums, manifest.SumFile(files)) {
		return nil, say.Errorf("the build in %s is not what its manifest says: %s%s; nothing was sent; build the site again", dir, say.F("%s differs", manifest.Sums), say.Text{})
	}
	files = append(files, manifest.Entry{Path: manifest.Sums, SHA256: manifest.Sum(sums), Size: int64(len(sums))})
	if m.Site.Compressed {
		files = withoutVariants(files)
	}
	return &Build{dir, m, files}, nil
}

// withoutVariants leaves out compressed variants of files: no storage chooses between them.
func withoutVariants(files []manifest.Entry) []manifest.Entry {
	variants := make(map[string]bool)
	for _, f := range files {
		for _, v := range precompress.Variants(f.Path, f.Size) {
			variants[v] = true
		}
	}
	return slices.DeleteFunc(slices.Clone(files), func(f manifest.Entry) bool { return variants[f.Path] })
}

// maxNamed is how many files an error names.
const maxNamed = 5

// differences says which files are not as they should be. Both lists are sorted by path.
func differences(want, got []manifest.Entry) []any {
	var wrong []any
	for len(want) > 0 || len(got) > 0 {
		switch {
		case len(got) == 0 || len(want) > 0 && want[0].Path < got[0].Path:
			wrong = append(wrong, say.F("%s is missing", want[0].Path))
			want = want[1:]
		case len(want) == 0 || got[0].Path < want[0].Path:
			wrong = append(wrong, say.F("%s is not listed", got[0].Path))
			got = got[1:]
		default:
			if want[0] != got[0] {
				wrong = append(wrong, say.F("%s differs", want[0].Path))
			}
			want, got = want[1:], got[1:]
		}
	}
	return wrong
}

// read returns the content of a file as it was when the build was checked.
func (b *Build) read(e manifest.Entry) ([]byte, error) {
	data, err := os.ReadFile(filepath.Join(b.dir, filepath.FromSlash(e.Path)))
	if err != nil {
		return nil, err
	}
	if manifest.Sum(data) != e.SHA256 {
		return nil, say.Errorf("%s changed in %s while the site was sent; do not build into that folder meanwhile, and run this again", e.Path, b.dir)
	}
	return data, nil
}
