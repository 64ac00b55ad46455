package demo

import (
	_ "embed"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/domain/starterpack"
	"startklar/workflow"
	"startklar/workflow/journal"
)

// The second version of one document, which the national agency has published in the demo.
var (
	//go:embed economy_calculation.da.md
	renewedDA string
	//go:embed economy_calculation.en.md
	renewedEN string
)

// renewedDays is how many days before the demo's end the second version is published; municipalities get it a
// little later.
const renewedDays = 35

// introducedEvents is how many events a document's history has when the program has introduced it.
const introducedEvents = 2

// renewal publishes a second version of the pack's last document.
func renewal(def *workflow.Definition, clock *Clock, officer person.Actor) script {
	documents := def.Item(starterPack).Documents
	id := starterpack.NewID(def.Key, string(documents[len(documents)-1].ID))
	day := workedDay(calendar.DateOf(clock.until).AddDays(-renewedDays))
	draft := starterpack.DraftVersion{ID: id, Text: domain.Text{DA: renewedDA, EN: renewedEN}, Changed: domain.Text{
		DA: "Et skema til 0, 2, 5 og 10 timer, og et nyt afsnit om den første måned.",
		EN: "A table for 0, 2, 5 and 10 hours, and a new section on the first month.",
	}}
	return script{
		{at: moment(day, 1), number: introducedEvents + 1, request: journal.Request{Actor: officer, Command: draft}},
		{at: moment(day, 2), number: introducedEvents + 2, request: journal.Request{Actor: officer, Command: starterpack.PublishVersion{ID: id, Revision: 1}}},
	}
}

// team is the team that takes documents into use: the municipality's first, and in a larger one now and then its
// second.
func (t *tale) team(n int) journey.TeamID {
	teams := t.state.TeamsNow()
	if len(teams) == 0 {
		return ""
	}
	return teams[n%len(teams)].ID
}

// nameTeams names the municipality's teams; a small one is a team itself.
func (t *tale) nameTeams() {
	if t.place.size == small {
		return
	}
	t.do(t.leader, workflow.NameTeam{Target: t.on(), Name: t.say("team")})
	t.also(t.leader, workflow.NameTeam{Target: t.on(), Name: t.say("second_team")})
}
