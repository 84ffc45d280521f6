package say

import (
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// Locale is the language of the user's system, from the values of LC_ALL, LC_MESSAGES and
// LANG, of which the first counts that is not empty. It is "C" where none says a language.
func Locale(values ...string) string {
	for _, v := range values {
		if v == "" {
			continue
		}
		lang := strings.ToLower(v[:len(v)-len(strings.TrimLeft(v, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"))])
		if lang == "c" || lang == "posix" || lang == "" {
			return "C"
		}
		return lang
	}
	return "C"
}

// Configured is the language that a config.toml sets for what the program says to writers;
// empty if it sets none, or is not TOML.
func Configured(config []byte) string {
	var c struct {
		Params struct {
			Messages string `toml:"messages"`
		} `toml:"params"`
	}
	if toml.Unmarshal(config, &c) != nil {
		return ""
	}
	return c.Params.Messages
}
