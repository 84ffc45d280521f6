package say

import (
	"fmt"
	"io/fs"
	"strings"
	"sync"

	"github.com/pelletier/go-toml/v2"
	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"rapporteur"
)

// forms are the forms of a message in one language.
type forms map[plural.Form]string

// Catalogue holds the messages of one language by the English format, or other texts by keys
// of their own.
type Catalogue struct {
	tag      language.Tag
	messages map[string]forms
}

var (
	mu     sync.Mutex
	loaded = make(map[string]*Catalogue)
)

// catalogue returns the messages of a language, which are read when they are first
// needed; nil for English and for a language without a file.
func catalogue(lang string) *Catalogue {
	if lang == "" || lang == "en" {
		return nil
	}
	mu.Lock()
	defer mu.Unlock()
	c, ok := loaded[lang]
	if !ok {
		if data, err := fs.ReadFile(rapporteur.Messages, "i18n/messages/"+lang+".toml"); err == nil {
			if c, err = Parse(lang, data); err != nil {
				panic("i18n/messages/" + lang + ".toml: " + err.Error()) // the file is part of the program, and a test reads it
			}
		}
		loaded[lang] = c
	}
	return c
}

var formNames = map[string]plural.Form{"zero": plural.Zero, "one": plural.One, "two": plural.Two, "few": plural.Few, "many": plural.Many, "other": plural.Other}

// Parse reads a catalogue: a TOML file whose keys are the English formats. A message
// with plural forms is a table with the forms of CLDR: one, few, many, other.
func Parse(lang string, data []byte) (*Catalogue, error) {
	var values map[string]any
	if err := toml.Unmarshal(data, &values); err != nil {
		return nil, err
	}
	c := &Catalogue{language.Make(lang), make(map[string]forms, len(values))}
	for key, v := range values {
		switch v := v.(type) {
		case string:
			c.messages[key] = forms{plural.Other: v}
		case map[string]any:
			f := make(forms)
			for name, s := range v {
				form, known := formNames[name]
				text, ok := s.(string)
				if !known || !ok {
					return nil, fmt.Errorf("%q has no plural form %q", key, name)
				}
				f[form] = text
			}
			c.messages[key] = f
		default:
			return nil, fmt.Errorf("%q is not a text", key)
		}
	}
	return c, nil
}

// lookup returns the form of a message for a number, -1 for none.
func (c *Catalogue) lookup(key string, n int) (string, bool) {
	f, ok := c.messages[key]
	if !ok {
		return "", false
	}
	form := plural.One // the word by itself
	if n >= 0 {
		form = plural.Cardinal.MatchPlural(c.tag, n, 0, 0, 0, 0)
	}
	s := f[form]
	if s == "" {
		s = f[plural.Other]
	}
	return s, s != ""
}

// Text returns the form of a text for a number in plain digits, such as "21" or "41.2"; that
// for no number where count is empty.
func (c *Catalogue) Text(key, count string) (text string, ok bool) {
	f, ok := c.messages[key]
	if !ok {
		return "", false
	}
	form := plural.Other
	if count != "" && len(f) > 1 {
		whole, fraction, _ := strings.Cut(strings.TrimPrefix(count, "-"), ".")
		digits := []byte(whole + fraction)
		for i, d := range digits {
			digits[i] = d - '0'
		}
		form = plural.Cardinal.MatchDigits(c.tag, digits, len(whole), len(fraction))
	}
	if s, ok := f[form]; ok {
		return s, true
	}
	s, ok := f[plural.Other]
	return s, ok
}

// form returns the form of a message for a number, or the English one.
func (c *Catalogue) form(key string, n int) string {
	if s, ok := c.lookup(key, n); ok {
		return s
	}
	return key
}
