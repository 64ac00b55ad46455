package workflow

import (
	"fmt"
	"strings"

	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/policy"
)

type (
	// NameTeam gives the municipality a team, or another name to one that it has. Team is empty for a new one.
	NameTeam struct {
		Target
		Team journey.TeamID `json:"team"`
		Name string         `json:"name"`
	}
	// RemoveTeam says that there is no such team any more.
	RemoveTeam struct {
		Target
		Team journey.TeamID `json:"team"`
	}
)

// CommandName implements Command.
func (NameTeam) CommandName() string   { return "name_team" }
func (RemoveTeam) CommandName() string { return "remove_team" }

func (NameTeam) action() policy.Action   { return policy.NameTeams }
func (RemoveTeam) action() policy.Action { return policy.NameTeams }

// WrittenTexts implements journal.Written.
func (c NameTeam) WrittenTexts() map[string]string { return map[string]string{"name": c.Name} }

// MaxTeamName is the longest name of a team in characters; MaxTeams how many a municipality can have at once.
const (
	MaxTeamName = 60
	MaxTeams    = 20
)

func (c NameTeam) decide(d *decision) error {
	if err := d.running(); err != nil {
		return err
	}
	name := strings.Join(strings.Fields(c.Name), " ")
	if err := domain.NeedText("name", c.Name, MaxTeamName, "name_missing"); err != nil {
		return err
	}
	for _, t := range d.state.TeamsNow() {
		if t.ID != c.Team && strings.EqualFold(t.Name, name) {
			return domain.RefuseField(domain.Conflict, "name", "team_exists", domain.Args{"name": name})
		}
	}
	id := c.Team
	switch team := d.state.Team(id); {
	case id == "" && len(d.state.TeamsNow()) >= MaxTeams:
		return domain.Refuse(domain.Conflict, "teams_full", domain.Args{"max": MaxTeams})
	case id == "":
		id = journey.TeamID(fmt.Sprintf("t%d", len(d.state.Teams)+1))
	case team == nil:
		return domain.Refuse(domain.NotFound, "team_unknown", nil)
	case team.Name == name:
		return nil
	}
	d.emit(teamSubject(id), &TeamNamed{Name: name})
	return nil
}

func (c RemoveTeam) decide(d *decision) error {
	if err := d.running(); err != nil {
		return err
	}
	if d.state.Team(c.Team) == nil {
		return domain.Refuse(domain.NotFound, "team_unknown", nil)
	}
	d.emit(teamSubject(c.Team), &TeamRemoved{})
	return nil
}
