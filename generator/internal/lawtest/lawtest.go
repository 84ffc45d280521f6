// Package lawtest serves the tests of laws that hold of any two reports, such
// as that the changes from one to another, applied to the one, give the other.
package lawtest

import (
	"cmp"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"rapporteur/generator/diff"
	"rapporteur/generator/report"
)

// Apply makes the changes in a report. Apply(a, diff.Compare(a, b)) means what
// b does.
func Apply(r *report.Report, c *diff.Changes) (*report.Report, error) {
	doc := r.Document()
	for _, op := range c.Patch() {
		if err := apply(doc, op); err != nil {
			return nil, fmt.Errorf("%s %s: %w", op.Op, op.Path, err)
		}
	}
	return FromDocument(doc)
}

// apply carries out an operation. Compare makes none on an item of a list.
func apply(doc map[string]any, op diff.Op) error {
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

// FromDocument makes a report of what report.Document gives. It means what the
// document says, but has no files.
func FromDocument(doc map[string]any) (*report.Report, error) {
	r := &report.Report{Schema: report.Schema}
	order, err := orderOf(doc)
	if err != nil {
		return nil, err
	}
	made := make(map[report.Ref]reflect.Value)
	for _, ref := range sequence(doc, order) {
		object, ok := doc[ref.String()].(map[string]any)
		if !ok {
			return nil, fmt.Errorf("%s is not an object", ref)
		}
		if err := enter(r, made, ref, object); err != nil {
			return nil, fmt.Errorf("%s: %w", ref, err)
		}
	}
	return report.New(r), nil
}

func orderOf(doc map[string]any) (map[report.Kind]map[string]int, error) {
	order := make(map[report.Kind]map[string]int)
	object, ok := doc["order"].(map[string]any)
	if !ok && doc["order"] != nil {
		return nil, fmt.Errorf("order is not an object")
	}
	for _, kind := range slices.Sorted(maps.Keys(object)) {
		list, ok := object[kind].([]any)
		if !ok {
			return nil, fmt.Errorf("order/%s is not a list", kind)
		}
		ids := make(map[string]int, len(list))
		for i, v := range list {
			id, ok := v.(string)
			if !ok {
				return nil, fmt.Errorf("order/%s/%d is not an id", kind, i)
			}
			ids[id] = i
		}
		order[report.Kind(kind)] = ids
	}
	return order, nil
}

// sequence puts the typed ids of a document in an order in which records come
// before those in them, and otherwise in the order that it gives.
func sequence(doc map[string]any, order map[report.Kind]map[string]int) []report.Ref {
	var refs []report.Ref
	for key := range doc {
		if key != "order" {
			refs = append(refs, report.ParseRef(key))
		}
	}
	rank := func(r report.Ref) int {
		if inRecord(r.Kind.Info()) {
			return 1
		}
		return 0
	}
	place := func(r report.Ref) int {
		if i, ok := order[r.Kind][r.ID]; ok {
			return i
		}
		return len(order[r.Kind])
	}
	slices.SortFunc(refs, func(x, y report.Ref) int {
		return cmp.Or(cmp.Compare(rank(x), rank(y)), cmp.Compare(x.Kind, y.Kind),
			cmp.Compare(place(x), place(y)), cmp.Compare(x.ID+".toml", y.ID+".toml"))
	})
	return refs
}

// inRecord reports whether records of a kind are in others of which there can
// be several.
func inRecord(k report.KindInfo) bool { return k.Parent != "" && k.Key != "" }

// enter adds a record with the values of object.
func enter(r *report.Report, made map[report.Ref]reflect.Value, ref report.Ref, object map[string]any) error {
	k := ref.Kind.Info()
	if k.Kind == "" {
		return fmt.Errorf("unknown kind %q", ref.Kind)
	}
	v := reflect.New(k.Type)
	if err := set(v.Elem(), object); err != nil {
		return err
	}
	made[ref] = v
	holders := []reflect.Value{reflect.ValueOf(r).Elem(), reflect.ValueOf(&r.Resolution).Elem()}
	if inRecord(k) {
		id, _, _ := strings.Cut(ref.ID, "/")
		if p, ok := object[string(k.Parent)].(string); ok {
			id = p
		}
		parent, ok := made[report.Ref{Kind: k.Parent, ID: id}]
		if !ok {
			return fmt.Errorf("there is no %s %q", k.Parent, id)
		}
		holders = []reflect.Value{parent.Elem()}
	}
	for _, holder := range holders {
		for i := range holder.NumField() {
			switch f := holder.Field(i); f.Type() {
			case k.Type:
				return set(f, object)
			case reflect.SliceOf(k.Type):
				f.Set(reflect.Append(f, v.Elem()))
				return nil
			case reflect.SliceOf(v.Type()):
				f.Set(reflect.Append(f, v))
				return nil
			}
		}
	}
	return fmt.Errorf("a report holds no %s", k.Kind)
}

// set puts x, as JSON has it, into v.
func set(v reflect.Value, x any) error {
	wrong := fmt.Errorf("%v cannot be a %s", x, v.Type())
	switch p := v.Addr().Interface().(type) {
	case *report.Date:
		if s, ok := x.(string); ok {
			return p.UnmarshalTOML(s)
		}
		return wrong
	case *report.Ref:
		s, ok := x.(string)
		if !ok {
			return wrong
		}
		*p = report.ParseRef(s)
		return nil
	case *report.Cells:
		cells, ok := x.(map[string]any)
		if !ok {
			return wrong
		}
		whole := make(map[string]any, len(cells))
		for column, value := range cells {
			if n, ok := number(value); ok {
				value = n
			}
			whole[column] = value
		}
		return p.UnmarshalTOML(whole)
	case **report.Number:
		*p = new(report.Number)
		if n, ok := number(x); ok {
			x = n
		}
		if err := (*p).UnmarshalTOML(x); err != nil {
			return wrong
		}
		return nil
	case *report.Number:
		if n, ok := number(x); ok {
			x = n
		}
		if err := p.UnmarshalTOML(x); err != nil {
			return wrong
		}
		return nil
	}
	switch x := x.(type) {
	case map[string]any:
		if v.Kind() != reflect.Struct {
			return wrong
		}
		for i := range v.NumField() {
			key := v.Type().Field(i).Tag.Get("toml")
			if computed := v.Type().Field(i).Tag.Get("computed"); computed != "" {
				key = computed
			}
			if value, ok := x[key]; ok && key != "-" {
				if err := set(v.Field(i), value); err != nil {
					return fmt.Errorf("%s: %w", key, err)
				}
			}
		}
		return nil
	case []any:
		if v.Kind() != reflect.Slice {
			return wrong
		}
		v.Set(reflect.MakeSlice(v.Type(), len(x), len(x)))
		for i := range x {
			if x[i] == nil {
				continue
			}
			if err := set(v.Index(i), x[i]); err != nil {
				return fmt.Errorf("[%d]: %w", i, err)
			}
		}
		return nil
	case string:
		if v.Kind() == reflect.String {
			v.SetString(x)
			return nil
		}
	case bool:
		if v.Kind() == reflect.Bool {
			v.SetBool(x)
			return nil
		}
	default:
		if n, ok := number(x); ok && v.CanInt() {
			v.SetInt(n)
			return nil
		}
	}
	return wrong
}

// number is x as the program or a JSON decoder has it.
func number(x any) (int64, bool) {
	switch x := x.(type) {
	case int64:
		return x, true
	case float64:
		return int64(x), x == float64(int64(x))
	}
	return 0, false
}
