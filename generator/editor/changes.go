package editor

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/aymanbagabas/go-udiff"

	"rapporteur/generator/catalogue"
	"rapporteur/generator/diff"
	"rapporteur/generator/prose"
	"rapporteur/generator/report"
)

// Changed is what differs in a record from the newest edition, or from the draft as it
// was before the edits.
type Changed struct {
	Record string   `json:"record"`
	Name   string   `json:"name"`
	Called string   `json:"called"`
	Kind   string   `json:"kind"` // "added", "removed", "changed", …
	Field  string   `json:"field,omitempty"`
	Words  []Passed `json:"words,omitempty"`
	Lang   string   `json:"lang,omitempty"`
}

// Passed is a run of words that stay, go or come.
type Passed struct {
	Op   string `json:"op"` // "equal", "delete" or "insert"
	Text string `json:"text"`
}

// Changes compares the draft with the newest edition, or with the draft as it was. Of the
// errors of the draft it reports only references that lead nowhere.
func (s *Session) Changes(lang string, sinceEdition bool) ([]Changed, error) {
	rep := s.rep
	var err error
	if rep == nil {
		if rep, err = s.loadAstray(s.files); err != nil {
			return nil, err
		}
		if rep == nil {
			return nil, fmt.Errorf("%s", catalogue.In(lang).Say("edit-changes-errors"))
		}
	}
	var from *report.Report
	if sinceEdition {
		from, err = s.before()
	} else {
		from, err = s.loadBase()
	}
	if err != nil || from == nil {
		return nil, err
	}
	f := s.former(lang, "")
	var all []Changed
	for _, c := range diff.Compare(from, rep).List {
		if c.Effect || c.Derived {
			continue
		}
		name, _ := c.Name.Best(f.lang, s.langs()[0])
		one := Changed{Record: c.Ref.String(), Name: name, Called: f.say.Say("kind-" + string(c.Ref.Kind)), Kind: string(c.Kind)}
		f.kind = c.Ref.Kind
		if c.Field != "" {
			one.Field = f.label(strings.SplitN(c.Field, "[", 2)[0])
		}
		for _, t := range c.Texts {
			in := one
			in.Lang = string(t.Lang)
			for _, w := range t.Words {
				in.Words = append(in.Words, Passed{string(w.Op), w.Text})
			}
			all = append(all, in)
		}
		if len(c.Texts) > 0 && c.From.IsZero() && c.To.IsZero() {
			continue
		}
		switch {
		case len(c.Words) > 0:
			for _, w := range c.Words {
				one.Words = append(one.Words, Passed{string(w.Op), f.wordsOf(c.Field, w.Text)})
			}
		case len(c.Fields) > 0:
			op := "insert"
			if c.Kind == diff.Removed {
				op = "delete"
			}
			for _, v := range c.Fields {
				label := f.label(strings.SplitN(v.Field, "[", 2)[0])
				if _, l, ok := strings.Cut(v.Field, "."); ok && len(l) == 2 {
					label = f.label(strings.SplitN(v.Field, ".", 2)[0]) + " (" + l + ")"
				}
				one.Words = append(one.Words, Passed{op, label + f.colon() + v.Value.SayAs(string(f.lang), f.kind, v.Field, f.wordOf) + "\n"})
			}
		default:
			if !c.From.IsZero() {
				one.Words = append(one.Words, Passed{"delete", c.From.SayAs(string(f.lang), c.Ref.Kind, c.Field, f.wordOf)})
			}
			if !c.To.IsZero() {
				one.Words = append(one.Words, Passed{"insert", c.To.SayAs(string(f.lang), c.Ref.Kind, c.Field, f.wordOf)})
			}
		}
		all = append(all, one)
	}
	return all, nil
}

// wordOf is a word of a list or an id under a path of a record, without indexes of lists, as
// the form names it.
func (f *former) wordOf(path, word string) string {
	of := f.kind.Info().Type
	t, sf, ok := fieldAt(of, path)
	if !ok { // in a list
		t, sf, ok = fieldAt(of, strings.Replace(path, ".", "[0].", 1))
	}
	if !ok || isText(sf) {
		return word
	}
	if t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if slices.Contains(report.Values(t), word) {
		return f.word(t, path, word)
	}
	ref := report.ParseRef(word)
	if to := f.kind.Targets(path); len(to) == 1 && !strings.Contains(word, ":") {
		ref.Kind = to[0]
	} else if len(to) == 0 {
		return word
	}
	if f.where()[ref] == "" {
		return word
	}
	return f.name(ref, f.lang)
}

// wordsOf are several of them, with commas between.
func (f *former) wordsOf(path, words string) string {
	each := strings.Split(words, ", ")
	for i, w := range each {
		each[i] = f.wordOf(strings.TrimSuffix(strings.SplitN(path, "[", 2)[0], "."), w)
	}
	return strings.Join(each, ", ")
}

func (s *Session) loadBase() (*report.Report, error) { return s.loadAstray(s.base) }

// loadAstray reads files of a draft, which may hold references that lead nowhere. It is
// nil where they have other errors.
func (s *Session) loadAstray(files map[string]string) (*report.Report, error) {
	fsys, err := tree(files, s.bundle.Images)
	if err != nil {
		return nil, err
	}
	rep, _, err := s.loader.LoadAstray(fsys)
	return rep, err
}

// Patch is the edits as git takes them.
func (s *Session) Patch() string {
	var b strings.Builder
	for _, f := range s.Files() {
		before, after := "a/"+f.Name, "b/"+f.Name
		fmt.Fprintf(&b, "diff --git %s %s\n", before, after)
		switch {
		case f.New:
			b.WriteString("new file mode 100644\n")
			before = "/dev/null"
		case f.Gone:
			b.WriteString("deleted file mode 100644\n")
			after = "/dev/null"
		}
		b.WriteString(udiff.Unified(before, after, f.Before, f.After))
	}
	return b.String()
}

// Node is a part of a text as a page shows it.
type Node struct {
	Type string `json:"type"` // "paragraph", "list", "item", "text", "emphasis", "strong", "link", "reference"
	Text string `json:"text,omitempty"`
	Ref  string `json:"ref,omitempty"`
	Kids []Node `json:"kids,omitempty"`
}

// Preview shows a text in the small Markdown of the report, with references by the names
// of what they lead to.
func (s *Session) Preview(text, lang string) []Node {
	p := &previewer{s: s, lang: report.Lang(lang)}
	return p.doc(prose.Parse(clean(text)))
}
