package editor

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur/generator/check"
	"rapporteur/generator/problem"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// Finding is a problem as the page shows it.
type Finding struct {
	Record  string `json:"record,omitempty"`
	Path    string `json:"path,omitempty"` // of the field of the form; empty for the whole record
	File    string `json:"file"`
	Line    int    `json:"line,omitempty"`
	Rule    string `json:"rule"`
	Warning bool   `json:"warning,omitempty"`
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`
	Fix     *Fix   `json:"fix,omitempty"`
}

// Fix is an edit that a problem carries.
type Fix struct {
	Words string `json:"words"`
	File  string `json:"file"`
	Off   int    `json:"off"`
	Len   int    `json:"len"`
	New   string `json:"new"`
	Safe  bool   `json:"safe,omitempty"`
}

// Quick returns what is wrong with a record as far as it can be seen at once: what
// reading finds, and what rules find that look at its texts alone.
func (s *Session) Quick(ref report.Ref, lang string) []Finding {
	found := slices.Clone(s.found)
	if s.rep != nil {
		rules := slices.DeleteFunc(check.Rules(), func(r check.Rule) bool { return !r.JudgesTexts() })
		found = append(found, check.Options{Of: func(r report.Ref) bool { return r == ref }, File: s.where()[ref]}.Begin(s.rep).Next(rules)...)
	}
	var mine []Finding
	for _, f := range s.Findings(found, lang) {
		if f.Record == ref.String() || f.Record == "" && f.File == s.where()[ref] {
			mine = append(mine, f)
		}
	}
	return mine
}

// Whole checks the draft by every rule, some rules at a time; done says that these were
// the last ones. It begins again after each edit.
func (s *Session) Whole(step int, lang string) (all []Finding, done bool, err error) {
	const rules = 4 // at a time: a few milliseconds
	if s.rep == nil {
		return s.Findings(s.found, lang), true, nil
	}
	if step == 0 || s.run == nil {
		if err := s.readHistory(); err != nil {
			return nil, false, err
		}
		s.run = check.Options{History: s.history}.Begin(s.rep)
		s.runFound = slices.Clone(s.found)
		step = 0
	}
	list := check.Rules()
	from, to := min(step*rules, len(list)), min((step+1)*rules, len(list))
	s.runFound = append(s.runFound, s.run.Next(list[from:to])...)
	if to < len(list) {
		return nil, false, nil
	}
	left, _ := check.Waive(s.rep, s.runFound, false)
	return s.Findings(problem.Sort(left), lang), true, nil
}

// Findings are problems with the field of the form that each is about, in the words of the form.
func (s *Session) Findings(problems []problem.Problem, lang string) []Finding {
	var all []Finding
	for _, p := range problem.Sort(slices.Clone(problems)) {
		f := Finding{Record: p.Record, Path: p.Field, File: p.Pos.File, Line: p.Pos.Line, Rule: p.Rule, Warning: p.Severity == problem.Warning}
		if ref, path, ok := s.at(p.Pos); ok && (f.Record == "" || f.Record == ref.String()) {
			f.Record = ref.String()
			if path != "" {
				f.Path = path
			}
		}
		to := s.reader(lang, report.ParseRef(f.Record).Kind, f.Path)
		f.Message, f.Hint = problem.Visible(to.Needed(p.Message)), problem.Visible(to.Advice(p.Hint))
		if !p.Edit.IsZero() {
			f.Fix = &Fix{p.Edit.Words().In(lang), p.Edit.File, p.Edit.Off, p.Edit.Len, p.Edit.New, p.Edit.Safe}
		}
		all = append(all, f)
	}
	return all
}

// at finds the record and the field at a place.
func (s *Session) at(pos problem.Pos) (ref report.Ref, path string, ok bool) {
	if pos.Line == 0 {
		return ref, "", false
	}
	root, readable := s.outline(pos.File)
	if !readable {
		return ref, "", false
	}
	off := offset(s.files[pos.File], pos)
	best := -1
	var record report.Part
	for r, file := range s.where() {
		if file != pos.File {
			continue
		}
		for _, p := range parts(root, r.Kind.Info()) {
			begin := p.part.Start
			if p.ref == r && begin <= off && off <= p.part.End && begin > best {
				ref, record, best = r, p.part, begin
			}
		}
	}
	if best < 0 {
		return ref, "", false
	}
	return ref, pathAt(record, off), true
}

func offset(text string, pos problem.Pos) int {
	off := 0
	for range pos.Line - 1 {
		i := strings.IndexByte(text[off:], '\n')
		if i < 0 {
			break
		}
		off += i + 1
	}
	return min(off+max(pos.Column-1, 0), len(text))
}

// pathAt is the path of the value in a record that holds an offset.
func pathAt(p report.Part, off int) string {
	var path string
	for {
		found := false
		for i, kid := range p.Parts {
			from := kid.Start
			if kid.Name > 0 {
				from = min(from, kid.Name)
			}
			if off < from || off >= max(kid.End, kid.Start+1) {
				continue
			}
			switch {
			case p.List:
				path += fmt.Sprintf("[%d]", i)
			case path == "":
				path = kid.Key
			default:
				path += "." + kid.Key
			}
			p, found = kid, true
			break
		}
		if !found {
			return path
		}
	}
}

// Apply makes the edit that a problem carries. It is kept as an edit of the page called by.
func (s *Session) Apply(fix Fix, record, by string) error {
	text, ok := s.files[fix.File]
	if !ok || fix.Off < 0 || fix.Len < 0 || fix.Off+fix.Len > len(text) {
		return say.Errorf("the file has changed since; try again")
	}
	after := text[:fix.Off] + fix.New + text[fix.Off+fix.Len:]
	if _, bad := report.Outline(fix.File, []byte(after)); bad != nil {
		return say.Errorf("this would leave %s unreadable", fix.File)
	}
	ref := report.ParseRef(record)
	pos := problem.Pos{File: fix.File, Line: 1 + strings.Count(text[:fix.Off], "\n"), Column: fix.Off - strings.LastIndexByte(text[:fix.Off], '\n')}
	at, path, found := s.at(pos)
	was := s.valueAt(ref, path)
	s.files[fix.File] = after
	s.index, s.named = nil, nil
	if err := s.changed(); err != nil {
		return err
	}
	// It is kept as an edit of the field, so that a reload makes it again.
	if found && at == ref && path != "" {
		s.ops = append(s.ops, Op{Op: "set", Record: record, Path: path, Value: s.valueAt(ref, path), Was: was, By: by})
	}
	return nil
}
