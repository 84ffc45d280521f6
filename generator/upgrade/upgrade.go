// Package upgrade finds out what another version of the program means for a report:
// what changed in the files that the program wrote when the report began, and in
// those of the program that the report replaces with its own. It reads both versions
// from the repository of the program, merges, prints the plan and applies it.
package upgrade

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"

	"rapporteur/generator/catalogue"
	"rapporteur/generator/gitcmd"
	"rapporteur/generator/newreport"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// What happens to a file.
type Kind string

const (
	Added      Kind = "added"    // the report did not have it
	Updated    Kind = "updated"  // the report had it as the old version wrote it
	Merged     Kind = "merged"   // both sides changed it, in different places
	Conflict   Kind = "conflict" // both sides changed the same lines
	Removed    Kind = "removed"  // the new version has none, and the report had it unchanged
	LeftAsItIs Kind = "left"     // the program's changed; the report's stays, for the reason given
)

// Change is what happens to a file of the report.
type Change struct {
	Name      string
	Kind      Kind
	Before    []byte   // as the report has it; nil where it has none
	After     []byte   // nil for a file that is removed or left
	Conflicts int      // places with conflict markers in After
	Why       say.Text // of a file that is left
}

// String is a string of the program that the report replaces, and that changed.
type String struct {
	File, Key string
	Old, New  string // of the program; New is empty where it has no such string any more
}

// Plan is what moving a report to another version means.
type Plan struct {
	Files            []Change // in the order of their names
	Strings          []String
	News             []string // lines that the changelog of the program gained
	OldSchema        int      // newest schema that the old version reads; 0 if not known
	NewSchema        int
	ReportSchema     int // in which the report is written
	OldName, NewName string
}

// Conflicts is the number of files that cannot be merged.
func (p *Plan) Conflicts() int {
	n := 0
	for _, c := range p.Files {
		if c.Kind == Conflict {
			n++
		}
	}
	return n
}

// Written are the files that would be written or removed.
func (p *Plan) Written() []Change {
	return slices.DeleteFunc(slices.Clone(p.Files), func(c Change) bool { return c.Kind == LeftAsItIs })
}

var schemaLine = regexp.MustCompile(`(?m)^schema\s*=\s*([0-9]+)`)

// Make compares the two versions of the program, each a file system from the root of
// its repository, with the report. oldName and newName are those in conflict markers.
func Make(ctx context.Context, own, oldTree, newTree fs.FS, oldName, newName string) (*Plan, error) {
	p := &Plan{OldName: oldName, NewName: newName}
	var err error
	if p.OldSchema, err = newreport.SchemaOf(oldTree); err != nil {
		return nil, err
	}
	if p.NewSchema, err = newreport.SchemaOf(newTree); err != nil {
		return nil, err
	}
	if p.NewSchema == 0 {
		return nil, say.Errorf("%s holds no program", newName)
	}
	data, err := fs.ReadFile(own, "data/report.toml")
	if err != nil {
		return nil, err
	}
	if m := schemaLine.FindSubmatch(data); m != nil {
		if _, err := fmt.Sscan(string(m[1]), &p.ReportSchema); err != nil {
			return nil, err
		}
	}
	if p.ReportSchema > p.NewSchema {
		return nil, say.Errorf("this report is written in schema %d, and %s reads schemas up to %d", p.ReportSchema, newName, p.NewSchema)
	}
	if p.News, err = news(oldTree, newTree); err != nil {
		return nil, err
	}

	names := make(map[string]bool)
	for _, tree := range []fs.FS{oldTree, newTree} {
		found, err := filesBelow(tree, newreport.ScaffoldFolder)
		if err != nil {
			return nil, err
		}
		for _, name := range found {
			names[strings.TrimPrefix(name, newreport.ScaffoldFolder+"/")] = true
		}
	}
	for _, name := range slices.Sorted(maps.Keys(names)) {
		if err := p.file(ctx, own, oldTree, newTree, name, path.Join(newreport.ScaffoldFolder, name), true); err != nil {
			return nil, err
		}
	}
	for _, folder := range []string{"assets", "content", "layouts"} {
		replaced, err := filesBelow(own, folder)
		if err != nil {
			return nil, err
		}
		for _, name := range replaced {
			if err := p.file(ctx, own, oldTree, newTree, name, name, false); err != nil {
				return nil, err
			}
		}
	}
	if err := p.strings(own, oldTree, newTree); err != nil {
		return nil, err
	}
	slices.SortFunc(p.Files, func(a, b Change) int { return cmp.Compare(a.Name, b.Name) })
	return p, nil
}

// file merges one file of the report, whose counterpart in the program is source.
// written says that the program wrote the file when the report began; otherwise the
// report replaces one of the program's.
func (p *Plan) file(ctx context.Context, own, oldTree, newTree fs.FS, name, source string, written bool) error {
	ours, err := read(own, name)
	if err != nil {
		return err
	}
	base, err := read(oldTree, source)
	if err != nil {
		return err
	}
	theirs, err := read(newTree, source)
	if err != nil {
		return err
	}
	c := Change{Name: name, Before: ours, After: theirs}
	// A checkout may have converted the line ends of all files; that is not a change.
	crlf := bytes.Contains(ours, []byte("\r\n")) && !bytes.Contains(base, []byte("\r\n")) && !bytes.Contains(theirs, []byte("\r\n"))
	if crlf {
		ours = bytes.ReplaceAll(ours, []byte("\r\n"), []byte("\n"))
		defer func() {
			if n := len(p.Files); n > 0 && p.Files[n-1].Name == name && p.Files[n-1].After != nil {
				p.Files[n-1].After = bytes.ReplaceAll(p.Files[n-1].After, []byte("\n"), []byte("\r\n"))
			}
		}()
	}
	linked, err := throughLink(own, name)
	if err != nil {
		return err
	}
	switch {
	case same(base, theirs) || same(ours, theirs):
		return nil
	case linked != "":
		c.Kind, c.Why, c.After = LeftAsItIs, say.F("%s is a symbolic link; the program’s changed", linked), nil
	case ours == nil && base != nil:
		c.Kind, c.Why, c.After = LeftAsItIs, say.F("the report deleted it; the program’s changed"), nil
		if theirs == nil {
			return nil
		}
	case ours == nil:
		c.Kind = Added
	case theirs == nil && written && same(ours, base):
		c.Kind = Removed
	case theirs == nil:
		c.Kind, c.Why = LeftAsItIs, say.F("the program no longer has it; the report’s differs from what that was")
		if !written {
			c.Why = say.F("the program no longer has such a file")
		}
	case base == nil && !written:
		c.Kind, c.Why, c.After = LeftAsItIs, say.F("the program has a file of this name now, which the report’s replaces"), nil
	case same(ours, base):
		c.Kind = Updated
	case bytes.IndexByte(ours, 0) >= 0 || bytes.IndexByte(theirs, 0) >= 0:
		c.Kind, c.Why, c.After = LeftAsItIs, say.F("both sides changed it, and it is not text; look at the program’s"), nil
	default:
		c.After, c.Conflicts, err = gitcmd.Merge(ctx, ours, base, theirs, "this report", p.OldName, p.NewName)
		if err != nil {
			return say.Errorf("%s: %v", name, err)
		}
		c.Kind = Merged
		if c.Conflicts > 0 {
			c.Kind = Conflict
		} else if same(c.After, ours) {
			return nil
		}
	}
	p.Files = append(p.Files, c)
	return nil
}

// throughLink is the part of a file's name that is a symbolic link; empty where none
// is. What is written through a link may be outside of the repository, where git
// neither shows nor undoes it.
func throughLink(own fs.FS, name string) (string, error) {
	for i := 0; i <= len(name); i++ {
		if i < len(name) && name[i] != '/' {
			continue
		}
		info, err := fs.Lstat(own, name[:i])
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return "", nil
		case err != nil:
			return "", err
		case info.Mode()&fs.ModeSymlink != 0:
			return name[:i], nil
		}
	}
	return "", nil
}

// strings finds the strings that the report replaces and that changed in the program.
// They are only named: what the report says instead is for its authors to decide.
func (p *Plan) strings(own, oldTree, newTree fs.FS) error {
	names, err := filesBelow(own, "i18n")
	if err != nil {
		return err
	}
	for _, name := range names {
		var of [3]map[string]string
		for i, tree := range []fs.FS{own, oldTree, newTree} {
			data, err := read(tree, name)
			if err != nil {
				return err
			}
			if of[i], err = catalogue.Texts(data); err != nil {
				return say.Errorf("%s: %v", name, err)
			}
		}
		for _, key := range slices.Sorted(maps.Keys(of[0])) {
			if was, is := of[1][key], of[2][key]; was != is && was != "" {
				p.Strings = append(p.Strings, String{File: name, Key: key, Old: was, New: is})
			}
		}
	}
	return nil
}

// news are the lines of CHANGELOG.md that only the new version has.
func news(oldTree, newTree fs.FS) ([]string, error) {
	was, err := read(oldTree, "CHANGELOG.md")
	if err != nil {
		return nil, err
	}
	is, err := read(newTree, "CHANGELOG.md")
	if err != nil {
		return nil, err
	}
	old := make(map[string]bool)
	for line := range strings.Lines(string(was)) {
		old[strings.TrimSpace(line)] = true
	}
	var lines []string
	for line := range strings.Lines(string(is)) {
		if line = strings.TrimRight(line, "\r\n"); strings.TrimSpace(line) != "" && !old[strings.TrimSpace(line)] {
			lines = append(lines, line)
		}
	}
	return lines, nil
}

// Repin writes another version into program.toml; comments and everything else are
// kept.
func Repin(data []byte, to *report.Program) []byte {
	values := regexp.MustCompile(`^\s*(?:repository|commit|release|sha256\.[\w.-]+)\s*=`)
	var lines []string
	for line := range strings.Lines(string(to.TOML())) {
		if values.MatchString(line) {
			lines = append(lines, line)
		}
	}
	var out strings.Builder
	put := false
	for line := range strings.Lines(string(data)) {
		if !values.MatchString(line) {
			out.WriteString(line)
			continue
		}
		if !put {
			out.WriteString(strings.Join(lines, ""))
			put = true
		}
	}
	if !put {
		out.WriteString(strings.Join(lines, ""))
	}
	return []byte(out.String())
}

// same reports whether two files are the same; nil is a file that is not there.
func same(a, b []byte) bool { return (a == nil) == (b == nil) && bytes.Equal(a, b) }

// read reads a file; nil where there is none, or a link that leads to none.
func read(tree fs.FS, name string) ([]byte, error) {
	data, err := fs.ReadFile(tree, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err == nil && data == nil {
		data = []byte{}
	}
	return data, err
}

func filesBelow(tree fs.FS, folder string) (names []string, err error) {
	err = fs.WalkDir(tree, folder, func(name string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrNotExist):
			return nil
		case err != nil:
			return err
		case d.Type().IsRegular(), d.Type()&fs.ModeSymlink != 0:
			names = append(names, name)
		}
		return nil
	})
	return names, err
}
