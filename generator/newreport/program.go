package newreport

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"strconv"
	"strings"

	"rapporteur/generator/report"
)

var (
	ownModule      = regexp.MustCompile(`(?m)^module rapporteur\s*$`)
	schemaConstant = regexp.MustCompile(`(?m)^const Schema = ([0-9]+)$`)
	repositoryLine = regexp.MustCompile(`(?m)^repository = ".*"`)
	baseURLLine    = regexp.MustCompile(`(?m)^baseURL = ".*"`)
)

// Program are the files of a repository that make its program and its site, by
// name, without what belongs to its own report: the data, README.md, the
// changelog, and the tests of the program, which know that data. Files under
// testdata stay where the program embeds them, or where a workflow or .ci
// names their folder.
func Program(tree fs.FS) ([]File, error) {
	mod, err := fs.ReadFile(tree, "go.mod")
	if errors.Is(err, fs.ErrNotExist) || err == nil && !ownModule.Match(mod) {
		return nil, errors.New("there is no program here to copy into a new report")
	}
	if err != nil {
		return nil, err
	}
	if err := knowsSchema(tree); err != nil {
		return nil, err
	}
	var files []File
	err = fs.WalkDir(tree, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.IsDir():
			if name == "data" || name == ".git" || name == "generator/e2e" {
				return fs.SkipDir
			}
			return nil
		case name == "README.md", name == "CHANGELOG.md", strings.HasSuffix(name, "_test.go"):
			return nil
		case !d.Type().IsRegular():
			return fmt.Errorf("%s is not a regular file, so it is not followed", name)
		}
		data, err := fs.ReadFile(tree, name)
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		files = append(files, File{name, data, info.Mode()&0o111 != 0})
		return nil
	})
	if err != nil {
		return nil, err
	}
	files = withoutTestdata(files)
	for i := range files {
		if files[i].Name == "config.toml" {
			files[i].Data = ownAddress(files[i].Data)
		}
	}
	sortFiles(files)
	return files, nil
}

// knowsSchema checks that the program of a repository reads what this one
// writes.
func knowsSchema(tree fs.FS) error {
	model, err := fs.ReadFile(tree, "generator/report/model.go")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	n := 0
	if m := schemaConstant.FindSubmatch(model); m != nil {
		if n, err = strconv.Atoi(string(m[1])); err != nil {
			return err
		}
	}
	if n < report.Schema {
		return fmt.Errorf("the program here reads data up to schema %d, and this one would write schema %d", n, report.Schema)
	}
	return nil
}

// withoutTestdata leaves out what only the tests read.
func withoutTestdata(files []File) []File {
	embeds := make(map[string]bool) // folders whose Go files embed their testdata
	var steps bytes.Buffer          // what workflows and .ci say
	for _, f := range files {
		switch {
		case strings.HasSuffix(f.Name, ".go") && bytes.Contains(f.Data, []byte("//go:embed testdata")):
			embeds[path.Dir(f.Name)] = true
		case strings.HasPrefix(f.Name, ".github/"), strings.HasPrefix(f.Name, ".ci/"):
			steps.Write(f.Data)
		}
	}
	var kept []File
	for _, f := range files {
		dir, rest, found := strings.Cut(f.Name, "/testdata/")
		folder, _, _ := strings.Cut(rest, "/")
		if !found || embeds[dir] || bytes.Contains(steps.Bytes(), []byte(dir+"/testdata/"+folder)) {
			kept = append(kept, f)
		}
	}
	return kept
}

// ownAddress empties the addresses of the other report in config.toml.
func ownAddress(config []byte) []byte {
	config = repositoryLine.ReplaceAll(config, []byte(`repository = ""`))
	return baseURLLine.ReplaceAll(config, []byte(`baseURL = "/"`))
}
