package site

import (
	"net/url"
	"strings"

	"rapporteur/generator/address"
	"rapporteur/generator/report"
	"rapporteur/generator/site/chrome"
	"rapporteur/generator/site/page"
)

// EditorMode says what runs the rules for the page on which records are edited; empty where
// there is no such page.
type EditorMode string

const (
	EditorInBrowser EditorMode = "wasm"    // the packages of the program, in the browser
	EditorInProgram EditorMode = "program" // the program that serves the page
)

// editor adds the page of the editor to those of the front edition.
func (m *Model) editor(l *pageWriter, version string) {
	at := address.Version(version, string(l.lang)) + l.path
	e := &page.Editor{Judge: string(m.in.Editor), Root: address.Relative(at, "editor/", "")}
	repo := m.in.Repository
	if u, err := url.Parse(repo.Address); err == nil && u.Host != "" {
		e.Repository, e.Branch, e.Host = strings.TrimSuffix(repo.Address, "/"), repo.Branch, u.Host
		e.Forge, e.API = Forge(repo)
		e.Edit = strings.NewReplacer("{repository}", e.Repository, "{branch}", repo.Branch, "#L{line}", "", "/blob/", "/edit/").Replace(repo.Edit)
		e.Origin = origin(repo)
	}
	l.add("edit", l.w.Say("edit-title"), "", report.Ref{}, e)
}

// origin is the host of the forge to which proposals go, as a security policy names it;
// empty where it is not known.
func origin(repo chrome.Repository) string {
	_, address := Forge(repo)
	api, err := url.Parse(address)
	if err != nil || api.Host == "" {
		return ""
	}
	return api.Scheme + "://" + api.Host
}

// Forge returns what forge a repository is on, and the address of its API, without a slash
// at the end. What config.toml does not say is known of github.com and of hosts that are
// called after GitLab. Both are empty where nothing is known.
func Forge(repo chrome.Repository) (forge, api string) {
	forge, api = repo.Forge, strings.TrimSuffix(repo.API, "/")
	u, err := url.Parse(repo.Address)
	if err != nil || u.Host == "" {
		return "", ""
	}
	if forge == "" {
		switch {
		case u.Host == "github.com":
			forge = "github"
		case strings.HasPrefix(u.Host, "gitlab."):
			forge = "gitlab"
		}
	}
	if api == "" {
		switch {
		case forge == "github" && u.Host == "github.com":
			api = "https://api.github.com"
		case forge == "github":
			api = u.Scheme + "://" + u.Host + "/api/v3"
		case forge == "gitlab":
			api = u.Scheme + "://" + u.Host + "/api/v4"
		}
	}
	return forge, api
}
