// Package report holds the types of a report and reads them from TOML.
//
// A report is a folder data/ of TOML files. Load reads it from any fs.FS (a
// working tree, a commit, a test) into a *Report and collects every problem
// it meets on the way, each with its place. After Load a Report does not
// change, and what Load guarantees need not be checked again: ids are well
// formed and unique, values are in their ranges, and references lead to a
// record of the right kind.
//
// Struct tags say what Load asks of a field beyond its type. "is" lists its
// properties: id (a well-formed id, required), slug (a well-formed id or
// nothing), required, prose and verbatim (see package prose), link (an http
// or https URL), host (the name of a host), currency, positive (not below zero), field (the name of a
// field of the record). Two more are for package check: needed (readers look for
// it, so a gap says why it is absent) and cited (a title as it is printed on
// what is cited). "to" lists the kinds of record that it may name, "*" all,
// and "bare" the kind that a typed id without a kind names, where that is not an entity.
// A Breakdown is written as a table of its dimensions.
// "computed" names a value that Load adds, which no file has.
// "since" is the number of the schema that brought the key: a report of an
// older schema must not have it. A value that a fixed list did not always have
// is in laterValues.
//
// What Load accepts for a schema number never shrinks, because issued
// editions are read for ever. Stricter rules belong to package check.
package report

import "cmp"

// Schema is the newest schema number. Load reads every number from 1 up to it.
// Schema 2 added what a report carries over from an earlier one: continues on
// the report, carried on its requests and sections. Schema 3 added what other
// resolutions and reports need; docs/architecture.md lists it. What is written in
// an older schema means the same in a newer one.
const Schema = 3

// Report is one state of the report. Slices keep the order of the files,
// and files are read in the order of their names.
type Report struct {
	Schema        int              // number of the schema the files were written in
	Meta          Meta             // what the report is
	Edition       Edition          // which state of it this is
	Withdrawn     []Withdrawn      // editions that must not be shown any more
	Resolution    Resolution       // the mandate
	Paragraphs    []*Paragraph     // operative paragraphs, in the order of the resolution
	Sections      []*Section       // the report's own text
	Dimensions    []*Dimension     // ways in which figures are broken down
	Tables        []*Table         // in it, in the order of their files
	Footnotes     []*Footnote      // notes to texts of the report
	Images        []*Image         // pictures in the report's own text
	Indicators    []*Indicator     // figures
	Activities    []*Activity      // by start date, then id
	Publications  []*Publication   // publications and tools
	Replies       []*Reply         // what States and organizations answered
	Instruments   []*Instrument    // the universal instruments
	Participation []*Participation // at most one an instrument, in the order of Instruments
	Money         []*Money         // appropriations, contributions, expenditures
	Entities      []*Entity        // organizations and their parts
	States        []*State         // States and other participants in treaties
	Sources       []*Source        // documents cited
	Terms         []*Term          // words that the report adds to lists
	Retired       []*Retired       // ids that no longer exist
	Waivers       []Waiver         // problems that are allowed, in the order of their file
	Recorded      []Recorded       // editions that were issued before, in the order of their file
	Files         []File           // every TOML file read, by name
	ImageFiles    []*ImageFile     // the files of data/images/ that may be shown, by name

	index *index // records by typed id, and where each is
}

// File is a TOML file as it was read.
type File struct {
	Name string // slash-separated, from the root of the repository: "data/finance.toml"
	Data []byte
}

// Lang is a language of the United Nations: ar, zh, en, fr, ru or es.
type Lang string

// Langs are the six official languages in the order of the language bar.
var Langs = []Lang{"ar", "zh", "en", "fr", "ru", "es"}

// Name returns the English name of the language: "French". It returns l itself
// if that is not a language of the United Nations.
func (l Lang) Name() string {
	switch l {
	case "ar":
		return "Arabic"
	case "zh":
		return "Chinese"
	case "en":
		return "English"
	case "fr":
		return "French"
	case "ru":
		return "Russian"
	case "es":
		return "Spanish"
	}
	return string(l)
}

// Text is the same text in several languages. An empty string means that
// there is none in that language.
type Text struct {
	Ar string `toml:"ar"`
	Zh string `toml:"zh"`
	En string `toml:"en"`
	Fr string `toml:"fr"`
	Ru string `toml:"ru"`
	Es string `toml:"es"`
}

// Meta says what the report is, in whatever edition.
type Meta struct {
	Reference         string         `toml:"reference" is:"required"`           // our own reference: "70/1"
	Title             Text           `toml:"title" is:"required"`               // of the report
	Mandate           Mandate        `toml:"mandate"`                           // what asks for it
	Mandates          []OtherMandate `toml:"mandates" since:"3"`                // what else asks for it
	Session           Session        `toml:"session"`                           // the session it is for
	AgendaItem        string         `toml:"agenda_item" is:"needed"`           // empty where not reported
	Period            Period         `toml:"period"`                            // reporting period; To empty means "up to as_at"
	Languages         []Lang         `toml:"languages" is:"required"`           // published, the default first
	Original          Lang           `toml:"original" is:"required"`            // in which authored text is written first
	CorrespondsTo     string         `toml:"corresponds_to"`                    // symbol of the official document that it corresponds to
	Note              Text           `toml:"note" is:"prose"`                   // prose: the notice that this is not that document
	Official          bool           `toml:"official" since:"3"`                // this is the official report; otherwise it is a reconstruction from public sources
	OfficialBy        string         `toml:"official_by" to:"entity" since:"3"` // id of the entity that issues it; needed where it is official
	OfficialLanguages []Lang         `toml:"official_languages" since:"3"`      // languages in which the texts of the resolution are official; empty: the original of the resolution
	LinkHosts         []string       `toml:"link_hosts" is:"host" since:"3"`    // hosts that links may lead to, beside those of the United Nations, of publishers and of web archives: "officielebekendmakingen.nl"
	Continues         Continues      `toml:"continues" since:"2"`               // the report before this one, from which it carries answers over
	Cites             []Cite         `toml:"cites"`
	Gaps              []Gap          `toml:"gaps"`
}

// Continues is the edition of an earlier report, in another repository, that
// this report was begun from. What it carries over says so with carried = true,
// until somebody has updated it.
type Continues struct {
	Reference string `toml:"reference" is:"required"`    // of that report: "70/1"
	Title     Text   `toml:"title"`                      // of that report
	Edition   string `toml:"edition" is:"required slug"` // its id: "2009-06-30"
	AsAt      Date   `toml:"as_at" is:"required"`        // day that the edition speaks of
	Commit    string `toml:"commit" is:"required"`       // full hash of the commit that issued it
	Link      string `toml:"link" is:"link"`             // where that edition is published
}

// Mandate is the paragraph that asks for the report.
type Mandate struct {
	Resolution string `toml:"resolution"`               // symbol: "A/RES/70/1"
	Paragraph  string `toml:"paragraph" to:"paragraph"` // id: "op10"
}

// OtherMandate is a resolution or decision that asks for the report beside the one that
// it answers. It is cited only; one whose paragraphs the report answers too is a part
// of the resolution.
type OtherMandate struct {
	Symbol    string `toml:"symbol" is:"required"` // "A/RES/58/316", "A/DEC/78/541", "S/RES/1325 (2000)"
	Paragraph string `toml:"paragraph"`            // as printed: "4 (b)"; empty where it has no numbers
	Title     Text   `toml:"title"`
	Organ     Text   `toml:"organ"`              // that adopted it
	Text      Text   `toml:"text" is:"verbatim"` // verbatim: the words that ask
	Link      string `toml:"link" is:"link"`
	Cites     []Cite `toml:"cites"`
}

// Session is a session of an organ.
type Session struct {
	Number int  `toml:"number"`
	Name   Text `toml:"name"`
}

// Period is a span of days, both ends included. A zero From means "since the
// beginning", a zero To "open".
type Period struct {
	From Date `toml:"from"`
	To   Date `toml:"to"`
}

// Edition says which state of the report this is.
type Edition struct {
	ID         string        `toml:"id" is:"id"`                   // "2008-07-31"
	AsAt       Date          `toml:"as_at" is:"required"`          // nothing later is known to it
	Status     EditionStatus `toml:"status" is:"required"`         // draft or issued
	Title      Text          `toml:"title"`                        // "For the eightieth session"
	Note       Text          `toml:"note" is:"prose"`              // prose: what a reader should know of this edition
	Supersedes string        `toml:"supersedes" is:"slug"`         // id of the edition whose place this one takes; most have none
	Kind       EditionKind   `toml:"kind" since:"3"`               // empty: a report
	Corrects   string        `toml:"corrects" is:"slug" since:"3"` // id of the edition that this corrigendum corrects and whose place it takes
	AddsTo     string        `toml:"adds_to" is:"slug" since:"3"`  // id of the edition that this addendum adds to, which stays what it is
}

// EditionKind is what an edition is to the others.
type EditionKind string

const (
	OrdinaryEdition EditionKind = "report"
	Corrigendum     EditionKind = "corrigendum" // corrects mistakes of another edition: corrects
	Revision        EditionKind = "revision"    // has another text in place of that of another edition: supersedes
	Addendum        EditionKind = "addendum"    // adds to another edition, which stays current: adds_to
)

// Replaces is the id of the edition whose place this one takes, whichever key says so;
// empty where it takes none.
func (e Edition) Replaces() string { return cmp.Or(e.Supersedes, e.Corrects) }

// RelatesTo is the id of the edition that this one corrects, revises or adds to; empty
// where it stands by itself.
func (e Edition) RelatesTo() string { return cmp.Or(e.Supersedes, e.Corrects, e.AddsTo) }

// EditionStatus is "draft" or "issued".
type EditionStatus string

const (
	Draft  EditionStatus = "draft"
	Issued EditionStatus = "issued"
)

// Withdrawn is an edition that is skipped; its id is never used again.
type Withdrawn struct {
	ID         string `toml:"id" is:"id"`
	Commit     string `toml:"commit" is:"required"` // full hash of the commit that issued it
	Reason     Text   `toml:"reason"`
	ReplacedBy string `toml:"replaced_by" is:"slug"`    // id of an edition; may be empty
	On         Date   `toml:"on" since:"3"`             // day on which it was withdrawn; zero: that of the commit that says so
	By         string `toml:"by" to:"entity" since:"3"` // id of the entity that withdrew it; empty: who issues the report
}

// Resolution is the mandate as it was adopted, less its operative paragraphs,
// which are in files of their own.
type Resolution struct {
	Draft         string            `toml:"draft"`                     // symbol of the draft: "A/C.2/70/L.5"
	Adopted       string            `toml:"adopted"`                   // symbol once adopted: "A/RES/70/1"
	Title         Text              `toml:"title" is:"required cited"` // in the language that is held, and our translation
	Organ         Text              `toml:"organ"`                     // opening words: "L’Assemblée générale,"
	Original      Lang              `toml:"original" is:"required"`    // language of the text that is held
	AdoptedOn     Date              `toml:"adopted_on" is:"needed"`    // the day
	DraftedOn     Date              `toml:"drafted_on"`                // the day the draft was distributed
	Session       Session           `toml:"session"`
	AgendaItem    Text              `toml:"agenda_item"`
	Committee     Text              `toml:"committee" since:"3"`      // of the organ, by name: to which the item was allocated
	RecommendedBy Text              `toml:"recommended_by" since:"3"` // who recommended the text to the organ: "Economic and Social Council resolution 2007/18 of 26 July 2007"
	Document      HeldDocument      `toml:"document" since:"3"`       // as its head has it; its symbol is draft, its day drafted_on
	Note          Text              `toml:"note" is:"prose"`          // prose: how the text was taken over
	Parts         []*ResolutionPart `toml:"part" since:"3"`           // in the order of the text
	Preamble      []Preambular      `toml:"preambular"`
	Notes         []Note            `toml:"footnote"`
	Cites         []Cite            `toml:"cites"`
	Gaps          []Gap             `toml:"gaps"`
}

// HeldDocument is the document in which the text of the resolution was distributed, as its
// head has it. Its symbol and its day are Draft and DraftedOn of the resolution.
type HeldDocument struct {
	Kind         Text         `toml:"kind"`         // "Note by the Secretariat"
	Distribution Distribution `toml:"distribution"` // as in "Distr.: Limited"
	Original     Lang         `toml:"original"`     // language in which it was drawn up; that of the text that is held may be another
	JobNumber    string       `toml:"job_number"`   // at its foot: "07-52622"
}

// Preambular is a paragraph of the preamble.
type Preambular struct {
	ID   string `toml:"id" is:"id"`                  // "pp01"
	Text Text   `toml:"text" is:"required verbatim"` // verbatim, and our translation
	Part string `toml:"part" to:"part" since:"3"`    // id of the part at whose head it is; empty for the preamble of the whole
}

// ResolutionPart is a part of the resolution under a letter or number of its own,
// a heading between paragraphs, an annex, or a further resolution that the report
// answers. Paragraphs are numbered from 1 again in each, except under a heading.
type ResolutionPart struct {
	ID        string   `toml:"id" is:"id"`
	Kind      PartKind `toml:"kind" is:"required"`
	Number    string   `toml:"number"`                // as printed: "A", "II"; empty where it has none
	Heading   Text     `toml:"heading" is:"verbatim"` // verbatim, and our translation
	Within    string   `toml:"within" to:"part"`      // id of the part that it is in; empty for the resolution itself
	Symbol    string   `toml:"symbol"`                // of a further resolution or decision: "A/RES/58/316"
	AdoptedOn Date     `toml:"adopted_on"`            // of a further resolution
	Note      Text     `toml:"note" is:"prose"`       // prose
	Cites     []Cite   `toml:"cites"`
}

// Note is a footnote of the resolution; text refers to it as [note:1].
type Note struct {
	ID   string `toml:"id" is:"id"` // its number: "1"
	Text Text   `toml:"text" is:"required verbatim"`
}

// Paragraph is an operative paragraph and what was done about it.
type Paragraph struct {
	ID            string          `toml:"id" is:"id"`                      // "op04"
	Number        string          `toml:"number" is:"required"`            // as printed: "4", "4 bis"
	Part          string          `toml:"part" to:"part" since:"3"`        // id of the part that it is in; empty where the resolution has none
	Title         Text            `toml:"title"`                           // our own short heading
	Text          Text            `toml:"text" is:"required verbatim"`     // verbatim, and our translation
	Verb          Verb            `toml:"verb" since:"3"`                  // of a paragraph without a request: it asks nothing of anybody
	Qualifiers    []VerbQualifier `toml:"qualifiers" since:"3"`            // of Verb
	VerbPrinted   Text            `toml:"verb_printed" since:"3"`          // as in a request
	Subparagraphs []*Subparagraph `toml:"subparagraph" since:"3"`          // in the order of the text
	Closing       Text            `toml:"closing" is:"verbatim" since:"3"` // verbatim: its words after the last sub-paragraph
	Requests      []*Request      `toml:"request"`
	Cites         []Cite          `toml:"cites"`
	Gaps          []Gap           `toml:"gaps"`
}

// Subparagraph is a part of an operative paragraph under a letter or number of its
// own. What the paragraph says before the first one is its text.
type Subparagraph struct {
	ID        string     `toml:"id" is:"id"`                  // "op02-a"
	Number    string     `toml:"number" is:"required"`        // as printed, without brackets: "a", "i"
	Within    string     `toml:"within" to:"subparagraph"`    // id of the sub-paragraph that it is in; empty for the paragraph itself
	Title     Text       `toml:"title"`                       // our own short heading
	Text      Text       `toml:"text" is:"required verbatim"` // verbatim, and our translation
	Closing   Text       `toml:"closing" is:"verbatim"`       // verbatim: its words after the last sub-paragraph in it
	Cites     []Cite     `toml:"cites"`
	Gaps      []Gap      `toml:"gaps"`
	Paragraph *Paragraph `toml:"-"` // set by Load
}

// Request is one distinct thing that a paragraph asks or says.
type Request struct {
	ID           string          `toml:"id" is:"id"`                               // "op04-a"
	Subparagraph string          `toml:"subparagraph" to:"subparagraph" since:"3"` // id of the one that asks it; empty for the paragraph itself
	Verb         Verb            `toml:"verb" is:"required"`
	Qualifiers   []VerbQualifier `toml:"qualifiers" since:"3"`         // of the verb: "strongly"
	VerbPrinted  Text            `toml:"verb_printed" since:"3"`       // the verb with its qualifiers as the text has it, where it has another form than those known
	Addressees   []Ref           `toml:"addressees" to:"entity state"` // entities and States
	With         []Ref           `toml:"with" to:"entity state"`       // in consultation or coordination with
	Condition    Condition       `toml:"condition"`                    // empty where there is none
	Summary      Text            `toml:"summary" is:"required"`        // what is asked, in one line
	Status       Status          `toml:"status"`
	Due          Due             `toml:"due"`                                                           // when it is to be done; zero where no time is set
	Next         Text            `toml:"next" is:"prose"`                                               // prose: the next step known
	Evidence     []Ref           `toml:"evidence" to:"activity indicator instrument publication money"` // activity, indicator, instrument, publication, money
	Progress     Text            `toml:"progress" is:"prose"`                                           // prose: the answer
	Reason       Text            `toml:"reason" is:"prose"`                                             // prose: why the status is what it is, where the answer does not say
	ReportedBy   string          `toml:"reported_by" to:"entity"`                                       // id of the entity that reported; empty where we compiled it
	Carried      bool            `toml:"carried" since:"2"`                                             // the answer stands as in the report that this one continues, and was not updated yet
	Cites        []Cite          `toml:"cites"`
	Gaps         []Gap           `toml:"gaps"`
	Paragraph    *Paragraph      `toml:"-"` // set by Load
}

// Due is the time set for a request: a day, a session, or both.
type Due struct {
	Date    Date `toml:"date"`
	Session Text `toml:"session"`
}

// Section is a part of the report's own text.
type Section struct {
	ID          string       `toml:"id" is:"id"`
	Place       Place        `toml:"place" is:"required"`
	Within      string       `toml:"within" to:"section" since:"3"`                           // id of the section that it is in, to any depth; empty for one of its own
	Kind        SectionKind  `toml:"kind" since:"3"`                                          // text where it is left out
	Heading     Text         `toml:"heading"`                                                 // without its number, which the report counts
	Text        Text         `toml:"text" is:"required prose"`                                // prose
	Addressees  []Ref        `toml:"addressees" to:"entity state" since:"3"`                  // of a recommendation: entities and States
	AddressedTo Text         `toml:"addressed_to" since:"3"`                                  // of a recommendation: others in words, where no record stands for them
	Requests    []string     `toml:"requests" to:"request" since:"3"`                         // of a recommendation: ids of the requests that it follows from
	Answers     []Ref        `toml:"answers" to:"request paragraph" bare:"request" since:"3"` // what it answers, in the order of print after its text: ids of requests, and paragraphs that ask nothing ("paragraph:op05")
	Register    RegisterKind `toml:"register" since:"3"`                                      // records of which a table is made, after the text; [table:ID] with the id of the section refers to it
	Caption     Text         `toml:"caption" since:"3"`                                       // of that table, without "Table 1", which the report counts; one of its own where it is left out
	Carried     bool         `toml:"carried" since:"2"`                                       // the text stands as in the report that this one continues, and was not updated yet
	Cites       []Cite       `toml:"cites"`
	Gaps        []Gap        `toml:"gaps"`
}

// Table is a table in the report's own text, in a file of its own. Prose refers to it
// as [table:ID].
type Table struct {
	ID      string    `toml:"id" is:"id"`
	Section string    `toml:"section" is:"required" to:"section"` // id of the section that it is in: after the paragraph that first refers to it, else at the end
	Caption Text      `toml:"caption" is:"required"`              // without "Table 1", which the report counts
	Note    Text      `toml:"note" is:"prose"`                    // prose: below the table
	Columns []*Column `toml:"column"`                             // in the order of print; the first one names the rows
	Rows    []*Row    `toml:"row"`                                // in the order of print
	Cites   []Cite    `toml:"cites"`
	Gaps    []Gap     `toml:"gaps"`
}

// Column is a column of a table.
type Column struct {
	ID      string     `toml:"id" is:"id"`            // unique in its table
	Heading Text       `toml:"heading" is:"required"` // with the unit, where there is one
	Kind    ColumnKind `toml:"kind"`                  // of its cells; text where it is left out
	Align   Align      `toml:"align"`                 // of its cells; numbers at the end and others at the start where it is left out
	Table   *Table     `toml:"-"`                     // set by Load
}

// Row is a row of a table.
type Row struct {
	ID    string `toml:"id" is:"id"` // unique in its table
	Cells Cells  `toml:"cells"`      // one for each column
	Name  Text   `toml:"-"`          // what readers call it: its first cell, as plain text; set by Load
	Table *Table `toml:"-"`          // set by Load
}

// Footnote is a note to texts of the report, which refer to it as [^id]. Pages number
// it with the sources, in the order in which the text mentions them.
type Footnote struct {
	ID    string `toml:"id" is:"id"`
	Text  Text   `toml:"text" is:"required prose"` // prose
	Cites []Cite `toml:"cites"`
}

// Image is a picture in the report's own text, which refers to it as [image:id].
type Image struct {
	ID          string `toml:"id" is:"id"`
	File        string `toml:"file" is:"required"`                 // name of a file in data/images/: "map.svg"
	Section     string `toml:"section" is:"required" to:"section"` // id of the section in which it stands
	Alternative Text   `toml:"alternative" is:"required"`          // what it shows, for those who do not see it
	Caption     Text   `toml:"caption" is:"required"`
	Licence     Text   `toml:"licence" is:"required"` // on what terms it may be used, and whose it is
	Cites       []Cite `toml:"cites"`
	Gaps        []Gap  `toml:"gaps"`
	Content     string `toml:"-" computed:"content"` // hash of the file, "sha256:…"; set by Load, empty where the file cannot be shown
}

// Dimension is a way in which figures are broken down: by sex, by age, by region.
type Dimension struct {
	ID          string      `toml:"id" is:"id"`
	Name        Text        `toml:"name" is:"required"` // "Sex", "Age"
	Overlapping bool        `toml:"overlapping"`        // what is counted may be in several of its categories, so that they add up to no whole
	Categories  []*Category `toml:"category"`           // in the order in which they are shown
}

// Category is one of the groups of a dimension: women, persons under 25.
type Category struct {
	ID        string     `toml:"id" is:"id"` // unique in its dimension
	Name      Text       `toml:"name" is:"required"`
	Dimension *Dimension `toml:"-"` // set by Load
}

// Indicator is a figure followed over time. Its observations are of one kind:
// all cumulative since the same day, or all of whole years.
type Indicator struct {
	ID           string         `toml:"id" is:"id"`
	Name         Text           `toml:"name" is:"required"`
	Unit         Text           `toml:"unit"`                  // plural, in lower case: "Member States"
	Definition   Text           `toml:"definition" is:"prose"` // prose
	Baseline     Baseline       `toml:"baseline" since:"3"`    // from which progress towards the targets is counted
	Targets      []*Target      `toml:"target" since:"3"`      // by the day by which they are to be reached
	Observations []*Observation `toml:"observation"`           // by the end of their period, earliest first
	Cites        []Cite         `toml:"cites"`
	Gaps         []Gap          `toml:"gaps"`
}

// Baseline is the value of an indicator from which progress is counted.
type Baseline struct {
	Date     Date     `toml:"date"` // the day, month or year that the value stands for
	Quantity Quantity `toml:"quantity"`
	Note     Text     `toml:"note" is:"prose"` // prose
	Cites    []Cite   `toml:"cites"`
}

// Target is a value that an indicator is to reach by a day, as a document sets it.
type Target struct {
	ID        string     `toml:"id" is:"id"`       // unique in its indicator
	Date      Date       `toml:"date" is:"needed"` // by which it is to be reached
	By        Breakdown  `toml:"by" to:"category"` // the categories that it is set for: { sex = "female" }; left out for the whole
	Quantity  Quantity   `toml:"quantity" is:"needed"`
	Note      Text       `toml:"note" is:"prose"` // prose
	Cites     []Cite     `toml:"cites"`           // the document that sets it
	Gaps      []Gap      `toml:"gaps"`
	Indicator *Indicator `toml:"-"` // set by Load
}

// Observation is a value of an indicator. Prose refers to it as
// [figure:indicator/observation].
type Observation struct {
	ID        string     `toml:"id" is:"id"`                 // unique in its indicator
	Period    Period     `toml:"period" is:"needed"`         // To is the day the value stands for
	By        Breakdown  `toml:"by" to:"category" since:"3"` // the categories that are counted: { sex = "female", region = "africa" }; left out for the whole
	Quantity  Quantity   `toml:"quantity" is:"needed"`
	Note      Text       `toml:"note" is:"prose"` // prose
	Cites     []Cite     `toml:"cites"`
	Gaps      []Gap      `toml:"gaps"`
	Indicator *Indicator `toml:"-"` // set by Load
}

// Activity is a meeting, a course or a visit.
type Activity struct {
	ID           string       `toml:"id" is:"id"`
	Kind         ActivityKind `toml:"kind" is:"required"`
	Title        Text         `toml:"title" is:"required cited"` // as cited in Original; other languages are ours
	Original     Lang         `toml:"original"`                  // of the title
	Start        Date         `toml:"start" is:"needed"`
	End          Date         `toml:"end"`      // equal to Start for a single day
	Inferred     bool         `toml:"inferred"` // a day of Start or End is inferred; Note says which
	Place        Location     `toml:"place" is:"needed"`
	Online       bool         `toml:"online"`
	Organizers   []Ref        `toml:"organizers" to:"entity state"` // entities and States
	With         []Ref        `toml:"with" to:"entity state"`       // others who took part in holding it
	Participants Quantity     `toml:"participants"`                 // persons
	StatesCount  Quantity     `toml:"states_count"`                 // States represented, as the source counts them
	States       []string     `toml:"states" to:"state"`            // ids of States named as participants or visited
	Outcome      Text         `toml:"outcome" is:"prose"`           // prose
	Note         Text         `toml:"note" is:"prose"`              // prose
	Context      bool         `toml:"context"`                      // background, never evidence
	Planned      bool         `toml:"planned"`                      // announced, not known to have been held
	Cites        []Cite       `toml:"cites"`
	Gaps         []Gap        `toml:"gaps"`
}

// Location is a town in a State.
type Location struct {
	City  Text   `toml:"city"`
	State string `toml:"state" to:"state"` // id of a State
}

// Publication is a publication or a tool.
type Publication struct {
	ID       string            `toml:"id" is:"id"`
	Title    Text              `toml:"title" is:"required cited"` // as cited in Original; other languages are ours
	Original Lang              `toml:"original"`                  // of the title
	Status   PublicationStatus `toml:"status"`
	Date     Date              `toml:"date" is:"needed"` // published, or last known to be in Status
	Symbol   string            `toml:"symbol"`           // document symbol or sales number
	Issuers  []Ref             `toml:"issuers" to:"entity state"`
	Note     Text              `toml:"note" is:"prose"` // prose
	Context  bool              `toml:"context"`
	Cites    []Cite            `toml:"cites"`
	Gaps     []Gap             `toml:"gaps"`
}

// Reply is what a State or an organization answered to a request for information, such as
// a note verbale of the Secretary-General.
type Reply struct {
	ID       string   `toml:"id" is:"id"`
	From     Ref      `toml:"from" is:"required" to:"entity state"` // who replied: "state:fra", "unep"
	Date     Date     `toml:"date" is:"needed"`                     // of the reply
	Symbol   string   `toml:"symbol"`                               // of the document that has it; empty where it was not issued as one
	Requests []string `toml:"requests" to:"request"`                // ids of the requests that it speaks of
	Text     Text     `toml:"text" is:"prose"`                      // prose: what it says
	Cites    []Cite   `toml:"cites"`
	Gaps     []Gap    `toml:"gaps"`
}

// Instrument is a convention, a protocol or an amendment.
type Instrument struct {
	ID             string  `toml:"id" is:"id"`
	Number         int     `toml:"number"`             // place in the list of instruments
	Name           Text    `toml:"name" is:"required"` // full name
	Short          Text    `toml:"short"`              // our own short name
	Adopted        Date    `toml:"adopted" is:"needed"`
	Opened         Date    `toml:"opened" is:"shown"`            // for signature, where that was another day
	Place          Text    `toml:"place"`                        // of adoption
	EntryIntoForce Date    `toml:"entry_into_force" is:"needed"` // zero where not in force or not known
	Depositary     []Ref   `toml:"depositary" to:"entity state"` // entities and States
	Reference      string  `toml:"reference"`                    // of the depositary: "MTDSG XVIII-7"
	Amends         string  `toml:"amends" to:"instrument"`       // id of the instrument that it changes
	Counts         []Count `toml:"count"`                        // isolated counts of parties
	Note           Text    `toml:"note" is:"prose"`              // prose
	Cites          []Cite  `toml:"cites"`
	Gaps           []Gap   `toml:"gaps"`
}

// Count is a number of parties that was read somewhere, not counted here.
type Count struct {
	Date    Date     `toml:"date" is:"required"`
	Parties Quantity `toml:"parties"`
	Cites   []Cite   `toml:"cites"`
}

// Participation is what States did about one instrument.
type Participation struct {
	Instrument string `toml:"instrument" is:"required" to:"instrument"`
	Acts       []Act  `toml:"act"`             // by date, then State, then kind
	Cites      []Cite `toml:"cites"`           // stands for every act without its own
	Note       Text   `toml:"note" is:"prose"` // prose
}

// Act is a signature, a deposit, a withdrawal or a statement, such as a reservation.
// Instrument, State, Kind and Date together are its identity.
type Act struct {
	State string  `toml:"state" is:"required" to:"state"`
	Kind  ActKind `toml:"kind" is:"required"`
	Date  Date    `toml:"date" is:"required"`
	Note  Text    `toml:"note"`
	Cites []Cite  `toml:"cites"`
}

// Money is an amount: appropriated, contributed or spent.
type Money struct {
	ID       string    `toml:"id" is:"id"`
	Kind     MoneyKind `toml:"kind" is:"required"`
	Name     Text      `toml:"name" is:"required"`
	Period   Period    `toml:"period"`
	Date     Date      `toml:"date"`     // decided, pledged or published
	Inferred bool      `toml:"inferred"` // Date is inferred; Note says how
	Amount   Amount    `toml:"amount" is:"needed"`
	From     []Ref     `toml:"from" to:"entity state"` // donors, or the organ that appropriates
	To       []Ref     `toml:"to" to:"entity state"`   // recipients
	PartOf   string    `toml:"part_of" to:"money"`     // id of the money that this is a part of
	Note     Text      `toml:"note" is:"prose"`        // prose
	Context  bool      `toml:"context"`
	Cites    []Cite    `toml:"cites"`
	Gaps     []Gap     `toml:"gaps"`
}

// Entity is an organization or a part of one.
type Entity struct {
	ID      string     `toml:"id" is:"id"`
	Kind    EntityKind `toml:"kind" is:"required"`
	Name    Text       `toml:"name" is:"required"`
	Acronym Text       `toml:"acronym"`
	Parent  string     `toml:"parent" to:"entity"` // id of the entity that it belongs to
	Note    Text       `toml:"note" is:"prose"`    // prose
	Cites   []Cite     `toml:"cites"`
}

// State is a State, or another participant in treaties.
type State struct {
	ID     string `toml:"id" is:"id"`         // lower-case ISO 3166-1 alpha-3
	Name   Text   `toml:"name" is:"required"` // as used at the edition
	Member bool   `toml:"member"`             // Member State of the United Nations
	Region Region `toml:"region"`             // M49
	Note   Text   `toml:"note"`
	Cites  []Cite `toml:"cites"`
}

// Source is a document that is cited.
type Source struct {
	ID        string     `toml:"id" is:"id"`
	Symbol    string     `toml:"symbol"`                    // "A/C.2/70/L.5", "UNIS/CP/571"
	Title     Text       `toml:"title" is:"required cited"` // as printed in Original; other languages are ours
	Original  Lang       `toml:"original"`
	Publisher Text       `toml:"publisher"`
	Date      Date       `toml:"date" is:"needed"` // published
	Inferred  bool       `toml:"inferred"`         // Date is inferred; Note says how
	Kind      SourceKind `toml:"kind" is:"required"`
	Access    Access     `toml:"access" is:"required"`
	Link      string     `toml:"link" is:"link"`  // only to the issuing body, docs.un.org or an archive
	SeenAt    string     `toml:"seen_at"`         // another place where it was read; shown, not linked
	Note      Text       `toml:"note" is:"prose"` // prose
	Gaps      []Gap      `toml:"gaps"`
}

// Term is a word that the report adds to one of the lists of the program. Its id stands
// wherever a word of that list does.
type Term struct {
	ID   string   `toml:"id" is:"id"`
	List TermList `toml:"list" is:"required"`
	Name Text     `toml:"name" is:"required"` // as the pages print it: "Partially implemented"
	Like Status   `toml:"like"`               // of a status: the status of the program with which it is counted, and whose sign and colour it has
	Note Text     `toml:"note" is:"prose"`    // prose: what it means
}

// Retired is an id that no longer exists.
type Retired struct {
	ID         string   `toml:"id" is:"id"`
	Kind       Kind     `toml:"kind" is:"required"`
	Since      string   `toml:"since" is:"slug"`       // id of the first edition without it
	ReplacedBy []string `toml:"replaced_by" is:"slug"` // ids of the same kind
	Reason     Text     `toml:"reason"`
}

// Cite says which source a claim rests on.
type Cite struct {
	Source       string       `toml:"source" to:"source"` // id; may be empty where Verification is unverified
	Locator      string       `toml:"locator"`            // "para. 12", "p. 74"
	For          []string     `toml:"for" is:"field"`     // fields it stands for, as they are written in TOML; empty: all
	Verification Verification `toml:"verification" is:"required"`
	Note         Text         `toml:"note"`
}

// Gap says why a field has no value.
type Gap struct {
	Field  string    `toml:"field" is:"required field"`
	Reason GapReason `toml:"reason" is:"required"`
	Note   Text      `toml:"note" is:"prose"` // prose
}
