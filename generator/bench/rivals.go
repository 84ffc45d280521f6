package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/bep/logg"
	"github.com/gohugoio/hugo/common/loggers"
	"github.com/gohugoio/hugo/config"
	"github.com/gohugoio/hugo/config/allconfig"
	"github.com/gohugoio/hugo/deps"
	"github.com/gohugoio/hugo/hugofs"
	"github.com/gohugoio/hugo/hugolib"

	"rapporteur-bench/history"
)

// hugo builds the site in a folder that has content and layouts.
func hugo(source, dest string) error {
	cfg := config.New()
	cfg.Set("workingDir", source)
	cfg.Set("publishDir", dest)
	log := loggers.New(loggers.Options{StdOut: os.Stderr, StdErr: os.Stderr, Level: logg.LevelWarn})
	configs, err := allconfig.LoadConfig(allconfig.ConfigSourceDescriptor{
		Fs: hugofs.Os, Logger: log, Flags: cfg, Filename: filepath.Join(source, "hugo.toml"), Environ: []string{"BENCH=1"}, Environment: "production",
	})
	if err != nil {
		return err
	}
	sites, err := hugolib.NewHugoSites(deps.DepsCfg{Configs: configs, Fs: hugofs.NewFrom(hugofs.Os, configs.LoadingInfo.BaseConfig), LogLevel: logg.LevelWarn, StdOut: io.Discard, StdErr: os.Stderr})
	if err != nil {
		return err
	}
	return errors.Join(sites.Build(hugolib.BuildCfg{NoBuildLock: true}), sites.Close())
}

// hugoConfig leaves out what Rapporteur has no use for either.
const hugoConfig = `baseURL = "/"
disableKinds = ["404", "robotstxt", "rss", "sitemap", "taxonomy", "term", "section", "home"]
[security]
allowContent = [".*"]
`

// trivial is the layout of the floor: the least that is a page.
const trivial = "<!DOCTYPE html>\n<title>{{ .Title }}</title>\n{{ .Content }}\n"

// floor measures Hugo alone on as many pages with the bytes of <main> from ready-made files,
// and copying the bytes of the site.
func (b *bench) floor() error {
	site, source := b.path("site"), b.path("floor")
	if err := os.RemoveAll(source); err != nil {
		return err
	}
	n := 0
	err := filepath.WalkDir(site, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".html" {
			return err
		}
		page, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		if i, j := bytes.Index(page, []byte("<main")), bytes.LastIndex(page, []byte("</main>")); i >= 0 && j > i {
			page = page[i : j+len("</main>")]
		}
		rel, err := filepath.Rel(site, filepath.Dir(name))
		if err != nil {
			return err
		}
		n++
		return write(filepath.Join(source, "content", rel, fmt.Sprintf("page-%d.html", n)), append([]byte("---\ntitle: page\n---\n"), page...))
	})
	if err != nil {
		return err
	}
	if err := errors.Join(write(filepath.Join(source, "hugo.toml"), []byte(hugoConfig)), write(filepath.Join(source, "layouts", "page.html"), []byte(trivial))); err != nil {
		return err
	}
	var alone, copied []cost
	for range b.runs {
		c, err := b.self(source, b.path("floor-site"))
		if err != nil {
			return err
		}
		alone = append(alone, c)
		if err := os.RemoveAll(b.path("copy")); err != nil {
			return err
		}
		if c, err = b.measure("", "cp", "-r", site, b.path("copy")); err != nil {
			return err
		}
		copied = append(copied, c)
	}
	pages, _, _, err := count(b.path("floor-site"))
	if err != nil {
		return err
	}
	if pages != n {
		return fmt.Errorf("the floor has %d pages of %d", pages, n)
	}
	b.report("floor: Hugo alone, same <main>", alone)
	b.report("floor: the bytes copied", copied)
	return nil
}

// self measures Hugo in a process of its own.
func (b *bench) self(source, dest string) (cost, error) {
	if err := os.RemoveAll(dest); err != nil {
		return cost{}, err
	}
	me, err := os.Executable()
	if err != nil {
		return cost{}, err
	}
	return b.measure("", me, "hugo", source, dest)
}

func write(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o644)
}

// page and list are the layouts of the loop: a page with a menu and a selector of editions,
// as any site has.
const (
	pageLayout = `<!DOCTYPE html>
<html lang="{{ site.Language.Lang }}"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><nav><ul>{{ range site.Sections }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></nav>
<main><h1>{{ .Title }}</h1>{{ .Content }}</main></body></html>
`
	listLayout = `<!DOCTYPE html>
<html lang="{{ site.Language.Lang }}"><head><meta charset="utf-8"><title>{{ .Title }}</title></head>
<body><main><h1>{{ .Title }}</h1><ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul></main></body></html>
`
)

// worktrees measures a loop over the editions: a worktree of each, and plain Hugo in it.
func (b *bench) worktrees() error {
	if err := b.repository(history.Hugo); err != nil {
		return err
	}
	var costs []cost
	repo, out := b.path(string(history.Hugo)), b.path("hugo-site")
	for range b.runs {
		if err := os.RemoveAll(out); err != nil {
			return err
		}
		var all cost
		for e := range b.Editions {
			tree := b.path("worktree")
			c, err := b.measure(repo, "git", "worktree", "add", "-q", "-f", "--detach", tree, "edition/"+history.ID(e))
			if err != nil {
				return err
			}
			all.add(c)
			settings := fmt.Sprintf("baseURL = \"/%s/\"\ndefaultContentLanguageInSubdir = true\ndisableKinds = [\"404\", \"robotstxt\", \"rss\", \"taxonomy\", \"term\"]\n", history.ID(e))
			for i, lang := range history.Languages[:b.Languages] {
				settings += fmt.Sprintf("[languages.%s]\nweight = %d\ncontentDir = \"content/%[1]s\"\n", lang, i+1)
			}
			for name, text := range map[string]string{"hugo.toml": settings, "layouts/page.html": pageLayout, "layouts/list.html": listLayout, "layouts/home.html": listLayout} {
				if err := write(filepath.Join(tree, name), []byte(text)); err != nil {
					return err
				}
			}
			if c, err = b.self(tree, filepath.Join(out, history.ID(e))); err != nil {
				return err
			}
			all.add(c)
			if c, err = b.measure(repo, "git", "worktree", "remove", "--force", tree); err != nil {
				return err
			}
			all.add(c)
		}
		costs = append(costs, all)
	}
	b.report("loop of worktrees, plain Hugo", costs)
	return b.made(out)
}

// add adds what another process took.
func (c *cost) add(o cost) {
	c.cpu, c.wall, c.rss = c.cpu+o.cpu, c.wall+o.wall, max(c.rss, o.rss)
}

// made says what a rival made.
func (b *bench) made(dir string) error {
	pages, files, size, err := count(dir)
	if err == nil {
		fmt.Fprintf(b.out, "%34s %d pages, %d files, %.1f MB\n", "", pages, files, float64(size)/1e6)
	}
	return err
}

// antoraVersion is the version of Antora that is measured.
const antoraVersion = "3.1.14"

// antora measures Antora with the tag of each edition as a version. It is skipped where npm
// cannot install it.
func (b *bench) antora() error {
	tool := b.path("antora-tool")
	if _, err := exec.LookPath("npm"); err != nil {
		fmt.Fprintln(b.out, "Antora is not measured: there is no npm")
		return nil
	}
	if out, err := exec.Command("npm", "install", "--no-fund", "--no-audit", "--prefix", tool, "antora@"+antoraVersion).CombinedOutput(); err != nil {
		fmt.Fprintf(b.out, "Antora is not measured: npm cannot install it: %s\n", bytes.TrimSpace(out))
		return nil
	}
	if err := b.repository(history.Antora); err != nil {
		return err
	}
	// The least that is a bundle of pages, with a menu and a selector of versions.
	ui := b.path("antora-ui")
	layout := `<!DOCTYPE html>
<html><head><meta charset="utf-8"><title>{{page.title}}</title></head>
<body><nav><ul>{{#each page.navigation}}{{#each items}}<li><a href="{{url}}">{{{content}}}</a></li>{{/each}}{{/each}}</ul><ul>{{#each page.versions}}<li><a href="{{url}}">{{version}}</a></li>{{/each}}</ul></nav>
<main><h1>{{page.title}}</h1>{{{page.contents}}}</main></body></html>
`
	for _, name := range []string{"layouts/default.hbs", "layouts/404.hbs"} {
		if err := write(filepath.Join(ui, name), []byte(layout)); err != nil {
			return err
		}
	}
	playbook := "site:\n  title: Bench\ncontent:\n  sources:\n  - url: " + b.path(string(history.Antora)) + "\n    branches: ~\n    tags: 'edition/*'\n    start_paths: ["
	playbook += strings.Join(history.Languages[:b.Languages], ", ") + "]\nui:\n  bundle:\n    url: " + ui + "\nruntime:\n  cache_dir: " + b.path("antora-cache") + "\noutput:\n  dir: " + b.path("antora-site") + "\n"
	if err := write(b.path("playbook.yml"), []byte(playbook)); err != nil {
		return err
	}
	var costs []cost
	for range b.runs {
		if err := errors.Join(os.RemoveAll(b.path("antora-site")), os.RemoveAll(b.path("antora-cache"))); err != nil {
			return err
		}
		c, err := b.measure("", filepath.Join(tool, "node_modules", ".bin", "antora"), "--quiet", b.path("playbook.yml"))
		if err != nil {
			return err
		}
		costs = append(costs, c)
	}
	b.report("Antora, a tag for each edition", costs)
	return b.made(b.path("antora-site"))
}
