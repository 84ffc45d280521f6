package catalogue

import (
	"strings"
	"unicode"
)

// labels are the strings of fields whose key means something else elsewhere, by kind
// and path, then by path alone.
var labels = map[string]string{
	"publication status": "field-publication-status", "edition status": "field-edition-status", "edition kind": "field-edition-kind",
	"money from": "field-money-from", "section place": "field-section-place", "reply from": "field-from-reply",
	"document.kind": "field-document-kind", "document.distribution": "field-document-distribution",
	"document.original": "field-document-original", "document.job_number": "field-document-job_number",
	"period.from": "field-period-from", "period.to": "field-period-to", "withdrawn by": "field-withdrawn-by",
}

// Field is the name of a field of a kind of record, as it is written within a sentence:
// "premier jour de la période" for "period.from". Indexes in the path are left out of
// account; a field in a table is named by its own key, and one without a
// string by its key itself.
func (s *Strings) Field(kind, path string) string {
	path = strings.Join(strings.FieldsFunc(path, func(r rune) bool { return r == '[' || r == ']' || unicode.IsDigit(r) }), "")
	for _, key := range []string{kind + " " + path, path} {
		if l := labels[key]; l != "" {
			return s.Say(l)
		}
	}
	last := path[strings.LastIndexByte(path, '.')+1:]
	if last == "to" && strings.Contains(path, ".") {
		return s.Say("field-range-to")
	}
	if text, ok := s.forms.Text("field-"+last, ""); ok {
		return text
	}
	return strings.ReplaceAll(last, "_", " ")
}
