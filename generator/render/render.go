// Package render renders a site's model to pages with Hugo. It is the only
// package that imports Hugo.
//
// Hugo is pinned because we rely on something that it does not document: a Go
// pointer in its parameters reaches the templates with its type.
package render

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/bep/logg"
	"github.com/gohugoio/hugo/common/loggers"
	"github.com/gohugoio/hugo/config"
	"github.com/gohugoio/hugo/config/allconfig"
	"github.com/gohugoio/hugo/deps"
	"github.com/gohugoio/hugo/hugofs"
	"github.com/gohugoio/hugo/hugolib"
	"github.com/spf13/afero"

	"rapporteur"
	"rapporteur/generator/credentials"
	"rapporteur/generator/say"
	"rapporteur/generator/site"
	"rapporteur/generator/site/chrome"
	"rapporteur/generator/site/page"
)

// Version is the version of Hugo that this package was written for.
const Version = "v0.165.0"

// Config holds the settings of config.toml that the rest of the program needs.
type Config struct {
	BaseURL    string   // ends with a slash
	Languages  []string // languages with interface strings, in the order of config.toml
	Default    string   // language of "/" if the reader's is not published
	Repository chrome.Repository

	// Comparisons is the number of earlier editions that an edition is compared
	// with; 0 if config.toml does not set it.
	Comparisons int
}

// ReadConfig reads config.toml in the folder source, an absolute path, as Hugo
// does, but ignores the environment. What the file does not say, or all where
// there is no file, is as in the config.toml of the program.
func ReadConfig(source string) (Config, error) {
	log := new(bytes.Buffer)
	loaded, err := load(source, nil, log)
	if err != nil {
		return Config{}, err
	}
	c := Config{
		BaseURL: loaded.Base.BaseURL,
		Default: loaded.Base.DefaultContentLanguage,
	}
	if !strings.HasSuffix(c.BaseURL, "/") {
		c.BaseURL += "/"
	}
	for _, l := range loaded.Languages {
		c.Languages = append(c.Languages, l.Lang)
	}
	for name, to := range map[string]*string{
		"repository": &c.Repository.Address, "branch": &c.Repository.Branch,
		"edit": &c.Repository.Edit, "report": &c.Repository.Report,
		"contact": &c.Repository.Contact, "licence": &c.Repository.Licence, "licence_link": &c.Repository.LicenceLink,
		"forge": &c.Repository.Forge, "api": &c.Repository.API,
	} {
		if v, set := loaded.Base.Params[name]; set {
			s, ok := v.(string)
			if !ok {
				return Config{}, say.Errorf("config.toml: params.%s must be a string", name)
			}
			*to = s
		}
	}
	for key, address := range map[string]string{"baseURL": c.BaseURL, "params.repository": c.Repository.Address, "params.edit": c.Repository.Edit, "params.report": c.Repository.Report, "params.api": c.Repository.API} {
		if credentials.InUser(address) {
			return Config{}, say.Errorf("config.toml: %s stands on every page; leave out its user name and password", key)
		}
	}
	if s := c.Repository.Contact; s != "" && !isAddress(s, "mailto:", "https://", "http://") {
		return Config{}, say.Errorf("config.toml: params.contact is %q; it must begin with mailto: or https://", s)
	}
	if s := c.Repository.LicenceLink; s != "" && !isAddress(s, "https://", "http://") {
		return Config{}, say.Errorf("config.toml: params.licence_link is %q; it must begin with https://", s)
	}
	switch n := loaded.Base.Params["comparisons"].(type) {
	case nil:
	case int64:
		c.Comparisons = int(n)
	case int:
		c.Comparisons = n
	}
	if _, set := loaded.Base.Params["comparisons"]; set && c.Comparisons < 1 {
		return Config{}, say.Errorf("config.toml: params.comparisons must be an integer of at least 1")
	}
	return c, nil
}

// isAddress reports whether a setting begins as an address that a page may lead to.
func isAddress(s string, schemes ...string) bool {
	return slices.ContainsFunc(schemes, func(scheme string) bool { return strings.HasPrefix(s, scheme) && len(s) > len(scheme) })
}

// Options configures Build.
type Options struct {
	Source  string      // folder with config.toml, layouts, assets, i18n, content and perhaps static
	Dest    string      // folder to write the site to; must be empty but for other parts of it
	BaseURL string      // empty to use that of config.toml
	Model   *site.Model // passed to the templates
}

// Build writes the site and returns the number of HTML pages in its folder. A site may be
// written in several runs: those of parts of its model first. Any line
// that Hugo logs is an error, because Hugo only logs a warning when it leaves
// out a page without a template. Hugo sets a logger for the whole process, so
// Build must not be called concurrently.
func Build(ctx context.Context, o Options) (pages int, err error) {
	if err := build(ctx, o, nil); err != nil {
		return 0, err
	}
	return finish(o)
}

// AddStatic copies the folder static, if there is one, into the site when all else is there,
// but for files that the site has of its own: no file of that folder takes the place of a page.
// Folders of the site that are moved have those files already. It returns the number of HTML
// pages among what it copied. Hugo's own command copies the folder; its library does not.
func AddStatic(o Options, moved ...string) (pages int, err error) {
	static := filepath.Join(o.Source, "static")
	err = filepath.WalkDir(static, func(name string, d fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) && name == static {
			return nil
		}
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(static, name)
		switch {
		case err != nil:
			return err
		case d.IsDir() && slices.Contains(moved, rel):
			return fs.SkipDir
		case d.IsDir():
			return nil
		}
		to := filepath.Join(o.Dest, rel)
		if _, err := os.Lstat(to); err == nil {
			return nil
		}
		if filepath.Ext(to) == ".html" {
			pages++
		}
		b, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
		return os.WriteFile(to, b, 0o644)
	})
	return pages, err
}

// errStuck says that Hugo has stopped rendering, for too many pages fail, but never
// returns.
var errStuck = say.Errorf("the site's templates: %s", say.F("ten pages or more cannot be rendered"))

// build makes Hugo write its files to memory or, if that is nil, to the folder
// o.Dest.
func build(ctx context.Context, o Options, memory afero.Fs) error {
	// A failing build sometimes does not return and then keeps what failed to itself.
	var err error
	for range 3 {
		if err = attempt(ctx, o, memory); !errors.Is(err, errStuck) {
			break
		}
	}
	return err
}

// attempt is one run of Hugo.
func attempt(ctx context.Context, o Options, memory afero.Fs) error {
	r, err := newRun(o, memory)
	if err != nil {
		return err
	}
	return r.build(ctx)
}

// run is Hugo with its templates read, before it makes pages.
type run struct {
	source string
	sites  *hugolib.HugoSites
	log    *bytes.Buffer
}

func newRun(o Options, memory afero.Fs) (*run, error) {
	rendered := o.Model.Rendered()
	flags := map[string]any{
		"workingDir":            o.Source,
		"publishDir":            o.Dest,
		"params":                map[string]any{"model": o.Model},
		"defaultContentVersion": rendered[0],
		// Without an issued edition, no current one is at the root.
		"defaultContentVersionInSubdir": rendered[0] != page.Current,
	}
	if o.BaseURL != "" {
		flags["baseURL"] = o.BaseURL
	}
	if o.Model.IsPart() {
		flags["ignoreFiles"] = []string{`\.md$`} // authored pages, which exist once
	}
	versions := make(map[string]any, len(rendered))
	for i, v := range rendered {
		versions[v] = map[string]any{"weight": i + 1}
	}
	flags["versions"] = versions
	c, err := ReadConfig(o.Source)
	if err != nil {
		return nil, err
	}
	var disabled []string
	for _, l := range c.Languages {
		if !o.Model.Publishes(l) {
			disabled = append(disabled, l)
		}
	}
	flags["disableLanguages"] = disabled
	if !o.Model.Publishes(c.Default) {
		flags["defaultContentLanguage"] = o.Model.Languages[0]
	}

	log := new(bytes.Buffer)
	configs, err := load(o.Source, flags, log)
	if err != nil {
		return nil, err
	}
	files := hugofs.NewFrom(hugofs.Os, configs.LoadingInfo.BaseConfig)
	if memory != nil {
		files.PublishDir, files.PublishDirServer, files.PublishDirStatic = memory, memory, memory
	}
	sites, err := hugolib.NewHugoSites(deps.DepsCfg{Configs: configs, Fs: files, LogLevel: logg.LevelWarn, StdOut: log, StdErr: log})
	if err != nil {
		return nil, hugoError(o.Source, err, log)
	}
	return &run{o.Source, sites, log}, nil
}

// build makes the pages, once.
func (r *run) build(ctx context.Context) error {
	built := make(chan error, 1)
	go func() {
		defer r.sites.Close()
		built <- r.sites.Build(hugolib.BuildCfg{NoBuildLock: true})
	}()
	if err := wait(ctx, r.sites, built); err != nil {
		if errors.Is(err, errStuck) || ctx.Err() != nil {
			return err
		}
		return hugoError(r.source, err, r.log)
	}
	if r.log.Len() > 0 {
		return hugoError(r.source, say.Errorf("some pages would be incomplete"), r.log)
	}
	return nil
}

// patience is how long Hugo may take to return once it has stopped rendering.
const patience = 5 * time.Second

// stopper is what wait needs of Hugo's sites.
type stopper interface {
	Done() <-chan bool // closed once rendering has stopped early
	Stop()
}

// wait returns what a build returns, the error of ctx once that is done, or errStuck.
// Hugo knows nothing of ctx. Moreover it stops after ten errors in a way that sometimes
// leaves it waiting for ever: the walk over the pages hands a page to workers that have
// gone (renderPages in hugolib/site_render.go).
func wait(ctx context.Context, sites stopper, built <-chan error) error {
	select {
	case err := <-built:
		return cmp.Or(ctx.Err(), err)
	case <-ctx.Done():
		sites.Stop()
	case <-sites.Done():
	}
	select {
	case err := <-built:
		return cmp.Or(ctx.Err(), err)
	case <-time.After(patience):
		return cmp.Or(ctx.Err(), errStuck)
	}
}

// finish removes the folders of languages without pages that Hugo creates, writes
// the files of the model and counts the pages.
func finish(o Options) (pages int, err error) {
	for _, v := range o.Model.Rendered() {
		for _, l := range o.Model.Languages {
			if len(o.Model.Pages(v, l)) > 0 {
				continue
			}
			dir := filepath.Join(o.Dest, v, l)
			if v == page.Current {
				dir = filepath.Join(o.Dest, l)
			}
			if err := os.RemoveAll(dir); err != nil {
				return 0, err
			}
		}
	}
	if err := moveAbsent(o.Dest); err != nil {
		return 0, err
	}
	for name, text := range o.Model.Files() {
		if err := os.MkdirAll(filepath.Dir(filepath.Join(o.Dest, filepath.FromSlash(name))), 0o755); err != nil {
			return 0, err
		}
		if err := os.WriteFile(filepath.Join(o.Dest, filepath.FromSlash(name)), text, 0o644); err != nil {
			return 0, err
		}
	}
	err = o.Model.SearchFiles(func(path string, data []byte) error {
		name := filepath.Join(o.Dest, filepath.FromSlash(path))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		return os.WriteFile(name, data, 0o644)
	})
	if err != nil {
		return 0, err
	}
	if o.Model.IsPart() {
		return 0, nil
	}
	return Complete(o)
}

// Complete does to the folder o.Dest what Build does once all parts are there, for a folder
// that holds parts of the model alone, and counts its pages.
func Complete(o Options) (pages int, err error) {
	for data := range o.Model.Sources() {
		if mayHoldControls(data) {
			if err := cleanControls(o.Dest); err != nil {
				return 0, err
			}
			break
		}
	}
	err = filepath.WalkDir(o.Dest, func(path string, d fs.DirEntry, err error) error {
		if err == nil && filepath.Ext(path) == ".html" {
			pages++
		}
		return err
	})
	return pages, err
}

// moveAbsent moves the pages in the folder absent to their places at the root.
func moveAbsent(dest string) error {
	from := filepath.Join(dest, "absent")
	err := filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		name, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		to := filepath.Join(dest, name)
		if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
			return err
		}
		return os.Rename(path, to)
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return cmp.Or(err, os.RemoveAll(from))
}

func load(source string, flags map[string]any, log *bytes.Buffer) (*allconfig.Configs, error) {
	own := filepath.Join(source, "config.toml")
	defaults := filepath.Join(source, "config.program.toml")
	names := defaults
	switch _, err := os.Stat(own); {
	case err == nil:
		names += "," + own // the later one wins, key by key
	case !errors.Is(err, fs.ErrNotExist):
		return nil, say.Errorf("the site's config.toml cannot be read: %v", err)
	}
	b, err := fs.ReadFile(rapporteur.Site, "config.toml")
	if err != nil {
		return nil, err
	}
	// The defaults, and what no report may set, are files next to the other one that are on
	// no disk.
	last := filepath.Join(source, "config.closed.toml")
	names += "," + last
	memory := afero.NewMemMapFs()
	for name, text := range map[string][]byte{defaults: b, last: []byte(closed)} {
		if err := afero.WriteFile(memory, name, text, 0o644); err != nil {
			return nil, err
		}
	}
	cfg := config.New()
	cfg.Set("workingDir", source)
	for k, v := range flags {
		cfg.Set(k, v)
	}
	logger := loggers.New(loggers.Options{StdOut: log, StdErr: log, Level: logg.LevelWarn})
	configs, err := allconfig.LoadConfig(allconfig.ConfigSourceDescriptor{
		Fs:          more{hugofs.Os, []string{defaults, last}, memory},
		Logger:      logger,
		Flags:       cfg,
		Filename:    names,
		Environ:     []string{"RAPPORTEUR=1"}, // not empty, or Hugo would read HUGO_* variables
		Environment: "production",
	})
	if err != nil {
		return nil, say.Errorf("config.toml: %s", strings.ReplaceAll(err.Error(), source+string(filepath.Separator), ""))
	}
	return configs, nil
}

// closed are the settings of Hugo's security, whatever config.toml says: templates, which a
// report may bring, run no program, request nothing and see no environment.
const closed = `[security]
enableInlineShortcodes = false
[security.exec]
allow = ["none"]
osEnv = ["none"]
[security.funcs]
getenv = ["none"]
[security.http]
methods = ["none"]
urls = ["none"]
mediaTypes = ["none"]
`

// more is a file system with some more files, which come from elsewhere.
type more struct {
	afero.Fs
	names []string
	from  afero.Fs
}

func (o more) Open(name string) (afero.File, error) {
	if slices.Contains(o.names, name) {
		return o.from.Open(name)
	}
	return o.Fs.Open(name)
}

func (o more) Stat(name string) (os.FileInfo, error) {
	if slices.Contains(o.names, name) {
		return o.from.Stat(name)
	}
	return o.Fs.Stat(name)
}

// hugoError says what Hugo said, with files named from the folder source. A full disk is no
// fault of the templates.
func hugoError(source string, err error, log *bytes.Buffer) error {
	if errors.Is(err, syscall.ENOSPC) {
		if at := (*fs.PathError)(nil); errors.As(err, &at) {
			return at
		}
		return syscall.ENOSPC
	}
	text := err.Error()
	if s := strings.TrimSpace(log.String()); s != "" {
		text += "\n" + s
	}
	return say.Errorf("the site's templates: %s", strings.NewReplacer(source+string(filepath.Separator), "", source, "").Replace(text))
}

// RulesPage is the address of docs/rules.md in the repository that the config.toml of a folder
// names; empty if there is no such folder or file, or it names none.
func RulesPage(root string) (string, error) {
	if root == "" {
		return "", nil
	}
	if _, err := os.Stat(filepath.Join(root, "config.toml")); errors.Is(err, os.ErrNotExist) {
		return "", nil
	}
	config, err := ReadConfig(root)
	if err != nil {
		return "", err
	}
	page, _, _ := strings.Cut(config.Repository.File("docs/rules.md", 1), "#")
	return page, nil
}
