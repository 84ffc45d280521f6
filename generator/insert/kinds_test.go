package insert

import (
	"slices"
	"testing"

	"rapporteur/generator/report"
)

// TestEveryKind checks that a record of each kind can be added, but those of
// which a report has one, and what no one adds by hand.
func TestEveryKind(t *testing.T) {
	byHand := []report.Kind{
		report.KindPreambular, report.KindNote, // taken over with the text of the resolution
		report.KindParticipation, // made with its first act
		report.KindWithdrawn,     // listed by the verb release
	}
	added := make(map[report.Kind]bool)
	for _, k := range Kinds() {
		added[k.of] = true
	}
	for _, k := range report.Kinds() {
		if want := len(k.ID) > 0 && !slices.Contains(byHand, k.Kind); added[k.Kind] != want {
			t.Errorf("a %s can be added: %v, want %v", k.Kind, added[k.Kind], want)
		}
	}
}
