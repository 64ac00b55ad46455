package desk

import (
	"context"
	"time"

	"startklar/domain"
	"startklar/domain/calendar"
	"startklar/domain/journey"
	"startklar/domain/monitoring"
	"startklar/domain/monitoring/annotation"
	"startklar/domain/monitoring/signal"
	"startklar/domain/municipality"
	"startklar/domain/person"
	"startklar/domain/policy"
	"startklar/domain/statement"
	"startklar/domain/view"
	"startklar/workflow"
)

// Press makes statements of one month as of one moment that nobody has frozen: for previews, and for files of a month
// without an edition.
type Press struct {
	statement.Source
	desk  *Desk
	actor person.Actor
	// closing tells that it knows what outsiders may not see.
	closing bool
	state   statement.State
}

// Press returns one for those who prepare statements. Leaves tells that what it makes leaves the house. It is NotFound
// for a month in which nobody has delivered anything.
func (d *Desk) Press(ctx context.Context, actor person.Actor, w Which, leaves bool) (*Press, error) {
	if err := policy.CheckRole(actor, policy.PrepareStatements); err != nil {
		return nil, err
	}
	p, err := d.press(ctx, actor, w.Month, w.AsOf, leaves)
	if err != nil {
		return nil, err
	}
	p.state, err = d.reads.Statement(ctx, w.Month)
	return p, err
}

// press puts together what a month's statements are made from.
func (d *Desk) press(ctx context.Context, actor person.Actor, m calendar.Month, asOf time.Time, closing bool) (*Press, error) {
	e, err := d.edition(ctx, asOf)
	if err != nil {
		return nil, err
	}
	if asOf.IsZero() {
		asOf = d.monitoring.Clock()
	}
	p := &Press{desk: d, actor: actor, closing: closing, Source: statement.Source{
		Book: e.book, Programme: d.monitoring.Programme, Month: m, AsOf: asOf.UTC().Truncate(time.Microsecond), Open: everythingOpen,
	}}
	if closing {
		p.Open = openToOutsiders(e.Edition)
	}
	if p.Received, err = d.reads.Received(ctx, monitoring.ReceivedQuery{From: m, To: m, AsOf: p.AsOf}); err != nil {
		return nil, err
	}
	if len(p.Received) == 0 || len(e.book.Municipalities(m)) == 0 {
		return nil, domain.Refuse(domain.NotFound, "statement_nothing", nil)
	}
	events, err := d.reads.Annotations(ctx)
	if err != nil {
		return nil, err
	}
	standing := events[:0:0]
	for _, a := range events {
		if a.StoodAt(p.AsOf) {
			standing = append(standing, a)
		}
	}
	p.Signals = signal.Of(e.book, p.Programme, m, signal.Circumstances{
		Today: calendar.DateOf(p.AsOf), Suspended: annotation.Suspensions(standing),
	})
	p.Journeys, err = d.steps(ctx, calendar.DateOf(p.AsOf))
	return p, err
}

// Municipalities are those that have a statement, by code.
func (p *Press) Municipalities() []municipality.Code { return p.Book.Municipalities(p.Month) }

// Statement makes one municipality's. A look at counts is logged before it returns.
func (p *Press) Statement(ctx context.Context, code municipality.Code) (Statement, error) {
	if p.Book.ProjectMonth(code, p.Month) == 0 {
		return Statement{}, domain.Refuse(domain.NotFound, "statement_unknown", nil)
	}
	s := Statement{Programme: p.Programme, Content: p.Of(code), Newest: len(p.state.Released), Comment: said(p.state.Comment(monitoring.UnitID(code)))}
	return p.desk.disclosedStatement(ctx, p.actor, s, p.closing)
}

// National makes the national edition, as outsiders see it where the press knows what they may not see. A look at
// counts is logged before it returns.
func (p *Press) National(ctx context.Context) (NationalStatement, error) {
	n := NationalStatement{
		Programme: p.Programme, Content: p.Nation(), Newest: len(p.state.Released), Comment: said(p.state.Comment(monitoring.National)),
	}
	if p.closing {
		n.Content = n.Content.Outside()
		return n, nil
	}
	look := FigureQuery{What: "statement", From: p.Month, To: p.Month, AsOf: p.AsOf}
	if err := p.desk.logAccess(ctx, p.actor, look, viewerOf(p.actor)); err != nil {
		return NationalStatement{}, err
	}
	return n, nil
}

func (d *Desk) previewed(ctx context.Context, actor person.Actor, w Which, code municipality.Code, leaves bool) (Statement, error) {
	p, err := d.Press(ctx, actor, w, leaves)
	if err != nil {
		return Statement{}, err
	}
	return p.Statement(ctx, code)
}

func (d *Desk) previewedNation(ctx context.Context, actor person.Actor, w Which, leaves bool) (NationalStatement, error) {
	p, err := d.Press(ctx, actor, w, leaves)
	if err != nil {
		return NationalStatement{}, err
	}
	return p.National(ctx)
}

// steps are where each municipality's newest journey of the programme stands, stage by stage: done, late, and the
// first that is neither.
func (d *Desk) steps(ctx context.Context, today calendar.Date) (map[municipality.Code][]statement.Step, error) {
	overview, err := d.reads.Overview(ctx, view.OverviewQuery{Definition: d.monitoring.Programme.Key, Sort: view.ByCode})
	if err != nil {
		return nil, err
	}
	defs := map[string]*workflow.Definition{}
	all := map[municipality.Code][]statement.Step{}
	newest := map[municipality.Code]calendar.Date{}
	for _, row := range overview.Rows {
		if started, seen := newest[row.Municipality]; seen && row.StartedOn.Before(started) {
			continue
		}
		newest[row.Municipality] = row.StartedOn
		if defs[row.DefinitionHash] == nil {
			s, err := d.reads.Journey(ctx, row.Journey)
			if err != nil {
				return nil, err
			}
			defs[row.DefinitionHash] = s.Def
		}
		all[row.Municipality] = stepsOf(row, defs[row.DefinitionHash], today)
	}
	return all, nil
}

func stepsOf(row view.OverviewRow, def *workflow.Definition, today calendar.Date) (all []statement.Step) {
	next := false
	for _, cell := range row.Stages {
		step := statement.Step{On: cell.DueOn, Days: view.DaysLate(cell.DueOn, today)}
		for _, stage := range def.Stages {
			if stage.ID == cell.Stage {
				step.Title = stage.Title
			}
		}
		switch {
		case cell.State == journey.Completed:
			step.State, step.On, step.Days = statement.StepDone, calendar.Date{}, 0
		case cell.State.Ended() || row.Run.Ended():
			continue
		case step.Days > 0:
			step.State = statement.StepLate
		case next:
			continue
		default:
			step.State, next = statement.StepNext, true
		}
		all = append(all, step)
	}
	return all
}
