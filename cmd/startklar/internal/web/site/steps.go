package site

import (
	"slices"

	"startklar/domain/journey"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/domain/view"
	"startklar/workflow"
)

// Hostable tells whether an item is a meeting that hosts hold.
func Hostable(i *workflow.PlanItem) bool {
	return i.Kind == journey.Meeting && slices.ContainsFunc(i.Roles, func(r person.Role) bool { return slices.Contains(policy.Roles(policy.HostMeeting), r) })
}

// CurrentOf is the earliest stage under way that still holds something required; any under way otherwise.
func CurrentOf(r view.OverviewRow) journey.StageID {
	var found journey.StageID
	for _, s := range r.Stages {
		if s.State != journey.Active {
			continue
		}
		if s.Done < s.Total {
			return s.Stage
		}
		if found == "" {
			found = s.Stage
		}
	}
	return found
}
