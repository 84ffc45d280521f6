package diff

import (
	"fmt"
	"io"

	"github.com/aymanbagabas/go-udiff"

	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// File is a data file in one of two states; Data is nil where there is none.
type File struct {
	Name string // from the root of the repository
	Data []byte
}

// WriteFiles writes what changed in meaning from one state of a data file to another, for
// people, in a language as Speaking has it; where one of them cannot be read, the lines
// that differ.
func WriteFiles(w io.Writer, before, after File, lang string, colour bool) error {
	from, problems := report.LoadFile(before.Name, before.Data)
	to, more := report.LoadFile(after.Name, after.Data)
	if problems = append(problems, more...); len(problems) > 0 {
		lines := udiff.Unified("a/"+before.Name, "b/"+after.Name, string(before.Data), string(after.Data))
		why := say.F("%s: %s; shown by lines", problems[0].Pos.String(), problems[0].Message).In(lang)
		_, err := fmt.Fprintf(w, "%s\n%s", why, lines)
		return err
	}
	changes := Compare(from, to)
	if changes.Empty() {
		_, err := fmt.Fprintln(w, say.F("%s: no change in meaning", after.Name).In(lang))
		return err
	}
	changes.From.Name, changes.To.Name = "a/"+before.Name, "b/"+after.Name
	return WriteText(w, changes.Speaking(lang), colour)
}
