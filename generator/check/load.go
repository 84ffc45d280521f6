package check

// loadRules returns the rules enforced by report.Load. If they are broken, the
// other rules do not run.
func loadRules() []Rule {
	return []Rule{
		{Name: "syntax", Family: Structure, Doc: "A file is valid TOML according to two decoders. The message ends with what the decoder expected; a missing quotation mark, bracket or equals sign is often on the line above."},
		{Name: "toml-1.0", Family: Structure, Doc: "A file uses only TOML 1.0, because editors and other tools do not support later versions: an inline table is on one line and has no trailing comma."},
		{Name: "encoding", Family: Structure, Doc: "A file is plain text in UTF-8, without byte order mark and null bytes."},
		{Name: "nesting", Family: Structure, Doc: "Brackets and dotted keys are not nested more deeply than a report needs, so that a file cannot exhaust the memory of the program."},
		{Name: "size", Family: Structure, Doc: "A file has at most 16 MiB and 250,000 values, an inline table at most 1,000 keys, and a text at most 64 KiB. All files of a report together are at most 10,000, with 64 MiB and 1,000,000 values. So they can be read quickly. Whoever runs the program can raise those of files with RAPPORTEUR_LIMITS (docs/trust.md)."},
		{Name: "unknown-file", Family: Structure, Doc: "Every file under data/ is part of the report. A file with an unknown name would be ignored silently."},
		{Name: "irregular-file", Family: Structure, Doc: "Every file under data/ is a regular file, not a symbolic link, a folder, a submodule or a pointer of Git LFS."},
		{Name: "file-name", Family: Structure, Doc: "The file of a paragraph is named after the id of the paragraph, and the file of acts after the instrument."},
		{Name: "schema", Family: Structure, Doc: "The program supports the schema number in data/report.toml, and every key and value belongs to that schema: a report with schema = 1 has no keys of schema 2."},
		{Name: "unknown-key", Family: Structure, Doc: "Every key is in the schema, exactly as spelled. A misspelt key would otherwise be ignored silently."},
		{Name: "unknown-field", Family: Structure, Doc: "A citation or a gap names a field that its record can have, as written in TOML."},
		{Name: "unknown-value", Family: Structure, Doc: "A field with a list of possible values has one of them."},
		{Name: "missing", Family: Structure, Doc: "Required fields are present and not empty: an id, a name, a kind."},
		{Name: "wrong-type", Family: Structure, Doc: "A value has the type of its field: a text is in quotation marks, a number is not, a list is in square brackets. An integer has no point or comma."},
		{Name: "range", Family: Structure, Doc: "A count is not negative."},
		{Name: "bad-date", Family: Structure, Doc: "A date is an existing day, month or year: 2008-07-31, \"2008-07\" or \"2008\"."},
		{Name: "bad-id", Family: Structure, Doc: "An id consists of a-z, 0-9 and single hyphens; that of a State is its ISO code of three letters; that of an edition is not a name that the site uses for something else. Ids are part of permanent links."},
		{Name: "bad-link", Family: Structure, Doc: "A link is a complete http or https URL."},
		{Name: "bad-commit", Family: Structure, Doc: "The commit that issued a withdrawn edition, or an edition that the report continues, is given by its full hash of 40 digits."},
		{Name: "currency", Family: Structure, Doc: "An amount has a currency, given by its ISO 4217 code."},
		{Name: "duplicate-id", Family: Structure, Doc: "Ids are unique among records of a kind, acts and languages are unique in their list, and the id of a retired record or withdrawn edition is not used again."},
		{Name: "prose", Family: Structure, Doc: "Texts are written in a subset of Markdown: paragraphs, lists, emphasis, links and the references [source:…], [figure:…], [parties:…], [deposits:…], [depositors:…], [table:…], [image:…] and [note:…]. Paragraphs that begin with (a), (b) or (i), (ii) belong to the numbered paragraph before them. Quotations may contain only [note:…]. What Markdown has besides (headings, tables, quotations with >, HTML) is an error from schema 3 on, since it would be printed as it is written."},
		{
			Name: "image-file", Family: Safety,
			Doc: "The file of an image is in data/images/, is what its name says (PNG, JPEG, WebP or SVG), has at most 1 MiB and 8,000 pixels on a side, and belongs to an image of the report. " +
				"An SVG only draws: it has no scripts, event handlers, HTML, links, entities or animations, and refers to nothing outside of itself. Readers open these files, and whoever sends a pull request can write them.",
		},
		{Name: "unknown-reference", Family: References, Doc: "Records that a record or a text refers to exist."},
		{Name: "wrong-kind", Family: References, Doc: "A record refers to records of an allowed kind: evidence is an activity, an indicator, an instrument, a publication or money, and never a source."},
		{Name: "cycle", Family: References, Doc: "No record belongs to itself, directly or indirectly: entities, parts of an amount, instruments that amend another, sub-paragraphs, parts of the resolution."},
	}
}
