package report

import (
	"slices"
	"strings"

	"rapporteur/generator/problem"
)

// TextPos is the place of a part of a text: the length bytes at offset off of
// the value of a field such as "progress.fr", counted in the value itself,
// not as it is written in TOML. Of a part that goes over the end of a line it
// is the part on the first line. Where the field holds no text, TextPos is Pos.
func (r *Report) TextPos(ref Ref, field string, off, length int) problem.Pos {
	p, ok := r.entry(ref)
	if !ok {
		return problem.Pos{}
	}
	n, found := p.node.at(field)
	if !found || n.text == nil || off < 0 || off+length > len(n.text) {
		return r.Pos(ref, field)
	}
	raw := p.file.Data[n.val.off : n.val.off+n.val.len]
	from, to := sourceOffset(raw, off), sourceOffset(raw, off+length)
	// A line that is joined to the next ends before the text that is meant.
	if n := len(raw[from:]) - len(strings.TrimLeft(string(raw[from+1:]), " \t\r\n")); raw[0] == '"' && raw[from] == '\\' && n > 1 && from+n <= to {
		from += n
	}
	if i := strings.IndexByte(string(raw[from:to]), '\n'); i >= 0 {
		to = from + i
	}
	return p.file.lines.pos(p.file.Name, span{n.val.off + from, to - from})
}

// TextProblem is a problem with a part of a text, at its place.
func (r *Report) TextProblem(rule string, severity problem.Severity, ref Ref, field string, off, length int, message, hint string) problem.Problem {
	p := r.Problem(rule, severity, ref, field, message, hint)
	p.Pos = r.TextPos(ref, field, off, length)
	if at, ok := r.index.places[ref]; ok {
		p.Line = at.file.lines.text(at.file.Data, p.Pos.Line)
	}
	return p
}

// FileProblem is a problem with a part of a file that need not be a value:
// length bytes at offset off.
func (r *Report) FileProblem(rule string, severity problem.Severity, file string, off, length int, message, hint string) problem.Problem {
	i := slices.IndexFunc(r.index.files, func(p *parsed) bool { return p.Name == file })
	if i < 0 || off < 0 || off+length > len(r.index.files[i].Data) {
		return problem.Problem{Rule: rule, Severity: severity, Pos: problem.Pos{File: file}, Message: message, Hint: hint}
	}
	found := r.index.files[i].problem(rule, Ref{}, span{off, length}, message, hint)
	found.Severity = severity
	return found
}
