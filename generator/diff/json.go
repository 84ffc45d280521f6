package diff

import (
	"encoding/json"
	"io"
	"strings"

	"rapporteur/generator/problem"
	"rapporteur/generator/report"
)

// The types below are what WriteJSON writes. Their keys are a contract;
// docs/diff.schema.json says the same as a JSON Schema.
type (
	changesJSON struct {
		From    sideJSON       `json:"from"`
		To      sideJSON       `json:"to"`
		Counts  map[string]int `json:"counts"`            // by class, all of them
		Changes []changeJSON   `json:"changes"`           // in the order of the document
		Effects []changeJSON   `json:"effects,omitempty"` // what follows from the changes and is not counted
		Omitted []string       `json:"omitted,omitempty"` // what differs and is not compared
		Unread  []unreadJSON   `json:"unread,omitempty"`  // what could not be read
		Filter  *filterJSON    `json:"filter,omitempty"`  // what was asked for
		// How many changes, and texts of the changes shown, the filter left out.
		NotShown        *int     `json:"not_shown,omitempty"`
		EffectsNotShown *int     `json:"effects_not_shown,omitempty"`
		TextsNotShown   *int     `json:"texts_not_shown,omitempty"`
		Patch           []opJSON `json:"patch,omitzero"` // RFC 6902, on the document of the from side; of all changes, also those not shown
	}
	filterJSON struct {
		Classes    []Class     `json:"classes,omitempty"`
		Paragraphs []string    `json:"paragraphs,omitempty"`
		Lang       report.Lang `json:"lang,omitempty"`
		Addressees []string    `json:"addressees,omitempty"`
	}
	unreadJSON struct {
		Side    string `json:"side"` // from or to
		Record  string `json:"record,omitempty"`
		Field   string `json:"field,omitempty"` // what was left out of it; absent for all
		File    string `json:"file"`
		Line    int    `json:"line,omitempty"`
		Column  int    `json:"column,omitempty"`
		Rule    string `json:"rule"`
		Message string `json:"message"`
	}
	whereJSON struct {
		File   string `json:"file"`
		Line   int    `json:"line"`
		Column int    `json:"column"`
	}
	sideJSON struct {
		Name    string `json:"name,omitempty"` // as it was asked for
		Commit  string `json:"commit,omitempty"`
		Edition string `json:"edition"`
		AsAt    string `json:"as_at"`
		Status  string `json:"status"`
		Records int    `json:"records"`
	}
	changeJSON struct {
		Kind       Kind              `json:"kind"`
		Class      Class             `json:"class"`
		Record     string            `json:"record"` // typed id
		Type       string            `json:"type"`   // kind of the record
		Name       map[string]string `json:"name,omitempty"`
		Field      string            `json:"field,omitempty"`
		From       string            `json:"from,omitempty"` // without the texts in it
		To         string            `json:"to,omitempty"`
		FromTexts  []valueTextJSON   `json:"from_texts,omitempty"` // in an item of a list
		ToTexts    []valueTextJSON   `json:"to_texts,omitempty"`
		FromPlace  *whereJSON        `json:"from_place,omitempty"`
		ToPlace    *whereJSON        `json:"to_place,omitempty"`
		Texts      []textJSON        `json:"texts,omitempty"`
		Words      []segmentJSON     `json:"words,omitempty"`
		Fields     []valueJSON       `json:"fields,omitempty"`
		Difference *report.Number    `json:"difference,omitempty"`
		Percent    *float64          `json:"percent,omitempty"`
		Move       *moveJSON         `json:"move,omitempty"`
		Derived    bool              `json:"derived,omitempty"`
		Cause      []string          `json:"cause,omitempty"`
		Note       string            `json:"note,omitempty"`

		Incomparable report.Incomparable `json:"incomparable,omitempty"` // why no difference is given
		Also         []string            `json:"also,omitempty"`         // other records with the same change
		PrintedIn    []printedJSON       `json:"printed_in,omitempty"`   // texts that print the number
		Replaces     []string            `json:"replaces,omitempty"`
		ReplacedBy   []string            `json:"replaced_by,omitempty"`
	}
	printedJSON struct {
		Record string `json:"record"` // typed id
		Field  string `json:"field"`
	}
	textJSON struct {
		Lang      report.Lang   `json:"lang"`
		From      string        `json:"from,omitempty"`
		To        string        `json:"to,omitempty"`
		FromPlace *whereJSON    `json:"from_place,omitempty"`
		ToPlace   *whereJSON    `json:"to_place,omitempty"`
		Rewritten bool          `json:"rewritten,omitempty"`
		Reordered bool          `json:"reordered,omitempty"`
		Words     []segmentJSON `json:"words"`
	}
	segmentJSON struct {
		Op        SegmentOp      `json:"op"`
		Text      string         `json:"text"`
		Emphasis  bool           `json:"emphasis,omitempty"`
		Strong    bool           `json:"strong,omitempty"`
		Reference bool           `json:"reference,omitempty"`
		Break     bool           `json:"break,omitempty"`
		Link      string         `json:"link,omitempty"`
		Printed   *report.Number `json:"printed,omitempty"` // the number that a reference prints in the edition of its side
		Move      int            `json:"move,omitempty"`
		Kept      bool           `json:"kept,omitempty"`
		Notes     []string       `json:"notes,omitempty"` // what nobody sees of it
	}
	valueJSON struct {
		Field string `json:"field"`
		Text  string `json:"text"`
	}
	valueTextJSON struct {
		Field string      `json:"field"` // of the item: "note"
		Lang  report.Lang `json:"lang"`
		Text  string      `json:"text"`
	}
	moveJSON struct {
		FromAfter  string `json:"from_after,omitempty"`
		ToAfter    string `json:"to_after,omitempty"`
		FromParent string `json:"from_parent,omitempty"`
		ToParent   string `json:"to_parent,omitempty"`
	}
	opJSON struct {
		Op    string `json:"op"`
		Path  string `json:"path"`
		Value any    `json:"value,omitempty"`
	}
)

// WriteJSON writes changes as docs/diff.schema.json says.
func WriteJSON(w io.Writer, c *Changes) error {
	out := changesJSON{
		From: c.From.json(), To: c.To.json(), Counts: make(map[string]int),
		Changes: make([]changeJSON, 0, len(c.List)),
	}
	if ch := c.Choice; ch != nil {
		out.Filter = &filterJSON{ch.Filter.Classes, ch.Filter.Paragraphs, ch.Filter.Lang, ch.Filter.Addressees}
		out.NotShown, out.EffectsNotShown, out.TextsNotShown = &ch.NotShown, &ch.Effects, &ch.Texts
	}
	for _, o := range c.Omitted {
		out.Omitted = append(out.Omitted, o.in(""))
	}
	for _, u := range c.Unread {
		out.Unread = append(out.Unread, u.json())
	}
	if len(c.Unread) == 0 {
		out.Patch = []opJSON{}
	}
	for _, class := range Classes() {
		out.Counts[string(class)] = c.Count(class)
	}
	for i := range c.List {
		if c.List[i].Effect {
			out.Effects = append(out.Effects, c.List[i].json())
			continue
		}
		out.Changes = append(out.Changes, c.List[i].json())
	}
	for _, op := range c.Patch() {
		out.Patch = append(out.Patch, opJSON(op))
	}
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}

func (s Side) json() sideJSON {
	return sideJSON{s.Name, s.Commit, s.Edition, s.AsAt.String(), string(s.Status), s.Records}
}

func (ch *Change) json() changeJSON {
	out := changeJSON{
		Kind: ch.Kind, Class: ch.Class, Record: ch.Ref.String(), Type: string(ch.Ref.Kind),
		Field: ch.Field, Words: segmentsJSON(ch.Words),
		Derived: ch.Derived, Note: ch.Note, FromPlace: place(ch.FromPos), ToPlace: place(ch.ToPos),
	}
	if langs := ch.Name.Langs(); len(langs) > 0 {
		out.Name = make(map[string]string)
		for _, l := range langs {
			out.Name[string(l)] = ch.Name.In(l)
		}
	}
	for _, t := range ch.Texts {
		out.Texts = append(out.Texts, textJSON{t.Lang, t.From, t.To, place(t.FromPos), place(t.ToPos), t.Rewritten, t.Reordered, segmentsJSON(t.Words)})
	}
	out.From, out.FromTexts = ch.From.json()
	out.To, out.ToTexts = ch.To.json()
	for _, v := range ch.fields() {
		out.Fields = append(out.Fields, valueJSON{v.Field, v.Value.English()})
	}
	if n := ch.Number; n != nil {
		out.Difference, out.Percent = &n.Difference, n.Percent
	}
	if m := ch.Move; m != nil {
		out.Move = &moveJSON{m.FromAfter.String(), m.ToAfter.String(), m.FromParent.String(), m.ToParent.String()}
	}
	out.Incomparable = ch.Incomparable
	out.Cause, out.Also = refsJSON(ch.Cause), refsJSON(ch.Also)
	out.Replaces, out.ReplacedBy = refsJSON(ch.Replaces), refsJSON(ch.ReplacedBy)
	for _, p := range ch.PrintedIn {
		out.PrintedIn = append(out.PrintedIn, printedJSON{p.Ref.String(), p.Field})
	}
	return out
}

// json is a value without the texts in it, and these.
func (v Value) json() (string, []valueTextJSON) {
	rest, texts := v.parted("")
	var out []valueTextJSON
	for _, t := range texts {
		i := strings.LastIndexByte(t.Field, '.')
		out = append(out, valueTextJSON{t.Field[:i], report.Lang(t.Field[i+1:]), t.Value.English()})
	}
	return rest.English(), out
}

func refsJSON(refs []report.Ref) []string {
	var out []string
	for _, ref := range refs {
		out = append(out, ref.String())
	}
	return out
}

func place(p problem.Pos) *whereJSON {
	if p.Line == 0 {
		return nil
	}
	return &whereJSON{p.File, p.Line, p.Column}
}

func (u Unread) json() unreadJSON {
	side := "from"
	if u.InTo {
		side = "to"
	}
	p := u.Problem
	return unreadJSON{side, u.Ref.String(), u.Field, u.File, p.Pos.Line, p.Pos.Column, p.Rule, p.Message.String()}
}

func segmentsJSON(segments []Segment) []segmentJSON {
	var out []segmentJSON
	said := notes(segments)
	for i, s := range segments {
		x := segmentJSON{
			Op: s.Op, Text: s.Text, Emphasis: s.Emphasis, Strong: s.Strong, Reference: s.Reference, Break: s.Break, Link: s.Link,
			Move: s.Move, Kept: s.Kept,
		}
		if s.Printed != nil {
			x.Printed = s.Printed.Value
		}
		for _, n := range said[i] {
			if n.Kind == Character {
				x.Notes = append(x.Notes, n.in(""))
			}
		}
		out = append(out, x)
	}
	return out
}
