package followup

import (
	"cmp"
	"slices"

	"startklar/domain"
)

// writable returns an open case in the revision that its writer saw.
func (s State) writable(at At) (*Case, error) {
	c := s.Case(at.Case)
	switch {
	case c == nil:
		return nil, domain.Refuse(domain.NotFound, "support_case_unknown", nil)
	case !c.Open():
		return nil, &domain.Error{Code: domain.Conflict, Key: "support_case_closed", Detail: c.Number}
	case at.Base != c.Revision:
		return nil, &domain.Error{Code: domain.Stale, Key: "support_case_changed", Detail: c.Revision}
	}
	return c, nil
}

// on makes the one event of a command to a case.
func on(c *Case, body domain.Body) []domain.Event {
	return []domain.Event{{Subject: place{Case: c.Number}.String(), Body: body}}
}

func (c Suppose) decide(s State, _ deciding) ([]domain.Event, error) {
	found, err := s.writable(c.At)
	switch {
	case err != nil:
		return nil, err
	case !slices.Contains(AllGuesses(), c.Guess):
		return nil, domain.RefuseField(domain.Invalid, "guess", "choose_one", nil)
	}
	if err := domain.LimitText("note", c.Note, MaxText); err != nil {
		return nil, err
	}
	if h := found.Hypothesis; h != nil && h.Guess == c.Guess && h.Note == c.Note {
		return nil, nil
	}
	return on(found, &Supposed{Case: found.Number, Guess: c.Guess, Note: c.Note}), nil
}

func (c NoteContact) decide(s State, d deciding) ([]domain.Event, error) {
	found, err := s.writable(c.At)
	switch {
	case err != nil:
		return nil, err
	case !slices.Contains(AllWays(), c.Way):
		return nil, domain.RefuseField(domain.Invalid, "way", "choose_one", nil)
	case c.On.IsZero() || c.On.After(d.today):
		return nil, domain.RefuseField(domain.Invalid, "on", "contact_day", nil)
	}
	if err := cmp.Or(domain.LimitText("with", c.With, MaxReason), domain.LimitText("note", c.Note, MaxText)); err != nil {
		return nil, err
	}
	number := len(s.Contacts) + 1
	return []domain.Event{{
		Subject: place{Case: found.Number, Contact: number}.String(),
		Body:    &ContactNoted{Number: number, Case: found.Number, On: c.On, Way: c.Way, With: c.With, Note: c.Note},
	}}, nil
}

func (c DecideSupport) decide(s State, _ deciding) ([]domain.Event, error) {
	found, err := s.writable(c.At)
	switch {
	case err != nil:
		return nil, err
	case len(c.Kinds) == 0, !domain.ChosenFrom(AllHelp(), c.Kinds):
		return nil, domain.RefuseField(domain.Invalid, "kinds", "choose_some", nil)
	case len(c.Kinds) > 1 && slices.Contains(c.Kinds, NoHelp):
		return nil, domain.RefuseField(domain.Invalid, "kinds", "support_none_alone", nil)
	}
	if err := domain.LimitText("text", c.Text, MaxText); err != nil {
		return nil, err
	}
	if was := found.Support; was != nil && slices.Equal(was.Kinds, c.Kinds) && was.Text == c.Text {
		return nil, nil
	}
	return on(found, &SupportDecided{Case: found.Number, Kinds: c.Kinds, Text: c.Text}), nil
}

func (c Agree) decide(s State, d deciding) ([]domain.Event, error) {
	found, err := s.writable(c.At)
	if err != nil {
		return nil, err
	}
	if err := domain.NeedText("text", c.Text, MaxText, "text_missing"); err != nil {
		return nil, err
	}
	if c.On.IsZero() || c.On.After(d.today) {
		return nil, domain.RefuseField(domain.Invalid, "on", "contact_day", nil)
	}
	if was := found.Agreement; was != nil && was.Text == c.Text && was.On == c.On {
		return nil, nil
	}
	return on(found, &SupportAgreed{Case: found.Number, Text: c.Text, On: c.On}), nil
}

func (c SetReview) decide(s State, d deciding) ([]domain.Event, error) {
	found, err := s.writable(c.At)
	switch {
	case err != nil:
		return nil, err
	case c.On.IsZero() || c.On.Before(d.today):
		return nil, domain.RefuseField(domain.Invalid, "on", "review_day", nil)
	case c.On == found.ReviewOn:
		return nil, nil
	}
	return on(found, &ReviewSet{Case: found.Number, On: c.On}), nil
}

func (c TakeOver) decide(s State, d deciding) ([]domain.Event, error) {
	found, err := s.writable(c.At)
	if err != nil || found.Owner == d.actor.ID {
		return nil, err
	}
	return on(found, &CaseTakenOver{Case: found.Number, Owner: d.actor.ID}), nil
}

func (c Merge) decide(s State, _ deciding) ([]domain.Event, error) {
	found, err := s.writable(c.At)
	if err != nil {
		return nil, err
	}
	into := s.Case(c.Into)
	if into == nil || into == found || !into.Open() {
		return nil, domain.RefuseField(domain.Invalid, "into", "support_merge_into", nil)
	}
	return on(found, &CaseMerged{Case: found.Number, Into: into.Number, Watching: found.Watching}), nil
}

func (c Close) decide(s State, _ deciding) ([]domain.Event, error) {
	found, err := s.writable(c.At)
	switch {
	case err != nil:
		return nil, err
	case !slices.Contains(AllOutcomes(), c.Outcome):
		return nil, domain.RefuseField(domain.Invalid, "outcome", "choose_one", nil)
	}
	if err := domain.LimitText("note", c.Note, MaxText); err != nil {
		return nil, err
	}
	return on(found, &CaseClosed{Case: found.Number, Outcome: c.Outcome, Note: c.Note}), nil
}
