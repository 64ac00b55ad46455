package desk

import (
	"context"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/workflow"
)

// SheetLinks finds links to decision sheets.
type SheetLinks interface {
	// Invitation finds the journey and the invitation of a link, by its token's hash; NotFound if there is none.
	Invitation(ctx context.Context, hash string) (journey.ID, string, error)
}

// Steering is a steering group's decision sheet as an actor may see it, and who has agreed.
type Steering struct {
	State workflow.State
	Sheet workflow.Sheet
	// Digest is that of the sheet with everything on it: what is agreed to. Readers who may not read all of it
	// get it too.
	Digest string
	// Withheld tells that the sheet's own texts are not for this reader.
	Withheld bool
	// Since lists what has changed since each administration answered, by invitation: for readers of the whole
	// sheet, and where the sheet that was answered can still be read.
	Since map[string][]workflow.SheetChange
}

// Steering returns a journey's decision sheet. It returns Private if the actor may not know of the journey, and
// NotFound where the journey has no such sheet. Remarks of administrations are read by the municipality alone.
func (d *Desk) Steering(ctx context.Context, actor person.Actor, id journey.ID) (Steering, error) {
	if err := policy.Check(actor, policy.ReadSheet, id.Municipality()); err != nil {
		return Steering{}, err
	}
	s, err := d.reads.Journey(ctx, id)
	if err != nil {
		return Steering{}, err
	}
	whole, ok := s.DecisionSheet()
	if !ok {
		return Steering{}, domain.Refuse(domain.NotFound, "sheet_unknown", nil)
	}
	made := Steering{State: s, Sheet: whole, Digest: whole.Digest}
	if actor.Role == person.SteeringMember {
		made.State = only(s, actor.Link)
		return made, d.since(ctx, actor, &made)
	}
	made.Withheld = !policy.MayReadSheet(actor, id.Municipality(), s.SheetDisclosure())
	made.State = disclose(actor, s)
	made.Sheet, _ = made.State.DecisionSheet()
	if made.Withheld {
		return made, nil
	}
	return made, d.since(ctx, actor, &made)
}

// since compares the sheet with those that administrations have answered to; one that was answered more than once is
// read once.
func (d *Desk) since(ctx context.Context, actor person.Actor, made *Steering) error {
	made.Since = map[string][]workflow.SheetChange{}
	read := map[string][]workflow.SheetChange{}
	for _, i := range made.State.Invitations {
		if i.Stance == "" || i.Digest == made.Digest {
			continue
		}
		changes, known := read[i.Digest]
		if !known {
			before, err := d.sheetAnswered(ctx, actor, made.State.ID, i)
			if err != nil {
				return err
			}
			if before != nil {
				changes = made.Sheet.Since(*before)
			}
			read[i.Digest] = changes
		}
		made.Since[i.ID] = changes
	}
	return nil
}

// sheetAnswered is the sheet as an administration answered to it, from the history: nil where its texts are erased
// since, or were not for this reader then.
func (d *Desk) sheetAnswered(ctx context.Context, actor person.Actor, id journey.ID, i *workflow.Invitation) (*workflow.Sheet, error) {
	state, _, err := d.door.State(ctx, id.Stream(), i.AnsweredAt)
	if err != nil {
		return nil, err
	}
	then, ok := state.(workflow.State)
	if !ok {
		return nil, nil
	}
	whole, ok := then.DecisionSheet()
	if !ok || whole.Digest != i.Digest {
		return nil, nil
	}
	if actor.Role == person.SteeringMember {
		return &whole, nil
	}
	if !policy.MayReadSheet(actor, id.Municipality(), then.SheetDisclosure()) {
		return nil, nil
	}
	shown, _ := disclose(actor, then).DecisionSheet()
	return &shown, nil
}

// only leaves of a journey what a steering member's page is made of: their own invitation, and nothing that
// others answered.
func only(s workflow.State, invitation string) workflow.State {
	own := s.Invitation(invitation)
	s.Invitations = nil
	if own != nil {
		s.Invitations = []*workflow.Invitation{own}
	}
	return s
}

// discloseSteering leaves out of the decision sheet what the actor may not read of it, and, outside the
// municipality, what members wrote.
func discloseSteering(actor person.Actor, s workflow.State) workflow.State {
	if !policy.MayReadSheet(actor, s.Municipality, s.SheetDisclosure()) {
		s.SheetTexts = nil
	}
	if !actor.Role.Municipal() && actor.Role != person.System {
		s.Invitations = unremarked(s.Invitations)
	}
	return s
}

// unremarked leaves out what members wrote.
func unremarked(all []*workflow.Invitation) []*workflow.Invitation {
	kept := make([]*workflow.Invitation, len(all))
	for n, i := range all {
		one := *i
		one.Note, one.Title, one.Hash = "", "", ""
		if i.Hash != "" {
			one.Hash = "-"
		}
		kept[n] = &one
	}
	return kept
}

// SteeringMember finds who holds a link to a decision sheet, by the hash of its token: somebody who acts for one
// administration, within that invitation alone. It returns NotFound for a link that never was, was withdrawn, or
// has run out.
func (d *Desk) SteeringMember(ctx context.Context, hash string, today calendar.Date) (person.Actor, journey.ID, error) {
	id, invitation, err := d.reads.Invitation(ctx, hash)
	if err != nil {
		return person.Actor{}, "", err
	}
	s, err := d.reads.Journey(ctx, id)
	if err != nil {
		return person.Actor{}, "", err
	}
	i := s.Invitation(invitation)
	if i == nil || !i.Open(today) || s.Run != journey.Active {
		return person.Actor{}, "", domain.Refuse(domain.NotFound, "sheet_link_unknown", nil)
	}
	return person.Actor{
		ID: person.ID("link:" + invitation), Name: i.Administration, Role: person.SteeringMember,
		Municipalities: []municipality.Code{id.Municipality()}, Link: invitation,
	}, id, nil
}
