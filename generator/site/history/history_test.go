package history

import (
	"testing"

	"rapporteur/generator/diff"
	"rapporteur/generator/report"
)

func TestFieldNames(t *testing.T) {
	for path, want := range map[string]string{"cites[1].note": "cites", "place.city": "city", "title.en": "title", "status": "status"} {
		if got := FieldName(path); got != want {
			t.Errorf("%s is named %s, not %s", path, got, want)
		}
	}
	for kind, want := range map[report.Kind]string{report.KindPublication: "publication-status", report.KindEdition: "edition-status", report.KindRequest: "status"} {
		if got := FieldOf(kind, "status"); got != want {
			t.Errorf("the status of %s is named %s, not %s", kind, got, want)
		}
	}
}

// The State that sends a reply is not shown as a donor.
func TestFromOfAReply(t *testing.T) {
	for kind, want := range map[report.Kind]string{report.KindReply: "from-reply", report.KindMoney: "money-from"} {
		if got := FieldOf(kind, "from"); got != want {
			t.Errorf("from of %s is named %s, not %s", kind, got, want)
		}
	}
}

// Readers have links to these.
func TestAnchors(t *testing.T) {
	for want, ch := range map[string]diff.Change{
		"c-op04-title-en":                  {Ref: report.Ref{Kind: report.KindParagraph, ID: "op04"}, Field: "title.en"},
		"c-indicator-seats-name":           {Ref: report.Ref{Kind: report.KindIndicator, ID: "seats"}, Field: "name"},
		"c-observation-seats-2007-cites-1": {Ref: report.Ref{Kind: report.KindObservation, ID: "seats/2007"}, Field: "cites[1]"},
		"c-op04-a-moved":                   {Ref: report.Ref{Kind: report.KindRequest, ID: "op04-a"}, Kind: diff.Moved},
		"c-report-title":                   {Ref: report.Ref{Kind: report.KindReport, ID: "report"}, Field: "title"},
	} {
		if got := AnchorOf(&ch); got != want {
			t.Errorf("the anchor is %s, not %s", got, want)
		}
	}
	if got := GroupAnchor(report.Ref{Kind: report.KindParagraph, ID: "op04"}); got != "r-op04" {
		t.Errorf("the anchor of a paragraph is %s", got)
	}
}
