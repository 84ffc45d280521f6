package edition

import (
	"context"
	"errors"
	"io/fs"
	"strings"

	"rapporteur/generator/problem"
	"rapporteur/generator/report"
)

// Target is the state of the report that a command reads: the working tree, or
// a commit, and in it data/ or a folder of report.CorrectionsFolder.
type Target struct {
	Commit string // empty for the working tree
	Folder string // "data/corrections/2007-12-18-corr-1"; empty for data/
}

// Target resolves a revision. Without one it is the draft: the working tree if
// there is one.
func (r *Repo) Target(ctx context.Context, rev string) (Target, error) {
	if rev == "" {
		rev = "draft"
	}
	found, err := r.Resolve(ctx, rev)
	return found.Target(), err
}

// Load reads the report at the target, as LoadWorkingTree and Load do. Problems are placed
// in the files as they are called in the repository.
func (t Target) Load(ctx context.Context, r *Repo) (*report.Report, []problem.Problem, error) {
	if t.Commit == "" && t.Folder == "" {
		return r.LoadWorkingTree()
	}
	if t.Commit == "" {
		rep, problems, err := r.loader.Load(t.Tree(r))
		return rep, t.placed(problems), err
	}
	rep, problems, err := r.load(ctx, t)
	return rep, t.placed(problems), err
}

// LoadAstray is as Load, but returns the report, too, where all that is wrong with it is
// references that lead nowhere, as report.Loader has it.
func (t Target) LoadAstray(ctx context.Context, r *Repo) (*report.Report, []problem.Problem, error) {
	whole, problems, err := t.Load(ctx, r)
	if whole != nil || err != nil {
		return whole, problems, err
	}
	rep, problems, err := r.loader.LoadAstray(t.Tree(r))
	return rep, t.placed(problems), err
}

// LoadReadable is as LoadAstray, but reads of a report with other mistakes what can be
// read, as report.Loader has it.
func (t Target) LoadReadable(ctx context.Context, r *Repo) (*report.Readable, []problem.Problem, error) {
	whole, problems, err := t.LoadAstray(ctx, r)
	if err != nil {
		return nil, nil, err
	}
	if whole != nil {
		return report.Whole(whole), problems, nil
	}
	readable, problems, err := r.loader.LoadReadable(t.Tree(r))
	return readable, t.placed(problems), err
}

// Tree is the repository at the target. What it has in data/ is the data of the target,
// wherever that is; other corrections are not there if the target is one.
func (t Target) Tree(r *Repo) fs.FS {
	tree := r.WorkingTree()
	if t.Commit != "" {
		tree = r.Tree(t.Commit)
	}
	if t.Folder == "" {
		return tree
	}
	return folderFS{tree, t.Folder}
}

// Path is what a file of the report, "data/report.toml", is called in the repository.
func (t Target) Path(name string) string {
	if rest, ok := strings.CutPrefix(name, "data/"); ok && t.Folder != "" && !strings.HasPrefix(name, report.CorrectionsFolder+"/") {
		return t.Folder + "/" + rest
	}
	return name
}

// Name is the reverse of Path.
func (t Target) Name(path string) string {
	if rest, ok := strings.CutPrefix(path, t.Folder+"/"); ok && t.Folder != "" {
		return "data/" + rest
	}
	return path
}

func (t Target) placed(problems []problem.Problem) []problem.Problem {
	for i := range problems {
		problems[i].Pos.File = t.Path(problems[i].Pos.File)
	}
	return problems
}

// folderFS is a file system with a folder in the place of data/.
type folderFS struct {
	fs.FS
	folder string
}

func (f folderFS) name(name string) string {
	if name == "data" {
		return f.folder
	}
	if rest, ok := strings.CutPrefix(name, "data/"); ok {
		return f.folder + "/" + rest
	}
	return name
}

func (f folderFS) Open(name string) (fs.File, error)          { return f.FS.Open(f.name(name)) }
func (f folderFS) ReadFile(name string) ([]byte, error)       { return fs.ReadFile(f.FS, f.name(name)) }
func (f folderFS) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(f.FS, f.name(name)) }
func (f folderFS) Stat(name string) (fs.FileInfo, error)      { return fs.Stat(f.FS, f.name(name)) }
func (f folderFS) Lstat(name string) (fs.FileInfo, error)     { return fs.Lstat(f.FS, f.name(name)) }
func (f folderFS) ReadLink(name string) (string, error)       { return fs.ReadLink(f.FS, f.name(name)) }

// Corrections are the folders of report.CorrectionsFolder that a state has, by name. There
// are none in a correction.
func (r *Repo) Corrections(at Target) ([]Target, error) {
	tree := at.Tree(r)
	if at.Folder != "" || tree == nil {
		return nil, nil
	}
	entries, err := fs.ReadDir(tree, report.CorrectionsFolder)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var list []Target
	for _, e := range entries {
		if e.IsDir() && !strings.HasPrefix(e.Name(), ".") {
			list = append(list, Target{at.Commit, report.CorrectionsFolder + "/" + e.Name()})
		}
	}
	return list, err
}
