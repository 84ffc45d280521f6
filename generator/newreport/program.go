package newreport

import (
	"bytes"
	"cmp"
	"context"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"rapporteur"
	"rapporteur/generator/credentials"
	"rapporteur/generator/edition"
	"rapporteur/generator/gitcmd"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

var (
	ownModule      = regexp.MustCompile(`(?m)^module rapporteur\s*$`)
	schemaConstant = regexp.MustCompile(`(?m)^const Schema = ([0-9]+)$`)
	remoteBySSH    = regexp.MustCompile(`^(?:ssh://)?[^@/]+@([^:/]+)[:/](.+)$`)
)

// ScaffoldFolder is the folder, in the repository of the program, of the files that every
// new report begins with. Upgrade compares them between
// two versions.
const ScaffoldFolder = "generator/newreport/scaffold"

//go:embed all:scaffold
var scaffold embed.FS

// Scaffold returns the files that every report of the plan begins with, besides its
// data: workflows, forms, settings, CODEOWNERS, README.md and program.toml.
func (p Plan) Scaffold(program *report.Program, last report.Continues) ([]File, error) {
	files := []File{
		p.Readme(last, program),
		p.codeOwners(),
		{Name: report.ProgramFile, Data: program.TOML()},
	}
	err := fs.WalkDir(scaffold, "scaffold", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := scaffold.ReadFile(name)
		if err != nil {
			return err
		}
		name = strings.TrimPrefix(name, "scaffold/")
		if name == "config.toml" {
			data = bytes.Replace(data, []byte(`defaultContentLanguage = "en"`), fmt.Appendf(nil, "defaultContentLanguage = %q", string(p.Languages[0])), 1)
		}
		files = append(files, File{Name: name, Data: data, Executable: bytes.HasPrefix(data, []byte("#!"))})
		return nil
	})
	return files, err
}

// codeOwners is .github/CODEOWNERS, with a line for each paragraph.
func (p Plan) codeOwners() File {
	var b bytes.Buffer
	b.WriteString(`# Who is asked to review what. GitHub takes the last line that fits a file.
#
# Put the names of people (@name) or teams (@organization/team) behind a line and take
# its # away. A line whose owner does not exist is an error that GitHub shows above
# this file.

# All that writers edit, and the day on which an edition is issued.
#/data/                       @organization/editors
#/data/report.toml            @organization/editors

# The operative paragraphs, by whom the resolution asks.
`)
	for n := 1; n <= p.Paragraphs; n++ {
		fmt.Fprintf(&b, "#/data/paragraphs/%s.toml   @organization/editors\n", p.paragraphID(n))
	}
	b.WriteString(`
# What runs with rights.
#/.github/                    @organization/maintainers
#/program.toml                @organization/maintainers
`)
	return File{Name: ".github/CODEOWNERS", Data: b.Bytes()}
}

// IsProgram reports whether a repository holds the program itself.
func IsProgram(tree fs.FS) (bool, error) {
	mod, err := fs.ReadFile(tree, "go.mod")
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil && ownModule.Match(mod), err
}

// ProgramIn returns the version of the program that a repository holds at its HEAD,
// and where it comes from: its remote origin, or the URL that the repository was
// opened by. It returns nil for a repository without the program.
func ProgramIn(ctx context.Context, r *edition.Repo) (*report.Program, error) {
	head, err := r.Resolve(ctx, "HEAD")
	if errors.Is(err, edition.ErrNoCommits) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	tree := r.Tree(head.Commit)
	if is, err := IsProgram(tree); err != nil || !is {
		return nil, err
	}
	n, err := SchemaOf(tree)
	if err != nil {
		return nil, err
	}
	if n < report.Schema {
		return nil, say.Errorf("%s: the program here reads data up to schema %d, and this one would write schema %d", r.Location, n, report.Schema)
	}
	program := &report.Program{Commit: head.Commit}
	if r.Root == "" {
		program.Repository = credentials.Without(r.Location)
	} else if origin, err := gitcmd.Run(ctx, r.Root, "remote", "get-url", "origin"); err == nil {
		program.Repository = publicAddress(origin)
	}
	return program, nil
}

// publicAddress is the address that anybody can fetch from: of git@host:owner/name.git
// https://host/owner/name. It is empty for what is on this machine alone.
func publicAddress(remote string) string {
	remote = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSpace(remote), "/"), ".git")
	if m := remoteBySSH.FindStringSubmatch(remote); m != nil {
		return "https://" + m[1] + "/" + m[2]
	}
	u, err := url.Parse(credentials.Without(remote))
	if err != nil || u.Scheme != "https" && u.Scheme != "http" {
		return ""
	}
	return u.String()
}

// SchemaOf is the newest schema that the program in a repository reads; 0 where that
// is not known.
func SchemaOf(tree fs.FS) (int, error) {
	model, err := fs.ReadFile(tree, "generator/report/model.go")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0, err
	}
	if m := schemaConstant.FindSubmatch(model); m != nil {
		return strconv.Atoi(string(m[1]))
	}
	return 0, nil
}

// OwnFiles are the files with which a report replaces or adds to those of the
// program: those in layouts/, assets/, i18n/, content/ and static/ that differ from
// the program's. A repository that holds the program itself has none.
func OwnFiles(tree fs.FS) ([]File, error) {
	if is, err := IsProgram(tree); err != nil || is {
		return nil, err
	}
	var files []File
	for _, folder := range []string{"assets", "content", "i18n", "layouts", "static"} {
		err := fs.WalkDir(tree, folder, func(name string, d fs.DirEntry, err error) error {
			switch {
			case errors.Is(err, fs.ErrNotExist):
				return nil
			case err != nil || d.IsDir():
				return err
			case !d.Type().IsRegular():
				return say.Errorf("%s is not a regular file, so it is not followed", name)
			}
			data, err := fs.ReadFile(tree, name)
			if err != nil {
				return err
			}
			if program, err := rapporteur.Site.ReadFile(name); err != nil || !bytes.Equal(program, data) {
				files = append(files, File{Name: name, Data: data})
			}
			return nil
		})
		if err != nil {
			return nil, err
		}
	}
	return files, nil
}

// ParseProgramFlag reads where the program comes from as a user writes it: ADDRESS, or
// ADDRESS@COMMIT. The version that is not given is that of known.
func ParseProgramFlag(s string, known report.Program) (*report.Program, error) {
	p := &known
	if address, commit, found := strings.Cut(s, "@"); found && strings.Count(s, "@") == 1 && !strings.Contains(commit, "/") {
		p.Repository, p.Commit, p.Release, p.SHA256 = address, commit, "", nil
	} else {
		p.Repository = s
	}
	if p.Commit == "" {
		return nil, say.Errorf("write it as %s@COMMIT, with the whole hash of the commit: which version this is was not recorded when it was built", cmp.Or(s, "ADDRESS"))
	}
	return report.ParseProgram(p.TOML())
}
