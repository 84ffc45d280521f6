package report

import "strings"

// Ref is the typed id of a record: its kind and its id in that kind. In TOML
// and in the text of problems it is written "activity:vienna-symposium-2007";
// an id without a kind names an entity. The zero value names nothing.
type Ref struct {
	Kind Kind
	ID   string
}

// ParseRef splits a typed id. It does not check whether the record exists.
func ParseRef(s string) Ref {
	if kind, id, ok := strings.Cut(s, ":"); ok {
		return Ref{Kind(kind), id}
	}
	if s == "" {
		return Ref{}
	}
	return Ref{KindEntity, s}
}

// orBare is the typed id as a field reads it that takes an id without a kind for one of
// that kind.
func (r Ref) orBare(kind Kind) Ref {
	if r.Kind == KindEntity {
		r.Kind = kind
	}
	return r
}

func (r Ref) String() string {
	if r == (Ref{}) {
		return ""
	}
	return string(r.Kind) + ":" + r.ID
}

// UnmarshalText takes a typed id as ParseRef reads it.
func (r *Ref) UnmarshalText(b []byte) error {
	*r = ParseRef(string(b))
	return nil
}
