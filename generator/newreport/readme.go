package newreport

import (
	"fmt"

	"rapporteur/generator/report"
)

// Readme is the README.md of the new repository. The last is what the report
// continues; the zero value where it continues none.
func (p Plan) Readme(last report.Continues) File {
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
	begins := "Nothing is entered yet: what stands in square brackets is a gap, and every\nrequest is without information."
	if last.Reference != "" {
		begins = fmt.Sprintf("It continues the report on %s, from its edition %s\n(commit `%.12s`). What was not updated since then is marked so, by\n`carried = true` in `data/` and on the pages.", last.Reference, last.Edition, last.Commit)
	}
	return File{Name: "README.md", Data: []byte(fmt.Sprintf(`# Report on %s

A report on how %s
was implemented, made for the %s session. It is a **reconstruction from
public sources and not an official United Nations document**. Every figure,
date and claim in `+"`data/`"+` is to cite its source and to say how it was verified;
what is not known is shown as not reported.

%s

## Write it

The report stands in `+"`data/`"+`, in TOML; each file begins with what it holds.

`+"```"+`
go run ./generator check    # what is wrong, where, and how to fix it
go run ./generator new      # the kinds of records that it adds for you
go run ./generator build    # the site, in public/
go run ./generator help     # everything else
`+"```"+`

You need Go 1.26 and git, and a clone with its whole history. When the report
is ready, `+"`status = \"issued\"`"+` in `+"`data/report.toml`"+` issues the edition that the
draft heads for: the commit that says so first is the edition, for good.

[docs/](docs) describes the program, Rapporteur, in the order in which data
flows through it; its examples are those of the report that it was first
written for. [docs/data.md](docs/data.md) describes the data files, field by
field, and [docs/rules.md](docs/rules.md) every rule that `+"`check`"+` holds them
against. The tests of the program stayed where it came from.

Licence: [Apache-2.0](LICENSE) for the program. The data are facts; the text of
the resolution is the United Nations'.
`, heading, named, ordinal(p.Session), begins))}
}
