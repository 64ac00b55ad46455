package desk

import (
	"context"
	"fmt"
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
	if err := d.logSupport(ctx, actor, s.Proposals); err != nil {
		return s, err
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

// SupportOf is the follow-up of a municipality as the actor may see it. It returns Private if the actor may not know of
// the municipality's things.
func (d *Desk) SupportOf(ctx context.Context, actor person.Actor, code municipality.Code) (followup.State, error) {
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
	if policy.MayReadSupport(actor, code, policy.SupportInternal) && actor.Role != person.System {
		look := FigureQuery{What: "support", Units: []monitoring.UnitID{monitoring.UnitID(code)}}
		if err := d.logAccess(ctx, actor, look, disclosure.Viewer{Everything: true}); err != nil {
			return followup.State{}, err
		}
	}
	return s.For(actor, code), nil
}

// logSupport keeps whose counts stand in a list of proposals.
func (d *Desk) logSupport(ctx context.Context, actor person.Actor, proposals []view.ProposalRow) error {
	look := FigureQuery{What: "support"}
	for _, p := range proposals {
		if unit := monitoring.UnitID(p.Municipality); len(p.Figures) > 0 && !slices.Contains(look.Units, unit) {
			look.Units = append(look.Units, unit)
		}
	}
	if look.Units == nil || actor.Role == person.System {
		return nil
	}
	return d.logAccess(ctx, actor, look, disclosure.Viewer{Everything: true})
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
// say of them. There are none while no month is settled, or the municipality does not take part in it.
func (d *Desk) freeze(ctx context.Context, actor person.Actor, c followup.OpenCase) (followup.OpenCase, error) {
	if policy.Check(actor, policy.FollowUp, c.Municipality) != nil {
		return c, nil // which is refused
	}
	p := d.monitoring.Programme
	m, err := d.Settled(ctx, actor)
	if err != nil || m.IsZero() {
		return c, err
	}
	signals, err := d.Signals(ctx, actor, p, m, calendar.DateOf(d.monitoring.Clock()))
	own := slices.DeleteFunc(signals, func(s signal.Signal) bool { return s.Municipality != c.Municipality })
	c.Frozen = followup.Frozen{Month: m, Figures: followup.FiguresOf(own)}
	return c, err
}

// WhomToAsk are the figures of a month that chance explains poorly because they are high: whoever has them can be asked
// to share what they do.
func (d *Desk) WhomToAsk(ctx context.Context, actor person.Actor, m calendar.Month) ([]signal.Signal, error) {
	if err := policy.CheckRole(actor, policy.FollowUp); err != nil {
		return nil, err
	}
	book, err := d.Counts(ctx, actor, FigureQuery{What: "counts", From: m, To: m})
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
