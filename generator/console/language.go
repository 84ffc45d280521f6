package console

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// Language is the language of messages for a command line: that of --lang, else that of
// config.toml, else that of the user's system if one is set there, else the original
// language of the report, else English.
func (sys System) Language(flag string, args []string) string {
	if flag != "" || sys.Locale == "" {
		return flag
	}
	root := sys.reportOf(args)
	if config, err := os.ReadFile(filepath.Join(root, "config.toml")); err == nil {
		if lang := say.Configured(config); lang != "" {
			return lang
		}
	}
	if slices.Contains(report.Langs, report.Lang(sys.Locale)) {
		return sys.Locale
	}
	if h := header(root); root != "" && h != nil {
		return string(h.Original)
	}
	return ""
}

// reportOf is the folder of the report that a command line means: that of --repo, or the
// one that the working directory is in; empty if there is none.
func (sys System) reportOf(args []string) string {
	dir := sys.Dir
	for i, a := range args {
		name, value, given := strings.Cut(a, "=")
		if name != "--repo" && name != "-repo" {
			continue
		}
		if !given && i+1 < len(args) {
			value = args[i+1]
		}
		dir = sys.Path(value)
	}
	root, err := reportAbove(dir)
	if err != nil {
		return ""
	}
	return root
}

// ReportRoot is the folder at or above the working directory that holds data/report.toml.
func (sys System) ReportRoot() (string, error) { return reportAbove(sys.Dir) }

func reportAbove(dir string) (string, error) {
	for at := dir; ; at = filepath.Dir(at) {
		_, err := os.Stat(filepath.Join(at, "data", "report.toml"))
		if err == nil {
			return at, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
		if at == filepath.Dir(at) {
			return "", say.Errorf("there is no data/report.toml in %s or above it; run this in a working tree of the report", dir)
		}
	}
}

// ReportLanguages are the languages of the report that the working directory is in,
// English where it is in none.
func (sys System) ReportLanguages() []report.Lang {
	if root, err := sys.ReportRoot(); err == nil {
		if h := header(root); h != nil && len(h.Languages) > 0 {
			return h.Languages
		}
	}
	return []report.Lang{"en"}
}

// header is what data/report.toml of a report says at its beginning, nil if it cannot be read.
func header(root string) *report.Header {
	data, err := os.ReadFile(filepath.Join(root, "data", "report.toml"))
	if err != nil {
		return nil
	}
	h, err := report.Peek(data)
	if err != nil {
		return nil
	}
	return &h
}
