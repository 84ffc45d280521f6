package report

import (
	"strings"

	"rapporteur/generator/problem"
)

// Where is the place of the value of a field of a record, of a withdrawn edition
// or of a retired id, and whether that value has a place of its own. Citations
// that a record takes over from the head of its file are there. Where nothing
// of that name is written, it is the place of the nearest value around it, as
// far as the record; the zero Pos says that there is no such record.
func (r *Report) Where(ref Ref, field string) (problem.Pos, bool) {
	at, ok := r.entry(ref)
	if !ok {
		return problem.Pos{}, false
	}
	n, found := at.node.at(field)
	if !found && field != "" {
		key, _, _ := strings.Cut(field, "[")
		if head, inHead := at.file.root.at(field); inHead && key == "cites" && at.node.get(key) == nil {
			n, found = head, true
		}
	}
	return at.file.lines.pos(at.file.Name, n.val), found
}

// entry is the place of a record, of a withdrawn edition or of a retired id.
func (r *Report) entry(ref Ref) (place, bool) {
	if at, ok := r.index.places[ref]; ok {
		return at, true
	}
	k := kindsByName[ref.Kind]
	if k == nil || !k.Part {
		return place{}, false
	}
	for _, p := range r.index.files {
		list := p.root.get(k.Key)
		if p.Name != k.File || list == nil {
			continue
		}
		for _, n := range list.kids {
			id := k.ref("", func(key string) string {
				if kid := n.get(key); kid != nil {
					return string(kid.text)
				}
				return ""
			})
			if id == ref {
				return place{ref, p, n}, true
			}
		}
	}
	return place{}, false
}
