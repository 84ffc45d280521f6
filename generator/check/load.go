package check

// loadRules are the rules that report.Load keeps: what it cannot read it does
// not give to the others.
func loadRules() []Rule {
	return []Rule{
		{Name: "syntax", Family: Structure, Doc: "A file is TOML that two decoders take. Behind the message stands what the decoder expected there: a quotation mark, a bracket or an equals sign that is missing is found on the line above as often as on its own."},
		{Name: "toml-1.0", Family: Structure, Doc: "A file stays within TOML 1.0, since editors and other tools read no later version: an inline table stands on one line and has no comma before its end."},
		{Name: "encoding", Family: Structure, Doc: "A file is plain text in UTF-8, without a byte order mark and without null bytes."},
		{Name: "nesting", Family: Structure, Doc: "Brackets and dotted keys are nested no deeper than a report ever needs, so that no file can exhaust a program that reads it."},
		{Name: "size", Family: Structure, Doc: "A file has at most 16 MiB and a text at most 64 KiB, so that reading them takes no time that anybody would notice."},
		{Name: "unknown-file", Family: Structure, Doc: "Every file under data/ is one that the report is made of. A file with another name would be left out without a word."},
		{Name: "irregular-file", Family: Structure, Doc: "Every file under data/ is a file itself, no link to one elsewhere and no folder of its name."},
		{Name: "file-name", Family: Structure, Doc: "The file of a paragraph is called after the id of the paragraph, and the file of acts after the instrument, so that one is found by the other."},
		{Name: "schema", Family: Structure, Doc: "The number of the schema in data/report.toml is one that the program knows, and every key is one that this schema has: what schema 2 brought is no part of a report that says schema = 1."},
		{Name: "unknown-key", Family: Structure, Doc: "Every key is one of the model, letter for letter. A misspelt key would otherwise be a value that nobody ever sees."},
		{Name: "unknown-field", Family: Structure, Doc: "A citation or a gap names a field that its record can have, as it is written in TOML."},
		{Name: "unknown-value", Family: Structure, Doc: "A field with a list of possible values has one of them."},
		{Name: "missing", Family: Structure, Doc: "What a record cannot do without is there and is not empty: an id, a name, a kind."},
		{Name: "wrong-type", Family: Structure, Doc: "A value is of the type that its field has: a text stands in quotation marks, a number does not, a list stands in square brackets. A whole number has neither point nor comma."},
		{Name: "range", Family: Structure, Doc: "A number that counts something is not below zero."},
		{Name: "bad-date", Family: Structure, Doc: "A date is a day, a month or a year that exists: 2008-07-31, \"2008-07\" or \"2008\"."},
		{Name: "bad-id", Family: Structure, Doc: "An id is made of a-z, 0-9 and single hyphens; a State's is its ISO code of three letters; an edition has no name that the site uses for something else. Ids stand in links that are to work for ever."},
		{Name: "bad-link", Family: Structure, Doc: "A link is a whole http or https address."},
		{Name: "bad-commit", Family: Structure, Doc: "A withdrawn edition, and one that the report continues, names the commit that issued it by its full hash of 40 digits."},
		{Name: "currency", Family: Structure, Doc: "An amount has a currency, a code of ISO 4217."},
		{Name: "duplicate-id", Family: Structure, Doc: "An id is given once in its kind, an act and a language stand once in their list, and the id of what is retired or withdrawn is not used again."},
		{Name: "prose", Family: Structure, Doc: "Texts are written in the small Markdown of the report: paragraphs, lists, emphasis, links and the references [source:…], [figure:…], [parties:…] and [note:…]. What is quoted takes [note:…] alone."},
		{Name: "unknown-reference", Family: References, Doc: "What a record or a text names exists."},
		{Name: "wrong-kind", Family: References, Doc: "What a record names is of a kind that may stand there: evidence is an activity, an indicator, an instrument, a publication or money, and never a source."},
		{Name: "cycle", Family: References, Doc: "Nothing belongs to itself, not even by way of others: entities, parts of an amount, instruments that change another."},
	}
}
