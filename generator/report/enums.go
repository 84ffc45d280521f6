package report

import "reflect"

// enumerated is a string type with a closed list of values.
type enumerated interface {
	values() []string
}

func list[T ~string](vs ...T) []string {
	s := make([]string, len(vs))
	for i, v := range vs {
		s[i] = string(v)
	}
	return s
}

func (Lang) values() []string          { return list(Langs...) }
func (EditionStatus) values() []string { return list(Draft, Issued) }
func (EditionKind) values() []string {
	return list(OrdinaryEdition, Corrigendum, Revision, Addendum)
}

func (Kind) values() []string { return list(where(func(k *KindInfo) bool { return !k.Part })...) }

func (Status) values() []string {
	return list(Implemented, UnderImplementation, NotImplemented, OvertakenByEvents, NoInformation, NotDue, NoActionRequested)
}

// laterValues are the values of fixed lists that the first schema did not have,
// with the number of the schema that brought each.
var laterValues = map[reflect.Type]map[string]int{
	reflect.TypeFor[Verb]():    laterVerbs(),
	reflect.TypeFor[ActKind](): laterActs(),
	reflect.TypeFor[Place]():   {string(PlaceAnswers): 3, string(PlaceRecommendations): 3},
}

// Since is the number of the schema that brought a value of a fixed list.
func Since(list reflect.Type, value string) int { return max(1, laterValues[list][value]) }

func (PartKind) values() []string {
	return list(NumberedPart, HeadingPart, AnnexPart, FurtherResolution)
}

func (Condition) values() []string {
	return list(ExtrabudgetaryResources, WithinMandate, AsAppropriate)
}

func (Place) values() []string {
	return list(PlaceSummary, PlaceIntroduction, PlaceBeforeAnswers, PlaceAnswers, PlaceConclusions, PlaceRecommendations, PlaceAnnex)
}

func (Distribution) values() []string {
	return list(GeneralDistribution, LimitedDistribution, RestrictedDistribution)
}

func (SectionKind) values() []string {
	return list(TextSection, BoxSection, RecommendationSection)
}

func (RegisterKind) values() []string {
	return list(RequestRegister, PartyRegister, DepositRegister, ActivityRegister, PublicationRegister, MoneyRegister)
}

func (ColumnKind) values() []string { return list(TextColumn, NumberColumn, DateColumn) }
func (Align) values() []string      { return list(AlignStart, AlignCenter, AlignEnd) }

func (Verification) values() []string { return list(Primary, Secondary, Derived, Unverified) }
func (GapReason) values() []string    { return list(NotFound, NotStated, GapNotDue, NotApplicable) }

func (ActKind) values() []string {
	return append(list(Signature, Ratification, Accession, Acceptance, Succession, Withdrawal), list(thirdActs...)...)
}

// thirdActs are the kinds of acts that schema 3 brought.
var thirdActs = []ActKind{
	Approval, DefinitiveSignature, FormalConfirmation, ProvisionalApplication, RatificationWithdrawn,
	Reservation, Declaration, Objection, Notification,
}

func laterActs() map[string]int {
	later := make(map[string]int)
	for _, k := range thirdActs {
		later[string(k)] = 3
	}
	return later
}

func (ActivityKind) values() []string {
	return list(Workshop, Conference, Meeting, Training, Visit)
}

func (PublicationStatus) values() []string { return list(Published, InUse, InPreparation) }

func (MoneyKind) values() []string {
	return list(Appropriation, Budget, Pledge, Contribution, Expenditure)
}

func (EntityKind) values() []string {
	return list(Organ, Secretariat, Agency, International, Regional, Group, NonGovernment)
}

func (Region) values() []string     { return list(Africa, Americas, Asia, Europe, Oceania) }
func (SourceKind) values() []string { return list(Official, Press, Register, Other) }
func (Access) values() []string     { return list(Seen, PartlySeen, NotSeen) }
func (Qualifier) values() []string  { return list(Exact, About, MoreThan, LessThan, AtLeast) }
