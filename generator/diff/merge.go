package diff

import (
	"fmt"
	"slices"
	"strings"

	"rapporteur/generator/prose"
	"rapporteur/generator/report"
)

// fewest is in how many records the same citation must change in the same way
// to be one change.
const fewest = 3

// merge makes one change of citations that changed in the same way in many
// records of a kind, as those do that have the default citation of their file.
func (c *comparer) merge() {
	type key struct {
		kind  Kind
		of    report.Kind
		value string
	}
	first := make(map[key][]int)
	for i := range c.out.List {
		ch := &c.out.List[i]
		if top, _, _ := strings.Cut(ch.Field, "["); top != "cites" || ch.Kind == Reordered {
			continue
		}
		switch ch.Ref.Kind {
		case report.KindParagraph, report.KindRequest, report.KindSection:
			continue // they are read one by one
		}
		k := key{ch.Kind, ch.Ref.Kind, ch.From.key() + "\x00" + ch.To.key()}
		first[k] = append(first[k], i)
	}
	gone := make(map[int]bool)
	for _, list := range first {
		if len(list) < fewest {
			continue
		}
		ch := &c.out.List[list[0]]
		for _, i := range list[1:] {
			ch.Also = append(ch.Also, c.out.List[i].Ref)
			ch.Ops = append(ch.Ops, c.out.List[i].Ops...)
			gone[i] = true
		}
	}
	if len(gone) == 0 {
		return
	}
	// A list of citations is one operation, which may be part of a change that is
	// merged into another: it is not lost, for it was moved with it.
	out := c.out.List[:0]
	for i := range c.out.List {
		if !gone[i] {
			out = append(out, c.out.List[i])
		}
	}
	c.out.List = out
}

// key is equal for values with the same parts.
func (v Value) key() string {
	var b strings.Builder
	for _, l := range v.Leaves {
		fmt.Fprintf(&b, "%s=%v\x00", l.Path, l.Value)
	}
	for _, it := range v.Items {
		b.WriteString("[" + it.key() + "]")
	}
	return b.String()
}

// replaced names, for each act that went, the one of the same State under the
// same instrument that came: a day or a kind was corrected, which makes another
// id. Acts of one kind belong together, so that a signature and a ratification that
// were both corrected are distinguished; of the others there must be one that went and
// one that came. For other records it is data/retired.toml that says so.
func (c *comparer) replaced() {
	type key struct{ participation, state, kind string }
	acts := make(map[key][2][]int)
	at := make(map[report.Ref]int)
	for i := range c.out.List {
		ch := &c.out.List[i]
		if ch.Field != "" || ch.Kind != Added && ch.Kind != Removed {
			continue
		}
		at[ch.Ref] = i
		if parts := strings.Split(ch.Ref.ID, "/"); ch.Ref.Kind == report.KindAct && len(parts) == 4 {
			k := key{parts[0], parts[1], parts[2]}
			both := acts[k]
			side := 0
			if ch.Kind == Added {
				side = 1
			}
			both[side] = append(both[side], i)
			acts[k] = both
		}
	}
	pair := func(was, is int) {
		from, to := &c.out.List[was], &c.out.List[is]
		from.ReplacedBy = append(from.ReplacedBy, to.Ref)
		to.Replaces = append(to.Replaces, from.Ref)
	}
	left := make(map[key][2][]int) // by participation and State
	for k, both := range acts {
		if len(both[0]) == 1 && len(both[1]) == 1 {
			pair(both[0][0], both[1][0])
			continue
		}
		k.kind = ""
		rest := left[k]
		for side := range rest {
			rest[side] = append(rest[side], both[side]...)
		}
		left[k] = rest
	}
	for _, both := range left {
		if len(both[0]) == 1 && len(both[1]) == 1 {
			pair(both[0][0], both[1][0])
		}
	}
	for _, t := range c.b.Retired {
		was, gone := at[report.Ref{Kind: t.Kind, ID: t.ID}]
		if !gone || c.out.List[was].Kind != Removed {
			continue
		}
		for _, id := range t.ReplacedBy {
			ref := report.Ref{Kind: t.Kind, ID: id}
			if strings.Contains(id, ":") {
				ref = report.ParseRef(id)
			}
			if is, came := at[ref]; came && c.out.List[is].Kind == Added {
				pair(was, is)
			} else {
				c.out.List[was].ReplacedBy = append(c.out.List[was].ReplacedBy, ref)
			}
		}
	}
}

// prints is the reference in prose that prints the number of a change; zero where none
// does.
func (ch *Change) prints() prose.Ref {
	t, ok := ch.tallyOf()
	switch {
	case ok:
		return t.Reference()
	case ch.Derived && ch.Field == FieldLatest, ch.Ref.Kind == report.KindObservation && ch.Field == "quantity":
		return prose.Ref{Kind: "figure", ID: ch.Ref.ID}
	}
	return prose.Ref{}
}

// effects marks derived changes that follow from others alone, and says of the
// numbers that changed in which texts they are printed.
func (c *comparer) effects() {
	changed := make(map[report.Ref]bool)
	whole := make(map[report.Ref]bool) // records that came or went
	for i := range c.out.List {
		if ch := &c.out.List[i]; !ch.Derived {
			changed[ch.Ref] = true
			whole[ch.Ref] = whole[ch.Ref] || ch.Field == "" && (ch.Kind == Added || ch.Kind == Removed)
			for _, ref := range ch.Also {
				changed[ref] = true
			}
		}
	}
	for i := range c.out.List {
		ch := &c.out.List[i]
		if ref := ch.prints(); ref.Kind != "" {
			ch.PrintedIn = c.printed.places[ref]
			slices.SortStableFunc(ch.PrintedIn, func(x, y Place) int { return c.place[x.Ref] - c.place[y.Ref] })
		}
		switch {
		case ch.Ref.Kind == report.KindObservation && ch.Field == "" && (ch.Kind == Added || ch.Kind == Removed):
			// A figure that came or went is one change, with its values.
			indicator, _, _ := strings.Cut(ch.Ref.ID, "/")
			ch.Effect = whole[report.Ref{Kind: report.KindIndicator, ID: indicator}]
		case !ch.Derived || ch.Effect:
		case ch.Field == FieldMembers:
			// On another instrument it has no effect.
			ch.Effect = i > 0 && c.out.List[i-1].Field == FieldParties && c.out.List[i-1].Ref == ch.Ref
		case ch.Ref.Kind == report.KindParagraph, ch.Field == FieldLatest:
			ch.Effect = len(ch.Cause) > 0 && !slices.ContainsFunc(ch.Cause, func(ref report.Ref) bool { return !changed[ref] })
		}
	}
}
