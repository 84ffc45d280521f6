package report

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"rapporteur/generator/credentials"
	"rapporteur/generator/internal/lazyregexp"
	"rapporteur/generator/say"
)

// ProgramFile is the file that names the program of a report, from the root of its
// repository.
const ProgramFile = "program.toml"

// Program says with which version of the program a report is built, and where that
// comes from.
type Program struct {
	Repository string            `toml:"repository"` // address or path that git can fetch from; empty if not known yet
	Commit     string            `toml:"commit"`     // whole hash
	Release    string            `toml:"release"`    // tag of the release with that commit; empty to build from source
	SHA256     map[string]string `toml:"sha256"`     // hashes of the release's files by platform, such as linux-amd64
}

var (
	commitHash = lazyregexp.New(`^(?:[0-9a-f]{40}|[0-9a-f]{64})$`)
	fileHash   = lazyregexp.New(`^[0-9a-f]{64}$`)
	plainWord  = lazyregexp.New(`^[A-Za-z0-9][A-Za-z0-9._-]*$`)
)

// ParseProgram reads program.toml. An error says what is wrong with it, or that it
// names no version yet.
func ParseProgram(data []byte) (*Program, error) {
	p := new(Program)
	decoder := toml.NewDecoder(bytes.NewReader(data)).DisallowUnknownFields()
	if err := decoder.Decode(p); err != nil {
		var unknown *toml.StrictMissingError
		if errors.As(err, &unknown) {
			return nil, say.Errorf("%s has the key %s, which means nothing there", ProgramFile, strings.Join(unknown.Errors[0].Key(), "."))
		}
		return nil, say.Errorf("%s: %v", ProgramFile, err)
	}
	switch {
	case strings.ContainsAny(p.Repository, " \t\r\n\"\\") || strings.HasPrefix(p.Repository, "-"):
		return nil, say.Errorf("%s: %q is not the address of a repository", ProgramFile, p.Repository)
	case credentials.In(p.Repository):
		return nil, say.Errorf("%s: the address of the repository holds a user name, a password or a query; leave it out, for git asks for it or has it stored", ProgramFile)
	case p.Commit == "":
		return nil, say.Errorf("%s does not say which version of the program the report is built with; enter its commit", ProgramFile)
	case !commitHash.MatchString(p.Commit):
		return nil, say.Errorf("%s: commit is a whole hash, of 40 or 64 characters, not %q", ProgramFile, p.Commit)
	case p.Release != "" && !plainWord.MatchString(p.Release):
		return nil, say.Errorf("%s: release is the name of a tag, not %q", ProgramFile, p.Release)
	case p.Release != "" && len(p.SHA256) == 0:
		return nil, say.Errorf("%s names a release without the hashes of its files, sha256.linux-amd64 and so on", ProgramFile)
	}
	for platform, sum := range p.SHA256 {
		if !plainWord.MatchString(platform) || !fileHash.MatchString(sum) {
			return nil, say.Errorf("%s: sha256.%s is a SHA-256 of 64 characters, not %q", ProgramFile, platform, sum)
		}
	}
	return p, nil
}

// ReadProgram reads program.toml from the root of a repository; nil where there is
// none.
func ReadProgram(fsys fs.FS) (*Program, error) {
	data, err := fs.ReadFile(fsys, ProgramFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return ParseProgram(data)
}

// TOML writes program.toml.
func (p *Program) TOML() []byte {
	var b bytes.Buffer
	b.WriteString(`# The program that this report is built with. The workflows fetch this version and
# no other: from source, which its commit verifies, or the files of a release, by
# their hashes. "rapporteur upgrade" moves the report to another version.
`)
	if p.Repository == "" || p.Commit == "" {
		b.WriteString("# What is empty here is not known yet: enter it.\n")
	}
	fmt.Fprintf(&b, "repository = %s\ncommit = %s\n", Quote(p.Repository), Quote(p.Commit))
	if p.Release != "" {
		fmt.Fprintf(&b, "release = %s\n", Quote(p.Release))
	}
	for _, platform := range slices.Sorted(maps.Keys(p.SHA256)) {
		fmt.Fprintf(&b, "sha256.%s = %s\n", platform, Quote(p.SHA256[platform]))
	}
	return b.Bytes()
}

// String names the version: "v1.2.0 of https://… (commit 0123456789ab)".
func (p *Program) String() string {
	name := "commit " + p.Commit[:min(12, len(p.Commit))]
	if p.Release != "" {
		name = p.Release + " (" + name + ")"
	}
	if p.Repository == "" {
		return name
	}
	return name + " of " + p.Repository
}

// newerHint says which program reads a report of a newer schema.
func newerHint(fsys fs.FS) say.Text {
	if p, err := ReadProgram(fsys); err == nil && p != nil {
		return say.F("use the version that %s names: %s", ProgramFile, p)
	}
	return say.F("use a newer version of the program")
}
