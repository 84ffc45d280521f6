package derived

import (
	"testing"

	"rapporteur/generator/report"
)

// An answer without a status is counted by whether its verb asks for something.
func TestStatus(t *testing.T) {
	for _, c := range []struct {
		q    report.Request
		want report.Status
	}{
		{report.Request{Verb: report.Verb("requests"), Status: report.Implemented}, report.Implemented},
		{report.Request{Verb: report.Verb("requests")}, report.NoInformation},
		{report.Request{Verb: report.NoVerb}, report.NoActionRequested},
	} {
		if got := Status(&c.q); got != string(c.want) {
			t.Errorf("verb %q, status %q: %s, not %s", c.q.Verb, c.q.Status, got, c.want)
		}
	}
}

func TestSupplements(t *testing.T) {
	word := func(l report.Lang) string { return map[report.Lang]string{"en": "Protocol", "zh": "议定书"}[l] }
	for _, c := range []struct {
		name report.Text
		want bool
	}{
		{report.Text{En: "Protocol on fixed platforms"}, true},
		{report.Text{En: "Amendment to the Protocol"}, false},
		{report.Text{Zh: "固定平台议定书"}, true},
	} {
		if got := Supplements(&report.Instrument{Name: c.name}, word); got != c.want {
			t.Errorf("%v: %v", c.name, got)
		}
	}
}
