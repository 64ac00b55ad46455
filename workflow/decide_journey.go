package workflow

import (
	"startklar/domain"
	"startklar/domain/journey"
	"startklar/domain/municipality"
)

func (c StartJourney) decide(d *decision) error {
	if d.state.Started() {
		return domain.Refuse(domain.Conflict, "journey_exists", domain.Args{"municipality": string(c.Municipality())})
	}
	if _, ok := municipality.Get(c.Municipality()); !ok {
		return domain.Refuse(domain.NotFound, "municipality_unknown", domain.Args{"municipality": string(c.Municipality())})
	}
	if d.state.Def == nil {
		return domain.Refuse(domain.NotFound, "definition_unknown", domain.Args{"definition": c.Definition})
	}
	if !c.Journey.Of(c.Definition) {
		return domain.RefuseField(domain.Invalid, "journey", "journey_id", nil)
	}
	if c.StartedOn.IsZero() {
		return domain.RefuseField(domain.Invalid, "started_on", "date_missing", nil)
	}
	d.emit("", &JourneyStarted{
		Journey: c.Journey, Municipality: c.Municipality(), Definition: c.Definition, Version: c.Version, Hash: c.Hash, StartedOn: c.StartedOn,
	})
	return nil
}

func (c SelectJourney) decide(d *decision) error {
	if err := d.running(); err != nil {
		return err
	}
	if err := needReason("reason", c.Reason); err != nil {
		return err
	}
	if !d.state.Selected {
		d.emit("", &JourneySelected{Reason: c.Reason})
	}
	return nil
}

func (c TerminateJourney) decide(d *decision) error {
	if err := d.running(); err != nil {
		return err
	}
	if err := needReason("reason", c.Reason); err != nil {
		return err
	}
	for n := range d.state.Items {
		if i := d.state.Items[n]; !i.State.Ended() {
			d.emit(string(i.ID), &ItemChanged{State: journey.Terminated, ByRule: true})
		}
	}
	for n := range d.state.Stages {
		if r := d.state.Stages[n]; !r.State.Ended() {
			d.emit(string(r.Def.ID), &StageChanged{State: journey.Terminated})
		}
	}
	d.emit("", &JourneyEnded{State: journey.Terminated, On: d.today, Reason: c.Reason})
	return nil
}

func (c CloseStage) decide(d *decision) error {
	if err := d.running(); err != nil {
		return err
	}
	r := d.state.Stage(c.Stage)
	if r == nil {
		return domain.Refuse(domain.NotFound, "stage_unknown", domain.Args{"stage": string(c.Stage)})
	}
	if !may(d.actor, r.Def.CloseRoles) {
		return domain.Refuse(domain.Permission, "not_your_stage", domain.Args{"title": r.Def.Title})
	}
	if r.State != journey.Active {
		return &domain.Error{Code: domain.Conflict, Key: "stage_not_active", Detail: r.State, Args: domain.Args{"title": r.Def.Title}}
	}
	if err := needReason("reason", c.Reason); err != nil {
		return err
	}
	d.emit(string(c.Stage), &StageChanged{State: journey.Completed, Reason: c.Reason, ByHand: true})
	return nil
}
