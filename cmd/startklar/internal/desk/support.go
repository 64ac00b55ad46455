package desk

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/followup"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/annotation"
	"startklar/domain/monitoring/disclosure"
	"startklar/domain/monitoring/signal"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/domain/view"
	"startklar/workflow/journal"
)

// SupportReads are the read models of follow-up.
type SupportReads interface {
	SupportProposals(ctx context.Context, q view.SupportQuery) ([]view.ProposalRow, error)
	SupportCases(ctx context.Context, q view.SupportQuery) ([]view.SupportRow, error)
	// SupportContacts counts the contacts with each municipality in a year.
	SupportContacts(ctx context.Context, year int) (map[municipality.Code]int, error)
}

// Support are the proposals and cases that an actor may see.
type Support struct {
	// Proposals are for the national agency alone.
	Proposals []view.ProposalRow
	Cases     []view.SupportRow
	// Contacts counts those of the year, in every case; for the national agency alone.
	Contacts map[municipality.Code]int
}

// Support lists proposals and cases, the newest first: all for the national agency, for a consultant and a leadership
// what has been shared with them of their own municipalities, without what is internal.
func (d *Desk) Support(ctx context.Context, actor person.Actor, q view.SupportQuery, year int) (s Support, err error) {
	if err := policy.CheckRole(actor, policy.ReadSupport); err != nil {
		return s, err
	}
	internal := policy.CheckRole(actor, policy.FollowUp) == nil
	if !internal {
		q.Municipalities = within(q.Municipalities, actor)
	}
	if s.Cases, err = d.reads.SupportCases(ctx, q); err != nil {
		return s, err
	}
	if !internal {
		s.Cases = slices.DeleteFunc(s.Cases, func(r view.SupportRow) bool { return !sharedWith(actor, r) })
		for n := range s.Cases {
			s.Cases[n].Guess, s.Cases[n].Next, s.Cases[n].Contacts, s.Cases[n].OnTrack = "", "", 0, calendar.Month{}
		}
		return s, nil
	}
	if s.Proposals, err = d.reads.SupportProposals(ctx, q); err != nil {
		return s, err
	}
	if q.Look == "" {
		for n := range s.Proposals {
			s.Proposals[n].Figures = nil
		}
	}
	if err := d.logProposals(ctx, actor, q.Look, s.Proposals); err != nil {
		return Support{}, err
	}
	s.Contacts, err = d.reads.SupportContacts(ctx, year)
	return s, err
}

// sharedWith tells whether a case has been shared with an actor: see followup.State.For.
func sharedWith(actor person.Actor, r view.SupportRow) bool {
	switch {
	case policy.MayReadSupport(actor, r.Municipality, policy.SupportHelp):
		return len(r.Help) > 0 || !r.AgreedOn.IsZero()
	case policy.MayReadSupport(actor, r.Municipality, policy.SupportAgreement):
		return !r.AgreedOn.IsZero()
	}
	return false
}

// SupportOf is the follow-up of a municipality as the actor may see it, for whoever goes through all of it. It returns
// Private if the actor may not know of the municipality's things.
func (d *Desk) SupportOf(ctx context.Context, actor person.Actor, code municipality.Code) (followup.State, error) {
	s, err := d.followUp(ctx, actor, code)
	if err != nil {
		return followup.State{}, err
	}
	look := supportLook(code)
	for _, c := range s.Cases {
		look.see(c.Frozen.Month, c.Frozen.Figures)
	}
	for _, p := range s.Proposals {
		look.see(p.Month, p.Figures)
	}
	if err := d.logSupport(ctx, actor, look); err != nil {
		return followup.State{}, err
	}
	return s, nil
}

// SupportCase is a case as the actor may see it, and the municipality's follow-up beside it; NotFound where there is
// none for them. Its figures are a look at counts, which is logged before they return.
func (d *Desk) SupportCase(ctx context.Context, actor person.Actor, code municipality.Code, number int) (followup.State, *followup.Case, error) {
	s, err := d.followUp(ctx, actor, code)
	if err != nil {
		return followup.State{}, nil, err
	}
	c := s.Case(number)
	if c == nil {
		return followup.State{}, nil, domain.Refuse(domain.NotFound, "not_found", nil)
	}
	look := supportLook(code)
	if c.MergedInto == 0 { // else its readers are led on
		look.see(c.Frozen.Month, c.Frozen.Figures)
	}
	if err := d.logSupport(ctx, actor, look); err != nil {
		return followup.State{}, nil, err
	}
	return s, c, nil
}

// SupportProposal is a proposal with what it rests on, and the municipality's follow-up beside it, for those who follow
// up. Its figures are a look at counts, which is logged before they return.
func (d *Desk) SupportProposal(ctx context.Context, actor person.Actor, code municipality.Code, number int) (followup.State, *followup.Proposal, error) {
	if err := policy.Check(actor, policy.FollowUp, code); err != nil {
		return followup.State{}, nil, err
	}
	s, err := d.followUp(ctx, actor, code)
	if err != nil {
		return followup.State{}, nil, err
	}
	p := s.Proposal(number)
	if p == nil {
		return followup.State{}, nil, domain.Refuse(domain.NotFound, "not_found", nil)
	}
	look := supportLook(code)
	look.see(p.Month, p.Figures)
	if err := d.logSupport(ctx, actor, look); err != nil {
		return followup.State{}, nil, err
	}
	return s, p, nil
}

// NewestCase is the number of the case that was opened last among those that the actor may see; NotFound for none.
func (d *Desk) NewestCase(ctx context.Context, actor person.Actor, code municipality.Code) (int, error) {
	s, err := d.followUp(ctx, actor, code)
	if err == nil && len(s.Cases) == 0 {
		err = domain.Refuse(domain.NotFound, "not_found", nil)
	}
	if err != nil {
		return 0, err
	}
	return s.Cases[len(s.Cases)-1].Number, nil
}

// CaseRevision is how often a case has been written, for those who follow up; 0 where there is none.
func (d *Desk) CaseRevision(ctx context.Context, actor person.Actor, code municipality.Code, number int) (int, error) {
	if err := policy.Check(actor, policy.FollowUp, code); err != nil {
		return 0, err
	}
	s, err := d.followUp(ctx, actor, code)
	if c := s.Case(number); err == nil && c != nil {
		return c.Revision, nil
	}
	return 0, err
}

// followUp reads a municipality's follow-up and leaves what the actor may see of it. Who shows its figures logs that.
func (d *Desk) followUp(ctx context.Context, actor person.Actor, code municipality.Code) (followup.State, error) {
	if err := policy.Check(actor, policy.ReadSupport, code); err != nil {
		return followup.State{}, err
	}
	state, _, err := d.door.State(ctx, followup.StreamOf(code), time.Time{})
	if err != nil {
		return followup.State{}, err
	}
	s, ok := state.(followup.State)
	if !ok {
		return followup.State{}, domain.Fault("follow-up", fmt.Errorf("got %T", state))
	}
	return s.For(actor, code), nil
}

// supportSeen collects which months' figures of follow-up are about to be seen.
type supportSeen struct {
	FigureQuery
	any bool
}

func supportLook(code municipality.Code) *supportSeen {
	return &supportSeen{FigureQuery: FigureQuery{What: "support", Units: []monitoring.UnitID{monitoring.UnitID(code)}}}
}

func (l *supportSeen) see(m calendar.Month, all []followup.Figure) {
	switch {
	case len(all) == 0:
		return
	case !l.any:
		l.any, l.From, l.To = true, m, m
	case m.Before(l.From):
		l.From = m
	case m.After(l.To):
		l.To = m
	}
}

// logSupport keeps what was collected; what the service itself goes through is not seen by anybody.
func (d *Desk) logSupport(ctx context.Context, actor person.Actor, l *supportSeen) error {
	if !l.any || actor.Role == person.System {
		return nil
	}
	return d.logAccess(ctx, actor, l.FigureQuery, disclosure.Viewer{Everything: true})
}

// logProposals keeps whose counts stand in a list of proposals.
func (d *Desk) logProposals(ctx context.Context, actor person.Actor, what string, proposals []view.ProposalRow) error {
	seen := map[municipality.Code]*supportSeen{}
	for _, p := range proposals {
		if seen[p.Municipality] == nil {
			seen[p.Municipality] = supportLook(p.Municipality)
			seen[p.Municipality].What = what
		}
		seen[p.Municipality].see(p.Month, p.Figures)
	}
	for _, code := range slices.Sorted(maps.Keys(seen)) {
		if err := d.logSupport(ctx, actor, seen[code]); err != nil {
			return err
		}
	}
	return nil
}

// Settled is the newest settled month; zero while there is none.
func (d *Desk) Settled(ctx context.Context, actor person.Actor) (calendar.Month, error) {
	if err := policy.CheckRole(actor, policy.ReadCounts); err != nil {
		return calendar.Month{}, err
	}
	e, err := d.edition(ctx, time.Time{})
	if err != nil {
		return calendar.Month{}, err
	}
	return e.book.Settled(), nil
}

// freeze adds to a case that is being opened the municipality's figures of the newest settled month with what the rules
// say of them. There are none while no month is settled, or the municipality does not take part in it. Nobody sees them
// before the case's page shows them, which is logged.
func (d *Desk) freeze(ctx context.Context, actor person.Actor, c followup.OpenCase) (followup.OpenCase, error) {
	if policy.Check(actor, policy.FollowUp, c.Municipality) != nil {
		return c, nil // which is refused
	}
	e, err := d.edition(ctx, time.Time{})
	if err != nil {
		return c, err
	}
	m := e.book.Settled()
	if m.IsZero() {
		return c, nil
	}
	signals, err := d.signals(ctx, actor, e.book, d.monitoring.Programme, m, calendar.DateOf(d.monitoring.Clock()))
	own := slices.DeleteFunc(signals, func(s signal.Signal) bool { return s.Municipality != c.Municipality })
	c.Frozen = followup.Frozen{Month: m, Figures: followup.FiguresOf(own)}
	return c, err
}

// WhomToAsk are the figures of a month that chance explains poorly because they are high: whoever has them can be asked
// to share what they do.
//
// The look at all counts is logged as what is asked for: the page or the file.
func (d *Desk) WhomToAsk(ctx context.Context, actor person.Actor, what string, m calendar.Month) ([]signal.Signal, error) {
	if err := policy.CheckRole(actor, policy.FollowUp); err != nil {
		return nil, err
	}
	book, err := d.Counts(ctx, actor, FigureQuery{What: what, From: m, To: m})
	if err != nil {
		return nil, err
	}
	events, err := d.Annotations(ctx, actor, time.Time{})
	if err != nil {
		return nil, err
	}
	return signal.Above(book, d.monitoring.Programme, m, signal.Circumstances{Suspended: annotation.Suspensions(events)}), nil
}

// DaysOverdue tells how late the most overdue step of each municipality's journey of a programme is; municipalities
// whose journey has ended are not in it.
func (d *Desk) DaysOverdue(ctx context.Context, actor person.Actor, programme string, today calendar.Date) (map[municipality.Code]int, error) {
	overview, err := d.Overview(ctx, actor, view.OverviewQuery{Sort: view.ByCode})
	if err != nil {
		return nil, err
	}
	return daysOverdue(overview, programme, today), nil
}

// SupportEvent is one thing that happened to a case or a proposal, without what was written.
type SupportEvent struct {
	At    time.Time
	Actor person.ID
	Kind  string
}

// SupportHistory is what has happened to a case, the oldest first, for those who follow up. Proposals made before the
// case was opened are not in it.
func (d *Desk) SupportHistory(ctx context.Context, actor person.Actor, code municipality.Code, number int) (all []SupportEvent, err error) {
	if err := policy.Check(actor, policy.FollowUp, code); err != nil {
		return nil, err
	}
	err = d.door.History(ctx, followup.StreamOf(code), time.Time{}, func(e domain.Event, _ journal.Recorded) error {
		if followup.CaseOf(e) == number {
			all = append(all, SupportEvent{At: e.At, Actor: person.ID(e.Actor), Kind: e.Kind})
		}
		return nil
	})
	return all, err
}
