package main

// answerOf4b is the answer in op04-b.
const answerOf4b = `progress.fr = """
Le Service de la prévention du terrorisme a indiqué que [figure:officials-trained] agents de la
justice pénale avaient été formés de janvier 2003 à avril 2009, dont
[figure:officials-trained-yearly] pendant l’année 2008 [source:tpb-slides-2009-04-30]. La part des
sessions spécialisées n’est pas connue."""
progress.en = """
The Terrorism Prevention Branch stated that [figure:officials-trained] criminal justice officials
had been trained from January 2003 to April 2009, of them [figure:officials-trained-yearly] during
the year 2008 [source:tpb-slides-2009-04-30]. The share of specialized sessions is not known."""
`

// waiverOfConclusions is a data/waivers.toml.
const waiverOfConclusions = `#:schema schema/waivers.schema.json

[[waiver]]
rule = "stale-translation"
record = "section:conclusions"
field = "text.en"
reason.fr = "L’anglais le disait déjà."
reason.en = "The English said so already."
until = 2009-09-30`

// mistakes are those of docs/check.md, in its order.
func mistakes() []mistake {
	const op02, op04, op10 = "paragraphs/op02.toml", "paragraphs/op04.toml", "paragraphs/op10.toml"
	const indicators, finance, sections, sources = "indicators.toml", "finance.toml", "sections.toml", "sources.toml"
	const activities = "activities/2009.toml"
	const nuclear = "participation/nuclear-terrorism-2005.toml"
	one := func(title, rule, file, old, new string) mistake {
		return mistake{title: title, rule: rule, file: file, edits: []edited{{old: old, new: new}}}
	}
	below := func(lines int, m mistake) mistake {
		m.down = lines
		return m
	}
	issued := func(m mistake) mistake {
		m.issued = true
		return m
	}
	return []mistake{
		one("A misspelt key", "unknown-key", activities,
			`organizers = ["ctc"]`, `organisers = ["ctc"]`),
		one("A number with a comma", "syntax", indicators,
			`{ value = 8150 }`, `{ value = 8,150 }`),
		one("A number with a point, as French and German print it", "wrong-type", indicators,
			`{ value = 8150 }`, `{ value = 8.150 }`),
		one("A number in quotation marks", "wrong-type", indicators,
			`{ value = 8150 }`, `{ value = "8150" }`),
		one("A quotation mark that is not closed", "syntax", activities,
			`outcome.en = "Political Declaration."`, `outcome.en = "Political Declaration.`),
		below(-2, one("A text of several lines that is not closed", "syntax", op10,
			"document ni une page qui le cite n’a été vu.\"\"\"", "document ni une page qui le cite n’a été vu.")),
		one("Quotation marks of a word processor", "syntax", activities,
			`outcome.en = "Political Declaration."`, `outcome.en = “Political Declaration.”`),
		one("A text that was saved in the encoding of an old Windows", "encoding", activities,
			`outcome.fr = "Déclaration politique."`, "outcome.fr = \"D\xe9claration politique.\""),
		below(1, one("The same key twice", "syntax", activities,
			`outcome.en = "Political Declaration."`, "outcome.en = \"Political Declaration.\"\noutcome.en = \"Political declaration.\"")),
		one("31 June", "syntax", "activities/2008.toml",
			`end = 2008-06-18`, `end = 2008-06-31`),
		one("A day before the month", "syntax", activities,
			`end = 2009-04-30`, `end = 30-04-2009`),
		one("The end before the beginning", "dates-in-order", activities,
			`end = 2009-02-20`, `end = 2009-02-02`),
		one("A status that does not exist", "unknown-value", op10,
			`status = "no-information"`, `status = "ongoing"`),
		one("A State that is not in the list", "unknown-reference", activities,
			`place.state = "dom"`, `place.state = "dr"`),
		one("A source that is misspelt", "unknown-reference", op10,
			`{ source = "a-63-89", for`, `{ source = "a-63-98", for`),
		one("A figure that is misspelt, in a text", "unknown-reference", op04,
			"[figure:officials-trained] criminal", "[figure:officals-trained] criminal"),
		below(23, one("An id that another record has", "duplicate-id", activities,
			`id = "santo-domingo-ministers-2009"`, `id = "new-york-ctc-briefing-2009"`)),
		below(-5, one("A figure without a source", "cited", indicators,
			"quantity = { value = 8150 }\ncites = [{ source = \"tpb-slides-2009-04-30\", verification = \"primary\" }]\n",
			"quantity = { value = 8150 }\n")),
		one("A source that nobody saw, given as proof", "verification", op10,
			`for = ["reason"], verification = "unverified"`, `for = ["reason"], verification = "primary"`),
		one("A link to a mirror", "link-host", sources,
			`seen_at = "scribd.com/document/476729829"`, `link = "https://www.scribd.com/document/476729829"`),
		below(-10, one("A request without an answer", "answered", op04,
			answerOf4b, "")),
		one("Implemented, and nothing shows it", "evidence", op10,
			`status = "no-information"`, `status = "implemented"`),
		one("Background as evidence", "evidence", op02,
			`"activity:budapest-workshop-2008"]`, `"activity:tokyo-workshop-2008"]`),
		one("A deposit before the convention was adopted", "act-after-adoption", nuclear,
			`{ state = "svk", kind = "ratification", date = 2006-03-23 }`, `{ state = "svk", kind = "ratification", date = 2005-03-23 }`),
		one("A total that does not add up", "parts-and-whole", finance,
			`amount = { value = 283000000,`, `amount = { value = 293000000,`),
		below(16, one("A part that is more than the whole", "parts-and-whole", finance,
			`amount = { value = 283000000,`, `amount = { value = 238000000,`)),
		one("A number in a text contrary to the counted one", "typed-parties", op02,
			"had [parties:nuclear-terrorism-2005] parties", "had 45 parties"),
		below(3, one("A translation left behind", "stale-translation", sections,
			"Il manque surtout le rapport", "Il manque encore surtout le rapport")),
		below(-4, one("A translation with a paragraph less", "equal-paragraphs", op02,
			"during the year 2008 [source:tpb-slides-2009-04-30].\n\nOn 3 September", "during the year 2008 [source:tpb-slides-2009-04-30].\nOn 3 September")),
		issued(one("A change to what was issued", "issued-unchanged", indicators,
			`{ value = 8150 }`, `{ value = 8510 }`)),
		one("Another id for a record that was issued", "permanent-id", activities,
			`id = "santo-domingo-ministers-2009"`, `id = "santo-domingo-2009"`),
		one("A fact of after the edition", "not-yet-counted", activities,
			"start = 2009-04-30\nend = 2009-04-30", "start = 2009-10-30\nend = 2009-10-30"),
		one("A symbol with a point for a stroke", "symbols", sources,
			`symbol = "A/RES/60/288"`, `symbol = "A/RES/60.288"`),
		one("A character that turns the text round", "bidirectional-control", activities,
			`outcome.en = "Political Declaration."`, "outcome.en = \"Political \u202eDeclaration.\""),
		one("HTML in a text", "prose", activities,
			`outcome.en = "Political Declaration."`, `outcome.en = "<b>Political Declaration.</b>"`),
		one("Straight quotation marks inside of a text", "syntax", activities,
			`outcome.en = "Political Declaration."`, `outcome.en = "The "Political" Declaration."`),
		one("A comma left out between two acts", "syntax", "participation/nuclear-terrorism-2005.toml",
			"date = 2009-05-29 },", "date = 2009-05-29 }"),
		one("A number under 10 in figures", "numbers-in-words-en", sections,
			"and call for five cautions:", "and call for 5 cautions:"),
		one("Percent", "per-cent-en", finance,
			"This is 88 per cent.", "This is 88 percent."),
		one("An ordinary space before a colon, in French", "no-break-spaces-fr", finance,
			"chapitre 22\u00a0: ", "chapitre 22 : "),
		{title: "The translation left behind, where it is as good as it was", file: sections, edits: []edited{
			{old: "Il manque surtout le rapport", new: "Il manque encore surtout le rapport"},
			{file: "waivers.toml", new: waiverOfConclusions},
		}},
	}
}
