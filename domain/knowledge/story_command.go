package knowledge

import (
	"cmp"
	"slices"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
)

type (
	// TellStory collects a story, or writes its texts anew. Writing anew takes it back from its readers until
	// somebody passes the new text on. Base is the revision that the writer saw, 0 for a new story.
	TellStory struct {
		ID     StoryID `json:"id"`
		Base   int     `json:"base"`
		Title  string  `json:"title"`
		Text   string  `json:"text"`
		Use    string  `json:"use"`
		Teller Teller  `json:"teller"`
		About  []Party `json:"about"`
	}
	// NoteConsent notes what a party has agreed to, in place of what was noted before.
	NoteConsent struct {
		ID     StoryID       `json:"id"`
		Party  Party         `json:"party"`
		Way    Way           `json:"way"`
		On     calendar.Date `json:"on"`
		Covers []Readers     `json:"covers"`
	}
	// PassOnStory decides who gets the story, in the revision that was read; nobody is an answer too.
	PassOnStory struct {
		ID       StoryID   `json:"id"`
		Revision int       `json:"revision"`
		To       []Readers `json:"to"`
	}
	// WithdrawStory removes a story everywhere, for good.
	WithdrawStory struct {
		ID    StoryID `json:"id"`
		Cause Cause   `json:"cause"`
	}
)

// storyCommand is a command to a story's stream.
type storyCommand interface {
	domain.Command
	action() policy.Action
	decide(person.Actor, Story, calendar.Date) ([]domain.Event, error)
}

// Stream implements domain.Command.
func (c TellStory) Stream() domain.Stream { return c.ID.Stream() }

// Stream implements domain.Command.
func (c NoteConsent) Stream() domain.Stream { return c.ID.Stream() }

// Stream implements domain.Command.
func (c PassOnStory) Stream() domain.Stream { return c.ID.Stream() }

// Stream implements domain.Command.
func (c WithdrawStory) Stream() domain.Stream { return c.ID.Stream() }

// CommandName implements domain.Command.
func (TellStory) CommandName() string { return "tell_story" }

// CommandName implements domain.Command.
func (NoteConsent) CommandName() string { return "note_consent" }

// CommandName implements domain.Command.
func (PassOnStory) CommandName() string { return "pass_on_story" }

// CommandName implements domain.Command.
func (WithdrawStory) CommandName() string { return "withdraw_story" }

// WrittenTexts names what a person wrote.
func (c TellStory) WrittenTexts() map[string]string {
	return map[string]string{"title": c.Title, "text": c.Text, "use": c.Use}
}

func (TellStory) action() policy.Action     { return policy.CollectStory }
func (NoteConsent) action() policy.Action   { return policy.CollectStory }
func (PassOnStory) action() policy.Action   { return policy.PassOnStory }
func (WithdrawStory) action() policy.Action { return policy.WithdrawStory }

func (c TellStory) decide(_ person.Actor, s Story, _ calendar.Date) ([]domain.Event, error) {
	if err := c.check(); err != nil {
		return nil, err
	}
	if s.Exists() && c.Base != s.Revision || !s.Exists() && c.Base != 0 {
		return nil, domain.Refuse(domain.Stale, "story_changed", nil)
	}
	if s.Title == c.Title && s.Text == c.Text && s.Use == c.Use && s.Teller == c.Teller && slices.Equal(s.About, c.About) {
		return nil, nil
	}
	return []domain.Event{{Subject: string(c.ID), Body: &StoryTold{
		Title: c.Title, Text: c.Text, Use: c.Use, Teller: c.Teller, About: c.About, Revision: s.Revision + 1,
	}}}, nil
}

func (c TellStory) check() error {
	if _, ok := municipality.Get(c.ID.Municipality()); !ok {
		return domain.RefuseField(domain.Invalid, "municipality", "municipality_unknown", domain.Args{"municipality": string(c.ID.Municipality())})
	}
	err := cmp.Or(
		domain.NeedText("title", c.Title, MaxTitle, "text_missing"), domain.NeedText("text", c.Text, MaxText, "text_missing"),
		domain.LimitText("use", c.Use, MaxUse),
	)
	if err != nil {
		return err
	}
	switch {
	case !slices.Contains(AllTellers(), c.Teller):
		return domain.RefuseField(domain.Invalid, "teller", "story_teller", nil)
	case len(c.About) == 0 || !domain.ChosenFrom(AllParties(), c.About):
		return domain.RefuseField(domain.Invalid, "about", "story_about", nil)
	default:
		return nil
	}
}

func (c NoteConsent) decide(_ person.Actor, s Story, today calendar.Date) ([]domain.Event, error) {
	switch {
	case !s.Exists():
		return nil, domain.Refuse(domain.NotFound, "story_unknown", nil)
	case !slices.Contains(AllParties(), c.Party):
		return nil, domain.RefuseField(domain.Invalid, "party", "consent_party", nil)
	case !slices.Contains(AllWays(), c.Way):
		return nil, domain.RefuseField(domain.Invalid, "way", "consent_way", nil)
	case c.On.IsZero() || c.On.After(today):
		return nil, domain.RefuseField(domain.Invalid, "on", "consent_day", nil)
	case len(c.Covers) == 0 || !domain.ChosenFrom(AllReaders(), c.Covers):
		return nil, domain.RefuseField(domain.Invalid, "covers", "consent_covers", nil)
	}
	if had, ok := s.consent(c.Party); ok && had.Way == c.Way && had.On == c.On && slices.Equal(had.Covers, c.Covers) {
		return nil, nil
	}
	events := []domain.Event{{Subject: "consent/" + string(c.Party), Body: &ConsentNoted{Party: c.Party, Way: c.Way, On: c.On, Covers: c.Covers}}}
	s.Consents = append(without(s.Consents, c.Party), Consent{Party: c.Party, Covers: c.Covers})
	if kept := s.covered(); !slices.Equal(kept, s.PassedOn) {
		events = append(events, domain.Event{Subject: "readers", Body: &StoryPassedOn{Revision: s.Revision, To: kept}})
	}
	return events, nil
}

// covered are those of its readers whom the story may still be passed on to: a consent that has become
// narrower takes it back from the others.
func (s Story) covered() []Readers {
	var kept []Readers
	for _, to := range s.PassedOn {
		if len(s.Gaps(to)) == 0 {
			kept = append(kept, to)
		}
	}
	return kept
}

func (c PassOnStory) decide(_ person.Actor, s Story, _ calendar.Date) ([]domain.Event, error) {
	switch gaps := s.Gaps(c.To...); {
	case !s.Exists():
		return nil, domain.Refuse(domain.NotFound, "story_unknown", nil)
	case !domain.ChosenFrom(AllReaders(), c.To):
		return nil, domain.RefuseField(domain.Invalid, "to", "story_readers", nil)
	case c.Revision != s.Revision:
		return nil, domain.Refuse(domain.Stale, "story_changed", nil)
	case len(gaps) > 0:
		return nil, &domain.Error{Code: domain.Conflict, Key: "consent_missing", Field: "to", Detail: gaps}
	case slices.Equal(s.PassedOn, c.To):
		return nil, nil
	}
	return []domain.Event{{Subject: "readers", Body: &StoryPassedOn{Revision: c.Revision, To: c.To}}}, nil
}

func (c WithdrawStory) decide(_ person.Actor, s Story, _ calendar.Date) ([]domain.Event, error) {
	switch {
	case !s.Exists():
		return nil, domain.Refuse(domain.NotFound, "story_unknown", nil)
	case !slices.Contains(AllCauses(), c.Cause):
		return nil, domain.RefuseField(domain.Invalid, "cause", "story_cause", nil)
	}
	return []domain.Event{{Subject: "withdrawn", Body: &StoryWithdrawn{Cause: c.Cause}}}, nil
}
