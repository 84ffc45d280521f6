// Package catalogue holds the strings shown to users, in the six languages of the
// interface. They are in i18n/*.toml, and the templates print them by the same keys.
package catalogue

import (
	"cmp"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/pelletier/go-toml/v2"

	"rapporteur"
	"rapporteur/generator/say"
)

// Strings holds the strings of one language. It is safe for concurrent use.
type Strings struct{ forms *say.Catalogue }

// program holds the embedded strings by language. Those of a language are read once per
// process, when they are first asked for.
var program = sync.OnceValue(func() map[string]func() *Strings {
	names, err := fileNames(rapporteur.Strings)
	if err != nil {
		panic(err)
	}
	byLang := make(map[string]func() *Strings)
	for lang, name := range names {
		byLang[lang] = sync.OnceValue(func() *Strings {
			s, err := read(rapporteur.Strings, lang, name)
			if err != nil {
				panic(err)
			}
			return s
		})
	}
	return byLang
})

// own holds the strings of a report that replaces some of them, else nil.
var own atomic.Pointer[map[string]*Strings]

// fileNames are the names of the files in the folder i18n by language.
func fileNames(fsys fs.FS) (map[string]string, error) {
	names, err := fs.Glob(fsys, "i18n/*.toml")
	if err != nil {
		return nil, err
	}
	byLang := make(map[string]string, len(names))
	for _, name := range names {
		byLang[strings.TrimSuffix(path.Base(name), ".toml")] = name
	}
	return byLang, nil
}

func read(fsys fs.FS, lang, name string) (*Strings, error) {
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	return parse(lang, data)
}

// Use replaces the strings of the program by those in the folder i18n of fsys, for the
// whole process; nil restores those of the program. Strings already returned by In do
// not change.
func Use(fsys fs.FS) error {
	if fsys == nil {
		own.Store(nil)
		return nil
	}
	names, err := fileNames(fsys)
	if err != nil {
		return err
	}
	byLang := make(map[string]*Strings, len(names))
	for lang, name := range names {
		if byLang[lang], err = read(fsys, lang, name); err != nil {
			return err
		}
	}
	own.Store(&byLang)
	return nil
}

// Override returns the strings of the file base with those of the file over in their
// place. A string is replaced with all its plural forms. Both files are TOML.
func Override(base, over []byte) ([]byte, error) {
	var all, some map[string]any
	if err := toml.Unmarshal(base, &all); err != nil {
		return nil, err
	}
	if err := toml.Unmarshal(over, &some); err != nil {
		return nil, err
	}
	if all == nil {
		all = make(map[string]any)
	}
	maps.Copy(all, some)
	return toml.Marshal(all)
}

// Texts returns the strings of a TOML file by key, each with all its plural forms on
// one line.
func Texts(data []byte) (map[string]string, error) {
	var values map[string]any
	if err := toml.Unmarshal(data, &values); err != nil {
		return nil, err
	}
	texts := make(map[string]string, len(values))
	for key, v := range values {
		switch v := v.(type) {
		case map[string]any:
			var forms []string
			for _, form := range slices.Sorted(maps.Keys(v)) {
				forms = append(forms, fmt.Sprintf("%s: %v", form, v[form]))
			}
			texts[key] = strings.Join(forms, "; ")
		default:
			texts[key] = fmt.Sprint(v)
		}
	}
	return texts, nil
}

// In returns the strings of a language, or those of English if it has none.
func In(lang string) *Strings {
	if report := own.Load(); report != nil {
		return cmp.Or((*report)[lang], (*report)["en"])
	}
	all := program()
	if s, ok := all[lang]; ok {
		return s()
	}
	return all["en"]()
}

func parse(lang string, data []byte) (*Strings, error) {
	forms, err := say.Parse(lang, data)
	if err != nil {
		return nil, fmt.Errorf("i18n/%s.toml: %w", lang, err)
	}
	return &Strings{forms}, nil
}

// Say returns the string of a key. The arguments are names and values in turn:
// Say("paragraph-n", "N", "4") replaces {{ .N }} by 4. A number named Count
// selects the plural form. A missing key is shown as Hugo shows it, "[i18n] key".
//
// The strings are also those of Hugo's templates, which may use more of its language than
// such placeholders; what Go prints may not, and is shown as if it were missing.
func (s *Strings) Say(key string, args ...any) string {
	count := ""
	for i := 0; i+1 < len(args); i += 2 {
		if args[i] == "Count" {
			count = fmt.Sprint(args[i+1])
		}
	}
	text, ok := s.forms.Text(key, count)
	if ok && strings.Contains(text, "{{") {
		text, ok = filled(text, args)
	}
	if !ok {
		return "[i18n] " + key
	}
	return text
}

// filled puts values in the place of {{ .NAME }}; ok is false for other actions.
func filled(text string, args []any) (out string, ok bool) {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(text, "{{")
		b.WriteString(before)
		if !found {
			return b.String(), true
		}
		action, after, closed := strings.Cut(rest, "}}")
		name, dotted := strings.CutPrefix(strings.TrimSpace(action), ".")
		i := 0
		for i+1 < len(args) && args[i] != name {
			i += 2
		}
		if !closed || !dotted || i+1 >= len(args) {
			return "", false
		}
		fmt.Fprint(&b, args[i+1])
		text = after
	}
}

// Share formats a share or a rate: per is 100 for per cent, 1000 for a rate per 1,000,
// 0 for neither. text is the number as printed, count the number in plain digits,
// which selects the plural form, and of is per as printed.
func (s *Strings) Share(text, count string, per int64, of string) string {
	switch per {
	case 0:
		return text
	case 100:
		return s.Say("per-cent", "N", text, "Count", count)
	}
	return s.Say("rate", "N", text, "Per", of)
}
