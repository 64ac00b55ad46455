package cli

import (
	"context"
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"startklar/cmd/startklar/internal/app"
	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/municipality"
	"startklar/domain/view"
	"startklar/workflow"
)

// enrolment is one call at work.
type enrolment struct {
	ctx        context.Context
	app        *app.App
	definition *workflow.Definition
	from       calendar.Date
	reason     string
	now        time.Time
	// call is the same for the same call, and begins the client keys of its commands.
	call   string
	places []*place
}

// place is one municipality of a call.
type place struct {
	code    municipality.Code
	journey journey.ID
	// selected tells that the call marks it, open that it has an open journey, the one in journey.
	selected, open bool
	// fresh tells that one of its commands was carried out now, and not by an earlier run of the same call.
	fresh bool
}

// plan finds each municipality's journey: the open one, or else the next. One read serves all.
func (e *enrolment) plan(codes, selected []municipality.Code) error {
	overview, err := e.app.Desk.Overview(e.ctx, actor, view.OverviewQuery{
		Municipalities: codes, Definition: e.definition.Key, Sort: view.ByCode,
	})
	if err != nil {
		return err
	}
	earlier := map[municipality.Code]int{}
	open := map[municipality.Code]journey.ID{}
	for _, row := range overview.Rows {
		earlier[row.Municipality]++
		if !row.Run.Ended() {
			open[row.Municipality] = row.Journey
		}
	}
	for _, code := range codes {
		p := &place{code: code, journey: open[code], selected: slices.Contains(selected, code)}
		if p.open = p.journey != ""; !p.open {
			p.journey = journey.NewID(code, e.definition.Key, earlier[code]+1)
		}
		e.places = append(e.places, p)
	}
	return nil
}

// check finds what refuses the whole call, before anything is written: places that have an open journey,
// unless this very call began it and was cut off, and commands that the rules would refuse. The error is the
// store's.
func (e *enrolment) check() (wrong []error, err error) {
	for _, p := range e.places {
		err := e.checkPlace(p)
		if domain.CodeOf(err) == domain.Unavailable {
			return nil, err
		}
		if err != nil {
			wrong = append(wrong, err)
		}
	}
	return wrong, nil
}

func (e *enrolment) checkPlace(p *place) error {
	if !p.open {
		return e.rehearse(p)
	}
	// A command that a key has done is answered from memory, and one for a journey that runs is refused:
	// asking writes nothing.
	start := e.start(p)
	result, err := e.app.Desk.Do(e.ctx, actor, e.keyOf(start), start)
	switch {
	case domain.CodeOf(err) == domain.Unavailable:
		return err
	case err != nil, !result.Repeated:
		return alreadyEnrolled(p)
	}
	return nil
}

// rehearse asks the rules what they would say.
func (e *enrolment) rehearse(p *place) error {
	state := workflow.State{ID: p.journey, Def: e.definition}
	for _, c := range e.commands(p) {
		_, next, err := workflow.Preview(state, actor, c, e.now)
		if err != nil {
			return fmt.Errorf("%s: %w", label(p.code), err)
		}
		state = next
	}
	return nil
}

// keyOf is the client key of one of the call's commands.
func (e *enrolment) keyOf(c workflow.Command) string {
	return e.call + ":" + c.CommandName() + ":" + c.Stream().ID
}

func (e *enrolment) start(p *place) workflow.StartJourney {
	return workflow.StartJourney{
		Target: workflow.Target{Journey: p.journey}, StartedOn: e.from,
		Definition: e.definition.Key, Version: e.definition.Version, Hash: e.definition.Hash,
	}
}

// commands are what a place needs.
func (e *enrolment) commands(p *place) []workflow.Command {
	all := []workflow.Command{e.start(p)}
	if p.selected {
		all = append(all, workflow.SelectJourney{Target: workflow.Target{Journey: p.journey}, Reason: e.reason})
	}
	return all
}

// carryOut gives the commands of all places at once, so that they share a commit or few. Each has a client
// key made from the whole call: what was done before the call was cut off is not done again. A call that had
// nothing left to do has been made before, and is refused as such.
func (e *enrolment) carryOut() error {
	errs := make([]error, len(e.places))
	var all sync.WaitGroup
	for i, p := range e.places {
		all.Go(func() { errs[i] = e.carryOutAt(p) })
	}
	all.Wait()
	failed := slices.DeleteFunc(errs, func(err error) bool { return err == nil })
	switch {
	case len(failed) > 0:
		return fmt.Errorf("%d of %d could not be enrolled; the same call again finishes the work; the first: %w",
			len(failed), len(e.places), failed[0])
	case !e.anything():
		return e.refuseRepetition()
	}
	return nil
}

func (e *enrolment) carryOutAt(p *place) error {
	for _, c := range e.commands(p) {
		result, err := e.app.Desk.Do(e.ctx, actor, e.keyOf(c), c)
		if err != nil {
			return fmt.Errorf("%s: %w", label(p.code), err)
		}
		p.fresh = p.fresh || !result.Repeated
	}
	return nil
}

// anything tells whether the call has done something.
func (e *enrolment) anything() bool {
	return slices.ContainsFunc(e.places, func(p *place) bool { return p.fresh })
}

func (e *enrolment) refuseRepetition() error {
	wrong := make([]error, len(e.places))
	for i, p := range e.places {
		wrong[i] = alreadyEnrolled(p)
	}
	return nothingDone(wrong)
}

func alreadyEnrolled(p *place) error {
	return fmt.Errorf("%s: enrolled already (%s)", label(p.code), p.journey)
}

// tell reports what this run of the call did.
func (e *enrolment) tell(w io.Writer) {
	done := 0
	for _, p := range e.places {
		if !p.fresh {
			continue
		}
		done++
		mark := ""
		if p.selected {
			mark = ", selected for knowledge development"
		}
		fmt.Fprintf(w, "%s: %s%s\n", label(p.code), p.journey, mark)
	}
	fmt.Fprintf(w, "enrolled %s on %s version %d from %s\n",
		counted(done, "municipality", "municipalities"), e.definition.Key, e.definition.Version, e.from)
}
