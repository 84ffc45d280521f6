package report

import (
	"bytes"
	"slices"

	"rapporteur/generator/internal/lazyregexp"
	"rapporteur/generator/problem"
	"rapporteur/generator/say"
)

// ConflictMessage and ConflictHint are about the marks that git leaves in a file around
// two versions of the same lines.
const (
	ConflictMessage = "git left the mark of a conflict here: two versions of the same lines"
	ConflictHint    = "keep the lines that are right, and delete the others and the lines with <<<<<<<, ======= and >>>>>>>"
)

var conflictLine = lazyregexp.New(`(?m)^(?:<{7}|>{7}|\|{7})(?:[ \t][^\n]*)?$|^={7}[ \t]*\r?$`)

// ConflictMarks are the offsets in a file of the lines that git writes around two
// versions of the same lines.
func ConflictMarks(data []byte) []int {
	if !slices.ContainsFunc([]string{"<<<<<<<", "=======", ">>>>>>>"}, func(s string) bool { return bytes.Contains(data, []byte(s)) }) {
		return nil
	}
	var marks []int
	for _, at := range conflictLine.FindAllIndex(data, -1) {
		marks = append(marks, at[0])
	}
	return marks
}

// conflicts replaces all problems of a file with errors and marks of a conflict by one for
// each mark: the others come from lines that do not belong together. What such a file
// holds is not known. A file without an error is left alone, because its marks may be in a
// comment.
func conflicts(files []*parsed, problems []problem.Problem) []problem.Problem {
	for i, p := range files {
		inFile := func(q problem.Problem) bool { return q.Pos.File == p.Name }
		marks := ConflictMarks(p.Data)
		if marks == nil || !slices.ContainsFunc(problems, func(q problem.Problem) bool { return inFile(q) && q.Severity == problem.Error }) {
			continue
		}
		problems = slices.DeleteFunc(problems, inFile)
		for _, off := range marks {
			q := p.problem("conflict-marker", Ref{}, span{off, 7}, say.F(ConflictMessage), say.F(ConflictHint))
			q.Cause = true
			problems = append(problems, q)
		}
		files[i] = &parsed{File: p.File, base: p.base, lines: p.lines}
	}
	return problems
}
