package report

import (
	"cmp"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"rapporteur/generator/say"
)

// shape is what a Go struct of the model says about a TOML table.
type shape struct {
	fields []field // in the order of the struct
}

// field is a key of a table.
type field struct {
	name  string
	typ   reflect.Type
	is    []string // properties, as package comment lists them
	to    []Kind   // kinds of record that it may name; nil where it names none
	bare  Kind     // what a typed id without a kind names; empty: an entity
	since int      // schema that brought the key; 0 for the first
}

func (f *field) has(property string) bool { return f != nil && slices.Contains(f.is, property) }

func (s *shape) field(name string) *field {
	for i := range s.fields {
		if s.fields[i].name == name {
			return &s.fields[i]
		}
	}
	return nil
}

func (s *shape) names() []string {
	names := make([]string, len(s.fields))
	for i, f := range s.fields {
		names[i] = f.name
	}
	return names
}

// shapes holds the shapes of struct types as they are asked for. It belongs
// to one goroutine.
type shapes map[reflect.Type]*shape

func (ss shapes) of(t reflect.Type) *shape {
	if s := ss[t]; s != nil {
		return s
	}
	s := new(shape)
	for i := range t.NumField() {
		sf := t.Field(i)
		name := sf.Tag.Get("toml")
		if name == "" || name == "-" {
			continue
		}
		f := field{name: name, typ: sf.Type, is: strings.Fields(sf.Tag.Get("is"))}
		f.to, f.bare = Targets(sf), Bare(sf)
		// Tests of the model find a tag that is not a number, which would let the key
		// into every schema.
		f.since, _ = strconv.Atoi(sf.Tag.Get("since"))
		s.fields = append(s.fields, f)
	}
	ss[t] = s
	return s
}

// isRecords reports whether t is a list of records, which have paths of their
// own.
func isRecords(t reflect.Type) bool {
	if t.Kind() != reflect.Slice {
		return false
	}
	t = t.Elem()
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return kindOf(t) != ""
}

// HoldsRecords reports whether a field of a type holds records, which are entries of their
// own and not values of the one that holds them.
func HoldsRecords(t reflect.Type) bool { return isRecords(t) }

// Targets are the kinds of records that a field of the model may name.
func Targets(f reflect.StructField) []Kind {
	var to []Kind
	for _, k := range strings.Fields(f.Tag.Get("to")) {
		if k == "*" {
			return where(func(k *KindInfo) bool { return !k.Part })
		}
		to = append(to, Kind(k))
	}
	return to
}

// Bare is the kind that a typed id without a kind names in a field of the model: an
// entity, unless the field says otherwise.
func Bare(f reflect.StructField) Kind { return cmp.Or(Kind(f.Tag.Get("bare")), KindEntity) }

// names reports whether path names a field of a struct type: "amount",
// "period.from", "title.fr". Indexes in brackets are ignored.
func (ss shapes) names(t reflect.Type, path string) bool {
	for part := range strings.SplitSeq(path, ".") {
		for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
			t = t.Elem()
		}
		if t.Kind() != reflect.Struct {
			return false
		}
		name, _, _ := strings.Cut(part, "[")
		f := ss.of(t).field(name)
		if f == nil {
			return false
		}
		t = f.typ
	}
	return true
}

// Nearest is the candidate that is most like s, or "" where none is much like
// it. Candidates that come first win.
func Nearest(s string, candidates []string) string {
	best, least := "", max(2, len(s)/5)+1
	if len(s) <= 3 { // any two codes of States are three apart at most
		least = 2
	}
	for _, c := range candidates {
		if c == s || len(c)-len(s) >= least || len(s)-len(c) >= least {
			continue
		}
		if d := distance(s, c); d < least {
			best, least = c, d
		}
	}
	return best
}

// distance counts the bytes to insert, delete, replace or swap with their
// neighbour to make b of a.
func distance(a, b string) int {
	var before []int
	prev := make([]int, len(b)+1)
	for j := range prev {
		prev[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row := make([]int, len(b)+1)
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(prev[j]+1, row[j-1]+1, prev[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, prev = prev, row
	}
	return prev[len(b)]
}

// didYouMean is the hint that names the nearest candidate, or fallback.
func didYouMean(s string, candidates []string, fallback say.Text) say.Text {
	if len(s) > 200 {
		return fallback
	}
	if c := Nearest(s, candidates); c != "" {
		return say.F("did you mean ‹%s›?", c)
	}
	return fallback
}

// Targets are the kinds of records that a field of the kind may name, by its path
// in TOML: "reported_by", "place.state". "paragraph" is the paragraph of a
// request.
func (k Kind) Targets(path string) []Kind {
	if info := k.Info(); info.Parent != "" && path == string(info.Parent) {
		return []Kind{info.Parent}
	}
	if f, ok := k.fieldAt(path); ok {
		return Targets(f)
	}
	return nil
}

// Words is the closed list of values of a field of the kind, by its path; nil if
// the field has none.
func (k Kind) Words(path string) []string {
	f, ok := k.fieldAt(path)
	if !ok {
		return nil
	}
	t := f.Type
	if t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if e, ok := reflect.Zero(t).Interface().(enumerated); ok {
		return e.values()
	}
	return nil
}

// fieldAt is the field of the struct of the kind with a path in TOML, which passes
// through lists of tables: "cites.source".
func (k Kind) fieldAt(path string) (f reflect.StructField, ok bool) {
	t := k.Info().Type
	for key := range strings.SplitSeq(path, ".") {
		for t != nil && (t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer) {
			t = t.Elem()
		}
		if t == nil || t.Kind() != reflect.Struct {
			return f, false
		}
		fields := reflect.VisibleFields(t)
		i := slices.IndexFunc(fields, func(f reflect.StructField) bool { return f.Tag.Get("toml") == key })
		if i < 0 {
			return f, false
		}
		f = fields[i]
		t = f.Type
	}
	return f, true
}
