package editor

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"rapporteur/generator/catalogue"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// Request is what the page asks. Only the fields that Do needs are set.
type Request struct {
	Do     string   `json:"do"`
	Lang   string   `json:"lang,omitempty"`   // of the writer: "fr"
	Record string   `json:"record,omitempty"` // typed id
	Kind   string   `json:"kind,omitempty"`
	Kinds  []string `json:"kinds,omitempty"`
	Bare   bool     `json:"bare,omitempty"`
	Op     Op       `json:"op"`
	Ops    []Op     `json:"ops,omitempty"`
	Fix    Fix      `json:"fix"`
	Text   string   `json:"text,omitempty"`
	Step   int      `json:"step,omitempty"`
	Since  string   `json:"since,omitempty"` // "edition" or "draft"
	Bundle *Bundle  `json:"bundle,omitempty"`
}

// Answer is what the page gets; Error is a sentence for the writer, and then all else
// is empty.
type Answer struct {
	Error      string             `json:"error,omitempty"`
	Commit     string             `json:"commit,omitempty"`
	Kinds      []Named            `json:"kinds,omitempty"`  // of records that can be added
	Called     map[string]string  `json:"called,omitempty"` // names of all kinds
	Langs      []string           `json:"langs,omitempty"`
	Form       *Form              `json:"form,omitempty"`
	Fields     []Field            `json:"fields,omitempty"`
	Record     string             `json:"record,omitempty"`
	Names      []Named            `json:"names,omitempty"`
	References map[string][]Named `json:"references,omitempty"`
	Findings   []Finding          `json:"findings,omitempty"`
	Done       bool               `json:"done,omitempty"`
	Errors     int                `json:"errors,omitempty"`
	Changes    []Changed          `json:"changes,omitempty"`
	Files      []File             `json:"files,omitempty"`
	Patch      string             `json:"patch,omitempty"`
	Preview    []Node             `json:"preview,omitempty"`
	Ops        []Op               `json:"ops,omitempty"`
	Conflicts  []Conflict         `json:"conflicts,omitempty"`
	ID         string             `json:"id,omitempty"`
}

// Editor answers requests. Its zero value has nothing loaded.
type Editor struct {
	session *Session

	// Load returns the report to edit where the page does not send it; nil where it does.
	Load func() (Bundle, error)
}

// Answer takes a Request in JSON and returns an Answer in JSON, which holds any error.
func (e *Editor) Answer(request []byte) []byte {
	var q Request
	var a *Answer
	err := json.Unmarshal(request, &q)
	if err == nil {
		a, err = e.answer(&q)
	}
	if err != nil {
		a = &Answer{Error: e.session.sentence(err, q.Lang)}
	}
	out, err := json.Marshal(a)
	if err != nil {
		return []byte(`{"error":"the answer cannot be written"}`)
	}
	return out
}

// sentence is an error as the page shows it in a language, with no more than a page can
// hold. It may be that nothing is loaded.
func (s *Session) sentence(err error, lang string) string {
	const most = 2000
	text := say.Of(err).In(lang)
	if s != nil {
		text = s.reader(lang, "", "").Needed(say.Of(err))
	}
	if len(text) > most {
		text = strings.ToValidUTF8(text[:most], "") + "…"
	}
	return text
}

// ErrNotLoaded says that nothing is loaded yet.
var ErrNotLoaded = say.Errorf("the report is not loaded yet")

func (e *Editor) answer(q *Request) (*Answer, error) {
	if q.Do == "load" {
		return e.load(q)
	}
	s := e.session
	if s == nil {
		return nil, ErrNotLoaded
	}
	ref := report.ParseRef(q.Record)
	switch q.Do {
	case "record":
		form, err := s.Form(ref, q.Lang)
		return &Answer{Form: form}, err
	case "blank":
		fields, err := s.Blank(report.Kind(q.Kind), q.Lang)
		return &Answer{Fields: fields}, err
	case "names":
		return &Answer{Names: s.Names(q.Kinds, q.Bare, q.Lang)}, nil
	case "references":
		return &Answer{References: s.References(q.Lang)}, nil
	case "do":
		record, err := s.Do(q.Op)
		return &Answer{Record: record}, err
	case "fix":
		return &Answer{}, s.Apply(q.Fix, q.Record, q.Op.By)
	case "quick":
		return &Answer{Findings: s.Quick(ref, q.Lang), Done: s.rep == nil}, nil
	case "check":
		found, done, err := s.Whole(q.Step, q.Lang)
		errs := 0
		for _, f := range found {
			if !f.Warning {
				errs++
			}
		}
		return &Answer{Findings: found, Done: done, Errors: errs}, err
	case "changes":
		changes, err := s.Changes(q.Lang, q.Since == "edition")
		return &Answer{Changes: changes}, err
	case "files":
		return &Answer{Files: s.Files(), Patch: s.Patch()}, nil
	case "preview":
		return &Answer{Preview: s.Preview(q.Text, q.Lang)}, nil
	case "history":
		if q.Bundle != nil {
			s.bundle.Issued, s.bundle.Blobs, s.bundle.Folders, s.bundle.Newest = q.Bundle.Issued, q.Bundle.Blobs, q.Bundle.Folders, q.Bundle.Newest
			s.history, s.newest = nil, nil
		}
		return &Answer{}, nil
	case "ops":
		return &Answer{Ops: s.ops}, nil
	case "replay":
		conflicts, err := s.Replay(q.Ops, q.Lang)
		return &Answer{Conflicts: conflicts}, err
	case "id":
		return &Answer{ID: s.freeID(report.Kind(q.Kind), q.Text)}, nil
	case "undo":
		fresh, err := New(s.bundle)
		if err == nil {
			e.session = fresh
		}
		return &Answer{}, err
	}
	return nil, say.Errorf("unknown request %q", q.Do)
}

// load starts again with the bundle of the request, or with what Load gives.
func (e *Editor) load(q *Request) (*Answer, error) {
	var bundle Bundle
	switch {
	case q.Bundle != nil:
		bundle = *q.Bundle
	case e.Load != nil:
		var err error
		if bundle, err = e.Load(); err != nil {
			return nil, err
		}
	default:
		return nil, ErrNotLoaded
	}
	s, err := New(bundle)
	if err != nil {
		return nil, err
	}
	if n := s.schema(); n > report.Schema {
		return nil, errors.New(catalogue.In(q.Lang).Say("edit-schema", "Has", n, "Knows", report.Schema))
	}
	e.session = s
	a := &Answer{Commit: bundle.Commit}
	words := catalogue.In(q.Lang)
	for _, k := range Addable() {
		a.Kinds = append(a.Kinds, Named{Value: string(k), Name: words.Say("kind-" + string(k))})
	}
	a.Called = make(map[string]string)
	for _, k := range report.Kinds() {
		a.Called[string(k.Kind)] = words.Say("kind-" + string(k.Kind))
	}
	for _, l := range s.langs() {
		a.Langs = append(a.Langs, string(l))
	}
	return a, nil
}

// schema is the number that the draft gives.
func (s *Session) schema() (n int) {
	if root, ok := s.outline("data/report.toml"); ok {
		fmt.Sscan(root.TextAt("schema"), &n)
	}
	return n
}

// plainLetters write letters with marks without them, for ids.
var plainLetters = strings.NewReplacer("à", "a", "â", "a", "ä", "a", "á", "a", "ç", "c", "é", "e", "è", "e", "ê", "e", "ë", "e", "í", "i", "î", "i", "ï", "i",
	"ñ", "n", "ó", "o", "ô", "o", "ö", "o", "œ", "oe", "ú", "u", "ù", "u", "û", "u", "ü", "u", "ß", "ss", "’", "-", "'", "-")

// freeID makes an id of a text that no record of the kind has or had.
func (s *Session) freeID(kind report.Kind, text string) string {
	var words []string
	for _, w := range strings.FieldsFunc(plainLetters.Replace(strings.ToLower(text)), func(r rune) bool { return !(r >= 'a' && r <= 'z' || r >= '0' && r <= '9') }) {
		if len(w) > 2 || w[0] <= '9' {
			words = append(words, w)
		}
	}
	if len(words) > 6 { // the last one gives the year
		words = append(slices.Clone(words[:5]), words[len(words)-1])
	}
	id := strings.Join(words, "-")
	if id == "" {
		id = string(kind)
	}
	free := id
	for n := 2; ; n++ {
		_, used := s.where()[report.Ref{Kind: kind, ID: free}]
		_, retired := s.where()[report.Ref{Kind: report.KindRetired, ID: string(kind) + ":" + free}]
		if !used && !retired {
			return free
		}
		free = fmt.Sprintf("%s-%d", id, n)
	}
}

// Files are the files that the edits changed, by name; none before a report is loaded.
func (e *Editor) Files() []File {
	if e.session == nil {
		return nil
	}
	return e.session.Files()
}

// Saved starts again with the files as the edits left them.
func (e *Editor) Saved() error {
	if e.session == nil {
		return nil
	}
	b := e.session.bundle
	b.Files = e.session.files
	s, err := New(b)
	if err != nil {
		return err
	}
	e.session = s
	return nil
}
