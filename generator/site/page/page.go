// Package page holds the structs that templates print: Page, one struct for
// each kind of page, and Chrome, which surrounds it.
//
// A template finds every value chosen, counted, sorted, formatted and linked.
// All links are relative to the page, so they work under any prefix and base
// address. The contents of a Page depend only on its edition and earlier ones;
// whatever depends on later editions is in Chrome.
package page

import (
	"hash/fnv"
	"html/template"
	"rapporteur/generator/address"
	"rapporteur/generator/report"
)

// Page is one page of one edition in one language.
type Page struct {
	Path     string // in the edition and language, with a slash at the end: "paragraphs/op04/"; empty for the front page
	Kind     string // name of its template: "paragraph"
	Title    string // plain text, without the name of the site; never empty
	Lang     string // language of the page
	Headline string // the title with what the page is; unlike that of any other page of the edition in its language
	Summary  string // plain text of one or two sentences; may be empty
	Ref      string // typed id of the record it is about; empty for lists
	Root     string // relative path to the front page of the edition and language: "../../"
	Edition  EditionBox
	Files    []File // next to the page, in the order in which it mentions them
	Body     any    // the struct of its kind, a pointer: *Home, *Paragraph, …
}

// Hash stands for the page where Hugo looks whether it has changed since the last build, which
// is never asked here. Without it Hugo would walk over all that the page shows.
func (p *Page) Hash() (uint64, error) {
	h := fnv.New64a()
	for _, s := range []string{p.Edition.ID, p.Lang, p.Path} {
		h.Write(append([]byte(s), 0))
	}
	return h.Sum64(), nil
}

// EditionBox is what every page says of its own edition.
type EditionBox struct {
	ID            string // "2008-07-31"; of a draft the id that it is heading for
	Draft         bool
	Title         Text
	AsAt          Date
	Issued        Date   // day on which the edition was committed; zero for the draft
	Reference     string // our own reference: "62/172"
	ReportTitle   Text
	CorrespondsTo string // symbol of the official document that it corresponds to; empty where none
	Official      *Official
	Relation      Relation
}

// Official says that a report is the official one and not a reconstruction.
type Official struct {
	By Text // who issues it; empty where the data do not say
}

// Relation is what an edition is to another one, such as the one that it corrects. The
// zero value means that there is no relation.
type Relation struct {
	Kind string // "corrigendum", "revision" or "addendum"
	To   string // id of the other
}

// Date is a date as the page's language writes it. The zero value is not a date.
type Date struct {
	ISO      string // "2008-07-31", "2008-07", "2008": for <time datetime>
	Text     string // "31 juillet 2008", "juillet 2008", "2008"
	Inferred bool   // a day was inferred
}

// Span is from one date to another. Text joins them as the language does:
// "17-18 May 2007". To may equal From.
type Span struct {
	From, To Date
	Text     string
	Inferred bool
}

// Text is plain text in one language.
type Text struct {
	Text    string
	Lang    string // its language
	Dir     string // "rtl" or "ltr"
	Foreign bool   // not in the language of the page, which has no such text
	Working bool   // our own translation of a text that has another original
}

// Prose is rendered authored or verbatim text.
type Prose struct {
	HTML    template.HTML // block elements; empty where there is no text
	Lang    string
	Dir     string
	Foreign bool
	Working bool
	Sources SourceLine // of the numbers in it that no footnote gives a source
}

// Image is a picture in the text of the report.
type Image struct {
	Anchor        string
	Label         string // "Figure 2"
	Src           string // address of its file from the page; empty where it cannot be shown
	Width, Height int    // in pixels
	Alternative   Text
	Caption       Text
	Licence       Text
	Cites         []Cite
	Gaps          []Gap
	Since         Since
}

// Link leads to another page of the same edition and language, or elsewhere.
type Link struct {
	Href string
	Text Text
	Ref  string // typed id of the record it leads to; empty where it is none
	Kind string // kind of that record: "activity"
	Note string // plain text shown next to it, such as a date; may be empty

	Unseen bool // it leads to a source that is known from memory, of which nothing was read
}

// Number is a quantity as the page's language writes it.
type Number struct {
	Text      string        // "8 150"; empty where not reported
	Qualifier string        // report.Qualifier; empty for exact
	RoundedTo string        // what it is rounded to the nearest of: "100 000"; empty where it is not rounded
	AsPrinted string        // the source's own words; empty where they add nothing
	Value     report.Number // the lesser end of a range
	Currency  string        // "USD"; empty for plain numbers
}

// Cite is a source of a record or some of its fields.
type Cite struct {
	Source       Link     // Text is the short form of the source; Href empty if no document was consulted
	Publisher    Text     // before the title in a footnote, of a source without a symbol; zero where the title names it
	Locator      string   // "para. 12" in the page's language; empty for the whole
	For          []string // fields it is for, as written in TOML; empty for all
	Verification string   // report.Verification, as report.Shown gives it; empty for a footnote
	Note         Text
	Later        bool   // published after the edition's date
	Copy         bool   // the source was read in a copy
	Same         bool   // the one source of the items before it in a list
	Register     Text   // which copy of a depositary's register was read: its publisher; zero for other sources
	Access       string // report.Access: how much of the source was read; empty where there is none
}

// SourceLine is what numbers, a table or a picture rest on. It is right below
// them, unfolded. The zero value means that there is no line.
type SourceLine struct {
	Key   string // "source-counted" where numbers are counted from the deposits that Cites record, "source-own" where they are of this report itself, "source-none" where none is given, else "source-read"
	Cites []Cite // without the fields that they are for
	Text  string // the line as plain text, for files
}

// Gap says why a field is not reported.
type Gap struct {
	Field  string // as written in TOML
	Reason string // report.GapReason
	Note   Prose
}

// Footnote is a note at the foot of a page, in the order of first mention.
type Footnote struct {
	Number       string // as its mentions print it: "3", of a note of the resolution "res. 3", on the page of the resolution "3" and of others "a"
	ID           string // of the note: "fn-3"
	Back         string // id of its first mention: "fnref-3"
	OfResolution bool   // with the number that is printed there
	Loose        bool   // no text on the page mentions it, so there is no way back
	Cite         Cite   // the place in a source that it is; zero for one with a text
	Text         Prose  // of a note of the resolution, or of the report's own
	Cites        []Cite // of the report's own: what it rests on
}

// Origin says where a record is in the data.
type Origin struct {
	File string // "data/paragraphs/op04.toml"
	Line int
	Href string // the page that shows the file, at that line
}

// Record is what every record's page or entry has.
type Record struct {
	ID     string        // in its kind: "vienna-symposium-2007"
	Shown  []ChangeField // what the model marks is:"shown"
	Ref    string        // "activity:vienna-symposium-2007"
	Anchor string        // fragment of the record on its page; empty where the page is its own
	Cites  []Cite
	Gaps   []Gap
	UsedBy []Link // records that cite it or rest on it, in document order
	Origin Origin
	Since  Since
}

// Word is a word of a list that a report may extend: a status, a condition, a kind of
// activity, a region.
type Word struct {
	Key  string // of the string of the interface for a word of the program; empty for a term of the report
	Like string // of a status: that of the program whose sign and colour it has
	Name Text   // of a term of the report
}

// TermEntry is a term that the report adds to a list of the program.
type TermEntry struct {
	Record
	Word Word
	List string // report.TermList
	Note Prose
}

// StatusCount counts paragraphs or requests by status, in the order of
// report.Statuses.
type StatusCount struct {
	Status *Word
	N      int
	Own    []StatusCount // those of N that have a status of the report's own
}

// Home is the front page of an edition.
type Home struct {
	Note        Prose // of the edition
	Notice      Prose // what this site is
	Paragraphs  []ParagraphEntry
	Statuses    []StatusCount // of paragraphs
	Done, Due   int           // completeness over all requests due
	Carried     int           // answers not updated since the report that this one continues
	Answers     int           // all of them; requests that ask for nothing need none
	Figures     []Figure      // key figures
	Parties     PartiesTable  // instruments whose parties are counted
	AllFive     Number        // States party to each of them
	Assessed    SourceLine    // of the counts of statuses and answers
	Summary     Prose         // of the report
	Corresponds Cite          // the official document that this corresponds to
	History     *Picture      // status of the paragraphs over the editions up to this one; nil in the first
	News        *News         // since the edition before; nil where there is none
	Short       Reading       // the short form: the summary and each paragraph's sentence of result
	Whole       Reading       // the report
	Footnotes   []Footnote
}

// Reading is how long a text is, and how long it may be.
type Reading struct {
	Words, Budget Number
	Minutes       int // to read it, rounded up
}

// ParagraphEntry is an operative paragraph in a list.
type ParagraphEntry struct {
	Link       Link   // Text is the title
	Number     string // as cited, with the part on which it depends
	Printed    string // as printed
	Part       string // the part on which Number depends; empty where there is none
	Status     *Word
	Earlier    bool // it rests only on what was over before the resolution was adopted
	Done, Due  int
	Result     Text // first sentence of the answer; empty where there is none
	Addressees []Link
	Next       Milestone
	Requests   []RequestEntry
}

// Milestone is what comes next for a paragraph; zero where nothing is said of
// it. Nothing is computed or assumed: it is the time set for the first
// request that is not yet due, and without one the first sentence of the
// first next step that is known.
type Milestone struct {
	Text    Text
	Missing bool // there is no text, and the data say that it could not be found
}

// RequestEntry is a request in a list.
type RequestEntry struct {
	Link    Link // Text is the summary
	Status  *Word
	Earlier bool   // the status rests only on what was over before the resolution was adopted
	Of      string // number of the sub-paragraph that asks it: "(b) (i)"; empty where the paragraph itself does
}

// Figure is the newest observation of an indicator.
type Figure struct {
	Link     Link // to the indicator; Text is its name
	Unit     Text
	Number   Number
	As       Span
	Previous Number // of the observation before; zero where there is none
	Before   Span   // the date of Previous
	Apart    string // why the two are not compared, in words; empty where they are
	Trend    *Trend // nil where there is nothing to compare with
	Target   *Goal  // that it is to reach next; nil where there is none
	Sources  SourceLine
}

// Goal is a value that a figure is to reach.
type Goal struct {
	Number Number
	Until  Date // zero where it is not known
}

// Trend is how a figure went from one time to another.
type Trend struct {
	SVG    template.HTML // the values, the oldest first
	Change string        // with its sign: "+6"; empty where one of the two is not exact
	Since  Date          // of the value before
	Day    bool          // Since is a day, not a month or a year
}

// Report is the whole report on one page, in the form of such documents.
type Report struct {
	Masthead        Masthead
	Parts           []Part                // in order
	Numbered        int                   // number of numbered paragraphs
	Recommendations []RecommendationEntry // those in Parts, in their order
	Footnotes       []Footnote
	Words           Number // words of the body, headings and footnotes
}

// Masthead is the head of the report and of the resolution.
type Masthead struct {
	Reference        string
	Title            Text
	Session          Text
	AgendaItem       Text // empty where not reported
	Committee        Text // to which the item of the resolution was allocated
	RecommendedBy    Text // who recommended the resolution
	AsAt             Date
	Original         string // language code of the original
	CorrespondsTo    Cite
	ResolutionUnseen bool           // the resolution is known by that symbol from memory alone
	Mandate          Link           // to the paragraph that asks
	OtherMandates    []OtherMandate // that ask for the report too, in the report only
	Resolution       Link           // to the resolution; Text is its symbol
	Gaps             []Gap
	Continues        *Continued // the report before this one; nil where there is none
}

// OtherMandate is a resolution or decision that asks for the report besides the one that
// it answers.
type OtherMandate struct {
	Symbol    Text
	Href      string // empty where it is not known
	Paragraph string // in the words of the language: "para. 4"; empty where none is named
	Title     Text
	Organ     Text
	Text      Prose // the words that ask
	Cites     []Cite
}

// Part is a section of the report: one written as such, or the answer to an
// operative paragraph.
type Part struct {
	Anchor      string
	Level       int    // 2 or more
	Roman       string // "I", "II" as the language counts parts, of one of several annexes as it counts them; empty for the summary
	Letter      string // "A" for the answer to a paragraph
	Mark        string // of a section in another, as printed: "A.", "1.", "(a)"
	Kind        string // report.SectionKind; empty unless it is a section
	Label       string // of a box: "Box 1"
	Addressees  []Link // of a recommendation
	AddressedTo Text   // of a recommendation: others, in words
	FollowsFrom []Link // of a recommendation: requests, by where the resolution makes them
	Heading     Text   // empty where it is not data: then Key names it
	Key         string // a report.Place, "implementation" or "paragraph"
	Summary     bool   // boxed, its paragraphs are not numbered
	Annex       bool
	Blocks      []NumberedBlock
	Quote       *OperativeText // for the answer to a paragraph
	Requests    []RequestBox   // for the answer to a paragraph; and in a chapter by subject, where each names its paragraph
	Verb        string         // as in Paragraph
	AsksNothing bool           // the answer to a paragraph without requests
	First, Last int            // numbers of its first and last numbered paragraph; 0: none
	Parts       []Part
	Since       Since         // of the paragraph that it answers
	Parties     *PartiesTable // of the instruments on which the answer rests; nil where there are none
	Carried     *Continued    // nil where it was updated since the last report
}

// RecommendationEntry is a recommendation in the list of all.
type RecommendationEntry struct {
	Href        string
	Opening     Text // its first words
	First, Last int  // numbers of its first and last paragraph; 0 where they have none
	Addressees  []Link
	AddressedTo Text // others, in words
}

// NumberedBlock is a paragraph of the report, numbered in one run.
type NumberedBlock struct {
	Number  int // 0 where it is not numbered
	ID      string
	HTML    template.HTML
	Lang    string
	Dir     string
	Foreign bool
	Sources SourceLine    // of the numbers in it that no footnote gives a source
	Tables  []ReportTable // after it
	Images  []Image       // after it and its tables
}

// ReportTable is a table in the report's own text.
type ReportTable struct {
	Record
	Label   string // "Table 1"
	Caption Text
	Columns []TableColumn
	Rows    []TableRow
	Note    Prose
	Sources SourceLine
	Numbers SourceLine // of the numbers that its texts print and no footnote gives a source
	CSV     string     // relative link to the file
	Empty   string     // of a table made from records: what it says instead of rows where there are none
}

// TableColumn is a column of a table in the report.
type TableColumn struct {
	Anchor  string
	Heading Text
	Align   string // report.Align
}

// TableRow is a row of such a table; Cells are as many as there are columns.
type TableRow struct {
	Anchor string
	Cells  []TableCell
}

// TableCell is a cell; one of HTML, Date, Text, Links, Status, Span and Quantity is set, and
// none where there is nothing in it.
type TableCell struct {
	HTML     template.HTML
	Date     Date
	Text     Text
	Links    []Link
	Status   *Word
	Span     Span
	Quantity *Number
	Tags     []string // words of the catalogue that come after the rest: "planned"
	Lang     string
	Dir      string
	Foreign  bool
	Align    string // report.Align, of its column
	Number   bool
}

// HeldDocument is what the head of the document says in which the text of the resolution
// was distributed. Each may be empty.
type HeldDocument struct {
	Kind         Text
	Distribution string // report.Distribution
	Original     string // language code
	JobNumber    string
}

// Resolution is the resolution with the status of each operative paragraph.
type Resolution struct {
	Record
	Masthead  Masthead
	Draft     string
	Document  HeldDocument
	Adopted   Text // symbol; empty where not reported
	AdoptedOn Date
	DraftedOn Date
	Organ     Text
	Note      Prose
	Preamble  []PreambularText
	Operative []OperativeText
	Footnotes []Footnote
	Original  string // language code of the text that is held
	Working   bool   // the page shows our own translation, in a language in which the text is not official
}

// PreambularText is a preambular paragraph.
type PreambularText struct {
	ID   string
	Text Prose
}

// PartOfResolution is the head of a part of the resolution.
type PartOfResolution struct {
	Anchor    string
	Level     int  // of its heading: 3 or more
	Label     Text // "part A", "annex I", "A/RES/58/316"; empty for a heading
	Heading   Text
	AdoptedOn Date // of a further resolution
	Note      Prose
	Preamble  []PreambularText
	Cites     []Cite
}

// Subparagraph is a part of an operative paragraph as the resolution has it.
type Subparagraph struct {
	Anchor  string
	Label   string // as printed: "(a)"
	Cited   Text   // with those around it: "(b) (i)"
	Text    Prose
	Subs    []Subparagraph
	Closing Prose // its words after the last of Subs
	Status  *Word // nil where it makes no request itself
	Link    Link  // to its place on the page of the paragraph
}

// OperativeText is an operative paragraph as the resolution has it.
type OperativeText struct {
	ID       string
	Number   string             // as printed
	Label    string             // as cited, with the part on which the number depends
	Opens    []PartOfResolution // parts that begin with it, outermost first; on the page of the resolution
	Link     Link               // to its page; Text is our title
	Text     Prose
	Subs     []Subparagraph
	Closing  Prose // its words after the last of Subs
	Status   *Word
	Earlier  bool   // the status rests only on what was over before the resolution was adopted
	InReport []Link // on the page of the resolution: where chapters by subject answer it, in the order of print
}

// Paragraphs lists the operative paragraphs.
type Paragraphs struct {
	Entries   []ParagraphEntry
	History   *Picture // as on the front page
	Statuses  []StatusCount
	Terms     []TermEntry // words that the report adds to the lists of the program
	Done, Due int
	Assessed  SourceLine
	Footnotes []Footnote
}

// Paragraph is one operative paragraph.
type Paragraph struct {
	Record
	Number         string
	Title          Text
	Text           Prose
	Subs           []Subparagraph
	Closing        Prose  // its words after the last of Subs
	Original       *Prose // the text that is held, where the page shows a translation; nil otherwise
	Status         *Word
	Earlier        bool // it rests only on what was over before the resolution was adopted
	Done, Due      int
	Requests       []RequestBox
	Verb           string // of a paragraph without requests, as its text has it: "Réaffirme"; empty for one without a verb
	Footnotes      []Footnote
	InReport       *Link             // as in RequestBox, of a paragraph that asks nothing
	Previous, Next *Link             // nil at the ends
	Changed        *ParagraphChanges // since the edition before; nil where nothing did
	Past           []PastParagraph   // in the editions that this one is compared with, newest first
	Usual          Since             // of each request that does not say otherwise
	Permanent      string            // path of its permanent address from the root of the site: "2008-07-31/fr/paragraphs/op04/"
}

// PastParagraph is a paragraph in an earlier edition, at the head of its page. Its link
// stays within the edition of the page.
type PastParagraph struct {
	EditionMark
	Status *Word  // nil where that edition does not have it
	Href   string // what changed in it since then; empty where nothing did
}

// Reply is what a State or an organization answered to a request for information.
type Reply struct {
	Record
	From     Link
	Date     Date
	Symbol   string
	Requests []Link
	Text     Prose
	Sources  SourceLine
}

// Replies lists the replies, by date.
type Replies struct {
	Entries   []Reply
	States    int    // that replied
	CSV       string // address of the list as a file, relative to the page
	Footnotes []Footnote
}

// ReplyLink leads to a reply.
type ReplyLink struct {
	Link Link // Text is who replied
	Date Date
}

// SubparagraphHead is the heading above the requests of a sub-paragraph.
type SubparagraphHead struct {
	Link   Link  // Text is its number: "(b) (i)"
	Title  Text  // may be empty
	Status *Word // of all of them and of those in it; empty for a single request, which shows its own
}

// RequestBox is a request with its answer.
type RequestBox struct {
	Record
	Replies       []ReplyLink
	StatesReplied int               // among Replies
	Of            *Link             // the sub-paragraph that asks it: "(b) (i)"; nil where the paragraph itself does
	Opens         *SubparagraphHead // on the page of the paragraph, of the first request of a sub-paragraph
	Level         int               // of its heading on that page: 3, and 4 under the heading of a sub-paragraph
	Verb          string            // as the text of the paragraph has it: "Demande instamment"
	Addressees    []Link
	With          []Link
	Condition     *Word // report.Condition; empty for none
	Summary       Text
	Status        *Word
	Earlier       Date // when the resolution was adopted, where the status rests only on what was over by then; else zero
	DueDate       Date
	DueSession    Text
	Progress      Prose
	Reason        Prose
	Next          Prose
	Evidence      []Evidence
	ReportedBy    *Link           // nil where it was compiled
	Blocks        []NumberedBlock // the answer as numbered paragraphs: in the report only
	Carried       *Continued      // nil where the answer was updated since the last report
	Margin        *Link           // in a chapter by subject: the paragraph that it answers, "Para. 2 (b)"
	AsksNothing   bool            // in a chapter by subject: a paragraph that asks nothing, of which there are Verb and Margin alone
	InReport      *Link           // on the page of the paragraph: where a chapter by subject answers it; nil where none does
}

// Evidence is a record on which an answer rests.
type Evidence struct {
	Link   Link
	Number *Number // of an indicator or an amount
	Unit   Text
	As     Span
	Cites  []Cite
	Before bool // it was over before the resolution was adopted
}

// Continued is the edition of an earlier report from which this one was begun.
type Continued struct {
	Reference string
	Title     Text   // empty where it is the title of this report
	Edition   string // its id
	AsAt      Date
	Commit    string // that issued it: the first twelve digits
	Href      string // where it is published; empty where that is not known
}

// Paper is how a reader gets the report of the edition on paper.
type Paper struct {
	PDF    string // relative link to the file, at the edition's own address; empty where the site holds none
	Report string // relative link to the page of the report; empty on that page itself
}

// Branch reports whether other pages are below the page.
func (p *Page) Branch() bool {
	switch p.Kind {
	case "paragraphs", "instruments", "states", "activities", "sources", "files", "changes":
		return true
	}
	return false
}

// Printed is the report of an edition, or of the draft, as a PDF. It is
// printed from its page at the edition's own address, once that is written.
type Printed struct {
	Page string // path from the root of the site: "2008-07-31/fr/report/"
	File string // next to the page: "2008-07-31/fr/report/62-172-2008-07-31-fr.pdf"
	Lang string
	Day  report.Date // on which the edition was committed, UTC; zero for the draft
}

// The versions that are not editions.
const (
	Current = address.Current // at the root of the site
	Draft   = address.Draft
)

// Sign is the mathematical sign of a qualifier, for where there is no room for
// a word.
func Sign(n Number) string {
	switch report.Qualifier(n.Qualifier) {
	case report.About:
		return "≈"
	case report.MoreThan:
		return ">"
	case report.LessThan:
		return "<"
	case report.AtLeast:
		return "≥"
	}
	return ""
}
