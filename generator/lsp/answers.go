package lsp

import (
	"maps"
	"slices"
	"strings"

	protocol "github.com/tliron/glsp/protocol_3_16"

	"rapporteur/generator/catalogue"
	"rapporteur/generator/problem"
	"rapporteur/generator/prose"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// fixAll is the kind of the action that makes all safe edits of a file.
const fixAll = protocol.CodeActionKindSource + ".fixAll"

// completion lists what may be entered at a place: keys, ids with the names of what they
// name, the words of a fixed list, or a reference in a text.
func (s *server) completion(uri protocol.DocumentUri, p protocol.Position) []protocol.CompletionItem {
	s.mu.Lock()
	defer s.mu.Unlock()
	file, text, ok := s.text(uri)
	if !ok {
		return nil
	}
	end := offset(text, p)
	c := at(text, end)
	if r, ok := c.reference(); ok {
		start := end - len(r.id)
		if !r.named {
			start = end - len(r.kind)
		}
		return s.list(text, start, end, s.references(r))
	}
	if c.path == "" {
		return s.list(text, c.start, end, s.keysAt(file, c))
	}
	choices := s.values(file, c)
	if !c.inText {
		for i := range choices {
			choices[i].insert = `"` + choices[i].insert + `"`
		}
	}
	return s.list(text, c.start, end, choices)
}

// choice is something that may be entered.
type choice struct {
	insert string
	name   string // what it names or means
	kind   protocol.CompletionItemKind
}

// list makes items that replace the bytes of a text from start to end.
func (s *server) list(text string, start, end int, choices []choice) []protocol.CompletionItem {
	items := make([]protocol.CompletionItem, 0, len(choices))
	for _, c := range choices {
		item := protocol.CompletionItem{
			Label: c.insert, Kind: &c.kind,
			TextEdit: protocol.TextEdit{Range: protocol.Range{Start: position(text, start), End: position(text, end)}, NewText: c.insert},
		}
		if c.name != "" {
			item.Detail = &c.name
			// A writer looks for a State by its name, too.
			filter := c.insert + " " + c.name
			item.FilterText = &filter
		}
		items = append(items, item)
	}
	return items
}

// references are the kinds of references, or the ids that may follow one.
func (s *server) references(r reference) (all []choice) {
	if !r.named {
		for _, k := range prose.References() {
			if !r.linked {
				all = append(all, choice{k + ":", "", protocol.CompletionItemKindKeyword})
			}
		}
		for _, k := range report.Kinds() {
			if r.linked && k.Linked {
				all = append(all, choice{string(k.Kind) + ":", "", protocol.CompletionItemKindKeyword})
			}
		}
		return all
	}
	if r.linked {
		return s.ids(report.Kind(r.kind), "")
	}
	ref := prose.Ref{Kind: r.kind, ID: "x"}
	all = s.ids(report.ProseTarget(ref).Kind, "")
	if r.kind == "figure" {
		all = append(all, s.ids(report.KindObservation, "")...)
	}
	if ref.Counts() {
		all = append([]choice{{"all", "", protocol.CompletionItemKindReference}}, all...)
	}
	return all
}

// ids are the records of a kind, with the text that goes before each id.
func (s *server) ids(kind report.Kind, before string) (all []choice) {
	if s.rep == nil {
		return nil
	}
	for _, ref := range s.rep.Refs() {
		if ref.Kind == kind {
			all = append(all, choice{before + ref.ID, s.called(ref), protocol.CompletionItemKindReference})
		}
	}
	return all
}

// called is the name of a record in the first language of the report that has it.
func (s *server) called(ref report.Ref) string {
	name, original := s.rep.Name(ref)
	text, _ := name.Best(s.rep.Meta.Languages[0], original)
	return text
}

func (s *server) keysAt(file string, c cursor) (all []choice) {
	n := s.keys.at(file, c.table)
	if n == nil {
		return nil
	}
	properties := n.inner().Properties
	for _, key := range slices.Sorted(maps.Keys(properties)) {
		all = append(all, choice{key, properties[key].Description, protocol.CompletionItemKindField})
	}
	return all
}

// values are what a field may be: ids, or the words of its list.
func (s *server) values(file string, c cursor) (all []choice) {
	kind, field, ok := c.field(file)
	if !ok {
		return nil
	}
	if n := s.keys.at(file, c.table+"."+c.path); n != nil {
		for _, w := range n.words() {
			all = append(all, choice{w, "", protocol.CompletionItemKindEnumMember})
		}
	}
	targets := kind.Targets(field)
	for _, to := range targets {
		before := ""
		if len(targets) > 1 && to != report.KindEntity {
			before = string(to) + ":"
		}
		all = append(all, s.ids(to, before)...)
	}
	return all
}

// named is the record that an id under a place names, and where the id is in the text.
func (s *server) named(file, text string, p protocol.Position) (ref report.Ref, start, end int, ok bool) {
	if s.rep == nil {
		return ref, 0, 0, false
	}
	here := offset(text, p)
	isID := func(c byte) bool { return c == '-' || c == '/' || c >= '0' && c <= '9' || c >= 'a' && c <= 'z' }
	start, end = here, here
	for start > 0 && isID(text[start-1]) {
		start--
	}
	for end < len(text) && isID(text[end]) {
		end++
	}
	if start == end {
		return ref, 0, 0, false
	}
	id := text[start:end]
	c := at(text, end)
	if !c.inText || c.path == "" {
		return ref, 0, 0, false
	}
	var candidates []report.Ref
	if r, ok := c.reference(); ok && r.id == id {
		if r.linked {
			candidates = append(candidates, report.Ref{Kind: report.Kind(r.kind), ID: id})
		} else {
			candidates = append(candidates, report.ProseTarget(prose.Ref{Kind: r.kind, ID: id}))
		}
	} else if kind, field, ok := c.field(file); ok {
		if typed, before, found := strings.Cut(c.value, ":"); found && before == id {
			candidates = append(candidates, report.Ref{Kind: report.Kind(typed), ID: id})
		} else if c.value == id {
			for _, to := range kind.Targets(field) {
				candidates = append(candidates, report.Ref{Kind: to, ID: id})
			}
		}
	}
	for _, ref := range candidates {
		if s.rep.Record(ref) != nil {
			return ref, start, end, true
		}
	}
	return ref, 0, 0, false
}

// hover says what an id names, or what a key means.
func (s *server) hover(uri protocol.DocumentUri, p protocol.Position) *protocol.Hover {
	s.mu.Lock()
	defer s.mu.Unlock()
	file, text, ok := s.text(uri)
	if !ok {
		return nil
	}
	tell := func(start, end int, words string) *protocol.Hover {
		return &protocol.Hover{
			Contents: protocol.MarkupContent{Kind: protocol.MarkupKindPlainText, Value: words},
			Range:    &protocol.Range{Start: position(text, start), End: position(text, end)},
		}
	}
	if ref, start, end, ok := s.named(file, text, p); ok {
		var lines []string
		name, _ := s.rep.Name(ref)
		for _, l := range s.rep.Meta.Languages {
			if t := name.In(l); t != "" && !slices.Contains(lines, t) {
				lines = append(lines, t)
			}
		}
		return tell(start, end, strings.Join(append(lines, ref.String()), "\n"))
	}
	here := offset(text, p)
	start := here - len(keyBefore.FindString(text[:here]))
	c := at(text, start)
	end := here
	for end < len(text) && keyBefore.FindString(text[end:end+1]) != "" {
		end++
	}
	if c.path != "" || c.inText || start == end {
		return nil
	}
	n := s.keys.at(file, c.table+"."+text[start:end])
	if n == nil || n.Description == "" {
		return nil
	}
	words := n.Description
	c.path = text[start:end]
	if kind, path, ok := c.field(file); ok && s.Language != "" && s.Language != "en" {
		// Descriptions are English; pages have a name for the field in each language.
		words = catalogue.In(s.Language).Field(string(kind), path) + "\n" + words
	}
	return tell(start, end, words)
}

// definition is the place of the record that an id names.
func (s *server) definition(uri protocol.DocumentUri, p protocol.Position) any {
	s.mu.Lock()
	defer s.mu.Unlock()
	file, text, ok := s.text(uri)
	if !ok {
		return nil
	}
	ref, _, _, ok := s.named(file, text, p)
	if !ok {
		return nil
	}
	at, ok := s.rep.Where(ref, "")
	if !ok || at.File == "" {
		return nil
	}
	place := protocol.Position{Line: protocol.UInteger(max(at.Line, 1) - 1)}
	return protocol.Location{URI: s.uri(at.File), Range: protocol.Range{Start: place, End: place}}
}

// actions are the fixes of the problems in a range, and all safe ones of the file.
func (s *server) actions(p *protocol.CodeActionParams) []protocol.CodeAction {
	s.mu.Lock()
	defer s.mu.Unlock()
	file, text, ok := s.text(p.TextDocument.URI)
	if !ok || s.checkedText(file) != text {
		return nil // new problems are about to come
	}
	var actions []protocol.CodeAction
	var safe []problem.Edit
	for _, found := range s.found {
		e := found.Edit
		if e.IsZero() || e.File != file || found.Edition != "" {
			continue
		}
		if e.Safe {
			safe = append(safe, e)
		}
		d := s.diagnostic(found)
		if d.Range.End.Line < p.Range.Start.Line || d.Range.Start.Line > p.Range.End.Line {
			continue
		}
		kind := protocol.CodeActionKindQuickFix
		preferred := e.Safe
		actions = append(actions, protocol.CodeAction{
			Title: title(text, found).In(s.Language), Kind: &kind, Diagnostics: []protocol.Diagnostic{d}, IsPreferred: &preferred,
			Edit: &protocol.WorkspaceEdit{Changes: map[protocol.DocumentUri][]protocol.TextEdit{p.TextDocument.URI: {textEdit(text, e)}}},
		})
	}
	if len(safe) > 0 {
		_, made := problem.Apply([]byte(text), safe)
		var edits []protocol.TextEdit
		for _, e := range made {
			edits = append(edits, textEdit(text, e))
		}
		kind := fixAll
		actions = append(actions, protocol.CodeAction{
			Title: say.F("make all certain fixes of this file").In(s.Language), Kind: &kind,
			Edit: &protocol.WorkspaceEdit{Changes: map[protocol.DocumentUri][]protocol.TextEdit{p.TextDocument.URI: edits}},
		})
	}
	return actions
}

func textEdit(text string, e problem.Edit) protocol.TextEdit {
	return protocol.TextEdit{
		Range:   protocol.Range{Start: position(text, e.Off), End: position(text, e.Off+e.Len)},
		NewText: e.New,
	}
}

// title says what a fix does.
func title(text string, p problem.Problem) say.Text {
	old, e := text[p.Edit.Off:p.Edit.Off+p.Edit.Len], p.Edit
	short := len(old)+len(e.New) < 80 && !strings.Contains(old+e.New, "\n")
	switch {
	case short && old != "" && strings.TrimSpace(e.New) != "":
		return say.F("replace %s by %s", old, e.New)
	case short && old != "" && e.New == "":
		return say.F("remove %s", old)
	case short && old == "" && strings.TrimSpace(e.New) != "":
		return say.F("insert %s", e.New)
	}
	return say.Or(p.Hint, p.Message)
}
