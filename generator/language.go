package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// languageFlag takes --lang out of a command line. Commands for which it also selects what
// to print keep it.
func languageFlag(verb string, args []string) (lang string, rest []string, err error) {
	keeps := verb == "diff" || verb == "pdf"
	for i := 0; i < len(args); i++ {
		name, value, given := strings.Cut(args[i], "=")
		switch {
		case args[i] == "--":
			return lang, append(rest, args[i:]...), nil
		case name != "--lang" && name != "-lang":
			rest = append(rest, args[i])
			continue
		case !given && i+1 == len(args):
			return "", nil, usagef(verb, "--lang needs a language: %s", say.Words(report.Langs, ""))
		case !given:
			value = args[i+1]
		}
		if lang = value; keeps {
			rest = append(rest, args[i])
			if !given {
				rest = append(rest, value)
			}
		} else if !slices.Contains(report.Langs, report.Lang(value)) {
			return "", nil, usagef(verb, "--lang is one of %s, not %q", say.Words(report.Langs, ""), value)
		}
		if !given {
			i++
		}
	}
	return lang, rest, nil
}

// language is the language of messages: that of --lang, else that of
// config.toml, else that of the user's system if one is set there, else the original
// language of the report, else English.
func (sys system) language(flag string, args []string) string {
	if flag != "" || sys.locale == "" {
		return flag
	}
	root := sys.reportRoot(args)
	if config, err := os.ReadFile(filepath.Join(root, "config.toml")); err == nil {
		if lang := say.Configured(config); lang != "" {
			return lang
		}
	}
	if slices.Contains(report.Langs, report.Lang(sys.locale)) {
		return sys.locale
	}
	if data, err := os.ReadFile(filepath.Join(root, "data", "report.toml")); err == nil && root != "" {
		if h, err := report.Peek(data); err == nil {
			return string(h.Original)
		}
	}
	return ""
}

// reportRoot is the folder of the report that a command line means: that of --repo, or the
// first from the working directory upward that has one; empty if there is none.
func (sys system) reportRoot(args []string) string {
	dir := sys.dir
	for i, a := range args {
		name, value, given := strings.Cut(a, "=")
		if name != "--repo" && name != "-repo" {
			continue
		}
		if !given && i+1 < len(args) {
			value = args[i+1]
		}
		dir = sys.path(value)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "data", "report.toml")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
}
