package newreport

import (
	"fmt"

	"rapporteur/generator/report"
)

// Readme is the README.md of the new repository. The last is what the report
// continues; the zero value where it continues none.
func (p Plan) Readme(last report.Continues, program *report.Program) File {
	docs := "the documentation of the program"
	if program.Repository != "" {
		docs = fmt.Sprintf("[the documentation of the program](%s/tree/%s/docs)", program.Repository, program.Commit)
	}
	title := p.Title.In("en")
	if title == "" {
		title, _ = p.Title.Best(p.Original, p.Original)
	}
	heading, named := p.Symbol, p.Symbol
	if report.OfAssembly(p.Symbol) {
		heading, named = "resolution "+reference(p.Symbol), "General Assembly resolution "+p.Symbol
	}
	if title != "" {
		named += ", *" + title + "*,"
	}
	session := ""
	if p.Session > 0 {
		session = ", made for the " + ordinal(p.Session) + " session"
	}
	nature := "a **reconstruction from\npublic sources and not an official United Nations document**"
	if p.OfficialBy != "" {
		nature = "the **official report**, and `data/report.toml`\nnames who issues it"
	}
	begins := "Nothing is entered yet: text in square brackets is a gap, and every\nrequest is without information."
	if last.Reference != "" {
		begins = fmt.Sprintf("It continues the report on %s, from its edition %s\n(commit `%.12s`). What was not updated since then is marked so, by\n`carried = true` in `data/` and on the pages.", last.Reference, last.Edition, last.Commit)
	}
	return File{Name: "README.md", Data: []byte(fmt.Sprintf(`# Report on %s

A report on how %s
was implemented%s. It is %s. Every figure,
date and claim in `+"`data/`"+` is to cite its source and to say how it was verified;
what is not known is shown as not reported.

%s

## Write it

The report stands in `+"`data/`"+`, in TOML; each file begins with what it holds.

`+"```"+`
bash .github/program.sh ./rapporteur    # the program, as program.toml names it
./rapporteur check     # what is wrong, where, and how to fix it
./rapporteur new       # the kinds of records that it adds for you
./rapporteur serve     # the draft, as you write it
./rapporteur build     # the site, in public/
./rapporteur help      # everything else
`+"```"+`

You need git, a clone with its whole history and, unless `+"`program.toml`"+` names a
release, Go. When the report is ready, `+"`./rapporteur release`"+` prepares the edition
that the draft heads for: the commit that says `+"`status = \"issued\"`"+` first is the
edition, for good.

`+"`config.toml`"+` has the settings of the site. Whatever you put into `+"`layouts/`, `assets/`,\n`i18n/` or `content/`"+` takes the place of the program's file of that name.
`+"`./rapporteur upgrade`"+` moves the report to a newer version of the program. More in
%s.

The data are facts; the text of the resolution is the United Nations'.
`, heading, named, session, nature, begins, docs))}
}
