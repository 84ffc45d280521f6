package edition

import (
	"bufio"
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"rapporteur/generator/problem"
	"rapporteur/generator/report"
)

// LoadWorkingTree reads the report from disk on every call. Files that are the
// same in an edition are parsed once. r.Root must not be empty. A sparse checkout that
// leaves out data is an error, for what it lacks is not missing from the report.
func (r *Repo) LoadWorkingTree() (*report.Report, []problem.Problem, error) {
	if err := r.sparseData(); err != nil {
		return nil, nil, err
	}
	rep, problems, err := r.loader.Load(os.DirFS(r.Root))
	return rep, problems, elsewhere(os.DirFS(r.Root), err)
}

// elsewhere says where the report is, if the error is that it is not at the root of the
// repository.
func elsewhere(fsys fs.FS, err error) error {
	missing := (*report.MissingError)(nil)
	if !errors.As(err, &missing) || missing.File != "data" && missing.File != "data/report.toml" {
		return err
	}
	const deepest = 3
	found := ""
	_ = fs.WalkDir(fsys, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case errors.As(err, new(*Error)):
			return fs.SkipAll // the repository is damaged, or has too many files
		case err != nil:
			return nil // what cannot be read holds no report
		case d.IsDir() && (d.Name() == ".git" || d.Name() == "testdata" || d.Name() == "node_modules" || strings.Count(name, "/") > deepest):
			return fs.SkipDir
		case path.Base(name) == "report.toml" && path.Base(path.Dir(name)) == "data" && path.Dir(path.Dir(name)) != ".":
			found = path.Dir(path.Dir(name))
			return fs.SkipAll
		}
		return nil
	})
	if found == "" {
		return err
	}
	return fail(err, "give the report a repository of its own, as 'rapporteur init' makes it, or move the files of that folder to the root",
		"the folder data/ must be at the root of the repository, but is in %s/", found)
}

// sparseData returns an error if the working tree is a sparse checkout that leaves out
// files of data/.
func (r *Repo) sparseData() error {
	if !r.sparse {
		return nil
	}
	head, err := r.head()
	if err != nil {
		return nil // without a commit nothing was left out
	}
	c, err := r.objects.commit(head)
	if err != nil {
		return err
	}
	data, err := dataTree(r.objects, c.TreeHash)
	if err != nil || data.IsZero() {
		return err
	}
	tree := r.Tree(head.String())
	var lacks []string
	err = fs.WalkDir(tree, "data", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".toml" {
			return err
		}
		if _, err := os.Lstat(filepath.Join(r.Root, filepath.FromSlash(name))); errors.Is(err, fs.ErrNotExist) {
			lacks = append(lacks, name)
		}
		return nil
	})
	if err != nil || len(lacks) == 0 {
		return err
	}
	return fail(nil, "run \"git sparse-checkout add data\", or \"git sparse-checkout disable\"",
		"this is a sparse checkout, which leaves out %s of the report, such as %s", problem.Plural(len(lacks), "file"), lacks[0])
}

// sparse reports whether the working tree is a sparse checkout.
func (p place) sparse() bool {
	for _, name := range []string{filepath.Join(p.gitDir, "config.worktree"), filepath.Join(p.commonDir, "config")} {
		f, err := os.Open(name)
		if err != nil {
			continue
		}
		core, sparse := false, false
		for lines := bufio.NewScanner(f); lines.Scan(); {
			line := strings.ToLower(strings.Join(strings.Fields(lines.Text()), ""))
			if strings.HasPrefix(line, "[") {
				core = line == "[core]"
			}
			if core && strings.HasPrefix(line, "sparsecheckout=") {
				sparse = line == "sparsecheckout=true"
			}
		}
		f.Close()
		if sparse {
			return true
		}
	}
	return false
}
