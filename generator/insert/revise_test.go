package insert

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"rapporteur/generator/report"
)

// TestRevise shows what becomes of [edition], however it is written, and that
// nothing else does.
func TestRevise(t *testing.T) {
	const head = "schema = 1 # one\n\n[report]\nid = \"not this\"\n\n"
	for _, test := range []struct {
		name, before string
		words        map[string]string
		after        string
		edits        []Edit
	}{
		{
			"values change, comments stay",
			"[edition] # which\nid   = 'a' # the id\nas_at = 2001-01-31\n# status\nstatus = \"draft\"\n",
			map[string]string{"id": "b-1", "as_at": "2001-02-28", "status": "issued"},
			"[edition] # which\nid   = \"b-1\" # the id\nas_at = 2001-02-28\n# status\nstatus = \"issued\"\n",
			[]Edit{{7, "id", "a", "b-1"}, {8, "as_at", "2001-01-31", "2001-02-28"}, {10, "status", "draft", "issued"}},
		},
		{
			"what is so already stays as it is written",
			"[edition]\nid = 'a'\nnote.fr = \"\"\"\nUn\ndeux.\"\"\"\n",
			map[string]string{"id": "a", "note.fr": "Un\ndeux."},
			"[edition]\nid = 'a'\nnote.fr = \"\"\"\nUn\ndeux.\"\"\"\n", nil,
		},
		{
			"a new key stands behind the one before it",
			"[edition]\nid = \"a\"\nstatus = \"draft\" # so far\n\n# the end\n[[withdrawn]]\n",
			map[string]string{"title.fr": "Une « \"fin\" »", "note.en": "One\ntwo.", "supersedes": "z"},
			"[edition]\nid = \"a\"\nstatus = \"draft\" # so far\ntitle.fr = \"Une « \\\"fin\\\" »\"\nnote.en = \"\"\"\nOne\ntwo.\"\"\"\nsupersedes = \"z\"\n\n# the end\n[[withdrawn]]\n",
			[]Edit{{9, "title.fr", "", "Une « \"fin\" »"}, {10, "note.en", "", "One\ntwo."}, {13, "supersedes", "", "z"}},
		},
		{
			"a language more, dotted",
			"[edition]\ntitle.fr = \"F\" # sic\nnote.fr = \"\"\"\nN\nM\"\"\" # sic\nsupersedes = \"z\"",
			map[string]string{"title.en": "E", "note.en": "O", "supersedes": ""},
			"[edition]\ntitle.fr = \"F\" # sic\ntitle.en = \"E\"\nnote.fr = \"\"\"\nN\nM\"\"\" # sic\nnote.en = \"O\"\n",
			[]Edit{{8, "title.en", "", "E"}, {12, "note.en", "", "O"}, {13, "supersedes", "z", ""}},
		},
		{
			"in braces",
			"[edition]\ntitle = { fr = \"F\", en = \"x\" } # sic\nnote = { fr = \"N\" }\n",
			map[string]string{"title.en": "E", "note.en": "O"},
			"[edition]\ntitle = { fr = \"F\", en = \"E\" } # sic\nnote = { fr = \"N\", en = \"O\" }\n",
			[]Edit{{7, "title.en", "x", "E"}, {8, "note.en", "", "O"}},
		},
		{
			"under headings of their own",
			"[edition]\nid = \"a\"\n\n[edition.title]\nfr = \"F\"\n\n[edition.note]\n# none\nfr = \"N\"\n",
			map[string]string{"title.en": "E", "supersedes": "z"},
			"[edition]\nid = \"a\"\nsupersedes = \"z\"\n\n[edition.title]\nfr = \"F\"\nen = \"E\"\n\n[edition.note]\n# none\nfr = \"N\"\n",
			[]Edit{{12, "title.en", "", "E"}, {8, "supersedes", "", "z"}},
		},
		{
			"with the line ends of the file",
			"[edition]\r\nid = \"a\"\r\ntitle.fr = \"F\"\r\n",
			map[string]string{"title.en": "E", "note.fr": "a\nb"},
			"[edition]\r\nid = \"a\"\r\ntitle.fr = \"F\"\r\ntitle.en = \"E\"\r\nnote.fr = \"\"\"\r\na\r\nb\"\"\"\r\n",
			[]Edit{{9, "title.en", "", "E"}, {10, "note.fr", "", "a\nb"}},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			top := head
			if strings.Contains(test.before, "\r\n") {
				top = strings.ReplaceAll(head, "\n", "\r\n")
			}
			got, err := Revise([]byte(top+test.before), test.words)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(top+test.after, string(got.Data)); diff != "" {
				t.Error("file (-want +got):\n" + diff)
			}
			if diff := cmp.Diff(test.edits, got.Edits); diff != "" {
				t.Error("edits (-want +got):\n" + diff)
			}
			again, err := Revise(got.Data, test.words)
			if err != nil || len(again.Edits) > 0 || string(again.Data) != string(got.Data) {
				t.Errorf("a second time changes %v, %v", again.Edits, err)
			}
		})
	}
}

// TestReviseBraces shows tables that are written in one line, and without a
// heading.
func TestReviseBraces(t *testing.T) {
	words := map[string]string{"id": "b", "title.en": "E", "note.fr": "N"}
	for before, after := range map[string]string{
		"edition = { id = \"a\", title.fr = \"F\" } # one\n":   "edition = { id = \"b\", title.fr = \"F\", title.en = \"E\", note.fr = \"N\" } # one\n",
		"edition.id = \"a\" # one\nedition.title.fr = \"F\"\n": "edition.id = \"b\" # one\nedition.title.fr = \"F\"\nedition.title.en = \"E\"\nedition.note.fr = \"N\"\n",
	} {
		got, err := Revise([]byte(before), words)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(after, string(got.Data)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

func TestReviseRefuses(t *testing.T) {
	for _, test := range []struct{ before, field, word, want string }{
		{"[edition]\nid = \"a\"\n", "titel", "x", `an edition has no field "titel"`},
		{"[edition]\nid = \"a\"\n", "id", "A b", `id "A b" is not well formed; use a-z, 0-9 and single hyphens between them`},
		{"[edition]\nid = \"a\"\n", "as_at", "2001-13-01", "month out of range"},
		{"[edition]\nid = \"a\"\n", "status", "done", "status cannot be \"done\"; it is one of: draft, issued"},
		{"[edition\nid = \"a\"\n", "id", "b", "data/report.toml:1:"},
		{"[report]\n", "id", "b", "data/report.toml has no [edition]; add it"},
		{"[edition]\nid = \"a\"\ntitle = {}\n", "title.fr", "T", "title.fr cannot be set in data/report.toml as that file is written; write title.fr = \"T\" there under [edition] by hand"},
		{"edition = { id = \"a\", supersedes = \"b\" }\n", "supersedes", "", "take supersedes out there by hand"},
	} {
		if _, err := Revise([]byte(test.before), map[string]string{test.field: test.word}); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q, %s = %q: got %v, want %q", test.before, test.field, test.word, err, test.want)
		}
	}
}

// TestWithdraw lists an edition as withdrawn, below those that are.
func TestWithdraw(t *testing.T) {
	fsys := small(t)
	const entry = "[[withdrawn]]\nid = %q\ncommit = \"0123456789012345678901234567890123456789\"\nreason.fr = \"R\"\nreason.en = \"R\"\n"
	for _, id := range []string{"2000-12-31", "2001-01-15"} {
		files, ps, err := Read(fsys)
		if err != nil || len(ps) > 0 {
			t.Fatal(err, ps)
		}
		w := map[string]string{"id": id, "commit": strings.Repeat("0123456789", 4), "reason.fr": "R", "reason.en": "R"}
		c, err := files.Withdraw(w)
		if err != nil {
			t.Fatal(err)
		}
		want := string(fsys["data/report.toml"].Data) + "\n" + fmt.Sprintf(entry, id)
		if diff := cmp.Diff(want, string(c.Data)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		fsys["data/report.toml"].Data = c.Data
		if files, _, err = Read(fsys); err != nil {
			t.Fatal(err)
		}
		if _, err := files.Withdraw(w); err == nil || !strings.Contains(err.Error(), `there is already a withdrawn edition "`+id+`", at data/report.toml:`) {
			t.Errorf("a second time: %v", err)
		}
	}
}

// FuzzRevise holds that what is revised has the new values, and every other
// value as it was, or is refused.
func FuzzRevise(f *testing.F) {
	for _, seed := range []string{
		"[edition]\nid = 'a' # x\ntitle.fr = \"F\"\nsupersedes = \"z\"\n[[withdrawn]]\nid = \"q\"\n",
		"edition = { id = \"a\", title.fr = \"F\" }\n",
		"edition.id = \"a\"\nedition.title = { fr = \"}\" }\r\n",
		"[edition]\nid = \"\"\"\na\"\"\"\n[edition.title]\n[edition.note]\nfr = '''x'''",
		"[report]\n[edition] # }\ntitle = { fr = \"x\" } # }\n",
	} {
		f.Add(seed, "b", "E")
	}
	f.Fuzz(func(t *testing.T, data, id, title string) {
		words := map[string]string{"id": id, "title.en": title, "supersedes": ""}
		if id == "" || strings.TrimSpace(title) == "" {
			return
		}
		before, found := report.Outline("data/report.toml", []byte(data))
		if found != nil {
			return
		}
		got, err := Revise([]byte(data), words)
		if err != nil {
			return
		}
		after, found := report.Outline("data/report.toml", got.Data)
		if found != nil {
			t.Fatalf("%q is no TOML any more: %s", got.Data, found.Message.String())
		}
		want, have := leavesOf("", before), leavesOf("", after)
		for field := range words {
			delete(want, ".edition."+field)
			if v, ok := have[".edition."+field]; field == "supersedes" && ok && v != "" {
				t.Errorf("supersedes is still %q in %q", v, got.Data)
			}
			delete(have, ".edition."+field)
		}
		if diff := cmp.Diff(want, have); diff != "" {
			t.Errorf("%q became %q (-want +got):\n%s", data, got.Data, diff)
		}
	})
}

// leavesOf are the values of a file by their path.
func leavesOf(path string, p report.Part) map[string]string {
	if len(p.Parts) == 0 {
		return map[string]string{path: p.Text}
	}
	all := make(map[string]string)
	for i, kid := range p.Parts {
		key := path + "." + kid.Key
		if p.List {
			key = fmt.Sprintf("%s[%d]", path, i)
		}
		for k, v := range leavesOf(key, kid) {
			all[k] = v
		}
	}
	return all
}
