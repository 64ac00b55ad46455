// Package desk is where the outer layers ask: every write goes on to the journal's one door, and every read
// of a municipality's content passes the policy here. Pages, command line and jobs use nothing else.
package desk

import (
	"context"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/followup"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/domain/view"
	"startklar/workflow"
	"startklar/workflow/journal"
)

// Door is the journal's one door.
type Door interface {
	Do(ctx context.Context, r journal.Request) (journal.Result, error)
	State(ctx context.Context, stream domain.Stream, asOf time.Time) (any, int64, error)
	History(ctx context.Context, stream domain.Stream, asOf time.Time, yield func(domain.Event, journal.Recorded) error) error
}

// Reads are the read models.
type Reads interface {
	MeetingReads
	// Journey returns a journey with its answers; NotFound if there is none.
	Journey(ctx context.Context, id journey.ID) (workflow.State, error)
	// JourneysOf lists a municipality's journeys, the newest first.
	JourneysOf(ctx context.Context, code municipality.Code) ([]journey.ID, error)
	Overview(ctx context.Context, q view.OverviewQuery) (view.Overview, error)
	// JourneysDue lists the journeys in which time calls for something on a day or before.
	JourneysDue(ctx context.Context, today calendar.Date) ([]journey.ID, error)
	// RequestByLink finds the request whose guest has the link with this hash; NotFound if there is none.
	RequestByLink(ctx context.Context, hash workflow.LinkHash) (journey.ID, journey.RequestID, error)
	Roster
	Inboxes
	KnowledgeReads
	Ledgers
	CaseReads
	SheetLinks
	PackReads
	AnnotationReads
	SupportReads
	FigureReads
	StatementReads
}

// Desk answers actors.
type Desk struct {
	door       Door
	reads      Reads
	monitoring Monitoring
	editions   *editions
}

// New makes a desk.
func New(door Door, reads Reads, m Monitoring) *Desk {
	return &Desk{door: door, reads: reads, monitoring: m, editions: newEditions()}
}

// Do carries out a command: see journal.Door.Do. The key is the client's, empty for none.
func (d *Desk) Do(ctx context.Context, actor person.Actor, key string, c domain.Command) (journal.Result, error) {
	switch given := c.(type) {
	case workflow.DeliverDocument:
		if err := d.deliverable(ctx, given); err != nil {
			return journal.Result{}, err
		}
	case followup.OpenCase:
		frozen, err := d.freeze(ctx, actor, given)
		if err != nil {
			return journal.Result{}, err
		}
		c = frozen
	}
	return d.door.Do(ctx, journal.Request{Actor: actor, ClientKey: key, Command: c})
}

// Journey returns a journey as the actor may see it: texts that may not be read are withheld. It returns
// Private if the actor may not know of the journey, NotFound if there is none.
func (d *Desk) Journey(ctx context.Context, actor person.Actor, id journey.ID) (workflow.State, error) {
	if err := policy.Check(actor, policy.ReadJourney, id.Municipality()); err != nil {
		return workflow.State{}, err
	}
	s, err := d.reads.Journey(ctx, id)
	if err != nil {
		return workflow.State{}, err
	}
	return disclose(actor, s), nil
}

// JourneyAsOf is Journey as it stood at a moment, from its history. The zero moment is now.
func (d *Desk) JourneyAsOf(ctx context.Context, actor person.Actor, id journey.ID, asOf time.Time) (workflow.State, error) {
	if err := policy.Check(actor, policy.ReadJourney, id.Municipality()); err != nil {
		return workflow.State{}, err
	}
	state, _, err := d.door.State(ctx, id.Stream(), asOf)
	if err != nil {
		return workflow.State{}, err
	}
	s, ok := state.(workflow.State)
	if !ok || !s.Started() {
		return workflow.State{}, domain.Refuse(domain.NotFound, "journey_unknown", nil)
	}
	return disclose(actor, s), nil
}

func disclose(actor person.Actor, s workflow.State) workflow.State {
	return discloseSteering(actor, s.Overheard(actor).WithholdWorkshops(actor).Withhold(func(a *workflow.Answer) bool {
		return mayRead(actor, s, a, s.Disclosure(a))
	}))
}

// mayRead asks the policy about an answer as far as it has been let out.
func mayRead(actor person.Actor, s workflow.State, a *workflow.Answer, d policy.Disclosed) bool {
	d.Writes = s.Writes(actor.Role, a.Item)
	return policy.MayReadText(actor, s.Municipality, d)
}

// JourneysOf lists a municipality's journeys, the newest first.
func (d *Desk) JourneysOf(ctx context.Context, actor person.Actor, code municipality.Code) ([]journey.ID, error) {
	if err := policy.Check(actor, policy.ReadJourney, code); err != nil {
		return nil, err
	}
	return d.reads.JourneysOf(ctx, code)
}

// Overview returns the journeys that the actor may see: consultants those of their municipalities.
func (d *Desk) Overview(ctx context.Context, actor person.Actor, q view.OverviewQuery) (view.Overview, error) {
	if err := policy.CheckRole(actor, policy.ReadOverview); err != nil {
		return view.Overview{}, err
	}
	if actor.Role == person.ProcessConsultant {
		q.Municipalities = within(q.Municipalities, actor)
	}
	return d.reads.Overview(ctx, q)
}

// within narrows a selection to the actor's municipalities; nil selects all of them.
func within(selected []municipality.Code, actor person.Actor) []municipality.Code {
	if selected == nil {
		return append([]municipality.Code{}, actor.Municipalities...)
	}
	kept := []municipality.Code{}
	for _, code := range selected {
		if actor.Has(code) {
			kept = append(kept, code)
		}
	}
	return kept
}
