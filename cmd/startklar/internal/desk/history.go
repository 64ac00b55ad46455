package desk

import (
	"context"
	"slices"
	"time"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/workflow"
	"startklar/workflow/journal"
)

// HistoryEntry is one event of a journey as the actor may see it.
type HistoryEntry struct {
	domain.Event
	Hash []byte
	// Withheld tells that the event's content is not for this actor; Body is nil then.
	Withheld bool
}

// History lists a journey's events in order, up to and including a moment unless that is zero. What an actor
// may not read of the answers, they do not read of their history either.
func (d *Desk) History(ctx context.Context, actor person.Actor, id journey.ID, asOf time.Time) ([]HistoryEntry, error) {
	if err := policy.Check(actor, policy.ReadHistory, id.Municipality()); err != nil {
		return nil, err
	}
	s, err := d.reads.Journey(ctx, id)
	if err != nil {
		return nil, err
	}
	heard := s.Overheard(actor)
	var entries []HistoryEntry
	err = d.door.History(ctx, id.Stream(), asOf, func(e domain.Event, r journal.Recorded) error {
		entries = append(entries, withhold(actor, s, heard, HistoryEntry{Event: e, Hash: r.Hash}))
		return nil
	})
	return entries, err
}

// withhold hides the texts of answers: the municipality reads every revision, others only those that they
// may read of the answer as it stands. What colleagues said is read by those who may hear it; what was taken
// back or never sent, by nobody but its writer.
func withhold(actor person.Actor, s, heard workflow.State, e HistoryEntry) HistoryEntry {
	if mayReadEvent(actor, s, heard, e.Event) {
		return e
	}
	e.Body, e.Withheld = nil, true
	return e
}

func mayReadEvent(actor person.Actor, s, heard workflow.State, e domain.Event) bool {
	if workflow.WorkshopText(e.Kind) {
		return mayReadWorkshopEvent(actor, s, e)
	}
	switch b := e.Body.(type) {
	case *workflow.AnswerSaved:
		item, field := workflow.SplitSubject(e.Subject)
		revision := &workflow.Answer{Item: item, Field: field, Revision: b.Revision}
		return mayRead(actor, s, revision, s.RevisionDisclosure(revision))
	case *workflow.CommentWritten:
		return slices.ContainsFunc(heard.Comments, func(c *workflow.Comment) bool {
			return c.Number == e.Number && (c.WithdrawnAt.IsZero() || c.By == actor.ID)
		})
	case *workflow.EvidenceAttached:
		at := slices.IndexFunc(heard.Evidence, func(one *workflow.Evidence) bool { return one.Number == e.Number })
		return at >= 0 || policy.MayReadRequests(actor, s.Municipality)
	case *workflow.RequestMade, *workflow.RequestAddressed, *workflow.RequestRenewed:
		return policy.MayReadRequests(actor, s.Municipality)
	case *workflow.ProposalWritten:
		p := heard.Proposal(workflow.SubjectProposal(e.Subject))
		return p != nil && (p.By == actor.ID || p.Revision == b.Revision)
	case *workflow.SheetWritten:
		return policy.MayReadSheet(actor, s.Municipality, s.SheetDisclosure())
	case *workflow.SheetRemarked:
		return actor.Role.Municipal() || actor.Role == person.System
	case *workflow.ProposalCommented:
		return heard.Proposal(workflow.SubjectProposal(e.Subject)) != nil
	default:
		return true
	}
}
