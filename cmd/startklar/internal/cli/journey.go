package cli

import (
	"fmt"
	"time"

	"startklar/cmd/startklar/internal/app"
	"startklar/cmd/startklar/internal/desk"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/workflow"
)

type journeyCommand struct {
	Code       string `arg:"" help:"The municipality's code, four digits."`
	History    bool   `help:"Print every event, one JSON object per line, whatever the format."`
	AsOf       moment `placeholder:"TIME" help:"As it stood then, from its history."`
	Definition string `placeholder:"KEY" help:"Only journeys on this definition."`
	Format     string `enum:"text,json" default:"text" placeholder:"FORMAT" help:"text or json. Default: text."`
	clockFlag
}

// Help tells which journey is shown.
func (journeyCommand) Help() string {
	return "Of several journeys the newest one that is open is shown, or else the newest. Titles are in the language " +
		"of the settings. as_of is TIME, or now; standing is the least advanced one of a checklist's questions. A text " +
		"that has been erased is empty, and says so."
}

// Run prints a journey or its history.
func (c journeyCommand) Run(s *session) error {
	settings, err := s.settings()
	if err != nil {
		return err
	}
	code, err := readCode(c.Code)
	if err != nil {
		return err
	}
	a, err := s.openWith(settings, app.Existing, c.clock())
	if err != nil {
		return err
	}
	defer a.Close()
	found, err := c.find(s, a.Desk, code)
	if err != nil {
		return err
	}
	if c.History {
		return writeHistory(s, a.Desk, found.ID, c.AsOf.Time)
	}
	number, err := lastNumber(s, a.Desk, found.ID, c.AsOf.Time)
	if err != nil {
		return err
	}
	shown := showJourney(found, number, c.moment(), settings.Language.Default)
	if c.Format == "json" {
		return writeJSON(s.stdout, shown)
	}
	return writeJourneyText(s.stdout, shown, found)
}

// moment is what as_of says.
func (c journeyCommand) moment() time.Time {
	if c.AsOf.IsZero() {
		return c.clock()()
	}
	return c.AsOf.Time
}

func readCode(text string) (municipality.Code, error) {
	codes, wrong := readCodes([]string{text})
	if len(wrong) > 0 {
		return "", refusal{wrong[0]}
	}
	return codes[0], nil
}

// find picks the newest open journey of a municipality, or else the newest.
func (c journeyCommand) find(s *session, d *desk.Desk, code municipality.Code) (best workflow.State, err error) {
	ids, err := d.JourneysOf(s.ctx, actor, code)
	if err != nil {
		return best, err
	}
	for _, id := range ids {
		state, err := c.load(s, d, id)
		if domain.CodeOf(err) == domain.NotFound {
			continue
		}
		if err != nil {
			return best, err
		}
		if c.Definition != "" && state.Def.Key != c.Definition {
			continue
		}
		if !best.Started() || best.Run.Ended() && !state.Run.Ended() {
			best = state
		}
	}
	if !best.Started() {
		return best, refuse("%s is not enrolled%s", label(code), c.conditions())
	}
	return best, nil
}

func (c journeyCommand) load(s *session, d *desk.Desk, id journey.ID) (workflow.State, error) {
	if c.AsOf.IsZero() {
		return d.Journey(s.ctx, actor, id)
	}
	return d.JourneyAsOf(s.ctx, actor, id, c.AsOf.Time)
}

// conditions repeats what the journey was looked for by.
func (c journeyCommand) conditions() (text string) {
	if c.Definition != "" {
		text = fmt.Sprintf(" on %q", c.Definition)
	}
	if !c.AsOf.IsZero() {
		text += " as of " + c.AsOf.In(calendar.Copenhagen()).Format(time.RFC3339)
	}
	return text
}
