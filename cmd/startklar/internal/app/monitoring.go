package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"time"

	"startklar/cmd/startklar/internal/desk"
	"startklar/cmd/startklar/internal/intake"
	"startklar/cmd/startklar/internal/jobs"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/disclosure"
	"startklar/templates"
)

// Monitored is what the programme says about its monitoring: it comes with the program and needs no store. A record does
// not say which programme it belongs to, so there is one.
func Monitored() (*monitoring.Programme, error) {
	from := templates.Monitoring()
	names, err := fs.Glob(from, "*.yaml")
	if err != nil {
		return nil, err
	}
	if len(names) != 1 {
		return nil, fmt.Errorf("%d programmes are monitored, records know one", len(names))
	}
	text, err := fs.ReadFile(from, names[0])
	if err != nil {
		return nil, err
	}
	return monitoring.ParseProgramme(text)
}

// withMonitoring adds the desk, and what the monitoring needs.
func (a *App) withMonitoring(o Options) (err error) {
	if a.Monitoring, err = Monitored(); err != nil {
		return err
	}
	rule, err := disclosure.NewRule(a.Monitoring, cmp.Or(o.Threshold, disclosure.DefaultThreshold))
	if err != nil {
		return err
	}
	if o.Rule != nil {
		rule = o.Rule(rule)
	}
	a.Desk = desk.New(a.Door, reads{a.Store, a.Library}, desk.Monitoring{Programme: a.Monitoring, Rule: rule, Clock: o.Clock})
	a.Intake = &intake.Service{Desk: a.Desk, Programme: a.Monitoring, Clock: o.Clock, After: a.afterDeliveries(o.Clock)}
	return nil
}

// afterDeliveries does at once what is done every night: what a delivery contains may complete a step, and settle a month.
func (a *App) afterDeliveries(clock func() time.Time) func(context.Context) error {
	registrations, signals := jobs.Registrations(a.Desk, a.Library), jobs.Signals(a.Desk, a.Monitoring, clock)
	return func(ctx context.Context) error { return errors.Join(registrations.Run(ctx), signals.Run(ctx)) }
}
