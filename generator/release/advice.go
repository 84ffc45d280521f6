package release

import (
	"fmt"
	"strings"

	"rapporteur/generator/render"
	"rapporteur/generator/report"
	"rapporteur/generator/say"
)

// changed returns an error if there is nothing to commit.
func (p *plan) changed() error {
	if len(p.edits) == 0 && p.entry == "" {
		return say.Errorf("data/report.toml already says this; nothing to commit. Undo it first: git restore data/report.toml")
	}
	return nil
}

// writeNext prints the next steps.
func (rl *releaser) writeNext(p *plan, committed bool) {
	var b strings.Builder
	lang := rl.sys.Lang
	switch {
	case p.branch == "":
		b.WriteString(say.F("\nThe draft now heads for the edition %s, as at %s.\n", p.id, p.asAt).In(lang))
		for _, name := range []string{"title", "note"} {
			if !rl.order.gives(name) {
				b.WriteString(say.F("Its %s is still that of the edition before; write another, or give it with --%s.\n", name, name).In(lang))
			}
		}
	default:
		rl.writeCommands(&b, p, committed)
		switch {
		case p.folder != "":
			b.WriteString(rl.git.folderAdvice(p).In(lang))
		case p.issue:
			b.WriteString(rl.git.mergeAdvice(p, lang))
			b.WriteString(say.F("\nOnce it is merged, begin the next draft:\n\n  rapporteur release --next ID --as-at DATE\n").In(lang))
		}
	}
	fmt.Fprint(rl.sys.Stderr, b.String())
}

func (rl *releaser) writeCommands(b *strings.Builder, p *plan, committed bool) {
	c, lang := &rl.git, rl.sys.Lang
	var lines []string
	if !committed {
		if p.branch != c.branch {
			lines = append(lines, "git switch -c "+p.branch)
		}
		files := "data/report.toml"
		if len(p.rows) > 0 {
			lines = append(lines, "git add "+report.LedgerFile)
			files += " " + report.LedgerFile
		}
		lines = append(lines, fmt.Sprintf("git commit -m %q %s", p.message, files))
	}
	if c.remote != "" {
		lines = append(lines, fmt.Sprintf("git push -u %s %s", c.remote, p.branch))
	}
	if len(lines) > 0 {
		b.WriteString(say.F("\nNothing has left this machine yet. To go on:\n\n  %s\n", strings.Join(lines, "\n  ")).In(lang))
	}
	switch page := rl.comparePage(p.branch); {
	case page != "":
		b.WriteString(say.F("\nThen open the pull request:\n  %s\n", page).In(lang))
	case c.remote != "":
		b.WriteString(say.F("\nThen open a pull request from the branch %s.\n", p.branch).In(lang))
	default:
		b.WriteString(say.F("\nThis clone has no remote. Push the branch %s to where pull requests are opened,\nor merge it here.\n", p.branch).In(lang))
	}
}

// comparePage is the address at which GitHub opens a pull request; empty if
// config.toml names no repository there.
func (rl *releaser) comparePage(branch string) string {
	if strings.HasPrefix(rl.git.base, "upstream/") {
		return "" // it would have to name the fork, which is not known
	}
	config, err := render.ReadConfig(rl.repo.Root)
	if err != nil || !strings.HasPrefix(config.Repository.Address, "https://github.com/") {
		return ""
	}
	return fmt.Sprintf("%s/compare/%s...%s?expand=1", strings.TrimSuffix(config.Repository.Address, "/"), config.Repository.Branch, branch)
}

// mergeAdvice says how to merge the pull request. The edition is the first commit
// that says "issued", so it matters which commits the merge keeps.
func (c *checkout) mergeAdvice(p *plan, lang string) string {
	main := c.base
	if main == "" {
		main = "main"
	}
	var b strings.Builder
	switch {
	case c.base == "":
		b.WriteString(say.F(`
How to merge it. If the pull request holds this commit alone, all of GitHub's
three ways are right. If it holds several, "Squash and merge" is right in any
case; the others are if no later commit touches data/.
`).In(lang))
	case c.ahead == 0:
		b.WriteString(say.F(`
How to merge it. The pull request holds one commit, so "Create a merge commit",
"Squash and merge" and "Rebase and merge" are all right. If you add a commit that
touches data/, take "Squash and merge".
`).In(lang))
	default:
		b.WriteString(say.F(`
How to merge it. The pull request holds %d commits, and the last one issues the
edition: what data/ holds there is its text. "Squash and merge" is right in any
case. "Create a merge commit" and "Rebase and merge" are right as long as no later
commit touches data/; what must still change goes into this commit, by
git commit --amend and git push --force-with-lease.
`, c.ahead+1).In(lang))
	}
	again := "rapporteur check"
	if p.last != nil {
		again = fmt.Sprintf("rapporteur diff %s %s", p.last.ID, p.id)
	}
	b.WriteString(say.F(`If data/ changes on %s before that, do not merge it into this branch, for
the edition would lack those changes; run git rebase %s, and look once more at
what is issued: %s
Delete the branch afterwards, for merged again it may issue the edition twice.
`, main, main, again).In(lang))
	return b.String()
}
