package console

import (
	"bytes"
	"errors"
	"flag"
	"slices"
	"strings"

	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// Parse reads flags that are before, between or after the arguments, and
// returns the arguments. More than most of them are a say.UsageError.
func Parse(flags *flag.FlagSet, args []string, most int) ([]string, error) {
	flags.SetOutput(new(bytes.Buffer))
	var rest []string
	for {
		if err := flags.Parse(args); err != nil {
			if errors.Is(err, flag.ErrHelp) {
				return nil, err
			}
			return nil, flagError(flags, err)
		}
		if flags.NArg() == 0 {
			break
		}
		// The flag package stops at the first argument and drops a "--" that
		// it met; everything after "--" is an argument.
		if used := len(args) - flags.NArg(); used > 0 && args[used-1] == "--" {
			rest = append(rest, flags.Args()...)
			break
		}
		rest = append(rest, flags.Arg(0))
		args = flags.Args()[1:]
	}
	if len(rest) > most {
		return nil, say.Usagef("unexpected argument %q", rest[most])
	}
	return rest, nil
}

// flagError is an error of package flag in the words of this program, with the flag that
// may have been meant by an unknown one.
func flagError(flags *flag.FlagSet, err error) error {
	name, unknown := strings.CutPrefix(err.Error(), "flag provided but not defined: -")
	var names []string
	flags.VisitAll(func(f *flag.Flag) { names = append(names, f.Name) })
	name = strings.TrimPrefix(name, "-")
	if !unknown {
		if name, needs := strings.CutPrefix(err.Error(), "flag needs an argument: -"); needs {
			return say.Usagef("--%s needs a value", name)
		}
		return say.Usagef("%v", err)
	}
	if near := report.Nearest(name, names); near != "" {
		return say.Usagef("there is no flag --%s; did you mean --%s?", name, near)
	}
	return say.Usagef("there is no flag --%s", name)
}

// TakeLanguage takes --lang out of a command line. With keep it is left in, because the
// command reads it, too, and its value may be any.
func TakeLanguage(args []string, keep bool) (lang string, rest []string, err error) {
	for i := 0; i < len(args); i++ {
		name, value, given := strings.Cut(args[i], "=")
		switch {
		case args[i] == "--":
			return lang, append(rest, args[i:]...), nil
		case name != "--lang" && name != "-lang":
			rest = append(rest, args[i])
			continue
		case !given && i+1 == len(args):
			return "", nil, say.Usagef("--lang needs a language: %s", say.Words(report.Langs, ""))
		case !given:
			value = args[i+1]
		}
		if lang = value; keep {
			rest = append(rest, args[i])
			if !given {
				rest = append(rest, value)
			}
		} else if !slices.Contains(report.Langs, report.Lang(value)) {
			return "", nil, say.Usagef("--lang is one of %s, not %q", say.Words(report.Langs, ""), value)
		}
		if !given {
			i++
		}
	}
	return lang, rest, nil
}
