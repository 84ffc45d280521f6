package report

import (
	"strings"

	"rapporteur/generator/prose"
)

// Printed is the number that a reference in prose prints in this edition: of
// [figure:ID] the newest value of an indicator, of [figure:ID/OBSERVATION] that
// value, of [parties:ID] the number of parties to an instrument on the day that
// the edition is as at. It is nil where nothing is known, and for references of
// other kinds.
func (r *Report) Printed(ref prose.Ref) *Quantity {
	switch ref.Kind {
	case "figure":
		var o *Observation
		if strings.Contains(ref.ID, "/") {
			o = r.Observation(ref.ID)
		} else if in := r.Indicator(ref.ID); in != nil {
			o, _ = in.Newest(r.Edition.AsAt)
		}
		if o != nil && o.Quantity.Value != nil {
			return &o.Quantity
		}
	case "parties":
		if r.ParticipationIn(ref.ID) != nil {
			all, _ := r.PartiesCount(ref.ID, r.Edition.AsAt)
			n := Integer(all)
			return &Quantity{Value: &n}
		}
	}
	return nil
}

// PrintedOf is the record that holds or is counted for the number that a
// reference in prose prints: an indicator, an observation or an instrument. It
// is zero for references of other kinds.
func PrintedOf(ref prose.Ref) Ref {
	switch {
	case ref.Kind == "parties":
		return Ref{Kind: KindInstrument, ID: ref.ID}
	case ref.Kind == "figure" && strings.Contains(ref.ID, "/"):
		return Ref{Kind: KindObservation, ID: ref.ID}
	case ref.Kind == "figure":
		return Ref{Kind: KindIndicator, ID: ref.ID}
	}
	return Ref{}
}
