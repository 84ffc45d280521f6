package report

import "slices"

// Document is what r means, as JSON has it: an object for each entry under
// its typed id, with the keys that TOML has, and under "order" for each kind
// whose order is chosen by hand the typed ids in that order. A request has
// its paragraph under "paragraph". The schema number, waivers and places in
// files are left out.
func (r *Report) Document() map[string]any {
	doc := make(map[string]any)
	rd := NewReader()
	for _, e := range r.Entries() {
		doc[e.Ref.String()] = rd.Value(e)
	}
	order := make(map[string]any)
	for kind, ids := range r.Order() {
		list := make([]any, len(ids))
		for i, id := range ids {
			list[i] = id
		}
		order[string(kind)] = list
	}
	doc["order"] = order
	return doc
}

// Order gives the ids of the records of each kind in Ordered that has any.
func (r *Report) Order() map[Kind][]string {
	order := make(map[Kind][]string)
	kinds := Ordered()
	for _, ref := range r.index.refs {
		if slices.Contains(kinds, ref.Kind) {
			order[ref.Kind] = append(order[ref.Kind], ref.ID)
		}
	}
	return order
}
