package lsp

import (
	"strings"
	"testing"

	protocol "github.com/tliron/glsp/protocol_3_16"

	"rapporteur/generator/report"
)

// The bar is where the cursor is.
func TestAt(t *testing.T) {
	for _, tt := range []struct {
		name, text         string
		table, path, value string
		inText             bool
	}{
		{"key at the head", "kin|", "", "", "kin", false},
		{"key of a record", "[[activity]]\nid = \"a\"\nki|", "activity", "", "ki", false},
		{"key after a comma", "[[activity]]\nplace = { city.fr = \"x\", sta|", "activity.place", "", "sta", false},
		{"key in a table of a list", "[[activity]]\ncites = [{ source = \"a\" }, { veri|", "activity.cites", "", "veri", false},
		{"value without quotation marks", "[[activity]]\nkind = wor|", "activity", "kind", "wor", false},
		{"value", "[[activity]]\nkind = \"wor|", "activity", "kind", "wor", true},
		{"value in a list", "[[activity]]\norganizers = [\"office\", \"sta|", "activity", "organizers", "sta", true},
		{"list over lines", "[[activity]]\norganizers = [\n  \"office\",\n  \"|", "activity", "organizers", "", true},
		{"value in a table", "[[activity]]\nplace = { state = \"au|", "activity", "place.state", "au", true},
		{"value in a table of a list", "[[activity]]\ncites = [{ source = \"of|", "activity", "cites.source", "of", true},
		{"second list after a closed one", "[[activity]]\nwith = [\"a\"]\nstates = [\"|", "activity", "states", "", true},
		{"dotted key", "[[activity]]\ntitle.fr = \"Un |", "activity", "title.fr", "Un ", true},
		{"text over lines", "[[activity]]\nnote.en = \"\"\"One.\n\n[source:|", "activity", "note.en", "One.\n\n[source:", true},
		{"header within a text", "[[activity]]\nnote.en = \"\"\"One.\n[[request]]\n|", "activity", "note.en", "One.\n[[request]]\n", true},
		{"after a text over lines", "[[activity]]\nnote.en = \"\"\"One.\"\"\"\nsta|", "activity", "", "sta", false},
		{"string that was not closed", "[[activity]]\nkind = \"work\nsta|", "activity", "", "sta", false},
		{"escaped quotation mark", `a = "x \" y|`, "", "a", `x \" y`, true},
		{"comment", "[[activity]]\n# kind = \"x\nsta|", "activity", "", "sta", false},
		{"literal string", "a = 'x|", "", "a", "x", true},
		{"list in a record of a list", "[[indicator]]\nid = \"a\"\n[[indicator.observation]]\ncites = [{ for = [\"val|", "indicator.observation", "cites.for", "val", true},
	} {
		text, _, _ := strings.Cut(tt.text, "|")
		c := at(text+"\nrest", len(text))
		if c.table != tt.table || c.path != tt.path || c.value != tt.value || c.inText != tt.inText {
			t.Errorf("%s: %+v", tt.name, c)
		}
	}
}

func TestField(t *testing.T) {
	for _, tt := range []struct {
		file, table, path string
		kind              report.Kind
		field             string
	}{
		{"data/activities/2008.toml", "activity", "place.state", report.KindActivity, "place.state"},
		{"data/indicators.toml", "indicator.observation", "value", report.KindObservation, "value"},
		{"data/paragraphs/op01.toml", "", "status", report.KindParagraph, "status"},
		{"data/paragraphs/op01.toml", "request", "status", report.KindRequest, "status"},
		{"data/paragraphs/op01.toml", "request.evidence", "kind", report.KindRequest, "evidence.kind"},
	} {
		kind, field, ok := cursor{table: tt.table, path: tt.path}.field(tt.file)
		if !ok || kind != tt.kind || field != tt.field {
			t.Errorf("%s [%s] %s is %s of %s (%v)", tt.file, tt.table, tt.path, field, kind, ok)
		}
	}
	if _, _, ok := (cursor{table: "activity"}).field("config.toml"); ok {
		t.Error("config.toml holds records")
	}
}

// Places are counted in UTF-16 code units, of which "𝄞" has two.
func TestPositions(t *testing.T) {
	const text = "é = \"𝄞x\"\nb"
	for off, want := range map[int]protocol.Position{
		0: {Line: 0, Character: 0}, 2: {Line: 0, Character: 1}, 6: {Line: 0, Character: 5},
		10: {Line: 0, Character: 7}, len(text): {Line: 1, Character: 1},
	} {
		if got := position(text, off); got != want {
			t.Errorf("byte %d is at %+v, want %+v", off, got, want)
		}
		if got := offset(text, want); got != off {
			t.Errorf("%+v is byte %d, want %d", want, got, off)
		}
	}
	if got := offset(text, protocol.Position{Line: 9}); got != len(text) {
		t.Errorf("a line behind the end is byte %d", got)
	}
}
