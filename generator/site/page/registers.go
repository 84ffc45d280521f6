package page

import "html/template"

// Instruments lists the universal instruments.
type Instruments struct {
	Matrix     bool // there is a page of States
	Entries    []InstrumentEntry
	AllParties []Link // States party to every instrument that is counted
	Counted    int    // instruments whose parties are counted
	Deposits   int    // of all of them, up to the edition's date
	Signatures int
	Sources    SourceLine // of the numbers of parties
	Adoption   Adoption
	Pictures   []Picture // parties over time, deposits by year
}

// InstrumentEntry is an instrument in a list.
type InstrumentEntry struct {
	Link        Link // Text is the short name
	Number      int
	Name        Text
	Adopted     Date
	InForce     Date
	NotInForce  bool   // it was not in force at the edition's date: InForce is zero
	Counted     bool   // whether its parties are counted here
	Parties     Number // empty Text: not reported
	Members     Number // Member States among them
	Signatories Number
	Isolated    []CountEntry // counts read elsewhere
	Growth      *Growth      // of the parties since the resolution was adopted; nil where there is none to show
	Trend       *Trend       // a picture of Growth; in tables of instruments whose parties are counted
}

// Growth is how the parties to an instrument grew after the resolution was adopted.
type Growth struct {
	From   Number // parties on the day of adoption
	Change string // with its sign: "+6"
}

// Adoption is the day from which growth is counted.
type Adoption struct {
	On    Date // zero where the day is not reported
	After bool // whether the edition is of a later day, so that there is growth to show
}

// PartiesTable is the numbers of parties to instruments.
type PartiesTable struct {
	Entries  []InstrumentEntry // counted here
	Adoption Adoption
	Sources  SourceLine
}

// CountEntry is a count of parties read somewhere.
type CountEntry struct {
	At      Date
	Parties Number
	Cites   []Cite
}

// Instrument is one instrument with those that took part in it.
type Instrument struct {
	Record
	InstrumentEntry
	Place          Text
	Depositary     []Link
	Reference      string
	Amends         *Link
	Supplements    bool // the instrument named by Amends is supplemented, not amended
	AmendedBy      []Link
	SupplementedBy []Link
	Sources        SourceLine // of the numbers of parties and the acts
	Adoption       Adoption
	Note           Prose
	Acts           []ActEntry // newest first
	Lettered       bool       // whether one of Acts has the sign of the depositary
	ActsNote       Prose
	ActsCites      []Cite
	History        *Picture // its parties over time; nil where they are not counted
	Editions       *Membership
	Footnotes      []Footnote
}

// Membership is the parties to an instrument at this edition and those before
// it. It is nil where they are not counted.
type Membership struct {
	Entries []EditionParties // newest first
	All     int              // editions there are; more than Entries where the oldest are left out
}

// EditionParties is the parties to an instrument as an edition counted them.
type EditionParties struct {
	EditionMark
	Self             bool
	Counted          bool // false where the edition did not count them
	Parties, Members Number
	First            bool     // there is no edition before it that counted them
	Fold             bool     // whether Joined is long
	Joined           []Joined // since the edition before, by date and then name
	Left             []Link   // counted by the edition before and no more
}

// Joined is a State that became a party to an instrument.
type Joined struct {
	State  Link
	Member bool
	Act    string
	Date   Date
	Late   bool // deposited by the date of the edition before, which did not have it
}

// ActEntry is a signature, a deposit, a withdrawal or a statement.
type ActEntry struct {
	Anchor     string
	State      Link
	Instrument Link
	Kind       string
	Letter     string // in the tables of the depositary; may be empty
	Date       Date
	Then       Number // of parties to the instrument at the end of that day; empty after the date of the edition
	Note       Text
	Member     bool
}

// States is the matrix of States and instruments.
type States struct {
	Instruments []StatesColumn // those that are counted
	Columns     int            // of the table, with that of the States
	Many        bool           // whether it has too many of them for dates on a phone
	Cards       bool           // whether it has too many of them for columns, so that each State is a card
	Letters     []StateLetter  // rows in the alphabetical order of the language
	States      int            // rows
	Members     int            // Member States among them
	AllParties  int            // party to every instrument counted
	AllMembers  int            // Member States among those
	Unreported  int            // without any act up to the edition's date
	Withdrawn   bool           // whether one withdrew from an instrument
	Provisional bool           // whether one applies an instrument provisionally
	Lettered    bool           // whether a cell has the sign of its act
	CSV         string         // address of the data as a file, relative to the page
	Since       []Comparison   // those that show signatures and deposits, newest first
	Sources     SourceLine
}

// StatesColumn is an instrument with the number of States by participation in it.
// Parties, SignedOnly, Provisional, Withdrew and Blank add up to the rows of the matrix.
type StatesColumn struct {
	InstrumentEntry
	SignedOnly  Number
	Provisional Number
	Withdrew    Number
	Blank       Number // nothing reported
	Signed      Bar    // of SignedOnly, after that of the parties; the whole is as long as there are States
}

// Bar is a part of a bar, in the unit of what it counts.
type Bar struct{ From, Length int }

// StateLetter is the States whose names begin with a letter.
type StateLetter struct {
	Letter string // "É" is among "E"; of Chinese names the letter of their Pinyin
	Lang   string // language of the letter
	Anchor string // "letter-e_"
	Rows   []StateRow
}

// StateRow is a State in the matrix.
type StateRow struct {
	Link   Link
	Member bool
	Cells  []StateCell // as the columns
	Party  int         // how many of them
}

// StateCell is the participation of a State in an instrument, and the act by
// which it does. The zero value is a State of which nothing is reported.
type StateCell struct {
	Standing string // report.Standing
	Kind     string // of the act
	Letter   string // of the act, in the tables of the depositary; may be empty
	Date     Date
	Year     string // of Date: "2008"
	Rest     string // of the ISO date after the year: "-07-31"
	Href     string // the act on the instrument's page
}

// State is one State.
type State struct {
	Record
	Name       Text
	Member     bool
	Region     *Word
	Note       Text
	Counted    []StateAct // the instruments whose parties are counted
	Party      int        // how many of them it is party to
	Uncounted  []Link     // the others
	Activities []Link     // held there, or naming it
	Replies    []ReplyLink
	Sources    SourceLine // of the acts
	Footnotes  []Footnote
}

// StateAct is a State's acts about one instrument.
type StateAct struct {
	Instrument Link
	Standing   string     // as of a StateCell
	Acts       []ActEntry // earliest first; empty: not reported
}

// Activities lists the activities by year, newest year first.
type Activities struct {
	Years          []ActivityYear
	Picture        *Picture // by region and date; nil where there is nothing to show
	Total, Context int
}

// ActivityYear is the activities that began in a year, earliest first.
type ActivityYear struct {
	Year    int
	Entries []ActivityEntry
}

// ActivityEntry is an activity in a list.
type ActivityEntry struct {
	Link       Link
	Kind       *Word
	When       Span
	City       Text
	State      *Link
	Online     bool
	Organizers []Link
	Context    bool
	Planned    bool
}

// Activity is one activity.
type Activity struct {
	Record
	ActivityEntry
	Title        Text
	With         []Link
	Participants Number
	StatesCount  Number
	States       []Link
	Outcome      Prose
	Note         Prose
	Later        bool // rests on a source later than the edition
	Sources      SourceLine
	Footnotes    []Footnote
}

// Publications lists publications and tools, by status then date.
type Publications struct {
	Usual     Since // of each record that does not say otherwise
	Groups    []PublicationGroup
	Footnotes []Footnote
}

// PublicationGroup is the publications of one status.
type PublicationGroup struct {
	Status  string
	Entries []Publication
}

// Publication is a publication or a tool.
type Publication struct {
	Record
	Title   Text
	Date    Date
	Symbol  string
	Job     string // number of a printing job, where Symbol would be one
	Issuers []Link
	Note    Prose
	Context bool
}

// Finance lists amounts by kind.
type Finance struct {
	Usual     Since // of each record that does not say otherwise
	Groups    []MoneyGroup
	Pictures  []Picture // amounts by source and period
	Footnotes []Footnote
}

// MoneyGroup is the amounts of one kind, by period then file order.
type MoneyGroup struct {
	Kind    string
	Entries []Money
}

// Money is an amount.
type Money struct {
	Record
	Name     Text
	Period   Span
	Date     Date
	Amount   Number
	From, To []Link
	PartOf   *Link
	Parts    []Link
	Note     Prose
	Context  bool
	Sources  SourceLine
}

// Indicators lists the figures.
type Indicators struct {
	Usual      Since // of each record that does not say otherwise
	Entries    []Indicator
	Dimensions []Dimension // ways in which figures are broken down
	CSV        string      // address of the data as a file, relative to the page; empty for none
	Footnotes  []Footnote
}

// Dimension is a way in which figures are broken down, with its categories.
type Dimension struct {
	Record
	Name        Text
	Overlapping bool // what is counted may be in several categories
	Categories  []Category
}

// Category is a group of a dimension.
type Category struct {
	Record
	Name Text
}

// BreakdownPart is a category that a figure is of, with its dimension.
type BreakdownPart struct{ Dimension, Category Text }

// Baseline is the value that a figure started from.
type Baseline struct {
	Number  Number
	At      Date
	Note    Prose
	Sources SourceLine
}

// Target is a value that a figure is to reach.
type Target struct {
	Record
	Number  Number
	Until   Date
	Parts   []BreakdownPart // empty for the whole
	Note    Prose
	Sources SourceLine
}

// Indicator is a figure over time.
type Indicator struct {
	Record
	Name         Text
	Unit         Text
	Definition   Prose
	Baseline     *Baseline
	Targets      []Target      // by date
	Progress     *Picture      // of the observations with the baseline and the targets; nil without any of these two
	Observations []Observation // latest first; of one period the whole, then its categories
}

// Observation is one value of an indicator.
type Observation struct {
	Record
	Number  Number
	As      Span
	Parts   []BreakdownPart // the categories that it is of; empty for the whole
	Apart   string          // why it is not compared with the observation before it, in words; empty where it can be
	Note    Prose
	Sources SourceLine
}

// Entities lists the organizations, in the alphabetical order of the language.
type Entities struct {
	Usual     Since // of each record that does not say otherwise
	Entries   []Entity
	Footnotes []Footnote
}

// Entity is an organization.
type Entity struct {
	Record
	Name    Text
	Acronym Text
	Kind    string
	Parent  *Link
	Note    Prose
}

// Sources lists the sources, by date then id; those without a date last.
type Sources struct {
	Entries []SourceEntry
	Access  []AccessCount
	CSV     string // address of the list as a file, relative to the page
}

// AccessCount counts sources by how much of them was read.
type AccessCount struct {
	Access string
	N      int
}

// SourceEntry is a source in a list.
type SourceEntry struct {
	Link   Link
	Symbol string
	Job    string // number of a printing job, where Symbol would be one
	Title  Text
	Date   Date
	Kind   string
	Access string
	Copy   bool // it was read in a copy
	Uses   int  // records that cite it
}

// Source is one source.
type Source struct {
	Record
	SourceEntry
	Publisher Text
	OuterLink string // where it can be read; empty where there is no such link
	SeenAt    string // shown, never linked
	Note      Prose
	Later     bool // published after the edition's date
	Footnotes []Footnote
}

// Files lists the data of the edition that readers can take away. Names of files are
// relative to the folder that Chrome.Data leads to.
type Files struct {
	ZIP      string // name of the file that holds the others
	Tables   []DataTable
	Examples []DataExample
	Entries  []FileEntry // the TOML files
}

// DataTable is a table of records.
type DataTable struct {
	Name string // "deposits.csv"
	Kind string // report.Kind of its rows
	Rows Number
}

// DataExample is a question and how the data answer it.
type DataExample struct {
	Title, Text, Code, Result string
}

// FileEntry is a data file in a list.
type FileEntry struct {
	Link  Link // Text is its name
	Lines int
	Bytes int
	File  string // name of the file as it is: "toml/finance.toml"
}

// SourceFile is a TOML file of the edition, highlighted.
type SourceFile struct {
	Name  string
	HTML  template.HTML // <pre> with a line a <span>, each with the id "L12"
	Lines int
	Sum   string // of name and content: the folder of the file at the address of its content
	File  string // as in FileEntry
}

// Editions lists every edition. It exists once: in the current edition, or in
// the draft where none was issued.
type Editions struct {
	Entries []EditionEntry // newest first
}

// EditionEntry is an edition in the list of all.
type EditionEntry struct {
	Link         Link // to its front page; Href empty where it is withdrawn
	ID           string
	Title        Text
	AsAt         Date
	Issued       Date   // day of the commit
	Commit       string // full hash
	Signature    Signature
	State        string // "current", "superseded", "earlier", "withdrawn", "draft"
	Supersedes   string
	Relation     Relation
	RelatedTo    string // address of the edition of Relation; empty where it is not shown
	Addenda      []Link // editions that add to it
	SupersededBy string
	Reason       Text          // of a withdrawal
	Statuses     []StatusCount // of paragraphs
	Assessed     SourceLine
}

// Statuses of a signature.
const (
	Verified   = "verified"
	UnknownKey = "unknown"
	Unsigned   = "unsigned"
)

// Signature is what is known of who signed an edition; its zero value says nothing, because
// the report names no keys.
type Signature struct {
	Of     string // "tag" or "commit"; empty where it is unsigned
	Status string // Verified, UnknownKey or Unsigned
	By     string // who signed, where that is known
	Key    string // fingerprint of the key
}

// Rules lists the rules that the data are checked by. It exists once, for the
// current edition.
type Rules struct {
	Families []RuleFamily
}

// RuleFamily is the rules of one kind, by name.
type RuleFamily struct {
	Name  string // "time"
	Rules []Rule
}

// Rule is one rule.
type Rule struct {
	Name  string // "known-at-date"
	Doc   string // in English, whole sentences
	Warns bool   // a warning, not an error

	// An example: a file, lines that break the rule, and how to fix them.
	// All are empty where lines cannot show it; Good alone where the fix is to
	// take lines out.
	File, Bad, Good string
}
