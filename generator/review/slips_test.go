package review_test

import "strings"

const kindLine = "kind = \"meeting\""

// slips are the mistakes. The first two thirds are in the order of the findings; the others
// are of the same kinds.
func slips() []slip {
	return []slip{
		{name: "a quotation mark missing at the beginning", make: []change{to(a9, kindLine, `kind = meeting"`)}},
		{name: "guillemets round a value", make: []change{to(a9, `outcome.fr = "Déclaration politique."`, "outcome.fr = «\u00a0Déclaration politique.\u00a0»")}},
		{name: "an apostrophe in single quotes", make: []change{to(a9, `outcome.fr = "Déclaration politique."`, `outcome.fr = 'Déclaration sur l'avenir.'`)}},
		{name: "a non-breaking hyphen in an id", make: []change{to(op2, `"activity:rabat-ministers-2008"`, "\"activity:rabat\u2011ministers\u20112008\"")}},
		{name: "curly quotes in cites", make: []change{within(op4, "id = \"op04-c\"", `{ source = "tpb-slides-2009-04-30", verification = "primary" }`, `{ source = “tpb-slides-2009-04-30”, verification = “primary” }`)}},
		{name: "a zero-width space in an id", make: []change{within(op4, "id = \"op04-b\"", `"indicator:officials-trained"`, "\"indicator:officials\u200b-trained\"")}},
		{name: "a no-break space in a list", make: []change{to(a9, `with = ["cted", "unodc", "tpb"]`, "with = [\"cted\",\u00a0\"unodc\",\u00a0\"tpb\"]")}},
		{name: "en dashes in a date", make: []change{to(a9, `start = 2009-02-17`, "start = 2009–02–17")}},
		{name: "round brackets for a list", make: []change{to(a9, `with = ["cted", "unodc", "tpb"]`, `with = ("cted", "unodc", "tpb")`)}},
		{name: "braces for a list", make: []change{to(a9, `with = ["cted", "unodc", "tpb"]`, `with = {"cted", "unodc", "tpb"}`)}},
		{name: "a brace forgotten", make: []change{to(a9, `cites = [{ source = "bahamas-guide-2009", verification = "secondary" }]`, `cites = [{ source = "bahamas-guide-2009", verification = "secondary" ]`)}},
		{name: "a semicolon between values", make: []change{to(a9, `with = ["cted", "unodc", "tpb"]`, `with = ["cted"; "unodc"; "tpb"]`)}},
		{name: "a colon for an equals sign", make: []change{to(a9, kindLine, `kind: "meeting"`)}},
		{name: "a date in words", make: []change{to(a9, "start = 2009-04-30", `start = 30 avril 2009`)}},
		{name: "a date with slashes in quotes", make: []change{to(a9, "start = 2009-04-30", `start = "30/04/2009"`)}},
		{name: "30 February", make: []change{to(a8, "end = 2008-06-18", `end = 2008-02-30`)}},
		{name: "a year as a number", make: []change{within(fin, `id = "liechtenstein-2005"`, `period.from = "2005"`, `period.from = 2005`)}},
		{name: "a month of one digit", make: []change{to(a9, "start = 2009-04-30", `start = 2009-4-30`)}},
		{name: "a space in a number", make: []change{to(ind, "value = 1600", "value = 1 600")}},
		{name: "a narrow no-break space in a number", make: []change{to(ind, "value = 1600", "value = 1\u202f600")}},
		{name: "a negative count", make: []change{to(ind, "value = 1600", "value = -1600")}},
		{name: "a number in words", make: []change{to(ind, "value = 1600", `value = "about 1600"`)}},
		{name: "participants unknown", make: []change{within(a9, "new-york", "organizers = [\"ctc\"]", "participants = \"unknown\"\norganizers = [\"ctc\"]")}},
		{name: "a status in French", make: []change{within(op4, "op04-c", `status = "under-implementation"`, `status = "en cours"`)}},
		{name: "a key in French with an accent", make: []change{to(a9, "start = 2009-04-30", `début = 2009-04-30`)}},
		{name: "a key in French", make: []change{within(op4, "op04-c", `status = "under-implementation"`, `statut = "under-implementation"`)}},
		{name: "French and English swapped", make: []change{
			to(opx, `progress.fr = "Le rapport du Secrétaire général n’a pas été trouvé."`, `progress.fr = "The report of the Secretary-General was not found."`),
			to(opx, `progress.en = "The report of the Secretary-General was not found."`, `progress.en = "Le rapport du Secrétaire général n’a pas été trouvé."`)}},
		{name: "a misspelt heading", make: []change{within(op4, "op04-b", "[[request]]", "[[reqest]]")}},
		{name: "a bracket missing in a heading", make: []change{within(op4, "op04-b", "[[request]]", "[[request]")}},
		{name: "a heading forgotten", make: []change{within(a9, "states_count", "[[activity]]\n", "")}},
		{name: "a long text not closed", make: []change{to(op2, "revised counter-terrorism legislation at various stages of adoption [source:unodc-2008-09-03].\"\"\"", "revised counter-terrorism legislation at various stages of adoption [source:unodc-2008-09-03].")}},
		{name: "a long text closed by two marks", make: []change{to(op4, "The share of specialized sessions is not known.\"\"\"", "The share of specialized sessions is not known.\"\"")}},
		{name: "requests reordered", make: []change{whole(op4, func(s string) string {
			b := strings.Index(s, "[[request]]\nid = \"op04-b\"")
			c := strings.Index(s, "[[request]]\nid = \"op04-c\"")
			return s[:b] + s[c:] + "\n" + s[b:c]
		})}},
		{name: "a request copied with its id", make: []change{whole(op4, func(s string) string {
			c := strings.Index(s, "[[request]]\nid = \"op04-c\"")
			return s + "\n" + s[c:]
		})}},
		{name: "an id with an accent", make: []change{add(a9, strings.Replace(newActivity, "vienna-focal-points-workshop-2009", "vienne-réunion-2009", 1)), add("sources.toml", newSource)}},
		{name: "a source as evidence", make: []change{within(op2, "op02-c", `"activity:rabat-ministers-2008"`, `"source:uniscp571"`)}},
		{name: "evidence without its kind", make: []change{within(op2, "op02-c", `"activity:rabat-ministers-2008"`, `"rabat-ministers-2008"`)}},
		{name: "evidence of another kind", make: []change{within(op4, "op04-b", `"indicator:officials-trained"`, `"activity:officials-trained"`)}},
		{name: "evidence that does not exist", make: []change{within(op2, "op02-c", `"activity:rabat-ministers-2008"`, `"activity:rabat-minister-2008"`)}},
		{name: "an act after the edition", make: []change{to(nuc, `{ state = "cub", kind = "accession", date = 2009-06-17 },`, `{ state = "cub", kind = "accession", date = 2010-06-17 },`)}},
		{name: "English alone changed", make: []change{to(opx, "progress.en = \"The report of the Secretary-General was not found.\"", "progress.en = \"The report of the Secretary-General was found and read.\"")}},
		{name: "an item of a list missing in English", make: []change{
			to(opx, `progress.fr = "Le rapport du Secrétaire général n’a pas été trouvé."`, "progress.fr = \"\"\"\nLe rapport comprend :\n\n- des chiffres ;\n- des textes ;\n- des dates.\"\"\""),
			to(opx, `progress.en = "The report of the Secretary-General was not found."`, "progress.en = \"\"\"\nThe report contains:\n\n- figures;\n- texts.\"\"\"")}},
		{name: "a space in a reference", make: []change{within(op4, "progress.en", "[source:tpb-slides-2009-04-30]", "[source: tpb-slides-2009-04-30]")}},
		{name: "a figure without a colon in both languages", make: both(op4, "op04-b", "[figure:officials-trained]", "[figure officials-trained]")},
		{name: "a figure that does not exist", make: both(op4, "op04-b", "[figure:officials-trained]", "[figure:judges-trained]")},
		{name: "a Markdown heading", make: heads("## Suite\n\n")},
		{name: "bullets of Word", make: bullets("•")},
		{name: "HTML", make: heads("<br>")},
		{name: "a link that runs a script", make: []change{to(opx, "Le rapport du Secrétaire général n’a pas été trouvé.", "[Le rapport](javascript:alert) du Secrétaire général n’a pas été trouvé."), to(opx, "The report of the Secretary-General was not found.", "[The report](javascript:alert) of the Secretary-General was not found.")}},
		{name: "the name of a State", make: []change{act(`{ state = "Belgium", kind = "ratification", date = 2009-10-02 },`)}},
		{name: "capitals of a State", make: []change{act(`{ state = "BEL", kind = "ratification", date = 2009-10-02 },`)}},
		{name: "a second deposit", make: []change{act(`{ state = "cub", kind = "ratification", date = 2009-10-02 },`)}},
		{name: "withdrawal of a State that is no party", make: []change{act(`{ state = "bel", kind = "withdrawal", date = 2009-10-02 },`)}},
		{name: "accession by a signatory", make: []change{act(`{ state = "bel", kind = "accession", date = 2009-10-02 },`)}},
		{name: "an act out of order", make: []change{to(nuc, `  { state = "aze", kind = "ratification", date = 2009-01-28 },`, `  { state = "bel", kind = "ratification", date = 2009-10-02 },
  { state = "aze", kind = "ratification", date = 2009-01-28 },`)}},
		{name: "a brace missing before an act", make: []change{act(`state = "bel", kind = "ratification", date = 2009-10-02 },`)}},
		{name: "an amount as printed", make: []change{to(fin, `value = 15000000, currency`, `value = "36,819,000", currency`)}},
		{name: "a currency in words", make: []change{to(fin, `value = 15000000, currency = "USD"`, `value = 15000000, currency = "dollars"`)}},
		{name: "a currency misspelt", make: []change{to(fin, `value = 15000000, currency = "USD"`, `value = 15000000, currency = "UDS"`)}},
		{name: "a period that ends before it begins", make: []change{within(fin, `id = "unodc-core-2006"`, "period.to = 2006-12-31", "period.to = 2005-12-31")}},
		{name: "parties typed, and wrong", make: []change{to(op2, "[parties:nuclear-terrorism-2005] parties, la", "45 parties, la"), to(op2, "had [parties:nuclear-terrorism-2005] parties", "had 45 parties")}},
		{name: "a placeholder in each language", make: []change{to(opx, "n’a pas été trouvé.\"", "n’a pas été trouvé. XXX à compléter.\""), to(opx, "was not found.\"", "was not found. [insert number] is missing.\"")}},
		{name: "a file renamed", make: []change{move(op4, "paragraphs/op4.toml")}},
		{name: "a file ending in .txt", make: []change{move(a9, "activities/2009.toml.txt")}},
		{name: "a copy of a file", make: []change{duplicate(a9, "activities/2009 copy.toml")}},
		{name: "a backup of a file", make: []change{duplicate(fin, "finance.toml~")}},
		{name: "an emptied file", make: []change{whole(fin, func(string) string { return "" })}},
		{name: "a deleted file", make: []change{remove(fin)}},
		{name: "a deleted paragraph", make: []change{remove("paragraphs/op09.toml")}},
		{name: "UTF-16", make: []change{whole(a9, utf16Bytes)}},
		{name: "Windows-1252", make: []change{whole(a9, latin1)}},
		{name: "text that was decoded twice", make: []change{to(opx, "n’a pas été trouvé.\"", "n’a pas Ã©tÃ© trouvÃ© en rÃ©union.\"")}},
		{name: "conflict markers between lines", make: []change{to(a9, kindLine, "<<<<<<< HEAD\nkind = \"meeting\"\n=======\nkind = \"workshop\"\n>>>>>>> branch")}},
		{name: "conflict markers in texts of both languages", make: []change{
			to(opx, "ni le\ndocument ni", "ni le\n<<<<<<< HEAD\ndocument ni\n=======\ndossier ni\n>>>>>>> branch\n"), to(opx, "neither the document", "neither the\n<<<<<<< HEAD\ndocument\n=======\nfile\n>>>>>>> branch\n")}},
		{name: "an issued edition edited", make: []change{within("report.toml", "[edition]", "id = \"2009-12-31\"\nas_at = 2009-12-31\nstatus = \"draft\"", "id = \"2009-06-30\"\nas_at = 2009-06-30\nstatus = \"issued\""), to(opx, "n’a pas été trouvé.\"", "n’a pas été retrouvé.\"")}},
		{name: "an issued id again", make: []change{within("report.toml", "[edition]", "id = \"2009-12-31\"", "id = \"2008-12-31\"")}},
		{name: "an observation at the end of the file", make: []change{add(ind, "\n[[indicator.observation]]\nid = \"2009-10\"\nperiod.to = \"2009-10\"\nquantity = { value = 8600 }\ncites = [{ source = \"tpb-slides-2009-04-30\", verification = \"primary\" }]\ngaps = [{ field = \"period.from\", reason = \"not-applicable\" }]\n")}},
		{name: "entry into force before adoption", make: []change{to("instruments.toml", "entry_into_force = 2007-07-07", "entry_into_force = 2001-07-07")}},
		{name: "a line of TODO without #", make: []change{to(a9, kindLine, "TODO: ask the Branch for the number\n"+kindLine)}},
		{name: "words behind a value", make: []change{to(a9, "start = 2009-04-30", "start = 2009-04-30 to be confirmed")}},
		{name: "a backslash", make: []change{to(a9, `outcome.en = "Political Declaration."`, `outcome.en = "See C:\Users\ana."`)}},
		{name: "true in French", make: []change{to(a9, "inferred = true", "inferred = vrai")}},

		// The other third, from the text of the findings.
		{name: "a figure with a space before the colon in both languages", make: both(op4, "op04-b", "[figure:officials-trained]", "[figure :officials-trained]")},
		{name: "a figure in braces in both languages", make: both(op4, "op04-b", "[figure:officials-trained]", "{figure:officials-trained}")},
		{name: "a source with a capital in both languages", make: both(op4, "op04-b", "[source:tpb-slides-2009-04-30]", "[Source:tpb-slides-2009-04-30]")},
		{name: "a source with an equals sign in both languages", make: both(op4, "op04-b", "[source:tpb-slides-2009-04-30]", "[source=tpb-slides-2009-04-30]")},
		{name: "a source in round brackets in both languages", make: both(op4, "op04-b", "[source:tpb-slides-2009-04-30]", "(source:tpb-slides-2009-04-30)")},
		{name: "a link with a space", make: both(op2, "op02-c", "](activity:rabat-ministers-2008)", "] (activity:rabat-ministers-2008)")},
		{name: "sources in the plural", make: both(op4, "op04-b", "[source:tpb-slides-2009-04-30]", "[sources:tpb-slides-2009-04-30]")},
		{name: "an id alone in brackets", make: both(op4, "op04-b", "[source:tpb-slides-2009-04-30]", "[tpb-slides-2009-04-30]")},
		{name: "a typed number that contradicts its figure", make: []change{within(op4, "op04-b", "[figure:officials-trained] agents", "8\u00a0510 agents"), within(op4, "progress.en = \"\"\"\nThe Terrorism Prevention Branch stated that [figure:officials", "[figure:officials-trained] criminal", "8,510 criminal")}},
		{name: "an observation of a source after the edition", make: []change{within("sources.toml", `id = "unodc-2008-09-03"`, "date = 2008-09-03", "date = 2110-09-03")}},
		{name: "money after its source", make: []change{within(fin, `id = "liechtenstein-2005"`, "date = 2005-10-11", "date = 2008-10-11")}},
		{name: "a table in Markdown", make: heads("| Année | Agents |\n|---|---|\n| 2008 | 1600 |\n\n")},
		{name: "dashes of Word as bullets", make: bullets("–")},
		{name: "bold that is not closed", make: []change{to(opx, "Le rapport du Secrétaire général n’a", "**Le rapport du Secrétaire général n’a"), to(opx, "The report of the Secretary-General was", "**The report of the Secretary-General was")}},
		{name: "an address without https", make: []change{to(opx, "n’a pas été trouvé.\"", "n’a pas été trouvé sur www.un.org.\""), to(opx, "was not found.\"", "was not found on www.un.org.\"")}},
		{name: "TODO in a text", make: []change{to(opx, "n’a pas été trouvé.\"", "n’a pas été trouvé. TODO.\""), to(opx, "was not found.\"", "was not found. TODO.\"")}},
		{name: "a note to oneself in a text", make: []change{to(opx, "n’a pas été trouvé.\"", "n’a pas été trouvé. [insérer le nombre]\""), to(opx, "was not found.\"", "was not found. [insert number]\"")}},
		{name: "the words of the resolution in both languages", make: []change{within(opx, "text.fr", "un rapport écrit sur", "un rapport oral sur"), within(opx, "text.en", "a written report on", "an oral report on")}},
		{name: "the words of the resolution in French", make: []change{within(opx, "text.fr", "un rapport écrit sur", "un rapport oral sur")}},
		{name: "a place in another State", make: []change{within(a9, "santo-domingo", `place.state = "dom"`, `place.state = "dma"`)}},
		{name: "a conference of ten months", make: []change{to(a9, "end = 2009-02-20", "end = 2009-12-20")}},
		{name: "a word twice", make: []change{to(opx, "The report of the Secretary-General was not found.", "The report of the the Secretary-General was not found."), to(opx, "Le rapport du Secrétaire général n’a pas été trouvé.\"", "Le rapport du du Secrétaire général n’a pas été trouvé.\"")}},
		{name: "a space before a full stop", make: []change{to(opx, "The report of the Secretary-General was not found.", "The report of the Secretary-General was not found ."), to(opx, "Le rapport du Secrétaire général n’a pas été trouvé.\"", "Le rapport du Secrétaire général n’a pas été retrouvé.\"")}},
		{name: "a qualifier forgotten", make: []change{to(ind, `value = 137, qualifier = "about", as_printed = "some 137"`, `value = 137, as_printed = "some 137"`)}},
		{name: "a space of no break before =", make: []change{to(a9, kindLine, "kind\u00a0= \"meeting\"")}},
		{name: "a wide equals sign", make: []change{to(a9, kindLine, "kind ＝ \"meeting\"")}},
		{name: "a space in a key", make: []change{within(a9, "new-york", "place.city.fr = ", "place city.fr = ")}},
		{name: "capitals of an entity", make: []change{to(a9, `with = ["cted", "unodc", "tpb"]`, `with = ["cted", "UNODC", "tpb"]`)}},
		{name: "title_fr", make: []change{within(a9, "new-york", "title.fr =", "title_fr =")}},
		{name: "title-fr", make: []change{within(a9, "new-york", "title.fr =", "title-fr =")}},
		{name: "a list that is not closed", make: []change{to(a9, `with = ["cted", "unodc", "tpb"]`, `with = ["cted", "unodc", "tpb"`)}},
		{name: "a place as a text", make: []change{within(a9, "santo-domingo", "place.city.fr = \"Saint-Domingue\"\nplace.city.en = \"Santo Domingo\"\nplace.state = \"dom\"\n", "place = \"Santo Domingo\"\n")}},
		{name: "points in a number", make: []change{to(fin, "value = 15000000", "value = 36.819.000")}},
		{name: "per cent in a number", make: []change{to(ind, "value = 1600", "value = 25%")}},
		{name: "a comma at the end of a value", make: []change{to(a9, kindLine, kindLine+",")}},
		{name: "participants as a number", make: []change{within(a9, "new-york", "organizers = [\"ctc\"]", "participants = 350\norganizers = [\"ctc\"]")}},
		{name: "a month without quotes", make: []change{to(a9, "start = 2009-04-30", "start = 2009-04")}},
		{name: "a date with slashes", make: []change{to(a9, "start = 2009-04-30", "start = 30/04/2009")}},
		{name: "a copy in the folder of paragraphs", make: []change{duplicate(op4, "paragraphs/op04 copy.toml")}},
		{name: "entities deleted", make: []change{remove("entities.toml")}},
		{name: "an edition as at a day too early", make: []change{within("report.toml", "[edition]", "as_at = 2009-12-31", "as_at = 2008-12-31")}},
		// Of the same kinds, chosen when all of the others were found.
		{name: "single quotes of Word in a list", make: []change{to(a9, `with = ["cted", "unodc", "tpb"]`, `with = [‘cted’, ‘unodc’, ‘tpb’]`)}},
		{name: "the first of May in French", make: []change{to(a9, "start = 2009-04-30", "start = 1er mai 2009")}},
		{name: "a date as Americans write it", make: []change{to(a9, "start = 2009-04-30", "start = April 30, 2009")}},
		{name: "a date with points", make: []change{to(a9, "start = 2009-04-30", "start = 30.04.2009")}},
		{name: "a month in words in quotes", make: []change{to(a9, "start = 2009-04-30", `start = "avril 2009"`)}},
		{name: "a kind in French", make: []change{to(a9, kindLine, `kind = "réunion"`)}},
		{name: "a status with a capital and a space", make: []change{within(op4, "op04-c", `status = "under-implementation"`, `status = "Under implementation"`)}},
		{name: "a State by two letters", make: []change{within(a9, "new-york", `place.state = "usa"`, `place.state = "us"`)}},
		{name: "the name of a State in French", make: []change{act(`{ state = "Belgique", kind = "ratification", date = 2009-10-02 },`)}},
		{name: "an apostrophe in a number", make: []change{to(ind, "value = 1600", "value = 1'600")}},
		{name: "millions in words", make: []change{to(fin, `value = 15000000, currency`, `value = 15 millions, currency`)}},
		{name: "the sign of a currency", make: []change{to(fin, `value = 15000000, currency = "USD"`, `value = 15000000, currency = "US$"`)}},
		{name: "a key twice", make: []change{to(a9, kindLine, kindLine+"\n"+`kind = "visit"`)}},
		{name: "a heading in French", make: []change{within(a9, "states_count", "[[activity]]", "[[activité]]")}},
		{name: "an id with capitals and spaces", make: []change{add(a9, strings.Replace(newActivity, "vienna-focal-points-workshop-2009", "Vienna Workshop 2009", 1)), add("sources.toml", newSource)}},
		{name: "a reference in French in both languages", make: both(op4, "op04-b", "[figure:officials-trained]", "[chiffre:officials-trained]")},
		{name: "a source with the spaces of French in both languages", make: both(op4, "op04-b", "[source:tpb-slides-2009-04-30]", "[source\u00a0: tpb-slides-2009-04-30]")},
		{name: "a footnote of Word", make: []change{to(opx, "n’a pas été trouvé.\"", "n’a pas été trouvé[^1].\""), to(opx, "was not found.\"", "was not found[^1].\"")}},
		{name: "to be checked, in both languages", make: []change{to(opx, "n’a pas été trouvé.\"", "n’a pas été trouvé (à vérifier).\""), to(opx, "was not found.\"", "was not found (to be checked).\"")}},
		{name: "a verification in French", make: []change{within(a9, "new-york", `verification = "primary"`, `verification = "primaire"`)}},
		{name: "a reason in French", make: []change{within(a9, "new-york", `reason = "not-stated"`, `reason = "inconnu"`)}},
		{name: "gaps as a list of names", make: []change{within(a9, "new-york", "gaps = [\n  { field = \"participants\", reason = \"not-stated\" },\n  { field = \"states_count\", reason = \"not-stated\" },\n]", `gaps = ["participants", "states_count"]`)}},
		{name: "a comma missing in braces", make: []change{within(a9, "new-york", `{ source = "tpb-slides-2009-04-30", verification`, `{ source = "tpb-slides-2009-04-30" verification`)}},
		{name: "a semicolon at the end of a value", make: []change{to(a9, kindLine, kindLine+";")}},
		{name: "a list of one in braces", make: []change{within(a9, "new-york", `cites = [{ source = "tpb-slides-2009-04-30", verification = "primary" }]`, `cites = { source = "tpb-slides-2009-04-30", verification = "primary" }`)}},
		{name: "a list without brackets", make: []change{to(a9, `with = ["cted", "unodc", "tpb"]`, `with = "cted", "unodc", "tpb"`)}},
		{name: "entities of HTML", make: []change{to(opx, "n’a pas été trouvé.\"", "n’a pas &eacute;t&eacute; trouvé.\""), to(opx, "was not found.\"", "was&nbsp;not found.\"")}},
		{name: "31 June", make: []change{to(a9, "start = 2009-04-30", "start = 2009-06-31")}},
		{name: "an end before the beginning", make: []change{within(a9, "new-york", "end = 2009-04-30", "end = 2008-04-30")}},
		{name: "a remark as in other languages", make: []change{to(a9, kindLine, "// à vérifier auprès du Service\n"+kindLine)}},
		{name: "a language that is not one", make: []change{within(a9, "new-york", "title.fr =", "title.français =")}},
		{name: "a language in capitals", make: []change{within(a9, "new-york", "title.fr =", "title.FR =")}},
		{name: "yes in French, in quotes", make: []change{to(a9, "inferred = true", `inferred = "oui"`)}},
		{name: "a text over two lines", make: []change{to(a9, `outcome.fr = "Déclaration politique."`, "outcome.fr = \"Déclaration\npolitique.\"")}},
		{name: "an address in words", make: []change{to(opx, "n’a pas été trouvé.\"", "n’a pas été trouvé sur [le site](unodc.org).\""), to(opx, "was not found.\"", "was not found on [the site](unodc.org).\"")}},
		{name: "dashes before the items of a list", make: []change{to(a9, `with = ["cted", "unodc", "tpb"]`, "with =\n  - cted\n  - unodc")}},
	}
}

const newActivity = `
[[activity]]
id = "vienna-focal-points-workshop-2009"
kind = "workshop"
title.fr = "Atelier international des points de contact nationaux pour la lutte contre le terrorisme"
title.en = "International workshop of national counter-terrorism focal points"
original = "en"
start = 2009-10-12
end = 2009-10-13
place.city.fr = "Vienne"
place.city.en = "Vienna"
place.state = "aut"
organizers = ["ctitf", "state:aut"]
states_count = { value = 100, qualifier = "more-than" }
outcome.fr = "Première réunion des points de contact nationaux."
outcome.en = "First meeting of the national focal points."
cites = [{ source = "uniscp583", verification = "primary" }]
gaps = [{ field = "participants", reason = "not-stated" }]
`

const newSource = `
[[source]]
id = "uniscp583"
symbol = "UNIS/CP/583"
title.fr = "Communiqué de presse UNIS/CP/583"
title.en = "Press release UNIS/CP/583"
original = "en"
publisher.fr = "Service d’information des Nations Unies, Vienne"
publisher.en = "United Nations Information Service, Vienna"
date = 2009-10-13
kind = "press"
access = "seen"
link = "https://unis.unvienna.org/unis/en/pressrels/2009/uniscp583.html"
`

// act puts an act at the end of the list of acts.
func act(line string) change {
	const last = `  { state = "cub", kind = "accession", date = 2009-06-17 },`
	return to(nuc, last, last+"\n  "+line)
}

// both makes an edit twice below a mark: in French, and in English after it.
func both(file, mark, old, new string) []change {
	return []change{whole(file, func(s string) string {
		i := strings.Index(s, mark)
		rest := strings.Replace(s[i:], old, new, 2)
		return s[:i] + rest
	})}
}

// bullets gives an answer a list as word processors write it.
func bullets(mark string) []change {
	return []change{
		to(opx, `progress.fr = "Le rapport du Secrétaire général n’a pas été trouvé."`, "progress.fr = \"\"\"\nLe rapport comprend :\n\n"+mark+" des chiffres ;\n"+mark+" des textes.\"\"\""),
		to(opx, `progress.en = "The report of the Secretary-General was not found."`, "progress.en = \"\"\"\nThe report contains:\n\n"+mark+" figures;\n"+mark+" texts.\"\"\""),
	}
}

// heads puts something before the reason in both languages.
func heads(text string) []change {
	return []change{within(opx, "reason.fr", "\"\"\"\n", "\"\"\"\n"+text), within(opx, "reason.en", "\"\"\"\n", "\"\"\"\n"+text)}
}
