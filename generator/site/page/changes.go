package page

import "html/template"

// Changes is what an edition changed since an older one.
type Changes struct {
	From, To    EditionMark
	First       bool // there is no earlier edition, and nothing else is filled in
	Total       int
	Classes     []ClassCount   // those that occur, the gravest first
	Statuses    []StatusChange // of paragraphs and requests, in the order of the resolution
	Sections    []ChangeSection
	Comparisons []Comparison // those that the edition has, newest first
	Bounded     bool         // some earlier editions are not among them
	Source      string       // the page that shows the same in TOML; empty where no file differs
	Omitted     []string     // what differs and is not compared: a diff.Omission
}

// EditionMark names an edition.
type EditionMark struct {
	ID    string
	Draft bool
	Title Text
	AsAt  Date
	Name  string // its day; with its id where the id is not that day, as of a corrigendum
}

// ClassCount counts changes of a class.
type ClassCount struct {
	Class string
	N     int
}

// StatusChange is a change of how far something was implemented.
type StatusChange struct {
	Link     Link // to the record
	Change   string
	From, To *Word // nil where it had, or has, none
}

// Comparison leads to the changes since an edition.
type Comparison struct {
	EditionMark
	Href     string
	Self     bool // it is the page itself
	Previous bool // that edition is the one before
}

// ChangeSection is the changes of one kind of record.
type ChangeSection struct {
	Key     string   // of the menu: "paragraphs"
	N       int      // how many changes are counted in it
	Open    bool     // it is not folded at first
	Classes []string // of its changes
	Groups  []ChangeGroup
}

// ChangeGroup is the changes of a record and of those inside it, or all
// signatures and deposits that came or went.
type ChangeGroup struct {
	Anchor    string
	Link      Link     // Href empty where the record is gone
	N         int      // how many changes are counted in it
	Classes   []string // of its changes
	Parts     []ChangePart
	Deposits  []DepositRow // by State, in the order of their names; then Parts is empty
	Elsewhere string       // the anchor of the group that has the deposits of this instrument; empty where there are none
}

// DepositRow is the signatures and deposits of a State that came or went.
type DepositRow struct {
	Anchor string
	State  Link
	Acts   []DepositChange
}

// DepositChange is a signature or deposit that came or went.
type DepositChange struct {
	Anchor     string
	Class      string
	N          int
	Kind       string // diff.Kind
	Instrument Link
	Act        string // report.ActKind
	Date       Span
	Replaced   bool // another act of the State under the same instrument came or went with it: a correction
	Fields     []ChangeField
}

// ChangePart is the changes of the record of the group, or of one inside it.
type ChangePart struct {
	Link    *Link    // to the record inside; nil for the group's own, and where each entry names its own
	Classes []string // of its changes
	Entries []ChangeEntry
}

// ChangeEntry is one change; or, with Left, the mark at the place that a
// record was moved away from, which does not count.
type ChangeEntry struct {
	Anchor string // empty where the page is not that of the comparison
	Href   string // of the change on the page of the comparison
	N      int    // from 1, in the order of the page; 0 for a mark and an effect
	Left   bool
	Kind   string // diff.Kind
	Class  string // diff.Class
	Record *Link  // a record inside the group's own that came or went or moved; else nil
	Field  string // as TOML calls it, without an index; empty for a whole record
	Column Text   // of a cell of a table, where Field is "cells"

	// What the field said and says; of a record that came or went From or To
	// is what it is in a few words.
	From, To ChangeValue
	Texts    []Redline
	Items    []ChangeItem  // of a list, in order
	Fields   []ChangeField // of a record that came or went: all it says

	Difference   string // "+4"
	Percent      string // "+1.8"
	Incomparable string // report.Incomparable: why there is no difference
	Derived      bool   // computed from other records
	Effect       bool   // follows from other changes, and is not counted
	Cause        []Link
	PrintedIn    []Link // the texts that print the number
	Also         []Link // other records in which the same changed
	Replaces     []Link // the record that one which came replaces
	ReplacedBy   []Link // the records that replace one which went

	// Of a record that moved: after which it was and is, and in which
	// paragraph where that is another. Nil where it was, or is, the first.
	Moved, Parted      bool
	FromAfter, ToAfter *Link
	FromIn, ToIn       *Link
}

// ChangeValue is a value in the language of the page, in one piece or more.
// The zero value says that there was none.
type ChangeValue struct {
	Field  string // that the value is of, or that is not reported
	Key    string // of an interface string
	Number Number
	Text   Text
	Span   Span     // shown after any of them
	For    []string // fields that a citation is for; empty for all
	Done   int      // with Due: how many of how many
	Due    int
	Counts bool          // Done and Due are set
	Items  []ChangeValue // of a list, or the fields of one of its items; instead of the others but Field
}

// ChangeItem is an item of a list.
type ChangeItem struct {
	Op   string // diff.SegmentOp
	Link Link
}

// ChangeField is a field of a record that came or went.
type ChangeField struct {
	Column Text // of a cell of a table, where Field is "cells"
	Field  string
	Values []ChangeValue // one, or the items of a list
}

// Redline is a text before and after. Inline holds both, the words that went
// in <del> and those that came in <ins>.
type Redline struct {
	Inline, Before, After template.HTML
	From, To              string // names of the editions of Before and After
	Lang, Dir             string
	Foreign               bool
	Rewritten             bool // little of it stayed
	Reordered             bool // only the order of paragraphs or sentences is another
}

// SourceChanges is the TOML of two editions compared line by line.
type SourceChanges struct {
	From, To EditionMark
	Back     string // the page of the comparison
	Files    []SourceChange
	Sum      string // of names and contents on both sides, as in SourceFile
}

// SourceChange is a data file that differs.
type SourceChange struct {
	Anchor string
	Name   string
	Link   string // the file in this edition; empty where it is gone
	Kind   string // "added", "removed", "changed"
	Plus   int    // lines that came
	Minus  int    // lines that went
	Hunks  []SourceHunk
	More   int // lines that are left out
}

// SourceHunk is a run of lines.
type SourceHunk struct {
	Head string // "@@ -1,4 +1,6 @@"
	HTML template.HTML
}

// News is what is new in an edition since the one before, in short.
type News struct {
	From       EditionMark
	Corrected  bool   // From is the edition whose place this one takes
	Href       string // all changes
	Total      int
	Statuses   []StatusChange
	Figures    []FigureChange
	More       int // figures that Figures leaves out
	Deposits   []DepositCount
	Activities []Link
}

// FigureChange is a figure that has another value, or is new.
type FigureChange struct {
	Apart      string // why the two are not compared, in words; empty where they are
	Link       Link
	Change     string // address of the change
	From, To   ChangeValue
	Difference string
	Percent    string
}

// DepositCount is how many deposits an instrument received.
type DepositCount struct {
	Link   Link
	Change string // address of its changes
	N      int
}

// ParagraphChanges is what changed in a paragraph and its requests since the
// edition before.
type ParagraphChanges struct {
	From  EditionMark
	Href  string
	Parts []ChangePart
}

// Since is the edition since which a record says what it says. It is not part of what the
// record says.
type Since struct {
	State string // "same", "changed", "new"; empty in a first edition
	EditionMark
	Href string // the changes of the record, or those since that edition; may be empty
}

// Timeline is a paragraph in each edition, newest first. It is outside
// the main part of the page, because its links lead to other editions.
type Timeline struct {
	Entries []TimelineEntry
}

// TimelineEntry is a paragraph in one edition.
type TimelineEntry struct {
	EditionMark
	Self     bool
	Exists   bool
	Status   *Word
	Requests []StatusCount
	Page     string // the paragraph in that edition; empty for the page itself
	Compare  string // what changed from that edition to this one; may be empty
	First    bool   // there was no edition before
	Changes  []TimelineChange
}

// TimelineChange is a change that an edition made.
type TimelineChange struct {
	Href   string
	Kind   string
	Class  string
	Field  string
	Record Text // the request; empty for the paragraph itself
}
