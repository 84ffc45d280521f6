package diff

import (
	"fmt"
	"io"

	"github.com/aymanbagabas/go-udiff"

	"rapporteur/generator/report"
)

// File is a data file in one of two states; Data is nil where there is none.
type File struct {
	Name string // from the root of the repository
	Data []byte
}

// WriteFiles writes what changed in meaning from one state of a data file to another, for
// people; where one of them cannot be read, the lines that differ.
func WriteFiles(w io.Writer, before, after File, colour bool) error {
	from, problems := report.LoadFile(before.Name, before.Data)
	to, more := report.LoadFile(after.Name, after.Data)
	if problems = append(problems, more...); len(problems) > 0 {
		lines := udiff.Unified("a/"+before.Name, "b/"+after.Name, string(before.Data), string(after.Data))
		_, err := fmt.Fprintf(w, "%s: %s; shown by lines\n%s", problems[0].Pos, problems[0].Message, lines)
		return err
	}
	changes := Compare(from, to)
	if changes.Empty() {
		_, err := fmt.Fprintf(w, "%s: no change in meaning\n", after.Name)
		return err
	}
	changes.From.Name, changes.To.Name = "a/"+before.Name, "b/"+after.Name
	return WriteText(w, changes, colour)
}
