package review

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"rapporteur/generator/problem"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// WriteText writes what is left for a person: group by group, a line for each place.
func (l *Left) WriteText(w io.Writer, lang string) error {
	var b strings.Builder
	line := func(t say.Text) { b.WriteString(t.In(lang) + "\n") }
	switch {
	case l.Issued:
		line(say.F("the data is the edition %s, which is issued; begin the next draft: ‹rapporteur release --next ID --as-at DATE›", l.Edition.ID))
	case l.Edition.ID == "":
		line(say.F("the data cannot be read in full; fix this first"))
	case len(l.Groups) == 0:
		line(say.F("nothing is left to do: rapporteur release issues the edition %s, as at %s", l.Edition.ID, l.Edition.AsAt))
	default:
		line(say.F("left to do before the edition %s, as at %s, can be issued:", l.Edition.ID, l.Edition.AsAt))
	}
	for _, g := range l.Groups {
		b.WriteString("\n")
		line(say.F("%s (%d)", g.Title, len(g.Problems)))
		for _, p := range g.Problems {
			fmt.Fprintf(&b, "  %s: %s [%s]\n", problem.Visible(p.Place()), problem.Visible(p.Message.In(lang)), p.Rule)
			if !p.Hint.IsZero() {
				fmt.Fprintf(&b, "      %s\n", problem.Visible(strings.ReplaceAll(p.Hint.In(lang), "\n", "; ")))
			}
		}
	}
	if l.Others > 0 {
		b.WriteString("\n")
		line(say.F("and %s of other kinds, which do not keep the edition from being issued: rapporteur check", say.N(l.Others, "warning")))
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// leftJSON is Left as --format json gives it. Its keys are a contract.
type leftJSON struct {
	Edition string      `json:"edition"`
	AsAt    string      `json:"as_at"`
	Status  string      `json:"status"`
	Refused int         `json:"refused"` // errors, for which release refuses
	Groups  []groupJSON `json:"groups"`
	Others  int         `json:"other_warnings"`
	Waived  int         `json:"waived"`
	LeftOut string      `json:"left_out,omitempty"`
}

type groupJSON struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	Items []any  `json:"items"` // as the problems of check --format json
}

// WriteJSON writes what is left as one object, with its texts in a language.
func (l *Left) WriteJSON(w io.Writer, lang string) error {
	out := leftJSON{
		Edition: l.Edition.ID, Status: string(l.Edition.Status), Refused: l.Refused(),
		Groups: []groupJSON{}, Others: l.Others, Waived: l.Waived, LeftOut: l.LeftOut.In(lang),
	}
	if l.Edition.AsAt != (report.Date{}) {
		out.AsAt = l.Edition.AsAt.String()
	}
	for _, g := range l.Groups {
		items := []any{}
		for _, p := range g.Problems {
			items = append(items, p.JSON(lang))
		}
		out.Groups = append(out.Groups, groupJSON{g.Name, g.Title.In(lang), items})
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}
