package diff

import (
	"fmt"
	"strings"

	"rapporteur/generator/report"
)

// Patch are the operations of all changes, in the order in which they are to
// be applied.
func (c *Changes) Patch() []Op {
	var ops []Op
	for i := range c.List {
		ops = append(ops, c.List[i].Ops...)
	}
	return append(ops, c.Orders...)
}

// Apply makes the changes in a report. Apply(a, Compare(a, b)) means what b
// does.
func Apply(r *report.Report, c *Changes) (*report.Report, error) {
	doc := r.Document()
	for _, op := range c.Patch() {
		if err := op.apply(doc); err != nil {
			return nil, fmt.Errorf("%s %s: %w", op.Op, op.Path, err)
		}
	}
	return report.FromDocument(doc)
}

// apply carries out an operation. Compare makes none on an item of a list.
func (op Op) apply(doc map[string]any) error {
	unescape := strings.NewReplacer("~1", "/", "~0", "~")
	parts := strings.Split(op.Path, "/")[1:]
	for i := range parts {
		parts[i] = unescape.Replace(parts[i])
	}
	object := doc
	for _, p := range parts[:max(len(parts)-1, 0)] {
		inner, ok := object[p].(map[string]any)
		if !ok {
			return fmt.Errorf("there is no object %q", p)
		}
		object = inner
	}
	if len(parts) == 0 {
		return fmt.Errorf("the path names nothing")
	}
	key := parts[len(parts)-1]
	if _, there := object[key]; !there && op.Op != "add" {
		return fmt.Errorf("there is nothing")
	}
	if op.Op == "remove" {
		delete(object, key)
		return nil
	}
	object[key] = op.Value
	return nil
}
