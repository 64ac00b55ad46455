package store

import (
	"context"
	"fmt"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/workflow"
)

// Journey returns a journey's state as its history gives it, read from the projection; NotFound if there is
// none. The definitions are asked after the reading has ended, for they may read from this store.
func (s *Store) Journey(ctx context.Context, definitions workflow.Definitions, id journey.ID) (workflow.State, error) {
	var l loading
	err := s.read(ctx, func(t *tx) error { return l.load(t, id) })
	if err != nil {
		return workflow.State{}, err
	}
	def, err := definitions.Definition(l.key, l.version, l.hash)
	if err != nil {
		return workflow.State{}, fmt.Errorf("definition of journey %s: %w", id, err)
	}
	return l.assemble(def)
}

// loading is a journey whose definition is yet to be found.
type loading struct {
	state     workflow.State
	key, hash string
	version   int
	stages    []journey.StageID
}

func (l *loading) load(t *tx, id journey.ID) error {
	for _, part := range []func(*tx, journey.ID) error{l.journey, l.stageRuns, l.items, l.answers, l.comments, l.evidence, l.requests, l.proposals, l.teams, l.workshops, l.agreements, l.steering} {
		if err := part(t, id); err != nil {
			return err
		}
	}
	return nil
}

func (l *loading) journey(t *tx, id journey.ID) error {
	var code, startedOn, endedOn, run, anchors, dueOn string
	var nameKey []byte
	var selected, changedAt int64
	var done, total, stale int
	s := &l.state
	found, err := t.one("journey", journeysTable.read, []any{string(id)}, []any{
		(*string)(&s.ID), &code, &nameKey, &l.key, &l.version, &l.hash, &startedOn, &run, &endedOn, &selected,
		&anchors, &changedAt, &s.Number, &done, &total, &dueOn, &stale,
	})
	if err == nil && !found {
		return domain.Refuse(domain.NotFound, "journey_unknown", nil)
	}
	if err != nil {
		return err
	}
	s.Municipality, s.Run, s.Selected, s.ChangedAt = municipality.Code(code), journey.State(run), selected != 0, moment(changedAt)
	if err := decoded(anchors, &s.Anchors); err != nil {
		return err
	}
	return dates(date{startedOn, &s.StartedOn}, date{endedOn, &s.EndedOn})
}

func (l *loading) stageRuns(t *tx, id journey.ID) error {
	var journeyID, stage, state, closedBy, reason, dueOn string
	var ordinal, done, total, stale int
	var since, endedAt int64
	into := []any{&journeyID, &stage, &ordinal, &state, &since, &endedAt, &closedBy, &reason, &done, &total, &dueOn, &stale}
	return t.each("stages", stagesTable.inOrder, []any{string(id)}, into, func() error {
		l.stages = append(l.stages, journey.StageID(stage))
		l.state.Stages = append(l.state.Stages, &workflow.StageRun{
			State: journey.State(state), Since: moment(since), EndedAt: moment(endedAt), ClosedBy: person.ID(closedBy), Reason: reason,
		})
		return nil
	})
}

func (l *loading) answers(t *tx, id journey.ID) error {
	var journeyID, item, field, text, by, hash, standing, standingBy, owner, due, proposedBy string
	var ordinal, revision, version int
	var at, erased, standingAt, split int64
	into := []any{
		&journeyID, &item, &field, &ordinal, &text, &revision, &by, &at, &version, &hash, &erased, &standing, &standingBy,
		&standingAt, &split, &owner, &due, &proposedBy,
	}
	return t.each("answers", answersTable.inOrder, []any{string(id)}, into, func() error {
		a := &workflow.Answer{
			Item: journey.InstanceID(item), Field: journey.FieldID(field), Text: text, Revision: revision,
			By: person.ID(by), At: moment(at), QuestionVersion: version, QuestionHash: hash, Erased: erased != 0,
			Standing: journey.Standing(standing), StandingBy: person.ID(standingBy), StandingAt: moment(standingAt),
			Split: split != 0, Owner: person.ID(owner), ProposedBy: person.ID(proposedBy),
		}
		l.state.Answers = append(l.state.Answers, a)
		return dates(date{due, &a.Due})
	})
}

// assemble gives stages and items their place in the definition.
func (l *loading) assemble(def *workflow.Definition) (workflow.State, error) {
	s := l.state
	s.Def = def
	for n, r := range s.Stages {
		if n >= len(def.Stages) || def.Stages[n].ID != l.stages[n] {
			return s, domain.Fault("load journey", fmt.Errorf("%s has no stage %q at place %d", def.Key, l.stages[n], n))
		}
		r.Def = def.Stages[n]
	}
	for _, i := range s.Items {
		id, _ := i.ID.Item()
		if i.Def = def.Item(id); i.Def == nil {
			return s, domain.Fault("load journey", fmt.Errorf("%s has no item %q", def.Key, id))
		}
	}
	return s, nil
}

// date is a date on its way from a column.
type date struct {
	text string
	into *calendar.Date
}

func dates(all ...date) error {
	for _, d := range all {
		if err := d.into.UnmarshalText([]byte(d.text)); err != nil {
			return failed("date", err)
		}
	}
	return nil
}
