package journeys

import (
	"startklar/cmd/startklar/internal/web/site"
	"startklar/domain/journey"
	"startklar/templates/pages"
	"startklar/templates/parts"
	"startklar/workflow"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"
)

// teams is where a municipality says which teams it has; the others read them in the table.
func (f *itemForms) teams() []templ.Component {
	if !f.allowed(workflow.NameTeam{Target: f.target(), Name: "-"}) {
		return nil
	}
	block := pages.Block{ID: "team", Heading: f.T("teams.heading"), Text: f.T("teams.lead")}
	for _, t := range f.v.State.TeamsNow() {
		path := "team/" + string(t.ID)
		rename := f.form(path, parts.Button{Label: f.T("teams.rename"), Context: ": " + t.Name, Kind: parts.Secondary}, f.teamField(t.Name, f.T("teams.name_of", "name", t.Name)))
		rename.Buttons = append(rename.Buttons, parts.Button{
			Label: f.T("teams.remove"), Context: ": " + t.Name, Kind: parts.Tertiary, Action: site.ItemPath(f.v.State.ID, f.v.Item.ID) + "/" + path + "/fjern",
		})
		block.Parts = append(block.Parts, rename)
	}
	block.Parts = append(block.Parts, f.form("team", parts.Button{Label: f.T("teams.add"), Kind: parts.Secondary}, f.teamField("", f.T("teams.new"))))
	return []templ.Component{block}
}

func (f *itemForms) teamField(value, label string) parts.Field {
	return parts.Field{Name: "name", Label: label, Value: value, MaxLength: workflow.MaxTeamName}
}

// NameTeam gives the municipality a team, or one of its teams another name.
func (s *Pages) NameTeam(c echo.Context) error {
	form := "team"
	if id := c.Param("team"); id != "" {
		form += "/" + id
	}
	command := workflow.NameTeam{Target: target(c), Team: journey.TeamID(c.Param("team")), Name: c.FormValue("name")}
	return s.Carry(c, site.Write{Command: command, Done: "done.team", Back: site.ItemPath(site.JourneyParam(c), site.ItemParam(c)), Again: s.againItem(form)})
}

// RemoveTeam takes a team off the list; what it used stays in the history.
func (s *Pages) RemoveTeam(c echo.Context) error {
	return s.Carry(c, site.Write{
		Command: workflow.RemoveTeam{Target: target(c), Team: journey.TeamID(c.Param("team"))}, Done: "done.team_fjernet",
		Back: site.ItemPath(site.JourneyParam(c), site.ItemParam(c)), Again: s.againItem("team/" + c.Param("team")),
	})
}
