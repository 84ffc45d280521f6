package report

import (
	"strings"

	"rapporteur/generator/prose"
)

// Printed is the number that a reference in prose prints in this edition: of
// [figure:ID] the newest value of an indicator, of [figure:ID/OBSERVATION] that
// value, and what [parties:ID] and the like count, as TallyOf reads them. It is nil where
// nothing is known, and for references of other kinds.
func (r *Report) Printed(ref prose.Ref) *Quantity {
	if ref.Kind == "figure" {
		var o *Observation
		if strings.Contains(ref.ID, "/") {
			o = r.Observation(ref.ID)
		} else if in := r.Indicator(ref.ID); in != nil {
			o, _ = in.Newest(r.Edition.AsAt)
		}
		if o != nil && o.Quantity.Value != nil {
			return &o.Quantity
		}
	}
	if c, ok := TallyOf(ref); ok {
		if r.Schema < 3 {
			c.Instrument = ref.ID // "all" had no other meaning
		}
		if counted, ok := r.Total(c); ok {
			n := Integer(counted)
			return &Quantity{Value: &n}
		}
	}
	return nil
}

// PrintedOf is the record that holds or is counted for the number that a
// reference in prose prints: an indicator, an observation or an instrument; the report
// where all instruments are counted together. It is zero for references of other kinds.
func PrintedOf(ref prose.Ref) Ref {
	if c, ok := TallyOf(ref); ok {
		if c.Instrument == "" {
			return Ref{Kind: KindReport, ID: string(KindReport)}
		}
		return Ref{Kind: KindInstrument, ID: c.Instrument}
	}
	switch {
	case ref.Kind == "figure" && strings.Contains(ref.ID, "/"):
		return Ref{Kind: KindObservation, ID: ref.ID}
	case ref.Kind == "figure":
		return Ref{Kind: KindIndicator, ID: ref.ID}
	}
	return Ref{}
}
