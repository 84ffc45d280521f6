// Package catalogue holds the strings that users read, in the six languages of
// the interface. They are those of i18n/*.toml, which the templates print by
// the same keys.
package catalogue

import (
	"fmt"
	"io/fs"
	"path"
	"strings"
	"sync"

	"github.com/gohugoio/go-i18n/v2/i18n"
	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/language"

	"rapporteur"
)

// Strings are the strings of one language. They are safe for use by several
// goroutines.
type Strings struct {
	fixed     map[string]string // strings without placeholders or plural forms
	localizer *i18n.Localizer
}

// all is read once a process: the files are part of the program.
var all = sync.OnceValue(func() map[string]*Strings {
	names, err := fs.Glob(rapporteur.Strings, "i18n/*.toml")
	if err != nil {
		panic(err)
	}
	byLang := make(map[string]*Strings)
	for _, name := range names {
		data, err := fs.ReadFile(rapporteur.Strings, name)
		if err != nil {
			panic(err)
		}
		lang := strings.TrimSuffix(path.Base(name), ".toml")
		if byLang[lang], err = parse(lang, data); err != nil {
			panic(err)
		}
	}
	return byLang
})

// In returns the strings of a language; those of English for a language that
// has none.
func In(lang string) *Strings {
	if s := all()[lang]; s != nil {
		return s
	}
	return all()["en"]
}

func parse(lang string, data []byte) (*Strings, error) {
	bundle := i18n.NewBundle(language.Make(lang))
	bundle.RegisterUnmarshalFunc("toml", toml.Unmarshal)
	file, err := bundle.ParseMessageFileBytes(data, lang+".toml")
	if err != nil {
		return nil, fmt.Errorf("i18n/%s.toml: %w", lang, err)
	}
	s := &Strings{fixed: make(map[string]string), localizer: i18n.NewLocalizer(bundle, lang)}
	for _, m := range file.Messages {
		forms := m.Zero + m.One + m.Two + m.Few + m.Many
		if forms == "" && !strings.Contains(m.Other, "{{") {
			s.fixed[m.ID] = m.Other
		}
	}
	return s, nil
}

// Say returns the string of a key. The arguments are names and values in turn:
// Say("paragraph-n", "N", "4") puts 4 in place of {{ .N }}. A whole number
// named Count chooses the plural form. A key that is not there is shown as Hugo
// shows it, "[i18n] key".
func (s *Strings) Say(key string, args ...any) string {
	if text, ok := s.fixed[key]; ok {
		return text
	}
	config := &i18n.LocalizeConfig{MessageID: key}
	if len(args) > 0 {
		data := make(map[string]any, len(args)/2)
		for i := 0; i+1 < len(args); i += 2 {
			data[args[i].(string)] = args[i+1]
		}
		config.TemplateData, config.PluralCount = data, data["Count"]
	}
	text, err := s.localizer.Localize(config)
	if err != nil {
		return "[i18n] " + key
	}
	return text
}

// Share puts a number that is printed as text in the words of a share or a rate: of
// 100 for per cent, of 1000 for a rate per 1,000, of 0 for neither. count is the number
// in plain digits, which chooses the plural form, and of is what per is printed as.
func (s *Strings) Share(text, count string, per int64, of string) string {
	switch per {
	case 0:
		return text
	case 100:
		return s.Say("per-cent", "N", text, "Count", count)
	}
	return s.Say("rate", "N", text, "Per", of)
}
