package cases

import (
	"slices"

	"startklar/domain/municipality"
	"startklar/domain/view"
	"startklar/workflow"
)

// learnPlans finds the plans of the rows, and of the rows that the filter hides, so that the filter's own
// choices do not vanish with its result.
func (o *overview) learnPlans(found view.Overview) error {
	rows := found.Rows
	if o.filter.any() {
		all, err := o.s.Desk.Overview(o.Ctx, o.Actor, view.OverviewQuery{Sort: view.ByName, Limit: overviewSize})
		if err != nil {
			return err
		}
		rows = append(slices.Clone(rows), all.Rows...)
	}
	for _, r := range rows {
		if err := o.learnPlan(r); err != nil {
			return err
		}
	}
	return nil
}

func (o *overview) learnPlan(r view.OverviewRow) error {
	for _, known := range o.plans {
		if known.Key == r.Definition && known.Version == r.Version {
			return nil
		}
	}
	def, err := o.s.Definitions.Definition(r.Definition, r.Version, r.DefinitionHash)
	if err != nil {
		return err
	}
	o.plans = append(o.plans, def)
	for _, stage := range def.Stages {
		if !slices.ContainsFunc(o.stages, func(s *workflow.Stage) bool { return s.ID == stage.ID }) {
			o.stages = append(o.stages, stage)
		}
	}
	return nil
}

// group is the rows of one region or consultant.
type group struct {
	name string
	rows []view.OverviewRow
}

// grouped parts the rows, keeping their order; the groups stand in Danish order.
func (o *overview) grouped(rows []view.OverviewRow) []group {
	var groups []group
	for _, r := range rows {
		name := o.regionOf(r.Municipality)
		if o.filter.group == "konsulent" {
			name = o.consultantOf(r.Municipality)
		}
		at := slices.IndexFunc(groups, func(g group) bool { return g.name == name })
		if at < 0 {
			groups, at = append(groups, group{name: name}), len(groups)
		}
		groups[at].rows = append(groups[at].rows, r)
	}
	slices.SortFunc(groups, func(a, b group) int { return municipality.Compare(a.name, b.name) })
	return groups
}
