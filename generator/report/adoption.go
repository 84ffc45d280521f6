package report

import "slices"

// Adopted is the day on which the resolution was adopted; zero where it is not
// reported.
func (r *Report) Adopted() Date { return r.Resolution.AdoptedOn }

// ShownUntil is the last date for which a record shows that something happened, as
// far as the edition counts it:
//
//   - an activity: its last day, if it is not only planned
//   - an indicator: the end of its latest period; an observation, of its own
//   - a publication, a source: its date
//   - an amount that was decided: the day of the decision; one that was paid: the
//     end of its period, or the date of the account where there is no period
//   - an instrument: its latest deposit, or its adoption if that is later
//   - an act: its day
//
// What is later than the edition is not counted; later reports that there is
// something of the kind. The date is zero if the record has none that counts.
func (r *Report) ShownUntil(ref Ref) (d Date, later bool) {
	add := func(e Date) {
		switch {
		case e.IsZero():
		case !r.Edition.AsAt.IsZero() && e.After(r.Edition.AsAt):
			later = true
		case d.IsZero() || e.After(d):
			d = e
		}
	}
	switch v := r.Record(ref).(type) {
	case *Activity:
		if v.Planned {
			break
		}
		if v.End.IsZero() {
			add(v.Start)
		} else {
			add(v.End)
		}
	case *Indicator:
		for _, o := range v.Observations {
			add(o.Period.To)
		}
	case *Observation:
		add(v.Period.To)
	case *Publication:
		add(v.Date)
	case *Source:
		add(v.Date)
	case *Money:
		paid := v.Kind == Contribution || v.Kind == Expenditure
		if paid && !v.Period.To.IsZero() {
			add(v.Period.To)
		} else {
			add(v.Date)
		}
	case *Instrument:
		add(v.Adopted)
		if p := r.ParticipationIn(v.ID); p != nil {
			for _, a := range p.Acts {
				if a.Kind.Deposits() {
					add(a.Date)
				}
			}
		}
	case *Act:
		add(v.Date)
	}
	return d, later
}

// BeforeAdoption reports whether all that a record shows happened before the day on
// which the resolution was adopted, so that it can only be a starting point. It is
// false where that day or the date of the record is not known, and where only the
// month or year of the two is the same.
func (r *Report) BeforeAdoption(ref Ref) bool {
	d, _ := r.ShownUntil(ref)
	return !d.IsZero() && !r.Adopted().IsZero() && d.Last().Compare(r.Adopted().First()) < 0
}

// AfterAdoption reports whether a record shows that something happened after the
// day on which the resolution was adopted. Of what happened on that day neither
// BeforeAdoption nor AfterAdoption is true.
func (r *Report) AfterAdoption(ref Ref) bool {
	d, _ := r.ShownUntil(ref)
	return !d.IsZero() && !r.Adopted().IsZero() && d.First().Compare(r.Adopted().Last()) > 0
}

// Claims reports whether a status says that something was done, or not done, of what
// was asked, so that it has to rest on evidence.
func (s Status) Claims() bool {
	switch s {
	case Implemented, UnderImplementation, NotImplemented, OvertakenByEvents:
		return true
	}
	return false
}

// OnlyBeforeAdoption reports whether a request has a status that rests on what was over
// before the resolution was adopted, and on nothing else.
func (r *Report) OnlyBeforeAdoption(q *Request) bool {
	if !r.Like(q.Status).Claims() || len(q.Evidence) == 0 {
		return false
	}
	for _, e := range q.Evidence {
		if !r.BeforeAdoption(e) {
			return false
		}
	}
	return true
}

// DepositsSinceAdoption are the deposits for an instrument after the day on which the
// resolution was adopted, up to a date, by which States are party to it: of Parties those
// whose act is after that day. One that a withdrawal undid is not counted, since its State
// is not a party. Without a date there is no limit; where the day of adoption is not known
// there are none.
func (r *Report) DepositsSinceAdoption(instrument string, at Date) []Party {
	if r.Adopted().IsZero() {
		return nil
	}
	return slices.DeleteFunc(r.Parties(instrument, at), func(p Party) bool { return !p.Date.After(r.Adopted()) })
}
