package console

import (
	"fmt"

	"rapporteur/generator/say"
)

// Progress is a line on a terminal that says what is going on. Elsewhere it
// says nothing.
type Progress struct {
	sys   System
	on    bool
	shown bool
}

// Progress returns an empty line. With quiet nothing is ever shown.
func (sys System) Progress(quiet bool) *Progress {
	return &Progress{sys: sys, on: sys.Terminal && !quiet}
}

// Step replaces the line.
func (p *Progress) Step(text say.Text) {
	if p.on {
		fmt.Fprintf(p.sys.Stderr, "\r\x1b[K%s …", text.In(p.sys.Lang))
		p.shown = true
	}
}

// Clear removes the line.
func (p *Progress) Clear() {
	if p.shown {
		fmt.Fprint(p.sys.Stderr, "\r\x1b[K")
		p.shown = false
	}
}
