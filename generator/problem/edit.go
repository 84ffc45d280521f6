package problem

import (
	"cmp"
	"rapporteur/generator/say"
	"slices"
)

// Words say what an edit does, by line and column: 12:3-12:9 becomes [source:press].
func (e Edit) Words() say.Text {
	switch {
	case e.Len == 0:
		return say.F("put %s at %d:%d", e.New, e.From.Line, e.From.Column)
	case e.New == "":
		return say.F("delete %d:%d to %d:%d", e.From.Line, e.From.Column, e.To.Line, e.To.Column)
	}
	return say.F("put %s in place of %d:%d to %d:%d", e.New, e.From.Line, e.From.Column, e.To.Line, e.To.Column)
}

// Apply makes edits in the content of one file. Of two that overlap, or that insert at
// the same place, only the first is made. It returns the new content and the edits that
// were made, in the order of the file. Edits that are outside of the content are left out.
func Apply(data []byte, edits []Edit) (after []byte, made []Edit) {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b Edit) int { return cmp.Or(cmp.Compare(a.Off, b.Off), cmp.Compare(a.Len, b.Len)) })
	at, last := 0, -1
	for _, e := range edits {
		if e.IsZero() || e.Off < at || e.Off == last || e.Len < 0 || e.Off+e.Len > len(data) {
			continue
		}
		after = append(after, data[at:e.Off]...)
		after = append(after, e.New...)
		at, last = e.Off+e.Len, e.Off
		made = append(made, e)
	}
	return append(after, data[at:]...), made
}
