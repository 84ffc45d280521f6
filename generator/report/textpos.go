package report

import (
	"slices"
	"strings"
	"unicode/utf8"

	"rapporteur/generator/problem"
	"rapporteur/generator/say"
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
func (r *Report) TextProblem(rule string, severity problem.Severity, ref Ref, field string, off, length int, message, hint say.Text) problem.Problem {
	p := r.Problem(rule, severity, ref, field, message, hint)
	p.Pos = r.TextPos(ref, field, off, length)
	if at, ok := r.index.places[ref]; ok {
		p.Line = at.file.lines.text(at.file.Data, p.Pos.Line)
	}
	return p
}

// FileProblem is a problem with a part of a file that need not be a value:
// length bytes at offset off.
func (r *Report) FileProblem(rule string, severity problem.Severity, file string, off, length int, message, hint say.Text) problem.Problem {
	i := slices.IndexFunc(r.index.files, func(p *parsed) bool { return p.Name == file })
	if i < 0 || off < 0 || off+length > len(r.index.files[i].Data) {
		return problem.Problem{Rule: rule, Severity: severity, Pos: problem.Pos{File: file}, Message: message, Hint: hint}
	}
	found := r.index.files[i].problem(rule, Ref{}, span{off, length}, message, hint)
	found.Severity = severity
	return found
}

// FileEdit replaces length bytes at offset off of a file of the report.
func (r *Report) FileEdit(file string, off, length int, text string, safe bool) problem.Edit {
	i := slices.IndexFunc(r.index.files, func(p *parsed) bool { return p.Name == file })
	if i < 0 || off < 0 || off+length > len(r.index.files[i].Data) {
		return problem.Edit{}
	}
	return r.index.files[i].edit(span{off, length}, text, safe)
}

// TextEdit replaces length bytes at offset off of the value of a text, as TextPos has
// them. It is zero where that is not plain: the text holds what TOML writes as an escape,
// or the new words would have to be.
func (r *Report) TextEdit(ref Ref, field string, off, length int, text string, safe bool) problem.Edit {
	p, ok := r.entry(ref)
	if !ok || strings.ContainsAny(text, "\"\\\n") {
		return problem.Edit{}
	}
	n, found := p.node.at(field)
	if !found || n.text == nil || off < 0 || off+length > len(n.text) {
		return problem.Edit{}
	}
	raw := p.file.Data[n.val.off : n.val.off+n.val.len]
	from, to := sourceOffset(raw, off), sourceOffset(raw, off+length)
	if strings.ReplaceAll(string(raw[from:to]), `\"`, `"`) != string(n.text[off:off+length]) || raw[0] == '\'' && strings.Contains(text, "'") {
		return problem.Edit{}
	}
	return p.file.edit(span{n.val.off + from, to - from}, text, safe)
}

// ValueEdit replaces the value of a field of a record as it is written.
func (r *Report) ValueEdit(ref Ref, field, text string, safe bool) problem.Edit {
	p, ok := r.entry(ref)
	if !ok {
		return problem.Edit{}
	}
	n, found := p.node.at(field)
	if !found || n.text == nil {
		return problem.Edit{}
	}
	return p.file.edit(n.val, text, safe)
}

// edit replaces a part of the file.
func (p *parsed) edit(s span, text string, safe bool) problem.Edit {
	return problem.Edit{File: p.Name, Off: s.off, Len: s.len, New: text, From: p.lines.place(p.Data, s.off), To: p.lines.place(p.Data, s.off+s.len), Safe: safe}
}

// place is an offset as people count: lines, and characters in them.
func (l lines) place(data []byte, off int) problem.Place {
	at := l.pos("", span{off: off})
	return problem.Place{Line: at.Line, Column: utf8.RuneCount(data[off-at.Column+1:off]) + 1}
}
