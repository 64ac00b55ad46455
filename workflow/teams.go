package workflow

import (
	"slices"

	"startklar/domain/journey"
)

// teamPart stands before a team's id in an event's subject, where other events name an item.
const teamPart = "team"

func teamSubject(id journey.TeamID) string { return teamPart + "/" + string(id) }

func teamOf(subject string) journey.TeamID {
	_, id := SplitSubject(subject)
	return journey.TeamID(id)
}

// withTeam returns the state with a changed copy of a team, made where there was none.
func (s State) withTeam(id journey.TeamID, change func(*Team)) State {
	s.Teams = slices.Clone(s.Teams)
	for n := range s.Teams {
		if s.Teams[n].ID == id {
			change(&s.Teams[n])
			return s
		}
	}
	made := Team{ID: id}
	change(&made)
	s.Teams = append(s.Teams, made)
	return s
}

// usedBy puts what a team uses now in the place of what it used before.
func usedBy(uses []TeamUse, now TeamUse) []TeamUse {
	kept := slices.DeleteFunc(slices.Clone(uses), func(u TeamUse) bool { return u.Team == now.Team })
	return append(kept, now)
}
