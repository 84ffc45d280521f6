package report

import (
	"errors"
	"slices"
	"strings"
)

// Kind is the kind of a record, as it is before the colon of a typed id.
type Kind string

const (
	KindReport        Kind = "report"     // the one record "report:report"
	KindEdition       Kind = "edition"    // the one record "edition:edition"
	KindResolution    Kind = "resolution" // the one record "resolution:resolution"
	KindPreambular    Kind = "preambular"
	KindNote          Kind = "note"
	KindPart          Kind = "part"
	KindParagraph     Kind = "paragraph"
	KindSubparagraph  Kind = "subparagraph"
	KindRequest       Kind = "request"
	KindSection       Kind = "section"
	KindDimension     Kind = "dimension"
	KindCategory      Kind = "category" // id: "dimension/category"
	KindTable         Kind = "table"
	KindColumn        Kind = "column" // id: "table/column"
	KindRow           Kind = "row"    // id: "table/row"
	KindFootnote      Kind = "footnote"
	KindImage         Kind = "image"
	KindIndicator     Kind = "indicator"
	KindTarget        Kind = "target"      // id: "indicator/target"
	KindObservation   Kind = "observation" // id: "indicator/observation"
	KindActivity      Kind = "activity"
	KindPublication   Kind = "publication"
	KindInstrument    Kind = "instrument"
	KindParticipation Kind = "participation" // id: that of the instrument
	KindAct           Kind = "act"           // id: "instrument/state/kind/date"
	KindMoney         Kind = "money"
	KindEntity        Kind = "entity"
	KindState         Kind = "state"
	KindSource        Kind = "source"
	KindTerm          Kind = "term"
	KindReply         Kind = "reply"
)

// Kinds of what report.toml and retired.toml list besides records. Their typed
// ids are "withdrawn:2008-12-30" and "retired:activity:vienna-2007".
const (
	KindWithdrawn Kind = "withdrawn"
	KindRetired   Kind = "retired"
)

// Status says how far a request was implemented, in the terms of United
// Nations oversight.
type Status string

const (
	Implemented         Status = "implemented"
	UnderImplementation Status = "under-implementation"
	NotImplemented      Status = "not-implemented"
	OvertakenByEvents   Status = "overtaken-by-events"
	NoInformation       Status = "no-information"
	NotDue              Status = "not-due"             // Due says when
	NoActionRequested   Status = "no-action-requested" // always and only for commends, recognizes, thanks
)

// Verb is what the organ does in a request, in the present. Package report has all
// of them in its table of verbs.
type Verb string

const (
	Commends   Verb = "commends"
	Requests   Verb = "requests"
	Urges      Verb = "urges"
	Invites    Verb = "invites"
	Recognizes Verb = "recognizes"
	Thanks     Verb = "thanks"
)

// PartKind is what a part of a resolution is.
type PartKind string

const (
	NumberedPart      PartKind = "part"       // under a letter or number of its own
	HeadingPart       PartKind = "heading"    // a heading between paragraphs, whose numbers go on
	AnnexPart         PartKind = "annex"      // what is annexed: a declaration, a plan of action
	FurtherResolution PartKind = "resolution" // another resolution or decision that the report answers
)

// Condition limits a request.
type Condition string

const (
	ExtrabudgetaryResources Condition = "extrabudgetary-resources" // subject to their availability
	WithinMandate           Condition = "within-mandate"
	AsAppropriate           Condition = "as-appropriate"
)

// Place is where a section is in the report.
type Place string

const (
	PlaceSummary         Place = "summary"
	PlaceIntroduction    Place = "introduction"
	PlaceBeforeAnswers   Place = "before-answers"
	PlaceAnswers         Place = "answers" // where the answers to the requests are
	PlaceConclusions     Place = "conclusions"
	PlaceRecommendations Place = "recommendations" // after the conclusions
	PlaceAnnex           Place = "annex"
)

// Distribution says to whom a document is distributed, as its head has it.
type Distribution string

const (
	GeneralDistribution    Distribution = "general"
	LimitedDistribution    Distribution = "limited"
	RestrictedDistribution Distribution = "restricted"
)

// SectionKind is what a section is.
type SectionKind string

const (
	TextSection           SectionKind = "text"
	BoxSection            SectionKind = "box"            // framed, with a title and a number of its own: "Box 1"
	RecommendationSection SectionKind = "recommendation" // numbered paragraphs in bold, addressed to somebody
)

// RegisterKind is what the table of a section is made from.
type RegisterKind string

const (
	RequestRegister     RegisterKind = "requests"     // what was asked, with its status
	PartyRegister       RegisterKind = "parties"      // how many are party to each instrument whose acts the report has, from the day of adoption on
	DepositRegister     RegisterKind = "deposits"     // instruments deposited since the day of adoption, by State
	ActivityRegister    RegisterKind = "activities"   // by date
	PublicationRegister RegisterKind = "publications" // in the order of the file
	MoneyRegister       RegisterKind = "finance"      // in the order of the file
)

// ColumnKind is what the cells of a column hold.
type ColumnKind string

const (
	TextColumn   ColumnKind = "text"   // texts by language, or words that are the same in each
	NumberColumn ColumnKind = "number" // exact numbers, printed as each language writes them
	DateColumn   ColumnKind = "date"   // days, months or years
)

// Align is where the cells of a column are aligned.
type Align string

const (
	AlignStart  Align = "start" // at the left, in Arabic at the right
	AlignCenter Align = "center"
	AlignEnd    Align = "end"
)

// Verification says how well a claim is known.
type Verification string

const (
	Primary    Verification = "primary"    // seen in the text of the body that did it; pages add if that was read in a copy
	Secondary  Verification = "secondary"  // seen in somebody else's account
	Derived    Verification = "derived"    // counted or computed from what was seen
	Unverified Verification = "unverified" // remembered, not seen
)

// GapReason says why a field has no value.
type GapReason string

const (
	NotFound      GapReason = "not-found"      // looked for in public sources
	NotStated     GapReason = "not-stated"     // the source is silent
	GapNotDue     GapReason = "not-due"        // could not be known yet
	NotApplicable GapReason = "not-applicable" // there is nothing to know
)

// ActKind is what a State did about an instrument.
type ActKind string

const (
	Signature    ActKind = "signature"
	Ratification ActKind = "ratification"
	Accession    ActKind = "accession"
	Acceptance   ActKind = "acceptance"
	Succession   ActKind = "succession"
	Withdrawal   ActKind = "withdrawal" // from an instrument that is in force

	Approval               ActKind = "approval"
	DefinitiveSignature    ActKind = "definitive-signature" // not subject to ratification
	FormalConfirmation     ActKind = "formal-confirmation"  // by an international organization
	ProvisionalApplication ActKind = "provisional-application"
	RatificationWithdrawn  ActKind = "withdrawal-of-ratification" // or of another consent, before entry into force

	// Statements: they leave the State what it was, and their note says what they are about.
	Reservation  ActKind = "reservation"
	Declaration  ActKind = "declaration"
	Objection    ActKind = "objection"
	Notification ActKind = "notification"
)

// Deposits reports whether the act makes the State a party: it consents to be bound.
func (k ActKind) Deposits() bool {
	switch k {
	case Ratification, Accession, Acceptance, Succession, Approval, DefinitiveSignature, FormalConfirmation:
		return true
	}
	return false
}

// Ends reports whether a State that was a party is none from the act on.
func (k ActKind) Ends() bool { return k == Withdrawal || k == RatificationWithdrawn }

// Signs reports whether the act is a signature, simple or definitive.
func (k ActKind) Signs() bool { return k == Signature || k == DefinitiveSignature }

// Statement reports whether the act says something about the instrument and changes
// nothing of how the State takes part in it.
func (k ActKind) Statement() bool {
	return k == Reservation || k == Declaration || k == Objection || k == Notification
}

// Letter is the sign of the act in the tables of the Secretary-General as depositary,
// where ratifications and signatures have none. It is empty for acts that those tables
// do not mark.
func (k ActKind) Letter() string {
	switch k {
	case Accession:
		return "a"
	case Acceptance:
		return "A"
	case Approval:
		return "AA"
	case FormalConfirmation:
		return "c"
	case Succession:
		return "d"
	case ProvisionalApplication:
		return "n"
	case DefinitiveSignature:
		return "s"
	}
	return ""
}

// ActivityKind is the form of an activity.
type ActivityKind string

const (
	Workshop   ActivityKind = "workshop"
	Conference ActivityKind = "conference"
	Meeting    ActivityKind = "meeting"
	Training   ActivityKind = "training"
	Visit      ActivityKind = "visit"
)

// PublicationStatus is "published", "in-use" or "in-preparation".
type PublicationStatus string

const (
	Published     PublicationStatus = "published"
	InUse         PublicationStatus = "in-use"
	InPreparation PublicationStatus = "in-preparation"
)

// MoneyKind says what happened to an amount. What was decided (appropriation,
// budget, pledge) is known from its Date; what was paid (contribution,
// expenditure) from the end of its Period.
type MoneyKind string

const (
	Appropriation MoneyKind = "appropriation"
	Budget        MoneyKind = "budget"
	Pledge        MoneyKind = "pledge"
	Contribution  MoneyKind = "contribution"
	Expenditure   MoneyKind = "expenditure"
)

// EntityKind is the sort of an organization.
type EntityKind string

const (
	Organ         EntityKind = "organ"         // an organ of the United Nations, or a part of one
	Secretariat   EntityKind = "secretariat"   // an office, service or project of its Secretariat
	Agency        EntityKind = "agency"        // a specialized agency or related organization
	International EntityKind = "international" // another intergovernmental organization
	Regional      EntityKind = "regional"      // a regional organization
	Group         EntityKind = "group"         // a group of States
	NonGovernment EntityKind = "non-government"
)

// Region is a macro-region of the M49 standard.
type Region string

const (
	Africa   Region = "africa"
	Americas Region = "americas"
	Asia     Region = "asia"
	Europe   Region = "europe"
	Oceania  Region = "oceania"
)

// SourceKind is what a source is.
type SourceKind string

const (
	Official SourceKind = "official" // a document of the body concerned
	Press    SourceKind = "press"    // a press release or a newspaper
	Register SourceKind = "register" // a list of acts, as of a depositary
	Other    SourceKind = "other"
)

// Access says how much of a source was read.
type Access string

const (
	Seen       Access = "seen"
	PartlySeen Access = "partly-seen"
	NotSeen    Access = "not-seen"
)

// Qualifier says how exact a number is. The zero value means Exact.
type Qualifier string

const (
	Exact    Qualifier = "exact"
	About    Qualifier = "about"
	MoreThan Qualifier = "more-than"
	LessThan Qualifier = "less-than"
	AtLeast  Qualifier = "at-least"
)

// Breakdown is the categories, at most one of a dimension, that a number is of, as
// "sex/female", sorted. It is empty for the whole.
type Breakdown []string

// UnmarshalTOML takes a table with a category under each dimension.
func (b *Breakdown) UnmarshalTOML(value any) error {
	table, ok := value.(map[string]any)
	if !ok {
		return errors.New("this is not a table of dimensions")
	}
	for dimension, category := range table {
		id, ok := category.(string)
		if !ok {
			return errors.New("a category is named by its id")
		}
		*b = append(*b, dimension+"/"+id)
	}
	slices.Sort(*b)
	return nil
}

// Dimensions are the ids of the dimensions, sorted.
func (b Breakdown) Dimensions() []string {
	var ids []string
	for _, c := range b {
		id, _, _ := strings.Cut(c, "/")
		ids = append(ids, id)
	}
	return ids
}

// Without is the breakdown less what it says of a dimension; ok says whether it
// says anything of it.
func (b Breakdown) Without(dimension string) (rest Breakdown, ok bool) {
	for _, c := range b {
		if strings.HasPrefix(c, dimension+"/") {
			ok = true
			continue
		}
		rest = append(rest, c)
	}
	return rest, ok
}

// Quantity is a number as its source gives it. A nil Value means that it is not
// reported. A range, "between 10 and 15", is from Value to To.
type Quantity struct {
	Value     *Number   `toml:"value" is:"positive"`
	To        *Number   `toml:"to" since:"3" is:"positive"`  // end of a range that begins with value: "between 10 and 15"
	Per       int64     `toml:"per" since:"3" is:"positive"` // of how many: 100 for per cent, 1000 for a rate per 1,000; 0: no share and no rate
	Qualifier Qualifier `toml:"qualifier"`
	RoundedTo Number    `toml:"rounded_to" is:"positive"` // 100000 for "120.1 million", 0.1 for "15.8"; 0: not rounded
	AsPrinted string    `toml:"as_printed"`               // the source's own words: "some 137"
}

// Amount is a quantity of money in units of its currency, with decimals where the
// source has them. It may be negative.
type Amount struct {
	Value     *Number   `toml:"value"`
	To        *Number   `toml:"to" since:"3"`           // end of a range that begins with value
	Currency  string    `toml:"currency" is:"currency"` // ISO 4217: "USD"
	Qualifier Qualifier `toml:"qualifier"`
	RoundedTo Number    `toml:"rounded_to" is:"positive"`
	AsPrinted string    `toml:"as_printed"`
}
