package report

import (
	"cmp"
	"slices"
	"time"

	"rapporteur/generator/say"
)

// Header is what data/report.toml says of the edition, and in which languages the
// report is published.
type Header struct {
	Languages  []Lang // the default first
	Original   Lang   // in which texts are written first; empty if it is none of ours
	ID         string
	Status     EditionStatus
	AsAt       Date
	Supersedes string // id of the edition whose place this one takes
	Kind       EditionKind
	AddsTo     string
	Withdrawn  []Withdrawn
}

// date is a day as it was decoded, zero where it is none.
func date(v any) Date {
	var d Date
	switch v.(type) {
	case time.Time, string:
		if d.UnmarshalTOML(v) != nil {
			return Date{}
		}
	}
	return d
}

// Peek reads the header of a data/report.toml and nothing else. Keys that it
// does not know, and values of another type than expected, are ignored;
// the error says that the file is not TOML.
func Peek(reportTOML []byte) (Header, error) {
	if f := checkBytes(reportTOML); f != nil && f.rule != "toml-1.0" {
		return Header{}, say.Errorf("data/report.toml: %s", f.message)
	}
	var m map[string]any
	if f := decode(reportTOML, &m); f != nil {
		return Header{}, say.Errorf("data/report.toml:%d: %s", newLines(reportTOML).pos("", span{f.off, f.len}).Line, f.message)
	}
	edition, _ := m["edition"].(map[string]any)
	meta, _ := m["report"].(map[string]any)
	str := func(m map[string]any, key string) string {
		s, _ := m[key].(string)
		return s
	}
	h := Header{ID: str(edition, "id"), Status: EditionStatus(str(edition, "status")), Kind: EditionKind(str(edition, "kind")),
		Supersedes: cmp.Or(str(edition, "supersedes"), str(edition, "corrects")), AddsTo: str(edition, "adds_to")}
	if l := Lang(str(meta, "original")); slices.Contains(Langs, l) {
		h.Original = l
	}
	h.AsAt = date(edition["as_at"])
	languages, _ := meta["languages"].([]any)
	for _, v := range languages {
		if l, ok := v.(string); ok && slices.Contains(Langs, Lang(l)) {
			h.Languages = append(h.Languages, Lang(l))
		}
	}
	// A list of inline tables decodes to another type than one of headings.
	withdrawn, _ := m["withdrawn"].([]map[string]any)
	inline, _ := m["withdrawn"].([]any)
	for _, v := range inline {
		if w, ok := v.(map[string]any); ok {
			withdrawn = append(withdrawn, w)
		}
	}
	for _, w := range withdrawn {
		reason, _ := w["reason"].(map[string]any)
		h.Withdrawn = append(h.Withdrawn, Withdrawn{
			ID: str(w, "id"), Commit: str(w, "commit"), ReplacedBy: str(w, "replaced_by"), On: date(w["on"]), By: str(w, "by"),
			Reason: Text{
				Ar: str(reason, "ar"), Zh: str(reason, "zh"), En: str(reason, "en"),
				Fr: str(reason, "fr"), Ru: str(reason, "ru"), Es: str(reason, "es"),
			},
		})
	}
	return h, nil
}
