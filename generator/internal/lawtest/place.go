package lawtest

import (
	"io/fs"
	"strings"

	"rapporteur/generator/problem"
)

// PlaceIn is what is at a place in a data file of fsys: the name of the
// file without "data/", the line, and the line from there. It is empty for no
// place.
func PlaceIn(fsys fs.FS, p problem.Pos) string {
	if p.Line == 0 {
		return ""
	}
	name, line, _ := strings.Cut(p.String(), ":")
	line, _, _ = strings.Cut(line, ":")
	name = strings.TrimPrefix(name, "data/") + ":" + line
	data, err := fs.ReadFile(fsys, p.File)
	lines := strings.Split(string(data), "\n")
	if err != nil || p.Line > len(lines) || p.Column < 1 || p.Column > len(lines[p.Line-1]) {
		return name + " nowhere"
	}
	return name + " " + lines[p.Line-1][p.Column-1:]
}
