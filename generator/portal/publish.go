package portal

import (
	"context"
	"errors"
	"fmt"
	"io"

	"rapporteur/generator/publish"
	"rapporteur/generator/say"
)

// Warn writes a line for each report that could not be read, in a language. It returns how many of them
// are shown by the copy of an earlier reading, and how many are missing.
func Warn(w io.Writer, lang string, readings []Reading) (copies, lost int) {
	for _, r := range readings {
		switch {
		case r.Trouble == nil:
		case r.Report != nil:
			copies++
			fmt.Fprintln(w, say.F("warning: %s: %s; the copy of %s is used", r.Name(), r.Trouble.in(lang), r.CopyOf).In(lang))
		default:
			lost++
			fmt.Fprintln(w, say.F("warning: %s: %s", r.Name(), r.Trouble.in(lang)).In(lang))
		}
	}
	return copies, lost
}

// Publish writes the portal in the place of the folder out, in one step at the end, and
// returns the number of its pages.
func Publish(ctx context.Context, out string, l *List, readings []Reading) (pages int, err error) {
	stage, err := publish.Begin(ctx, out, nil)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, stage.Discard()) }()
	if pages, err = Write(stage.Dir, out, l, readings); err != nil {
		return 0, err
	}
	return pages, stage.Swap()
}
